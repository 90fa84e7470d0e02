// The recording on its page: from any moment on, followed down the transcript.

const player = (() => {
  const { one, make, article, unfold } = page;
  const box = one(".player");
  const media = one("audio, video", box);
  const frame = box?.dataset.frame;
  const tuning = one(".tuning", box);
  let now = null; // the line that is being said
  let scrolledAt = -Infinity; // when the reader last scrolled by hand

  /** Play the recording from a moment. */
  function play(seconds) {
    if (media) {
      media.currentTime = seconds;
      media.play().catch(() => {}); // the player itself says what is wrong
    } else if (frame) {
      const start = frame.includes("player.vimeo.com") ? `?autoplay=1#t=${Math.floor(seconds)}s` : `?autoplay=1&start=${Math.floor(seconds)}`;
      const title = one(".still", box)?.textContent.trim() ?? one("iframe", box)?.title;
      box.replaceChildren(make("iframe", { src: frame + start, title, allow: "autoplay; fullscreen; picture-in-picture" }));
      box.scrollIntoView({ block: "nearest" });
    }
  }

  /** Highlight what is being said, and keep it in view while nobody scrolls elsewhere. */
  function keepUp() {
    timeline.show(media.currentTime);
    const line = lines.at(media.currentTime);
    if (line === now) return;
    now?.classList.remove("now");
    now = line ?? null;
    if (!line) return;
    line.classList.add("now");
    if (!one("input", tuning).checked || media.paused || performance.now() - scrolledAt < 5000) return;
    unfold(line);
    const { top, bottom } = line.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - box.offsetHeight - 20) line.scrollIntoView({ block: "center" });
  }

  function changeSpeed(step) {
    const select = one("select", tuning);
    select.selectedIndex = Math.min(select.options.length - 1, Math.max(0, select.selectedIndex + step));
    media.playbackRate = +select.value;
  }

  if (media) {
    tuning.hidden = false;
    one("select", tuning).onchange = (event) => (media.playbackRate = +event.target.value);
    media.addEventListener("timeupdate", keepUp);
    media.addEventListener("seeked", keepUp);
    media.addEventListener("play", () => {
      box.classList.add("playing");
      now?.classList.remove("now");
      now = null; // so that the page goes there even if the line was known
      keepUp();
    });
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => (scrolledAt = performance.now()), { passive: true });
  }
  if (frame) {
    one(".still", box).addEventListener("click", (event) => {
      event.preventDefault();
      play(0);
    });
  }

  /** Go to a moment; what plays goes on playing, what rests rests. */
  function seek(seconds) {
    if (media) media.currentTime = seconds;
    else play(seconds);
  }

  return {
    play,
    seek,
    /** Whether it plays here. */
    plays: Boolean(media || frame),
    /** Whether a link to a moment plays from there, and does not only lead there. */
    leads: () => Boolean(media || one("iframe", box)),
    keys: media
      ? {
          k: () => (media.paused ? media.play() : media.pause()),
          j: () => (media.currentTime -= 10),
          l: () => (media.currentTime += 10),
          "<": () => changeSpeed(-1),
          ">": () => changeSpeed(1),
        }
      : {},
  };
})();
