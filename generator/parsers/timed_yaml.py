"""Markdown whose front matter holds the transcript: `transcript: [{line, sec, time, who}]`.

An entry with a `header` instead of a line is a chapter that people wrote. Who speaks is named
where that changes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..errors import InputError
from ..model import Document, ListedChapter
from . import front_matter
from .json_segments import name_in, seconds_in, segments_of, text_in
from .speech import LONGEST_CUE, Passage, in_order_of_text, transcribe

NAME = "timed YAML"

_TRANSCRIPT_KEY = re.compile(r"^transcript:[ \t]*(?:\n[ \t]*-|\[)", re.MULTILINE)


def recognizes(text: str) -> bool:
    """Whether front matter has a list under `transcript`."""
    return bool(_TRANSCRIPT_KEY.search(front_matter.part(text).yaml))


def parse(text: str) -> Document:
    """Read it. Raises `InputError` where the YAML is malformed or a time is absurd."""
    parted = front_matter.part(text)
    values = front_matter.values_of(parted)
    about = front_matter.describe(values)
    passages: list[Passage] = []
    headers: list[tuple[str, int]] = []
    speaker: str | None = None
    for where, entry in segments_of(values, "transcript"):
        if header := text_in(entry, "header", where).strip():
            headers.append((header, len(passages)))
        if line := text_in(entry, "line", where):
            speaker = name_in(entry, "who") or speaker
            start = seconds_in(entry, "sec", where)
            if start is None:
                start = seconds_in(entry, "time", where)
            passages.append(Passage(text=line, start=start, speaker=speaker))
    transcript, first_cues = transcribe(
        in_order_of_text(passages), language=front_matter.language_of(values), split=LONGEST_CUE
    )
    if not transcript.cues:
        raise InputError("its `transcript` holds no lines", remedy="give each entry a `line`")
    chapters = tuple(
        ListedChapter(title=title, start=transcript.cues[cue].start, first_cue=cue)
        for title, passage in headers
        if passage < len(first_cues) and (cue := first_cues[passage]) < len(transcript.cues)
    )
    notes = "\n\n".join(filter(None, (about.notes, parted.body.strip())))
    recording = replace(about, transcript=transcript, chapters=chapters, notes=notes)
    return Document(recordings=(recording,), show=front_matter.show_of(values))
