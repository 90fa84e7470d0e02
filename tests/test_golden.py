"""Sites and numbers, file by file and column by column, against what is expected.

`pytest tests -k "golden or sweeps or made_up" --refresh-golden` accepts a change that is meant;
read the difference.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.combining import combine
from generator.config import SiteSettings
from generator.decoding import decode
from generator.language.cleaning import clean
from generator.language.clock import Axis, utterance_positions
from generator.language.endings import find_ends, judge, load_endings, telling_words
from generator.language.hearing import hear
from generator.language.languages import Language, shipped
from generator.language.questions import short_question
from generator.language.words import stems_by_text
from generator.loading import load
from generator.model import Cue, Episode, Library, ListedChapter, Transcript, Utterance
from generator.parsers import parse
from generator.record import NAME
from generator.segmentation import features
from generator.segmentation.beginnings import EVIDENCE, find_beginnings, weigh_candidates
from generator.segmentation.cue_phrases import weigh_phrases
from generator.segmentation.evidence import estimate, weigh_gaps
from generator.segmentation.titling import Candidates, KeyWords
from generator.segmentation.titling.evidence import measure_pieces, measure_words
from generator.segmentation.titling.pieces import find_pieces
from generator.segmentation.titling.ranking import load_ranking
from generator.segmentation.weights import load_weights
from generator.summarizing.extractive import gather_evidence
from generator.summarizing.printing import Press, leans
from generator.summarizing.refusals import broken, idle
from tests import archive
from tests.combining.readings import SHOW, reading_of
from tests.conftest import Expect, Run, Tree
from tests.conversations import SECONDS, episode_of, outline_of
from tests.talks import TALKS, UNKNOWN, captions

HERE = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).parent.parent / "content"
ARCHIVE_PAGES = [
    f"{name}/index.html"
    for name in ("who-pays", "tide-gauge", "ada-voss", "dora-lind", "shows/pier", "2026-01")
]
SAID = re.compile(r"^((?:\\\[|\*\*).{50}).+(.{15})$", re.MULTILINE)
"""A long paragraph of a transcript, in Markdown."""


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME and "static" not in path.parts
    }


def build(run: Run, output: Path, *options: str) -> dict[str, bytes]:
    result = run(
        "build", "--content", HERE / "content", "--output", output, "--no-search", *options
    )
    assert result.exit_code == 0, result.output
    return files_of(output)


def test_golden_site(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every page, Markdown twin and data file is what it was, to the byte."""
    built = build(run, tmp_path / "site")
    if request.config.getoption("--refresh-golden"):
        shutil.rmtree(HERE / "site", ignore_errors=True)
        shutil.copytree(
            tmp_path / "site", HERE / "site", ignore=shutil.ignore_patterns(NAME, "static")
        )
    expected = files_of(HERE / "site")
    assert sorted(built) == sorted(expected)
    assert [name for name in built if built[name] != expected[name]] == []


def test_same_bytes_without_the_store_and_with_more_processes(run: Run, tmp_path: Path) -> None:
    """A build from scratch in three processes gives what a build from stored work gives."""
    first = build(run, tmp_path / "one", "--jobs", "3")
    assert build(run, tmp_path / "two", "--jobs", "1") == first


def test_headings_in_markdown_are_headings() -> None:
    """Nothing that a template means as a mark is escaped as though somebody had said it."""
    pages = [path.read_text() for path in (HERE / "site").rglob("*.md")]
    assert pages
    assert not [line for page in pages for line in page.splitlines() if line.startswith("\\#")]


