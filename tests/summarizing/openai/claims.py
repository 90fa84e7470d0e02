"""The claims set: sentences as a model might write them, faithful and false, by kind.

`claims.json` holds them by recording, with the first words of each line that they cite. The
recordings are the samples under content/, the shared ones where they are at hand, and public ones
where they have been fetched as ../fetched/OWNER+NAME/PATH of their repositories. The claims were
written by reading, before the check was tried on them; those that are held out were only looked
at after they had been measured once.

`python -m tests.summarizing.openai.claims` prints the rates by kind.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from unittest.mock import patch

from generator import loading
from generator.config import SiteSettings
from generator.corrections import noted_speech
from generator.language.hearing import hear
from generator.language.words import words
from generator.model import Episode
from generator.summarizing.openai.checks import claim_faults
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import CitableLine, lines_of
from generator.summarizing.openai.second_reading import STANDS

ROOT = Path(__file__).parents[3]
SET = Path(__file__).with_name("claims.json")
ANSWERS = Path(__file__).with_name("second_reading")
TUNING, HELD_OUT = "tuning", "held out"
DECIDABLE = frozenset(
    {"name", "number", "unit", "speaker", "quantifier", "order", "invented detail"}
)
"""Kinds of false claims that words can decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, where it points, and whether it is true to that."""

    kind: str
    faithful: bool
    text: str
    lines: tuple[CitableLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Claims about one recording."""

    name: str
    episode: Episode
    speech: tuple[CitableLine, ...]
    """All that is said."""
    half: str
    sample: bool
    """Whether it is one of content/, which is always at hand."""
    claims: tuple[Claim, ...]

    @property
    def shuffled(self) -> tuple[Claim, ...]:
        """The claims in an order that tells nothing of their kind."""
        return tuple(
            sorted(self.claims, key=lambda each: hashlib.sha256(each.text.encode()).digest())
        )


def recordings(*, samples: bool = False) -> Iterator[Recording]:
    """The claims of every recording that is at hand, or of the samples alone, one by one.

    All at once they are a gigabyte, with which each process that a test starts would begin.
    """
    entries = json.loads(SET.read_text(encoding="utf-8"))
    for entry in sorted(entries, key=lambda each: each["recording"]):
        sample = entry["recording"].startswith("content/")
        if samples and not sample:
            continue
        path = ROOT / entry["recording"]
        if not path.exists():
            continue
        found = _episodes(path)
        episode = found[entry["episode"]] if len(found) > 1 else next(iter(found.values()))
        heard = hear(episode.transcript, episode.language)
        speech = lines_of(noted_speech(heard, episode))
        said = [f"{' '.join(words(line.text))} " for line in speech]
        yield Recording(
            name=entry["episode"],
            episode=episode,
            speech=speech,
            half=entry["half"],
            sample=sample,
            claims=tuple(
                Claim(
                    kind=each["kind"],
                    faithful=each["faithful"],
                    text=each["text"],
                    lines=tuple(speech[_place(cited, said)] for cited in each["cites"]),
                )
                for each in entry["claims"]
            ),
        )


@lru_cache(maxsize=1)
def _episodes(path: Path) -> dict[str, Episode]:
    """The episodes in a file; what their addresses would be among others is nothing to claims."""
    with patch.object(loading._Reader, "read_namesakes"):
        return {each.slug: each for each in loading.load_one(path, SiteSettings()).episodes}


