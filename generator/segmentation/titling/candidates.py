"""The pieces of a recording that its chapters could be called by, best first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from ...language.cleaning import clean
from ...language.everyday import is_everyday
from ...language.languages import Language
from ...language.salience import Salience
from ...language.sentences import QUESTION_MARKS
from ...language.tagging import Tagger, WordTag
from ...language.words import content_stems, join, word_count
from ...model import Episode, Token, Utterance
from .declension import class_of
from .evidence import Recording, measure_pieces, measure_words
from .pieces import (
    LONGEST,
    SHORTEST,
    Headed,
    Kind,
    Piece,
    Said,
    capital,
    find_pieces,
)
from .ranking import Ranking

HEADS, BODIES = 5, 12
"""How many names are tried as heads of how many other pieces."""
LONGEST_HEAD = 3
"""Words of a head."""
LONGEST_BODY = 6
"""Words of what stands under a head."""
TRIED = 60
"""Pieces of a chapter that are weighed."""
USUAL_LENGTH = 5.0
"""Words of a person's title that say something."""
OFTEN = 3
"""How often everyday words must be said together to be a subject."""
READS = 0.02
"""ROUGE-1 that a reader would give for a title that says more than a name or a deed does."""
A_WORD, MOST_TOLD = 0.012, 5
"""The same for each word that tells something, and how many count."""
MOST_EMPTY = 1
"""Words of a title that say nothing."""
LISTS = 0.07
"""What a name under a name is worth less: it seldom tells what the one has to do with the other."""
TERSE = 0.02
"""What a name of two words is worth less, as it seldom tells enough."""
RARE = 0.4
"""Share of the chapters up to which a word that they say is one chapter's own."""
RETURNS, ASKED = 0.06, 0.03
"""What it is worth that a chapter comes back to such a word, and that the sentence asks."""
PASSING, BROAD = 0.03, 0.04
"""What it costs a claim that its words meet once, a name to say but what the whole is about."""
TOGETHER, BOUND = 2, 0.6
"""How often, and in which share of its uses, a word stands behind another that belongs to it."""

BINDING = frozenset({WordTag.NOUN, WordTag.PROPN, WordTag.ADJ, WordTag.NUM})
"""Classes of words that may belong to the noun behind them."""


