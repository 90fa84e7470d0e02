// While an episode's page is still arriving: a link to a moment (#t=194, #t-00-03-14) opens the fold
// that it leads into as soon as that is there, before it was ever painted shut, so that nothing jumps.
// The first painting waits for it, the reading of the page does not. So it does for how much of the
// page is to be seen.

(() => {
  const { id, at: moment } = moments.opened;
  depth(id);
  if (!id) return;
  const found = new URLSearchParams(location.search).has("mark"); // by the search, in the transcript
  let seen = 0; // lines looked at so far
  let last; // the one that is being said at the moment, as far as is known

  function land(line) {
    line.closest("details").open = true;
    // An address that names the line leads there by itself, and to the words behind it (`:~:text=`).
    if (location.hash !== `#${line.id}`) location.replace(`#${line.id}`);
  }

  /** Look at what is new; whether the reader has arrived. */
  function arrive() {
    const target = document.getElementById(id);
    if (target?.matches(".line .time")) {
      land(target);
      return true;
    }
    if (target) {
      // A chapter, whose words the search found: its fold comes after its heading.
      const fold = found && target.parentElement.querySelector(":scope > details");
      if (fold) fold.open = true;
      return Boolean(fold || !found || target.parentElement.nextElementSibling);
    }
    if (moment === undefined) return false;
    const lines = document.querySelectorAll(".line > .time");
    for (; seen < lines.length; seen++) {
      const at = moments.secondsOf(lines[seen].id);
      if (at > moment && last) {
        land(last);
        return true;
      }
      if (at <= moment) last = lines[seen];
    }
    if (!last || !last.closest(".chapters").nextElementSibling) return false;
    land(last); // no line comes after it
    return true;
  }

  /** How much the reader wants to see, before anything is seen: by the address, else as last time. */
  function depth(linked) {
    let name = new URLSearchParams(location.search).get("read");
    try {
      name ??= JSON.parse(localStorage.getItem("read"));
    } catch {} // no storage, no memory
    if (!["points", "chapters", "all"].includes(name)) return;
    // A link to a place shows the place.
    if (name === "all" || !linked) document.documentElement.dataset.read = name;
  }

  if (arrive()) return;
  const observer = new MutationObserver(() => arrive() && observer.disconnect());
  observer.observe(document, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => observer.disconnect());
})();
