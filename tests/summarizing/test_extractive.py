from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.hearing import hear
from generator.model import Chapter, Cue, Origin, Outline, Reading, Transcript, all_sentences
from generator.summarizing import extractive
from generator.summarizing.extractive import GOOD_ENOUGH, Extractive
from generator.summarizing.good_points import GoodPoints
from generator.summarizing.judgement import Judgement, Judgements
from generator.summarizing.verification import cited_text, faults, is_verbatim
from tests.conversations import BEES, BEES_STARTS, episode_of, outline_of

EPISODE = episode_of(BEES)


def read(titles: tuple[str, ...] = ()) -> Reading:
    """The interview on bees, summarized."""
    outline = outline_of(EPISODE, BEES_STARTS, titles)
    utterances = hear(EPISODE.transcript)
    return Extractive().summarize(EPISODE, utterances, outline)


def test_parts_match_the_outline() -> None:
    """The tree of summaries has the shape of the outline."""
    reading = read()
    assert len(reading.summary.parts) == len(reading.outline.chapters)
    for part, chapter in zip(reading.summary.parts, reading.outline.chapters, strict=True):
        assert len(part.parts) == len(chapter.segments)


def test_each_chapter_says_what_it_is_about() -> None:
    """Swarming and mites are summed up in their own chapters, in the speaker's words."""
    _, swarming, mites, _ = read().summary.parts
    assert any("swarm" in s.text.lower() for s in swarming.sentences)
    assert any("oxalic acid" in s.text for s in mites.sentences)
    assert {s.speaker for s in mites.sentences} == {"Bram"}


def test_every_sentence_is_faithful() -> None:
    """Every sentence at every level is made of words of the cues it cites."""
    for sentence in all_sentences(read().summary):
        assert faults(sentence, EPISODE.transcript) == []
        assert is_verbatim(sentence.text, cited_text(sentence.sources, EPISODE.transcript))


def test_no_small_talk_is_published() -> None:
    """Greetings, thanks and moderation do not reach a reader."""
    text = " ".join(sentence.text for sentence in all_sentences(read().summary)).lower()
    for phrase in ("welcome", "thank", "great question", "let's talk", "um,", "you know"):
        assert phrase not in text


def test_the_whole_is_drawn_from_several_chapters() -> None:
    """Key points stand in the order of speech and come from more than one chapter."""
    summary = read().summary
    cues = [s.sources[0].first_cue for s in summary.sentences]
    assert cues == sorted(cues)
    assert len({sum(cue >= start for start in BEES_STARTS) for cue in cues}) > 1


def test_one_sentence_stands_for_each_chapter() -> None:
    """The best of a chapter is one of its sentences, and those stand in the order of speech."""
    for part in read().summary.parts:
        cues = [sentence.sources[0].first_cue for sentence in part.sentences]
        assert cues == sorted(cues)
        assert 0 <= part.best < max(1, len(cues))


def test_small_talk_has_no_summary() -> None:
    """A chapter of which nothing is worth reading stays empty."""
    assert read().summary.parts[-1].sentences == ()


def test_chapters_listed_as_idle_have_no_summary() -> None:
    """What people list as their sponsors' is not quoted, whatever is said there."""
    named = read(("Beekeeping", "Swarming", "Mites", "Farewell")).summary.parts[2]
    assert named.sentences
    assert read(("Beekeeping", "Swarming", "Sponsors", "Farewell")).summary.parts[2].sentences == ()


def test_chapters_found_to_be_advertising_have_no_summary() -> None:
    """Nor what is said in the same breath as it; a chapter found under another name is."""
    found = outline_of(EPISODE, (0, 4))
    for title, quoted in (("Mites", True), ("Sponsor", False)):
        chapters = tuple(
            replace(each, title=title, origin=Origin.GENERATED) for each in found.chapters
        )
        reading = Extractive().summarize(
            EPISODE, hear(EPISODE.transcript), replace(found, chapters=chapters)
        )
        assert any(part.sentences for part in reading.summary.parts) == quoted


def test_without_a_transcript_summaries_are_empty() -> None:
    """An episode that only has a chapter list keeps its shape and says nothing."""
    episode = replace(EPISODE, transcript=Transcript())
    chapter = Chapter(title="Mites", origin=Origin.SOURCE, start=0.0, end=60.0, segments=())
    reading = Extractive().summarize(episode, (), Outline(chapters=(chapter, chapter)))
    assert reading.summary.sentences == ()
    assert [part.sentences for part in reading.summary.parts] == [(), ()]
    assert reading.coverage == 0.0


