"""Fit the weights of segmentation to chapters that people wrote, and cross-validate them.

    python -m generator.evaluation.train FOLDER... [--language TAG] [--references DIR] [--write]

Reads every recording of one language (English where none is named) with human chapters under the
folders, prints scores of models that never saw the recording they are scored on, and with
`--write` fits all recordings and replaces `generator/segmentation/fitted/TAG.json`. Where the
references hold a reader's subjects, those are learned from in the place of the list.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from ..language.clock import Axis, utterance_positions
from ..language.hearing import hear
from ..language.languages import Language
from ..language.words import words
from ..model import Recording, Transcript, Utterance
from ..numbers import Floats
from ..parsers import parse
from ..segmentation.cue_phrases import phrases_around
from ..segmentation.evidence import weigh_gaps
from ..segmentation.features import Speech, listen, measure
from ..segmentation.weights import Weights, file_of, load_weights
from .baselines import at_nearest, random_starts, texttiling, uniform
from .held_out import HeldOut, fingerprint, write
from .known import Known, known_episodes
from .matching import CHAPTERS
from .scores import OPENING, ChapterScores, mean_scores, score_chapters
from .subjects import read_subjects

TOLERANCE = 15.0
"""Seconds; an utterance this far from a human start is no example of one, a nearer one in part."""
REACH = 40.0
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "en": {"offset": -0.85, "length": 0.9},
    "de": {"offset": -0.95, "letters": 5, "telling": True, "own": 0.2, "rarer": 0.3},
}
"""What else `Weights` hold in each language, chosen by cross-validation, as the reach was."""
COMMON = 0.6
"""A phrase counts if this share of the recordings holds it: it belongs to no single show."""
SLIGHT = 0.01
"""Coefficients of phrases that are nearer to 0 are not kept."""
PENALTY, PHRASE_PENALTY = 60.0, 400.0
"""Ridge penalties on the coefficients of evidence and of phrases."""
STRANGER_PENALTY = 8000.0
"""The same on how far evidence may weigh otherwise than in English."""
UNSHARED_PENALTY = 1500.0
"""The same on evidence that English does not have."""
STRIPPED_WEIGHT = 0.5
"""What a recording without speakers and punctuation counts beside the one it was made from."""
FOLDS = 5
"""Parts into which each show is cut where no whole show is left out."""
LARGE = 10
"""A show of as many recordings is left out, and reported, by itself."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A recording whose chapters people wrote."""

    show: str
    language: Language
    transcript: Transcript
    utterances: tuple[Utterance, ...]
    human: tuple[float, ...]
    """Starts of the human chapters after the opening, in seconds: what it is scored by."""
    taught: tuple[float, ...]
    """Starts to learn from: of a reader's subjects, else the same."""
    end: float
    speech: Speech
    evidence: dict[str, Floats]
    phrases: tuple[frozenset[str], ...]
    """The phrases without a subject around the gap before each utterance."""
    stripped: bool
    """Whether speakers and punctuation were taken away."""

    @property
    def labels(self) -> Floats:
        """How much a boundary before each utterance is a human one, 0 to 1."""
        if not self.taught:
            return np.zeros(len(self.utterances))
        apart = np.abs(self.speech.positions[:, None] - np.array(self.taught)[None, :]).min(axis=1)
        return np.asarray(np.maximum(0.0, 1.0 - apart / TOLERANCE))


def recordings_under(paths: Iterable[Path]) -> Iterator[tuple[str, Recording]]:
    """Every recording in a transcript under `paths`, with its show; the folder's name is one."""
    for path in sorted(file for top in paths for file in _files(top)):
        try:
            document = parse(path.read_text(encoding="utf-8"))
        except (InputError, UnicodeDecodeError):
            continue
        if document is not None:
            show = document.show or path.parent.name
            yield from ((show, recording) for recording in document.recordings)


def load_samples(
    folders: Iterable[Path], language: str = "en", references: Path | None = None
) -> Iterator[Sample]:
    """All known recordings under `folders` in the language of that tag.

    `references` is a folder of what careful readers took from some of them.
    """
    tables = read_subjects(references / CHAPTERS) if references else ()
    subjects = {table.episode: table.starts for table in tables}
    for known in known_episodes(folders):
        if Language.of(known.episode.language).tag == language:
            yield make_sample(known, subjects.get(known.episode.slug))


def make_sample(known: Known, subjects: Sequence[float] | None = None) -> Sample:
    """A known recording ready to learn from; `subjects` are a reader's, where there is one."""
    taught = known.human if subjects is None else tuple(s for s in subjects if s >= OPENING)
    language = Language.of(known.episode.language)
    speech = _listen(known.utterances, known.end, language)
    return Sample(
        show=known.episode.show.slug,
        language=language,
        transcript=known.episode.transcript,
        utterances=known.utterances,
        human=known.human,
        taught=taught,
        end=known.end,
        speech=speech,
        evidence=measure(speech),
        phrases=_phrases_without_subject(speech, language),
        stripped=False,
    )