class Candidates:
    """The pieces of one recording that its chapters could be called by."""

    def __init__(
        self,
        episode: Episode,
        utterances: Sequence[Utterance],
        spans: Sequence[tuple[int, int]],
        tagger: Tagger,
    ) -> None:
        language = Language.of(episode.language)
        self._language = language
        sentences = list(_sentences(utterances, language, tagger))
        names = {utterance.speaker for utterance in utterances if utterance.speaker}
        self.recording = Recording(
            utterances=utterances,
            sentences=sentences,
            spans=spans,
            salience=Salience.of(episode.title, utterances, episode.language),
            tagger=tagger,
            names=frozenset(root for name in names for root in content_stems(name, language)),
        )

    @classmethod
    def of(
        cls, episode: Episode, utterances: Sequence[Utterance], spans: Sequence[tuple[int, int]]
    ) -> Candidates | None:
        """Those of an episode, or None where the classes of its words are not known."""
        tagger = Tagger.of(Language.of(episode.language).tag)
        return cls(episode, utterances, spans, tagger) if tagger else None

    def pieces(self, number: int, weights: Mapping[str, float]) -> list[Piece]:
        """The most telling pieces of a chapter, each once, as it is first said."""
        first, end = self.recording.spans[number]
        found: dict[tuple[str, ...], Piece] = {}
        often: Counter[tuple[str, ...]] = Counter()
        for said in self.recording.sentences[first:end]:
            for piece in find_pieces(said, self._language):
                found.setdefault(piece.key, piece)
                often[piece.key] += 1
        fitting = [piece for piece in found.values() if self._fits(piece, often[piece.key])]

        def telling(piece: Piece) -> float:
            roots = piece.roots
            hits = sum(sorted(weights.get(root, 0.0) for root in roots))
            return hits / (len(roots) + USUAL_LENGTH) * (1.0 if piece.kind is Kind.NAME else 1.3)

        return sorted(fitting, key=telling, reverse=True)[:TRIED]

    def headed(self, pieces: Sequence[Piece], worth: Sequence[float]) -> list[Headed]:
        """The best names over the best of others that were said with them."""
        order = sorted(range(len(pieces)), key=lambda index: -worth[index])
        ordered = [pieces[index] for index in order]
        heads = [p for p in ordered if self._may_head(p)]
        bodies = [p for p in ordered if self._may_be_headed(p)]
        names = [piece.roots for piece in pieces if piece.kind is Kind.NAME]

        def joined(head: Piece, body: Piece) -> bool:
            """Whether somebody joined both in one name, which then is the better title."""
            return any(head.roots < name and body.roots & name for name in names)

        return [
            Headed(head=head, body=body)
            for head in heads[:HEADS]
            for body in bodies[:BODIES]
            if len(head.tokens) + len(body.tokens) <= LONGEST
            and self._are_together(head, body)
            and not head.roots & body.roots
            and not joined(head, body)
        ]

    def _may_head(self, piece: Piece) -> bool:
        """Whether a name is short, and the recording's own: of two words, or in capitals.

        Where all nouns have capitals, those do not tell.
        """
        if piece.kind is not Kind.NAME or len(piece.tokens) > LONGEST_HEAD:
            return False
        if piece.tokens[-1].key.endswith("'s"):  # "Apple's" heads nothing, "Apple" does
            return False
        roots = piece.roots
        only = piece.tokens[0]
        own = len(roots) > 1 or not self._spelling.get(only.key, "a").islower()
        if self._language.capitals:
            own = not all(map(self._is_everyday, piece.tokens))
        first, end = self.recording.spans[self._chapter_of(piece)]
        rows = self.recording.salience.stems[first:end]
        return own and sum(roots.issubset(row) for row in rows) >= OFTEN

    def _chapter_of(self, piece: Piece) -> int:
        """The chapter in which a piece is said."""
        return bisect_right(self._starts, piece.said.place) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [first for first, _ in self.recording.spans]

    @staticmethod
    def _may_be_headed(piece: Piece) -> bool:
        return piece.kind is Kind.NAME and SHORTEST <= len(piece.tokens) <= LONGEST_BODY

    def _are_together(self, head: Piece, body: Piece) -> bool:
        """Whether a head is named in the sentence of its body."""
        return head.roots <= set(self.recording.salience.stems[body.said.place])

    def ranked(self, number: int, ranking: Ranking) -> Iterator[str]:
        """Titles of a chapter, best first."""
        roots, rows = measure_words(self.recording, number)
        weights = ranking.chances(roots, rows)
        pieces = self.pieces(number, weights)
        worth = ranking.pieces.weigh(measure_pieces(pieces, self.recording, number, weights))
        headed = self.headed(pieces, worth)
        more = ranking.pieces.weigh(measure_pieces(headed, self.recording, number, weights))
        everything: list[Piece | Headed] = [*pieces, *headed]
        totals = [*worth, *more]
        totals = [
            total + _reads(piece) + self._stands_for(piece, number)
            for piece, total in zip(everything, totals, strict=True)
        ]
        order = sorted(range(len(everything)), key=lambda i: (-totals[i], i))
        fitting = [
            everything[index]
            for index in order
            if len(everything[index].tokens) >= SHORTEST
            and self._empty_words(everything[index]) <= MOST_EMPTY
        ]
        fitting.sort(key=self._lengthens)
        yield from map(self.written, fitting)
        yield from self._quotations(number, weights)

    def _stands_for(self, piece: Piece | Headed, number: int) -> float:
        """What a piece is worth for coming back in its chapter, and for being its own."""
        recording = self.recording
        first, end = recording.spans[number]
        stems = recording.salience.stems
        roots = {token.root for token in piece.tokens if token.root}
        most = RARE * len(recording.spans)
        rare = {root for root in roots if recording.spread[root] <= max(1.0, most)}
        quarters = {
            4 * (place - first) // (end - first)
            for place in range(first, end)
            if not rare.isdisjoint(stems[place])
        }
        worth = RETURNS * (len(quarters) > 1) + ASKED * piece.said.asks
        if isinstance(piece, Piece) and piece.kind is Kind.CLAIM:
            together = sum(len(roots.intersection(stems[place])) > 1 for place in range(first, end))
            return worth - PASSING * (together < SHORTEST)
        if isinstance(piece, Piece) and roots <= recording.salience.headline:
            return worth - BROAD
        return worth

    def _fits(self, piece: Piece, often: int) -> bool:
        """Whether a piece says something: more than a speaker's name or words of every day."""
        recording = self.recording
        roots = piece.roots
        if not roots or roots <= recording.names:
            return False
        if len(roots) < sum(bool(token.root) for token in piece.tokens):
            return False  # "algorithms or consensus algorithms"
        if self._is_cut(piece) or self._is_mistaken(piece):
            return False
        if all(recording.is_everywhere(root) for root in roots):
            return False
        telling = [token for token in piece.tokens if not self._is_everyday(token)]
        if piece.kind is not Kind.NAME:
            return piece.kind is not Kind.QUESTION or bool(telling)
        if not telling and (often < OFTEN or len(piece.tokens) < SHORTEST):
            return False
        return any(token.root not in self._misheard for token in telling or piece.tokens)

    def _is_cut(self, piece: Piece) -> bool:
        """Whether the word before belongs to it: "mile" of "last mile", "York" of "New York"."""
        if not piece.first:
            return False
        before, token = piece.said.tokens[piece.first - 1 : piece.first + 1]
        if before.closes or piece.said.tags[piece.first - 1] not in BINDING:
            return False
        both = self._neighbours[before.key, token.key]
        return both >= TOGETHER and both >= BOUND * self._said[token.key]

    def _is_mistaken(self, piece: Piece) -> bool:
        """Whether it holds what was taken for a noun, but has no capital as nouns here have."""
        if not self._language.capitals or self._is_bare(piece.said):
            return False
        return any(
            tag is WordTag.NOUN and self._spelling.get(token.key, token.text).islower()
            for token, tag in zip(piece.tokens, piece.tags, strict=True)
        )

    @cached_property
    def _said(self) -> Counter[str]:
        """How often each word is said."""
        return Counter(token.key for said in self.recording.sentences for token in said.tokens)

    @cached_property
    def _neighbours(self) -> Counter[tuple[str, str]]:
        """How often one word follows another, whether they say something or not."""
        return Counter(
            (one.key, two.key)
            for said in self.recording.sentences
            for one, two in pairwise(said.tokens)
            if not one.closes
        )

    def _empty_words(self, piece: Piece | Headed) -> int:
        """Words that say nothing, without those that bind a piece or make it a question."""
        language = self._language
        asks = isinstance(piece, Piece) and piece.kind is Kind.QUESTION
        light = language.titles["binding"] | (language.titles["articles"] if asks else frozenset())
        empty = [token.key for token in piece.tokens if token.key in language.stop_words - light]
        return len(empty) - asks

    def _lengthens(self, piece: Piece | Headed) -> bool:
        """Whether a common noun and what binds it only lengthen a title: "Effekte von Schulden".

        Of a language that compounds its nouns, where a common one is there to be bound.
        """
        language = self._language
        common = language.common if language.capitals else frozenset()
        keys = [token.key for token in piece.tokens]
        if common.isdisjoint(keys):
            return False
        return sum(key in language.stop_words | common for key in keys) > MOST_EMPTY

    def _is_everyday(self, token: Token) -> bool:
        tells = not self._language.capitals and not token.text.islower()
        return not token.root or (not tells and is_everyday(token.key, self._language))

    @cached_property
    def _misheard(self) -> frozenset[str]:
        """Words said once that the language does not have."""
        recording = self.recording
        return frozenset(
            root
            for root, total in recording.salience.totals.items()
            if total == 1 and not recording.is_known(root)
        )

    def written(self, piece: Piece | Headed) -> str:
        """A piece as a title."""
        if isinstance(piece, Headed):
            return f"{self.written(piece.head)}: {self._spelled(piece.body)}"
        return capital(self._spelled(piece))

    def _spelled(self, piece: Piece) -> str:
        parts = [
            (capital(spelled) if noun else spelled) + (token.marks if token.marks == "," else "")
            for token, noun, text in zip(
                piece.tokens,
                self._lost_capitals(piece),
                piece.spelled(self._language, self._is_noun),
                strict=True,
            )
            for spelled in [self._spelling.get(text.lower(), text)]
        ]
        return join(parts).rstrip(",") + ("?" if piece.kind is Kind.QUESTION else "")

    def _is_noun(self, text: str) -> bool:
        """Whether the recording or the language has a noun of that form."""
        said = self._spelling.get(text.lower())
        return self.recording.tagger.knows(text.lower()) if said is None else said[0].isupper()

    def _lost_capitals(self, piece: Piece) -> Sequence[bool]:
        """Which words are nouns or names whose capitals were lost, though the language has them."""
        lost = self._language.capitals and self._is_bare(piece.said)
        return [lost and tag in (WordTag.NOUN, WordTag.PROPN) for tag in piece.tags]

    @staticmethod
    def _is_bare(said: Said) -> bool:
        """Whether a sentence has no capital inside it."""
        return not any(token.text[0].isupper() for token in said.tokens[1:])

    @cached_property
    def _spelling(self) -> dict[str, str]:
        """How the recording mostly writes each word inside a sentence."""
        forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for said in self.recording.sentences:
            for token in said.tokens[1:]:
                forms[token.key][token.text] += 1
        return {key: counter.most_common(1)[0][0] for key, counter in forms.items()}

    def _quotations(self, number: int, weights: Mapping[str, float]) -> Iterator[str]:
        """Short sentences of a chapter that stand alone, best first, as quotations."""
        first, end = self.recording.spans[number]
        function = self._language.function

        def stands(said: Said) -> bool:
            edges = {said.tokens[0].key, said.tokens[-1].key} if said.tokens else function
            told = sum(bool(token.root) for token in said.tokens)
            return told > 1 and len(said.tokens) <= LONGEST and not edges & function

        short = [said for said in self.recording.sentences[first:end] if stands(said)]
        short.sort(key=lambda said: -sum(weights.get(token.root, 0.0) for token in said.tokens))
        for said in short:
            text = clean(self.recording.utterances[said.place].text, self._language).rstrip(".")
            if word_count(text) <= LONGEST:
                yield f"“{text}”"


