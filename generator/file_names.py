"""What the names of files and folders tell: days, numbers, titles, and the series they are of.

GMT20260314-100211_Recording_harbour.vtt   014-the-tide-tables-transcript.txt   go-time-102.md
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .dates import find_date, is_period

ENOUGH_ALIKE = 3
"""Files that make a series."""
_LOOKED_AT = 200
"""Names of a series that are looked at to tell how they are built."""
MOSTLY = 0.6
"""Share of the files that must be named alike."""

_GENERIC_WORDS = """
    archive archives audio audiotext calls captions clean collection collections completed content
    corpus data docs documents downloads edited en english episodes export exports files final
    in-progress interviews json main markdown md media meetings minutes misc notes original
    originals output plaintext podcast podcasts _posts posts public raw recordings sessions shows
    src srt subs subtitles talks text texts transcribed transcript transcription transcriptions
    transcripts txt uploads videos vtt youtube youtube-transcripts
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
"""Names of folders that say what lies there and not of which series it is."""
_PART_WORDS = """
    call captions day ep episode interview lecture meeting number part recording season session
    talk track transcript video
"""
_PARTS = frozenset(_PART_WORDS.split())
"""Words before a number that name no series."""
_TAIL = re.compile(
    r"[-_. ]+(?:(?:otter[-_. ]ai|transcript(?:ion)?s?|captions?|subtitles?|subs|whisper|otter|slim)"
    r"(?:[-_. ]+(?:original|final|edited|clean(?:ed)?|raw|v?\d))*)$",
    re.IGNORECASE,
)
"""What tools and people append to the name of a recording."""
_ID = re.compile(r"[-_ ]*\[[\w-]{11}\]$|[-_ ]*[\[(](?:en|eng|english)[\])]$", re.IGNORECASE)
"""The id of a video, as yt-dlp appends it, or a language in brackets."""
_MEDIA = re.compile(
    r"(?:[-_ .](?:hd|sd|audio|\d{3,4}p))?"
    r"\.(?:aac|flac|m4[av]|mkv|mov|mp[34]|og[gv]|opus|wav|webm)$",
    re.IGNORECASE,
)
"""Of which file a transcript was made: `tides_hd.mp4.srt`."""
_CLOCK_TAIL = re.compile(
    r"^(?:[-_ T]+\d{4,6}(?=\D|$)|[-_ T]\d{2}[-.]\d{2}(?:[-.]\d{2})?(?=\D|$))Z?"
)
_RECORDING = re.compile(
    r"^[-_ ]*(?:recording|meeting recording|video|audio)(?=[-_ ]|$)", re.IGNORECASE
)
_LEADING = re.compile(
    r"(?:(?:ep(?:isode)?|no|nr)[-_. ]*)?#?(\d{1,4})(?:[-_.: ]+)(?=.*[^\W\d_])", re.IGNORECASE
)
_TRAILING = re.compile(r"(.*?[^\W\d_].*?)[-_ .#]*(?:\bs(?P<season>\d{1,2})e)?(?P<number>\d{1,4})")
_NUMBERED_TITLE = re.compile(
    r"(?:#\s?|\b(?:episode|ep\.?|no\.?|nr\.?|number|part|call|meeting)\s*#?)(\d{1,5})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a file's name tells of a recording."""

    date: dt.date | None
    number: int | None
    """Of the episode in its series."""
    words: str
    """The rest, as it stands; empty where there is none."""


def read_name(stem: str, others: Sequence[str] = ()) -> Named:
    """What `stem`, a file's name without its suffix, tells; `others` are those of its series."""
    date, rest = split_day(stem)
    rest = _ID.sub("", _MEDIA.sub("", rest))
    shorter = _TAIL.sub("", rest)
    rest = shorter if any(map(str.isalpha, shorter)) else rest
    number = None
    leading = _LEADING.match(rest)
    if leading and _is_number(leading[0], leading[1], others):
        number, rest = int(leading[1]), rest[leading.end() :]
    elif (match := _TRAILING.fullmatch(rest)) and not 1900 <= int(match["number"]) < 2100:
        number = int(match["season"] or 0) * 1000 + int(match["number"])
    return Named(date=date, number=number, words=rest.strip(" -_.") if rest != stem else stem)


def split_day(stem: str) -> tuple[dt.date | None, str]:
    """The day in a name, and the name without it and without a time of day after it."""
    found = find_date(stem.replace("_", " ")) or find_date(stem)
    if not found:
        return None, stem
    before, after = stem[: found.begin], _CLOCK_TAIL.sub("", stem[found.end :])
    before = re.sub(r"(?:^|(?<=[-_ ]))(?:GMT|UTC|on|from)?[-_. (\[]*$", "", before)
    after = _RECORDING.sub("", re.sub(r"^[)\]]", "", after))
    joined = f"{before.rstrip('-_. ')} {after.lstrip('-_. ')}".strip()
    return found.date, joined


def day_in_path(parts: Sequence[str], stem: str) -> dt.date | None:
    """The day that folders and a name tell: `2026-03/14-tides`, `2026/03/14`, `2017-05/may-24`."""
    periods = [part for part in parts if is_period(part)]
    if len(periods) > 2 and (found := find_date(" ".join(periods[-3:]))):
        return found.date
    head = re.match(r"[^\W\d_]*[-_. ]*\d{1,2}(?!\d)", stem)
    if not periods or not head:
        return None
    whole = "-".join(periods[-2:]) if head[0].isdigit() else periods[-1]
    for text in (f"{whole}-{head[0]}", f"{head[0]} {periods[-1][:4]}"):
        if re.search(r"(?:19|20)\d\d", text) and (found := find_date(text)):
            return found.date
    return None


def number_in_title(title: str) -> int | None:
    """The number that a title gives an episode: `Newsletter #210 Recap`."""
    match = _NUMBERED_TITLE.search(title)
    return int(match[1]) if match else None


def is_generic(folder: str) -> bool:
    """Whether a folder's name names no series: `transcripts`, `2026-03`, `txt`."""
    plain = folder.strip().lower().replace("_", "-").strip("-")
    return plain in _GENERIC or f"_{plain}" in _GENERIC or is_period(folder)


def without_kind(folder: str) -> str:
    """A folder's name without what it says of the kind of files: `talk-python-transcripts`."""
    shorter = re.sub(r"[-_ .](?:transcripts?|transcriptions?|captions|subtitles)$", "", folder)
    return shorter if any(map(str.isalpha, shorter)) else folder


def series_of(stems: Sequence[str]) -> str | None:
    """The words before a number that most of these names share: `go-time-102` gives `go-time`."""
    found: Counter[str] = Counter()
    for stem in stems:
        match = _TRAILING.fullmatch(split_day(stem)[1])
        words = match[1].strip(" -_.") if match else ""
        words = re.sub(r"[-_ ]s$", "", words) if match and match["season"] else words
        if len(words) > 2 and words.lower() not in _PARTS and not is_period(words):
            found[words] += 1
    return _shared(found, len(stems))


def is_spelled(folder: str, words: str) -> bool:
    """Whether `words` have the letters of a folder's name: `js-party` of `jsparty`."""
    return _letters(folder) == _letters(words)


def begins_alike(folder: str, words: str) -> bool:
    """Whether `words` and a folder's name begin with the same letters, as far as both go."""
    one, other = _letters(folder), _letters(words)
    return one.startswith(other) or other.startswith(one)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def series_in_titles(titles: Iterable[str]) -> str | None:
    """What most of these titles share before a number, and after it.

    `Optech Newsletter #210 Recap Podcast` gives "Optech Newsletter Recap Podcast"; of `Harbour 12:
    Tides`, where the words after the number differ, it is "Harbour".
    """
    found: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    listed = list(titles)
    for title in listed:
        match = re.fullmatch(r"(\D*[^\W\d_]\D*?)[\s#]*\b\d{1,5}\b(.*)", title)
        if not match:
            continue
        head, tail = match[1].strip(" -–—:|#(["), match[2].strip(" -–—:|")
        if head.lower() in _PARTS or len(head) < 3:
            continue
        heads[head] += 1
        found[f"{head} {tail}".strip()] += 1
    return _shared(found, len(listed)) or _shared(heads, len(listed))


def _shared(found: Counter[str], of: int) -> str | None:
    for words, count in found.most_common(1):
        if count >= ENOUGH_ALIKE and count >= MOSTLY * of:
            return words
    return None


def _is_number(mark: str, digits: str, others: Sequence[str]) -> bool:
    """Whether the number that a name begins with counts its series."""
    if re.match(r"(?:19|20)\d\d$", digits):
        return False
    if not mark[0].isdigit() or len(digits) >= 3 or digits[0] == "0":
        return True
    others = others[:_LOOKED_AT]
    alike = sum(bool(_LEADING.match(other)) for other in others)
    return alike >= ENOUGH_ALIKE and alike >= MOSTLY * len(others)
