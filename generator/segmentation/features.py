"""Evidence for a boundary before each utterance: one column of numbers for each kind of evidence.

Most columns are standardized within the recording, so that they mean the same in any of them. A
column is missing where the transcript lacks what it looks at, such as speakers.

Words: cosines of windows and the depth of their valleys after Hearst (1997), TextTiling; latent
classes after Choi, Wiemer-Hastings and Moore (2001), Latent Semantic Analysis for Text
Segmentation; chains that start and end after Morris and Hirst (1991), Lexical Cohesion. Voices:
turns, questions and hosts, as in Galley et al. (2003), Discourse Segmentation of Multi-Party
Conversation.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..language.languages import Language
from ..model import Token, Utterance, WordClass
from ..numbers import Floats, Integers, distinct, standardize

_Number = TypeVar("_Number", bound=np.floating[Any])

WINDOWS = (20.0, 45.0, 90.0, 180.0)
"""Seconds of speech on either side that are compared."""
_BLOCK = 45.0
"""Seconds; a word is common if many such blocks hold it."""
_LATENT_BLOCK = 30.0
_LATENT_CLASSES = 24
_LATENT_WINDOWS = (60.0, 120.0)
_NEAR, _FAR = 90.0, 150.0
"""Seconds: the same word within `_NEAR` continues a chain; none for `_FAR` ends it."""
_CELLS = 6_000_000
"""Utterances times words at most; rarer words of longer recordings are left out."""
_FEWEST_COLUMNS = 24
"""Words that are looked at however long the recording."""
_CELLS_AT_ONCE = 2_000_000
"""Utterances times words that are compared at one time."""
_FEWEST_TURNS = 20
"""With fewer turns than this, turns tell nothing."""
_QUESTION = re.compile(r"[?？؟][\"'”’»)\]」』\s]*$")
_NAME = re.compile(r"(?<=\S\s)(?!I\b)[A-Z][\w.'’-]+")
"""A capitalized word that does not begin the utterance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What all measurements look at."""

    positions: Floats
    """Seconds at which each utterance starts, strictly ascending."""
    end: float
    """Seconds at which the last one ends."""
    tokens: Sequence[Sequence[str]]
    """The lower-case words of each utterance."""
    roots: Sequence[Sequence[str]]
    """What tells them from others: their stems, or their first letters."""
    telling: Sequence[Sequence[str]]
    """The same of those words alone that say something; of none where nobody asks for it."""
    names: Sequence[Sequence[str]]
    """The names that each utterance holds, in lower case."""
    asks: Floats
    """Whether each utterance ends in a question mark, 1 or 0."""
    speakers: Sequence[str | None]
    silences: Floats
    """Seconds in which nobody speaks before each utterance; 0 where that is not known."""

    @property
    def lengths(self) -> Floats:
        """Words of each utterance."""
        return np.array([len(line) for line in self.tokens], dtype=np.float64)

    def window(self, before: float, after: float) -> tuple[Integers, Integers]:
        """First utterances of the windows from `before` to `after` seconds from each utterance."""
        return (
            np.searchsorted(self.positions, self.positions + before),
            np.searchsorted(self.positions, self.positions + after),
        )


def listen(
    utterances: Sequence[Utterance],
    positions: Sequence[float],
    end: float,
    language: Language | None = None,
    letters: int | None = None,
    *,
    telling: bool = False,
) -> Speech:
    """Utterances made ready to be measured; `positions` are their starts in seconds, ascending.

    They are in English where no language is given. Words are told from others by so many `letters`
    at their beginning, or by their stems. Those that say something are also measured by themselves
    if `telling`.
    """
    language = language or Language.of("en")
    tokens = [[token.key for token in utterance.tokens] for utterance in utterances]
    steps = np.maximum.accumulate(np.array(positions, dtype=np.float64))
    return Speech(
        positions=steps + np.arange(len(utterances)) * 1e-6,  # strictly ascending
        end=max(end, float(steps[-1])),
        tokens=tokens,
        roots=[[_root(token, letters) for token in each.tokens] for each in utterances],
        telling=[
            [_root(token, letters) for token in each.tokens if telling and token.root]
            for each in utterances
        ],
        names=[_names_in(utterance, language) for utterance in utterances],
        asks=np.array(
            [bool(_QUESTION.search(utterance.text)) for utterance in utterances], dtype=np.float64
        ),
        speakers=[utterance.speaker for utterance in utterances],
        silences=np.array([0.0, *map(_silence_between, utterances, utterances[1:])]),
    )


def _root(token: Token, letters: int | None) -> str:
    """What tells a word from others."""
    return token.key[:letters] if letters else token.stem


def _silence_between(before: Utterance, after: Utterance) -> float:
    """Seconds from the end of one utterance to the start of the next, where both are known."""
    if before.end is None or after.start is None:
        return 0.0
    return max(0.0, after.start - before.end)


def measure(speech: Speech) -> dict[str, Floats]:
    """All evidence by name, each a value for each utterance."""
    return dict(measure_in_turn(speech))


def measure_in_turn(speech: Speech) -> Iterator[tuple[str, Floats]]:
    """The same, of one kind after the other: of a long recording, all take much memory."""
    for kind in (
        _measure_words,
        _measure_telling_words,
        _measure_questions,
        _measure_turns,
        _measure_voices,
        _measure_names,
        _measure_place,
    ):
        yield from kind(speech).items()


def _measure_words(speech: Speech) -> dict[str, Floats]:
    """Change of vocabulary, of all words."""
    return _measure_vocabulary(speech, speech.roots)


def _measure_telling_words(speech: Speech) -> dict[str, Floats]:
    """Change of vocabulary, of the words that say something."""
    found = _measure_vocabulary(speech, speech.telling)
    return {f"telling {name}": values for name, values in found.items()}


def _measure_vocabulary(speech: Speech, roots: Sequence[Sequence[str]]) -> dict[str, Floats]:
    """Change of vocabulary: windows, latent classes, chains, new words."""
    rows, columns = _word_occurrences(roots)
    if not len(rows):
        return {}
    blocks = (speech.positions[rows] // _BLOCK).astype(np.int64)
    blocks -= blocks.min()
    block_count = int(blocks.max()) + 1
    word_count = int(columns.max()) + 1
    counts = np.bincount(columns, minlength=word_count)
    pairs = distinct(columns * block_count + blocks)
    spread = np.bincount(pairs // block_count, minlength=word_count)
    rarity = np.log((block_count + 1) / (spread + 0.5))
    return {
        **_measure_windows(speech, rows, columns, counts, rarity),
        **_measure_chains(speech, rows, columns, counts, rarity, spread < block_count * 0.3),
    }


def _word_occurrences(roots: Sequence[Sequence[str]]) -> tuple[Integers, Integers]:
    """The utterance and the number of the root of each word, in order."""
    numbers: dict[str, int] = {}
    rows, columns = array("q"), array("q")
    for row, line in enumerate(roots):
        for word in line:
            rows.append(row)
            columns.append(numbers.setdefault(word, len(numbers)))
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def _measure_windows(
    speech: Speech, rows: Integers, columns: Integers, counts: Integers, rarity: Floats
) -> dict[str, Floats]:
    """How unlike the words before and after are, in windows of several lengths."""
    kept = np.flatnonzero(counts > 1)
    limit = max(_FEWEST_COLUMNS, _CELLS // len(speech.tokens))
    if len(kept) > limit:
        kept = np.sort(kept[np.argsort(-counts[kept], kind="stable")[:limit]])
    if not len(kept):
        return {}
    renumbered = np.full(len(counts), -1)
    renumbered[kept] = np.arange(len(kept))
    known = renumbered[columns] >= 0
    sums = np.zeros((len(speech.tokens) + 1, len(kept)), dtype=np.float32)
    matrix = sums[1:]
    np.add.at(matrix, (rows[known], renumbered[columns[known]]), 1)
    weights = rarity[kept].astype(np.float32)
    latent = _latent(matrix, weights, speech.positions)
    np.cumsum(matrix, axis=0, out=matrix)
    here = np.arange(len(matrix))

    def compare(sums: NDArray[_Number], first: Integers, end: Integers, damp: bool) -> Floats:
        """The cosine of what is said from `first` to each utterance and from there to `end`."""
        cosines = np.empty(len(here))
        for part in _chunks(len(here), sums.shape[1]):
            before, after = sums[here[part]] - sums[first[part]], sums[end[part]] - sums[here[part]]
            if damp:
                before, after = np.log1p(before) * weights, np.log1p(after) * weights
            cosines[part] = _cosines(before, after)
        cosines[0] = 1.0  # nothing is before the first
        return cosines

    evidence: dict[str, Floats] = {}
    for width in WINDOWS:
        cosine = compare(sums, *speech.window(-width, width), damp=True)
        evidence[f"words {width:g}"] = -standardize(cosine)
        both, lesser = _depths(cosine, speech.positions, width * 1.5)
        evidence[f"depth {width:g}"] = standardize(both)
        evidence[f"lesser depth {width:g}"] = standardize(lesser)
    del sums, matrix
    latent_sums = _running_sums(latent)
    for width in _LATENT_WINDOWS:
        cosine = compare(latent_sums, *speech.window(-width, width), damp=False)
        evidence[f"classes {width:g}"] = -standardize(cosine)
        both, _ = _depths(cosine, speech.positions, width * 1.5)
        evidence[f"depth of classes {width:g}"] = standardize(both)
    return evidence


def _latent(counts: NDArray[np.float32], weights: NDArray[np.float32], positions: Floats) -> Floats:
    """Each utterance in the space of the strongest latent classes of the recording's blocks."""
    edges = np.arange(positions[0], positions[-1] + _LATENT_BLOCK, _LATENT_BLOCK)
    firsts = distinct(np.searchsorted(positions, edges).clip(0, len(positions) - 1))
    blocks = np.log1p(np.add.reduceat(counts, firsts, axis=0)) * weights
    blocks /= np.maximum(np.linalg.norm(blocks, axis=1, keepdims=True), 1e-6)
    # Both products have the same classes; of a long recording the one of words is far smaller.
    by_words = len(blocks) > max(blocks.shape[1], _LATENT_CLASSES)
    product = blocks.T @ blocks if by_words else blocks @ blocks.T
    values, vectors = np.linalg.eigh(product.astype(np.float64))
    values, vectors = values[-_LATENT_CLASSES:], vectors[:, -_LATENT_CLASSES:]
    if not by_words:
        vectors = blocks.T @ (vectors / np.sqrt(np.maximum(values, 1e-4)))
    latent = np.empty((len(counts), vectors.shape[1]))
    for part in _chunks(*counts.shape):
        latent[part] = (counts[part] * weights) @ vectors
    return latent


