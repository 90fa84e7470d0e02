// Moments of a recording as addresses name them. It stands first in every page's head: what arrives
// with a link, the page, its player and the search all tell the time by it.

const moments = (() => {
  const CLOCK = /^t-(\d+)-(\d\d)-(\d\d)/; // a paragraph's id; generator/rendering/paragraphs.py names it

  /** When a paragraph begins, in seconds, by its id; undefined where nobody knows. */
  function secondsOf(id) {
    const [, hours, minutes, seconds] = id?.match(CLOCK) ?? [];
    return hours === undefined ? undefined : hours * 3600 + minutes * 60 + +seconds;
  }

  /** "3:14", as pages write it. */
  function clock(seconds) {
    const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  }

  /** Where the address points: an id, and the moment that it names, if it does (#t=194, #t-00-03-14). */
  function wanted() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {} // no code of anything, so it names nothing here
    const time = id.match(/^t=(\d+)/);
    return { id, at: time ? +time[1] : secondsOf(id) };
  }

  /** The same when the page was opened: what arrives goes on to the line that holds the moment. */
  const opened = wanted();

  return { secondsOf, clock, wanted, opened };
})();
