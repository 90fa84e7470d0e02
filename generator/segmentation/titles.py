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
from generator.language.hearing import tells_classes
from generator.language.languages import Language
from generator.language.phrases import Phrase, find_phrases
from generator.language.questions import plain_question
from generator.language.salience import Salience
from generator.language.stems import stem
from generator.language.words import content_stems, join, stems_of, word_count, words
from generator.model import Episode, Token, Utterance, WordClass

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
_SLIGHT = 0.2
"""What an everyday word is worth beside one of the subject, where titles are lists of words."""
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
_ENDS = frozenset({WordClass.NOUN, WordClass.GERUND, WordClass.NAME})
_INSIDE = frozenset(
    {WordClass.NAME, WordClass.NOUN, WordClass.ADJECTIVE, WordClass.PARTICIPLE, WordClass.GERUND}
    | {WordClass.JOINT, WordClass.DETERMINER}
)
_FEWEST_WORDS = 2
"""Words of a title in other languages than English: some write as one word what others do not."""
_SHORT_WORD = 3
"""Letters of a lone word that is too short for a title."""
_DECLINED = ("en", "em", "er", "es")
"""Endings of German adjectives that no heading has without an article."""
_ALIKE, _LONGER = 5, 3
"""Words that share so many letters at the start are one, unless one is longer by more."""
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
    salience = Salience.of(episode.title, utterances, episode.language)
    rows = [
        utterance.tokens if stems else ()
        for utterance, stems in zip(utterances, salience.stems, strict=True)
    ]
    spelling = _Spelling(rows)
    language = salience.language
    phrased = tells_classes(language)
    numbered = language.wording.get("part", "{}")
    everywhere = _stems_everywhere(salience, utterances, spans)
    titles: list[str] = []
    parts = [_part_of_conversation(episode, utterances, first, end) for first, end in spans]
    taken = {_wording(part, language) for part in parts if part}
    for number, (first, end) in enumerate(spans, 1):
        title = parts[number - 1]
        if title is None or title in parts[number:]:  # it may be announced too early
            weights = salience.weigh(first, end)
            ranked: list[str] = []
            if phrased:
                names = _find_names(rows[first:end], weights, everywhere, spelling, salience)
                questions = _find_questions(utterances[first:end], weights, language)
                ranked = _rank_titles(names, questions, rows[first:end], spelling, language)
            if language.tag != "en" and not ranked:
                ranked = _rank_words(rows[first:end], weights, everywhere, language)
            title = next(
                (title for title in ranked if _wording(title, language) not in taken),
                numbered.format(number),
            )
        taken.add(_wording(title, language))
        titles.append(title)
    return titles


def _wording(title: str, language: Language) -> frozenset[str]:
    """What makes two titles alike, whatever the order of their words."""
    return frozenset(content_stems(title, language)) or frozenset(words(title))


def _stems_everywhere(
    salience: Salience, utterances: Sequence[Utterance], spans: Sequence[tuple[int, int]]
) -> frozenset[str]:
    """Words that set no chapter apart: said in nearly all, or the names of who speaks in most."""
    if len(spans) < _FEW_CHAPTERS:
        return frozenset()
    spread: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    for first, end in spans:
        spread.update({root for row in salience.stems[first:end] for root in row})
        speakers.update({utterance.speaker or "" for utterance in utterances[first:end]})
    hosts = {
        root
        for name, count in speakers.items()
        if count > len(spans) / 2
        for root in content_stems(name, salience.language)
    }
    return frozenset(hosts | {root for root, n in spread.items() if n > EVERYWHERE * len(spans)})


def _find_names(
    rows: Sequence[tuple[Token, ...]],
    weights: Mapping[str, float],
    everywhere: frozenset[str],
    spelling: _Spelling,
    salience: Salience,
) -> list[_Name]:
    """Every phrase of a chapter once, in its commonest wording, best first."""
    language = salience.language
    wordings: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    phrases: dict[tuple[str, ...], Phrase] = {}
    for index, row in enumerate(rows):
        for phrase in find_phrases(row, language):
            phrases.setdefault(phrase.key, phrase)
            wordings[phrase.key][phrase.words] += 1
            places[phrase.key].append(index)
    names: list[_Name] = []
    for key, phrase in phrases.items():
        if phrase.stems <= everywhere:
            continue
        text = spelling.inside(_best_wording(wordings[key], language))
        often = len(places[key])
        if len(key) > 1:
            fit = _holds_together(phrase, often, language)
        elif language.tag == "en":
            fit = _names_alone(text, often, salience.common)
        else:
            fit = often > 1 and len(text) > _SHORT_WORD and key[0] not in salience.common
        if not fit:
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


