"""A site built upon the last one is the site that is built from nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pydantic import TypeAdapter

from generator import files, shelf, stages, transcripts
from generator.cache import Cache
from generator.cli import TEMPLATES, Progress, bring_up_to_date
from generator.job import Job
from generator.model import Transcript
from generator.pipeline import recall
from generator.previewing import Preview, Superseded
from generator.record import NAME
from tests import archive
from tests.conftest import Run, Tree

PEN = "shows/coast/2025-11-04-the-sleepless-pen"
FLOOD = "shows/coast/2026-01-13-before-the-flood"


def put(name: str, text: str) -> Callable[[Path, Path], None]:
    """A file of the content, new or written anew."""

    def change(content: Path, site: Path) -> None:
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)

    return change


def put_instead(name: str, old: str, new: str) -> Callable[[Path, Path], None]:
    """A file of the content with other words in it."""

    def change(content: Path, site: Path) -> None:
        text = (content / name).read_text()
        assert old in text
        (content / name).write_text(text.replace(old, new))

    return change


def remove(name: str) -> Callable[[Path, Path], None]:
    """A file of the content less."""
    return lambda content, site: (content / name).unlink()


def draw(name: str, colour: str) -> Callable[[Path, Path], None]:
    """A picture of one colour, as the artwork of the show in whose folder it lies."""

    def change(content: Path, site: Path) -> None:
        Image.new("RGB", (300, 300), colour).save(content / name)
        (content / name).with_name("show.yaml").write_text(f"artwork: {Path(name).name}\n")

    return change


def spoil(content: Path, site: Path) -> None:
    """Files of the site itself that somebody changed, deleted or made a link of."""
    (site / "index.html").write_text("mine")
    (site / "index.md").touch()
    (site / "404.html").unlink()
    (site / "llms.txt").unlink()
    (site / "llms.txt").symlink_to("robots.txt")
    (content / "shows/pier/show.yaml").write_text("description: A pier.\n")


CHANGES: dict[str, Callable[[Path, Path], None]] = {
    "a word of a transcript": put_instead(f"{PEN}.vtt", "rusted", "worn"),
    "a title": put_instead(f"{PEN}.yaml", "The sleepless pen", "A pen that never sleeps"),
    "a date": put(f"{PEN}.yaml", "title: A pen\ndate: 2025-10-04\n"),
    "notes": put(f"{FLOOD}.yaml", "title: Before the flood\nnotes: On *water*.\ntags: [sea]\n"),
    "an edit": put(
        f"{FLOOD}.yaml", 'title: Before\nedits: [{pin: "We learned more from one storm surge"}]\n'
    ),
    "an episode less": remove("shows/pier/2026-02-10-sinking.vtt"),
    "a draft": put("shows/pier/2026-02-03-the-marsh-gives-back.yaml", "draft: true\n"),
    "an episode more": put("shows/pier/quay.txt", archive.panel()),
    "a show": put("shows/coast/show.yaml", f"title: Shores\nhosts: [{archive.ADA}]\n"),
    "artwork": draw("shows/pier/cover.png", "red"),
    "another artwork": draw("shows/pier/cover.png", "blue"),
    "a page": put("pages/about.md", "# About\n\nOn the sea.\n"),
    "a page again": put("pages/about.md", "# About\n\nOn the sea and the land.\n"),
    "topics": put("topics.yaml", "Walls: [sea wall]\n"),
    "people": put("people.yaml", f"{archive.BRAM}: [Bram]\n"),
    "corrections": put("corrections.yaml", "Millbrook: Milbrook\n"),
    "the site's title": put("site.yaml", "title: Sea\nbase_url: https://example.org/shore/\n"),
    "where it stands": put("site.yaml", "title: Sea\nbase_url: https://example.net/\n"),
    "no address": put("site.yaml", "title: Sea\n"),
    "its language": put("site.yaml", "title: Sea\nlanguage: de\n"),
    "a style": put("static/own.css", "a { color: red }"),
    "a word": put("templates/words/de.yaml", "topics: Worum es geht\n"),
    "a template": put("templates/home.html", "Own {{ site.title }} {{ page.count }}"),
    "a spoilt site": spoil,
    "a moment taken down": put(
        f"{FLOOD}.yaml", "take_down: [who works at the harbour office]\n"
    ),
}  # fmt: skip
KINDS = {
    "home": r"index\.html",
    "show": r"(coast|pier)/index\.html",
    "episode": r"(coast|pier)/[^/]+/index\.html",
    "topic": r"topics/[^/]+/index\.html",
    "person": r"people/[^/]+/index\.html",
    "digest": r"digests/[^/]+/index\.html",
    "feed": r"(.*/)?feed\.xml",
    "data": r".*/episode\.json",
    "free page": r"about/index\.html",
    "root": r"llms\.txt",
}
"""What there is in a site, by the paths of its files."""


def listing(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_after_any_change_a_rebuild_is_a_clean_build(tree: Tree, run: Run, tmp_path: Path) -> None:
    """For every kind of change and of page: byte for byte, and what can be kept is kept."""
    content = tree(dict(archive.files()))
    site = tmp_path / "site"
    build = ("build", "--no-search", "-q", "--jobs", "1", "--content", content, "--output")
    assert run(*build, site).exit_code == 0
    kept: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for number, (what, change) in enumerate(CHANGES.items()):
        before = {path: path.stat().st_ino for path in site.rglob("*")}
        held = [path.open("rb") for path in before if path.is_file()]  # no number is used again
        change(content, site)
        for output in (site, tmp_path / f"clean {number}"):
            result = run(*build, output)
            assert result.exit_code == 0, (what, result.output)
        for handle in held:
            handle.close()
        assert listing(site) == listing(tmp_path / f"clean {number}"), what
        for path in site.rglob("*"):
            for kind, pattern in KINDS.items():
                if re.fullmatch(pattern, path.relative_to(site).as_posix()):
                    kept[kind][path.stat().st_ino == before.get(path)] += 1
    assert set(kept) == set(KINDS)
    assert all(len(found) == 2 for found in kept.values()), kept


def test_words_are_read_for_new_pages_alone(
    tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a word was changed no other file is read, and no words but those of pages made anew."""
    content = tree(dict(archive.files()))
    site = tmp_path / "site"
    build = ("build", "--no-search", "-q", "--jobs", "1", "--content", content, "--output", site)
    run(*build)
    opened: list[Path] = []
    said: list[Path] = []
    read_file, read_words = files.read_regular, shelf.Place.read

    def opening(path: Path, root: Path) -> bytes:
        opened.append(path)
        return read_file(path, root)

    def listening(place: shelf.Place) -> Transcript:
        said.append(place.path)
        return read_words(place)

    monkeypatch.setattr(shelf, "read_regular", opening)
    monkeypatch.setattr(shelf.Place, "read", listening)
    transcripts.words_of.cache_clear()
    before = {path: path.stat().st_ino for path in site.rglob("index.html")}
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    run(*build)
    assert opened == [content / f"{PEN}.vtt"]
    new = [path.parent.name for path in before if path.stat().st_ino != before[path]]
    assert "the-sleepless-pen" in new
    assert all(any(slug in path.name for slug in new) for path in said), (said, new)
    assert len(set(said)) < len(list(content.rglob("*.vtt")))


