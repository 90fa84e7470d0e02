"""Sentences as they would be printed: cleaned, refused where they are broken, told where they lean.

What is worth printing is judged elsewhere; here stands only what no worth makes up for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ..language.cleaning import clean
from ..language.languages import Language
from ..language.questions import short_question
from ..language.sentences import QUESTION_MARKS, TERMINALS
from ..language.tagging import tells_classes
from ..language.words import word_count, words
from ..model import Question, Source, Token, Utterance, WordClass
from .clauses import (
    Words,
    begins_again,
    has_main_clause,
    is_left_open,
    points_nowhere,
    stands_for_nothing,
    words_of,
)
from .flaws import COMFORTABLE, flawed

SHORTEST, LONGEST = 5, 62
"""Words of a sentence that can be printed."""
LEANING = 1.0
"""Log-odds that a sentence loses which cannot be understood without the one before it."""
STANDING, POINTING, UNSURE, FRAMED = 0.5, 0.15, 2.0, 0.8
"""Log-odds that it loses whose pronoun stands for nothing; which points at what it has not named;
which its speaker is not sure of; which another takes back, or says to be but a case."""
CHOPPED, PAUSES = 0.5, 0.2
"""Log-odds that it loses whose words a pause follows more often than this: who searches for words,
or a machine that wrote commas for pauses."""
LOOSE = 0.1
"""Log-odds that it loses for each word that only fills it."""
LENGTHY = 0.03
"""Log-odds that it loses for each word beyond the comfortable."""

UNCAPPED = 0.03
"""Share of sentences behind a full stop from which on they need no capital to be whole."""
ANSWERED = 2
"""Sentences of an answer that come before one that still answers the question itself."""
ASKED = 2
"""Sentences before an answer among which its question is looked for."""

_ODD = re.compile(r"\.\.\.|…|[\[\]()]|[Hh]ttps?:")
"""Signs of what was broken off, or is not speech."""
_STOP_INSIDE = re.compile(r"[^\W\d_]{4,} ?[.] [^\W\d_A-Z]")
"""A full stop inside a sentence that goes on without a capital, not of a short abbreviation."""
_ENDING = 24
"""Characters in which a sentence shows that it was never finished."""


class Press:
    """Makes what is printed of what is said in one recording."""

    def __init__(self, utterances: Sequence[Utterance], language: Language) -> None:
        self._utterances = utterances
        self._language = language
        self._unfinished = language.pattern("unfinished", language.edge + r"(?:{})[.!。]$")
        self._housekeeping = language.pattern("housekeeping")
        self._restarted = language.pattern("restarted")
        self._hanging = language.pattern("hanging", "(?:{})" + language.edge)
        self._tells_verbs = language.tag != "en" and tells_classes(language)
        capitals = sum(utterance.text[:1].isupper() for utterance in utterances)
        self._cased = 2 * capitals > len(utterances)
        begun = sum(
            utterance.text[:1].islower() and self._is_over(index)
            for index, utterance in enumerate(utterances[1:])
        )
        self._uncapped = begun > max(2, UNCAPPED * len(utterances))
        self._printed: dict[int, str] = {}
        self._words: dict[str, Words] = {}
        self._flaws: dict[tuple[int, str], float] = {}

    def print(self, index: int) -> str:
        """An utterance as it would be printed; nothing where it is broken."""
        return self.print_all([index])[0]

    def print_all(self, indices: Sequence[int]) -> list[str]:
        """Utterances as they would be printed; the classes of their words are told at once."""
        drafts = {index: self._draft(index) for index in indices if index not in self._printed}
        self._classify(filter(None, drafts.values()))
        for index, text in drafts.items():
            self._printed[index] = text if text and self._is_whole(index, text) else ""
        return [self._printed[index] for index in indices]

    def _classify(self, texts: Iterable[str]) -> None:
        """Have the words of `texts` and their classes at hand."""
        new = [text for text in dict.fromkeys(texts) if text not in self._words]
        if new:
            self._words.update(zip(new, words_of(new, self._language), strict=True))

    def _draft(self, index: int) -> str:
        """An utterance cleaned; nothing where that shows that it cannot be printed."""
        said = self._utterances[index].text
        if said.endswith(QUESTION_MARKS) or _ODD.search(said):
            return ""
        text = clean(said, self._language, marks_gaps=True)
        if text.endswith(QUESTION_MARKS) or not SHORTEST <= word_count(text) <= LONGEST:
            return ""
        if _STOP_INSIDE.search(text) or self._unfinished.search(text, max(0, len(text) - _ENDING)):
            return ""
        if self._housekeeping.search(text) or self._restarted.search(text):
            return ""
        return "" if self._hanging.match(text) else text

    def _is_whole(self, index: int, text: str) -> bool:
        """Whether an utterance, cleaned, stands as a sentence of its own."""
        said = self._words[text]
        return (
            not begins_again(said, self._language)
            and has_main_clause(said, self._language)
            and not is_left_open(said, self._language)
            and not self._is_torn_off(index, text)
        )

    def question(self, index: int) -> Question | None:
        """What an utterance answers: asked by another person, just before it.

        None where that is not sure, or cannot be said in few words.
        """
        answer = self._utterances[index]
        opening = index
        while opening and self._utterances[opening - 1].speaker == answer.speaker:
            opening -= 1
            if index - opening > ANSWERED:
                return None
        asker = self._utterances[opening - 1].speaker if opening else None
        if not asker or not answer.speaker:
            return None
        for asked in reversed(self._utterances[max(0, opening - ASKED) : opening]):
            if asked.speaker == asker and asked.text.endswith(QUESTION_MARKS):
                text = short_question(asked.text, self._language)
                return (
                    Question(text=text, sources=(source_of(asked),), speaker=asker)
                    if text
                    else None
                )
        return None

    def flawed(self, text: str) -> float:
        """The log-odds that a reader finds `text` broken or leaning; see `flaws.flawed`."""
        self._classify([text])
        return flawed(self._words[text], self._language)

    def flaws(self, index: int, text: str) -> float:
        """The log-odds that an utterance loses, printed as `text`, for how it reads alone."""
        if (index, text) not in self._flaws:  # a segment, its chapter and the whole ask
            self._flaws[index, text] = self._weigh_flaws(index, text)
        return self._flaws[index, text]

    def _weigh_flaws(self, index: int, text: str) -> float:
        language = self._language
        self._classify([text])
        said = self._words[text]
        leaning = leans(text, language) or self._points_back(index, text)
        empty = not leaning and not language.pattern("standing", "(?:{})").match(text)
        return (
            LENGTHY * max(0, word_count(text) - COMFORTABLE)
            + LEANING * leaning
            + STANDING * (empty and stands_for_nothing(said, language))
            + POINTING * points_nowhere(said, language)
            + UNSURE * bool(language.pattern("unsure").search(text))
            + LOOSE * len(language.pattern("loose").findall(text))
            + CHOPPED * (text.count(",") > PAUSES * word_count(text))
            + FRAMED * (self._is_retracted(index) + self._is_supposed(index))
        )

    def _is_retracted(self, index: int) -> bool:
        """Whether the same speaker takes back, in the next sentence, what was said."""
        behind = self._utterances[index + 1 : index + 2]
        retracting = self._language.pattern("retracting", "(?:{})")
        return any(
            one.speaker == self._utterances[index].speaker and bool(retracting.match(one.text))
            for one in behind
        )

    def _is_supposed(self, index: int) -> bool:
        """Whether the sentence before says that what follows is a case, or somebody's word."""
        before = self._utterances[max(0, index - 1) : index]
        supposing = self._language.pattern("supposing")
        return any(bool(supposing.search(one.text)) for one in before)

    def _is_over(self, index: int) -> bool:
        """Whether a sentence was ended where an utterance is."""
        return self._utterances[index].text.endswith(tuple(TERMINALS))

    def _is_torn_off(self, index: int, text: str) -> bool:
        """Whether a sentence begins as none does that is whole: the end of one before it."""
        if self._cased and self._utterances[index].text[:1].islower():
            return not (self._uncapped and index and self._is_over(index - 1))
        if not self._tells_verbs:
            return False
        if not any(token.kind is WordClass.VERB for token in self._utterances[index].tokens):
            return True
        opening = self._opening(index, text)
        if len(opening) < 2 or not self._language.verb_second:
            return False
        first, second = opening
        declined = first.kind is WordClass.ADJECTIVE and first.key.endswith("en")
        return first.kind is WordClass.VERB or (declined and second.kind is WordClass.NOUN)

    def _points_back(self, index: int, text: str) -> bool:
        """Whether a sentence opens with an article that stands for what was named before."""
        opening = self._opening(index, text) if self._tells_verbs else ()
        return (
            len(opening) == 2
            and opening[0].key in self._language.classes["determiners"]
            and opening[1].kind is WordClass.VERB
        )

    def _opening(self, index: int, text: str) -> tuple[Token, ...]:
        """The first two words of a sentence as printed, as they were heard."""
        opening = next(iter(words(text)), "")
        tokens = self._utterances[index].tokens
        place = next((n for n, token in enumerate(tokens) if token.key == opening), len(tokens))
        return tokens[place : place + 2]


def source_of(said: Utterance) -> Source:
    """Where an utterance stands in its transcript."""
    return Source(first_cue=said.first_cue, last_cue=said.last_cue, start=said.start, end=said.end)


def leans(text: str, language: Language) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    if not any(map(str.isalpha, text)):
        return True
    leaning, standing = _opening("leaning", language), language.pattern("standing", "(?:{})")
    return bool(leaning.match(text)) and not standing.match(text)


def counts_on(text: str, language: Language) -> bool:
    """Whether a sentence tells one of several things, of which others were told before it.

    Beside these it may stand; alone it is "step two".
    """
    return bool(_opening("counting", language).match(text))


@cache
def _opening(name: str, language: Language) -> re.Pattern[str]:
    """What matches the opening of a sentence by a pattern, small words before it or not."""
    opening = r"(?:(?:before),?\s)*(?:{})".replace("before", language.rows_of("before_leaning"))
    return language.pattern(name, opening + language.edge)
