// The search, on its own page and in the dialogue that opens over any other: Pagefind tells where
// each word stands, this finds the passages where they stand closest together, and shows them. What
// comes from the index is only ever put on the page as text.

const FACETS = ["show", "person", "topic", "year"];
const PAGE_SIZE = 6; // episodes
const HITS = 2; // passages of an episode that are shown at once
const FEW = 3; // episodes, and passages of each where there are no more of them
const EXCERPT_WORDS = 28;
const CHOICES = 40;
const PAGES = 4; // pages that a search names, of episodes and of all else
const RECENT = 6; // queries that the reader's browser remembers
const SPAN = 40; // words within which what was asked for is said of one thing
const APART = 120; // words between two passages of one chapter
const READ = 14; // chapters that are read before any is shown
const READ_ALL = 30; // the same where it takes reading to tell: few words tell of a subject
const ROW = 3; // words of the query in a row that are a quotation
const SELDOM = 5; // chapters with an acronym that hardly anybody says
const OFTEN = 30; // chapters with a word from which on it is not looked for as two
const NAMES = 6; // names of one thing that are looked for
const CLOSELY = 400; // chapters in which words are looked for side by side
const ENOUGH = 0.6; // of what was asked for, by weight: a chapter with less was not meant
const NEARLY = 0.65; // of what the best chapter has of it: what has as much as that was meant as well
const LONG = 4; // words of a query; for each more, a chapter may lack more of them
const BEGUN = 0.4; // what a word counts that only begins with the one that was asked for
const WRITTEN = 0.8; // what a passage of notes counts: whoever searches wants what was said
const STEM = 0.4; // of a word, at least: "male" is no stem of "maleability"
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
async function namesOf(site) {
  const [names, { pairs = [], said = [], apart = [] }] = await Promise.all([
    fetched(site, "search/names.json", (answer) => answer.json()),
    fetched(site, "pagefind/initials.json", (answer) => answer.json()).catch(() => ({})),
  ]);
  const empty = new Set(names.empty.map(fold));
  const alike = new Map();
  for (const group of names.alike) for (const name of group) alike.set(fold(name), group);
  for (const [acronym, phrase] of pairs) {
    const group = [...new Map([...(alike.get(fold(acronym)) ?? [acronym]), phrase].map((name) => [fold(name), name])).values()];
    for (const name of group) alike.set(fold(name), group);
  }
  const initials = new Map(); // phrases by their first letters, with those of small words or without
  for (const phrase of said) {
    const words = phrase.split(" ");
    for (const some of [words, words.filter((word) => !empty.has(fold(word)))]) {
      const letters = some.map((word) => fold(word)[0]).join("");
      if (!initials.has(letters)) initials.set(letters, phrase);
    }
  }
  const asTwo = new Map(apart.map((words) => [fold(words), words]));
  return { ...names, alike, empty, initials, asTwo, tongues: new Set(names.tongues), shares: new Set(names.shares) };
}

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
  for (let cut = word.length - 1; cut > 1 && cut >= STEM * word.length; cut--) {
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
 * the names that hold it; `exactly` it, not what only begins with it, `strictly` no word like it.
 * Pagefind's own reader takes a time that grows with the square of how often a word is said; this
 * takes what Pagefind wrote as it is.
 */
async function standing(site, text, exactly, strictly) {
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
  const near = [stem, ...(!strictly && other.length > 4 && Math.abs(stem.length - other.length) < 4 ? [other] : [])].filter(Boolean).flatMap((each) => named.get(each));
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

/** A number as it may be written: "70 billion", "70b", "seventy billion". */
function figures(number, scale, { numbers, scales }) {
  const value = numbers[number] ?? number;
  const ways = [String(value), ...Object.keys(numbers).filter((word) => numbers[word] === +value)];
  if (!scale) return ways;
  const names = Object.keys(scales).filter((name) => scales[name] === scales[scale]);
  return ways.flatMap((way) => names.filter((name) => name.length > 2 || way === ways[0]).map((name) => (name.length > 2 ? quoted(`${way} ${name}`) : way + name)));
}

/** A number of a query, and how many of its words it takes; a sign behind it says nothing more. */
function numbered(tokens, index, known) {
  const [token, next] = tokens.slice(index, index + 2).map((each) => each.toLowerCase());
  const [, digits, letters] = /^(\d+)(\p{L}{1,2})$/u.exec(token) ?? [];
  if (Object.hasOwn(known.scales, letters ?? "")) return { forms: [token, ...figures(digits, letters, known)], count: 1 };
  if (!/^\d+$/.test(token) && !Object.hasOwn(known.numbers, token)) return undefined;
  if (Object.hasOwn(known.scales, next ?? "")) return { forms: figures(token, next, known), count: 2 };
  return { forms: figures(token, "", known), count: known.shares.has(next) ? 2 : 1 };
}

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
function parse(query, known) {
  const { alike, empty, tongues } = known;
  const phrases = [];
  const rest = query
    .replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu, (_, phrase) => {
      phrases.push(phrase);
      return " ";
    })
    .replace(/(?<=\d)[,.’'\u00a0\u202f](?=\d{3}(?!\d))/g, ""); // thousands
  const asked = phrases.map((text) => ({ text, forms: [quoted(text)], phrase: true }));
  const tokens = rest.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.-]*/gu)?.map((token) => token.replace(/['’](s|S)$|[^\p{L}\p{N}\p{M}]+$/gu, "")) ?? [];
  for (let index = 0; index < tokens.length; ) {
    let count = Math.min(5, tokens.length - index);
    while (count && !alike.has(fold(tokens.slice(index, index + count).join("")))) count--;
    const number = count || empty.has(fold(tokens[index])) ? undefined : numbered(tokens, index, known);
    const taken = number?.count ?? Math.max(count, 1);
    const text = tokens.slice(index, index + taken).join(" ");
    const before = asked.length;
    const offset = index;
    index += taken;
    if (number) {
      asked.push({ text, forms: number.forms, word: fold(text), figures: true });
    } else if (unspaced(text)) {
      for (const run of text.split(" ")) asked.push({ text: run, forms: [quoted(run)], phrase: true });
    } else if (count) {
      const same = alike.get(fold(text)).filter((name) => fold(name) !== fold(text)).slice(0, NAMES);
      asked.push({ text, forms: [text, ...same].map((name) => (/\s/.test(name) ? quoted(name) : name)) });
    } else {
      // What is written with a hyphen is one word to some and two to others.
      const [, start, end] = /^(\p{L}+|\d+)-([\p{L}\p{N}].*)$/u.exec(text) ?? [];
      const starts = start ? [start, ...(/\d/.test(start) || Object.hasOwn(known.numbers, start) ? figures(start, "", known) : [])] : [];
      const apart = [...new Set(starts)].map((each) => quoted(`${each} ${end.replaceAll("-", " ")}`));
      if (known.asTwo.has(fold(text))) apart.push(quoted(known.asTwo.get(fold(text))));
      asked.push({ text, forms: [text, ...spellings(text.toLowerCase(), tongues)], apart, word: fold(text), plain: true, empty: empty.has(fold(text)) });
    }
    if (asked.length === before + 1) asked.at(-1).offset = offset;
  }
  // Two words of a query are often one in the text, as "data set" is.
  for (const [place, one] of asked.entries()) {
    const next = asked[place + 1];
    if (!one.plain || !next?.plain || one.empty || next.empty) continue;
    for (const each of [one, next]) each.forms = [...each.forms, one.text + next.text];
  }
  const telling = asked.filter((each) => !each.empty);
  return telling.length ? telling : asked;
}

/** The words of a query in their order, those too that say nothing by themselves. */
const inRow = (query) => query.split(/[\s"“”„«»]+/u).map(fold).filter(Boolean);

const isPhrase = (form) => form[0] === '"';
const quoted = (text) => `"${text}"`;

/**
 * Where one thing that is asked for stands: by id how much it counts there, and the positions of
 * its words, each with how many it is and how surely it is meant.
 */
async function places(site, asked, known) {
  const { ids } = await indexOf(site);
  const each = asked.word ? await spelled(site, asked, known) : asked;
  const found = new Map();
  for (const form of each.forms) {
    const phrase = isPhrase(form);
    const there = phrase ? await together(site, form.slice(1, -1), known.empty) : await standing(site, form, each.figures, each.figures);
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
async function spelled(site, each, known) {
  const held = await Promise.all(each.forms.map((form) => (isPhrase(form) ? together(site, form.slice(1, -1), new Set()) : standing(site, form, each.figures, each.figures))));
  const there = held.some(({ known, found }) => known ?? found.size);
  const said = Math.max(...held.map(({ found }) => found.size));
  // What is said as one all over the archive is not looked for as two as well: that takes loading.
  if (each.apart?.length && said < OFTEN) return spelled(site, { ...each, forms: [...each.forms, ...each.apart], apart: [] }, known);
  const phrase = known.initials.get(each.word);
  // What is written as an acronym and hardly said was meant as what it stands for.
  const acronym = phrase && /\p{Lu}.*\p{Lu}/u.test(each.text) && said < SELDOM;
  if (acronym) return { ...each, forms: [...(there ? each.forms : []), quoted(phrase)], instead: phrase };
  if (there) return each;
  if (held.some(({ begun }) => begun)) return { ...each, begun: true };
  if (phrase) return { ...each, forms: [quoted(phrase)], instead: phrase };
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

/** How much of what was asked for stands somewhere as far from each other as it was asked, 0 to 1. */
function ordered(stands, asked, weights) {
  const rows = new Map();
  for (const { place, which } of stands) {
    const start = place - asked[which].offset;
    if (Number.isNaN(start)) continue;
    if (!rows.has(start)) rows.set(start, new Set());
    rows.get(start).add(which);
  }
  return Math.max(0, ...[...rows.values()].filter(({ size }) => size > 1).map((row) => [...row].reduce((sum, which) => sum + weights[which], 0)));
}

/** How likely each chapter is meant, the likeliest first, from where the words stand in it. */
function rank(asked, total) {
  const rarity = asked.map(({ found, phrase }) => {
    // A word of an episode's title is one of all its chapters, and not said more often for that.
    const said = [...found.values()].reduce((count, { at }) => count + (at.size > 0), 0) || found.size;
    return said ? Math.log(1 + total / said) + (phrase ? 2 : 0) : 0;
  });
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
    each.score += 1.6 * closest(each.at, weights).worth + 0.8 * ordered(each.at, asked, weights);
  }
  results.sort((a, b) => b.score - a.score);
  const enough = Math.max(0.35, ENOUGH - 0.05 * Math.max(0, asked.length - LONG));
  const least = Math.min(enough, NEARLY * results.reduce((most, each) => Math.max(most, each.share), 0));
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
 * @param {string[]} row the words of the query in their order
 */
function passages(result, page, asked, weights, speakers, row) {
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
  const quoted = longest(words, row, (place) => !speakers.size || speakers.has(paragraphOf(place)?.speaker));
  if (quoted) {
    const { place, length } = quoted;
    const paragraph = paragraphOf(place);
    const end = anchors.find(({ location }) => location > paragraph.location)?.location ?? words.length;
    found.push({ worth: 1 + length / row.length, paragraph, words, all: [...stands, { place, length }], end, from: place, to: Math.min(place + length, end) - 1 });
    stands = stands.filter((stand) => Math.abs(stand.place - place) > APART);
  }
  while (found.length < 3) {
    const best = closest(stands, weights);
    if (!best.worth || (found.length && best.worth < 0.75 * Math.min(1, found[0].worth))) break;
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
  // What only a chapter's name holds is found with its name.
  if (!found.length && result.named && page.id && !speakers.size) found.push({ worth: 0, paragraph: { id: page.id, location: 0 }, words: [], all: [], end: 0, from: 0, to: 0 });
  const title = asked.reduce((sum, each, which) => sum + (each.word && titled(page.meta.title, each.word) ? weights[which] : 0), 0);
  return found.map((each) => ({
    ...each,
    id: result.id,
    page,
    score: (1.6 * each.worth + 0.5 * title + result.share ** 2 * (0.35 * result.often + 0.25 * result.named) + 0.5 * result.share) * (isSpoken(each.paragraph.id) ? 1 : WRITTEN),
  }));
}

/** The longest row of words of a query that a text has as they are, from three words on. */
function longest(words, row, counts) {
  const least = Math.max(ROW, Math.ceil(0.6 * row.length));
  if (row.length < least) return undefined;
  const folded = words.map(fold);
  let best;
  for (let first = 0; first <= row.length - least; first++) {
    for (let place = folded.indexOf(row[first]); place >= 0; place = folded.indexOf(row[first], place + 1)) {
      let length = 1;
      while (first + length < row.length && folded[place + length] === row[first + length]) length++;
      if (length >= least && length > (best?.length ?? 0) && counts(place)) best = { place, length };
    }
  }
  return best;
}

/** What a page is called. */
const nameOf = ({ meta, url }) => closed(meta.whole || meta.title || url);

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
  const shown = closed(text.pieces.map((piece) => piece.text).join(" "));
  if (!shown || shown === closed(page.meta.title ?? "")) return item;
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
  const title = make("h2", tongue, make("a", { href: address(page, "", marks) }, nameOf(page)));
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
  const recent = root.querySelector(".recent");
  const facets = root.querySelector(".facets");
  const more = root.querySelector(".further");
  const words = root.querySelector("template").dataset;
  let run = 0; // the number of the latest search; older ones must not overwrite it
  let waiting = []; // episodes not on the page yet
  let choices = new URLSearchParams(remembers ? location.search : history.state?.finder);

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
    const row = inRow(query);
    const told = [];
    const read = there.map(({ text, instead }) => instead ?? text).join(" ");
    if (there.some(({ instead }) => instead)) told.push(words.instead.replace("{q}", read));
    const nowhere = asked.filter(({ missing }) => missing).map(({ text }) => text);
    if (there.length && nowhere.length) told.push(words.nowhere.replace("{q}", nowhere.join(" ")));
    return { asked: there, weights, row, told, results: results.filter(({ id }) => must.every(({ found }) => found.has(id))) };
  }

  /** Episodes as functions that show one, from chapters in the order in which they are likely. */
  async function inOrder({ asked, weights, row, results }) {
    const speakers = new Set(choices.getAll("person"));
    const look = async (result) => passages(result, await read(site, result.id), asked, weights, speakers, row);
    // Where most of a query are words that are said all the time, it is their order that tells.
    const telling = asked.reduce((sum, { text, empty }) => sum + (empty ? 0 : text.split(" ").length), 0);
    const many = row.length >= ROW && 2 * telling <= row.length ? READ_ALL : READ;
    const first = (await Promise.all(results.slice(0, many).map(look))).flat().sort((a, b) => b.score - a.score);
    const groups = new Map();
    for (const { id } of [...first, ...results]) groups.set(groupOf(id), groups.get(groupOf(id)) ?? { hits: [], others: [] });
    for (const hit of first) groups.get(groupOf(hit.id)).hits.push(hit);
    for (const result of results.slice(many)) groups.get(groupOf(result.id)).others.push(result);
    // Where few episodes were found, more is shown of each.
    const most = groups.size < FEW ? FEW : HITS;
    return [...groups.values()].map(({ hits, others }) => async () => {
      let shown = hits.filter((hit, place) => place < most && hit.score > (groups.size < FEW ? 0.5 : 0.9) * hits[0].score);
      // Where the words were written and said, it is shown where they were said as well.
      const said = shown.some(({ paragraph }) => isSpoken(paragraph.id)) ? undefined : hits.find(({ paragraph }) => isSpoken(paragraph.id));
      if (said) shown = [...shown.slice(0, most - 1), said];
      const rest = hits.filter((hit) => !shown.includes(hit)).map((hit) => async () => [hit]);
      const later = [...others];
      while (!shown.length && later.length) shown = (await look(later.shift())).slice(0, 1);
      if (!shown.length) return undefined;
      return showEpisode(shown[0].page, shown, [...rest, ...later.map((result) => () => look(result))], words);
    });
  }

  /** What a page is, by its address. */
  const kindOf = (url) => ({ people: words.person, topics: words.topic, digests: "" })[url.slice(site.pathname.length).split("/")[0]] ?? words.show;

  /** Pages whose names hold all that is asked for: people, topics, shows, then episodes. */
  async function showNamed({ asked }, ids, current) {
    const held = (id, name) => asked.every(({ found }) => found.get(id)?.named.has(name));
    const all = asked.length ? [...asked[0].found.keys()] : [];
    const others = all.filter((id) => id[0] === "p" && held(id, "title")).slice(0, PAGES);
    const groups = [...new Set(all.filter((id) => id[0] === "e" && held(id, "whole")).map(groupOf))].slice(0, PAGES);
    const episodes = groups.map((group) => ids.find((id) => groupOf(id) === group)); // what was written of it stands first
    const pages = await Promise.all([...others, ...episodes].map(async (id) => ({ id, ...(await read(site, id)), sort: id[0] })));
    if (current !== run) return;
    pages.sort((a, b) => b.sort.localeCompare(a.sort) || nameOf(a).length - nameOf(b).length);
    const links = pages.map((page) => make("a", { href: page.url }, nameOf(page), " ", make("small", {}, page.sort === "e" ? words.episode : kindOf(page.url))));
    named.replaceChildren(...links);
    named.hidden = !links.length;
  }

  /** What was asked for before in this browser, where nothing is asked for yet. */
  function showRecent() {
    const queries = page.recall("queries", []);
    for (const each of recent.querySelectorAll("button")) each.remove();
    for (const query of queries) {
      const again = make("button", { type: "button" }, query);
      again.addEventListener("click", () => ask(query));
      recent.append(again);
    }
    const forget = make("button", { type: "button", class: "forget" }, words.forget);
    forget.addEventListener("click", () => {
      page.remember("queries", []);
      showRecent();
      box.focus();
    });
    recent.append(forget);
    recent.hidden = !queries.length || Boolean(box.value.trim());
  }

  /** Remember what was asked for, once it led somewhere. */
  function keep() {
    const query = box.value.trim();
    if (query) page.remember("queries", [query, ...page.recall("queries", []).filter((each) => each !== query)].slice(0, RECENT));
  }

  function ask(query) {
    box.value = query;
    box.focus();
    remember();
    search();
  }

  async function search() {
    const current = ++run;
    const query = box.value.trim();
    showRecent();
    const narrowed = FACETS.some((facet) => choices.has(facet));
    list.setAttribute("aria-busy", "true");
    delete list.dataset.query;
    let ids;
    try {
      ({ ids } = await indexOf(site));
    } catch {
      status.textContent = words.missing;
      list.removeAttribute("aria-busy");
      return;
    }
    if (query) status.textContent = words.searching;
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
    if (current === run) {
      list.dataset.query = query; // what it answers
      list.removeAttribute("aria-busy");
    }
    if (found && current === run) await showNamed(found, ids, current);
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
    else if (root.closest("dialog").open) history.replaceState({ ...history.state, finder: text }, "");
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
    keep();
    remember();
    search();
  });
  root.addEventListener("click", (event) => {
    if (event.target.closest(".results a, .named a")) keep();
  });
  more.addEventListener("click", showMore);

  // Arrow keys walk from the box through the results.
  root.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [box, ...root.querySelectorAll(".recent:not([hidden]) button, .named a, .results h2 a, .results a.name")];
    const index = stops.indexOf(document.activeElement);
    const next = index < 0 ? undefined : stops[index + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  box.value = choices.get("q") ?? "";
  if (remembers) box.focus();
  search();
}

/* Over another page */

let dialog;

/**
 * Open the search over the page. It is a step in the history of the tab, which holds what is asked
 * for: Back closes it, and whoever followed a hit and goes back finds it as it was.
 * @param {HTMLAnchorElement} link to the search page
 */
export async function open(link) {
  const finding = () => history.state?.finder !== undefined;
  if (!dialog) {
    const answer = await fetch(link.href).then((response) => response.text());
    const finder = new DOMParser().parseFromString(answer, "text/html").getElementById("finder");
    const shut = make("button", { type: "button", class: "shut" }, finder.querySelector("template").dataset.close);
    dialog = make("dialog", { class: "overlay", closedby: "any", "aria-label": link.firstChild.textContent.trim() }, shut, finder);
    finder.removeAttribute("id");
    document.body.append(dialog);
    shut.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      if (finding()) history.back();
    });
  }
  if (dialog.open) return;
  const box = dialog.querySelector("input[type=search]");
  if (!finding()) history.pushState({ ...history.state, finder: box.value && new URLSearchParams({ q: box.value }).toString() }, "");
  dialog.showModal();
  if (!dialog.dataset.alive) {
    dialog.dataset.alive = "";
    mount(dialog.querySelector(".finder"), { site: new URL("../", link.href), remembers: false });
  }
  box.focus();
  box.select();
}

const own = document.getElementById("finder");
if (own) mount(own, { site: new URL("../", location.href), remembers: true });