def _best_wording(wordings: Counter[tuple[str, ...]], language: Language) -> tuple[str, ...]:
    """The commonest wording; where adjectives are declined, the one that a heading would have."""
    if language.capitals:
        plain = {
            said: count
            for said, count in wordings.items()
            if not any(word.islower() and word.endswith(_DECLINED) for word in said[:-1])
        }
        wordings = Counter(plain) or wordings
    return wordings.most_common(1)[0][0]


def _holds_together(phrase: Phrase, often: int, language: Language) -> bool:
    """Whether a phrase is more than words that happened to meet: "better model", "copy on GPU"."""
    opening, *others = (word.lower() for word in phrase.words)
    if len(phrase.stems) < sum(root in phrase.stems for root in phrase.key):
        return False  # "GPU and GPUs in a computer"
    if opening.isdigit() and not opening.strip("0"):  # the end of a number: "10, 000 users"
        return False
    if often > 1:
        return True
    if not language.titles["loose_joints"].isdisjoint(others):
        return False
    return phrase.kinds[0] is not WordClass.ADJECTIVE


def _names_alone(word: str, often: int, common: frozenset[str]) -> bool:
    """Whether a single word reads as a name without an article: proper, plural or abstract."""
    if word.endswith(("'s", "’s")) or stem(word.lower()) in common:
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
    rows: Sequence[tuple[Token, ...]],
    spelling: _Spelling,
    language: Language,
) -> list[str]:
    """Titles of one or two of `names`, or of a question, best first."""
    shortest = SHORTEST if language.tag == "en" else _FEWEST_WORDS
    joint = f" {language.wording['and']} "
    ranked = [
        (name.score, _capital(name.text))
        for name in (*names, *questions)
        if shortest <= name.length <= LONGEST
    ]
    for pair in combinations(names[:_PAIRED], 2):
        one, other = sorted(pair, key=lambda name: (name.places[0], name.text))
        if _share_a_word(one.stems, other.stems):
            continue
        hits = one.hits + other.hits
        said = _said_together(one, other, rows, language)
        if said:
            score = JOINED * _expected_score(hits, len(said))
            ranked.append((score, _capital(spelling.inside(said))))
        length = one.length + other.length + 1
        if not SHORTEST <= length <= LONGEST or joint in f"{one.text} {other.text}":
            continue
        near = min(abs(here - there) for here in one.places for there in other.places) <= 1
        score = PAIR * (1.0 if near else APART) * _expected_score(hits, length)
        ranked.append((score, _capital(one.text + joint + other.text)))
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


def _said_together(
    one: _Name, other: _Name, rows: Sequence[tuple[Token, ...]], language: Language
) -> tuple[str, ...]:
    """The fewest words of one utterance that hold both phrases and read as a title, or none."""
    stretches = [
        (end - start, index, start)
        for index in sorted({*one.places} & {*other.places})
        for start, end in _stretches(one, other, rows[index], language)
    ]
    if not stretches:
        return ()
    length, index, start = min(stretches)
    return tuple(token.text for token in rows[index][start : start + length])


def _stretches(
    one: _Name, other: _Name, row: Sequence[Token], language: Language
) -> Iterator[tuple[int, int]]:
    """Each stretch of an utterance that holds both phrases and reads as a title."""
    roots = [token.stem for token in row]
    for here, there in product(_occurrences(one.key, roots), _occurrences(other.key, roots)):
        start = min(here, there)
        end = max(here + one.length, there + other.length)
        fits = max(SHORTEST, one.length + other.length) <= end - start <= LONGEST
        if fits and _reads_as_title(row[start:end], language):
            yield start, end


def _occurrences(key: tuple[str, ...], roots: Sequence[str]) -> list[int]:
    """Where `key` begins in `roots`."""
    return [
        start
        for start in range(len(roots) - len(key) + 1)
        if tuple(roots[start : start + len(key)]) == key
    ]


def _reads_as_title(run: Sequence[Token], language: Language) -> bool:
    """Whether the words go on to a noun without a pause, a verb or a clause between."""
    return (
        (run[-1].kind in _ENDS or language.adjectives_follow)
        and not any(token.closes for token in run[:-1])
        and all(token.kind in _INSIDE or token.key in language.titles["links"] for token in run)
    )


