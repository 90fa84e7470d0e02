"""What the keys of a timed piece mean, whoever named them, and what their values say.

`start`, `startTime`, `start_ms`, `tStartMs`, `BeginOffsetMillis`, `offsetInTicks` and `data_start`
all say when something begins. Keys are read by the words in them, so that a service which nobody
listed is understood as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where a value stands in an item: keys, and places in short lists."""

_PART = re.compile(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_TEXTS = (
    "punctuatedword textentities displaytext display text body utf8 sentence finalsentence "
    "transcript transcription onebest content value spokentext utterance utt caption line segment "
    "word words statement term token phrase paragraph message subtitle txt "
    "annotationvalue unparsed dialogue speech segs runs lines res rawtext lexical said snippet "
    "texte texto testo inhalt テキスト 内容 発言 文本"
)
_TEXT_RANKS = {key: rank for rank, key in enumerate(_TEXTS.split())}
"""Keys of what is said, the best first: with punctuation before without."""
COMPOSED = {"segs": "", "runs": "", "lines": " ", "res": " ", "content": " ", "textentities": ""}
"""Keys of text in pieces that have no times of their own, and what stands between the pieces."""
_NO_TEXT = frozenset(
    ["speaker", "participant", "language", "translation", "translated", "sentiment"]
)

_START = frozenset(
    [
        "start",
        "starts",
        "begin",
        "beginn",
        "anfang",
        "inicio",
        "início",
        "inizio",
        "début",
        "debut",
        "開始",
        "开始",
        "from",
        "bg",
        "bgn",
        "stime",
        "starttime",
        "startms",
        "begintime",
        "begins",
    ]
)
_END = frozenset(
    [
        "end",
        "ende",
        "fin",
        "fine",
        "fim",
        "終了",
        "结束",
        "ends",
        "stop",
        "to",
        "until",
        "till",
        "ed",
        "etime",
        "endtime",
        "endms",
        "finish",
    ]
)
_LENGTH = frozenset(["duration", "dur", "length", "len", "d"])
_MOMENTS = (
    "ts time timestamp timestamps timecode tc unixtime zeit zeitstempel hora tiempo temps "
    "horodatage ora tempo 時間 时间"
)
_MOMENT = frozenset(_MOMENTS.split())
_BARE = {
    "t": _MOMENT,
    "s": _START,
    "t0": _START,
    "in": _START,
    "at": _MOMENT,
    "sec": _MOMENT,
    "seconds": _MOMENT,
    "ms": _MOMENT,
    "st": _START,
    "et": _END,
    "e": _END,
    "t1": _END,
    "out": _END,
}
"""Keys that mean a time only where they stand alone."""
_NO_TIMES = (
    "word words char chars character index idx id token tokens line byte confidence score page row "
    "count number level level name label text type speaker url date"
)
_NO_TIME = frozenset(_NO_TIMES.split())
"""What a key ends in that counts something else: `start_word`, `endIndex`."""
_RELATIVE = frozenset({"toffsetms"})
"""Times from the start of what they stand in, of which that is enough."""
_UNITS = {
    **dict.fromkeys(("ms", "millis", "milliseconds", "msec", "millisecond"), 1e-3),
    **dict.fromkeys(("us", "micros", "microseconds"), 1e-6),
    **dict.fromkeys(("ns", "nanos", "nanoseconds"), 1e-9),
    **dict.fromkeys(("sec", "secs", "seconds"), 1.0),
    "ticks": 1e-7,
}
"""Seconds in a unit that a key names; a tick is that of .NET."""

WHO = frozenset(
    [
        "speaker",
        "spk",
        "spkr",
        "spkid",
        "participant",
        "voice",
        "who",
        "talker",
        "diarization",
        "sprecher",
        "hablante",
        "locuteur",
        "intervenant",
        "orador",
        "relatore",
        "話者",
        "发言人",
    ]
)
"""Words in keys of who speaks."""
_NO_NAMES = (
    "confidence score change count email timing embedding url image avatar type sentiment color "
    "duration time start end ms similarity tone speakers labels channels diarization"
)
_NO_NAME = frozenset(_NO_NAMES.split())
_NAME_RANKS = {"name": 0, "label": 2, "tag": 2, "role": 3, "id": 4, "index": 4}
_BARE_NAMES = frozenset(
    ["name", "username", "displayname", "person", "personslug", "personname", "actor", "character"]
)

_SENDERS = frozenset(["author", "sender", "from", "user", "userprofile", "creator"])
"""Keys of who wrote a message: of one who speaks only where nothing else says who does."""
_SENT_AT = frozenset(["createat", "originalarrivaltime"])
"""Keys of when a message was sent, that have no other."""
_SENT_RANKS = {"nickname": 9, "realname": 9, "displayname": 9, "name": 10, "username": 12}
WRITTEN_BY = 9
"""The first rank of names that are those of writers."""

_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{0,12})?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,12})|[:;](\d{1,2}))?")
_WITH_UNIT = re.compile(r"([-+]?\d{1,12}(?:\.\d{1,12})?)\s*(ms|s|sec|seconds)")
_DURATION = re.compile(r"-?PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?")
_SPELLED = re.compile(r"(?:(\d{1,3})h)?\s?(?:(\d{1,4})m)?\s?(?:(\d{1,6}(?:\.\d{1,6})?)s)?")
_MOMENT_IN_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
EARLIEST_EPOCH = 9e8
"""Seconds since 1970, in 1998: where all numbers are larger, they are moments of a day."""
_FRAMES = 25
"""Frames a second, where a time counts them and nothing says how long they are."""


