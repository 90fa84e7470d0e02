"""What is taken down leaves the transcript, what people wrote of it, and finished work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.loading import Loaded
from generator.model import (
    Cue,
    Episode,
    Introduction,
    ListedChapter,
    Rule,
    Show,
    Transcript,
    Verb,
)
from generator.summarizing.openai.prompts import Kind
from generator.summarizing.openai.store import Answer, Statement, Store
from generator.taking_down import Gone, forget, forget_answers, take_down

MARK = "[…]"
PIER = Show(slug="pier", title="Pier")
TALK = (
    ("A", "The mast, the rope."),
    ("A", "The pier and"),
    ("A", "the crane. The mast!"),
    ("B", "Who? The lamp, and"),
    ("A", "the buoy? More."),
)


def episode(slug: str = "tides", **other: object) -> Episode:
    """A talk on a pier."""
    cues = tuple(Cue(text=text, speaker=speaker) for speaker, text in TALK)
    plain = Episode(
        show=PIER,
        slug=slug,
        title="Tides",
        transcript=Transcript(cues=cues),
        source=f"shows/pier/{slug}.vtt",
    )
    return replace(plain, **other)  # type: ignore[arg-type]  # a test knows the fields


def rule(words: str, **other: object) -> Rule:
    """That somebody takes these words down."""
    made = Rule(verb=Verb.TAKE_DOWN, words=words, path="a.yaml", line=3)
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("the mast", ["[…], the rope.", "", "the crane. […]!", "", ""]),
        ("the mast the rope", ["[…].", "", "", "", ""]),
        ("the pier and the crane", ["", "[…].", "The mast!", "", ""]),
        ("rope the pier and the", ["The mast, the […]", "-", "crane. The mast!", "", ""]),
        ("crane the mast who", ["", "", "the […]", "[…]? The lamp, and", ""]),
        ("the lamp and the buoy", ["", "", "", "Who? […]", "[…]? More."]),
        ("pier and the crane the mast", ["", "The […]!", "-", "", ""]),
        (
            "the rope the pier and the crane the mast who the lamp and the buoy more",
            ["The mast, […]", "-", "-", "[…]", "[…]."],
        ),
    ],
)
def test_a_mark_stands_where_each_speaker_began(words: str, after: list[str]) -> None:
    """Once for what one person says, be it in several cues, with what ended the words after it.

    "" is a cue that is as it was, "-" one of which nothing is left.
    """
    loaded, _ = take_down(Loaded(episodes=(episode(),), rules=(rule(words),)), MARK)
    [taken] = loaded.episodes
    told = [
        "" if cue.text == text else cue.text or "-"
        for cue, (_, text) in zip(taken.transcript.cues, TALK, strict=True)
    ]
    assert told == after
    assert taken.taken_down == tuple(n for n, text in enumerate(after) if text)


def test_a_sign_goes_to_one_speaker_alone() -> None:
    """What ended the words of the second is not said of the first; a cue of signs is no word."""
    said = (("A", "So the mast"), ("B", "the rope"), ("B", "—"), ("B", "the pier! Yes."))
    cues = tuple(Cue(text=text, speaker=speaker) for speaker, text in said)
    told = episode(transcript=Transcript(cues=cues))
    words = rule("mast the rope the pier")
    loaded, gone = take_down(Loaded(episodes=(told,), rules=(words,)), MARK)
    [taken] = loaded.episodes
    assert [cue.text for cue in taken.transcript.cues] == ["So the […]", "[…]!", "", "Yes."]
    assert [each.parts for each in gone] == [("mast", "the rope", "the pier")]


def test_each_rule_is_followed_where_it_is_about() -> None:
    """In all its episodes, one after another; what names nothing is told; others' rules stay."""
    rope = episode("rope", title="The rope", tags=("the rope", "x"))
    drop = Rule(verb=Verb.DROP, words="more")
    rules = (
        rule("the mast"),
        drop,
        rule("the crane", source=rope.source),
        rule("the rope", episode="The Rope", line=5),
        rule("the whale", line=7),
        rule("the lamp", source="shows/pier/other.vtt", line=9),
    )
    loaded, gone = take_down(Loaded(episodes=(episode(), rope), notes=("x",), rules=rules), MARK)
    first, second = loaded.episodes
    assert first.taken_down == (0, 2)
    assert [cue.text for cue in first.transcript.cues][2] == "the crane. […]!"
    assert second.taken_down == (0, 2)
    assert [cue.text for cue in second.transcript.cues][:3] == [
        *("[…], […].", "The pier and", "[…]. […]!"),
    ]
    assert (first.title, second.title, second.tags) == ("Tides", "[…]", ("[…]", "x"))
    assert loaded.rules == (drop,)
    assert [each[:20] for each in loaded.notes] == [
        *("x", "a.yaml:7: take_down ", "a.yaml:9: take_down "),
    ]
    assert [each.parts for each in gone] == [
        *(("The mast",), ("The mast",), ("The mast",), ("The mast",)),
        *(("the crane",), ("the rope",)),
    ]


