"""Servers that speak OpenAI's protocol on loopback: one that answers well, and faults to play.

`Oracle` builds faithful answers from the numbered lines in the prompt. A `Fault` takes the place of
an answer: it gets the open connection and may do anything to it.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]
Fault = Callable[["Handler"], None]
Script = Callable[[int, dict[str, Any]], Fault | None]
"""What goes wrong with a post, given its number from 0 and its body; None: nothing."""

_LINE = re.compile(r"^(\d+) \| (.*)$", re.MULTILINE)


def faithful(body: dict[str, Any]) -> str:
    """An answer whose sentences are lines of the prompt, each citing itself."""
    prompt = body["messages"][1]["content"]
    lines = [(int(number), text) for number, text in _LINE.findall(prompt)]
    _, in_view, task = prompt.rpartition("</transcript>\n\nTask: ")
    if in_view:
        return json.dumps(_in_view(lines, task))
    if "first_segment" in body["messages"][0]["content"]:
        return json.dumps({"chapters": list(_headings(prompt))})
    if '"verdicts"' in body["messages"][0]["content"]:
        read = re.findall(r"(?m)^Sentence (\d+): ", prompt)
        stand = [{"sentence": int(n), "verdict": "stands", "should_say": ""} for n in read]
        return json.dumps({"verdicts": stand})
    if '"themes"' in body["messages"][0]["content"]:
        return json.dumps(_issue(prompt))
    most = int(re.findall(r"Write (?:\d+ to )?(\d+) sentence", prompt)[0])
    step = max(1, len(lines) // most)
    answer: dict[str, Any] = {
        "sentences": [
            {"text": _sentence(text), "lines": [number]}
            for number, text in lines[::step][:most]
            if any(character.isalnum() for character in _sentence(text))
        ]
    }
    if '"quotations"' in body["messages"][0]["content"]:
        said = [{"text": _sentence(text), "lines": [number]} for number, text in lines]
        said = [claim for claim in said if len(str(claim["text"])) > 1]
        named = [{"name": _title(str(claim["text"])), **claim} for claim in said[-3:]]
        answer |= {"lead": said[:2], "quotations": said[-2:], "terms": named[:1]}
        answer |= {"figures": named[1:]}
    return json.dumps(answer)


def _issue(prompt: str) -> dict[str, Any]:
    """A digest that says the first lines of each recording, and nothing twice."""
    recordings: list[list[dict[str, Any]]] = [
        [
            {"text": _sentence(text), "lines": [int(number)]}
            for number, text in _LINE.findall(block)
            if any(character.isalnum() for character in _sentence(text))
        ]
        for block in prompt.split("\n# ")[1:]
    ]
    themes = [list(items) for items in zip(*(lines[1:4] for lines in recordings[:2]), strict=False)]
    return {
        "lead": [lines[0] for lines in recordings[:2]],
        "themes": [
            {"name": " ".join(items[0]["text"].rstrip(".").split()[:5]), "items": items}
            for items in themes
        ],
        "differences": [],
        "terms": [],
        "numbers": [],
        "chapters": [{"name": "", **lines[-1]} for lines in recordings[:3] if len(lines) > 4],
    }


def _in_view(lines: list[tuple[int, str]], task: str) -> dict[str, Any]:
    """An answer to a task with the whole recording in view; each sentence is a line."""
    claims: dict[int, dict[str, Any]] = {
        number: {"text": _sentence(text), "lines": [number]} for number, text in lines
    }
    claims = {number: claim for number, claim in claims.items() if len(claim["text"]) > 1}
    if task.startswith("the table of contents"):
        about = int(re.findall(r"about (\d+) chapter", task)[0])
        starts = [number for number, _ in lines[:: max(1, len(lines) // about)]][:about]
        return {
            "chapters": [
                {"first_line": start, "title": _title(dict(lines)[start])} for start in starts
            ]
        }
    if task.startswith("what each chapter"):
        parts = re.findall(r"(?:Chapter|Passage) ([\d.]+): lines? (\d+)(?: to (\d+))?", task)
        return {
            "parts": [
                {
                    "part": label,
                    "sentences": [
                        claims[number]
                        for number in range(int(first), int(last or first) + 1)
                        if number in claims
                    ][:1],
                }
                for label, first, last in parts
            ]
        }
    some = list(claims.values())
    named = [{"name": _title(str(claim["text"])), **claim} for claim in some[:2]]
    return {
        "lead": some[:3],
        "points": some[:: max(1, len(some) // 5)],
        "argument": named,
        "quotations": some[-2:],
        "terms": named[:1],
        "mentions": named[1:],
        "exchanges": [
            {"question": "What was said?", "asked": lines[0][0], **claim} for claim in some[-1:]
        ],
        "decisions": some[3:4],
        "actions": some[4:5],
        "misheard": [],
    }


def _title(line: str) -> str:
    return " ".join(_sentence(line).rstrip(".").split()[:5])


def _sentence(line: str) -> str:
    """A line without its speaker, at most thirty words, with a full stop."""
    said = re.sub(r"^[^:]{1,40}: ", "", line)
    said = re.sub(r"[^\w\s,.'’-]", " ", said)
    return " ".join(said.split()[:30]).strip("-,. ") + "."


def _headings(prompt: str) -> Iterator[dict[str, Any]]:
    """The chapters that the prompt marks, each called by the first words of its passage."""
    for block in prompt.split("\n---\n"):
        found = _LINE.search(block)
        if found:
            yield {"first_segment": int(found[1]), "title": _title(found[2])}


class Handler(BaseHTTPRequestHandler):
    """One post."""

    protocol_version = "HTTP/1.1"
    server: Oracle

    def do_GET(self) -> None:  # the base class asks for this name, and for the next
        """There is nothing to get."""
        self.get()

    def do_POST(self) -> None:
        """Take a post."""
        self.post()

    def get(self) -> None:
        """What a GET gets."""
        self.reply(404, {"error": {"message": "not found"}})

    def post(self) -> None:
        """Answer, or play the fault that is due."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = self.server.note(body)
        fault = self.server.script(number, body)
        if fault:
            fault(self)
            return
        if self.server.delay:
            time.sleep(self.server.delay)
        text = self.server.answer(body)
        self.server.note_answered(number)
        self.reply(200, completion(text, model=body["model"]))

    def reply(self, status: int, record: object, **headers: str) -> None:
        """Send a whole response; `record` is sent as JSON, or as it is if it is bytes."""
        data = record if isinstance(record, bytes) else json.dumps(record).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