class Time(NamedTuple):
    """A time as it is written."""

    number: float
    known: bool
    """Whether `number` is seconds for sure; else its unit is to be found out."""
    absolute: bool = False
    """Whether it is a moment of a day, and not of the recording."""


@lru_cache(maxsize=4096)
def parts_of(key: str) -> tuple[str, ...]:
    """The words in a key, in lower case: "tStartMs" has "t", "start" and "ms"."""
    return tuple(part.lower() for part in _PART.findall(key))


@lru_cache(maxsize=4096)
def folded(key: str) -> str:
    """A key without what differs between spellings of it."""
    return "".join(character for character in key.lower() if character.isalnum())


def _last(path: Path) -> str:
    return next(str(key) for key in reversed(path) if isinstance(key, str))


def _all_parts(path: Path) -> list[str]:
    return [part for key in path if isinstance(key, str) for part in parts_of(key)]


@lru_cache(maxsize=4096)
def text_rank(path: Path) -> int | None:
    """How likely the value at `path` is what is said: less is likelier; None for not at all."""
    if any(part in _NO_TEXT for part in _all_parts(path)) or isinstance(path[-1], int):
        return None
    return _TEXT_RANKS.get(folded(_last(path)))


@lru_cache(maxsize=4096)
def time_rank(path: Path, role: str) -> int | None:
    """The same for "start", "end" and "length"; the place in a pair tells which it is."""
    parts = _all_parts(path)
    key = _last(path)
    if not parts or parts[-1] in _NO_TIME or folded(key) in _RELATIVE or len(parts) > 6:
        return None
    if isinstance(path[-1], int):
        return 0 if role == ("start", "end")[path[-1]] and _tells_time(parts) else None
    if folded(key) in _SENT_AT:
        return 4 if role == "start" else None
    if len(path) == 1 and (bare := _BARE.get(folded(key))):
        fits = {"start": bare is _START or bare is _MOMENT, "end": bare is _END}
        return 5 if fits.get(role) else None
    words = frozenset(parts)
    if len(parts) > 1 and parts[-1] in ("in", "out") and words & _MOMENT:
        return 1 if role == ("start" if parts[-1] == "in" else "end") else None
    if role == "length":
        return int("length" in words or "len" in words) if words & _LENGTH else None
    if role == "end":
        return None if words & _LENGTH or not words & _END else int("offset" in words)
    if words & (_END | _LENGTH):
        return None
    if words & _START:
        return int("offset" in words)
    if "offset" in words:
        return 2
    return 3 if words & _MOMENT else None


def _tells_time(parts: Sequence[str]) -> bool:
    return any(part in _MOMENT or part in _LENGTH or part in ("interval", "span") for part in parts)


@lru_cache(maxsize=4096)
def name_rank(path: Path) -> int | None:
    """The same for who speaks."""
    parts = _all_parts(path)
    if not parts or parts[-1] in _NO_NAME or isinstance(path[-1], int):
        return None
    if len(path) == 1 and folded(_last(path)) in _BARE_NAMES:
        return 7
    if path == ("role",):
        return 8  # "agent" and "customer", where nothing else tells them apart
    if parts[0] == "from" and len(path) == 2 and parts[-1] == "name":
        return 1
    if not WHO.intersection(parts):
        if parts[0] in _SENDERS and parts[-1] == "name" and len(path) == 1:
            return WRITTEN_BY
        *above, last = (folded(str(key)) for key in path)
        if above and above[-1] in _SENDERS:
            return _SENT_RANKS.get(last)
        return 11 if last in _SENDERS else None
    other = 1 if WHO.issuperset(parts) else 5  # `speaker` before `speakerCode`
    return min((_NAME_RANKS[part] for part in parts if part in _NAME_RANKS), default=other)


