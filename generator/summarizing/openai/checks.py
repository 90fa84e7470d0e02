"""What a model's sentence must stand up to before it is published.

A citation cannot be proven by counting words, so the checks are on what can be: that the lines
exist, that numbers, names and quotations stand in them, that the sentence shares words with them,
and that it is nothing but a sentence. Speech is spelled by ear, so names are compared with some
tolerance, and numbers by their value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from generator.language.stems import stem
from generator.language.words import content_stems, words
from generator.summarizing.openai.passages import CitableLine

LONGEST_SENTENCE = 70
"""Words."""
MOST_LINES = 8
SMALLEST_SUPPORT = 0.2
"""Share of a sentence's content words that its lines must hold. Right citations have .4 and more
in most cases, wrong ones rarely; this leaves room for other words."""
LONGEST_TITLE = 12
"""Words."""
CLOSE_SPELLING = 0.8
"""Ratio of matching letters at which two names are one, spelled by ear."""

_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&#?\w+;|!?\[[^\]]*\]\(|^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s|```|\*\*"
)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:javascript|data|vbscript|mailto)\s*:", re.I)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}"
    r"\b(?:instruction|prompt|rule|above|previous|prior)"
    r"|\bsystem prompt\b|\bas an? (?:ai|language model|assistant)\b"
    r"|\b(?:click|tap) here\b|\bI (?:can(?:not|'t)|am unable to) (?:assist|help|comply|summari)",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_TOKEN = re.compile(r"[^\W_]+(?:['’.,:&/+@-][^\W_]+)*")
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb", "gsw", "nds"})
"""Languages in which a capital is no sign of a name."""


def claim_faults(
    text: str, numbers: Sequence[int], lines: Sequence[CitableLine], language: str, spoken: str
) -> list[str]:
    """Why a sentence must not be published, in words for the model: empty if nothing is wrong.

    `numbers` are the lines it cites, counted from 1 in `lines`. `language` is the summary's and
    `spoken` the recording's: across languages, words are not compared.
    """
    missing = [number for number in numbers if not 1 <= number <= len(lines)]
    if not numbers:
        return ["it lists no lines"]
    if missing:
        return [f"line {missing[0]} does not exist"]
    if len(set(numbers)) > MOST_LINES:
        return [f"it lists more than {MOST_LINES} lines"]
    cited = [lines[number - 1] for number in numbers]
    if len({line.owner for line in cited}) > 1:
        return ["it lists lines of more than one recording"]
    faults = form_faults(text, LONGEST_SENTENCE)
    if faults:
        return faults
    said = " ".join(line.shown for line in cited)
    same_language = _primary(language) == _primary(spoken)
    faults = [
        f"{claim!r} does not stand in the lines it lists" for claim in unsaid(text, said, language)
    ]
    if not faults and same_language and _support(text, said) < SMALLEST_SUPPORT:
        faults = ["the lines it lists say something else"]
    return faults


def title_faults(title: str, said: str, language: str) -> list[str]:
    """Why a chapter may not be called so; `said` is all that is said in it."""
    faults = form_faults(title, LONGEST_TITLE)
    return faults or [
        f"{claim!r} does not stand in the chapter" for claim in unsaid(title, said, language)
    ]


def form_faults(text: str, most_words: int) -> list[str]:
    """What keeps a text from being a plain sentence or title, whatever it says."""
    if not any(character.isalnum() for character in text):
        return ["it is empty"]
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} for character in text):
        return ["it holds characters that cannot be shown"]
    if len(text.split()) > most_words or len(text) > 12 * most_words:
        return ["it is too long"]
    if _MARKUP.search(text):
        return ["it holds markup"]
    if _LINK.search(text):
        return ["it holds a link"]
    if _ORDER.search(text):
        return ["it is an instruction or about you, not about what was said"]
    return []


def unsaid(text: str, said: str, language: str = "en") -> Iterator[str]:
    """Numbers, names and quotations of `text` that `said` does not hold."""
    heard = words(said)
    spoken = {*heard, *(part for word in heard for part in re.split(r"[_'.&/+-]", word))}
    folded = f" {' '.join(heard)} "
    for quotation in _QUOTATION.findall(text):
        if f" {' '.join(words(quotation))} " not in folded:
            yield quotation
    numbers = _values(said)
    capitals_count = _primary(language) not in _NOUNS_HAVE_CAPITALS
    opens = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        mixed = any(character.isupper() for character in token[1:])
        proper = mixed or (token[0].isupper() and not opens and capitals_count)
        opens = text[match.end() : match.end() + 1] in {":", "!", "?", "…"}
        if any(character.isdigit() for character in token):
            same_value = _is_number(token) and _values(token) <= numbers
            if not same_value and not _is_heard(token, heard, spoken):
                yield token
        elif token.lower() in _NUMBERS and _NUMBERS[token.lower()] > 1:
            if token.lower() not in spoken and _NUMBERS[token.lower()] not in numbers:
                yield token
        elif (
            (proper or "." in token or "@" in token)
            and token not in _NO_NAMES
            and not _is_heard(token, heard, spoken)
        ):
            yield token


_NO_NAMES = frozenset({"I", "I'm", "I'd", "I've", "I'll", "I’m", "I’d", "I’ve", "I’ll"})


def _is_heard(token: str, heard: Sequence[str], spoken: set[str]) -> bool:
    """Whether a name stands among the words heard, perhaps spelled by ear."""
    parts = words(token)
    if set(parts) <= spoken:
        return True
    bare = _bare(token)
    bare = bare.removesuffix("s") if re.search(r"['’]s$", token) else bare
    if len(bare) < 4 or any(character.isdigit() for character in bare):
        joined = {_bare(word) for word in heard} | {_bare(a + b) for a, b in pairwise(heard)}
        return bare in joined
    for word in (*spoken, *(a + b for a, b in pairwise(heard))):
        other = _bare(word)
        if other == bare or stem(other) == stem(bare):
            return True
        if (
            len(other) >= 4
            and other[0] == bare[0]
            and abs(len(other) - len(bare)) <= 2
            and SequenceMatcher(None, bare, other, autojunk=False).ratio() >= CLOSE_SPELLING
        ):
            return True
    return False


def _support(text: str, said: str) -> float:
    """Share of the content words of `text` that stand in `said`, by stem."""
    claimed = set(content_stems(text))
    if not claimed:
        return 1.0
    return len(claimed & {stem(word) for word in words(said)}) / len(claimed)


def _bare(text: str) -> str:
    """Letters and digits alone, in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if character.isalnum())


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SUFFIXES = {"k": 10**3, "m": 10**6, "bn": 10**9, "b": 10**9}
_NUMBERS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: 10.0 * (index + 2) for index, word in enumerate(_TENS)},
}


