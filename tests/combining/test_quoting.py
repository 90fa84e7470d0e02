"""Which sentences are fit to be quoted, and which of them come first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.combining.quoting import most_telling, published, sentence_at
from generator.model import Cue, Outline, Reading, Sentence, Source, Summary, Transcript
from tests.combining.readings import reading_of


def talk(*texts: str, chapters: int = 1) -> Reading:
    return reading_of("E", "\n".join(f"Ines: {text}" for text in texts), chapters=chapters)


def found(reading: Reading, cue: int, word: str = "bell") -> str | None:
    sentence = sentence_at(reading, cue, lambda text: word in text)
    return sentence.text if sentence else None


@pytest.mark.parametrize(("words", "fit"), [(5, False), (6, True), (45, True), (46, False)])
def test_a_quotation_has_six_to_45_words(words: int, fit: bool) -> None:
    """What is shorter says little, what is longer is not read."""
    text = f"Salt {' '.join(f'w{n}' for n in range(words - 2))} bell."
    assert (found(talk(text), 0) == text) == fit


def test_neither_questions_nor_other_sentences_are_found() -> None:
    """Nor what is said in another line."""
    assert found(talk("Who on the pier ever heard the bell?"), 0) is None
    assert found(talk("Nobody on the pier ever heard it ring."), 0) is None
    assert (
        found(talk("Nobody mended it that winter here.", "They rang the bell all night."), 0)
        is None
    )


def test_of_several_the_longest_is_found() -> None:
    """The first of equals."""
    short, long = "They rang the bell all night.", "They rang the bell all night long."
    other = "They sold the bell all night."
    assert found(talk(f"{short} {long}"), 0) == long
    assert found(talk(f"{long} {short}"), 0) == long
    assert found(talk(f"{short} {other}"), 0) == short


@pytest.mark.parametrize(("around", "whole"), [(4, True), (5, False)])
def test_a_sentence_is_read_four_lines_to_either_side(around: int, whole: bool) -> None:
    """Captions hold pieces of one; those further off belong to another, or it is too long."""
    pieces = [f"salt{n}" for n in range(2 * around + 1)]
    pieces[around] = "bell"
    cues = tuple(
        Cue(text=text, start=float(n), end=n + 1.0)
        for n, text in enumerate(["It was. Nobody", *pieces[1:-1], "rang. It was"])
    )
    reading = talk("Nothing.")
    reading = replace(reading, episode=replace(reading.episode, transcript=Transcript(cues=cues)))
    sentence = sentence_at(reading, around, lambda text: "bell" in text)
    assert sentence
    assert sentence.text.startswith("Nobody") == whole
    first, last = sentence.sources[0].first_cue, sentence.sources[0].last_cue
    assert ((first, last) == (0, 2 * around)) == whole


@pytest.mark.parametrize(("cue", "chapter"), [(0, 0), (2, 0), (3, 1), (5, 1), (6, 2), (8, 2)])
def test_a_line_stands_in_the_chapter_that_begins_before_it(cue: int, chapter: int) -> None:
    """With its own first line; without a transcript all stands in the first."""
    reading = talk(*["Yes."] * 9, chapters=3)
    assert reading.outline.chapters_at([cue]) == [chapter]
    bare = tuple(replace(each, segments=()) for each in reading.outline.chapters)
    assert Outline(chapters=bare).chapters_at([cue]) == [0]


def said(text: str, last_cue: int = 0, worth: float = 0.0) -> Sentence:
    source = Source(first_cue=last_cue, last_cue=last_cue, start=None, end=None)
    return Sentence(text=text, sources=(source,), worth=worth)


def summed_up(*top: Sentence, below: tuple[Sentence, ...] = ()) -> Reading:
    """A reading with these key points, and these of its one chapter."""
    return replace(
        talk(*["Yes."] * 9), summary=Summary(sentences=top, parts=(Summary(sentences=below),))
    )


def test_what_is_published_is_told_once() -> None:
    """An answer with its question, or alone, is one; two that end elsewhere are two."""
    reading = summed_up(said("It rings."), below=(said("Why? It rings."), said("It rings.", 3)))
    assert [(level, each.text) for level, each in published(reading)] == [
        (0, "It rings."),
        (1, "It rings."),
    ]
    without = replace(said("It rings."), sources=())
    assert [*published(summed_up(without))] == []


def test_the_most_telling_comes_first() -> None:
    """What readers would print, then what stands higher, then the longer up to 18 words."""

    def order(*top: Sentence, below: tuple[Sentence, ...] = ()) -> list[str]:
        return [each.text[:1] for each in most_telling(summed_up(*top, below=below))]

    assert order(said("a", 1), said("b", 2, worth=0.1)) == ["b", "a"]
    assert order(said("a", 1), below=(said("b b b b", 2),)) == ["a", "b"]
    assert order(said("a a", 1), said("b b b", 2)) == ["b", "a"]
    for words, first in ((18, "b"), (19, "a")):  # an article at the head does not count
        texts = ("a " * words, "b " * (words + 1))
        assert order(*(said(text.strip(), n) for n, text in enumerate(texts)))[0] == first
