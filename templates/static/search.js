// The search, on its own page and in the dialogue that opens over any other: Pagefind tells where
// each word stands, this finds the passages where they stand closest together, and shows them. What
// comes from the index is only ever put on the page as text.

const FACETS = ["show", "person", "topic", "year"];
const PAGE_SIZE = 6; // episodes
const HITS = 2; // passages of an episode that are shown at once
const EXCERPT_WORDS = 28;
const CHOICES = 40;
const PAGES = 4; // pages other than episodes that a search names
const SPAN = 40; // words within which what was asked for is said of one thing
const APART = 120; // words between two passages of one chapter
const READ = 14; // chapters that are read before any is shown
const CLOSELY = 400; // chapters in which words are looked for side by side
const ENOUGH = 0.6; // of what was asked for, by weight: a chapter with less was not meant
const BEGUN = 0.4; // what a word counts that only begins with the one that was asked for
const WRITTEN = 0.8; // what a passage of notes counts: whoever searches wants what was said
const SPELLED = 2; // letters that a misspelt word may have wrong

/* What the index holds */

const files = new Map(); // promises of what was fetched, by its name

function fetched(site, name, take) {
  if (!files.has(name)) {
    // What is named by its content never changes.
    const file = fetch(new URL(name, site), { cache: name.includes(".pf_") ? "default" : "no-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(name);
      return take(answer);
    });
    file.catch(() => files.delete(name));
    files.set(name, file);
  }
  return files.get(name);
}

/** What Pagefind packed: behind its mark JSON, or else CBOR. */
async function unpacked(answer) {
  const whole = await new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const bytes = new Uint8Array(whole).subarray("pagefind_dcd".length);
  return bytes[0] === 0x7b ? JSON.parse(new TextDecoder().decode(bytes)) : decoded(bytes);
}

/** A value in CBOR, as far as Pagefind uses it: numbers, texts and lists (RFC 8949). */
function decoded(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const texts = new TextDecoder();
  let at = 0;
  const number = (size) => {
    if (size < 24) return size;
    const start = at;
    at += 1 << (size - 24);
    return size === 24 ? view.getUint8(start) : size === 25 ? view.getUint16(start) : size === 26 ? view.getUint32(start) : Number(view.getBigUint64(start));
  };
  const value = () => {
    const head = bytes[at++];
    const length = number(head & 31);
    const kind = head >> 5;
    if (kind === 0) return length;
    if (kind === 1) return -1 - length;
    if (kind === 4) return Array.from({ length }, value);
    at += length;
    return texts.decode(bytes.subarray(at - length, at));
  };
  return value();
}

/** The one index that there is: what it holds, by number, and where its words stand. */
const indexOf = (site) =>
  fetched(site, "pagefind/pagefind-entry.json", (answer) => answer.json())
    .then(({ languages }) => fetched(site, `pagefind/pagefind.${Object.values(languages)[0].hash}.pf_meta`, unpacked))
    .then(([, pages, chunks, , , fields]) => {
      // Of each page its name and how many findables it has; these are known by a number there.
      const ids = pages.flatMap(([page, count]) => Array.from({ length: count }, (_, number) => `${page}/${number.toString(36)}`));
      ids.forEach((id, number) => numbers.set(id, number));
      return { ids, chunks, fields };
    });

/** What was indexed under a name: its text, with an anchor where each place begins. */
const read = (site, id) =>
  fetched(site, `pagefind/fragment/${id}.pf_fragment`, unpacked).then((page) => {
    const url = new URL(page.url, site);
    return { ...page, url: url.pathname, id: url.hash.slice(1), words: page.content.split(/\s+/) };
  });

/** By facet and value: the numbers of what has it. `generator/search.py` packs them. */
const choicesOf = (site) =>
  fetched(site, "pagefind/choices.json", (answer) => answer.json()).then((packed) => {
    const facets = {};
    for (const [facet, values] of Object.entries(packed)) {
      facets[facet] = new Map();
      for (const [value, runs] of Object.entries(values)) {
        const numbers = new Set();
        let end = 0;
        for (const run of runs.split(" ")) {
          const [step, more = "0"] = run.split("+");
          const first = end + parseInt(step, 36);
          end = first + parseInt(more, 36);
          for (let number = first; number <= end; number++) numbers.add(number);
        }
        facets[facet].set(value, numbers);
      }
    }
    return facets;
  });

