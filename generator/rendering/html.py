"""The environment in which templates are rendered: everything is escaped, always.

Whether a value is escaped never depends on a template's name: Jinja's own `select_autoescape` is
off for names that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.rendering.prose import Prose
from generator.rendering.words import Words, direction
from generator.timestamps import format_clock


def environment(
    templates: Sequence[Path],
    words: Words | None = None,
    finalize: Callable[[object], object] | None = None,
) -> Environment:
    """The environment of HTML and XML templates under `templates`, the first of which wins.

    Values pass through `finalize` and are HTML-escaped, an unknown name is an error, and lines of
    template code leave no white space behind.
    """
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=finalize,
    )
    words = words or Words({})
    env.filters.update(clock=format_clock, duration=words.length, language_direction=direction)
    env.filters.update(day=words.day, short_day=words.short_day, thousands=words.number)
    env.filters["listed"] = words.listed
    env.globals.update(say=words.say, forms=words.forms, tongue=words.tongue, own=words.own)
    prose = Prose()
    env.filters["notes"] = lambda text: Markup(prose.notes(text))
    env.filters["page"] = lambda text: Markup(prose.page(text))
    return env
