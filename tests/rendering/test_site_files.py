from __future__ import annotations

import gzip
import posixpath
import re
from dataclasses import replace
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from generator.model import FreePage
from generator.rendering import RESERVED
from tests.rendering.html_reader import read_html
from tests.rendering.samples import SITE, library, render, rendered

PAGES = [path for path in rendered() if path.endswith(("index.html", "404.html"))]
MAILS = [path for path in rendered() if path.endswith("mail.html")]

APP = {"app.webmanifest", "worker.js"}
"""Only where a site is published can it be installed."""


def test_every_kind_of_page_is_there() -> None:
    """Each folder has its page and its Markdown twin, and the root has what programs look for."""
    folders = {path.rpartition("/")[0] for path in PAGES}
    assert folders == {
        "",
        "about",
        "clocks",
        "clocks/pendulum",
        "digests",
        "digests/2024-02",
        "digests/2024-03",
        "search",
        "slow-ferries",
        "slow-ferries/lanterns",
        "slow-ferries/salt",
        "people",
        "people/ines",
        "people/bram",
        "topics",
        "topics/fog-bells",
    }
    assert {posixpath.join(folder, "index.md") for folder in folders} <= rendered().keys()
    roots = {"404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "llms.txt"}
    assert roots <= rendered().keys()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed(path: str) -> None:
    """Elements nest, ids are unique, and there is one first heading."""
    document = read_html(rendered()[path])
    assert len(document.ids) == len(set(document.ids))
    assert [tag for tag, _ in document.tags].count("h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_internal_links_lead_somewhere(path: str) -> None:
    """Every link within the site names a file and, after #, an id in it; only 404's are rooted."""
    # The error page is shown for any address, so its links are tried from a deep one.
    address = urljoin(SITE.base_url, "no/such/page/" if path == "404.html" else path)
    for link in read_html(rendered()[path]).links:
        if not urlsplit(link).scheme:
            assert link.startswith("/") == (path == "404.html" and not link.startswith("#"))
        target, fragment = urldefrag(urljoin(address, link))
        if not target.startswith(SITE.base_url):
            assert link.startswith("https://")
            continue
        target = target.removeprefix(SITE.base_url)
        if target == "no/such/page/":
            target = path
        elif target == "" or target.endswith("/"):
            target += "index.html"
        assert target in rendered(), link
        if fragment:
            assert fragment in read_html(rendered()[target]).ids, link


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_loaded_from_elsewhere(path: str) -> None:
    """Scripts, styles and pictures are the site's own."""
    for tag, attributes in read_html(rendered()[path]).tags:
        assert tag not in {"img", "iframe", "object", "embed"}
        if tag in {"video", "audio"}:  # the browser's own player, and nothing before it is started
            assert attributes["preload"] == "none"
            continue
        loaded = attributes.get("src") or (
            attributes.get("href", "") if attributes.get("rel") in {"stylesheet", "icon"} else ""
        )
        assert not urlsplit(loaded).scheme
        assert not loaded.startswith("//")


def test_chapters_have_stable_unique_ids_from_their_titles() -> None:
    """Two chapters of one title get two ids, made from the title."""
    document = read_html(rendered()["slow-ferries/lanterns/index.html"])
    headings = [attributes["id"] for tag, attributes in document.tags if tag == "h2" and attributes]
    assert headings == ["before-dawn", "the-bell", "the-bell-2"]


def test_sentences_link_to_the_paragraph_they_rest_on() -> None:
    """Each source of the timed episode leads to the paragraph whose time is at or before it."""
    page = rendered()["slow-ferries/lanterns/index.html"]
    document = read_html(page)
    sources = [a["href"] for tag, a in document.tags if tag == "a" and a.get("class") == "source"]
    assert len(sources) == 2 + 3
    assert sources[0] == "#t-00-00-00"
    quoted = library().readings[0].summary.sentences[1]
    paragraph = page.split('id="' + sources[1][1:] + '"', 1)[1].split("</p>")[0]
    assert quoted.text in paragraph


def test_untimed_episodes_show_how_far_in_and_never_a_time() -> None:
    """No clock time stands on the page of an episode without times."""
    page = rendered()["slow-ferries/salt/index.html"]
    assert "at the start" in page
    assert 'id="p-1"' in page
    assert 'id="t-' not in page
    assert not re.search(r"\d:\d\d", re.sub(r"<script.*?</script>", "", page))


def test_silent_episodes_show_notes_and_listed_chapters() -> None:
    """Without a transcript there are notes, the chapter list, and an honest word."""
    page = rendered()["clocks/pendulum/index.html"]
    assert "<em>notes</em>" in page
    assert "Escapement" in page
    assert "no transcript" in page
    assert "<details" not in page


def test_page_says_who_made_chapters_and_summary() -> None:
    """A reader learns what was quoted, what a model wrote, and where chapters come from."""
    assert "quoted from the transcript" in rendered()["slow-ferries/lanterns/index.html"]
    assert "found automatically" in rendered()["slow-ferries/lanterns/index.html"]
    assert "Written by some-model" in rendered()["slow-ferries/salt/index.html"]


def test_digest_does_not_say_the_same_twice() -> None:
    """What a digest quotes is not repeated among the episode's points."""
    page = rendered()["digests/2024-03/index.html"]
    assert page.count("The ferry leaves the island at six") == 1


def test_feed_and_sitemap_are_xml_with_absolute_addresses() -> None:
    """Both parse, and name pages by their full address."""
    feed = ElementTree.fromstring(rendered()["feed.xml"])
    ids = [element.text for element in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert ids == [
        "https://harbour.example/archive/",
        "https://harbour.example/archive/slow-ferries/lanterns/",
        "https://harbour.example/archive/slow-ferries/salt/",
    ]
    sitemap = ElementTree.fromstring(rendered()["sitemap.xml"])
    addresses = [element.text or "" for element in sitemap.iter() if element.tag.endswith("loc")]
    assert len(addresses) == len(PAGES) - 2
    assert all(address.startswith(SITE.base_url) for address in addresses)


def test_all_feeds_are_listed_for_readers_of_feeds() -> None:
    """OPML names every feed that there is, once, by its absolute address."""
    outlines = ElementTree.fromstring(rendered()["feeds.opml"]).iter("outline")
    listed = [each.attrib["xmlUrl"].removeprefix(SITE.base_url) for each in outlines]
    assert sorted(listed) == sorted(path for path in rendered() if path.endswith("feed.xml"))


def test_site_without_base_url_names_no_address() -> None:
    """Without a base URL there is no sitemap, feed or canonical link, and all else is there."""
    files = render(library(), replace(SITE, base_url=""))
    abroad = ("mail.html", "digest.eml", "digest.epub", "card.png", "oembed.json")
    away = {path for path in rendered() if path.endswith(abroad)}  # what is shown elsewhere
    feeds = {path for path in rendered() if path.endswith(("feed.xml", "feed.json"))}
    assert "people/bram/feed.xml" in feeds
    assert rendered().keys() - files.keys() == {"sitemap.xml", "feeds.opml"} | APP | away | feeds
    assert not any("feed." in text for path, text in files.items() if path.endswith(".html"))
    assert not any("canonical" in text for path, text in files.items() if path.endswith(".html"))


def test_two_pages_never_stand_at_one_address() -> None:
    """Whatever plans addresses, nothing is written over what is written already."""
    page = FreePage(slug="clocks", title="Clocks", markdown="")
    with pytest.raises(AssertionError, match=r"clocks/index\.html"):
        render(library(), replace(SITE, pages=(page,)))


def test_every_name_at_the_root_is_planned() -> None:
    """What stands there is a show, a page that people wrote, or kept free from both."""
    names = {path.partition("/")[0] for path in rendered()}
    own = {show.slug for show in library().shows} | {page.slug for page in SITE.pages}
    assert names - own <= RESERVED
    assert not own & RESERVED


def test_rendering_is_deterministic() -> None:
    """The same library gives the same bytes in the same order."""
    assert list(render(library()).items()) == list(rendered().items())


def test_styles_and_scripts_stay_small() -> None:
    """CSS and JavaScript of any page stay under 60 KB, 24 compressed."""
    files = rendered()
    for path, html in files.items():
        if path.endswith(".html"):
            loaded = re.sub(r'data-finder="[^"]*"', "", html)
            linked = set(re.findall(r"static/[\w.-]+\.(?:css|js)", loaded))
            assert linked or path.endswith("mail.html"), path
            own = "".join(files[name] for name in sorted(linked)).encode()
            assert len(own) < 60_000, path
            assert len(gzip.compress(own)) < 24_000, path


def test_every_link_has_a_name_that_tells_it_from_others() -> None:
    """None is called by a time or a mark alone, as a list of links would read it."""
    for path, html in rendered().items():
        if path.endswith(".html"):
            for attributes, inside in re.findall(r"<a ([^>]*)>(.*?)</a>", html, re.DOTALL):
                told = re.search(r'aria-label="([^"]*)"', attributes)
                name = told[1] if told else re.sub(r"<[^>]*>", "", inside)
                shown = re.sub(r"<[^>]*>", "", inside).strip()
                assert re.search(r"[^\W\d_]{2}", name), (path, attributes, inside)
                assert name.strip().startswith(shown) or not told, (path, attributes)
