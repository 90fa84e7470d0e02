"""What people picked of a recording: what its notes quote, and what it plays before it begins.

Both are found where they are said in the transcript, nearly word for word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ..model import Utterance

FEWEST_WORDS = 7
"""Of a quotation: shorter ones are names and sayings."""
LIKENESS = 0.75
"""Share of its words that the transcript must hold in their order."""
_LONG_WORD = 4
"""Letters of a word that titles write with a capital."""
_LONGEST = 2000
"""Characters of a quotation."""
_MOST = 100
"""Quotations at most that are looked for."""
_RUN = 3
"""Words in a row by which the place of a quotation is found."""
_GIVE = 8
"""Words by which that place may be off: people leave out what is not worth quoting."""
PREVIEW, EARLIEST = 500, 1000
"""Words at the beginning among which something is played that is said later, and before which it
is not."""
_OPENS = 2
"""Utterances among which a preview begins."""
_PREVIEW_GAP = 90
"""Words that may stand in a preview between two pieces that are found."""
_QUOTED = re.compile(
    rf"“([^“”]{{1,{_LONGEST}}})”|„([^„“”]{{1,{_LONGEST}}})[“”]|«([^«»]{{1,{_LONGEST}}})»"
    rf"|「([^「」]{{1,{_LONGEST}}})」|(?<!\w)\"([^\"\n]{{1,{_LONGEST}}})\"(?!\w)"
    rf"|^>[ \t]?(.{{1,{_LONGEST}}})",
    re.MULTILINE,
)
_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def quotations_in(notes: str) -> Iterator[tuple[list[str], ...]]:
    """The words of each quotation in `notes`, in parts where something is left out of it."""
    for number, match in enumerate(_QUOTED.finditer(notes)):
        if number == _MOST:
            return
        quoted = next(filter(None, match.groups()), "")
        if _is_titled(quoted):
            continue
        parts = [_words(part) for part in _LEFT_OUT.split(quoted)]
        long = tuple(part for part in parts if len(part) >= FEWEST_WORDS)
        if long:
            yield long


def _is_titled(quoted: str) -> bool:
    """Whether every long word has a capital, as in the title of a paper."""
    return all(word[0].isupper() for word in _WORD.findall(quoted) if len(word) >= _LONG_WORD)


def find_picked(notes: str, utterances: Sequence[Utterance]) -> list[tuple[int, ...]]:
    """The utterances of each quotation in `notes` that is among them, in the order of the notes."""
    quotations = list(quotations_in(notes))
    if not quotations:
        return []
    found = _look_up(quotations, *_said_by(utterances))
    return [held for held in found if held]


def find_previewed(utterances: Sequence[Utterance]) -> list[int]:
    """The utterances that are played before a recording begins, and where they are said in it.

    None where it begins with something else.
    """
    said, places = _said_by(utterances)
    if len(said) <= EARLIEST:
        return []
    opening = [_words(each.text) for each in utterances[: places[PREVIEW]]]
    long = [(words,) if len(words) >= FEWEST_WORDS else () for words in opening]
    later = _look_up(long, said[EARLIEST:], places[EARLIEST:])
    previewed: set[int] = set()
    since = 0
    for index, (words, held) in enumerate(zip(opening, later, strict=True)):
        since += len(words)
        if held:
            previewed.update(held, [index])
            since = 0
        elif since > _PREVIEW_GAP or (not previewed and index + 1 >= _OPENS):
            break
    return sorted(previewed)


def _said_by(utterances: Sequence[Utterance]) -> tuple[list[str], list[int]]:
    """All words that are said, and of each which utterance it is of."""
    said: list[str] = []
    places: list[int] = []
    for index, utterance in enumerate(utterances):
        words = _words(utterance.text)
        said += words
        places += [index] * len(words)
    return said, places


def _look_up(
    quotations: Sequence[Sequence[Sequence[str]]], said: Sequence[str], places: Sequence[int]
) -> list[tuple[int, ...]]:
    """The utterances that hold each of `quotations`, which come in parts; none that do not."""
    runs: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    wanted = {run for parts in quotations for part in parts for run in _runs(part)}
    for begin, run in enumerate(_runs(said)):
        if run in wanted:
            runs[run].append(begin)
    return [
        tuple(sorted({places[word] for part in parts for word in _find(part, said, runs)}))
        for parts in quotations
    ]


def _find(
    part: Sequence[str], said: Sequence[str], runs: defaultdict[tuple[str, ...], list[int]]
) -> list[int]:
    """The words of `said` that are those of a quotation; none where it is not there."""
    votes: Counter[int] = Counter()
    for offset, run in enumerate(_runs(part)):
        for begin in runs.get(run, ()):
            votes[(begin - offset) // _GIVE] += 1
    if not votes:
        return []
    begin = max(0, (votes.most_common(1)[0][0] - 1) * _GIVE)
    end = begin + len(part) + 3 * _GIVE + len(part) // 4
    matcher = SequenceMatcher(None, part, said[begin:end], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < LIKENESS * len(part):
        return []
    return [
        word
        for block in blocks
        if block.size >= _RUN
        for word in range(begin + block.b, begin + block.b + block.size)
    ]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_RUN)), strict=False)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]
