"""The many habits in which people and tools write who speaks and when, spelled in one.

`spell_out` rewrites a text line by line, so that what `turns` reads is always `[1:02:03] Ann: ...`:

    Ann   0 minutes 3 seconds         12'34" Ann: Hello        00:00:04:12 - 00:00:09:01
    **Ann** Hello                     ### Ann (0:03)           | 0:03 | Ann | Hello |
    <ann> Hello                       [ANN] Hello              Q. Hello
    14/03/2026, 10:04 - Ann: Hello    Ann: Hello [0:03]        ANN (alone on its line)

No tool is known by name. A kind of mark counts where it stands throughout a file: it comes again,
or opens most paragraphs, and names come again after it. Times of day are no positions: they are
counted from the first, and left out where a chat went on at no pace of speech. Tables, code, marks
of templates and what tools say of themselves are no speech, and leave empty lines.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

from ..dates import find_date
from ..language.words import word_count, words
from ..timestamps import format_clock, parse_clock
from .names import is_name, is_role
from .turns import CLOCK, NAME, count_labels, read_markdown, time_alone, timed_mark

FEWEST = 3
"""Marks of one kind that make a habit."""
_LOOKED_AT = 240
"""Characters of a line that may hold a mark."""
_LINES_ABOVE = 40
"""Lines at the top of which some say what the file is."""
_LENGTH = re.compile(rf"{NAME}\s*:\s*{CLOCK}")
_NEAR_CLOCK = re.compile(r"\d:\d")
_PACE = 0.25
"""Words a second; what is slower was not said in one go."""
_FASTEST = 5.0
"""Words a second; nobody speaks faster for long."""
_MOST_FRAMES = 29
"""The highest number of a frame in what most cameras record."""
_LATE = 3 * 3600.0
"""Seconds; a first mark after that is a time of day."""
_LONGEST_NAME = 5
"""Words after a label that may be one name, with an abbreviation."""
_FENCED = 0.3
"""Share of the words in fences from which on they are the transcript itself."""

_TEMPLATE = re.compile(r"\s*(?:\{%.*%\}|\{\{.*\}\}|<!--.*-->|\[TOC\])\s*", re.IGNORECASE)
_RULE = re.compile(r"\s*([-=_*~])(?:\s*\1){2,}\s*")
_TOOL = re.compile(
    r"(?:this\s+)?(?:\S+\s+){0,4}?(?:transcribed|transcript(?:ion)?|captions?|captioned|minutes)\b"
    r".{0,80}\b(?:by|with|using|from|generated|created|ended|provided|powered)\b.{0,160}"
    r"|(?:meeting|recording|call)\s+ended\s+after\s.{0,30}"
    r"|\W*end of (?:the )?(?:\w+ )?(?:interview|transcript(?:ion)?|recording|tape|audio)\W*"
    r"|view (?:original )?(?:recording|transcript).{0,160}",
    re.IGNORECASE,
)
"""What tools and typists say of the file."""
_OF_TOOL = re.compile(r"transcri|caption|minutes|ended after|end of|view ", re.IGNORECASE)
"""Of which all of that has something."""
_OMITTED = re.compile(
    r"[<\[(‎]*(?:media|image|video|audio|sticker|gif|document|attachment)\s+omitted[>\])]*"
    r"|.*\bend-to-end encrypted\b.*|this message was deleted\.?",
    re.IGNORECASE,
)

_DAY = (
    r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|today|yesterday"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)"
)
_OF_DAY = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?Z?[  ]?(?P<half>[AaPp]\.?[Mm]\b\.?)?"
_SAID_AT = (
    re.compile(
        rf"[‎]?\[?(?:{_DAY}(?:T|,?\s+)(?:at\s+)?)?{_OF_DAY}\]?\s*[-–—|]?\s*(?P<sent>From:?\s+)?"
        rf"(?:<\s?[@+%~& ]?(?P<nick>[^<>\n]{{1,32}})>|[~]?{NAME}(?P<to>\s+to\s+[^:]{{1,60}})?\s*:)"
        r"\s*(?P<text>.*)"
    ),
    re.compile(
        rf"{NAME}\s*[-–—|,]?\s*[\[(]?(?:{_DAY},?\s+(?:at\s+)?)?{_OF_DAY}[\])]?\s*(?P<text>):?"
    ),
)
_RELAYED = re.compile(rf"\s*{NAME}:\s+")
"""How a machine that writes down a call names who said it: `<Transcriber> Ines_Falk: Hello`."""
_STAMPED = re.compile(
    rf"[‎]?\[?(?:{_DAY}(?:T|,?\s+))?{_OF_DAY}\]?\s*(?:-!-|\*{{1,3}}|-->|<--|[-–—]|=)\s"
)
_HALF_ALONE = re.compile(rf"[\[(]?{_OF_DAY}[\])]?")

_PRIMES = re.compile(r"(?<!\d)(?:(\d{1,2})\s?[h°]\s?)?(\d{1,3})['’′]\s?(\d{2})(?:[\"”″]|''|’’)")
_DIGIT = re.compile(r"\d")
_FRAMES = re.compile(r"(?<![\d:])(\d{1,2}:\d{2}:\d{2})[:;](\d{2})(?![\d:])")
_IN_WORDS = re.compile(
    r"(?P<open>[\[(]?)(?=\d)(?:(?P<h>\d{1,2})\s?h(?:ours?|rs?)?\.?,?\s?)?"
    r"(?:(?P<m>\d{1,3})\s?m(?:in(?:ute)?s?)?\.?,?\s?)?(?:(?P<s>\d{1,2})\s?s(?:ec(?:ond)?s?)?\.?)?"
    r"[\])]?(?![^\W_])"
)
_SECONDS = re.compile(
    r"[\[(]\s*(\d{1,6}(?:\.\d{1,3})?)\s?s?\s*(?:(?:-->|[-–—,]|to)\s*\d{1,6}(?:\.\d{1,3})?\s?s?\s*)?[\])]"
    r"(?!:\s*(?:<?https?:|\.{0,2}/))"  # a reference of Markdown
)
_NEAR_PRIME = re.compile(r"\d['’′]")
_NEAR_BRACKET = re.compile(r"[\[(]\s*\d")
_NEAR_UNIT = re.compile(r"\d\s?[hms]")
"""What is near such times, and quick to look for."""
_AT_END = re.compile(
    rf"(?P<said>\S.*?\S)\s*(?:[\[(]{CLOCK}[\])]|(?<=[.!?…])\s{CLOCK.replace('time', 'bare')})[.\s]*"
)

_ADORNED = {
    "bold": re.compile(
        rf"(?:[-*+]\s+)?(?:\*\*|__)\[?{NAME}\]?\s*(?:[(\[][^()\[\]]{{1,60}}[)\]])?\s*[:.]?\s*(?:\*\*|__)"
        r"\s*(?:[(\[][^()\[\]\d][^()\[\]]{0,60}[)\]])?\s*[:–—-]*\s*(?P<text>.*)"
    ),
    "angle": re.compile(r"\s*<\s?[@+%~&]?(?P<name>[^<>\n/!=]{1,40})>:?\s+(?P<text>\S.*)"),
    "square": re.compile(rf"\s*\[{NAME}\]\s*:?\s+(?P<text>[^\s(].*)"),
    "heading": re.compile(
        rf"#{{2,6}}\s+{NAME}:?\s*(?P<time>[\[(]?\d{{1,3}}:\d{{2}}[\d:.]*[\])]?)?(?P<text>)"
    ),
    "paren": re.compile(
        rf"(?:\*\*|__)?{NAME}(?:\*\*|__)?\s*[(\[](?P<inner>[^()\[\]\d][^()\[\]]{{1,80}})[)\]](?:\s*\([^()]{{1,40}}\)){{0,2}}(?:\*\*|__)?\s*:"
        r"(?:\*\*|__)?\s*(?P<text>\S.*|)"
    ),
    "point": re.compile(
        r"\s*(?P<name>[QA]|(?:The\s+|THE\s+)?(?:Rt\.?\s+|RT\.?\s+)?(?:Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR"
        r"|Hon|HON|Sir|The|THE|Senator|Chair(?:man|woman)?)\.?"
        r"\s+(?:[A-Z][A-Z'’.-]*[A-Z]\b\s?|[A-Z]\.\s?){1,5}(?:\s*of [A-Z]\w+)?)"
        r"(?:\.?:?\t|\s{2,}|\.?:\s?|\.\s(?![A-Z][A-Z.])|\.?\s*[—–-]+:?)\s*(?P<text>[^\s.].*)"
    ),
    "dash": re.compile(rf"\s*{NAME}\s+[–—-]{{1,2}}\s+(?P<text>\S.*)"),
    "item": re.compile(
        rf"\s*[-*+•]\s+(?:\*\*|__)?{NAME}(?:\*\*|__)?\s*:(?:\*\*|__)?\s+(?P<text>\S.*)"
    ),
    "after time": re.compile(
        rf"(?P<time>[\[(]?\d{{1,3}}:\d{{2}}[\d:.,]*[\])]?)\s*[-–—|]?\s+{NAME}"
        r"\s*(?:[(\[][^()\[\]\d]{1,60}[)\]])?(?P<text>)"
    ),
}
"""Marks that are told by what stands around a name, without a colon after it."""
_TITLED = re.compile(
    r"\s*(?:[QA](?![^\W\d_])|(?:The|THE|Rt|RT|Mr|MR|Mrs|MRS|Ms|MS|Miss|MISS|Dr|DR|Hon|HON|Sir|Senator"
    r"|Chair(?:man|woman)?)\b)"
)
"""How lines begin that name somebody by an office or a title."""
_HINTS = {
    kind: re.compile("|".join(map(re.escape, hints)))
    for kind, hints in {
        "bold": ("**", "__"),
        "angle": ("<",),
        "square": ("[",),
        "heading": ("##",),
        "paren": ("(", "["),
        "point": (".", "\t", "  ", "—", "–", "-", ":"),
        "dash": (" - ", " – ", " — ", " -- "),
        "item": ("- ", "* ", "+ ", "• "),
        "after time": (":",),
    }.items()
}
"""What stands near the start of a line that may have such a mark; cheap to look for."""
_ALONE = re.compile(rf"\s*{NAME}\s*(?:\([^()\d]{{1,40}}\))?\s*:?")
_FULL_WIDTH = re.compile(r"^\s*([^\s：:]{1,24})：\s*")
_NUMBERED = re.compile(r"\s{0,8}(\d{1,2})(?:\s{1,}|$)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_ABBREVIATED = re.compile(
    r"((?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w.'’-]*)\s*\(([A-Z][A-Z0-9]{1,4})\)"
)
_OF_ONESELF = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "we", "we're", "our", "us"})
_ENDS_SENTENCE = tuple(".!?…。！？")
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
_GOES_ON = re.compile(r"\s*(?:…|\.\.\.)\s+(?=\S)")
"""How minutes mark a line of the same speaker."""
_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*_].{3,400}?)(?:\*\*|__)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A text in the one habit that `turns` reads, line for line."""

    body: str
    names: frozenset[str]
    """Who is marked as speaking, in lower case."""
    called: dict[str, str] = field(default_factory=dict)
    """Whole names, by the abbreviation that a list of those present gives."""
    date: dt.date | None = None
    """The day of a chat."""


