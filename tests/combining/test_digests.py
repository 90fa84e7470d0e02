from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.combining import Scope, combine
from generator.model import Digest, Period, Reading, Stance, Theme, Transcript
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
    assert {slug for slug, _ in said} == {"tides", "lamps"}
    assert said[0][0] == "tides"


def test_new_is_what_the_digest_before_did_not_speak_of() -> None:
    """April has topics that March had too: none of them is new, and nothing is in the oldest."""
    assert not any(theme.new for theme in digests()["2026-03"].themes)
    april = {theme.topic.title: theme.new for theme in digests()["2026-04"].themes}
    assert not april.get("Tide gauge")
    assert digests()["2026-03"].fresh == ()


def test_what_nobody_spoke_of_before_is_told_apart() -> None:
    """Three times at the least, in all the time before and not only in the digest before."""
    fog = "We heard the fog horn out there in the rain."
    found = of(dated(3, fog), dated(4, "Nothing."), dated(5, *[fog] * 4), dated(6, *[fog] * 3))
    assert all(each.fresh == () for each in found.values())
    found = of(dated(3, "Nothing."), dated(4, *[fog] * 3), dated(5, *[fog] * 4))
    assert [(t.title, count) for t, count in found["2026-04"].fresh] == [("Fog horn", 3)]
    assert found["2026-05"].fresh == ()


def test_disagreement_is_told_with_what_it_answers() -> None:
    """Somebody says so in so many words; what another said of it just before stands beside it."""
    (exchange,) = digests()["2026-04"].exchanges
    assert exchange.stance is Stance.AGAINST
    assert exchange.answer.sentence.speaker == "Carla"
    assert exchange.statement
    assert exchange.statement.sentence.speaker == "Ines Falk"
    assert "tide gauge" in exchange.statement.sentence.text
    assert digests()["2026-03"].exchanges == ()


def test_two_people_of_different_episodes_are_set_side_by_side() -> None:
    """On one question, where both speak of it in its own words; never one person with herself."""
    talks = [
        ("Ines: A tide gauge needs brass gears against the salt water.", "Ines"),
        ("Bram: A tide gauge needs brass gears, salt water or fresh.", "Bram"),
    ]
    bread = "Nobody in the village is awake when the bread is sold on the pier."
    for second, pairs in ((talks[1], 1), (talks[0], 0)):
        said = (talks[0], second)
        readings = [
            reading_of(
                f"E{n}",
                "\n".join([*[line] * 3, f"{name}: {bread}"]),
                date=dt.date(2026, 3, 1 + n),
                summary=(0, 3),
            )
            for n, (line, name) in enumerate(said)
        ]
        found = of(*readings, *(dated(4, "Nothing.", day=d) for d in range(1, 9)), topics=GAUGE)
        assert len(found["2026"].exchanges) == pairs


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


GAUGE = {"Tide gauge": ()}


def dated(month: int, *lines: str, day: int = 1, **options: object) -> Reading:
    """An episode of a day of 2026 in which Ines says these lines."""
    text = "\n".join(f"Ines: {line}" for line in lines)
    title = f"E{month}-{day}"
    return reading_of(title, text, date=dt.date(2026, month, day), **options)  # type: ignore[arg-type]  # given by name


