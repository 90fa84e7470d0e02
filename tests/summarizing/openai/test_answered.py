"""Two recordings answered by hand from the prompts alone, beside what careful readers took.

The answers were written before anybody looked at the readers' notes, and stand here as they were.
They name lines of transcripts that are not part of this project: `../shared`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from generator.cli import ROOT
from generator.evaluation.references import Line, read_references
from generator.language.hearing import hear
from generator.language.words import words
from generator.model import Reading, Sentence, Utterance
from generator.summarizing.openai import ledger, tokens
from tests.summarizing.openai.answering import Answered, answered

ANSWERED = Path(__file__).parent / "answered"
SHARED = ROOT.parent / "shared"
TALK, INTERVIEW = sorted(path.name for path in ANSWERED.iterdir())
FILES = {TALK: "productionizing-ai-talk.txt", INTERVIEW: "latent-space-listing.txt"}
REQUESTS = {TALK: 3, INTERVIEW: 2}
MOST_REFUSED = 0.05
"""Share of faithful sentences that the checks may refuse."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is known of a recording whatever a model says of it."""
    return tmp_path_factory.mktemp("kept")


def said_by(reading: Reading, sentences: Iterable[Sentence]) -> Iterator[Utterance]:
    """The lines that some sentences cite."""
    heard = hear(reading.episode.transcript, reading.episode.language)
    for sentence in sentences:
        for source in sentence.sources:
            assert source.start is not None
            assert source.end is not None
            for line in heard:
                begins, ends = line.start or 0.0, line.end or 0.0
                if source.start <= begins and ends <= source.end:
                    yield line


def is_line(said: Utterance, line: Line) -> bool:
    """Whether a cited line is one of a reader's, whose lines are cut in other places."""
    if line.start is not None and abs((said.start or 0.0) - line.start) > 20:
        return False
    ours, theirs = words(said.text), words(line.text)
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size > 1)
    return shared > 2 and shared >= 0.6 * min(len(ours), len(theirs))


@pytest.mark.parametrize("episode", [TALK, INTERVIEW])
def test_what_answers_take_is_known_before_any_was_asked_for(
    episode: str, kept: Path, tmp_path: Path
) -> None:
    """Tokens and cost of answers such as a good model writes, within 15 %."""
    transcript = SHARED / "transcripts" / FILES[episode]
    if not transcript.is_file():
        pytest.skip("needs the transcripts in ../shared")
    with answered(transcript, episode, None, tmp_path / "before", kept) as (_, backend):
        planned = list(backend.account.planned)
    poster = Answered(answers=ANSWERED / episode)
    with answered(transcript, episode, poster, tmp_path / "after", kept):
        pass
    count, _ = tokens.counter()
    read = sum(count(each["content"]) + 4 for _, messages in poster.asked for each in messages)
    answers = (ANSWERED / episode).glob("*.json")
    written = sum(count(json.dumps(json.loads(path.read_text("utf-8")))) for path in answers)
    assert sum(call.answer_tokens for call in planned) == pytest.approx(written, rel=0.15)
    assert sum(call.prompt_tokens for call in planned) == pytest.approx(read, rel=0.15)


@pytest.mark.parametrize("episode", [TALK, INTERVIEW])
def test_a_page_answered_by_hand_has_what_careful_readers_took(
    episode: str, kept: Path, tmp_path: Path
) -> None:
    """Few requests, few refusals, and the readers' claims and picks are cited."""
    transcript = SHARED / "transcripts" / FILES[episode]
    if not transcript.is_file():
        pytest.skip("needs the transcripts in ../shared")
    poster = Answered(answers=ANSWERED / episode)
    with answered(transcript, episode, poster, tmp_path, kept) as (reading, _):
        summary = reading.summary
    assert len(poster.asked) == REQUESTS[episode]
    calls = list(ledger.read(tmp_path / "summaries" / ledger.NAME))
    refused = [each for call in calls for each in call.faults if "no sentence that" not in each]
    written = "".join(path.read_text("utf-8") for path in (ANSWERED / episode).glob("*.json"))
    assert len(refused) <= MOST_REFUSED * written.count('"text"')
    parts = [sentence for part in summary.parts for sentence in part.sentences]
    assert len(summary.sentences) <= 8
    assert not any(each.backend for each in (*summary.sentences, *parts))
    [reference] = [
        each for each in read_references(SHARED / "references") if each.episode == episode
    ]
    pointed, chaptered = list(said_by(reading, summary.sentences)), list(said_by(reading, parts))
    claims = [
        any(is_line(said, line) for said in pointed for line in (*point.support, *point.quote))
        for point in reference.points
    ]
    picks = [
        any(is_line(said, line) for said in chaptered for line in chapter.picks)
        for chapter in reference.chapters
        if chapter.kind == "content" and chapter.picks
    ]
    assert sum(claims) >= 0.7 * len(claims)
    assert sum(picks) >= 0.85 * len(picks)
