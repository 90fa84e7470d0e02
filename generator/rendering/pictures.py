"""Pictures that the build draws: the card that a link to an episode shows elsewhere.

Drawn by Pillow with a font that comes with it (Source Serif: Latin, Greek, Cyrillic), so that the
same words give the same picture on every machine. Words in other scripts are not drawn, and where
that is the title there is no card: no picture says more than one of empty boxes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, partial
from io import BytesIO

from font_source_serif_pro import SourceSerifPro, SourceSerifProBold
from PIL import Image, ImageColor, ImageDraw, ImageFont

from .views import LinkCard

CARD = (1200, 630)
"""Pixels, as those who show cards for links ask for: https://ogp.me, twice 600 by 315."""
_MARGIN = 72
_PAPER, _INK, _SOFT, _ACCENT, _RULE = "#fdfcf9", "#1d1b18", "#625d54", "#85400f", "#d9d2c3"
_NO_CHARACTER = "\U0010fffe"
"""Has no glyph in any font."""


def draw_card(card: LinkCard) -> bytes | None:
    """The card as a PNG; None where its title is in letters that the font has not."""
    if not _drawable(card.title):
        return None
    image = Image.new("RGB", CARD, _PAPER)
    pen = ImageDraw.Draw(image)
    width, height = CARD
    pen.rectangle((0, 0, 14, height), fill=_ACCENT)
    top = _MARGIN - 8
    if _drawable(card.show):
        pen.text((_MARGIN, top), _lines(card.show, 30, bold=False, most=1)[0], _ACCENT, _font(30))
        top += 56
    size = 62 if len(card.title) <= 60 else 50
    for line in _lines(card.title, size, bold=True, most=3):
        pen.text((_MARGIN, top), line, _INK, _font(size, bold=True))
        top += round(size * 1.2)
    room = (height - _MARGIN - 84 - top) // 44
    if room > 0 and _drawable(card.text):
        top += 22
        for line in _lines(card.text, 32, bold=False, most=min(room, 4)):
            pen.text((_MARGIN, top), line, _SOFT, _font(32))
            top += 44
    foot = height - _MARGIN
    for start, length in card.blocks:
        scale = (width - 2 * _MARGIN) / 1000
        left = _MARGIN + round(start * scale)
        right = max(left + 2, _MARGIN + round((start + length) * scale) - 5)
        pen.rectangle((left, foot - 46, right, foot - 34), fill=_RULE)
    if _drawable(card.facts):
        facts = _lines(card.facts, 26, bold=False, most=1)[0]
        pen.text((_MARGIN, foot - 20), facts, _SOFT, _font(26))
    file = BytesIO()
    few = image.quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=6)
    return file.getvalue()


@cache
def _palette() -> Image.Image:
    """Each colour in eight steps on the paper: all that the edges of letters need."""
    paper = ImageColor.getrgb(_PAPER)
    colours: list[int] = []
    for name in (_INK, _SOFT, _ACCENT, _RULE):
        ink = ImageColor.getrgb(name)
        for step in range(8):
            colours += [a + (b - a) * step // 7 for a, b in zip(ink[:3], paper[:3], strict=True)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    face = SourceSerifProBold if bold else SourceSerifPro
    return ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> bool:
    """Whether the font has every letter of `text`, and there is one."""
    return bool(text) and all(map(_has, set(text) - {" "}))


@cache
def _has(character: str) -> bool:
    font = _font(32)
    return bytes(font.getmask(character)) != bytes(font.getmask(_NO_CHARACTER))


def _lines(text: str, size: int, *, bold: bool, most: int) -> Sequence[str]:
    """`text` in lines that fit, the last one cut where there are too many."""
    font = _font(size, bold=bold)
    room = CARD[0] - 2 * _MARGIN
    lines = list(_broken(text, font, room))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while font.getlength(f"{last} …") > room:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,;:.')} …"]


def _width(font: ImageFont.FreeTypeFont, text: str, count: int) -> float:
    """How wide the first letters of `text` are, in pixels."""
    return font.getlength(text[:count])


def _broken(text: str, font: ImageFont.FreeTypeFont, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > room:
            yield line
            longer = word
        while font.getlength(longer) > room:  # a word longer than the line
            fits = max(
                1, bisect_right(range(len(longer)), room, key=partial(_width, font, longer)) - 1
            )
            yield longer[:fits]
            longer = longer[fits:]
        line = longer
    yield line
