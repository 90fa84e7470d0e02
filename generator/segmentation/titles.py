"""Titles of found chapters, made of the chapter's own words.

A title is one noun phrase or two that belong to the chapter: those whose words a person's title
would most probably hold for the number of words it costs (`generator.language.salience`). Two are
taken as somebody joined them ("programming model for TinyGrad") where somebody did. Parts of a
conversation that are known by what is said in them, such as a lightning round, get their name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from generator.language.cleaning import clean
from generator.language.lexicon import WordClass, class_of
from generator.language.phrases import Phrase, Token, find_phrases, tokenize
from generator.language.questions import plain_question
from generator.language.salience import COMMON_STEMS, Speech
from generator.language.words import content_stems, stem, word_set, words
from generator.model import NUMBERED, Episode, Utterance

SHORTEST, LONGEST = 3, 9
"""Words of a title."""
USUAL_LENGTH = 8.0
"""Words of a person's title."""
PAIR = 0.95
"""What a title of two phrases is worth beside one of a single phrase that scores the same."""
APART = 0.9
"""What is left of that where the two are never said within an utterance of each other."""
JOINED = 1.2
"""What two phrases are worth in words that somebody said in one go."""
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
_OFTEN = 3
"""How often a chapter must say a lone common word for it to be a subject."""
_INSIDE = frozenset(
    {WordClass.NOUN, WordClass.ADJECTIVE, WordClass.PARTICIPLE, WordClass.GERUND}
    | {WordClass.JOINT, WordClass.DETERMINER}
)
_LINKS = word_set("and or by about than without against using")
"""Words that may stand between two phrases of a title, beside those of the classes above."""
_LOOSE_JOINTS = word_set("to on into at as over behind through around")
"""Prepositions that more often belong to a verb than to the noun before them."""
_NEEDS_NO_ARTICLE = (
    *("s", "tion", "sion", "ment", "ance", "ence", "ity", "ness", "ism", "ware", "ship", "logy"),
    *("ing", "age", "cy", "phy", "ery", "ure"),
)
"""Endings of common nouns that are plural or that nobody counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A phrase that a chapter could be named after."""

    text: str
    key: tuple[str, ...]
    """Stems of all its words."""
    stems: frozenset[str]
    """Stems of those that say something."""
    hits: float
    """How many of its words a person's title is expected to hold."""
    places: tuple[int, ...]
    """Indices in the chapter of the utterances that say it, ascending."""

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.key)

    @property
    def score(self) -> float:
        """Its expected score as a title."""
        return _expected_score(self.hits, self.length)


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
    known = spans if speech.english else ()  # the parts of a conversation that have English names
    parts = [_part_of_conversation(episode, utterances, first, end) for first, end in known]
    parts += [None] * (len(spans) - len(parts))
    taken = {_wording(part) for part in parts if part}
    for number, (first, end) in enumerate(spans, 1):
        title = parts[number - 1]
        if title is None or title in parts[number:]:  # it may be announced too early
            weights = speech.weigh(first, end)
            if speech.english:
                names = _find_names(rows[first:end], weights, everywhere, spelling)
                questions = _find_questions(utterances[first:end], weights)
                ranked = _rank_titles(names, questions, rows[first:end], spelling)
            else:
                ranked = _rank_words(rows[first:end], weights)
            numbered = NUMBERED.format(number)
            title = next((title for title in ranked if _wording(title) not in taken), numbered)
        taken.add(_wording(title))
        titles.append(title)
    return titles


def _wording(title: str) -> frozenset[str]:
    """What makes two titles alike, whatever the order of their words."""
    return frozenset(content_stems(title)) or frozenset(words(title))


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
    wordings: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    phrases: dict[tuple[str, ...], Phrase] = {}
    for index, row in enumerate(rows):
        for phrase in find_phrases(row):
            phrases.setdefault(phrase.key, phrase)
            wordings[phrase.key][phrase.words] += 1
            places[phrase.key].append(index)
    names: list[_Name] = []
    for key, phrase in phrases.items():
        if phrase.stems <= everywhere:
            continue
        text = spelling.inside(wordings[key].most_common(1)[0][0])
        often = len(places[key])
        if not (_names_alone(text, often) if len(key) == 1 else _holds_together(phrase, often)):
            continue
        hits = sum(
            weights.get(root, 0.0) * (COMMONPLACE if root in everywhere else 1.0)
            for root in sorted(phrase.stems)
        )
        repeated = 1.0 + 0.1 * min(often - 1, 3)
        names.append(
            _Name(
                text=text,
                key=key,
                stems=phrase.stems,
                hits=hits * repeated,
                places=tuple(places[key]),
            )
        )
    names.sort(key=lambda name: (-name.score, name.places[0], name.text))
    return names


def _holds_together(phrase: Phrase, often: int) -> bool:
    """Whether a phrase is more than words that happened to meet: "better model", "copy on GPU"."""
    opening, *others = (word.lower() for word in phrase.words)
    if len(phrase.stems) < sum(root in phrase.stems for root in phrase.key):
        return False  # "GPU and GPUs in a computer"
    if opening.isdigit() and not opening.strip("0"):  # the end of a number: "10, 000 users"
        return False
    if often > 1:
        return True
    return class_of(opening) is not WordClass.ADJECTIVE and _LOOSE_JOINTS.isdisjoint(others)


def _names_alone(word: str, often: int) -> bool:
    """Whether a single word reads as a name without an article: proper, plural or abstract."""
    if word.endswith(("'s", "’s")) or stem(word.lower()) in COMMON_STEMS:
        return False
    if not word.islower():
        return True
    return often >= _OFTEN and word.endswith(_NEEDS_NO_ARTICLE) and not word.endswith("ss")


