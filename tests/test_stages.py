"""What an episode comes to, whatever the stages do inside."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator import stages
from generator.cli import TEMPLATES
from generator.config import SiteSettings
from generator.errors import ConfigError, InputError, PublishError
from generator.job import Job
from generator.keeping import Kept
from generator.loading import Loaded
from generator.model import Library, all_sentences
from generator.workers import ALONE
from tests.conftest import Tree
from tests.conversations import episode_of


def summed_up(conversation: str) -> set[str]:
    """All sentences of the summaries of a talk."""
    reading = stages.read(episode_of(conversation), SiteSettings())
    return {sentence.text for sentence in all_sentences(reading.summary)}


@pytest.mark.parametrize("between", [3, 5])
def test_an_answer_is_looked_for_near_its_question(between: int) -> None:
    """With three sentences between them it answers something else, and is not shown as one."""
    question = "How does oxalic acid kill the varroa mites in winter?"
    answer = "They lose their feet when the oxalic acid drips on them in winter."
    others = ("It was like that for years.", "They were at it again.", "That was what it was.") * 2
    lines = [question, *others[:between], answer]
    found = summed_up("\n".join(f"Ada: {line}" for line in lines))
    assert found == {answer}


def test_nothing_is_summed_up_twice() -> None:
    """Of a sentence and the same with more to it, one stands in a summary, whichever came first."""
    short = "Bram: Varroa mites breed in the capped brood of the colony."
    long = short.replace("colony.", "colony while the workers repair the combs with wax.")
    for lines in ((short, long), (long, short)):
        reading = stages.read(episode_of("\n".join(lines)), SiteSettings())
        for summary in (reading.summary, *reading.summary.parts):
            assert len(summary.sentences) == 1


CRAFTS = (
    *(("garden", "soil", "seeds"), ("engine", "piston", "valve"), ("violin", "bow", "strings")),
    *(("harbour", "tide", "pier"), ("bread", "oven", "flour"), ("clock", "gear", "spring")),
)


def test_a_host_is_no_title() -> None:
    """Who speaks in most chapters sets none of them apart, however often the name is said."""
    plain = "We know that the {} is worth more than the {} of the village."
    named = "Yes, Lindqvist, I know it, and a {} is worth more than the {}."
    lines = [
        f"{('Marta Lindqvist', 'Bram Oster')[n % 2]}: "
        + (named if number in (2, 4) else plain).format(craft[n % 3], craft[(n + 1) % 3])
        for number, craft in enumerate(CRAFTS)
        for n in range(50)
    ]
    reading = stages.read(episode_of("\n".join(lines), title="Six crafts"), SiteSettings())
    titles = [chapter.title for chapter in reading.outline.chapters]
    assert len(titles) == 6
    assert not [title for title in titles if "Lindqvist" in title or "Marta" in title], titles


@pytest.mark.parametrize("static", [True, False])
@pytest.mark.parametrize("templates", [True, False])
def test_a_sites_own_files_win(static: bool, templates: bool, tree: Tree, tmp_path: Path) -> None:
    """Templates of its own, static files of its own, both or neither."""
    job = Job(
        content=tree(
            ({"static/theme.css": "a {}"} if static else {})
            | ({"templates/home.html": "Own {{ site.title }}"} if templates else {})
        ),
        output=tmp_path / "site",
        templates=TEMPLATES,
        cache=tmp_path / "cache",
    )
    nothing = Library(shows=(), readings=(), digests=())
    (tmp_path / "site").mkdir()
    loaded, site = Loaded(episodes=()), tmp_path / "site"
    stages.render(job, SiteSettings(), Kept(), site, ALONE, loaded, nothing)
    home = (tmp_path / "site/index.html").read_text()
    assert (home == "Own Chapterwise") == templates
    assert bool([*(tmp_path / "site/static").glob("theme.*")]) == static
    assert len([*(tmp_path / "site/static").iterdir()]) > 3


def test_answers_follow_a_recording(tmp_path: Path) -> None:
    """To an address where none are; a folder of which nothing is left goes."""
    for name in ("a/x", "a/y", "b/w", "c/z", "d/z"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.json").write_text(name)
    moved = (("a/x", "e/f"), ("b/w", "b/v"), ("c/z", "d/z"), ("no/x", "no/y"))
    stages._move_answers(tmp_path, SimpleNamespace(just_moved=(*moved, ("a/y", "e/y"))))  # type: ignore[arg-type]
    found = {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*.json")}
    assert found == {
        "e/f.json": "a/x",
        "e/y.json": "a/y",
        "b/v.json": "b/w",
        "c/z.json": "c/z",
        "d/z.json": "d/z",
    }
    assert not (tmp_path / "a").exists()


TALK = episode_of("Ada: Hello.\nBram: So we inspect the hive once a week.")


@pytest.mark.parametrize(
    ("missing", "loaded", "told"),
    [
        ((), {}, None),
        ((), {"episodes": (TALK,), "left_alone": (("b.pdf", "is a PDF"),)}, None),
        ((), {"left_alone": (("b.pdf", "is a PDF"),)}, "1 recording would be missing: b.pdf (is"),
        (
            (),
            {"problems": (InputError("is empty", path="a.vtt"),)},
            "1 recording would be missing: a.vtt (is empty)",
        ),
        (("a.vtt",), {"episodes": (TALK,)}, "1 recording would be missing: a.vtt (is not there)"),
        (
            ("a.vtt#2026-03-14 x", "a.vtt#y"),
            {"episodes": (TALK,), "left_alone": (("a.vtt", "is a draft"),)},
            "2 recordings would be missing: a.vtt (is a draft) (bring",
        ),
        (tuple("abcde"), {}, "b (is not there), c (is not there), d (is not there), e (is not"),
        (tuple("abcdef"), {}, "e (is not there), and 1 more (bring"),
    ],
)
def test_fewer_are_refused(missing: tuple[str, ...], loaded: dict[str, Any], told: str) -> None:
    """Each by its name and why, five of them; and an archive of which nothing at all is read."""
    addresses: Any = SimpleNamespace(missing=tuple((key, "x") for key in missing))
    job: Any = None
    if told is None:
        stages._refuse_fewer(job, Loaded(**{"episodes": (), **loaded}), addresses)
        return
    with pytest.raises(PublishError) as refused:
        stages._refuse_fewer(job, Loaded(**{"episodes": (), **loaded}), addresses)
    assert told in str(refused.value)


def test_episodes_are_named_by_address_or_slug() -> None:
    """One of several of that slug by its address alone; what is meant is asked of a slip."""
    readings: Any = [
        SimpleNamespace(id=address, episode=SimpleNamespace(slug=address.partition("/")[2]))
        for address in ("sea/tides", "lake/tides", "lake/ropes")
    ]
    for names, found in (
        ((), set()),
        (("ropes",), {"lake/ropes"}),
        (("tides",), {"sea/tides", "lake/tides"}),
        (("/lake/tides/", "ropes"), {"lake/tides", "lake/ropes"}),
    ):
        assert stages._named(names, readings) == found
    for slip, hint in (("tide", "did you mean 'tides'"), ("xyz", "take the address of its page")):
        with pytest.raises(ConfigError, match=hint):
            stages._named((slip,), readings)


def test_a_scope_is_as_the_settings_say(tree: Tree, tmp_path: Path) -> None:
    """Who shall have no page is a person all the same, and a topic is none then."""
    content = tree({"people.yaml": "Ann Lee: [Ann]\nBo: false\n", "topics.yaml": "Tar: false\n"})
    job = Job(content=content, output=tmp_path, templates=TEMPLATES, cache=tmp_path)
    for scope, by_show in (("archive", False), ("show", True)):
        settings = SiteSettings(digest_scope=scope, topics=7, digests=())  # type: ignore[arg-type]
        made = stages.scope_of(job, settings)
        assert (made.by_show, made.most_topics, made.digests) == (by_show, 7, ())
        assert (made.people, made.topics) == ({"Ann Lee": ("Ann",), "Bo": ()}, {"Tar": None})