def _place(cited: str, said: Sequence[str]) -> int:
    """The line that these are the first words of, and which is nothing else if it can be."""
    opening = [place for place, line in enumerate(said) if line.startswith(f"{cited} ")]
    whole = [place for place in opening if said[place] == f"{cited} "]
    (place,) = opening if len(opening) == 1 else whole
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a claim."""

    kind: str
    faithful: bool
    half: str
    sample: bool
    by_words: bool
    """Whether the check by words finds nothing wrong with it."""
    read_again: bool | None
    """Whether it stands when it is read a second time, if it was."""


@cache
def judged() -> tuple[Judged, ...]:
    """What becomes of every claim."""
    return tuple(
        Judged(
            kind=claim.kind,
            faithful=claim.faithful,
            half=recording.half,
            sample=recording.sample,
            by_words=passed,
            read_again=_stands(recording, claim) if is_answered(recording, claim) else None,
        )
        for recording in recordings()
        for claim, passed in zip(recording.claims, passing_by_words(recording), strict=True)
    )


def passing_by_words(recording: Recording) -> Iterator[bool]:
    """Of each claim of a recording, whether the check by words finds nothing wrong with it."""
    language = recording.episode.language
    ground = Ground.of(recording.episode, recording.speech)
    for claim in recording.claims:
        numbers = range(1, len(claim.lines) + 1)
        yield not claim_faults(claim.text, numbers, claim.lines, language, language, ground)


@cache
def second_reading() -> dict[tuple[str, str], tuple[str, str]]:
    """What was answered to the second reading, blind: verdict and wording, by episode and text.

    The prompts were those of `compose_check` over the claims of a recording, shuffled.
    """
    return {
        (path.stem, each["text"]): (each["verdict"], each["should_say"])
        for path in sorted(ANSWERS.glob("*.json"))
        for each in json.loads(path.read_text(encoding="utf-8"))
    }


def is_answered(recording: Recording, claim: Claim) -> bool:
    """Whether a claim was read a second time."""
    return (recording.name, claim.text) in second_reading()


def _stands(recording: Recording, claim: Claim) -> bool:
    return second_reading()[recording.name, claim.text][0] == STANDS


def rates(
    judged: Iterable[Judged], passes: Callable[[Judged], object]
) -> dict[tuple[bool, str], tuple[int, int]]:
    """Of each kind, by whether it is faithful: how many claims pass, and how many there are."""
    counts: defaultdict[tuple[bool, str], list[int]] = defaultdict(lambda: [0, 0])
    for claim in judged:
        count = counts[claim.faithful, claim.kind]
        count[0] += bool(passes(claim))
        count[1] += 1
    return {kind: (passed, total) for kind, (passed, total) in counts.items()}


def share(counts: Iterable[tuple[int, int]]) -> float:
    """Of all that is counted, the share that passes."""
    counts = list(counts)
    return sum(passed for passed, _ in counts) / max(1, sum(total for _, total in counts))


def table() -> Iterator[str]:
    """What passes, by kind: each check over each half, and both over what was read again."""
    answered = [each for each in judged() if each.read_again is not None]
    columns = {
        **{
            f"words, {half}": rates(
                (each for each in judged() if each.half == half), lambda each: each.by_words
            )
            for half in (TUNING, HELD_OUT)
        },
        "second reading": rates(answered, lambda each: each.read_again),
        "both": rates(answered, lambda each: each.read_again and each.by_words),
    }
    yield f"{'what passes':36}" + "".join(f"{name:>17}" for name in columns)
    every = {kind for each in columns.values() for kind in each}
    kinds = sorted(every, key=lambda kind: (not kind[0], kind))
    for kind in kinds:
        cells = [f"{p}/{n}" for p, n in (c.get(kind, (0, 0)) for c in columns.values())]
        told = f"{'faithful' if kind[0] else 'false':10}{kind[1]:26}"
        yield told + "".join(f"{cell:>17}" for cell in cells)
    for name, chosen in (
        ("all faithful", [kind for kind in kinds if kind[0]]),
        ("all false", [kind for kind in kinds if not kind[0]]),
        (
            "false that words can tell",
            [kind for kind in kinds if not kind[0] and kind[1] in DECIDABLE],
        ),
    ):
        shares = [share(c[kind] for kind in chosen if kind in c) for c in columns.values()]
        yield f"{name:36}" + "".join(f"{each:>17.1%}" for each in shares)


if __name__ == "__main__":
    print("\n".join(table()))
