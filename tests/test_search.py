"""The search index: the same bytes for the same pages, and a sentence when there is none."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path

import pagefind_bin
import pytest

from generator import search
from generator.cache import Cache
from generator.cli import ROOT
from generator.errors import PublishError
from generator.findable import Findable, Place, Sort
from generator.fingerprints import fingerprint
from generator.keeping import Kept
from generator.pagefind import Pagefind
from generator.search import Group, Indexer
from generator.wordtables import unpack
from tests.conftest import Run, Tree
from tests.test_cli import TALK


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_builds_of_the_same_content_are_the_same_to_the_byte(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By one process or two, with nothing kept or all of it: every file, the index included."""
    sites = []
    for number, jobs in enumerate((1, 2, 1)):
        monkeypatch.setattr("generator.cli.CACHE", tmp_path / f"cache{number % 2}")
        site = tmp_path / f"site{number}"
        build = ("build", "--content", ROOT / "content", "--output", site, "--jobs", jobs)
        assert run(*build).exit_code == 0
        sites.append(contents(site))
    assert "pagefind/choices.json" in sites[0]
    for other in sites[1:]:
        assert other.keys() == sites[0].keys()
        assert [name for name in other if other[name] != sites[0][name]] == []


def chapters(count: int = 30) -> Iterator[Findable]:
    """Chapters of three episodes, with who speaks in them."""
    for number in range(count):
        yield Findable(
            sort=Sort.EPISODE,
            page=f"quay/{'abc'[number * 3 // count]}/",
            id=f"chapter-{number}",
            title=f"Chapter {number}",
            places=(Place(text=f"the word{number} of the tide", id=f"t-00-{number:02}-00"),),
            facts={"show": "Quay", "date": f"2024-01-{number + 1:02}"},
            choices={"show": ("Quay",), "person": (f"Person {number % 3}",)},
        )


def index(
    folder: Path,
    found: Iterable[Findable],
    language: str,
    store: Path | None = None,
    old: Kept | None = None,
) -> Indexer:
    """Index findables into a folder, those of one page as one group."""
    groups = [
        Group(page, fingerprint(those), partial(tuple, those))
        for page, members in groupby(found, key=lambda each: each.page)
        for those in [tuple(members)]
    ]
    indexer = Indexer(folder, language, Cache(store or folder / "store"), old)
    indexer.index(groups)
    return indexer


def test_index_is_made_of_what_is_found_and_of_nothing_else(tmp_path: Path) -> None:
    """Twice the same bytes; one fragment for each, in the folder of its page, by its place."""
    for folder in ("one", "two"):
        index(tmp_path / folder, chapters(), "en-GB")
    files = contents(tmp_path / "one" / "pagefind")
    assert files == contents(tmp_path / "two" / "pagefind")
    fragments = [name.split("/") for name in files if name.startswith("fragment/")]
    assert len({folder for _, folder, _ in fragments}) == 3
    assert all(folder.startswith("e") for _, folder, _ in fragments)
    places = sorted(name.removesuffix(".pf_fragment") for *_, name in fragments)
    assert places == [str(place) for place in range(10) for _ in range(3)]
    assert json.loads(files["choices.json"]) == {
        "person": {f"Person {n}": " ".join([str(n)] + ["3"] * 9) for n in range(3)},
        "show": {"Quay": "0+t"},
    }
    assert not any(name.endswith((".css", ".pf_filter")) or "ui" in name for name in files)


