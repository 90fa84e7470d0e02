"""What pages and data files ask of a summary beyond its sentences."""

from __future__ import annotations

from ..model import Summary


def pad_parts(summary: Summary, count: int) -> tuple[Summary, ...]:
    """The summary's parts, with empty ones where nothing was said: always `count` of them."""
    return (*summary.parts[:count], *(Summary() for _ in range(count - len(summary.parts))))


def model_name(backend: str) -> str:
    """What wrote something, as a page calls it."""
    return backend.removeprefix("openai:")
