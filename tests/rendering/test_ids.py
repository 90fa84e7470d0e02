"""Ids within a page are unique, whatever people call their chapters and headings."""

from __future__ import annotations

import re
from pathlib import Path

from generator.rendering.ids import PAGE_IDS, chapter_ids
from tests.conftest import Run, Tree
from tests.rendering.html_reader import read_html
from tests.rendering.samples import TEMPLATES

_IN_TEMPLATES = re.compile(r"""\bid=["']([^"'{]+)["']""")
_IN_SCRIPTS = re.compile(r"""getElementById\(["']([^"']+)["']\)|["'`]#([a-z][\w-]*)[ "'`]""")


def ids_of_templates() -> set[str]:
    """Every id that a template gives, or that a script looks for."""
    found: set[str] = set()
    for path in TEMPLATES.rglob("*.*"):
        if path.suffix in (".html", ".js"):
            text = path.read_text(encoding="utf-8")
            found.update(_IN_TEMPLATES.findall(text))
            if path.suffix == ".js":
                found.update(one or other for one, other in _IN_SCRIPTS.findall(text))
    return found


def test_every_id_of_a_template_is_kept_free() -> None:
    """The one list of them is complete, and holds nothing else."""
    assert ids_of_templates() - {"x27", "x2F"} == PAGE_IDS


def test_no_id_stands_twice_in_a_page(tree: Tree, run: Run, tmp_path: Path) -> None:
    """Chapters and headings called like the parts of a page, like each other, like paragraphs."""
    titles = [
        *sorted(ids_of_templates() | {"chapters", "notes", "about", "t-00-00-10", "p-2"}),
        *("Words", "Chapter words", "P", "P", "P", "T", "T", "Twice", "Twice", "Twice 2", "?", "?"),
    ]
    said = "The harbour office computed every tide with brass gears, and gears wear out."
    cues = "\n".join(
        f"[00:00:{n:02}.000 --> 00:00:{n + 1:02}.000]   {said}" for n in range(len(titles))
    )
    chapters = "".join(f"  - {{start: {n}, title: '{title}'}}\n" for n, title in enumerate(titles))
    tree(
        {
            "timed.txt": cues,
            "timed.yaml": f"chapters:\n{chapters}",
            "untimed.txt": "\n\n".join(f"# {title}\n\nInes: {said}" for title in titles),
            "pages/about.md": "".join(f"## {title}\n\n" for title in titles),
        }
    )
    result = run(*("build", "--content", tree({}), "--output", tmp_path / "site", "--no-search"))
    assert result.exit_code == 0, result.output
    pages = list((tmp_path / "site").rglob("*.html"))
    for path in pages:
        ids = read_html(path.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), path
    for name in ("recordings/timed", "about"):
        page = read_html((tmp_path / "site" / name / "index.html").read_text(encoding="utf-8"))
        headings = [a["id"] for tag, a in page.tags if tag == "h2" and "id" in a]
        assert len(headings) == len(titles)
        assert not set(headings) & PAGE_IDS


def test_ordinary_chapters_are_called_what_they_say() -> None:
    """Links to them that are out in the world go on working."""
    titles = ("Before dawn", "The bell", "The bell", "Notes", "t-2", "P", "Über uns", "🔔")
    assert tuple(chapter_ids(titles)) == (
        *("before-dawn", "the-bell", "the-bell-2", "chapter-notes", "chapter-t-2", "p"),
        *("uber-uns", "chapter"),
    )
