"""What an episode speaks of: noun phrases, counted in one pass over its words.

Speech of a whole archive goes through here on every build, so each distinct word is looked at
once and every other time is a look-up. Phrases are told apart by a key that spelling does not
change: "fine-tuning", "fine tuning" and "Finetuning" are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from ..corrections import spoken_rightly
from ..language.capitals import as_written
from ..language.languages import Language
from ..language.stems import stem
from ..language.tagging import classify
from ..language.words import Bare, bare_tokens, join, stems_of, tokens_of
from ..model import Reading, Token, WordClass

LONGEST_TERM = 3
"""Words; longer phrases seldom recur."""

_SILENT_E = re.compile(r"(?<=\w\w\w)e$")
_TITLES, _TOLD = 2, 3
"""Titles, and episodes of which something is published, with a word that may be a subject."""
_SHORT = 3
"""Letters of a word that is too short for a subject, outside of English and of capitals."""
_JOINS = re.compile(r" & |[-/.&’']")
_ENDS = frozenset(".?!…。！？।؟۔")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")
_INSIDE = frozenset(
    {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.GERUND, WordClass.PARTICIPLE, WordClass.NAME}
)
_NAMING = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})


class _Word(NamedTuple):
    """What there is to know of a word as it is written."""

    key: str
    """Its stem, without hyphens; "" where no phrase goes across it."""
    last: str
    """The same where a phrase ends with it: without a silent e, so that "fine tune" and "fine
    tuning" are one."""
    ends: bool
    """Whether a phrase may end with it."""
    proper: bool
    """Whether it is written as a name where it does not open a sentence."""
    sure: bool
    """Whether it is a name even where a sentence begins with it: "OpenAI", "GPT-4"."""
    common: bool
    """Whether it seldom names a subject on its own."""


class Hit(NamedTuple):
    """A phrase as it was said."""

    key: str
    form: str
    """As written."""
    size: int
    """Words."""
    proper: bool
    """Whether it is written as a name."""
    bare: bool
    """Whether it is a single word that names a subject only where headlines hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The phrases of a transcript, one a place: the columns of a table, small enough to store."""

    keys: tuple[str, ...]
    forms: tuple[str, ...]
    sizes: tuple[int, ...]
    proper: tuple[bool, ...]
    bare: tuple[bool, ...]
    cues: tuple[tuple[int, ...], ...]
    """Indices of the cues that hold each, in order, each as often as they do."""


@dataclass(slots=True)
class Lexer:
    """Finds phrases in text; remembers the words that it has seen."""

    headline: Collection[str] = frozenset()
    """Keys of single words that name a subject although they are no names."""
    _seen: dict[str, dict[tuple[str, WordClass], _Word]] = field(default_factory=dict)
    """By the tag of a language."""

    def hits(self, text: str, language: Language) -> Iterator[Hit]:
        """Every phrase of `text`, and the shorter phrases at its end."""
        (tokens,) = classify([tokens_of(text, language)], language)
        yield from self.phrases(tokens, language)

    def phrases(self, tokens: Sequence[Token | Bare], language: Language) -> Iterator[Hit]:
        """Every phrase of the words of a cue, and the shorter phrases at its end."""
        for hit in self.candidates(tokens, language):
            if not hit.bare or hit.key in self.headline:
                yield hit

    def candidates(self, tokens: Sequence[Token | Bare], language: Language) -> Iterator[Hit]:
        """`phrases`, and single words that headlines may make one."""
        run: list[tuple[str, _Word, bool]] = []
        opens = True
        whole = language.tag != "en"  # nouns alone are subjects where words are compounded
        seen = self._seen.setdefault(language.tag, {})
        for written, kind, mark in _with_ampersands(tokens):
            word = seen.get((written, kind)) or self._look_up(written, kind, language)
            if word.key:
                run.append((written, word, word.sure or (word.proper and not opens)))
            elif run:
                yield from self._phrases(run, whole=whole)
                run = []
            if mark and mark not in "'’":
                if run:
                    yield from self._phrases(run, whole=whole)
                    run = []
                opens = mark[0] in _ENDS
            else:
                opens = False
        if run:
            yield from self._phrases(run, whole=whole)

    def subject_words(self, rows: Sequence[Sequence[Token]], language: Language) -> set[str]:
        """Keys of the words of `rows` that may be subjects alone."""
        said = {(written, kind) for row in rows for written, kind, _ in _with_ampersands(row)}
        seen = self._seen.setdefault(language.tag, {})
        known = [seen.get(each) or self._look_up(*each, language) for each in said]
        return {w.last for w in known if w.ends and not w.common and len(w.key) > 2}

    def _look_up(self, written: str, kind: WordClass, language: Language) -> _Word:
        word = self._seen[language.tag][written, kind] = _look_at(written, kind, language)
        return word

    def _phrases(self, run: list[tuple[str, _Word, bool]], *, whole: bool) -> Iterator[Hit]:
        """Phrases of one to three words that end in a noun."""
        for end, (written, word, proper) in enumerate(run):
            if not word.ends:
                continue
            yield Hit(word.last, written, 1, proper, not (proper or whole or "-" in written))
            plain = word.common
            key, form = word.last, written
            for size in range(2, min(LONGEST_TERM, end + 1) + 1):
                before, other, named = run[end - size + 1]
                key, form = other.key + key, join((before, form))
                plain = plain and other.common
                proper = proper and named
                if not plain:
                    yield Hit(key, form, size, proper, bare=False)


