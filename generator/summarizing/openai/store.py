"""What models answered, kept under content/summaries/ so that it is paid for once.

One file an episode, readable, meant to be committed and to be edited. An answer is found by the
hash of exactly what reached the prompt, or else by its basis: the same question about the same
words, whatever else stands around them now. So what a person changes below it, how words are cut
into lines, titles and names of people who have no part in it pay for nothing again.

Two checksums tell what happened to an answer since: `frame` is over what the program wrote and
nobody edits, and an answer whose frame does not hold is damaged, so it is asked for again; `words`
is over its key and its texts, and an answer whose frame holds but whose words do not was edited by
a person; `written` tells which of its sentences were. An answer that was copied to another key, or
into another file, is one of the two, or is about speech that is not there: it never passes for the
model's own. An edited answer is kept whatever model or prompt is chosen later: it is found by the
words that were spoken, and is outdated only when those change.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ...files import write_whole
from .prompts import Kind

VERSION = 1
TOO_LONG, DECLINED, FAILED = "too long", "declined", "failed the checks"
_OUTLINES = (Kind.OUTLINE, Kind.CONTENTS)
_NOTE = (
    "What a model wrote about this recording, kept so that it is paid for once. You may change a "
    '"text", a "title" or a "name", or delete a sentence: your version is published and marked as '
    "edited."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a stored answer; in an outline, one chapter title."""

    text: str
    lines: tuple[int, ...] = ()
    """Numbers of the lines it cites in the prompt, from 1; in an outline, of its first passage."""
    spoken: tuple[int, ...] = ()
    """The same lines as numbers among all that is spoken in the part, from 1."""
    part: str = ""
    """Which part of an answer that has several: "3.1", "terms"."""
    name: str = ""
    """What the sentence is said of: a term, a heading; the question that it answers."""
    series: str = ""
    """What the list is called that it stands in."""
    said: tuple[str, ...] = ()
    """Where their words stand; see `generator.summarizing.openai.spoken`."""
    edited: bool = False
    """Whether a person wrote it anew."""
    written: str = field(default="", compare=False)
    """Hash of the text that the model gave; empty where it is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is stored. One without statements is stored so as not to ask again."""

    key: str
    """Hash of everything that reached the prompt."""
    speech: str
    """Hash of all that is spoken in the part it is about."""
    kind: Kind
    place: str
    """Which part, for people: "chapter 3"."""
    model: str
    statements: tuple[Statement, ...]
    basis: str = ""
    """Hash of what it rests on: it is used as long as that stands. Empty: of the key alone."""
    note: str = ""
    """Why there are no statements: one of `TOO_LONG`, `DECLINED`, `FAILED`."""
    parts: tuple[str, ...] = ()
    """Which parts it had statements for; a person may have left some without."""
    tries: int = 0
    """Of how many builds it is the outcome, where it is no answer."""
    edited: bool = False
    outdated: bool = False
    """Edited, but what was spoken has changed since."""
    words: str = field(default="", compare=False)
    """Hash of all texts as the model gave them; empty where they are these."""

    @property
    def emptied(self) -> frozenset[str]:
        """The parts of which a person left no statement."""
        return frozenset(self.parts) - {each.part for each in self.statements}


