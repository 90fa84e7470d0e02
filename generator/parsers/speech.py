"""From passages, as a file gives them, to a transcript: sounds set apart, ordered, timed.

Every transcript parser reads its own grammar into `Passage`s and leaves the rest to `transcribe`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ..errors import InputError
from ..language.sentences import is_finished, split_sentences
from ..model import NOT_UNDERSTOOD, Cue, Sound, Transcript, loses_words

LONGEST_CUE = 60
"""Words; a longer passage of running text becomes several cues."""
LATEST = 99 * 3600.0
"""Seconds; a later time is a mistake in the file."""
MOST_CUES = 120_000
"""A day and a half of one cue a second. A build of as many turns takes 450 MB of memory."""
MOST_CAPTIONS = 240_000
"""A day of captions of one word each, which become phrases, and then cues."""
MOST_WORDS = 1_000_000
"""The words of 99 hours of speech, which is all that `LATEST` allows."""
_NOBODY = " ?!.,:;*_-–—…"
"""Marks that alone name nobody."""
_LONGEST_LINE = 72_000
"""Characters taken at a time from a line without end."""
_WORDS_PER_SECOND = 2.5
"""An ordinary pace of speech, for what stands before the first time or after the last."""

_HEARD_WORDS = """
    applause applauds applauding applaudissements aplausos applaus beifall clapping claps clap
    laughter laughs laughing laugh laughed rires risas gelächter lachen lacht chuckle chuckles
    chuckling giggles giggling music musik musique música musica cheering cheers
    coughs coughing cough sneezes sighs sighing sigh gasps
    groans whistling humming singing sings screaming shouting crying murmuring silence pause
    soundbite
"""
_HEARD_IN_SQUARES_WORDS = """
    audio noise noises static beep beeps beeping bleep bell bells ringing ring rings phone unclear
    breathing breath throat typing footsteps door knocking playing sound sounds jingle foreign
    conversation chatter background
"""
_IN_SQUARES = frozenset(_HEARD_IN_SQUARES_WORDS.split())
_HEARD = (frozenset(_HEARD_WORDS.split()) | NOT_UNDERSTOOD) - _IN_SQUARES
"""Words that name a sound wherever they stand in brackets."""
_HEARD_IN_SQUARES = _HEARD | _IN_SQUARES
"""Words that name a sound in square brackets, which captions keep for that use."""
_ASIDE = re.compile(
    r"\[([^\[\]\n]{1,60})\](?!\()|\(([^()\n]{1,40})\)|(?<![\w*])\*([^*\n]{1,40})\*(?![\w*])|♪+"
)
_MACHINE_TOKEN = re.compile(r"\[_[A-Z]{2,10}_?\d{0,6}\]|<\|[^|>\n]{0,30}\|>")
"""What whisper.cpp and Whisper print for themselves: `[_TT_50]`, `<|0.00|>`."""
_SENTENCE_END = re.compile(r"[.!?…。！？]")
_LETTER_WORD = re.compile(r"[^\W\d_]+")
_UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of speech as the file gives it."""

    text: str
    """Raw: sounds in brackets, several lines where the file breaks it."""
    start: float | None = None
    """Seconds, unchecked."""
    end: float | None = None
    """Seconds, unchecked."""
    speaker: str | None = None
    line: int | None = None
    """1-based line in the file, for messages."""


def transcribe(
    passages: Iterable[Passage], *, language: str | None = None, split: int | None = None
) -> tuple[Transcript, list[int]]:
    """The transcript of `passages`, and for each the index of its first cue.

    Sounds go to `Transcript.sounds`; passages without speech leave no cue (their index is that
    of the next). Missing starts are interpolated by words, missing ends are the next start. With
    `split`, a passage of more words is cut at sentence ends.

    Raises `InputError` for a time after `LATEST`, more than `MOST_CUES` cues, or more than
    `MOST_WORDS` words. Starts must already ascend: see `in_order_of_time` and `in_order_of_text`.
    """
    passages = iter(passages)
    drafts: list[Passage] = []
    ends: list[float | None] = []
    sounds: list[Sound] = []
    first_cues: list[int] = []
    for passage in passages:
        first_cues.append(len(drafts))
        start: float | None = checked_time(passage.start, passage.line)
        for piece in _apart(passage.text, split) if split else (passage.text,):
            text, before, after = take_sounds(piece)
            sounds.extend(Sound(before_cue=len(drafts), label=label) for label in before)
            if text:
                drafts.append(Passage(text=text, start=start, speaker=_somebody(passage.speaker)))
                ends.append(None)
                start = None
            sounds.extend(Sound(before_cue=len(drafts), label=label) for label in after)
        if len(drafts) > first_cues[-1]:
            ends[-1] = checked_time(passage.end, passage.line)
        check_count(len(drafts), passage.line, passages)
    words = sum(draft.text.count(" ") + 1 for draft in drafts)
    if words > MOST_WORDS:
        raise _too_many(f"{words:,} words", f"{MOST_WORDS:,}")
    cues = _timed(drafts, ends)
    return Transcript(cues=cues, sounds=tuple(sounds), language=language), first_cues


