"""Answers on the disk: found again whole, edited or not, and told from damaged ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.summarizing.openai.prompts import Kind
from generator.summarizing.openai.store import (
    DECLINED,
    FAILED,
    TOO_LONG,
    Answer,
    Statement,
    Store,
)

GEARS = Statement(text="The gears turn.", lines=(1, 12), spoken=(3, 14))
TIDES = Statement(text="A pen drew the tides.", lines=(2,), spoken=(4,))


def answer(place: str, kind: Kind = Kind.SEGMENT, *statements: Statement, note: str = "") -> Answer:
    return Answer(
        key=f"key of {place}", speech=f"speech of {place}", kind=kind, place=place, model="m",
        statements=statements, note=note,
    )  # fmt: skip


TERM = Statement(text="It draws.", lines=(2,), spoken=(4,), part="terms", name="Tidal pen")
SEGMENT = answer("segment 1.2", Kind.SEGMENT, GEARS, TIDES)
ALL = (
    SEGMENT,
    answer("outline", Kind.OUTLINE, Statement(text="Brass", lines=(1,), spoken=(1,))),
    answer("digest", Kind.DIGEST, TERM),
    *(answer(f"chapter {n}", Kind.CHAPTER, note=note) for n, note in
      enumerate((TOO_LONG, DECLINED, FAILED), 1)),
)  # fmt: skip


def found(path: Path, wanted: Answer) -> Answer | None:
    """What a later build finds where it wants this answer."""
    return Store(path).find(wanted.key, wanted.speech, wanted.kind)


def edit(
    path: Path, change: Callable[[dict[str, Any]], object], place: str = SEGMENT.place
) -> None:
    """Change the record of an answer."""
    record = json.loads(path.read_text())
    change(next(each for each in record["answers"] if each["place"] == place))
    path.write_text(json.dumps(record))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with answers of every kind."""
    path = tmp_path / "slow/tides.json"
    store = Store(path)
    for each in ALL:
        store.put(each)
    assert store.close() == 0
    return path


def test_answers_are_found_as_they_were_put(path: Path) -> None:
    """Whatever they hold, and why some hold nothing; at once and by a later build."""
    for each in ALL:
        assert found(path, each) == each
    before = path.read_bytes()
    assert Store(path).close() == 0
    assert path.read_bytes() == before


def test_a_changed_heading_is_an_edit_and_a_moved_part_is_damage(path: Path) -> None:
    """A person may reword what a sentence stands under, and not where it belongs."""
    edit(path, lambda record: record["sentences"][0].update(name="A pen"), "digest")
    changed = found(path, ALL[2])
    assert changed is not None
    assert changed.edited
    assert changed.statements == (replace(TERM, name="A pen", edited=True),)
    edit(path, lambda record: record["sentences"][0].update(part="lead"), "digest")
    assert found(path, ALL[2]) is None


def test_an_answer_is_found_by_what_it_answers(path: Path) -> None:
    """By its key and its kind; another question about the same words is another."""
    store = Store(path)
    assert store.find("other key", SEGMENT.speech, SEGMENT.kind) is None
    assert store.find(SEGMENT.key, SEGMENT.speech, Kind.CHAPTER) is None
    assert store.find(SEGMENT.key, "other speech", SEGMENT.kind) == SEGMENT


def test_answers_stand_in_the_order_of_the_recording(tmp_path: Path) -> None:
    """From the smallest parts up, by number and not by digit; numbers of lines on one line."""
    places = [("segment 2.1", Kind.SEGMENT), ("segment 1.10", Kind.SEGMENT),
              ("segment 1.9", Kind.SEGMENT), ("outline", Kind.OUTLINE), ("episode", Kind.EPISODE),
              ("chapter 2", Kind.CHAPTER)]  # fmt: skip
    store = Store(tmp_path / "a.json")
    for place, kind in places:
        store.put(answer(place, kind, GEARS))
    text = (tmp_path / "a.json").read_text()
    assert [each["place"] for each in json.loads(text)["answers"]] == [
        *("segment 1.9", "segment 1.10", "segment 2.1", "outline", "chapter 2", "episode")
    ]
    assert '"lines": [1, 12]' in text


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        (lambda a: a["sentences"][0].update(text="Of brass."), ["Of brass.", TIDES.text]),
        (lambda a: a["sentences"].pop(0), [TIDES.text]),
        (lambda a: a["sentences"][0].update(text="  "), [TIDES.text]),
        (lambda a: a["sentences"][1].update(text="A  pen\nwrote."), [GEARS.text, "A pen wrote."]),
        (lambda a: a["sentences"].reverse(), [TIDES.text, GEARS.text]),
        (lambda a: a.update(sentences=[]), []),
    ],
)  # fmt: skip
def test_a_persons_version_is_kept(
    change: Callable[[dict[str, Any]], object], texts: list[str], path: Path
) -> None:
    """Also for another model and prompt; only when the words spoken change is it set aside."""
    edit(path, change)
    for key in (SEGMENT.key, "another model's"):
        store = Store(path)
        kept = store.find(key, SEGMENT.speech, SEGMENT.kind)
        assert kept
        assert kept.edited
        assert [each.text for each in kept.statements] == texts
        assert store.close() == 0
    store = Store(path)
    assert store.find(SEGMENT.key, "other speech", SEGMENT.kind) is None
    assert store.close() == 1
    record = json.loads(path.read_text())["answers"][0]
    assert (record["edited"], record["outdated"]) == (True, True)
    store = Store(path)  # and what was said is said again
    assert store.find("any", SEGMENT.speech, SEGMENT.kind)
    assert store.close() == 0
    assert "outdated" not in path.read_text()


