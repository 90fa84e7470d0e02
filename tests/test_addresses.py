"""Each page has an address of its own, and keeps it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.addresses import Addresses, Claim, make_slug
from generator.job import ADDRESSES
from tests.conftest import Run, Tree

TALK = """
[00:00:00.000 --> 00:00:06.000]   The harbour office computed every tide with brass gears.
[00:00:06.000 --> 00:00:12.000]   Each gear stood for one pull of the moon or of the sun.
[00:00:12.000 --> 00:00:18.000]   A pen drew the sum of all of them on a roll of paper.
"""
VOICES = """WEBVTT

00:00.000 --> 00:06.000
<v {0}>The Möwe came in before the Mowe did, and the Möwe had the better gears.

00:06.000 --> 00:12.000
<v {1}>The Möwe and the Mowe are two boats, and nobody confuses the Mowe with a gull.
"""


def listing(*titles: str) -> str:
    """A podcast page saved as text, with an entry of each title."""
    entries = "".join(
        f"{title}\n{title}\nA note on {title}, which was recorded by the water."
        f" Read more of Harbour Talk at https://harbour.example/join\n10:00{day:02}/11/2023\n"
        for day, title in zip(range(28, 0, -1), titles, strict=False)
    )
    return (
        "Harbour Talk: Ships and People — Conversations by the water\nAda + Ben\n"
        "Every week we talk with people who build, sail and mend boats.\n"
        f"Total {len(titles)} episodes\n1\nGo to\n{entries}"
    )


@pytest.fixture
def build(run: Run, tmp_path: Path) -> Build:
    return Build(run, tmp_path)


class Build:
    """Builds a folder of content and tells where its pages stand."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run, self.content, self.site = run, folder / "content", folder / "site"
        self.file = self.content / "addresses.json"
        self.output = ""

    def __call__(self, *options: str, code: int = 0) -> dict[str, str]:
        """Build; give each episode's address by its title, and each other page's by its path."""
        result = self.run(
            "build", "--content", self.content, "--output", self.site, "--no-search", *options
        )
        assert result.exit_code == code, result.output
        self.output = result.output
        pages = {str(path.parent.relative_to(self.site)) for path in self.site.rglob("index.html")}
        assert len({page.casefold() for page in pages}) == len(pages)
        found = {page: page for page in pages}
        for path in self.site.rglob("episode.json"):
            record = json.loads(path.read_text())
            found[f"{record['show']}: {record['title']}"] = str(path.parent.relative_to(self.site))
        return found

    def outline(self, name: str) -> str:
        """The slug that `outline` gives a file of one recording."""
        return str(json.loads(self.run("outline", self.content / name).stdout)["slug"])


RESERVED = ("digests", "pagefind", "people", "search", "shows", "static", "topics")


def test_a_folder_may_have_the_name_of_a_page_of_the_site(tree: Tree, build: Build) -> None:
    """Each becomes a show at the next best address, and each own page stands where it always does.

    The same holds for free pages.
    """
    tree({f"shows/{name}/tides.txt": TALK for name in RESERVED})
    tree({f"pages/{name}.md": f"# A page on {name}\n" for name in (*RESERVED, "404", "con")})
    found = build()
    for name in RESERVED:
        assert f"{name}-2/tides" in found
        assert f"{name}-3" in found
    assert {"search", "404-2", "con-2"} <= found.keys()


def test_folders_at_the_top_may_have_such_names_too(tree: Tree, build: Build) -> None:
    """`topics` and `people` straight under the content folder are shows."""
    tree({"topics/tides.txt": TALK, "people/tides.txt": TALK})
    assert {"topics-2/tides", "people-2/tides"} <= build().keys()


def test_folders_that_differ_are_different_shows(tree: Tree, build: Build) -> None:
    """Case, punctuation and Unicode's two ways to write an accent tell folders apart.

    The one that is spelled as its address has it without a suffix.
    """
    composed, decomposed = (unicodedata.normalize(form, "Bücher") for form in ("NFC", "NFD"))
    names = ("Harbour", "harbour", "Harbour!", composed, decomposed)
    tree({f"shows/{name}/{number}.txt": TALK for number, name in enumerate(names)})
    found = build()
    assert {"harbour/1", "harbour-2/0", "harbour-3/2"} <= found.keys()
    assert {"bucher/4", "bucher-2/3"} <= found.keys() or {"bucher/3", "bucher-2/4"} <= found.keys()


