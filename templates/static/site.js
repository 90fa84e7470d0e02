// Every page works without this. With it, a source opens beneath the sentence it belongs to, links
// into a folded transcript unfold it, #t=194 leads to what is said at 3:14, a player is followed
// down the page, and / searches from anywhere.

const PARAGRAPH = /^t-(\d+)-(\d\d)-(\d\d)/;
const article = document.querySelector(".episode article");
const own = document.getElementById("words");
const words = own?.dataset ?? {};
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/* Folds and addresses */

function unfold(element) {
  for (let fold; (fold = element.closest("details:not([open])")); ) fold.open = true;
}

/** Show the element that a fragment names. */
function show(id) {
  const target = id && document.getElementById(id);
  if (!target) return;
  unfold(target);
  target.scrollIntoView({ behavior: "instant" });
}

/** When a paragraph begins, in seconds; undefined where nobody knows. */
function secondsOf(id) {
  const [, hours, minutes, rest] = id.match(PARAGRAPH) || [];
  return hours === undefined ? undefined : hours * 3600 + minutes * 60 + +rest;
}

const idOf = (line) => one(".time", line).id;

let clockwork; // the timed paragraphs and their seconds, once they are wanted
function timed() {
  clockwork ??= all(".line").map((line) => ({ line, at: secondsOf(idOf(line)) })).filter(({ at }) => at !== undefined);
  return clockwork;
}

/** The paragraph that is being said at a moment. */
function lineAt(seconds) {
  const lines = timed();
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].at <= seconds) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1]?.line;
}

/** Go where the address points; to a moment, by the paragraph that is being said then. */
function follow() {
  const fragment = decodeURIComponent(location.hash.slice(1));
  const time = fragment.match(/^t=(\d+)/);
  const seconds = time ? +time[1] : secondsOf(fragment);
  if (seconds === undefined || document.getElementById(fragment)) return show(fragment);
  const line = lineAt(seconds);
  if (line) unfold(line); // before the browser goes there, so that nothing jumps
  location.replace(`#${line ? idOf(line) : "content"}`);
}

/* What was said, in place */

/** The paragraphs from one to another, by their ids, as they stand in the transcript. */
function linesBetween(first, last) {
  const lines = all(".line");
  const ids = lines.map(idOf);
  const start = ids.indexOf(first);
  return lines.slice(start, Math.max(start, ids.indexOf(last)) + 1);
}

function speakerOf(line) {
  const lines = all(".line");
  for (let index = lines.indexOf(line); index >= 0; index--) {
    const name = one("b", lines[index]);
    if (name) return name.cloneNode(true);
  }
  return null;
}

