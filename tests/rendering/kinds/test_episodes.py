"""What an episode's page counts and draws, at the edge of each number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model import (
    Cue,
    Introduction,
    Mention,
    Reading,
    Sentence,
    Source,
    Summary,
    Transcript,
)
from generator.rendering.episode_page import EpisodePage
from generator.rendering.kinds.episodes import EPISODES
from tests.rendering.samples import (
    SILENT,
    TIMED,
    archive_of,
    library,
    many,
    read,
    read_in_one,
    render,
)


def page_of(reading: Reading, **changes: object) -> EpisodePage:
    """The page of an episode of the sample library, in place of the first."""
    held = replace(library(), readings=(reading,), topics=(), people=(), digests=(), relatives={})
    (page,) = EPISODES.present(archive_of(replace(held, **changes)))  # type: ignore[arg-type]
    assert isinstance(page, EpisodePage)
    return page


def spoken(*said: tuple[str | None, int], seconds: float | None = 10.0) -> Reading:
    """A reading of one chapter in which each speaker in turn says so many words."""
    cues = tuple(
        Cue(
            text=" ".join(["word"] * words),
            speaker=speaker,
            start=None if seconds is None else index * seconds,
            end=None if seconds is None else (index + 1) * seconds,
        )
        for index, (speaker, words) in enumerate(said)
    )
    speakers = tuple(dict.fromkeys(cue.speaker for cue in cues if cue.speaker))
    episode = replace(
        TIMED,
        transcript=Transcript(cues=cues),
        speakers=speakers,
        duration=None if seconds is None else len(cues) * seconds,
    )
    return read_in_one(episode)


def sentence(words: int) -> Sentence:
    """A sentence of a summary of so many words."""
    source = Source(first_cue=0, last_cue=0, start=0.0, end=5.0)
    return Sentence(text=" ".join(["word"] * words), sources=(source,))


@pytest.mark.parametrize(("origin", "said"), [("notes", 1), ("description", 2)])
def test_notes_alone_are_told_once(origin: str, said: int) -> None:
    """Where there is no transcript nothing of the notes stands above them as well."""
    introduction = Introduction(text="How a clock keeps time.", origin=origin)
    silent = replace(SILENT, notes="How a clock keeps time.\n\nMore.", introduction=introduction)
    told = replace(library().readings[2], episode=silent)
    made = render(replace(library(), readings=(*library().readings[:2], told)))
    page = made["clocks/pendulum/index.html"].partition("<main")[2]
    assert page.count("How a clock keeps time.") == said
    assert made["clocks/pendulum/index.md"].partition("\n---\n")[2].count("How a clock") == said


@pytest.mark.parametrize("seconds", [10.0, 7.0, None])
def test_turns_fill_the_timeline(seconds: float | None) -> None:
    """One begins where the one before ends, with and without times, to a grain of 1 in 250."""
    reading = spoken(*[("Ines", 5), ("Bram", 5)] * 5, seconds=seconds)
    turns = page_of(reading).timeline.turns
    assert [turn.offset for turn in turns] == [100 * number for number in range(10)]
    assert {turn.width for turn in turns} == {100}


@pytest.mark.parametrize("chapters", [5, 40, 160])
def test_chapters_alone_take_three_minutes(chapters: int) -> None:
    """The longest chapters show a sentence as far as three minutes go, the others their title."""
    reading = read(TIMED, tuple(f"Chapter number {number}" for number in range(chapters)))
    told = tuple(
        replace(each, segments=(), start=60.0 * (number + 1), end=60.0 * (number + 1) + number)
        for number, each in enumerate(reading.outline.chapters)
    )
    parts = tuple(Summary(sentences=(sentence(4), sentence(30)), best=1) for _ in told)
    summary = replace(reading.summary, parts=parts)
    sections = page_of(
        replace(reading, outline=replace(reading.outline, chapters=told), summary=summary)
    ).sections
    shown = [section.told for section in sections]
    assert shown == sorted(shown)  # longer ones come later here
    count = sum(shown)
    assert 3 * len(sections) + 30 * count <= 3 * 238
    assert shown[-1] is (chapters < 160)
    assert all(shown) is (chapters == 5)
    assert {section.best for section in sections} == {1}


@pytest.mark.parametrize(
    ("own", "chapters", "minutes"), [(0, 0, 0), (1, 0, 1), (238, 0, 1), (208, 30, 1), (208, 31, 2)]
)
def test_minutes_to_read_are_begun_ones(own: int, chapters: int, minutes: int) -> None:
    """238 words a minute, the chapters' summaries with the episode's; nothing takes no time."""
    summary = Summary(
        sentences=(sentence(own),) if own else (),
        parts=(Summary(sentences=(sentence(chapters),) if chapters else ()),),
    )
    reading = replace(library().readings[0], summary=summary)
    assert page_of(reading).minutes == minutes


def test_shares_are_of_all_words_with_a_speaker() -> None:
    """To the nearest per cent, who says most first; what nobody is named for counts for nobody."""
    reading = spoken(("Bram", 1), ("Ines", 2), (None, 50))
    assert [(v.name, v.share, v.hue) for v in page_of(reading).voices] == [
        ("Ines", 67, 0),
        ("Bram", 33, 1),
    ]
    [alone] = page_of(spoken(("Bram", 9), (None, 50))).voices
    assert (alone.share, alone.seconds) == (None, None)


@pytest.mark.parametrize(("words", "share", "shown"), [(1, 0, "under 1"), (2, 1, "1")])
def test_a_small_share_is_not_none(words: int, share: int, shown: str) -> None:
    """Who says least is named with "under 1 %", never with 0 %."""
    reading = spoken(("Bram", 300), ("Ines", words))
    page = page_of(reading)
    assert page.voices[1].share == share
    held = replace(library(), readings=(reading,), topics=(), people=(), digests=(), relatives={})
    assert f"{shown} %" in render(held)[f"{page.path}index.html"].replace("\N{NO-BREAK SPACE}", " ")


def test_six_speakers_have_a_colour_of_their_own() -> None:
    """The seventh and all after share the last one."""
    said = [(f"Speaker {number}", 20 - number) for number in range(8)]
    assert [voice.hue for voice in page_of(spoken(*said)).voices] == [0, 1, 2, 3, 4, 5, 6, 6]


def test_who_speaks_when_is_drawn_to_scale() -> None:
    """By time where there is one, else by words; whoever says most in a stretch has it."""
    timed = page_of(spoken(("Ines", 9), ("Ines", 1), ("Bram", 5), ("Ines", 5))).timeline.turns
    assert [(turn.hue, turn.offset, turn.width) for turn in timed] == [
        (0, 0, 500),
        (1, 500, 248),
        (0, 748, 252),
    ]
    untimed = page_of(spoken(("Ines", 30), ("Bram", 10), seconds=None)).timeline.turns
    assert [turn.hue for turn in untimed] == [0, 1]
    assert 740 <= untimed[0].width <= 760
    assert page_of(spoken(("Ines", 30), (None, 10))).timeline.turns == ()


def test_chapters_are_drawn_to_scale() -> None:
    """In thousandths of the whole, without a gap; one alone is not drawn."""
    blocks = page_of(library().readings[0]).timeline.blocks
    assert [(block.offset, block.width) for block in blocks] == [(0, 333), (333, 334), (667, 333)]
    assert page_of(spoken(("Ines", 9))).timeline.blocks == ()


def test_a_page_names_its_eight_topics_most_spoken_of() -> None:
    """Most mentions first, and no ninth."""
    reading = library().readings[0]
    topics = tuple(
        replace(
            library().topics[0],
            slug=f"t{number}",
            title=f"T{number}",
            mentions=(Mention(reading=reading, cues=tuple(range(number + 1))),),
        )
        for number in range(9)
    )
    links = page_of(reading, topics=topics).topics
    assert [link.title for link in links] == [f"T{number}" for number in range(8, 0, -1)]


def test_neighbours_are_the_newer_and_the_older() -> None:
    """The newest has none before it, the oldest none after."""
    held = replace(library(), readings=many(3), topics=(), people=(), digests=(), relatives={})
    pages = [page for page in EPISODES.present(archive_of(held)) if isinstance(page, EpisodePage)]
    assert [
        (page.newer and page.newer.title, page.older and page.older.title) for page in pages
    ] == [(None, "E1"), ("E0", "E2"), ("E1", None)]


@pytest.mark.parametrize(
    ("texts", "direction"), [(("שלום abc",), "rtl"), (("שלום abcde",), "ltr"), (("12",), "ltr")]
)
def test_words_run_as_most_of_their_letters(texts: tuple[str, ...], direction: str) -> None:
    """Numbers have no direction; as many of either run from left to right."""
    cues = tuple(Cue(text=text, start=0.0, end=1.0) for text in texts)
    reading = read_in_one(replace(TIMED, transcript=Transcript(cues=cues * 40)))
    assert page_of(reading).direction == direction


def test_only_the_first_forty_cues_tell_the_direction() -> None:
    """A quotation at the end turns nothing around."""
    first = (Cue(text="ab", start=0.0, end=1.0),)
    long = (Cue(text="שלום" * 30, start=1.0, end=2.0),)
    for count, direction in ((39, "rtl"), (40, "ltr")):
        transcript = Transcript(cues=first * count + long)
        reading = read_in_one(replace(TIMED, transcript=transcript))
        assert page_of(reading).direction == direction


@pytest.mark.parametrize(
    ("media", "video", "kind"),
    [
        ("https://a.example/x.mp3", "https://vimeo.com/1", "audio"),
        ("https://a.example/x.MP4?x=1", None, "video"),
        (None, "https://vimeo.com/1", "frame"),
        (None, "https://a.example/film", None),
        (None, None, None),
    ],
)
def test_a_file_is_played_before_a_frame(
    media: str | None, video: str | None, kind: str | None
) -> None:
    """The recording's own file, as sound or as a film; else the player of a host that has one."""
    reading = library().readings[0]
    episode = replace(reading.episode, media=media, video=video)
    player = page_of(replace(reading, episode=episode)).player
    assert (player and player.kind) == kind