def _with_ampersands(tokens: Sequence[Token | Bare]) -> Iterable[tuple[str, WordClass, str]]:
    """Each word with its class and marks; a name such as "Weights & Biases" is one word."""
    if "&" in [token[0] for token in tokens]:
        return _joined_names([Token._make(token) for token in tokens])
    return [(text, kind, marks) for text, _, _, _, kind, marks, _ in tokens]


def _joined_names(tokens: Sequence[Token]) -> Iterator[tuple[str, WordClass, str]]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        three = tokens[index : index + 3]
        if (
            len(three) == 3
            and three[1].text == "&"
            and token.text[:1].isupper()
            and three[2].text[:1].isupper()
            and not token.marks
        ):
            name = " ".join(each.text for each in three)
            yield name, WordClass.NOUN, three[2].marks
            index += 3
            continue
        if token.text != "&":
            yield token.text, token.kind, token.marks
        index += 1


@dataclass(frozen=True, slots=True)
class Terms:
    """The phrases of an archive."""

    places: tuple[dict[str, Sequence[int]], ...]
    """For each reading, by key: indices of the cues that hold the phrase, -1 for its headline."""
    holders: dict[str, list[int]]
    """By key: the readings that hold the phrase, in order. Nothing may look through all readings
    for each phrase: both grow with the archive."""
    forms: dict[str, Counter[str]]
    """How each phrase is written, and how often."""
    sizes: dict[str, int]
    """Words of each phrase."""
    names: Counter[str]
    """How often each is written as a name."""
    languages: dict[str, Language]
    """In which language each was said first."""


