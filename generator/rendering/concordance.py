"""Every place in an episode that names a topic, each as a line: when, who, and the words around.

What names a topic is found in transcripts by `combining.topics`, cue by cue; here it gets its
paragraph, its moment and as many words around it as stand on a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language.words import UNSPACED, joins_words
from ..model import Cue
from .cited import cited, letters, most_cited
from .paragraphs import Paragraph
from .places import Places
from .views import Mark

_BEFORE, _LINE = 30, 130
"""Characters of a line before the name, and in all."""
_QUOTED = 0.6
"""The share of a quotation's letters that a paragraph holds which it is quoted from."""
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’)\]]*\s*")
_SPACED = re.compile(rf"\s|[{UNSPACED}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One place where a topic is named."""

    mark: Mark
    speaker: str
    """"" where nobody knows."""
    text: str
    """The words around the name, cut between words."""


def spellings(names: Iterable[str]) -> tuple[str, ...]:
    """How a topic is spelled, each once: capitals make no difference to what names it.

    Beyond ASCII they may, so that those stand as they are.
    """
    return tuple(sorted({name.lower() if name.isascii() else name for name in names}))


@lru_cache(maxsize=512)
def _naming(spellings: tuple[str, ...], *, spaced: bool) -> re.Pattern[str]:
    """What matches any spelling of a name, as a whole word where words are told apart.

    Where all of a text is `spaced` no script needs an exception, which takes long to compile.
    """
    longest_first = sorted(filter(None, spellings), key=lambda each: (-len(each), each))
    names = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest_first) or "(?!)"
    before, after = (r"\w", r"\w") if spaced else (rf"[^\W{UNSPACED}]", rf"[^\W{UNSPACED}가-힣]")
    return re.compile(rf"(?<!{before})(?i:{names})(?!{after})")


def _found(spellings: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """Where a text names it."""
    return _naming(spellings, spaced=not joins_words(text)).finditer(text)


def lines_naming(
    places: Places, cues: Sequence[int], spellings: tuple[str, ...], quoted: Iterable[str] = ()
) -> Iterator[Line]:
    """A line for each place in `cues` (indices, each as often as it names the topic), in order.

    Names that one line holds share it. What `quoted` holds, which stand on the page in full, is
    left out.
    """
    whole = tuple(quoted)
    left: dict[str, list[int]] = {}
    paragraphs: dict[str, Paragraph] = {}
    for cue in cues:
        held = places.paragraphs_of(cue)
        for paragraph in [each for each in held if any(_found(spellings, each.text))] or held[:1]:
            paragraphs[paragraph.id] = paragraph
            left.setdefault(paragraph.id, []).append(cue)
    for name, paragraph in paragraphs.items():
        text, told = paragraph.text, 0
        found = list(_found(spellings, text))
        shown = [place for each in whole if (place := _place_of(each, text))]
        starts = [(match.start(), match.end()) for match in found] or [(0, 0)]
        for index, (start, end) in enumerate(starts):
            if start < told:
                continue
            letter = len(letters(text[:start]))
            if any(first <= letter < last for first, last in shown):
                continue
            first, told = _line(text, start, end)
            cue = left[name][min(index, len(left[name]) - 1)]
            yield Line(
                mark=Mark(
                    seconds=_moment(places, cue, paragraph, start),
                    share=places.mark(None, cue).share if paragraph.start is None else None,
                    id=paragraph.id,
                ),
                speaker=places.name_of(paragraph.speaker),
                text=("… " if first else "") + text[first:told].strip() + " …" * (told < len(text)),
            )


def _place_of(quoted: str, text: str) -> tuple[int, int] | None:
    """The letters of a paragraph from the first that a quotation of it holds to the last.

    A quotation may leave words out, and may hold words of the next paragraph too.
    """
    enough = max(1, _QUOTED * min(len(letters(quoted)), len(letters(text))))
    if most_cited(quoted, text) < enough:
        return None
    runs = cited(quoted, text, quoted=True)
    if sum(end - start for start, end in runs) < enough:
        return None
    return runs[0][0], runs[-1][1]


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line begins and ends that shows the name at `start`."""
    first = max(0, start - _BEFORE)
    if first:
        ends = list(_SENTENCE_END.finditer(text, first, start))
        space = _SPACED.search(text, first, start)
        first = ends[-1].end() if ends else space.end() if space else start
    last = max(end, first + _LINE)
    if last < len(text):
        spaces = list(_SPACED.finditer(text, end, last))
        last = spaces[-1].start() if spaces else end
    return first, min(last, len(text))


def _moment(places: Places, cue: int, paragraph: Paragraph, offset: int) -> float | None:
    """When it is said: when its cue begins, or within a cue of many words about then."""
    said: Cue = places.reading.episode.transcript.cues[cue]
    if said.start is None or said.end is None or paragraph.first_cue != paragraph.last_cue:
        return said.start
    held = places.paragraphs_of(cue)
    before = sum(len(each.text) for each in held[: held.index(paragraph)])
    share = (before + offset) / max(1, sum(len(each.text) for each in held))
    return said.start + share * (said.end - said.start)
