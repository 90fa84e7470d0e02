"""Two recordings, answered by hand from the prompts alone: what of it is published.

Whoever answered knew neither the references nor the program. The recordings are not of this
repository: without them there is nothing to test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.evaluation.references import IDLE, Line, Reference, is_same, read_references
from generator.job import SUMMARIES
from generator.language.hearing import hear
from generator.model import Reading, Sentence, Utterance
from generator.summarizing.openai import ledger
from tests.summarizing.openai.answering import Answered, answered

SHARED = Path(__file__).parents[4] / "shared"
ANSWERED = Path(__file__).parent / "answered"
TALK = "productionizing-ai-talk"
INTERVIEW = "why-ai-agents-don-t-work-yet-with-kanjun-qiu-of-imbue"
FILES = {TALK: f"{TALK}.txt", INTERVIEW: "latent-space-listing.txt"}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the recordings are not at hand")


def reference_of(slug: str) -> Reference:
    """What careful readers took from a recording."""
    [found] = [each for each in read_references(SHARED / "references") if each.episode == slug]
    return found


def cited(sentences: Iterable[Sentence], heard: Iterable[Utterance]) -> Iterator[Utterance]:
    """What was said where some sentences have their sources."""
    spans = [source for sentence in sentences for source in sentence.sources]
    for each in heard:
        if any(
            span.first_cue <= each.first_cue
            and each.last_cue <= span.last_cue
            and (span.start is None or each.start is None or span.start <= each.start)
            and (span.end is None or each.end is None or each.end <= span.end)
            for span in spans
        ):
            yield each


def holds(lines: Iterable[Line], said: Iterable[Utterance]) -> bool:
    """Whether one of a reader's lines was said there."""
    lines = list(lines)
    return any(is_same(each.text, each.start, line) for each in said for line in lines)


@pytest.mark.parametrize(
    ("slug", "calls", "refused", "claims", "picks"),
    [(TALK, 3, 0, 0.7, 0.8), (INTERVIEW, 2, 5, 0.7, 0.8)],
)
def test_a_page_that_was_answered_by_hand(
    slug: str, calls: int, refused: int, claims: float, picks: float, tmp_path: Path
) -> None:
    """So many calls, so few refusals; the claims and lines that careful readers chose are cited."""
    transcript = SHARED / "transcripts" / FILES[slug]
    poster = Answered(answers=ANSWERED / slug)
    with answered(transcript, slug, poster, tmp_path) as (reading, _):
        pass
    made = list(ledger.read(tmp_path / SUMMARIES / ledger.NAME))
    assert len(made) == sum(call.posts for call in made) == calls
    assert sum(": " in fault for call in made for fault in call.faults) <= refused
    reference = reference_of(slug)
    heard = hear(reading.episode.transcript, reading.episode.language)
    points = list(cited(reading.summary.sentences, heard))
    met = [holds((*each.support, *each.quote), points) for each in reference.points]
    assert sum(met) >= claims * len(met)
    told = list(cited(below_the_page(reading), heard))
    chapters = [each for each in reference.chapters if each.kind not in IDLE and each.picks]
    found = [[holds([pick], told) for pick in chapter.picks] for chapter in chapters]
    assert sum(map(any, found)) >= 0.85 * len(found)
    assert sum(map(sum, found)) >= picks * sum(map(len, found))


def below_the_page(reading: Reading) -> Iterator[Sentence]:
    """The sentences of chapters and of their passages."""
    for chapter in reading.summary.parts:
        yield from chapter.sentences
        for passage in chapter.parts:
            yield from passage.sentences


def test_answers_are_about_the_recording(tmp_path: Path) -> None:
    """A handwritten answer cites lines; where its file is missing the part is quoted."""
    assert {path.parent.name for path in ANSWERED.glob("*/*.json")} == set(FILES)
    for path in ANSWERED.glob("*/page.json"):
        page = json.loads(path.read_text(encoding="utf-8"))
        assert len(page["points"]) <= 8
        assert all(0 < len(each["lines"]) <= 8 for each in page["points"])