const plain = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Which of `said` are the words of a sentence: the longest run of them in order. */
function cited(sentence, said) {
  const rows = sentence.length + 1;
  const lengths = Array.from({ length: said.length + 1 }, () => new Uint16Array(rows));
  for (let i = said.length - 1; i >= 0; i--) {
    for (let j = sentence.length - 1; j >= 0; j--) {
      lengths[i][j] = said[i] && said[i] === sentence[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const found = new Set();
  for (let i = 0, j = 0; i < said.length && j < sentence.length; ) {
    if (said[i] && said[i] === sentence[j]) {
      found.add(i++);
      j++;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return found;
}

/** Mark the words of a sentence in copies of the paragraphs that it rests on. */
function markCited(text, copies) {
  const own = text.split(/\s+/).map(plain).filter(Boolean);
  const pieces = [];
  for (const copy of copies) {
    for (const node of [...copy.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) for (const word of node.data.split(/(?<=\s)/)) pieces.push({ node, word });
    }
  }
  const wanted = new Set(own.filter((word) => word.length > 4));
  // A sentence that was quoted is there word by word; of one that was written anew, only its words.
  const found = article?.dataset.quoted !== undefined
    ? cited(own, pieces.map(({ word }) => plain(word)))
    : new Set(pieces.keys().filter((index) => wanted.has(plain(pieces[index].word))));
  let mark = null;
  pieces.forEach(({ node, word }, index) => {
    const before = pieces[index - 1];
    if (!found.has(index)) mark = null;
    else if (!mark || before?.node !== node) node.before((mark = make("mark")));
    if (mark) mark.append(word);
    else node.before(word);
  });
  for (const node of new Set(pieces.map((piece) => piece.node))) node.remove();
}

function closePeek(link) {
  const peek = link.peek;
  link.setAttribute("aria-expanded", "false");
  link.peek = undefined;
  peek?.remove();
}

/** Open what was said beneath the sentence that rests on it, or close it again. */
function togglePeek(link, id) {
  if (link.peek) return closePeek(link);
  const block = link.closest("li, p");
  const cite = link.closest(".cite");
  // What is quoted or asked stands in a box of its own, what was written runs up to its citation.
  const boxed = cite.parentElement.matches(".said, .asked") && one(":scope > blockquote:not(.peek), :scope > i", cite.parentElement);
  for (const other of all("[aria-expanded=true]", block)) closePeek(other);
  const peek = make("blockquote", { className: "peek" });
  const copies = linesBetween(id, link.dataset.last).map((line, index) => {
    const copy = make("p");
    for (const node of line.cloneNode(true).childNodes) {
      if (!node.matches?.(".time")) copy.append(node.cloneNode(true));
    }
    if (!index && !one("b", copy)) {
      const name = speakerOf(line);
      if (name) copy.prepend(name, " ");
    }
    return copy;
  });
  markCited((boxed || cite.previousSibling)?.textContent ?? "", copies);
  peek.append(...copies, actions(link, id));
  if (block.matches("li")) block.append(peek);
  else block.after(peek);
  link.peek = peek;
  link.setAttribute("aria-expanded", "true");
}

/** What can be done from an opened source. */
function actions(link, id) {
  const at = link.dataset.at ?? secondsOf(id);
  const row = make("p", { className: "actions", lang: own?.lang || article?.lang });
  if (at !== undefined && (media || frame)) {
    row.append(make("button", { type: "button", textContent: words.play, onclick: () => play(+at) }));
  } else if (at !== undefined && article?.dataset.watch) {
    const href = article.dataset.watch.replaceAll("{seconds}", Math.floor(at));
    row.append(make("a", { href, rel: "nofollow noopener", textContent: words.play }));
  } else if (article?.dataset.link) {
    row.append(make("a", { href: article.dataset.link, rel: "nofollow noopener", textContent: words.original }));
  }
  const copy = make("button", { type: "button", textContent: words.copy });
  copy.setAttribute("aria-live", "polite");
  copy.onclick = async () => {
    const address = new URL(`#${id}`, location.origin + location.pathname);
    await navigator.clipboard.writeText(address.href).catch(() => prompt(words.copy, address.href));
    copy.textContent = words.copied;
  };
  row.append(copy, make("a", { href: `#${id}`, textContent: words.readOn }));
  return row;
}

/* The player */

const player = one(".player");
const media = player && one("audio, video", player);
let frame = player?.dataset.frame;
const tuning = player && one(".tuning", player);
const head = one(".timeline .head");
let now = null; // the paragraph that is being said
let scrolledAt = -Infinity; // when the reader last scrolled by hand

/** Play the recording from a moment. */
function play(seconds) {
  if (media) {
    media.currentTime = seconds;
    media.play().catch(() => {}); // the player itself says what is wrong
  } else if (frame) {
    const start = frame.includes("player.vimeo.com") ? `?autoplay=1#t=${Math.floor(seconds)}s` : `?autoplay=1&start=${Math.floor(seconds)}`;
    const title = one(".still", player)?.textContent.trim() ?? one("iframe", player)?.title;
    player.replaceChildren(make("iframe", { src: frame + start, title, allow: "autoplay; fullscreen; picture-in-picture" }));
    player.scrollIntoView({ block: "nearest" });
  }
}

function following() {
  return one("input", tuning).checked && !media.paused;
}

/** Highlight what is being said, and keep it in view while nobody scrolls elsewhere. */
function keepUp() {
  if (head && media.duration) head.setAttribute("d", `M${(1000 * media.currentTime) / (article.querySelector(".timeline").dataset.seconds || media.duration)} 0v28`);
  const line = lineAt(media.currentTime);
  if (line === now) return;
  now?.classList.remove("now");
  now = line ?? null;
  if (!line) return;
  line.classList.add("now");
  if (!following() || performance.now() - scrolledAt < 5000) return;
  unfold(line);
  const { top, bottom } = line.getBoundingClientRect();
  if (top < 60 || bottom > innerHeight - player.offsetHeight - 20) line.scrollIntoView({ block: "center" });
}

if (media) {
  tuning.hidden = false;
  one("select", tuning).onchange = (event) => (media.playbackRate = +event.target.value);
  media.addEventListener("timeupdate", keepUp);
  media.addEventListener("seeked", keepUp);
  media.addEventListener("play", () => {
    player.classList.add("playing");
    now?.classList.remove("now");
    now = null; // so that the page goes there even if the line was known
    keepUp();
  });
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => (scrolledAt = performance.now()), { passive: true });
}
if (frame) {
  one(".still", player).addEventListener("click", (event) => {
    event.preventDefault();
    play(0);
  });
}

const KEYS = {
  k: () => (media.paused ? media.play() : media.pause()),
  j: () => (media.currentTime -= 10),
  l: () => (media.currentTime += 10),
  "<": () => changeSpeed(-1),
  ">": () => changeSpeed(1),
};

function changeSpeed(step) {
  const select = one("select", tuning);
  select.selectedIndex = Math.min(select.options.length - 1, Math.max(0, select.selectedIndex + step));
  media.playbackRate = +select.value;
}

/* Clicks and keys */

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.matches(".watch") && (media || frame) && link.dataset.at) {
    event.preventDefault();
    play(+link.dataset.at);
    return;
  }
  if (!link.hash || link.pathname !== location.pathname || link.search !== location.search) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  if (link.matches(".source")) {
    event.preventDefault();
    togglePeek(link, target.id);
    return;
  }
  unfold(target); // before the browser goes there, so that it arrives
  const at = link.matches(".line .time") ? secondsOf(target.id) : link.dataset.at;
  if (at !== undefined && (media || (frame && one("iframe", player)))) play(+at);
});

const keys = one(".keys input");
let allowed = true;
try {
  allowed = localStorage.getItem("keys") !== "off";
} catch {} // no storage, no memory
if (keys) {
  keys.closest(".keys").hidden = false;
  keys.checked = allowed;
  keys.onchange = () => {
    allowed = keys.checked;
    try {
      localStorage.setItem("keys", allowed ? "on" : "off");
    } catch {}
  };
}
for (const hint of all("kbd[hidden]")) hint.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "Escape") {
    const peek = event.target.closest(".peek");
    const opened = all("[aria-expanded=true]").find((link) => link === event.target || (peek && link.peek === peek));
    if (opened) {
      closePeek(opened);
      opened.focus();
    }
  }
  if (!allowed) return;
  if (event.key === "/") {
    event.preventDefault();
    openFinder();
  } else if (media && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

/* Search from anywhere */

const finderSource = one("script[data-finder]")?.dataset.finder;
const searchLink = one(".to-search");
let dialog;

/** Open the search over the page; the search page itself has its own. */
async function openFinder() {
  const here = one("#finder input[type=search]");
  if (here) return here.focus();
  try {
    if (!dialog) {
      const page = await fetch(searchLink.href).then((response) => response.text());
      const finder = new DOMParser().parseFromString(page, "text/html").getElementById("finder");
      const { mount } = await import(new URL(finderSource, document.baseURI).href);
      const close = make("button", { type: "button", className: "shut", textContent: one("template", finder).dataset.close, onclick: () => dialog.close() });
      dialog = make("dialog", { className: "overlay" }, close, finder);
      dialog.setAttribute("aria-label", searchLink.firstChild.textContent.trim());
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      finder.removeAttribute("id");
      document.body.append(dialog);
      dialog.showModal();
      mount(finder, { site: new URL("../", searchLink.href), remembers: false });
    } else dialog.showModal();
    const box = one("input[type=search]", dialog);
    box.focus();
    box.select();
  } catch {
    location.assign(searchLink.href); // from a file, say, where nothing can be fetched
  }
}

searchLink?.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || one("#finder")) return;
  event.preventDefault();
  openFinder();
});

/** Highlight the words that a search led here by, without touching the page. */
function highlight(wanted) {
  if (!wanted.length || !CSS.highlights) return;
  const escaped = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // A word ends where its letters do, save in scripts without spaces.
  const ends = escaped.map((word) => (/^[\p{L}\p{N}]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`));
  const pattern = new RegExp(ends.join("|"), "giu");
  const ranges = [];
  const walker = document.createTreeWalker(one("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    for (const match of node.data.matchAll(pattern)) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const chapter = target?.closest(".chapter");
  if (chapter && ranges.some((range) => one("details", chapter)?.contains(range.startContainer))) one("details", chapter).open = true;
}

/* The chapters */

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

addEventListener("hashchange", follow);
const everything = one("nav.contents button");
if (everything) offerAll(everything);
const headings = all(".chapter > h2");
if (headings.length) markChapter(headings);
const timeline = one(".timeline");
if (timeline) walk(timeline);
highlight(new URLSearchParams(location.search).getAll("mark"));
if (location.hash) follow();
