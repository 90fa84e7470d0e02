"""What is not printed whatever it is worth: broken sentences, plugs, introductions and farewells.

Told by how sentences and their neighbours begin and end, and by what is said around them, from
lists of the language; a language without lists is taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ..language.conversation import WHOLE_TITLE
from ..language.languages import Language
from ..language.sentences import is_finished
from ..model import Token, Utterance

MOST_BREAKS = 2
"""Commas behind words that lead on from which on a sentence was not spoken in one go."""
_STOP_INSIDE = re.compile(r"[^\W\d_]{5,}[.][A-Z][a-z]")
"""A full stop inside a sentence that goes on without a space."""
PLUGS_WITHIN, AROUND_PLUGS = 8, 3
"""Utterances within which one plug follows another where something is advertised, and how many
around them belong to it."""
EARLY = 0.1
"""Share of a recording in which people are introduced."""
PARTING, EARLIEST_PARTING = 25, 0.8
"""Utterances at the end among which people take leave, and the share of all after which."""
_BACK = 4
"""Utterances before one among which the speaker's last may be what it goes on from."""
_MARKED = 0.9
"""Share of utterances that end in a full stop where somebody wrote where sentences end."""


def idle(utterances: Sequence[Utterance], language: Language) -> list[bool]:
    """Whether each utterance stands where something is advertised, or people meet or take leave."""
    found = [utterance.advertises for utterance in utterances]
    plugs = language.pattern("plug")
    places = [index for index, each in enumerate(utterances) if plugs.search(each.text)]
    for one, other in pairwise(places):
        if other - one <= PLUGS_WITHIN:
            first, after = max(0, one - AROUND_PLUGS), min(other + AROUND_PLUGS + 1, len(found))
            found[first:after] = [True] * (after - first)
    introducing = language.pattern("introducing")
    for index in range(round(EARLY * len(utterances))):
        found[index] = found[index] or bool(introducing.search(utterances[index].text))
    farewell = language.pattern("farewell")
    last = max(len(utterances) - PARTING, round(EARLIEST_PARTING * len(utterances)))
    for index in range(last, len(utterances)):
        if farewell.search(utterances[index].text):
            found[index:] = [True] * (len(utterances) - index)
            break
    return found


def is_idle(title: str, language: Language) -> bool:
    """Whether a chapter is called what has nothing to print: "Sponsors", "Wrap-up"."""
    return bool(language.pattern("idle_title", WHOLE_TITLE).match(title))


def sells(title: str, language: Language) -> bool:
    """Whether a chapter was found to be mostly advertising, whatever else is said in it."""
    return title == language.wording.get("sponsor")


def broken(utterances: Sequence[Utterance], language: Language) -> list[bool]:
    """Whether each utterance is no whole sentence."""
    finished = [is_finished(utterance.text) for utterance in utterances]
    marked = sum(finished) >= _MARKED * len(utterances)
    leading = language.cleaning["dangling_ends"] - language.cleaning["stranded"]
    begins = language.cleaning["begins_sentence"]
    asks = language.pattern("unmarked_question", "(?:{})" + language.edge)
    asked = language.pattern("question_end", r"(?:{})[。]?\Z")
    ends = _ends(language)
    found = []
    for index, utterance in enumerate(utterances):
        before = _own_before(utterances, index)
        found.append(
            utterance.torn
            or (marked and not finished[index])
            or (marked and before is not None and not finished[before])
            or _breaks(utterance.tokens, leading) >= MOST_BREAKS
            or _has_seam(utterance.tokens, begins)
            or bool(_STOP_INSIDE.search(utterance.text))
            or bool(asks.match(utterance.text))
            or bool(asked.search(utterance.text))
            or not (marked or finished[index] or ends(utterance.text))
        )
    return found


def _ends(language: Language) -> Callable[[str], bool]:
    """What tells whether a text ends as sentences of the language do, where that can be told."""
    if "sentence_end" not in language.rows:
        return lambda text: True
    pattern = language.pattern("sentence_end", "(?:{})")
    return lambda text: any(match.end() == len(text) for match in pattern.finditer(text))


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
        token.text in begins
        and not before.marks
        and before.text[-1].islower()
        and after.text[0].islower()
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
