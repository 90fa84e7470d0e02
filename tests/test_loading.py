"""A folder of files becomes episodes with what is known of each."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.addresses import make_slug
from generator.config import SiteSettings
from generator.loading import Loaded, load
from tests.conftest import Tree

WHISPER = """
[00:00:00.000 --> 00:00:04.000]   Tides are computed, not guessed.
[00:00:04.000 --> 00:00:09.000]   The NOAA office used brass gears until 1965, and NOAA kept them.
[00:00:09.000 --> 00:00:11.000]   NOAA still owns one.
"""


def load_files(tree: Tree, files: dict[str, str | bytes]) -> Loaded:
    return load(tree(files), SiteSettings())


def test_bare_transcript_becomes_an_episode(tree: Tree) -> None:
    """A transcript alone gets its title from its name, spelled as the speakers spell it."""
    [episode] = load_files(tree, {"2025-03-09-noaa-brass_gears.txt": WHISPER}).episodes
    assert episode.title == "NOAA brass gears"
    assert episode.slug == "noaa-brass-gears"
    assert episode.date == dt.date(2025, 3, 9)
    assert episode.duration == 11.0


def test_sidecar_wins_over_name_and_transcript(tree: Tree) -> None:
    """What a person wrote beside a transcript is what the episode says."""
    sidecar = "title: Gears\ndate: 2024-01-02\nchapters:\n  - {start: '0:04', title: Brass}\n"
    [episode] = load_files(tree, {"shows/sea/a.txt": WHISPER, "shows/sea/a.yaml": sidecar}).episodes
    assert (episode.title, episode.date) == ("Gears", dt.date(2024, 1, 2))
    assert [(chapter.start, chapter.title) for chapter in episode.chapters] == [(4.0, "Brass")]


def test_show_comes_from_the_folder(tree: Tree) -> None:
    """A folder under shows/ is a show; its show.yaml names it."""
    loaded = load_files(
        tree,
        {
            "shows/deep-sea/a.txt": WHISPER,
            "shows/named/show.yaml": "title: A Name\nhosts: [Ada]\n",
            "shows/named/b.txt": WHISPER,
            "shows/named/2024/d.txt": WHISPER,
            "c.txt": WHISPER,
        },
    )
    assert [(show.slug, show.title) for show in loaded.shows] == [
        ("named", "A Name"),
        ("deep-sea", "Deep sea"),
        ("recordings", "Recordings"),
    ]


def test_drafts_are_not_published(tree: Tree) -> None:
    """A draft is neither an episode nor a problem."""
    loaded = load_files(tree, {"a.txt": WHISPER, "a.yaml": "draft: true\n"})
    assert (loaded.episodes, loaded.problems) == ((), ())


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.vtt": "this is a letter, not captions"}, "a.vtt: is not a .vtt transcript"),
        ({"a.vtt": b""}, "a.vtt: is empty"),
        ({"a.txt": WHISPER, "a.yaml": "titel: Gears\n"}, "did you mean 'title'?"),
        ({"a.txt": WHISPER, "a.yaml": "date: soon\n"}, "a.yaml: 'date'"),
        ({"a.txt": WHISPER, "a.yaml": "title: [unclosed\n"}, "a.yaml"),
        ({"a.txt": WHISPER, "a.yaml": "link: 'javascript:alert(1)'\n"}, "http"),
    ],
)
def test_broken_input_is_named_with_its_reason(
    tree: Tree, files: dict[str, str | bytes], reason: str
) -> None:
    """What cannot be used is reported with the file and the reason, and costs only itself."""
    loaded = load_files(tree, {**files, "good.txt": WHISPER})
    assert [episode.slug for episode in loaded.episodes] == ["good"]
    [problem] = loaded.problems
    assert reason in str(problem)


def test_other_files_are_left_alone(tree: Tree) -> None:
    """A readme, a licence and a picture are named with what they are, not failed."""
    loaded = load_files(
        tree,
        {
            "README.md": "# Transcripts\n\nThis folder holds [talks](https://example.org).\n",
            "LICENCE": "Permission is granted to use these files.\n",
            "cover.png": b"\x89PNG\r\n\x1a\n\0\0\0",
            "a.txt": WHISPER,
        },
    )
    assert (len(loaded.episodes), loaded.problems) == (1, ())
    assert loaded.left_alone == (
        ("LICENCE", "holds no speech"),
        ("README.md", "holds no speech"),
        ("cover.png", "is a picture"),
    )


def test_second_episode_with_the_same_slug_gets_a_suffix(tree: Tree) -> None:
    """Two files that would share an address both get a page."""
    loaded = load_files(tree, {"tide talk.txt": WHISPER, "Tide_Talk.txt": WHISPER})
    assert sorted(episode.slug for episode in loaded.episodes) == ["tide-talk", "tide-talk-2"]


def test_link_out_of_content_is_not_followed(tree: Tree) -> None:
    """A link that leads out of the content folder is named, and what it leads to is not read."""
    content = tree({"a.txt": WHISPER})
    (content.parent / "secret.txt").write_text(WHISPER)
    (content / "b.txt").symlink_to(content.parent / "secret.txt")
    loaded = load(content, SiteSettings())
    assert [episode.slug for episode in loaded.episodes] == ["a"]
    assert [str(problem) for problem in loaded.problems] == [
        "b.txt: is a link to a file outside of the content (put there what it leads to)"
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærø & Öland", "aero-oland"),
        ("../../etc/passwd", "etc-passwd"),
        ("🔥", "episode"),
        ("x" * 300, "x" * 80),
    ],
)
def test_slugs_are_safe(name: str, slug: str) -> None:
    """No name can leave its folder or be too long."""
    assert make_slug(name, "episode") == slug
