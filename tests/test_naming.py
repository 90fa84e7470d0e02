"""Names that must differ."""

from __future__ import annotations

from generator.naming import UniqueNames


def test_each_name_is_handed_out_once() -> None:
    """A taken name gets the lowest number that is free, also where a name ends in a number."""
    names = UniqueNames({"content"})
    wanted = ["content", "tide", "tide-2", "tide", "tide", "content"]
    found = ["content-2", "tide", "tide-2", "tide-3", "tide-4", "content-3"]
    assert [names.take(name) for name in wanted] == found