def _expected_score(hits: float, length: int) -> float:
    """The expected unigram F score of a title against a person's."""
    return 2.0 * hits / (length + USUAL_LENGTH)


def _rank_titles(
    names: Sequence[_Name],
    questions: Sequence[_Name],
    rows: Sequence[list[Token]],
    spelling: _Spelling,
) -> list[str]:
    """Titles of one or two of `names`, or of a question, best first."""
    ranked = [
        (name.score, _capital(name.text))
        for name in (*names, *questions)
        if SHORTEST <= name.length <= LONGEST
    ]
    for pair in combinations(names[:_PAIRED], 2):
        one, other = sorted(pair, key=lambda name: (name.places[0], name.text))
        if _share_a_word(one.stems, other.stems):
            continue
        hits = one.hits + other.hits
        said = _said_together(one, other, rows)
        if said:
            score = JOINED * _expected_score(hits, len(said))
            ranked.append((score, _capital(spelling.inside(said))))
        length = one.length + other.length + 1
        if not SHORTEST <= length <= LONGEST or " and " in f"{one.text} {other.text}":
            continue
        near = min(abs(here - there) for here in one.places for there in other.places) <= 1
        score = PAIR * (1.0 if near else APART) * _expected_score(hits, length)
        ranked.append((score, _capital(f"{one.text} and {other.text}")))
    ranked.sort(key=lambda title: (-title[0], title[1]))
    return [text for _, text in ranked] or [_capital(name.text) for name in names]


def _share_a_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both hold a word, alone or as part of a compound: "RSA" and "RSA-based"."""
    return bool(one & other) or any(
        small in large.split("-")
        for left, right in ((one, other), (other, one))
        for small in left
        for large in right
        if "-" in large
    )


def _said_together(one: _Name, other: _Name, rows: Sequence[list[Token]]) -> tuple[str, ...]:
    """The fewest words of one utterance that hold both phrases and read as a title, or none."""
    stretches = [
        (end - start, index, start)
        for index in sorted({*one.places} & {*other.places})
        for start, end in _stretches(one, other, rows[index])
    ]
    if not stretches:
        return ()
    length, index, start = min(stretches)
    return tuple(token.text for token in rows[index][start : start + length])


def _stretches(one: _Name, other: _Name, row: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Each stretch of an utterance that holds both phrases and reads as a title."""
    roots = [stem(token.key) for token in row]
    for here, there in product(_occurrences(one.key, roots), _occurrences(other.key, roots)):
        start = min(here, there)
        end = max(here + one.length, there + other.length)
        fits = max(SHORTEST, one.length + other.length) <= end - start <= LONGEST
        if fits and _reads_as_title(row[start:end]):
            yield start, end


def _occurrences(key: tuple[str, ...], roots: Sequence[str]) -> list[int]:
    """Where `key` begins in `roots`."""
    return [
        start
        for start in range(len(roots) - len(key) + 1)
        if tuple(roots[start : start + len(key)]) == key
    ]


def _reads_as_title(run: Sequence[Token]) -> bool:
    """Whether the words go on to a noun without a pause, a verb or a clause between."""
    return (
        run[-1].kind in {WordClass.NOUN, WordClass.GERUND}
        and not any(token.closes for token in run[:-1])
        and all(token.kind in _INSIDE or token.key in _LINKS for token in run)
    )


def _rank_words(rows: Sequence[list[Token]], weights: Mapping[str, float]) -> list[str]:
    """Titles of three words each, for a language whose phrases nobody here can tell."""
    wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for token in (token for row in rows for token in row):
        root = stem(token.key)
        if root in weights and len(token.key) <= _LONGEST_WORD:
            wordings[root][token.text] += 1
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
                key=tuple(map(stem, words(question))),
                stems=stems,
                hits=QUESTION * sum(weights.get(root, 0.0) for root in sorted(stems)),
                places=(index,),
            )
        )
    return found


class _Spelling:
    """How an episode writes its words inside a sentence."""

    def __init__(self, rows: Sequence[list[Token]]) -> None:
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            for token in row[1:]:
                forms[token.key][token.text] += 1
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
    r"\b(?:with|w/|ft\.?|feat\.?) ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})"
    r"(?= ?(?:\b(?:of|from|at)\b|$|[|(—-]))"
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
    is_late, is_last = first > len(utterances) / 2, end == len(utterances)
    text = _joined(utterances[first:end])
    length = len(text.split())
    if is_late:
        opening = around = _joined(utterances[max(0, first - 2) : min(first + _EDGE, end)])
        if is_last:
            # It may be announced while the chapter before ends, or after small talk.
            half = max(_EDGE, (end - first) // 2)
            around = _joined(utterances[max(0, first - _EDGE) : first + half])
        if _LIGHTNING.search(around):
            return "Lightning round"
        if _AUDIENCE.search(opening):
            return "Audience questions"
        if is_last and _LAST_QUESTIONS.search(opening):
            return "Closing questions"
        last_words = _LAST_WORDS.search(opening)
        if is_last and last_words:
            return last_words[0].capitalize()
        if is_last and length < _SHORT_CLOSING and _THANKS.search(_joined(utterances[-_EDGE:])):
            return "Closing thanks"
    if first == 0 and not is_last:
        greeted = _GREETING.search(text)
        guest = _GUEST.search(episode.title)
        if greeted and guest and guest[1].casefold() in text.casefold():
            return f"Introduction: {guest[1]}"
        if length < (_SHORT_OPENING if greeted else _SHORT_CLOSING):
            return "Introduction"
    return None


def _joined(utterances: Sequence[Utterance]) -> str:
    return " ".join(utterance.text for utterance in utterances)
