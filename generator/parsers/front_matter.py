"""What stands above a transcript in Markdown: YAML front matter, as a `Recording` without cues."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from ..dates import parse_date
from ..decoding import load_yaml
from ..errors import InputError
from ..model import Recording
from ..timestamps import parse_clock
from .speech import fold

_FENCE = re.compile(r"---[ \t]*\n(.*?\n|)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^[A-Za-z_][\w-]*:", re.MULTILINE)
_HEADER = re.compile(r"([^\W\d_][\w -]{0,30}?):(?:[ \t]+(.*))?")
"""A line of a header that is no YAML: what it tells, and of what."""
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "peertube")
_MEDIA_FILE = re.compile(
    r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac|aac|mp4|m4v|webm|mov)$", re.IGNORECASE
)

_DAYS = (
    *("date", "published", "publishdate", "publishedat", "publicationdate", "pubdate", "airdate"),
    *("publishedon", "releasedate", "uploaddate", "recorded", "recordedon", "recordingdate"),
    *("datepublished", "daterecorded", "meetingdate", "day"),
)
"""Keys of a day, without what parts their words."""
_SHOWS = ("show", "podcast", "series", "show_title", "podcast_title", "channel", "program")
_LINKS = (
    *("media", "video", "audio", "source_file", "video_url", "audio_url", "youtube_url", "youtube"),
    *("url", "link", "permalink", "source"),
)
"""Keys under which front matter holds a day, a show and addresses, the most telling first."""
_PREFIXES = ("video ", "video_", "episode ", "episode_")
"""What some write before each key."""


_LENGTHS = ("duration", "duration_seconds", "length")
_TEXTS = ("title", "summary", "description", "notes", "introduction", "language", "lang")
_OF_PEOPLE = ("speakers", "speaker", "hosts", "host", "guests", "guest")
_OURS = frozenset(
    {
        *(*_DAYS, *_SHOWS, *_LINKS, *_TEXTS, *_OF_PEOPLE),
        *_LENGTHS[:2],
        *("tags", "keywords", "additional_resources", "resources"),
    }
)
"""Keys that somebody wrote for whoever reads the transcript."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A text parted at its front matter, which is not read yet."""

    yaml: str
    """What stands between the fences; empty where there is none."""
    yaml_line: int
    """1-based line of the file on which `yaml` begins."""
    body: str
    """What follows."""
    body_line: int
    """1-based line of the file on which `body` begins."""


def part(text: str) -> Parted:
    """Part `text` at its front matter. A rule of dashes above prose is no front matter."""
    begin = len(text) - len(text.lstrip())
    above = text.count("\n", 0, begin)
    match = _FENCE.match(text, begin)
    if not match or not _KEY.search(match[1]):
        return Parted(yaml="", yaml_line=1, body=text, body_line=1)
    return Parted(
        yaml=match[1],
        yaml_line=above + 2,
        body=text[match.end() :],
        body_line=above + 1 + match[0].count("\n"),
    )


def values_of(parted: Parted) -> dict[str, object]:
    """The front matter as a mapping, keys in lower case; empty where there is none.

    Lines that another program put there, `Key: text`, need not be YAML. Raises `InputError` where
    what is malformed was written for this one, naming the line of the file.
    """
    values: object
    try:
        values = load_yaml(parted.yaml)
    except InputError as error:
        values = _read_header(parted.yaml)
        if values:
            return values
        line = error.line + parted.yaml_line - 1 if error.line else parted.yaml_line
        raise InputError(error.reason, line=line, remedy=error.remedy) from None
    if not isinstance(values, dict):
        return {}
    return {str(key).lower(): value for key, value in values.items()}


def _read_header(text: str) -> dict[str, object]:
    """What lines `Key: text` tell, the last until its end; empty where a key is one of `_OURS`."""
    head, blank, rest = text.partition("\n\n")
    values: dict[str, object] = {}
    key = ""
    for line in head.split("\n"):
        match = _HEADER.fullmatch(line)
        if match and (key := match[1].strip().lower()):
            values[key] = (match[2] or "").strip()
        elif key:
            values[key] = f"{values[key]}{_break_after(values[key])}{line}"
    if not _OURS.isdisjoint(values):
        return {}
    if key:
        values[key] = f"{values[key]}{blank}{rest}".strip()
    return {key: _list_in(value) for key, value in values.items()}


def _list_in(value: object) -> object:
    """A list where `value` is written as one."""
    with suppress(InputError):
        return load_yaml(str(value)) if str(value).startswith("[") else value
    return value


