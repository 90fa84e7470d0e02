"""Sentences that say what something is, told by their shape.

A definition names a term, then what kind of thing it is, then what sets it apart: "Fine-tuning is a
process that ...". A judgement ("Python is a language that you should focus on"), a feeling or a
remark about oneself has the same beginning and is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.everyday import is_everyday
from generator.language.languages import Language
from generator.language.words import is_empty, word_count
from generator.model import Token, WordClass

FEWEST_WORDS = 8
"""What is shorter names a kind of thing and does not set it apart."""
LONGEST_TERM = 4
"""Words."""
_FEWEST_APART = 3
"""Words behind the kind of thing that set the term apart from others of its kind."""
_LONGEST_KIND = 6
_INSIDE = frozenset(
    {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.GERUND, WordClass.PARTICIPLE, WordClass.NAME}
)
_NAMING = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})


def term_defined(text: str, tokens: Sequence[Token], language: Language) -> str:
    """The term that a sentence defines; "" where it defines none. `tokens` are its words."""
    if word_count(text) < FEWEST_WORDS or language.pattern("undefining").search(text):
        return ""
    defines = language.pattern("defining", r"\s*(?:{})" + language.edge)
    first = 0
    joiners, articles = language.endings["joiners"], language.titles["articles"]
    while first < len(tokens) and tokens[first].key in joiners:
        first += 1
    if first < len(tokens) and tokens[first].key in articles:
        first += 1
    for end in range(first + 1, min(first + LONGEST_TERM, len(tokens)) + 1):
        last = tokens[end - 1]
        if last.kind not in _INSIDE:
            return ""
        copula = defines.match(text, last.end)
        if copula:
            term = text[tokens[first].start : last.end]
            rest = [token for token in tokens[end:] if token.start >= copula.end()]
            fit = _is_term(tokens[first:end], language) and _sets_apart(copula, rest, language)
            return term if fit else ""
        if last.closes:
            return ""
    return ""


def _is_term(tokens: Sequence[Token], language: Language) -> bool:
    return (
        tokens[-1].kind in _NAMING
        and not is_empty(tokens[0].key, language)
        and not all(is_everyday(token.text, language) for token in tokens)
    )


def _sets_apart(copula: re.Match[str], rest: Sequence[Token], language: Language) -> bool:
    """Whether a kind of thing is named, and more is said of it."""
    if not language.edge:  # the kind of thing closes the sentence
        return len(rest) >= _FEWEST_APART
    run = 0
    while run < min(len(rest), _LONGEST_KIND) and rest[run].kind in _INSIDE:
        run += 1
        if rest[run - 1].closes:
            break
    heads = [index for index in range(run) if rest[index].kind in _NAMING]
    if heads:
        return len(rest) - heads[-1] > _FEWEST_APART
    tells = copula.group().split()[-1].lower()
    # "Retrieval is where you look things up": no kind of thing, but what happens.
    return tells in language.titles["happening"] and any(
        token.kind is WordClass.VERB for token in rest
    )
