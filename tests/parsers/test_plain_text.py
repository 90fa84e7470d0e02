"""Speech without times: told from documents, and cut into cues."""

from __future__ import annotations

import pytest

from generator.model import ListedChapter
from generator.parsers import parse, plain_text
from tests.parsers.test_samples import read_sample

TALK = """
So today I want to talk about looms. You know, when I started I thought they were just furniture.
But they're really machines, and I think that's what we get wrong. Okay, so let's look at one.
Yeah, this is the warp, and these are the heddles. I'm going to lift them, and you see what happens.
"""


def test_an_endless_line_of_captions() -> None:
    """Auto-captions without punctuation become untimed cues of 36 words, none lost."""
    transcript = read_sample("endless-line.plain.txt").transcript
    assert not transcript.timed
    assert [len(cue.text.split()) for cue in transcript.cues[:-1]] == [35] + [36] * 5
    assert sum(len(cue.text.split()) for cue in transcript.cues) == 1 + 8 * 27
    assert [(sound.before_cue, sound.label) for sound in transcript.sounds] == [(1, "music")]


def test_a_talk_without_labels_is_recognized_by_its_words() -> None:
    """First persons and fillers tell a talk from an essay; headings in it are chapters."""
    document = parse(f"# Looms\n\n{TALK}\n## Weaving\n\n{TALK}")
    assert document is not None
    (recording,) = document.recordings
    assert recording.title == "Looms"
    (chapter,) = recording.chapters
    assert chapter == ListedChapter(title="Weaving", first_cue=chapter.first_cue)
    assert recording.transcript.cues[chapter.first_cue or 0].text.startswith("So today")


def test_captions_in_another_language() -> None:
    """A long unpunctuated line is speech in any language."""
    line = "bonjour à tous aujourd'hui nous allons parler des métiers à tisser et de la laine "
    assert plain_text.recognizes(line * 20)
    assert not plain_text.recognizes("AbC9/x+Zq8==kLmN" * 400)


def test_interviews_in_another_language() -> None:
    """Labels that come again mark speech in any language."""
    turns = "Ada: Wann haben Sie das gelernt?\n\nBen: Vor dreißig Jahren, bei meinem Vater.\n\n"
    document = parse(turns * 3)
    assert document is not None
    assert {cue.speaker for cue in document.recordings[0].transcript.cues} == {"Ada", "Ben"}


@pytest.mark.parametrize(
    "prose",
    [
        "오늘은 베틀에 대한 이야기를 하겠습니다. 저는 처음에 그것이 가구라고 생각했어요. ",
        "今日は織機について話します。最初は家具だと思っていましたが、実は機械でした。",
        "Heute reden wir über Webstühle. Ich dachte zuerst, das sind Möbel, es sind Maschinen. ",
    ],
)
def test_prose_without_labels_in_any_language(prose: str) -> None:
    """Sentences enough are speech where only English tells a talk from an essay by its words."""
    assert plain_text.recognizes(prose * 30)


def test_lists_in_another_language_are_no_speech() -> None:
    """Short lines are a list, whatever their words."""
    assert not plain_text.recognizes("Wolle\nGarn aus Flachs\nLitzen und Kette\nSchiffchen\n" * 40)