class Languages:
    """The languages of an archive; those without lists as all its recordings speak them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._known: dict[str, Language] = {}
        for tag in dict.fromkeys(reading.episode.language for reading in readings):
            language = Language.of(tag)
            if not language.listed:
                language = language.after_hearing(
                    [token.key for token in tokens_of(cue.text, language)]
                    for reading in readings
                    if reading.episode.language == tag
                    for cue in reading.episode.transcript.cues
                )
            self._known[tag] = language

    def of(self, reading: Reading) -> Language:
        """The language of a reading."""
        return self._known[reading.episode.language]

    def all(self) -> tuple[Language, ...]:
        """Each of them once."""
        return tuple(self._known.values())


def spoken_in(reading: Reading, language: Language, lexer: Lexer | None = None) -> Spoken:
    """The phrases of a transcript; a lexer may know its words already."""
    lexer = lexer or Lexer()
    texts = as_written(list(spoken_rightly(reading.episode)), language)
    rows: Iterable[Sequence[Token | Bare]]
    if language.tag == "en":  # which has no classes to be learned
        rows = (bare_tokens(text, language) for text in texts)
    else:
        rows = classify((tokens_of(text, language) for text in texts), language)
    found: dict[Hit, list[int]] = {}
    for index, tokens in enumerate(rows):
        for hit in lexer.candidates(tokens, language):
            if hit in found:
                found[hit].append(index)
            else:
                found[hit] = [index]
    keys, forms, sizes, proper, bare = zip(*found, strict=True) if found else ((), (), (), (), ())
    cues = tuple(map(tuple, found.values()))
    return Spoken(keys=keys, forms=forms, sizes=sizes, proper=proper, bare=bare, cues=cues)


Hearing = Callable[[Reading, Language, Lexer], Spoken]
"""`spoken_in`, or what remembers its results."""


def find_terms(
    readings: Sequence[Reading],
    titles: Iterable[Sequence[tuple[str, int, bool]]],
    lexer: Lexer,
    hearing: Languages,
    heard: Hearing = spoken_in,
) -> Terms:
    """Count the phrases in every transcript, title and chapter title.

    Those of titles are given: the key of each, its words, and whether it is bare.
    """
    places: list[dict[str, Sequence[int]]] = []
    holders: defaultdict[str, list[int]] = defaultdict(list)
    forms: defaultdict[str, Counter[str]] = defaultdict(_empty)
    sizes: dict[str, int] = {}
    names: Counter[str] = Counter()
    languages: dict[str, Language] = {}
    for number, (reading, titled) in enumerate(zip(readings, titles, strict=True)):
        found: dict[str, Sequence[int]] = {}
        language = hearing.of(reading)
        # Titles capitalize what speech does not: how they write it does not count.
        for key, size, bare in titled:
            if bare and key not in lexer.headline:
                continue
            if key not in found:
                holders[key].append(number)
                sizes.setdefault(key, size)
                languages.setdefault(key, language)
            found[key] = (-1, *found.get(key, ()))
        said = heard(reading, language, lexer)
        mixed: set[str] = set()
        for key, form, size, proper, bare, cues in zip(
            said.keys, said.forms, said.sizes, said.proper, said.bare, said.cues, strict=True
        ):
            if bare and key not in lexer.headline:
                continue
            if key in found:
                found[key] = (*found[key], *cues)
                mixed.add(key)
            else:
                found[key] = cues
                held = holders[key]
                if not held:
                    sizes[key] = size
                    languages[key] = language
                held.append(number)
            counted = forms[key]
            counted[form] = counted.get(form, 0) + len(cues)
            if proper:
                names[key] += len(cues)
        for key in mixed:
            found[key] = sorted(found[key])
        places.append(found)
    return Terms(tuple(places), holders, forms, sizes, names, languages)


def _empty() -> Counter[str]:
    """A counter without what it takes to begin one: there are as many as phrases."""
    return Counter.__new__(Counter)


def headline_words(
    titled: Iterable[Iterable[str]], told: Iterable[Iterable[str]]
) -> frozenset[str]:
    """Keys of the words that may be subjects alone.

    They stand in two or more titles, of episodes or chapters, or in what is published of three or
    more episodes: those of titles and of what is told are given by reading.
    """
    in_titles = Counter(chain.from_iterable(titled))
    in_sentences = Counter(chain.from_iterable(told))
    return frozenset(
        {key for key, count in in_titles.items() if count >= _TITLES}
        | {key for key, count in in_sentences.items() if count >= _TOLD}
    )


def key_of(name: str, language: Language | None = None) -> str:
    """The key under which a phrase is counted, however it is written: in English or a language."""
    language = language or Language.of("en")
    parts = [written for written, _, _ in _with_ampersands(tokens_of(name, language))]
    return _SILENT_E.sub("", "".join(_stem(written, language) for written in parts))


def initials(form: str) -> str:
    """The first letters of the words of a phrase: "large language models" gives "llm"."""
    return "".join(part[0] for part in re.split(r"[\s-]+", form.lower()) if part)


def is_acronym(form: str) -> bool:
    """Whether a word is spelled in capitals, such as "GPU" or "LLMs"."""
    return bool(_ACRONYM.fullmatch(form))


def _stem(written: str, language: Language) -> str:
    if is_acronym(written):
        written = written.removesuffix("s")
    if language.tag != "en":
        return stem(written.lower().replace("’", "'").replace("-", ""), language.tag)
    parts = _JOINS.split(written.lower().removesuffix("'s").removesuffix("’s"))
    return "".join(stem(part) for part in parts)


def _look_at(written: str, kind: WordClass, language: Language) -> _Word:
    lower = written.lower().replace("’", "'")
    english = language.tag == "en"
    # Where nouns are written with capitals, these say nothing of names.
    proper = written[0].isupper() and (not language.capitals or kind is WordClass.NAME)
    sure = len(written) > 1 and any(c.isupper() for c in written[1:]) and "'" not in lower
    stops = language.is_empty(lower) or (
        len(lower) == 1 and lower.isascii() and not lower.isdigit()
    )
    if not english:  # a number with its counter, a syllable
        stops = stops or (lower[0].isdigit() and not lower.isascii())
        stops = stops or (lower.isascii() and len(lower) < _SHORT and not written.isupper())
    # "fine" says nothing, but "fine tuning" does: whoever chooses looks at how it is written.
    opens = english and kind is WordClass.ADJECTIVE and len(lower) > 2
    outside = kind not in _INSIDE and not (proper and english)
    if (stops and not sure and not opens) or lower.isdigit() or outside:
        return _Word("", "", False, proper, sure, True)
    ends = (kind in _NAMING or sure) and not stops
    parts = _JOINS.split(lower)
    stems = stems_of(language.common, language.tag)
    common = all(stem(part, language.tag) in stems or language.is_empty(part) for part in parts)
    key = _stem(written, language)
    last = _SILENT_E.sub("", key) if english else key
    return _Word(key, last, ends, proper, sure, common and not sure)