def _somebody(label: str | None) -> str | None:
    """Who speaks, by their label; None where that is a mark for nobody known: "?", "--"."""
    return label if label and label.strip(_NOBODY) else None


def check_count(
    cues: int, line: int | None = None, rest: Iterable[object] = (), most: int | None = None
) -> None:
    """Raise `InputError` where there are more than `most`; `rest` are those still to come."""
    most = most or MOST_CUES
    if cues > most:
        raise _too_many(f"{cues + sum(1 for _ in rest):,} cues", f"{most:,}", line)


def _too_many(what: str, limit: str, line: int | None = None) -> InputError:
    return InputError(
        f"has {what}, and the limit is {limit}",
        line=line,
        remedy="split it into one file for each recording",
    )


def in_order_of_time(passages: Iterable[Passage]) -> list[Passage]:
    """`passages` by start; where starts are equal or missing, as the file has them."""
    listed = list(passages)
    keys: list[float] = []
    latest = 0.0
    for passage in listed:
        if passage.start is not None and not math.isnan(passage.start):
            latest = passage.start
        keys.append(latest)
    if all(before <= after for before, after in pairwise(keys)):
        return listed
    return [listed[index] for index in sorted(range(len(listed)), key=keys.__getitem__)]


def in_order_of_text(passages: Sequence[Passage]) -> list[Passage]:
    """`passages` as the file has them, without the starts that run against the others.

    For prose with a time here and there, where a wrong time is a slip of the pen and the order
    of the text is the order of the talk. The longest ascending run of times is believed.
    Raises `InputError` for a time after `LATEST`.
    """
    known: list[int] = []
    starts: list[float] = []
    for index, passage in enumerate(passages):
        start = checked_time(passage.start, passage.line)
        if start is not None:
            known.append(index)
            starts.append(start)
    believed = {known[index] for index in _longest_ascent(starts)}
    return [
        passage if passage.start is None or index in believed else replace(passage, start=None)
        for index, passage in enumerate(passages)
    ]


def take_sounds(text: str) -> tuple[str, list[str], list[str]]:
    """Speech on one line, then the sounds that stood before any of it, then the others."""
    if not any(mark in text for mark in "[(*♪<"):
        return fold(text), [], []
    text = _MACHINE_TOKEN.sub(" ", text)
    alone = _ASIDE.fullmatch(text.strip())
    if alone and alone[1] and _LETTER_WORD.search(alone[1]):
        return "", [_label(alone[1])], []
    before: dict[str, None] = {}  # each once, in order
    after: dict[str, None] = {}
    spoken: list[str] = []
    begin = 0
    heard = before
    for match in _ASIDE.finditer(text):
        if not _is_sound(match):
            continue
        spoken.append(text[begin : match.start()])
        begin = match.end()
        if spoken[-1].strip():
            heard = after
        heard[_label(match[1] or match[2] or match[3] or "music")] = None
    spoken.append(text[begin:])
    return fold(" ".join(spoken)), list(before), list(after)


def names_sound(words: str) -> bool:
    """Whether `words`, found in parentheses or between asterisks, name a sound."""
    found = [word.lower() for word in _LETTER_WORD.findall(words)]
    return len(found) <= 4 and any(word in _HEARD for word in found)


def fold(text: str) -> str:
    """`text` on one line, without control characters and needless white space."""
    if not text.isascii() or not text.isprintable():
        text = _UNSPEAKABLE.sub("", text)
    return " ".join(text.split())


def checked_time(seconds: float | None, line: int | None = None) -> float | None:
    """`seconds`, at least 0. Raises `InputError` where no recording reaches so far."""
    if seconds is None:
        return None
    if not seconds <= LATEST:
        raise InputError(
            "a time of more than 99 hours" if seconds > LATEST else "a time that is no number",
            line=line,
            remedy="give times from the start of the recording",
        )
    return max(0.0, float(seconds))


def _is_sound(match: re.Match[str]) -> bool:
    """Whether an aside, matched by `_ASIDE`, is a sound and not an editor's insertion."""
    squares = match[1]
    if squares is None:
        inner = match[2] or match[3]
        return inner is None or names_sound(inner)
    found = _LETTER_WORD.findall(squares)
    if not found or len(found) > 6:
        return False
    if squares.isupper() and len(found) > 1:
        return True
    return any(word.lower() in _HEARD_IN_SQUARES for word in found)


def _label(words: str) -> str:
    return fold(words.replace("_", " ")).lower().strip(" .:!-")


