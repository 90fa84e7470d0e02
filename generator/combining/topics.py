"""What an archive speaks of: phrases that recur across episodes, merged and quoted.

A subject is a noun phrase that several episodes hold and at least one dwells on. Spellings are
merged by key, acronyms with the phrase that they shorten (Schwartz and Hearst 2003,
"A simple algorithm for identifying abbreviation definitions", take them where one stands beside
the other; here the archive as a whole is the evidence). A phrase that is nearly always part of a
longer one gives way to it (the C-value of Frantzi, Ananiadou and Mima 2000).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.addresses import Addresses
from generator.combining.people import Cast
from generator.combining.quoting import (
    FEWEST_WORDS,
    MOST_WORDS,
    most_telling,
    quotation,
    sentence_at,
    signed,
)
from generator.combining.terms import (
    LONGEST_TERM,
    Languages,
    Lexer,
    Terms,
    find_terms,
    headline_words,
    initials,
    is_acronym,
    key_of,
)
from generator.language.everyday import is_everyday, is_size
from generator.language.languages import Language, word_set
from generator.language.words import is_empty, word_count
from generator.model import Mention, Quotation, Reading, Sentence, Topic

FEWEST_MENTIONS = 5
"""In the whole archive, so that a page has something to show."""
DWELT_ON = 3
"""Mentions in one episode that show it to be a subject there, and not a word in passing."""
CONCENTRATED = 0.16
"""How far a common noun must keep to some episodes, 0 to 1, to be their subject."""
EVERYWHERE = 0.85
"""Share of the episodes from which on a phrase tells none from another."""
_SMALL_ARCHIVE = 8
"""Episodes; in fewer, what all speak of is still worth a page."""
_PART_OF_LONGER = 0.6
"""Share of its mentions from which on a phrase is only part of a longer one."""
_NAME_FROM = 0.5
"""Share of its mentions written as a name from which on a topic is one."""
QUOTED_PER_EPISODE = 3
"""Sentences of each episode that a topic quotes."""
_TITLED = 2
"""Episodes with a phrase in their titles, or those of their chapters, that make it a subject."""
_TITLES_ENOUGH = 4
"""Such episodes beyond which more of them say no more."""
_WRITTEN_AS_ONE = 0.1
"""Share of its mentions from which on a phrase is a compound."""
_AS_ACTIVITY = 0.2
"""Share of the commonest spelling from which on an -ing form is the title."""
_ROLES = frozenset(
    map(
        key_of,
        word_set(
            """
            CEO CTO CFO COO PhD VP HR US USA UK EU TV PR OK FAQ AM PM God Mr Mrs English partner
            Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
            May June July August September October November December podcast episode favorite
            co-founder cofounder
            """
        ),
    )
)
"""Names that are no subjects."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is said in an archive, phrase by phrase."""

    readings: Sequence[Reading]
    hearing: Languages
    lexer: Lexer
    terms: Terms
    groups: tuple[tuple[str, ...], ...]
    """Keys of each topic, the one that names it first; the most spoken of first."""
    titles: Mapping[str, str]
    """What people call a topic, by its first key, where they say so."""


def survey(
    readings: Sequence[Reading], cast: Cast, glossary: Mapping[str, Sequence[str] | None], most: int
) -> Survey:
    """Find what the archive speaks of, at most `most` topics besides those of `glossary`.

    `glossary` holds, by name, a topic's synonyms, or None where it shall have no page.
    """
    hearing = Languages(readings)
    languages = hearing.all() or (Language.of("en"),)
    given = {key for name in _glossary_names(glossary) for key in _keys_of(name, languages)}
    lexer = Lexer(headline_words(readings, hearing) | given)
    terms = find_terms(readings, lexer, hearing)
    titles = {
        _keys_of(name, languages)[0]: name
        for name, synonyms in glossary.items()
        if synonyms is not None
    }
    chosen = {
        _keys_of(name, languages)[0]: tuple(
            dict.fromkeys(key for each in (name, *synonyms) for key in _keys_of(each, languages))
        )
        for name, synonyms in glossary.items()
        if synonyms is not None
    }
    for keys, name in zip(chosen.values(), titles.values(), strict=True):
        _find_literally(readings, terms, keys[0], (name, *(glossary[name] or ())))
    refused = {key for keys in chosen.values() for key in keys}
    refused |= {
        key
        for name, synonyms in glossary.items()
        if synonyms is None
        for key in _keys_of(name, languages)
    }
    shows = _names_of_shows(readings, hearing)
    refused |= _ROLES | names_of_people(cast, languages) | shows
    found = list(_candidates(readings, terms, refused, shows))[:most]
    groups = [keys for keys in chosen.values() if _spread(terms, keys) > 1]
    return Survey(readings, hearing, lexer, terms, (*groups, *found), titles)


