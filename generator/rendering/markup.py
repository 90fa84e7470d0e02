"""Markdown that people wrote, as HTML that cannot do harm.

Raw HTML is shown as text, pictures are named but not loaded, and a link leads to http, https or
mail only. See https://markdown-it-py.readthedocs.io/en/latest/security.html.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ..decoding import clean
from .ids import heading_ids

_OWN_LEVEL = 2
"""Headings of a free page begin here: its title is the page's first heading."""
_NOTES_LEVEL = 3
"""Headings of notes begin here: they stand under a heading of the page."""

MOST_MARKS = 1000
"""Characters with a meaning that one paragraph may hold. The parser tries to pair each with all
others, so that a paragraph of more is shown as it is written."""
_MARK = re.compile(r"[\[\]*_~`<&!\\]")


class Prose:
    """Markdown to HTML. Making one costs more than using it."""

    def __init__(self) -> None:
        self._notes = _parser(relative_links=False)
        self._page = _parser(relative_links=True)

    def notes(self, text: str) -> str:
        """Notes and descriptions, which may come from anywhere: their headings get no ids."""
        tokens = self._notes.parse(text)
        _shift_headings(tokens, _NOTES_LEVEL)
        return clean(str(self._notes.renderer.render(tokens, self._notes.options, {})))

    def page(self, text: str) -> str:
        """A page of the site's own people: links within the site work, headings have ids."""
        tokens = self._page.parse(text)
        _shift_headings(tokens, _OWN_LEVEL)
        _name_headings(tokens)
        return clean(str(self._page.renderer.render(tokens, self._page.options, {})))


def _parser(*, relative_links: bool) -> MarkdownIt:
    """A Markdown parser that lets nothing active through."""
    parser = MarkdownIt("js-default", {"html": False, "linkify": False})
    parser.core.ruler.at("inline", _parse_paragraphs)
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("link_open", _render_link)

    def may_link(url: str) -> bool:
        scheme, colon, _ = url.partition(":")
        if colon and scheme.isalpha():
            return scheme.lower() in {"http", "https", "mailto"}
        return relative_links and not colon and not url.startswith(("//", "\\"))

    parser.validateLink = may_link  # type: ignore[method-assign]  # the library's own hook
    return parser


def _parse_paragraphs(state: StateCore) -> None:
    """The library's own rule, save for what would take it for ever: see `MOST_MARKS`."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        if sum(1 for _ in _MARK.finditer(token.content)) > MOST_MARKS:
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _render_image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """The picture's description in words: loading it would tell another host who reads."""
    return escapeHtml(self.renderInlineAsText(tokens[index].children or (), options, env))


def _render_link(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A link; one that leaves the site says that we do not vouch for where it leads."""
    token = tokens[index]
    if ":" in str(token.attrs.get("href", "")):
        token.attrSet("rel", "nofollow noopener")
    return self.renderToken(tokens, index, options, env)


def _shift_headings(tokens: Sequence[Token], level: int) -> None:
    """Move all headings so that the highest is of `level`."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=level)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + level)}"


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give each heading an id made from its text."""
    headings = [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]
    names = heading_ids(inline.content for _, inline in headings)
    for (opening, _), name in zip(headings, names, strict=True):
        opening.attrSet("id", name)
