"""Cues into utterances: sentences as spoken, each with its words, its cues and its time.

One pass over a transcript: what comes later reads the tokens that are made here. Where nobody
punctuated, English sentences are found by what was learned of them (`endings`), those of other
languages by pauses and by what sentences of the language end in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from generator.language.endings import find_ends
from generator.language.languages import Language
from generator.language.sentences import is_punctuated, sentence_spans, whole_spans
from generator.language.tagging import Tagger, WordTag
from generator.language.words import is_unspaced, tokens_of, word_count
from generator.model import Cue, Token, Transcript, Utterance, WordClass

_VOICE = re.compile(r"\s*>{2,3}\s*")
"""What captions write where another person begins to speak."""
_LABEL = re.compile(
    r"(?:^|(?<=[.!?…。\"”)-] ))"
    r"\[?([^\W\d_][\w.'’-]*(?: (?:[A-ZÀ-Þ#\d][\w.'’-]*|#?\d+)){0,3})\]?:\s+"
)
"""What may be a speaker's name before what they say."""
_RECURS = 3
"""How often a full name must open a sentence so before it is taken for a speaker's."""

_SHORT, _USUAL, _LONG = 6, 16, 34
"""Words of a piece of unpunctuated speech: hardly fewer, about as many, hardly more."""
_PAUSES = ((1.2, 3.0), (0.6, 1.8), (0.25, 0.8))
"""Seconds of silence, and what they speak for the end of a sentence."""
_ENDING = 2.2
"""The same for words in which sentences of the language end."""
_CLAUSE = 0.3
"""The same for words in which a clause ends that another may follow."""
_FURTHEST = 60
"""Words beyond which no piece is tried."""