def test_topics_that_change_have_nothing_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand apart from what was said, by the number of each findable."""
    found = tuple(chapters())
    store = Cache(tmp_path / "store")
    for folder, titles in (("before", ("Tides",)), ("after", ("Bells", "Piers"))):
        group = Group("quay/", "as it was", partial(tuple, found), [titles, (), titles])
        Indexer(tmp_path / folder, "en", store).index([group])
        monkeypatch.setattr("generator.search.Pagefind", None)
    choices = json.loads((tmp_path / "after/pagefind/choices.json").read_bytes())
    assert choices["topic"] == {"Bells": "0 2", "Piers": "0 2"}


def test_a_new_episode_leaves_the_names_of_all_others(tmp_path: Path) -> None:
    """What stands behind the last chapter renames none: readers keep what they have loaded."""
    new = replace(next(chapters()), page="quay/d/")
    index(tmp_path / "before", chapters(), "en")
    index(tmp_path / "after", [*chapters(), new], "en")
    before, after = (
        {name for name in contents(tmp_path / folder) if "fragment" in name}
        for folder in ("before", "after")
    )
    assert len(after - before) == 1
    assert not before - after


def standing(folder: Path) -> dict[str, dict[str, list[object]]]:
    """Where each stem stands in an index, by the address of what holds it: as `search.js` reads."""
    place = folder / "pagefind"
    entry = json.loads((place / "pagefind-entry.json").read_bytes())
    [about] = entry["languages"].values()
    _, pages, chunks, _, _, fields = unpack(
        (place / f"pagefind.{about['hash']}.pf_meta").read_bytes()
    )
    names = [f"{page}/{number}" for page, count in pages for number in range(count)]
    texts = [(place / f"fragment/{name}.pf_fragment").read_bytes() for name in names]
    urls = [json.loads(gzip.decompress(text)[12:])["url"] for text in texts]
    found: dict[str, dict[str, list[object]]] = {}
    for first, last, name, base in chunks:
        [rows] = unpack((place / f"index/{name}.pf_index").read_bytes())
        assert (rows[0][0], rows[-1][0]) == (first, last)
        for stem, held, *_ in rows:
            number = base
            for step, places, named in held:
                number += step
                fields_held = [f"in {fields[-each - 1]}" for each in named if each < 0]
                found.setdefault(stem, {})[urls[number]] = [*places, *fields_held]
    return found


def test_shards_hold_what_one_index_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word stands where it stood, by groups asked one by one or together; names too."""
    found = [replace(each, page=f"{each.page}{n // 2}/") for n, each in enumerate(chapters())]
    index(tmp_path / "one", found, "en")
    monkeypatch.setattr(search, "FEWEST_GROUPS", 2)
    monkeypatch.setattr(search, "MOST_GROUPS", 4)
    monkeypatch.setattr(search, "_TOGETHER", 1)
    index(tmp_path / "several", found, "en")
    whole = standing(tmp_path / "one")
    assert whole["tide"].keys() == {f"{each.page}#{each.id}" for each in found}
    assert whole["chapter"]["quay/a/0/#chapter-0"] == ["in title"]
    assert standing(tmp_path / "several") == whole
    sizes = [
        len(list((tmp_path / folder / "pagefind/index").iterdir())) for folder in ("one", "several")
    ]
    assert sizes[0] == 1
    assert sizes[1] > 3
    for name in ("choices.json", "words.txt"):
        one, several = (tmp_path / folder / "pagefind" / name for folder in ("one", "several"))
        assert one.read_bytes() == several.read_bytes()


