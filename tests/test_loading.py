"""A folder of files becomes episodes with what is known of each."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.addresses import make_slug
from generator.config import SiteSettings
from generator.errors import InputError
from generator.loading import Loaded, content_of, has_others, load, load_one
from tests.conftest import Run, Tree
from tests.test_addresses import listing

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
    """A folder under shows/ is a show; its show.yaml names it; they stand by title, in any case."""
    loaded = load_files(
        tree,
        {
            "shows/deep-sea/a.txt": WHISPER,
            "shows/named/show.yaml": "title: a Name\nhosts: [Ada]\n",
            "shows/named/b.txt": WHISPER,
            "shows/named/2024/d.txt": WHISPER,
            "c.txt": WHISPER,
        },
    )
    assert [(show.slug, show.title) for show in loaded.shows] == [
        ("named", "a Name"),
        ("deep-sea", "Deep sea"),
        ("recordings", "Recordings"),
    ]


def test_a_folders_own_page_names_its_show(tree: Tree) -> None:
    """As Hugo's archives have it; it is in use, and not left alone."""
    page = "---\ntitle: The Tide Office\n---\n\n{{< childpages >}}\n"
    loaded = load_files(tree, {"to-2024/a.txt": WHISPER, "to-2024/_index.md": page})
    assert [each.show.title for each in loaded.episodes] == ["The Tide Office"]
    assert loaded.left_alone == ()


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


@pytest.mark.parametrize(
    ("sidecar", "duration"),
    [
        ("", 11.0),
        ("duration: 5\n", 11.0),
        ("duration: 500\n", 500.0),
        ("chapters: '0:00 A\n\n  0:11 B'\n", 11.0),
        ("chapters: '0:00 A\n\n  0:30 B'\n", 30.0),
        ("duration: 20\nchapters: '0:00 A\n\n  0:30 B'\n", 30.0),
    ],
)
def test_a_recording_is_as_long_as_what_is_known_of_it(
    tree: Tree, sidecar: str, duration: float
) -> None:
    """As stated, and never shorter than its last cue and its last chapter."""
    [episode] = load_files(tree, {"a.txt": WHISPER, "a.yaml": sidecar}).episodes
    assert episode.duration == duration


def test_without_times_a_recording_has_no_length(tree: Tree) -> None:
    """Not even 0 seconds."""
    talk = "Ada: Wann haben Sie das gelernt?\n\nBen: Vor dreißig Jahren, bei meinem Vater.\n\n"
    [episode] = load_files(tree, {"a.txt": talk * 3}).episodes
    assert episode.duration is None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("noaa-gears", "NOAA gears"),  # said three times
        ("kept-office", "Kept office"),
        ("vw_x-hml", "VW x HML"),  # two to five letters that nobody can pronounce
        ("bcdfg-bcdfgh", "BCDFG bcdfgh"),
        ("Noaa-gears", "Noaa gears"),
    ],
)
def test_titles_are_spelled_as_people_say_them(tree: Tree, name: str, title: str) -> None:
    """A word follows the speakers from the third time on; capitals in a name are meant."""
    [episode] = load_files(tree, {f"{name}.txt": WHISPER}).episodes
    assert episode.title == title


def test_a_spelling_is_trusted_from_the_third_time_on(tree: Tree) -> None:
    """Twice may be a slip."""
    twice = WHISPER.replace("NOAA still", "It still")
    [episode] = load_files(tree, {"noaa-gears.txt": twice}).episodes
    assert episode.title == "Noaa gears"


@pytest.mark.parametrize(
    ("name", "date", "slug"),
    [
        ("2024-02-29-tides", dt.date(2024, 2, 29), "tides"),
        ("2023-02-29-tides", None, "2023-02-29-tides"),
        ("2024-02-29 tides", dt.date(2024, 2, 29), "tides"),
        ("2024-02-29", dt.date(2024, 2, 29), "2024-02-29"),
    ],
)
def test_a_date_opens_a_name_or_is_none(
    tree: Tree, name: str, date: dt.date | None, slug: str
) -> None:
    """Only a day that exists; the name after it, if any, makes the address."""
    [episode] = load_files(tree, {f"{name}.txt": WHISPER}).episodes
    assert (episode.date, episode.slug) == (date, slug)


