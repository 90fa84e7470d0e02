"""Speech in a tree of objects and lists, whoever built it: the JSON, XML and tables of services.

Somewhere in such a tree stands a list of pieces that have words and times. `fields` knows what
their keys mean, `lists` finds the lists and chooses the one that says everything once, `joining`
makes phrases of words. Nothing here knows a service by name.
"""

from __future__ import annotations

import math
import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, islice
from typing import NamedTuple

from ...decoding import unescape
from ...errors import InputError
from ...language.choosing import known_tag
from ...language.words import word_count
from ...model import Document, ListedChapter, Recording
from .. import plain_text, speaker_text
from ..captions import document_of
from ..chapter_lists import chapters_from
from ..speech import LONGEST_CUE, Passage, checked_time, fold, in_order_of_time, transcribe
from .fields import (
    EARLIEST_EPOCH,
    Path,
    Time,
    folded,
    get,
    name_rank,
    read_time,
    time_rank,
    unit_of,
)
from .joining import Piece, is_punctuated, phrases_of, respelled
from .lists import (
    Found,
    Node,
    Reading,
    Run,
    channel_of,
    choose,
    gather,
    is_aside,
    name_above,
    readings_of,
    said,
    time_at,
    turns_of,
)

Turn = tuple[float, float, str]
"""When somebody begins and ends to speak, in seconds, and who."""

_UNITS = (1.0, 1e-3, 1 / 16000, 1e-6, 1e-7, 1e-9)
"""Seconds in what numbers without a unit may count: seconds, milliseconds, samples of sound at
16 kHz, microseconds, ticks, nanoseconds."""
_WORDS_PER_SECOND = 2.5
_IN_DOUBT = math.log(6)
"""How much likelier another unit must make the pace of speech than seconds do."""
_LATEST_EPOCH = 4e9
"""Seconds since 1970, in 2096: larger fractions count something else."""
_CENTISECOND = 1e-2
_HANDICAP = math.log(2)
"""By how much hundredths of a second, which few count, must be likelier than others."""
_LONGEST_SILENCE = 3600.0
"""Seconds from a recording's stated beginning to the first word."""
_UNNAMED = frozenset(
    ["uu", "unknown", "null", "none", "undefined", "-1", "n/a", "unidentified", "unk", "na"]
) | {
    "",
    "unknown speaker",
}
_LETTER_OR_NUMBER = re.compile(r"[A-Za-z]|\d{1,3}")
_TITLE_KEYS = ("title", "meeting_title", "episode_title")
_TEXT_KEYS = frozenset({"text", "transcript", "transcription", "fulltranscript", "fulltext"})
_BESIDE_TEXT = frozenset(
    [
        "usage",
        "language",
        "languagecode",
        "task",
        "duration",
        "logprobs",
        "model",
        "id",
        "status",
        "xgroq",
        "wordcount",
    ]
)
"""What stands beside the text where a service gives nothing else."""
_FEWEST_WORDS = 3


class _Times(NamedTuple):
    """The times of an item, as they are written."""

    start: Time | None
    end: Time | None
    length: Time | None


def read(tree: object, *, names: Mapping[str, str] | None = None) -> Document | None:
    """The recording in `tree`; None where nothing in it is speech.

    `names` are those of speakers that something else tells. Raises `InputError` where an entry of
    its list is broken, or a time is absurd.
    """
    found = gather(tree)
    found.names.update(names or {})
    readings = readings_of(found)
    turns = _turns(found, readings)
    timed = [each for each in readings if each.starts or each.ends or each.inner]
    chosen = choose(timed, with_turns=bool(turns))
    if chosen is None:
        return _untimed(found, readings)
    passages = _with_numbers(_passages(chosen, found, turns))
    document = document_of(passages, language=_language(found), split=LONGEST_CUE)
    [recording] = document.recordings
    node = chosen.runs[0].node if chosen.runs else None
    return Document(
        recordings=(
            replace(recording, title=_title(node), chapters=_chapters(node, recording.chapters)),
        )
    )