def _values(text: str) -> set[float]:
    """The values of all numbers in a text: figures, number words, and both together."""
    values: set[float] = set()
    whole = current = 0.0
    running = False
    for word in (
        *(part for token in _TOKEN.findall(text.lower()) for part in token.split("-")),
        "",
    ):
        figure = _figure(word)
        if figure is not None or word in _NUMBERS:
            number = _NUMBERS[word] if figure is None else figure
            values.add(number)
            current = current + number if current >= 20 and number < 10 else number
            running = True
            values.update({current, whole + current})
        elif word in _SCALES and running:
            current *= _SCALES[word]
            values.update({current, whole + current})
            if _SCALES[word] >= 1000:
                whole, current = whole + current, 0.0
        elif word != "and":
            whole = current = 0.0
            running = False
    return values


def _is_number(token: str) -> bool:
    """Whether a token is a number and nothing else, unlike a name with a number in it."""
    parts = token.lower().split("-")
    return all(_figure(part) is not None or part in _NUMBERS for part in parts)


def _figure(word: str) -> float | None:
    """The value of a number in figures, such as 1,500, 3.5, 20k or 1990s."""
    match = re.fullmatch(r"(\d+(?:,\d{3})*(?:\.\d+)?)(k|m|bn|b|s|st|nd|rd|th|x)?", word)
    if not match:
        return None
    return float(match[1].replace(",", "")) * _SUFFIXES.get(match[2] or "", 1)
