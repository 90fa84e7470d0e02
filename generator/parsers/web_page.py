"""A page of the web that holds a transcript, as a browser saves it or a host of podcasts gives it.

    <p><strong>Ann:</strong> Hello</p>          <cite>Ann:</cite><time>0:03</time><p>Hello</p>
    <div><span>Ann</span> <a href="...">(0:03)</a> <span>Hello</span></div>

Front matter may stand above it, as in the source of a site. The page is written down as the
Markdown that a person would have made of it; who speaks when is then found as in any text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..dates import find_date, parse_date
from ..errors import InputError
from ..model import Document
from . import front_matter, plain_text, speaker_text
from .habits import spell_out
from .habits.marks import clock_of
from .inline_labels import part_lines
from .names import is_name
from .speech import fold
from .turns import time_alone

NAME = "HTML page"

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|article"
    r"|section|main|div|p|h[1-6]|cite|table|ul|ol|dl|span|b|strong|time)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}")
"""What a generator of sites fills in."""
_DROPPED = (
    "script, style, nav, footer, aside, form, noscript, svg, button, iframe, template, select, "
    "figure, audio, video, input, [hidden], [aria-hidden=true], [role=navigation], "
    "[style*='display:none'], [style*='display: none']"
)
_BLOCK_NAMES = """
    address article blockquote body br cite dd details div dl dt figcaption h1 h2 h3 h4 h5 h6 header
    hr html li main ol p pre section summary table tbody td tfoot th thead time tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_MARKS = frozenset({"a", "b", "cite", "dt", "em", "i", "span", "strong", "time", "label", "u"})
"""Elements that may hold nothing but a name or a time."""
_NAMED_BLOCKS = frozenset({"p", "div", "header", "dt"})
_NAMED = re.compile(r"speaker|name|who|author|person|host|guest", re.IGNORECASE)
"""What pages call the class of an element with a name in it."""
_BEGIN = ("begin", "data-begin", "data-start", "data-time", "data-timestamp", "data-start-time")
"""Attributes of a block that say when it is said."""
_BOLD = frozenset({"b", "strong"})
_PUBLISHED = (
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='date']",
    "meta[name='pubdate']",
    "meta[name='publish-date']",
    "meta[name='DC.date']",
    "meta[name='dcterms.date']",
    "meta[name='citation_publication_date']",
)
_MOMENT = re.compile(r"\d{4}.{1,12}\d{1,2}:\d\d")
"""A day and a time of it."""
_TRANSCRIPT = re.compile(r"^#+ .{0,60}\btranscript", re.IGNORECASE | re.MULTILINE)
_TAIL = re.compile(r"\s+[-–—|·:»]\s+([^-–—|·:»]+)$")


def recognizes(text: str) -> bool:
    """Whether `text` is HTML in which people talk."""
    parted = front_matter.part(text)
    if not _PAGE.match(parted.body):
        return False
    written = _written(LexborHTMLParser(_TEMPLATE.sub("", parted.body)))
    if speaker_text.recognizes(written):
        return True
    announced = _TRANSCRIPT.search(written) or spell_out(written).names
    return bool(announced) and plain_text.recognizes(written)


def parse(text: str) -> Document:
    """Read it: speech from the body, title, date and show from the head.

    Raises `InputError` where nothing is said.
    """
    parted = front_matter.part(text)
    values = front_matter.values_of(parted)
    about = front_matter.describe(values)
    tree = LexborHTMLParser(_TEMPLATE.sub("", parted.body))
    title, date, show = _title(tree), _date(tree), _content(tree, "meta[property='og:site_name']")
    link = tree.css_first("link[rel='canonical']")
    written = _written(tree)
    parser = speaker_text if speaker_text.recognizes(written) else plain_text
    document: Document = parser.parse(written)
    [recording] = document.recordings
    if not recording.transcript.cues:
        raise InputError("holds no speech", remedy="save the page's transcript as text")
    address = (link.attributes.get("href") if link else None) or ""
    return replace(
        document,
        show=front_matter.show_of(values) or show or document.show,
        recordings=(
            replace(
                about,
                transcript=recording.transcript,
                chapters=recording.chapters,
                called=recording.called,
                notes=about.notes or recording.notes,
                title=about.title or title or recording.title,
                date=about.date or date or _day_in(tree) or recording.date,
                link=address if re.match(r"https?://[^\s\"'<>]+$", address) else about.link,
            ),
        ),
    )


def _written(tree: LexborHTMLParser) -> str:
    """The page as Markdown: a line for each block, headings with `#`, bold text with `**`."""
    for node in tree.css(_DROPPED):
        node.decompose()
    for node in tree.css("[title]"):
        moment = _MOMENT.search(node.attributes.get("title") or "")
        if moment and time_alone(fold(node.text())) is not None:
            node.decompose()  # when a message was sent is no position
    body = tree.body
    if body is None:
        return ""
    lines: list[str] = []
    for line in _lines(body):
        folded = fold(line)
        if folded:
            lines += [folded, ""]
    return part_lines("\n".join(lines))


