"""Which spelling is a name misheard, at the edges of every rule: asked about, sure, or neither."""

from __future__ import annotations

from typing import Any

import pytest

from generator.correcting.dictionary import dictionary
from generator.correcting.mishearing import Names, are_forms
from generator.correcting.spellings import Spellings

NOTHING, ASKED, SURE = "nothing", "asked", "sure"


def verdict(
    heard: str,
    *names: str,
    times: int = 1,
    listed: int = 1,
    said: int = 0,
    others: int = 0,
    elsewhere: int = 0,
    own: bool = True,
    rivals: dict[str, int] | None = None,
) -> str:
    """What is thought of a spelling that one recording holds some times.

    People wrote `names` beside it (unless `listed` is 0) or another (unless it is their `own`); it
    says them `said` times, and as many `others` do so `elsewhere` times each. `rivals` are names
    that it says as well, and how often.
    """
    written = dict.fromkeys(names, 1) if listed else {}
    spoken = dict.fromkeys(names, said) if said else {}
    here = Spellings(
        listed=written if own else {},
        said={**spoken, **(rivals or {}), **({heard: times} if heard != heard.lower() else {})},
        suspects={heard: tuple(range(times))},
    )
    rest = [Spellings(said=dict.fromkeys(names, elsewhere)) for _ in range(others)]
    beside = [] if own else [Spellings(listed=written)]
    known = Names([here, *rest, *beside], dictionary())
    found = {each.meant: each.sure for each in known.judge(here)}
    assert len(found) < 2
    return NOTHING if not found else SURE if any(found.values()) else ASKED


@pytest.mark.parametrize(
    ("heard", "name", "thought"),
    [
        ("Marogate", "Marrowgate", SURE),
        ("Marlogate", "Marrowgate", ASKED),
        ("Margate", "Marrowgate", ASKED),  # 1.5: not far off
        ("Malgate", "Marrowgate", NOTHING),
        ("Kuiper", "Kuyper", SURE),
        ("Kiper", "Kuyper", ASKED),
        ("Quilf", "Quilv", SURE),  # five letters
        ("Quif", "Quiv", ASKED),  # four
        ("Qif", "Qiv", ASKED),  # three
        ("Qf", "Qv", NOTHING),
        ("Kuyperses", "Kuyper", NOTHING),  # a form of it
        ("KUIPER", "Kuyper", ASKED),  # written as an abbreviation
        ("Kuiper", "KUYPER", ASKED),
        ("Kuiper.de", "Kuyper.de", ASKED),  # an address
        ("Kuip3r", "Kuyp3r", SURE),
        ("Kuip3r", "Kuyp4r", NOTHING),  # another number
        ("Tidewheel 4", "Tidewheel 3", NOTHING),
        ("Kuiper 3", "Kuyper3", ASKED),
    ],
)
def test_what_is_like_a_name_of_the_notes(heard: str, name: str, thought: str) -> None:
    """Surely misheard where nothing else can be meant; asked about where it is only near."""
    assert verdict(heard, name) == thought


@pytest.mark.parametrize(
    ("said", "others", "elsewhere", "thought"),
    [
        (7, 0, 0, NOTHING),  # one recording alone may mishear it each time
        (8, 0, 0, SURE),
        (2, 1, 1, NOTHING),
        (2, 2, 1, ASKED),
        (2, 2, 3, SURE),
        (1, 2, 3, NOTHING),
        (1, 3, 1, NOTHING),
        (1, 3, 4, SURE),  # 13 times, though its own recording says it once
        (0, 3, 2, NOTHING),
        (0, 3, 3, SURE),
        (0, 2, 9, NOTHING),  # two others alone may speak of something else
    ],
)
def test_a_name_that_nobody_wrote_is_known_by_who_says_it(
    said: int, others: int, elsewhere: int, thought: str
) -> None:
    """It is said eight times, or by three recordings, and by its own or by both measures."""
    found = verdict(
        "Quilforge", "Quillforge", listed=0, said=said, others=others, elsewhere=elsewhere
    )
    assert found == thought


@pytest.mark.parametrize(
    ("times", "how", "thought"),
    [
        (7, {}, SURE),
        (8, {}, ASKED),  # so often it may be a name itself
        (3, {"own": False, "said": 6}, SURE),  # nine, three for each
        (4, {"own": False, "said": 6}, ASKED),
        (3, {"listed": 0, "said": 9}, SURE),
        (4, {"listed": 0, "said": 9}, ASKED),
        (9, {"listed": 0, "said": 9}, ASKED),
        (10, {"listed": 0, "said": 9}, NOTHING),  # it is the name, rather
    ],
)
def test_what_is_said_nearly_as_often_as_the_name_is_asked_about(
    times: int, how: dict[str, Any], thought: str
) -> None:
    """A third as often is surely a slip; beside its own notes a name may be misheard each time."""
    assert verdict("Quilforge", "Quillforge", times=times, **how) == thought


