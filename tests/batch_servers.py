"""A server that takes batches of requests as well, and all that can become of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.model_servers import Fault, Handler, Oracle, completion, prompt_hash

Line = dict[str, Any]


@dataclass(kw_only=True)
class Batch:
    """A batch on the server."""

    id: str
    file: str
    requests: list[Line]
    looks: int = 0
    """How often it was asked for."""
    status: str = "in_progress"
    output: str | None = None
    errors: str | None = None
    reason: str = ""

    def record(self) -> dict[str, Any]:
        """As the protocol shapes it."""
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
            "created_at": 0,
            "input_file_id": self.file,
            "status": self.status,
            "output_file_id": self.output,
            "error_file_id": self.errors,
            "errors": {"data": [{"message": self.reason}]} if self.reason else None,
            "request_counts": {"total": len(self.requests), "completed": 0, "failed": 0},
        }


class BatchHandler(Handler):
    """One request."""

    server: BatchOracle

    def post(self) -> None:
        """Take a file or a batch, or answer a single call."""
        if self.path.endswith("/chat/completions"):
            super().post()
            return
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self._plays_fault():
            return
        if self.path.endswith("/files"):
            content = data.split(b"filename=", 1)[1].split(b"\r\n\r\n", 1)[1]
            self.reply(200, {"id": self.server.keep(content.rsplit(b"\r\n--", 1)[0])})
        else:
            batch = self.server.make(json.loads(data)["input_file_id"])
            if self.server.after_making:
                self.server.after_making(self)
            self.reply(200, batch.record())

    def get(self) -> None:
        """Show a batch, all of them, or a file."""
        if self._plays_fault():
            return
        *_, kind, name = self.path.split("?")[0].rstrip("/").split("/")
        if name == "batches":
            records = [each.record() for each in self.server.batches.values()]
            self.reply(200, {"object": "list", "data": records, "has_more": False})
        elif kind == "batches" and name in self.server.batches:
            self.reply(200, self.server.look(name).record())
        elif name == "content" and kind in self.server.files:
            self.reply(200, self.server.files[kind])
        else:
            self.reply(404, {"error": {"message": "no such thing"}})

    def _plays_fault(self) -> bool:
        path = re.sub(r"/(file|batch)-[0-9]+", "/ID", self.path.split("?")[0])
        faults = self.server.faults[f"{self.command} {path.removeprefix('/v1')}"]
        fault = faults.pop(0) if faults else None
        if fault:
            fault(self)
        return fault is not None


@dataclass(kw_only=True)
class Ending:
    """How a batch ends."""

    status: str = "completed"
    reason: str = ""
    spoil: Callable[[list[bytes]], list[bytes]] = lambda lines: lines
    """What becomes of the lines of its output."""
    failing: Callable[[int], Line | None] = lambda number: None
    """The `response` and `error` of a request that fails, by its number in the file."""


class BatchOracle(Oracle):
    """A server that answers well, one by one and in batches."""

    handler = BatchHandler

    def __init__(self, delay: float = 0.0) -> None:
        super().__init__(delay=delay)
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Batch] = {}
        self.looks_needed = 1
        """How often a batch must be asked for until it is over."""
        self.ending: Callable[[Batch], Ending] = lambda batch: Ending()
        self.faults: dict[str, list[Fault | None]] = defaultdict(list)
        """What goes wrong, by request, in order: "POST /batches"."""
        self.after_making: Fault | None = None
        self.paid: list[str] = []
        """What was answered by batches, as a hash of the prompt."""

    def keep(self, content: bytes) -> str:
        """Store a file; return its id."""
        with self._lock:
            name = f"file-{len(self.files)}"
            self.files[name] = content
            return name

    def make(self, file: str) -> Batch:
        """Make a batch of a file."""
        requests = [json.loads(line) for line in self.files[file].splitlines()]
        assert len({request["custom_id"] for request in requests}) == len(requests)
        with self._lock:
            batch = Batch(id=f"batch-{len(self.batches)}", file=file, requests=requests)
            self.batches[batch.id] = batch
            return batch

    def look(self, name: str) -> Batch:
        """Show a batch, which may be over by now."""
        batch = self.batches[name]
        batch.looks += 1
        if batch.status == "in_progress" and batch.looks >= self.looks_needed:
            self._end(batch, self.ending(batch))
        return batch

    def _end(self, batch: Batch, ending: Ending) -> None:
        good, bad = [], []
        for number, request in enumerate(batch.requests):
            failure = ending.failing(number)
            if ending.status == "failed":
                continue
            if failure is not None:
                bad.append({"custom_id": request["custom_id"], **failure})
                continue
            body = request["body"]
            self.paid.append(prompt_hash(body))
            answer = completion(self.answer(body), model=body["model"])
            response = {"status_code": 200, "body": answer}
            good.append({"custom_id": request["custom_id"], "response": response, "error": None})
        lines = ending.spoil([json.dumps(line).encode() for line in good])
        batch.output = self.keep(b"\n".join(lines)) if lines else None
        batch.errors = (
            self.keep(b"\n".join(json.dumps(line).encode() for line in bad)) if bad else None
        )
        batch.status, batch.reason = ending.status, ending.reason
