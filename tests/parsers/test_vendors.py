"""One recording as each service, recognizer and editor writes it, and what is read of it."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest

from generator import documents
from generator.decoding import decode
from generator.errors import InputError
from generator.loading import READABLE_SUFFIXES
from generator.model import Cue, Recording
from generator.parsers import parse

VENDORS = Path(__file__).parent / "vendors"

SAID = (
    ("Ines", "Welcome back, Tom.", 0.5, 1.32),
    ("Ines", "Who drew the tides?", 1.37, 2.54),
    ("Tom", "A machine with brass gears did.", 2.99, 4.66),
    ("Tom", "It turned for a whole year.", 4.71, 6.3),
    ("Ines", 'That is "quick" for 1872.', 6.75, 8.17),
)
"""Who says what, and from when to when, in seconds."""

NOBODY = (None, None)
LABELS: dict[str, tuple[str | None, str | None]] = {
    "apple-podcasts.ttml": ("SPEAKER_1", "SPEAKER_2"),
    "assemblyai.json": ("Speaker A", "Speaker B"),
    "aws-transcribe-segments.json": ("spk_0", "spk_1"),
    "aws-transcribe.json": ("spk_0", "spk_1"),
    "azure-batch.json": ("Speaker 1", "Speaker 2"),
    "azure-fast.json": ("Speaker 1", "Speaker 2"),
    "deepgram.json": ("Speaker 0", "Speaker 1"),
    "elevenlabs.json": ("speaker_0", "speaker_1"),
    "gladia.json": ("Speaker 0", "Speaker 1"),
    "google-v1.json": ("Speaker 1", "Speaker 2"),
    "google-v2.json": ("Speaker 1", "Speaker 2"),
    "happy-scribe.json": ("Speaker 1", "Speaker 2"),
    "ibm-watson.json": ("Speaker 0", "Speaker 1"),
    "insanely-fast-whisper.json": ("SPEAKER_00", "SPEAKER_01"),
    "nist.stm": ("ines", "tom"),
    "openai-diarized.json": ("Speaker A", "Speaker B"),
    "rev-ai.json": ("Speaker 0", "Speaker 1"),
    "speechmatics-v1.json": ("M1", "M2"),
    "speechmatics-v2.json": ("S1", "S2"),
    "vocapia.xml": ("S1", "S2"),
    "clova.json": ("Speaker A", "Speaker B"),
    "deepgram-channels.json": ("Speaker 0", "Speaker 1"),
    "deepgram-live.jsonl": ("Speaker 0", "Speaker 1"),
    "genesys.json": ("internal", "external"),
    "gong.json": ("Speaker 1", "Speaker 2"),
    "granola.json": ("microphone", "system"),
    "matrix.json": ("@ines:tides.example", "@tom:tides.example"),
    "mattermost.jsonl": ("ines", "tom"),
    "vibe.json": ("Speaker 1", "Speaker 2"),
    "iflytek.json": ("Speaker 1", "Speaker 2"),
    "leopard.json": ("Speaker 1", "Speaker 2"),
    "paraformer.json": ("Speaker 0", "Speaker 1"),
    "riva.json": ("Speaker 0", "Speaker 1"),
    "tencent.json": ("Speaker 0", "Speaker 1"),
    "volcengine.json": ("Speaker 1", "Speaker 2"),
    "voxtral.json": ("speaker_1", "speaker_2"),
    "soniox.json": ("Speaker 1", "Speaker 2"),
    "twilio.json": ("Speaker 1", "Speaker 2"),
    "video-indexer.json": ("Speaker #1", "Speaker #2"),
    "whisperx.json": ("SPEAKER_00", "SPEAKER_01"),
    **dict.fromkeys(
        (
            *("teams-lines.srt", "teams-old.docx", "teams.docx", "teams.vtt"),
            *("webex.txt", "webex.vtt", "zoom.vtt"),
        ),
        ("Ines Falk", "Tom Falk"),
    ),
    **dict.fromkeys(
        (
            *("audacity.tsv", "buzz.json", "captions.dfxp", "captions.smi", "captions.sub"),
            *("faster-whisper.txt", "hf-pipeline-words.json", "hf-pipeline.json", "kaldi.ctm"),
            *("karaoke.lrc", "nemo.json", "openai-plain.json", "openai-verbose.json"),
            *("openai-words.json", "parakeet-mlx.json", "vosk.json", "whisper-cpp-full.json"),
            *("whisper-cpp.csv", "whisper.tsv", "youtube-transcript-api.json", "youtube.json3"),
            *("praat.TextGrid", "sherpa.json", "edx.sjson", "kaltura.json"),
            *("avid.txt", "spruce.stl", "universal.usf"),
            *("jacosub.jss", "mpsub.sub", "realtext.rt"),
            *("youtube.sbv", "youtube.srv1", "youtube.srv2", "youtube.srv3"),
        ),
        NOBODY,
    ),
}
"""How each calls the two who speak, where not by their names."""
LANGUAGES = {
    "apple-podcasts.ttml": "en-US",
    "assemblyai.json": "en-us",
    "aws-transcribe-segments.json": "en-US",
    "aws-transcribe.json": "en-US",
    "azure-fast.json": "en-US",
    "genesys.json": "en-us",
    "google-v1.json": "en-us",
    "google-v2.json": "en-us",
    "premiere.json": "en-us",
    "spotify.json": "en",
    "speechmatics-v1.json": "en-GB",
    "teams-metadata.json": "en-us",
    "video-indexer.json": "en-US",
    **dict.fromkeys(
        (
            *("captions.dfxp", "captions.ttml", "deepgram.json", "elevenlabs.json", "gladia.json"),
            *("openai-verbose.json", "openai-words.json", "sonix.json", "speechmatics-v2.json"),
            *(
                "soniox.json",
                "universal.usf",
                "whisperx.json",
                "vocapia.xml",
                "whisper-cpp-full.json",
            ),
        ),
        "en",
    ),
}
"""The tag of those that say what is spoken."""
UNTIMED = {"openai-plain.json"}
MESSAGES = {
    *("discord.json", "matrix.json", "mattermost.jsonl", "messenger.json", "skype.json"),
    *("slack.json", "telegram.json"),
}
"""Those that say when each was sent, and so count from the first."""
COARSE = {
    "teams.docx": 1.0,
    "telegram.json": 1.0,
    "otranscribe.otr": 1.0,
    **dict.fromkeys(("captions.sub", "avid.txt", "spruce.stl"), 0.04),
    "transcriber.trs": 0.06,
    "granola.json": 0.51,
    **dict.fromkeys(MESSAGES - {"telegram.json"}, 0.51),
}
"""Seconds by which times may be off where a format rounds them, or gives a start only."""
STARTS_ONLY = {
    *("avoma.json", "chorus.json", "karaoke.lrc", "hf-pipeline.json", "sherpa.json", "teams.docx"),
    *("otranscribe.otr", "spotify.json", "german.csv", "3play.json"),
    *MESSAGES,
}
"""Those that do not say when the last cue ends."""
UNPUNCTUATED = {"ibm-watson.json", "vosk.json"}


def read(name: str) -> Recording:
    """The one recording in a file."""
    data = (VENDORS / name).read_bytes()
    text = documents.text_of(data)
    document = parse(decode(data) if text is None else text)
    assert document is not None
    assert len(document.recordings) == 1
    return document.recordings[0]


def words(text: str) -> list[str]:
    """The words of `text`, without what differs between spellings of them."""
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("name", sorted(path.name for path in VENDORS.iterdir()))
def test_each_is_read_with_words_speakers_and_times(name: str) -> None:
    """Every word once, by whoever said it, in cues that begin and end when they did."""
    recording = read(name)
    cues = recording.transcript.cues
    ines, tom = LABELS.get(name, ("Ines", "Tom"))
    called = {"Ines": ines, "Tom": tom}
    truth = [(word, called[who]) for who, text, *_ in SAID for word in words(text)]
    assert [(word, cue.speaker) for cue in cues for word in words(cue.text)] == truth
    if name not in UNPUNCTUATED:
        spoken = " ".join(cue.text for cue in cues)
        assert spoken == " ".join(text for _, text, *_ in SAID)
    assert recording.transcript.language == LANGUAGES.get(name)
    check_times(name, cues)


def check_times(name: str, cues: tuple[Cue, ...]) -> None:
    """Assert that each cue begins with a sentence that is said then, and ends with one."""
    if name in UNTIMED:
        assert all(cue.start is None for cue in cues)
        return
    starts = [start for _, _, start, _ in SAID]
    ends = [end for *_, end in SAID]
    near = COARSE.get(name, 0.011)
    for cue in cues:
        assert cue.start is not None
        assert cue.end is not None
        assert min(abs(cue.start - start) for start in starts) <= near
        if name not in STARTS_ONLY:
            assert min(abs(cue.end - end) for end in ends) <= near
    assert len(cues) >= 3


def test_each_is_opened_by_its_ending() -> None:
    """A folder of content is read by what its files hold, of those that may hold a transcript."""
    assert {path.suffix.lower() for path in VENDORS.iterdir()} <= READABLE_SUFFIXES


@pytest.mark.parametrize("name", sorted(path.name for path in VENDORS.iterdir()))
def test_what_is_cut_short_is_read_or_refused(name: str) -> None:
    """Half a file, or one with a byte changed, gives some cues or says what is wrong."""
    data = (VENDORS / name).read_bytes()
    half = len(data) // 2
    for broken in (data[:half], data[:half] + b"0" + data[half + 1 :], data[: 3 * len(data) // 4]):
        with suppress(InputError):
            text = documents.text_of(broken)
            parse(decode(broken) if text is None else text)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("assemblyai.json", "AssemblyAI's JSON"),
        ("deepgram.json", "Deepgram's JSON"),
        ("google-v2.json", "Google Speech-to-Text's JSON"),
        ("openai-verbose.json", "Whisper JSON"),
        ("youtube.json3", "YouTube's json3 captions"),
        ("trint.json", "JSON of a speech service"),
        ("kaldi.ctm", "table (CSV, TSV, CTM, STM)"),
    ],
)
def test_messages_name_a_format_by_its_service(name: str, told: str) -> None:
    """Where its keys tell whose it is; else by what it is."""
    document = parse(decode((VENDORS / name).read_bytes()))
    assert document
    assert document.format == told


def test_what_is_heard_and_not_said_is_a_sound() -> None:
    """An event among the words of ElevenLabs leaves the text."""
    sounds = read("elevenlabs.json").transcript.sounds
    assert [(sound.before_cue, sound.label) for sound in sounds] == [(5, "laughter")]


def test_titles_and_chapters_beside_the_speech_are_those_of_the_recording() -> None:
    """Those that people wrote; a service's own summaries are no chapters."""
    recording = read("podlove-player.json")
    assert recording.title == "The machine that drew the tides"
    assert [(chapter.start, chapter.title) for chapter in recording.chapters] == [
        (0.0, "Welcome"),
        (5.0, "Brass gears"),
    ]
    assert read("assemblyai.json").chapters == ()