def _break_after(text: object) -> str:
    """What goes on after a whole sentence is a paragraph of its own."""
    return "\n\n" if str(text).endswith((".", "!", "?")) else "\n"


def describe(values: dict[str, object]) -> Recording:
    """What front matter says of a recording; keys it does not know are passed over."""
    for prefix in _PREFIXES:
        values = {key.removeprefix(prefix): value for key, value in values.items()} | values
    plain = {re.sub(r"[-_ ]", "", key): value for key, value in values.items()}
    links = [link for key in _LINKS if (link := _web_address(values.get(key)))]
    return Recording(
        title=_text(values.get("title")),
        date=next((day for key in _DAYS if (day := _date(plain.get(key)))), None),
        duration=next((length for key in _LENGTHS if (length := _seconds(values.get(key)))), None),
        notes=_notes(values),
        introduction=_prose(values.get("introduction")),
        description=_prose(values.get("description")),
        speakers=_names(values, "speakers", "speaker", "hosts", "host", "guests", "guest"),
        media=next((link for link in links if _is_media(link)), None),
        video=next((link for link in links if _is_video(link)), None),
        link=next((link for link in links if not _is_media(link) and not _is_video(link)), None),
        tags=_names(values, "tags", "keywords"),
    )


def linked(about: Recording, link: str | None) -> Recording:
    """`about` with the address that a line above a transcript leads to, where it has none."""
    link = None if about.media or about.video or about.link else _web_address(link)
    if link is None:
        return about
    if _is_media(link):
        return replace(about, media=link)
    return replace(about, video=link) if _is_video(link) else replace(about, link=link)


def language_of(values: dict[str, object]) -> str | None:
    """The language that front matter names, as it spells it."""
    return _text(values.get("language")) or _text(values.get("lang"))


def show_of(values: dict[str, object]) -> str | None:
    """The show that front matter names."""
    return next((name for key in _SHOWS if (name := _text(values.get(key)))), None)


def _notes(values: dict[str, object]) -> str:
    """The summary and the list of links, as Markdown."""
    summary = values.get("summary") or values.get("description") or values.get("notes")
    parts = [summary.strip()] if isinstance(summary, str) else []
    resources = values.get("additional_resources") or values.get("resources")
    lines: list[str] = []
    for resource in resources if isinstance(resources, list) else []:
        if isinstance(resource, dict) and (link := _web_address(resource.get("url"))):
            title = re.sub(r"([\[\]\\])", r"\\\1", _text(resource.get("title")) or link)
            lines.append(f"- [{title}](<{link}>)")
    if lines:
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _prose(value: object) -> str:
    """`value` with its paragraphs, if it is text."""
    return value.strip() if isinstance(value, str) else ""


def _text(value: object) -> str | None:
    """`value` on one line, if it is a word, a sentence or a number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return fold(str(value)) or None


def _names(values: dict[str, object], *keys: str) -> tuple[str, ...]:
    """The strings under `keys`, each a list or a line with commas; each name once."""
    names: list[str] = []
    for key in keys:
        value = values.get(key)
        listed = value.split(",") if isinstance(value, str) else value
        for item in listed if isinstance(listed, list) else []:
            name = _text(item.get("name") if isinstance(item, dict) else item)
            if name:
                names.append(name)
    return tuple(dict.fromkeys(names))


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    return parse_date(value.strip())


def _seconds(value: object) -> float | None:
    seconds = _clocked(value) if isinstance(value, str) else value
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    return float(seconds) if 0 < seconds <= 99 * 3600 else None


def _clocked(text: str) -> float | None:
    """Seconds for `1:02:03` and `3723 s`."""
    counted = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s?s(?:ec(?:ond)?s?)?", text.strip())
    return float(counted[1]) if counted else parse_clock(text)


def _web_address(value: object) -> str | None:
    """`value` if it is an http(s) address without spaces, quotes or brackets."""
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s\"'<>\\]+", value.strip()):
        return None
    return value.strip()


def _is_media(link: str) -> bool:
    return bool(_MEDIA_FILE.search(_parts(link)[1]))


def _is_video(link: str) -> bool:
    host = _parts(link)[0]
    return not _is_media(link) and any(known in host for known in _VIDEO_HOSTS)


def _parts(link: str) -> tuple[str, str]:
    """Host and path of an address; empty where it is malformed."""
    try:
        split = urlsplit(link)
        return (split.hostname or "").lower(), split.path
    except ValueError:
        return "", ""