/** The words of the archive as they are written, with how common each is. */
const wordsOf = (site) =>
  fetched(site, "pagefind/words.txt", (answer) => answer.text()).then((text) =>
    text.trim().split("\n").map((line) => {
      const [form, common] = line.split(" ");
      return { form, common: +common, word: fold(form) };
    }),
  );

/** What is known of the archive's words: names that are one, words that say nothing, its languages. */
const namesOf = (site) =>
  fetched(site, "search/names.json", (answer) => answer.json()).then(({ alike, empty, tongues }) => ({
    alike: new Map(alike.flatMap((names) => names.map((name) => [fold(name), names]))),
    empty: new Set(empty.map(fold)),
    tongues: new Set(tongues),
  }));

// What is found is named by its page, behind the letter of its sort, and its number there.
const groupOf = (id) => id.split("/")[0];
const numbers = new Map(); // of all that can be found, by name
const numberOf = (id) => numbers.get(id);

// What stems are without, in the languages that Pagefind has stemmers for: "ic", "at" and "ion".
const ENDING = /^(?!$)(?:at|ic|iv|al|iz|is|ous|ful|less|ness|ion|ment|em|ent|ant|enc|anc|abl|ibl|abil|ibil|ist|ism|it|ing|ed|er|or|al|ung|heit|keit|lich|isch|ad|and|iend|idad)*(?:[esydntaoi]|[eao]s|ies|ied|e?ly|ally|e[nrm]|ern|te|mente|eu[rs]|ez)?$/;

/**
 * What may be the stem of a word, the likeliest first: most of what Snowball's stemmers do is to
 * cut an ending, and English ones write i for y and put an e where a short word lost it.
 */
function stemsOf(word) {
  const stems = new Set([word]);
  if (/[^aeiou]y$/.test(word)) stems.add(`${word.slice(0, -1)}i`);
  for (let cut = word.length - 1; cut > 1; cut--) {
    const [stem, ending] = [word.slice(0, cut), word.slice(cut)];
    if (!ENDING.test(ending)) continue;
    if (/^(ing|ed)/.test(ending) && /^[^aeiou]*[aeiou][^aeiouwxy]$/.test(stem)) stems.add(`${stem}e`);
    if (/[^aeiou]y$/.test(stem)) stems.add(`${stem.slice(0, -1)}i`);
    if (/[ai]bil$/.test(stem)) stems.add(`${stem.slice(0, -2)}l`);
    if (cut > 2) stems.add(stem);
    if (/(.)\1$/.test(stem)) stems.add(stem.slice(0, -1));
  }
  if (/ll$/.test(word)) stems.add(word.slice(0, -1));
  return [...stems];
}

/**
 * Where a word stands, by the number of the findable: its positions, how well it is the one, and
 * the names that hold it. Pagefind's own reader takes a time that grows with the square of how
 * often a word is said; this takes what Pagefind wrote as it is.
 */
async function standing(site, text, exactly) {
  const { chunks, fields } = await indexOf(site);
  const word = fold(text);
  const wanted = new Map(); // chunks by their name, with the number from which each counts
  const stems = stemsOf(word);
  for (const each of stems) {
    let found = chunks.filter(([from, to]) => each >= from && each <= to);
    if (!found.length) found = chunks.filter(([from, to]) => each.slice(0, from.length) >= from.slice(0, each.length) && each.slice(0, to.length) <= to.slice(0, each.length));
    for (const [, , hash, base] of found) wanted.set(hash, base);
  }
  // A stem has an entry in each shard of the index that holds it.
  const loaded = [...wanted].map(async ([hash, base]) => (await fetched(site, `pagefind/index/${hash}.pf_index`, unpacked))[0].map((entry) => [...entry, base]));
  const entries = (await Promise.all(loaded)).flat();
  const named = new Map();
  for (const entry of entries) named.set(entry[0], [...(named.get(entry[0]) ?? []), entry]);
  const [stem = "", other = ""] = stems.filter((each) => named.has(each));
  // Where two are so alike that this cannot tell, both are meant.
  const near = [stem, ...(other.length > 4 && Math.abs(stem.length - other.length) < 4 ? [other] : [])].filter(Boolean).flatMap((each) => named.get(each));
  const begun = exactly || (near.length && word.length < 4) ? [] : [...named].filter(([each, [entry]]) => !near.includes(entry) && each.startsWith(word)).slice(0, 60).flatMap(([, own]) => own);
  const found = new Map();
  const take = ([stem, pages, variants, base], good) => {
    const forms = [[stem, pages], ...variants].filter(([form]) => !unspaced(text) || form === text.normalize());
    for (const [, held] of forms) {
      let number = base;
      for (const [step, places, meta = []] of held) {
        number += step;
        const place = found.get(number) ?? { at: new Map(), named: new Set(), good: 0 };
        place.good = Math.max(place.good, good);
        let last = 0;
        for (const each of places) {
          last = each < 0 ? 0 : last + each; // a negative one says how much the next ones weigh
          if (each >= 0) place.at.set(last, good);
        }
        for (const each of meta) if (each < 0) place.named.add(fields[-each - 1]);
        found.set(number, place);
      }
    }
  };
  for (const entry of begun) take(entry, near.length ? BEGUN : 1);
  for (const entry of near) take(entry, 1);
  return { found, known: near.length > 0, begun: begun.length > 0 };
}

