"""What speaks for calling a chapter by a piece of what was said in it: numbers for each piece.

First of each word how probably a person's title holds it, then of each piece how much of such words
it says in how many, how it is made, and where it was said.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ...language.salience import Salience
from ...language.tagging import Tagger, WordTag
from ...model import Token, Utterance
from .pieces import Headed, Piece, Said

Row = dict[str, float]

EVERYWHERE = 0.6
"""Share of the chapters from which a word sets none of them apart."""
FEW_CHAPTERS = 4
"""Below this many chapters every word may set one apart."""
_OPENING = 12
"""Utterances in which the question of a chapter is asked."""
_NEAR, _AT_ONCE = 60.0, 15.0
"""Content words over which an early mention loses 63 % of its weight."""
_USUAL = 5.0
"""Content words of a person's title."""
_LONGEST_COUNTED = 10
_SUREST = 1.0 - 1e-9
"""Above any probability that is told from certainty."""
_NOUNS = frozenset({WordTag.NOUN, WordTag.PROPN})


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A recording's words, counted once for all of its chapters."""

    utterances: Sequence[Utterance]
    sentences: Sequence[Said]
    """What is left of each utterance without what titles can do without."""
    spans: Sequence[tuple[int, int]]
    """Chapters, as ranges of utterances."""
    salience: Salience
    tagger: Tagger
    names: frozenset[str] = field(default=frozenset())
    """Stems of the names of those who speak."""

    @cached_property
    def chapters(self) -> list[Counter[str]]:
        """How often each chapter says each stem."""
        stems = self.salience.stems
        return [Counter(root for row in stems[a:b] for root in row) for a, b in self.spans]

    @cached_property
    def spread(self) -> Counter[str]:
        """How many chapters say each stem."""
        return Counter(root for counts in self.chapters for root in counts)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often two words stand beside each other."""
        return Counter(
            (one.root, two.root)
            for said in self.sentences
            for one, two in pairwise(said.tokens)
            if one.root and two.root and not one.closes
        )

    @cached_property
    def classes(self) -> Mapping[str, Counter[str]]:
        """How often each stem is a noun, a verb, an adjective, and written with a capital."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for said in self.sentences:
            for index, (token, tag) in enumerate(zip(said.tokens, said.tags, strict=True)):
                if token.root:
                    counts = found[token.root]
                    counts["noun" if tag in _NOUNS else tag.value] += 1
                    if index and token.text[:1].isupper():
                        counts["capital"] += 1
        return found

    def is_known(self, root: str) -> bool:
        """Whether a stem is a word of the language."""
        return any(self.tagger.knows(root + ending) for ending in ("", "s", "e", "ing"))

    def is_everywhere(self, root: str) -> bool:
        """Whether a word sets no chapter apart."""
        count = len(self.spans)
        return count >= FEW_CHAPTERS and self.spread[root] > EVERYWHERE * count


def measure_words(recording: Recording, number: int) -> tuple[list[str], list[Row]]:
    """The stems of a chapter, and a row of numbers for each."""
    salience = recording.salience
    first, end = recording.spans[number]
    weights = salience.weigh(first, end)
    said_in: Counter[str] = Counter()
    place: dict[str, int] = {}
    voices: defaultdict[str, set[str | None]] = defaultdict(set)
    asked: set[str] = set()
    position = 0
    for index in range(first, end):
        row = salience.stems[index]
        said_in.update(set(row))
        for root in row:
            voices[root].add(recording.utterances[index].speaker)
            place.setdefault(root, position)
            position += 1
        if index < first + _OPENING and salience.questions[index]:
            asked.update(row)
    counts = recording.chapters[number]
    chapters = len(recording.spans)
    roots = sorted(counts)
    rows: list[Row] = []
    for root in roots:
        total = salience.totals[root]
        weight = weights[root]
        classes = recording.classes.get(root, Counter())
        rows.append(
            {
                "salience": math.log(weight / (1.0 - min(weight, _SUREST))),
                "utterances": math.log1p(said_in[root]) / math.log(2 + end - first),
                "rare": math.log((chapters + 1) / recording.spread[root]),
                "only here": counts[root] / total,
                "near": math.exp(-place[root] / _NEAR),
                "at once": math.exp(-place[root] / _AT_ONCE),
                "place": place[root] / max(1, position),
                "asked": float(root in asked),
                "shared": float(len(voices[root]) > 1),
                "headline": float(root in salience.headline),
                "acronym": float(root in salience.acronyms),
                "common": float(root in salience.common),
                "noun": classes["noun"] / total,
                "verb": classes["VERB"] / total,
                "adjective": classes["ADJ"] / total,
                "capital": classes["capital"] / total,
                "letters": float(min(len(root), _LONGEST_COUNTED)),
                "once": float(total == 1),
                "total": math.log(total),
                "everywhere": float(recording.is_everywhere(root)),
                "speaker": float(root in recording.names),
                "known": float(recording.is_known(root)),
            }
        )
    return roots, rows


