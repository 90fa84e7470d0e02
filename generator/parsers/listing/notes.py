"""The notes of an entry: where they end, the chapters they list, and the rest as Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from ...model import ListedChapter
from ...timestamps import parse_clock
from .glue import CLOCK, RawItem, Vocabulary, cut_lines, respace, unglue
from .speakers import find_labels

LONGEST_TITLE = 15
"""Words, in the middle of a list; a list of longer texts is notes, not chapters."""
LONGEST_ODD_TITLE = 22
"""Words; a longer item is no chapter even in a list of chapters."""
LONGEST_HEADING = 8
"""Words."""
LONGEST_REMARK = 20
"""Words about a list of chapters, between its heading and its first item; they go with it."""
SHORTEST_SPEECH = 200
"""Characters after the word Transcript that are one even without a mark or a speaker."""
FEWEST_LABELS_OF_ONE = 5
"""Labels of each of two speakers that show speech where no heading announces it."""
FEWEST_MARKS = 5
"""Marks that show speech where no heading announces it..."""
FEWEST_WORDS_FOR_EACH = 15
"""...with so many words from mark to mark: more than chapters have in their titles."""

_TRANSCRIPT = re.compile(
    r"(?:^|(?<=\S))(?:(?:Full|Complete|Episode|Edited|Raw) )?"
    r"(?:Transcript(?:ions?(?![a-z])|s(?![a-z]))?|TRANSCRIPT)(?: ?:)?",
    re.MULTILINE,
)
_OPENS_SPEECH = re.compile(
    rf"[\[(]?{CLOCK}"
    rf"|(?:(?:[^\W\d_a-z][\w.’'-]{{0,24}} ?){{1,4}}|[^\W\d_]\w{{0,24}})(?::\s|[\[(]{CLOCK})"
)
_LONGEST_MARK = 20
_MARK = re.compile(rf"[\[(]({CLOCK})[\])] ?")
_CHAPTERS_HEADING = re.compile(
    r"(?:\w+ ){0,3}(?:time ?stamps?|chapters?|time ?codes?)", re.IGNORECASE
)
_PREFIXES = {"paragraph": "", "heading": "## ", "subheading": "### "}
_URL = re.compile(r"(?<![<(\w])https?://[^\s<>]{1,2000}(?<![.,;:!?)\]'\"’”])")
_OPENS_BLOCK = re.compile(r"[>#+=|~-]|\d{1,9}[.)]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What an entry's notes say."""

    markdown: str
    """Without the chapters."""
    chapters: tuple[ListedChapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, a heading or a list item."""

    kind: str
    """"paragraph", "heading", "subheading" or "item"."""
    text: str
    stamp: str = ""
    """The time an item begins with, as written."""
    time: float | None = None
    """That time in seconds."""


def part(body: str) -> tuple[str, str]:
    """The notes and the transcript of an entry; the latter empty where there is none."""
    for match in _TRANSCRIPT.finditer(body):
        rest = body[match.end() : match.end() + SHORTEST_SPEECH].lstrip()
        glued = (
            not body[match.end() : match.end() + 1].isspace()
            or "\n" in body[match.end() : match.end() + 2]
        )
        long = glued and len(body) - match.end() > SHORTEST_SPEECH
        if rest and (long or _OPENS_SPEECH.match(rest)):
            return body[: match.start()], body[match.end() :]
    begin = _unannounced(body)
    return body[:begin], body[begin:]


def read_notes(text: str, vocabulary: Vocabulary) -> Notes:
    """Chapters and Markdown of the notes in `text`."""
    blocks: list[_Block] = []
    for items in cut_lines(text):
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            blocks.extend(_blocks(item, following, vocabulary))
    chosen = _chapter_run(blocks)
    chapters = tuple(
        ListedChapter(title=blocks[index].text, start=blocks[index].time)
        for index in sorted(chosen, key=lambda index: _time(blocks[index]))
    )
    dropped = set(chosen) | set(_about_chapters(blocks, chosen))
    kept = [block for index, block in enumerate(blocks) if index not in dropped]
    return Notes(markdown=_markdown(kept), chapters=chapters)


def autolink(text: str) -> str:
    """`text` with its web addresses as Markdown links."""
    return _URL.sub(r"<\g<0>>", text)


def _unannounced(body: str) -> int:
    """Where speech begins that no heading announces; the length of `body` where there is none."""
    flat = re.sub(r"\s", " ", body)
    marks = [(mark.start(), parse_clock(mark[1]) or 0.0) for mark in _MARK.finditer(flat)]
    plain = _MARK.sub(lambda mark: "\0" * len(mark[0]), flat)
    labels = find_labels(plain, plain)
    counts = Counter(label.name for label in labels)
    labels = [label for label in labels if counts[label.name] >= FEWEST_LABELS_OF_ONE]
    if len({label.name for label in labels}) > 1:
        begin = labels[0].begin
        mark = _MARK.search(flat, max(0, begin - _LONGEST_MARK), begin)
        begin = mark.start() if mark and mark.end() == begin else begin
    elif len(marks) >= FEWEST_MARKS:
        falls = [after[0] for before, after in pairwise(marks) if after[1] < before[1]]
        begin = falls[-1] if falls else marks[0][0]
        if flat.endswith("* ", 0, begin):
            return len(body)
    else:
        return len(body)
    pieces = 1 + sum(mark_begin > begin for mark_begin, _ in marks)
    spoken = flat.count(" ", begin) >= FEWEST_WORDS_FOR_EACH * pieces
    return begin if spoken else len(body)


def _blocks(item: RawItem, following: RawItem | None, vocabulary: Vocabulary) -> Iterator[_Block]:
    """The blocks in one item: itself, then the paragraphs and headings glued to its end."""
    before_list = following is not None and following.listed
    if item.time is not None and following is not None and following.time is not None:
        parts = [item.text]
    else:
        parts = unglue(item.text, vocabulary, boldly=item.time is not None)
        goes_on = before_list and item.bulleted and item.time is None
        opens_list = parts and (parts[-1].endswith(":") or _is_heading(parts[-1], before_list=True))
        if goes_on and not opens_list:
            parts = [respace(item.text)]
    if item.listed and parts:
        yield _Block(kind="item", text=parts.pop(0), stamp=item.stamp, time=item.time)
    for index, text in enumerate(parts):
        last = index + 1 == len(parts)
        if (last and not before_list) or not _is_heading(text, before_list=last):
            yield _Block(kind="paragraph", text=text)
        elif text.endswith(":"):
            yield _Block(kind="subheading", text=text.rstrip(": "))
        else:
            yield _Block(kind="heading", text=text)


def _is_heading(text: str, *, before_list: bool) -> bool:
    """Whether a line of its own is the heading of what follows it."""
    words = text.count(" ") + 1
    if words > LONGEST_HEADING or "://" in text or text[0].islower():
        return False
    if text.endswith(":"):
        return before_list and words <= LONGEST_HEADING // 2
    return text[-1] not in '.!,;…”"'


def _chapter_run(blocks: Sequence[_Block]) -> list[int]:
    """Indices of the blocks that are chapters: runs of timed items, each later than the last."""
    runs: list[list[int]] = []
    for index, block in enumerate(blocks):
        if block.time is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    chosen: list[int] = []
    for run in runs:
        if median(_words(blocks[index]) for index in run) > LONGEST_TITLE:
            continue
        run = [index for index in run if 0 < _words(blocks[index]) <= LONGEST_ODD_TITLE]
        if not chosen or not run or _time(blocks[run[0]]) >= _time(blocks[chosen[-1]]):
            chosen.extend(run)
        elif len(run) > len(chosen):
            chosen = run
    return chosen if len(chosen) > 1 else []


def _words(block: _Block) -> int:
    return len(block.text.split())


def _time(block: _Block) -> float:
    return block.time or 0.0


def _about_chapters(blocks: Sequence[_Block], chosen: Sequence[int]) -> Iterator[int]:
    """Indices of the heading of the chapters and of a remark beneath it."""
    if not chosen:
        return
    index = chosen[0] - 1
    remark = index >= 1 and _words(blocks[index]) <= LONGEST_REMARK
    if remark and blocks[index].kind != "item" and _heads_chapters(blocks[index - 1]):
        yield from (index - 1, index)
    elif index >= 0 and _heads_chapters(blocks[index]):
        yield index


def _heads_chapters(block: _Block) -> bool:
    return bool(_CHAPTERS_HEADING.fullmatch(block.text.rstrip(": ")))


def _markdown(blocks: Sequence[_Block]) -> str:
    """`blocks` as Markdown, without headings that have nothing beneath them."""
    lines: list[str] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind == "heading" and (following is None or following.kind == "heading"):
            continue
        text = autolink(_escape_opening(block.text))
        if block.kind != "item":
            lines.extend(["", _PREFIXES[block.kind] + text])
            continue
        if lines and not lines[-1].startswith("* "):
            lines.append("")
        lines.append(f"* {block.stamp} {text}" if block.stamp else f"* {text}")
    return "\n".join(lines).strip()


def _escape_opening(text: str) -> str:
    """`text` so that its first character does not open a block of another kind."""
    match = _OPENS_BLOCK.match(text)
    if not match:
        return text
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]}\\{text[digits:]}"