def _lines(block: LexborNode) -> Iterator[str]:
    """The lines of a block, those of the blocks in it among them."""
    name = block.tag or ""
    if name == "tr":
        cells = [fold(cell.text(separator=" ")) for cell in block.css("td, th")]
        if len(cells) > 1:
            yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
            return
    parts: list[str] = []
    opening = True
    for child in block.iter(include_text=True):
        tag = child.tag or ""
        if tag in _BLOCKS or (tag not in _MARKS and child.css_first("p, div, li, br") is not None):
            if opening and tag in _MARKS and (mark := _mark(child)):
                parts.append(mark)
                continue
            yield "".join(parts)
            parts, opening = [], True
            if tag in _NAMED_BLOCKS and (mark := _named_block(child)):
                yield mark
            elif tag != "br":
                yield from _lines(child)
            continue
        text = child.text(separator="", strip=False) if tag != "-text" else child.text(strip=False)
        if opening and tag in _MARKS and (mark := _mark(child)):
            parts.append(mark)
            continue
        if tag == "a" and not any(map(str.isalnum, text)):
            continue  # a button
        if parts and parts[-1].endswith(": ") and text.lstrip()[:1] in (":", "："):
            text = text.lstrip()[1:]  # the mark has its colon already
        opening = opening and not text.strip()
        bold = tag in _BOLD and text.strip()
        parts.append(f"**{text.strip()}** " if bold else text)
    line = "".join(parts)
    if (begins := _begins(block)) and line.strip() and not line.lstrip("[(")[:1].isdigit():
        line = f"[{begins}] {line}"
    if re.fullmatch(r"h[1-6]", name) and line.strip():
        line = f"{'#' * int(name[1])} {line.replace('**', '').strip()}"
    yield line


def _begins(node: LexborNode) -> str | None:
    """When a block is said to begin, as a clock: `<p begin="00:00:03.40">` in one with a class."""
    if "class" not in node.attributes and not (node.parent and "class" in node.parent.attributes):
        return None  # captions in XML have such elements too
    for name in _BEGIN:
        stated = (node.attributes.get(name) or "").strip()
        if stated and time_alone(stated) is not None:
            return stated
        if re.fullmatch(r"\d{1,6}\.\d{1,3}", stated):
            return clock_of(float(stated))
    return None


def _named_block(node: LexborNode) -> str | None:
    """A label, where a paragraph holds nothing but the name of who speaks below."""
    text = fold(node.text(separator=" ", strip=False)).rstrip(": ")
    named = _NAMED.search(node.attributes.get("class") or "")
    return f"{text}:" if named and 0 < len(text) <= 80 and is_name(text, strict=True) else None


def _mark(node: LexborNode) -> str | None:
    """What an element that opens a block says of who speaks, or since when."""
    text = fold(node.text(separator=" ", strip=False))
    if not text or len(text) > 80:
        return None
    if time_alone(text) is not None:
        return f"[{text.strip('[]()')}] "
    labelled, _, rest = re.sub(r"\.:$", ":", text).partition(".-")  # as debates are printed
    labelled = labelled.rstrip(": ")
    if not is_name(labelled, strict=True) or labelled[-1] in ".?!,":
        return None
    if text.endswith(":") or rest:
        return f"{labelled}: {rest.strip(' :')} "
    after = node.next
    while after is not None and not (after.text(strip=True) or "").strip():
        after = after.next
    beside = after is not None and time_alone(fold(after.text() or "")) is not None
    if beside or _NAMED.search(node.attributes.get("class") or ""):
        return f"{labelled}: "
    return None


def _title(tree: LexborHTMLParser) -> str | None:
    """The heading of the page, or its title without the name of the site."""
    levels = ([fold(node.text(separator=" ")) for node in tree.css(f"h{n}")] for n in (1, 2, 3))
    headings = next(filter(None, levels), [])
    named = _content(tree, "meta[property='og:title']")
    titled = tree.css_first("title")
    title = named or (fold(titled.text()) if titled else "")
    for heading in headings:
        if heading and (heading.casefold() in title.casefold() or len(headings) == 1):
            return heading
    site = _content(tree, "meta[property='og:site_name']")
    tail = _TAIL.search(title)
    if tail and site and tail[1].casefold() in site.casefold():
        title = title[: tail.start()]
    return title or None


def _date(tree: LexborHTMLParser) -> dt.date | None:
    """The day on which the page says that it was published."""
    stated = [_content(tree, selector) for selector in _PUBLISHED]
    for node in tree.css("script[type='application/ld+json']"):
        match = re.search(r'"(?:datePublished|uploadDate)"\s*:\s*"([^"]{8,40})"', node.text() or "")
        stated.append(match[1] if match else None)
    stated += [node.attributes.get("datetime") for node in tree.css("time[datetime]")[:1]]
    return next((day for text in stated if text and (day := parse_date(text))), None)


def _day_in(tree: LexborHTMLParser) -> dt.date | None:
    """The day that the page's own title gives."""
    titled = tree.css_first("title")
    found = find_date(titled.text()) if titled else None
    return found.date if found else None


def _content(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return fold(node.attributes.get("content") or "") or None if node else None
