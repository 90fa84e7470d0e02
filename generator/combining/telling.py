"""What is published of an episode, looked at sentence by sentence.

To combine an archive is to weigh all that is published of it. What a sentence holds and how well it
reads depends on its own episode alone, so that it is found once, as small facts that can be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..language.languages import Language
from ..language.tagging import classify
from ..language.words import tokens_of, word_count
from ..model import Reading, Sentence, Token, all_sentences
from .definitions import term_defined
from .figures import figure_in
from .quoting import FEWEST_WORDS, MOST_WORDS, most_telling
from .standing import is_whole, leans, stands_alone
from .terms import Lexer

# What a claim weighs beside the log-odds that a reader would print it, in the same measure; signs
# and proportions as fitted to whether careful readers found that a sentence bears out what its
# recording comes to.
HIGHEST = 0.37
"""For standing among the key points of its episode."""
PICKED = 1.0
"""For being quoted in the notes by those who made the recording."""
CONTRAST = 0.32
"""For saying that something is not so: it answers something."""
AT_AN_EDGE, EDGE = -0.5, 0.08
"""In the first and last share of a recording."""
PERSONAL, MOST_PERSONAL = -0.3, 3
"""For each time that somebody speaks of themselves."""
# And what no line among others may be, by reading:
LEANING = -0.5
"""For opening with what leans on the sentence before, or being no more than a noun that something
is told of: "A language which ..."."""
ALONE = 0.6
"""For being a claim that can be read without what was said around it."""
PADDED = -0.08
"""For each word that only fills it."""
LENGTHY, COMFORTABLE = -0.02, 26
"""For each word beyond those that are read in one go."""
OPENING = 7
"""Words among which a sentence names what it is about."""
_FOREMOST = 0.6
"""Share of the words of a sentence that come before its end."""
OPENS = 0.7
"""Log-odds that a line gains among others of one subject that names it among its first words."""
SAME = 0.5
"""Share of the content words of the shorter of two sentences that make them say the same."""
# And what one loses, wherever lines of different episodes are quoted:
_LEANS, _OWN = -2.0, -0.7
"""For not holding all that it speaks of, and, where it does, for being of somebody's own life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A published sentence, by itself."""

    place: int
    """Its index among all sentences of its reading's summaries."""
    phrases: tuple[tuple[str, bool], ...]
    """Keys of its phrases, and whether each is one only where headlines hold it."""
    stems: tuple[str, ...]
    """Its content words, each once."""
    opening: tuple[str, ...]
    """Those among its first words."""
    foremost: tuple[str, ...]
    """Those before its end: what a sentence only ends with it merely mentions."""
    weight: float
    """In log-odds; see `claims.Claim`."""
    alone: bool
    """Whether it can be read without what was said around it."""
    whole: bool
    """Whether at least it holds all that it speaks of; it may be long or tell what somebody did."""
    personal: bool
    """Whether somebody speaks of themselves in it."""
    figure: str
    """What it measures; "" for nothing."""
    defines: str
    """The term that it defines; "" for none."""

    @property
    def fit(self) -> float:
        """What it is worth among lines of other episodes."""
        return self.weight + stands(whole=self.whole, personal=self.personal)


def stands(*, whole: bool, personal: bool) -> float:
    """What a line loses that needs what was said around it, or tells only of who says it."""
    return _LEANS if not whole else _OWN if personal else 0.0


def alike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two sentences of an episode, of these content words, say the same."""
    return len({*one} & {*other}) >= SAME * max(2, min(len(one), len(other)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What an episode is headed and what is published of it."""

    titles: tuple[tuple[str, int, bool], ...]
    """Phrases of its title and those of its chapters: the key of each, its words, and whether it is
    one only where headlines hold it."""
    titled: tuple[str, ...]
    """Keys of words of titles that may be subjects alone, as often as titles hold them."""
    told: tuple[str, ...]
    """Keys of such words in what is published, each once."""
    sentences: tuple[Weighed, ...]
    """Those that can be quoted, the most telling first."""


Tell = Callable[[Reading, Language, Lexer], Telling]
"""`telling_of`, or what remembers its results."""


def telling_of(reading: Reading, language: Language, lexer: Lexer) -> Telling:
    """What is published of an episode in a language; the lexer may know its words already."""
    titles = (reading.episode.title, *(each.title for each in reading.outline.chapters))
    headed = classify([tokens_of(title, language) for title in titles], language)
    places = {id(each): place for place, each in enumerate(all_sentences(reading.summary))}
    sentences = [
        sentence
        for sentence in most_telling(reading)
        if FEWEST_WORDS <= word_count(sentence.text) <= MOST_WORDS
    ]
    rows = list(classify([tokens_of(each.text, language) for each in sentences], language))
    return Telling(
        titles=tuple(
            (hit.key, hit.size, hit.bare)
            for tokens in headed
            for hit in lexer.candidates(tokens, language)
        ),
        titled=tuple(
            key for tokens in headed for key in sorted(lexer.subject_words([tokens], language))
        ),
        told=tuple(sorted(lexer.subject_words(rows, language))),
        sentences=tuple(
            _weighed(reading, places[id(each)], each, tokens, _phrases(tokens, language, lexer))
            for each, tokens in zip(sentences, rows, strict=True)
        ),
    )


def _phrases(
    tokens: Sequence[Token], language: Language, lexer: Lexer
) -> Iterator[tuple[str, bool]]:
    """Each phrase once; where any that is written so is one by itself, it is."""
    bare: dict[str, bool] = {}
    for hit in lexer.candidates(tokens, language):
        bare[hit.key] = bare.get(hit.key, True) and hit.bare
    yield from bare.items()


def _weighed(
    reading: Reading,
    place: int,
    sentence: Sentence,
    tokens: Sequence[Token],
    phrases: Iterable[tuple[str, bool]],
) -> Weighed:
    language, text = Language.of(reading.episode.language), sentence.text
    alone = stands_alone(text, tokens, language)
    highest = any(text == each.text for each in reading.summary.sentences)
    return Weighed(
        place=place,
        phrases=tuple(phrases),
        stems=tuple(dict.fromkeys(token.root for token in tokens if token.root)),
        opening=tuple(token.root for token in tokens[:OPENING] if token.root),
        foremost=tuple(
            token.root
            for token in tokens[: max(OPENING, round(_FOREMOST * len(tokens)))]
            if token.root
        ),
        weight=round(_weigh(sentence, reading) + HIGHEST * highest + ALONE * alone, 4),
        alone=alone,
        whole=alone or is_whole(text, tokens, language),
        personal=bool(language.pattern("personal").search(text)),
        figure=figure_in(text, tokens, language),
        defines=term_defined(text, tokens, language),
    )


def _weigh(sentence: Sentence, reading: Reading) -> float:
    """What tells of a sentence in itself."""
    language, text = Language.of(reading.episode.language), sentence.text
    personal = len(language.pattern("personal").findall(text))
    cues = reading.episode.transcript.count
    share = sentence.sources[0].first_cue / max(1, cues)
    return (
        sentence.worth
        + PICKED * sentence.picked
        + CONTRAST * bool(language.pattern("negation").search(text))
        + AT_AN_EDGE * (cues > 1 / EDGE and not EDGE <= share <= 1 - EDGE)
        + PERSONAL * min(personal, MOST_PERSONAL)
        + LEANING * leans(text, language)
        + PADDED * len(language.pattern("padding").findall(text))
        + LENGTHY * max(0, word_count(text) - COMFORTABLE)
    )
