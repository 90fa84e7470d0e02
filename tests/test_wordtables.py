"""Tables of words joined part by part are those joined at once."""

from __future__ import annotations

from generator.wordtables import Pages, Row, Table, encoded, merged


def table(*rows: tuple[str, int, int]) -> Table:
    """Rows of a stem that stands on the pages from one number to another."""
    return [
        Row(stem, Pages(last - first + 1, first, last, stem.encode()), ((stem.upper(), NONE),))
        for stem, first, last in rows
    ]


NONE = Pages(0, 0, 0, b"")


def test_what_is_joined_in_blocks_is_what_is_joined_at_once() -> None:
    """Each block numbered from its own beginning, words that only some hold among them."""
    one, two = table(("ada", 0, 2), ("sea", 1, 1)), table(("sea", 0, 0), ("tide", 3, 9))
    three = table(("ada", 5, 5), ("tide", 0, 40))
    block = merged([(0, one), (3, two)])
    assert merged([(0, block), (13, three)]) == merged([(0, one), (3, two), (13, three)])
    assert [stem for stem, _ in encoded(block)] == ["ada", "sea", "tide"]
