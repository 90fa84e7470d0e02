"""Cues into utterances: sentences as spoken, each with the cues and the time it covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from generator.language.lexicon import WordClass, class_of
from generator.language.words import word_set
from generator.model import Cue, Transcript, Utterance

PIECE_WORDS = 12
"""Usual length of a piece, in words, where nothing is punctuated."""
_SHORTEST_PIECE, _LONGEST_PIECE = 6, 22
"""Words of a piece: within these it ends where a clause is most likely to end."""
LONGEST_SENTENCE = 60
"""A sentence of more words is cut at its commas, else at this length."""
_UNPUNCTUATED = 1 / 50
"""Fewer sentence ends than this for each word means that nobody punctuated."""

_END = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\Wa-z])|(?<=[。！？])")
"""White space after a sentence's end, before something that may begin another."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|cf|No|Inc|Ltd|Fig|approx)\.$"
)
_PAUSES = word_set("um uh er hmm okay ok yeah anyway alright")
_CONNECTIVES = word_set("so but and because now")
_SUBJECTS = word_set(
    """
    i we you they he she it i'm we're you're they're he's she's it's i've we've you've they've i'll
    we'll i'd there there's that's this these let's if when what's here's
    """
)
"""Words that open a clause; a connective is the surest sign."""
_LEADS_ON = word_set(
    """
    and but so or because if when that which who what how where why while than as like just also
    really very not i we you they he she it i'm we're you're they're it's that's there's is are was
    were am be been being has have had do does did can could will would should might may must more
    most some any every all this these those um uh gonna can't don't didn't won't
    """
)
"""After these a clause goes on."""
_TERMINAL = re.compile(r"[.!?…。！？]")


def split_utterances(transcript: Transcript) -> tuple[Utterance, ...]:
    """All utterances of `transcript`, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    cues = transcript.cues
    word_count = sum(len(cue.text.split()) for cue in cues)
    ends = sum(len(_TERMINAL.findall(cue.text)) for cue in cues)
    punctuated = ends >= word_count * _UNPUNCTUATED
    utterances: list[Utterance] = []
    for _, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
        utterances.extend(_split_turn(cues, list(turn), punctuated=punctuated))
    return tuple(utterances)


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
    spans = _sentence_spans(text) if punctuated else _piece_spans(text)
    for start, end in spans:
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
    """Character ranges of the sentences in `text`."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[max(begin, match.start() - 8) : match.start()]):
            continue
        spans.extend(_shorten(text, begin, match.start() + len(match.group().rstrip())))
        begin = match.end()
    if text[begin:].strip():
        spans.extend(_shorten(text, begin, len(text)))
    return spans


def _shorten(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """One sentence's range, cut where it is too long to be read as one."""
    if text.count(" ", begin, end) < LONGEST_SENTENCE:
        return [(begin, end)]
    return [
        (begin + start, begin + stop)
        for start, stop in _word_spans(text[begin:end], LONGEST_SENTENCE, prefer=",;")
    ]


def _piece_spans(text: str) -> list[tuple[int, int]]:
    """Ranges of unpunctuated words, cut where a clause most probably ends."""
    tokens = list(re.finditer(r"\S+", text))
    keys = [token.group().lower().replace("’", "'").rstrip(",;:") for token in tokens]
    spans: list[tuple[int, int]] = []
    begin = 0
    while begin < len(tokens):
        end = _piece_end(keys, begin)
        spans.append((tokens[begin].start(), tokens[end - 1].end()))
        begin = end
    return spans


def _piece_end(keys: list[str], begin: int) -> int:
    """Index after the last word of the piece that begins at `begin`."""
    if len(keys) - begin <= PIECE_WORDS:
        return len(keys)
    ends = range(begin + _SHORTEST_PIECE, min(begin + _LONGEST_PIECE, len(keys)) + 1)
    return max(ends, key=lambda end: _clause_ends(keys, end) - abs(end - begin - PIECE_WORDS) / 20)


def _clause_ends(keys: list[str], end: int) -> float:
    """How likely a clause ends before the word at `end`, on no particular scale."""
    if end == len(keys):
        return 2.0
    last, following = keys[end - 1], keys[end]
    score = 0.0
    if following in _PAUSES:
        score = 1.5
    elif following in _CONNECTIVES:
        score = 1.7
    elif following in _SUBJECTS:
        score = 1.0
    if last in _LEADS_ON or class_of(last) in {WordClass.DETERMINER, WordClass.JOINT}:
        score -= 3.0
    elif class_of(last) in {WordClass.VERB, WordClass.ADJECTIVE, WordClass.GERUND}:
        score -= 1.0 if score < 1.5 else 0.3
    return score


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