def spell_out(body: str) -> Spelled:
    """`body`, with every mark that is a habit of it spelled as `[1:02:03] Ann: ...`.

    What is not a habit stays as it stands, and so does the number of lines.
    """
    lines = _without_comments(body).split("\n")
    called = _abbreviations(lines)
    _without_numbers(lines)
    names: set[str] = set()
    _read_tables(lines, names)
    _without_code(lines)
    for index, line in enumerate(lines):
        if _is_boilerplate(line):
            lines[index] = ""
    goes_on = [index for index, line in enumerate(lines) if _GOES_ON.match(line)]
    for index in goes_on if len(goes_on) >= FEWEST else ():
        lines[index] = _GOES_ON.sub("", lines[index])
    date = _spell_chat(lines, names)
    _spell_times(lines)
    _without_lengths(lines)
    for index, line in enumerate(lines):
        if "：" in line[:30]:
            lines[index] = _FULL_WIDTH.sub(r"\1: ", line)
    _spell_adorned(lines, names)
    _spell_questions(lines, names)
    _spell_alone(lines, names)
    _spell_ends(lines)
    body = "\n".join(lines)
    names |= _labels(body, lines, called, names)
    return Spelled(
        body=body,
        names=frozenset(name.lower() for name in names),
        called=called,
        date=date,
    )


