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
from typing import NamedTuple

from ..addresses import Addresses
from ..fingerprints import fingerprint
from ..language.languages import Language, word_set
from ..model import Mention, Quotation, Reading, Sentence, Topic, all_sentences
from .definitions import defined_in
from .people import Cast
from .quoting import quotation, sentence_at, signed
from .recall import Memory, Recalled, once, speakers_of, words_said
from .subjects import (
    DWELT_ON,
    NAME_FROM,
    Archive,
    Told,
    apart,
    find_subjects,
    is_loose,
    mentions,
)
from .telling import Tell, Telling, telling_of
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

QUOTED_PER_EPISODE = 3
"""Sentences of each episode that a topic quotes."""
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
    told = _index_sentences(readings, tellings, lexer)
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
    definition: Quotation | None


def _look_through(seen: Survey, cast: Cast) -> list[list[_Part]]:
    """What the episodes hold of each topic; each episode is looked through once, for all."""
    spoken = [mentions(seen.terms, keys) for keys in seen.groups]
    named = [
        "|".join(re.escape(form) for form, _ in _forms(seen.terms, keys).most_common(6))
        for keys in seen.groups
    ]
    defining: dict[tuple[str, str], tuple[str, str]] = {}
    held: list[list[_Part]] = [[] for _ in seen.groups]
    for index, reading in enumerate(seen.readings):
        places, tag = seen.terms.places[index], reading.episode.language
        for keys, said, names, parts in zip(seen.groups, spoken, named, held, strict=True):
            if index not in said:
                continue
            cues = sorted(cue for key in apart(keys) for cue in places.get(key, ()) if cue >= 0)
            if not cues:
                continue
            if (names, tag) not in defining:
                defining[names, tag] = _defining(names, Language.of(tag))
            patterns = defining[names, tag] if names else None
            parts.append(_part(seen, index, cast.names[index], keys, cues, patterns))
    return held


def _part(
    seen: Survey,
    index: int,
    names: Mapping[str, str],
    keys: Sequence[str],
    cues: Sequence[int],
    defining: tuple[str, str] | None,
) -> _Part:
    """What one episode holds of one topic that it names in `cues`."""
    reading = seen.readings[index]
    recalled = seen.memory.of(reading)
    called = (names.get(name) for name in speakers_of(reading, recalled, cues))
    summed_up = [each for key in keys for each in seen.told.get(key, {}).get(index, ())]
    sentences = _best_sentences(seen, reading, keys, cues, summed_up)
    return _Part(
        mention=Mention(reading=reading, cues=tuple(cues)),
        people=tuple(filter(None, called)),
        quotations=[
            signed(quotation(reading, each), names.get(each.speaker or "")) for each in sentences
        ],
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


def _topic(
    seen: Survey, keys: tuple[str, ...], title: str, slug: str, parts: Sequence[_Part]
) -> Topic:
    forms = _forms(seen.terms, keys)
    people = Counter(name for part in parts for name in part.people)
    definitions = (part.definition for part in parts if part.definition)
    names_share = sum(seen.terms.names[key] for key in keys) / max(1, forms.total())
    return Topic(
        slug=slug,
        title=title,
        names=(title, *_other_names(title, forms)),
        spellings=tuple(sorted(forms)),
        proper=names_share >= NAME_FROM and not title.isupper(),
        mentions=tuple(part.mention for part in parts),
        quotations=tuple(each for part in parts for each in part.quotations),
        definition=max(definitions, key=lambda each: len(each.sentence.text), default=None),
        people=tuple(people.most_common()),
    )


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
            places.setdefault(key, []).append(index)
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


def _index_sentences(
    readings: Sequence[Reading], tellings: Sequence[Telling], lexer: Lexer
) -> Told:
    """The published sentences that hold each phrase, by reading."""
    found: defaultdict[str, defaultdict[int, list[Sentence]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for index, (reading, telling) in enumerate(zip(readings, tellings, strict=True)):
        sentences = tuple(all_sentences(reading.summary))
        for each in telling.sentences:
            for key, bare in each.phrases:
                if not bare or key in lexer.headline:
                    found[key][index].append(sentences[each.place])
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
                seen.memory.of(reading),
            )
            if sentence:
                return [sentence]
    return sorted(chosen, key=lambda each: each.sources[0].first_cue)


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
