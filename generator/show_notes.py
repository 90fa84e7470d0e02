"""Show notes with each of their sentences changed, or left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from .model import Note, Sentence, ShowNotes


def changed(notes: ShowNotes, change: Callable[[Sentence], Sentence | None]) -> ShowNotes:
    """What `change` makes of each sentence in its place; None leaves it out, with its name."""
    lists: dict[str, Any] = {
        field.name: tuple(_changed(getattr(notes, field.name), change)) for field in fields(notes)
    }
    return replace(notes, **lists)


def renamed(notes: ShowNotes, rename: Callable[[Note], str]) -> ShowNotes:
    """The notes under other names."""

    def all_of(named: Iterable[Note]) -> tuple[Note, ...]:
        return tuple(replace(each, name=rename(each)) for each in named)

    return replace(
        notes,
        argument=all_of(notes.argument),
        figures=all_of(notes.figures),
        terms=all_of(notes.terms),
        mentions=all_of(notes.mentions),
    )


def _changed(
    listed: Iterable[Note | Sentence], change: Callable[[Sentence], Sentence | None]
) -> Iterator[Note | Sentence]:
    for each in listed:
        sentence = change(each.sentence if isinstance(each, Note) else each)
        if sentence is not None:
            yield replace(each, sentence=sentence) if isinstance(each, Note) else sentence
