"""Sentences that say what something is, told by their shape.

A definition names a term, then what kind of thing it is, then what sets it apart: "Fine-tuning is a
process that ...". A judgement ("Python is a language that you should focus on"), a feeling or a
remark about oneself has the same beginning and is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from ..language.everyday import is_everyday, is_size
from ..language.languages import Language
from ..language.tagging import classify
from ..language.words import tokens_of, word_count
from ..model import Definition, Quotation, Reading, Token, WordClass
from .quoting import quotation, sentence_at, signed
from .recall import Recalled, once

FEWEST_WORDS = 8
"""What is shorter names a kind of thing and does not set it apart."""
LONGEST_TERM = 4
"""Words."""
MOST_TRIED = 4
"""Places of an episode, beside what is published of it, that are looked at."""
_FEWEST_APART = 3
"""Words behind the kind of thing that set the term apart from others of its kind."""
_LONGEST_KIND = 6
_INSIDE = frozenset(
    {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.GERUND, WordClass.PARTICIPLE, WordClass.NAME}
)
_NAMING = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})


def definitions_in(
    reading: Reading,
    published: Iterable[tuple[Quotation, str]],
    names: Mapping[str, str],
    recalled: Recalled,
) -> Iterator[Definition]:
    """What is explained in an episode: in what is published of it, then in all that is said.

    `published` are sentences, each with the term that it defines if any, the most telling first;
    `names` are those of its speakers: whoever is introduced is no term. `recalled` is what was
    found in it before.
    """
    language = Language.of(reading.episode.language)
    people = {part.casefold() for name in (*names, *names.values()) for part in name.split()}
    seen: set[str] = set()

    def is_new(term: str) -> bool:
        words = {word.casefold() for word in term.split()}
        fit = bool(term) and term.casefold() not in seen and not words & people
        seen.add(term.casefold())
        return fit

    for quoted, term in published:
        if is_new(term):
            yield Definition(term=term, quotation=quoted)
    places = once(recalled.places, "defining", lambda: tuple(_places(reading, language)))
    for place in places:
        said = sentence_at(
            reading, place, lambda text: defined_in(text, language, recalled), recalled
        )
        if said:
            term = defined_in(said.text, language, recalled)
            if is_new(term):
                name = names.get(said.speaker or "")
                yield Definition(term=term, quotation=signed(quotation(reading, said), name))


def _places(reading: Reading, language: Language) -> Iterator[int]:
    """The first cues that may define something."""
    maybe, wishing = _maybe(language), language.pattern("wishing")
    matches = (
        (index, maybe.search(cue.text)) for index, cue in enumerate(reading.episode.transcript.cues)
    )
    fit = (
        index
        for index, match in matches
        if match
        and _may_be_term(match["term"], language)
        and not wishing.search(match.string, match.start())
    )
    return islice(fit, MOST_TRIED)


def defined_in(text: str, language: Language, recalled: Recalled | None = None) -> str:
    """`term_defined` of a text whose words nobody looked at yet."""

    def find() -> str:
        (tokens,) = classify([tokens_of(text, language)], language)
        return term_defined(text, tokens, language)

    return once({} if recalled is None else recalled.defined, text, find)


@cache
def _maybe(language: Language) -> re.Pattern[str]:
    """What a cue holds that may define something: cheap to look for."""
    articles = "|".join(sorted(language.titles["articles"])) or "(?!)"
    joiners = "|".join(sorted(language.endings["joiners"])) or "(?!)"
    # Without spaces there is no telling how many words a run of letters is.
    term = r"[\w'’-]+(?:\s[\w'’-]+){0,2}?" if language.edge else r"\w{2,12}?"
    return re.compile(
        rf"(?:^|[.!?。！？]\s*|\b(?=(?:{joiners})\s))(?:(?:{joiners}),?\s+)*(?:(?:{articles})\s)?"
        rf"(?P<term>{term})\s*(?:{language.rows_of('defining')})"
        f"{language.edge}",
        re.IGNORECASE,
    )


def _may_be_term(term: str, language: Language) -> bool:
    words = term.split()
    return not any(language.is_empty(word.lower()) for word in words) and not all(
        is_everyday(word, language) for word in words
    )


def term_defined(text: str, tokens: Sequence[Token], language: Language) -> str:
    """The term that a sentence defines; "" where it defines none. `tokens` are its words."""
    if word_count(text) < FEWEST_WORDS or language.pattern("wishing").search(text):
        return ""
    defines = language.pattern("defining", r"\s*(?:{})" + language.edge)
    first = 0
    joiners, articles = language.endings["joiners"], language.titles["articles"]
    while first < len(tokens) and tokens[first].key in joiners:
        first += 1
    definite = first < len(tokens) and tokens[first].key in language.titles.get("definite", ())
    if first < len(tokens) and tokens[first].key in articles:
        first += 1
    for end in range(first + 1, min(first + LONGEST_TERM, len(tokens)) + 1):
        last = tokens[end - 1]
        if last.kind is WordClass.JOINT and end > first + 1:
            continue  # "corne de brume"
        if last.kind not in _INSIDE:
            return ""
        copula = defines.match(text, last.end)
        if copula:
            term = text[tokens[first].start : last.end]
            rest = [token for token in tokens[end:] if token.start >= copula.end()]
            fit = _is_term(tokens[first:end], language) and _sets_apart(copula, rest, language)
            # "The bug is a loop": one that was spoken of, where it has no name of its own.
            fit = fit and not (definite and end == first + 1 and tokens[first].text.islower())
            kind = (
                text[copula.start() : rest[min(_LONGEST_KIND, len(rest)) - 1].end] if rest else ""
            )
            judges = language.pattern("undefining").search(kind)
            circular = not _roots(tokens[first:end]).isdisjoint(_roots(rest[:_LONGEST_KIND]))
            points = language.pattern("pointing").search(text, copula.end())
            return term if fit and not (judges or circular or points) else ""
        if last.closes:
            return ""
    return ""


def _roots(tokens: Sequence[Token]) -> set[str]:
    return {token.root for token in tokens if token.root}


def _is_term(tokens: Sequence[Token], language: Language) -> bool:
    return (
        tokens[-1].kind in _NAMING
        and not tokens[-1].key.isdigit()
        and not language.is_empty(tokens[0].key)
        and not is_size(tokens[0].key, language)
        and not is_everyday(tokens[-1].text, language)
    )


def _ties(rest: Sequence[Token], language: Language) -> bool:
    """Whether more is said of the very thing that is named: "the time that ...", "the art of"."""
    for token in rest[:_LONGEST_KIND]:
        if token.kind is WordClass.JOINT or token.key in language.titles["tying"]:
            return True
        if token.closes:
            return False
    return False


def _sets_apart(copula: re.Match[str], rest: Sequence[Token], language: Language) -> bool:
    """Whether a kind of thing is named, and more is said of it."""
    if not language.edge:  # the kind of thing closes the sentence
        return len(rest) >= _FEWEST_APART
    definite = copula.group().split()[-1].lower() in language.titles.get("definite", ())
    if definite and not _ties(rest, language):
        return False  # "Greed is the long road": a figure of speech
    run = int(len(rest) > 1 and rest[0].kind is WordClass.OTHER and rest[1].kind in _NAMING)
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
