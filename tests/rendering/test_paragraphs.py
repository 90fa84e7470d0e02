from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import (
    Chapter,
    Cue,
    Origin,
    Outline,
    Segment,
    Sound,
    Transcript,
)
from generator.rendering.paragraphs import MOST_WORDS, Anchors, Paragraph, split_paragraphs
from tests.rendering.samples import speech


def one_chapter(transcript: Transcript) -> Outline:
    """An outline of one segment."""
    segment = Segment(first_cue=0, last_cue=len(transcript.cues) - 1, start=None, end=None)
    chapter = Chapter(
        title="All", origin=Origin.GENERATED, start=None, end=None, segments=(segment,)
    )
    return Outline(chapters=(chapter,))


def paragraphs_of(transcript: Transcript) -> tuple[Paragraph, ...]:
    """The paragraphs of a transcript in one piece."""
    return split_paragraphs(transcript, one_chapter(transcript))[0][0]


cues = st.lists(
    st.builds(
        Cue,
        text=st.lists(st.sampled_from(["ay", "bee.", "sea", "dee?"]), min_size=1, max_size=200).map(
            " ".join
        ),
        start=st.just(7.0),
        end=st.just(8.0),
        speaker=st.sampled_from(["Ines", "Bram", None]),
    ),
    min_size=1,
    max_size=12,
)


@given(cues)
def test_every_word_once_and_in_order(said: list[Cue]) -> None:
    """Paragraphs lose nothing, repeat nothing, mix no speakers, and have ids of their own."""
    paragraphs = paragraphs_of(Transcript(cues=tuple(said)))
    assert " ".join(each.text for each in paragraphs) == " ".join(cue.text for cue in said)
    assert len({each.id for each in paragraphs}) == len(paragraphs)
    for paragraph in paragraphs:
        inside = said[paragraph.first_cue : paragraph.last_cue + 1]
        assert {cue.speaker for cue in inside} == {paragraph.speaker}


def test_paragraphs_are_of_a_length_to_read() -> None:
    """Short cues are joined up to a sentence's end; no paragraph is longer than the most."""
    lengths = [len(each.text.split()) for each in paragraphs_of(speech(60))]
    assert max(lengths) <= MOST_WORDS
    assert len(lengths) < 30


def test_long_cue_is_cut_between_sentences_without_new_times() -> None:
    """Only the first paragraph of a long cue claims the cue's time; ids stay unique."""
    text = " ".join(f"This is sentence number {number} of a long turn." for number in range(40))
    paragraphs = paragraphs_of(Transcript(cues=(Cue(text=text, start=194.0, end=300.0),)))
    assert [each.opens_cue for each in paragraphs] == [True] + [False] * (len(paragraphs) - 1)
    assert [each.id for each in paragraphs[:2]] == ["t-00-03-14", "t-00-03-14-2"]
    assert all(each.text.endswith(".") for each in paragraphs)


def test_sounds_stand_where_they_were_heard() -> None:
    """A sound falls between the cues it was heard between, and the last one at the end."""
    transcript = Transcript(
        cues=(Cue(text="One."), Cue(text="Two.")),
        sounds=(Sound(before_cue=1, label="bell"), Sound(before_cue=2, label="applause")),
    )
    (paragraph,) = paragraphs_of(transcript)
    assert [run.text for run in paragraph.runs] == ["One.", "bell", "Two.", "applause"]
    assert paragraph.text == "One. Two."


def test_source_in_a_long_cue_leads_to_its_own_words() -> None:
    """Of the paragraphs of one cue the link leads to the one that holds the sentence."""
    text = " ".join(f"This is sentence number {number} of a long turn." for number in range(40))
    paragraphs = paragraphs_of(Transcript(cues=(Cue(text=text),)))
    first, last = Anchors(paragraphs).find("This is sentence number 33 of a long turn.", 0, 0)
    assert first == last
    assert "number 33 " in next(each.text for each in paragraphs if each.id == first)


def test_source_without_a_transcript_leads_nowhere() -> None:
    """No id is made up."""
    assert Anchors(()).find("x", 0, 0) == ("", "")


def lengths_of(*said: str) -> list[int]:
    """Words of each paragraph of cues that say this."""
    cues = tuple(Cue(text=text, speaker="Ines") for text in said)
    return [len(each.text.split()) for each in paragraphs_of(Transcript(cues=cues))]


def words_of(count: int, end: str = ".") -> str:
    """So many words, and a mark after the last."""
    return " ".join(["word"] * count) + end


@pytest.mark.parametrize(
    ("said", "lengths"),
    [
        ((words_of(59), "More."), [60]),
        ((words_of(60), "More."), [60, 1]),
        ((words_of(60, ".”"), "More."), [60, 1]),
        ((words_of(60, ""), "More."), [61]),
        ((words_of(45, ""), words_of(45, "")), [90]),
        ((words_of(45, ""), words_of(46, "")), [45, 46]),
        ((f"{words_of(45)} {words_of(45)}".replace(" word", " Word"),), [90]),
        ((f"{words_of(45)} W{words_of(46)}",), [45, 46]),
    ],
)
def test_paragraphs_end_after_60_words_and_before_91(
    said: tuple[str, ...], lengths: list[int]
) -> None:
    """With a sentence from the 60th word on, at the latest with the 90th; a long cue is cut."""
    assert lengths_of(*said) == lengths


@pytest.mark.parametrize(
    ("start", "name"), [(3723.9, "t-01-02-03"), (59.0, "t-00-00-59"), (None, "p-1")]
)
def test_paragraphs_are_named_by_their_time(start: float | None, name: str) -> None:
    """To the second in which they begin; without times they are counted."""
    (paragraph,) = paragraphs_of(Transcript(cues=(Cue(text="One.", start=start, end=start),)))
    assert paragraph.id == name