def test_a_text_that_is_called_a_transcript_is_read_as_one() -> None:
    """What a program for oral history keeps in an element, or a service in a key."""
    said = [
        (who, f"So I think that is what we have in the {place}, and you know it.")
        for place in ("harbour", "cellar", "office")
        for who in ("INES", "TOM")
    ]
    turns = "\n\n".join(f"{who}: {text}" for who, text in said)
    for text in (
        f"<ROOT><record><title>Tides</title><transcript>{turns}</transcript></record></ROOT>",
        json.dumps({"transcript": turns}),
    ):
        document = parse(text)
        assert document
        cues = document.recordings[0].transcript.cues
        assert [(cue.speaker, cue.text) for cue in cues] == said


def test_a_start_of_each_line_is_enough_for_players() -> None:
    """`00:00:03:Welcome`, as TMPlayer and VPlayer have it."""
    text = "".join(f"00:00:{int(start):02}:{text}\n" for _, text, start, _ in SAID)
    document = parse(text)
    assert document
    cues = document.recordings[0].transcript.cues
    assert [(cue.start, cue.text) for cue in cues] == [
        (float(int(start)), text) for _, text, start, _ in SAID
    ]


def test_blocks_of_a_page_begin_when_they_say() -> None:
    """In an attribute that nobody sees."""
    page = "".join(
        f'<div class="turn"><h4>{who}</h4><p begin="00:00:0{start:.2f}">{text}</p></div>'
        for who, text, start, _ in SAID
    )
    document = parse(f"<html><body><h1>Tides</h1>{page}</body></html>")
    assert document
    cues = document.recordings[0].transcript.cues
    assert [(cue.speaker, cue.start) for cue in cues] == [(who, start) for who, _, start, _ in SAID]