_CHANNEL_ENDS = frozenset(["channel", "tag", "label", "id", "index", "number"])


_MICROPHONES = frozenset(["microphone", "mic", "system", "loudspeaker"])


def is_side(key: str, value: object) -> bool:
    """Whether `value` is the end of a call that sound came from, as those say who record both."""
    return folded(key) == "source" and isinstance(value, str) and value.lower() in _MICROPHONES


def is_channel(path: Path) -> bool:
    """Whether the value at `path` is a channel of sound, which may stand for a speaker."""
    parts = parts_of(_last(path))
    return "channel" in parts and len(path) == 1 and parts[-1] in _CHANNEL_ENDS


def paths_in(item: Mapping[str, object], depth: int = 3) -> Iterator[Path]:
    """Where plain values stand in an item: its own, and those of objects in it."""
    for key, value in item.items():
        if isinstance(value, dict) and value and not is_moment(value):
            if depth > 1:
                for path in paths_in(value, depth - 1):
                    yield (key, *path)
        elif isinstance(value, list) and len(value) == 2 and _is_pair(value):
            yield (key, 0)
            yield (key, 1)
        elif isinstance(value, list) and len(value) > 2 and _MOMENT.intersection(parts_of(key)):
            yield (key, 0)  # a time for each word
        else:
            yield (key,)


def _is_pair(value: Sequence[object]) -> bool:
    """Whether `value` is a start and an end, of which one may be missing."""
    return any(each is not None for each in value) and all(
        each is None or read_time(each) is not None for each in value
    )


def get(item: object, path: Path) -> object:
    """The value at `path`, or None."""
    for key in path:
        if isinstance(key, int):
            fits = isinstance(item, list) and key < len(item) and (key == 0 or len(item) == 2)
            item = item[key] if isinstance(item, list) and fits else None
        else:
            item = item.get(key) if isinstance(item, dict) else None
    return item


def is_moment(value: Mapping[str, object]) -> bool:
    """Whether an object is a time as Google's JSON has it: `{seconds, nanos}`."""
    return bool(value) and value.keys() <= {"seconds", "nanos"}


@lru_cache(maxsize=4096)
def unit_of(path: Path) -> float | None:
    """Seconds in the unit that a key names, as `startMs` does."""
    parts = _all_parts(path)
    return next((_UNITS[part] for part in reversed(parts) if part in _UNITS), None)


def read_time(value: object, unit: float | None = None) -> Time | None:
    """The time that `value` says, if it says one; numbers are of `unit`, if that is known."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        number = float(max(-1e18, min(value, 1e18)))
        return _counted(number, unit)
    if isinstance(value, str):
        return _read_written(value.strip(), unit)
    if isinstance(value, dict) and is_moment(value):
        parts = (read_time(value.get(key, 0)) for key in ("seconds", "nanos"))
        numbers = [part.number if part else 0.0 for part in parts]
        return Time(numbers[0] + numbers[1] / 1e9, known=True)
    return None


def _counted(number: float, unit: float | None) -> Time:
    if unit is None:
        return Time(number, known=False)
    return Time(number * unit, known=True, absolute=number * unit > EARLIEST_EPOCH)


def _read_written(text: str, unit: float | None) -> Time | None:
    if len(text) > 40:
        return None
    if _NUMBER.fullmatch(text):
        return _counted(float(text), unit)
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
        part = int(match[5]) / _FRAMES if match[5] else float(f"0.{match[4] or 0}")
        return Time(hours * 3600 + minutes * 60 + seconds + part, known=True)
    if match := _WITH_UNIT.fullmatch(text):
        return Time(float(match[1]) / (1000 if match[2] == "ms" else 1), known=True)
    if (
        text
        and (match := _DURATION.fullmatch(text) or _SPELLED.fullmatch(text))
        and any(match.groups())
    ):
        hour, minute, second = (float(group or 0) for group in match.groups())
        return Time(hour * 3600 + minute * 60 + second, known=True)
    if _MOMENT_IN_TIME.match(text):
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return Time(aware.timestamp(), known=True, absolute=True)
    return None
