"""JSON of speech services and recognizers, of captions and transcripts: any of it.

Which key means what, and which of its lists holds the speech, is found out by `trees`. A file may
hold one value, or one after another as programs log them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..decoding import load_json_values
from ..errors import InputError
from ..model import Document
from . import web_page
from .trees import read

NAME = "JSON of a speech service"

_BEGINS = re.compile(r'\s*(?:\[\s*)?(?:\[\s*)?\{\s*["}]|\s*\[\s*\[\s*["\d]')
_TIME_KEY = re.compile(r'"[^"\n]{0,30}(?i:start|begin|time|offset|from|ts)[^"\n]{0,30}"\s*:')
"""What broken JSON must hold to be taken for a broken transcript."""


def recognizes(text: str) -> bool:
    """Whether `text` begins as an object or a list of them does; `parse` looks further."""
    return bool(_BEGINS.match(text))


def parse(text: str) -> Document | None:
    """Read it; None where it holds no speech.

    Raises `InputError` where it is malformed, an entry is broken or a time is absurd.
    """
    if not recognizes(text):
        raise InputError("is not JSON", remedy="export the transcript again")
    try:
        values = load_json_values(text)
    except InputError:
        if _TIME_KEY.search(text):
            raise
        return None
    if len(values) == 1 and (page := _typed(values[0])):
        return replace(web_page.parse(page), format="oTranscribe's file")
    document = read(values[0] if len(values) == 1 else values)
    return replace(document, format=format_of(text)) if document else None


def _typed(value: object) -> str | None:
    """The page that somebody typed while listening, as oTranscribe keeps it beside the media."""
    text = value.get("text") if isinstance(value, dict) and "media" in value else None
    if not isinstance(text, str) or "<" not in text:
        return None
    page = f"<html><body>{text}</body></html>"
    return page if web_page.recognizes(page) else None


def format_of(text: str) -> str:
    """What such a file is called in messages: by its service, where its keys tell that."""
    return next((name for name, *keys in _SERVICES if _holds(text, keys)), NAME)


def _holds(text: str, keys: Sequence[str]) -> bool:
    return all(f'"{key}"' in text for key in keys)


_SERVICES = (
    ("Gladia's JSON", "transcription", "utterances", "full_transcript"),
    ("AssemblyAI's JSON", "audio_url", "words"),
    ("AssemblyAI's JSON", "utterances", "confidence", "audio_duration"),
    ("Deepgram's JSON", "results", "channels", "alternatives"),
    ("Amazon Transcribe's JSON", "jobName", "transcripts", "items"),
    ("Amazon Transcribe's JSON", "ParticipantRole", "BeginOffsetMillis"),
    ("Speechmatics' JSON", "results", "alternatives", "content", "type", "format"),
    ("Speechmatics' JSON", "words", "job", "lang", "format"),
    ("IBM Watson's JSON", "results", "alternatives", "transcript", "timestamps", "final"),
    ("Google Speech-to-Text's JSON", "results", "alternatives", "transcript", "words"),
    ("Azure Speech's JSON", "recognizedPhrases"),
    ("Azure Speech's JSON", "combinedPhrases"),
    ("Azure Speech's JSON", "RecognitionStatus"),
    ("Rev's JSON", "monologues", "elements"),
    ("ElevenLabs' JSON", "language_code", "words", "speaker_id"),
    ("Fireflies' JSON", "sentences", "speaker_name"),
    ("Symbl's JSON", "messages", "conversationId"),
    ("Otter's JSON", "speech", "transcripts", "start_offset"),
    ("Vosk's JSON", "result", "conf", "word"),
    ("YouTube's json3 captions", "events", "segs", "tStartMs"),
    ("Podlove's JSON", "start_ms", "voice"),
    ("Podcasting 2.0 JSON", "segments", "startTime", "body"),
    ("whisper.cpp JSON", "transcription", "offsets", "timestamps"),
    ("Whisper JSON", "segments", "start", "text", "end"),
    ("JSON of a Hugging Face pipeline", "chunks", "timestamp", "text"),
)
"""Who writes JSON that holds all of these keys, the most telling first. Nothing depends on it."""