def titles_of_terms(seen: Survey, cast: Cast) -> dict[str, str]:
    """How each phrase is shown that says what an episode is about, by key."""
    languages = seen.hearing.all()
    refused = (
        _ROLES | names_of_people(cast, languages) | _names_of_shows(seen.readings, seen.hearing)
    )
    return {
        key: _title(forms)
        for key, forms in seen.terms.forms.items()
        if forms.total() >= DWELT_ON
        and key not in refused
        and not _is_loose(forms, seen.terms.languages[key])
    }


def gather_topics(seen: Survey, cast: Cast, addresses: Addresses) -> tuple[Topic, ...]:
    """Each topic with its mentions, its best sentences and the people who speak of it."""
    said = _index_sentences(seen)
    titles = [_title_of(seen, keys) for keys in seen.groups]
    slugs = addresses.assign_titles("topics", titles, "topic")
    return tuple(
        _topic(seen, cast, keys, said, title, slug)
        for keys, title, slug in zip(seen.groups, titles, slugs, strict=True)
    )


def _title_of(seen: Survey, keys: Sequence[str]) -> str:
    """What people call a topic."""
    return seen.titles.get(keys[0]) or _title(
        seen.terms.forms.get(keys[0]) or _forms(seen.terms, keys)
    )


def _forms(terms: Terms, keys: Sequence[str]) -> Counter[str]:
    """How often a topic is written which way."""
    return sum((terms.forms.get(key, Counter()) for key in keys), Counter[str]())


def _topic(
    seen: Survey,
    cast: Cast,
    keys: tuple[str, ...],
    said: Mapping[str, Mapping[int, list[Sentence]]],
    title: str,
    slug: str,
) -> Topic:
    forms = _forms(seen.terms, keys)
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    people: Counter[str] = Counter()
    for index in sorted(_mentions(seen.terms, keys)):
        reading, places = seen.readings[index], seen.terms.places[index]
        cues = sorted(cue for key in keys for cue in places.get(key, ()) if cue >= 0)
        if not cues:
            continue
        mentions.append(Mention(reading=reading, cues=tuple(cues)))
        names = cast.names[index]
        for cue in cues:
            name = names.get(reading.episode.transcript.cues[cue].speaker or "")
            if name:
                people[name] += 1
        summed_up = [each for key in keys for each in said[key].get(index, ())]
        sentences = _best_sentences(seen, reading, keys, cues, summed_up)
        quotations += [
            signed(quotation(reading, each), names.get(each.speaker or "")) for each in sentences
        ]
    names_share = sum(seen.terms.names[key] for key in keys) / max(1, forms.total())
    return Topic(
        slug=slug,
        title=title,
        names=(title, *_other_names(title, forms)),
        proper=names_share >= _NAME_FROM and not title.isupper(),
        mentions=tuple(mentions),
        quotations=tuple(quotations),
        definition=_definition(seen, mentions, forms, cast) or _opening(quotations, forms),
        people=tuple(people.most_common()),
    )


