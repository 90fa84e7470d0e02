"""Cues into utterances: sentences as spoken, each with the cues and the time it covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from generator.language.endings import find_ends
from generator.model import Cue, Transcript, Utterance

LONGEST_SENTENCE = 60
"""A sentence of more words is cut at its commas, else at this length."""
_UNPUNCTUATED = 1 / 50
"""Fewer sentence ends than this for each word means that nobody punctuated."""

_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\Wa-z])|(?<=[。！？])")
"""White space after a sentence's end, before something that may begin another."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Inc|Ltd|Fig|approx)\.$"
)
_TERMINAL = re.compile(r"[.!?…。！？]")


def split_utterances(transcript: Transcript) -> tuple[Utterance, ...]:
    """All utterances of `transcript`, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    cues = transcript.cues
    punctuated = is_punctuated(transcript)
    utterances: list[Utterance] = []
    for _, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
        utterances.extend(_split_turn(cues, list(turn), punctuated=punctuated))
    return tuple(utterances)


def is_punctuated(transcript: Transcript) -> bool:
    """Whether somebody wrote where the sentences of `transcript` end."""
    word_count = sum(len(cue.text.split()) for cue in transcript.cues)
    ends = sum(len(_TERMINAL.findall(cue.text)) for cue in transcript.cues)
    return ends >= word_count * _UNPUNCTUATED


def split_sentences(text: str) -> list[str]:
    """The sentences of a running text, in order; joined by spaces they give the text back."""
    return [text[start:end] for start, end in _sentence_spans(text)]


def _split_turn(cues: tuple[Cue, ...], turn: list[int], *, punctuated: bool) -> Iterator[Utterance]:
    """The utterances of one speaker's consecutive cues, given by their indices."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    turn = [index for index in turn if cues[index].text.strip()]
    for index in turn:
        starts.append(length)
        piece = " ".join(cues[index].text.split())
        pieces.append(piece)
        length += len(piece) + 1
    text = " ".join(pieces)
    for start, end in _sentence_spans(text) if punctuated else _piece_spans(text):
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, max(start, end - 1)) - 1
        yield Utterance(
            text=text[start:end],
            first_cue=turn[first],
            last_cue=turn[last],
            start=_time_at(cues[turn[first]], start - starts[first], len(pieces[first])),
            end=_time_at(cues[turn[last]], end - starts[last], len(pieces[last])),
            speaker=cues[turn[0]].speaker,
        )


def _time_at(cue: Cue, offset: int, length: int) -> float | None:
    """The moment at which the character at `offset` of a cue's text is spoken."""
    if cue.start is None or cue.end is None:
        return cue.start
    return cue.start + (cue.end - cue.start) * (offset / length if length else 0.0)


def _sentence_spans(text: str) -> list[tuple[int, int]]:
    """Character ranges of the sentences in `text`, none of them too long to be read as one."""
    return [span for begin, end in whole_spans(text) for span in _shorten(text, begin, end)]


def whole_spans(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges of the sentences in `text` as its punctuation has them, however long."""
    begin = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[max(begin, match.start() - 8) : match.start()]):
            continue
        yield begin, match.start() + len(match.group().rstrip())
        begin = match.end()
    if text[begin:].strip():
        yield begin, len(text)


def _shorten(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """One sentence's range, cut where it is too long to be read as one."""
    if text.count(" ", begin, end) < LONGEST_SENTENCE:
        return [(begin, end)]
    return [
        (begin + start, begin + stop)
        for start, stop in _word_spans(text[begin:end], LONGEST_SENTENCE, prefer=",;")
    ]


def _piece_spans(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated words that most probably are a sentence each.

    `text` has single spaces between its words.
    """
    for begin, end in whole_spans(text):
        said = text[begin:end].split()
        first = 0
        for last in find_ends(said):
            stop = begin + sum(map(len, said[first:last])) + last - first - 1
            yield begin, stop
            begin, first = stop + 1, last


def _word_spans(text: str, size: int, prefer: str = "") -> list[tuple[int, int]]:
    """Ranges of at most `size` words, ending after a character of `prefer` where one is near."""
    tokens = list(re.finditer(r"\S+", text))
    spans: list[tuple[int, int]] = []
    begin = 0
    while begin < len(tokens):
        stop = min(begin + size, len(tokens))
        if stop < len(tokens) and prefer:
            for candidate in range(stop, begin + size // 2, -1):
                if tokens[candidate - 1].group()[-1] in prefer:
                    stop = candidate
                    break
        spans.append((tokens[begin].start(), tokens[stop - 1].end()))
        begin = stop
    return spans
