"""The recordings of a podcast page: what each entry holds, parted, read and named."""

from __future__ import annotations

from functools import partial

from ...model import Document, Recording, Transcript
from ..recalling import Recall
from .glue import Vocabulary, vocabulary_of
from .guests import guests_in
from .notes import part, read_notes
from .page import Entry, Page
from .transcript import read_transcript


def read_recordings(page: Page, recall: Recall) -> Document:
    """One recording for each entry, in the order of the page, unless recalled."""
    parted = [part(entry.body) for entry in page.entries]
    vocabulary = vocabulary_of(notes for notes, _ in parted)
    used = " ".join(f"{word} {count}" for word, count in sorted(vocabulary.written.items()))
    return Document(
        recordings=tuple(
            recall(
                (entry.title, f"{entry.date}", f"{entry.duration}", notes, speech, used),
                partial(_read_recording, entry, notes, speech, vocabulary),
            )
            for entry, (notes, speech) in zip(page.entries, parted, strict=True)
        ),
        show=page.show,
        description=page.description,
        hosts=page.hosts,
    )


def _read_recording(
    entry: Entry, notes_text: str, speech_text: str, vocabulary: Vocabulary
) -> Recording:
    """One entry, its body parted into notes and speech."""
    notes = read_notes(notes_text, vocabulary)
    transcript, chapters = Transcript(), notes.chapters
    if speech_text:
        speech = read_transcript(speech_text, notes.chapters, entry.duration)
        transcript, chapters = speech.transcript, speech.chapters
    heard = {cue.speaker for cue in transcript.cues if cue.speaker}
    return Recording(
        transcript=transcript,
        title=entry.title,
        date=entry.date,
        duration=entry.duration,
        notes=notes.markdown,
        speakers=guests_in(entry.title, heard),
        chapters=chapters,
    )
