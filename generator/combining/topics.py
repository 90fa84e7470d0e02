"""What an archive speaks of: phrases that recur across episodes, named, quoted and defined.

`subjects.py` says which phrases these are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from ..addresses import Addresses
from ..fingerprints import fingerprint
from ..language.languages import Language, word_set
from ..language.tagging import classify
from ..language.words import tokens_of
from ..model import Mention, Quotation, Reading, Sentence, Topic, all_sentences
from .definitions import defined_in
from .people import Cast
from .quoting import quotation, sentence_at, signed
from .recall import Memory, Recalled, once, speakers_of, words_said
from .standing import is_whole
from .subjects import (
    DWELT_ON,
    NAME_FROM,
    Archive,
    apart,
    find_subjects,
    is_any_talk,
    is_loose,
    mentions,
)
from .telling import OPENS, Tell, Telling, Weighed, alike, telling_of
from .terms import (
    Hearing,
    Languages,
    Lexer,
    Terms,
    find_terms,
    headline_words,
    is_acronym,
    key_of,
    spoken_in,
)

QUOTED_PER_EPISODE = 5
"""Sentences of each episode that a topic quotes at the most."""
_LEAST = -3.5
"""Log-odds, over what the average sentence weighs, under which one is not quoted."""
_TRIED = 6
"""Places of an episode of which nothing is told where a sentence is looked for that can be read
alone."""
LEADING, _FEWEST_LEADING = 6, 2
"""Sentences that a topic begins with, each of another episode."""
_LEADS_FROM = 0.2
"""Log-odds from which on a sentence is one to begin with."""
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
            co-founder cofounder sponsor
            """
        ),
    )
)
"""Names that are no subjects."""

Told = Mapping[str, Mapping[int, Sequence[Weighed]]]
"""By key and reading: the published sentences that hold a phrase, the most telling first."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is said in an archive, phrase by phrase."""

    readings: Sequence[Reading]
    hearing: Languages
    lexer: Lexer
    terms: Terms
    tellings: Sequence[Telling]
    """What is published of each reading."""
    told: Told
    groups: tuple[tuple[str, ...], ...]
    """Keys of each topic, the one that names it first; the most spoken of first."""
    titles: Mapping[str, str]
    """What people call a topic, by its first key, where they say so."""
    memory: Memory
    """What was found in each transcript before."""


def survey(
    readings: Sequence[Reading],
    cast: Cast,
    glossary: Mapping[str, Sequence[str] | None],
    most: int,
    heard: Hearing = spoken_in,
    memory: Memory | None = None,
    tell: Tell = telling_of,
) -> Survey:
    """Find what the archive speaks of, at most `most` topics besides those of `glossary`.

    `glossary` holds, by name, a topic's synonyms, or None where it shall have no page; `heard` says
    what phrases a transcript holds, `memory` what else was found in it before, `tell` what is
    published of it.
    """
    memory = memory or Memory()
    hearing = Languages(readings)
    languages = hearing.all() or (Language.of("en"),)
    given = {key for name in _glossary_names(glossary) for key in _keys_of(name, languages)}
    lexer = Lexer()
    tellings = [tell(reading, hearing.of(reading), lexer) for reading in readings]
    headline = headline_words([each.titled for each in tellings], [each.told for each in tellings])
    lexer = replace(lexer, headline=headline | given)
    terms = find_terms(readings, [each.titles for each in tellings], lexer, hearing, heard)
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
        _find_literally(readings, terms, keys[0], (name, *(glossary[name] or ())), memory)
    refused = {key for keys in chosen.values() for key in keys}
    refused |= {
        key
        for name, synonyms in glossary.items()
        if synonyms is None
        for key in _keys_of(name, languages)
    }
    shows = _names_of_shows(readings, hearing)
    refused |= _ROLES | names_of_people(cast, languages) | shows
    told = _index_sentences(tellings, lexer)
    lengths = [1 + sum(words_said(each, memory.of(each)).values()) for each in readings]
    found = find_subjects(Archive.of(readings, terms, told), refused, shows, lengths)[:most]
    groups = [keys for keys in chosen.values() if len(mentions(terms, keys)) > 1]
    groups += found
    return Survey(*(readings, hearing, lexer, terms, tellings, told), tuple(groups), titles, memory)


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
        and not is_loose(forms, seen.terms.languages[key])
        and not is_any_talk(forms, seen.terms.sizes[key], seen.terms.languages[key])
    }


