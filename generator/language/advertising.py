"""What is said to sell: where an advertisement begins, and how far it goes on.

It begins where somebody says whom an episode is brought by, and goes on as long as that name, an
address, a price or an offer is said again before long. Who is thanked for it ends it. One that
nobody announces is found from its end: the address of a page for these listeners, whose name was
said again and again just before, to them, and hardly anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Utterance
from .languages import Language

LONGEST = 400
"""Words of an advertisement at the most."""
PAUSE, NAMED_PAUSE = 80, 160
"""Words in it that name nothing of what is sold: before an offer, before that name itself."""
NAMED_WITHIN = 3
"""Utterances of its beginning of which one names what is sold."""
_AROUND = LONGEST // 8
"""Utterances in which an advertisement ends, as few are shorter than that many words."""
_TO_YOU = 0.5
"""What a word counts of those in an utterance that speaks to listeners."""
_SHORTEST_NAME = 3
"""Letters of a name that is told from other words."""
_JOINED = 6
"""Letters of one that may be heard as several words."""
_ELSEWHERE, _SHARE_ELSEWHERE = 4, 0.01
"""Utterances, and share of all, that may hold such a name where nothing is sold: more often, and
the recording itself is about it."""
_ADDRESS = re.compile(
    r"\b([a-z][\w-]+)(?:\.| dot )(?:com|io|fm|dev|ai|co|net|org|app|tv)(?:\s?/\s?| slash )\w",
    re.IGNORECASE,
)
"""A page at what is sold, as it is said or written: "honey.com slash hives"."""
_NAMED, _ADDRESSED = 3, 0.5
"""Utterances at least that name what nobody announced, and share of all in which "you" is said."""
_LED_BY = 1
"""Utterances at most that speak to listeners before it is named."""
_NAME = re.compile(r"[A-Z][\w&'’-]*\w|\b[\w-]+(?=\.(?:com|io|fm|dev|ai|co|net|org|app|de|fr|es)\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """By what a language sells."""

    opens: re.Pattern[str]
    calls: re.Pattern[str]
    thanks: re.Pattern[str]
    to_you: re.Pattern[str]
    is_empty: Callable[[str], bool]

    @classmethod
    def of(cls, language: Language) -> _Signs:
        return cls(
            opens=language.opening("sponsor"),
            calls=language.pattern("calling"),
            thanks=language.pattern("sponsor_thanked"),
            to_you=language.pattern("to_listeners"),
            is_empty=language.is_empty,
        )


def advertising(utterances: Sequence[Utterance], language: Language) -> list[bool]:
    """Whether each utterance belongs to an advertisement."""
    found = [False] * len(utterances)
    signs = _Signs.of(language)
    texts = [utterance.text.lower() for utterance in utterances]
    for index, end in (
        *_announced(utterances, texts, signs),
        *_unannounced(utterances, texts, signs),
    ):
        found[index:end] = [True] * (end - index)
    return found


def _announced(
    utterances: Sequence[Utterance], texts: Sequence[str], signs: _Signs
) -> Iterator[tuple[int, int]]:
    """The first utterance of each that is announced, and the one behind its last."""
    index = 0
    while index < len(utterances):
        opening = signs.opens.search(utterances[index].text)
        if opening is None:
            index += 1
            continue
        beginning = [each.text for each in utterances[index : index + NAMED_WITHIN]]
        beginning[0] = beginning[0][opening.end() :]
        elsewhere = [*texts[: max(0, index - 1)], *texts[index + _AROUND :]]
        end = _end_of(utterances, index, _sold(beginning, elsewhere, signs), signs)
        yield index, end
        index = end


def _unannounced(
    utterances: Sequence[Utterance], texts: Sequence[str], signs: _Signs
) -> Iterator[tuple[int, int]]:
    """The same of those that only an address at their end tells."""
    for end, text in enumerate(texts):
        for name in dict.fromkeys(_ADDRESS.findall(text)):
            begin, named, length, pause = end, 1, utterances[end].words, 0
            for place in range(end - 1, -1, -1):
                said = utterances[place]
                length, pause = length + said.words, pause + said.words
                if said.speaker != utterances[end].speaker or length > LONGEST or pause > PAUSE:
                    break
                if name in texts[place]:
                    begin, named, pause = place, named + 1, 0
            around = [*texts[: max(0, begin - 1)], *texts[end + _NAMED :]]
            told = sum(bool(signs.to_you.search(text)) for text in texts[begin : end + 1])
            if (
                named >= _NAMED
                and told >= _ADDRESSED * (end + 1 - begin)
                and sum(name in text for text in around) < _ELSEWHERE
            ):
                led = begin
                while begin > max(0, led - _LED_BY) and signs.to_you.search(texts[begin - 1]):
                    begin -= 1
                yield begin, end + 1


def _sold(beginning: Sequence[str], elsewhere: Sequence[str], signs: _Signs) -> frozenset[str]:
    """The names in the first of some sentences that has any which are hardly said elsewhere."""
    fewest = max(_ELSEWHERE, int(_SHARE_ELSEWHERE * len(elsewhere)))
    for sentence in beginning:
        names = {re.sub("['’]s$", "", name.lower()) for name in _NAME.findall(sentence)}
        sold = frozenset(
            name
            for name in names
            if len(name) >= _SHORTEST_NAME
            and not signs.is_empty(name)
            and sum(name in text for text in elsewhere) <= fewest
        )
        if sold:
            return sold
    return frozenset()


def _end_of(
    utterances: Sequence[Utterance], index: int, names: frozenset[str], signs: _Signs
) -> int:
    """The index behind the last utterance of the advertisement that begins at `index`."""
    speaker = utterances[index].speaker
    end, length, pause = index + 1, utterances[index].words, 0.0
    for place in range(index + 1, len(utterances)):
        said = utterances[place]
        length += said.words
        asks = bool(signs.calls.search(said.text))
        another = said.speaker != speaker or (not asks and signs.opens.search(said.text))
        if another or length > LONGEST:
            break
        if signs.thanks.search(said.text):
            return place + 1
        if (asks and pause <= PAUSE) or (pause <= NAMED_PAUSE and _names(said.text, names)):
            end, pause = place + 1, 0.0
        else:
            pause += said.words * (_TO_YOU if signs.to_you.search(said.text) else 1.0)
    return end


def _names(text: str, names: frozenset[str]) -> bool:
    """Whether a text holds one of `names`, in one word or in several: "flat file", "Flatfile"."""
    lower = text.lower()
    joined = lower.replace(" ", "")
    return any(name in lower or (len(name) >= _JOINED and name in joined) for name in names)
