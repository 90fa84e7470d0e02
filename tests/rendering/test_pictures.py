"""What a link to an episode shows elsewhere: a card, and a chapter in a frame."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from generator.rendering import render_site
from generator.rendering.pictures import CARD, draw_card
from generator.rendering.views import LinkCard
from tests.rendering.samples import SITE, TEMPLATES, library, rendered

PLACE = "slow-ferries/lanterns/"
KNOWN = LinkCard(show="Slow ferries", title="Lanterns & fog", text="“Ωμέγα” — Инес", facts="1 h")


def test_every_episode_has_its_card() -> None:
    """A picture of 1200 by 630 that its page names by a whole address; drawn alike each time."""
    files = {
        path: content
        for path, content in render_site(library(), SITE, TEMPLATES)
        if path.startswith(PLACE)
    }
    assert Image.open(BytesIO(files[f"{PLACE}card.png"])).size == CARD
    page = files[f"{PLACE}index.html"].decode()
    assert f'<meta property="og:image" content="{SITE.base_url}{PLACE}card.png">' in page
    assert draw_card(KNOWN) == draw_card(KNOWN)
    answer = json.loads(files[f"{PLACE}oembed.json"])
    assert f'src="{SITE.base_url}{PLACE}embed.html"' in answer["html"]
    assert answer["thumbnail_url"].endswith("card.png")
    assert f'href="{SITE.base_url}{PLACE}oembed.json"' in page


def test_without_an_address_there_is_no_card() -> None:
    """Nobody could ask for it; the small page, which needs none, is there all the same."""
    paths = {each.path for each in render_site(library(), replace(SITE, base_url=""), TEMPLATES)}
    assert not {path for path in paths if path.endswith(("card.png", "oembed.json"))}
    assert f"{PLACE}embed.html" in paths
    assert "embed.html" not in rendered()["sitemap.xml"]


@pytest.mark.parametrize("title", ["灯台守の朝", "المنارة", ""])
def test_what_the_font_has_not_is_not_drawn(title: str) -> None:
    """No card is better than one of empty boxes; a show's name alone is left out of it."""
    assert draw_card(replace(KNOWN, title=title)) is None
    assert draw_card(replace(KNOWN, show=title)) not in (None, draw_card(KNOWN))


@pytest.mark.parametrize("words", [1, 400])
def test_long_words_stay_on_the_card(words: int) -> None:
    """Whatever is said there, its margin stays free."""
    text = " ".join(["Donaudampfschifffahrtsgesellschaftskapitän" * 3] * words)
    drawn = draw_card(LinkCard(show=text, title=text, text=text, facts=text))
    assert drawn
    image = Image.open(BytesIO(drawn)).convert("RGB")
    paper = image.getpixel((CARD[0] - 1, 0))
    right = image.crop((CARD[0] - 40, 0, *CARD))
    assert right.getcolors() == [(40 * CARD[1], paper)]
