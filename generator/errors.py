"""Everything that can go wrong, as one tree.

    ChapterwiseError            anything this program says on purpose
    ├── InputError              one file cannot be used; the rest of the site is built
    ├── ConfigError             site.yaml or the command line is wrong; nothing is written
    └── PublishError            the site could not be written or indexed; the old one stands

`cli` turns them into messages and exit codes; nothing else prints or exits.
"""

from __future__ import annotations


class ChapterwiseError(Exception):
    """A failure with a reason a person can read and a remedy they can follow."""

    def __init__(
        self, reason: str, *, path: str | None = None, line: int | None = None, remedy: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path
        """The file at fault, as the user would name it."""
        self.line = line
        """1-based line in that file, where one line is at fault."""
        self.remedy = remedy
        """What to do about it, as an imperative sentence without a full stop."""

    def __str__(self) -> str:
        place = self.path or ""
        if self.path and self.line:
            place = f"{self.path}:{self.line}"
        message = f"{place}: {self.reason}" if place else self.reason
        return f"{message} ({self.remedy})" if self.remedy else message


class InputError(ChapterwiseError):
    """One input cannot be used. It costs its own page, never the build."""


class ConfigError(ChapterwiseError):
    """The configuration or the command line is wrong. Nothing is written."""


class PublishError(ChapterwiseError):
    """The finished site could not be written or indexed. The old site still stands."""


def unexpected(error: Exception) -> str:
    """A reason for what nobody foresaw, raised while one file was read."""
    return f"cannot be read: {_KINDS.get(type(error), type(error).__name__)}"


_KINDS: dict[type[Exception], str] = {
    MemoryError: "it needs more memory than there is",
    RecursionError: "it is nested too deeply",
}
