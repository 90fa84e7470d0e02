"""Batches that were handed in, on record in content/summaries/ until their answers are stored.

A record is written before the server is asked for a batch, with the file that was uploaded for it,
and again with the batch's id before anything waits for it. Whenever a build dies, the next one
knows what is paid for.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from ...errors import ConfigError
from ...files import write_whole
from .store import hash_of

NAME = "batches.json"
"""Under content/summaries/."""


class Submission(BaseModel):
    """One batch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    batch: str
    """The server's id; empty while it is not known whether the server has made the batch."""
    file: str
    """The server's id of what was uploaded."""
    server: str
    """Its address."""
    model: str
    submitted: str
    """UTC, ISO 8601."""
    requests: dict[str, str]
    """What each request is about, by the key of its answer: "slow/tides, segment 2.1"."""
    check: str = ""
    """A hash over all of it; empty in records that were written before there was one."""

    @model_validator(mode="after")
    def _is_whole(self) -> Submission:
        if self.check and self.check != self._hash():
            raise ValueError(f"what it says of {self.batch or self.file} does not fit together")
        return self

    def checked(self) -> Submission:
        """The same with the hash that fits it."""
        return self.model_copy(update={"check": self._hash()})

    def _hash(self) -> str:
        return hash_of(self.model_dump(exclude={"check"}))[:16]


_RECORD = TypeAdapter(tuple[Submission, ...])


def read(summaries: Path) -> tuple[Submission, ...]:
    """The batches on record.

    Raises `ConfigError` where the record is damaged: to go on without it might pay twice.
    """
    path = summaries / NAME
    try:
        return _RECORD.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
    except ValidationError as error:
        reason = f"is damaged: {error.errors()[0]['msg']}"
    raise ConfigError(
        reason,
        path=str(path),
        remedy="restore it, or delete it to ask and pay for its answers anew",
    )


def keys(summaries: Path) -> frozenset[str]:
    """Of all answers that batches on record are to bring. Raises `ConfigError` as `read` does."""
    return frozenset(key for each in read(summaries) for key in each.requests)


def write(summaries: Path, submissions: tuple[Submission, ...]) -> None:
    """Put the batches on record; when this returns, they are on the disk."""
    if submissions:
        checked = tuple(each.checked() for each in submissions)
        text = _RECORD.dump_json(checked, indent=1).decode()
        write_whole(summaries / NAME, f"{text}\n".encode(), durable=True)
    else:
        (summaries / NAME).unlink(missing_ok=True)
