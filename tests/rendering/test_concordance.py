"""Every place that names a topic, as a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model import Chapter, Cue, Origin, Outline, Reading, Segment, Transcript
from generator.rendering.concordance import Line, lines_naming
from generator.rendering.places import Places
from tests.rendering.samples import library


def reading(*cues: Cue) -> Reading:
    """A reading of one chapter with these cues."""
    whole = Segment(first_cue=0, last_cue=len(cues) - 1, start=cues[0].start, end=cues[-1].end)
    chapter = Chapter(title="All", origin=Origin.GENERATED, start=0.0, end=None, segments=(whole,))
    (like, *_) = library().readings
    episode = replace(like.episode, transcript=Transcript(cues=cues), corrections=())
    return replace(like, episode=episode, outline=Outline(chapters=(chapter,)))


def lines(
    cues: tuple[Cue, ...], named: tuple[int, ...], *names: str, quoted: str = ""
) -> list[Line]:
    return list(lines_naming(Places(reading(*cues)), named, names, [quoted] if quoted else []))


def test_captions_give_the_moment_of_each_name() -> None:
    """Of several captions in a paragraph the one that holds the name, with the words around it."""
    cues = tuple(
        Cue(text=text, start=4.0 * index, end=4.0 * index + 4, speaker="Ines")
        for index, text in enumerate(
            ("We went down to", "the quay where the", "tide gauge stands.")
        )
    )
    (line,) = lines(cues, (2,), "tide gauge")
    assert (line.mark.seconds, line.mark.id, line.speaker) == (8.0, "t-00-00-00", "Ines")
    assert line.text == "… down to the quay where the tide gauge stands."


def test_a_long_turn_gives_about_the_moment() -> None:
    """In a cue of many words the name is so far in as it is written, in the paragraph there."""
    text = f"{'Nobody counted the lanterns on the quay. ' * 40}Then came the gauge. {'So. ' * 400}"
    for begins in (0.0, 3600.0):
        cue = Cue(text=text, start=begins, end=begins + 400.0)
        (line,) = lines((cue,), (0,), "gauge")
        assert line.mark.seconds is not None
        assert 180 < line.mark.seconds - begins < 240
        assert "Then came the gauge." in line.text


def test_names_that_one_line_shows_share_it() -> None:
    """Those further on have a line of their own, in the order in which they are said."""
    text = f"The gauge is a gauge. {'Salt and fog and bells. ' * 8}That gauge was new."
    found = lines((Cue(text=text, start=0.0, end=9.0),), (0, 0, 0), "gauge")
    assert [line.text.count("gauge") for line in found] == [2, 1]


def test_what_is_quoted_in_full_is_not_told_again() -> None:
    """Another place in the same paragraph is."""
    text = "Nobody trusts the gauge. Everybody reads it. We paid for the gauge in salt."
    cue = (Cue(text=text, start=0.0, end=9.0),)
    assert [line.text for line in lines(cue, (0, 0), "gauge", quoted=text)] == []
    (left,) = lines(cue, (0, 0), "gauge", quoted="Everybody reads it. We paid for the gauge.")
    assert left.text.startswith("Nobody trusts the gauge.")


def test_what_is_quoted_without_its_hesitations_is_not_told_again() -> None:
    """A quotation leaves words out; its beginning or end may stand in the paragraph beside it."""
    text = "Right. So the gauge is, um, you know, a float in a in a pipe of sand. Fine."
    cue = (Cue(text=text, start=0.0, end=9.0),)
    assert lines(cue, (0,), "gauge", quoted="So the gauge is a float in a pipe of sand.") == []
    assert lines(cue, (0,), "gauge", quoted="The gauge fell in the storm of that year.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我们用大模型写代码。", "大模型"),
        ("Wir nutzen C++ gern.", "c++"),
        ("The  tide\ngauge.", "tide gauge"),
    ],
)
def test_names_are_found_in_any_script(text: str, name: str) -> None:
    """Without spaces around them, with signs in them, over the end of a line."""
    (line,) = lines((Cue(text=text, start=0.0, end=9.0),), (0,), name)
    assert line.text == " ".join(text.split())


def test_a_name_that_nothing_spells_has_its_line_still() -> None:
    """With the beginning of what is said there."""
    (line,) = lines((Cue(text="It stands there.", start=3.0, end=9.0),), (0,), "gauge")
    assert (line.text, line.mark.seconds) == ("It stands there.", 3.0)


def test_untimed_places_are_told_by_how_far_in_they_are() -> None:
    """And lead to their paragraph."""
    cues = tuple(Cue(text=f"Word {n} of the gauge.") for n in range(10))
    line = lines(cues, (5,), "gauge")[0]
    assert (line.mark.seconds, line.mark.share) == (None, 50)
    assert line.mark.id
