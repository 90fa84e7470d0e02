"""One small recording in each format that the README names, and what a built site has of it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from selectolax.lexbor import LexborHTMLParser

from tests.parsers import test_debates, test_samples, test_vendors
from tests.test_broadcast import SCC, stl

LISTED = "Who drew the tides? A clerk with a long table drew them. And before the clerk? Nobody."
LISTING = """Harbour Talk: Ships and People — Conversations by the water
Education
Ines + Tom
Total 3 episodes
Go to
""" + "".join(
    f"{title}\n{title}\n{notes} Read more of Harbour Talk.\n{stamp}\n"
    for title, notes, stamp in (
        (
            "Tides",
            "We sat on the quay.Show Notes* The tide book* GearsTimestamps* [00:00:00] Welcome"
            "* [00:00:20] ClerksTranscript[00:00:00] Ines: Who drew the tides?"
            "[00:00:10] Tom: A clerk with a long table drew them."
            "[00:00:20] Ines: And before the clerk?[00:00:30] Tom: Nobody.",
            "00:4003/11/2023",
        ),
        ("Tar", "A short note.", "10:0002/11/2023"),
        ("Sails", "Another note.", "10:0001/11/2023"),
    )
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody says, as whoever wrote the sample meant it."""

    speaker: str | None
    text: str
    start: float | None = None
    """Seconds."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One file, and all that is said in it."""

    name: str
    """The file's own; its ending is kept."""
    data: bytes
    spoken: tuple[Spoken, ...]
    near: float = 0.02
    """Seconds by which its times may be off, as the format is no finer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """How a sample came out."""

    sample: Sample
    page: bool
    words: float
    """F1 of the words on the page."""
    speakers: float
    """F1 of the words on the page with who says each."""
    times: float
    """The share of cues that begin when something is said to begin."""

    @property
    def right(self) -> bool:
        """Whether all of it is as it must be."""
        return self.page and min(self.words, self.speakers) >= 0.98 and self.times == 1


def samples() -> Iterable[Sample]:
    """All of them, each by another name."""
    for path in sorted(test_vendors.VENDORS.iterdir()):
        names = test_vendors.LABELS.get(path.name, ("Ines", "Tom"))
        called = dict(zip(("Ines", "Tom"), names, strict=True))
        timed = path.name not in test_vendors.UNTIMED
        spoken = tuple(
            Spoken(called[who], text, start if timed else None)
            for who, text, start, _ in test_vendors.SAID
        )
        near = max(0.02, test_vendors.COARSE.get(path.name, 0.0))
        yield Sample(path.name, path.read_bytes(), spoken, near)
    for name, (_, cues) in test_samples.READ.items():
        data = (test_samples.SAMPLES / name).read_bytes()
        yield Sample(name, data, tuple(Spoken(who, text, start) for start, _, who, text in cues))
    for path in test_debates.DEBATES:
        debate = tuple(Spoken(who, text) for who, text in test_debates.SAID)
        yield Sample(path.name, path.read_bytes(), debate)
    twice = tuple(Spoken(None, "Welcome back.", start) for start in (1.0, 3.0))
    yield Sample("scenarist.scc", SCC.encode(), twice, 0.6)
    captions = ((_tape(start), _tape(end), text) for _, text, start, end in test_vendors.SAID)
    plain = tuple(Spoken(None, text, start) for _, text, start, _ in test_vendors.SAID)
    yield Sample("broadcaster.stl", stl(*captions), plain, 0.04)
    turns = tuple(Spoken(who, text, start) for who, text, start, _ in test_vendors.SAID)
    yield Sample("workbook.xlsx", workbook(turns), turns)
    listed = zip(("Ines", "Tom") * 2, re.findall(r".+?[?.](?:\s|$)", LISTED), strict=True)
    entry = tuple(Spoken(who, text, 10.0 * at) for at, (who, text) in enumerate(listed))
    yield Sample("listing.txt", LISTING.encode(), entry)


def _tape(seconds: float) -> str:
    """A time of a tape that begins at ten o'clock, of 25 frames a second."""
    return f"1000{int(seconds):02}{int(seconds % 1 * 25):02}"


def workbook(spoken: Iterable[Spoken]) -> bytes:
    """A table of turns, as a workbook."""
    book = Workbook()
    sheet = book.create_sheet("Transcript", 0)
    sheet.append(["Start Time", "Speaker", "Text"])
    for turn in spoken:
        sheet.append([turn.start, turn.speaker, turn.text])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def place(content: Path, all_samples: Iterable[Sample]) -> None:
    """Put each into a show of its own: of files with one name the richest would be taken."""
    for sample in all_samples:
        folder = content / "shows" / _folder(sample)
        folder.mkdir(parents=True)
        (folder / f"talk{Path(sample.name).suffix}").write_bytes(sample.data)


def _folder(sample: Sample) -> str:
    return re.sub(r"\W+", "-", sample.name.lower())


def score(site: Path, sample: Sample) -> Scored:
    """Compare the pages of its show with what is said in it."""
    pages = [
        path.parent
        for path in sorted((site / _folder(sample)).glob("*/episode.json"))
        if json.loads(path.read_text(encoding="utf-8"))["cues"]
    ]
    if len(pages) != 1:
        return Scored(sample, False, 0.0, 0.0, 0.0)
    lines = list(_lines((pages[0] / "index.html").read_text(encoding="utf-8")))
    cues = json.loads((pages[0] / "episode.json").read_text(encoding="utf-8"))["cues"]
    starts = [turn.start for turn in sample.spoken if turn.start is not None]
    right = [
        any(abs(cue["start"] - start) <= sample.near for start in starts)
        if cue["start"] is not None
        else not starts
        for cue in cues
    ]
    meant = [(turn.speaker, turn.text) for turn in sample.spoken]
    return Scored(
        sample,
        True,
        _f1((word for _, text in lines for word in _words(text)),
            (word for _, text in meant for word in _words(text))),
        _f1(((who, word) for who, text in lines for word in _words(text)),
            ((who, word) for who, text in meant for word in _words(text))),
        sum(right) / len(right),
    )  # fmt: skip


def _lines(page: str) -> Iterable[tuple[str | None, str]]:
    """Who says what, as a reader of the page sees it."""
    for line in LexborHTMLParser(page).css("p.line"):
        named = [name.text().strip().removesuffix(":") for name in line.css("b")]
        for beside in line.css("b, a.time, i"):  # sounds are no words
            beside.decompose()
        yield (named[0] if named else None), line.text()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _f1(found: Iterable[object], meant: Iterable[object]) -> float:
    one, other = Counter(found), Counter(meant)
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def table(scores: Iterable[Scored]) -> str:
    """One line for each format."""
    lines = [
        "| sample | page | word F1 | with speakers | times |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {each.sample.name} | {'yes' if each.page else 'NO'} | {each.words:.3f} "
        f"| {each.speakers:.3f} | {each.times:.2f} |"
        for each in scores
    ]
    return "\n".join(lines)
