"""The files beside an episode's page that programs read.

`episode.json` is this project's own contract; the rest are formats that players know.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from ..model import (
    Chapter,
    Episode,
    Note,
    Outline,
    Reading,
    Sentence,
    ShowNotes,
    Source,
    Summary,
)
from ..timestamps import format_clock, format_vtt
from .speakers import measure_speakers, with_ends
from .summaries import pad_parts
from .views import DataFile

RECORD_VERSION = 1
"""Of `episode.json`; raised when a reader of the older form would go wrong."""
LONGEST_LINE = 65
"""Characters in a line of captions (Podcasting 2.0's advice for transcripts)."""
SHORTEST_VIDEO_CHAPTER = 10.0
"""Seconds; video sites ignore the whole list if one chapter is shorter."""
FEWEST_VIDEO_CHAPTERS = 3


def episode_record(reading: Reading) -> dict[str, Any]:
    """What `outline` prints and `episode.json` holds: see "What `outline` prints" in the README.

    Times are seconds from the start of the recording, or None where the transcript has none.
    """
    episode = reading.episode
    return {
        "version": RECORD_VERSION,
        "show": episode.show.title,
        "slug": episode.slug,
        "title": episode.title,
        "date": episode.date.isoformat() if episode.date else None,
        "duration": _time(episode.duration),
        "speakers": [
            {"name": speaker.name, "seconds": speaker.seconds, "words": speaker.words}
            for speaker in measure_speakers(episode)
        ],
        "summary": _sentences(reading.summary),
        **({"notes": notes} if (notes := _notes(reading.notes)) else {}),
        "introduction": (
            {"text": episode.introduction.text, "origin": episode.introduction.origin}
            if episode.introduction
            else None
        ),
        "chapters": _chapters(reading.outline, reading.summary),
        "cues": [
            {
                "start": _time(cue.start),
                "end": _time(cue.end),
                "speaker": cue.speaker,
                "text": cue.text,
            }
            for cue in episode.transcript.cues
        ],
        "backend": reading.backend,
        **({"edited": True} if reading.edited else {}),
        "coverage": round(reading.coverage, 4),
        **({"corrections": _corrections(episode)} if episode.corrections else {}),
    }


def _corrections(episode: Episode) -> list[dict[str, Any]]:
    """What its transcript has wrong; the record has it only where there is something."""
    cues = episode.transcript.cues
    return [
        {"heard": each.heard, "meant": each.meant, "start": _time(cues[each.cue].start)}
        for each in episode.corrections
    ]


def episode_json(reading: Reading) -> str:
    """`episode.json`, on one line."""
    return json.dumps(episode_record(reading), ensure_ascii=False, allow_nan=False) + "\n"


def chapters_json(reading: Reading) -> str | None:
    """Podcasting 2.0 chapters, version 1.2.0; None where chapters have no times.

    https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md
    """
    chapters = _timed_chapters(reading.outline)
    if not chapters:
        return None
    entries = []
    for chapter, start in chapters:
        entry: dict[str, Any] = {"startTime": _time(start), "title": chapter.title}
        if chapter.end is not None and chapter.end > start:
            entry["endTime"] = _time(chapter.end)
        entries.append(entry)
    document = {
        "version": "1.2.0",
        "title": reading.episode.title,
        "podcastName": reading.episode.show.title,
        "chapters": entries,
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def transcript_vtt(episode: Episode) -> str | None:
    """The transcript as WebVTT, each cue with its speaker's voice tag; None where it has no times.

    https://www.w3.org/TR/webvtt1/
    """
    if not episode.transcript.timed:
        return None
    blocks = ["WEBVTT"]
    for cue, end in with_ends(episode):
        start = cue.start or 0.0
        lines = [_escape_vtt(line) for line in _wrap(cue.text)]
        if not lines:
            continue
        if cue.speaker:
            lines[0] = f"<v {_escape_vtt(' '.join(cue.speaker.split()))}>{lines[0]}"
        # A cue must end after it starts, and players show none shorter than a frame.
        timing = f"{format_vtt(start)} --> {format_vtt(max(end, start + 0.04))}"
        blocks.append("\n".join([timing, *lines]))
    return "\n\n".join(blocks) + "\n"


def chapters_txt(reading: Reading) -> str | None:
    """The chapter list to paste under a video; None where it would not be recognized there.

    The first line is at 00:00, each chapter lasts at least ten seconds, and there are three or
    more. What is shorter joins a neighbour, which keeps the title of the longer one.
    """
    chapters = _timed_chapters(reading.outline)
    lines: list[tuple[float, str]] = []
    for chapter, start in chapters:
        if lines and start - lines[-1][0] < SHORTEST_VIDEO_CHAPTER:
            lines[-1] = (lines[-1][0], chapter.title)
        else:
            lines.append((start if lines else 0.0, chapter.title))
    end = reading.episode.duration or (chapters[-1][0].end if chapters else None)
    if lines and end is not None and end - lines[-1][0] < SHORTEST_VIDEO_CHAPTER:
        lines.pop()
    if len(lines) < FEWEST_VIDEO_CHAPTERS:
        return None
    return "".join(f"{_video_clock(start)} {' '.join(title.split())}\n" for start, title in lines)


def data_files(reading: Reading) -> Iterator[DataFile]:
    """The data files of one episode: those that make sense for it."""
    for name, text in (
        ("episode.json", episode_json(reading)),
        ("chapters.json", chapters_json(reading)),
        ("chapters.txt", chapters_txt(reading)),
        ("transcript.vtt", transcript_vtt(reading.episode)),
    ):
        if text is not None:
            yield DataFile(name=name, text=text)


def _sentences(summary: Summary) -> list[dict[str, Any]]:
    """The sentences of one summary as the contract shapes them."""
    return [_sentence(sentence) for sentence in summary.sentences]


def _notes(notes: ShowNotes) -> dict[str, list[dict[str, Any]]]:
    """The show notes, of which the record has only what there is."""
    lists: dict[str, Sequence[Note | Sentence]] = {
        field.name: getattr(notes, field.name) for field in fields(notes)
    }
    return {
        name: [
            {
                **({"series": each.series} if each.series else {}),
                "name": each.name,
                **_sentence(each.sentence),
            }
            if isinstance(each, Note)
            else _sentence(each)
            for each in noted
        ]
        for name, noted in lists.items()
        if noted
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    record: dict[str, Any] = {"text": sentence.text}
    if sentence.backend:
        record["backend"] = sentence.backend
    if sentence.edited or sentence.backend == "edited":
        record["edited"] = True
    if sentence.checks:
        record["checks"] = list(sentence.checks)
    if sentence.question:
        question = sentence.question
        record["question"] = {"text": question.text, "sources": _sources(question.sources)}
    return record | {"sources": _sources(sentence.sources)}


def _sources(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [
        {
            "first_cue": source.first_cue,
            "last_cue": source.last_cue,
            "start": _time(source.start),
            "end": _time(source.end),
        }
        for source in sources
    ]


def _chapters(outline: Outline, summary: Summary) -> list[dict[str, Any]]:
    """The chapters with their summaries and those of their segments."""
    parts = pad_parts(summary, len(outline.chapters))
    return [
        {
            "start": _time(chapter.start),
            "end": _time(chapter.end),
            "begins": _time(chapter.begins),
            "title": chapter.title,
            "origin": chapter.origin.value,
            "best": part.best,
            "summary": _sentences(part),
            "segments": [
                {
                    "start": _time(segment.start),
                    "end": _time(segment.end),
                    "summary": _sentences(leaf),
                }
                for segment, leaf in zip(
                    chapter.segments, pad_parts(part, len(chapter.segments)), strict=True
                )
            ],
        }
        for chapter, part in zip(outline.chapters, parts, strict=True)
    ]


def _timed_chapters(outline: Outline) -> list[tuple[Chapter, float]]:
    """All chapters by their starts, or none of them where one has no time."""
    chapters = [(each, each.start) for each in outline.chapters if each.start is not None]
    chapters.sort(key=lambda pair: pair[1])
    return chapters if len(chapters) == len(outline.chapters) else []


def _time(seconds: float | None) -> float | None:
    """Seconds to the millisecond."""
    return None if seconds is None else round(float(seconds), 3)


def _wrap(text: str) -> list[str]:
    """The words of `text` in lines of at most `LONGEST_LINE` characters, save for longer words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < LONGEST_LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _escape_vtt(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _video_clock(seconds: float) -> str:
    """`03:14`, or `1:03:14` after an hour."""
    clock = format_clock(seconds)
    return clock.zfill(5) if clock.count(":") == 1 else clock
