// Every line and every quote can be kept: its link, itself as a quote, a highlight in this browser.

{
  const { one, all, make, article, words, tongue, recall, remember } = page;
  const TARGETS = ".line, .said";
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

  /** The words that an address leads to: a quote's as they were said, of a line what is selected, else all. */
  function take(element) {
    const source = one(":scope > .cite .source", element);
    const id = source ? source.hash.slice(1) : lines.idOf(element);
    const first = document.getElementById(id).closest(".line");
    const quoted = source && one(":scope > blockquote:not(.peek)", element).textContent.trim();
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
      id,
      said,
      quote: quoted ?? words.quotation.replace("{}", said),
      name: (source ? one(".cite bdi", element) : lines.speakerOf(first))?.textContent.replace(/:$/, "") ?? "",
      time: seconds === undefined ? "" : moments.clock(+seconds),
    };
  }

  /** An address that leads to the line, and in it to the words. */
  function linkTo({ id, said }, exact = true) {
    const address = new URL(`#${id}`, location.origin + location.pathname).href;
    if (!exact) return address;
    const encode = (text) => encodeURIComponent(text).replaceAll("-", "%2D");
    const parts = said.includes(" ") ? said.split(" ") : [...said];
    const glue = said.includes(" ") ? " " : "";
    if (parts.length <= MOST_WORDS) return `${address}:~:text=${encode(said)}`;
    return `${address}:~:text=${encode(parts.slice(0, EDGE).join(glue))},${encode(parts.slice(-EDGE).join(glue))}`;
  }

  /** "..." — Name, Show, date, 21:27, address */
  function asQuote(kept) {
    const parts = [kept.name, article.dataset.show, one(".crumbs time")?.textContent, kept.time, linkTo(kept, false)];
    return `${kept.quote} — ${parts.filter(Boolean).join(words.comma)}`;
  }

  /* Highlights: in this browser, by the page they are on */

  const highlights = () => recall("highlights", {});
  const same = (a, b) => a.id === b.id && a.said === b.said;

  function toggleHighlight(kept) {
    const everything = highlights();
    const own = everything[location.pathname]?.lines ?? [];
    const rest = own.filter((each) => !same(each, kept));
    const made = rest.length === own.length ? [...rest, kept].sort((a, b) => lines.every.findIndex((line) => lines.idOf(line) === a.id) - lines.every.findIndex((line) => lines.idOf(line) === b.id)) : rest;
    delete everything[location.pathname];
    if (made.length) everything[location.pathname] = { title: one("h1").textContent, show: article.dataset.show, date: one(".crumbs time")?.textContent, address: location.origin + location.pathname, lines: made };
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

  function showHighlights() {
    const own = highlights()[location.pathname]?.lines ?? [];
    if (CSS.highlights) CSS.highlights.set("kept", new Highlight(...own.map(rangeOf).filter(Boolean)));
    one(".kept")?.remove();
    if (!own.length) return;
    const save = make("button", { type: "button", textContent: words.export, onclick() {
      const file = URL.createObjectURL(new Blob([markdown()], { type: "text/markdown" }));
      make("a", { href: file, download: `${words.highlights}.md` }).click();
      setTimeout(() => URL.revokeObjectURL(file), 1000);
    } });
    const list = make("ul", { className: "points" }, ...own.map((kept) => make("li", { className: "said" },
      make("blockquote", {}, make("p", { textContent: kept.quote })),
      make("span", { className: "cite" }, make("bdi", { textContent: kept.name }), " ", make("a", { href: `#${kept.id}`, textContent: kept.time || "¶" })))));
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
    const has = (highlights()[location.pathname]?.lines ?? []).some((each) => same(each, chosen));
    one("[data-does=highlight]", menu).textContent = has ? words.keepNot : words.keepHighlight;
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
      const anchor = element.matches(".line") ? element : one(":scope > .cite", element);
      if (!anchor || one(":scope > .keep", anchor) || (anchor !== element && !one(".source", anchor))) continue;
      const time = one(".time, .source", anchor).textContent.trim();
      const button = make("button", { type: "button", className: "keep", textContent: "⋯", ariaLabel: `${words.keep} ${time}`, lang: tongue });
      button.onpointerdown = (event) => event.preventDefault(); // what is selected stays selected
      button.onclick = () => offer(button);
      anchor.append(button);
    }
  }

  if (article) {
    equip(all(".said"));
    for (const fold of all(".chapter details")) {
      if (fold.open) equip(all(".line", fold));
      fold.addEventListener("toggle", () => fold.open && equip(all(".line", fold)));
    }
    addEventListener("scroll", () => menu.matches(":popover-open") && menu.hidePopover(), { passive: true });
    showHighlights();
  }
}
