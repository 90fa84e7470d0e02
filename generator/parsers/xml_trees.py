"""XML with times: TTML and its kin, YouTube's srv1 to srv3, transcribers' own.

TTML, <https://www.w3.org/TR/ttml2/>, has rules of its own for times and speakers; Apple's podcasts
use it with a span for each sentence and word. Any other XML becomes a tree of objects and lists,
as JSON is: attributes are its keys, and what stands in an element is its text.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ..decoding import load_xml
from ..errors import InputError
from ..language.choosing import known_tag
from ..model import Document
from .captions import document_of, passages_of
from .debates import is_debate, read_debate
from .speech import Passage
from .trees import read
from .trees.fields import read_time

NAME = "XML with times (TTML, srv3, Transcriber)"

_ABOVE = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*"
_ROOT = re.compile(_ABOVE + r"<(?:[\w-]{1,40}:)?([\w.-]{1,60})[\s>/]", re.DOTALL)
_BOMB = re.compile(r"\s*<[?!][\s\S]{0,2000}<!ENTITY")
_NOT_OURS = frozenset({"html", "svg", "rss", "feed", "rdf", "opml", "sami", "chapters", "plist"})
_INLINE = frozenset(["s", "span", "b", "i", "u", "br", "font", "em", "strong", "c"])
"""Elements within text, whatever times they have."""
_SLOTS = {"TIME_SLOT_REF1": "start", "TIME_SLOT_REF2": "end"}
"""ELAN's names for a start and an end."""
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|m|s|ms|f|t)?")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3}
_FRAMES = re.compile(r"(\d{1,4}):(\d\d):(\d\d):(\d{1,3})(?:\.\d+)?")
_LONGEST = 40
"""Words of a paragraph that is one caption; a longer one is read by its sentences."""


class _Rates(NamedTuple):
    """Of TTML: what its frames and ticks are worth."""

    frames: float
    ticks: float


def recognizes(text: str) -> bool:
    """Whether it is XML of a kind that may hold speech; `parse` looks further."""
    if _BOMB.match(text):
        return True
    match = _ROOT.match(text)
    return match is not None and match[1].lower() not in _NOT_OURS


def parse(text: str) -> Document | None:
    """Read it; None where nothing in it is speech.

    Raises `InputError` where it is malformed or a time is absurd.
    """
    try:
        root = load_xml(text)
    except InputError:
        if _BOMB.match(text) or re.search(
            r"\b(?:begin|start|stime|time|t)\s*=\s*[\"']?\d", text, re.IGNORECASE
        ):
            raise
        return None
    if _local(root.tag) == "tt":
        return document_of(passages_of(_ttml(root)), language=_language(root))
    if is_debate(root):
        return read_debate(root)
    slots = _time_slots(root)
    tree = {_local(root.tag): _object(root, slots)}
    return read(tree)