class Store:
    """The answers about one episode or digest, and the file they are in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: set[str] = set()
        self._without = ""
        self.broken = False
        """Whether a person's change left the file unreadable in part; it is kept beside."""
        self._answers = {answer.key: answer for answer in self._load()}
        self._written = self._dump()

    def find(self, key: str, speech: str, kind: Kind) -> Answer | None:
        """The answer to use: the edited one about this speech, or else the one with this key."""
        for answer in self._answers.values():
            if answer.edited and answer.kind is kind and answer.speech == speech:
                self._used.add(answer.key)
                return answer
        stored = self._answers.get(key)
        if stored is None or stored.edited or stored.kind is not kind:
            return None
        self._used.add(key)
        return stored

    def of_kind(self, kind: Kind) -> tuple[Answer, ...]:
        """All answers about parts of a kind, be they of use or not."""
        return tuple(answer for answer in self._answers.values() if answer.kind is kind)

    def find_standing(self, basis: str, kind: Kind) -> Answer | None:
        """An answer that rests on the same, though it was asked for in other words around it."""
        for answer in self._answers.values():
            if basis and answer.basis == basis and answer.kind is kind and answer.statements:
                self._used.add(answer.key)
                return answer
        return None

    def put(self, answer: Answer) -> None:
        """Keep an answer, in the place of another on the same basis; then it is on the disk."""
        if answer.statements and answer.basis:
            self._answers = {
                key: each
                for key, each in self._answers.items()
                if each.edited or not each.statements or each.basis != answer.basis
            }
        self._answers[answer.key] = answer
        self._used.add(answer.key)
        self._save()

    def close(self) -> int:
        """Mark the edited answers whose speech has changed; return how many there are.

        Only to be called when everything that is wanted was looked for.
        """
        for key, answer in self._answers.items():
            if answer.edited and answer.kind is not Kind.CHECK:  # that is looked for later
                self._answers[key] = replace(answer, outdated=key not in self._used)
        if self._dump() != self._written:
            self._save()
        return sum(answer.outdated for answer in self._answers.values())

    def forget(self, rests: Callable[[Answer], bool], without: str | None = None) -> None:
        """Delete the answers that rest on what was taken down, save for those that were used.

        `without` names all that was; where it did when this was last called, nothing is done, so
        that what was asked since then stays.
        """
        if without is not None and without == self._without:
            return
        self._answers = {
            key: each for key, each in self._answers.items() if key in self._used or not rests(each)
        }
        self._without = self._without if without is None else without
        if self._dump() != self._written:
            self._save()

    def _load(self) -> Iterator[Answer]:
        if not self._path.is_file():  # a pipe would be waited for
            return
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return
        try:
            record = json.loads(text)
            answers = record["answers"] if record["version"] == VERSION else []
            self._without = str(record.get("without", ""))
        except (ValueError, KeyError, TypeError, RecursionError):
            self.broken = True
            with suppress(OSError):
                self._path.with_suffix(".broken.json").write_text(text, encoding="utf-8")
            answers = list(_salvage(text))
        for record in answers if isinstance(answers, list) else []:
            with suppress(KeyError, TypeError, ValueError, AttributeError):
                yield _revive(record)

    def _dump(self) -> str:
        answers = sorted(self._answers.values(), key=lambda each: (_order(each), each.key))
        record: dict[str, Any] = {"version": VERSION, "note": _NOTE}
        if self._without:
            record["without"] = self._without
        record["answers"] = [_record(each) for each in answers]
        return _NUMBERS.sub(_on_one_line, json.dumps(record, ensure_ascii=False, indent=1)) + "\n"

    def _save(self) -> None:
        self._written = self._dump()
        write_whole(self._path, self._written.encode(), durable=True)


_NUMBERS = re.compile(r"\[\n[\d,\s]+\]")
"""A list of numbers in indented JSON; no string holds a line break."""