def test_the_same_input_gives_the_same_reading() -> None:
    """Nothing depends on the order of a set or on an earlier run."""
    assert read() == read()


FRENCH = """
Ada: Les abeilles quittent la ruche au printemps quand la colonie devient trop grande.
Ada: La vieille reine part avec ses ouvrières et cherche un nouvel abri dans la forêt.
Ada: Le varroa est un acarien qui se reproduit dans le couvain des abeilles.
Ada: Nous comptons les acariens chaque semaine sur une planche collante.
"""


def test_other_languages_are_summarized() -> None:
    """Without a word list or a grammar for it, speech still gives sentences."""
    episode = replace(episode_of(FRENCH, title="Les abeilles"), language="fr")
    utterances = hear(episode.transcript, episode.language)
    outline = outline_of(episode, (0,))
    summary = Extractive().summarize(episode, utterances, outline).summary
    assert summary.parts[0].sentences


SALAD = """
So Bees, queens swarm. mites? Yeah, the hive is was it They like you know 40 - … and because
Millbrook keeps "honey" (wax) don't
"""
LINES = st.lists(
    st.lists(st.sampled_from(SALAD.split()), max_size=14).map(" ".join), min_size=1, max_size=16
)


@settings(max_examples=60)
@given(LINES, st.booleans())
def test_any_speech_is_summarized_faithfully(lines: list[str], timed: bool) -> None:
    """Whatever was said, sources lie inside the transcript and hold the words of their sentence."""
    cues = tuple(
        Cue(
            text=line,
            start=float(i) if timed else None,
            end=i + 1.0 if timed else None,
            speaker="Ada" if i % 3 else None,
        )
        for i, line in enumerate(lines)
    )
    episode = replace(EPISODE, transcript=Transcript(cues=cues))
    outline = outline_of(episode, (0,) if len(lines) < 6 else (0, len(lines) // 2))
    reading = Extractive().summarize(episode, hear(episode.transcript, episode.language), outline)
    for sentence in all_sentences(reading.summary):
        assert faults(sentence, episode.transcript) == []
        assert is_verbatim(sentence.text, cited_text(sentence.sources, episode.transcript))


FLAT = Judgement(terms={}, intercept=0.0)
"""Each sentence is worth as much as another."""
SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su"]


def judge_all(log_odds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have readers find every key point good with the same log-odds."""
    learned = GoodPoints(intercept=log_odds, terms={})
    monkeypatch.setattr(extractive, "load_good_points", lambda: learned)


@pytest.fixture
def all_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers find each key point as good as another, and good enough."""
    judge_all(GOOD_ENOUGH, monkeypatch)


def lines_of(count: int) -> str:
    """So many sentences of ten words, each about something else."""
    names = ["".join(SYLLABLES[int(d)] for d in f"{number:03}") for number in range(3 * count)]
    return "\n".join(
        f"Ada: The keeper of {one} carries {two} to {three} before dawn."
        for one, two, three in zip(names[::3], names[1::3], names[2::3], strict=True)
    )


@pytest.mark.usefixtures("all_alike")
@pytest.mark.parametrize(
    ("count", "points", "sentences"),
    [
        (14, 3, 1),
        (15, 3, 2),
        (34, 3, 2),
        (35, 3, 3),
        (69, 3, 3),
        (70, 3, 4),
        (119, 3, 4),
        (120, 3, 5),
        (149, 3, 5),
        (150, 4, 5),
        (180, 4, 6),
        (199, 4, 6),
        (200, 5, 6),
        (259, 6, 6),
        (260, 6, 7),
        (350, 8, 7),
        (400, 8, 7),
    ],
)
def test_the_longer_the_more_is_printed(count: int, points: int, sentences: int) -> None:
    """A key point for each 500 words, three to eight; a chapter's grow slower and slower."""
    episode = episode_of(lines_of(count), title="Dawn")
    utterances = hear(episode.transcript)
    judgements = Judgements(english=FLAT, other=FLAT)
    outline = outline_of(episode, (0,))
    summary = Extractive(judgements=judgements).summarize(episode, utterances, outline).summary
    assert (len(summary.sentences), len(summary.parts[0].sentences)) == (points, sentences)


def points_of(lines: str, *quoted: str) -> list[str]:
    """The key points of some lines of which the notes quote some."""
    episode = replace(
        episode_of(lines, title="Dawn"), notes="\n\n".join(f"> {each}" for each in quoted)
    )
    backend = Extractive(judgements=Judgements(english=FLAT, other=FLAT))
    reading = backend.summarize(episode, hear(episode.transcript), outline_of(episode, (0,)))
    return [sentence.text for sentence in reading.summary.sentences if sentence.picked] + [
        sentence.text for sentence in reading.summary.sentences if not sentence.picked
    ]


@pytest.mark.usefixtures("all_alike")
@pytest.mark.parametrize(("quoted", "points"), [(0, 3), (2, 3), (3, 4), (7, 8), (8, 8), (9, 8)])
def test_beside_what_people_quote_stands_something_else(quoted: int, points: int) -> None:
    """One key point more than the notes quote, eight at the most; what they quote comes first."""
    said = [line.partition(": ")[2] for line in lines_of(20).splitlines()]
    found = points_of(lines_of(20), *said[10 : 10 + quoted])
    assert len(found) == points
    assert found[: min(quoted, 8)] == said[10 : 10 + min(quoted, 8)]


@pytest.mark.usefixtures("all_alike")
def test_of_a_quotation_that_cannot_be_printed_the_longest_sentence_stands() -> None:
    """A question is no sentence of a summary, unless people quote it."""
    short = "Who carries the lamp to the harbour now?"
    long = "Who would carry the other lamp up to the very top of that tower?"
    lines = f"{lines_of(3)}\nAda: {short}\nAda: {long}\n{lines_of(6)}"
    assert points_of(lines, f"{short} {long}")[0] == long


@pytest.mark.parametrize(("beside", "points"), [(0.0, 8), (-0.001, 4)])
def test_what_readers_find_no_good_is_no_key_point_beyond_four(
    beside: float, points: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recording of few good sentences has four key points, and what its notes quote."""
    judge_all(GOOD_ENOUGH + beside, monkeypatch)
    said = [line.partition(": ")[2] for line in lines_of(400).splitlines()]
    assert len(points_of(lines_of(400))) == points
    assert points_of(lines_of(400), *said[10:16])[:6] == said[10:16]


def test_key_points_are_what_readers_find_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """What readers of pages do not like gives way to what is worth less."""
    disliked = GoodPoints(intercept=GOOD_ENOUGH, terms={"digits": (0.0, 1.0, -2.0)})
    lines = lines_of(40).splitlines()
    lines[13] = lines[13].replace("before dawn", "at 10 past 5 sharp")
    judge_all(GOOD_ENOUGH, monkeypatch)
    assert any("at 10 past 5" in each for each in points_of("\n".join(lines)))
    monkeypatch.setattr(extractive, "load_good_points", lambda: disliked)
    assert not any("at 10 past 5" in each for each in points_of("\n".join(lines)))


@pytest.mark.usefixtures("all_alike")
def test_no_key_point_counts_on_another() -> None:
    """A step that has a first one before it stands in its chapter, and not for the whole."""
    lines = lines_of(3).replace("The keeper", "Step two was that the keeper", 1)
    episode = episode_of(lines, title="Dawn")
    judgements = Judgements(english=FLAT, other=FLAT)
    outline = outline_of(episode, (0,))
    summary = (
        Extractive(judgements=judgements)
        .summarize(episode, hear(episode.transcript), outline)
        .summary
    )
    assert [each.text[:10] for each in summary.sentences] == ["The keeper"] * 2


@pytest.mark.usefixtures("all_alike")
@pytest.mark.parametrize(
    ("worth", "points", "sentences", "leaves"),
    [
        (-2.9, 1, 1, 1),
        (-2.91, 1, 0, 1),
        (-3.5, 1, 0, 1),
        (-3.51, 0, 0, 1),
        (-4.6, 0, 0, 1),
        (-4.61, 0, 0, 0),
    ],
)
def test_what_is_worth_little_is_not_printed(
    worth: float, points: int, sentences: int, leaves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chapter asks most of its sentences, the whole less, a segment least."""
    monkeypatch.setattr("generator.summarizing.printing.flawed", lambda said, language: 0.0)
    episode = episode_of(lines_of(20), title="Dawn")
    flat = replace(FLAT, intercept=worth)
    summary = (
        Extractive(judgements=Judgements(english=flat, other=flat))
        .summarize(episode, hear(episode.transcript), outline_of(episode, (0,)))
        .summary
    )
    (part,) = summary.parts
    found = [len(summary.sentences), len(part.sentences), len(part.parts[0].sentences)]
    assert found == [points, sentences, leaves]