def paragraphs_of(lines: Iterable[str]) -> int:
    """How many paragraphs there are: between blank lines, or lines where none is blank."""
    count = full = blank = 0
    before = ""
    for line in lines:
        if line.strip():
            full += 1
            count += not before.strip()
        else:
            blank += 1
        before = line
    return count if blank * 4 >= full else full


def _mark(name: str, text: str = "", start: float | None = None) -> str:
    clock = f"[{_clock(start)}] " if start is not None else ""
    return f"{clock}{name}: {text}".rstrip() if name else f"{clock}{text}".rstrip()


def _clock(seconds: float) -> str:
    fraction = f"{seconds % 1:.3f}"[1:].rstrip("0").rstrip(".")
    return format_clock(int(seconds), hours=True) + fraction


def _is_boilerplate(line: str) -> bool:
    if not line.strip() or len(line) > _LOOKED_AT:
        return False
    first = line.lstrip()[0]
    if first in "{<[-=_*~|" and (
        _TEMPLATE.fullmatch(line) or _RULE.fullmatch(line) or _ROW.fullmatch(line)
    ):
        return True
    if not _OF_TOOL.search(line):
        return False
    plain = read_markdown(line).strip()
    return bool(_TOOL.fullmatch(plain)) and plain.count(". ") < 2


def _without_comments(body: str) -> str:
    """`body` with nothing but the ends of lines in the comments of HTML."""
    begin = body.find("<!--")
    parts: list[str] = []
    after = 0
    while begin >= 0 and (end := body.find("-->", begin)) >= 0:
        parts += [body[after:begin], "\n" * body.count("\n", begin, end)]
        after = end + 3
        begin = body.find("<!--", after)
    return "".join([*parts, body[after:]])


