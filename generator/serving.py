"""The site on this machine, rebuilt and reloaded when something changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator import manifest
from generator.errors import PublishError
from generator.job import ADDRESSES, SUMMARIES, Job

POLL_SECONDS = 0.5
"""How often content and templates are looked at: one `stat` a file, about 1 ms for a thousand."""
_EVENTS = "/-/changes"
_SCRIPT = "/-/reload.js"
"""A file of its own, because the pages' content security policy runs no script inside them."""
_RELOAD = f'<script src="{_SCRIPT}"></script>'.encode()
_LISTEN = f"new EventSource('{_EVENTS}').onmessage = () => location.reload()".encode()


class Watch:
    """Counts the builds that visitors should see."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def announce(self) -> None:
        """Say that the site has changed."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when the site has changed."""
        with self._changed:
            self._changed.wait()


def serve_site(
    job: Job, port: int, rebuild: Callable[[], None], announce: Callable[[str], None]
) -> None:
    """Serve `job.output` on loopback until interrupted; `rebuild` after every change.

    Raises `PublishError` where the port is taken.
    """
    seen = manifest.take(job, {})  # before anyone is told, so that no change is missed
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
        _rebuild_on_change(job, seen, rebuild, watch)
    finally:
        server.shutdown()


def _rebuild_on_change(
    job: Job, seen: manifest.Inputs, rebuild: Callable[[], None], watch: Watch
) -> None:
    """Look for changes since `seen`, for ever."""
    while True:
        time.sleep(POLL_SECONDS)
        now = manifest.take(job, seen.files)
        if now.digest != seen.digest:
            rebuild()
            watch.announce()
            for own in (ADDRESSES, SUMMARIES):  # what a build writes is no reason for one
                now = manifest.retake(now, job, own)
        seen = now


class _Handler(SimpleHTTPRequestHandler):
    """Static files, with a line in each page that reloads it when the site has changed."""

    def __init__(self, watch: Watch, *args: object, directory: str) -> None:
        self._watch = watch
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's three

    def do_GET(self) -> None:  # the library's name
        if self.path == _EVENTS:
            self._send_changes()
            return
        if self.path == _SCRIPT:
            self._send(_LISTEN, 200, "text/javascript")
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if page.suffix == ".html" and page.is_file():
            self._send_page(page.read_bytes(), 200)
        elif not path.exists():
            missing = Path(self.directory) / "404.html"
            self._send_page(missing.read_bytes() if missing.is_file() else b"Not found", 404)
        else:
            super().do_GET()

    def _send_page(self, body: bytes, status: int) -> None:
        self._send(body + _RELOAD, status, "text/html; charset=utf-8")

    def _send(self, body: bytes, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_changes(self) -> None:
        """An event stream that says once that the site has changed (HTML standard, 9.2)."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._watch.wait()
        self.wfile.write(b"data: changed\n\n")

    def log_message(self, format: str, *args: object) -> None:  # the library's name
        """Requests are not worth a line."""
