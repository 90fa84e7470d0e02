"""What programs leave beside a transcript: chapters, a video's data, speaker turns, a feed.

    talk.chapters.json, talk_chapters.json, talk.psc    chapters, as `chapter_lists` reads them
    talk.info.json                                      what yt-dlp notes of a video
    talk.rttm                                           who speaks when
    feed.xml                                            RSS whose items name files that lie here
    delegates.txt, people.md, attendees.txt             who is meant by initials: `Ines Falk (IF)`

Each says something of an episode, and none is one. What a person writes in `<episode>.yaml` wins
over all of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from .config import Sidecar
from .decoding import load_json
from .errors import InputError
from .model import Cue, ListedChapter, Recording
from .parsers.chapter_lists import chapters_from, parse_chapter_lines
from .parsers.speech import Passage, fold
from .parsers.trees import Turn, label, speakers_by_time
from .syndication import Entry, Feed

_CHAPTERS = re.compile(
    r"(?P<stem>.+)(?:[.]chapters(?:\.\w{1,8})?|[-_]chapters\.(?:json|xml|psc)|\.psc)",
    re.IGNORECASE,
)
_INFO = re.compile(r"(?P<stem>.+)\.info\.json", re.IGNORECASE)
_RTTM = re.compile(r"(?P<stem>.+)\.rttm", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?:people|persons?|delegates?|members?|attendees|participants|speakers|names|initials"
    r"|abbreviations|roster|contributors)\.(?:txt|md|text)",
    re.IGNORECASE,
)
FEED_SUFFIXES = frozenset([".xml", ".rss"])
_UNTITLED = re.compile(r"<Untitled Chapter \d+>")


@dataclass(frozen=True, slots=True)
class Said:
    """What a file beside a transcript, or an item of a feed, says of an episode."""

    values: Mapping[str, object]
    """By the keys of a sidecar."""
    files: tuple[str, ...] = ()
    """Names of the files that it says this of, without folders."""
    chapter_files: tuple[str, ...] = ()
    """Names of files that list its chapters."""


def stem_of(name: str) -> str | None:
    """The name of the transcript that a file of this name stands beside; None for no such file."""
    for pattern in (_CHAPTERS, _INFO, _RTTM):
        if match := pattern.fullmatch(name):
            return match["stem"]
    return None


def is_chapters(name: str) -> bool:
    """Whether a file of this name lists chapters."""
    return bool(_CHAPTERS.fullmatch(name))


def is_info(name: str) -> bool:
    """Whether a file of this name is what yt-dlp notes of a video."""
    return bool(_INFO.fullmatch(name))


def is_turns(name: str) -> bool:
    """Whether a file of this name says who speaks when."""
    return bool(_RTTM.fullmatch(name))


def is_people(name: str) -> bool:
    """Whether a file of this name may list people with the initials that stand for them."""
    return bool(_PEOPLE.fullmatch(name))


def completed(sidecar: Sidecar, others: Iterable[Said]) -> Sidecar:
    """`sidecar` with what others say where it says nothing, the first of them first.

    What has no place in a sidecar, such as an address that is none, is passed over.
    """
    for said in others:
        for key, value in said.values.items():
            if value and not getattr(sidecar, key):
                try:
                    read = getattr(Sidecar.model_validate({key: value}), key)
                except ValidationError:
                    continue
                sidecar = sidecar.model_copy(update={key: read})
    return sidecar


def read_info(text: str) -> Said:
    """What yt-dlp notes of a video. Raises `InputError` where it is broken."""
    info = load_json(text)
    if not isinstance(info, dict):
        raise InputError("is not what yt-dlp notes of a video", remedy="download it again")
    about = info.get("description")
    about = about.strip() if isinstance(about, str) else ""
    day = str(info.get("release_date") or info.get("upload_date") or "")
    return Said(
        {
            "title": _text(info.get("title") or info.get("fulltitle")),
            "date": _day(day),
            "duration": info.get("duration"),
            "video": info.get("webpage_url") or info.get("original_url"),
            "notes": about,
            "language": info.get("language"),
            "chapters": _chapters(info.get("chapters")) or parse_chapter_lines(about),
        }
    )


def read_turns(text: str) -> list[Turn]:
    """Who speaks when: `SPEAKER file channel start duration <NA> <NA> name`.

    Raises `InputError` where a line is malformed, or none is such a turn.
    """
    turns: list[Turn] = []
    for number, line in enumerate(text.split("\n"), start=1):
        cells = line.split()
        if len(cells) < 8 or cells[0] != "SPEAKER":
            continue
        try:
            start, length = float(cells[3]), float(cells[4])
        except ValueError:
            raise InputError("has no times", line=number, remedy="make it again") from None
        if name := label(cells[7], {}):
            turns.append((start, start + length, name))
    if not turns:
        raise InputError("holds no speaker turns", remedy="make it again, or remove it")
    return turns


def with_speakers(recording: Recording, turns: Sequence[Turn]) -> Recording:
    """`recording`, where cues that name nobody are spoken by whoever speaks then."""
    cues = recording.transcript.cues
    passages = [
        Passage(text=cue.text, start=cue.start, end=cue.end, speaker=cue.speaker) for cue in cues
    ]
    named = speakers_by_time(passages, turns)
    spoken: tuple[Cue, ...] = tuple(
        replace(cue, speaker=passage.speaker) for cue, passage in zip(cues, named, strict=True)
    )
    return replace(recording, transcript=recording.transcript.with_cues(spoken))


def of_feed(feed: Feed) -> list[Said]:
    """What the entries of a feed say of the files that they name."""
    return [said for entry in feed.entries if (said := _of_entry(entry)).files]


def _of_entry(entry: Entry) -> Said:
    transcripts = map(_file_name, entry.transcripts)
    stem = PurePosixPath(_file_name(entry.media)).stem
    return Said(
        {
            "title": entry.title,
            "date": entry.date,
            "duration": entry.duration,
            "speakers": entry.people,
            "media": entry.media,
            "artwork": entry.artwork,
            "link": entry.link,
            "notes": entry.notes,
            "chapters": _chapters(list(entry.chapters)) or parse_chapter_lines(entry.notes),
        },
        files=tuple(filter(None, (*transcripts, f"{stem}." if stem else ""))),
        chapter_files=tuple(filter(None, map(_file_name, entry.chapter_lists))),
    )


def names(said: Said, file_name: str) -> bool:
    """Whether it is a file of this name that something is said of.

    A transcript that a feed names, or one that is called as its recording is.
    """
    stem = PurePosixPath(file_name).stem
    return any(
        name == file_name or (name.endswith(".") and name[:-1] == stem) for name in said.files
    )


def _file_name(url: str) -> str:
    try:
        return PurePosixPath(unquote(urlsplit(url.strip()).path)).name
    except ValueError:
        return ""


def _text(value: object) -> str:
    return fold(value) if isinstance(value, str) else ""


def _day(text: str) -> dt.date | None:
    """A day as yt-dlp writes it: `20260314`."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _chapters(listed: Any) -> tuple[ListedChapter, ...]:  # noqa: ANN401 - whatever a file holds
    if not isinstance(listed, list):
        return ()
    try:
        chapters = chapters_from(list(_named_chapters(listed)))
    except ValueError:
        return ()
    return chapters


def _named_chapters(listed: Iterable[object]) -> Iterator[object]:
    for chapter in listed:
        if not isinstance(chapter, dict) or not _UNTITLED.fullmatch(str(chapter.get("title"))):
            yield chapter