@pytest.mark.parametrize(("kind", "outdated"), [(Kind.CHECK, 0), (Kind.SEGMENT, 1)])
def test_an_edited_verdict_is_looked_for_later(kind: Kind, outdated: int, tmp_path: Path) -> None:
    """When all else was, a second reading is still to come: it is not set aside before."""
    path = tmp_path / "a.json"
    Store(path).put(answer("page", kind, GEARS))
    edit(path, lambda record: record["sentences"][0].update(text="Of brass."), "page")
    assert Store(path).close() == outdated
    assert Store(path).of_kind(kind)[0].edited


def test_what_a_person_wrote_outlives_an_answer_on_the_same_basis(tmp_path: Path) -> None:
    """A newer answer takes the place of the model's own; an edited one is set aside, not lost."""
    path = tmp_path / "a.json"
    old, new = (replace(SEGMENT, key=key, basis="the gears") for key in ("old", "new"))
    Store(path).put(old)
    Store(path).put(new)
    assert [each.key for each in Store(path).of_kind(Kind.SEGMENT)] == ["new"]
    edit(path, lambda record: record["sentences"][0].update(text="Of brass."))
    store = Store(path)
    store.put(replace(old, speech="other speech"))
    assert store.close() == 1
    kept = {each.key: each for each in Store(path).of_kind(Kind.SEGMENT)}
    assert kept["new"].statements[0].text == "Of brass."
    assert (kept["new"].edited, kept["new"].outdated, kept["old"].edited) == (True, True, False)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a.update(key="another"),
        lambda a: a.update(speech="another"),
        lambda a: a.update(model="another"),
        lambda a: a.update(place="segment 1.3"),
        lambda a: a.update(kind="chapter"),
        lambda a: a.update(note=DECLINED),
        lambda a: a.update(kind="none"),
        lambda a: a.pop("frame"),
        lambda a: a.pop("words"),
        lambda a: a["sentences"][0].update(lines=[1, 13]),
        lambda a: a["sentences"][0].update(spoken=[3, 15]),
        lambda a: a["sentences"][0].update(text=5),
        lambda a: a["sentences"][0].pop("check"),
    ],
)
def test_a_damaged_answer_is_none(change: Callable[[dict[str, Any]], object], path: Path) -> None:
    """What nobody edits does not fit any more; those beside it stay."""
    edit(path, change)
    store = Store(path)
    for key in (SEGMENT.key, "another"):
        for kind in Kind:
            assert store.find(key, SEGMENT.speech, kind) is None
    assert [found(path, each) for each in ALL[1:]] == list(ALL[1:])
    assert not store.broken


def test_a_file_that_is_broken_is_kept_and_read_as_far_as_it_goes(path: Path) -> None:
    """All but the answer that is cut, and what a person wrote is not lost."""
    text = path.read_text().replace('"lines": [1, 12]', '"lines": [1, 12')
    path.write_text(text)
    store = Store(path)
    assert store.broken
    assert path.with_suffix(".broken.json").read_text() == text
    assert [store.find(each.key, each.speech, each.kind) for each in ALL] == [None, *ALL[1:]]


@pytest.mark.parametrize("text", ["", "{}", '{"version": 2, "answers": []}', "[]", "7"])
def test_what_is_no_record_holds_no_answers(text: str, path: Path) -> None:
    """A later version's, or no record at all."""
    path.write_text(text)
    assert found(path, SEGMENT) is None
    Store(path).put(replace(SEGMENT, key="new"))
    assert found(path, replace(SEGMENT, key="new")) == replace(SEGMENT, key="new")