def gather_topics(seen: Survey, cast: Cast, addresses: Addresses) -> tuple[Topic, ...]:
    """Each topic with its mentions, its best sentences and the people who speak of it."""
    titles = [_title_of(seen, keys) for keys in seen.groups]
    slugs = addresses.assign_titles("topics", titles, "topic")
    held = _look_through(seen, cast)
    return tuple(
        _topic(seen, keys, title, slug, parts)
        for keys, title, slug, parts in zip(seen.groups, titles, slugs, held, strict=True)
    )


class _Part(NamedTuple):
    """What one episode holds of a topic."""

    mention: Mention
    people: Sequence[str]
    """Who names it, each as often as they do."""
    quotations: Sequence[Quotation]
    leading: tuple[float, Quotation] | None
    """The one of them to begin with, where there is one: the least number first."""
    definition: Quotation | None


def _look_through(seen: Survey, cast: Cast) -> list[list[_Part]]:
    """What the episodes hold of each topic; each episode is looked through once, for all."""
    spoken = [mentions(seen.terms, keys) for keys in seen.groups]
    named = [
        "|".join(re.escape(form) for form, _ in _forms(seen.terms, keys).most_common(6))
        for keys in seen.groups
    ]
    roots = [
        roots_of(_forms(seen.terms, keys), [seen.terms.languages[keys[0]]]) for keys in seen.groups
    ]
    weights = [each.weight for telling in seen.tellings for each in telling.sentences]
    usual = sum(weights) / max(1, len(weights))
    defining: dict[tuple[str, str], tuple[str, str]] = {}
    held: list[list[_Part]] = [[] for _ in seen.groups]
    for index, reading in enumerate(seen.readings):
        places, tag = seen.terms.places[index], reading.episode.language
        for keys, said, names, stems, parts in zip(
            seen.groups, spoken, named, roots, held, strict=True
        ):
            if index not in said:
                continue
            cues = sorted(cue for key in apart(keys) for cue in places.get(key, ()) if cue >= 0)
            if not cues:
                continue
            if (names, tag) not in defining:
                defining[names, tag] = _defining(names, Language.of(tag))
            patterns = defining[names, tag] if names else None
            called = cast.names[index]
            parts.append(_part(seen, index, called, keys, stems, cues, patterns, usual))
    return held


def _part(
    seen: Survey,
    index: int,
    names: Mapping[str, str],
    keys: Sequence[str],
    roots: frozenset[str],
    cues: Sequence[int],
    defining: tuple[str, str] | None,
    usual: float,
) -> _Part:
    """What one episode holds of one topic that it names in `cues`, by words of these stems."""
    reading = seen.readings[index]
    recalled = seen.memory.of(reading)
    called = (names.get(name) for name in speakers_of(reading, recalled, cues))
    sentences = _best_sentences(seen, index, keys, roots, cues, usual)
    quotations = [
        signed(quotation(reading, each), names.get(each.speaker or "")) for each, _ in sentences
    ]
    leading = [
        (-said.leads, quoted)
        for said, quoted in zip(sentences, quotations, strict=True)
        if said.leads is not None
    ]
    return _Part(
        mention=Mention(reading=reading, cues=tuple(cues)),
        people=tuple(filter(None, called)),
        quotations=quotations,
        leading=min(leading, key=itemgetter(0), default=None),
        definition=_definition(reading, names, cues, defining, recalled) if defining else None,
    )


def _title_of(seen: Survey, keys: Sequence[str]) -> str:
    """What people call a topic."""
    return seen.titles.get(keys[0]) or _title(
        seen.terms.forms.get(keys[0]) or _forms(seen.terms, keys)
    )


def _forms(terms: Terms, keys: Sequence[str]) -> Counter[str]:
    """How often a topic is written which way."""
    return sum((terms.forms.get(key, Counter()) for key in keys), Counter[str]())