def _abbreviations(lines: Sequence[str]) -> dict[str, str]:
    """Whole names by abbreviation, as a list or a table of those present gives them."""
    found: dict[str, str] = {}
    for line in lines[:400]:
        if _ROW.fullmatch(line):
            cells = [read_markdown(cell).strip() for cell in line.strip().strip("|").split("|")]
            for name, short in pairwise(cells):
                if not re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", short) or name[:1] != short[0]:
                    continue
                if is_name(name, strict=False) and not name.isupper():
                    found.setdefault(short, " ".join(name.split()))
        elif line.count("(") > 0 and len(line) < 8000:
            plain = read_markdown(line)
            for match in _ABBREVIATED.finditer(plain):
                if _abbreviates(match[2], match[1]):
                    found.setdefault(match[2], " ".join(match[1].split()))
    return {short: name for short, name in found.items() if name.upper() != short}


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in this order, the first at its start."""
    letters = iter(name.upper())
    return name[:1].upper() == short[0] and all(letter in letters for letter in short)


def _without_numbers(lines: list[str]) -> None:
    """Take the line numbers of a court's typist away: 1 to 25, and again."""
    numbered = [
        (index, int(match[1]))
        for index, line in enumerate(lines)
        if (match := _NUMBERED.match(line))
    ]
    full = sum(1 for line in lines if line.strip())
    if len(numbered) < 5 or len(numbered) < 0.7 * full:
        return
    steps = sum(1 for (_, one), (_, two) in pairwise(numbered) if two in (one + 1, 1))
    if steps < 0.8 * (len(numbered) - 1):
        return
    for index, _ in numbered:
        match = _NUMBERED.match(lines[index])
        rest = lines[index][match.end() :] if match else ""
        lines[index] = re.sub(r"^([QA])\s+", r"\1: ", rest)


def _read_tables(lines: list[str], names: set[str]) -> None:
    """Spell out the rows of a table with a column of speech, and one of names."""
    rows = [(index, _cells(line)) for index, line in enumerate(lines) if _ROW.fullmatch(line)]
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
        lines[index] = _mark(name, cells[said], start)


def _cells(line: str) -> list[str]:
    return [read_markdown(cell).strip() for cell in line.strip().strip("|").split("|")]


def _cell_time(cell: str) -> float | None:
    """Seconds, where a cell holds a time: `0:12:32`, `0h12m32s`."""
    if (start := time_alone(cell)) is not None or not cell[:1].isdigit():
        return start
    match = _IN_WORDS.fullmatch(cell)
    return _in_words(match) if match and (match["m"] or match["s"]) else None


def _without_code(lines: list[str]) -> None:
    """Empty what stands between fences, unless it is most of the file, and the fences."""
    fences = [index for index, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))]
    inside = [
        index
        for begin, end in zip(fences[::2], fences[1::2], strict=False)
        for index in range(begin + 1, end)
    ]
    words = sum(line.count(" ") for line in lines)
    if sum(lines[index].count(" ") for index in inside) <= _FENCED * words:
        fences += inside
    for index in fences:
        lines[index] = ""


