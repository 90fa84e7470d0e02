"""Front matter: where it ends, and what each of its keys says."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.errors import InputError
from generator.model import Recording
from generator.parsers.front_matter import describe, language_of, part, show_of, values_of


@pytest.mark.parametrize(
    ("text", "yaml", "body", "lines"),
    [
        ("---\na: 1\n---\nSaid.\n", "a: 1\n", "Said.\n", (2, 4)),
        ("---\na: 1\n...\nSaid.\n", "a: 1\n", "Said.\n", (2, 4)),
        ("\n\n--- \na: 1\nb: 2\n---  \nSaid.", "a: 1\nb: 2\n", "Said.", (4, 7)),
        ("---\na: 1\n---", "a: 1\n", "", (2, 3)),
        ("---\nNo key here.\n---\nSaid.\n", "", "---\nNo key here.\n---\nSaid.\n", (1, 1)),
        ("---\n---\nSaid.\n", "", "---\n---\nSaid.\n", (1, 1)),
        ("----\na: 1\n----\nSaid.\n", "", "----\na: 1\n----\nSaid.\n", (1, 1)),
        ("Said.\n---\na: 1\n---\n", "", "Said.\n---\na: 1\n---\n", (1, 1)),
        ("---\na: 1\n", "", "---\na: 1\n", (1, 1)),
    ],
)
def test_it_stands_between_its_fences(
    text: str, yaml: str, body: str, lines: tuple[int, int]
) -> None:
    """At the top, with a key in it; a rule above prose is none."""
    parted = part(text)
    assert (parted.yaml, parted.body) == (yaml, body)
    assert (parted.yaml_line, parted.body_line) == lines


def test_keys_are_read_in_any_case() -> None:
    """What is no mapping holds none; a mistake is named by its line of the file."""
    assert values_of(part("---\nTitle: A\nDATE: soon\n---\n")) == {"title": "A", "date": "soon"}
    assert values_of(part("Said.\n")) == {}
    with pytest.raises(InputError) as caught:
        values_of(part("\n---\ntitle: A\nspeakers: [\n---\n"))
    assert caught.value.line in {4, 5}


def test_lines_of_another_program_need_not_be_yaml() -> None:
    """Their last text goes on until the fence; sentences that end a line end a paragraph."""
    header = (
        "---\nMade On: June 2, 2025\nLength: 2193s\nVideo Keywords: []\n"
        "Video Description: How a harbour\nkeeps time.\nOn paper: https://a.org/x\n\n"
        "Producer: Ann Lee: @ann\n---\nSaid.\n"
    )
    values = values_of(part(header))
    assert list(values) == ["made on", "length", "video keywords", "video description", "on paper"]
    assert describe(values) == Recording(
        duration=2193.0,
        description="How a harbour\nkeeps time.",
        notes="How a harbour\nkeeps time.",
    )


@pytest.mark.parametrize(
    ("values", "recording"),
    [
        ({"title": " A\nB "}, Recording(title="A B")),
        ({"title": 1984}, Recording(title="1984")),
        ({"video title": "A", "episode_title": "B"}, Recording(title="A")),
        ({"title": "A", "video_title": "B"}, Recording(title="A")),
        ({"length": "95 sec"}, Recording(duration=95.0)),
        ({"title": True}, Recording()),
        ({"title": " "}, Recording()),
        ({"speakers": ["Ann", {"name": "Ben"}, {"role": "x"}, "Ann"], "host": "Cy"},
         Recording(speakers=("Ann", "Ben", "Cy"))),
        ({"speaker": "Ann, Ben", "guests": ["Di"]}, Recording(speakers=("Ann", "Ben", "Di"))),
        ({"hosts": ["A"], "guest": "B"}, Recording(speakers=("A", "B"))),
        ({"tags": "a, b", "keywords": ["b", "c"]}, Recording(tags=("a", "b", "c"))),
        ({"summary": " One. ", "description": "Two."}, Recording(notes="One.", description="Two.")),
        ({"description": "Two.", "notes": "N."}, Recording(notes="Two.", description="Two.")),
        ({"notes": "Three."}, Recording(notes="Three.")),
        ({"notes": ["Three."]}, Recording()),
        ({"notes": "N.", "resources": [{"url": "https://a.org/x"}, {"title": "no"}, 5]},
         Recording(notes="N.\n\n- [https://a.org/x](<https://a.org/x>)")),
        ({"url": "https://a.org/a.MP3?x=1"}, Recording(media="https://a.org/a.MP3?x=1")),
        ({"url": "https://a.org/mp3"}, Recording(link="https://a.org/mp3")),
        ({"source": "https://youtu.be/x"}, Recording(video="https://youtu.be/x")),
        ({"link": "https://tube.peertube.org/x"}, Recording(video="https://tube.peertube.org/x")),
        ({"link": "https://a.org/youtube.com"}, Recording(link="https://a.org/youtube.com")),
        ({"video": "https://youtube.com/a.mp4"}, Recording(media="https://youtube.com/a.mp4")),
        ({"media": "https://vimeo.com/1", "audio": "https://a.org/a.ogg", "link": "http://b.org/"},
         Recording(video="https://vimeo.com/1", media="https://a.org/a.ogg", link="http://b.org/")),
        ({"link": "https://a.org/<x>"}, Recording()),
        ({"link": "https://[::1"}, Recording(link="https://[::1")),
        ({"published": "3 May 2024", "date": None}, Recording(date=dt.date(2024, 5, 3))),
        ({"date": "2024-05-03T23:59:00+09:00"}, Recording(date=dt.date(2024, 5, 3))),
        ({"date": dt.datetime(2024, 5, 3, 23, 59)}, Recording(date=dt.date(2024, 5, 3))),
        ({"date": "May 3, 2024"}, Recording(date=dt.date(2024, 5, 3))),
        ({"date": "3 maybe 2024"}, Recording()),
    ],
)  # fmt: skip
def test_each_key_finds_its_place(values: dict[str, object], recording: Recording) -> None:
    """The first that says something wins; addresses go by what they lead to, whatever the key."""
    assert describe(values) == recording


def test_a_show_and_a_language_have_several_keys() -> None:
    """In this order."""
    shows = {"show": "A", "podcast": "B", "series": "C"}
    assert [show_of({key: shows[key] for key in list(shows)[n:]}) for n in range(4)] == [
        *("A", "B", "C"),
        None,
    ]
    assert language_of({"language": "de", "lang": "fr"}) == "de"
    assert language_of({"lang": "fr"}) == "fr"
    assert language_of({}) is None
