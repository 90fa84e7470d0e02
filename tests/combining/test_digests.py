from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.combining import Scope, combine
from generator.model import Digest, Period, Reading, Theme, Transcript
from tests.combining.readings import SHOW, archive, reading_of


def digests(**scope: object) -> dict[str, Digest]:
    library = combine((SHOW,), archive(), Scope(**scope))  # type: ignore[arg-type]  # given by name
    return {digest.slug: digest for digest in library.digests}


def test_months_years_and_shows_have_digests_by_default() -> None:
    """Newest first within each kind."""
    assert list(digests()) == ["2026-04", "2026-03", "2026", "shows/quay"]


def test_a_digest_says_who_said_what() -> None:
    """Its themes quote different people in different episodes, oldest first."""
    theme = next(each for each in digests()["2026"].themes if each.topic.title == "Tide gauge")
    assert theme.count == 7
    said = [(each.reading.episode.slug, each.sentence.speaker) for each in theme.quotations]
    assert said[0][0] == "tides"
    assert len(said) == len(set(said)) > 2


def test_new_is_what_the_digest_before_did_not_speak_of() -> None:
    """April has topics that March had too: none of them is new, and nothing is in the oldest."""
    assert not any(theme.new for theme in digests()["2026-03"].themes)
    april = {theme.topic.title: theme.new for theme in digests()["2026-04"].themes}
    assert april["Tide gauge"] is False


def test_numbers_recur_only_across_episodes() -> None:
    """$45 stands in two episodes of the year and in one of each month."""
    assert [each.text for each in digests()["2026"].numbers] == ["$45"]
    assert digests()["2026-04"].numbers == ()


def test_disagreement_is_quoted_where_it_is_said() -> None:
    """Somebody says so in so many words, and is quoted."""
    assert [each.sentence.speaker for each in digests()["2026-04"].disputes] == ["Carla"]
    assert digests()["2026-03"].disputes == ()


def test_chapters_worth_an_hour_are_inside_their_episodes() -> None:
    """Neither the welcome nor the farewell, and no more than an hour in all."""
    chapters = digests()["2026"].chapters
    assert chapters
    length = 0.0
    for reading, index in chapters:
        assert 0 < index < len(reading.outline.chapters) - 1
        chapter = reading.outline.chapters[index]
        length += (chapter.end or 0.0) - (chapter.start or 0.0)
    assert length <= 3600


def test_highlights_repeat_no_theme() -> None:
    """What a theme quotes is not quoted again below."""
    for digest in digests().values():
        quoted = {each.sentence.text for theme in digest.themes for each in theme.quotations}
        assert not quoted & {each.sentence.text for each in digest.highlights}


def test_frequency_and_scope_are_settings() -> None:
    """Weeks and quarters, and a series for each show."""
    found = digests(digests=(Period.WEEK, Period.QUARTER), by_show=True)
    assert list(found) == [
        "quay/2026-w17",
        "quay/2026-w14",
        "quay/2026-w10",
        "quay/2026-q2",
        "quay/2026-q1",
    ]
    assert digests(digests=()) == {}


def dated(month: int, *lines: str, day: int = 1, **options: object) -> Reading:
    """An episode of a day of 2026 in which Ines says these lines."""
    text = "\n".join(f"Ines: {line}" for line in lines)
    title = f"E{month}-{day}"
    return reading_of(title, text, date=dt.date(2026, month, day), **options)  # type: ignore[arg-type]  # given by name


def of(*readings: Reading, **scope: object) -> dict[str, Digest]:
    library = combine((SHOW,), readings, Scope(**scope))  # type: ignore[arg-type]  # given by name
    return {digest.slug: digest for digest in library.digests}


@pytest.mark.parametrize(
    ("number", "recurs"),
    [
        ("$45", "$45"),
        ("$3.5 million", "$3.5 million"),
        ("17%", "17%"),
        ("99 percent", "99%"),
        ("20%", None),  # figures of speech
        ("95%", None),
        ("100 percent", None),
        ("300 million people", "300 million people"),
        ("45", None),
        ("1987", None),
    ],
)
def test_numbers_that_mean_something_recur(number: str, recurs: str | None) -> None:
    """Money, shares that are not round, and large ones; never what one episode alone names."""
    line = f"We paid {number} for the new lamp on the pier."
    two = of(dated(3, line), dated(4, line))
    assert [each.text for each in two["2026"].numbers] == ([recurs] if recurs else [])
    assert of(dated(3, line, line, line), dated(4, "Nothing at all."))["2026"].numbers == ()


