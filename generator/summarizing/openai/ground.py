"""What a claim about a recording is held against: all that is said in it, and known of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from ...correcting.dictionary import dictionary
from ...correcting.likeness import bare, likeness
from ...language.languages import Language
from ...language.stems import stem
from ...language.words import words
from ...model import Episode
from .passages import CitableLine

TOKEN = re.compile(r"[^\W_]+(?:['’.&/+@-][^\W_]+)*\+*")
"""A word as it is written, with what joins its parts."""
FAMILY = 6
"""Letters that all words of a family share."""
LONGEST_JOINED = 4
"""Words that may be heard where one is written: "G P T"."""
POSSESSIVE = re.compile(r"['’]s?$")
"""What makes an owner of a name at the end of a word."""
_NOTED = re.compile(r" \[([^\]]*)\]")
_CORRECTED = re.compile(r"\S+ \[([^\]]*)\]")
_BRITISH = re.compile(r"(?<=[^\W\d_]{2})([iy])s(?=(?:e[sdr]?|ing|ers|ations?)$)")
"""What is spelled with a z in the dictionary."""
_AGAIN = re.compile(r"^(?:re|un|pre|non|over|sub|de)-?(?=[^\W\d_]{4})")
"""What stands before words of the dictionary."""
_ALIKE = 0.8
_NO_DIGIT = 10.0
_KIN = 5
"""Letters that two words of one family share at least."""


class Spoken:
    """Some lines, and the words in them in every way in which they are looked for."""

    def __init__(self, texts: Sequence[str], tag: str) -> None:
        self.texts = tuple(texts)
        self.tag = tag
        self._language = Language.of(tag)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of all lines as they are written, in order."""
        return tuple(match[0] for text in self.texts for match in TOKEN.finditer(text))

    @cached_property
    def bare(self) -> frozenset[str]:
        """Words, their parts, and up to `LONGEST_JOINED` neighbours as one, letters alone."""
        found = set(self.windows)
        for token in self.tokens:
            found.add(bare(token))
            found.update(bare(part) for part in re.split(r"['’.&/+@-]", token))
        return frozenset(found - {""})

    @cached_property
    def windows(self) -> tuple[str, ...]:
        """Each run of one to `LONGEST_JOINED` words as one, letters alone."""
        plain = [bare(token) for token in self.tokens]
        figures = [self._figure(word) for word in plain]
        return tuple(
            "".join(row[first : first + count])
            for row in ((plain,) if figures == plain else (plain, figures))
            for count in range(1, LONGEST_JOINED + 1)
            for first in range(len(plain) - count + 1)
        )

    def _figure(self, word: str) -> str:
        """A number word as a figure, as in names: "E three", "E3"."""
        value = self._language.numbers.get(word, _NO_DIGIT)
        return f"{value:g}" if 0 < value < _NO_DIGIT else word

    @cached_property
    def figures(self) -> frozenset[str]:
        """Runs of digits that are said one by one: "four eight four four" is "4844"."""
        numbers = self._language.numbers
        values = [numbers.get(token.lower(), _NO_DIGIT) for token in self.tokens]
        runs = (
            "".join(f"{value:g}" for value in values[first : first + LONGEST_JOINED])
            for first in range(len(values))
            if all(0 <= value < _NO_DIGIT for value in values[first : first + LONGEST_JOINED])
        )
        return frozenset(runs)

    @cached_property
    def initials(self) -> str:
        """The first letters of all words, in order."""
        return "".join(token[0].lower() for token in self.tokens)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word is said, letters alone."""
        return Counter(bare(token) for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all words."""
        every = (word for text in self.texts for word in words(text))
        parts = (part for word in every for part in {word, *word.split("-")})
        return frozenset(stem(part, self.tag) for part in parts)

    @cached_property
    def _kin(self) -> frozenset[str]:
        return frozenset(each[:_KIN] for each in self.stems if len(each) >= _KIN)

    def holds(self, root: str) -> bool:
        """Whether a word of this stem is said, or one of its family."""
        return root in self.stems or (len(root) > _KIN and root[:_KIN] in self._kin)


