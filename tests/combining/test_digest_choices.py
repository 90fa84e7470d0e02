"""Which sentences a digest takes, by what they are worth beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from generator.combining import Scope, combine
from generator.model import Digest, Reading
from tests.combining.readings import SHOW, reading_of
from tests.combining.test_claims import claims_of

Worth = Mapping[str, float]
"""The weight of each sentence of an episode, 0 for the average of the archive."""

LINES = (
    "Herring boats leave the harbour long before sunrise.",
    "Salt gets into every clock on a small island.",
    "Copper gears turn slowly under the lighthouse stairs.",
    "Bakers knead the sourdough while a village sleeps.",
    "Ropes rot sooner where the winter rain drips.",
    "Ferry tickets cost more during the summer weeks.",
    "Gulls circle chimneys whenever sailors clean the nets.",
    "Museum guides tell visitors where the ships sank.",
)
THEME = (
    "Brass lids protect a tide gauge from winter storms.",
    "Every tide gauge sends numbers to the harbour office.",
    "Keepers paint the tide gauge before spring visitors come.",
    "Copper pipes let a tide gauge breathe under water.",
    "Boys threw a tide gauge over the pier wall.",
)
TOPICS = {"tide gauge": (), "brass lids": ()}


def episode(month: int, day: int, worth: Worth) -> Reading:
    said = [f"Ines: {line}" for line in worth]
    said += ["Ines: So it goes."] * 3
    return reading_of(
        f"E{month}-{day}",
        "\n".join(said),
        date=dt.date(2026, month, day),
        summary=tuple(range(len(worth))),
    )


def digests(*episodes: Worth, others: Worth | None = None) -> dict[str, Digest]:
    """The digests of a year whose March has these episodes, and whose May has others."""
    wanted = [*episodes, *([others] if others else [])]
    total = sum(weight for each in wanted for weight in each.values())
    readings = [episode(3, 1 + n, worth) for n, worth in enumerate(episodes)]
    readings += [episode(5, 1, others)] if others else []
    wanted.append({"Somebody balances all the others in this line.": -total})
    readings.append(episode(12, 1, wanted[-1]))
    own = {
        (str(claim.reading.id), claim.quotation.sentence.text): claim.weight
        for claim in claims_of(*readings)
    }
    weighed = []
    for reading, worth in zip(readings, wanted, strict=True):
        sentences = tuple(
            replace(each, worth=worth[each.text] - own[str(reading.id), each.text])
            for each in reading.summary.sentences
        )
        weighed.append(replace(reading, summary=replace(reading.summary, sentences=sentences)))
    found = combine((SHOW,), weighed, Scope(topics=TOPICS, most_topics=0)).digests
    return {digest.slug: digest for digest in found}


def march(*episodes: Worth, others: Worth | None = None) -> Digest:
    return digests(*episodes, others=others)["2026-03"]


def quoted(digest: Digest) -> list[str]:
    """What stands under the one theme of a digest."""
    assert len(digest.themes) < 2
    return [each.sentence.text for theme in digest.themes for each in theme.quotations]


@pytest.mark.parametrize(("second", "lead"), [(-0.5, 2), (-0.51, 1)])
def test_weak_sentences_lead_nothing(second: float, lead: int) -> None:
    """Where another does: one of eight or two."""
    first, other, *rest = LINES
    worth = {first: 1.0, other: second, **dict.fromkeys(rest, -2.0)}
    assert len(march(worth).highlights) == lead


@pytest.mark.parametrize(("worth", "leads"), [(0.69, False), (0.71, True)])
def test_what_came_up_leads_rather(worth: float, leads: bool) -> None:
    """Where it is worth .3 less at the most."""
    for_theme = {THEME[0]: worth, THEME[2]: -1.0, LINES[0]: 1.0}
    (lead,) = march(for_theme, others={THEME[1]: 0.0}).highlights
    assert (lead.sentence.text == THEME[0]) == leads


LEAD = {LINES[0]: 3.0}
"""What stands at the head of a digest, so that its themes have all else."""


@pytest.mark.parametrize(
    ("second", "third", "count"),
    [
        (0.31, 0.0, 3),
        (0.29, 0.0, 2),  # 1.2 behind the best of its episode; that of another may be far behind
        (0.29, -0.01, 0),  # but is worth a line; and one episode makes no theme of two
    ],
)
def test_a_theme_has_what_is_worth_a_line(second: float, third: float, count: int) -> None:
    """The best, what is not far behind it, and the best of each further episode."""
    found = march({THEME[0]: 1.5, THEME[1]: second}, {THEME[2]: third}, LEAD)
    assert len(quoted(found)) == count


@pytest.mark.parametrize(("best", "count"), [(0.0, 2), (-0.01, 0)])
def test_a_theme_of_weak_sentences_is_none(best: float, count: int) -> None:
    """Two are worth a line, or nothing is told of it."""
    assert len(quoted(march({THEME[0]: best}, {THEME[2]: best}, LEAD))) == count


def test_a_theme_quotes_two_sentences_of_an_episode_and_four_in_all() -> None:
    """The best."""
    three = {THEME[0]: 0.3, THEME[1]: 0.2, THEME[3]: 0.1}
    assert set(quoted(march(three, {THEME[2]: 0.0}, LEAD))) == {THEME[0], THEME[1], THEME[2]}
    five = [{line: 0.1 * n} for n, line in enumerate(THEME)]
    assert set(quoted(march(*five, LEAD))) == set(THEME[1:])


@pytest.mark.parametrize(
    ("late", "worth", "kept"),
    [
        (
            "Nobody living around here really loves the tide gauge or counts its many waves.",
            0.69,
            False,
        ),
        (
            "Nobody living around here really loves the tide gauge or counts its many waves.",
            0.79,
            True,
        ),
        ("Nobody who lives on the pier loves the tide gauge.", 1.5, False),  # as an aside
        ("Nobody living around here loves the tide gauge much.", 0.01, True),  # the seventh word
    ],
)
def test_what_names_its_theme_at_once_is_worth_more(late: str, worth: float, kept: bool) -> None:
    """By .7, where it does so in its first seven words."""
    others = [{line: 0.0} for line in THEME if "Brass" not in line]
    assert (late in quoted(march({late: worth}, *others, LEAD))) == kept


@pytest.mark.parametrize(("worth", "told"), [(1.99, False), (2.01, True)])
def test_what_needs_more_than_itself_is_worth_less_to_a_theme(worth: float, told: bool) -> None:
    """By 2."""
    leaning = "Those keepers paint the tide gauge before spring visitors come."
    assert bool(quoted(march({THEME[0]: 0.5}, {leaning: worth}, LEAD))) == told


@pytest.mark.parametrize(("worth", "told"), [(2.69, False), (2.71, True)])
def test_what_needs_more_than_itself_is_worth_less_as_a_moment(worth: float, told: bool) -> None:
    """By 2 as well; by .7 what somebody says of themselves; what others did is worth what it is."""
    leaning = "Those ropes rot sooner where the winter rain drips."
    assert bool(march({LINES[0]: 3.0, leaning: worth}).moments) == told
    telling = "We mended ropes that rot where the winter rain drips."
    assert bool(march({LINES[0]: 3.0, telling: worth - 2}).moments) == told
    personal = "My ropes rot sooner where the winter rain drips."
    assert bool(march({LINES[0]: 3.0, personal: worth - 1.3}).moments) == told


def test_a_show_tells_of_what_its_year_left_only_what_stands_alone() -> None:
    """The year has told the best; what is left and leads nothing is not brought up."""
    told = "We mended ropes that rot where the winter rain drips."
    left = "We mended clocks that stop where the summer salt bites."
    found = digests({LINES[0]: 3.0, told: 2.5, left: 2.0, LINES[6]: 1.0})
    assert [each.sentence.text for each in found["2026"].moments] == [told]
    assert [each.sentence.text for each in found["shows/quay"].moments] == [LINES[6]]


@pytest.mark.parametrize(("episodes", "count"), [(6, 2), (7, 0)])
def test_of_many_episodes_only_the_best_is_told(episodes: int, count: int) -> None:
    """In six a line is worth .7, in more 1.5."""
    more = [{f"{line[:-1]} again.": -1.0} for line in LINES[1 : episodes - 2]]
    assert len(quoted(march({THEME[0]: 0.7}, {THEME[2]: 0.7}, LEAD, *more))) == count


@pytest.mark.parametrize(("best", "count"), [(0.69, 2), (0.71, 0)])
def test_where_nothing_is_worth_a_line_more_is_told(best: float, count: int) -> None:
    """A digest of weak sentences has themes all the same; one strong sentence sets the measure."""
    found = march({THEME[0]: -0.1}, {THEME[2]: -0.1}, {LINES[0]: best})
    assert len(quoted(found)) == count


@pytest.mark.parametrize(("both", "beside"), [(1, False), (2, True)])
def test_a_theme_names_what_half_of_it_speaks_of_too(both: int, beside: bool) -> None:
    """Two of three or four sentences."""
    lines = [
        "Brass lids protect a tide gauge from winter storms.",
        "Brass lids keep the tide gauge dry all summer."
        if both > 1
        else "Wooden lids keep the tide gauge dry all summer.",
        *THEME[2:4],
    ]
    found = digests(
        *({line: 0.0} for line in lines), LEAD, others={"Brass lids rust fast in salt.": 0.0}
    )
    (theme,) = [each for each in found["2026-03"].themes if each.topic.title == "tide gauge"]
    assert bool(theme.beside) == beside


@pytest.mark.parametrize("together", [True, False])
def test_a_topic_that_stands_beside_another_has_no_theme_of_its_own(together: bool) -> None:
    """One that does not has."""
    lids = (
        "Brass lids rust faster than any rope rots.",
        "Nobody on the pier polishes brass lids before May.",
    )
    shared = (
        "Brass lids protect a tide gauge from winter storms.",
        "Brass lids keep the tide gauge dry all summer.",
    )
    lines = [*lids, *THEME[2:4], *(shared if together else ())]
    found = march(*({line: 1.0} for line in lines), LEAD)
    assert len(found.themes) == (1 if together else 2)
    assert [bool(theme.beside) for theme in found.themes] == ([True] if together else [False] * 2)


@pytest.mark.parametrize(("slug", "numbers", "terms"), [("2026-03", 4, 3), ("2026", 6, 6)])
def test_a_month_tells_less_than_a_year(slug: str, numbers: int, terms: int) -> None:
    """Four numbers and three terms, or six of each."""
    kinds = ("bells", "gears", "ropes", "lamps", "nets", "oars", "sails", "masts")
    words = ["fog horn", "salt pan", "net loft", "night sextant", "lamp oil", "anchor chain"]
    words.append("harbour mole")
    told = [
        {
            f"We paid ${40 + n} for the {kind} of the old harbour.": 0.0,
            f"A {word} is a long brass tool that keepers use at night.": 0.0,
            LINES[n]: 2.0,
        }
        for n, (kind, word) in enumerate(zip(kinds, words, strict=False))
    ]
    digest = digests(*told)[slug]
    assert (len(digest.numbers), len(digest.terms)) == (numbers, terms)


@pytest.mark.parametrize(("worth", "told"), [(0.69, False), (0.71, True)])
def test_a_moment_is_worth_a_line(worth: float, told: bool) -> None:
    """Where the best of the digest is; what is worth less is told nowhere in it."""
    found = march({LINES[0]: 3.0, LINES[1]: worth})
    assert [each.sentence.text for each in found.moments] == [LINES[1]] * told


def test_what_is_told_on_a_theme_is_in_the_order_of_its_days() -> None:
    """Not the best first."""
    found = march({THEME[0]: 1.0}, {THEME[1]: 3.0}, {THEME[2]: 2.0}, {LINES[0]: 5.0})
    (theme,) = found.themes
    days = [each.reading.episode.date for each in theme.quotations]
    assert days == sorted(days, key=str)
    assert len(days) > 1


def test_the_numbers_of_a_digest_are_of_different_episodes_first() -> None:
    """Then the further ones of the episodes that have several."""
    kinds = ("bells", "gears", "ropes", "lamps", "nets")
    paid = [f"We paid ${40 + n} for the {kind} of the old harbour." for n, kind in enumerate(kinds)]
    found = march(
        dict.fromkeys(paid, 1.0), {"We paid $90 for the oars of a new ferry.": -1.0}, LEAD
    )
    numbers = [(each.text.split()[0], each.quotation.reading.id.episode) for each in found.numbers]
    assert len(numbers) == 4
    assert len({episode for _, episode in numbers[:2]}) == 2
    assert "$90" in dict(numbers)
