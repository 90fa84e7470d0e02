r"""Bytes into text, and text into plain values: every file's way in, with its limits.

What comes out is safe to handle: no byte order marks, `\n` line ends only, no control or
bidirectional characters, and YAML and JSON that can neither run code nor outgrow memory. What an
escape spells (`\u202e` in JSON and YAML, `&#x202e;` in captions) is cleaned like what stands there.
"""

from __future__ import annotations

import codecs
import html
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn
from xml.etree import ElementTree

from .errors import InputError

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
_REFERENCE = re.compile(r"&#?\w{1,32};?")
_MOST_BITS = 4096
"""Of a whole number: above 1,200 digits. Longer ones cannot be printed, and mean nothing."""
_TYPED = tuple(f"tag:yaml.org,2002:{name}" for name in ("binary", "omap", "pairs", "set"))
"""Tags of YAML for what no setting is; a binary value would hide its characters from `clean`."""


class Decoded(NamedTuple):
    """Text, and how far its encoding is known."""

    text: str
    guess: str = ""
    """The old encoding it was read in, where that is little more than a guess."""


def decode(data: bytes) -> str:
    """The text in `data`; see `decode_with_doubt`."""
    return decode_with_doubt(data).text


def decode_with_doubt(data: bytes) -> Decoded:
    """The text in `data`: UTF-8, UTF-16 or UTF-32, else the most likely old encoding.

    Raises `InputError` where it is larger than `LARGEST_FILE`, has more than `MOST_LINES` or is
    not text at all.
    """
    if len(data) > LARGEST_FILE:
        raise InputError(
            f"is {len(data) / 2**20:.0f} MB long, and the limit is {LARGEST_FILE // 2**20} MB",
            remedy="split it into one file for each recording",
        )
    text, guess = _decode(data)
    text = clean(text)
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise InputError(
            f"has {lines:,} lines, and the limit is {MOST_LINES:,}",
            remedy="split it into one file for each recording",
        )
    return Decoded(text, guess)


def clean(text: str) -> str:
    """`text` with one kind of line end, and without characters that nobody should meet."""
    text = _LINE_BREAK.sub("\n", text)
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def unescape(text: str) -> str:
    """`text` with the characters that HTML's references in it (`&amp;`) stand for."""
    return _REFERENCE.sub(lambda match: clean(html.unescape(match[0])), text)


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
            if getattr(event, "tag", None) in _TYPED:
                raise InputError("YAML with a tag", line=line, remedy="write the value as text")
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                depth += 1
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
            if parts > MOST_YAML_PARTS:
                raise InputError(f"YAML of more than {MOST_YAML_PARTS:,} parts", line=line)
            if depth > DEEPEST_NESTING:
                raise InputError("YAML nested too deeply", line=line)
        return _cleaned(yaml.load(text, Loader=loader))  # a safe loader in either case
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            f"YAML that cannot be read: {error.problem}",
            line=mark.line + 1 if mark else None,
            remedy="check indentation, and put quotes around text with a colon",
        ) from None
    except InputError:
        raise
    except Exception as error:  # its constructors let through whatever Python's own types raise
        reason = str(error).split("\n")[0][:120] or type(error).__name__
        raise InputError(f"YAML that cannot be read: {reason}") from None


def yaml_lines(text: str, *keys: str) -> dict[str, list[int]]:
    """On which lines, from 1, the items of the lists under top-level `keys` of a document begin.

    `text` is one that `load_yaml` took.
    """
    import yaml

    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, list[int]] = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value in keys and isinstance(value, yaml.SequenceNode):
            found[key.value] = [item.start_mark.line + 1 for item in value.value]
    return found