def measure_pieces(
    pieces: Sequence[Piece | Headed],
    recording: Recording,
    number: int,
    weights: Mapping[str, float],
) -> list[Row]:
    """A row of numbers for each piece of a chapter, whose words have these `weights`."""
    chapter = _Chapter(recording, number, weights)
    return [chapter.measure(piece) for piece in pieces]


class _Chapter:
    """What pieces of one chapter are measured by."""

    def __init__(self, recording: Recording, number: int, weights: Mapping[str, float]) -> None:
        self._recording, self._weights = recording, weights
        self._first, self._end = recording.spans[number]
        self._counts = recording.chapters[number]
        top = sorted(weights.values(), reverse=True)[:5]
        self._usual = sum(top) / max(1, len(top)) or 1.0
        self._links: dict[tuple[str, str], float] = {}

    def measure(self, piece: Piece | Headed) -> Row:
        if isinstance(piece, Headed):
            row = self._row(
                piece.body,
                (*piece.head.tokens, *piece.body.tokens),
                (*piece.head.tags, *piece.body.tags),
            )
            row["headed"] = 1.0
            row[f"headed {piece.body.kind}"] = 1.0
            row["head's hits"] = sum(
                self._weights.get(root, 0.0) for root in sorted(piece.head.roots)
            )
            row["head's words"] = float(len(piece.head.tokens))
            return row
        row = self._row(piece, piece.tokens, piece.tags)
        row[f"kind {piece.kind}"] = 1.0
        return row

    def _row(self, piece: Piece, tokens: Sequence[Token], tags: Sequence[WordTag]) -> Row:
        recording = self._recording
        language = recording.salience.language
        salience = recording.salience
        own = sorted({token.root for token in tokens if token.root})
        count = max(1, len(own))
        length = len(tokens)
        weights = sorted((self._weights.get(root, 0.0) for root in own), reverse=True)
        hits = sum(weights)
        content = sum(token.key not in language.function for token in tokens)
        place = piece.said.place - self._first
        said = piece.said.tokens
        opens = piece.first == 0 or said[piece.first - 1].closes
        closes = piece.end == len(said) or said[piece.end - 1].closes
        links = 0.0
        for one, two in pairwise(tokens):
            both = recording.pairs[one.root, two.root] if one.root and two.root else 0
            if both > 1:
                rarer = min(salience.totals[one.root], salience.totals[two.root])
                links += math.sqrt(both / max(both, rarer))
        row = {
            "expected": 2 * hits / (content + _USUAL),
            "hits": hits,
            "hits a word": hits / count,
            "top word": weights[0] if weights else 0.0,
            "least word": weights[-1] if weights else 0.0,
            "relative": hits / count / self._usual,
            "only here": sum(self._counts[r] / max(1, salience.totals[r]) for r in own) / count,
            "everywhere": sum(recording.is_everywhere(r) for r in own) / count,
            "once": sum(salience.totals[r] <= 1 for r in own) / count,
            "place": place / max(1, self._end - self._first),
            "near": math.exp(-place / 8.0),
            "asks": float(piece.said.asks),
            "linked": links,
            "unknown": float(
                sum(
                    salience.totals[t.root] <= 1 and not recording.tagger.knows(t.key)
                    for t in tokens
                    if t.root
                )
            ),
            "capitals": sum(t.text[:1].isupper() for t in tokens[1:]) / length,
            "digits": float(sum(t.text.isdigit() for t in tokens)),
            "function": float(length - content),
            "content": float(content),
            "common": sum(t.root in salience.common for t in tokens) / length,
            "vague": float(sum(t.key in language.vague for t in tokens)),
            "everyday": sum(t.key in language.everyday for t in tokens) / length,
            "letters": sum(len(t.key) for t in tokens) / length,
            "opens": float(opens),
            "closes": float(closes),
            "whole": float(opens and closes),
            "pronoun": float(any(tag is WordTag.PRON for tag in tags)),
            "adverbs": float(sum(tag is WordTag.ADV for tag in tags)),
            "verbs": float(sum(tag is WordTag.VERB for tag in tags)),
            "nouns": sum(tag in _NOUNS for tag in tags) / length,
            "ends in noun": float(tags[-1] in _NOUNS),
            "of sentence": length / len(said),
            "speaker": float(any(r in recording.names for r in own)),
            "length": float(length),
        }
        for size in range(1, 8):
            row[f"content {size}"] = float(content == size)
        return row