def test_one_title_does_not_join_two_folders(tree: Tree, build: Build) -> None:
    """Two shows may be called the same."""
    tree({f"shows/{name}/show.yaml": "title: The Harbour\n" for name in ("one", "two")})
    tree({f"shows/{name}/tides.txt": TALK for name in ("one", "two")})
    assert {"one/tides", "two/tides"} <= build().keys()


def test_files_at_the_top_join_the_show_that_they_name(tree: Tree, build: Build) -> None:
    """Their show is one, and a folder's where a folder is called the same."""
    tree({"a.txt": listing("Ropes", "Knots", "Tar"), "b.txt": listing("Sails", "Oars", "Masts")})
    together = {f"harbour-talk-ships-and-people/{name}" for name in ("ropes", "sails")}
    assert together <= build().keys()
    tree({"shows/Harbour talk: ships and people/tides.txt": TALK})
    assert together | {"harbour-talk-ships-and-people/tides"} <= build().keys()


def test_what_is_published_is_remembered(tree: Tree, build: Build) -> None:
    """Shows, recordings and free pages, clash or none; not what comes and goes."""
    tree({"tides.txt": TALK, "shows/sea/tides.txt": TALK, "pages/about.md": "# About\n"})
    build()
    held = json.loads(build.file.read_text())
    assert held["episodes"] == {
        "shows/sea/tides.txt": "sea/tides",
        "tides.txt": "recordings/tides",
    }
    assert held["shows"] == {"shows/sea/": "sea", "recordings": "recordings"}
    assert held["pages"] == {"pages/about.md": "about"}
    assert held.keys() == {"episodes", "shows", "pages", "recordings"}


def test_suffixes_stay(tree: Tree, build: Build) -> None:
    """What sorts before, what goes and what comes back leave all other addresses as they are."""
    tree({"b tide.txt": TALK, "b_tide.txt": TALK})
    assert {"recordings/b-tide", "recordings/b-tide-2"} <= build().keys()
    remembered = json.loads(build.file.read_text())["episodes"]
    tree({"B Tide.txt": TALK, "b-tide.txt": TALK})
    build()
    assert json.loads(build.file.read_text())["episodes"].items() >= remembered.items()
    first = next(name for name, address in remembered.items() if not address.endswith("2"))
    (build.content / first).unlink()
    found = build()
    assert "recordings/b-tide" not in found
    tree({"B tide.txt": TALK.replace("moon", "wind")})
    assert "recordings/b-tide" not in build()
    assert "recordings/b-tide-5" in build()
    tree({first: TALK})
    assert "recordings/b-tide" in build()
    assert json.loads(build.file.read_text())["episodes"].items() >= remembered.items()


def test_shows_keep_their_addresses(tree: Tree, build: Build) -> None:
    """A folder that sorts before two others takes neither of their addresses."""
    tree({"shows/harbour!/one.txt": TALK, "shows/harbour?/two.txt": TALK})
    assert {"harbour/one", "harbour-2/two"} <= build().keys()
    tree({"shows/Harbour/zero.txt": TALK, "pages/harbour.md": "# Harbour\n"})
    found = build()
    assert {"harbour/one", "harbour-2/two", "harbour-3/zero"} <= found.keys()
    assert "harbour-4" in found


def test_entries_of_a_listing_keep_their_addresses(tree: Tree, build: Build) -> None:
    """An entry of the same title that is put before another changes nothing for it."""
    tree({"talk.txt": listing("Ropes", "Ropes", "Tar", "Sails")})
    build()
    before = json.loads(build.file.read_text())["episodes"]
    assert len(before) == 4
    later = listing("Ropes", "Ropes", "Tar", "Sails").replace(
        "Go to\n",
        "Go to\n"
        + "Ropes\n" * 2
        + (
            "Another note, by the water. Read more of Harbour Talk at https://harbour.example/join\n"
            "10:0001/12/2023\n"
        ),
    )
    tree({"talk.txt": later.replace("Total 4", "Total 5")})
    found = build()
    after = json.loads(build.file.read_text())["episodes"]
    assert after.items() > before.items()
    assert "harbour-talk-ships-and-people/ropes-2023-12-01" in found


