"""The words of a text in any script, each with the key under which it is counted.

Most scripts put spaces between words. Japanese, Chinese and Thai do not: BudouX (Google, 0.4 MB
with its models) finds phrases of Japanese and words of Thai, from which particles are taken off
here; for Chinese, jieba's dictionary in Rust (rjieba, 4 MB, a twentieth of BudouX's time) keeps
terms such as 人工智能 whole, which BudouX cuts. Both are imported when such a text comes. Korean
puts spaces between phrases, so that particles (josa) are taken off the keys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .languages import word_set
from .stems import stem

if TYPE_CHECKING:
    from budoux.parser import Parser


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a text."""

    text: str
    """As it is written."""
    key: str
    """What its forms share, never shown; nothing for a particle, which is no word of its own."""
    offset: int
    """Characters of the text before it."""


def words_of(text: str, language: str) -> list[Piece]:
    """The words of `text`, in order; `language` is a tag such as "ja" or "pt-BR".

    Whatever the language, a run of a script without spaces is cut into words by the rules of that
    script, so that a Chinese name in an English text is no special case.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    pattern = _plain_words() if text.isascii() else _words()
    found: list[Piece] = []
    for match in pattern.finditer(text):
        word, offset = match[0], match.start()
        if word.isascii() or not _unspaced().search(word):
            found.append(Piece(word, _key(word, primary), offset))
        else:
            cut = _cut_unspaced(word, primary)
            found += (Piece(part, key, offset + at) for part, key, at in cut)
    return found


@lru_cache(maxsize=1 << 16)
def _key(word: str, language: str) -> str:
    if _is_hangul(word[-1]):
        return _without_josa(word)
    return stem(word, language)


# Words between spaces

_INNER = r"['’.&/+-]"
_MARKED = (
    (0x0300, 0x1D00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0x2CEF, 0x2E00), (0x302A, 0x3030),
    (0x3099, 0x309B), (0xA66F, 0xAC00), (0xFB1E, 0xFB1F), (0xFE20, 0xFE30), (0x10A00, 0x11F00),
)  # fmt: skip
"""Where Unicode has letters' marks: vowel signs, accents, points."""
_JOINERS = "\u200c\u200d"


@lru_cache
def _plain_words() -> re.Pattern[str]:
    return re.compile(rf"[^\W_]+(?:{_INNER}[^\W_]+)*")


@lru_cache
def _words() -> re.Pattern[str]:
    r"""As in `words.py`, and marks belong to the letter that they stand on: `\w` has none."""
    marks = "".join(
        chr(code)
        for first, end in _MARKED
        for code in range(first, end)
        if unicodedata.category(chr(code)).startswith("M")
    )
    run = rf"[^\W_](?:[^\W_]|[{marks}{_JOINERS}])*"
    return re.compile(rf"{run}(?:{_INNER}{run})*")


# Japanese, Chinese and Thai

_HAN = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff\uff66-\uff9f"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_HIRAGANA = "\u3041-\u3096"

_PARTICLES = word_set(
    """
    は が を に へ で と も の や か ね よ な わ ぞ から まで より など だけ しか ばかり こそ さえ
    でも では には とは へは からは までは よりは にも とも からも までも への での との からの
    までの だけの などの による によって によると について として にとって における という
    といった っていう のは のが のを のに のも ので なら ならば なので なのに なのか けど けれど
    けれども だけど だから です でした ですね ですよ ですが ですか ですけど だ だった だと である
    であり じゃない ではない
    """
)
"""What stands behind a Japanese word and is none: particles, some of them joined, and copulas."""
_TRAILING = ("から", "まで", "ので", "のに", "には", "けど", "は", "が", "を", "に")
"""Particles that are taken off behind other hiragana too, the longest first."""
_CHINESE_PARTICLES = word_set("的 了 着 过 過 吗 嗎 呢 吧 啊 呀 嘛 哦 地 得 之")

_BETWEEN = re.compile(rf"(?<=[^{_HIRAGANA}])([のをはがとや])(?=[^{_HIRAGANA}])")
_TAIL = re.compile(rf"[{_HIRAGANA}]*$")

Cut = tuple[str, str, int]
"""A word, its key and its offset in the run that it was cut from."""


@lru_cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}{_KANA}{_THAI}]")


@lru_cache
def _script_runs() -> re.Pattern[str]:
    """Runs of one script: those of Japanese and Chinese have their digits and letters."""
    return re.compile(f"[{_THAI}]+|[^{_THAI}]+")


