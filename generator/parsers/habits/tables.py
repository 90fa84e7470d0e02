"""Rows of a Markdown table with a column of speech, and one of names or of times."""

from __future__ import annotations

import re
from collections import Counter

from ..names import is_name, is_role
from ..turns import read_markdown, time_alone
from .marks import FEWEST, ROW, mark_of
from .times import IN_WORDS, in_words


def read_tables(lines: list[str], names: set[str]) -> None:
    """Spell out the rows of a table with a column of speech, and one of names."""
    rows = [(index, _cells(line)) for index, line in enumerate(lines) if ROW.fullmatch(line)]
    if len(rows) < FEWEST:
        return
    width = Counter(len(cells) for _, cells in rows).most_common(1)[0][0]
    rows = [(index, cells) for index, cells in rows if len(cells) == width]
    ruled = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row[1])]
    said_in = {index for index, _ in ruled[1:]}
    body = [cells for _, cells in ruled[1:]]
    if len(body) < FEWEST or width < 2:
        return
    columns = [[cells[column] for cells in body] for column in range(width)]
    said = max(range(width), key=lambda column: sum(map(len, columns[column])))
    who = next(
        (
            column
            for column in range(width)
            if column != said
            and len(set(columns[column])) < len(body)
            and all(
                is_name(cell, strict=False) and not is_role(cell)
                for cell in columns[column]
                if cell
            )
        ),
        None,
    )
    when = next(
        (
            column
            for column in range(width)
            if sum(_cell_time(cell) is not None for cell in columns[column]) > 0.7 * len(body)
        ),
        None,
    )
    if sum(cell.count(" ") for cell in columns[said]) < 4 * len(body) or (
        who is None and when is None
    ):
        return
    for index, cells in rows:
        start = _cell_time(cells[when]) if when is not None else None
        if (when is not None and start is None) or index not in said_in:
            lines[index] = ""
            continue
        name = cells[who] if who is not None else ""
        names.update({name} - {""})
        lines[index] = mark_of(name, cells[said], start)


def _cells(line: str) -> list[str]:
    return [read_markdown(cell).strip() for cell in line.strip().strip("|").split("|")]


def _cell_time(cell: str) -> float | None:
    """Seconds, where a cell holds a time: `0:12:32`, `0h12m32s`."""
    if (start := time_alone(cell)) is not None or not cell[:1].isdigit():
        return start
    match = IN_WORDS.fullmatch(cell)
    return in_words(match) if match and (match["m"] or match["s"]) else None