def _reads(piece: Piece | Headed) -> float:
    """What a piece is worth for how much it tells by itself, beside the words that it shares."""
    told = min(sum(bool(token.root) for token in piece.tokens), MOST_TOLD)
    worth = A_WORD * told
    if isinstance(piece, Piece) and piece.kind is Kind.NAME and len(piece.tokens) == SHORTEST:
        worth -= TERSE
    if isinstance(piece, Headed):
        return worth - LISTS
    return worth + READS * (piece.kind in {Kind.CLAIM, Kind.MANNER, Kind.QUESTION})


def _sentences(
    utterances: Sequence[Utterance], language: Language, tagger: Tagger
) -> Iterator[Said]:
    """Each utterance without what titles can do without, its words in their classes."""
    idle = language.titles["idle"] | language.fillers
    rows = [
        tuple(t for t in utterance.tokens if t.key not in idle and not utterance.advertises)
        for utterance in utterances
    ]
    tags = tagger.tag([[token.text for token in row] for row in rows])
    for place, (row, tagged) in enumerate(zip(rows, tags, strict=True)):
        yield Said(
            place=place,
            tokens=row,
            tags=tuple(
                class_of(token.text, tag, language) for token, tag in zip(row, tagged, strict=True)
            ),
            asks=utterances[place].text.rstrip().endswith(QUESTION_MARKS),
        )
