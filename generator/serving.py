"""The site on this machine, rebuilt and reloaded when something changes."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from . import manifest
from .errors import PublishError
from .job import ADDRESSES, SUMMARIES, Job

POLL_SECONDS = 0.2
"""How often content and templates are looked at, each time with one `stat` a file."""
_REST = 4
"""How many times as long as such a look took there is none: a large archive takes longer."""
CALM_LOOKS = 10
"""How many of these find nothing new before the search is brought up to date too."""
_EVENTS = "/-/changes"
_SCRIPT = "/-/reload.js"
"""A file of its own, because the pages' content security policy runs no script inside them."""
_RELOAD = f'<script src="{_SCRIPT}"></script>'.encode()
_OWN_NAME = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d*)?", re.IGNORECASE)
"""What may stand in a request's `Host`."""
_LISTEN = f"new EventSource('{_EVENTS}').onmessage = () => location.reload()".encode()


class Watch:
    """Tells of the builds that visitors should see."""

    def __init__(self) -> None:
        self._changed = threading.Condition()

    def announce(self) -> None:
        """Say that the site has changed."""
        with self._changed:
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when the site has changed."""
        with self._changed:
            self._changed.wait()


def serve_site(
    job: Job,
    port: int,
    rebuild: Callable[[Callable[[], None]], manifest.Inputs | None],
    announce: Callable[[str], None],
    catch_up: Callable[[], manifest.Inputs | None],
) -> None:
    """Serve `job.output` on loopback until interrupted; `rebuild` after every change.

    That is given what to call when part of the site may be seen before the rest is done. When
    nothing has changed for a while after that, `catch_up` does what nobody waits for. Both return
    what the site was built from then, or None where they failed.

    Raises `PublishError` where the port is taken.
    """
    built = manifest.built_from(job)  # what was changed since is built at once
    seen = manifest.take(job, built.files if built else {})
    if built:
        seen = replace(seen, files=built.files)
    watch = Watch()
    handler = partial(_Handler, watch, directory=str(job.output))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise PublishError(
            f"cannot serve on port {port}: {error.strerror}", remedy="choose another with --port"
        ) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    announce(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        _rebuild_on_change(job, seen, rebuild, watch, catch_up)
    finally:
        server.shutdown()


def _rebuild_on_change(
    job: Job,
    seen: manifest.Inputs,
    rebuild: Callable[[Callable[[], None]], manifest.Inputs | None],
    watch: Watch,
    catch_up: Callable[[], manifest.Inputs | None],
) -> None:
    """Look for changes since `seen`, for ever."""
    calm = 0
    """Looks that have to find nothing before there is time to catch up."""
    took = 0.0
    while True:
        time.sleep(max(POLL_SECONDS, _REST * took))
        began = time.monotonic()
        now = manifest.take(job, seen.files)
        took = time.monotonic() - began
        if now.hash != seen.hash:
            built = rebuild(watch.announce)
            watch.announce()
            calm = CALM_LOOKS
        elif calm == 1:
            built = catch_up()
            calm = 0
        else:
            calm = max(0, calm - 1)
            seen = now
            continue
        # What a build writes is no reason for one; what somebody writes meanwhile is.
        seen = replace(now, files=built.files) if built else _after_failure(now, job)


def _after_failure(inputs: manifest.Inputs, job: Job) -> manifest.Inputs:
    """`inputs` with what a build may have written before it failed, which it would not do again."""
    for own in (ADDRESSES, SUMMARIES):
        inputs = manifest.retake(inputs, job, own)
    return inputs


class _Handler(SimpleHTTPRequestHandler):
    """Static files, with a line in each page that reloads it when the site has changed.

    Only this machine's own names are answered to: a page elsewhere whose name leads here (DNS
    rebinding) must not read a site that is not published yet. Nothing outside the site is sent,
    whatever links lie in it, and no lists of folders.
    """

    def __init__(self, watch: Watch, *args: object, directory: str) -> None:
        self._watch = watch
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's three

    def handle(self) -> None:
        """Answer; that a browser has gone away in the meantime is no error."""
        with suppress(ConnectionError):
            super().handle()

    def parse_request(self) -> bool:
        """Read a request; False where it was refused."""
        if not super().parse_request():
            return False
        if self.command not in ("GET", "HEAD"):
            self._say(
                405, "This server only shows the site: ask with GET or HEAD.", Allow="GET, HEAD"
            )
        elif not _OWN_NAME.fullmatch(", ".join(self.headers.get_all("Host", []))):
            self._say(421, "This server answers to localhost, 127.0.0.1 and [::1] alone.")
        else:
            return True
        return False

    def do_GET(self) -> None:  # the library's name
        address = urlsplit(self.path)
        if self.path == _EVENTS:
            self._send_changes()
        elif self.path == _SCRIPT:
            self._send(_LISTEN, 200, "text/javascript")
        elif (path := self._find(self.path)) is None:
            page = self._find("/404.html")
            self._send_page(page.read_bytes() if page else b"Not found", 404)
        elif path.name == "index.html" and not address.path.endswith(("/", ".html")):
            last = address.path.rpartition("/")[2]  # relative, so that it leads to no other server
            query = f"?{address.query}" if address.query else ""
            self._say(301, "The page is a folder.", Location=f"./{last}/{query}")
        elif path.suffix == ".html":
            self._send_page(path.read_bytes(), 200)
        else:
            self._send(path.read_bytes(), 200, self.guess_type(str(path)))

    do_HEAD = do_GET  # noqa: N815  # the library's name; `_send` knows

    def _find(self, url: str) -> Path | None:
        """The file that a URL asks for; None where there is none, or it is not of the site."""
        root = Path(self.directory).resolve()  # each time, as every build puts another folder here
        try:
            path = Path(self.translate_path(url))
            if url.partition("?")[0].endswith("/") or path.is_dir():
                path /= "index.html"
            path = path.resolve(strict=True)
            return path if path.is_file() and path.is_relative_to(root) else None
        except (OSError, ValueError, RuntimeError):  # too long, with a null in it, a loop of links
            return None

    def _send_page(self, body: bytes, status: int) -> None:
        self._send(body + _RELOAD, status, "text/html; charset=utf-8")

    def _say(self, status: int, sentence: str, **headers: str) -> None:
        self._send(sentence.encode() + b"\n", status, "text/plain; charset=utf-8", **headers)

    def _send(self, body: bytes, status: int, kind: str, **headers: str) -> None:
        self.send_response(status)
        headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_changes(self) -> None:
        """An event stream that says once that the site has changed (HTML standard, 9.2)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command != "HEAD":
            self._watch.wait()
            self.wfile.write(b"data: changed\n\n")

    def log_message(self, format: str, *args: object) -> None:  # the library's name
        """Requests are not worth a line."""
