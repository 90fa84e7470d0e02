"""Spoken prose: who speaks from where on, under which heading.

`speaker_text` and `plain_text` share this grammar. A *mark* opens a turn: `Ann Lee: 00:01:02`,
`**Ann:** [01:02] Hello`, `Ann (01:02):`, `(1:02) Hello`, `[00:01:02] Ann: Hello`, and, for a
name that is known to speak, `Ann:` alone or `Ann: Hello`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from ..decoding import unescape
from ..timestamps import parse_clock
from .names import is_name, is_role
from .speech import check_count, names_sound

CLOCK = r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)"
_RANGE = r"(?:\s*(?:-->|[-–—])\s*\d{1,3}:[\d:.,]{1,12})?"
NAME = r"(?P<name>[^\W_][^:;=\"@%$+*\\\[\](){}<>|\n]{0,59}?)"
_MARKS = tuple(
    re.compile(pattern)
    for pattern in (
        # Ann Lee: 00:01:02 / Ann Lee (01:02): / [Audience]: 01:02 / Ann Lee 1:02:03
        rf"\[?{NAME}\]?(?:\s*(?::\s*\d)?[:,|·•–—-]\s*|\s+|(?=\())[\[(]?{CLOCK}{_RANGE}[\])]?\s*:?\s*(?P<text>)",
        # Ann: [01:02] Hello / Ann Lee: 00:01:02 Hello / Ann Lee (01:02): Hello
        rf"\[?{NAME}\]?\s*:\s*[\[(]{CLOCK}{_RANGE}[\])]\s*:?\s*(?P<text>\S.*)",
        rf"\[?{NAME}\]?\s*:\s*(?P<time>\d{{1,3}}:\d\d:\d\d(?:[.,]\d{{1,3}})?):?\s*(?P<text>\S.*)",
        # Ann Lee (01:02): Hello / Ann Lee [01:02] - Hello
        rf"\[?{NAME}\]?(?:\s+|(?=\())[\[(]{CLOCK}{_RANGE}[\])]\s*[:–—-]\s*(?P<text>\S.*)",
        # [00:01:02] Ann: Hello / (1:02) Ann Lee:
        rf"[\[(]{CLOCK}{_RANGE}[\])]\s*[-–—:|]?\s*\[?{NAME}\]?\s*:(?:\s+(?P<text>\S.*)|\s*)",
        # (1:02) Hello / [01:02] / 01:02
        rf"{CLOCK}{_RANGE}(?P<text>)",
        rf"[\[(]{CLOCK}{_RANGE}[\])]\s*[-–—:|]?\s*(?P<text>.*)",
    )
)
_BARE_MARK = re.compile(rf"{CLOCK}{_RANGE}\s+[-–—|]?\s*(?:{NAME}\s*:\s+)?(?P<text>\S.*)")
"""`1:02 Hello`: only where the whole file is written so."""
_TIME_ALONE = re.compile(rf"[\[(]?{CLOCK}{_RANGE}[\])]?:?")
_UNTIL = re.compile(rf"{CLOCK}\s*(?:-->|[-–—])\s*{CLOCK.replace('time', 'until')}")
_CLOCK_NEAR = re.compile(r"\d:\d")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_HEADING_TIME = re.compile(rf"[\[(]{CLOCK}[\])]|^{CLOCK.replace('time', 'bare')}(?=\s)")
_LABEL = re.compile(rf"\[?{NAME}\]?\s*:(?:\s+(?P<text>\S.*)|\s*)")
_BOLD_LABEL = re.compile(rf"\s*(?:\*\*|__){NAME}\s*:?\s*(?:\*\*|__)\s*:?\s*(?P<text>.*)")

_MARKUP = re.compile(r"[*_`\\\[<!>|&-]|^\s*\d+\.")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,300})?\)")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s[^()\n]{0,300})?\)"
)
_COMMENT = re.compile(
    r"<!--[^<>]{0,1000}-->|</?(?:br|p|a|b|i|em|strong|u|span|div|sup|sub)\b[^<>]{0,200}>"
)
_CODE = re.compile(r"(`{1,3})([^`\n]{1,500})\1")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]{1,500})(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]{1,500})(?<=\S)_(?!\w)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LIST_ITEM = re.compile(r"\s*(?:[-+]|\*(?!\*)|\d+\.)\s")
_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
_BULLET = re.compile(r"^\s*(?:>\s?)+|^\s*[-*+]\s+(?!$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A Markdown heading between turns."""

    title: str
    level: int
    """1 to 6."""
    start: float | None
    """Seconds, where the heading itself carries a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnMark:
    """The opening of a turn, with what is said on its line."""

    name: str | None
    """Empty where nobody speaks from here on, as in a break."""
    start: float | None
    """Seconds."""
    text: str
    line: int
    """1-based, in the file."""
    end: float | None = None
    """Seconds, where a range says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLine:
    """A line that goes on with the turn before it."""

    text: str
    """Plain, its Markdown read; empty between paragraphs."""
    source: str
    """As it stands in the file, for notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A mark and the lines up to the next mark or heading."""

    mark: TurnMark | None
    """None for lines that no mark opens: those under a heading, or above the first mark."""
    text: str
    """Plain lines with `\\n` between them; blank ones between paragraphs."""
    source: str
    """The same as it stands in the file, without the mark's own line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the turns up to the next."""

    heading: Heading | None
    """None above the first heading."""
    turns: tuple[Turn, ...]

    @property
    def marked(self) -> bool:
        """Whether any of it is marked as speech."""
        return any(turn.mark for turn in self.turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """How often each label opens a line of a text, as it is spelled."""

    timed: Counter[str]
    """With a time beside it."""
    alone: Counter[str]
    """Without a time, alone on its line."""
    inline: Counter[str]
    """Without a time, speech after it."""


def is_page(text: str) -> bool:
    """Whether `text` is a page of HTML, which is not read line by line."""
    return _PAGE.match(text) is not None


def each_line(text: str) -> Iterator[str]:
    """The lines of `text` without their ends, one at a time: a list of them could be large."""
    begin = 0
    while (end := text.find("\n", begin)) >= 0:
        yield text[begin:end]
        begin = end + 1
    if begin < len(text):
        yield text[begin:]


def read_turns(
    body: str, *, first_line: int, known: Iterable[str] = (), bare_marks: bool = False
) -> Iterator[Heading | TurnMark | TurnLine]:
    """What each line of `body` is.

    `known` are names, in lower case, that open a turn without a time. `bare_marks` says that
    lines begin with an unbracketed time. Raises `InputError` for more than `MOST_CUES` marks.
    """
    speakers = frozenset(known)
    marks = 0
    lines = each_line(body)
    for number, raw in enumerate(lines, start=first_line):
        if raw.startswith("#") and (heading := _HEADING.match(raw)):
            yield _heading(heading)
            continue
        plain = read_markdown(raw)
        mark = (
            timed_mark(plain, bare=bare_marks, known=speakers)
            or _bold_label(raw, speakers)
            or _label(plain, speakers)
        )
        if mark:
            marks += 1
            rest = (each for each in lines if timed_mark(read_markdown(each), bare=bare_marks))
            check_count(marks, number, rest)
            name, start, text = mark
            end = _end_of(plain) if start is not None else None
            yield TurnMark(name=name, start=start, text=text, line=number, end=end)
        else:
            yield TurnLine(text=plain, source=raw)


def read_sections(tokens: Iterable[Heading | TurnMark | TurnLine]) -> Iterator[Section]:
    """Tokens gathered under their headings. Only the first section may be empty."""
    heading: Heading | None = None
    turns: list[Turn] = []
    mark: TurnMark | None = None
    lines: list[TurnLine] = []
    for token in tokens:
        if isinstance(token, TurnLine):
            lines.append(token)
            continue
        turns.extend(_turn(mark, lines))
        lines = []
        if isinstance(token, Heading):
            yield Section(heading=heading, turns=tuple(turns))
            heading, mark, turns = token, None, []
        else:
            mark = token
    turns.extend(_turn(mark, lines))
    yield Section(heading=heading, turns=tuple(turns))


def _turn(mark: TurnMark | None, lines: list[TurnLine]) -> Iterator[Turn]:
    """The turn that `mark` opens, or what `lines` say without one; nothing if they are blank."""
    spoken = [mark.text] if mark else []
    text = "\n".join([*spoken, *(line.text for line in lines)]).strip()
    if mark or text:
        yield Turn(mark=mark, text=text, source="\n".join(line.source for line in lines).strip())


def timed_mark(
    plain: str, *, bare: bool = False, known: Set[str] = frozenset()
) -> tuple[str | None, float | None, str] | None:
    """Name, start and text of a line that opens a turn with a time, or None.

    The name is empty where the label is that of no person. `known` are names, in lower case, that
    may look like anything.
    """
    plain = plain.strip()
    if not _CLOCK_NEAR.search(plain, 0, 90):
        return None
    for pattern in (*_MARKS, _BARE_MARK) if bare else _MARKS:
        match = pattern.fullmatch(plain)
        if not match:
            continue
        start = parse_clock(match["time"])
        name = match.groupdict().get("name")
        text = match["text"] or ""
        # with speech after it, or nothing but a space between, any clause could pass for a name
        strict = bool(text) or (
            bool(name) and not plain[match.end("name") : match.start("time")].strip(" ]")
        )
        if start is None:
            continue
        told = name is None or name.strip().lower() in known
        if not told and not is_name(name or "", strict=strict):
            continue
        if name and is_role(name):  # `Video: 1:02`
            name = ""
        return (name.strip() if name is not None else None), start, text.strip()
    return None


def _end_of(plain: str) -> float | None:
    """The later time of a range in a mark, in seconds."""
    match = _UNTIL.search(plain, 0, 120)
    return parse_clock(match["until"]) if match else None


def time_alone(text: str) -> float | None:
    """Seconds, where `text` is a time and nothing else, be it a range or in brackets."""
    if not text or not (text[0].isdigit() or text[0] in "[("):
        return None
    match = _TIME_ALONE.fullmatch(text.strip())
    return parse_clock(match["time"]) if match else None


def count_labels(body: str) -> Labels:
    """How often each name-like label opens a line of `body`."""
    timed: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    inline: Counter[str] = Counter()
    for raw in each_line(body):
        if ":" not in raw[:120] and "**" not in raw[:4]:
            continue
        plain = read_markdown(raw[:400]).strip()
        if mark := timed_mark(plain):
            timed.update(name for name in mark[:1] if name)
            continue
        if _LIST_ITEM.match(raw):
            continue
        match = _LABEL.fullmatch(plain) or _BOLD_LABEL.fullmatch(raw[:400])
        if match and is_name(match["name"], strict=True):
            (inline if match["text"] else alone)[match["name"].strip()] += 1
    return Labels(timed=timed, alone=alone, inline=inline)


def read_markdown(line: str) -> str:
    """One line of Markdown as a reader sees it: links by their text, no emphasis, no escapes.

    Asides that name a sound keep their asterisks, as captions write them.
    """
    if not _MARKUP.search(line):
        return line
    # A turn has seldom more than one of these, and to look for a sign is a hundredth of the rest.
    if "<" in line:
        line = _COMMENT.sub(" ", line)
    if line.lstrip()[:1] in ">-*+":
        line = _BULLET.sub("", line)
    if "](" in line:
        line = _IMAGE.sub("", line)
        line = _LINK.sub(_link_text, line)
    if "`" in line:
        line = _CODE.sub(r"\2", line)
    if "*" in line or "_" in line:
        line = _STRONG.sub(r"\2", line)
        line = _EMPHASIS.sub(_unless_sound, line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    return unescape(line) if "&" in line else line


def _link_text(match: re.Match[str]) -> str:
    """What a link says; a time keeps its brackets, since it is a mark, unless it has others."""
    said: str = match[1]
    bare = match.string[: match.start()][-1:] not in ("(", "[")
    return f"[{said}]" if bare and said[:1].isdigit() and time_alone(said) is not None else said


def _unless_sound(match: re.Match[str]) -> str:
    words: str = match[1] or match[2]
    return f"[{words}]" if names_sound(words) else words


def _heading(match: re.Match[str]) -> Heading:
    title = read_markdown(match[2]).rstrip("#").strip()
    start = None
    timed = _HEADING_TIME.search(title)
    if timed:
        start = parse_clock(timed["time"] or timed["bare"])
        title = (title[: timed.start()] + " " + title[timed.end() :]).strip(" -–—:|")
    return Heading(title=" ".join(title.split()), level=len(match[1]), start=start)


def _bold_label(raw: str, speakers: frozenset[str]) -> tuple[str, None, str] | None:
    """`**ANN LEE** Hello` or `**Ann:** Hello`, if that is a known speaker or in capitals."""
    if not raw.lstrip().startswith(("**", "__")):
        return None
    match = _BOLD_LABEL.fullmatch(raw)
    if not match or not is_name(match["name"], strict=True):
        return None
    name = match["name"].strip()
    if name.lower() not in speakers and not (name.isupper() and " " in name):
        return None
    return name, None, read_markdown(match["text"]).strip()


def _label(plain: str, speakers: frozenset[str]) -> tuple[str, None, str] | None:
    if not speakers or ":" not in plain[:64]:
        return None
    match = _LABEL.fullmatch(plain.strip())
    if not match or match["name"].strip().lower() not in speakers:
        return None
    return match["name"].strip(), None, (match["text"] or "").strip()