def test_what_people_wrote_of_it_loses_the_words_too() -> None:
    """Each time they stand there, in whatever capitals, though nobody says them; nothing else."""
    told = episode(
        notes="A whale, a Whale! And whales.",
        introduction=Introduction(text="Of the whale.", origin="notes"),
        chapters=(ListedChapter(title="Whale", start=0.0), ListedChapter(title="Rope", start=9.0)),
        tags=("whale", "rope"),
        title="Whale on a whale",
    )
    loaded, gone = take_down(Loaded(episodes=(told,), rules=(rule("whale"),)), MARK)
    [taken] = loaded.episodes
    assert taken.notes == "A […], a […]! And whales."
    assert taken.introduction == Introduction(text="Of the […].", origin="notes")
    assert [each.title for each in taken.chapters] == ["[…]", "Rope"]
    assert taken.tags == ("[…]", "rope")
    assert taken.title == "[…] on a […]"
    assert (taken.transcript, taken.taken_down, loaded.notes) == (told.transcript, (), ())
    assert gone == (Gone(parts=("whale",)),)


def test_a_moment_takes_what_is_said_then_out_of_what_people_wrote() -> None:
    """The words of the sentence, which nobody had to write into the rule."""
    cues = tuple(
        Cue(text=text, start=5.0 * n, end=5.0 * n + 4)
        for n, text in enumerate(("The mast.", "The rope is red.", "The pier."))
    )
    told = episode(transcript=Transcript(cues=cues), notes="Why the rope is red. The mast.")
    by_time = rule("", moment=5.0)
    loaded, gone = take_down(Loaded(episodes=(told,), rules=(by_time,)), MARK)
    [taken] = loaded.episodes
    assert [cue.text for cue in taken.transcript.cues] == ["The mast.", "[…].", "The pier."]
    assert taken.notes == "Why […]. The mast."
    assert gone == (Gone(parts=("The rope is red",)),)


@pytest.mark.parametrize(
    ("parts", "text", "may"),
    [
        (("the red rope",), "of the red, rope!", True),
        (("the red rope",), "the red ropes", False),
        (("the red rope",), "bathe red rope", False),
        (("the red rope",), "rope red the", False),
        (("the red rope",), "the red\\nrope", False),
        (("the red", "rope is"), "the red rope is", True),
        (("the red", "rope is"), '"rope is", "the red"', True),
        (("the red", "rope is"), "the red is rope", False),
        (("the red", "rope is"), "rope is red the", False),
        (("the red", "rope is"), "the red rope", False),
        (("the red rope",), "the red", False),
    ],
)
def test_words_are_known_again_in_a_store(parts: tuple[str, ...], text: str, may: bool) -> None:
    """As whole words in their order, whatever stands between; of several cues also each apart."""
    assert Gone(parts=parts).stand_in(text) is may


RED = Gone(parts=("red rope",))


@pytest.mark.parametrize(
    ("fresh", "phrases"), [((), False), (("one",), False), (("one", "two"), True)]
)
def test_finished_work_forgets(tmp_path: Path, fresh: tuple[str, ...], phrases: bool) -> None:
    """Whatever holds the words goes, and all phrases with it unless it was just stored."""
    for name, text in {
        "aa/one": "Red Rope",
        "bb/cc/two": "the red, rope",
        "bb/three": "red",
        "phrases/dd/four": "red",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    before = sorted(tmp_path.rglob("*"))
    forget(tmp_path, ())
    forget(tmp_path / "nowhere", (RED,))
    assert sorted(tmp_path.rglob("*")) == before
    forget(tmp_path, (RED,), fresh)
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == ({"three", "four"} if phrases else {"three"})


def test_stored_answers_forget(tmp_path: Path) -> None:
    """An answer goes alone, what cannot be read goes whole, and the ledger keeps what it cost."""
    path = tmp_path / "pier" / "tides.json"
    store = Store(path)
    for key, text in (("a" * 8, "It is of red rope."), ("b" * 8, "It is blue.")):
        store.put(
            Answer(
                key=key,
                speech="s",
                kind=Kind.CHAPTER,
                place="chapter 1",
                model="m",
                statements=(Statement(text=text, lines=(1,)),),
            )
        )
    blue, red = '{"cost": 1, "faults": ["blue"]}', '{"cost": 2, "faults": ["red rope"]}'
    (tmp_path / "calls.jsonl").write_text(f'{blue}\n{red}\n[1, "red rope"]\n')
    (tmp_path / "odd.json").write_text("red rope")
    (tmp_path / "other.json").write_text("blue rope")
    forget_answers(tmp_path, ())
    assert (tmp_path / "odd.json").is_file()
    forget_answers(tmp_path, (RED,))
    assert [each["key"] for each in json.loads(path.read_text())["answers"]] == ["b" * 8]
    ledger = (tmp_path / "calls.jsonl").read_text().splitlines()
    assert ledger == [blue, '{"cost": 2, "faults": []}', ""]
    assert not (tmp_path / "odd.json").exists()
    assert (tmp_path / "other.json").read_text() == "blue rope"
