"""Names that something else than a colon tells from what they say, or that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...language.words import word_count, words
from ..names import is_name, is_role
from ..turns import NAME, time_alone
from .marks import (
    ADDRESS,
    FEWEST,
    LOOKED_AT,
    TITLED,
    counted_up,
    mark_of,
    next_speaks,
    paragraphs_of,
    said_below,
)

_CLOCK = r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)(?![:.,]?\d)"
_TIME = rf"[`\[(]*{_CLOCK}[`\])]*(?:\([^()\s]{{1,300}}\))?"
_BETWEEN = r"\s*[-–—|:,]*\s*"

ADORNED = {
    "in brackets": re.compile(
        rf"\s*\[{NAME}[\s,|–-]+{_CLOCK}\]\s*:?\s+(?P<text>\S.*)",
    ),
    "in two brackets": re.compile(rf"\s*\[{_CLOCK}\]\s*\[{NAME}\]\s*:?\s*(?P<text>\S.*)"),
    "in columns": re.compile(rf"\s*{_TIME}\s*\|\s*{NAME}\s*\|\s*(?P<text>\S.*)"),
    "corners": re.compile(
        r"\s*(?P<name>[^\s「」『』。、][^「」『』。、\n]{0,23})[「『](?P<text>[^「」『』\n].*)[」』]"
    ),
    "lenticular": re.compile(r"\s*【(?P<name>[^【】\n]{1,24})】\s*[:：]?\s*(?P<text>\S.*)"),
    "titled": re.compile(
        r"\s*(?P<name>(?:M\.|Mme|Mlle)\s+[^\W\d_a-z][^\W\d_]+"
        r"(?:[\s-](?:d[eu]\s)?[^\W\d_a-z][\w'’]+){0,3})"
        r"(?:,\s[^.\n]{1,90}|\s\([^()\n]{1,40}\))?\.\s+(?:[–—-]+\s+)?(?P<text>\S.*)"
    ),
    "party": re.compile(rf"\s*{NAME}\s\([^()\n]{{1,40}}\)\s?\.\s*[–—-]\s*(?P<text>\S.*)"),
    "in braces": re.compile(rf"\s*[{{<]{_CLOCK}[}}>]\s*{NAME}\s*:\s+(?P<text>\S.*)"),
    "heading with time": re.compile(rf"#{{2,6}}\s+{_TIME}{_BETWEEN}{NAME}:?(?P<text>)"),
    "bold, then time": re.compile(
        rf"(?:[-*+>]\s+)?(?:\*\*|__)\[?{NAME}\]?\s*:?\s*(?:\*\*|__){_BETWEEN}{_TIME}{_BETWEEN}(?P<text>(?!\W*$)\S.*)"
    ),
    "time, then bold": re.compile(
        rf"(?:[-*+>]\s+)?{_TIME}{_BETWEEN}(?:\*\*|__)\[?{NAME}\]?\s*:?\s*(?:\*\*|__)"
        r"\s*[:–—-]*\s*(?P<text>.*)"
    ),
    "time in bold": re.compile(
        rf"(?:[-*+>]\s+)?(?:\*\*|__)\[?{NAME}\]?{_BETWEEN}{_TIME}\s*:?\s*(?:\*\*|__)"
        r"\s*[:–—-]*\s*(?P<text>\S.*)"
    ),
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
        r"\s+(?:(?:PROF|DR|LT|COL|GEN|CAPT|REV|SIR)\.?\s+){0,3}"
        r"(?:[A-Z][A-Z'’.-]*[A-Z]\b\s?|[A-Z]\.\s?){1,8}(?:\s*of [A-Z]\w+)?)"
        r"(?:\.?:?\t|\s{2,}|\.?:\s?|\.\s(?![A-Z][A-Z.])|\.?\s*[—–-]+:?)\s*(?P<text>[^\s.].*)"
    ),
    "capitals": re.compile(
        r"\s*(?P<name>[^\W\d_a-z][^\W\d_a-z'’.-]+(?:\s[^\W\d_a-z][^\W\d_a-z'’-]+){0,4})"
        r"(?:\s\([^()]{1,60}\))?(?:(?<=[^\W\d_a-z]{2})|(?<=\)))\.\s+(?:[–—-]+\s+)?(?P<text>\S.*)"
    ),
    "dash": re.compile(rf"\s*{NAME}\s+[–—-]{{1,2}}\s+(?P<text>\S.*)"),
    "item": re.compile(
        rf"\s*[-*+•]\s+(?:\*\*|__)?{NAME}(?:\*\*|__)?\s*:(?:\*\*|__)?\s+(?P<text>\S.*)"
    ),
    "after time": re.compile(
        rf"(?P<time>[\[(]?\d{{1,3}}:\d{{2}}[\d:.,]*[\])]?)\s*[-–—|]?\s+{NAME}"
        r"\s*(?:[(\[][^()\[\]\d]{1,60}[)\]])?:?(?P<text>)"
    ),
}
"""Marks that are told by what stands around a name, without a colon after it."""

_HINTS = {
    kind: re.compile("|".join(map(re.escape, hints)))
    for kind, hints in {
        **{kind: ("**", "__") for kind in ADORNED if "bold" in kind},
        "in brackets": ("[",),
        "in two brackets": ("[",),
        "in columns": ("|",),
        "corners": ("「", "『"),
        "lenticular": ("【",),
        "titled": ("M. ", "Mme ", "Mlle "),
        "party": (")",),
        "in braces": ("{", "<"),
        "capitals": (". ",),
        "heading with time": ("##",),
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

_OFTEN = frozenset(
    [
        *("dash", "item", "heading", "after time", "angle", "square", "in brackets"),
        *("in two brackets", "capitals", "corners", "lenticular", "titled", "party"),
    ]
)
"""Marks that much else looks like."""

_ALONE = re.compile(rf"\s*{NAME}\s*(?:\([^()\d]{{1,40}}\)\s*){{0,3}}:?")

_ENDS_SAID = tuple(".,!?…")
"""What words end in that are said, and no name does."""

_STATEMENT = 100
"""Words of a speech that one person makes."""

_OF_ONESELF = frozenset({"i", "i'm", "i've", "i'd", "i'll", "me", "my", "we", "we're", "our", "us"})

_BOLD_LINE = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*_].{3,400}?)(?:\*\*|__)\s*")


def spell_adorned(lines: list[str], names: set[str]) -> None:
    """Spell names that something else than a colon tells from what they say."""
    in_bold: list[str] = []  # those with a time beside them, of whom some have none now and then
    for kind, pattern in ADORNED.items():
        hint = _HINTS[kind]
        found: list[tuple[int, str, str, float | None]] = []
        for index, line in enumerate(lines):
            if not hint.search(line, 0, LOOKED_AT):
                continue
            if kind == "point" and not TITLED.match(line):
                continue
            if kind == "capitals" and (not line.lstrip()[:2].isupper() or TITLED.match(line)):
                continue
            match = pattern.fullmatch(line.rstrip())
            if not match:
                continue
            parts = match.groupdict()
            name = _plain_name(parts)
            strict = kind != "angle" and "bold" not in kind
            if not name or not is_name(name, strict=strict) or is_role(name):
                continue
            if ADDRESS.fullmatch((parts["text"] or "").strip()):
                continue  # `Repository: https://...`
            if ("bold" in kind or kind.startswith("heading")) and not (
                parts["text"] or next_speaks(lines, index)
            ):
                continue
            start = time_alone(parts["time"]) if parts.get("time") else None
            if kind == "after time" and (start is None or not next_speaks(lines, index)):
                continue
            if kind == "after time" and match["name"].endswith(_ENDS_SAID):
                continue  # `00:01:03 Yeah.`
            found.append((index, name, (parts["text"] or "").strip(), start))
        counted = set(counted_up(Counter(name for _, name, _, _ in found)))
        found = [each for each in found if each[1] not in counted]
        if "bold" in kind:  # words in bold are names where they look like them, or come again
            longest = 1 if kind == "bold" else 3
            often = Counter(name for _, name, _, _ in found)
            found = [
                each
                for each in found
                if is_name(each[1], strict=True)
                or (often[each[1]] > 1 and each[1].count(" ") <= longest and each[1][0].isupper())
            ]
        alone = kind == "point" and len(found) < FEWEST and _opens_speech(found, lines)
        marked = [*(in_bold if "bold" in kind else ()), *(name for _, name, _, _ in found)]
        if not alone and not _is_habit(marked, lines, kind):
            continue
        in_bold = marked if "bold" in kind else in_bold
        for index, name, text, start in found:
            names.add(name)
            lines[index] = mark_of(name, text, start)


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


def _opens_speech(
    found: Sequence[tuple[int, str, str, float | None]], lines: Sequence[str]
) -> bool:
    """Whether one or two who are named with their titles say all there is, as in a statement."""
    if not found or word_count(" ".join(lines)) < _STATEMENT:
        return False
    above = [line for line in lines[: found[0][0]] if line.strip() and not line.startswith("#")]
    return len(above) <= 1 and all(name.isupper() and " " in name for _, name, _, _ in found)


def _is_habit(found: Sequence[str], lines: Sequence[str], kind: str) -> bool:
    """Whether marks of one kind, by whom they name, stand throughout a file."""
    if len(found) < FEWEST:
        return False
    names = Counter(name.lower() for name in found)
    again = sum(count for count in names.values() if count > 1)
    share = len(found) / max(1, paragraphs_of(lines))
    if kind in _OFTEN:
        return again >= 0.6 * len(found) and share >= 0.25
    least = 0.01 if kind == "point" else 0.05
    return (again >= 0.5 * len(found) and share >= least) or (
        len(found) > FEWEST and share >= 0.5 and (again > 0 or kind == "paren")
    )


def spell_questions(lines: list[str], names: set[str]) -> None:
    """Spell an interview whose questions are bold, and whose answers are not."""
    found = [
        (index, match["text"].strip())
        for index, line in enumerate(lines)
        if (match := _BOLD_LINE.fullmatch(line)) and "**" not in match["text"]
    ]
    asked = [text for _, text in found if text.rstrip("\"'”’) ").endswith(("?", "？"))]
    if names or len(found) < FEWEST or len(asked) * 2 < len(found):
        return
    answered = sum(1 for index, _ in found if next_speaks(lines, index))
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


def spell_alone(lines: list[str], names: set[str]) -> None:
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
        if not next_speaks(lines, index):
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
    said = [said_below(lines, index) for index, _, _ in found]
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