def _local(tag: object) -> str:
    """The name of an element or attribute without its namespace; comments have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _language(root: Element) -> str | None:
    for element in root.iter():
        for key, value in element.attrib.items():
            if _local(key) == "lang" and value.strip():
                try:
                    return known_tag(value)
                except ValueError:
                    return None
    return None


def _attribute(element: Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _local(key) == name), None)


def _ttml(root: Element) -> list[Passage]:
    """The captions of TTML."""
    frames = float(_number(_attribute(root, "frameRate")) or 30.0)
    multiplier = re.fullmatch(
        r"(\d{1,6})[ :](\d{1,6})", (_attribute(root, "frameRateMultiplier") or "").strip()
    )
    if multiplier and int(multiplier[2]):
        frames *= int(multiplier[1]) / int(multiplier[2])
    rates = _Rates(frames, float(_number(_attribute(root, "tickRate")) or frames))
    agents = {
        _attribute(agent, "id") or "": name
        for agent in root.iter()
        if _local(agent.tag) == "agent" and (name := " ".join("".join(agent.itertext()).split()))
    }
    passages: list[Passage] = []
    body = next((child for child in root if _local(child.tag) == "body"), None)
    if body is not None:
        _collect(body, 0.0, None, rates, agents, passages)
    return passages


def _number(value: str | None) -> float | None:
    return float(value) if value and re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", value) else None


def _collect(
    element: Element,
    base: float,
    speaker: str | None,
    rates: _Rates,
    agents: dict[str, str],
    passages: list[Passage],
) -> None:
    """Add the captions in `element`, whose times count from `base`, to `passages`."""
    agent = (_attribute(element, "agent") or "").split()
    if agent:
        speaker = agents.get(agent[0], agent[0])
    begin = _ttml_time(_attribute(element, "begin"), rates)
    if _local(element.tag) == "p":
        for part in _sentences(element):
            start, end = _span(part, rates)
            if start is None:
                start, end = _span(element, rates)
            inside = part is not element and begin is not None and start is not None
            outer = begin or 0.0
            shift = base + (outer if inside and start is not None and start < outer else 0.0)
            passages.append(
                Passage(
                    text=_text_of(part),
                    start=None if start is None else round(start + shift, 3),
                    end=None if end is None else round(end + shift, 3),
                    speaker=speaker,
                )
            )
        return
    for child in element:
        _collect(child, base + (begin or 0.0), speaker, rates, agents, passages)


def _sentences(paragraph: Element) -> list[Element]:
    """The parts of a paragraph that have times: itself, or its sentences where it is long."""
    timed = [child for child in paragraph if _attribute(child, "begin")]
    whole = [child for child in paragraph if _local(child.tag) == "span"]
    loose = (paragraph.text or "").strip() or any((child.tail or "").strip() for child in paragraph)
    units = {_attribute(child, "unit") for child in timed}
    if not timed or loose or len(timed) < len(whole):
        return [paragraph]
    if _attribute(paragraph, "begin") is None or units == {"sentence"}:
        return timed
    long = len(_text_of(paragraph).split()) > _LONGEST and "word" not in units
    return timed if long else [paragraph]


def _span(element: Element, rates: _Rates) -> tuple[float | None, float | None]:
    start = _ttml_time(_attribute(element, "begin"), rates)
    end = _ttml_time(_attribute(element, "end"), rates)
    lasts = _ttml_time(_attribute(element, "dur"), rates)
    if end is None and start is not None and lasts is not None:
        end = start + lasts
    return start, end


def _ttml_time(value: str | None, rates: _Rates) -> float | None:
    """Seconds for a clock time, one with frames, or an offset: "12.5s", "300f", "4500000t"."""
    if not value:
        return None
    value = value.strip()
    if match := _FRAMES.fullmatch(value):
        hours, minutes, seconds, frames = map(int, match.groups())
        return hours * 3600 + minutes * 60 + seconds + frames / rates.frames
    if match := _OFFSET.fullmatch(value):
        number, unit = float(match[1]), match[2] or "s"
        if unit == "f":
            return number / rates.frames
        return number / rates.ticks if unit == "t" else number * _SECONDS[unit]
    time = read_time(value)
    if time is None:
        shown = value if len(value) <= 20 else f"{value[:20]}…"
        raise InputError(f"{shown!r} is not a time", remedy="write times as 00:01:02.345")
    return time.number


def _text_of(element: Element) -> str:
    """What stands in an element, with a line for each `br` and a space around each word."""
    parts: list[str] = []
    _add_text(element, parts)
    return re.sub(r"[ \t]+", " ", "".join(parts)).strip()


def _add_text(element: Element, parts: list[str]) -> None:
    parts.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        name = _local(child.tag)
        apart = _attribute(child, "unit") in ("word", "sentence")
        parts.append(" " if apart else "")
        if name == "br":
            parts.append("\n")
        elif name not in ("metadata", "desc", ""):
            _add_text(child, parts)
        parts.append(" " if apart else "")
        parts.append(re.sub(r"\s+", " ", child.tail or ""))


def _time_slots(root: Element) -> dict[str, str]:
    """Times that other elements refer to by a name, as ELAN's and EXMARaLDA's do."""
    slots: dict[str, str] = {}
    for element in root.iter():
        if _local(element.tag).upper() in ("TIME_SLOT", "TLI", "WHEN", "TIMEPOINT"):
            values = {_local(key).lower(): value for key, value in element.attrib.items()}
            names = ("time_slot_id", "timepoint-id", "id")
            times = ("time_value", "absolute-time", "time", "interval")
            name = next((values[key] for key in names if values.get(key)), None)
            time = next((values[key] for key in times if values.get(key)), None)
            if name and time:
                slots[name] = f"{time}ms" if "time_value" in values else f"{time}s"
    return slots


def _object(element: Element, slots: dict[str, str]) -> dict[str, object]:
    """An element as an object: its attributes, its children by name, and its text."""
    value: dict[str, object] = {}
    for key, said in element.attrib.items():
        name = _local(key)
        value[_SLOTS.get(name, name)] = said if name.lower() == "id" else slots.get(said, said)
    children = [child for child in element if _local(child.tag)]
    if all(_local(child.tag).lower() in _INLINE for child in children):
        text = _inner_text(element)
        if text.strip():
            value.setdefault("text", text)
        return value
    for child in children:
        name = _local(child.tag)
        inner = _object(child, slots)
        if not child.attrib and not len(child):
            same = value.get(name)
            if name not in value:
                value[name] = child.text or ""
                continue
            listed = same if isinstance(same, list) else [{"text": same}]
        else:
            if not (child.text or "").strip() and not len(child) and (child.tail or "").strip():
                inner["text"] = child.tail  # a mark before its words
            same = value.get(name, [])
            listed = same if isinstance(same, list) else [{"text": same}]
        listed.append(inner)
        value[name] = listed
    return value


def _inner_text(element: Element) -> str:
    texts = [element.text or ""]
    for child in element:
        texts.append("\n" if _local(child.tag) == "br" else "".join(child.itertext()))
        texts.append(child.tail or "")
    return "".join(texts)
