// What a sentence rests on opens beneath it: the lines as they were said, the cited words marked.

const sources = (() => {
  const { one, all, make, article, words, tongue } = page;
  const LETTER = /[\p{L}\p{N}]/u;

  /** Mark the cited words in copies of lines: `cited` counts the letters and digits that were said. */
  function mark(copies, cited) {
    const runs = cited.split(" ").map((run) => run.split("-").map(Number));
    let letter = 0;
    for (const node of copies.flatMap((copy) => [...copy.childNodes]).flatMap(textsOf)) {
      const pieces = [{ text: "", cited: false }];
      for (const character of node.data) {
        if (LETTER.test(character)) {
          const inside = runs.some(([from, to]) => from <= letter && letter < to);
          if (pieces.at(-1).cited !== inside) pieces.push({ text: "", cited: inside });
          letter++;
        }
        pieces.at(-1).text += character;
      }
      node.replaceWith(...pieces.flatMap((piece) => (piece.cited ? marked(piece.text) : piece.text)));
    }
  }

  /** The said words of a child of a line: neither who says them nor what else was heard. */
  function textsOf(child) {
    if (child.nodeType === Node.TEXT_NODE) return [child];
    return child.matches("b, i") ? [] : [...child.childNodes];
  }

  function marked(text) {
    const end = text.trimEnd();
    return [make("mark", { textContent: end }), text.slice(end.length)];
  }

  function close(link) {
    link.setAttribute("aria-expanded", "false");
    link.peek?.remove();
    link.peek = undefined;
  }

  /** Open what was said beneath the sentence that rests on it, or close it again. */
  function toggle(link, id) {
    if (link.peek) return close(link);
    const block = link.closest("li, p, dd");
    for (const other of all("[aria-expanded=true]", block)) close(other);
    const copies = lines.between(id, link.dataset.last).map((line, index) => {
      const copy = make("p");
      copy.append(...[...line.cloneNode(true).childNodes].filter((node) => !node.matches?.(".time")));
      const name = !index && !one("b", copy) && lines.speakerOf(line);
      if (name) copy.prepend(name.cloneNode(true), " ");
      return copy;
    });
    if (link.dataset.cited) mark(copies, link.dataset.cited);
    const peek = make("blockquote", { className: "peek" }, ...copies, actions(link, id));
    if (block.matches("p")) block.after(peek);
    else block.append(peek);
    link.peek = peek;
    link.setAttribute("aria-expanded", "true");
  }

  /** What can be done from an opened source. */
  function actions(link, id) {
    const at = link.dataset.at ?? moments.secondsOf(id);
    const row = make("p", { className: "actions", lang: tongue });
    if (at !== undefined && player.plays) {
      row.append(make("button", { type: "button", textContent: words.play, onclick: () => player.play(+at) }));
    } else if (at !== undefined && article?.dataset.watch) {
      const href = article.dataset.watch.replaceAll("{seconds}", Math.floor(at));
      row.append(make("a", { href, rel: "nofollow noopener", textContent: words.play }));
    } else if (article?.dataset.link) {
      row.append(make("a", { href: article.dataset.link, rel: "nofollow noopener", textContent: words.original }));
    }
    const copy = make("button", { type: "button", textContent: words.copy });
    copy.setAttribute("aria-live", "polite");
    copy.onclick = async () => {
      const address = new URL(`#${id}`, location.origin + location.pathname);
      await navigator.clipboard.writeText(address.href).catch(() => prompt(words.copy, address.href));
      copy.textContent = words.copied;
    };
    row.append(copy, make("a", { href: `#${id}`, textContent: words.readOn }));
    return row;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const peek = event.target.closest(".peek");
    const opened = all("[aria-expanded=true]").find((link) => link === event.target || (peek && link.peek === peek));
    if (!opened) return;
    close(opened);
    opened.focus();
  });

  return { toggle };
})();