def _listen(utterances: Sequence[Utterance], end: float, language: Language) -> Speech:
    """The speech as weights of that language will measure it."""
    settings = SETTINGS[language.tag]
    return listen(
        utterances,
        utterance_positions(utterances),
        end,
        language,
        settings.get("letters"),
        telling=settings.get("telling", False),
    )


def strip(sample: Sample) -> Sample:
    """The same recording without speakers, punctuation and capitals, as auto-captions are."""
    transcript = Transcript(
        cues=tuple(
            replace(cue, speaker=None, text=" ".join(words(cue.text)))
            for cue in sample.transcript.cues
        )
    )
    utterances = hear(transcript, sample.language.tag)
    speech = _listen(utterances, sample.end, sample.language)
    return replace(
        sample,
        transcript=transcript,
        utterances=utterances,
        speech=speech,
        evidence=measure(speech),
        phrases=_phrases_without_subject(speech, sample.language),
        stripped=True,
    )


def fit(samples: Sequence[Sample]) -> Weights:
    """The weights that explain the human chapters of `samples` best; all are in one language.

    In another language than English, what the evidence weighs there is held near to what it does
    in English: voices, turns and changes of words tell the same, and were learned from more shows.
    """
    tag = samples[0].language.tag
    names = sorted({name for sample in samples for name in sample.evidence})
    phrases = common_phrases(samples)
    penalties = np.r_[np.full(len(names), PENALTY), np.full(len(phrases), PHRASE_PENALTY), 1e-6]
    usual = np.zeros(len(penalties))
    if tag != "en":
        english = load_weights().evidence
        usual[: len(names)] = [english.get(name, 0.0) for name in names]
        penalties[: len(names)] = [
            STRANGER_PENALTY if name in english else UNSHARED_PENALTY for name in names
        ]
    coefficients = regress(
        [_design(sample, names, phrases) for sample in samples],
        [sample.labels[1:] for sample in samples],
        [STRIPPED_WEIGHT if sample.stripped else 1.0 for sample in samples],
        penalties,
        usual,
    )
    rounded = [round(float(coefficient), 4) for coefficient in coefficients]
    return Weights(
        intercept=rounded[-1],
        evidence=dict(zip(names, rounded, strict=False)),
        phrases={
            phrase: coefficient
            for phrase, coefficient in zip(phrases, rounded[len(names) :], strict=False)
            if abs(coefficient) >= SLIGHT
        },
        reach=REACH,
        **SETTINGS[tag],
    )


def common_phrases(samples: Sequence[Sample]) -> list[str]:
    """The phrases without a subject that most recordings hold, sorted."""
    recordings = Counter(
        phrase
        for sample in samples
        if not sample.stripped
        for phrase in frozenset().union(*sample.phrases)
    )
    needed = COMMON * sum(not sample.stripped for sample in samples)
    return sorted(phrase for phrase, count in recordings.items() if count >= needed)


def regress(
    designs: Sequence[Matrix],
    labels: Sequence[Floats],
    importance: Sequence[float],
    penalties: Floats,
    usual: Floats | None = None,
) -> Floats:
    """Coefficients of a logistic regression, the intercept last, by L-BFGS.

    `designs` has the rows of each recording, `labels` its values between 0 and 1, `importance` its
    weight; `penalties` are those of a ridge, one for each coefficient, that draws it to `usual`, or
    to 0 where that is not given.
    """
    usual = np.zeros(len(penalties)) if usual is None else usual
    recordings = [
        (np.hstack([design, np.ones((len(design), 1), np.float32)]), label, weight)
        for design, label, weight in zip(designs, labels, importance, strict=True)
    ]
    coefficients = usual.copy()
    rate = np.average([label.mean() for label in labels], weights=importance)
    coefficients[-1] = np.log(rate / (1 - rate))

    def loss_and_gradient(at: Floats) -> tuple[float, Floats]:
        loss = float((penalties * (at - usual) ** 2).sum() / 2)
        gradient = penalties * (at - usual)
        narrow = at.astype(np.float32)
        for design, label, weight in recordings:
            score = (design @ narrow).astype(np.float64)
            loss += weight * float((np.logaddexp(0, score) - label * score).sum())
            error = 1 / (1 + np.exp(-score)) - label
            gradient += weight * (error.astype(np.float32) @ design)
        return loss, gradient

    return minimize(loss_and_gradient, coefficients)


