"""What a build did, as Markdown for whoever was not there: the summary of a run in CI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .errors import ChapterwiseError
from .files import printable
from .job import Outcome
from .timestamps import format_length

_SHOWN = 50
"""Most lines of one kind."""


def report(outcome: Outcome) -> str:
    """What was built, what was left out and why, and what a model was asked and cost."""
    count = f"{outcome.episodes} episode{'' if outcome.episodes == 1 else 's'}"
    return "".join(
        (
            f"## {count}, {format_length(outcome.speech)} of speech, {outcome.pages} pages\n\n",
            *_list("Left out", outcome.problems),
            *_list("Not written", outcome.unanswered),
            *_list("Not written yet", outcome.pending),
            *_list("Told", outcome.notes),
            *_list("Left alone", (f"{path} {reason}" for path, reason in outcome.left_alone)),
        )
    )


def report_failure(error: ChapterwiseError) -> str:
    """Why there is no new site."""
    return f"## Nothing was published\n\n{_plain(str(error))}\n\n"


def _list(heading: str, lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    if every:
        yield f"### {heading}: {len(every)}\n\n"
        yield from (f"- {_plain(line)}\n" for line in every[:_SHOWN])
        if len(every) > _SHOWN:
            yield f"- ... and {len(every) - _SHOWN} more\n"
        yield "\n"


def _plain(line: str) -> str:
    """A line in which nothing is Markdown or HTML: names of files may hold both."""
    text = printable(line).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{each}" if each in "\\`*_[]#|!" else each for each in text)