def test_everything_beside_a_transcript_wins_over_it(tree: Tree) -> None:
    """Key by key: what the sidecar does not say is as the transcript has it."""
    inside = (
        "---\ntitle: Inner\ndate: 2020-01-01\nlanguage: de\nspeakers: [Zoe]\ntags: [inner]\n"
        "media: https://a.example/in.mp3\nlink: https://a.example/in\nsummary: Inner notes.\n"
        "video: https://vimeo.com/in\nduration: 100\n---\n"
        "Ada: [00:00] The tide is high today.\n\nBen: [00:04] It was higher in May.\n"
    )
    outside = (
        "title: Outer\nlanguage: fr\nspeakers: [Yan]\ntags: [outer]\nnotes: Outer notes.\n"
        "media: https://a.example/out.mp3\nlink: https://a.example/out\n"
        "video: https://a.example/watch\nduration: 90\n"
    )
    files = {"a.md": inside, "b.md": inside, "b.yaml": outside}
    plain, given = load_files(tree, dict(files)).episodes
    assert (plain.title, plain.language, plain.tags) == ("Inner", "de", ("inner",))
    assert (plain.media, plain.link) == ("https://a.example/in.mp3", "https://a.example/in")
    assert (plain.notes, plain.speakers) == ("Inner notes.", ("Zoe", "Ada", "Ben"))
    assert (given.title, given.language, given.tags) == ("Outer", "fr", ("outer",))
    assert (given.media, given.link) == ("https://a.example/out.mp3", "https://a.example/out")
    assert (given.notes, given.speakers) == ("Outer notes.", ("Yan", "Zoe", "Ada", "Ben"))
    assert (plain.video, plain.duration) == ("https://vimeo.com/in", 100.0)
    assert (given.video, given.duration) == ("https://a.example/watch", 90.0)
    assert given.date == plain.date == dt.date(2020, 1, 1)


def test_a_sidecars_chapters_win_over_a_chapter_file(tree: Tree) -> None:
    """And a chapter file wins over nothing at all."""
    listed = "0:00 From a file\n"
    files: dict[str, str | bytes] = {
        "a.txt": WHISPER,
        "a.chapters.txt": listed,
        "b.txt": WHISPER,
        "b.chapters.txt": listed,
        "b.yaml": "chapters: {'0:04': Own}\n",
    }
    titles = [[each.title for each in e.chapters] for e in load_files(tree, files).episodes]
    assert titles == [["From a file"], ["Own"]]


def test_our_own_folders_hold_no_transcripts(tree: Tree) -> None:
    """At the top only, and folders only: a file of such a name, or a folder below, is content."""
    loaded = load_files(
        tree,
        {
            **{f"{name}/a.txt": WHISPER for name in ("summaries", "templates", "static")},
            "shows/static/a.txt": WHISPER,
            "pages/about.md": "# About us\n\nWe.\n",
            "pages/deep/more.md": "# More\n",
            "pages/plain.txt": WHISPER,
            "shows/show.yaml": "title: Nobody's\n",
            "site.yml": "title: Nobody's\n",
        },
    )
    assert [episode.source for episode in loaded.episodes] == ["shows/static/a.txt"]
    assert [(page.slug, page.title, page.markdown) for page in loaded.pages] == [
        ("about", "About us", "We.")
    ]
    assert loaded.left_alone == (
        ("pages/deep/more.md", "is no page: pages are pages/*.md"),
        ("pages/plain.txt", "is no page: pages are pages/*.md"),
        ("shows/show.yaml", "stands in no show's folder"),
        ("site.yml", "is not read under this name; call it site.yaml"),
    )
    assert not loaded.problems


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        (("site.yaml", "x/a.txt"), ""),
        (("addresses.json", "x/a.txt"), ""),
        (("shows/x/a.txt",), ""),
        (("x/a.txt",), "x"),
    ],
)
def test_the_content_of_a_file_is_the_folder_that_is_marked(
    tree: Tree, files: tuple[str, ...], folder: str
) -> None:
    """By site.yaml, by addresses.json or by `shows`; else it is the file's own folder."""
    content = tree(dict.fromkeys(files, ""))
    assert content_of(content / files[-1]) == content / folder


@pytest.mark.parametrize("inside", [True, False])
def test_the_folder_of_pages_may_be_a_link(inside: bool, tree: Tree) -> None:
    """Within the content; what lies outside of it is not read, and is named."""
    content = tree({"texts/about.md": "# About us\n\nWe.\n", "texts/deep/no.md": "# No\n"})
    if not inside:
        (content / "texts").rename(content.parent / "texts")
    (content / "pages").symlink_to("texts" if inside else "../texts")
    loaded = load(content, SiteSettings())
    assert [page.title for page in loaded.pages] == (["About us"] if inside else [])
    problems = [str(problem) for problem in loaded.problems]
    assert [problem.partition(" (")[0] for problem in problems] == (
        [] if inside else ["pages: is a link to a folder outside of the content"]
    )