def roots_of(names: Iterable[str], languages: Iterable[Language]) -> frozenset[str]:
    """The stems of the words of some names, as each language has them."""
    pairs = product(names, languages)
    return frozenset(token.root for pair in pairs for token in tokens_of(*pair) if token.root)


def _topic(
    seen: Survey, keys: tuple[str, ...], title: str, slug: str, parts: Sequence[_Part]
) -> Topic:
    forms = _forms(seen.terms, keys)
    people = Counter(name for part in parts for name in part.people)
    definitions = (part.definition for part in parts if part.definition)
    ranked = sorted(filter(None, (part.leading for part in parts)), key=itemgetter(0))
    by_words = {each[1].sentence.text: each for each in reversed(ranked)}  # each said once
    leading = [each for each in ranked if each is by_words[each[1].sentence.text]][:LEADING]
    names_share = sum(seen.terms.names[key] for key in keys) / max(1, forms.total())
    return Topic(
        slug=slug,
        title=title,
        names=(title, *_other_names(title, forms)),
        spellings=tuple(sorted(forms)),
        proper=names_share >= NAME_FROM and not title.isupper(),
        mentions=tuple(part.mention for part in parts),
        quotations=tuple(each for part in parts for each in part.quotations),
        best=_by_date(parts, leading) if len(leading) >= _FEWEST_LEADING else (),
        definition=max(definitions, key=lambda each: len(each.sentence.text), default=None),
        people=tuple(people.most_common()),
    )


def _by_date(
    parts: Sequence[_Part], leading: Sequence[tuple[float, Quotation]]
) -> tuple[Quotation, ...]:
    """What a topic begins with, of the oldest episode first; those of `parts` are the newest."""
    chosen = [part.leading for part in reversed(parts) if part.leading in leading]
    return tuple(quoted for _, quoted in filter(None, chosen))


def _glossary_names(glossary: Mapping[str, Sequence[str] | None]) -> Iterator[str]:
    for name, synonyms in glossary.items():
        yield name
        yield from synonyms or ()