def speakers_by_time(passages: Sequence[Passage], turns: Sequence[Turn]) -> list[Passage]:
    """`passages`, each with whoever speaks for most of it by `turns`.

    Those that have a speaker keep it.
    """
    turns = sorted(turns)
    starts = [start for start, _, _ in turns]
    latest_ends = list(accumulate((end for _, end, _ in turns), max))
    named: list[Passage] = []
    for passage in passages:
        start = passage.start
        if start is None or passage.speaker:
            named.append(passage)
            continue
        end = passage.end if passage.end is not None else start
        first = max(bisect_left(latest_ends, start), bisect_left(starts, start) - _MOST_TURNS)
        shares: dict[str, float] = {}
        for begin, stop, name in turns[first : bisect_right(starts, end)]:
            overlap = min(stop, end) - max(begin, start)
            if overlap >= 0:
                within = 1e-9 if begin <= start < stop else 0.0  # who begins here, not who ends
                shares[name] = shares.get(name, 0.0) + overlap + 1e-9 + within
        speaker = max(shares, key=shares.__getitem__) if shares else None
        named.append(replace(passage, speaker=speaker))
    return named


_MOST_TURNS = 500
"""Turns that may begin before a passage and still go on in it."""


def label(value: object, names: Mapping[str, str]) -> str | None:
    """The name of a speaker, by what a service calls them; None for one that it does not know.

    A number or a letter is that of a speaker whom nobody named.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    if not isinstance(value, (int, str)):
        return None
    text = fold(str(value))
    text = fold(names.get(text, text)).rstrip(" :")
    if text.lower() in _UNNAMED or len(text) > 120:
        return None
    return f"Speaker {text}" if _LETTER_OR_NUMBER.fullmatch(text) else text


def _passages(reading: Reading, found: Found, turns: Sequence[Turn]) -> list[Passage]:
    """What is said, in order of time."""
    unit = _unit(reading)
    base = _first_moment(reading) if unit is None else 0.0
    zero = _counts_from_zero(reading)
    by_run = [(run, _pieces(run, reading, found, unit, base, zero=zero)) for run in reading.runs]
    pieces = [piece for _, those in by_run for piece in those]
    if not any(piece.speaker for piece in pieces):
        by_run = [(run, _by_channel(run, those, reading)) for run, those in by_run]
        pieces = [piece for _, those in by_run for piece in those]
        heard = {piece.speaker for piece in pieces if piece.speaker}
        if len(heard) < 2:
            by_run = [(run, [replace(p, speaker=None) for p in those]) for run, those in by_run]
            if turns:
                named = iter(_by_turns([piece for _, those in by_run for piece in those], turns))
                by_run = [(run, list(islice(named, len(those)))) for run, those in by_run]
    if not reading.single:
        passages = [
            Passage(
                text=piece.text, start=piece.start, end=piece.end, speaker=piece.speaker or None
            )
            for _, those in by_run
            for piece in those
        ]
        return in_order_of_time(passages)
    punctuated = is_punctuated(pieces)
    if not punctuated:
        by_run = [(run, _spelled(run, those)) for run, those in by_run]
        punctuated = is_punctuated([piece for _, those in by_run for piece in those])
    return in_order_of_time(
        [phrase for _, those in by_run for phrase in phrases_of(those, punctuated=punctuated)]
    )


def _with_numbers(passages: Sequence[Passage]) -> list[Passage]:
    """`passages` with numbers for speakers of whom only the key in a database is known."""
    numbers: dict[str, str] = {}
    for passage in passages:
        if passage.speaker and _KEY.fullmatch(passage.speaker):
            numbers.setdefault(passage.speaker, f"Speaker {len(numbers) + 1}")
    return [
        replace(passage, speaker=numbers.get(passage.speaker or "", passage.speaker))
        for passage in passages
    ]


_KEY = re.compile(r"\d{4,}|[0-9a-f]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def _pieces(
    run: Run,
    reading: Reading,
    found: Found,
    unit: float | None,
    base: float,
    *,
    zero: bool = False,
) -> list[Piece]:
    """The items of a list, read, with times of this unit that count from `base`.

    Raises `InputError` naming the entry where one is broken.
    """
    above = label(name_above(run.node), found.names)
    headed = _headed(run, reading)
    key = reading.path[-1] if reading.path else "list"
    pieces: list[Piece] = []
    ended: float | None = None
    for number, item in enumerate(run.items, start=1):
        where = f"entry {number} of {key!r}"
        if not isinstance(item, dict):
            raise InputError(f"{where} is not an object", remedy="export the transcript again")
        text = _text(item, reading.texts, where)
        times = _times(item, reading, where)
        start = _seconds(times.start, unit, base, where)
        end = _seconds(times.end, unit, base, where)
        if start is None and end is not None and not reading.starts:
            start = ended or 0.0
        if end is None and start is not None and times.length:
            end = start + (_seconds(times.length, unit, 0.0, where) or 0.0)
        ended = end if end is not None else ended
        speaker = _speaker(item, reading.names, found, zero=zero)
        speaker = headed[number - 1] if speaker is None and headed else speaker
        pieces.append(
            Piece(
                text=unescape(text) if "&" in text else text,
                start=start,
                end=round(end, 3) if end is not None else None,
                speaker=above if speaker is None else speaker,
            )
        )
    if pieces and pieces[-1].end is None and run.node:
        last = _any_time(run.node.value, "end")
        end = _seconds(last, unit, base, "the end")
        if end is not None and end >= (pieces[-1].start or 0.0):
            pieces[-1] = replace(pieces[-1], end=end)
    return pieces


def _headed(run: Run, reading: Reading) -> list[str | None]:
    """Who speaks each item by the titles between them, where those come again as names do."""
    titles = [
        fold(title)
        if isinstance(item, dict)
        and not said(item, reading.texts)
        and isinstance(title := get(item, ("title", "title")) or get(item, ("title",)), str)
        else None
        for item in run.items
    ]
    given = [title for title in titles if title]
    if len(given) == len(set(given)):
        return []
    heard: list[str | None] = []
    for title in titles:
        heard.append(title or (heard[-1] if heard else None))
    return heard


def _counts_from_zero(reading: Reading) -> bool:
    """Whether Google's tag 0 is one of several here, and not its word for nobody."""
    tags = [path for path in reading.names if folded(str(path[-1])) == "speakertag"]
    return any(
        get(item, path) not in (None, 0)
        for path in tags
        for run in reading.runs
        for item in run.items
    )