def _spell_chat(lines: list[str], names: set[str]) -> dt.date | None:
    """Spell messages that a time of day stands beside; the day of the first."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _said_at(line))]
    if len(found) < FEWEST or len(found) < 0.2 * paragraphs_of(lines):
        found = []
    speakers = {_name_in(match) for _, match in found}
    if len(speakers) == len(found):
        found = []
    alone = [
        (index, match)
        for index, line in enumerate(lines)
        if (match := _HALF_ALONE.fullmatch(line.strip())) and match["half"]
    ]
    marks = sorted([*found, *alone], key=lambda each: each[0])
    if len(marks) < FEWEST or len(marks) < 0.05 * paragraphs_of(lines):
        return None
    moments = list(
        _moments([match for _, match in marks], _order_of_dates(match for _, match in marks))
    )
    words = sum(line.count(" ") + 1 for line in lines if line.strip())
    span = moments[-1] - moments[0]
    timed = span > 0 and words >= _PACE * span and moments == sorted(moments)
    for (index, match), moment in zip(marks, moments, strict=True):
        name = _name_in(match)
        text = match.groupdict().get("text") or ""
        if match.groupdict().get("nick") and is_role(match["nick"]):
            text = _RELAYED.sub("", text)
        names.update({name} - {""})
        lines[index] = _mark(name, text.strip(" :"), moment - moments[0] if timed else None)
        if _OMITTED.fullmatch(text.strip()):
            lines[index] = ""
    known = {index for index, _ in marks}
    opened: dt.date | None = None
    for index, line in enumerate(lines):
        if index in known or not found:
            continue
        if line.startswith("--- "):  # as IRC's clients mark days
            day = find_date(line)
            opened = opened or (day.date if day else None)
            lines[index] = ""
        elif _STAMPED.match(line) or _is_of_machine(line):
            lines[index] = ""
    return _day_of(marks) or opened


def _is_of_machine(line: str) -> bool:
    """Whether a line of a chat is of a machine that keeps its minutes."""
    match = _SAID_AT[0].fullmatch(line[:4000].strip()) if ":" in line[:60] else None
    return bool(match and match["nick"] and is_role(match["nick"]))


def _said_at(line: str) -> re.Match[str] | None:
    """A line that says at what time of day somebody wrote something."""
    if ":" not in line[:60] or not _DIGIT.search(line, 0, 60):
        return None
    for pattern in _SAID_AT:
        match = pattern.fullmatch(line[:4000].strip() if len(line) < 4000 else line.strip())
        if match:
            parts = match.groupdict()
            told = parts["date"] or parts["half"] or parts.get("sent") or parts.get("nick")
            if told and (not is_role(_name_in(match)) or _RELAYED.match(match["text"])):
                return match
    return None


def _name_in(match: re.Match[str]) -> str:
    """Who wrote a message; who said it, where a role relays what somebody said."""
    parts = match.groupdict()
    if parts.get("nick") and is_role(parts["nick"]) and (told := _RELAYED.match(match["text"])):
        return told["name"].strip()
    return (parts.get("nick") or parts.get("name") or "").strip(" ~-–—|,")


def _day_of(marks: Sequence[tuple[int, re.Match[str]]]) -> dt.date | None:
    order = _order_of_dates(match for _, match in marks)
    for _, match in marks:
        text = match.groupdict().get("date")
        if text and (day := _read_day(text, order)):
            return day
    return None


def _order_of_dates(matches: Iterable[re.Match[str]]) -> str:
    """`dm` or `md`: the day first, unless a second number is no month."""
    for match in matches:
        numbers = re.findall(r"\d+", match.groupdict().get("date") or "")
        if len(numbers) == 3 and len(numbers[0]) < 3 and int(numbers[1]) > 12:
            return "md"
    return "dm"


def _read_day(text: str, order: str) -> dt.date | None:
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if len(numbers) != 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else (numbers[2], numbers[1], numbers[0])
    if order == "md" and numbers[0] <= 31:
        month, day = day, month
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _moments(matches: Sequence[re.Match[str]], order: str) -> Iterator[float]:
    """Seconds of each, from one midnight on; past midnight where the times run back by far."""
    day = 0.0
    before = 0.0
    date: dt.date | None = None
    for match in matches:
        parts = match.groupdict()
        seconds = _of_day(match["clock"], parts.get("half"))
        if parts.get("date") and (found := _read_day(match["date"], order)):
            day += (found - date).days * 86400.0 if date else 0.0
            date = found
        elif day + seconds < before - 12 * 3600:
            day += 86400.0
        before = day + seconds
        yield before


def _of_day(clock: str, half: str | None) -> float:
    numbers = [int(each) for each in clock.split(":")]
    hours, minutes, seconds = (*numbers, 0)[:3]
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return hours * 3600.0 + minutes * 60 + seconds


def _spell_times(lines: list[str]) -> None:
    """Spell times in primes, with frames, in words or in seconds as `h:mm:ss`."""
    near = [
        index
        for index, line in enumerate(lines)
        if _DIGIT.search(line, 0, _LOOKED_AT) and not line.startswith("#")
    ]
    framed = [index for index in near if _may_count_frames(lines[index])]
    _spell_days(lines, framed)
    frames = [int(found[2]) for index in framed for found in _FRAMES.finditer(_head(lines[index]))]
    rate = next((rate for rate in (25, 30) if max(frames, default=0) < rate), 60)
    _rewrite(lines, framed, _FRAMES, _FRAMES, lambda found: _clock(_smpte(found, rate)), _anywhere)
    _rewrite(lines, near, _PRIMES, _NEAR_PRIME, lambda found: _clock(_primes(found)), _opens)
    _rewrite(lines, near, _SECONDS, _NEAR_BRACKET, lambda found: f"[{_clock(float(found[1]))}]", _opens)
    _rewrite(lines, near, _IN_WORDS, _NEAR_UNIT, lambda found: f"[{_clock(_in_words(found))}]", _is_mark)


def _may_count_frames(line: str) -> bool:
    """Whether a line has as many colons as a time of four numbers."""
    return line.count(":", 0, _LOOKED_AT) > 2 or line.count(";", 0, _LOOKED_AT) > 0


def _spell_days(lines: list[str], near: Sequence[int]) -> None:
    """Spell times of four numbers whose first counts days, as of flights that took some.

    Read as frames they would be too fast for speech, and would need 60 of them in a second.
    """
    found = [match for index in near for match in _FRAMES.finditer(_head(lines[index]))]
    if len(found) < FEWEST or max(int(match[2]) for match in found) <= _MOST_FRAMES:
        return
    clocks = [parse_clock(match[1]) or 0.0 for match in found]
    words = sum(line.count(" ") for line in lines)
    if words <= _FASTEST * (max(clocks) - min(clocks)):
        return

    def spelled(match: re.Match[str]) -> str:
        days, hours, minutes = map(int, match[1].split(":"))
        return _clock(days * 86400.0 + hours * 3600 + minutes * 60 + int(match[2]))

    for index in near:
        lines[index] = _FRAMES.sub(spelled, lines[index].replace("[-", "[", 1))


def _without_lengths(lines: list[str]) -> None:
    """Empty lines at the top that give a length, `Duration: 1:02:03`, and open no turn.

    Times ascend: one that is later than those below it is no position.
    """
    found = [
        (index, start)
        for index in range(min(len(lines), _LINES_ABOVE))
        if (match := _LENGTH.fullmatch(read_markdown(lines[index]).strip()))
        and (start := parse_clock(match["time"])) is not None
    ]
    for index, length in found:
        below = (read_markdown(line).strip() for line in lines[index + 1 :])
        times = (timed_mark(line) for line in below if _NEAR_CLOCK.search(line, 0, 60))
        later = [mark[1] for mark in islice(filter(None, times), FEWEST) if mark[1] is not None]
        if len(later) == FEWEST and max(later) < length:
            lines[index] = ""


def _head(line: str) -> str:
    return line[:_LOOKED_AT]


def _anywhere(match: re.Match[str]) -> bool:
    return True


def _opens(match: re.Match[str]) -> bool:
    """Whether a time opens its line, or follows a name that does."""
    before = match.string[: match.start()].strip(" -–—|([:*")
    return not before or is_name(before, strict=True)


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a time in words stands alone, after a name, or in brackets at the start."""
    if not (match["m"] or match["s"]) or not _opens(match):
        return False
    rest = match.string[match.end() :]
    alone = not rest.strip(" )]:*") or rest.lstrip(" )]*").startswith(":")
    return alone or bool(match["open"] and not match.string[: match.start()].strip())


