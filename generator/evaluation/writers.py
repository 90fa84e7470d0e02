"""Two backends, models or prompts on the same episodes, side by side: a choice made on numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from ..model import Library, Origin, Reading, Sentence, all_sentences
from ..rendering.html import environment
from ..summarizing import Report
from ..summarizing.openai import ledger
from ..summarizing.verification import faults
from .summaries import title_recall

Side = tuple[str, tuple[Library, Report]]
"""A backend's name and what it wrote."""
WORDS_A_MINUTE = 230
"""How fast people read silently (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One row of the comparison."""

    name: str
    of: Callable[[Reading], float | None]
    """None where it does not apply to an episode."""


def _spoken(reading: Reading) -> bool:
    return bool(reading.episode.transcript.cues)


def _recall(reading: Reading) -> float | None:
    """Recall of the words of chapter titles that people gave, in the chapters' summaries."""
    pairs = [
        (title_recall(_text(part.sentences), chapter.title))
        for chapter, part in zip(reading.outline.chapters, reading.summary.parts, strict=True)
        if chapter.origin is Origin.SOURCE and part.sentences
    ]
    return fmean(pairs) if pairs else None


def _sound(reading: Reading) -> float:
    """Share of sentences whose numbers, names and quotations stand letter for letter."""
    sentences = list(all_sentences(reading.summary))
    return fmean(not faults(each, reading.episode.transcript) for each in sentences or [_NOTHING])


def _quoted(reading: Reading) -> float:
    """Share of sentences that are the recording's own."""
    sentences = list(all_sentences(reading.summary))
    if reading.backend == "extractive" or not sentences:
        return 1.0
    return fmean(sentence.backend == "extractive" for sentence in sentences)


def _minutes(reading: Reading) -> float:
    parts = [reading.summary, *reading.summary.parts]
    return sum(len(_text(part.sentences).split()) for part in parts) / WORDS_A_MINUTE


_NOTHING = Sentence(text="", sources=())
MEASURES = (
    Measure(name="recall of people's chapter titles", of=_recall),
    Measure(name="coverage of segments", of=lambda reading: reading.coverage),
    Measure(name="names and numbers to the letter", of=_sound),
    Measure(name="share of quoted sentences", of=_quoted),
    Measure(name="chapters", of=lambda reading: len(reading.outline.chapters)),
    Measure(name="minutes to read", of=_minutes),
)


def table(sides: Sequence[Side], content: Path) -> Iterator[str]:
    """The means over episodes with a transcript, and what each side has cost."""
    yield f"{'':<36}" + "".join(f"{name[:24]:>26}" for name, _ in sides)
    for measure in MEASURES:
        cells = "".join(f"{_shown(_mean(measure, library)):>26}" for _, (library, _) in sides)
        yield f"{measure.name:<36}{cells}"
    for label, figure in (("tokens", _tokens), ("cost", _cost)):
        cells = "".join(f"{figure(content, name):>26}" for name, _ in sides)
        yield f"{label + ' on record':<36}{cells}"
    for name, (_, report) in sides:
        for problem in report.problems:
            yield f"{name}: {problem}"


def page(sides: Sequence[Side], content: Path, templates: Path) -> str:
    """The table, and each episode's key points and chapters side by side."""
    (one, (first, _)), (other, (second, _)) = sides
    theirs = {reading.id: reading for reading in second.readings}
    return (
        environment((templates,))
        .get_template("comparison.html")
        .render(
            names=[one, other],
            table=list(table(sides, content)),
            episodes=[
                _episode([reading, theirs[reading.id]])
                for reading in first.readings
                if _spoken(reading)
            ],
        )
    )


def _episode(readings: Sequence[Reading]) -> dict[str, object]:
    return {
        "title": readings[0].episode.title,
        "rows": [
            (measure.name, [_shown(measure.of(reading)) for reading in readings])
            for measure in MEASURES
        ],
        "sides": [
            {
                "points": reading.summary.sentences,
                "chapters": [
                    (chapter.title, part.sentences)
                    for chapter, part in zip(
                        reading.outline.chapters, reading.summary.parts, strict=True
                    )
                ],
            }
            for reading in readings
        ],
    }


def _mean(measure: Measure, library: Library) -> float | None:
    values = [measure.of(reading) for reading in library.readings if _spoken(reading)]
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _shown(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _tokens(content: Path, name: str) -> str:
    calls = _calls(content, name)
    return f"{sum(call.prompt_tokens + call.answer_tokens for call in calls):,}"


def _cost(content: Path, name: str) -> str:
    return f"{sum(call.cost for call in _calls(content, name)):.4f}"


def _calls(content: Path, name: str) -> list[ledger.Call]:
    """All calls on record that a model answered, whatever its prompts."""
    model = name.partition("@")[0]
    path = content / "summaries" / ledger.NAME
    return [call for call in ledger.read(path) if call.model == model]


def _text(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)
