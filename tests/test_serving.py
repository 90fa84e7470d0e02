"""The preview server: pages, the error page, and a reload when content changes."""

from __future__ import annotations

import http.client
import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator import manifest, serving
from generator.errors import PublishError
from generator.job import ADDRESSES, SUMMARIES, Job
from tests.conftest import Run, Tree


class Closed(Exception):  # noqa: N818  # nothing is wrong
    """A server is wanted no more."""


class Server:
    """A preview of a folder with two pages, and how often it was rebuilt."""

    def __init__(
        self,
        root: Path,
        writes: Sequence[str] = (),
        meanwhile: Sequence[str] = (),
        *,
        fails: bool = False,
        during: Sequence[str] = (),
    ) -> None:
        """`writes` are files of the content that a rebuild writes, before it `fails` if it does.

        Those of `meanwhile` a person writes when it is brought up to date for the first time, those
        of `during` while it is built for the first time.
        """
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
        self.builds = 0
        self.caught_up = 0
        self.looks = 0
        """How often the content was looked at."""
        self._writes = writes
        self._meanwhile = meanwhile
        self._fails = fails
        self._during = during
        self._closed = False
        self._address: list[str] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def close(self) -> None:
        """End it: two dozen that went on looking for changes would take most of a processor."""
        self._closed = True
        for number in range(100):  # one change may be taken for what was there before
            (self.job.content / "closed.txt").write_text("a change" * number)
            self._thread.join(0.2)
            if not self._thread.is_alive():
                return
        raise AssertionError("it serves for ever")

    def _run(self) -> None:
        with suppress(Closed):
            serving.serve_site(self.job, 0, self._rebuild, self._announce, self._catch_up)

    def _rebuild(self, show: Callable[[], None]) -> manifest.Inputs | None:
        if self._closed:
            raise Closed
        self.builds += 1
        for name in self._during if self.builds == 1 else ():
            (self.job.content / name).write_text("a person's")
        for name in self._writes:
            (self.job.content / name).parent.mkdir(exist_ok=True)
            (self.job.content / name).write_text(f"build {self.builds}")
        self.rebuilt.set()
        return None if self._fails else manifest.take(self.job, {})

    def _catch_up(self) -> manifest.Inputs:
        built = manifest.take(self.job, {})
        for name in () if self.caught_up else self._meanwhile:
            (self.job.content / name).write_text("a person's")
        self.caught_up += 1
        return built

    def _announce(self, url: str) -> None:
        self._address.append(url)
        self._ready.set()

    @property
    def port(self) -> int:
        """Where it listens on loopback."""
        return urlsplit(self._address[0]).port or 0

    def get(self, path: str) -> http.client.HTTPResponse:
        """The answer to a request for `path`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse()

    def tell(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Status, headers and body of the answer to these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            with connection.makefile("rb") as file:
                headers, _, body = file.read().partition(b"\r\n\r\n")
        return int(headers.split()[1]), headers, body


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    """Start a server, which is closed after the test."""
    monkeypatch.setattr(serving, "POLL_SECONDS", 0.05)
    with ExitStack() as held:

        def start(**options: Any) -> Server:  # noqa: ANN401  # what `Server` takes
            server = Server(tmp_path, **options)
            held.callback(server.close)
            return server

        yield start


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    return serve()


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


def count_looks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a server note each look at its content."""
    take = manifest.take

    def noted(job: Job, known: Mapping[str, tuple[int, int, str]]) -> manifest.Inputs:
        server.looks += 1
        return take(job, known)

    monkeypatch.setattr(manifest, "take", noted)


def builds_after(server: Server, path: Path, text: str) -> int:
    """How many builds one change of a file leads to, until nothing has changed for a while."""
    before, calm = server.builds, server.caught_up
    path.parent.mkdir(exist_ok=True)
    new = server.job.output.with_name("new")
    new.write_text(text)
    new.replace(path)  # at once: half of a file would be a change of its own
    until = time.monotonic() + 60
    while server.caught_up == calm and time.monotonic() < until:
        time.sleep(0.02)
    looks = server.looks
    while server.looks == looks and time.monotonic() < until:
        time.sleep(0.02)  # until the next look what is changed there may be taken for a build's own
    return server.builds - before