def _candidates(
    readings: Sequence[Reading], terms: Terms, refused: set[str], shows: set[str]
) -> Iterator[tuple[str, ...]]:
    """Keys of each topic, the most telling first."""
    rated: dict[str, float] = {}
    count = len(readings)
    lengths = [1 + sum(word_count(c.text) for c in r.episode.transcript.cues) for r in readings]
    total = sum(lengths)
    longer = _expansions(terms, refused)
    merged = {key for keys in longer.values() for key in keys}
    for key, forms in terms.forms.items():
        if (
            key in refused
            or key in merged
            or len(key) < 2
            or _is_loose(forms, terms.languages[key])
        ):
            continue
        titled = sum(terms.places[index][key][0] < 0 for index in terms.holders[key])
        if _is_everyday(forms, terms.sizes[key], titled, terms.languages[key]):
            continue
        keys = (key, *longer.get(key, ()))
        if sum(terms.forms[each].total() for each in keys) < FEWEST_MENTIONS:
            continue
        said = _mentions(terms, keys)
        spread = len(said)
        if spread < 2 or max(said.values()) < DWELT_ON:
            continue
        if count > _SMALL_ARCHIVE and spread > EVERYWHERE * count:
            continue
        named = terms.names[key] / forms.total() >= _NAME_FROM
        told = _concentration(said, lengths, total)
        if terms.sizes[key] == 1 and not named and "-" not in forms.most_common(1)[0][0]:
            if told < CONCENTRATED or max(said.values()) < 3 * DWELT_ON:
                continue
            weight = min(1.0, 2 * told)
        else:
            weight = (1.0 if terms.sizes[key] == 1 else 1.6) * min(1.0, 0.4 + 2 * told)
        weight *= 1 + min(titled, _TITLES_ENOUGH) / _TITLES_ENOUGH
        rated[key] = weight * sum(map(math.sqrt, said.values()))
    whole = (*rated, *shows, *merged)
    totals = {key: terms.forms[key].total() for key in whole if key in terms.forms}
    rated = {key: rated[key] for key in rated.keys() - _parts_of_longer(totals)}
    for key in sorted(rated, key=lambda each: (-rated[each], each)):
        if terms.sizes[key] == LONGEST_TERM and _extends(key, rated, terms):
            continue
        yield (key, *longer.get(key, ()))


def _is_everyday(forms: Counter[str], size: int, titled: int, language: Language) -> bool:
    """Whether a phrase is made of words that any talk uses, so that nobody would follow it.

    As a compound it may be a subject all the same; then titles hold it, or people write it as a
    name: "Open source", "Hugging Face".
    """
    form = forms.most_common(1)[0][0]
    words = form.split()
    if size == 1:
        return not is_acronym(form) and is_everyday(form, language)
    if titled >= _TITLED or (form[0].isupper() and not language.capitals):
        return False
    return is_size(words[0], language) or all(is_everyday(word, language) for word in words)


def _extends(key: str, rated: Mapping[str, float], terms: Terms) -> bool:
    """Whether a phrase only adds a word to another topic: "open source models"."""
    return any(
        terms.sizes[other] == LONGEST_TERM - 1
        for cut in range(1, len(key))
        for other in (key[:cut], key[cut:])
        if other in rated
    )


def _mentions(terms: Terms, keys: Sequence[str]) -> dict[int, int]:
    """How often each reading that holds one of `keys` does so."""
    said: Counter[int] = Counter()
    for key in keys:
        for index in terms.holders.get(key, ()):
            said[index] += len(terms.places[index][key])
    return said


def _concentration(said: Mapping[int, int], lengths: Sequence[int], words: int) -> float:
    """How far a phrase keeps to some episodes: 0 for none, 1 for a single short one.

    The divergence (Kullback and Leibler 1951) of its mentions from all words, by episode, as a
    share of the most that so many episodes allow. `words` is the sum of `lengths`.
    """
    mentions = sum(said.values())
    gain = sum(
        count / mentions * math.log(count * words / (mentions * lengths[index]))
        for index, count in sorted(said.items())
    )
    return gain / math.log(max(2, len(lengths)))


def _is_loose(forms: Counter[str], language: Language) -> bool:
    """Whether a phrase begins with a word that says nothing: "good model".

    Where people write it as one word often enough it is a term all the same: "fine tuning".
    """
    form = forms.most_common(1)[0][0]
    if " " not in form or not is_empty(form.split()[0].lower(), language):
        return False
    joined = sum(count for each, count in forms.items() if " " not in each)
    return joined < _WRITTEN_AS_ONE * forms.total()


def _parts_of_longer(totals: Mapping[str, int]) -> set[str]:
    """The keys with which another one begins or ends that is nearly as frequent."""
    return {
        part
        for key, total in totals.items()
        for cut in range(1, len(key))
        for part in (key[:cut], key[cut:])
        if total >= _PART_OF_LONGER * totals.get(part, math.inf)
    }


