"""What an episode comes to, whatever the stages do inside."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import stages
from generator.cli import TEMPLATES
from generator.config import SiteSettings
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