def _apart(text: str, size: int) -> Iterator[str]:
    """`_pieces` of a text, cut too where words of a sentence were not understood."""
    for piece in _pieces(text, size):
        begin = 0
        for match in _ASIDE.finditer(piece) if "[" in piece or "(" in piece else ():
            label = match[1] or match[2]
            if not (label and loses_words(_label(label)) and _is_sound(match)):
                continue
            said = piece[begin : match.start()]
            if _LETTER_WORD.search(said) and not is_finished(said.rstrip()):
                yield piece[begin : match.end()]
                begin = match.end()
        if _LETTER_WORD.search(piece[begin:]) or not begin:
            yield piece[begin:]


def _pieces(text: str, size: int) -> Iterator[str]:
    """`text` cut at line and sentence ends into pieces of at most `size` words."""
    held: list[str] = []
    count = 0
    for sentence in _sentences(text, size):
        length = sentence.count(" ") + 1
        if held and count + length > size:
            yield " ".join(held)
            held, count = [], 0
        held.append(sentence)
        count += length
    if held:
        yield " ".join(held)


def _sentences(text: str, size: int) -> Iterator[str]:
    """The sentences of `text`; `size` words at a time of one with more, or of none at all."""
    for line in _lines(text):
        length = line.count(" ") + 1
        punctuated = length <= 4 * size or len(_SENTENCE_END.findall(line)) * size > length
        for sentence in split_sentences(line) if punctuated and length > size // 2 else (line,):
            if sentence.count(" ") < size:
                yield sentence
                continue
            words = sentence.split()
            for begin in range(0, len(words), size):
                yield " ".join(words[begin : begin + size])


def _lines(text: str) -> Iterator[str]:
    """The lines of `text`; a very long one in parts that end at a space, to spare memory."""
    for line in text.split("\n"):
        begin = 0
        while len(line) - begin > _LONGEST_LINE:
            end = line.rfind(" ", begin, begin + _LONGEST_LINE)
            end = end if end > begin else begin + _LONGEST_LINE
            yield line[begin:end]
            begin = end
        yield line[begin:] if begin else line


def _timed(drafts: list[Passage], ends: list[float | None]) -> tuple[Cue, ...]:
    """Cues of `drafts`, each with a start and an end, or none of them with any.

    `ends` match them one to one.
    """
    if all(draft.start is None for draft in drafts):
        return tuple(Cue(text=draft.text, speaker=draft.speaker) for draft in drafts)
    words = [draft.text.count(" ") + 1 for draft in drafts]
    starts = _fill([draft.start for draft in drafts], words)
    cues: list[Cue] = []
    for index, draft in enumerate(drafts):
        start, end = starts[index], ends[index]
        if end is None:
            pace = start + words[index] / _WORDS_PER_SECOND
            end = starts[index + 1] if index + 1 < len(starts) else round(pace, 3)
        cues.append(Cue(text=draft.text, start=start, end=max(start, end), speaker=draft.speaker))
    return tuple(cues)


def _fill(starts: Sequence[float | None], words: Sequence[int]) -> list[float]:
    """`starts` with the missing ones interpolated by the words between known ones."""
    positions = [0, *accumulate(words)]
    known = [index for index, start in enumerate(starts) if start is not None]
    filled: list[float] = []
    for index, start in enumerate(starts):
        if start is None:
            after = bisect_right(known, index)
            left = known[after - 1] if after else None
            right = known[after] if after < len(known) else None
            start = _between(index, left, right, starts, positions)
        filled.append(max(start, filled[-1]) if filled else start)
    return filled


def _between(
    index: int,
    left: int | None,
    right: int | None,
    starts: Sequence[float | None],
    positions: Sequence[int],
) -> float:
    """The start of draft `index`, judged by the nearest known starts on each side."""
    before = starts[left] if left is not None else None
    after = starts[right] if right is not None else None
    if left is not None and before is not None:
        spoken = positions[index] - positions[left]
        if right is None or after is None:
            return round(before + spoken / _WORDS_PER_SECOND, 3)
        share = spoken / (positions[right] - positions[left])
        return min(after, round(before + (after - before) * share, 3))
    if right is not None and after is not None:
        ahead = positions[right] - positions[index]
        return max(0.0, round(after - ahead / _WORDS_PER_SECOND, 3))
    return 0.0


def _longest_ascent(values: Sequence[float]) -> list[int]:
    """Indices of a longest non-descending subsequence of `values` (patience sorting)."""
    tails: list[float] = []
    tail_indices: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        length = bisect_right(tails, value)
        previous.append(tail_indices[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            tail_indices.append(index)
        else:
            tails[length] = value
            tail_indices[length] = index
    ascent: list[int] = []
    index = tail_indices[-1] if tail_indices else -1
    while index >= 0:
        ascent.append(index)
        index = previous[index]
    return ascent[::-1]
