// The search, on its own page and in the dialogue that opens over any other: Pagefind finds, this
// shows. What comes from the index is only ever put on the page as text.

const FACETS = ["show", "person", "topic", "year"];
const PAGE_SIZE = 6;
const HITS = 4;
const EXCERPT_WORDS = 28;
const CHOICES = 40;

let engine; // a promise of Pagefind, once it was wanted
let counts = false; // whether it has loaded the choices

function load(site) {
  engine ??= import(new URL("pagefind/pagefind.js", site).href).then(async (pagefind) => {
    await pagefind.options({ baseUrl: new URL(site).pathname, excerptLength: EXCERPT_WORDS });
    await pagefind.init();
    return pagefind;
  });
  engine.catch(() => (engine = undefined));
  return engine;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const ENTITIES = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'", "#x27": "'", "#x2F": "/" };

// Scripts without spaces: the index holds each of their characters as a word of its own, and so
// they are asked for one after another (see generator/unspaced.py, which has the same characters).
const UNSPACED = /(?=[\u3001-\u3011\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff61-\uff9f\u{20000}-\u{3ffff}])\P{M}\p{M}*/gu;
const unspaced = (text) => text.search(UNSPACED) >= 0;
const SPACES = new RegExp(`(?<=${UNSPACED.source}(?:</?mark>)?) | (?=(?:</?mark>)?${UNSPACED.source})`, "gu");

/** Text of the index without the spaces that it has around such characters. */
const closed = (text) => text.replace(SPACES, "").replaceAll("</mark><mark>", "");

/**
 * What is found for a query. Words are found wherever they stand; what is in quotation marks, and
 * every word in a script without spaces, as a phrase. In such a script a voiced sign makes another
 * word; elsewhere an accent may be left out.
 */
async function find(pagefind, query, options) {
  const quoted = /^".+"$/u.test(query);
  const phrases = query && unspaced(query) ? (quoted ? [query.slice(1, -1)] : query.split(/[\s"、。，,]+/u).filter(Boolean)) : [];
  await pagefind.options({ exactDiacritics: phrases.length > 0 });
  if (!phrases.length) return pagefind.search(query || null, options);
  const asked = phrases.map((phrase) => (unspaced(phrase) ? `"${phrase.replace(UNSPACED, " $& ").trim()}"` : phrase));
  const [first, ...others] = await Promise.all(asked.map((phrase) => pagefind.search(phrase, options)));
  const inAll = ({ id }) => others.every(({ results }) => results.some((result) => result.id === id));
  return { ...first, results: first.results.filter(inAll) };
}

/** An excerpt as nodes: escaped HTML in which only <mark> is HTML. */
function excerptNodes(excerpt) {
  let marked = false;
  const nodes = [];
  for (const piece of closed(excerpt).split(/(<\/?mark>)/)) {
    if (piece === "<mark>") marked = true;
    else if (piece === "</mark>") marked = false;
    else if (piece) {
      const text = piece.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
      nodes.push(marked ? make("mark", {}, text) : text);
    }
  }
  return nodes;
}

/** "3:14" for the id of a paragraph, or "" where it has no time. */
function clock(id) {
  const seconds = moments.secondsOf(id);
  return seconds === undefined ? "" : moments.clock(seconds);
}

/** The paragraph that holds a chapter's best hit: where the found words stand closest together. */
function passage(page, hit) {
  const places = hit.weighted_locations;
  if (!places.length) return undefined;
  const weigh = (from) =>
    places
      .filter(({ location }) => location >= from && location < from + EXCERPT_WORDS)
      .reduce((sum, place) => sum + place.balanced_score, 0);
  const best = places.reduce((top, place) => (weigh(place.location) > weigh(top.location) ? place : top));
  const chapter = hit.anchor?.location ?? 0;
  const inside = page.anchors.filter(({ id, location }) => /^[tp]-\d/.test(id) && location >= chapter);
  // A hit in the heading itself stands before the first paragraph.
  return inside.filter(({ location }) => location <= best.location).pop() ?? inside[0];
}

/** A page's address with the words to highlight in it. */
function address(page, place, marks) {
  const query = new URLSearchParams(marks.map((word) => ["mark", word])).toString();
  return `${page.url.split("#")[0]}${query ? `?${query}` : ""}${place ? `#${place}` : ""}`;
}

/** The words that an excerpt marks, each once. */
function marked(excerpt) {
  return [...new Set([...closed(excerpt).matchAll(/<mark>(.*?)<\/mark>/g)].map((match) => match[1].replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase()))].filter(Boolean);
}

function showHit(page, hit, words) {
  const marks = marked(hit.excerpt);
  const item = make("li");
  // What no chapter holds stands under the page's own title already.
  if (hit.anchor) item.append(make("a", { class: "name", href: address(page, hit.anchor.id, marks) }, closed(hit.title)));
  const paragraph = passage(page, hit);
  const excerpt = excerptNodes(hit.excerpt);
  if (!paragraph) {
    item.append(make("p", {}, ...excerpt));
    return item;
  }
  const href = address(page, paragraph.id, marks);
  item.append(" ", make("a", { class: "time", href, title: words.passage }, clock(paragraph.id) || "¶"));
  item.append(make("p", {}, make("a", { href, tabindex: "-1" }, ...excerpt)));
  return item;
}

/** Words that go with a number, which stand in the page as all of their forms. */
function counted(forms, number) {
  const language = document.documentElement.lang || "en";
  const texts = JSON.parse(forms);
  const text = texts[new Intl.PluralRules(language).select(number)] ?? texts.other;
  return text.replace("{n}", number.toLocaleString(language));
}

function showPage(page, words) {
  const facts = make("p", { class: "facts" });
  for (const value of [page.meta.show, page.meta.date]) if (value) facts.append(make("span", {}, value));
  const chapters = page.sub_results.filter((hit) => hit.anchor);
  const hits = chapters.length ? chapters : page.sub_results;
  const best = [...hits].sort((a, b) => b.locations.length - a.locations.length).slice(0, HITS);
  const marks = [...new Set(hits.flatMap((hit) => marked(hit.excerpt)))];
  const tongue = page.meta.language ? { lang: page.meta.language, dir: "auto" } : {};
  const list = make("ol", { class: "hits", ...tongue }, ...hits.filter((hit) => best.includes(hit)).map((hit) => showHit(page, hit, words)));
  const item = make("li", {}, make("h2", tongue, make("a", { href: address(page, "", marks) }, closed(page.meta.title || page.url))), facts, list);
  const others = hits.filter((hit) => !best.includes(hit));
  if (others.length) {
    const fold = make("details", {}, make("summary", {}, counted(words.moreChapters, others.length)));
    fold.addEventListener("toggle", () => fold.append(make("ol", { class: "hits", ...tongue }, ...others.map((hit) => showHit(page, hit, words)))), { once: true });
    item.append(fold);
  }
  return item;
}

/**
 * Bring a search to life.
 * @param {Element} root what stands in the search page as #finder
 * @param {{site: URL, remembers: boolean}} options where the site is; whether the page's address
 * keeps the words and the choices, so that a search can be linked
 */
export function mount(root, { site, remembers }) {
  const form = root.querySelector("form");
  const box = root.querySelector("input[type=search]");
  const status = root.querySelector(".status");
  const list = root.querySelector(".results");
  const facets = root.querySelector(".facets");
  const more = root.querySelector(".further");
  const words = root.querySelector("template").dataset;
  let run = 0; // the number of the latest search; older ones must not overwrite it
  let waiting = []; // results not on the page yet
  let choices = new URLSearchParams(remembers ? location.search : "");

  /** Show the next results, each as soon as it is there: a result brings the words of an episode. */
  async function showMore() {
    const current = run;
    const [first, ...others] = waiting.splice(0, PAGE_SIZE);
    if (!first) return;
    const pages = [first.data()];
    await pages[0]; // what stands at the top is not to share the line with what does not
    if (current !== run) return;
    pages.push(...others.map((result) => result.data()));
    for (const page of pages) {
      const item = showPage(await page, words);
      if (current !== run) return;
      list.append(item);
    }
    more.hidden = !waiting.length;
  }

  /** The choices of each facet with how many episodes each leaves. */
  function showFacets(left, whole) {
    const focus = document.activeElement?.closest?.(".facets") ? document.activeElement.id : "";
    const open = new Map([...facets.querySelectorAll("details")].map((each) => [each.dataset.facet, each.open]));
    facets.replaceChildren();
    for (const facet of FACETS) {
      const picked = choices.getAll(facet);
      const counts = (picked.length ? whole : left)[facet] || {};
      const values = Object.keys(counts).filter((value) => counts[value] || picked.includes(value));
      if (values.length + picked.length < 2) continue;
      values.sort(facet === "year" ? (a, b) => b - a : (a, b) => picked.includes(b) - picked.includes(a) || counts[b] - counts[a] || a.localeCompare(b));
      const ticks = make("div", { class: "choices" });
      values.slice(0, CHOICES).forEach((value, index) => {
        const tick = make("input", { type: "checkbox", name: facet, id: `${facet}-${index}` });
        tick.value = value;
        tick.checked = picked.includes(value);
        ticks.append(make("label", {}, tick, make("span", {}, value), make("small", {}, String(counts[value] || 0))));
      });
      const fold = make("details", {}, make("summary", {}, words[facet]), ticks);
      fold.dataset.facet = facet;
      fold.open = open.get(facet) ?? (picked.length > 0 || (remembers && facet !== "topic" && matchMedia("(min-width: 66rem)").matches));
      facets.append(fold);
    }
    if (focus) document.getElementById(focus)?.focus();
  }

  async function search() {
    const current = ++run;
    const query = box.value.trim();
    const filters = {};
    for (const facet of FACETS) if (choices.has(facet)) filters[facet] = { any: choices.getAll(facet) };
    const narrowed = Object.keys(filters).length > 0;
    let pagefind;
    try {
      pagefind = await load(site);
    } catch {
      status.textContent = words.missing;
      return;
    }
    if (query) status.textContent = words.searching;
    const options = query ? { filters } : { filters, sort: { date: "desc" } };
    const ask = () => (query || narrowed ? find(pagefind, query, options) : null);
    const found = await ask();
    if (current !== run) return;
    list.replaceChildren();
    waiting = found ? [...found.results] : [];
    more.hidden = true;
    if (!found) status.textContent = words.hint;
    else if (!waiting.length) status.textContent = (narrowed ? words.noneFiltered : words.none).replace("{q}", query);
    else status.textContent = counted(words.found, waiting.length);
    await showMore();
    // The choices come after the results. Only once they are loaded do results count them.
    const everything = await pagefind.filters();
    const narrower = counts ? found : await ask();
    counts = true;
    if (current === run) showFacets(narrower?.filters ?? everything, narrower?.totalFilters ?? everything);
  }

  /** Take the words and the choices, and put them into the address where they belong there. */
  function remember() {
    choices = new URLSearchParams();
    if (box.value.trim()) choices.set("q", box.value.trim());
    for (const tick of facets.querySelectorAll("input:checked")) choices.append(tick.name, tick.value);
    const text = choices.toString();
    if (remembers) history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      remember();
      search();
    }, 150);
  });
  facets.addEventListener("change", () => {
    remember();
    search();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    remember();
    search();
  });
  more.addEventListener("click", showMore);

  // Arrow keys walk from the box through the results.
  root.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [box, ...list.querySelectorAll("h2 a, a.name")];
    const index = stops.indexOf(document.activeElement);
    const next = index < 0 ? undefined : stops[index + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  if (remembers) {
    box.value = choices.get("q") ?? "";
    box.focus();
  }
  search();
}

const own = document.getElementById("finder");
if (own) mount(own, { site: new URL("../", location.href), remembers: true });