def of(*readings: Reading, **scope: object) -> dict[str, Digest]:
    library = combine((SHOW,), readings, Scope(**scope))  # type: ignore[arg-type]  # given by name
    return {digest.slug: digest for digest in library.digests}


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("We paid $45 for the new lamp on the pier.", "$45 for the new lamp"),
        ("The yard has 300 million people in its books.", "300 million people"),
        ("Farmers lost 17% of the harvest to the seals.", "17% of the harvest"),
        ("Farmers lost 17 percent of the harvest to the seals.", "17 percent of the harvest"),
        ("If they lost 17% of the harvest, nobody would notice.", None),  # nobody measured it
        ("The bell rings 300 million times before it breaks.", None),  # what only says how often
        ("It is about 80% accurate, as far as anybody knows.", None),
        ("They sold 70 million in top line last year.", None),
        ("Of the 1, 000 tokens we kept 000 tokens.", None),  # torn apart
        ("In the end it was about 70%, or so they said.", None),  # of what?
        ("We sold 100% of the harvest this year.", None),  # a figure of speech
        ("We sold 45 of them on the pier that day.", None),
        ("In 1987 the pier was built by two brothers.", None),
    ],
)
def test_numbers_are_given_with_what_they_count(line: str, figure: str | None) -> None:
    """Money, shares and large ones; never bare."""
    numbers = of(dated(3, "The pier is old and nobody mends it.", line, summary=(0, 1)))
    assert [each.text for each in numbers["2026-03"].numbers] == ([figure] if figure else [])


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("A fog horn is a long brass pipe that sounds twice a minute.", "fog horn"),
        ("So mutation is when you change one line to see who notices.", "mutation"),
        ("Python is a language that you should focus on this year.", None),
        ("A fog horn is a great thing to have on a pier.", None),
        ("A fog horn is a pipe that I love to hear at night.", None),
        ("A fog horn is not a pipe that anybody wants to hear.", None),
        ("The broad definition is a pipe that sounds twice a minute.", None),
        ("The biggest drawback is a pipe that sounds twice a minute.", None),
        ("A fog horn is the loudest pipe that sounds on the pier.", None),
        ("A fog horn is a pipe for the height of this pier.", None),
        ("The problem is a pipe that sounds twice a minute.", None),
        ("It is a long brass pipe that sounds twice a minute.", None),
        ("A fog horn is a long brass pipe.", None),
        ("So a harbour fog horn is a pipe that sounds.", None),
        ("So a harbour fog horn is a pipe that sounds loudly.", "harbour fog horn"),
        ("A night sextant is a brass tool that finds the stars in the dark.", "night sextant"),
        ("A bad night is a length of time that nobody forgets in a hurry.", None),
    ],
)
def test_a_term_is_explained_only_by_a_definition(line: str, term: str | None) -> None:
    """A term, what kind of thing it is, and what sets it apart: no judgement and no wish."""
    terms = of(dated(3, "The pier is old and nobody mends it.", line))["2026-03"].terms
    assert [each.term.lower() for each in terms] == ([term] if term else [])


def test_a_topic_named_once_in_a_period_did_not_come_up() -> None:
    """Twice is coming up; new is what the digest before did not speak of, and had one before it."""
    spoken = "We sailed over to the tide gauge in the {} rain."
    nothing = "Nothing else that anybody said there is worth a single word."
    readings = (
        dated(3, "Nothing at all was said."),
        dated(4, *[spoken.format("warm")] * 3, nothing, summary=(0, 3)),
        dated(5, spoken.format("soft"), "Nothing at all was said.", summary=(0,)),
        dated(6, *[spoken.format("cold")] * 2, nothing, summary=(0, 2)),
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


@pytest.mark.parametrize(("words", "quoted"), [(8, False), (9, True)])
def test_who_disagrees_says_with_what(words: int, quoted: bool) -> None:
    """In nine words at the least."""
    said = ["I", "disagree", "with", "Bram", "about", "the", "price", "of", "lamps"]
    answered = f"Bram: The price of lamps is far too low.\nInes: {' '.join(said[:words])}."
    reading = reading_of("E", answered, date=dt.date(2026, 3, 1))
    assert bool(of(reading)["2026-03"].exchanges) == quoted


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        ("Ines: The price of lamps is far too low.", "I disagree with Bram about lamps this year."),
        (
            "Bram: The harbour opens at six every day.",
            "I disagree with Bram about lamps this year.",
        ),
        (
            "Bram: Or they pay the price of lamps twice.",
            "I disagree about the price of lamps here.",
        ),
        ("Bram: Is the price of lamps far too low?", "I disagree about the price of lamps here."),
        (
            "Bram: The price of lamps is far too low.",
            "I disagree with him about the price of lamps.",
        ),
        (
            "Bram: The price of lamps is far too low.",
            "If I disagree, the price of lamps falls here.",
        ),
    ],
)
def test_an_answer_without_what_it_answers_is_not_told(stated: str, answer: str) -> None:
    """By another person, on the same thing, whole, no question; nor one to somebody not there."""
    reading = reading_of("E", f"{stated}\nInes: {answer}", date=dt.date(2026, 3, 1))
    assert of(reading)["2026-03"].exchanges == ()


