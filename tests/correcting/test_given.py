"""What people say was misheard, as it is read and where it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.correcting import correct, is_given
from generator.correcting.given import Given, read_given
from generator.errors import ConfigError
from generator.model import Cue, Episode, Show, Transcript

SEA = Show(slug="sea", title="Sea")


def read(folder: Path, text: str) -> Given:
    (folder / "corrections.yaml").write_text(text, encoding="utf-8")
    return read_given(folder)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Lama", "Lama"),
        ("  two   words ", "two words"),
        ("42", "42"),
        ("1.50", "1.50"),
        ("'false'", "false"),
        ("'no'", "no"),
        ("2026-03-01", "2026-03-01"),
        ("false", None),
        ("False", None),
        ("no", None),
        ("off", None),
    ],
)
def test_what_was_meant_is_read_as_it_is_written(
    written: str, meant: str | None, tmp_path: Path
) -> None:
    """Numbers and dates too; only a bare no, off or false says that nothing is wrong."""
    assert read(tmp_path, f"Llamma: {written}\n").everywhere == {"Llamma": meant}


@pytest.mark.parametrize("written", ["yes", "on", "true", "null", "~", "", "''", "Llamma", "[a]"])
def test_what_says_neither_is_refused(written: str, tmp_path: Path) -> None:
    """Rather than that a page says "True" for a name."""
    with pytest.raises(ConfigError):
        read(tmp_path, f"Llamma: {written}\n")


def test_a_show_has_the_last_word_on_its_own(tmp_path: Path) -> None:
    """What holds everywhere holds in it, but where it says something else."""
    given = read(tmp_path, "A1: B1\nA2: B2\nsea:\n  A2: false\n  A3: B3\nsky:\n  A1: C1\n")
    assert given.of(SEA) == {"A1": "B1", "A2": None, "A3": "B3"}
    assert given.of(Show(slug="sky", title="Sky")) == {"A1": "C1", "A2": "B2"}
    assert given.of(Show(slug="pier", title="Pier")) == {"A1": "B1", "A2": "B2"}


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("the old quay",), ["0 old quay"]),
        (("old quay is", "at the old quay"), ["0 old quay", "1 old quay"]),
        (("by the old", "quay we met"), ["0 old quay"]),
        (("we", "met at old", "quay", "old quay"), ["1 old quay", "3 old quay"]),
        (("old quay, old quay",), ["0 old quay", "0 old quay"]),
        (("wheel and old quay", "an old wheel"), ["0 old quay", "0 wheel", "1 wheel"]),
        (("an old", "and a quay"), []),
        (("the cold quay",), []),
        ((), []),
    ],
)
def test_what_is_given_is_found_in_the_cue_in_which_it_begins(
    lines: tuple[str, ...], places: list[str]
) -> None:
    """Each time it is said, by cue and then by name, also from one cue into the next."""
    episode = Episode(
        show=SEA,
        slug="a",
        title="A",
        transcript=Transcript(cues=tuple(Cue(text=line) for line in lines)),
        source="a.txt",
        language="de",
    )
    given = Given(everywhere={"wheel": "Wheel", "old quay": "Old Quay", "we": None})
    (found,) = correct([episode], given)
    assert [f"{each.cue} {each.heard}" for each in found.corrections] == places
    assert all(each.meant == each.heard.title() for each in found.corrections)


@pytest.mark.parametrize(
    ("heard", "known"),
    [("Kuiper", True), ("Anselm Kuiper", True), ("Anselm", True), ("Kuip", False), ("Sea", False)],
)
def test_a_part_of_what_people_named_is_spoken_for(heard: str, known: bool) -> None:
    """As whole words, whether they say it is wrong or right."""
    assert is_given(heard, {"Anselm Kuiper": None}) == known