def test_odd_names_at_the_top_are_still_files(tree: Tree) -> None:
    """A file called like one of our folders is a transcript; a page need have no heading."""
    loaded = load_files(tree, {"static": WHISPER, "pages/small-print.md": "We. *All*.\n"})
    assert [episode.source for episode in loaded.episodes] == ["static"]
    assert [(page.title, page.markdown) for page in loaded.pages] == [("Small print", "We. *All*.")]


def test_chapters_without_times_tell_no_length(tree: Tree) -> None:
    """A talk without times, under headings, is as long as anybody says, or nobody knows."""
    talk = "Ada: When did you learn that?\n\nBen: I learned it from my father.\n\n" * 3
    talk = f"# Looms\n\n{talk}## Weaving\n\n{talk}"
    files: dict[str, str | bytes] = {
        "a.md": talk,
        "b.md": talk,
        "b.yaml": "duration: 90\n",
    }
    bare, stated = load_files(tree, files).episodes
    assert [(each.title, each.start) for each in bare.chapters] == [("Weaving", None)]
    assert (bare.duration, stated.duration) == (None, 90.0)


def test_a_show_is_what_its_file_says(tree: Tree) -> None:
    """Each key of show.yaml is told of the show; its language is that of its episodes."""
    settings = (
        "title: The Sea\ndescription: Of tides.\nhosts: [Ada, Bo]\nlink: https://a.example/\n"
        "artwork: https://a.example/a.png\nlicence: CC BY 4.0\nlanguage: fr\n"
    )
    files: dict[str, str | bytes] = {"shows/sea/show.yaml": settings, "shows/sea/a.txt": WHISPER}
    [show] = load_files(tree, files).shows
    assert (show.slug, show.title, show.description) == ("sea", "The Sea", "Of tides.")
    assert (show.hosts, show.link) == (("Ada", "Bo"), "https://a.example/")
    assert (show.artwork, show.licence) == (None, "CC BY 4.0")  # nothing is fetched
    assert show.language == "fr"


@pytest.mark.parametrize(
    ("files", "most", "others"),
    [
        (("a.txt", "b.txt"), 9, False),  # anything may lie in a folder that nobody marked
        (("a.txt", "b.txt", "site.yaml"), 9, True),
        (("shows/s/a.txt", "shows/s/b.txt"), 9, True),
        (("shows/s/a.txt",), 9, False),
        (("shows/s/a.txt", "shows/s/b.txt", "shows/s/c.txt"), 3, True),
        (("shows/s/a.txt", "shows/s/b.txt", "shows/s/c.txt"), 2, False),
    ],
)
def test_a_file_stands_among_others_in_a_marked_folder(
    tree: Tree, files: tuple[str, ...], most: int, others: bool
) -> None:
    """Of which there are not too many to be looked at for the sake of one."""
    content = tree({name: WHISPER if name.endswith(".txt") else "" for name in files})
    episodes = load_one(content / files[0], SiteSettings()).episodes
    assert has_others(content, episodes, most) == others


def one(tree: Tree, files: dict[str, str | bytes], name: str) -> Loaded:
    return load_one(tree(files) / name, SiteSettings())


@pytest.mark.parametrize(
    ("files", "name", "reason"),
    [
        ({}, "a.txt", "a.txt: no such file"),
        ({"a.txt": b""}, "a.txt", "a.txt: is empty"),
        ({"a.txt": "A letter, no more.\n"}, "a.txt", "a.txt: is no transcript: it "),
        ({"a.txt": WHISPER, "a.yaml": "draft: true\n"}, "a.txt", "it is a draft"),
        ({"a.txt": WHISPER, "a.yaml": "titel: x\n"}, "a.txt", "a.yaml: unknown key 'titel'"),
    ],
)
def test_one_file_is_a_transcript_or_says_why_not(
    tree: Tree, files: dict[str, str | bytes], name: str, reason: str
) -> None:
    """By what is wrong with it or beside it."""
    with pytest.raises(InputError) as caught:
        one(tree, files, name)
    assert reason in str(caught.value)