def test_four_answers_are_told_one_of_each_episode() -> None:
    """The oldest first."""
    line = "I disagree with Bram about the price of the lamp on the pier."
    said = f"Bram: The price of the lamp is too low.\nInes: {line}\nInes: {line}"
    readings = [reading_of(f"E{n}", said, date=dt.date(2026, n, 1)) for n in range(1, 7)]
    exchanges = of(*readings)["2026"].exchanges
    days = [each.answer.reading.episode.date for each in exchanges]
    assert [day and day.month for day in days] == [1, 2, 3, 4]


WORTH_SAYING = (
    "Herring boats leave the harbour long before sunrise.",
    "Nobody repairs the bell after the winter storm.",
    "Salt gets into every clock on a small island.",
    "Old keepers count lanterns instead of their passengers.",
)


@pytest.mark.parametrize(("episodes", "lead"), [(1, 1), (2, 2), (3, 3), (9, 4)])
def test_sentences_of_different_episodes_lead(episodes: int, lead: int) -> None:
    """The best of each, and one for every four that there are where these are few."""
    readings = [dated(3, *WORTH_SAYING, day=1 + n, summary=(0, 1, 2, 3)) for n in range(episodes)]
    found = of(*readings)["2026-03"].highlights
    assert len(found) == min(lead, len(WORTH_SAYING))
    assert len({each.reading.id for each in found}) == len(found)


def test_what_a_reader_would_print_leads() -> None:
    """Not what comes first."""
    reading = dated(3, *WORTH_SAYING, summary=(0, 1, 2, 3))
    worth = tuple(
        replace(each, worth=float(place)) for place, each in enumerate(reading.summary.sentences)
    )
    judged = replace(reading, summary=replace(reading.summary, sentences=worth))
    (lead,) = of(judged)["2026-03"].highlights
    assert lead.sentence.text == WORTH_SAYING[3]


def test_a_year_tells_its_course_and_a_show_who_is_heard() -> None:
    """A moment of each month; the show does not lead with what the year leads with."""
    readings = [
        dated(month, *(f"{line[:-1]} {month}." for line in WORTH_SAYING), summary=(0, 1, 2, 3))
        for month in (3, 4, 5)
    ]
    found = of(*readings)
    months = [each.reading.episode.date for each in found["2026"].moments]
    assert [day and day.month for day in months] == [3, 4, 5]
    assert len(found["2026-03"].moments) == 2  # of its one episode
    assert found["2026"].people == ()
    show = found["shows/quay"]
    assert show.people == (("Ines", 3),)
    assert show.highlights == ()


@pytest.mark.parametrize(("months", "moments"), [(7, 7), (8, 8), (9, 3), (12, 4)])
def test_a_show_tells_its_course_in_eight_moments(months: int, moments: int) -> None:
    """One of each month, of each quarter where there are more; a year has one of each month."""
    readings = [
        dated(month, *(f"{line[:-1]} {month}." for line in WORTH_SAYING), summary=(0, 1, 2, 3))
        for month in range(1, months + 1)
    ]
    found = of(*readings)
    assert len(found["shows/quay"].moments) == moments
    assert len(found["2026"].moments) == months


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
    """From one minute to twenty, one of an episode."""
    lines = [f"The {word} tide gauge stands at the end of the pier." for word in "abcdefgh"]
    readings = [dated(month, *lines, summary=tuple(range(8)), chapters=8) for month in (3, 4)]
    chosen = of(*readings)["2026"].chapters
    assert len(chosen) == 2
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


METALS = ("brass", "silver", "copper", "nickel", "bronze", "pewter")
SIX = tuple(range(6))


def test_a_show_of_one_year_tells_what_its_year_does_not() -> None:
    """No sentence and no theme stands in both digests of the same episodes."""
    readings = [
        dated(
            month, *(f"A tide gauge of {word} needs {word} gears." for word in words), summary=SIX
        )
        for month, words in enumerate((METALS, reversed(METALS)), start=3)
    ]
    digests = of(*readings, topics=GAUGE)
    year, show = digests["2026"], digests["shows/quay"]
    assert {r.id for r in year.readings} == {r.id for r in show.readings}
    told = {each.sentence.text for each in year.quoted()}
    assert told
    assert told.isdisjoint(each.sentence.text for each in show.quoted())
    assert {t.topic.slug for t in year.themes}.isdisjoint(t.topic.slug for t in show.themes)


