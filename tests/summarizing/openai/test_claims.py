"""The claims set: that it is whole, and what each check lets through of it."""

from __future__ import annotations

from tests.summarizing.openai.claims import recordings


def test_the_set_is_whole() -> None:
    """Every claim points at lines that exist, about half of them faithful, many on the samples."""
    claims = [claim for each in recordings() if each.sample for claim in each.claims]
    assert len(claims) >= 200
    assert all(claim.lines for claim in claims)
    assert 0.4 < sum(claim.faithful for claim in claims) / len(claims) < 0.6
