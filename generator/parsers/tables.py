r"""Tables of timed pieces: CSV and TSV with or without a header, CTM and STM of recognizers.

    start	end	text                         Whisper's TSV, in milliseconds
    "Speaker","Start Time","End Time","Text"      editors' CSV
    0.5	1.2	hello                             labels of an audio editor
    talk 1 0.50 0.30 hello 0.98                   CTM: file, channel, start, duration, word
    talk 1 ines 0.5 4.2 <o,f0> hello again        STM: file, channel, speaker, start, end, text

The columns of a header are understood by their names, those without one by what they hold.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from ..errors import InputError
from ..model import Document
from .speech import MOST_CAPTIONS, check_count
from .trees import read
from .trees.fields import name_rank, read_time, text_rank, time_rank
from .turns import each_line

NAME = "table (CSV, TSV, CTM, STM)"

_LINES_LOOKED_AT = 60
_DELIMITERS = "\t,;|"
_CTM = re.compile(r"\S+ +\S{1,8} +\d+(?:\.\d+)? +\d+(?:\.\d+)? +\S+(?: +[\d.NAa-]+)?(?: .{0,80})?")
_STM = re.compile(r"\S+ +\S{1,8} +\S+ +\d+(?:\.\d+)? +\d+(?:\.\d+)? +(?:<[^>]*> +)?\S.*")
_SPAN = re.compile(
    r"(\d{1,3}:\d{1,2}[\d:.,]{0,12})\s*(?:-->|[-–—])\s*(\d{1,3}:\d{1,2}[\d:.,]{0,12})"
)
"""A start and an end in one cell: `0:03.1 - 0:05.2`."""
_SPAN_COLUMNS = 6
"""Columns among which such a cell is looked for."""
_COMMENT = ";;"
_TITLE_LINES = 6
"""Lines that may stand above a table."""
_IN_BRACKETS = re.compile(r"^[\[(]((?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)[\])]$")
_QUOTED_LAST = re.compile(r'\t"[^\t]*"[ \t]*$', re.MULTILINE)
"""What shows that quotes in a table parted by tabs are not said."""
_SAMPLE = 20_000
"""Characters looked at for them."""
_MOST = 0.9
"""Share of the rows that must be as a column is taken to be."""

_Row = dict[str, object]


def recognizes(text: str) -> bool:
    """Whether the first lines are rows with times and words."""
    head = [line for line in islice(each_line(text), _LINES_LOOKED_AT) if line.strip()]
    marked = sum(line.lstrip().startswith("|") or ":\t" in line for line in head)
    if 2 * marked > len(head) or not any(map(str.isalpha, "".join(head[1:]))):
        return False  # Markdown's tables, a chat with labels, figures
    return _is_spaced(head, _CTM) or _is_spaced(head, _STM) or _layout(head) is not None


def parse(text: str) -> Document | None:
    """Read it; None where its rows hold no speech.

    Raises `InputError` where a row is broken, a time is absurd, or there are too many.
    """
    head = [line for line in islice(each_line(text), _LINES_LOOKED_AT) if line.strip()]
    if _is_spaced(head, _CTM):
        return read({"words": _counted(_ctm_rows(text))})
    if _is_spaced(head, _STM):
        return read({"segments": _counted(_stm_rows(text))})
    layout = _layout(head)
    if layout is None:
        raise InputError("is no table of timed text", remedy="give its columns names")
    delimiter, columns, has_header = layout
    try:
        rows = _counted(_named(_all_rows(text, delimiter), columns, has_header))
    except csv.Error as error:
        raise InputError(f"a table that cannot be read: {error}") from None
    return read({"rows": rows})


def _counted(rows: Iterator[_Row]) -> list[_Row]:
    listed: list[_Row] = []
    for row in rows:
        listed.append(row)
        check_count(len(listed), None, rows, MOST_CAPTIONS)
    return listed


def _is_spaced(head: Sequence[str], pattern: re.Pattern[str]) -> bool:
    """Whether all lines but comments are such rows, in order of time."""
    lines = [line.strip() for line in head if not line.startswith(_COMMENT)]
    return len(lines) > 1 and all(pattern.fullmatch(line) for line in lines)


def _ctm_rows(text: str) -> Iterator[_Row]:
    for line in each_line(text):
        cells = line.split()
        if len(cells) >= 5 and not line.startswith(_COMMENT):
            yield {
                "channel": cells[1],
                "start": f"{cells[2]}s",
                "duration": f"{cells[3]}s",
                "word": cells[4],
            }


def _stm_rows(text: str) -> Iterator[_Row]:
    for line in each_line(text):
        cells = line.split(None, 5)
        if len(cells) == 6 and not line.startswith(_COMMENT):
            yield {
                "speaker": cells[2],
                "start": f"{cells[3]}s",
                "end": f"{cells[4]}s",
                "text": re.sub(r"^<[^>]*>\s*", "", cells[5]),
            }


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = (f"{line}\n" for line in each_line(text) if line.strip())
    quoted = delimiter != "\t" or _QUOTED_LAST.search(text[:_SAMPLE])
    for cells in csv.reader(
        lines,
        delimiter=delimiter,
        skipinitialspace=True,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    ):
        yield [_IN_BRACKETS.sub(r"\1", cell.strip()) for cell in cells]


def _all_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a table, without what stands above it."""
    above = 0
    for line in each_line(text):
        if delimiter in line or above >= _TITLE_LINES:
            break
        above += bool(line.strip())
    rows = _rows(text, delimiter)
    return islice(rows, above if above < _TITLE_LINES else 0, None)