def minimize(
    loss_and_gradient: Callable[[Floats], tuple[float, Floats]],
    start: Floats,
    *,
    steps: int = 150,
    memory: int = 12,
) -> Floats:
    """Where a smooth function is least, by L-BFGS with a backtracking line search.

    Liu and Nocedal (1989), On the Limited Memory BFGS Method for Large Scale Optimization.
    """
    point = start
    loss, gradient = loss_and_gradient(point)
    history: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        direction = -_precondition(gradient, history)
        size = 1.0 if history else 1.0 / max(1.0, float(np.abs(gradient).max()))
        slope = float(gradient @ direction)
        while True:
            candidate = point + size * direction
            next_loss, next_gradient = loss_and_gradient(candidate)
            if next_loss <= loss + 1e-4 * size * slope or size < 1e-8:
                break
            size /= 2
        moved, change = candidate - point, next_gradient - gradient
        if moved @ change > 1e-12:
            history = [*history[-memory + 1 :], (moved, change)]
        settled = loss - next_loss < 1e-7 * abs(loss)
        point, loss, gradient = candidate, next_loss, next_gradient
        if settled:
            break
    return point


def _precondition(gradient: Floats, history: Sequence[tuple[Floats, Floats]]) -> Floats:
    """`gradient` times the inverse of the curvature that the last steps of L-BFGS showed."""
    result = gradient.copy()
    shares = []
    for moved, change in reversed(history):
        share = (moved @ result) / (moved @ change)
        shares.append(share)
        result -= share * change
    if history:
        moved, change = history[-1]
        result *= (moved @ change) / (change @ change)
    for (moved, change), share in zip(history, reversed(shares), strict=True):
        result += moved * (share - (change @ result) / (moved @ change))
    return result


def find_starts(sample: Sample, weights: Weights, target_length: float = 210.0) -> list[float]:
    """Starts of the chapters that `weights` find in `sample`, in seconds."""
    axis = Axis.of(sample.transcript, sample.utterances)
    gaps = weigh_gaps(axis, sample.utterances, weights, sample.language)
    return [gaps.positions[cue] for cue in gaps.find_chapters(target_length)]


def cross_validate(
    samples: Sequence[Sample], stripped: Sequence[Sample]
) -> Iterator[tuple[str, str, ChapterScores]]:
    """For each way of splitting and each kind of transcript, its name and mean scores.

    "show left out" scores each recording by a model that saw no recording of its show, "recording
    left out" by one that saw other recordings of all shows.
    """
    for way, fold_of in (
        ("show left out", _fold_by_show),
        ("recording left out", _fold_by_recording),
    ):
        folds = fold_of(samples)
        found: dict[int, tuple[list[float], list[float]]] = {}
        for fold in sorted(set(folds)):
            weights = _fit_without(fold, folds, samples, stripped)
            for index in (i for i, name in enumerate(folds) if name == fold):
                found[index] = (
                    find_starts(samples[index], weights),
                    find_starts(stripped[index], weights),
                )
        for kind, number, source in (("", 0, samples), (", stripped", 1, stripped)):
            scores = [_score(sample, found[i][number]) for i, sample in enumerate(source)]
            for group, mean in _by_group(samples, scores):
                yield f"{way}{kind}", group, mean


def hold_out(samples: Sequence[Sample], stripped: Sequence[Sample]) -> HeldOut:
    """The models of the folds within each show, for evaluations of the very same recordings."""
    folds = [f"{samples[0].language.tag} {fold}" for fold in _fold_by_recording(samples)]
    return HeldOut(
        models={fold: _fit_without(fold, folds, samples, stripped) for fold in sorted(set(folds))},
        folds={
            fingerprint(sample.transcript): fold
            for sample, fold in zip(samples, folds, strict=True)
        },
    )


def _fit_without(
    fold: str, folds: Sequence[str], samples: Sequence[Sample], stripped: Sequence[Sample]
) -> Weights:
    """Weights fitted to everything that is not in `fold`."""
    kept = [index for index, name in enumerate(folds) if name != fold]
    return fit([*(samples[i] for i in kept), *(stripped[i] for i in kept)])


