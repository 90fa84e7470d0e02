"""Which labels open turns."""

from __future__ import annotations

import pytest

from generator.parsers.turns import count_labels


@pytest.mark.parametrize("mark", ["-", "*", "+", "12."])
def test_items_of_a_list_are_no_turns(mark: str) -> None:
    """Whatever marks them: a page ends with "* Links: ..." that nobody said."""
    items = count_labels(f"{mark} Ada Holm: the warp\n" * 3)
    turns = count_labels("Ada Holm: the warp\n" * 3)
    bold = count_labels("**Ada Holm:** the warp\n" * 3)
    assert not items.inline
    assert turns.inline == bold.inline == {"Ada Holm": 3}