def _text(item: Mapping[str, object], paths: Sequence[Path], where: str) -> str:
    for path in paths:
        value = get(item, path)
        if isinstance(value, str):
            if value or path == paths[-1]:
                return value
        elif value not in (None, []) and not said(item, (path,)):
            raise InputError(
                f"{where} has {_kind(value)} for {path[-1]!r}", remedy="make it a string"
            )
        elif value is not None:
            return said(item, (path,))
    return ""


def _kind(value: object) -> str:
    kinds = {"dict": "an object", "list": "a list", "bool": "true or false"}
    return kinds.get(type(value).__name__, "a number")


def _times(item: Mapping[str, object], reading: Reading, where: str) -> _Times:
    start = _stated(item, reading.starts, where)
    end = _stated(item, reading.ends, where)
    length = time_at(item, reading.lengths)
    if start is None or (end is None and length is None):
        inner = _words_in(item)
        if start is None and (reading.starts or reading.inner):
            start = next(filter(None, (_any_time(word, "start") for word in inner)), None)
        if end is None and length is None:
            end = next(filter(None, (_any_time(word, "end") for word in reversed(inner))), None)
    if start and end and start.absolute != end.absolute:
        end = None
    return _Times(start, end, length)


def _stated(item: Mapping[str, object], paths: Sequence[Path], where: str) -> Time | None:
    """The first time among `paths`. Raises `InputError` where something else stands there."""
    time = time_at(item, paths)
    if time is None:
        for path in paths:
            if get(item, path) not in (None, ""):
                raise InputError(
                    f"{where} has no time for {path[-1]!r}", remedy="make it a number of seconds"
                )
    return time