def _smpte(match: re.Match[str], rate: int) -> float:
    return (parse_clock(match[1]) or 0.0) + min(int(match[2]), rate - 1) / rate


def _primes(match: re.Match[str]) -> float:
    return int(match[1] or 0) * 3600.0 + int(match[2]) * 60 + int(match[3])


def _in_words(match: re.Match[str]) -> float:
    hours, minutes, seconds = (int(match[part] or 0) for part in "hms")
    return hours * 3600.0 + minutes * 60 + seconds


def _rewrite(
    lines: list[str],
    near: Sequence[int],
    pattern: re.Pattern[str],
    hint: re.Pattern[str],
    spell: Callable[[re.Match[str]], str],
    fits: Callable[[re.Match[str]], bool],
) -> None:
    """Spell what `pattern` finds, and `fits` its place, in the first part of the lines `near`.

    Only where that is a habit. `hint` finds the lines that are worth a look.
    """
    found: list[tuple[int, re.Match[str]]] = []
    for index in near:
        if not hint.search(lines[index], 0, _LOOKED_AT):
            continue
        for match in pattern.finditer(_head(lines[index])):
            if match[0].strip() and fits(match):
                found.append((index, match))
                if fits is not _anywhere:
                    break
    if len(found) < FEWEST:
        return
    for index, match in reversed(found):
        lines[index] = lines[index][: match.start()] + spell(match) + lines[index][match.end() :]


def _spell_adorned(lines: list[str], names: set[str]) -> None:
    """Spell names that something else than a colon tells from what they say."""
    for kind, pattern in _ADORNED.items():
        hint = _HINTS[kind]
        found: list[tuple[int, str, str, float | None]] = []
        for index, line in enumerate(lines):
            if not hint.search(line, 0, _LOOKED_AT):
                continue
            if kind == "point" and not _TITLED.match(line):
                continue
            match = pattern.fullmatch(line.rstrip())
            if not match:
                continue
            parts = match.groupdict()
            name = _plain_name(parts)
            strict = kind not in ("angle", "bold")
            if not name or not is_name(name, strict=strict) or is_role(name):
                continue
            if _ADDRESS.fullmatch((parts["text"] or "").strip()):
                continue  # `Repository: https://...`
            if kind in ("bold", "heading") and not (parts["text"] or _next_speaks(lines, index)):
                continue
            start = time_alone(parts["time"]) if parts.get("time") else None
            if kind == "after time" and (start is None or not _next_speaks(lines, index)):
                continue
            found.append((index, name, (parts["text"] or "").strip(), start))
        counted = set(_counted_up(Counter(name for _, name, _, _ in found)))
        found = [each for each in found if each[1] not in counted]
        if kind == "bold":  # words in bold are names where they look like them, or come again
            often = Counter(name for _, name, _, _ in found)
            found = [
                each
                for each in found
                if is_name(each[1], strict=True)
                or (often[each[1]] > 1 and each[1].count(" ") < 2 and each[1][0].isupper())
            ]
        if not _is_habit([name for _, name, _, _ in found], lines, kind):
            continue
        for index, name, text, start in found:
            names.add(name)
            lines[index] = _mark(name, text, start)


def _plain_name(parts: dict[str, str | None]) -> str:
    """The name of a mark; the one in parentheses where what stands before them is an office."""
    name = " ".join((parts["name"] or "").split()).strip(" :.") if parts["name"] else ""
    inner = " ".join((parts.get("inner") or "").split())
    if (
        inner
        and name.lower().startswith(("the ", "minister", "secretary"))
        and is_name(inner, strict=True)
    ):
        titled = [part for part in inner.split() if part[:1].isupper()]
        return inner if len(titled) > 1 else name
    return name


def _is_habit(found: Sequence[str], lines: Sequence[str], kind: str) -> bool:
    """Whether marks of one kind, by whom they name, stand throughout a file."""
    if len(found) < FEWEST:
        return False
    names = Counter(name.lower() for name in found)
    again = sum(count for count in names.values() if count > 1)
    share = len(found) / max(1, paragraphs_of(lines))
    if kind in ("dash", "item", "heading", "after time", "angle", "square"):
        return again >= 0.6 * len(found) and share >= 0.25
    least = 0.01 if kind == "point" else 0.05
    return (again >= 0.5 * len(found) and share >= least) or (
        len(found) > FEWEST and share >= 0.5 and (again > 0 or kind == "paren")
    )