def test_pages_that_pagefind_leaves_out_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that lacks one of them is never published."""
    files = Pagefind.files
    monkeypatch.setattr(Pagefind, "files", lambda self, pages: files(self, [*pages][1:]))
    with pytest.raises(PublishError, match="Pagefind indexed 29 of 30 pages"):
        index(tmp_path, chapters(), "en")


def test_what_has_no_words_is_indexed_too(tmp_path: Path) -> None:
    """A person called "?", a chapter of marks alone: they cost the others nothing."""
    marks = [
        replace(each, title=title, places=(Place(text=said, id=each.id),))
        for each, title, said in zip(chapters(3), ("?", "…", "Tides"), ("? ", "", "¶"), strict=True)
    ]
    index(tmp_path, marks, "de")
    assert "pagefind/choices.json" in contents(tmp_path)


def test_one_changed_episode_costs_one_episode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pagefind is given that alone; without what was kept the same index comes of all of them."""
    asked: list[str] = []
    files = Pagefind.files

    def spied(self: Pagefind, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
        given = list(pages)
        asked.extend(address.partition("#")[0] for address, _ in given)
        return files(self, given)

    monkeypatch.setattr(Pagefind, "files", spied)
    found = list(chapters())
    index(tmp_path / "before", found, "en", tmp_path / "kept")
    asked.clear()
    found[12] = replace(found[12], places=(Place(text="the ebb"),))
    index(tmp_path / "after", found, "en", tmp_path / "kept")
    assert set(asked) == {"quay/b/"}
    index(tmp_path / "clean", found, "en")
    assert contents(tmp_path / "after/pagefind") == contents(tmp_path / "clean/pagefind")


def test_what_an_older_index_was_joined_of_is_dropped(tmp_path: Path) -> None:
    """A change leaves in the store what is known of the changed episode, three files, no more."""
    found, old, stored = list(chapters()), Kept(), []
    for number in range(3):
        found[12] = replace(found[12], places=(Place(text=f"the ebb of day {number}"),))
        old = Kept(pieces=index(tmp_path / str(number), found, "en", tmp_path / "kept", old).pieces)
        stored.append(len(contents(tmp_path / "kept")))
    assert stored[2] - stored[1] == stored[1] - stored[0] == 3
    index(tmp_path / "clean", found, "en")
    assert contents(tmp_path / "2/pagefind") == contents(tmp_path / "clean/pagefind")


def test_words_are_kept_for_those_who_misspell_them(tmp_path: Path) -> None:
    """As they are written most often, with how common they are; no short ones, no signs."""
    named = replace(next(chapters()), title="LangChain on a Kettle")
    said = [
        replace(named, id=text[:3], places=(Place(text=text),), choices={})
        for text in (
            *("a Marrow and Quince, rope", "the marrow; once.", "marrow, Quince, Rope"),
            *("日本語 quince rope", "Rope"),
        )
    ]
    index(tmp_path, said, "en")
    words = (tmp_path / "pagefind" / "words.txt").read_text().split("\n")
    assert words[:3] == ["Kettle 3", "LangChain 3", "marrow 2"]
    assert words[3:] == ["once 1", "Quince 2", "rope 3", ""]


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("kill -9 $$", "Pagefind failed: ended by SIGKILL"),
        ("head -c 9 >/dev/null; kill -9 $$", "Pagefind failed: ended by SIGKILL"),
        ("printf 'kaputt: \\377\\n\\n' >&2; exit 3", "Pagefind failed: kaputt: \ufffd"),
        ("exit 3", "Pagefind failed: exit code 3, no message"),
        ("printf '\\377,'; cat >/dev/null", "Pagefind failed: its answer makes no sense"),
        ("printf 'e30=,'; cat >/dev/null", "Pagefind failed: its answer makes no sense"),
        (None, "Pagefind cannot be run"),
    ],
)
def test_pagefind_that_fails_costs_a_sentence(
    tree: Tree,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str | None,
    message: str,
) -> None:
    """Killed, broken or missing, it is named with its last words, and the old site stands."""
    program = tmp_path / "pagefind"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    monkeypatch.setenv("LC_ALL", "C")
    content = tree({"tides.txt": TALK})
    result = run("build", "--content", content, "--output", tmp_path / "site")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "site").exists()


def test_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A full or closed disk is an error, never an index with half of its files."""
    (tmp_path / "pagefind").write_text("in the way")
    with pytest.raises(OSError, match="pagefind"):
        index(tmp_path, chapters(), "en")


def test_page_that_is_refused_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pagefind answers with an error reaches the person who builds."""
    refusal = "eyJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJubyJ9fQ=="
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\nprintf '{refusal},'; cat >/dev/null\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(PublishError, match="Pagefind failed: no"):
        index(tmp_path, chapters(), "en")
