"""Titles of found chapters, made of what was said in them.

A title is one piece of a sentence: a question, a claim, a deed, a name, or a claim under the name
of its subject (`pieces`). Which piece was learned from titles that people gave (`evidence`,
`ranking`). Parts of a conversation that are known by what is said in them, such as a lightning
round, get their name (`generator.language.conversation`). Where word classes are not known, key
words stand for the chapter (`keywords`).
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language.conversation import part_of_conversation
from ...language.languages import Language
from ...model import NUMBERED, Episode, Utterance
from .candidates import Candidates
from .keywords import KeyWords
from .pieces import LONGEST, SHORTEST
from .ranking import Ranking, load_ranking
from .taken import Taken

__all__ = ["LONGEST", "SHORTEST", "Candidates", "KeyWords", "title_chapters"]


def title_chapters(
    episode: Episode,
    utterances: Sequence[Utterance],
    spans: Sequence[tuple[int, int]],
    ranking: Ranking | None = None,
) -> list[str]:
    """A title for each of `spans`, ranges `first <= i < end` of utterance indices.

    No two are alike. A span in which nothing is named gets its number. `ranking` is what comes
    with the program, unless an evaluation brings one that never saw this episode.
    """
    return _fill(
        episode,
        utterances,
        spans,
        [part_of_conversation(episode, utterances, first, end) for first, end in spans],
        ranking or load_ranking(),
    )


def _fill(
    episode: Episode,
    utterances: Sequence[Utterance],
    spans: Sequence[tuple[int, int]],
    parts: Sequence[str | None],
    ranking: Ranking,
) -> list[str]:
    """The names of `parts`, and titles where there are none."""
    candidates = Candidates.of(episode, utterances, spans) or KeyWords(episode, utterances, spans)
    ranked = [candidates.ranked(number, ranking) for number in range(len(spans))]
    taken = Taken(Language.of(episode.language), [part for part in parts if part], utterances)
    titles: list[str] = []
    for number, part in enumerate(parts):
        title = part
        if title is None or title in parts[number + 1 :]:  # it may be announced too early
            title = taken.first_free(ranked[number]) or NUMBERED.format(number + 1)
        taken.add(title)
        titles.append(title)
    return titles
