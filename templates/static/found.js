// Whoever comes from the search finds its words highlighted, without a change to the page.

{
  /** Highlight the words that a search led here by. */
  function highlight(wanted) {
    if (!wanted.length || !CSS.highlights) return;
    // A phrase before its words, which are not found apart where they stand in it.
    const escaped = [...wanted].sort((one, other) => other.length - one.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    // A word ends where its letters do, save in scripts without spaces.
    const ends = escaped.map((word) => (/^[\p{L}\p{N}]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`));
    const pattern = new RegExp(ends.join("|"), "giu");
    const ranges = [];
    const walker = document.createTreeWalker(page.one("main"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      for (const match of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
    const chapter = document.getElementById(moments.wanted().id)?.closest(".chapter") ?? null;
    const fold = page.one("details", chapter);
    if (fold && ranges.some((range) => fold.contains(range.startContainer))) fold.open = true;
  }

  highlight(new URLSearchParams(location.search).getAll("mark"));
}
