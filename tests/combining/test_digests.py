from __future__ import annotations

from generator.combining import Scope, combine
from generator.model import Digest, Period
from tests.combining.readings import SHOW, archive


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
