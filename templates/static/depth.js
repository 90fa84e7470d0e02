// How much to read: the key points, the chapters with one sentence each, the summary, everything.
// The choice is remembered, and stands in the address, which wins.

const depth = (() => {
  const { one, all, remember, unfold } = page;
  const box = one(".depth");
  const root = document.documentElement;
  const ORDINARY = "summary";

  const now = () => root.dataset.read ?? ORDINARY;

  function set(name) {
    root.dataset.read = name;
    const choice = one(`input[value="${name}"]`, box);
    if (choice) choice.checked = true;
  }

  /** Show as much as it takes for an element to be seen. */
  function reach(element) {
    unfold(element);
    if (element.checkVisibility?.() === false) set(ORDINARY);
  }

  function choose(name) {
    set(name);
    remember("read", name);
    const address = new URL(location.href);
    if (name === ORDINARY) address.searchParams.delete("read");
    else address.searchParams.set("read", name);
    history.replaceState(history.state, "", address);
    for (const fold of all(".chapter details")) fold.open = name === "all";
  }

  if (box) {
    set(now());
    if (now() === "all") for (const fold of all(".chapter details")) fold.open = true;
    box.addEventListener("change", (event) => {
      const anchor = contents.here()?.parentElement; // what was read stays where it is
      const before = anchor?.getBoundingClientRect().top;
      choose(event.target.value);
      if (anchor?.checkVisibility()) scrollBy(0, anchor.getBoundingClientRect().top - before);
    });
  } else set(ORDINARY);

  return { reach };
})();