def test_the_index_is_that_of_a_clean_build(tree: Tree, run: Run, tmp_path: Path) -> None:
    """After a word was changed; and where nothing that can be found was, it is the same file."""
    content, site = tree(dict(archive.files())), tmp_path / "site"
    build = ("build", "-q", "--jobs", "1", "--content", content, "--output")
    entry = site / "pagefind/pagefind-entry.json"
    run(*build, site)
    before = entry.stat().st_mtime_ns
    put("static/own.css", "a { color: red }")(content, site)
    run(*build, site)
    assert entry.stat().st_mtime_ns == before
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    run(*build, site)
    run(*build, tmp_path / "clean")
    assert entry.stat().st_mtime_ns != before
    assert listing(site) == listing(tmp_path / "clean")


def served(tree: Tree, folder: Path) -> Job:
    """The archive, with a site and a store in `folder`."""
    content = tree(dict(archive.files()))
    return Job(content=content, output=folder / "site", templates=TEMPLATES, cache=folder / "cache")


def test_while_serving_the_index_may_be_later(tree: Tree, tmp_path: Path) -> None:
    """The pages are new at once with the index of before; the next build brings that up to date."""
    job = served(tree, tmp_path)
    content, site = job.content, job.output
    bring_up_to_date(job, Progress(quiet=True))
    before = listing(site / "pagefind")
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    bring_up_to_date(replace(job, index_later=True), Progress(quiet=True))
    page = "coast/the-sleepless-pen/index.html"
    assert b"worn through" in listing(site)[page]
    assert listing(site / "pagefind") == before
    bring_up_to_date(job, Progress(quiet=True))
    bring_up_to_date(replace(job, output=tmp_path / "clean"), Progress(quiet=True))
    assert listing(site) == listing(tmp_path / "clean")
    assert listing(site / "pagefind") != before