def test_an_own_file_is_no_transcript_and_no_change(tree: Tree, build: Build) -> None:
    """It is not counted as left alone, and the next build has nothing to do."""
    tree({"b tide.txt": TALK, "b_tide.txt": TALK})
    build()
    assert "left alone" not in build.output
    build()
    assert "Nothing changed" in build.output
    build.file.write_text(build.file.read_text().replace("b-tide-2", "b-tide-9"))
    assert "recordings/b-tide-9" in build()
    assert "left alone" not in build.output


def test_the_file_is_sorted_with_one_line_an_entry(tree: Tree, build: Build) -> None:
    """People read it, and version control compares it."""
    tree({f"shows/{name}/b.txt": TALK for name in ("Sea", "sea", "SEA")})
    build()
    text = build.file.read_text()
    assert text[text.index(' "shows"') :] == (
        ' "shows": {\n'
        '  "shows/SEA/": "sea-2",\n'
        '  "shows/Sea/": "sea-3",\n'
        '  "shows/sea/": "sea"\n'
        " }\n}\n"
    )


def test_a_person_may_give_an_address(tree: Tree, build: Build) -> None:
    """An address written by hand is used; where it is taken, all still have one of their own."""
    tree({"shows/sea/tides.txt": TALK, "shows/sea/gears.txt": TALK})
    written = {"shows": {"shows/sea/": "the-sea"}, "episodes": {"shows/sea/tides.txt": "sea/ebb"}}
    build.file.write_text(json.dumps(written))
    assert {"the-sea/ebb", "the-sea/gears"} <= build().keys()
    written["episodes"]["shows/sea/gears.txt"] = "the-sea/ebb"
    written["shows"]["shows/sea/"] = "search"
    build.file.write_text(json.dumps(written))
    found = build()
    assert {"sea/ebb", "sea/tides", "search"} <= found.keys()
    assert "shows/sea/ stands at sea, since search is taken" in build.output


def test_a_renamed_file_may_keep_its_address(tree: Tree, build: Build) -> None:
    """A line for the new name is enough; it takes the place of the old one's."""
    tree({"b tide.txt": TALK, "b_tide.txt": TALK})
    build()
    held = json.loads(build.file.read_text())["episodes"]
    [old] = [name for name, address in held.items() if address.endswith("tide")]
    (build.content / old).rename(build.content / "ebb.txt")
    build.file.write_text(json.dumps({"episodes": held | {"ebb.txt": held[old]}}))
    found = build()
    assert {"recordings/b-tide", "recordings/b-tide-2"} <= found.keys()
    assert "recordings/ebb" not in found
    assert old not in json.loads(build.file.read_text())["episodes"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"episodes": {\n"a.txt": "recordings/a"', "addresses.json:2"),
        ('{"episodes": {\n<<<<<<< ours\n}}', "addresses.json:2"),
        ('{"episodes": {\n"a.txt": "recordings/a",\n"a.txt": "recordings/b"}}', "addresses.json:3"),
        ('{"episodes": {\n"a.txt": "../../etc/passwd"}}', "addresses.json:2"),
        ('{"episodes": {\n"a.txt": 3}}', "addresses.json:2"),
        ('{\n"epsiodes": {}}', "addresses.json:2"),
        ('{"episodes": []}', "addresses.json:1"),
        ("[]", "addresses.json:1"),
        ("", "addresses.json:1"),
        ("\udcff", "addresses.json"),
        ("[" * 100_000, "addresses.json"),
    ],
)
def test_a_damaged_file_is_named_and_kept(tree: Tree, build: Build, text: str, place: str) -> None:
    """Nothing is built or asked, the message says what to do, and the file stays as it is."""
    tree({"b tide.txt": TALK, "b_tide.txt": TALK})
    data = text.encode("utf-8", "surrogateescape")
    build.file.write_bytes(data)
    build(code=2)
    assert f"{place}: " in build.output
    assert "version control" in build.output
    assert build.file.read_bytes() == data
    assert not build.site.exists()


