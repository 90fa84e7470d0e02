"""What a model's sentence must stand up to before it is published, as far as words can tell.

The sentence is held against the lines it cites, and against its whole recording: names may be
named anywhere in it, numbers and quotations stand in the cited lines, who is said to speak speaks
there, and nothing is said of more things, more surely, or in another order. Speech is spelled by
ear and summed up in other words, so each check has its tolerance, measured on a set of claims
(`tests/summarizing/openai/claims.json`). What words cannot tell a model reads a second time
(`second_reading`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from ...language.languages import Language
from ...language.words import words
from .ground import Ground, with_notes, without_notes
from .passages import CitableLine
from .said_names import names_in, silent, unnamed
from .said_numbers import number_faults, wrong_figures, wrong_numbers, wrong_units
from .said_order import misordered
from .said_things import untold
from .strength import denied, overstated, reversed_, surer

BY_WORDS = "words"
"""What a published sentence carries that has passed."""
LONGEST_SENTENCE = 70
"""Words."""
MOST_LINES = 16
"""Twice what the prompts ask for: a line too many harms no reader."""
LONGEST_TITLE = 15
"""Words. The prompts ask for ten; where a few more cost the title, its chapter goes with it."""
LONGEST_TERM = 3
"""Words of a quotation that may be a term, said anywhere in the recording."""

_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&#?\w+;|!?\[[^\]]*\]\(|^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s|```|\*\*"
)
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\.|\b(?:javascript|data|vbscript|mailto):(?=\S)", re.I
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,40}"
    r"\b(?:instruction|prompt|rule|above|previous|prior)"
    r"|\bsystem prompt\b|\bas an? (?:ai|language model|assistant)\b"
    r"|\b(?:click|tap) here\b|\bI (?:can(?:not|'t)|am unable to) (?:assist|help|comply|summari)",
    re.IGNORECASE,
)
_QUOTATION = re.compile(
    r"[\"“”„‟«»「『](?P<double>[^\"“”„‟«»「」『』]+)[\"“”‟«»」』]"
    r"|(?<![^\W_])[‘‚‹'](?P<single>[^‘’‚‹›'\n]+(?:['’][^\W_][^‘’‚‹›'\n]*)*)[’›'](?![^\W_])"
)


def claim_faults(
    text: str,
    numbers: Sequence[int],
    lines: Sequence[CitableLine],
    language: str,
    spoken: str,
    ground: Ground | None = None,
) -> list[str]:
    """Why a sentence must not be published, in words for the model: empty if nothing is wrong.

    `numbers` are the lines it cites, counted from 1 in `lines`. `language` is the summary's and
    `spoken` the recording's: across languages, words are not compared. `ground` is the recording;
    without it, `lines` are all that is known of it.
    """
    missing = [number for number in numbers if not 1 <= number <= len(lines)]
    if not numbers:
        return ["it lists no lines"]
    if missing:
        return [f"line {missing[0]} does not exist"]
    faults = form_faults(text, LONGEST_SENTENCE)
    if len(set(numbers)) > MOST_LINES:
        faults.append(f"it lists more than {MOST_LINES} lines")
    cited = [lines[number - 1] for number in dict.fromkeys(numbers)]
    if len({line.owner for line in cited}) > 1:
        faults.append("it lists lines of more than one recording")
    if faults:
        return faults
    ground = ground or Ground(lines, spoken)
    if _is_said(text, cited, ground):
        return []
    faults = list(_unsaid(text, cited, ground, language))
    if _primary(language) == _primary(spoken):
        faults += [fault for check in _CHECKS for fault in check(text, cited, ground)]
    else:
        faults += wrong_figures(text, cited, ground, Language.of(language))
    return list(dict.fromkeys(faults))


def title_faults(title: str, said: str, language: str, ground: Ground | None = None) -> list[str]:
    """Why a chapter may not be called so; `said` is all that is said in it."""
    faults = form_faults(title, LONGEST_TITLE)
    return faults or [
        f"{claim!r} does not stand in the chapter"
        for claim in unsaid(title, said, language, ground)
    ]


def unsaid(
    text: str, said: str, language: str = "en", ground: Ground | None = None
) -> Iterator[str]:
    """Names, numbers and quotations of a heading or a title that `said` does not hold."""
    lines = (CitableLine(text=said, sources=()),)
    ground = ground or Ground(lines, language)
    yield from unnamed(text, lines, ground)
    yield from (number for number, _ in number_faults(text, lines, ground))
    yield from _unquoted(text, lines, ground)


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


def silent_speakers(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """People who are said to speak and do not, in words for the model."""
    speaking = ", ".join(dict.fromkeys(line.speaker for line in cited if line.speaker))
    for name in silent(text, cited, ground):
        yield f"{name!r} does not speak in the lines it lists, but {speaking}"


def _unsaid(
    text: str, cited: Sequence[CitableLine], ground: Ground, language: str
) -> Iterator[str]:
    """Names and quotations that nobody said."""
    same = _primary(language) == _primary(ground.tag)
    opening = set() if same else {name.text for name in names_in(text, ground) if name.opens}
    for name in unnamed(text, cited, ground):
        if name not in opening:  # in a language that the recording is not in, any word may open
            yield f"{name!r} is not named in the lines it lists"
    if same:
        for quotation in _unquoted(text, cited, ground):
            yield f"{quotation!r} was not said in these words in the lines it lists"


def _unquoted(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """What stands in quotation marks of any kind and was not said so. A term may be of anywhere."""
    for match in _QUOTATION.finditer(text):
        quotation = match["double"] or match["single"]
        term = len(words(quotation)) <= LONGEST_TERM
        if not _is_said(quotation, ground.lines if term else cited, ground):
            yield quotation


def _is_said(quotation: str, lines: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether words were said one after the other, sounds between them aside."""
    fillers = ground.language.fillers
    heard = " ".join(line.text for line in lines)
    wanted = _row(quotation, fillers)
    return any(wanted in _row(text, fillers) for text in (without_notes(heard), with_notes(heard)))


def _row(text: str, fillers: frozenset[str]) -> str:
    """The words of a text in a row, without the sounds between them."""
    return f" {' '.join(word for word in words(text) if word not in fillers)} "


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


_CHECKS: tuple[Callable[[str, Sequence[CitableLine], Ground], Iterator[str]], ...] = (
    wrong_numbers,
    wrong_units,
    silent_speakers,
    overstated,
    misordered,
    untold,
    denied,
    reversed_,
    surer,
)
"""What is asked of a sentence in the language of its recording."""