@pytest.mark.parametrize("fails", [False, True], ids=["done", "failed"])
def test_what_a_build_writes_is_no_reason_for_another(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """Neither answers nor addresses; but what a person changes there is, as are templates."""
    server = serve(writes=("summaries/a.json", "addresses.json"), fails=fails)
    count_looks(server, monkeypatch)
    assert builds_after(server, server.job.content / "a.txt", "after!") == 1
    assert builds_after(server, server.job.content / "summaries/a.json", "a person's") == 1
    assert builds_after(server, server.job.content / "addresses.json", "a person's own") == 1
    assert builds_after(server, server.job.templates / "page.html", "new") == 1


@pytest.mark.parametrize(
    "when",
    [
        {"writes": ("summaries/a.json",), "meanwhile": ("summaries/a.json",)},
        {"fails": True, "during": ("b.txt",)},
    ],
    ids=["brought up to date", "a build that fails"],
)
def test_what_a_person_writes_meanwhile_is_built(
    serve: Callable[..., Server], when: dict[str, Any]
) -> None:
    """Where builds write too, while the site is brought up to date; and while one goes wrong."""
    server = serve(**when)
    (server.job.content / "a.txt").write_text("after!")
    until = time.monotonic() + 60
    while server.builds < 2 and time.monotonic() < until:
        time.sleep(0.02)
    assert server.builds >= 2


def test_what_nobody_waits_for_is_done_when_it_is_calm(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once after a change, and never without one."""
    count_looks(server, monkeypatch)
    time.sleep(0.4)
    assert server.caught_up == 0
    assert builds_after(server, server.job.content / "a.txt", "after!") == 1
    time.sleep(0.4)
    assert (server.builds, server.caught_up) == (1, 1)


def test_a_port_that_is_taken_is_one_message(server: Server) -> None:
    """It is named, with the remedy."""
    with pytest.raises(PublishError, match=f"port {server.port}") as caught:
        serving.serve_site(
            server.job, server.port, lambda show: None, lambda url: None, lambda: None
        )
    assert "--port" in str(caught.value)


def test_a_site_without_an_error_page_still_says_so(server: Server) -> None:
    """And the page loads itself again when there is one."""
    (server.job.output / "404.html").unlink()
    response = server.get("/nowhere")
    assert response.status == 404
    assert response.read() == b'Not found<script src="/-/reload.js"></script>'


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.css", "text/css"),
        ("a.txt", "text/plain"),
        ("/-/reload.js", "text/javascript"),
    ],
)
def test_files_are_of_their_kind(server: Server, name: str, kind: str) -> None:
    """As their suffix says; an error page is a page whatever was asked for."""
    if not name.startswith("/"):
        (server.job.output / name).write_text("{}")
    assert server.get(f"/{name.lstrip('/')}").getheader("Content-Type") == kind
    assert (server.get("/nowhere.json").getheader("Content-Type") or "").startswith("text/html")


HOSTS = [
    ("Host: localhost", 200),
    ("Host: LOCALHOST:{port}", 200),
    ("Host: 127.0.0.1:{port}", 200),
    ("Host: [::1]:{port}", 200),
    ("host: [::1]", 200),
    ("Host: evil.example:{port}", 421),
    ("Host: localhost.evil.example", 421),
    ("Host: 127.0.0.1.evil.example:{port}", 421),
    ("Host: evil.example#localhost", 421),
    ("Host: 127.0.0.2", 421),
    ("Host:", 421),
    ("Accept: */*", 421),
    ("Host: localhost\r\nHost: evil.example", 421),
]


def test_answers_to_its_own_names_alone(server: Server) -> None:
    """A page elsewhere whose name was led to this machine reads nothing of the site."""
    for (host, status), method, path in itertools.product(
        HOSTS, ("GET", "HEAD"), ("/", "/show/chapters.txt", "/-/reload.js")
    ):
        request = f"{method} {path} HTTP/1.1\r\n{host.format(port=server.port)}\r\n\r\n"
        got, _, body = server.tell(request.encode())
        assert got == status, request
        if method == "HEAD":
            assert body == b""
        elif status == 421:
            assert body == b"This server answers to localhost, 127.0.0.1 and [::1] alone.\n"


def test_only_get_and_head(server: Server) -> None:
    """Every other method is refused in a sentence, and told which there are."""
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"):
        request = f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        status, headers, body = server.tell(request.encode())
        assert status == 405, method
        assert b"Allow: GET, HEAD" in headers
        assert b"only shows the site" in body


SECRET = b"outside"
OUTSIDE = [
    "/link.txt",
    "/page.html",
    "/folder/secret.txt",
    "/folder/",
    "/folder",
    "/loop.txt",
    "/show/",
    "/show",
    "/../secret/secret.txt",
    "/%2e%2e/secret/secret.txt",
    "/..%2fsecret%2fsecret.txt",
    "/show/..%2f..%2f..%2fsecret%2fsecret.txt",
    "/%252e%252e/secret/secret.txt",
    "/..%5csecret%5csecret.txt",
    "/%c0%ae%c0%ae/secret/secret.txt",
    "//secret/secret.txt",
    "/./../secret/secret.txt",
    "/show/chapters.txt/",
    "/%00",
    "/index.html%00.txt",
    "/" + "a" * 5000,
    "/" + "a/" * 5000,
    "http://localhost/../secret/secret.txt",
    "file:///{secret}",
    "{secret}",
    "/%2f{secret}",
    "*",
]


def test_nothing_outside_the_site_and_no_lists(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Links and spellings that lead out of the site, or to a folder, are not found."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/secret.txt").write_bytes(SECRET)
    (tmp_path / "secret/index.html").write_bytes(SECRET)
    site = server.job.output
    (site / "link.txt").symlink_to(tmp_path / "secret/secret.txt")
    (site / "page.html").symlink_to("../secret/index.html")
    (site / "folder").symlink_to("../secret")
    (site / "loop.txt").symlink_to("loop.txt")
    for method, path in itertools.product(("GET", "HEAD"), OUTSIDE):
        path = path.format(secret=tmp_path / "secret/secret.txt")
        request = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        status, _, body = server.tell(request.encode())
        assert status == 404, path
        assert SECRET not in body
        assert b"chapters.txt" not in body
    assert "Traceback" not in capfd.readouterr().err


def test_links_inside_the_site_are_followed(server: Server) -> None:
    """A link that stays in the site is served as what it leads to."""
    (server.job.output / "same.txt").symlink_to("show/chapters.txt")
    assert server.get("/same.txt").read() == b"00:00 Start"


def test_folder_is_led_to_its_page(server: Server) -> None:
    """An address without its last slash leads on, on this server, with what was asked."""
    (server.job.output / "a:b").mkdir()
    (server.job.output / "a:b/index.html").write_text("<p>odd")
    response = server.get("/a:b?q=1")
    assert (response.status, response.getheader("Location")) == (301, "./a:b/?q=1")
    assert server.get("//a:b").getheader("Location") == "./a:b/"


def test_head_is_get_without_the_body(server: Server) -> None:
    """The same status and headers, for pages, files, the error page and the event stream."""
    for path in ("/", "/show/chapters.txt", "/nowhere", "/-/changes"):
        request = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        status, headers, body = server.tell(request)
        assert body == b""
        if path != "/-/changes":
            response = server.get(path)
            assert status == response.status
            assert f"Content-Length: {response.getheader('Content-Length')}".encode() in headers


@pytest.mark.parametrize("linked", [False, True])
def test_site_that_was_exchanged_is_served(server: Server, tmp_path: Path, linked: bool) -> None:
    """A build puts a new folder at the same name; it is served, also behind a link."""
    site = server.job.output
    if linked:
        site.rename(tmp_path / "real")
        site.symlink_to("real")
    assert server.get("/").read().startswith(b"<p>home")
    (tmp_path / "new").mkdir()
    (tmp_path / "new/index.html").write_text("<p>new")
    (tmp_path / "real" if linked else site).rename(tmp_path / "old")
    (tmp_path / "new").rename(tmp_path / "real" if linked else site)
    assert server.get("/").read().startswith(b"<p>new")
    assert server.get("/show/chapters.txt").status == 404


def test_browser_that_leaves_is_no_error(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """A connection that breaks in the middle of a file costs no traceback."""
    (server.job.output / "long.bin").write_bytes(bytes(50_000_000))
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET /long.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connection.recv(100)
    assert server.get("/").status == 200
    time.sleep(0.2)
    assert "Traceback" not in capfd.readouterr().err


CALM = serving.CALM_LOOKS
"""Looks until the site is brought up to date."""


class Looks:
    """A preview whose looks at the content are all written down before: what changes at each."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.content = {"content/a.txt": 1, f"content/{ADDRESSES}": 1}
        self.events: list[str] = []
        self.hides = True
        """Whether nothing is said of what visitors see."""
        self.slept: list[float] = []
        self.now = 0.0
        self._script: Iterator[Mapping[str, int]] = iter(())
        self.lasts = 0.0
        """Seconds of a look."""
        self.built: dict[str, int] | None = None
        """What the site that stands was built from."""
        self.writes: list[Mapping[str, int]] = []
        """What changes while each build is at work."""
        self.fails = ""
        """What goes wrong: "build" or "catch up"."""
        self._job = Job(content=tmp_path, output=tmp_path, templates=tmp_path, cache=tmp_path)
        watch = SimpleNamespace(announce=lambda: self.events.append("seen"))
        monkeypatch.setattr(serving, "Watch", lambda: watch)
        monkeypatch.setattr(serving, "ThreadingHTTPServer", self._listen)
        clock = SimpleNamespace(sleep=self._sleep, monotonic=lambda: self.now)
        monkeypatch.setattr(serving, "time", clock)
        monkeypatch.setattr(manifest, "take", self._take)
        monkeypatch.setattr(manifest, "retake", self._retake)
        monkeypatch.setattr(
            manifest,
            "built_from",
            lambda job: None if self.built is None else self._inputs(self.built),
        )

    def go(self, *script: Mapping[str, int]) -> list[str]:
        """What is done at so many looks, by their numbers from 1."""
        self._script, self.looks = iter(script), 0
        with pytest.raises(Closed):
            serving.serve_site(
                self._job, 0, self._rebuild, lambda url: None, lambda: self._work("catch up")
            )
        assert self.events.pop() == "closed"
        return [each for each in self.events if each != "seen" or not self.hides]

    def _listen(self, address: tuple[str, int], handler: object) -> SimpleNamespace:
        assert address == ("127.0.0.1", 0)
        return SimpleNamespace(
            server_address=address,
            serve_forever=lambda: None,
            shutdown=lambda: self.events.append("closed"),
        )

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if (change := next(self._script, None)) is None:
            raise Closed
        self.looks += 1
        self.content |= change

    def _inputs(self, content: Mapping[str, int]) -> manifest.Inputs:
        return manifest.Inputs(
            options={}, files={name: (1, 1, f"{each}") for name, each in sorted(content.items())}
        )

    def _take(self, job: Job, known: Mapping[str, object]) -> manifest.Inputs:
        self.now += self.lasts
        return self._inputs(self.content)

    def _retake(self, inputs: manifest.Inputs, job: Job, own: str) -> manifest.Inputs:
        mine = {
            name: stamp
            for name, stamp in self._inputs(self.content).files.items()
            if name.startswith(f"content/{own}")
        }
        return manifest.Inputs(options={}, files=dict(sorted({**inputs.files, **mine}.items())))

    def _rebuild(self, show: Callable[[], None]) -> manifest.Inputs | None:
        show()
        return self._work("build")

    def _work(self, name: str) -> manifest.Inputs | None:
        self.events.append(f"{name} {self.looks}")
        before = dict(self.content)
        own = {}
        for file, value in (self.writes.pop(0) if self.writes else {}).items():
            self.content[file] = value
            if file.startswith((f"content/{ADDRESSES}", f"content/{SUMMARIES}")):
                own[file] = value
        if name == self.fails:
            return None
        return self._inputs({**before, **own})


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Looks:
    return Looks(monkeypatch, tmp_path)


QUIET: dict[str, int] = {}
NEW = {"content/a.txt": 2}


def test_quiet_looks_do_nothing(looks: Looks) -> None:
    """Ever so many, each after the same short while."""
    assert looks.go(*[QUIET] * (3 * CALM)) == []
    assert set(looks.slept) == {serving.POLL_SECONDS}


def test_a_change_is_built_at_once_and_the_rest_when_it_is_calm(looks: Looks) -> None:
    """Visitors see the page, then the whole; another change begins the wait again, once over."""
    looks.hides = False
    script = [QUIET, NEW, *[QUIET] * (CALM - 1), {"content/a.txt": 3}, *[QUIET] * (3 * CALM)]
    assert looks.go(*script) == [
        *("seen", "build 2", "seen"),
        *("seen", f"build {CALM + 2}", "seen"),
        f"catch up {2 * CALM + 2}",
    ]


@pytest.mark.parametrize(("took", "rest"), [(0.0, 0.2), (0.05, 0.2), (0.06, 0.24), (2.0, 8.0)])
def test_a_large_archive_is_looked_at_less_often(looks: Looks, took: float, rest: float) -> None:
    """Four times as long as a look took there is none."""
    looks.lasts = took
    looks.go(QUIET, QUIET, QUIET)
    assert looks.slept == pytest.approx([0.2, rest, rest, rest])


@pytest.mark.parametrize(
    ("built", "events"),
    [(None, []), ({"content/a.txt": 1, f"content/{ADDRESSES}": 1}, []), ({}, ["build 1"])],
    ids=["nothing known", "nothing changed", "changed"],
)
def test_what_was_changed_before_it_looks_is_built(
    looks: Looks, built: dict[str, int] | None, events: list[str]
) -> None:
    """Since the site that stands was built, where that is known."""
    looks.built = built
    assert looks.go(QUIET, QUIET) == events


@pytest.mark.parametrize("fails", ["", "build"], ids=["done", "failed"])
@pytest.mark.parametrize(
    ("name", "again"),
    [("a.txt", True), ("b.txt", True), (ADDRESSES, False), (f"{SUMMARIES}/a.json", False)],
)
def test_what_changes_during_a_build(looks: Looks, fails: str, name: str, again: bool) -> None:
    """Is built where a person did it, and not where the build did, be it one that failed."""
    looks.writes, looks.fails = [{f"content/{name}": 9}], fails
    assert looks.go(NEW, *[QUIET] * 4) == (["build 1", "build 2"] if again else ["build 1"])


@pytest.mark.parametrize("fails", ["", "catch up"], ids=["done", "failed"])
@pytest.mark.parametrize("name", ["b.txt", ADDRESSES])
def test_what_changes_while_it_is_brought_up_to_date(looks: Looks, fails: str, name: str) -> None:
    """A person's change is built right after; the addresses that came then are none."""
    looks.writes, looks.fails = [{}, {f"content/{name}": 9}], fails
    events = ["build 1", f"catch up {CALM + 1}"]
    more = [] if name == ADDRESSES else [f"build {CALM + 2}"]
    assert looks.go(NEW, *[QUIET] * (CALM + 4)) == [*events, *more]


SAID = "WEBVTT\n\n00:00.000 --> 00:06.000\n<v Ines>The office computed every tide with {} gears.\n"


def test_the_command_serves_what_it_built_and_goes_on_after_a_failure(
    tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed page is shown first, the index comes later, and what is wrong is told once."""
    talk = "shows/sea/2026-03-14-tides.vtt"
    content = tree({"site.yaml": "title: Sea\n", talk: SAID.format("brass")})
    site = tmp_path / "site"

    def visit(
        job: Job,
        port: int,
        rebuild: Callable[[Callable[[], None]], manifest.Inputs | None],
        announce: Callable[[str], None],
        catch_up: Callable[[], manifest.Inputs | None],
    ) -> None:
        page, shown = site / "sea/tides/index.html", []

        def index() -> dict[str, bytes]:
            return {each.name: each.read_bytes() for each in (site / "pagefind").rglob("*.pf_*")}

        assert (port, job.index_later, "brass gears" in page.read_text()) == (8123, False, True)
        announce("http://127.0.0.1:8123/")
        before = index()
        assert before
        (content / talk).write_text(SAID.format("iron"))
        built = rebuild(lambda: shown.append(page.read_text()))
        assert built == manifest.built_from(job)
        assert ["iron gears" in each for each in shown] == [True]
        assert index() == before
        assert catch_up() == manifest.built_from(job)
        assert index() != before
        (content / "site.yaml").write_text("titel: Sea\n")
        assert rebuild(lambda: None) is None
        assert catch_up() is None
        assert "iron gears" in page.read_text()
        (content / "site.yaml").write_text("title: Lake\n")
        assert rebuild(lambda: None)
        assert "Lake" in page.read_text()

    monkeypatch.setattr(serving, "serve_site", visit)
    result = run("serve", "--content", content, "--output", site, "--jobs", 1, "--port", 8123)
    assert result.exit_code == 0, result.output
    assert "Serving at http://127.0.0.1:8123/\n" in result.output
    assert result.output.count("Error: ") == 1
    assert "titel" in result.output
