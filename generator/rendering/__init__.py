"""Pages and data files from a library: pure, in order, one at a time.

Library --present--> views --render--> HTML, Markdown
Reading --------------------data-----> episode.json, chapters.json, transcript.vtt, chapters.txt
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.errors import ConfigError
from generator.files import files_in, name_of
from generator.model import Library, Reading
from generator.rendering.data import (
    chapters_json,
    chapters_txt,
    episode_json,
    episode_record,
    transcript_vtt,
)
from generator.rendering.episodes import show_path
from generator.rendering.feeds import json_feed, make_feeds
from generator.rendering.html import environment
from generator.rendering.linked_data import linked_data
from generator.rendering.mail import make_mail
from generator.rendering.markdown import markdown_environment
from generator.rendering.pages import present, present_episodes
from generator.rendering.site import Site
from generator.rendering.views import (
    Address,
    DigestPage,
    DigestsPage,
    EpisodePage,
    Feed,
    Frame,
    Link,
    NotFoundPage,
    Page,
    SearchPage,
    ShowPage,
    TopicPage,
)
from generator.rendering.words import Words, direction

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, HTML or UTF-8 does not allow."""
_EMPTY_LINES = re.compile(r"\n{3,}")


class RenderedFile(NamedTuple):
    """A file of the site."""

    path: str
    """Relative to the root of the site, with slashes."""
    content: bytes


def render_site(library: Library, site: Site, *templates: Path) -> Iterator[RenderedFile]:
    """Every file of the site, in a fixed order; each is made when it is asked for.

    `templates` are folders, the first of which wins file by file. Raises `ConfigError` where two
    pages would stand at one address.
    """
    taken: set[str] = set()
    for path, text in _render_all(library, site, templates):
        if path in taken:
            raise ConfigError(
                f"two pages would stand at {path}",
                remedy="rename the folder, transcript or page that gives one of them its address",
            )
        taken.add(path)
        yield RenderedFile(path, text if isinstance(text, bytes) else _encode(text))


def _render_all(
    library: Library, site: Site, templates: Sequence[Path]
) -> Iterator[tuple[str, str | bytes]]:
    """Every file, as text where it is text."""
    static = _static_files(templates)
    yield from static.values()
    paths = {name: path for name, (path, _) in static.items()}
    words = Words.read(templates, site.language)
    renderer = _Renderer(templates, library, site, words, paths)
    addresses: list[Address] = []
    shows: list[ShowPage] = []
    for page in present(library, site, words):
        yield from renderer.page(page)
        addresses.extend(_address(page, site))
        if isinstance(page, ShowPage):
            shows.append(page)
    for reading, episode_page in present_episodes(library):
        files = dict(_data_files(reading))
        yield from renderer.page(episode_page, files=tuple(files))
        addresses.extend(_address(episode_page, site))
        for name, text in files.items():
            yield f"{episode_page.path}{name}", text
    for feed in make_feeds(library, site, words):
        yield from renderer.feed(feed)
    yield from renderer.root_files(addresses, shows)


