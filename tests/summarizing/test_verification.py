from __future__ import annotations

import pytest

from generator.model import Cue, Sentence, Source, Summary, Transcript
from generator.summarizing.verification import coverage, faults, is_verbatim
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of

TRANSCRIPT = Transcript(
    cues=(
        Cue(text="We kept 40 hives at Millbrook.", start=0.0, end=5.0),
        Cue(text="Bees never sleep in spring.", start=5.0, end=9.0),
    )
)


def sentence(
    text: str, first: int = 0, last: int = 0, start: float = 0.0, end: float = 5.0
) -> Sentence:
    """A sentence that cites one range of cues."""
    source = Source(first_cue=first, last_cue=last, start=start, end=end)
    return Sentence(text=text, sources=(source,))


def test_what_was_said_stands() -> None:
    """Numbers, names and quotations that the cited cues hold are no fault."""
    assert faults(sentence('At Millbrook they kept "40 hives".'), TRANSCRIPT) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("They kept 400 hives at Millbrook.", "400"),
        ("They kept 40k hives at Millbrook.", "40k"),
        ("They kept 40 hives at 3pm.", "3pm"),
        ("The hives of Oster stood at Millbrook.", "Oster"),
        ('They said "hives are homes" at Millbrook.', "hives are homes"),
        ("They never sleep in Spring.", "Spring"),
    ],
)
def test_what_was_not_said_is_named(text: str, claim: str) -> None:
    """A number, name or quotation that is not in the cited cues is a fault."""
    assert any(claim in fault for fault in faults(sentence(text), TRANSCRIPT))


@pytest.mark.parametrize(
    "broken",
    [
        sentence("Bees never sleep.", 1, 2),
        sentence("Bees never sleep.", -1, 0),
        sentence("Bees never sleep.", 1, 0),
        sentence("Bees never sleep.", 1, 1, start=2.0, end=9.0),
        sentence("Bees never sleep.", 1, 1, start=5.0, end=99.0),
        Sentence(text="Bees never sleep.", sources=()),
    ],
)
def test_sources_must_exist(broken: Sentence) -> None:
    """Cues that are not there, times that are not theirs, and no source at all are faults."""
    assert faults(broken, TRANSCRIPT)


def test_verbatim_means_in_order() -> None:
    """Leaving words out is allowed; adding or moving them is not."""
    said = "So we, we kept forty hives."
    assert is_verbatim("We kept forty hives.", said)
    assert not is_verbatim("We kept forty old hives.", said)
    assert not is_verbatim("Forty hives we kept.", said)


def test_coverage_counts_cited_segments() -> None:
    """Coverage is the share of segments that some sentence cites, at any level."""
    outline = outline_of(episode_of(BEES), BEES_STARTS)
    segments = sum(len(chapter.segments) for chapter in outline.chapters)
    cited = Summary(parts=(Summary(sentences=(sentence("Bees.", 0, 0),)),))
    assert coverage(cited, outline) == pytest.approx(1 / segments, abs=1e-3)
    assert coverage(Summary(), outline) == 0.0


@pytest.mark.parametrize(
    ("start", "end", "good"),
    [
        (0.0, 5.0, True),
        (0.0, 9.0, True),
        (0.0, 9.001, False),
        (-0.001, 9.0, False),
        (3.0, 3.0, True),
        (3.0, 2.999, False),
    ],
)
def test_times_lie_within_the_cues(start: float, end: float, good: bool) -> None:
    """From the start of the first to the end of the last, and never backwards."""
    cited = sentence("We kept 40 hives.", 0, 1, start=start, end=end)
    assert (faults(cited, TRANSCRIPT) == []) == good


def test_without_times_a_source_has_none() -> None:
    """A time where the transcript has none was made up."""
    untimed = Transcript(cues=(Cue(text="Bees sleep."),))
    source = Source(first_cue=0, last_cue=0, start=None, end=None)
    assert faults(Sentence(text="Bees sleep.", sources=(source,)), untimed) == []
    for made_up in ((0.0, None), (None, 0.0), (0.0, 1.0)):
        cited = Source(first_cue=0, last_cue=0, start=made_up[0], end=made_up[1])
        assert faults(Sentence(text="Bees sleep.", sources=(cited,)), untimed)


def test_a_name_may_open_a_sentence_unheard() -> None:
    """A capital at the beginning is no sign of a name, a figure there is one of a number."""
    assert faults(sentence("Combs stood at Millbrook."), TRANSCRIPT) == []
    assert faults(sentence("At Millbrook stood Combs."), TRANSCRIPT)
    assert faults(sentence("At Oster they kept 40 hives."), TRANSCRIPT)
    assert faults(sentence("7 hives stood at Millbrook."), TRANSCRIPT)


def test_coverage_is_rounded_to_four_places() -> None:
    """A third is 0.3333; a source over two segments covers both."""
    outline = outline_of(episode_of(BEES), (0, 6, 14))
    segments = [segment for chapter in outline.chapters for segment in chapter.segments]
    assert len(segments) == 6
    two = sentence("Bees.", segments[0].last_cue, segments[1].first_cue)
    assert coverage(Summary(sentences=(two,)), outline) == 0.3333
