"""Sentences that speech or a machine broke: begun in the middle, never finished, run together.

Told by how they and their neighbours begin and end, from lists of the language; a language
without lists is taken at its word.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.language.languages import Language
from generator.language.sentences import CLOSERS, TERMINALS
from generator.model import Token, Utterance

MOST_BREAKS = 2
"""Commas behind words that lead on from which on a sentence was not spoken in one go."""
_BACK = 4
"""Utterances before one among which the speaker's last may be what it goes on from."""
_MARKED = 0.9
"""Share of utterances that end in a full stop where somebody wrote where sentences end."""


def broken(utterances: Sequence[Utterance], language: Language) -> list[bool]:
    """Whether each utterance is no whole sentence."""
    finished = [_is_finished(utterance.text) for utterance in utterances]
    marked = sum(finished) >= _MARKED * len(utterances)
    leading = language.cleaning["dangling_ends"] - language.cleaning["stranded"]
    begins = language.cleaning["begins_sentence"]
    asks = language.pattern("unmarked_question", "(?:{})" + language.edge)
    found = []
    for index, utterance in enumerate(utterances):
        before = _own_before(utterances, index)
        found.append(
            (marked and not finished[index])
            or (marked and before is not None and not finished[before])
            or _breaks(utterance.tokens, leading) >= MOST_BREAKS
            or _has_seam(utterance.tokens, begins)
            or bool(asks.match(utterance.text))
        )
    return found


def _is_finished(text: str) -> bool:
    return text.rstrip(CLOSERS).endswith(tuple(TERMINALS))


def _own_before(utterances: Sequence[Utterance], index: int) -> int | None:
    """What the same speaker said before, if it is near."""
    speaker = utterances[index].speaker
    for earlier in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if utterances[earlier].speaker == speaker:
            return earlier
    return None


def _breaks(tokens: Sequence[Token], leading: frozenset[str]) -> int:
    """How often a speaker paused behind a word that leads on."""
    return sum(token.marks[:1] == "," and token.key in leading for token in tokens)


def _has_seam(tokens: Sequence[Token], begins: frozenset[str]) -> bool:
    """Whether a sentence begins inside another, as a capital tells."""
    return any(
        token.text in begins and not before.marks and before.text[-1].islower()
        for before, token in zip(tokens, tokens[1:], strict=False)
    )