@pytest.mark.parametrize(("said", "thought"), [(2, NOTHING), (3, SURE)])
def test_a_name_that_is_a_word_too_is_said_three_times(said: int, thought: str) -> None:
    """And people wrote it: everybody may speak of lanterns."""
    assert verdict("Lanterm", "Lantern", said=said) == thought
    assert verdict("Lanterm", "Lantern", listed=0, said=said) == NOTHING


@pytest.mark.parametrize(
    ("heard", "thought"),
    [
        ("Anselm Oser", SURE),
        ("Anselm Ostar", SURE),
        ("anselm Oser", ASKED),  # not written as a name
        ("Anselm oser", NOTHING),
        ("Ansel Oster", NOTHING),  # another name that is as good
        ("Anselm Ost", NOTHING),
        ("Anselm Foster", NOTHING),
    ],
)
def test_somebody_is_meant_where_each_word_is_like_theirs(heard: str, thought: str) -> None:
    """Word by word, with capitals; another name of the dictionary is another person's."""
    assert verdict(heard, "Anselm Oster") == thought


@pytest.mark.parametrize(
    ("heard", "said", "thought"),
    [
        ("Nite and Glass", 2, NOTHING),
        ("Nite and Glass", 3, SURE),
        ("Night and Gloss", 3, SURE),
        ("Night and Glas", 3, NOTHING),  # which is a form of it
        ("Nite or Glass", 3, NOTHING),
    ],
)
def test_two_words_joined_are_a_name_that_is_said_three_times(
    heard: str, said: int, thought: str
) -> None:
    """Nothing but such a name is written so."""
    assert verdict(heard, "Night & Glass", said=said) == thought


@pytest.mark.parametrize(
    ("heard", "name", "how", "thought"),
    [
        ("M Q T P", "MQTP", {}, SURE),
        ("m q t p", "MQTP", {}, SURE),
        ("M Q T P", "MQTP", {"listed": 0, "said": 9}, ASKED),  # nobody wrote it
        ("MQ TP", "MQTP", {}, ASKED),  # cut, not spelled out
        ("R L HF", "RLHF", {}, SURE),
        ("R LHF", "RLHF", {}, ASKED),
        ("harbour lab", "HarbourLab", {}, ASKED),
        ("harbour lab", "HarbourLab", {"said": 1}, SURE),
        ("Harbour Lab", "HarbourLab", {"said": 1}, SURE),
        ("Harbour Lab", "HarbourLab", {"listed": 0, "said": 8}, SURE),
        ("Lantern Mill", "LanternMill", {"listed": 0, "said": 9}, ASKED),  # ordinary words
        ("Lantern Mill", "LanternMill", {"listed": 0, "said": 10}, SURE),  # ten for each time
        ("H ArbourLab", "HarbourLab", {"said": 1}, SURE),
        ("Har bour Lab", "HarbourLab", {"said": 3}, ASKED),  # no seam of the name
    ],
)
def test_a_name_that_was_cut_or_spelled_out(
    heard: str, name: str, how: dict[str, Any], thought: str
) -> None:
    """It is that name where a seam or single letters show it, and the name is well known."""
    assert verdict(heard, name, **how) == thought


@pytest.mark.parametrize(
    ("rival", "times", "thought"),
    [
        ("Kuyster", 1, SURE),  # a name that is said once is known to nobody
        ("Kuiver", 8, ASKED),
        ("Kuiver", 7, SURE),
    ],
)
def test_a_second_name_that_is_as_near_makes_it_unsure(
    rival: str, times: int, thought: str
) -> None:
    """Either may be meant."""
    assert verdict("Kuifer", "Kuyfer", rivals={rival: times}) == thought


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marrowgate", "Marrowgates"),
        ("Kuyper", "Kuypers"),
        ("Oster", "Osterly"),
        ("Quill", "Quillian"),
        ("Brass", "Brassish"),
        ("Marrow", "Unmarrow"),
        ("Oster", "Osterberg"),  # opens with all five letters
        ("robotic", "robotics"),
        ("Bram", "Bramly"),
        ("Marrowed", "Marrowic"),
        ("Kuyp-er", "kuyper"),
    ],
)
def test_forms_of_a_word(one: str, other: str) -> None:
    """By an ending or an opening, either way round."""
    assert are_forms(one, other)
    assert are_forms(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oste", "Ostebe"),
        ("Oste", "Beoste"),
        ("Kuyper", "Kuiper"),
        ("Marley", "Marlion"),
        ("", "x"),
    ],
)
def test_other_words_are_no_forms(one: str, other: str) -> None:
    """Four letters in front are chance where no ending follows, and five where they differ."""
    assert not are_forms(one, other)
    assert not are_forms(other, one)
