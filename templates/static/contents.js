// The contents of a page: the chapter or the part in view is marked, in the list and on the bar over the text.

const contents = (() => {
  const { one, all } = page;
  const list = one("nav.contents");
  const bar = one(".bar .current");
  const headings = all(".chapter > h2, article > section > h2[id], .theme > h3[id]");
  const links = new Map(all("a", list).map((link) => [link.hash.slice(1), link]));
  let here; // the heading of what is in view

  /** Put a link into view within the list, and leave the page where it is. */
  function reveal(link) {
    if (!list.clientHeight) return;
    const above = link.offsetTop - list.scrollTop;
    if (above < 40 || above > list.clientHeight - 60) list.scrollTop = link.offsetTop - list.clientHeight / 3;
  }

  function mark(heading) {
    if (heading === here) return;
    links.get(here?.id)?.removeAttribute("aria-current");
    here = heading;
    const link = links.get(here?.id);
    bar.textContent = link?.lastElementChild.textContent ?? bar.dataset.otherwise;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    reveal(link);
  }

  if (list && headings.length) {
    const seen = new Set();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
      const inView = headings.filter((heading) => seen.has(heading.parentElement));
      // Between the first and the last there is always one; above the first there is none.
      if (inView.length || headings[0].getBoundingClientRect().top > 0) mark(inView.at(-1));
    }, { rootMargin: "-12% 0px -80% 0px" });
    for (const heading of headings) observer.observe(heading.parentElement);
    list.addEventListener("click", (event) => event.target.closest("a") && list.matches(":popover-open") && list.hidePopover());
    list.addEventListener("toggle", () => here && links.has(here.id) && reveal(links.get(here.id)));
  }

  return {
    /** The heading of the chapter in view. */
    here: () => here,
  };
})();