class Ground:
    """One recording: its lines, and what people wrote of it.

    Without an episode the lines are all that is known.
    """

    def __init__(
        self, lines: Sequence[CitableLine], tag: str = "en", known: Iterable[str] = ()
    ) -> None:
        self.lines = tuple(lines)
        self.tag = tag
        self.language = Language.of(tag)
        self.known = Spoken(tuple(known), tag)
        """Title, show, notes, people, chapters, tags and corrections."""
        self._places = {line: place for place, line in enumerate(self.lines)}

    @classmethod
    def of(cls, episode: Episode, lines: Sequence[CitableLine]) -> Ground:
        """The ground of an episode, of which `lines` are what is said."""
        introduction = [episode.introduction.text] if episode.introduction else []
        meant = [f"{each.heard} {each.meant}" for each in episode.corrections]
        return cls(
            lines,
            episode.transcript.language or episode.language,
            [
                *(episode.title, episode.show.title, episode.show.description, episode.notes),
                *(*episode.show.hosts, *episode.speakers, *episode.tags, *introduction, *meant),
                *(chapter.title for chapter in episode.chapters),
            ],
        )

    @cached_property
    def said(self) -> Spoken:
        """All that is said, by whom, and what stands beside it."""
        return Spoken([line.shown for line in self.lines], self.tag)

    @cached_property
    def families(self) -> Counter[str]:
        """How often words are said that begin alike; names, which mean one thing, not at all."""
        counts = Counter(
            stem(word, self.tag)[:FAMILY] for line in self.lines for word in words(line.text)
        )
        for name in self.names:
            counts.pop(stem(name.lower(), self.tag)[:FAMILY], None)
        return counts

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who speaks, each once."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines if line.speaker))

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that the recording writes as names."""
        return frozenset(self.written_as_names(self.said))

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Words with a capital that no sentence asks for."""
        return frozenset(
            match[0]
            for text in self.said.texts
            for match in TOKEN.finditer(text)
            if len(match[0]) > 1
            and (
                any(map(str.isupper, match[0][1:]))
                or (match[0][0].isupper() and not opens(text, match.start()))
            )
        )

    def is_name(self, word: str) -> bool:
        """Whether the recording writes a word with a capital, and never without."""
        return word in self._capitals and word.lower() not in self.said.tokens

    def is_like_a_name(self, word: str) -> bool:
        """Whether the recording has a name that is spelled nearly so."""
        return any(likeness(word, name).letters >= _ALIKE for name in self.names)

    def written_as_names(self, spoken: Spoken) -> list[str]:
        """The words of some lines that the recording writes as names, there or elsewhere."""
        return [
            token
            for token in spoken.tokens
            if token in self._capitals
            or (token.capitalize() in self._capitals and not self.knows(token))
        ]

    def around(self, lines: Iterable[CitableLine], reach: int) -> tuple[CitableLine, ...]:
        """Some lines with as many before and after each of them, in order."""
        places = {self._places[line] for line in lines if line in self._places}
        near = {each for place in places for each in range(place - reach, place + reach + 1)}
        return tuple(self.lines[place] for place in sorted(near) if 0 <= place < len(self.lines))

    def in_order(self, lines: Sequence[CitableLine]) -> list[CitableLine]:
        """Some lines in the order in which they were said."""
        return sorted(lines, key=lambda line: self._places.get(line, -1))

    def knows(self, word: str) -> bool:
        """Whether a word, in any case, is one of the language and no name."""
        lower = word.lower().replace("’", "'")
        if self.language.is_empty(lower):
            return True
        if self.tag.startswith("en"):
            british = _BRITISH.sub(r"\1z", lower)
            plain = _AGAIN.sub("", british)
            return any(dictionary().knows(each) for each in (lower, british, plain))
        return False


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins at a place in a text, or words that somebody says."""
    before = text[:start].rstrip(" \"“”‘'«»„‚‹›([")
    return not before or before[-1] in ".!?:;…\n|"


def without_notes(text: str) -> str:
    """What was said, without the right names that stand behind the wrong ones in brackets."""
    return _NOTED.sub("", text)


def with_notes(text: str) -> str:
    """What was meant: the right names in the place of the words before them."""
    return _CORRECTED.sub(r"\1", text)
