// The chapters of an episode: which one is in view, and the way along the timeline.

{
  const { one, all } = page;

  /** The button that opens or closes every transcript. */
  function offerAll(button) {
    const folds = all(".chapter details");
    const label = () => {
      const open = folds.every((fold) => fold.open);
      button.textContent = open ? button.dataset.close : button.dataset.open;
      return open;
    };
    button.addEventListener("click", () => {
      const open = label();
      for (const fold of folds) fold.open = !open;
    });
    for (const fold of folds) fold.addEventListener("toggle", label);
    label();
    button.hidden = false;
  }

  /** Mark the chapter in view, in the contents and on the timeline. */
  function markChapter(headings) {
    const links = all("nav.contents a, .timeline a");
    const current = new Set();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) current.add(target);
        else current.delete(target);
      }
      const here = headings.filter((heading) => current.has(heading.parentElement)).pop();
      for (const link of links) {
        const own = Boolean(here) && link.getAttribute("href") === `#${here.id}`;
        link.classList.toggle("here", own);
        if (own) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "-10% 0px -80% 0px" });
    for (const heading of headings) observer.observe(heading.parentElement);
  }

  /** Arrow keys move along the timeline; Tab leaves it. */
  function walk(timeline) {
    const stops = all("a", timeline);
    timeline.addEventListener("keydown", (event) => {
      const index = stops.indexOf(event.target.closest("a"));
      const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: stops.length - 1 }[event.key];
      if (next === undefined || !stops[next]) return;
      event.preventDefault();
      stops[index].setAttribute("tabindex", "-1");
      stops[next].setAttribute("tabindex", "0");
      stops[next].focus();
    });
  }

  const everything = one("nav.contents button");
  if (everything) offerAll(everything);
  const headings = all(".chapter > h2");
  if (headings.length) markChapter(headings);
  const timeline = one(".timeline");
  if (timeline) walk(timeline);
}