def _find_literally(
    readings: Sequence[Reading], terms: Terms, key: str, names: Sequence[str], memory: Memory
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
        for index, match in _said_literally(reading, pattern, memory.of(reading)):
            places[key] = (*places.get(key, ()), index)
            terms.forms[key][match] += 1
            terms.sizes.setdefault(key, len(match.split()))
        held = terms.holders.setdefault(key, [])
        place = bisect_left(held, number)
        if key in places and held[place : place + 1] != [number]:
            held.insert(place, number)


def _said_literally(
    reading: Reading, pattern: re.Pattern[str], recalled: Recalled
) -> tuple[tuple[int, str], ...]:
    """All that matches in a transcript, each with the index of its cue."""

    def find() -> tuple[tuple[int, str], ...]:
        return tuple(
            (index, match)
            for index, cue in enumerate(reading.episode.transcript.cues)
            for match in pattern.findall(cue.text)
        )

    return once(recalled.literal, pattern.pattern, find)


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


def _index_sentences(tellings: Sequence[Telling], lexer: Lexer) -> Told:
    """The published sentences that hold each phrase, by reading."""
    found: defaultdict[str, defaultdict[int, list[Weighed]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for index, telling in enumerate(tellings):
        for each in telling.sentences:
            for key, bare in each.phrases:
                if not bare or key in lexer.headline:
                    found[key][index].append(each)
    return found


class _Said(NamedTuple):
    """A sentence that a topic may quote."""

    sentence: Sentence
    leads: float | None
    """What it is worth to begin a page with, in log-odds; None where it is not to."""


def _best_sentences(
    seen: Survey,
    index: int,
    keys: Collection[str],
    roots: frozenset[str],
    cues: Sequence[int],
    usual: float,
) -> list[_Said]:
    """What a topic quotes of one episode, in order: summaries first, else the transcript.

    Best what can be read alone and names the topic, by words of these stems, as it opens; `usual`
    is what the average sentence weighs.
    """
    reading = seen.readings[index]
    told = {each.place: each for key in keys for each in seen.told.get(key, {}).get(index, ())}
    opens = {place: not roots.isdisjoint(each.opening) for place, each in told.items()}

    def worth(each: Weighed) -> float:
        return each.fit - usual + OPENS * opens[each.place]

    chosen: list[Weighed] = []
    for each in sorted(told.values(), key=lambda each: (-worth(each), each.place)):
        fit = len(chosen) < QUOTED_PER_EPISODE and worth(each) >= _LEAST
        if fit and not any(alike(each.stems, one.stems) for one in chosen):
            chosen.append(each)
    if not told and len(cues) > 1:
        found = _said_of(seen, reading, keys, cues)
        return [_Said(found, None)] if found else []
    sentences = tuple(all_sentences(reading.summary))
    quoted = [
        _Said(
            sentences[each.place],
            worth(each)
            if opens[each.place] and each.alone and worth(each) >= _LEADS_FROM
            else None,
        )
        for each in chosen
    ]
    return sorted(quoted, key=lambda each: each.sentence.sources[0].first_cue)


def _said_of(
    seen: Survey, reading: Reading, keys: Collection[str], cues: Iterable[int]
) -> Sentence | None:
    """A sentence of a transcript that names a topic: one that can be read alone, if any soon."""
    language, recalled = seen.hearing.of(reading), seen.memory.of(reading)
    find = partial(_naming, seen, reading, keys, tuple(cues), language, recalled)
    if language is not Language.of(language.tag):
        return find()  # what is known of it, other recordings told
    named = [(key, key in seen.lexer.headline) for key in sorted(keys)]
    return once(recalled.naming, fingerprint(named, tuple(cues)), find)


def _naming(
    seen: Survey,
    reading: Reading,
    keys: Collection[str],
    cues: Iterable[int],
    language: Language,
    recalled: Recalled,
) -> Sentence | None:
    """`_said_of` as the transcript itself tells."""

    def says(text: str) -> bool:
        return any(hit.key in keys for hit in seen.lexer.hits(text, language))

    first: Sentence | None = None
    for tried, cue in enumerate(dict.fromkeys(cues)):
        if first and tried >= _TRIED:
            break
        said = sentence_at(reading, cue, says, recalled)
        if said and _is_whole(said.text, language):
            return said
        first = first or said
    return first


def _is_whole(text: str, language: Language) -> bool:
    (tokens,) = classify([tokens_of(text, language)], language)
    return is_whole(text, tokens, language)


def _definition(
    reading: Reading,
    names: Mapping[str, str],
    cues: Sequence[int],
    patterns: tuple[str, str],
    recalled: Recalled,
) -> Quotation | None:
    """The sentence of an episode that begins by saying what the topic is; the fullest of them."""
    language = Language.of(reading.episode.language)
    defines, may_define = patterns
    says = partial(_says_what, pattern=defines, language=language, recalled=recalled)
    found = (
        sentence_at(reading, cue, says, recalled)
        for cue in _matching(reading, cues, may_define, recalled)
    )
    best = max(filter(None, found), key=lambda each: len(each.text), default=None)
    return signed(quotation(reading, best), names.get(best.speaker or "")) if best else None


def _matching(
    reading: Reading, cues: Iterable[int], pattern: str, recalled: Recalled
) -> tuple[int, ...]:
    """Those of some cues that hold what matches, each once."""
    asked = tuple(dict.fromkeys(cues))

    def find() -> tuple[int, ...]:
        said = reading.episode.transcript.cues
        return tuple(c for c in asked if re.search(pattern, said[c].text, re.IGNORECASE))

    return once(recalled.places, fingerprint(pattern, asked), find)


def _says_what(text: str, *, pattern: str, language: Language, recalled: Recalled) -> bool:
    says = re.match(pattern, text, re.IGNORECASE)
    return bool(says and defined_in(text, language, recalled))


def _defining(names: str, language: Language) -> tuple[str, str]:
    """What matches a sentence that begins by saying what is so called, and a cue that may.

    They are compiled by those that need them: most answers are known from before.
    """
    defines = language.rows_of("defining")
    space = r"\s+" if language.edge else r"\s*"
    articles = "|".join(sorted(language.titles["articles"])) or "(?!)"
    return (
        rf"(?:(?:{articles})\s+)?(?:{names}){space}(?:{defines}){language.edge}",
        rf"(?<!\w)(?:{names}){space}(?:{defines}){language.edge}",
    )


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
