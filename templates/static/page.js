// What the scripts of a page share: finding and making elements, what is remembered, folds.
// They are plain scripts in order, each one name, so that a site opened from a disk has them too:
// browsers load modules from servers only.

const page = (() => {
  const one = (selector, within = document) => within?.querySelector(selector) ?? null;
  const all = (selector, within = document) => [...(within?.querySelectorAll(selector) ?? [])];

  function make(tag, properties = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /** Whether a click asks for more than to follow a link here. */
  const modified = (event) => Boolean(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

  /** What this browser keeps for the site under a name; `otherwise` where it keeps nothing. */
  function recall(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise; // no storage, no memory
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {} // no storage, no memory
  }

  function unfold(element) {
    for (let fold; (fold = element.closest("details:not([open])")); ) fold.open = true;
  }

  const article = one(".episode article");
  const own = document.getElementById("words");

  return {
    one, all, make, modified, recall, remember, unfold,
    article,
    /** What scripts say, and the language that it is in. */
    words: own?.dataset ?? {},
    tongue: own?.lang || article?.lang || document.documentElement.lang,
  };
})();
