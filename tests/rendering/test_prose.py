"""Markdown that people wrote, of any size."""

from __future__ import annotations

import re

import pytest

from generator.rendering.markup import MOST_MARKS, Prose
from generator.rendering.prose import lead_of, opening_of, plain_text, shorten


def test_a_paragraph_of_marks_alone_is_shown_as_written() -> None:
    """What would take the parser for ever is text; the paragraph after it is Markdown still."""
    marks = "[" * (MOST_MARKS + 1)
    shown = Prose().notes(f"{marks}<b>\n\nA *tide* table.")
    assert shown == f"<p>{marks}&lt;b&gt;</p>\n<p>A <em>tide</em> table.</p>\n"


def test_many_links_in_a_list_are_links() -> None:
    """Each entry of a list is a paragraph of its own, however many there are."""
    shown = Prose().page("- [a](https://example.org)\n" * MOST_MARKS)
    assert shown.count("<a href=") == MOST_MARKS


def test_a_first_paragraph_without_end_is_cut() -> None:
    """A description is made of the start of a text that never comes to an end."""
    assert len(plain_text("tide " * 100_000)) <= 5000


def test_a_paragraph_of_as_many_marks_as_allowed_is_markdown() -> None:
    """A thousand, with those of the emphasis among them."""
    shown = Prose().notes("a" + "[" * (MOST_MARKS - 2) + " *b*")
    assert MOST_MARKS == 1000
    assert "<em>b</em>" in shown
    assert "<em>" not in Prose().notes("a" + "[" * (MOST_MARKS - 1) + " *b*")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 200 + "…"),
        (f"{'a' * 99} {'b' * 101}", f"{'a' * 99} {'b' * 100}…"),
        (f"{'a' * 100} {'b' * 100}", f"{'a' * 100}…"),
        (f"{'a' * 150}, {'b' * 49}", f"{'a' * 150}…"),
        (f"{'a' * 150} \n {'b' * 49}", f"{'a' * 150} {'b' * 49}"),
    ],
)
def test_descriptions_have_200_characters(text: str, short: str) -> None:
    """Cut between words, unless that would take half of it away; without a comma at the end."""
    assert shorten(text) == short


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("One *two*\n\nthree", "One two"),
        ("# One\ntwo", "One two"),
        ("[a](https://b.example) <https://c.example> ![d](e.png)", "a https://c.example d"),
        ("snake_case and _more_", "snake_case and more"),
    ],
)
def test_the_first_paragraph_is_told_without_its_marks(markdown: str, plain: str) -> None:
    """As a reader hears it."""
    assert plain_text(markdown) == plain


@pytest.mark.parametrize(
    ("text", "page", "notes"),
    [("# A\n\n## B", (2, 3), (3, 4)), ("## A", (2,), (3,)), ("# A\n\n##### B", (2, 6), (3, 6))],
)
def test_headings_begin_below_the_pages_own(
    text: str, page: tuple[int, ...], notes: tuple[int, ...]
) -> None:
    """The highest is of the second level in a page, of the third in notes; none is of a seventh."""
    for html, levels in ((Prose().page(text), page), (Prose().notes(text), notes)):
        assert tuple(map(int, re.findall(r"<h(\d)", html))) == levels


def test_links_and_headings_carry_what_browsers_need() -> None:
    """A link out of the site vouches for nothing; a heading of a page can be linked to."""
    html = Prose().page("# A b\n\n[c](https://d.example) [e](../f/)")
    assert '<h2 id="a-b">A b</h2>' in html
    assert '<a href="https://d.example" rel="nofollow noopener">c</a>' in html
    assert '<a href="../f/">e</a>' in html
    assert "<h3>A b</h3>" in Prose().notes("# A b")


@pytest.mark.parametrize(
    ("address", "notes", "page"),
    [
        ("https://a.example", True, True),
        ("mailto:a@b.example", True, True),
        ("../a/", False, True),
        ("//a.example", False, False),
        ("javascript:a", False, False),
        ("ftp://a.example", False, False),
    ],
)
def test_where_links_may_lead(address: str, notes: bool, page: bool) -> None:
    """Out of notes to the web and to mail; out of pages of one's own within the site, too."""
    assert ("<a " in Prose().notes(f"[x]({address})")) == notes
    assert ("<a " in Prose().page(f"[x]({address})")) == page


@pytest.mark.parametrize(
    ("first", "second", "whole"), [(149, 149, True), (149, 150, False), (150, 149, False)]
)
def test_a_lead_is_as_many_sentences_as_fit(first: int, second: int, whole: bool) -> None:
    """Fewer than 300 letters; of one that is longer the beginning."""
    one, other = f"{'A' * (first - 1)}.", f"{'B' * second}."
    assert lead_of(f"{one} {other}") == (f"{one} {other}" if whole else one)
    assert lead_of(f"{'a' * 299}.") == "a" * 200 + "…"


@pytest.mark.parametrize(("words", "sentences"), [(20, 2), (21, 1), (40, 1), (41, 0)])
def test_what_presents_an_episode_is_one_or_two_sentences(words: int, sentences: int) -> None:
    """Of forty words together, and nothing where the first is longer."""
    said = [f"Bells {'rang ' * (words - 2)}out.", f"Boats {'came ' * 18}in.", "Nobody slept."]
    assert opening_of(" ".join(said)) == " ".join(said[:sentences])
