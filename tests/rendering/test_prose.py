"""Markdown that people wrote, of any size."""

from __future__ import annotations

from generator.rendering.prose import MOST_MARKS, Prose, plain_text


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
