"""How each model's server wants to be spoken to, remembered from one build to the next.

What is remembered is where a build begins, and no more: if it fails, other ways are tried as if
nothing had been known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from ...files import write_whole

NAME = "dialects.json"
"""Under content/summaries/."""

Format = Literal["json_schema", "json_object", "none"]
FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "none")
"""In the order in which they are tried."""


class Dialect(BaseModel):
    """What a server takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Format = "json_schema"
    """How an answer's shape is asked for."""
    limit_name: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    without: tuple[str, ...] = ()
    """Parameters that it refuses, and that are left out."""
    thinking: int = 0
    """Tokens that the model was found to need before it answers."""
    most: int | None = None
    """Most tokens that it lets an answer have, thinking included; None: not known."""

    def told(self) -> str:
        """How it differs from what every server is first taken for, in words; "" if it does not."""
        return "; ".join(self._differences())

    def _differences(self) -> Iterator[str]:
        if self.limit_name != "max_tokens":
            yield f"{self.limit_name} for max_tokens"
        if self.without:
            yield f"no {', '.join(self.without)}"
        if self.format == "json_object":
            yield "json_object for a JSON schema"
        if self.format == "none":
            yield "no response_format"
        if self.thinking:
            yield f"thinks first, in room for {self.thinking:,} more tokens"
        if self.most is not None:
            yield f"answers of at most {self.most:,} tokens"


_RECORD = TypeAdapter(dict[str, Dialect])


class Dialects:
    """The dialects on record, by server and model."""

    def __init__(self, path: Path, server: str) -> None:
        self._path = path
        self._server = server
        self._known: dict[str, Dialect] = {}
        with suppress(OSError, ValidationError):  # what is damaged is learned anew
            self._known = _RECORD.validate_json(path.read_bytes())

    def get(self, model: str) -> Dialect | None:
        """The one that a model last answered in."""
        return self._known.get(self._name(model))

    def keep(self, model: str, dialect: Dialect | None) -> None:
        """Remember that a model answers in a dialect, or that it is not known in which."""
        if self.get(model) == dialect:
            return
        if dialect:
            self._known[self._name(model)] = dialect
        else:
            del self._known[self._name(model)]
        with suppress(OSError):  # it only saves a call or two
            text = _RECORD.dump_json(dict(sorted(self._known.items())), indent=1).decode()
            write_whole(self._path, f"{text}\n".encode(), durable=True)

    def _name(self, model: str) -> str:
        return f"{self._server} {model}"
