"""Pages and data files from a library: pure, in order, one at a time.

Library --present (each of the KINDS)--> views --render--> HTML, Markdown, feeds
Reading --data--> episode.json, chapters.json, transcript.vtt, chapters.txt

What is rendered together is a piece, and knows what it is made of: the view, or what that is made
of; what stands around every page; the settings; all templates and words; and the program. What has
been made of the same before need not be rendered.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import pickle
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import rcssmin
import rjsmin

from ..cache import Cache, key_of
from ..files import files_in, name_of
from ..fingerprints import fingerprint
from ..model import EpisodeId, Library
from .artwork import pictures_of, sized
from .data import episode_record
from .encoding import encode
from .feeds import json_feed
from .html import Compiled, environment, hash_templates
from .kind import Archive, Draft
from .kinds import KINDS, quoted_in
from .kinds.episodes import episode_drafts
from .kinds.shows import SHOWS
from .markdown import markdown_environment
from .oembed import EMBED, OEMBED, oembed
from .paths import episode_path, media_name
from .quotes import Quotes, Recall, place_all
from .site import Site
from .views import Address, Feed, Frame, Link, LinkCard, Page
from .words import Words, direction

PICTURE = "card.png"
"""The picture of a page that stands beside it."""
PAPER = "#fdfcf9"
"""The colour around an installed site; the same in style.css."""
STATIC = "static"
"""The folder of style sheets, scripts and pictures."""
APP, WORKER = "app.webmanifest", "worker.js"
"""What makes the site one that can be installed, and its open pages readable without a network."""
ROOT_FILES = (
    APP,
    "feed.json",
    "feed.xml",
    "feeds.opml",
    "index.html",
    "index.md",
    "llms.txt",
    "robots.txt",
    "sitemap.xml",
    WORKER,
)
RESERVED = frozenset({STATIC, *ROOT_FILES, *(name for kind in KINDS for name in kind.names)})
"""What stands at the root of every site: no show and no free page does."""
_TWIN = re.compile(r"(\]\(https?://[^)\s]*/)index\.md")
"""A link to a page in Markdown."""
_EMPTY_LINES = re.compile(r"\n{3,}")


class RenderedFile(NamedTuple):
    """A file of the site."""

    path: str
    """Relative to the root of the site, with slashes."""
    content: bytes


class Piece(NamedTuple):
    """Files of the site that are made of the same things; another process may make them."""

    key: str
    """Of all that they are made of: where it is the same, so are they, byte for byte."""
    make: Callable[[], Iterable[tuple[str, str | bytes]]]
    """Their paths and contents, as text where they are text."""

    def files(self) -> Iterator[RenderedFile]:
        """The files, made now."""
        for path, text in self.make():
            yield RenderedFile(path, text if isinstance(text, bytes) else encode(text))


def files_of(piece: Piece) -> tuple[RenderedFile, ...]:
    """The files of a piece, made now."""
    return tuple(piece.files())


def render_site(library: Library, site: Site, *templates: Path) -> Iterator[RenderedFile]:
    """Every file of the site, in a fixed order; each is made when it is asked for.

    `templates` are folders, the first of which wins file by file.
    """
    taken: set[str] = set()
    for piece in pieces_of(library, site, templates):
        for file in piece.files():
            named = file.path.startswith(f"{STATIC}/")  # by its content
            place = file.path if named else file.path.casefold()
            assert place not in taken, f"two files would stand at {file.path}"
            taken.add(place)
            yield file


def recordings_of(library: Library) -> Iterator[tuple[str, str]]:
    """The recordings that stand beside their pages: where in the site, and where in the content."""
    for reading in library.readings:
        if place := reading.episode.media_file:
            yield f"{episode_path(reading.episode)}{media_name(reading.episode)}", place


def pieces_of(
    library: Library,
    site: Site,
    templates: Sequence[Path],
    cache: Cache | None = None,
    recall: Recall = place_all,
    content: Path | None = None,
    *,
    lent: bool = True,
) -> Iterator[Piece]:
    """All that the site is put together from, in a fixed order; nothing is rendered yet.

    `cache` is where compiled templates are kept, and is `lent` to other processes that render, or
    not; `recall` may know where sentences stand; `content` is where the pictures lie.
    """
    quotes = Quotes(quoted_in(library), library.names, library.topics, recall)
    words = Words.read(templates, site.language)
    static = _static_files(templates)
    yield from _static_pieces(static)
    own = (reading.episode.artwork for reading in library.readings)
    for picture in pictures_of(library.shows, own):
        for path, width, height in sized(picture) if content else ():
            place = Path(content or "", picture.path)
            key = key_of("artwork", picture.digest, path, by="artwork")
            yield Piece(key, partial(_resized, path, place, width, height))
    archive = Archive(library=library, site=site, words=words, quotes=quotes)
    renderer = _renderer(archive, templates, static, cache, lent=lent)
    addresses: list[Address] = []
    feeds: list[Link] = []
    for kind in KINDS:
        for page in (kind.drafts or kind.present)(archive):
            yield renderer.piece(page)
            if (isinstance(page, Draft) or page.listed) and (url := site.absolute(page.path)):
                addresses.append(Address(url=url, date=page.changed))
        # Whoever reads feeds fetches what they name from elsewhere: they need whole addresses.
        for feed in kind.feeds(archive) if site.base_url else ():
            yield renderer.piece(feed)
            feeds.append(Link(title=feed.title, path=feed.folder))
    yield renderer.root_files(addresses, feeds, tuple(SHOWS.present(archive)))


def pieces_of_episodes(
    ids: Container[EpisodeId],
    library: Library,
    site: Site,
    templates: Sequence[Path],
    cache: Cache | None = None,
) -> Iterator[Piece]:
    """The pages of some episodes alone, and the static files that they need."""
    static = _static_files(templates)
    yield from _static_pieces(static)
    words = Words.read(templates, site.language)
    quotes = Quotes(())  # which those pages have none of
    archive = Archive(library=library, site=site, words=words, quotes=quotes)
    renderer = _renderer(archive, templates, static, cache)
    paths = {episode_path(each.episode) for each in library.readings if each.id in ids}
    yield from (renderer.piece(each) for each in episode_drafts(archive) if each.path in paths)


def _static_pieces(static: _Static) -> Iterator[Piece]:
    for path, file in dict(static.values()).items():
        key = fingerprint(path, hashlib.sha256(file).hexdigest())
        yield Piece(key, partial(list, [(path, file)]))


def _renderer(
    archive: Archive,
    templates: Sequence[Path],
    static: _Static,
    cache: Cache | None,
    *,
    lent: bool = True,
) -> _Renderer:
    site = archive.site
    frame = Frame(
        title=site.title,
        description=site.description,
        language=site.language,
        direction=direction(site.language),
        static={name: path for name, (path, _) in static.items()},
        fed=bool(site.base_url),
        links=tuple(link for kind in KINDS for link in kind.links(archive)),
    )
    bare = replace(site, pages=(), moved=())
    source = hash_templates(templates)
    return _Renderer(templates, bare, archive.words, frame, source, cache, lent=lent)


class _Renderer:
    """Templates with what all pages share. Another process gets one of its own, once."""

    def __init__(
        self,
        templates: Sequence[Path],
        site: Site,
        words: Words,
        frame: Frame,
        source: str,
        cache: Cache | None = None,
        *,
        lent: bool = True,
    ) -> None:
        """`source` is a hash of all templates; `cache` is where compiled ones are kept.

        It is `lent` to other processes, or they do without.
        """
        self._packed = pickle.dumps(
            (templates, site, words, frame, source, cache if lent else None)
        )
        self._site, self._words, self._frame = site, words, frame
        about = repr(words)
        self._html = environment(templates, words, compiled=Compiled(cache, "html", about))
        self._markdown = markdown_environment(templates, words, Compiled(cache, "markdown", about))
        self._shared = key_of("piece", source, fingerprint(frame, site), by="rendering")

    def __reduce__(self) -> tuple[object, ...]:
        return _unpack, (self._packed,)

    def piece(self, view: Page | Draft | Feed) -> Piece:
        """The files of a page or of a feed."""
        made_of = (view.path, view.made_of) if isinstance(view, Draft) else view
        return Piece(fingerprint(self._shared, made_of), partial(self._files, view))

    def _files(self, view: Page | Draft | Feed) -> Iterator[tuple[str, str | bytes]]:
        if isinstance(view, Feed):
            return self._feed(view)
        page = view.make(self._site, self._words) if isinstance(view, Draft) else view
        return self._page(page)

    def _page(self, page: Page) -> Iterator[tuple[str, str | bytes]]:
        """One page as HTML, its Markdown twin if it has one, and all that stands beside it."""
        url = self._site.absolute(page.path)
        shared: dict[str, object] = {
            "page": page,
            "site": self._frame,
            "root": page.root,
            "files": tuple(file.name for file in page.files),
            "canonical": url,
            "followed": page.followed,
            "linked_data": page.linked_data,
        }
        # Whoever shows a card asks for its picture by a whole address.
        picture = _drawn(page.pictured) if page.pictured and url else None
        address = f"{url}{PICTURE}" if picture else None
        shared["picture"] = address
        if picture:
            yield f"{page.path}{PICTURE}", picture
        shared["oembed"] = f"{url}{OEMBED}" if page.embedded and url else None
        if page.embedded:
            yield f"{page.path}{EMBED}", self._render("embed.html", shared)
            if url:
                home = self._site.absolute("") or url
                answer = oembed(page.title, self._site.title, home, url, address)
                yield f"{page.path}{OEMBED}", answer
        html = self._html.get_template(f"{page.template}.html")
        yield f"{page.path}{page.file}", html.render(shared)
        if page.file == "index.html":
            twin = self._render_markdown(f"markdown/{page.template}.md", shared)
            yield f"{page.path}index.md", twin
            if page.sent and url:
                yield from self._mail(page, page.sent, url, twin, shared)
        for file in page.files:
            yield f"{page.path}{file.name}", file.text

    def _feed(self, feed: Feed) -> Iterator[tuple[str, str]]:
        """One feed in both of its forms."""
        shared = {"site": self._frame, "base_url": self._site.absolute("") or ""}
        contents = [
            self._render("entry.html", shared, entry=entry).strip() for entry in feed.entries
        ]
        xml = self._render("feed.xml", shared, feed=feed, contents=contents)
        yield f"{feed.folder}feed.xml", xml
        yield f"{feed.folder}feed.json", json_feed(feed, self._site, self._words, contents)

    def root_files(
        self, addresses: Sequence[Address], feeds: Sequence[Link], shows: Sequence[Page | Draft]
    ) -> Piece:
        """What programs look for at the root of the site."""
        key = fingerprint(self._shared, addresses, feeds, shows)
        return Piece(key, partial(self._root_files, addresses, feeds, shows))

    def _root_files(
        self, addresses: Sequence[Address], feeds: Sequence[Link], shows: Sequence[Page | Draft]
    ) -> Iterator[tuple[str, str]]:
        shared = {"site": self._frame, "base_url": self._site.absolute("") or ""}
        if self._site.base_url:
            yield "sitemap.xml", self._render("sitemap.xml", shared, addresses=addresses)
            yield "feeds.opml", self._render("feeds.opml", shared, feeds=feeds)
            yield APP, self._app()
            yield WORKER, rjsmin.jsmin(self._render(WORKER, shared))
        yield "robots.txt", self._render("robots.txt", shared)
        yield "llms.txt", self._render_markdown("llms.txt", shared, shows=shows)

    def _app(self) -> str:
        """What an installed site is called, and where it begins: beside this file."""
        icon = {"src": self._frame.static["icon.svg"], "type": "image/svg+xml", "sizes": "any"}
        about = {
            "name": self._site.title,
            "description": self._site.description,
            "lang": self._site.language,
            "dir": self._frame.direction,
            "start_url": "./",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [icon],
        }
        return json.dumps(about, ensure_ascii=False, indent=1) + "\n"

    def _mail(
        self, page: Page, day: dt.date, url: str, twin: str, shared: Mapping[str, object]
    ) -> Iterator[tuple[str, str | bytes]]:
        """A digest to be sent: the message, its HTML for services that want only that, a book."""
        from .epub import make_epub
        from .mail import make_mail

        base_url = self._site.absolute("") or ""
        html = self._render("mail.html", shared, base_url=base_url)
        text = (
            twin.split("\n---\n", 1)[-1].strip().replace(f"]({page.root}", f"]({base_url}") + "\n"
        )
        yield f"{page.path}mail.html", html
        yield f"{page.path}digest.eml", make_mail(page, day, self._site.title, url, text, html)
        read = _TWIN.sub(r"\1", text)  # who reads a book goes on to the page
        book = make_epub(page.title, self._site.title, self._site.language, url, day, read)
        yield f"{page.path}digest.epub", book

    def _render(self, name: str, shared: Mapping[str, object], **values: object) -> str:
        return self._html.get_template(name).render(shared, **values)

    def _render_markdown(self, name: str, shared: Mapping[str, object], **values: object) -> str:
        text = self._markdown.get_template(name).render(shared, **values)
        return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"


@lru_cache(maxsize=1)
def _unpack(packed: bytes) -> _Renderer:
    """One that came from another process."""
    return _Renderer(*pickle.loads(packed))


# What draws pictures takes long to load, and most builds draw none.


def _drawn(card: LinkCard) -> bytes | None:
    """The picture of a card; None where it cannot be drawn."""
    from .pictures import draw_card

    return draw_card(card)


def _resized(path: str, place: Path, width: int, height: int) -> Iterator[tuple[str, bytes]]:
    """A picture in one of its widths."""
    from ..artwork import resized

    yield path, resized(place, width, height)


_Static = Mapping[str, tuple[str, bytes]]
"""Static files by name: their path in the site, and their content."""


def _static_files(folders: Sequence[Path]) -> _Static:
    """Static files by name: their path in the site, which names their content, and the content.

    The program's stand under `templates/static/`, a site's own in `content/static/`, beside
    `content/templates/`, and win.
    """
    *own, base = folders
    places = [base / "static", *(folder.parent / "static" for folder in reversed(own))]
    files = {}
    for place in places:
        for path, read in files_in(place, place.parent):
            content = _small(path.suffix, read) if place == places[0] else read
            stamp = hashlib.sha256(content).hexdigest()[:8]
            files[path.name] = (f"{STATIC}/{name_of(path.stem)[:60]}.{stamp}{path.suffix}", content)
    return dict(sorted(files.items()))


def _small(suffix: str, content: bytes) -> bytes:
    """A style sheet or a script of the program without what only its readers need."""
    make = {".js": rjsmin.jsmin, ".css": rcssmin.cssmin}.get(suffix, bytes)
    small: bytes = make(content)
    return small


__all__ = [
    "RESERVED",
    "Piece",
    "RenderedFile",
    "Site",
    "encode",
    "episode_record",
    "files_of",
    "pieces_of",
    "pieces_of_episodes",
    "recordings_of",
    "render_site",
]