def _expansions(terms: Terms, refused: set[str]) -> dict[str, tuple[str, ...]]:
    """By acronym: the phrase that it shortens, where one episode holds both. They are one topic.

    Two letters stand for too many things, and of several phrases the most frequent is meant.
    """
    acronyms: dict[str, str] = {}
    for key, forms in terms.forms.items():
        form = forms.most_common(1)[0][0] if terms.sizes[key] == 1 and key not in refused else ""
        if is_acronym(form) and forms.total() > 1 and len(form.removesuffix("s")) > 2:
            acronyms[form.removesuffix("s").lower()] = key
    phrases: defaultdict[str, list[str]] = defaultdict(list)
    for key, forms in terms.forms.items():
        if terms.sizes[key] > 2 and forms.total() > 1 and key not in refused:
            short = acronyms.get(initials(forms.most_common(1)[0][0]))
            if short and not set(terms.holders[key]).isdisjoint(terms.holders[short]):
                phrases[short].append(key)
    return {
        short: (max(keys, key=lambda each: (terms.forms[each].total(), each)),)
        for short, keys in phrases.items()
    }


def _spread(terms: Terms, keys: Sequence[str]) -> int:
    """How many episodes hold one of `keys`."""
    return len(_mentions(terms, keys))


def _glossary_names(glossary: Mapping[str, Sequence[str] | None]) -> Iterator[str]:
    for name, synonyms in glossary.items():
        yield name
        yield from synonyms or ()


def _find_literally(
    readings: Sequence[Reading], terms: Terms, key: str, names: Sequence[str]
) -> None:
    """Count names that are no noun phrases, such as "how to write", under `key`."""
    unknown = [name for name in names if key_of(name) not in terms.forms]
    if not unknown:
        return
    terms.languages.setdefault(key, Language.of(readings[0].episode.language))
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, unknown)) + r")(?!\w)", re.IGNORECASE
    )
    for number, (reading, places) in enumerate(zip(readings, terms.places, strict=True)):
        for index, cue in enumerate(reading.episode.transcript.cues):
            for match in pattern.findall(cue.text):
                places.setdefault(key, []).append(index)
                terms.forms[key][match] += 1
                terms.sizes.setdefault(key, len(match.split()))
        held = terms.holders.setdefault(key, [])
        place = bisect_left(held, number)
        if key in places and held[place : place + 1] != [number]:
            held.insert(place, number)


def names_of_people(cast: Cast, languages: Sequence[Language]) -> set[str]:
    """Keys of everybody's names and of their parts."""
    keys: set[str] = set()
    for spellings in cast.spellings.values():
        for name in spellings:
            for part in (name, *name.split()):
                keys.update(_keys_of(part, languages))
    return keys


def _keys_of(name: str, languages: Sequence[Language]) -> tuple[str, ...]:
    """The keys of a name in each of the languages; one of them, if all agree."""
    return tuple(dict.fromkeys(key_of(name, language) for language in languages))


def _names_of_shows(readings: Sequence[Reading], hearing: Languages) -> set[str]:
    lexer = Lexer()
    shows = dict.fromkeys((r.episode.show.title, hearing.of(r)) for r in readings)
    return {
        hit.key for title, language in shows for hit in lexer.hits(title, language) if hit.size > 1
    }