/** Where words stand one after another; those that say nothing are not looked up, only counted. */
async function together(site, phrase, empty) {
  const parts = phrase.replace(UNSPACED, " $& ").trim().split(/[\s_-]+/).filter((part) => fold(part));
  const telling = parts.map((part, place) => ({ part, place })).filter(({ part }) => !empty.has(fold(part)));
  const asked = telling.length ? telling : parts.map((part, place) => ({ part, place }));
  const [first, ...others] = await Promise.all(asked.map(async ({ part, place }) => ({ place, ...(await standing(site, part, true)) })));
  const found = new Map();
  for (const [number, { at, named }] of first?.found ?? []) {
    const stands = [...at.keys()].filter((start) =>
      others.every(({ place, found: held }) => {
        const there = held.get(number)?.at;
        // A hyphen makes one place of two words.
        return there && (there.has(start + place - first.place) || there.has(start + place - first.place - 1));
      }),
    );
    const fields = [...named].filter((field) => others.every(({ found: held }) => held.get(number)?.named.has(field)));
    if (stands.length || fields.length) found.set(number, { at: new Map(stands.map((start) => [Math.max(0, start - first.place), 1])), named: new Set(fields), good: 1, length: parts.length });
  }
  return { found, parts };
}

/* Letters */

/** A word without what many leave out: capitals, accents, marks. */
const fold = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

// Scripts without spaces: the index holds each of their characters as a word of its own, and so
// they are asked for one after another (see generator/unspaced.py, which has the same characters).
const UNSPACED = /(?=[\u3001-\u3011\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff61-\uff9f\u{20000}-\u{3ffff}])\P{M}\p{M}*/gu;
const unspaced = (text) => text.search(UNSPACED) >= 0;
const SPACES = new RegExp(`(?<=${UNSPACED.source}) | (?=${UNSPACED.source})`, "gu");

/** Text of the index without the spaces that it has around such characters. */
const closed = (text) => text.replace(SPACES, "");

/** How many letters must be changed, left out, put in or swapped to make one word of the other. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** The sounds of a word, roughly: what is often confused is one letter, vowels are none. */
const sound = (word) =>
  word.replace(/ph/g, "f").replace(/ck|qu|[cqg]/g, "k").replace(/[sz]+/g, "s").replace(/[dt]/g, "t").replace(/[bp]/g, "p").replace(/[vw]/g, "f").replace(/(.)\1+/g, "$1").replace(/(?<=.)[aeiouyh]/g, "");

/** The word of the archive that was most likely meant by one that it does not hold. */
function meant(word, words) {
  const most = word.length < 5 ? 1 : SPELLED + (word.length > 10);
  let best;
  for (const known of words) {
    const wrong = distance(word, known.word, most);
    if (wrong > most) continue;
    const cost = wrong - 0.06 * known.common - 0.5 * (sound(word) === sound(known.word)) + 0.5 * (word[0] !== known.word[0]);
    if (!best || cost < best.cost) best = { ...known, cost };
  }
  return best;
}

/* What is asked for */

/** The spellings of a word that are one to whoever asks, where a language has several. */
function spellings(word, tongues) {
  const others = [];
  if (tongues.has("de")) {
    if (word.includes("ß")) others.push(word.replaceAll("ß", "ss"));
    if (word.includes("ss")) others.push(word.replaceAll("ss", "ß"));
    const bare = word.replace(/([aou])e/g, "$1");
    if (bare !== word && /[aou]e/.test(word)) others.push(bare);
  }
  const particle = /^(\p{Script=Hangul}{2,}?)(?:에서|으로|까지|부터|에게|이나|은|는|이|가|을|를|의|에|로|와|과|도|만)$/u.exec(word);
  if (particle) others.push(particle[1]);
  return others;
}

/**
 * A query as what must be found: each a word, a phrase, or a name with its other names.
 */