class _Renderer:
    """Templates with what all pages share."""

    def __init__(
        self,
        templates: Sequence[Path],
        library: Library,
        site: Site,
        words: Words,
        static: Mapping[str, str],
    ) -> None:
        self._site = site
        self._html = environment(templates, words)
        self._markdown = markdown_environment(templates, words)
        self._frame = Frame(
            title=site.title,
            description=site.description,
            language=site.language,
            direction=direction(site.language),
            static=static,
            shows=tuple(Link(title=show.title, path=show_path(show)) for show in library.shows),
            digests=bool(library.digests),
            topics=bool(library.topics),
            people=bool(library.people),
            pages=tuple(Link(title=page.title, path=f"{page.slug}/") for page in site.pages),
        )

    def page(self, page: Page, files: tuple[str, ...] = ()) -> Iterator[tuple[str, str | bytes]]:
        """One page as HTML and, save for the error page, as Markdown."""
        url = self._site.absolute(page.path)
        shared: dict[str, object] = {
            "page": page,
            "site": self._frame,
            "root": page.root,
            "files": files,
            "canonical": url,
            "followed": isinstance(page, ShowPage | TopicPage | DigestsPage),
        }
        if isinstance(page, EpisodePage):
            shared["linked_data"] = linked_data(page, url)
        html = self._html.get_template(f"{page.template}.html")
        if isinstance(page, NotFoundPage):
            yield "404.html", html.render(shared)
            return
        yield f"{page.path}index.html", html.render(shared)
        twin = self._render_markdown(f"markdown/{page.template}.md", shared)
        yield f"{page.path}index.md", twin
        if isinstance(page, DigestPage) and url:
            yield from self._mail(page, url, twin, shared)

    def feed(self, feed: Feed) -> Iterator[tuple[str, str]]:
        """One feed in both of its forms."""
        shared = {"site": self._frame, "base_url": self._site.absolute("") or ""}
        yield f"{feed.folder}feed.xml", self._render("feed.xml", shared, feed=feed)
        yield f"{feed.folder}feed.json", json_feed(feed, self._site)

    def root_files(
        self, addresses: Sequence[Address], shows: Sequence[ShowPage]
    ) -> Iterator[tuple[str, str]]:
        """What programs look for at the root of the site."""
        shared = {"site": self._frame, "base_url": self._site.absolute("") or ""}
        if self._site.base_url:
            yield "sitemap.xml", self._render("sitemap.xml", shared, addresses=addresses)
        yield "robots.txt", self._render("robots.txt", shared)
        yield "llms.txt", self._render_markdown("llms.txt", shared, shows=shows)

    def _mail(
        self, page: DigestPage, url: str, twin: str, shared: Mapping[str, object]
    ) -> Iterator[tuple[str, str | bytes]]:
        """A digest to be sent: the message, and its HTML for services that want only that."""
        base_url = self._site.absolute("") or ""
        html = self._render("mail.html", shared, base_url=base_url)
        text = (
            twin.split("\n---\n", 1)[-1].strip().replace(f"]({page.root}", f"]({base_url}") + "\n"
        )
        yield f"{page.path}mail.html", html
        yield f"{page.path}digest.eml", make_mail(page, self._site.title, url, text, html)

    def _render(self, name: str, shared: Mapping[str, object], **values: object) -> str:
        return self._html.get_template(name).render(shared, **values)

    def _render_markdown(self, name: str, shared: Mapping[str, object], **values: object) -> str:
        text = self._markdown.get_template(name).render(shared, **values)
        return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"


def _address(page: Page, site: Site) -> Iterator[Address]:
    """The page's line in the sitemap, if it has one."""
    url = site.absolute(page.path)
    if url and not isinstance(page, NotFoundPage | SearchPage):
        yield Address(url=url, date=page.date if isinstance(page, EpisodePage) else None)


def _data_files(reading: Reading) -> Iterator[tuple[str, str]]:
    """The data files of one episode, by name: those that make sense for it."""
    yield "episode.json", episode_json(reading)
    for name, text in (
        ("chapters.json", chapters_json(reading)),
        ("chapters.txt", chapters_txt(reading)),
        ("transcript.vtt", transcript_vtt(reading.episode)),
    ):
        if text is not None:
            yield name, text


def _static_files(folders: Sequence[Path]) -> dict[str, tuple[str, bytes]]:
    """Static files by name: their path in the site, which names their content, and the content.

    The program's stand under `templates/static/`, a site's own in `content/static/`, beside
    `content/templates/`, and win.
    """
    *own, base = folders
    places = [base / "static", *(folder.parent / "static" for folder in reversed(own))]
    files = {}
    for place in places:
        for path, content in files_in(place, place.parent):
            stamp = hashlib.sha256(content).hexdigest()[:8]
            files[path.name] = (f"static/{name_of(path.stem)[:60]}.{stamp}{path.suffix}", content)
    return dict(sorted(files.items()))


def _encode(text: str) -> bytes:
    """UTF-8 without what no reader of it accepts."""
    return _ILLEGAL.sub("", text).encode()


__all__ = ["RenderedFile", "Site", "episode_record", "render_site"]