def _index_sentences(seen: Survey) -> Mapping[str, Mapping[int, list[Sentence]]]:
    """The published sentences that hold each topic's key, by reading, the most telling first."""
    wanted = {key for keys in seen.groups for key in keys}
    found: defaultdict[str, defaultdict[int, list[Sentence]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for index, reading in enumerate(seen.readings):
        language = seen.hearing.of(reading)
        for sentence in most_telling(reading):
            if FEWEST_WORDS <= word_count(sentence.text) <= MOST_WORDS:
                for key in {hit.key for hit in seen.lexer.hits(sentence.text, language)} & wanted:
                    found[key][index].append(sentence)
    return found


def _best_sentences(
    seen: Survey,
    reading: Reading,
    keys: Collection[str],
    cues: Sequence[int],
    summed_up: Sequence[Sentence],
) -> list[Sentence]:
    """What a topic quotes of one episode, in order: summaries first, else the transcript."""
    language = Language.of(reading.episode.language)
    chosen = list({each.text: each for each in summed_up}.values())[:QUOTED_PER_EPISODE]
    if not chosen and len(cues) > 1:
        for cue in dict.fromkeys(cues):
            sentence = sentence_at(
                reading,
                cue,
                lambda text: any(hit.key in keys for hit in seen.lexer.hits(text, language)),
            )
            if sentence:
                return [sentence]
    return sorted(chosen, key=lambda each: each.sources[0].first_cue)


def _definition(
    seen: Survey, mentions: Sequence[Mention], forms: Counter[str], cast: Cast
) -> Quotation | None:
    """The sentence that begins by saying what the topic is; the fullest of them."""
    names = "|".join(re.escape(form) for form, _ in forms.most_common(6))
    if not names:
        return None
    patterns: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}
    names_of = {r.id: each for r, each in zip(seen.readings, cast.names, strict=True)}
    best: Quotation | None = None
    for mention in mentions:
        reading = mention.reading
        tag = reading.episode.language
        if tag not in patterns:
            patterns[tag] = _defining(names, Language.of(tag))
        defines, may_define = patterns[tag]
        for cue in dict.fromkeys(mention.cues):
            if not may_define.search(reading.episode.transcript.cues[cue].text):
                continue
            sentence = sentence_at(reading, cue, defines.match)
            if sentence and (best is None or len(sentence.text) > len(best.sentence.text)):
                speaker = names_of[reading.id].get(sentence.speaker or "")
                best = signed(quotation(reading, sentence), speaker)
    return best


def _defining(names: str, language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What matches a sentence that begins by saying what is so called, and a cue that may."""
    defines = language.rows_of("defining")
    space = r"\s+" if language.edge else r"\s*"
    articles = "|".join(sorted(language.titles["articles"])) or "(?!)"
    return (
        re.compile(
            rf"(?:(?:{articles})\s+)?(?:{names}){space}(?:{defines}){language.edge}", re.IGNORECASE
        ),
        re.compile(rf"(?<!\w)(?:{names}){space}(?:{defines}){language.edge}", re.IGNORECASE),
    )


def _opening(quotations: Sequence[Quotation], forms: Counter[str]) -> Quotation | None:
    """The fullest quotation that begins with what the topic does, where nothing defines it."""
    names = "|".join(re.escape(form) for form, _ in forms.most_common(6))
    begins = {
        tag: re.compile(rf"(?:{names})\s+(?:{Language.of(tag).rows_of('doing')})\b", re.IGNORECASE)
        for tag in {each.reading.episode.language for each in quotations}
    }
    fit = [
        each
        for each in quotations
        if begins[each.reading.episode.language].match(each.sentence.text)
    ]
    return max(fit, key=lambda each: min(each.sentence.text.count(" "), 25), default=None)


def _title(forms: Counter[str]) -> str:
    """The commonest spelling, without a possessive, fit to stand at the head of a page."""
    plain = [form for form, _ in forms.most_common() if not re.search(r"['’]s?$", form)]
    form = plain[0] if plain else forms.most_common(1)[0][0]
    # "fine tuning" is the subject, even where "fine tune" is said as often.
    activity = next((each for each in plain if re.search(r"[ -]\w+ing$", each)), form)
    if not form.endswith("s") and forms[activity] >= _AS_ACTIVITY * forms[form]:
        form = activity
    if is_acronym(form):
        return form.removesuffix("s")
    return form[:1].upper() + form[1:] if form == form.lower() else form


def _other_names(title: str, forms: Counter[str]) -> Iterator[str]:
    """Other names worth telling, the commonest first: none that differs by a hyphen or an s."""
    seen = {_fold(title)}
    for form, count in forms.most_common():
        if count > 1 and _fold(form) not in seen:
            seen.add(_fold(form))
            yield form


def _fold(name: str) -> str:
    letters = re.sub(r"[\W_]", "", re.sub(r"['’]s?$", "", name.casefold()))
    return re.sub(r"(?:ing|s)$", "", letters)
