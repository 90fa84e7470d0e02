r"""Bytes into text, and text into plain values: every file's way in, with its limits.

What comes out is safe to handle: no byte order marks, `\n` line ends only, no control or
bidirectional characters, and YAML and JSON that can neither run code nor outgrow memory.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Any, NoReturn

from generator.errors import InputError

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes. A day of speech is about 1 MB of text; more than this would not fit in memory with all
that is made of it."""
MOST_LINES = 1_000_000
"""More than a day of captions, one word at a time."""
LARGEST_JSON = 16 * 1024 * 1024
"""Characters; JSON takes many times its length in memory."""
MOST_JSON_PARTS = 500_000
"""Lists and objects; twice the words of a day."""
LARGEST_YAML = 4 * 1024 * 1024
"""Characters; YAML takes even more."""
MOST_YAML_PARTS = 200_000
"""Keys, values, lists and mappings; a day of speech with a line for each sentence."""
DEEPEST_NESTING = 40
"""Levels of lists and mappings in YAML; no file people write has more."""
_SAMPLE = 64 * 1024
"""Bytes looked at to tell what a file is."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"ID3", b"OggS")
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\v\x1b\x1c\x1d\x1e\x1f"))
"""What text in any 8-bit encoding never holds."""
_HIGH_BYTES = frozenset({*range(0x31), *range(0xD8, 0xE0), 0xFE, 0xFF})
"""First halves of UTF-16 in alphabetic scripts: not so in text of 8 bits with a NUL in it."""
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffd-\uffff]"
)
"""Control, zero-width and bidirectional characters. The joiners that scripts need stay."""


def decode(data: bytes) -> str:
    """The text in `data`: UTF-8, UTF-16 or UTF-32, else the most likely old encoding.

    Raises `InputError` where it is larger than `LARGEST_FILE`, has more than `MOST_LINES` or is
    not text at all.
    """
    if len(data) > LARGEST_FILE:
        raise InputError(
            f"is {len(data) / 2**20:.0f} MB long, and the limit is {LARGEST_FILE // 2**20} MB",
            remedy="split it into one file for each recording",
        )
    text = _LINE_BREAK.sub("\n", _decode(data))
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise InputError(
            f"has {lines:,} lines, and the limit is {MOST_LINES:,}",
            remedy="split it into one file for each recording",
        )
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def is_binary(data: bytes) -> bool:
    """Whether `data` is a picture, a recording or a program rather than text."""
    sample = data[:_SAMPLE]
    if sample.startswith(_BINARY_STARTS):
        return True
    if any(sample.startswith(bom) for bom, _ in _BOMS):
        return False
    if b"\0" in sample:
        return _wide_encoding(sample) is None
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls * 20 > len(sample)


def load_yaml(text: str) -> Any:  # noqa: ANN401 - YAML holds anything; callers check the shape
    """The value of a YAML document: strings, numbers, dates, lists, mappings, None.

    Raises `InputError` with a line where it is malformed, too long, too deep, or uses anchors,
    aliases or tags that name types.
    """
    import yaml  # on first use, as most files hold none

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if len(text) > LARGEST_YAML:
        raise InputError(f"YAML of more than {LARGEST_YAML // 2**20} MB")
    try:
        # libyaml's events come without recursion; its loader overflows the stack on deep nesting
        depth = 0
        for parts, event in enumerate(yaml.parse(text, Loader=loader)):
            line = event.start_mark.line + 1 if event.start_mark else None
            if getattr(event, "anchor", None):
                raise InputError(
                    "YAML with an anchor or alias",
                    line=line,
                    remedy="write the value out; put quotes around text that begins with & or *",
                )
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                depth += 1
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
            if parts > MOST_YAML_PARTS:
                raise InputError(f"YAML of more than {MOST_YAML_PARTS:,} parts", line=line)
            if depth > DEEPEST_NESTING:
                raise InputError("YAML nested too deeply", line=line)
        return yaml.load(text, Loader=loader)  # a safe loader in either case
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            f"YAML that cannot be read: {error.problem}",
            line=mark.line + 1 if mark else None,
            remedy="check indentation, and put quotes around text with a colon",
        ) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError) as error:
        reason = str(error).split("\n")[0][:120]
        raise InputError(f"YAML that cannot be read: {reason}") from None


def load_json(text: str) -> Any:  # noqa: ANN401 - JSON holds anything; callers check the shape
    """The value of a JSON document.

    Raises `InputError` with a line where it is malformed, too long, too deep or holds NaN.
    """
    remedy = "export it without word times, or as WebVTT"
    if len(text) > LARGEST_JSON:
        raise InputError(f"JSON of more than {LARGEST_JSON // 2**20} MB", remedy=remedy)
    if text.count("{") + text.count("[") > MOST_JSON_PARTS:
        raise InputError(f"JSON of more than {MOST_JSON_PARTS:,} parts", remedy=remedy)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise InputError(
            f"JSON that cannot be read: {error.msg.lower()}",
            line=error.lineno,
            remedy="export it again; it may be cut short",
        ) from None
    except RecursionError:
        raise InputError("JSON nested too deeply") from None
    except ValueError as error:
        raise InputError(f"JSON that cannot be read: {str(error)[:80]}") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _decode(data: bytes) -> str:
    """`data` as text, line ends and odd characters as they come."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="ignore")
    if is_binary(data):
        raise InputError("is not text", remedy="give a transcript as text, not as a recording")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="ignore")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_old(data)


def _wide_encoding(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where zero bytes stand, such as those of spaces."""
    if not sample or b"\0" not in sample:
        return None
    zeros = [sample[offset::4].count(0) / (len(sample) // 4 or 1) for offset in range(4)]
    for encoding, filled in (("utf-32-le", 0), ("utf-32-be", 3)):
        others = [share for place, share in enumerate(zeros) if place != filled]
        if zeros[filled] < 0.05 and max(zeros[1:3]) > 0.95 and min(others) > 0.6:
            return encoding
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(sample) % 2 == 0 and high.count(0) > 0.1 * len(high) and set(high) <= _HIGH_BYTES:
            return encoding
    return None


def _decode_old(data: bytes) -> str:
    """Text that is not valid UTF-8: UTF-8 with a few broken bytes, or an 8-bit encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 20 < sum(1 for character in text if character > "\x7f"):
        return text
    western = data.decode("cp1252", errors="replace")
    if _reads_as_western(western):
        return western
    from charset_normalizer import from_bytes  # on first use: it takes a while to import

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best else "latin-1", errors="replace")


def _reads_as_western(text: str) -> bool:
    """Whether the characters beyond ASCII are those of Western European prose."""
    others = [character for character in text if character > "\x7f"]
    usual = sum(character in _WESTERN for character in others)
    return usual >= 0.95 * len(others) and len(others) < 0.25 * len(text)


_WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ‘’“”‚„«»‹›–—…·•¿¡°€£§©®™ºª\xa0"
)