class Oracle(ThreadingHTTPServer):
    """A server that answers well, unless its script says otherwise."""

    daemon_threads = True
    request_queue_size = 128
    handler: type[Handler] = Handler

    def __init__(
        self,
        script: Script = lambda number, body: None,
        answer: Answer = faithful,
        delay: float = 0.0,
    ) -> None:
        super().__init__(("127.0.0.1", 0), self.handler)
        self.script = script
        self.answer = answer
        self.delay = delay
        self.bodies: list[dict[str, Any]] = []
        self.answered: list[int] = []
        """Numbers of the posts that got an answer."""
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """For `base_url`."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def prompts(self) -> list[str]:
        """What each post asked, as a hash; repairs are other prompts."""
        return [prompt_hash(body) for body in self.bodies]

    def note(self, body: dict[str, Any]) -> int:
        """Remember a post; return its number."""
        with self._lock:
            self.bodies.append(body)
            return len(self.bodies) - 1

    def note_answered(self, number: int) -> None:
        """Remember that a post is about to be answered."""
        with self._lock:
            self.answered.append(number)

    def forget(self) -> None:
        """Begin to count anew."""
        self.bodies, self.answered = [], []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news here."""


@contextmanager
def serving(server: Oracle) -> Iterator[Oracle]:
    """Run a server while the block runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def prompt_hash(body: dict[str, Any]) -> str:
    """What tells one question from another."""
    return hashlib.sha256(json.dumps(body["messages"][:2]).encode()).hexdigest()


def completion(text: object, *, model: str = "oracle", finish: str = "stop") -> dict[str, Any]:
    """A response as the protocol shapes it."""
    return {
        "id": "answer",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
