from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.rendering.markdown import disarm_markdown, escape_markdown, markdown_environment
from generator.rendering.markup import Prose
from generator.rendering.prose import plain_text
from generator.rendering.words import Words
from tests.rendering.samples import TEMPLATES

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PRINTABLE = st.text(st.characters(codec="ascii", min_codepoint=32), max_size=40)


@given(PRINTABLE)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    """Any line, escaped and rendered as Markdown, gives one paragraph with the same text."""
    rendered = COMMONMARK.render(escape_markdown(text))
    folded = " ".join(text.split())
    if not folded:
        assert rendered == ""
        return
    match = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.DOTALL)
    assert match, rendered
    assert html.unescape(match[1]) == folded


@pytest.mark.parametrize(
    "text", ["1. x", "12) x", "# x", "### x", "- x", "+", "--- ", "===", "C #"]
)
def test_lines_that_would_be_lists_or_headings_stay_lines(text: str) -> None:
    """What means something at the start or end of a line is escaped there."""
    assert COMMONMARK.render(f"{escape_markdown(text)}") == f"<p>{html.escape(text.strip())}</p>\n"
    assert COMMONMARK.render(f"# {escape_markdown(text)}").count(html.escape(text.strip())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<b onclick=x>y</b>",
        "[x](javascript:alert(1))",
        "[x]( <javascript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript\\:alert(1))",
        "[x]\n\n[x]: javascript:alert(1)",
        "[x](//evil.example)",
    ],
)
def test_disarmed_notes_have_no_active_content(text: str) -> None:
    """Even a reader that allows raw HTML finds no element and no link in them."""
    assert "<a" not in COMMONMARK.render(disarm_markdown(text))
    assert "<img" not in COMMONMARK.render(disarm_markdown(text))
    assert "<b" not in COMMONMARK.render(disarm_markdown(text))


def test_pictures_in_disarmed_notes_become_links() -> None:
    """Nobody's browser asks another host for a picture unless its reader follows the link."""
    html_ = COMMONMARK.render(disarm_markdown("![a boat](https://p.example/x.png)"))
    assert html_ == '<p>!<a href="https://p.example/x.png">a boat</a></p>\n'


def test_disarmed_notes_keep_their_links() -> None:
    """Ordinary Markdown stays what it is."""
    text = "# A\n\n*b* [c](https://c.example/?d=1&e=2) <https://f.example> [g](mailto:h@i.example)"
    assert disarm_markdown(text) == text


def test_prose_lets_nothing_active_through() -> None:
    """Raw HTML is shown, pictures are named, and links are web addresses that we do not endorse."""
    prose = Prose()
    html_ = prose.notes("<b>x</b> ![a *boat*](https://p.example/x.png) [y](https://y.example)")
    assert html_ == (
        "<p>&lt;b&gt;x&lt;/b&gt; a boat "
        '<a href="https://y.example" rel="nofollow noopener">y</a></p>\n'
    )
    assert "<a" not in prose.notes("[x](javascript:alert(1)) [y](//y.example) [z](z)")


def test_headings_fit_the_page_they_stand_on() -> None:
    """Notes begin at the third level without ids; a page's own at the second with unique ones."""
    assert Prose().notes("# a\n\n## b") == "<h3>a</h3>\n<h4>b</h4>\n"
    assert Prose().page("# a\n\n# a") == '<h2 id="a">a</h2>\n<h2 id="a-2">a</h2>\n'


def test_plain_text_is_the_first_paragraph_without_marks() -> None:
    """Marks and addresses go, names with underscores and comparisons stay."""
    text = "# Hi *you*, snake_case _now_ [here](https://a.example) >9\n\nmore"
    assert plain_text(text) == "Hi you, snake_case now here >9"


@pytest.mark.parametrize("joining", [" and ", ", ", "、", " *und* "])
def test_what_joins_two_links_keeps_its_spaces(joining: str) -> None:
    """Words between two links stand as far from them as the language has them."""
    env = markdown_environment([TEMPLATES], Words.read([TEMPLATES], "en"))
    joined = env.from_string("[a](/a){{ joining | between }}[b](/b)").render(joining=joining)
    assert COMMONMARK.render(joined) == f'<p><a href="/a">a</a>{joining}<a href="/b">b</a></p>\n'