def score_baselines(samples: Sequence[Sample]) -> Iterator[tuple[str, str, ChapterScores]]:
    """The mean scores of each baseline."""
    methods: dict[str, Callable[[Sample], list[float]]] = {
        "uniform 3.5 min": lambda sample: uniform(sample.end),
        "the same at turns": lambda sample: at_nearest(uniform(sample.end), _turns(sample)),
        "random turns": lambda sample: random_starts(_turns(sample), sample.end),
        "TextTiling w60 k10": lambda sample: [
            float(sample.speech.positions[index]) for index in texttiling(sample.utterances)
        ],
    }
    for name, method in methods.items():
        scores = [_score(sample, method(sample)) for sample in samples]
        for group, mean in _by_group(samples, scores):
            yield name, group, mean


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="folders of transcripts")
    parser.add_argument("--language", default="en", help="the tag of what is spoken")
    parser.add_argument("--references", type=Path, help="what careful readers took from them")
    parser.add_argument("--write", action="store_true", help="replace the program's weights")
    options = parser.parse_args(arguments)
    samples = list(load_samples(options.folders, options.language, options.references))
    stripped = [strip(sample) for sample in samples]
    print(f"{len(samples)} recordings of {len({sample.show for sample in samples})} shows")
    for results in (score_baselines(samples), cross_validate(samples, stripped)):
        for name, group, mean in results:
            print(_row(name, group, mean))
    if options.write:
        weights = fit([*samples, *stripped])
        file_of(options.language).write_text(
            json.dumps(asdict(weights), indent=1) + "\n", encoding="utf-8"
        )
        write(hold_out(samples, stripped))
    return 0


def _files(top: Path) -> list[Path]:
    """`top` itself, or the files under it."""
    return [top] if top.is_file() else [path for path in top.rglob("*") if path.is_file()]


def _phrases_without_subject(speech: Speech, language: Language) -> tuple[frozenset[str], ...]:
    """The phrases around the gap before each utterance that any conversation might hold."""
    empty: dict[str, bool] = {}

    def is_empty(phrase: str) -> bool:
        if phrase not in empty:
            empty[phrase] = all(
                word in language.function or word in language.vague or "'" in word
                for word in phrase[2:].split()
            )
        return empty[phrase]

    return tuple(frozenset(filter(is_empty, phrases)) for phrases in phrases_around(speech.tokens))


def _design(sample: Sample, names: Sequence[str], phrases: Sequence[str]) -> Matrix:
    """A row for each utterance but the first, a column for each name and each phrase."""
    count = len(sample.utterances)
    columns = np.zeros((count, len(names) + len(phrases)), np.float32)
    for number, name in enumerate(names):
        columns[:, number] = sample.evidence.get(name, 0.0)
    numbers = {phrase: len(names) + number for number, phrase in enumerate(phrases)}
    for row, present in enumerate(sample.phrases):
        columns[row, [numbers[phrase] for phrase in present & numbers.keys()]] = 1.0
    return columns[1:]


def _fold_by_show(samples: Sequence[Sample]) -> list[str]:
    """A fold for each large show; the small shows share three, none of them cut."""
    sizes = Counter(sample.show for sample in samples)
    small = sorted(show for show, size in sizes.items() if size < LARGE)
    return [
        sample.show if sizes[sample.show] >= LARGE else str(small.index(sample.show) % 3)
        for sample in samples
    ]


def _fold_by_recording(samples: Sequence[Sample]) -> list[str]:
    """A fold for each sample; every show is spread over all of them."""
    seen: Counter[str] = Counter()
    folds = []
    for sample in samples:
        folds.append(str(seen[sample.show] % FOLDS))
        seen[sample.show] += 1
    return folds


def _turns(sample: Sample) -> list[float]:
    """Starts of turns, or of utterances where there are no speakers."""
    speakers, positions = sample.speech.speakers, sample.speech.positions.tolist()
    turns = [positions[i] for i in range(1, len(positions)) if speakers[i] != speakers[i - 1]]
    return turns if len(turns) >= 20 else positions[1:]


def _score(sample: Sample, found: Sequence[float]) -> ChapterScores:
    """The scores of `found`."""
    return score_chapters(sample.human, found, sample.speech.positions.tolist(), sample.end)


def _by_group(
    samples: Sequence[Sample], scores: Sequence[ChapterScores]
) -> Iterator[tuple[str, ChapterScores]]:
    """The means over the shows of many recordings and over all the others."""
    sizes = Counter(sample.show for sample in samples)
    groups = [sample.show if sizes[sample.show] >= LARGE else "others" for sample in samples]
    for group in sorted(set(groups)):
        yield group, mean_scores(s for s, g in zip(scores, groups, strict=True) if g == group)
    yield "all", mean_scores(scores)


def _row(name: str, group: str, mean: ChapterScores) -> str:
    """One line of the table."""
    return (
        f"{name:32} {group[:20]:20} F1@30 {mean.f1_30:.3f} F1@10 {mean.f1_10:.3f} "
        f"Pk {mean.pk:.3f} WD {mean.window_diff:.3f} tIoU {mean.tiou_f1:.3f} "
        f"found {mean.found:.1f} of {mean.human:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
