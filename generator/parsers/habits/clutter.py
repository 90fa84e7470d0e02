"""What stands in a text and is nobody's speech: code, comments, rules, numbers of lines, tools."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..turns import read_markdown
from .marks import DIGIT, FEWEST, LOOKED_AT, ROW

_FENCED = 0.3
"""Share of the words in fences from which on they are the transcript itself."""

_TEMPLATE = re.compile(r"\s*(?:\{%.*%\}|\{\{.*\}\}|<!--.*-->|\[TOC\])\s*", re.IGNORECASE)

_REFERENCE = re.compile(r"\s{0,3}\[[^\[\]]{1,80}\]:\s*(?:<?https?://|[/#.]|\{\{)\S*.{0,160}")
"""Where Markdown says what a label leads to: `[tides]: https://...`."""

_RULE = re.compile(r"\s*([-=_*~])(?:\s*\1){2,}\s*")

_TOOL = re.compile(
    r"(?:this\s+)?(?:\S+\s+){0,4}?(?:transcribed|transcript(?:ion)?|captions?|captioned|minutes)\b"
    r".{0,80}\b(?:by|with|using|from|generated|created|ended|provided|powered)\b.{0,160}"
    r"|(?:meeting|recording|call)\s+ended\s+after\s.{0,30}"
    r"|\W*end of (?:the )?(?:\w+ )?(?:interview|transcript(?:ion)?|recording|tape|audio)\W*"
    r"|initial people present at .{0,20}|transcript, started at .{0,20}"
    r"|view (?:original )?(?:recording|transcript).{0,160}",
    re.IGNORECASE,
)
"""What tools and typists say of the file."""

_TOOL_ELSEWHERE = re.compile(
    r"(?=.{0,80}(?:tran[sck]+ri|trascri|文字起こし|转录|轉錄|字幕))"
    r"(?=.*(?:beendet|computergeneriert|automatisch|finaliz[óo]|generad[oa]|a pris fin|générée?"
    r"|terminata|generat[oa]|encerrad|gerad[oa]|beëindigd|gegenereerd|終了|生成|结束))"
    r"[^:\n]{0,60}[^\n]{0,180}"
    r"|\W*this file is longer than .{0,160}|.{0,80}\bgo unlimited\b.{0,120}",
    re.IGNORECASE,
)
"""The same in the languages of those who meet."""

_OF_TOOL = re.compile(
    r"tran[sck]+ri|trascri|文字起こし|转录|轉錄|字幕"
    r"|caption|minutes|ended after|end of|view |unlimited|people pres",
    re.IGNORECASE,
)
"""Of which all of that has something."""

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|página|pagina)?\s*(\d{1,4})(?:\s*(?:of|von|/|de|di)\s*\d{1,4})?\W*", re.I
)

_NUMBERED = re.compile(r"\s{0,8}(\d{1,2})(?:\s{1,}|$)")

GOES_ON = re.compile(r"\s*(?:…|\.\.\.)\s+(?=\S)")
"""How minutes mark a line of the same speaker."""


def is_boilerplate(line: str) -> bool:
    """Whether a line is a rule, a row, a template's mark, or what a tool says of the file."""
    if not line.strip() or len(line) > LOOKED_AT:
        return False
    first = line.lstrip()[0]
    if first in "{<[-=_*~|" and (
        _TEMPLATE.fullmatch(line)
        or _REFERENCE.fullmatch(line)
        or _RULE.fullmatch(line)
        or ROW.fullmatch(line)
    ):
        return True
    if not _OF_TOOL.search(line):
        return False
    plain = read_markdown(line).strip()
    told = _TOOL.fullmatch(plain) or _TOOL_ELSEWHERE.fullmatch(plain)
    return bool(told) and plain.count(". ") < 2


def without_comments(body: str) -> str:
    """`body` with nothing but the ends of lines in the comments of HTML."""
    begin = body.find("<!--")
    parts: list[str] = []
    after = 0
    while begin >= 0 and (end := body.find("-->", begin)) >= 0:
        parts += [body[after:begin], "\n" * body.count("\n", begin, end)]
        after = end + 3
        begin = body.find("<!--", after)
    return "".join([*parts, body[after:]])


def without_numbers(lines: list[str]) -> None:
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


def without_running_heads(lines: list[str]) -> None:
    """Empty the numbers of printed pages, and what stands beside them on most pages."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    numbers = [
        (place, int(match[1]))
        for place, index in enumerate(full)
        if len(lines[index]) <= LOOKED_AT and (match := _PAGE_NUMBER.fullmatch(lines[index]))
    ]
    steps = [two[1] == one[1] + 1 for one, two in pairwise(numbers)]
    if len(numbers) < FEWEST or not all(steps):
        return
    beside: Counter[str] = Counter()
    for step in (-1, 1):
        at = [full[place + step] for place, _ in numbers if 0 <= place + step < len(full)]
        beside.update(DIGIT.sub("", lines[index]).strip() for index in at)
    for index in full:
        if beside[DIGIT.sub("", lines[index]).strip()] >= max(FEWEST, len(numbers) / 2):
            lines[index] = ""
    for place, _ in numbers:
        lines[full[place]] = ""


def without_code(lines: list[str]) -> None:
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
