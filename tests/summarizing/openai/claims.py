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
from functools import cache
from pathlib import Path

from generator.config import SiteSettings
from generator.corrections import noted_speech
from generator.language.hearing import hear
from generator.language.words import words
from generator.loading import load_one
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


@cache
def recordings() -> tuple[Recording, ...]:
    """The claims of every recording that is at hand."""
    return tuple(_recordings())


def _recordings() -> Iterator[Recording]:
    for entry in json.loads(SET.read_text(encoding="utf-8")):
        path = ROOT / entry["recording"]
        if not path.exists():
            continue
        found = _episodes(path)
        episode = found[entry["episode"]] if len(found) > 1 else next(iter(found.values()))
        heard = hear(episode.transcript, episode.language)
        speech = lines_of(noted_speech(heard, episode))
        said = [f"{' '.join(words(line.text))} " for line in speech]
        yield Recording(
            episode=episode,
            speech=speech,
            half=entry["half"],
            sample=entry["recording"].startswith("content/"),
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


@cache
def _episodes(path: Path) -> dict[str, Episode]:
    return {each.slug: each for each in load_one(path, SiteSettings()).episodes}


def _place(cited: str, said: Sequence[str]) -> int:
    """The line that these are the first words of, and which is nothing else if it can be."""
    opening = [place for place, line in enumerate(said) if line.startswith(f"{cited} ")]
    whole = [place for place in opening if said[place] == f"{cited} "]
    (place,) = opening if len(opening) == 1 else whole
    return place


@cache
def _ground(recording: int) -> Ground:
    one = recordings()[recording]
    return Ground.of(one.episode, one.speech)


def passes_by_words(recording: Recording, claim: Claim) -> bool:
    """Whether the check by words finds nothing wrong with a claim."""
    language = recording.episode.language
    numbers = range(1, len(claim.lines) + 1)
    ground = _ground(recordings().index(recording))
    return not claim_faults(claim.text, numbers, claim.lines, language, language, ground)


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
    return (recording.episode.slug, claim.text) in second_reading()


def passes_both(recording: Recording, claim: Claim) -> bool:
    """Whether a claim passes the check by words, and stands when it is read again."""
    verdict, _ = second_reading()[recording.episode.slug, claim.text]
    return verdict == STANDS and passes_by_words(recording, claim)


def stands(recording: Recording, claim: Claim) -> bool:
    """Whether a claim stands when it is read again, whatever its words."""
    return second_reading()[recording.episode.slug, claim.text][0] == STANDS


def rates(
    passes: Callable[[Recording, Claim], bool],
    half: str = "",
    *,
    samples: bool = False,
    answered: bool = False,
) -> dict[tuple[bool, str], tuple[int, int]]:
    """Of each kind, by whether it is faithful: how many claims pass, and how many there are."""
    counts: defaultdict[tuple[bool, str], list[int]] = defaultdict(lambda: [0, 0])
    for recording in recordings():
        if (half and recording.half != half) or (samples and not recording.sample):
            continue
        for claim in recording.claims:
            if answered and not is_answered(recording, claim):
                continue
            count = counts[claim.faithful, claim.kind]
            count[0] += passes(recording, claim)
            count[1] += 1
    return {kind: (passed, total) for kind, (passed, total) in counts.items()}


def share(counts: Iterable[tuple[int, int]]) -> float:
    """Of all that is counted, the share that passes."""
    counts = list(counts)
    return sum(passed for passed, _ in counts) / max(1, sum(total for _, total in counts))


def table() -> Iterator[str]:
    """What passes, by kind: each check over each half, and both over what was read again."""
    columns = {
        f"words, {TUNING}": rates(passes_by_words, TUNING),
        f"words, {HELD_OUT}": rates(passes_by_words, HELD_OUT),
        "second reading": rates(stands, answered=True),
        "both": rates(passes_both, answered=True),
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
        ("false that words can tell", [kind for kind in kinds if kind[1] in DECIDABLE]),
    ):
        shares = [share(c[kind] for kind in chosen if kind in c) for c in columns.values()]
        yield f"{name:36}" + "".join(f"{each:>17.1%}" for each in shares)


if __name__ == "__main__":
    print("\n".join(table()))
