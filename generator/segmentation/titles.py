"""Titles of found chapters, made of the chapter's own words.

A title is one noun phrase or two that belong to the chapter: those whose words a person's title
would most probably hold for the number of words it costs (`generator.language.salience`). Parts of
a conversation that are known by what is said in them, such as a lightning round, get their name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.language.cleaning import clean
from generator.language.phrases import Phrase, Token, find_phrases, tokenize
from generator.language.questions import plain_question
from generator.language.salience import COMMON_STEMS, Speech
from generator.language.words import content_stems, stem, words
from generator.model import Episode, Utterance

SHORTEST, LONGEST = 3, 9
"""Words of a title."""
USUAL_LENGTH = 8.0
"""Words of a person's title."""
PAIR = 0.9
"""What a title of two phrases is worth beside one of a single phrase that scores the same."""
QUESTION = 1.6
"""What a question is worth beside a phrase that scores the same."""
EVERYWHERE = 0.6
"""Share of the chapters from which a word sets none of them apart."""
COMMONPLACE = 0.5
"""What such a word is still worth inside a longer phrase."""
_FEW_CHAPTERS = 4
"""Below this many chapters every word may set one apart."""
_PAIRED = 14
"""How many of the best phrases are tried in pairs."""
_LONGEST_QUESTION = 600
"""Characters of a question with what leads up to it."""
_LONGEST_WORD = 20
"""Letters of a word; in scripts without spaces a longer one is a sentence."""
_OPENING = 12
"""Utterances in which the question of a chapter is asked."""
_NEEDS_NO_ARTICLE = (
    *("s", "tion", "sion", "ment", "ance", "ence", "ity", "ness", "ism", "ware", "ship", "logy"),
    *("ing", "age", "cy", "phy", "ery", "ure"),
)
"""Endings of common nouns that are plural or that nobody counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A phrase that a chapter could be named after."""

    text: str
    stems: frozenset[str]
    length: int
    """Words."""
    hits: float
    """How many of its words a person's title is expected to hold."""
    first: int
    """Index of the utterance that says it first."""


def title_chapters(
    episode: Episode, utterances: Sequence[Utterance], spans: Sequence[tuple[int, int]]
) -> list[str]:
    """A title for each of `spans`, ranges `first <= i < end` of utterance indices.

    No two are alike. A span in which nothing is named gets its number.
    """
    speech = Speech.of(episode.title, utterances)
    rows = [
        tokenize(utterance.text) if stems else []
        for utterance, stems in zip(utterances, speech.stems, strict=True)
    ]
    spelling = _Spelling(rows)
    everywhere = _stems_everywhere(speech, utterances, spans)
    titles: list[str] = []
    taken: set[str] = set()
    for number, (first, end) in enumerate(spans, 1):
        title = _part_of_conversation(episode, utterances, first, end)
        if title is None or title.casefold() in taken:
            weights = speech.weigh(first, end)
            if speech.english:
                names = _find_names(rows[first:end], weights, everywhere, spelling)
                ranked = _rank_titles(names, _find_questions(utterances[first:end], weights))
            else:
                ranked = _rank_words(rows[first:end], weights)
            title = next(
                (title for title in ranked if title.casefold() not in taken), f"Part {number}"
            )
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _stems_everywhere(
    speech: Speech, utterances: Sequence[Utterance], spans: Sequence[tuple[int, int]]
) -> frozenset[str]:
    """Words that set no chapter apart: said in nearly all, or the names of who speaks in most."""
    if len(spans) < _FEW_CHAPTERS:
        return frozenset()
    spread: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    for first, end in spans:
        spread.update({root for row in speech.stems[first:end] for root in row})
        speakers.update({utterance.speaker or "" for utterance in utterances[first:end]})
    hosts = {
        root
        for name, count in speakers.items()
        if count > len(spans) / 2
        for root in content_stems(name)
    }
    return frozenset(hosts | {root for root, n in spread.items() if n > EVERYWHERE * len(spans)})