def _next_speaks(lines: Sequence[str], index: int) -> bool:
    """Whether a line of some words follows, after blank ones and times at most."""
    for line in lines[index + 1 : index + 4]:
        plain = line.strip()
        if plain and time_alone(read_markdown(plain)) is None:
            return not plain.startswith("#") and (
                plain.count(" ") >= 1 or plain[-1] in ".!?…。！？" or not plain.isascii()
            )
    return False


def _said_below(lines: Sequence[str], index: int) -> str:
    """The first line of speech under a mark."""
    for line in lines[index + 1 : index + 4]:
        if line.strip() and time_alone(line.strip()) is None:
            return line.strip()
    return ""


def _spell_questions(lines: list[str], names: set[str]) -> None:
    """Spell an interview whose questions are bold, and whose answers are not."""
    found = [
        (index, match["text"].strip())
        for index, line in enumerate(lines)
        if (match := _BOLD_LINE.fullmatch(line)) and "**" not in match["text"]
    ]
    asked = [text for _, text in found if text.rstrip("\"'”’) ").endswith(("?", "？"))]
    if names or len(found) < FEWEST or len(asked) * 2 < len(found):
        return
    answered = sum(1 for index, _ in found if _next_speaks(lines, index))
    if answered * 3 < 2 * len(found) or any(":" in text[:40] for _, text in found):
        return
    questions = {index for index, _ in found}
    answers = words("\n".join(line for index, line in enumerate(lines) if index not in questions))
    if "the" in answers and 2 * sum(word in _OF_ONESELF for word in answers) < len(found):
        return  # nobody speaks of himself in what answers the questions of many
    for index, text in found:
        lines[index] = f"Interviewer: {text}"
        following = next(
            (each for each in range(index + 1, len(lines)) if lines[each].strip()), None
        )
        if following is not None and following not in questions and lines[following][:1] != "#":
            lines[following] = f"Interviewee: {lines[following].strip()}"
    names.update(("Interviewer", "Interviewee"))


def _spell_alone(lines: list[str], names: set[str]) -> None:
    """Spell names that stand alone on their lines, with what they say below."""
    found: list[tuple[int, str, bool]] = []
    for index, line in enumerate(lines):
        if (
            not line.strip()
            or len(line) > 80
            or line.lstrip().startswith(("#", "-", "*", ">", "|"))
        ):
            continue
        match = _ALONE.fullmatch(line.strip())
        if not match:
            continue
        name = " ".join(match["name"].split())
        if (
            not is_name(name, strict=True)
            or is_role(name)
            or name[-1] in ".,!?-"
            or name[0].islower()
        ):
            continue
        if not _next_speaks(lines, index):
            continue
        above = next(
            (each for each in reversed(lines[max(0, index - 2) : index]) if each.strip()), ""
        )
        below = next((each for each in lines[index + 1 : index + 3] if each.strip()), "")
        beside = any(time_alone(each.strip()) is not None for each in (above, below))
        found.append((index, name, beside))
    counts = Counter(name.lower() for _, name, _ in found)
    timed = sum(beside for _, _, beside in found)
    shouted = [name for _, name, _ in found if name.isupper()]
    again = sum(count for count in counts.values() if count > 1)
    if len(found) < FEWEST or again < 0.5 * len(found) or again < 0.15 * paragraphs_of(lines):
        return
    known = {name.lower() for _, name, _ in found}
    said = [_said_below(lines, index) for index, _, _ in found]
    if sum(each.lower() in known for each in said) * 4 > len(said):
        return
    if sum(word_count(each) for each in said) < 4 * len(said):
        return
    all_timed = timed >= 0.8 * len(found)
    all_shouted = len(shouted) >= 0.8 * len(found)
    for index, name, beside in found:
        kept = (
            counts[name.lower()] > 1 or (all_timed and beside) or (all_shouted and name.isupper())
        )
        if kept:
            names.add(name)
            lines[index] = f"{name}:"


def _spell_ends(lines: list[str]) -> None:
    """Bring times that stand at the ends of lines to where the line was begun."""
    found: list[tuple[int, str, float]] = []
    headed = 0
    for index, line in enumerate(lines):
        if len(line) > 20_000 or not line.strip():
            continue
        plain = line.strip()
        if time_alone(plain.split(" ", 1)[0].rstrip(":")) is not None:
            headed += 1
            continue
        match = _AT_END.fullmatch(plain)
        if match and match["said"].count(" ") >= 2:
            start = parse_clock(match["time"] or match["bare"])
            if start is not None:
                found.append((index, match["said"], start))
    lines_of_speech = sum(1 for line in lines if line.count(" ") >= 3)
    if len(found) < FEWEST or len(found) < 0.4 * lines_of_speech or headed > len(found):
        return
    starts = [start for _, _, start in found]
    if starts != sorted(starts):
        return
    words = [said.count(" ") + 1 for _, said, _ in found]
    steps = [after - before for before, after in pairwise(starts)]
    pace = sum(steps) / max(1, sum(words[1:]))
    begun = sum(abs(step - pace * count) for step, count in zip(steps, words, strict=False))
    ended = sum(abs(step - pace * count) for step, count in zip(steps, words[1:], strict=False))
    if ended < begun and starts[0] > 0.4 * pace * words[0]:
        starts = [0.0, *starts[:-1]]
    for (index, said, _), start in zip(found, starts, strict=True):
        lines[index] = f"[{_clock(start)}] {said}"


