"""Parts of a conversation that are known by what is said in them, such as a lightning round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Episode, Utterance
from .languages import Language

_GUEST = re.compile(
    r"\b(?:with|w/|ft\.?|feat\.?) ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2})"
    r"(?= ?(?:\b(?:of|from|at)\b|$|[|(—-]))"
)
"""One guest in an episode's title: "with Ada Nowak of Fieldnotes"."""
WHOLE_TITLE = r"\W*(?:the )?(?:{})\W*\Z"
"""The frame of a pattern that is to match all of a title."""
_EDGE = 10
"""Utterances at a chapter's edge that may say what part of the conversation it is."""
_SHORT_OPENING, _SHORT_CLOSING = 1300, 250
"""Words of an introduction and of a farewell that hold nothing else."""
_SELLS = 0.5
"""Share of the words of an advertisement in a chapter that is nothing else worth a title."""


def part_of_conversation(
    episode: Episode, utterances: Sequence[Utterance], first: int, end: int
) -> str | None:
    """The name of a part that every conversation of its kind has, where the words show it."""
    language = Language.of(episode.language)
    named = language.wording
    is_late, is_last = first > len(utterances) / 2, end == len(utterances)
    text = _joined(utterances[first:end])
    length = sum(utterance.words for utterance in utterances[first:end])
    sold = sum(each.words for each in utterances[first:end] if each.advertises)
    if first and sold >= max(1, _SELLS * length):
        return named.get("thanks" if is_last else "sponsor")
    if is_late:
        opening = around = _joined(utterances[max(0, first - 2) : min(first + _EDGE, end)])
        if is_last:
            # It may be announced while the chapter before ends, or after small talk.
            half = max(_EDGE, (end - first) // 2)
            around = _joined(utterances[max(0, first - _EDGE) : first + half])
        if language.opening("lightning").search(around):
            return named.get("lightning")
        if language.opening("audience").search(opening):
            return named.get("audience")
        if is_last and language.opening("last_questions").search(opening):
            return named.get("last_questions")
        last_words = language.pattern("last_words").search(opening)
        if is_last and last_words:
            return last_words[0].capitalize()
        thanks = language.pattern("thanks")
        if is_last and length < _SHORT_CLOSING and thanks.search(_joined(utterances[-_EDGE:])):
            return named.get("thanks")
    if first == 0 and not is_last:
        greeted = language.opening("greeting").search(text)
        guest = _GUEST.search(episode.title)
        if greeted and guest and guest[1].casefold() in text.casefold():
            return f"{named['introduction']}: {guest[1]}"
        if language.listed and length < (_SHORT_OPENING if greeted else _SHORT_CLOSING):
            return named.get("introduction")
    return None


def names_its_part(title: str, language: Language) -> bool:
    """Whether a title only says where in a conversation a chapter stands: "Introduction"."""
    if title.casefold() in {each.casefold() for each in language.wording.values()}:
        return True
    names = ("idle_title", "part_title")
    return any(language.pattern(name, WHOLE_TITLE).match(title) for name in names)


def _joined(utterances: Sequence[Utterance]) -> str:
    return " ".join(utterance.text for utterance in utterances)