def test_content_that_cannot_be_written_is_built(tree: Tree, build: Build) -> None:
    """The site is complete, and a note says what is lost."""
    tree({"b tide.txt": TALK, "b_tide.txt": TALK})
    build.file.mkdir()  # a folder in its place
    assert {"recordings/b-tide", "recordings/b-tide-2"} <= build().keys()
    assert "addresses.json cannot be written" in build.output


def test_outline_gives_the_address_that_is_remembered(tree: Tree, build: Build) -> None:
    """A recording keeps its suffix when the one it clashed with is gone, and `outline` knows."""
    content = tree({"Tide!.txt": TALK, "tide.txt": TALK})
    build()
    suffixed = build.outline("Tide!.txt")
    assert suffixed == "tide-2"
    (content / "tide.txt").unlink()
    assert build.outline("Tide!.txt") == suffixed


def test_outline_gives_the_address_of_the_site(tree: Tree, build: Build) -> None:
    """Before a build and after it, for shows and for files at the top."""
    names = ["b tide.txt", "b_tide.txt", "shows/Sea/2023-01-01 b tide.txt", "shows/Sea/b_tide.md"]
    tree(dict.fromkeys(names, TALK) | {"shows/sea/b-tide.txt": TALK, "con.txt": TALK})
    tree(dict.fromkeys(("🔥.txt", "🌊.txt"), TALK))
    before = {name: build.outline(name) for name in names}
    assert {build.outline("🔥.txt"), build.outline("🌊.txt")} == {"episode", "episode-2"}
    found = build()
    assert {build.outline("🔥.txt"), build.outline("🌊.txt")} == {"episode", "episode-2"}
    assert before == {name: build.outline(name) for name in names}
    assert sorted(before.values()) == ["b-tide", "b-tide", "b-tide-2", "b-tide-2"]
    held = json.loads(build.file.read_text())["episodes"]
    assert before == {name: held[name].rpartition("/")[2] for name in names}
    assert build.outline("con.txt") == "con-2"
    assert "recordings/con-2" in found


def test_topics_and_people_keep_theirs(tree: Tree, build: Build) -> None:
    """Two of one spelling in Latin letters have a page each, and the file remembers which."""
    tree({f"{day}.vtt": VOICES.format("Jörg Maas", "Jorg Maas") for day in ("one", "two")})
    tree({"topics.yaml": "Möwe: []\nMowe: []\n"})
    found = build()
    assert {
        "topics/mowe",
        "topics/mowe-2",
        "people/jorg-maas",
        "people/jorg-maas-2",
    } <= found.keys()
    held = json.loads(build.file.read_text())
    tree({"topics.yaml": "Mowe: []\nMöwe: []\nMOWE!: [gears]\n"})
    build()
    after = json.loads(build.file.read_text())
    assert after["people"] == held["people"]
    assert after["topics"].items() > held["topics"].items()


def heard(words: str) -> str:
    """A talk that says something of its own."""
    return TALK.replace("moon", words)