@pytest.mark.parametrize(("episodes", "apart"), [(6, False), (7, True)])
def test_a_show_tells_what_the_year_of_all_shows_does_not(episodes: int, apart: bool) -> None:
    """No sentence stands in both where it has more than six episodes; its subject is told again."""
    pier = replace(SHOW, slug="pier", title="Pier")
    ends = (
        "rusts where salt water stands all winter",
        "drowns when spring floods climb the stairs",
        "freezes under deep snow before Christmas morning",
        "whistles while gulls nest inside copper pipes",
        "costs bakers nothing but patience and candles",
        "startles horses that pull ferries upstream",
        "teaches children arithmetic without any books",
        "outlives keepers who never learned to swim",
    )
    talk = "\n".join(f"Ines: A tide gauge {end}." for end in ends)
    readings = [
        reading_of(f"E{n}", talk, date=dt.date(2026, n, 1), summary=tuple(range(8)), show=show)
        for n, show in enumerate((*[SHOW] * episodes, pier), start=3)
    ]
    digests = {
        digest.slug: digest
        for digest in combine((SHOW, pier), readings, Scope(topics=GAUGE)).digests
    }
    year, show = digests["2026"], digests["shows/quay"]
    told = {(each.reading.id, each.sentence.text) for each in year.quoted()}
    said = {(each.reading.id, each.sentence.text) for each in show.quoted()}
    assert told.isdisjoint(said) == apart
    assert [theme.topic.title for theme in show.themes] == ["Tide gauge"]


def test_hosts_of_a_show_are_named_before_others_who_are_heard() -> None:
    """However few of its episodes they are in; then who is in most, then by name."""
    quay = replace(SHOW, hosts=("Zoe",))
    talks = ("Zoe: So.\nBram: Yes.\nAda: No.", "Bram: So.\nAda: No.\nCarla: Oh.", "Bram: So.")
    readings = [
        reading_of(f"E{n}", talk, date=dt.date(2026, n, 1), show=quay)
        for n, talk in enumerate(talks, start=3)
    ]
    found = {digest.slug: digest for digest in combine((quay,), readings).digests}
    assert found["shows/quay"].people == (("Zoe", 1), ("Bram", 3), ("Ada", 2), ("Carla", 1))


def test_a_show_explains_no_term_and_recommends_no_chapter_of_its_year() -> None:
    """What the year of the same episodes tells stands there."""
    words = (
        "fog horn",
        "salt pan",
        "net loft",
        "night sextant",
        "lamp oil",
        "anchor chain",
        "harbour mole",
        "rope walk",
    )
    readings = [
        dated(
            month,
            *(
                f"A {word} is a long brass tool that keepers use in month {month}."
                for word in words
            ),
            *(f"The {word} is what the tide gauge needs here." for word in words),
            summary=tuple(range(16)),
            chapters=8,
        )
        for month in (3, 4)
    ]
    found = of(*readings, topics=GAUGE)
    year, show = found["2026"], found["shows/quay"]
    assert len(year.terms) == 6
    assert len(year.chapters) == 2
    assert {each.term for each in year.terms}.isdisjoint(each.term for each in show.terms)
    chapters = [{(r.id, index) for r, index in each.chapters} for each in (year, show)]
    assert chapters[1]
    assert chapters[0].isdisjoint(chapters[1])
    days = [reading.episode.date for reading, _ in year.chapters]
    assert days == [dt.date(2026, 3, 1), dt.date(2026, 4, 1)]


def test_only_names_of_things_are_listed_as_names() -> None:
    """An acronym is short for a subject, and what is written small is one."""
    lines = ["We sailed to Hollin in the rain.", "The TGL and the tide gauge are old."] * 4
    names = of(dated(3, *lines), dated(4, *lines))["2026"].names
    assert [topic.title for topic, _ in names] == ["Hollin"]


def test_disagreement_is_told_before_what_agrees() -> None:
    """Whichever was said first."""
    stated = "Bram: The price of the lamp on the pier is too low."
    answers = ("I agree with Bram", "I disagree with Bram", "I agree with Bram")
    readings = [
        reading_of(
            f"E{n}",
            f"{stated}\nInes: {answer} about the price of the lamp on the pier.",
            date=dt.date(2026, n, 1),
        )
        for n, answer in enumerate(answers, start=3)
    ]
    found = of(*readings)["2026"].exchanges
    assert [each.stance for each in found] == [Stance.AGAINST, Stance.WITH, Stance.WITH]
