"""HTML as a browser would see it, as far as these tests need."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})


@dataclass
class Document(HTMLParser):
    """The tags of a page, in order, with their attributes."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    seen: list[str] = field(default_factory=list)
    """Pieces of text that people see: none of scripts and styles."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID and tag != "rect":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that tags are closed in the order in which they were opened."""
        if tag == "rect":
            return
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data
        if not {"script", "style"} & set(self._open):
            self.seen.append(data)

    def check_closed(self) -> None:
        """Check that nothing is left open."""
        assert self._open == []

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def links(self) -> list[str]:
        """Everything that the page links to or loads."""
        return [
            attributes[name]
            for _, attributes in self.tags
            for name in ("href", "src", "action")
            if name in attributes
        ]


def read_html(text: str) -> Document:
    """Parse a page and check that it is well formed."""
    document = Document()
    document.feed(text)
    document.close()
    document.check_closed()
    return document