def test_search_engines_read_whole_seconds() -> None:
    """A chapter begins in the second in which it does; without times there are no clips."""
    reading = library().readings[0]
    chapters = reading.outline.chapters
    moved = replace(chapters[1], start=80.9, end=160.2)
    outline = replace(reading.outline, chapters=(chapters[0], moved, chapters[2]))
    episode = replace(reading.episode, duration=240.4)
    data = page_of(replace(reading, outline=outline, episode=episode)).linked_data
    assert data
    assert data["timeRequired"] == "PT240S"
    assert isinstance(data["hasPart"], list)
    clip = data["hasPart"][1]
    assert (clip["startOffset"], clip["endOffset"]) == (80, 160)
    assert clip["url"].endswith("/slow-ferries/lanterns/#the-bell")
    untimed = page_of(library().readings[1]).linked_data
    assert untimed
    assert "hasPart" not in untimed
    assert "timeRequired" not in untimed


def test_two_chapters_are_drawn_by_words_where_there_are_no_times() -> None:
    """Half of the words each, half of the whole each."""
    page = page_of(library().readings[1])
    assert [section.seconds for section in page.sections] == [None, None]
    assert sum(block.width for block in page.timeline.blocks) == 1000
    assert len(page.timeline.blocks) == 2


@pytest.mark.parametrize(
    ("video", "watch"),
    [
        ("https://vimeo.com/1", "https://vimeo.com/1#t=80s"),
        (None, "https://audio.example/lanterns.mp3#t=80"),
    ],
)
def test_a_chapter_leads_to_its_moment(video: str | None, watch: str) -> None:
    """In the video where there is one, else in the recording's file."""
    reading = library().readings[0]
    page = page_of(replace(reading, episode=replace(reading.episode, video=video)))
    assert page.sections[1].watch == watch
    assert page.watch == watch.replace("80", "{seconds}")


def test_a_page_is_described_by_what_a_model_wrote_where_that_is_best() -> None:
    """Never by a quotation that stands among it as though it were its own."""
    reading = library().readings[0]
    said = reading.summary.sentences[0]
    written = replace(said, text="It is told in other words.")
    summary = Summary(sentences=(written, replace(said, backend="extractive")))
    page = page_of(replace(reading, backend="openai:m", summary=summary))
    assert [point.quoted for point in page.points] == [False, True]
    assert page.description == written.text


def test_a_page_was_checked_by_what_all_of_its_sentences_passed() -> None:
    """Of those that were checked at all: one that was not read again is enough."""
    reading = library().readings[0]
    said = reading.summary.sentences[0]
    words, both = replace(said, checks=("words",)), replace(said, checks=("words", "reading"))
    for sentences, checks in (
        ((both, both), {"words", "reading"}),
        ((both, words, said), {"words"}),
        ((said,), set()),
    ):
        page = page_of(replace(reading, summary=Summary(sentences=sentences)))
        assert page.checks == checks
