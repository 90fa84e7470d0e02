// The lines of a transcript, by their ids and by the moment at which they are said.

const lines = (() => {
  const { one, all } = page;
  const every = all(".line");
  const idOf = (line) => one(".time", line).id;
  let timed; // those with a time, and their seconds, once they are wanted

  /** The line that is being said at a moment. */
  function at(seconds) {
    timed ??= every.map((line) => ({ line, at: moments.secondsOf(idOf(line)) })).filter((each) => each.at !== undefined);
    let low = 0;
    let high = timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timed[middle].at <= seconds) low = middle + 1;
      else high = middle;
    }
    return timed[low - 1]?.line;
  }

  /** Those from one id to another. */
  function between(first, last) {
    const start = every.findIndex((line) => idOf(line) === first);
    const end = every.findIndex((line) => idOf(line) === last);
    return every.slice(start, Math.max(start, end) + 1);
  }

  /** Whose words a line is: the name stands where somebody begins. */
  function speakerOf(line) {
    for (let index = every.indexOf(line); index >= 0; index--) {
      const name = one("b", every[index]);
      if (name) return name;
    }
    return null;
  }

  /** Show the element that a fragment names. */
  function show(id) {
    const target = id && document.getElementById(id);
    if (!target) return;
    depth.reach(target);
    target.scrollIntoView({ behavior: "instant" });
  }

  /** Go where the address points; to a moment, by the line that is being said then. */
  function follow() {
    const { id, at: seconds } = moments.wanted();
    if (seconds === undefined || document.getElementById(id)) return show(id);
    const line = at(seconds);
    if (line) depth.reach(line); // before the browser goes there, so that nothing jumps
    location.replace(`#${line ? idOf(line) : "content"}`);
  }

  addEventListener("hashchange", follow);
  return { every, idOf, at, between, speakerOf, follow };
})();