function parse(query, { alike, empty, tongues }) {
  const phrases = [];
  const rest = query.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu, (_, phrase) => {
    phrases.push(phrase);
    return " ";
  });
  const asked = phrases.map((text) => ({ text, forms: [quoted(text)], phrase: true }));
  const tokens = rest.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.-]*/gu)?.map((token) => token.replace(/['’](s|S)$|[^\p{L}\p{N}\p{M}]+$/gu, "")) ?? [];
  for (let index = 0; index < tokens.length; ) {
    let count = Math.min(5, tokens.length - index);
    while (count && !alike.has(fold(tokens.slice(index, index + count).join("")))) count--;
    const text = tokens.slice(index, index + Math.max(count, 1)).join(" ");
    index += Math.max(count, 1);
    if (unspaced(text)) {
      for (const run of text.split(" ")) asked.push({ text: run, forms: [quoted(run)], phrase: true });
    } else if (count) {
      const same = alike.get(fold(text)).filter((name) => fold(name) !== fold(text));
      asked.push({ text, forms: [text, ...same].map((name) => (/\s/.test(name) ? quoted(name) : name)) });
    } else {
      asked.push({ text, forms: [text, ...spellings(text.toLowerCase(), tongues)], word: fold(text), empty: empty.has(fold(text)) });
    }
  }
  const telling = asked.filter((each) => !each.empty);
  return telling.length ? telling : asked;
}

const isPhrase = (form) => form[0] === '"';
const quoted = (text) => `"${text}"`;

/**
 * Where one thing that is asked for stands: by id how much it counts there, and the positions of
 * its words, each with how many it is and how surely it is meant.
 */
async function places(site, asked, known) {
  const { ids } = await indexOf(site);
  const each = asked.word ? await spelled(site, asked) : asked;
  const found = new Map();
  for (const form of each.forms) {
    const phrase = isPhrase(form);
    const there = phrase ? await together(site, form.slice(1, -1), known.empty) : await standing(site, form);
    if (!phrase && !there.known && !each.begun) continue;
    const rarity = Math.log(1 + ids.length / (there.found.size + 0.5)) + (phrase ? 1 : 0);
    for (const [number, { at, named, good, length = 1 }] of there.found) {
      const place = found.get(ids[number]) ?? { score: 0, good: 0, at: new Map(), named: new Set() };
      place.good = Math.max(place.good, good);
      let often = 0;
      for (const [word, how] of at) {
        often += how;
        if (!place.at.has(word)) place.at.set(word, { length, good: how, sure: phrase });
      }
      place.score = Math.max(place.score, (rarity * 2.2 * often) / (often + 1.2));
      for (const field of named) place.named.add(field);
      found.set(ids[number], place);
    }
  }
  return { ...each, found, missing: !found.size };
}

/** A word as the archive has it: as it is, or the one that is meant, or missing. */
async function spelled(site, each) {
  const held = await Promise.all(each.forms.map((form) => standing(site, form)));
  if (held.some(({ known }) => known)) return each;
  if (held.some(({ begun }) => begun)) return { ...each, begun: true };
  const words = await wordsOf(site).catch(() => []);
  const right = meant(each.word, words);
  const parts = right?.cost < 1 ? undefined : halves(each.word, words);
  if (parts) return { ...each, forms: [quoted(parts)], instead: parts };
  if (right) return { ...each, forms: [right.form], instead: right.form, word: right.word, begun: true };
  const stem = stemmed(each.word, words);
  return stem ? { ...each, forms: [stem], begun: true } : { ...each, forms: [] };
}

/** Two words of the archive that were written as one. */
function halves(word, words) {
  const known = new Set(words.map((each) => each.word));
  for (let cut = 4; cut <= word.length - 4; cut++) if (known.has(word.slice(0, cut)) && known.has(word.slice(cut))) return `${word.slice(0, cut)} ${word.slice(cut)}`;
  return undefined;
}

/** The beginning that a word shares with others, where only its ending differs. */
function stemmed(word, words) {
  for (const cut of [1, 2, 3]) {
    const stem = word.slice(0, -cut);
    if (stem.length > 4 && words.some((known) => known.word.startsWith(stem))) return stem;
  }
  return undefined;
}

/* What is found */

/**
 * The stretch where most of what was asked for stands, as close together as can be.
 * @param {{place: number, which: number, good: number}[]} stands in order of place
 * @param {number[]} weights of what was asked for; they sum to 1
 */
function closest(stands, weights) {
  let best = { worth: 0, from: 0, to: 0 };
  for (let first = 0; first < stands.length; first++) {
    const has = new Map();
    for (let last = first; last < stands.length && stands[last].place - stands[first].place < SPAN; last++) {
      const { which, good, place } = stands[last];
      has.set(which, Math.max(has.get(which) ?? 0, good));
      let worth = 0;
      for (const [each, value] of has) worth += weights[each] * value;
      worth *= 1 - (0.5 * (place - stands[first].place)) / SPAN;
      if (worth > best.worth) best = { worth, from: stands[first].place, to: place };
    }
  }
  return best;
}

/** How likely each chapter is meant, the likeliest first, from where the words stand in it. */
function rank(asked, total) {
  const rarity = asked.map(({ found, phrase }) => (found.size ? Math.log(1 + total / found.size) + (phrase ? 2 : 0) : 0));
  const sum = rarity.reduce((all, each) => all + each, 0) || 1;
  const weights = rarity.map((each) => each / sum);
  const found = new Map();
  asked.forEach((each, which) => {
    for (const [id, place] of each.found) {
      const result = found.get(id) ?? { id, share: 0, often: 0, named: 0, at: [] };
      result.share += weights[which] * place.good;
      result.often += place.score / sum;
      result.named += weights[which] * ((place.named.has("title") ? 1 : 0) + (place.named.has("whole") || place.named.has("who") ? 0.5 : 0));
      for (const [at, stand] of place.at) result.at.push({ ...stand, place: at, which });
      found.set(id, result);
    }
  });
  const results = [...found.values()];
  for (const each of results) each.score = each.share ** 2 * (0.6 * each.often + 0.5 * each.named) + 0.5 * each.share;
  results.sort((a, b) => b.score - a.score);
  for (const each of results.slice(0, CLOSELY)) {
    each.at.sort((a, b) => a.place - b.place);
    each.score += 1.6 * closest(each.at, weights).worth;
  }
  results.sort((a, b) => b.score - a.score);
  const least = Math.min(ENOUGH, 0.95 * results.reduce((most, each) => Math.max(most, each.share), 0));
  return { results: results.filter((each) => each.share >= least), weights };
}

/** The words that stand in one, such as "fine-tuning" or "LangChain", and the whole. */
const partsOf = (text) => [fold(text), ...text.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).map(fold)].filter(Boolean);

/** How well a word of the text is one that was asked for; Pagefind says that their stems agree. */
function fits(text, forms) {
  const parts = partsOf(text);
  const fit = (word) => {
    if (parts[0] === word) return 1;
    if (parts.includes(word)) return 0.95;
    if (parts[0]?.startsWith(word)) return parts[0].length - word.length < 4 ? 0.9 : BEGUN;
    return parts.some((part) => part.startsWith(word.slice(0, 3))) ? 0.8 : 0.5;
  };
  return Math.max(...forms.filter((form) => !isPhrase(form)).map((form) => fit(fold(form))));
}

/**
 * The passages of a chapter that was read, the best first.
 * @param {object} result what `rank` made
 * @param {object} page what `read` made
 * @param {object[]} asked
 * @param {number[]} weights
 * @param {Set<string>} speakers of whom only what they say is wanted; empty for all
 */
function passages(result, page, asked, weights, speakers) {
  const { words } = page;
  const names = page.filters.speakers?.[0]?.split("|") ?? [];
  const anchors = page.anchors.map(({ id, location }) => {
    const [name, speaker] = id.split("@");
    return { id: name, speaker: names[speaker] ?? "", location };
  });
  const paragraphOf = (place) => anchors.findLast(({ location }) => location <= place) ?? anchors[0];
  let stands = result.at
    .filter(({ place }) => place < words.length)
    .map((stand) => ({ ...stand, good: stand.sure ? 1 : fits(words[stand.place], asked[stand.which].forms) }))
    .filter(({ place }) => !speakers.size || speakers.has(paragraphOf(place)?.speaker));
  const all = stands;
  const found = [];
  while (found.length < 3) {
    const best = closest(stands, weights);
    if (!best.worth || (found.length && best.worth < 0.75 * found[0].worth)) break;
    // The paragraph is the one that holds most of it.
    const held = new Map();
    for (const { place, which, good } of stands) {
      if (place < best.from || place > best.to) continue;
      const paragraph = paragraphOf(place);
      const has = held.get(paragraph) ?? new Map();
      has.set(which, Math.max(has.get(which) ?? 0, good * weights[which]));
      held.set(paragraph, has);
    }
    const worth = (has) => [...has.values()].reduce((sum, each) => sum + each, 0);
    const [paragraph] = [...held].reduce((top, each) => (worth(each[1]) > worth(top[1]) ? each : top));
    const end = anchors.find(({ location }) => location > paragraph.location)?.location ?? words.length;
    const inside = stands.filter(({ place }) => place >= Math.max(best.from, paragraph.location) && place <= best.to && place < end);
    found.push({ worth: best.worth, paragraph, words, all, end, from: inside[0].place, to: inside.at(-1).place });
    stands = stands.filter(({ place }) => place < best.from - APART || place > best.to + APART);
  }
  const title = asked.reduce((sum, each, which) => sum + (each.word && titled(page.meta.title, each.word) ? weights[which] : 0), 0);
  return found.map((each) => ({
    ...each,
    id: result.id,
    page,
    score: (1.6 * each.worth + 0.5 * title + result.share ** 2 * (0.35 * result.often + 0.25 * result.named) + 0.5 * result.share) * (isSpoken(each.paragraph.id) ? 1 : WRITTEN),
  }));
}

const titled = (title, word) => (title ?? "").split(/[\s-]+/).some((each) => fold(each).startsWith(word.slice(0, Math.max(4, word.length - 2))));

/* What is shown */

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const isSpoken = (id) => /^[tp]-\d/.test(id);

/** "3:14" for the id of a paragraph, or "" where it has no time. */
function clock(id) {
  const seconds = moments.secondsOf(id);
  return seconds === undefined ? "" : moments.clock(seconds);
}

/** Words around a passage, within its paragraph: pieces of text, and which of them were found. */
function excerpt({ words, all, paragraph, end, from, to }) {
  const length = Math.max(EXCERPT_WORDS, to - from + 1);
  const start = Math.max(paragraph.location, Math.min(from - Math.max(4, Math.floor((length - (to - from + 1)) / 2)), end - length));
  const stop = Math.min(end, start + length);
  const found = new Map();
  for (const { place, length: many } of all) for (let word = place; word < place + many; word++) found.set(word, many > 1 ? place : -1);
  const pieces = [];
  for (let place = start; place < stop; place++) {
    const phrase = found.get(place);
    const last = pieces.at(-1);
    if (last && phrase === last.phrase && (phrase === undefined || phrase >= 0)) last.text += ` ${words[place]}`;
    else pieces.push({ text: words[place], phrase });
  }
  return { pieces, before: start > paragraph.location };
}

/** A passage as nodes; what was found is marked, without the punctuation around it. */
function excerptNodes({ pieces, before }) {
  const nodes = before ? ["… "] : [];
  pieces.forEach(({ text, phrase }, index) => {
    const shown = closed(text);
    const [, opening, core, closing] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(shown);
    const space = index && !(unspaced(text.at(0)) || unspaced(pieces[index - 1].text.at(-1))) ? " " : "";
    if (phrase === undefined || !core) nodes.push(space + shown);
    else nodes.push(space + opening, make("mark", {}, core), closing);
  });
  return nodes;
}

/** The words that were found in a passage, each once. */
const marked = ({ pieces }) => [...new Set(pieces.filter(({ phrase }) => phrase !== undefined).map(({ text }) => closed(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").toLowerCase()))].filter(Boolean);

/** A page's address with the words to highlight in it. */
function address(page, place, marks) {
  const query = new URLSearchParams(marks.map((word) => ["mark", word])).toString();
  return `${page.url}${query ? `?${query}` : ""}${place ? `#${place}` : ""}`;
}

function showHit(passage, words) {
  const { page, paragraph } = passage;
  const text = excerpt(passage);
  const marks = marked(text);
  const item = make("li");
  if (page.meta.title) item.append(make("a", { class: "name", href: address(page, page.id, marks) }, closed(page.meta.title)));
  const href = address(page, paragraph.id, marks);
  // What was written of a recording was said at no time.
  const time = clock(paragraph.id);
  if (isSpoken(paragraph.id)) item.append(" ", make("a", { class: "time", href, title: words.passage }, time || "¶"));
  if (closed(text.pieces.map((piece) => piece.text).join(" ")) === closed(page.meta.title ?? "")) return item;
  const line = make("p", {}, make("a", { href, ...(page.meta.title ? { tabindex: "-1" } : {}) }, ...excerptNodes(text)));
  if (paragraph.speaker) line.prepend(make("b", {}, `${paragraph.speaker}: `));
  item.append(line);
  return item;
}

/** Words that go with a number, which stand in the page as all of their forms. */
function inWords(forms, number) {
  const language = document.documentElement.lang || "en";
  const texts = JSON.parse(forms);
  const text = texts[new Intl.PluralRules(language).select(number)] ?? texts.other;
  return text.replace("{n}", number.toLocaleString(language));
}

/** An episode with its passages, the best first. */
function showEpisode(page, hits, others, words) {
  const facts = make("p", { class: "facts" });
  for (const [value] of [page.filters.show ?? [], page.filters.date ?? []]) if (value) facts.append(make("span", {}, value));
  const tongue = page.filters.language ? { lang: page.filters.language[0], dir: "auto" } : {};
  const marks = hits.length ? marked(excerpt(hits[0])) : [];
  const title = make("h2", tongue, make("a", { href: address(page, "", marks) }, closed(page.meta.whole || page.meta.title || page.url)));
  const item = make("li", {}, title, facts);
  if (hits.length) item.append(make("ol", { class: "hits", ...tongue }, ...hits.map((hit) => showHit(hit, words))));
  if (others.length) {
    const fold = make("details", {}, make("summary", {}, inWords(words.moreChapters, others.length)));
    const show = async () => {
      const found = (await Promise.all(others.map((each) => each()))).flatMap((some) => some.slice(0, 1));
      fold.append(make("ol", { class: "hits", ...tongue }, ...found.map((hit) => showHit(hit, words))));
    };
    fold.addEventListener("toggle", show, { once: true });
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
  const named = root.querySelector(".named");
  const facets = root.querySelector(".facets");
  const more = root.querySelector(".further");
  const words = root.querySelector("template").dataset;
  let run = 0; // the number of the latest search; older ones must not overwrite it
  let waiting = []; // episodes not on the page yet
  let choices = new URLSearchParams(remembers ? location.search : "");

  /** Show the next episodes, each as soon as it is there. */
  async function showMore() {
    const current = run;
    for (const episode of waiting.splice(0, PAGE_SIZE)) {
      const item = await episode();
      if (current !== run) return;
      if (item) list.append(item);
    }
    more.hidden = !waiting.length;
  }

  /** The choices of each facet, with how many of the episodes found each leaves. */
  function showFacets(values, results) {
    const focus = document.activeElement?.closest?.(".facets") ? document.activeElement.id : "";
    const open = new Map([...facets.querySelectorAll("details")].map((each) => [each.dataset.facet, each.open]));
    facets.replaceChildren();
    for (const facet of FACETS) {
      const picked = choices.getAll(facet);
      // What the other facets leave: within one, a choice more is more to see.
      const left = new Map();
      for (const { id } of results) if (allowed(values, numberOf(id), facet)) left.set(numberOf(id), groupOf(id));
      const counts = new Map();
      for (const [value, numbers] of values[facet] ?? []) {
        const episodes = new Set();
        for (const number of numbers) if (left.has(number)) episodes.add(left.get(number));
        const count = episodes.size;
        if (count || picked.includes(value)) counts.set(value, count);
      }
      if (counts.size < 2 && !picked.length) continue;
      const order = [...counts.keys()].sort(facet === "year" ? (a, b) => b - a : (a, b) => picked.includes(b) - picked.includes(a) || counts.get(b) - counts.get(a) || a.localeCompare(b));
      const ticks = make("div", { class: "choices" });
      order.slice(0, CHOICES).forEach((value, index) => {
        const tick = make("input", { type: "checkbox", name: facet, id: `${facet}-${index}` });
        tick.value = value;
        tick.checked = picked.includes(value);
        ticks.append(make("label", {}, tick, make("span", {}, value), make("small", {}, String(counts.get(value)))));
      });
      const fold = make("details", {}, make("summary", {}, words[facet]), ticks);
      fold.dataset.facet = facet;
      fold.open = open.get(facet) ?? (picked.length > 0 || (remembers && facet !== "topic" && matchMedia("(min-width: 66rem)").matches));
      facets.append(fold);
    }
    if (focus) document.getElementById(focus)?.focus();
  }

  /** Whether the choices allow what has a number; those of one facet may be left out of it. */
  function allowed(values, number, without) {
    return FACETS.every((facet) => facet === without || !choices.has(facet) || choices.getAll(facet).some((value) => values[facet]?.get(value)?.has(number)));
  }

  /** What is asked for, where it stands, and what is to be told of it. */
  async function find(query) {
    const known = await namesOf(site);
    const asked = await Promise.all(parse(query, known).map((each) => places(site, each, known)));
    const there = asked.filter(({ missing }) => !missing);
    const { ids } = await indexOf(site);
    const must = there.filter(({ phrase }) => phrase);
    const { results, weights } = rank(there, ids.length);
    const told = [];
    const read = there.map(({ text, instead }) => instead ?? text).join(" ");
    if (there.some(({ instead }) => instead)) told.push(words.instead.replace("{q}", read));
    const nowhere = asked.filter(({ missing }) => missing).map(({ text }) => text);
    if (there.length && nowhere.length) told.push(words.nowhere.replace("{q}", nowhere.join(" ")));
    return { asked: there, weights, told, results: results.filter(({ id }) => must.every(({ found }) => found.has(id))) };
  }

  /** Episodes as functions that show one, from chapters in the order in which they are likely. */
  async function inOrder({ asked, weights, results }) {
    const speakers = new Set(choices.getAll("person"));
    const look = async (result) => passages(result, await read(site, result.id), asked, weights, speakers);
    const first = (await Promise.all(results.slice(0, READ).map(look))).flat().sort((a, b) => b.score - a.score);
    const groups = new Map();
    for (const { id } of [...first, ...results]) groups.set(groupOf(id), groups.get(groupOf(id)) ?? { hits: [], others: [] });
    for (const hit of first) groups.get(groupOf(hit.id)).hits.push(hit);
    for (const result of results.slice(READ)) groups.get(groupOf(result.id)).others.push(result);
    return [...groups.values()].map(({ hits, others }) => async () => {
      let shown = hits.filter((hit, place) => place < HITS && hit.score > 0.8 * hits[0].score);
      const rest = hits.slice(shown.length).map((hit) => async () => [hit]);
      const later = [...others];
      while (!shown.length && later.length) shown = (await look(later.shift())).slice(0, 1);
      if (!shown.length) return undefined;
      return showEpisode(shown[0].page, shown, [...rest, ...later.map((result) => () => look(result))], words);
    });
  }

  /** Pages other than episodes whose names hold all that is asked for. */
  async function showNamed({ asked }, current) {
    const all = asked.length ? [...asked[0].found].filter(([id]) => id[0] === "p" && asked.every(({ found }) => found.get(id)?.named.has("title"))) : [];
    const pages = await Promise.all(all.slice(0, PAGES).map(([id]) => read(site, id)));
    pages.sort((a, b) => a.meta.title.length - b.meta.title.length);
    if (current !== run) return;
    named.replaceChildren(...pages.map((page) => make("a", { href: page.url }, closed(page.meta.title))));
    named.hidden = !named.childElementCount;
  }

  async function search() {
    const current = ++run;
    const query = box.value.trim();
    const narrowed = FACETS.some((facet) => choices.has(facet));
    let ids;
    try {
      ({ ids } = await indexOf(site));
    } catch {
      status.textContent = words.missing;
      return;
    }
    if (query) status.textContent = words.searching;
    list.setAttribute("aria-busy", "true");
    const found = query ? await find(query) : undefined;
    const every = found?.results ?? ids.map((id) => ({ id })).reverse();
    const episodes = every.filter(({ id }) => id[0] === "e");
    const values = narrowed ? await choicesOf(site) : undefined;
    const left = narrowed ? episodes.filter(({ id }) => allowed(values, numberOf(id))) : episodes;
    if (current !== run) return;
    const items = found ? await inOrder({ ...found, results: left }) : listed(narrowed ? left : [], every);
    if (current !== run) return;
    list.replaceChildren();
    named.hidden = true;
    waiting = items;
    more.hidden = true;
    const count = new Set(left.map(({ id }) => groupOf(id))).size;
    const told = found?.told ?? [];
    if (!query && !narrowed) status.textContent = words.hint;
    else if (!count) status.textContent = (narrowed ? words.noneFiltered : words.none).replace("{q}", query);
    else status.textContent = [...told, inWords(words.found, count)].join(" ");
    await showMore();
    if (current === run) list.removeAttribute("aria-busy");
    if (found && current === run) await showNamed(found, current);
    // The choices come after the results, which are there without them.
    const all = await choicesOf(site);
    if (current === run) showFacets(all, episodes);
  }

  /** Episodes that were chosen without a word, newest first. */
  function listed(left, every) {
    const notes = new Map(); // what stands first of an episode is what was written of it
    for (const result of every) notes.set(groupOf(result.id), result);
    return [...new Set(left.map(({ id }) => groupOf(id)))].map((group) => async () => showEpisode(await read(site, notes.get(group).id), [], [], words));
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
    const stops = [box, ...root.querySelectorAll(".named a, .results h2 a, .results a.name")];
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