def pages_of(site: Path) -> str:
    """What all pages say, in Markdown, paragraphs of transcripts cut short."""
    return "".join(
        f"<!-- {path.relative_to(site).parent.as_posix()} -->\n"
        + SAID.sub(r"\1…\2", path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.md"))
    )


def test_the_samples_say_what_they_said(run: Run, tmp_path: Path, expect: Expect) -> None:
    """An hour and a half of speech in seven formats: chapters, titles, summaries, digests."""
    result = run("build", "--content", SAMPLES, "--output", tmp_path / "site", "--no-search")
    assert result.exit_code == 0, result.output
    expect("samples.md", pages_of(tmp_path / "site"))


def test_an_archive_says_what_it_said(tree: Tree, run: Run, tmp_path: Path, expect: Expect) -> None:
    """What speaks across nine episodes: topics, people, digests of months, a year and shows."""
    content = tree(dict(archive.files()))
    result = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert result.exit_code == 0, result.output
    expect("archive/pages.md", pages_of(tmp_path / "site"))
    for name in ("feed.json", "llms.txt", "mail.html", "chapters.json", *ARCHIVE_PAGES):
        [path, *_] = sorted((tmp_path / "site").rglob(name))
        expect(f"archive/{name.replace('/', '-')}", path.read_text(encoding="utf-8"))


def told(library: Library) -> Iterator[str]:
    """Topics with their counts, and what each digest and person is made of."""
    for topic in library.topics:
        counts = [len(mention.cues) for mention in topic.mentions]
        yield f"# {topic.title} {topic.names} {counts} {topic.people[:4]}"
        yield from (f"    {each.sentence.text}" for each in topic.quotations[:6])
        if topic.definition:
            yield f"    is {topic.definition.sentence.text}"
    for digest in library.digests:
        yield f"## {digest.slug}"
        yield from (
            f"    {each.sentence.speaker}: {each.sentence.text}" for each in digest.highlights
        )
        for theme in digest.themes:
            yield f"    {theme.topic.title} {theme.beside and theme.beside.title} {theme.new}"
            yield from (f"        {each.sentence.text}" for each in theme.quotations)
        yield from (f"    {e.stance} {e.answer.sentence.text}" for e in digest.exchanges)
        yield from (f"    {each.text}" for each in digest.numbers)
        yield from (f"    {each.term}" for each in digest.terms)
        yield from (f"    {each.sentence.text}" for each in digest.moments)
    for key, relatives in library.relatives.items():
        yield f"{key} is like {[(each.reading.episode.slug, each.terms) for each in relatives]}"
    for person in library.people:
        yield f"{person.name} {person.host} {[(t.title, n) for t, n in person.topics]}"


def test_a_larger_archive_speaks_of_the_same_as_before(
    expect: Expect,
) -> None:
    """Thirty episodes: which phrases are topics, what is a name for what, who is like whom."""
    readings = [
        reading_of(
            title,
            "\n".join(lines),
            date=date(2025, 1 + number % 12, 1 + number // 12),
            summary=tuple(range(number % 3, len(lines), 3)),
            chapters=4,
        )
        for number, (title, lines) in enumerate(archive.larger())
    ]
    expect("larger.txt", "\n".join(told(combine((SHOW,), readings))) + "\n")


def slips(name: str) -> Iterator[str]:
    """Ways in which a recognizer may write a name."""
    for place, letter in enumerate(name):
        if letter.isalpha() and place:
            yield name[:place] + name[place + 1 :]
            yield name[:place] + letter.lower() * 2 + name[place + 1 :]
            yield name[:place] + "aeioubdgkmnptsz"[-ord(letter) % 15] + name[place + 1 :]
            if place + 3 < len(name):  # two letters wrong
                other = name[place + 3 :].replace(name[place + 3], "o", 1)
                yield name[:place] + "uia"[place % 3] + name[place + 1 : place + 3] + other
            if letter.islower() and name[place - 1].isalpha():
                yield f"{name[:place]} {letter.upper() if place % 2 else letter}{name[place + 1 :]}"
    yield from (" ".join(name.upper()), name.lower(), name.upper(), f"{name}s", f"The{name}")
    yield from (name.replace(" ", ""), name.replace("&", "and"), name[:-2] + "er", f"un{name}")


def test_what_is_misheard_is_told_as_before(tree: Tree, run: Run, expect: Expect) -> None:
    """Of many slips of each of some names: what is corrected, and what is suggested."""
    names = (
        *("Kuyper", "Marrowgate", "HarbourLab", "MQTP", "Night & Glass", "Anselm Oster"),
        *("Quillforge", "Tidewheel 3", "Sea-Bright", "Margaret Huntingdon", "Lantern", "Ovid"),
    )
    files: dict[str, str] = {}
    for name in names:
        slug = name.split()[0].lower()
        lines = [f"Then we went on to {slip} before the day was over." for slip in slips(name)]
        lines += [f"Nobody here had seen {name} at all."] * 2
        cues = (f"00:{n:02}:00.000 --> 00:{n:02}:50.000\n{line}" for n, line in enumerate(lines))
        files[f"shows/{slug}/{slug}.vtt"] = "WEBVTT\n\n" + "\n\n".join(cues)
        files[f"shows/{slug}/{slug}.yaml"] = f"title: Slips\nnotes: We met {name} there.\n"
    content = tree(files)
    corrected = run("suggest", "--applied", "--content", content).stdout
    suggested = run("suggest", "--content", content).stdout
    expect("slips.yaml", f"# corrected\n{corrected}# suggested\n{suggested}")


def test_the_talks_are_those_of_all_languages() -> None:
    """A language that gets a file gets a talk, and one language has none."""
    assert set(TALKS) == {*shipped(), UNKNOWN}
    assert not Language.of(UNKNOWN).listed


@pytest.mark.parametrize("tag", TALKS)
def test_a_site_in_any_language(
    tree: Tree, run: Run, tmp_path: Path, tag: str, expect: Expect
) -> None:
    """A talk becomes a site without a fault; each chapter has a title; it says what it said."""
    content = tree(
        {
            "site.yaml": f"language: {tag}\n",
            "shows/s/2026-03-01-bees.vtt": captions(TALKS[tag]),
        }
    )
    site = tmp_path / "site"
    result = run("build", "--content", content, "--output", site, "--no-search")
    assert result.exit_code == 0, result.output
    record = json.loads((site / "s/bees/episode.json").read_text())
    titles = [chapter["title"] for chapter in record["chapters"]]
    assert titles
    assert all(any(map(str.isalpha, title)) for title in titles), titles
    said = " ".join(line.partition(": ")[2] for line in TALKS[tag].strip().splitlines())
    assert record["summary"]
    assert all(sentence["text"].rstrip(".?!。？！") in said for sentence in record["summary"])
    assert f'<html lang="{tag}"' in (site / "s/bees/index.html").read_text()
    expect(f"languages/{tag}.md", pages_of(site / "s"))


def heard_in(path: Path) -> tuple[tuple[Utterance, ...], Language]:
    """What is said in a file in English."""
    document = parse(decode(path.read_bytes()))
    assert document
    return hear(document.recordings[0].transcript), Language.of("en")


def readings_of(utterances: Sequence[Utterance], language: Language) -> Iterator[str]:
    """Each utterance as it is read: what is left of it, and what would keep it from print."""
    refused = zip(broken(utterances, language), idle(utterances, language), strict=True)
    press = Press(utterances, language)
    for index, (utterance, (torn, small)) in enumerate(zip(utterances, refused, strict=True)):
        readable = clean(utterance.text, language, marks_gaps=True)
        question = press.question(index)
        marks = [
            name
            for name, holds in (
                ("torn", torn),
                ("small talk", small),
                ("leans", leans(readable, language)),
                ("unprinted", not press.print(index)),
            )
            if holds
        ]
        asks = short_question(utterance.text, language) if "?" in utterance.text else ""
        yield f"{utterance.first_cue}-{utterance.last_cue} {readable} {marks if marks else ''}"
        yield from ([f"    asks {asks}"] if asks else [])
        yield from ([f"    answers {question.text}"] if question else [])


def pieces_of(episode: Episode, utterances: Sequence[Utterance]) -> Iterator[str]:
    """What each word is, what could be a title, and the best titles of each stretch."""
    spans = [(n, min(n + 20, len(utterances))) for n in range(0, len(utterances), 20)]
    found = Candidates.of(episode, utterances, spans)
    for sentence in found.recording.sentences if found else ():
        words = zip(sentence.tokens, sentence.tags, strict=True)
        yield " ".join(f"{token.text}/{tag.name}" for token, tag in words)
        for piece in find_pieces(sentence, Language.of(episode.language)):
            yield f"    {piece.kind}: {' '.join(token.text for token in piece.tokens)}"
    for number in range(len(spans)):
        ranked = (found or KeyWords(episode, utterances, spans)).ranked(number, load_ranking())
        yield f"{number + 1}. " + " | ".join(islice(ranked, 8))


@pytest.mark.parametrize(
    "name",
    [
        "slow-machines/lamp-room.vtt",
        "night-shift/an-hour-on-no-clock.srt",
        "small-systems-day/clocks-at-the-seed-bank.txt",
    ],
)
def test_speech_is_heard_and_read_as_before(name: str, expect: Expect) -> None:
    """Where sentences end, what is left of each, what it leans on and what it answers."""
    utterances, language = heard_in(SAMPLES / "shows" / name)
    lines = [*readings_of(utterances, language)]
    if name.endswith(".srt"):
        episode = episode_of("")
        lines += pieces_of(episode, utterances)
    expect(f"heard/{Path(name).stem}.txt", "\n".join(map(str.rstrip, lines)) + "\n")


def paced(texts: Iterable[str], pauses: Sequence[float]) -> list[Cue]:
    """Captions of a few words each, without punctuation, with these pauses between them."""
    cues: list[Cue] = []
    time = 0.0
    for piece in (piece for text in texts for piece in re.findall(r"(?:\S+\s*){1,4}", text)):
        cues.append(Cue(text=piece.strip(), start=time, end=time + 2.0))
        time += 2.0 + pauses[len(cues) % len(pauses)]
    return cues


@pytest.mark.parametrize("tag", TALKS)
def test_languages_are_heard_and_read_as_before(tag: str, expect: Expect) -> None:
    """With marks, and without: where sentences end, what words are, what could be a title."""
    talk = [line.partition(": ") for line in TALKS[tag].strip().splitlines()]
    said = [Cue(speaker=who, text=text) for who, _, text in talk]
    bare = [re.sub(r"[^\w\s'’]", "", cue.text).lower() for cue in said]
    lines: list[str] = []
    for cues in (paced(bare, (0.0,)), paced(bare, (0.1, 0.25, 0.3, 0.0, 0.6, 0.7, 1.2)), said):
        transcript = Transcript(cues=tuple(cues))
        utterances = hear(transcript, tag)
        lines += readings_of(utterances, Language.of(tag))
    episode = replace(episode_of(""), transcript=transcript, language=tag)
    lines += pieces_of(episode, utterances)
    expect(f"heard/{tag}.txt", "\n".join(map(str.rstrip, lines)) + "\n")


Columns = Mapping[str, Sequence[float] | np.ndarray[Any, Any]]


def gist(columns: Columns) -> dict[str, list[float]]:
    """Two sums of each column, the second of which knows the order of its numbers."""
    gists = {}
    for name, column in columns.items():
        values = np.asarray(column, dtype=np.float64).ravel()
        gists[name] = [float(values.sum()), float(values @ np.cos(np.arange(len(values))))]
    return gists


def by_name(rows: Sequence[Mapping[str, float]]) -> Columns:
    return {
        name: [row.get(name, 0.0) for row in rows] for name in sorted({n for r in rows for n in r})
    }


@pytest.fixture(scope="module")
def interview() -> Episode:
    """A sample of fourteen minutes: captions with voices, and chapters that people listed."""
    [episode] = load(SAMPLES / "shows/slow-machines", SiteSettings()).episodes[:1]
    return episode


@pytest.fixture(scope="module")
def panel() -> Episode:
    """Four people, of whom two ask, and a list of what they speak of."""
    episode = episode_of(archive.panel(), title="The sea and the tide gauge")
    cues = len(episode.transcript.cues)
    return replace(
        episode,
        chapters=tuple(
            ListedChapter(title=name, start=SECONDS * cues * number / 4)
            for number, name in enumerate(archive.SAID)
        ),
    )


def measure_cutting(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    speech = features.listen(utterances, utterance_positions(utterances), 900.0)
    columns, weights = features.measure(speech), load_weights()
    phrases = weigh_phrases(speech.tokens, weights.phrases)
    return {**columns, "chances": estimate(columns.items(), phrases, weights)}


def measure_gaps(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    gaps = weigh_gaps(Axis.of(episode.transcript, utterances), utterances)
    return {
        "gains": gaps.gains,
        "evidence": gaps.evidence,
        "openings": gaps.openings,
        "units": gaps.units,
        "chapters": gaps.find_chapters(120.0),
        "segments": gaps.find_segments(0, len(episode.transcript.cues)),
    }


def measure_beginnings(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    gaps = weigh_gaps(Axis.of(episode.transcript, utterances), utterances)
    wordings = stems_by_text((chapter.title for chapter in episode.chapters), Language.of("en"))
    found = weigh_candidates(episode.chapters, utterances, gaps, wordings)
    table = np.concatenate([each.evidence for each in found if each.evidence.shape[1]])
    return {
        **dict(zip(EVIDENCE, table.T, strict=True)),
        "before": np.concatenate([each.before.ravel() for each in found]),
        "cues": find_beginnings(episode.chapters, utterances, gaps, wordings),
    }


def measure_titles(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    spans = [(n, min(n + 25, len(utterances))) for n in range(0, len(utterances), 25)]
    candidates = Candidates.of(episode, utterances, spans)
    assert candidates
    words, pieces = [], []
    for number in range(len(spans)):
        roots, rows = measure_words(candidates.recording, number)
        words += rows
        chances = load_ranking().chances(roots, rows)
        found = candidates.pieces(number, chances)
        pieces += measure_pieces(found, candidates.recording, number, chances)
        headed = candidates.headed(found, [float(len(piece.tokens)) for piece in found])
        pieces += measure_pieces(headed, candidates.recording, number, chances)
    return {
        **{f"word: {name}": column for name, column in by_name(words).items()},
        **{f"piece: {name}": column for name, column in by_name(pieces).items()},
    }


def measure_sentences(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    cues = len(episode.transcript.cues)
    outline = outline_of(episode, (0, cues // 4, cues // 2), ("Lenses", "Mercury", "The sea"))
    return gather_evidence(episode, utterances, outline).columns


def measure_endings(episode: Episode, utterances: Sequence[Utterance]) -> Columns:
    said = " ".join(cue.text for cue in episode.transcript.cues).split()
    heard, positions = telling_words(said)
    return {
        "positions": positions,
        "odds": judge(heard, load_endings()),
        "ends": find_ends([word.strip(".,?!").lower() for word in said]),
    }


@pytest.mark.parametrize(
    "measure",
    [
        measure_cutting,
        measure_gaps,
        measure_beginnings,
        measure_titles,
        measure_sentences,
        measure_endings,
    ],
)
@pytest.mark.parametrize("talk", ["interview", "panel"])
def test_evidence_is_what_weights_were_fitted_to(
    talk: str,
    measure: Callable[[Episode, Sequence[Utterance]], Columns],
    request: pytest.FixtureRequest,
) -> None:
    """Numbers that are measured otherwise than when weights were fitted make nonsense of those."""
    episode: Episode = request.getfixturevalue(talk)
    found = gist(measure(episode, hear(episode.transcript)))
    path = HERE / "evidence" / f"{talk}-{measure.__name__.partition('_')[2]}.json"
    if request.config.getoption("--refresh-golden"):
        path.parent.mkdir(exist_ok=True)
        rounded = {name: [float(f"{n:.7g}") for n in sums] for name, sums in found.items()}
        path.write_text(json.dumps(rounded, indent=0, sort_keys=True) + "\n")
    expected = json.loads(path.read_text())
    assert sorted(found) == sorted(expected)
    wrong = [n for n in found if found[n] != pytest.approx(expected[n], rel=1e-4, abs=1e-4)]
    assert wrong == []