def repeated_key(text: str) -> tuple[str, int] | None:
    """A key that stands twice at the top of a document, and its second line, from 1.

    `text` is one that `load_yaml` took; YAML itself lets the last one win.
    """
    import yaml

    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    seen: set[str] = set()
    for key, _ in root.value if isinstance(root, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                return key.value, key.start_mark.line + 1
            seen.add(key.value)
    return None


def load_json(text: str) -> Any:  # noqa: ANN401 - JSON holds anything; callers check the shape
    """The value of a JSON document.

    Raises `InputError` with a line where it is malformed, too long, too deep or holds NaN.
    """
    return _load_json(text, json.loads)


def load_json_values(text: str) -> list[Any]:
    """The values of a JSON document, or of several one after another, as logs have them.

    Raises `InputError` as `load_json` does.
    """
    return _load_json(text, _load_each)  # type: ignore[no-any-return]


def _load_each(text: str, *, parse_constant: Callable[[str], NoReturn]) -> list[Any]:
    decoder = json.JSONDecoder(parse_constant=parse_constant)
    values = []
    place = len(text) - len(text.lstrip())
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        values.append(value)
        while place < len(text) and (text[place].isspace() or text[place] == ","):
            place += 1
        if place < len(text) and text[place] not in "[{":
            raise json.JSONDecodeError("Extra data", text, place)
    return values


def _load_json(text: str, load: Callable[..., Any]) -> Any:  # noqa: ANN401 - see `load_json`
    remedy = "export it without word times, or as WebVTT"
    if len(text) > LARGEST_JSON:
        raise InputError(f"JSON of more than {LARGEST_JSON // 2**20} MB", remedy=remedy)
    if text.count("{") + text.count("[") > MOST_JSON_PARTS:
        raise InputError(f"JSON of more than {MOST_JSON_PARTS:,} parts", remedy=remedy)
    try:
        value = load(text, parse_constant=_refuse_constant)
        return _cleaned(value) if "\\u" in text else value
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


def load_xml(text: str) -> ElementTree.Element:
    """The root of an XML document.

    Raises `InputError` with a line where it is malformed, too long, too deep, or declares entities
    of its own, by which a few lines can outgrow memory.
    """
    if len(text) > LARGEST_JSON:
        raise InputError(f"XML of more than {LARGEST_JSON // 2**20} MB")
    if match := _ENTITY.search(text):
        raise InputError(
            "XML that declares entities of its own",
            line=text.count("\n", 0, match.start()) + 1,
            remedy="export it again without a <!DOCTYPE>",
        )
    try:
        parser = ElementTree.XMLParser(target=_BoundedTree())
        parser.feed(_XML_HEAD.sub("", text.lstrip(), count=1))
        root: ElementTree.Element = parser.close()
        return root
    except UnicodeEncodeError:
        raise InputError("XML that cannot be read: a character that is none") from None
    except ElementTree.ParseError as error:
        if "unbound prefix" in str(error) and (bound := _bound(text)) != text:
            return load_xml(bound)
        raise InputError(
            f"XML that cannot be read: {str(error).split(':')[0]}",
            line=error.position[0],
            remedy="export it again; it may be cut short",
        ) from None


def _bound(text: str) -> str:
    """`text` with the prefixes of names declared that it uses without saying what they mean."""
    known = set(re.findall(r"\bxmlns:([\w.-]+)\s*=", text))
    used = re.findall(r"</?([\w.-]{1,40}):\w|\s([\w.-]{1,40}):[\w.-]+\s*=", text)
    unknown = {name for pair in used for name in pair if name} - known - {"xml", "xmlns"}
    declared = "".join(f' xmlns:{name}="{name}"' for name in sorted(unknown))
    return re.sub(r"<[\w.:-]+", lambda root: root[0] + declared, text, count=1)


class _BoundedTree(ElementTree.TreeBuilder):
    """A tree that refuses to grow too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._parts = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        """Open an element."""
        self._depth += 1
        self._parts += 1
        if self._depth > _DEEPEST_XML:
            raise InputError("XML nested too deeply")
        if self._parts > MOST_JSON_PARTS:
            raise InputError(f"XML of more than {MOST_JSON_PARTS:,} parts")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        """Close it."""
        self._depth -= 1
        return super().end(tag)


_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b|<!DOCTYPE[^>\[]*\[")
_XML_HEAD = re.compile(r"<\?xml[^>]*\?>")
"""Names an encoding that the text has no longer."""
_DEEPEST_XML = 100
"""Levels of elements; captions have six."""


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - any value that JSON or YAML holds
    """`value` with every string in it clean. Raises `ValueError` for a number beyond all use."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise ValueError("a number of more than a thousand digits")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _decode(data: bytes) -> Decoded:
    """`data` as text, line ends and odd characters as they come."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(encoding, errors="ignore"))
    if is_binary(data):
        raise InputError("is not text", remedy="give a transcript as text, not as a recording")
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return Decoded(data.decode(wide, errors="ignore"))
    try:
        return Decoded(data.decode("utf-8"))
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


def _decode_old(data: bytes) -> Decoded:
    """Text that is not valid UTF-8: UTF-8 with a few broken bytes, or an old encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 20 < sum(1 for character in text if character > "\x7f"):
        return Decoded(text)
    western = data.decode("cp1252", errors="replace")
    central = data.decode("cp1250", errors="replace")
    if central != western and any(
        _likeness(data[:_SAMPLE], "cp1250", each) >= _SURE for each in _TAKEN_FOR_WESTERN
    ):
        return Decoded(central)
    if _reads_as_western(western):
        return Decoded(western)
    likeness = [_likeness(data[:_SAMPLE], *each) for each in _TELLING]
    alike = max(likeness)
    encoding, _ = _TELLING[likeness.index(alike)]  # of equals, such as Greek's two, the first
    if alike >= _ALIKE:
        return Decoded(data.decode(encoding, errors="replace"))
    from charset_normalizer import from_bytes  # on first use: it takes a while to import

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return Decoded(data.decode(encoding, errors="replace"), encoding)


def _likeness(sample: bytes, encoding: str, telling: frozenset[str]) -> float:
    """How like text in `encoding` the sample is: 1 for the usual, 0 where it cannot be or tell.

    It is the share of characters beyond ASCII that are `telling`, beside that in ordinary text.
    """
    text = sample.decode(encoding, errors="replace")
    others = [character for character in text if character > "\x7f"]
    if len(others) < _FEWEST_TELLING or others.count("\ufffd") * 100 > len(others):
        return 0.0
    if encoding in _LATIN:
        unlikely = len(others) * 2 > sum(map(str.isalpha, text))
    else:
        unlikely = len(_MIXED.findall(text)) * 3 > len(others)
    if unlikely:
        return 0.0
    share = sum(character in telling for character in others) / len(others)
    return share / (_USUAL_SHARE if encoding in _MANY_SIGNS else 1.0)


_FEWEST_TELLING = 12
"""Characters beyond ASCII; fewer could be anything."""
_ALIKE = 0.85
"""More is taken for known, and less for a guess."""
_SURE = 0.97
"""From here on it is known whatever else the text could be."""
_USUAL_SHARE = 0.7
"""Of the frequent signs below in text of scripts that have thousands."""
_WESTERN_LETTERS = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿß"
_WESTERN = frozenset(_WESTERN_LETTERS + _WESTERN_LETTERS.upper() + "‘’“”‚„«»‹›–—…·•¿¡°€£§©®™ºª\xa0")
_MIXED = re.compile("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
"""Letters of two scripts side by side: rare but in a Latin alphabet."""
_MANY_SIGNS = frozenset({"euc_jp", "cp932", "gb18030", "big5", "cp949"})
_LATIN = frozenset({"cp1252", "cp1250", "iso8859_2", "cp1254"})
"""Half of the letters in these are plain, at the least."""
_KANA = "".join(map(chr, range(0x3041, 0x3097))) + "、。ーンスルトラリイアクシッ"
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйіїє«»—№"
_GREEK = "αοιετνσςηρυπκμλάήίέόώύωγδ"
_CENTRAL = ("ąćęłńóśźż„”", "áéíýčďěňóřšťúůžäôľĺŕ„“", "áéíóöőúüű„”", "čćđšž„“", "ăâîşţ„”")
"""Polish; Czech and Slovak; Hungarian; Croatian, Bosnian, Slovene; Romanian."""
_TAKEN_FOR_WESTERN = tuple(frozenset(_CENTRAL[place] + _CENTRAL[place].upper()) for place in (0, 2))
"""Polish and Hungarian: read as Western, most of their letters are letters there too ("goœæ" for
"gość", "idõ" for "idő"), but no language of the West has only these."""
_TELLING = tuple(
    (encoding, frozenset(telling + telling.upper()))
    for encoding, telling in (
        ("cp874", "านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซณ่้ัีิ์ื็ำูุึๆ"),
        ("euc_jp", _KANA),
        ("cp932", _KANA),
        (
            "gb18030",
            "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过"
            "天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些"
            "所同日手又行意动方期它头经长儿回位分爱老因很给名法间知世什两次使身者被高已其进此话常与活正感"
            "今谈谢听再见，。？！、“”：；",
        ),
        (
            "big5",
            "的一是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過"
            "天去能對小多然於心學麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些"
            "所同日手又行意動方期它頭經長兒回位分愛老因很給名法間知世什兩次使身者被高已其進此話常與活正感"
            "今談謝聽再見，。？！、「」：；",
        ),
        (
            "cp949",
            "이다는을의에가하고지기로도서사리인나어아한은들를자그시대라있게니수정해일보것면전구제여부습상"
            "과장스으요만오거했우공조안때말저화성었합내생러주원없와같마세까신년경문방위모치계드양음직선관"
            "분생각람중소연속물진동당된할간무심더많제알통집요네데었던좋",
        ),
        ("cp1251", _CYRILLIC),
        ("koi8_r", _CYRILLIC),
        ("iso8859_5", _CYRILLIC),
        ("cp866", _CYRILLIC),
        ("cp1253", _GREEK),
        ("iso8859_7", _GREEK),
        ("cp1255", "יוהלאתרמבשנדקחעפםכטגזצסןךףץ"),
        ("cp1256", "الينمتوربكهعدسفقحجةشىأصطخ،ذإغزث"),
        ("cp1254", "ıişğüöçİâîû"),
        ("cp1252", _WESTERN_LETTERS + "ðþ"),
        *(("cp1250", letters) for letters in _CENTRAL),
        *(("iso8859_2", letters) for letters in _CENTRAL),
    )
)
"""For each old encoding, what text in it is full of: its languages' most frequent letters."""


def _reads_as_western(text: str) -> bool:
    """Whether the characters beyond ASCII are those of Western European prose: rarely together."""
    others = [character for character in text if character > "\x7f"]
    usual = sum(character in _WESTERN for character in others)
    together = sum(len(run) for run in _TOGETHER.findall(text))
    return (
        usual >= 0.95 * len(others)
        and len(others) < 0.25 * len(text)
        and together * 2 <= len(others)
    )


_TOGETHER = re.compile("[À-ÖØ-öø-ÿŒœ]{2,}")
"""Accented letters side by side, as in "créée"; every word of another alphabet is that."""