def _find_names(
    rows: Sequence[list[Token]],
    weights: Mapping[str, float],
    everywhere: frozenset[str],
    spelling: _Spelling,
) -> list[_Name]:
    """Every phrase of a chapter once, in its commonest wording, best first."""
    wordings: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    firsts: dict[tuple[str, ...], tuple[int, Phrase]] = {}
    for index, row in enumerate(rows):
        for phrase in find_phrases(row):
            wordings.setdefault(phrase.key, Counter())[phrase.words] += 1
            firsts.setdefault(phrase.key, (index, phrase))
    names: list[_Name] = []
    for key, (first, phrase) in firsts.items():
        if phrase.stems <= everywhere:
            continue
        text = spelling.inside(wordings[key].most_common(1)[0][0])
        if len(key) == 1 and not _names_alone(text):
            continue
        hits = sum(
            weights.get(root, 0.0) * (COMMONPLACE if root in everywhere else 1.0)
            for root in sorted(phrase.stems)
        )
        repeated = 1.0 + 0.1 * min(wordings[key].total() - 1, 3)
        names.append(
            _Name(text=text, stems=phrase.stems, length=len(key), hits=hits * repeated, first=first)
        )
    names.sort(key=lambda name: (-_expected_score(name.hits, name.length), name.first, name.text))
    return names


def _names_alone(word: str) -> bool:
    """Whether a single word reads as a name without an article: proper, plural or abstract."""
    if word.endswith(("'s", "’s")) or stem(word.lower()) in COMMON_STEMS:
        return False
    if not word.islower():
        return True
    return word.endswith(_NEEDS_NO_ARTICLE) and not word.endswith("ss")


def _expected_score(hits: float, length: int) -> float:
    """The expected unigram F score of a title against a person's."""
    return 2.0 * hits / (length + USUAL_LENGTH)


def _rank_titles(names: Sequence[_Name], questions: Sequence[_Name]) -> list[str]:
    """Titles of one or two of `names`, or of a question, best first."""
    ranked = [
        (_expected_score(name.hits, name.length), _capital(name.text))
        for name in (*names, *questions)
        if SHORTEST <= name.length <= LONGEST
    ]
    for one, other in combinations(names[:_PAIRED], 2):
        first, second = sorted((one, other), key=lambda name: (name.first, name.text))
        length = first.length + second.length + 1
        if not SHORTEST <= length <= LONGEST or first.stems & second.stems:
            continue
        if " and " in f"{first.text} {second.text}":
            continue
        score = PAIR * _expected_score(first.hits + second.hits, length)
        ranked.append((score, _capital(f"{first.text} and {second.text}")))
    ranked.sort(key=lambda title: (-title[0], title[1]))
    return [text for _, text in ranked] or [_capital(name.text) for name in names]


def _rank_words(rows: Sequence[list[Token]], weights: Mapping[str, float]) -> list[str]:
    """Titles of three words each, for a language whose phrases nobody here can tell."""
    wordings: dict[str, Counter[str]] = {}
    for token in (token for row in rows for token in row):
        root = stem(token.key)
        if root in weights and len(token.key) <= _LONGEST_WORD:
            wordings.setdefault(root, Counter())[token.text] += 1
    best = sorted(wordings, key=lambda root: (-weights[root], root))
    spelled = [wordings[root].most_common(1)[0][0] for root in best[:_PAIRED]]
    return [
        _capital(", ".join(three)) for three in zip(spelled, spelled[1:], spelled[2:], strict=False)
    ]


def _capital(text: str) -> str:
    """`text` with a capital first, unless its first word has capitals of its own."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def _find_questions(utterances: Sequence[Utterance], weights: Mapping[str, float]) -> list[_Name]:
    """Short questions near a chapter's start that can be understood without it."""
    found: list[_Name] = []
    for index, utterance in enumerate(utterances[:_OPENING]):
        if not utterance.text.endswith("?") or len(utterance.text) > _LONGEST_QUESTION:
            continue
        question = plain_question(clean(utterance.text))
        if question is None:
            continue
        stems = frozenset(content_stems(question))
        found.append(
            _Name(
                text=question,
                stems=stems,
                length=len(words(question)),
                hits=QUESTION * sum(weights.get(root, 0.0) for root in sorted(stems)),
                first=index,
            )
        )
    return found