def leads(build: Build, old: str) -> str:
    """Where the page at an old address leads, which must stand."""
    html = (build.site / old / "index.html").read_text(encoding="utf-8")
    [target] = re.findall(r'<a href="([^"]+)"', html)
    page = (build.site / old / target).resolve()
    stands = (page / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<body class="(?:episode|show)">', stands)
    return str(page.relative_to(build.site.resolve()))


def test_a_renamed_recording_is_found_at_its_old_address(tree: Tree, build: Build) -> None:
    """Its page stands at the new one, the old one leads there, through every further name."""
    tree({"shows/sea/tides.vtt": VOICES, "shows/sea/gears.txt": heard("gears")})
    build()
    names = ("tides", "ebb", "flood")
    for old, new in pairwise(names):
        (build.content / f"shows/sea/{old}.vtt").rename(build.content / f"shows/sea/{new}.vtt")
        assert f"sea/{new}" in build()
    assert leads(build, "sea/tides") == leads(build, "sea/ebb") == "sea/flood"
    (build.content / "shows/sea/flood.vtt").rename(build.content / "shows/sea/tides.vtt")
    assert "sea/tides" in build()
    assert (build.site / "sea/tides/episode.json").is_file()
    assert leads(build, "sea/ebb") == leads(build, "sea/flood") == "sea/tides"
    tree({"shows/sea/ebb.txt": heard("ebb")})  # another's, who never gets an old address
    assert "sea/ebb-2" in build()


def test_a_renamed_show_is_found_at_its_old_address(tree: Tree, build: Build) -> None:
    """Its own page, and that of each recording."""
    tree({f"shows/sea/{name}.txt": heard(name) for name in ("a", "b")})
    build()
    (build.content / "shows/sea").rename(build.content / "shows/ocean")
    assert {"ocean/a", "ocean/b"} <= build().keys()
    assert (leads(build, "sea/a"), leads(build, "sea/b")) == ("ocean/a", "ocean/b")
    assert leads(build, "sea") == "ocean"


def test_a_changed_title_in_a_listing_leaves_a_page_that_leads_on(tree: Tree, build: Build) -> None:
    """An entry without words is known again by its date; summaries of a model follow it."""
    tree({"talk.txt": listing("Ropes", "Tar", "Sails")})
    build()
    show = "harbour-talk-ships-and-people"
    answers = build.content / "summaries" / show
    answers.mkdir(parents=True)
    (answers / "tar.json").write_text("{}")
    tree({"talk.txt": listing("Ropes", "Pitch", "Sails")})
    assert f"{show}/pitch" in build()
    assert leads(build, f"{show}/tar") == f"{show}/pitch"
    assert [path.name for path in answers.iterdir()] == ["pitch.json"]


def test_another_format_of_a_recording_keeps_its_address(tree: Tree, build: Build) -> None:
    """The same name is the same recording, though its words were heard anew."""
    tree({"tides.txt": TALK})
    build()
    (build.content / "tides.txt").unlink()
    tree({"tides.vtt": VOICES})
    found = build()
    assert "recordings/tides" in found
    assert "recordings/tides-2" not in found


def test_an_older_recording_renumbers_none(tree: Tree, build: Build) -> None:
    """Of several of one name each keeps its address, with what is remembered and without."""
    names = [f"shows/sea/{year}-05-01 recap.txt" for year in range(2001, 2005)]
    tree({name: heard(name) for name in names})
    before = {build.outline(name) for name in names}
    build()
    older = "shows/sea/1999-01-01 recap.txt"
    tree({older: heard(older)})
    found = build()
    assert {f"sea/{slug}" for slug in before} <= found.keys()
    assert "sea/recap-1999-01-01" in found
    build.file.unlink()
    without = build()
    assert {f"sea/{slug}" for slug in before if slug != "recap"} <= without.keys()


def test_a_line_that_a_person_changes_leaves_the_old_address_behind(
    tree: Tree, build: Build
) -> None:
    """It leads to the new one."""
    tree({"shows/sea/tides.txt": TALK})
    build()
    text = build.file.read_text()
    build.file.write_text(text.replace('.txt": "sea/tides"', '.txt": "sea/ebb"'))
    assert "sea/ebb" in build()
    assert leads(build, "sea/tides") == "sea/ebb"


def test_never_fewer_than_before_unless_asked(tree: Tree, build: Build) -> None:
    """What is missing is named with the reason, and the old site stands; once asked, it may go."""
    tree({"shows/sea/a.txt": heard("a"), "shows/sea/b.txt": heard("b")})
    build("--no-fewer")
    held = build.file.read_bytes()
    tree({"shows/sea/b.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"})
    build("--no-fewer", code=1)
    assert "shows/sea/b.txt (is a pointer of Git LFS" in build.output
    assert (build.site / "sea/b/index.html").is_file()
    assert build.file.read_bytes() == held
    (build.content / "shows/sea/b.txt").unlink()
    build("--no-fewer", code=1)
    assert "shows/sea/b.txt (is not there)" in build.output
    assert "sea/b" not in build()
    assert json.loads(build.file.read_text())["gone"] == {"shows/sea/b.txt": "sea/b"}
    build("--no-fewer")
    tree({"shows/sea/b.txt": heard("b")})
    assert "sea/b" in build("--no-fewer")


def test_an_archive_of_which_nothing_is_read_is_not_published(tree: Tree, build: Build) -> None:
    """Not even the first time, where nothing is remembered: an empty site helps nobody."""
    tree({"a.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"})
    build("--no-fewer", code=1)
    assert not build.site.exists()


NAMES = st.sampled_from(["a", "A", "a!", "a-2", "A 2", "a-2-2", "aux", "top", "Top", "b", "ä", ""])
MEMBERS = st.lists(
    st.tuples(st.sampled_from(["", "x/", "y/"]), NAMES, st.integers(0, 3)), max_size=12
)


def claims(members: Iterable[tuple[str, str, int]]) -> list[Claim]:
    return [
        Claim(
            section="episodes",
            key=f"{folder}{name} {number}",
            folder=folder,
            slug=make_slug(name, "episode"),
            exact=make_slug(name, "") == name,
        )
        for folder, name, number in dict.fromkeys(members)
    ]


@given(st.lists(MEMBERS, min_size=1, max_size=5))
def test_addresses_are_unique_and_stay(builds: list[list[tuple[str, str, int]]]) -> None:
    """Whatever comes and goes in whatever order: no two share one, and what is held is kept."""
    held: dict[str, dict[str, str]] = {}
    for members in builds:
        wanted = claims(members)
        addresses = Addresses({"top", "x", "y"}, held)
        slugs = addresses.assign(wanted)
        given_now = {
            claim.key: claim.folder + slug for claim, slug in zip(wanted, slugs, strict=True)
        }
        assert len({address.casefold() for address in given_now.values()}) == len(wanted)
        assert not {"top", "x", "y", "aux"} & set(given_now.values())
        before = held.get("episodes", {})
        assert all(before.get(key, address) == address for key, address in given_now.items())
        gone = {address for key, address in before.items() if key not in given_now}
        assert not gone & set(given_now.values())
        held = addresses.held
        assert held["episodes"].items() >= before.items()
        assert {k: a for k, a in held["episodes"].items() if k in given_now}.items() <= (
            given_now.items()
        )
        assert addresses.notes == ()


@given(MEMBERS, st.randoms(use_true_random=False))
def test_a_second_build_gives_the_same(members: list[tuple[str, str, int]], random: Random) -> None:
    """With what the first remembers, the second agrees on all, in whatever order they are named."""
    wanted = claims(members)
    first = Addresses({"top"})
    expected = dict(zip([claim.key for claim in wanted], first.assign(wanted), strict=True))
    random.shuffle(wanted)
    second = Addresses({"top"}, first.held)
    assert (
        dict(zip([claim.key for claim in wanted], second.assign(wanted), strict=True)) == expected
    )
    assert second.held == first.held


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=99), max_size=9))
def test_whatever_is_remembered_is_read_again(names: list[str]) -> None:
    """Names in any script, with odd characters in them or not even valid Unicode."""
    with TemporaryDirectory() as folder:
        first = Addresses.read(Path(folder))
        slugs = first.assign_titles("topics", [*names, *names], "topic")
        first.save()
        assert (Path(folder) / ADDRESSES).exists() == bool(names)
        again = Addresses.read(Path(folder))
        assert again.held == first.held
        assert again.assign_titles("topics", [*names, *names], "topic") == slugs
        assert again.notes == ()


def test_thousands_of_one_name_take_no_time() -> None:
    """A clash of all with all is no more work than a clash of two."""
    addresses = Addresses()
    assert addresses.assign_titles("topics", ["?"] * 20_000, "topic")[-1] == "topic-20000"
