"""Speech without times: told from documents, and cut into cues."""

from __future__ import annotations

import re
import textwrap

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


def turns(count: int, line: str = "eins zwei drei", others: int = 0) -> str:
    """So many turns of two people in German, and paragraphs without a label."""
    said = [f"{name}: {line}" for name in ("Ada", "Ben") * count][:count]
    return "\n\n".join([*said, *["Nur ein Absatz ohne Namen."] * others])


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        (turns(4), True),
        (turns(3), False),  # one of the names comes once
        (turns(4, others=12), True),  # a quarter of all
        (turns(4, others=13), False),
        (turns(4, "eins zwei drei"), True),  # four words to a turn, with the name
        (turns(4, "eins zwei"), False),
        (turns(4).replace("Ben", "Note"), False),
        (turns(4).replace("Ben", "ben").replace("Ada", "ada"), False),
        (turns(4).replace("Ben", "ben"), True),
        (f"```\n{turns(4)}", True),
        (f"<p>{turns(4)}", True),
    ],
)
def test_labels_that_show_speech(text: str, speech: bool) -> None:
    """Two names, four turns, a quarter of all paragraphs, and words after them."""
    assert plain_text.recognizes(text) == speech


def test_a_talk_of_a_hundred_words_is_enough() -> None:
    """However it is broken into lines; a shorter text without labels could be anything."""
    words = (TALK * 3).split()[:100]
    for between in (" ", "\n"):
        assert plain_text.recognizes(between.join(words))
        assert not plain_text.recognizes(between.join(words[:-1]))


@pytest.mark.parametrize(("spoken", "speech"), [(19, True), (18, False)])
def test_speech_is_told_by_every_tenth_word(spoken: int, speech: bool) -> None:
    """19 words of 200 are those of speech: 9.5 %; with one less it is a document."""
    english = ["the"] * 12
    text = [*["okay"] * spoken, *english, *["gears"] * (200 - 12 - spoken)]
    assert (
        plain_text.recognizes(". ".join(" ".join(text[n : n + 9]) for n in range(0, 200, 9)))
        == speech
    )


@pytest.mark.parametrize(("english", "speech"), [(12, False), (11, True)])
def test_english_is_told_by_its_small_words(english: int, speech: bool) -> None:
    """Six in a hundred; an endless line in any other language is speech, one in English must be."""
    assert (
        plain_text.recognizes(" ".join(["the"] * english + ["gears"] * (200 - english))) == speech
    )


def test_an_endless_line_with_music_in_it_is_speech() -> None:
    """What is heard is no document, in English neither."""
    assert plain_text.recognizes("[Music] " + " ".join(["the"] * 12 + ["gears"] * 188))


@pytest.mark.parametrize(("spoken", "speech"), [(2, False), (3, True)])
def test_labelled_english_needs_some_words_of_speech(spoken: int, speech: bool) -> None:
    """Three in a hundred: minutes and lists have labels too."""
    words = [*["okay"] * spoken, *["the"] * 12, *["gears"] * (92 - 12 - spoken)]
    rows = (" ".join(words[n : n + 23]) for n in range(0, 92, 23))
    names = ("Ada", "Ben", "Ada", "Ben")
    text = "\n\n".join(f"{name}: {row}." for name, row in zip(names, rows, strict=True))
    assert plain_text.recognizes(text) == speech


@pytest.mark.parametrize(("times", "speech"), [(1, False), (8, True)])
def test_who_speaks_may_name_an_article(times: int, speech: bool) -> None:
    """Words of articles make speech none only where it is not full of what people say."""
    essay = "The loom was built of oak by men whose names the village has long forgotten. " * 12
    text = f"{essay} In this article the warp is one. {TALK * times}"
    assert plain_text.recognizes(text) is speech


def test_only_endless_lines_are_cut_at_36_words() -> None:
    """What somebody punctuated stays whole up to sixty."""
    said = " ".join(["Wir reden heute über Webstühle."] * 10)
    document = parse("\n\n".join([f"Ada: {said}", f"Ben: {said}"] * 2))
    assert document
    assert [len(cue.text.split()) for cue in document.recordings[0].transcript.cues] == [50] * 4


@pytest.mark.parametrize(
    ("word", "short", "speech"),
    [
        ("Wollfasern", 0, True),
        ("Wollfaserns", 0, False),  # longer on average than words are
        ("Wort", 40, True),
        ("Wort", 41, False),
    ],
)
def test_prose_is_words_in_full_lines(word: str, short: int, speech: bool) -> None:
    """Ten letters a word at the most, and six lines in ten that could hold a sentence."""
    lines = [" ".join([word] * 6)] * 100
    for number in range(short):
        lines[number] = " ".join([word] * 5)
    assert plain_text.recognizes("\n".join(lines)) == speech


@pytest.mark.parametrize(
    ("sign", "speech"),
    [("1" * 20, True), ("1" * 21, False), ("é" * 30, True)],
)
def test_prose_is_letters(sign: str, speech: bool) -> None:
    """Four signs of five, whatever their alphabet."""
    line = " ".join(["Woerter"] * 11 + ["abc"])
    assert plain_text.recognizes(f"{line} {sign}\n" * 10) == speech


@pytest.mark.parametrize("text", ["- Wolle ist warm und weich und alt", "| a | b |", "~~~"])
def test_lines_of_a_document_are_no_speech(text: str) -> None:
    """Lists, tables and code, unless there is one among fifty lines."""
    prose = "Heute reden wir lange und gern ueber Wolle"
    assert plain_text.recognizes("\n".join([prose] * 60 + [text]))
    assert not plain_text.recognizes("\n".join([prose] * 30 + [text] * 3))


@pytest.mark.parametrize(("wrapped", "speech"), [(True, True), (False, False)])
def test_a_list_whose_items_run_on_is_speech(wrapped: bool, speech: bool) -> None:
    """Lines of a talk that a tool made items of are read; notes of whole sentences are none."""
    said = " ".join(TALK.split() * 8)
    lines = textwrap.wrap(said, 70) if wrapped else re.split(r"(?<=[.?!]) ", said)
    document = parse("# Tides\n\n" + "\n".join(f"* {line}" for line in lines))
    assert bool(document and document.recordings[0].transcript.cues) is speech
    if document:
        cues = document.recordings[0].transcript.cues
        assert " ".join(" ".join(cue.text for cue in cues).split()) == said