def _layout(head: Sequence[str]) -> tuple[str, list[str], bool] | None:
    """How cells are parted, what each column is called, and whether a header says so."""
    for delimiter in _DELIMITERS:
        if not any(delimiter in line for line in head[:_TITLE_LINES]):
            continue
        try:
            rows = list(_rows("\n".join(_below_title(head, delimiter)), delimiter))
        except csv.Error:
            continue
        if len(rows) < 2:
            continue
        if _is_header(rows[0]):
            return delimiter, rows[0], True
        columns = _columns(rows, by_tabs=delimiter == "\t")
        if columns:
            return delimiter, columns, False
    return None


def _below_title(lines: Sequence[str], delimiter: str) -> Sequence[str]:
    """`lines` without those above a table."""
    first = next((place for place, line in enumerate(lines) if delimiter in line), 0)
    return lines[first:] if first < _TITLE_LINES else lines


def _is_header(cells: Sequence[str]) -> bool:
    """Whether cells name a column of words, and one of times."""
    keys = [(cell,) for cell in cells if cell and len(cell) <= 40]
    texts = any(text_rank(key) is not None for key in keys)
    times = any(time_rank(key, "start") is not None for key in keys)
    return len(cells) >= 2 and texts and (times or any(name_rank(k) is not None for k in keys))


def _columns(rows: Sequence[Sequence[str]], *, by_tabs: bool) -> list[str] | None:
    """Names for columns without a header: start, end, text, and a speaker where one is said."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    rows = [row for row in rows if len(row) >= width]
    if width < (2 if by_tabs else 3):
        return None
    times = [column for column in range(width) if _is_time(rows, column)]
    words = [
        column
        for column in range(width)
        if column not in times and any(re.search(r"[^\W\d_]", row[column]) for row in rows)
    ]
    clocks = times and all(":" in row[times[0]] for row in rows)
    if not words or len(times) < (1 if clocks and by_tabs else 2) or not _ascends(rows, times[0]):
        return None
    longest = max(words, key=lambda column: sum(len(row[column]) for row in rows))
    names = dict.fromkeys(range(width), "")
    names[times[0]] = "start"
    if len(times) > 1:
        names[times[1]] = "end" if _ends(rows, *times[:2]) else "duration"
    names[longest] = "text"
    for column in words:
        distinct = len({row[column] for row in rows})
        if column != longest and distinct * 2 <= len(rows) + 1:
            names[column] = "speaker"
            break
    return [names[column] for column in range(len(names))]


def _is_time(rows: Sequence[Sequence[str]], column: int) -> bool:
    return sum(read_time(row[column]) is not None for row in rows) >= _MOST * len(rows)


def _number(cell: str) -> float:
    time = read_time(cell)
    return time.number if time else 0.0


def _ascends(rows: Sequence[Sequence[str]], column: int) -> bool:
    right = sum(_number(a[column]) <= _number(b[column]) for a, b in pairwise(rows))
    return right >= _MOST * (len(rows) - 1)


def _ends(rows: Sequence[Sequence[str]], start: int, end: int) -> bool:
    later = sum(_number(row[start]) <= _number(row[end]) for row in rows)
    return later >= _MOST * len(rows)


def _named(rows: Iterator[list[str]], columns: Sequence[str], has_header: bool) -> Iterator[_Row]:
    for number, cells in enumerate(rows):
        if number or not has_header:
            if len(cells) > len(columns) and text_rank((columns[-1],)) is not None:
                # nobody quoted the commas in what is said, which stands last
                cells[len(columns) - 1 :] = [", ".join(cells[len(columns) - 1 :])]
            row: _Row = {n: cell for n, cell in zip(columns, cells, strict=False) if n and cell}
            spans = (match for cell in cells[:_SPAN_COLUMNS] if (match := _SPAN.fullmatch(cell)))
            if span := next(spans, None):
                row |= {"start": span[1], "end": span[2]}
            yield row
