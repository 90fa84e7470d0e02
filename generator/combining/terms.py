"""What an episode speaks of: noun phrases, counted in one pass over its words.

Speech of a whole archive goes through here on every build, so each distinct word is looked at
once and every other time is a look-up. Phrases are told apart by a key that spelling does not
change: "fine-tuning", "fine tuning" and "Finetuning" are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.language.lexicon import WordClass, class_of
from generator.language.salience import COMMON_STEMS
from generator.language.words import is_stop_word, stem
from generator.model import Reading

LONGEST_TERM = 3
"""Words; longer phrases seldom recur."""

_TOKEN = re.compile(r"([A-Z][^\W_]+ & [A-Z][^\W_]+|[^\W_]+(?:['’.&/+-][^\W_]+)*[+#]*)([^\w\s]*)")
"""A word, or a name such as "Weights & Biases", and the marks after it."""
_SILENT_E = re.compile(r"(?<=\w\w\w)e$")
_JOINS = re.compile(r" & |[-/.&’']")
_ENDS = frozenset(".?!…")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}s?")


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
    """Whether its first letter is a capital."""
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


@dataclass(slots=True)
class Lexer:
    """Finds phrases in text; remembers the words that it has seen."""

    headline: Collection[str] = frozenset()
    """Keys of single words that name a subject although they are no names."""
    _seen: dict[str, _Word] = field(default_factory=dict)

    def hits(self, text: str) -> Iterator[Hit]:
        """Every phrase of `text`, and the shorter phrases at its end."""
        run: list[tuple[str, _Word, bool]] = []
        opens = True
        for written, mark in _TOKEN.findall(text):
            word = self._seen.get(written)
            if word is None:
                word = self._seen[written] = _look_at(written)
            if word.key:
                run.append((written, word, word.sure or (word.proper and not opens)))
            elif run:
                yield from self._phrases(run)
                run = []
            if mark and mark not in "'’":
                if run:
                    yield from self._phrases(run)
                    run = []
                opens = mark[0] in _ENDS
            else:
                opens = False
        if run:
            yield from self._phrases(run)

    def _phrases(self, run: list[tuple[str, _Word, bool]]) -> Iterator[Hit]:
        """Phrases of one to three words that end in a noun."""
        for end, (written, word, proper) in enumerate(run):
            if not word.ends:
                continue
            if proper or word.last in self.headline or "-" in written:
                yield Hit(word.last, written, 1, proper)
            plain = word.common
            key, form = word.last, written
            for size in range(2, min(LONGEST_TERM, end + 1) + 1):
                before, other, named = run[end - size + 1]
                key, form = other.key + key, f"{before} {form}"
                plain = plain and other.common
                proper = proper and named
                if not plain:
                    yield Hit(key, form, size, proper)


@dataclass(frozen=True, slots=True)
class Terms:
    """The phrases of an archive."""

    places: tuple[dict[str, list[int]], ...]
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


def find_terms(readings: Iterable[Reading], lexer: Lexer) -> Terms:
    """Count the phrases in every transcript, title and chapter title."""
    places: list[dict[str, list[int]]] = []
    holders: defaultdict[str, list[int]] = defaultdict(list)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sizes: dict[str, int] = {}
    names: Counter[str] = Counter()
    for number, reading in enumerate(readings):
        found: dict[str, list[int]] = {}
        for index, text in _texts(reading):
            for key, form, size, proper in lexer.hits(text):
                if key in found:
                    found[key].append(index)
                else:
                    found[key] = [index]
                    holders[key].append(number)
                    sizes.setdefault(key, size)
                if index >= 0:  # titles capitalize what speech does not
                    forms[key][form] += 1
                    if proper:
                        names[key] += 1
        places.append(found)
    return Terms(tuple(places), holders, forms, sizes, names)


def headline_words(readings: Iterable[Reading]) -> frozenset[str]:
    """Keys of the words that two or more titles, of episodes or chapters, hold."""
    seen_in: Counter[str] = Counter()
    for reading in readings:
        for title in (reading.episode.title, *(each.title for each in reading.outline.chapters)):
            words = map(_look_at, {written for written, _ in _TOKEN.findall(title)})
            seen_in.update({w.last for w in words if w.ends and not w.common and len(w.key) > 2})
    return frozenset(key for key, count in seen_in.items() if count > 1)


def key_of(name: str) -> str:
    """The key under which a phrase is counted, however it is written."""
    return _SILENT_E.sub("", "".join(_stem(written) for written, _ in _TOKEN.findall(name)))


def initials(form: str) -> str:
    """The first letters of the words of a phrase: "large language models" gives "llm"."""
    return "".join(part[0] for part in re.split(r"[\s-]+", form.lower()) if part)


def is_acronym(form: str) -> bool:
    """Whether a word is spelled in capitals, such as "GPU" or "LLMs"."""
    return bool(_ACRONYM.fullmatch(form))


def _texts(reading: Reading) -> Iterator[tuple[int, str]]:
    yield -1, reading.episode.title
    for chapter in reading.outline.chapters:
        yield -1, chapter.title
    for index, cue in enumerate(reading.episode.transcript.cues):
        yield index, cue.text


def _stem(written: str) -> str:
    if is_acronym(written):
        written = written.removesuffix("s")
    parts = _JOINS.split(written.lower().removesuffix("'s").removesuffix("’s"))
    return "".join(stem(part) for part in parts)


def _look_at(written: str) -> _Word:
    lower = written.lower().replace("’", "'")
    proper = written[0].isupper()
    sure = len(written) > 1 and any(c.isupper() for c in written[1:]) and "'" not in lower
    kind = class_of(lower)
    stops = is_stop_word(lower) or (len(lower) == 1 and not lower.isdigit())
    inside = kind in (WordClass.NOUN, WordClass.ADJECTIVE, WordClass.GERUND, WordClass.PARTICIPLE)
    # "fine" says nothing, but "fine tuning" does: whoever chooses looks at how it is written.
    opens = kind is WordClass.ADJECTIVE and len(lower) > 2
    if (stops and not sure and not opens) or lower.isdigit() or (not inside and not proper):
        return _Word("", "", False, proper, sure, True)
    ends = (kind in (WordClass.NOUN, WordClass.GERUND) or sure) and not stops
    common = all(stem(part) in COMMON_STEMS or is_stop_word(part) for part in _JOINS.split(lower))
    key = _stem(written)
    return _Word(key, _SILENT_E.sub("", key), ends, proper, sure, common and not sure)
