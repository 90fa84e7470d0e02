"""Chapter lists in every form that people keep them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import InputError
from generator.parsers.chapter_lists import (
    chapters_from,
    parse_chapter_file,
    parse_chapter_lines,
)

EXPECTED = [(0.0, "Opening"), (119.0, "The first question"), (3723.5, "Tea & cake")]

FORMS = {
    "video description": "0:00 Opening\n1:59 The first question\n1:02:03.5 Tea & cake\n",
    "list": "Chapters:\n* [00:00:00] Opening\n* [00:01:59] The first question\n"
    "- (01:02:03.500) Tea & cake\nSee https://example.org\n",
    "dashes": "00:00 - Opening\n01:59 – The first question\n01:02:03,5: Tea & cake",
    "ranges": "00:00 - 01:59 Opening\n01:59 --> 1:02:03 The first question\n1:02:03.5 Tea & cake",
    "time last": "Opening (0:00)\nThe first question - 1:59\nTea & cake 1:02:03.5",
    "mp4chaps": "00:00:00.000 Opening\n00:01:59.000 The first question\n01:02:03.500 Tea & cake\n",
    "out of order": "1:59 The first question\n1:02:03.5 Tea & cake\n0:00 Opening\n",
    "twice": "0:00 Opening\n0:00 Again\n1:59 The first question\n1:02:03.5 Tea & cake\n",
    "table": "| Time | Title |\n| --- | --- |\n| 0:00 | Opening |\n"
    "| 1:59 | The first question |\n| 1:02:03.5 | Tea & cake |\n",
    "numbers": "1. 0:00 Opening\n2. [1:59] The first question\n3. 1:02:03.5 Tea & cake\n",
    "podcasting 2.0": """{"version": "1.2.0", "chapters": [
        {"startTime": 0, "title": "Opening"}, {"startTime": 60, "img": "x.png"},
        {"startTime": 90, "title": "Advertisement", "toc": false},
        {"startTime": "119", "title": "The first question"},
        {"startTime": 3723.5, "title": "Tea & cake"}]}""",
    "bare list": '[{"start": 0, "title": "Opening"}, {"start": "1:59", "title": '
    '"The first question"}, {"start": 3723.5, "title": "Tea & cake"}]',
    "simple chapters": """<psc:chapters version="1.2">
        <psc:chapter start="00:00:00.000" title="Opening"/>
        <psc:chapter title='The first question' href="https://example.org" start="1:59" />
        <psc:chapter start="01:02:03.500" title="Tea &amp; cake"></psc:chapter></psc:chapters>""",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_form_is_read(text: str) -> None:
    """Descriptions, JSON, feeds and mp4chaps files list the same chapters."""
    chapters = parse_chapter_file(text)
    assert [(chapter.start, chapter.title) for chapter in chapters] == EXPECTED


@pytest.mark.parametrize(
    "value",
    [
        [
            {"start": 0, "title": "Opening"},
            {"startTime": "1:59", "title": "The first question"},
            {"time": 3723.5, "name": "Tea & cake"},
        ],
        {"0:00": "Opening", "1:59": "The first question", "1:02:03.5": "Tea & cake"},
        {"Opening": 0, "The first question": 119, "Tea & cake": 3723.5},
        [{0: "Opening"}, "1:59 The first question", ["1:02:03.5", "Tea & cake"]],
        {"chapters": [{"start": start, "title": title} for start, title in EXPECTED]},
        "0:00 Opening\n1:59 The first question\n1:02:03.5 Tea & cake",
    ],
)
def test_every_shape_in_metadata_is_read(value: object) -> None:
    """Lists, mappings either way round and blocks of text mean the same."""
    assert [(chapter.start, chapter.title) for chapter in chapters_from(value)] == EXPECTED


@pytest.mark.parametrize(
    "value",
    [
        5,
        True,
        "no times here",
        [None],
        [{"title": "x"}],
        [{"start": 5}],
        [{"start": 1e9, "title": "x"}],
    ],
)
def test_other_values_are_refused_as_values(value: object) -> None:
    """What is no chapter list raises `ValueError`, as validation of metadata expects."""
    with pytest.raises(ValueError, match=r"\w"):
        chapters_from(value)


@pytest.mark.parametrize("text", ["", "nothing here", "{", '{"chapters": 5}', "<psc:chapter />"])
def test_files_without_chapters_are_refused(text: str) -> None:
    """A chapter file that lists none says so."""
    with pytest.raises(InputError):
        parse_chapter_file(text)


def test_a_description_without_chapters_lists_none() -> None:
    """Prose that mentions a time or two in passing has no chapters."""
    assert parse_chapter_lines("We met at 10:30 and left. It was 3:2 in the end, he said.") == ()


@given(
    st.text(alphabet=st.sampled_from('0123456789:.,-<>[](){}" \nabTitle=chapterpsc'), max_size=200)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No chapter file raises anything but `InputError`, and starts ascend."""
    try:
        chapters = parse_chapter_file(text)
    except InputError:
        return
    starts = [chapter.start or 0.0 for chapter in chapters]
    assert starts == sorted(starts)
    assert all(chapter.title for chapter in chapters)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (0, 0.0),
        (-1, 0.0),
        ("7", 7.0),
        (" 7.25 ", 7.25),
        ("0:07", 7.0),
        (99 * 3600, 356_400.0),
        (99 * 3600 + 1, None),
        (-1e6, None),
        (True, None),
        ("7:", None),
        ("12345678", None),
    ],
)
def test_starts_are_numbers_or_clock_times(value: object, start: float | None) -> None:
    """Of seconds, up to 99 hours, and none before the beginning."""
    listed = [{"start": value, "title": "A"}]
    if start is None:
        with pytest.raises(ValueError, match=r"\w"):
            chapters_from(listed)
    else:
        assert [chapter.start for chapter in chapters_from(listed)] == [start]


@pytest.mark.parametrize(
    "text", ["0:00 The chapter on salt", "0:00 Salt < pepper", "0:00 A chapter on why 2 < 3"]
)
def test_words_about_chapters_are_no_markup(text: str) -> None:
    """Only tags are: a line with the word, or with a sign, is a line."""
    assert len(parse_chapter_file(text)) == 1


def test_titles_may_be_numbers_and_not_nothing() -> None:
    """A year is a title; a list is none."""
    assert chapters_from({"0:00": 1987})[0].title == "1987"
    for title in ("", " ", None, ["A"]):
        with pytest.raises(ValueError, match="title"):
            chapters_from([{"start": 1, "title": title}, {"start": 2, "title": "B"}])


def test_of_chapters_at_one_moment_the_first_stays() -> None:
    """In whatever order they stand."""
    chapters = chapters_from("0:09 Late\n0:05 One\n0:05 Other\n")
    assert [(each.start, each.title) for each in chapters] == [(5.0, "One"), (9.0, "Late")]