def _chunks(rows: int, columns: int) -> Iterator[slice]:
    """Ranges of rows that together have `_CELLS_AT_ONCE` cells or fewer."""
    step = max(1, _CELLS_AT_ONCE // max(1, columns))
    for first in range(0, rows, step):
        yield slice(first, first + step)


def _measure_chains(
    speech: Speech,
    rows: Integers,
    columns: Integers,
    counts: Integers,
    rarity: Floats,
    uncommon: NDArray[np.bool_],
) -> dict[str, Floats]:
    """Words that come into use, go out of use, go on, or are said for the first time."""
    order = np.lexsort((rows, columns))
    column, row = columns[order], rows[order]
    moment = speech.positions[row]
    again = np.r_[False, column[1:] == column[:-1]]
    since = np.where(again, np.r_[0.0, np.diff(moment)], np.inf)
    until = np.r_[since[1:], np.inf]
    weight = np.minimum(rarity[column], 3.5) * (counts[column] > 1) * uncommon[column]
    count = len(speech.tokens)
    opening = (since > _FAR) & (until < _NEAR)
    closing = (until > _FAR) & (since < _NEAR)
    opened = _running_sums(_totals(row[opening], weight[opening], count))
    closed = _running_sums(_totals(row[closing], weight[closing], count))
    first_use = np.isinf(since)
    novel = _running_sums(_totals(row[first_use], rarity[column][first_use], count))
    said = _running_sums(speech.lengths)
    here = np.arange(count)
    evidence: dict[str, Floats] = {}
    for width in (20.0, 45.0):
        first, end = speech.window(-width, width)
        starts = (opened[end] - opened[here]) - (opened[here] - opened[first])
        ends = (closed[here] - closed[first]) - (closed[end] - closed[here])
        news = (novel[end] - novel[here]) / (said[end] - said[here] + 5) - (
            novel[here] - novel[first]
        ) / (said[here] - said[first] + 5)
        evidence[f"chains start {width:g}"] = standardize(starts)
        evidence[f"chains end {width:g}"] = standardize(ends)
        evidence[f"new words {width:g}"] = standardize(news)
    links = np.flatnonzero(until < _NEAR)
    crossing = np.bincount(row[links] + 1, weight[links], count + 1) - np.bincount(
        row[links + 1] + 1, weight[links], count + 1
    )
    evidence["chains cross"] = -standardize(np.cumsum(crossing)[:count])
    return evidence


def _measure_questions(speech: Speech) -> dict[str, Floats]:
    """Questions here and nearby, and the lengths of the utterances."""
    asked = speech.asks
    sums = _running_sums(asked)
    first, end = speech.window(-30, 30)
    here = np.arange(len(asked))
    length = standardize(np.log1p(speech.lengths))
    return {
        "question": asked,
        "question before": _shifted(asked, 1),
        "questions after 30": np.minimum(sums[end] - sums[here], 3),
        "questions before 30": np.minimum(sums[here] - sums[first], 3),
        "length": length,
        "length before": _shifted(length, 1),
    }


def _measure_turns(speech: Speech) -> dict[str, Floats]:
    """Where the speaker changes, and how long the turns around are."""
    turns = _turn_starts(speech)
    if turns.sum() < _FEWEST_TURNS:
        return {"no turns": np.ones(len(turns))}
    number = np.cumsum(turns).astype(np.int64)
    length = np.bincount(number, speech.lengths)
    level = np.log1p(length) - np.log1p(length).mean()
    asked = np.bincount(number, speech.asks)[number]
    following = np.r_[level[1:], level.min()][number]
    starts = speech.positions[np.searchsorted(number, np.arange(len(length)))]
    ends = np.r_[starts[1:], speech.end]
    sums = _running_sums(turns)
    first, end = speech.window(-60, 60)
    here = np.arange(len(turns))
    return {
        "turn": turns,
        "turn length": turns * level[number],
        "turn length before": turns * np.r_[level.min(), level[:-1]][number],
        "turn length after": turns * following,
        "turn length two before": turns * np.r_[level.min(), level.min(), level[:-2]][number],
        "turn length two after": turns * np.r_[level[2:], level.min(), level.min()][number],
        "turn asks": turns * np.minimum(asked, 2),
        "turn asks, long answer": turns * (asked > 0) * following,
        "turn so far": (1 - turns) * np.log1p(speech.positions - starts[number]),
        "turn to come": (1 - turns) * np.log1p(ends[number] - speech.positions),
        "turns change": standardize((sums[end] - sums[here]) - (sums[here] - sums[first])),
    }


def _measure_voices(speech: Speech) -> dict[str, Floats]:
    """Who speaks before and after: a new voice, and the host's above all.

    Single words of a turn are often attributed wrongly, so that shares of windows tell more than
    turns. A host is known by asking more than others and speaking less.
    """
    turns = _turn_starts(speech)
    names = sorted({speaker for speaker in speech.speakers if speaker})
    if turns.sum() < _FEWEST_TURNS or len(names) < 2:
        return {}
    count = len(turns)
    here = np.arange(count)
    numbers = {name: number for number, name in enumerate(names)}
    voice = np.array([numbers.get(speaker or "", 0) for speaker in speech.speakers])
    lengths = speech.lengths
    # What each speaker said until then: sums over the utterances ordered by speaker.
    order = np.argsort(voice, kind="stable")
    places, spoken_sums = voice[order] * (count + 1) + order, _running_sums(lengths[order])
    sums = _running_sums(lengths)
    host = _hostness(voice, lengths, speech.asks, len(names))[voice]
    host_sums = _running_sums(lengths * host)
    host_questions = _running_sums(speech.asks * host)
    minus20, plus20 = speech.window(-20, 20)
    minus60, plus80 = speech.window(-60, 80)

    def own_share(first: Integers, end: Integers) -> Floats:
        until, since = (
            spoken_sums[np.searchsorted(places, voice * (count + 1) + bound)]
            for bound in (end, first)
        )
        own = until - since
        return np.asarray(own / np.maximum(sums[end] - sums[first], 1) - 0.5)

    def host_share(first: Integers, end: Integers) -> Floats:
        total = np.maximum(sums[end] - sums[first], 1)
        return np.asarray((host_sums[end] - host_sums[first]) / total)

    renewal = own_share(here, plus20) - own_share(minus20, here)
    host_before, host_after = host_share(minus60, here), host_share(here, plus20)
    host_later = host_share(plus20, plus80)
    speaks_up = np.where((host > 0.4) & (lengths >= 8), speech.positions, -np.inf)
    last = np.r_[-np.inf, np.maximum.accumulate(speaks_up)[:-1]]
    silent = np.minimum(speech.positions - last, 400.0)
    return {
        "own share before 20": own_share(minus20, here),
        "own share before 60": own_share(minus60, here),
        "own share after 20": own_share(here, plus20),
        "own share after 80": own_share(plus20, plus80),
        "new voice": renewal,
        "new voice at turn": renewal * turns,
        "host before": host_before,
        "host after": host_after,
        "host later": host_later,
        "host comes": host_after - host_before,
        "host comes and goes": host_after - host_before / 2 - host_later / 2,
        "host": host,
        "host at turn": host * turns,
        "host after silence": np.log1p(silent / 20) * (host > 0.4),
        "host asks": np.minimum(host_questions[plus20] - host_questions[here], 2),
    }


def _hostness(voice: Integers, lengths: Floats, asked: Floats, voices: int) -> Floats:
    """How much each speaker is a host, 0 to 1."""
    spoken = np.bincount(voice, lengths, voices)
    put = np.bincount(voice, asked, voices)
    usual = (put.sum() + 1) / (spoken.sum() + 100)
    eagerness = np.log((put + 1) / (spoken + 100) / usual) + 0.3
    modesty = 1.5 * (1 - spoken / max(spoken.sum(), 1))
    return np.asarray(np.minimum(np.clip(eagerness / 1.5, 0, 1), modesty))


def _measure_names(speech: Speech) -> dict[str, Floats]:
    """Names that come into use or are first said."""
    occurrences: dict[str, list[int]] = {}
    for row, names in enumerate(speech.names):
        for name in names:
            occurrences.setdefault(name, []).append(row)
    count = len(speech.asks)
    opened, first_said = np.zeros(count), np.zeros(count)
    for rows in occurrences.values():
        if len(rows) < 2:
            continue
        first_said[rows[0]] += 1
        moments = speech.positions[rows]
        apart = np.diff(moments)
        opening = (np.r_[np.inf, apart] > _FAR) & (np.r_[apart, np.inf] < _NEAR)
        np.add.at(opened, np.array(rows)[opening], 1 / np.log(2 + len(rows)))
    first, end = speech.window(-45, 45)
    here = np.arange(count)
    evidence: dict[str, Floats] = {}
    for name, values in (("names come", opened), ("names are new", first_said)):
        sums = _running_sums(values)
        change = (sums[end] - sums[here]) - (sums[here] - sums[first])
        evidence[name] = standardize(change)
    return evidence


def _names_in(utterance: Utterance, language: Language) -> list[str]:
    """The names in an utterance: where every noun has a capital, those told to be names."""
    if language.capitals:
        return [token.key for token in utterance.tokens if token.kind is WordClass.NAME]
    return [name.lower().rstrip(".'’s") for name in _NAME.findall(utterance.text)]


def _measure_place(speech: Speech) -> dict[str, Floats]:
    """Closeness to the start and to the end."""
    since, left = speech.positions - speech.positions[0], speech.end - speech.positions
    return {
        "at the start": (since < 150).astype(np.float64),
        "at the end": (left < 90).astype(np.float64),
        "near either": (np.minimum(since, left) < 300).astype(np.float64),
    }


def _turn_starts(speech: Speech) -> Floats:
    """1 for each utterance whose speaker is not that of the one before."""
    speakers = speech.speakers
    return np.array(
        [row > 0 and speakers[row] != speakers[row - 1] for row in range(len(speakers))],
        dtype=np.float64,
    )


def _shifted(values: Floats, steps: int) -> Floats:
    """`values`, later by `steps`, filled with zeros."""
    return np.asarray(np.r_[np.zeros(steps), values[:-steps]])


def _totals(rows: Integers, values: Floats, count: int) -> Floats:
    """The sum of `values` for each of `count` rows."""
    return np.bincount(rows, values, count).astype(np.float64)


def _running_sums(values: NDArray[_Number]) -> NDArray[_Number]:
    """Sums of the rows before each row, and of all rows last."""
    sums = np.zeros((len(values) + 1, *values.shape[1:]), dtype=values.dtype)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def _cosines(left: NDArray[np.floating[Any]], right: NDArray[np.floating[Any]]) -> Floats:
    """The cosine of each pair of rows."""
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return np.asarray((left * right).sum(axis=1) / np.maximum(norms, 1e-6), dtype=np.float64)


def _depths(values: Floats, positions: Floats, reach: float) -> tuple[Floats, Floats]:
    """How far each value lies under the highest ones within `reach` seconds on the two sides.

    The sum of both depths, and the lesser of the two.
    """
    here = np.arange(len(values))
    first = np.searchsorted(positions, positions - reach)
    end = np.searchsorted(positions, positions + reach, side="right")
    levels = _range_maxima(values)
    left = _range_maximum(levels, first, here + 1)
    right = _range_maximum(levels, here, end)
    return left + right - 2 * values, np.minimum(left, right) - values


def _range_maxima(values: Floats) -> list[Floats]:
    """The maximum of each 1, 2, 4, 8 ... values that follow one another: a sparse table."""
    levels = [values]
    width = 1
    while 2 * width <= len(values):
        levels.append(np.maximum(levels[-1][:-width], levels[-1][width:]))
        width *= 2
    return levels


def _range_maximum(levels: list[Floats], first: Integers, end: Integers) -> Floats:
    """The maximum of each range `first <= i < end`, none of them empty."""
    level = np.log2(end - first).astype(np.int64)
    maxima = np.empty(len(first))
    for index in distinct(level):
        rows = level == index
        table = levels[index]
        maxima[rows] = np.maximum(table[first[rows]], table[end[rows] - (1 << index)])
    return maxima