def test_while_serving_the_changed_page_comes_first(tree: Tree, tmp_path: Path) -> None:
    """Alone, with no finished work of what was taken down; the rest follows in the same build."""
    job = served(tree, tmp_path)
    content, site = job.content, job.output
    shown: list[dict[str, bytes]] = []
    previewed = Preview(lambda: shown.append(listing(site)))
    bring_up_to_date(job, Progress(quiet=True), previewed)
    before = listing(site)
    words = "has run since 1911 without a single missing winter"
    put(f"{PEN}.yaml", f"title: The sleepless pen\ntake_down: [{words}]\n")(content, site)
    bring_up_to_date(job, Progress(quiet=True), previewed)
    [first] = shown
    assert b"[taken down]" in first["coast/the-sleepless-pen/index.html"]
    assert first.keys() == before.keys()
    changed = {path for path in first if first[path] != before[path]} - {NAME}
    assert {path.rpartition("/")[0] for path in changed} == {"coast/the-sleepless-pen"}
    topic = "topics/tide-gauge/index.html"
    assert words.encode() in first[topic]
    assert first[topic] == before[topic] != listing(site)[topic]
    for path in (tmp_path / "cache").rglob("*"):
        assert path.is_dir() or words.encode() not in path.read_bytes(), path
    put("site.yaml", "title: Sea\n")(content, site)
    bring_up_to_date(job, Progress(quiet=True), previewed)
    assert len(shown) == 1
    bring_up_to_date(replace(job, output=tmp_path / "clean"), Progress(quiet=True))
    assert listing(site) == listing(tmp_path / "clean")


def test_the_first_change_of_a_site_that_was_built_before_is_shown_first_too(
    tree: Tree, tmp_path: Path
) -> None:
    """What the site was built of is found again, and nothing written for it."""
    job = served(tree, tmp_path)
    content, site = job.content, job.output
    job = replace(job, search=False)
    bring_up_to_date(job, Progress(quiet=True))
    before = listing(content), listing(site)
    shown: list[bytes] = []
    page = site / "coast/the-sleepless-pen/index.html"
    previewed = Preview(lambda: shown.append(page.read_bytes()))
    recall(job, previewed)
    assert (listing(content), listing(site)) == before
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    bring_up_to_date(job, Progress(quiet=True), previewed)
    assert [b"worn through" in each for each in shown] == [True]


def test_while_serving_unchanged_episodes_are_held(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change nothing is read again of what the others hold and of what was made of them."""
    job = served(tree, tmp_path)
    content, site = job.content, job.output
    previewed = Preview()
    found: list[object] = []
    bring_up_to_date(replace(job, search=False), Progress(quiet=True), previewed)
    before = {each.id: each for each in previewed.readings.values()}
    find = Cache.find

    def spied(self: Cache, kind: TypeAdapter[object], key: str) -> object:
        found.append(kind)
        return find(self, kind, key)

    monkeypatch.setattr(Cache, "find", spied)
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    bring_up_to_date(replace(job, search=False), Progress(quiet=True), previewed)
    new = [each.id for each in previewed.readings.values() if each is not before[each.id]]
    assert [each.episode for each in new] == ["the-sleepless-pen"]
    assert found.count(shelf._SHELVED) == 3  # of its file, before it is parsed and after
    assert found.count(stages._WRITTEN) == 0


def test_while_serving_a_newer_change_comes_before_the_rest_of_an_older(
    tree: Tree, tmp_path: Path
) -> None:
    """Of that only the changed page is shown; in the end all is a clean build, the search too."""
    job = served(tree, tmp_path)
    content, site = job.content, job.output
    later = replace(job, index_later=True)
    changes = [put_instead(f"{FLOOD}.vtt", "and goodbye", "and farewell")]
    previewed = Preview(lambda: changes.pop()(content, site))
    bring_up_to_date(job, Progress(quiet=True), previewed)
    before = listing(site)
    put_instead(f"{PEN}.vtt", "rusted", "worn")(content, site)
    with pytest.raises(Superseded):
        bring_up_to_date(later, Progress(quiet=True), previewed)
    now = listing(site)
    changed = {path.rpartition("/")[0] for path in now if now[path] != before.get(path)}
    assert changed == {"", "coast/the-sleepless-pen"}
    assert {path.name for path in tmp_path.iterdir()} == {"content", "site", "cache"}
    previewed.show, previewed.shown = (lambda: None), False
    bring_up_to_date(later, Progress(quiet=True), previewed)
    kept = {path: path.stat().st_ino for path in site.rglob("*.pf_*")}
    bring_up_to_date(job, Progress(quiet=True), previewed)
    assert {path: path.stat().st_ino for path in site.rglob("*.pf_*")} != kept
    bring_up_to_date(replace(job, output=tmp_path / "clean"), Progress(quiet=True))
    assert listing(site) == listing(tmp_path / "clean")
