// The recording on its page: from any moment on, followed down the transcript, by chapters, and from
// where one stopped.

const player = (() => {
  const { one, all, make, article, words, recall, remember } = page;
  const box = one(".player");
  const media = one("audio, video", box);
  const frame = box?.dataset.frame;
  const tuning = one(".tuning", box);
  const MANY = 200; // recordings whose place is remembered
  const SOON = 15; // seconds before the end at which one has heard it all
  const SETTLING = 700; // milliseconds in which a page may still be laid out after it went somewhere
  let now = null; // the line that is being said
  let follows = true; // whether the page goes where the voice is
  let moved = -Infinity; // when the page last went there by itself
  let touched = -Infinity; // when the reader last did what may scroll
  let kept = 0; // the second that was last remembered

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

  /** Go to a moment; what plays goes on playing, what rests rests. */
  function seek(seconds) {
    if (!media) return play(seconds);
    media.currentTime = seconds;
    timeline.show(seconds);
    resume();
  }

  /* Chapters */

  const chapters = all("nav.contents a[data-at]").map((link) => ({ at: +link.dataset.at, title: link.lastElementChild.textContent })).sort((a, b) => a.at - b.at);
  const chapterAt = (seconds) => Math.max(0, chapters.findLastIndex(({ at }) => at <= seconds + 0.2));

  /** To the next chapter, or back to the beginning of this one, and from there to the one before. */
  function step(by) {
    const index = chapterAt(media.currentTime);
    const back = by < 0 && media.currentTime - chapters[index].at > 3;
    const next = chapters[back ? index : index + by];
    if (next) seek(next.at);
  }

  /* Following */

  /** Highlight what is being said, and keep it in view unless the reader went elsewhere. */
  function keepUp() {
    timeline.show(media.currentTime);
    const line = lines.at(media.currentTime);
    if (line !== now) {
      now?.classList.remove("now");
      now = line ?? null;
      now?.classList.add("now");
      announce();
      if (follows) reveal();
    }
    if (Math.abs(media.currentTime - kept) > 5) keepPlace();
  }

  function reveal() {
    if (!now || media.paused || !one(".follow input", tuning).checked) return;
    if (!(now.checkVisibility?.() ?? true)) moved = performance.now(); // what unfolds shifts the page
    depth.reach(now);
    const { top, bottom } = now.getBoundingClientRect();
    if (top > 70 && bottom < innerHeight - box.offsetHeight - 20) return;
    moved = performance.now();
    now.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** Whoever scrolls reads elsewhere: the page stays there until they come back, or ask for it. */
  function release() {
    if (media.paused || !now) return; // nothing was said yet that one could leave
    const { top, bottom } = now.getBoundingClientRect();
    const seen = (now.checkVisibility?.() ?? true) && bottom > 0 && top < innerHeight;
    if (touched < moved && performance.now() - moved < SETTLING) {
      const since = moved;
      if (!seen) reveal(); // nobody scrolled: the page was still being laid out
      moved = since; // so that this ends
      return;
    }
    follows = seen;
    one(".rejoin", tuning).hidden = follows;
  }

  function resume() {
    follows = true;
    one(".rejoin", tuning).hidden = true;
    reveal();
  }

  /* Remembering */

  const places = () => recall("places", {});

  /** Remember where the reader is in this recording; of one that is heard to its end, nothing. */
  function keepPlace() {
    kept = media.currentTime;
    const others = Object.entries(places()).filter(([path]) => path !== location.pathname);
    const heard = media.duration && kept > media.duration - SOON;
    if (!heard && kept > 5) others.push([location.pathname, Math.floor(kept)]);
    remember("places", Object.fromEntries(others.slice(-MANY)));
  }

  /** Lay the needle where the address points, else where one stopped; nothing is loaded for that. */
  function cue({ id, at }) {
    const line = document.getElementById(id)?.closest(".line");
    if (line && line === lines.at(media.currentTime)) return; // it lies there, or further in
    const seconds = at ?? (media.currentTime ? undefined : places()[location.pathname]);
    if (seconds === undefined || !media.paused) return;
    media.currentTime = kept = seconds;
    timeline.show(seconds);
    one(".place", tuning).textContent = words.from.replace("{time}", moments.clock(seconds));
  }

  /* The lock screen */

  const episode = one("h1")?.textContent;
  let announced;

  /** Tell the system's own controls which chapter of what this is. */
  function announce() {
    const title = chapters.length ? chapters[chapterAt(media.currentTime)].title : episode;
    one(".place", tuning).textContent = title === episode ? "" : title;
    if (!("mediaSession" in navigator)) return;
    if (title !== announced) {
      const artwork = all("meta[property='og:image']").map(({ content }) => ({ src: content }));
      navigator.mediaSession.metadata = new MediaMetadata({ title, artist: article.dataset.show, album: episode, artwork });
      announced = title;
    }
    const { duration, currentTime: position, playbackRate } = media;
    if (Number.isFinite(duration) && position <= duration) navigator.mediaSession.setPositionState({ duration, position, playbackRate });
  }

  function answerSystem() {
    const actions = {
      play: () => media.play(),
      pause: () => media.pause(),
      seekbackward: ({ seekOffset }) => seek(media.currentTime - (seekOffset ?? 10)),
      seekforward: ({ seekOffset }) => seek(media.currentTime + (seekOffset ?? 10)),
      seekto: ({ seekTime }) => seek(seekTime),
      ...(chapters.length > 1 && { previoustrack: () => step(-1), nexttrack: () => step(1) }),
    };
    for (const [name, act] of Object.entries(actions)) {
      try {
        navigator.mediaSession?.setActionHandler(name, act);
      } catch {} // a control that this system does not have
    }
  }

  function changeSpeed(by) {
    const select = one("select", tuning);
    select.selectedIndex = Math.min(select.options.length - 1, Math.max(0, select.selectedIndex + by));
    media.playbackRate = +select.value;
  }

  if (media) {
    tuning.hidden = false;
    one("select", tuning).onchange = (event) => (media.playbackRate = +event.target.value);
    for (const button of all("[data-step]", tuning)) {
      button.hidden = chapters.length < 2;
      button.onclick = () => step(+button.dataset.step);
    }
    one(".rejoin", tuning).onclick = resume;
    one(".follow input", tuning).onchange = resume;
    media.addEventListener("timeupdate", keepUp);
    media.addEventListener("seeked", keepUp);
    media.addEventListener("pause", keepPlace);
    media.addEventListener("ended", keepPlace);
    media.addEventListener("play", () => {
      box.classList.add("playing");
      answerSystem();
      announce();
      resume();
    });
    addEventListener("pagehide", () => media.currentTime && keepPlace());
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(name, () => (touched = performance.now()), { passive: true });
    addEventListener("scroll", release, { passive: true });
    addEventListener("hashchange", () => cue(moments.wanted()));
    cue(moments.opened);
  }
  if (frame) {
    one(".still", box).addEventListener("click", (event) => {
      event.preventDefault();
      play(0);
    });
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
          j: () => seek(media.currentTime - 10),
          l: () => seek(media.currentTime + 10),
          "<": () => changeSpeed(-1),
          ">": () => changeSpeed(1),
        }
      : {},
  };
})();