def _cut_unspaced(run: str, language: str) -> Iterator[Cut]:
    """Cut a run of letters that holds words without spaces."""
    for match in _script_runs().finditer(run):
        part, offset = match[0], match.start()
        if re.match(f"[{_THAI}]", part):
            cut = _thai(part)
        elif language == "ja" or re.search(f"[{_KANA}]", part):
            cut = _japanese(part)
        elif re.search(f"[{_HAN}]", part):
            cut = _chinese(part)
        else:
            cut = iter([(part, _key(part, language), 0)])
        yield from ((text, key, offset + at) for text, key, at in cut)


def _chinese(run: str) -> Iterator[Cut]:
    """Words by the dictionary of jieba, and by their characters where it does not know them."""
    import rjieba

    at = 0
    for word in rjieba.cut(run):
        if any(char.isalnum() for char in word):
            yield word, "" if word in _CHINESE_PARTICLES else _folded(word), at
        at += len(word)


def _thai(run: str) -> Iterator[Cut]:
    at = 0
    for word in _parser("th").parse(run):
        yield word, word, at
        at += len(word)


def _japanese(run: str) -> Iterator[Cut]:
    """Words and the particles behind them.

    A word's key ends with its last character that is no hiragana, so that 食べる and 食べました
    share theirs, and 説明 and 説明します.
    """
    at = 0
    for phrase in _phrases(run):
        for piece in _BETWEEN.split(phrase):
            for word, key in _without_particle(piece):
                if any(char.isalnum() for char in word):
                    yield word, key, at
                at += len(word)


def _phrases(run: str) -> Iterator[str]:
    """Phrases as BudouX has them, but none ends within letters or digits."""
    phrase = ""
    for part in _parser("ja").parse(run):
        if phrase and not (_is_latin(phrase[-1]) and _is_latin(part[0])):
            yield phrase
            phrase = ""
        phrase += part
    yield phrase


def _without_particle(piece: str) -> Iterator[tuple[str, str]]:
    """A Japanese word and its key, then the particle behind it with none."""
    tail = _TAIL.search(piece)
    assert tail is not None
    body, behind = piece[: tail.start()], tail[0]
    particle = ""
    if behind in _PARTICLES:
        particle = behind
    else:
        least = 1 if body else 2
        for ending in _TRAILING:
            if behind.endswith(ending) and len(behind) - len(ending) >= least:
                particle = ending
                break
    word = piece[: len(piece) - len(particle)]
    if word:
        yield word, _folded(body or word)
    if particle:
        yield particle, ""


@lru_cache
def _parser(language: str) -> Parser:
    import budoux

    if language == "th":
        return budoux.load_default_thai_parser()
    return budoux.load_default_japanese_parser()


def _is_latin(char: str) -> bool:
    """Whether a character is a letter or digit that no script without spaces has."""
    return char.isalnum() and not _unspaced().match(char)


def _folded(word: str) -> str:
    """Full-width letters and digits as usual ones, without case."""
    return unicodedata.normalize("NFKC", word).casefold()


# Korean

_AFTER_CONSONANT = word_set(
    """
    으로부터 으로서 으로써 으로는 으로도 이라는 이라고 이에요 이지만 이었다 이랑 이나 이며 이고 이다
    으로 은 이 을 과
    """
)
_AFTER_VOWEL = word_set(
    "로부터 로서 로써 로는 로도 라는 라고 예요 였다 랑 나 며 고 다 로 는 가 를 와"
)
_AFTER_ANY = word_set(
    """
    에서부터 에게서 에서는 에서도 에서의 에게는 까지는 까지도 부터는 에서 에게 한테 께서 까지
    부터 처럼 보다 마다 조차 마저 밖에 하고 에는 에도 에만 과의 와의 입니다 의 에 도 만
    """
)
_RIEUL = 8


@lru_cache
def _josa() -> tuple[tuple[str, bool | None], ...]:
    """Particles, the longest first, and whether a consonant must end what stands before them."""
    listed = [
        *((josa, True) for josa in _AFTER_CONSONANT),
        *((josa, False) for josa in _AFTER_VOWEL),
        *((josa, None) for josa in _AFTER_ANY),
    ]
    return tuple(sorted(listed, key=lambda one: (-len(one[0]), one[0], str(one[1]))))


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"


def _without_josa(word: str) -> str:
    """A Korean word without the particle behind it, where two syllables or a sign are left."""
    for josa, consonant in _josa():
        bare = word.removesuffix(josa)
        if bare and bare != word and _may_follow(josa, consonant, bare[-1]):
            return (bare if len(bare) > 1 else word).casefold()
    return word.casefold()


def _may_follow(josa: str, consonant: bool | None, last: str) -> bool:
    """Whether a particle stands behind `last`, which it does by the sound that this ends in."""
    if consonant is None or not _is_hangul(last):
        return True
    final = (ord(last) - ord("가")) % 28
    return (josa.startswith("로") and final == _RIEUL) or (final > 0) == consonant