def test_six_numbers_are_given_those_of_most_episodes_first() -> None:
    """Each is quoted four times at the most."""
    lines = [f"We paid ${n}1 for the new lamp on the pier." for n in range(1, 9)]
    readings = [dated(month, *lines) for month in (3, 4)]
    readings += [dated(5, lines[7], day=day) for day in range(1, 4)]
    numbers = of(*readings)["2026"].numbers
    assert [each.text for each in numbers] == ["$81", "$11", "$21", "$31", "$41", "$51"]
    assert [len(each.quotations) for each in numbers] == [4, 2, 2, 2, 2, 2]


def test_a_topic_named_once_in_a_period_did_not_come_up() -> None:
    """Twice is coming up; new is what the digest before did not speak of, and had one before it."""
    spoken = "We sailed over to the tide gauge in the rain."
    readings = (
        dated(3, "Nothing at all was said."),
        dated(4, *[spoken] * 3),
        dated(5, spoken, "Nothing at all was said.", summary=(0,)),
        dated(6, *[spoken] * 2),
    )
    found = of(*readings)
    themes = {
        slug: [(theme.count, theme.new) for theme in digest.themes if _is_gauge(theme)]
        for slug, digest in found.items()
    }
    assert themes["2026-04"] == [(3, True)]
    assert themes["2026-05"] == []
    assert themes["2026-06"] == [(2, False)]
    assert themes["2026"] == [(6, False)]


def _is_gauge(theme: Theme) -> bool:
    return theme.topic.title.lower() == "tide gauge"


@pytest.mark.parametrize(("words", "quoted"), [(10, False), (11, True)])
def test_who_disagrees_says_with_what(words: int, quoted: bool) -> None:
    """In eleven words at the least."""
    said = [
        "I",
        "disagree",
        "with",
        "Bram",
        "about",
        "the",
        "price",
        "of",
        "every",
        "lamp",
        "there",
    ]
    line = " ".join(said[:words]) + "."
    assert bool(of(dated(3, line))["2026-03"].disputes) == quoted


