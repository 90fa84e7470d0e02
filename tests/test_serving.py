"""The preview server: pages, the error page, and a reload when content changes."""

from __future__ import annotations

import http.client
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator import serving
from generator.job import Job


class Server:
    """A preview of a folder with two pages, and how often it was rebuilt."""

    def __init__(self, root: Path) -> None:
        for name in ("content", "templates", "site/show"):
            (root / name).mkdir(parents=True)
        (root / "content/a.txt").write_text("before")
        (root / "site/index.html").write_text("<p>home")
        (root / "site/404.html").write_text("<p>lost")
        (root / "site/show/chapters.txt").write_text("00:00 Start")
        self.job = Job(
            content=root / "content",
            output=root / "site",
            templates=root / "templates",
            cache=root / "cache",
        )
        self.rebuilt = threading.Event()
        self._address: list[str] = []
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        assert self._ready.wait(10)

    def _run(self) -> None:
        serving.serve_site(self.job, 0, self.rebuilt.set, self._announce)

    def _announce(self, url: str) -> None:
        self._address.append(url)
        self._ready.set()

    def get(self, path: str) -> http.client.HTTPResponse:
        """The answer to a request for `path`."""
        place = urlsplit(self._address[0])
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(serving, "POLL_SECONDS", 0.05)
    return Server(tmp_path)


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, b"<p>home"),
        ("/index.html?x=1", 200, b"<p>home"),
        ("/show/chapters.txt", 200, b"00:00 Start"),
        ("/nowhere/", 404, b"<p>lost"),
        ("/../content/a.txt", 404, b"<p>lost"),
    ],
)
def test_answers(server: Server, path: str, status: int, text: bytes) -> None:
    """Pages and files are served as a host would, errors with the site's own page."""
    response = server.get(path)
    assert response.status == status
    assert response.read().startswith(text)


def test_pages_reload_themselves(server: Server) -> None:
    """Every page carries the line that listens for changes; files stay as they are."""
    assert b'<script src="/-/reload.js">' in server.get("/").read()
    assert b"EventSource" in server.get("/-/reload.js").read()
    assert b"script" not in server.get("/show/chapters.txt").read()


def test_change_rebuilds_and_reloads(server: Server) -> None:
    """An edited transcript leads to a build, and open pages hear of it."""
    events = server.get(serving._EVENTS)
    (server.job.content / "a.txt").write_text("after!")
    assert server.rebuilt.wait(10)
    assert events.read() == b"data: changed\n\n"