def _rank_words(
    rows: Sequence[tuple[Token, ...]],
    weights: Mapping[str, float],
    everywhere: frozenset[str],
    language: Language,
) -> list[str]:
    """Titles of two or three words or pairs, where nouns cannot be told from verbs.

    Two words that stand beside each other as often as not are one.
    """
    wordings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for index, token in enumerate(row):
            if token.root not in weights or len(token.key) > _LONGEST_WORD:
                continue
            wordings[token.root,][_shown(token)] += 1
            after = row[index + 1] if index + 1 < len(row) else None
            if after and after.root in weights and not token.closes:
                wordings[token.root, after.root][join((token.text, _shown(after)))] += 1
    counts = {key: forms.total() for key, forms in wordings.items()}
    whole = {
        key
        for key, count in counts.items()
        if len(key) == 1
        or (key[0] != key[1] and count > 1 and 2 * count >= min(counts[key[:1]], counts[key[1:]]))
    }

    slight = everywhere | stems_of(language.common | language.everyday, language.tag)

    def worth(key: tuple[str, ...]) -> float:
        known = [weights[root] * (_SLIGHT if root in slight else 1.0) for root in key]
        once = 1.0 if counts[key] > 1 else COMMONPLACE
        return once * max(known) * (1.0 + 0.25 * (len(key) - 1))

    best = sorted(whole, key=lambda key: (-worth(key), key))[: 4 * _PAIRED]
    chosen: list[tuple[str, ...]] = []
    for key in best:
        if not any(_alike(root, other) for each in chosen for root in key for other in each):
            chosen.append(key)
    spelled = [wordings[key].most_common(1)[0][0] for key in chosen[:_PAIRED]]
    comma = ", " if language.edge else "、"
    titles = [comma.join(three) for three in zip(spelled, spelled[1:], spelled[2:], strict=False)]
    return [_capital(title) for title in titles or [comma.join(spelled)] if title]


def _shown(token: Token) -> str:
    """A word as a title shows it: Korean ones without the particle that a sentence asks for."""
    return token.root if "가" <= token.text[-1] <= "힣" else token.text


def _alike(one: str, other: str) -> bool:
    """Whether two stems probably are forms of one word."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) >= _ALIKE
        and long.startswith(short[:_ALIKE])
        and len(long) - len(short) <= _LONGER
        and short[: len(short) - _LONGER] == long[: len(short) - _LONGER]
    )


def _capital(text: str) -> str:
    """`text` with a capital first, unless its first word has capitals of its own."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def _find_questions(
    utterances: Sequence[Utterance], weights: Mapping[str, float], language: Language
) -> list[_Name]:
    """Short questions near a chapter's start that can be understood without it."""
    found: list[_Name] = []
    if language.tag != "en":
        return found  # what points away from a question is only known of English
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

    def __init__(self, rows: Sequence[tuple[Token, ...]]) -> None:
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            for token in row[1:]:
                forms[token.key][token.text] += 1
        self._forms = {key: counter.most_common(1)[0][0] for key, counter in forms.items()}

    def inside(self, spoken: Sequence[str]) -> str:
        """The words of a phrase, each as the episode mostly writes it."""
        return " ".join(self._forms.get(word.lower(), word) for word in spoken)


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
    language = Language.of(episode.language)
    named = language.wording
    is_late, is_last = first > len(utterances) / 2, end == len(utterances)
    text = _joined(utterances[first:end])
    length = word_count(text)
    if is_late:
        opening = around = _joined(utterances[max(0, first - 2) : min(first + _EDGE, end)])
        if is_last:
            # It may be announced while the chapter before ends, or after small talk.
            half = max(_EDGE, (end - first) // 2)
            around = _joined(utterances[max(0, first - _EDGE) : first + half])
        if language.pattern("lightning", language.edge + "(?:{})").search(around):
            return named.get("lightning")
        if language.pattern("audience", language.edge + "(?:{})").search(opening):
            return named.get("audience")
        if is_last and language.pattern("last_questions", language.edge + "(?:{})").search(opening):
            return named.get("last_questions")
        last_words = language.pattern("last_words").search(opening)
        if is_last and last_words:
            return last_words[0].capitalize()
        thanks = language.pattern("thanks")
        if is_last and length < _SHORT_CLOSING and thanks.search(_joined(utterances[-_EDGE:])):
            return named.get("thanks")
    if first == 0 and not is_last:
        greeted = language.pattern("greeting", language.edge + "(?:{})").search(text)
        guest = _GUEST.search(episode.title)
        if greeted and guest and guest[1].casefold() in text.casefold():
            return f"{named['introduction']}: {guest[1]}"
        if language.listed and length < (_SHORT_OPENING if greeted else _SHORT_CLOSING):
            return named.get("introduction")
    return None


def _joined(utterances: Sequence[Utterance]) -> str:
    return " ".join(utterance.text for utterance in utterances)
