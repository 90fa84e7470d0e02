"""A sweep over files that are a little other than those that are read rightly: as they were read.

A row that changes names the file and the number: `python -m tests.altered FILE 17` prints the text.
"""

from __future__ import annotations

from functools import partial

import pytest

from generator.decoding import decode
from tests.altered import altered
from tests.conftest import Expect
from tests.made_up import MADE
from tests.test_made_up import HOW_MANY, heard
from tests.test_sweeps import HERE, LARGEST, PARSED, gist, tried

TIMES = 5
"""How often each sample is altered."""


def test_altered_samples_are_read_as_before(expect: Expect) -> None:
    """Every sample of every format with lines, words, numbers and marks gone, doubled or moved."""
    found = []
    for path in PARSED:
        if path.stat().st_size < LARGEST:
            text = str(tried(partial(decode, path.read_bytes())))
            told = [gist(heard(altered(text, number)))[:5] for number in range(TIMES)]
            found.append(f"{path.relative_to(HERE / 'parsers')} {' '.join(told)}")
    expect("sweeps/made_up/altered.txt", "\n".join(found) + "\n")


@pytest.mark.parametrize("kind", MADE)
def test_what_is_made_up_and_altered_is_read_as_before(expect: Expect, kind: str) -> None:
    """Every second text of each kind."""
    told = [
        gist(heard(altered(MADE[kind](number), number)))[:5]
        for number in range(0, HOW_MANY[kind], 2)
    ]
    rows = [
        f"{2 * first} {' '.join(told[first : first + 20])}" for first in range(0, len(told), 20)
    ]
    expect(f"sweeps/made_up/altered_{kind}.txt", "\n".join(rows) + "\n")
