"""The Markdown twin of each page: the same words for programs and for plain reading.

What a template prints is escaped as Markdown text unless a filter has made it safe, just as the
HTML templates escape for HTML; nobody has to remember it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from .html import Compiled, environment
from .words import Words

_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~]|&(?=#?\w+;)|^(?:#{1,6}|[+=-]|\d+[.)])(?=\s|$)|^[-=]{2,}|(?<=\s)#+$"
)
"""What has a meaning in a line of Markdown (https://spec.commonmark.org/0.31.2/), and HTML."""
_UNPRINTABLE_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OPENING = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]*>)", re.IGNORECASE)
"""What may open a tag: a `<` that opens no link."""
_ENTITY = re.compile(r"&(?=#?\w+;)(?!lt;)")
"""Character references, which may spell a scheme in disguise."""
_UNSAFE_LINK = re.compile(r"\]([(:])(?!\s*<?(?:https?://|mailto:))", re.IGNORECASE)
"""What begins a link, or the definition of one, that leads elsewhere than http or mail."""
_ACTIVE_LINK = re.compile(r"\]([(:])(?=\s*<?[\w+.-]+:)(?!\s*<?(?:https?:|mailto:))", re.IGNORECASE)
"""The same for free pages, whose links may also lead to other pages of the site."""


def markdown_environment(
    templates: Sequence[Path], words: Words, compiled: Compiled | None = None
) -> Environment:
    """The environment of the templates under `templates/markdown/` and of `llms.txt`."""
    env = environment(templates, words, finalize=_finalize, compiled=compiled)
    env.filters["yaml"] = lambda value: Markup(_quote_yaml(value))
    env.filters["between"] = lambda text: Markup(_escape_between(text))
    env.filters["notes_text"] = lambda text: Markup(disarm_markdown(text))
    env.filters["page_text"] = lambda text: Markup(disarm_markdown(text, _ACTIVE_LINK))
    return env


def escape_markdown(text: str) -> str:
    """`text` as one line that Markdown shows just as it is."""
    line = " ".join(_ILLEGAL.sub("", text).split())
    return _SPECIAL.sub(_escape, line)


def _escape_between(text: str) -> str:
    """What joins two things, escaped, with the spaces that it has on either side."""
    spaced = f"{text[: len(text) - len(text.lstrip(' '))]}{{}}{text[len(text.rstrip(' ')) :]}"
    return spaced.format(escape_markdown(text))


def disarm_markdown(text: str, unsafe: re.Pattern[str] = _UNSAFE_LINK) -> str:
    """Markdown from anywhere, without raw HTML, pictures, or links that are `unsafe`."""
    text = _ILLEGAL.sub("", text).replace("![", "\\![")
    text = _ENTITY.sub(r"\\&", _OPENING.sub("&lt;", text))
    return unsafe.sub(r"]\\\1", text)


def _escape(match: re.Match[str]) -> str:
    """A backslash before what has a meaning: the last character of `12.`, else the first."""
    special = match.group()
    if special[0].isdigit():
        return f"{special[:-1]}\\{special[-1]}"
    return f"\\{special}"


def _finalize(value: object) -> object:
    """What Jinja calls for every value that it is about to print."""
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))


def _quote_yaml(value: object) -> str:
    """A value for the front matter: JSON is YAML, once what YAML cannot print is escaped."""
    return _UNPRINTABLE_IN_YAML.sub(
        lambda match: f"\\u{ord(match.group()):04x}",
        json.dumps(value, ensure_ascii=False, default=str),
    )
