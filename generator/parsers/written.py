"""What is written rather than said, told by its outline: manuals, histories of versions, logs."""

from __future__ import annotations

import re
from itertools import islice

from .turns import each_line, read_markdown

_LINES_LOOKED_AT = 2000
_HEADING = re.compile(
    r"#{1,6}\s+(?P<marked>\S.{0,80})|(?:\*\*|__)(?P<bold>[^*_:]{3,40}):?(?:\*\*|__)"
)
_WHOLE = re.compile(
    r"(?:.*\b)?(?:change ?log|release notes|faqs?|frequently asked questions|cheat ?sheets?|cheats"
    r"|table of contents|glossary|curriculum vitae|terms of service|privacy policy)(?:\b.*)?",
    re.IGNORECASE,
)
"""First headings of what is no transcript."""
_PARTS_WORDS = """
    added | build | changed | code of conduct | configuration | contributing | cook | cook time |
    deprecated | directions | education | experience | features | fixed | getting started |
    how to install | how to use | ingredients | install | installation | instructions | license |
    licence | method | prep time | prerequisites | quick start | quickstart | removed |
    requirements | roadmap | security | setup | skills | tech stack | troubleshooting | usage
"""
_PARTS = frozenset(" ".join(each.split()) for each in _PARTS_WORDS.split("|"))
_FEWEST_PARTS = 2
_LOGGED = re.compile(r"\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|FATAL|TRACE|CRITICAL)\b", re.IGNORECASE)
_STAMPED = re.compile(r"\W{0,2}\d{2,4}[-/:.]\d\d[-/:.]\d\d")
_FEWEST_LOGGED = 3


def is_written(body: str) -> bool:
    """Whether the headings, or the lines, of a text are those of what nobody says."""
    parts: set[str] = set()
    logged = lines = 0
    headed = False
    for line in islice(each_line(body), _LINES_LOOKED_AT):
        if not line.strip():
            continue
        lines += 1
        logged += bool(_STAMPED.match(line) and _LOGGED.search(line, 0, 80))
        match = _HEADING.fullmatch(line.strip())
        if not match:
            continue
        title = read_markdown(match["marked"] or match["bold"]).strip(" #:*_").lower()
        if match["marked"] and not headed and _WHOLE.fullmatch(title):
            return True
        headed = headed or bool(match["marked"])
        if title in _PARTS:
            parts.add(title)
    return len(parts) >= _FEWEST_PARTS or (logged >= _FEWEST_LOGGED and 2 * logged > lines)
