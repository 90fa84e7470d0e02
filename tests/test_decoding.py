"""Bytes into text, and YAML and JSON into values, for anything a file may hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import decoding
from generator.decoding import decode, is_binary, load_json, load_yaml
from generator.errors import InputError

PROSE = "Les élèves écoutent « la mer », c'est l'été à Sète. Voilà où nous étions naguère.\n" * 5


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("text", [PROSE, "WEBVTT\n\n00:01.000 --> 00:02.000\nПривет, мир.\n"])
def test_unicode_encodings_with_and_without_mark(encoding: str, text: str) -> None:
    """Every Unicode encoding is told apart, with a byte order mark or without."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_encodings(encoding: str) -> None:
    """Old Western files keep their accents."""
    text = PROSE if encoding == "cp1252" else PROSE.replace("«", '"').replace("»", '"')
    assert decode(text.encode(encoding)) == text


def test_other_old_encodings_are_guessed() -> None:
    """Text in another alphabet is not read as Western letters."""
    text = "Сегодня мы говорим о том, как устроен ткацкий станок и зачем он нужен людям. " * 4
    assert decode(text.encode("cp1251")) == text


def test_one_broken_byte_does_not_spoil_utf_8() -> None:
    """A file cut inside a character stays UTF-8 and loses that character only."""
    data = PROSE.encode()
    assert decode(data + "é".encode()[:1]) == PROSE


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_line_ends_become_newlines(end: str) -> None:
    """All line ends are one, so that line numbers agree with an editor's."""
    assert decode(f"one{end}two{end}".encode()) == "one\ntwo\n"


def test_invisible_characters_go_and_joiners_stay() -> None:
    """Controls, zero-width and bidirectional marks vanish; joiners that scripts need do not."""
    joined = "می‌خواهم"
    assert decode(f"a\x07b\u200bc\u202ed\u2066e\ufefff\x1b {joined}".encode()) == f"abcdef {joined}"


def test_lone_surrogates_go() -> None:
    """Half a surrogate pair in UTF-16 does not survive to be written as invalid UTF-8."""
    text = decode(b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le"))
    assert text.encode("utf-8").startswith(b"ab")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"ID3\x04\0\0",
        b"%PDF-1.7\n",
        b"text\0text",
        b"\x01\x02\x03",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    """Pictures, recordings and NUL bytes are no text, and the message says so."""
    assert is_binary(data)
    with pytest.raises(InputError, match="is not text"):
        decode(data)


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too long is refused by its size or its lines, each in words."""
    monkeypatch.setattr(decoding, "LARGEST_FILE", 2 * 2**20)
    with pytest.raises(InputError, match="is 3 MB long, and the limit is 2 MB"):
        decode(b"a" * 3 * 2**20)
    with pytest.raises(InputError, match="lines, and the limit is 1,000,000"):
        decode(b"\n" * 1_000_001)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """No bytes raise anything but `InputError`, and text that comes out can be written."""
    try:
        text = decode(data)
    except InputError:
        return
    text.encode("utf-8")
    assert "\r" not in text
    assert "\0" not in text


@given(st.text(max_size=200))
def test_text_survives(text: str) -> None:
    """Decoding what was decoded changes nothing more."""
    once = decode(b"\xef\xbb\xbf" + text.encode("utf-8", errors="ignore"))
    assert decode(b"\xef\xbb\xbf" + once.encode()) == once


YAML_BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9)),
    "recursion": "a: &a [*a]",
    "nesting": "a: " + "[" * 100_000,
    "dashes": "- " * 100_000,
    "python tag": "a: !!python/object/apply:os.system ['true']",
    "long number": "a: " + "9" * 5000,
    "impossible date": "a: 2024-13-45",
    "unknown key type": "? [a, b]\n: c",
    "tab": "a:\n\t- b",
}


@pytest.mark.parametrize("bomb", YAML_BOMBS.values(), ids=YAML_BOMBS.keys())
def test_yaml_bombs_are_refused_at_once(bomb: str) -> None:
    """Whatever YAML can do to a program ends as a message, and soon."""
    begin = time.perf_counter()
    with pytest.raises(InputError):
        load_yaml(bomb)
    assert time.perf_counter() - begin < 5  # expanded, they would take for ever


def test_yaml_errors_name_the_line() -> None:
    """A mistake in YAML is found where it stands."""
    with pytest.raises(InputError) as caught:
        load_yaml("title: Looms\ntags: [a, b\nmore: c")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "text",
    ["{", "[" * 100_000, '{"a": NaN}', '{"a": -Infinity}', '{"a": ' + "9" * 5000 + "}", '{"a" 1}'],
)
def test_broken_json_is_refused(text: str) -> None:
    """JSON that is cut short, too deep, or holds what is no number raises `InputError`."""
    with pytest.raises(InputError, match="JSON"):
        load_json(text)


def test_json_of_many_parts_is_refused() -> None:
    """A list of millions of empty objects does not fill the memory."""
    with pytest.raises(InputError, match="more than 500,000 parts"):
        load_json("[" + "{}," * 500_001 + "{}]")