def _words_in(item: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The words of an entry, where it holds a list of them."""
    for value in item.values():
        if isinstance(value, list) and value and any(isinstance(each, dict) for each in value):
            return [each for each in value if isinstance(each, dict)]
    return []


def _any_time(item: Mapping[str, object], role: str) -> Time | None:
    for key, value in item.items():
        if time_rank((key,), role) is not None and (time := read_time(value, unit_of((key,)))):
            return time
    return None


def _speaker(
    item: Mapping[str, object], paths: Sequence[Path], found: Found, *, zero: bool
) -> str | None:
    """Who speaks an item: by a name rather than by a number; "" for somebody unknown.

    `zero` says that the tag 0 stands for one of them, as others have other tags.
    """
    labels = []
    unknown = False
    for path in paths:
        value = get(item, path)
        if value == 0 and not zero and folded(str(path[-1])) == "speakertag":
            continue  # Google's word for nobody
        if isinstance(value, (str, int, float)) and value != "":
            name = label(value, found.names)
            unknown = unknown or name is None
            labels.extend([name] if name else [])
    for word in _words_in(item) if not paths else ():
        for key, value in word.items():
            if name_rank((key,)) in range(5) and (name := label(value, found.names)):
                labels.append(name)
    named = (each for each in labels if not _NUMBERED.fullmatch(each))
    return next(named, labels[0] if labels else "" if unknown else None)


_NUMBERED = re.compile(r"Speaker (?:[A-Za-z]|\d{1,3})|\d{4,}|[0-9a-fA-F-]{16,}|.*@.*")
"""Labels that are no names: numbers, keys of a database, addresses."""


def _unit(reading: Reading) -> float | None:
    """Seconds in one of the numbers that times are given in; None where they are of a day.

    Judged by how fast people would speak.
    """
    paces: list[float] = []
    numbers: list[float] = []
    whole = lasting = True
    before: tuple[float, int] | None = None
    for run in reading.runs[:400]:
        for item in run.items[:400]:
            start = time_at(item, reading.starts)
            if start is None or start.known:
                continue
            numbers.append(start.number)
            end, length = time_at(item, reading.ends), time_at(item, reading.lengths)
            text = said(item, reading.texts).strip()
            words = word_count(text) if text else 0
            lasts = length.number if length and not length.known else None
            if end and not end.known:
                lasts = end.number - start.number
            whole = whole and start.number.is_integer() and (lasts or 0.0).is_integer()
            lasting = lasting and lasts is not None
            if not words:
                continue
            if lasts and lasts > 0:
                paces.append(words / lasts)
            elif before and start.number > before[0]:
                paces.append(before[1] / (start.number - before[0]))
            before = start.number, words
        if len(paces) > 2000:
            break
    if not numbers:
        absolute = time_at(_first_item(reading), reading.starts)
        return None if absolute and absolute.absolute else 1.0
    late = len(numbers) > 1 and min(numbers) > EARLIEST_EPOCH
    if late and (whole or max(numbers) < _LATEST_EPOCH):
        return None
    if not paces:
        return 1.0
    pace = statistics.median(paces)
    if pace <= 0:
        return 1.0
    doubts = {unit: abs(math.log(pace / unit / _WORDS_PER_SECOND)) for unit in _UNITS}
    if lasting:
        doubts[_CENTISECOND] = _HANDICAP + abs(math.log(pace / _CENTISECOND / _WORDS_PER_SECOND))
    best = min(doubts, key=lambda unit: doubts[unit])
    return best if whole and doubts[1.0] - doubts[best] > _IN_DOUBT else 1.0


def _first_item(reading: Reading) -> object:
    return next((item for run in reading.runs for item in run.items), None)


def _first_moment(reading: Reading) -> float:
    """When a recording begins whose times are moments of a day."""
    times = (time_at(item, reading.starts) for run in reading.runs for item in run.items)
    first = min((_of_day(time) for time in times if time), default=0.0)
    node = reading.runs[0].node if reading.runs else None
    for each in node.up() if node else ():
        stated = _any_time(each.value, "start")
        if stated and 0 <= first - _of_day(stated) < _LONGEST_SILENCE:
            return _of_day(stated)
    return first


def _of_day(time: Time) -> float:
    """Seconds since 1970, for a number of seconds, milliseconds or microseconds."""
    if time.absolute:
        return time.number
    return time.number / (1e6 if time.number > 1e14 else 1e3 if time.number > 1e11 else 1)


def _seconds(time: Time | None, unit: float | None, base: float, where: str) -> float | None:
    if time is None:
        return None
    if unit is None or time.absolute:
        seconds = _of_day(time) - base if base else time.number
    else:
        seconds = time.number if time.known else time.number * unit
    try:
        return round(checked_time(seconds) or 0.0, 3)
    except InputError as error:
        raise InputError(f"{where} has {error.reason}", remedy=error.remedy) from None


def _by_channel(run: Run, pieces: Sequence[Piece], reading: Reading) -> list[Piece]:
    """`pieces` with channels for speakers, where each has a microphone of its own."""
    return [
        replace(piece, speaker=label(channel_of(run.node, item), {}))
        for piece, item in zip(pieces, run.items, strict=True)
    ]


def _by_turns(pieces: Sequence[Piece], turns: Sequence[Turn]) -> list[Piece]:
    passages = [Passage(text=piece.text, start=piece.start, end=piece.end) for piece in pieces]
    named = speakers_by_time(passages, turns)
    speakers: list[str | None] = []
    for passage in named:
        last = speakers[-1] if speakers else None
        speakers.append(passage.speaker if passage.start is not None else last)
    return [
        replace(piece, speaker=speaker) for piece, speaker in zip(pieces, speakers, strict=True)
    ]


def _turns(found: Found, readings: Sequence[Reading]) -> list[Turn]:
    """Who speaks when, where lists say that and nothing else; of several the finest."""
    best: list[Turn] = []
    for path, items in turns_of(found, readings):
        turns = list(_turns_in(path, items, found))
        if len(turns) > len(best):
            best = turns
    return best


def _turns_in(
    path: tuple[str, ...], items: Sequence[Mapping[str, object]], found: Found
) -> Iterator[Turn]:
    starts: list[tuple[float, float | None, str]] = []
    for item in items:
        names = sorted((rank, key) for key in item if (rank := name_rank((key,))) is not None)
        name = next((n for _, key in names if (n := label(item[key], found.names))), None)
        start, end = _any_time(item, "start"), _any_time(item, "end")
        length = _any_time(item, "length")
        if start and end is None and length:
            end = Time(start.number + length.number, known=start.known)
        if name and start:
            starts.append((start.number, end.number if end else None, name))
    for place, (begin, stop, name) in enumerate(starts):
        after = starts[place + 1][0] if place + 1 < len(starts) else begin + 3600.0
        yield begin, stop if stop is not None else after, name


def _spelled(run: Run, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` as a full text spells them, where one stands above their list."""
    for node in run.node.up() if run.node else ():
        for key, value in node.value.items():
            if isinstance(value, str) and folded(key) in _FULL_TEXTS:
                words = [piece for piece in pieces if piece.text.strip()]
                if spelled := respelled(words, value):
                    return spelled
    return list(pieces)


_FULL_TEXTS = _TEXT_KEYS | {"display", "displaytext", "sentence", "content", "utterance"}


def _language(found: Found) -> str | None:
    """The tag of the first language that is named and known."""
    for value in found.languages:
        if isinstance(value, dict):
            value = value.get("code") or value.get("name")
        if isinstance(value, str) and 2 <= len(value) <= 30:
            try:
                return known_tag(value)
            except ValueError:
                continue
    return None


def _title(node: Node | None) -> str | None:
    """What the recording is called, by what the speech stands in."""
    for each in node.up() if node else ():
        for key in _TITLE_KEYS:
            value = each.value.get(key)
            if isinstance(value, str) and 2 < len(fold(value)) <= 300:
                return fold(value)
    return None


def _chapters(node: Node | None, otherwise: tuple[ListedChapter, ...]) -> tuple[ListedChapter, ...]:
    """Chapters that people listed beside the speech; those that a service wrote are summaries."""
    for each in node.up() if node else ():
        listed = each.value.get("chapters")
        if isinstance(listed, list) and listed and all(map(_is_listed, listed)):
            try:
                return chapters_from(listed)
            except ValueError:
                return otherwise
    return otherwise


def _is_listed(chapter: object) -> bool:
    return isinstance(chapter, dict) and "title" in chapter and not chapter.keys() & _MADE


_MADE = {"summary", "gist", "headline", "abstract"}


def _untimed(found: Found, readings: Sequence[Reading]) -> Document | None:
    """Speech without times: a list of what each speaker says, or a text and nothing else."""
    named = [each for each in readings if each.names and each.speakers and each.words]
    chosen = choose((each for each in named if name_rank(each.names[0]) != 7), with_turns=False)
    if chosen:
        passages = [
            Passage(text=piece.text, speaker=piece.speaker or None)
            for run in chosen.runs
            for piece in _pieces(run, chosen, found, 1.0, 0.0)
        ]
        node = chosen.runs[0].node
    else:
        text = _whole_text(found)
        if word_count(text) < _FEWEST_WORDS or not text.strip():
            return None
        written = next((p for p in (speaker_text, plain_text) if p.recognizes(text)), None)
        document: Document | None = written.parse(text) if written else None
        if document and document.recordings[0].transcript.voices:
            return document
        passages = [Passage(text=text)]
        node = None
    transcript, _ = transcribe(passages, language=_language(found), split=LONGEST_CUE)
    if not transcript.cues:
        raise InputError("holds no speech", remedy="export the transcript again")
    return Document(recordings=(Recording(transcript=transcript, title=_title(node)),))


def _whole_text(found: Found) -> str:
    """What a service gives as a text and without times: "" where there is no such text."""
    others = {folded(key) for key in found.root} - _TEXT_KEYS - _BESIDE_TEXT
    for key, value in found.root.items():
        if not others and folded(key) in _TEXT_KEYS and isinstance(value, str):
            return value
    called = {path: texts for path, texts in found.transcripts.items() if not is_aside(path)}
    return "\n".join(called[min(called, key=len)]) if called else ""