def test_one_of_several_has_its_own_address(tree: Tree) -> None:
    """That which it has among all, whatever else there is, and no other's episodes."""
    files: dict[str, str | bytes] = {
        "site.yaml": "",
        "shows/sea/a-tide.txt": WHISPER,
        "shows/sea/a tide.txt": WHISPER,
        "shows/sea/a tide.yaml": "title: Own\n",
        "shows/sea/a tide.chapters.txt": "0:00 Brass\n",
        "shows/sea/a-tide.yaml": "title: Other's\n",
        "shows/lake/a-tide.txt": WHISPER,
    }
    content = tree(files)
    everything = {e.source: e for e in load(content, SiteSettings()).episodes}
    for source in everything:
        [episode] = load_one(content / source, SiteSettings()).episodes
        assert episode == everything[source]
    own = everything["shows/sea/a tide.txt"]
    assert (own.title, [each.title for each in own.chapters]) == ("Own", ["Brass"])
    assert {e.slug for e in everything.values()} == {"a-tide", "a-tide-2"}


def test_a_recording_beside_its_transcript_is_copied(tree: Tree, run: Run) -> None:
    """It stands beside the page, is not left alone, and one that is missing costs its player."""
    talk = "WEBVTT\n\n00:00.000 --> 00:09.000\nThe tide gauge at the harbour never sleeps.\n"
    content = tree(
        {
            "quay/tides.vtt": talk,
            "quay/tides.yaml": "media: The Tides.MP3\n",
            "quay/The Tides.MP3": b"\xff\xfbsound",
            "quay/gauges.vtt": talk,
            "quay/gauges.yaml": "media: gauges.mp3\n",
            "quay/lamps.vtt": talk,
            "quay/lamps.yaml": "media: ../../lamps.mp3\n",
        }
    )
    output = content.parent / "site"
    result = run("build", "--content", content, "--output", output, "--no-search")
    assert result.exit_code == 0, result.output
    assert (output / "quay/tides/the-tides.mp3").read_bytes() == b"\xff\xfbsound"
    page = (output / "quay/tides/index.html").read_text()
    assert '<audio controls preload="none" src="the-tides.mp3">' in page
    assert "media-src 'self'" in page
    assert "<audio" not in (output / "quay/gauges/index.html").read_text()
    assert "gauges.vtt: its media gauges.mp3 cannot be read" in result.output
    assert "lamps.vtt: its media ../../lamps.mp3 lies outside of the content" in result.output
    assert "Tides.MP3" not in result.output


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Mapping *truly* open models", "Mapping truly open models"),
        ("**Tides**", "Tides"),
        ("A *b*, *c d* and ***e***", "A b, c d and e"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("M*A*S*H", "M*A*S*H"),
        ("C* and D*", "C* and D*"),
    ],
)
def test_titles_lose_the_asterisks_that_stress_a_word(tree: Tree, written: str, shown: str) -> None:
    """Of episodes and of chapters; others are letters of the title."""
    sidecar = f'title: "{written}"\nchapters: [{{start: "0:00", title: "{written}"}}]\n'
    [episode] = load_files(tree, {"a.txt": WHISPER, "a.yaml": sidecar}).episodes
    assert (episode.title, episode.chapters[0].title) == (shown, shown)


def test_what_stands_beside_no_transcript_is_left_alone(tree: Tree) -> None:
    """Nothing comes of it, and it is told."""
    files: dict[str, str | bytes] = {
        "LICENCE": "Permission is granted to use these files.\n",
        "LICENCE.yaml": "title: Gears\n",
        "b.txt": WHISPER,
        "b.yaml": "title: Ropes\n",
    }
    loaded = load_files(tree, files)
    assert [name for name, _ in loaded.left_alone] == ["LICENCE", "LICENCE.yaml"]


@pytest.mark.parametrize(("draft", "slugs"), [("true", ["b"]), ("false", ["a", "b"])])
def test_one_of_several_may_be_a_draft(tree: Tree, draft: str, slugs: list[str]) -> None:
    """By its title, in the sidecar of the file that holds it."""
    text = listing("Ropes", "Knots")
    given = f"episodes:\n  ropes:\n    draft: {draft}\n"
    loaded = load_files(tree, {"page.txt": text, "page.yaml": given})
    assert len(loaded.episodes) == len(slugs)


@pytest.mark.parametrize("name", ["shows/sea/show.yaml", "shows/sea/a.yaml", "episodes.yaml"])
def test_where_settings_are_no_yaml_the_line_is_told(name: str, tree: Tree) -> None:
    """Wherever they stand."""
    problems = load(
        tree({name: "title: Slack\n\thosts: Ada\n", "shows/sea/a.txt": WHISPER}), SiteSettings()
    ).problems
    assert [(each.path, each.line) for each in problems] == [(name, 2)]
