"""XML in which what is said names who says it: parliaments' debates, corpora of speech.

    <u who="#InesFalk"><seg>Order.</seg></u>                      TEI, ParlaMint
    <speech speakername="Ines Falk"><p>Order.</p></speech>        parlparse
    <speech by="#falk"><from>Ms Falk:</from><p>Order.</p></speech>    Akoma Ntoso
    <rede><p><redner>...</redner></p><p>Order.</p></rede>         the Bundestag's

No schema is known by name. The document is walked in its order: an attribute says who speaks
within its element, an element that names somebody says who speaks from there on, and what else
holds words is said. What editors add (notes, page numbers, lists of contents) is left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..dates import find_date, parse_date
from ..model import Document, ListedChapter, Recording
from .names import is_name, plain_name
from .speech import LONGEST_CUE, Passage, fold, transcribe

_WHO = frozenset({"who", "speaker", "speakername", "speaker_name", "spokenby"})
"""Attributes that say who speaks within their element."""
_NAMING = frozenset({"speaker", "redner", "orateur", "orador", "oratore", "talker"})
"""Elements that say who speaks from there on."""
_NAMING_HERE = frozenset({"name", "from"})
"""Elements that do so where they end in a colon, or open one of these."""
_TURNS = frozenset({"speech", "question", "answer", "intervention", "contribution", "turn"})
_EDITED_WORDS = """
    note desc incident vocal kinesic gap omit kommentar comment footnote authorialnote stage
    page_number pagenum page pb col column xref graphic table
"""
_EDITED = frozenset(_EDITED_WORDS.split())
"""Elements of what nobody says."""
_ABOUT_WORDS = """
    teiheader header meta metadata vorspann preface coverpage index toc inhaltsverzeichnis
    anlagen rednerliste front back standoff listperson participants division
"""
_ABOUT = frozenset(_ABOUT_WORDS.split())
"""Elements of what is said about it all."""
_HEADINGS_WORDS = """
    heading head subheading major-heading minor-heading oral-heading debatetitle title titel
