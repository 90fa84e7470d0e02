"""Pages across episodes against those that an editor made of the same recordings.

An editor's item names its episode and the lines that were said for it. It is met where a page
quotes a sentence of which some cue holds one of these lines. Run it as
`python -m generator.evaluation.editor DIGESTS CONTENT`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from .. import stages
from ..combining import combine
from ..combining.terms import key_of
from ..config import SiteSettings
from ..loading import load
from ..model import Digest, Library, Person, Quotation, Reading, Topic

_WORD = re.compile(r"[^\W_]+")
_PROBE = 6
"""Words of a line by which it is found again."""

Items = list[dict[str, Any]]
"""What the editor wrote down, as it stands in the file."""
Place = tuple[str, int]
"""The slug of an episode, and a cue of it."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    name: str
    met: int
    of: int

    def __str__(self) -> str:
        return f"{self.name:<44}{self.met:>4} of {self.of:<4} {self.met / max(1, self.of):.2f}"


class Finder:
    """Finds lines in transcripts, as far as cues."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._texts: dict[str, tuple[str, list[int], Reading]] = {}
        for reading in readings:
            words, ends, total = [], [], 0
            for cue in reading.episode.transcript.cues:
                text = _plain(cue.text)
                words.append(text)
                total += len(text) + 1
                ends.append(total)
            self._texts[reading.episode.slug] = (" ".join(words), ends, reading)

    def cues(self, slug: str, said: Iterable[Mapping[str, Any]]) -> set[Place]:
        """The cues of an episode that hold lines; those of the same words nearest in time."""
        if slug not in self._texts:
            return set()
        text, ends, reading = self._texts[slug]
        found: set[Place] = set()
        for line in said:
            probe = " ".join(_plain(line["text"]).split()[:_PROBE])
            places = [_cue_at(ends, match.start()) for match in re.finditer(probe, text)]
            cues, start = reading.episode.transcript.cues, line.get("start")
            if places and start is not None:
                places = [min(places, key=lambda place: abs((cues[place].start or 0.0) - start))]
            found.update((slug, place) for place in places[:1])
        return found


def score(library: Library, folder: Path) -> Iterator[Share]:
    """How much of what the editor chose stands on the pages of a library."""
    finder = Finder(library.readings)
    for slug, name in (("2023-05", "digest-may-2023"), ("shows/recordings", "digest-talks")):
        yield from _digest(library, slug, _read(folder / f"{name}.json"), finder)
    yield from _topics(library.topics, _read(folder / "topics.json"), finder)
    people = (*library.people, *library.guests)
    yield from _people(people, _read(folder / "people.json"), finder)


def _digest(
    library: Library, slug: str, wanted: dict[str, Items], finder: Finder
) -> Iterator[Share]:
    digest = next((each for each in library.digests if each.slug == slug), None)
    if digest is None:
        return
    shown = _places(_quoted(digest))
    theirs: set[Place] = set()
    for part, items in (
        ("lead", wanted["lead"]),
        ("themes", [item for theme in wanted["themes"] for item in theme["items"]]),
        ("differences", wanted["differences"]),
        ("terms", wanted["terms"]),
        ("numbers", wanted["numbers"]),
    ):
        places = [_places_of(item, finder) for item in items]
        theirs.update(*places)
        yield Share(f"{slug}: {part}", sum(not shown.isdisjoint(p) for p in places), len(places))
    chapters = {(r.episode.slug, index) for r, index in digest.chapters}
    listed = [(item["episode"], item["chapter"]) for item in wanted["chapters"]]
    yield Share(f"{slug}: chapters", sum(each in chapters for each in listed), len(listed))
    ours = [_places([each]) for each in _quoted(digest)]
    met = sum(not theirs.isdisjoint(places) for places in ours)
    yield Share(f"{slug}: of our sentences, theirs", met, len(ours))


def _quoted(digest: Digest) -> list[Quotation]:
    return list(digest.quoted())


def _topics(topics: Sequence[Topic], wanted: Items, finder: Finder) -> Iterator[Share]:
    found, spans, met = 0, 0, 0
    matched: set[str] = set()
    for each in wanted:
        names = (each["topic"], *each["synonyms"])
        pages = [topic for topic in topics if _is_of(topic, names)]
        found += bool(pages)
        matched.update(topic.slug for topic in pages)
        shown = _places(chain.from_iterable(topic.quotations for topic in pages))
        places = [_places_of(item, finder) for item in each["best"]]
        spans += len(places)
        met += sum(not shown.isdisjoint(place) for place in places)
    yield Share("topics: theirs found", found, len(wanted))
    subjects = [topic for topic in topics if not topic.proper]
    yield Share("topics: ours that are theirs", len(matched), len(topics))
    yield Share(
        "topics: the same without names", len(matched & {t.slug for t in subjects}), len(subjects)
    )
    yield Share("topics: their best moments", met, spans)


def _is_of(topic: Topic, names: Sequence[str]) -> bool:
    """Whether a name of a topic is one of `names`, or at least half of the words of one."""
    theirs = [{key_of(word) for word in name.split()} for name in names]
    whole = {key_of(name) for name in names}
    for name in topic.names:
        ours = {key_of(word) for word in name.split()}
        if key_of(name) in whole or any(ours <= t and 2 * len(ours) >= len(t) for t in theirs):
            return True
    return False


def _people(people: Sequence[Person], wanted: Items, finder: Finder) -> Iterator[Share]:
    found, introduced, claims, met = 0, 0, 0, 0
    for each in wanted:
        person = next((one for one in people if one.name == each["name"]), None)
        places = [_places_of(claim, finder) for claim in each["claims"]]
        claims += len(places)
        if person is None:
            continue
        found += 1
        shown = _places(person.quotations)
        met += sum(not shown.isdisjoint(place) for place in places)
        if person.introduction:
            said = _places_of(each["introduced"], finder)
            introduced += not said.isdisjoint(_places([person.introduction]))
    yield Share("people: theirs found", found, len(wanted))
    yield Share("people: introduced by the same lines", introduced, len(wanted))
    yield Share("people: their claims", met, claims)


def _places(quotations: Iterable[Quotation]) -> set[Place]:
    return {
        (each.reading.episode.slug, cue)
        for each in quotations
        for source in each.sentence.sources
        for cue in range(source.first_cue, source.last_cue + 1)
    }


def _places_of(item: Mapping[str, Any], finder: Finder) -> set[Place]:
    """The cues for an item, and for what else it joins to it."""
    found = finder.cues(item["episode"], item["said"])
    return found.union(*(finder.cues(o["episode"], o["said"]) for o in item.get("also", ())))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _cue_at(ends: Sequence[int], offset: int) -> int:
    return next(index for index, end in enumerate(ends) if offset < end)


def _read(path: Path) -> Any:  # noqa: ANN401  # what the editor wrote, checked by use
    return json.loads(path.read_text(encoding="utf-8"))


def main(digests: Path, content: Path) -> None:
    """Print the scores of what a build of `content` would show."""
    loaded = load(content, SiteSettings())
    with ProcessPoolExecutor(1) as pool:
        readings = pool.map(partial(stages.read, settings=SiteSettings()), loaded.episodes)
        library = combine(loaded.shows, readings)
    for each in score(library, digests):
        print(each)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