def hear(transcript: Transcript, language: str = "en") -> tuple[Utterance, ...]:
    """All utterances of `transcript`, which is in the language of that tag, in order.

    An utterance never spans two speakers. Every cue that has words lies in at least one utterance.
    Times are interpolated by characters within a cue; None throughout where there are none.
    """
    cues = transcript.cues
    known = Language.of(language)
    if not known.listed:
        known = known.after_hearing(
            [token.key for token in tokens_of(cue.text, known)] for cue in cues
        )
    voices = _Voices(cues, known)
    punctuated = is_punctuated([cue.text for cue in cues])
    utterances: list[Utterance] = []
    for _, turn in groupby(range(len(cues)), key=lambda index: cues[index].speaker):
        spoken = [index for index in turn if cues[index].text.strip()]
        if spoken:
            utterances.extend(_split_turn(cues, spoken, known, voices, punctuated=punctuated))
    if known.tag == "en" or not tells_classes(known):
        return tuple(utterances)
    rows = classify([utterance.tokens for utterance in utterances], known)
    return tuple(
        replace(utterance, tokens=row) for utterance, row in zip(utterances, rows, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a turn's text in one voice."""

    start: int
    end: int
    speaker: str | None


class _Voices:
    """Tells where another person begins to speak inside a turn."""

    def __init__(self, cues: Sequence[Cue], language: Language) -> None:
        self._names = {name.casefold(): name for name in {cue.speaker for cue in cues} if name}
        firsts = Counter(name.split()[0] for name in self._names)
        for key, name in list(self._names.items()):
            if firsts[key.split()[0]] == 1:
                self._names.setdefault(key.split()[0], name)
        self._roles = language.pattern("roles", r"(?:{})(?:\s*#?\d+|\s+[a-z])?\Z")
        labels = Counter(
            match[1] for cue in cues if ": " in cue.text for match in _LABEL.finditer(cue.text)
        )
        for label, count in labels.items():
            if count >= _RECURS and " " in label:
                self._names.setdefault(label.casefold(), label)

    def stretches(self, text: str, speaker: str | None) -> Iterator[_Stretch]:
        """The parts of the text of a turn, each in one voice, without what marks them."""
        begin, voice = 0, speaker
        for start, end, name in self._marks(text):
            if text[begin:start].strip():
                yield _Stretch(begin, len(text[:start].rstrip()), voice)
                voice = name
            begin, voice = end, name or voice
        if text[begin:].strip():
            yield _Stretch(begin, len(text), voice)

    def _marks(self, text: str) -> list[tuple[int, int, str | None]]:
        marks: list[tuple[int, int, str | None]] = []
        if ">>" in text:
            marks += [(*match.span(), None) for match in _VOICE.finditer(text)]
        if ": " in text:
            for match in _LABEL.finditer(text):
                name = self._names.get(match[1].casefold())
                if name or self._roles.match(match[1]):
                    marks.append((*match.span(), name or match[1]))
        return sorted(marks)


def _split_turn(
    cues: tuple[Cue, ...],
    turn: list[int],
    language: Language,
    voices: _Voices,
    *,
    punctuated: bool,
) -> Iterator[Utterance]:
    """The utterances of one speaker's consecutive cues, given by their indices."""
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for index in turn:
        starts.append(length)
        piece = " ".join(cues[index].text.split())
        pieces.append(piece)
        length += len(piece) + 1
    text = " ".join(pieces)
    for stretch in voices.stretches(text, cues[turn[0]].speaker):
        part = text[stretch.start : stretch.end]
        if punctuated and not is_unspaced(part):
            spans: Sequence[tuple[int, int]] = sentence_spans(part, language)
        elif language.tag == "en":
            spans = list(_learned_spans(part, language))
        else:
            breaks = _breaks(cues, turn, starts, stretch)
            spans = list(_paused_spans(part, breaks, language))
        for begin, stop in spans:
            start, end = stretch.start + begin, stretch.start + stop
            first = bisect_right(starts, start) - 1
            last = bisect_right(starts, max(start, end - 1)) - 1
            said = text[start:end]
            yield Utterance(
                text=said,
                tokens=tokens_of(said, language),
                first_cue=turn[first],
                last_cue=turn[last],
                start=_time_at(cues[turn[first]], start - starts[first], len(pieces[first])),
                end=_time_at(cues[turn[last]], end - starts[last], len(pieces[last])),
                speaker=stretch.speaker,
            )


def _time_at(cue: Cue, offset: int, length: int) -> float | None:
    """The moment at which the character at `offset` of a cue's text is spoken."""
    if cue.start is None or cue.end is None:
        return cue.start
    return cue.start + (cue.end - cue.start) * (offset / length if length else 0.0)


def _learned_spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated English words that most probably are a sentence each.

    `text` has single spaces between its words.
    """
    for begin, end in whole_spans(text, language):
        said = text[begin:end].split()
        first = 0
        for last in find_ends(said):
            stop = begin + sum(map(len, said[first:last])) + last - first - 1
            yield begin, stop
            begin, first = stop + 1, last


def _breaks(
    cues: Sequence[Cue], turn: Sequence[int], starts: Sequence[int], stretch: _Stretch
) -> dict[int, float]:
    """Where cues begin in a stretch, and how long the silence before them is, in seconds."""
    breaks: dict[int, float] = {}
    for place in range(1, len(turn)):
        if stretch.start < starts[place] < stretch.end:
            ended, begun = cues[turn[place - 1]].end, cues[turn[place]].start
            silence = begun - ended if begun is not None and ended is not None else 0.0
            breaks[starts[place] - stretch.start] = silence
    return breaks


def _paused_spans(
    text: str, breaks: dict[int, float], language: Language
) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated words that probably are a sentence each, by dynamic programming.

    They end at pauses, where a cue does, and after words in which sentences of the language end;
    `breaks` are the starts of cues in `text`, with the silence before each.
    """
    for first, last in whole_spans(text, language):
        if word_count(text[first:last]) <= _LONG:
            yield first, last
            continue
        worth = _ends_by_place(text, first, last, breaks, language)
        places = [first, *sorted(worth), last]
        lengths = [0]
        for before, after in pairwise(places):
            lengths.append(lengths[-1] + max(1, word_count(text[before:after].strip())))
        best, came_from = [0.0], [0]
        for index in range(1, len(places)):
            choices = [
                (best[origin] + _length_worth(lengths[index] - lengths[origin]), origin)
                for origin in range(index - 1, -1, -1)
                if origin == index - 1 or lengths[index] - lengths[origin] <= _FURTHEST
            ]
            top, origin = max(choices)
            best.append(top + worth.get(places[index], 0.0))
            came_from.append(origin)
        chosen = [len(places) - 1]
        while came_from[chosen[-1]]:
            chosen.append(came_from[chosen[-1]])
        ends = [places[index] for index in reversed(chosen)]
        for begin, end in zip([first, *ends], ends, strict=False):
            said = text[begin:end]
            yield begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())


def _ends_by_place(
    text: str, first: int, last: int, breaks: dict[int, float], language: Language
) -> dict[int, float]:
    """Places where a sentence may end, and what speaks for it."""
    worth: dict[int, float] = {}
    for match in re.finditer(r"(?<=[\s、，,]) *(?=\S)", text[first:last]):
        worth[first + match.end()] = -1.5
    for place, silence in breaks.items():
        if first < place < last:
            worth[place] = next((gain for least, gain in _PAUSES if silence >= least), 0.0)
    for name, gain in (("clause_end", _CLAUSE), ("sentence_end", _ENDING)):
        for match in language.pattern(name, "(?:{})").finditer(text, first, last):
            place = match.end()
            while place < last and text[place] in " 、，,":
                place += 1
            if first < place < last:
                worth[place] = max(worth.get(place, 0.0), 0.0) + gain
    return worth


def _length_worth(length: int) -> float:
    """What a piece of so many words is worth."""
    if length < _SHORT:
        return -1.0 * (_SHORT - length)
    if length > _LONG:
        return -0.5 * (length - _LONG) - 1.0
    return -(((length - _USUAL) / 12) ** 2)


def tells_classes(language: Language) -> bool:
    """Whether nouns are told from verbs in a language, so that phrases can be found."""
    return language.tag == "en" or Tagger.of(language.tag) is not None


def classify(rows: Iterable[tuple[Token, ...]], language: Language) -> Iterable[tuple[Token, ...]]:
    """`rows` of words, each in the class that it has where it stands, as far as that is learned.

    English has its own rules (`lexicon`), with which the program's weights were fitted.
    """
    tagger = None if language.tag == "en" else Tagger.of(language.tag)
    if tagger is None:
        return rows  # one at a time, if they are made so
    rows = list(rows)
    tags = tagger.tag([list(_whole_words(row)) for row in rows])
    classified: list[tuple[Token, ...]] = []
    for row, tagged in zip(rows, tags, strict=True):
        kinds = iter(tagged)
        classified.append(
            tuple(
                token
                if token.text[-1] in "'’"
                else token._replace(kind=_class_of(next(kinds), token, language))
                for token in row
            )
        )
    return classified


def _whole_words(row: Sequence[Token]) -> Iterator[str]:
    """The words of `row` with what is elided before them, as the tagger learned them."""
    elided = ""
    for token in row:
        if token.text[-1] in "'’":
            elided += token.text
        else:
            yield elided + token.text
            elided = ""


def _class_of(tag: WordTag, token: Token, language: Language) -> WordClass:
    """What a universal word class means for noun phrases."""
    if token.key in language.classes["joints"]:
        return WordClass.JOINT
    kind = _CLASSES.get(tag, WordClass.OTHER)
    if token.empty and kind in {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.NAME}:
        return WordClass.OTHER
    return kind


_CLASSES = {
    WordTag.NOUN: WordClass.NOUN,
    WordTag.PROPN: WordClass.NAME,
    WordTag.ADJ: WordClass.ADJECTIVE,
    WordTag.VERB: WordClass.VERB,
    WordTag.AUX: WordClass.VERB,
    WordTag.DET: WordClass.DETERMINER,
}