"""
_HEADINGS = frozenset(_HEADINGS_WORDS.split())
_TIMES = frozenset({"start", "begin", "starttime", "stime", "end", "endtime", "synch"}) | {
    "absolute-time"
}
_OF_PLAYS = frozenset({"castlist", "castitem", "l"})
"""Elements of what actors speak: nobody said it."""
_FIRST_NAMES = frozenset({"vorname", "forename", "given", "givenname", "firstname"})
_LAST_NAMES = frozenset({"nachname", "surname", "family", "familyname", "lastname", "namelink"})
_DAYS = ("setting", "sitting", "meeting", "frbrwork", "header", "source")
"""What the day of a debate stands in, the surest first."""
_NO_DAYS = frozenset({"datemodified", "datecollected"})
"""Of the file rather than of what is in it."""
_NOBODY = frozenset({"", "unknown", "none", "n/a", "na", "null"})
_FEWEST = 3
"""Turns with a speaker that make a debate."""
_SHARE = 0.2
"""Of what is said, of which somebody must be named; of the chair many corpora do not know who."""
_LABEL = 120
"""Characters of a line that may be the name of who speaks next."""
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_JOINT = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])|_|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
"""Where an identifier such as `InesFalk` parts into names."""
_NUMBER = re.compile(r"[.:/-]?\d[\d.]*$")
_BEFORE_MARK = re.compile(r" +(?=[.,;:!?…)\]]|n't\b|['’](?:s|re|ve|ll|d|m)\b)")


def is_debate(root: Element) -> bool:
    """Whether elements name who speaks in them, and no positions in a recording stand there.

    Those another reader has an eye for.
    """
    elements = list(root.iter())
    named = any(key in _WHO for element in elements for key, _ in _attributes(element))
    named = named or any(_local(element) in _NAMING for element in elements)
    named = named or any(
        key == "by" and value.startswith("#")
        for element in elements
        for key, value in _attributes(element)
    )
    return named and sum(map(_is_timed, elements)) < _FEWEST


def read_debate(root: Element) -> Document | None:
    """What is said in `root`, by whom, under which heading; None where too little of it is.

    Raises `InputError` where there is too much of it.
    """
    if any(_local(element) in _OF_PLAYS for element in root.iter()):
        return None
    walk = _Walk(people=_people(root))
    walk.over(root, None)
    named = [passage for passage in walk.passages if passage.speaker]
    if len(named) < _FEWEST or len(named) < _SHARE * len(walk.passages):
        return None
    transcript, first_cues = transcribe(walk.passages, split=LONGEST_CUE)
    chapters = {
        first_cues[passage]: title
        for title, passage in walk.headings
        if passage < len(first_cues) and first_cues[passage] < len(transcript.cues)
    }
    title, series = _title(root)
    recording = Recording(
        transcript=transcript,
        title=title,
        date=_date(root),
        chapters=tuple(
            ListedChapter(title=title, start=None, first_cue=cue)
            for cue, title in sorted(chapters.items())
        ),
    )
    return Document(recordings=(recording,), show=series)


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        yield key.rpartition("}")[2].lower(), value.strip()


def _is_timed(element: Element) -> bool:
    """Whether an element has a position in a recording, which a time of day is not."""
    return any(
        key in _TIMES and not re.match(r"\d{4}-", value) for key, value in _attributes(element)
    )


def _people(root: Element) -> dict[str, str]:
    """The names of people by the identifiers by which turns refer to them."""
    found: dict[str, str] = {}
    for element in root.iter():
        held = dict(_attributes(element))
        key = held.get("id") or held.get("eid")
        if key and (name := held.get("showas") or _whole_name(element)):
            found[key] = name
    return found


def _whole_name(element: Element) -> str:
    """First and last name, where elements of their own hold them."""
    parts: dict[str, list[str]] = {"first": [], "last": []}
    for inner in element.iter():
        kind = "first" if _local(inner) in _FIRST_NAMES else "last"
        if _local(inner) in _FIRST_NAMES | _LAST_NAMES and (inner.text or "").strip():
            parts[kind].append(fold(inner.text or ""))
    if not parts["last"] or len(parts["last"]) > 3:
        return ""
    return " ".join(dict.fromkeys([*parts["first"], *parts["last"]]))


@dataclass(slots=True)
class _Walk:
    """One walk over a document, and what was met so far."""

    people: dict[str, str]
    passages: list[Passage] = field(default_factory=list)
    headings: list[tuple[str, int]] = field(default_factory=list)
    """Titles, each with the number of the passage below it."""

    def over(self, element: Element, speaker: str | None) -> str | None:
        """Read `element`, in which `speaker` speaks at first; who speaks after it."""
        name = _local(element)
        if not name or name in _EDITED or name in _ABOUT:
            return speaker
        if name in _HEADINGS:
            if title := fold(_said(element)):
                self.headings.append((title, len(self.passages)))
            return speaker
        told = self._told(element)
        inner = told or speaker
        if _holds_words(element):
            first = next((child for child in element if _is_naming(child, element)), None)
            if first is not None and (label := self._named_by(first)):
                rest = fold(_said(element, but=first))
                if len(rest) > _LABEL or not rest.endswith(":"):
                    self._say(rest, label)  # and else it is the label again
                return label
            self._say(_said(element), inner)
            return speaker if told else inner
        for child in element:
            if _is_naming(child, element):
                inner = told or self._named_by(child) or speaker
            else:
                inner = self.over(child, inner)
        return speaker if told else inner

    def _say(self, text: str, speaker: str | None) -> None:
        if any(map(str.isalnum, text)):
            self.passages.append(Passage(text=text, speaker=speaker))

    def _told(self, element: Element) -> str | None:
        """Who speaks within an element, by its attributes."""
        for key, value in _attributes(element):
            if key in _WHO or (key == "by" and value.startswith("#")):
                return self._called(value)
        return None

    def _called(self, value: str) -> str | None:
        """The name for which the value of an attribute stands."""
        key = value.lstrip("#").strip()
        if key.lower() in _NOBODY:
            return None
        if key in self.people:
            return self.people[key]
        if value.startswith("#"):
            shorter = _NUMBER.sub("", key) or key
            return " ".join(_JOINT.sub(" ", shorter).split()) or key
        return _in_order(key)

    def _named_by(self, element: Element) -> str | None:
        """Who is named by an element that names somebody."""
        own = next((child for child in element if _local(child) == "name"), element)
        name = _whole_name(element) or fold(" ".join("".join(own.itertext()).split()))
        name = _ASIDE.sub("", name).strip(" :.–—-")
        if name.lower() in _NOBODY or not is_name(name, strict=False):
            return None
        return _in_order(plain_name(name))


def _in_order(name: str) -> str:
    """`Falk, Ines` as she is called."""
    last, comma, first = name.partition(", ")
    if comma and is_name(last, strict=True) and is_name(first, strict=True) and "," not in first:
        return f"{first} {last}"
    return name


def _is_naming(element: Element, parent: Element) -> bool:
    name = _local(element)
    if name in _NAMING:
        return not any(key in _WHO for key, _ in _attributes(element))
    if name not in _NAMING_HERE:
        return False
    said = "".join(element.itertext()).strip()
    return 0 < len(said) <= _LABEL and (said.endswith(":") or _local(parent) in _TURNS)


def _holds_words(element: Element) -> bool:
    """Whether words stand in an element itself, and not only in those within it."""
    return bool((element.text or "").strip()) or any(
        (child.tail or "").strip() for child in element
    )


def _said(element: Element, but: Element | None = None) -> str:
    """What is said in an element, without what editors add to it and without `but`."""
    return _of_columns("".join(_pieces(element, but)))


def _pieces(element: Element, but: Element | None) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child is not but and _local(child) and _local(child) not in _EDITED:
            yield from _pieces(child, but)
            yield " " if _local(child) in ("p", "seg", "lb", "br", "s", "u") else ""
        yield child.tail or ""


def _of_columns(text: str) -> str:
    """A text that stands with a word and its grammar on each line, without the grammar."""
    rows = [line.split("\t") for line in text.split("\n") if line.strip()]
    columned = sum(len(row) > 3 for row in rows)
    if not rows or columned < 0.6 * len(rows):
        return text
    words = " ".join(row[0] for row in rows if len(row) > 3)
    return _BEFORE_MARK.sub("", words)


def _title(root: Element) -> tuple[str | None, str | None]:
    """What the document is called, in the surest place that it has for that, and its series."""
    for key, value in _attributes(root):
        if key == "title" and value:
            return value, None
    language = next((value for key, value in _attributes(root) if key == "lang"), "")
    for wanted in ("title", "doctitle", "titel"):
        named = [each for each in root.iter() if _local(each) == wanted]
        told = [each for each in named if dict(_attributes(each)).get("lang") == language]
        kinds: dict[str, str] = {}
        for each in told or named:
            if text := _ASIDE.sub("", fold("".join(each.itertext()))).strip():
                kinds.setdefault(dict(_attributes(each)).get("type", "main"), text)
        main, own = kinds.get("main"), kinds.get("sub")
        if main and own and main.endswith(own) and main != own:
            return own, main.removesuffix(own).strip(" ,.:;–—-") or None
        if main or own:
            return main or own, None
    return None, None


def _date(root: Element) -> dt.date | None:
    """The day of what is said, in the surest place that the document has for it."""
    for key, value in _attributes(root):
        told = ("date" in key or "datum" in key) and key not in _NO_DAYS
        if told and (day := parse_date(value)):
            return day
    for place in _DAYS:
        for holder in root.iter():
            if _local(holder).startswith(place):
                for element in holder.iter():
                    stated = dict(_attributes(element))
                    texts = (stated.get("when"), stated.get("date"), element.text)
                    if element is not holder and "date" not in _local(element):
                        continue
                    for text in texts:
                        if text and len(text) < _LABEL and (found := find_date(text)):
                            return found.date
    return None
