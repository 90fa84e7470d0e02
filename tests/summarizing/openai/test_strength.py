"""How much of something a sentence speaks of."""

from __future__ import annotations

import pytest

from generator.language.languages import Language
from generator.summarizing.openai.strength import quantifiers


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("We sailed on the Never Alone, and most crews slept.", ["MOST"]),
        ("They each sail, and most crews sleep.", ["MOST"]),
        ("Each boat sails, and few crews sleep.", ["ALL", "FEW"]),
        ("A lot of boats, and few crews.", ["MANY", "FEW"]),
        ("No more than few crews sleep.", ["FEW"]),
        ("After all, many crews sleep all over again.", ["MANY"]),
        ("Only a few boats sail.", ["FEW"]),
        ("Not all boats sail, and almost all crews sleep.", ["MOST", "MOST"]),
        ("Not many boats sail, and not one of the crews sleeps.", ["FEW", "NONE"]),
        ("A tenth of all boats sail.", []),
        ("Some 300 boats sail, and some crews sleep.", ["SOME"]),
        ("Some boats sail.", ["SOME"]),
        ("They usually sail.", ["MOST"]),
        ("They never sail, and sometimes sleep.", ["NONE", "SOME"]),
    ],
)
def test_shares_are_told_by_words(text: str, shares: list[str]) -> None:
    """In order; not by words of names and of set phrases, and less where they are denied."""
    assert [each.share.name for each in quantifiers(text, Language.of("en"))] == shares