def test_four_disagreements_are_quoted_one_of_each_episode() -> None:
    """The oldest first."""
    line = "I disagree with Bram about the price of the lamp on the pier."
    disputes = of(*(dated(month, line, line) for month in range(1, 7)))["2026"].disputes
    assert [each.reading.episode.date and each.reading.episode.date.month for each in disputes] == [
        *(1, 2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("episodes", "highlights"), [(1, 3), (3, 9), (4, 8), (5, 5), (9, 9), (18, 18), (19, 9)]
)
def test_highlights_are_nine_or_one_of_each(episodes: int, highlights: int) -> None:
    """Three of an episode at the most; of more than eighteen episodes nine stand out."""
    names = "abcdefghijklmnopqrst"
    readings = [
        dated(
            1 + n // 2, *(f"Word {names[n]} {c} stands alone." for c in "wxyz"), day=1 + n % 2 * 9
        )
        for n in range(episodes)
    ]
    summed = [
        reading_of(
            r.episode.title,
            "\n".join(f"Ines: {cue.text}" for cue in r.episode.transcript.cues),
            date=r.episode.date,
            summary=(0, 1, 2, 3),
        )
        for r in readings
    ]
    assert len(of(*summed)["2026"].highlights) == highlights


def test_a_show_has_a_digest_from_its_second_transcript_on() -> None:
    """One that is only listed does not count; months need one episode, and a date."""
    one, two = dated(3, "Nothing at all was said."), dated(4, "Nothing at all was said.")
    silent = replace(two, episode=replace(two.episode, transcript=Transcript()))
    undated = replace(two, episode=replace(two.episode, date=None))
    assert "shows/quay" in of(one, two)
    assert "shows/quay" not in of(one)
    assert "shows/quay" not in of(one, silent)
    assert list(of(one, undated)) == ["2026-03", "2026", "shows/quay"]


@pytest.mark.parametrize(
    ("date", "slugs"),
    [
        (dt.date(2026, 3, 31), ["2026-w14", "2026-03", "2026-q1"]),
        (dt.date(2026, 4, 1), ["2026-w14", "2026-04", "2026-q2"]),
        (dt.date(2027, 1, 3), ["2026-w53", "2027-01", "2027-q1"]),
        (dt.date(2027, 1, 4), ["2027-w01", "2027-01", "2027-q1"]),
        (dt.date(2026, 12, 31), ["2026-w53", "2026-12", "2026-q4"]),
    ],
)
def test_spans_begin_and_end_where_the_calendar_says(date: dt.date, slugs: list[str]) -> None:
    """Weeks on Mondays by ISO 8601, quarters every three months."""
    periods = (Period.WEEK, Period.MONTH, Period.QUARTER)
    reading = reading_of("One", "Ines: Nothing at all.", date=date)
    assert list(of(reading, digests=periods)) == slugs


def test_names_are_of_two_episodes_where_there_are_two() -> None:
    """Those of most episodes first, ten at the most."""
    places = [f"{first}ollin" for first in "BCDFGHJKLMNP"]
    lines = [f"The ferry brought us over to {name} in the rain." for name in places] * 3
    readings = [dated(3, *lines), dated(4, *lines), dated(5, *lines[:1])]
    names = of(*readings)["2026"].names
    assert [(topic.title, count) for topic, count in names][:2] == [("Bollin", 3), ("Collin", 2)]
    assert len(names) == 10
    assert of(dated(3, *lines), dated(4, *lines[:1] * 3))["2026"].names[0][1] == 2
    assert len(of(dated(3, *lines), dated(4, *lines[:1] * 3))["2026"].names) == 1


def test_chapters_worth_an_hour_are_neither_short_nor_long() -> None:
    """From one minute to twenty, two of an episode at the most."""
    lines = [f"The {word} tide gauge stands at the end of the pier." for word in "abcdefgh"]
    readings = [dated(month, *lines, summary=tuple(range(8)), chapters=8) for month in (3, 4)]
    chosen = of(*readings)["2026"].chapters
    assert len(chosen) == 4
    for length, kept in ((59.9, False), (60.0, True), (1200.0, True), (1200.1, False)):
        reading = readings[0]
        chapters = tuple(
            replace(each, start=index * length, end=(index + 1) * length)
            for index, each in enumerate(reading.outline.chapters)
        )
        changed = replace(reading, outline=replace(reading.outline, chapters=chapters))
        assert bool(of(changed, readings[1])["2026-03"].chapters) == kept, length


def test_chapters_worth_an_hour_take_no_more_than_one() -> None:
    """Three of twenty minutes fill it."""
    lines = [f"The {word} tide gauge stands at the end of the pier." for word in "abcdefgh"]
    readings = []
    for month in (3, 4, 5):
        reading = dated(month, *lines, summary=tuple(range(8)), chapters=8)
        chapters = tuple(
            replace(each, start=index * 1200.0, end=(index + 1) * 1200.0)
            for index, each in enumerate(reading.outline.chapters)
        )
        readings.append(replace(reading, outline=replace(reading.outline, chapters=chapters)))
    assert len(of(*readings)["2026"].chapters) == 3


def test_a_digest_begins_with_the_first_day_of_its_time() -> None:
    """That of a show on the day of its oldest episode."""
    reading = reading_of("One", "Ines: Nothing at all.", date=dt.date(2026, 5, 20))
    found = of(reading, dated(12, "Nothing.", day=31), digests=tuple(Period))
    assert {slug: digest.start for slug, digest in found.items()} == {
        "2026-w53": dt.date(2026, 12, 28),
        "2026-w21": dt.date(2026, 5, 18),
        "2026-12": dt.date(2026, 12, 1),
        "2026-05": dt.date(2026, 5, 1),
        "2026-q4": dt.date(2026, 10, 1),
        "2026-q2": dt.date(2026, 4, 1),
        "2026": dt.date(2026, 1, 1),
        "shows/quay": dt.date(2026, 5, 20),
    }