def _labels(body: str, lines: Sequence[str], called: dict[str, str], marked: set[str]) -> set[str]:
    """Who opens turns by a label, `Ann:` alone or with speech after it.

    Labels that come once are believed where they look like those that come again.
    """
    labels = count_labels(body)
    counts = {
        name: count for name, count in (labels.alone + labels.inline).items() if not is_role(name)
    }
    for name in (*_before_names(lines, counts), *_counted_up(counts)):
        counts.pop(name, None)
    again = {name: count for name, count in counts.items() if count > 1 or name in marked}
    turns = sum(counts.values())
    paragraphs = paragraphs_of(lines)
    repeated = sum(again.values())
    spoken = sum(map(word_count, lines))
    if not counts or all(name.islower() for name in counts):
        return set()
    if spoken < 4 * turns:
        return set()
    habit = len(again) >= 2 and repeated >= 4 and repeated * 4 >= paragraphs
    many = len(again) >= 4 and repeated >= 12 and repeated * 16 >= paragraphs
    whole = [name for name in again if " " in name and labels.alone[name] > 1]
    alone = sum(labels.alone[name] for name in whole)  # of such lines few are enough
    many = many or (len(whole) >= 2 and alone >= 4 and alone * 32 >= paragraphs)
    once = len(counts) >= 3 and turns >= 4 and turns * 2 >= paragraphs and spoken >= 6 * turns
    titled = {name for name in counts if name.isupper() and _TITLED.match(name)}
    if len(titled) >= FEWEST and sum(counts[name] for name in titled) > FEWEST:
        again |= {name: counts[name] for name in titled}  # as debates are printed
        many = True
    if habit or many or (once and again):
        shapes = Counter(map(_shape, again))
        return {name for name in counts if name in again or _is_alike(name, shapes, called)}
    first = next((line for line in lines if line.strip() and line[:1] != "#"), "")
    opening = count_labels(first)
    only = [name for name in (opening.alone + opening.inline) if " " in name and name in counts]
    if only and len(again) <= 1 and spoken >= 40 and turns <= 2 + repeated:
        return set(only)  # one person, named once
    return set()


def _before_names(lines: Sequence[str], counts: Mapping[str, int]) -> list[str]:
    """Those of the labels after which names or addresses stand, and no speech: `Chair: Ann Lee`."""
    found: Counter[str] = Counter()
    for line in lines:
        if ":" not in line[:_LOOKED_AT] or line.rstrip()[-1:] in _ENDS_SENTENCE:
            continue
        name, colon, said = read_markdown(line[:_LOOKED_AT]).strip(" *-").partition(":")
        said = said.strip(" *")
        if colon and name.strip() in counts and _ADDRESS.fullmatch(said):
            found[name.strip()] += 1
            continue
        if not colon or name.strip() not in counts or not said or said[-1] in _ENDS_SENTENCE:
            continue
        people = re.split(r",\s*|\s+(?:and|&)\s+", said)
        if all(is_name(each.split(" (")[0] or "-", strict=True) for each in people) and (
            len(people) > 1 or said.count(" ") < _LONGEST_NAME
        ):
            found[name.strip()] += 1
    return [name for name, count in found.items() if count >= 0.8 * counts[name]]


def _counted_up(counts: Mapping[str, int]) -> list[str]:
    """Labels that count: `Tweet 1` to `Tweet 7`, each of which comes once."""
    series: dict[str, list[str]] = {}
    for name, count in counts.items():
        if count == 1 and _DIGIT.search(name):
            series.setdefault(re.sub(r"\d+", "", name), []).append(name)
    return [name for those in series.values() if len(those) > FEWEST for name in those]


def _is_alike(name: str, shapes: Counter[tuple[bool, bool]], called: Mapping[str, str]) -> bool:
    """Whether a label that comes once looks like those that come again, by their shapes."""
    if name in called or not shapes:
        return True
    several, shouted = _shape(name)
    return shapes[several, shouted] >= 0.3 * shapes.total() or (
        several and (not shouted or shapes[True, True] + shapes[False, True] > 0)
    )


def _shape(name: str) -> tuple[bool, bool]:
    """Whether a name has several words, and whether it is in capitals."""
    return " " in name, name.isupper() and len(name) > 1


def count_from_first(starts: Sequence[float | None]) -> list[float | None]:
    """Positions for times of day: counted from the first, where that one is late in a recording."""
    known = [start for start in starts if start is not None]
    if not known or known[0] < _LATE or median(known) < known[0]:
        return list(starts)
    return [None if start is None else max(0.0, start - known[0]) for start in starts]
