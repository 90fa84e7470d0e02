// Every line and every quote can be kept: its link, itself as a quote, a highlight in this browser.
// What a page about several episodes quotes is kept as a place in the episode's own page.

{
  const { one, all, make, article, words, tongue, recall, remember } = page;
  const TARGETS = ".line, .said, .claim, .quote";
  const SPOKEN = /[\p{L}\p{N}]/u;
  const MOST_WORDS = 8; // of a sentence that stands whole in its link
  const EDGE = 4; // words at either end of a longer one
  let chosen; // what the menu is about

  /* What is kept */

  /** The words of a line as they stand there: neither its time nor who says it. */
  function textNodes(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(".time, b, button") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  const textOf = (those) => those.map((line) => textNodes(line).map((node) => node.data).join("")).join(" ").replace(/\s+/g, " ").trim();

  /** The part of what was said that runs from one letter to another, to the end of its words. */
  function between(text, from, to) {
    let letter = 0;
    let start = 0;
    let index = 0;
    for (const character of text) {
      if (SPOKEN.test(character) && letter++ === from) start = index;
      index += character.length;
      if (letter === to) return text.slice(start, index) + (text.slice(index).match(/^[^\p{L}\p{N}\s]+/u)?.[0] ?? "");
    }
    return text.slice(start);
  }

  const footOf = (element) => (element.matches(".line") ? element : one(":scope > .cite, :scope > figcaption", element));
  const wordsOf = (element) => one(":scope > blockquote:not(.peek), :scope > .words", element);
  const take = (element) => (article ? takeHere(element) : takeThere(element));

  /** A quote of an episode that has a page of its own. */
  function takeThere(element) {
    const link = one(".moment", footOf(element));
    const from = link.closest("[data-show]");
    const quote = wordsOf(element).textContent.trim();
    return {
      path: link.pathname,
      address: link.origin + link.pathname,
      title: from.dataset.title ?? from.title,
      show: from.dataset.show,
      date: from.dataset.date,
      id: link.hash.slice(1),
      said: link.dataset.said ?? quote.replace(/^[^\p{L}\p{N}]+|[\s"\p{Pi}\p{Pf}\p{Ps}\p{Pe}]+$/gu, ""),
      quote,
      name: one("bdi", element)?.textContent ?? element.closest("[data-by]")?.dataset.by ?? "",
      time: link.dataset.at === undefined ? "" : moments.clock(+link.dataset.at),
    };
  }

  /** The words that an address leads to: a quote's as they were said, of a line what is selected, else all. */
  function takeHere(element) {
    const source = one(":scope > .cite .source", element);
    const id = source ? source.hash.slice(1) : lines.idOf(element);
    const first = document.getElementById(id).closest(".line");
    const quoted = source && wordsOf(element).textContent.trim();
    const speaker = source ? one(".cite bdi", element) : lines.speakerOf(first);
    let said = textOf(source ? lines.between(id, source.dataset.last ?? id) : [element]);
    if (source?.dataset.cited) {
      const places = source.dataset.cited.split(/[ -]/).map(Number);
      said = between(said, places[0], places.at(-1));
    }
    const selection = getSelection();
    const selected = element.contains(selection.anchorNode) && element.contains(selection.focusNode) ? selection.toString().replace(/\s+/g, " ").trim() : "";
    if (!source && selected && said.includes(selected)) said = selected;
    const seconds = source?.dataset.at ?? moments.secondsOf(id);
    return {
      path: location.pathname,
      address: location.origin + location.pathname,
      title: one("h1").textContent,
      show: article.dataset.show,
      date: one(".crumbs time")?.textContent,
      id,
      said,
      quote: quoted ?? words.quotation.replace("{}", said),
      name: speaker?.title || (speaker?.textContent.replace(/:$/, "") ?? ""),
      time: seconds === undefined ? "" : moments.clock(+seconds),
    };
  }

  /** An address that leads to the line, and in it to the words. */
  function linkTo({ address: base, id, said }, exact = true) {
    const address = new URL(`#${id}`, base).href;
    if (!exact) return address;
    const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
    const parts = said.includes(" ") ? said.split(" ") : [...said];
    const glue = said.includes(" ") ? " " : "";
    if (parts.length <= MOST_WORDS) return `${address}:~:text=${encode(said)}`;
    return `${address}:~:text=${encode(parts.slice(0, EDGE).join(glue))},${encode(parts.slice(-EDGE).join(glue))}`;
  }

  /** "..." — Name, Show, date, 21:27, address */
  function asQuote(kept) {
    const parts = [kept.name, kept.show, kept.date, kept.time, linkTo(kept, false)];
    return `${kept.quote} — ${parts.filter(Boolean).join(words.comma)}`;
  }

  /* Highlights: in this browser, by the page they are on */

  const highlights = () => recall("highlights", {});
  const isKept = ({ path, id, said }) => (highlights()[path]?.lines ?? []).some((each) => each.id === id && each.said === said);

  function toggleHighlight({ path, address, title, show, date, ...kept }) {
    const everything = highlights();
    const own = everything[path]?.lines ?? [];
    const rest = own.filter((each) => each.id !== kept.id || each.said !== kept.said);
    if (rest.length === own.length) rest.push(kept);
    rest.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })); // as they were said
    delete everything[path];
    if (rest.length) everything[path] = { title, show, date, address, lines: rest };
    remember("highlights", everything);
    showHighlights();
  }

  /** Where words stand in the lines from one on. */
  function rangeOf({ id, said }) {
    const start = document.getElementById(id)?.closest(".line");
    if (!start) return null;
    const letters = [...said].filter((character) => SPOKEN.test(character)).join("");
    const nodes = lines.every.slice(lines.every.indexOf(start), lines.every.indexOf(start) + 6).flatMap(textNodes);
    const places = nodes.flatMap((node) => [...node.data.matchAll(/[\p{L}\p{N}]/gu)].map((match) => ({ node, at: match.index, letter: match[0] })));
    const from = places.map(({ letter }) => letter).join("").indexOf(letters);
    if (from < 0) return null;
    const range = new Range();
    const [first, last] = [places[from], places[from + [...letters].length - 1]];
    range.setStart(first.node, first.at);
    range.setEnd(last.node, last.at + last.letter.length);
    return range;
  }

  function markdown() {
    return Object.values(highlights()).map(({ title, show, date, address, lines: own }) => [
      `## [${title.replace(/[[\]\\]/g, "\\$&")}](${address})`,
      [show, date].filter(Boolean).join(words.comma),
      ...own.map(({ id, quote, name, time }) => `> ${quote}\n>\n> — ${[name, `[${time || "¶"}](${address}#${id})`].filter(Boolean).join(words.comma)}`),
    ].filter(Boolean).join("\n\n")).join("\n\n") + "\n";
  }

  /** Where the words of a quote stand that is kept. */
  function rangeHere(element) {
    if (!footOf(element) || !isKept(take(element))) return null;
    const range = new Range();
    range.selectNodeContents(wordsOf(element));
    return range;
  }

  function showHighlights() {
    const own = highlights()[location.pathname]?.lines ?? [];
    const ranges = article ? own.map(rangeOf) : all(".keep").map((button) => rangeHere(button.closest(TARGETS)));
    if (CSS.highlights) CSS.highlights.set("kept", new Highlight(...ranges.filter(Boolean)));
    one(".kept")?.remove();
    if (!article || !own.length) return;
    const save = make("button", { type: "button", textContent: words.export, onclick() {
      const file = URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" }));
      make("a", { href: file, download: `${words.highlights}.md` }).click();
      setTimeout(() => URL.revokeObjectURL(file), 1000);
    } });
    const list = make("ul", { className: "points" }, ...own.map((kept) => make("li", { className: "said" },
      make("blockquote", {}, make("p", { textContent: kept.quote })),
      make("span", { className: "cite" }, make("bdi", { textContent: kept.name }), " ", make("a", { href: `#${kept.id}`, textContent: kept.time || "¶", ariaLabel: `${kept.time || "¶"}${words.comma}${kept.quote}` })))));
    const section = make("section", { className: "kept", lang: tongue }, make("h2", { textContent: words.highlights }), make("p", { className: "method", textContent: words.onlyHere }), list, make("p", { className: "actions" }, save));
    one(".files").before(section);
  }

  /* The menu */

  const copied = (button) => async (text) => {
    await navigator.clipboard.writeText(text).catch(() => prompt(button.textContent, text));
    const before = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = before;
      if (menu.matches(":popover-open")) menu.hidePopover();
    }, 900);
  };
  const choices = {
    link: (button) => copied(button)(linkTo(chosen)),
    quote: (button) => copied(button)(asQuote(chosen)),
    embed: (button) => copied(button)(embedded()),
    share: () => navigator.share({ title: document.title, text: chosen.quote, url: linkTo(chosen) }).catch(() => {}),
    highlight() {
      toggleHighlight(chosen);
      menu.hidePopover();
    },
  };
  /** Code that shows the chapter on another page. */
  function embedded() {
    const heading = one("h2", document.getElementById(chosen.id).closest(".chapter"));
    const frame = make("iframe", { src: new URL(`embed.html#${heading.id}`, location.origin + location.pathname).href, width: 640, height: 360, title: heading.textContent, loading: "lazy" });
    return frame.outerHTML;
  }
  if (!article) delete choices.embed;
  if (!navigator.share) delete choices.share;
  const menu = make("div", { className: "menu", popover: "auto", lang: tongue }, ...Object.entries(choices).map(([name, act]) => {
    const button = make("button", { type: "button", textContent: words[`keep${name[0].toUpperCase()}${name.slice(1)}`] });
    button.dataset.does = name;
    button.onclick = () => act(button);
    return button;
  }));
  menu.setAttribute("aria-live", "polite");

  function offer(button) {
    chosen = take(button.closest(TARGETS));
    one("[data-does=highlight]", menu).textContent = isKept(chosen) ? words.keepNot : words.keepHighlight;
    button.after(menu); // so that the next Tab leads into it
    menu.showPopover();
    const place = button.getBoundingClientRect();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(place.right - width, innerWidth - width - 8))}px`;
    menu.style.top = `${place.bottom + height + 8 > innerHeight ? Math.max(8, place.top - height - 4) : place.bottom + 4}px`;
  }

  /** Give each line and quote its button. */
  function equip(elements) {
    for (const element of elements) {
      const anchor = footOf(element);
      const place = anchor && one(".time, .source, .moment", anchor);
      if (!place?.hash || one(":scope > .keep", anchor)) continue;
      const time = place.textContent.trim();
      const button = make("button", { type: "button", className: "keep", textContent: "⋯", ariaLabel: `${words.keep} ${time}`, lang: tongue });
      button.onpointerdown = (event) => event.preventDefault(); // what is selected stays selected
      button.onclick = () => offer(button);
      anchor.append(button);
    }
  }

  equip(all(".said, .claim, .quote"));
  if (article) {
    for (const fold of all(".chapter details")) {
      if (fold.open) equip(all(".line", fold));
      fold.addEventListener("toggle", () => fold.open && equip(all(".line", fold)));
    }
  }
  addEventListener("scroll", () => menu.matches(":popover-open") && menu.hidePopover(), { passive: true });
  showHighlights();
}