def _on_one_line(numbers: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", numbers[0]).replace("[ ", "[").replace(" ]", "]")


def hash_of(*parts: object) -> str:
    """A hash of plain values, such as strings, numbers, lists and mappings."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _record(answer: Answer) -> dict[str, Any]:
    """An answer as the file shows it."""
    record: dict[str, Any] = {"place": answer.place}
    if answer.edited:
        record["edited"] = True
    if answer.outdated:
        record["outdated"] = True
    if answer.note:
        record["note"] = answer.note
    if answer.tries:
        record["tries"] = answer.tries
    outline = answer.kind in _OUTLINES
    texts = _texts(answer.statements)
    record["chapters" if outline else "sentences"] = [
        {
            **({"part": each.part} if each.part else {}),
            **({"series": each.series} if each.series else {}),
            **({"name": each.name} if each.name else {}),
            "title" if outline else "text": each.text,
            "lines": list(each.lines),
            "spoken": list(each.spoken),
            **({"said": list(each.said)} if each.said else {}),
            "check": _check(answer, each),
            "written": each.written or _written(answer, each),
        }
        for each in answer.statements
    ]
    return record | {
        "kind": answer.kind.value,
        "model": answer.model,
        "key": answer.key,
        "speech": answer.speech,
        **({"basis": answer.basis} if answer.basis else {}),
        **({"parts": list(answer.parts)} if answer.parts else {}),
        "frame": _frame(answer),
        "words": answer.words or hash_of(answer.key, texts),
    }


def _revive(record: dict[str, Any]) -> Answer:
    """The answer in a record. Raises `ValueError` and the like where it is damaged."""
    kind = Kind(record["kind"])
    outline = kind in _OUTLINES
    answer = Answer(
        key=record["key"],
        speech=record["speech"],
        kind=kind,
        place=record["place"],
        model=record["model"],
        statements=(),
        basis=record.get("basis", ""),
        parts=tuple(record.get("parts", ())),
        note=record.get("note", ""),
        tries=record.get("tries", 0),
        words=record["words"],
    )
    statements = []
    unmarked = False
    for entry in record["chapters" if outline else "sentences"]:
        text = entry["title" if outline else "text"]
        statement = Statement(
            text=text,
            lines=tuple(entry["lines"]),
            spoken=tuple(entry["spoken"]),
            part=str(entry.get("part", "")),
            name=" ".join(str(entry.get("name", "")).split()),
            series=" ".join(str(entry.get("series", "")).split()),
            said=tuple(entry.get("said", ())),
            written=entry.get("written", ""),
        )
        if not isinstance(text, str) or entry["check"] != _check(answer, statement):
            raise ValueError("damaged")
        statement = replace(statement, text=" ".join(text.split()))
        unmarked = unmarked or not statement.written
        if statement.text:
            edited = statement.written not in {"", _written(answer, statement)}
            statements.append(replace(statement, edited=edited))
    if record["frame"] != _frame(answer):
        raise ValueError("damaged")
    texts = _texts(statements)
    # without the key: as files were written once, in which every answer is paid for
    edited = answer.words not in (hash_of(answer.key, texts), hash_of(texts))
    if edited and unmarked:  # written before sentences were marked: it may be any of them
        statements = [replace(each, edited=True) for each in statements]
    return replace(
        answer,
        statements=tuple(statements),
        edited=edited,
        outdated=record.get("outdated") is True,
    )


def _frame(answer: Answer) -> str:
    more = [answer.basis, list(answer.parts), answer.tries] if answer.basis or answer.tries else []
    parts = (answer.key, answer.speech, answer.kind, answer.place, answer.model, answer.note, *more)
    return hash_of(*parts)[:16]


def _check(answer: Answer, statement: Statement) -> str:
    part = [statement.part] if statement.part else []
    said = [list(statement.said)] if statement.said else []
    cited = (list(statement.lines), list(statement.spoken))
    return hash_of(answer.key, *cited, *part, *said)[:8]


def _texts(statements: Sequence[Statement]) -> list[str]:
    """All that a person may edit."""
    return [text for each in statements for text in (each.series, each.name, each.text) if text]


def _written(answer: Answer, statement: Statement) -> str:
    return hash_of(answer.key, statement.text, *filter(None, [statement.name]))[:8]


def _salvage(text: str) -> Iterator[dict[str, Any]]:
    """The records that are whole in a file that is not, as this module lays it out."""
    decoder = json.JSONDecoder()
    for match in re.finditer(r"^  (?=\{)", text, re.MULTILINE):
        with suppress(ValueError, RecursionError):
            yield decoder.raw_decode(text, match.end())[0]


def _order(answer: Answer) -> tuple[int, Sequence[int], str]:
    """Answers in the order of the recording, from the smallest parts up."""
    numbers = [int(number) for number in re.findall(r"\d+", answer.place)]
    return list(Kind).index(answer.kind), numbers, answer.model