class _Spelling:
    """How an episode writes its words inside a sentence."""

    def __init__(self, rows: Sequence[list[Token]]) -> None:
        forms: dict[str, Counter[str]] = {}
        for row in rows:
            for token in row[1:]:
                forms.setdefault(token.key, Counter())[token.text] += 1
        self._forms = {key: counter.most_common(1)[0][0] for key, counter in forms.items()}

    def inside(self, spoken: Sequence[str]) -> str:
        """The words of a phrase, each as the episode mostly writes it."""
        return " ".join(self._forms.get(word.lower(), word) for word in spoken)


_LIGHTNING = re.compile(
    r"\b(?:lightning|rapid[- ]fire|speed) (?:round|questions?)"
    r"|\b(?:into|in|do|to) (?:the |a |our )?l(?:in|an|igh)\w+ g?round\b",  # as machines hear it
    re.IGNORECASE,
)
_LAST_QUESTIONS = re.compile(
    r"\b(?:three|few|couple(?: of)?|quick|closing|final|usual|standard) (?:\w+ )?questions\b"
    r"|\b(?:go to|head to|ask) the questions\b",
    re.IGNORECASE,
)
_AUDIENCE = re.compile(
    r"\bquestions? from (?:the |our )?(?:audience|crowd|room|floor)|\baudience (?:questions|q)"
    r"|\bany questions from\b|\bopen (?:it |this )?(?:up )?(?:for|to) (?:the )?questions",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(
    r"\b(final|closing|parting|last) (thoughts|words|remarks)\b", re.IGNORECASE
)
_GREETING = re.compile(
    r"\b(?:welcome|hello|hi|hey|good (?:morning|afternoon|evening)|live from|joined by|my name is"
    r"|our guests?|introduce|introductions?|podcast|episode|we(?:'re| are) back|"
    r"today,? (?:we|i|our))\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:thanks?|thank you|bye|see you)\b",
    re.IGNORECASE,
)
_GUEST = re.compile(
    r"\b(?:with|w/|ft\.?|feat\.?) ((?:[A-Z][\w’'-]+ ?){2,3})(?= of\b| from\b| at\b|$|[,|(—-])"
)
"""One guest in an episode's title: "with Ada Nowak of Fieldnotes"."""
_EDGE = 10
"""Utterances at a chapter's edge that may say what part of the conversation it is."""
_SHORT_OPENING, _SHORT_CLOSING = 1300, 250
"""Words of an introduction and of a farewell that hold nothing else."""


def _part_of_conversation(
    episode: Episode, utterances: Sequence[Utterance], first: int, end: int
) -> str | None:
    """The name of a part that every conversation of its kind has, where the words show it."""
    is_late = first > len(utterances) / 2
    opening = _joined(utterances[max(0, first - 2 if is_late else first) : min(first + _EDGE, end)])
    length = len(_joined(utterances[first:end]).split())
    if is_late:
        if _LIGHTNING.search(opening):
            return "Lightning round"
        if _AUDIENCE.search(opening):
            return "Questions from the audience"
    if end == len(utterances) and is_late:
        if _LAST_QUESTIONS.search(opening):
            return "Closing questions"
        last_words = _LAST_WORDS.search(opening)
        if last_words:
            return last_words[0].capitalize()
        if length < _SHORT_CLOSING and _THANKS.search(_joined(utterances[-_EDGE:])):
            return "Closing thanks"
    if first == 0 and end < len(utterances) and _GREETING.search(opening):
        guest = _GUEST.search(episode.title)
        if guest and guest[1].strip().casefold() in _joined(utterances[first:end]).casefold():
            return f"Introducing {guest[1].strip()}"
        if length < _SHORT_OPENING:
            return "Introduction"
    return None


def _joined(utterances: Sequence[Utterance]) -> str:
    return " ".join(utterance.text for utterance in utterances)
