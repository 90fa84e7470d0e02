// The timeline: one control as wide as the page, so that every chapter is in reach of a finger. It
// names the chapter under the finger, and goes there; where there is a player, to the second.

const timeline = (() => {
  const { one, all, article } = page;
  const box = one(".timeline");
  const slider = one("input", box);
  const under = one(".under", box);
  const blocks = all(".block", box);
  const timed = slider?.dataset.timed !== undefined;
  let held = false; // by a finger or the keyboard, and not where the player is

  const shareOf = (block) => +block.getAttribute("x") / 1000;
  const titleOf = (block) => document.getElementById(block.dataset.for).textContent;
  const blockAt = (share) => blocks.findLast((block) => shareOf(block) <= share) ?? blocks[0];

  /** Name the chapter at a place, beneath it. */
  function name(share) {
    const block = blockAt(share);
    const time = timed ? `${moments.clock(share * slider.max)}  ` : "";
    under.textContent = time + titleOf(block);
    under.classList.toggle("late", share > 0.5);
    under.style.setProperty("--at", `${100 * (share > 0.5 ? 1 - share : share)}%`);
    for (const each of blocks) each.classList.toggle("here", each === block);
    return block;
  }

  function tell() {
    name(slider.value / slider.max);
    slider.setAttribute("aria-valuetext", under.textContent);
  }

  function quiet() {
    held = false;
    under.textContent = "";
    for (const each of blocks) each.classList.remove("here");
  }

  function go() {
    held = false;
    if (timed && player.leads()) player.seek(+slider.value);
    else location.hash = blockAt(slider.value / slider.max).dataset.for;
  }

  /** Move by chapters; the arrows of a slider would move by seconds. */
  function walk(event) {
    if (event.key === "Enter") return go();
    const index = blocks.indexOf(blockAt(+slider.value / slider.max + 1e-9));
    const step = { ArrowLeft: -1, ArrowDown: -1, PageDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 1, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    held = true;
    slider.value = shareOf(blocks[Math.max(0, Math.min(index + step, blocks.length - 1))]) * slider.max;
    tell();
  }

  if (slider && article) {
    slider.hidden = false;
    tell();
    quiet();
    slider.addEventListener("input", () => {
      held = true;
      tell();
    });
    slider.addEventListener("change", go);
    slider.addEventListener("keydown", walk);
    slider.addEventListener("pointermove", ({ clientX, buttons }) => {
      if (buttons) return; // the slider itself moves, and says where
      const { left, width } = slider.getBoundingClientRect();
      name(Math.max(0, Math.min(1, (clientX - left) / width)));
    });
    slider.addEventListener("pointerleave", quiet);
    slider.addEventListener("blur", quiet);
  }

  return {
    /** Show where the player is. */
    show(seconds) {
      if (slider && timed && !held) slider.value = seconds;
    },
  };
})();
