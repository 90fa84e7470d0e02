"""What an episode is called where a line has little room.

Its title without what the line around it says or nobody needs there: the show's name, a number, who
is the guest. What is still too long loses what stands behind a colon or a dash, then whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

SHORTEST, LONGEST = 4, 36
"""Characters."""
_MOST_PARTS = 6
"""Things that a headline adds to its matter."""
_GAP = r"(?:\s+[—–-]+\s+|\s*[|·•:：]\s*|\s+/+\s+)"
"""Stands between a title and what else a headline holds."""
_NUMBER = (
    r"(?:(?:episode|episodio|épisode|folge|ep|no|nr|part|teil|vol)\.?\s*#?\s*\d{1,4}"
    r"|s\d{1,2}\s*e\d{1,4}|[#№]\s*\d{1,4}|第\s*\d+\s*[話回集]|\d{1,3})"
)
_NUMBERED = re.compile(rf"^(?:\[[^\]]{{1,40}}\]\s*|{_NUMBER}(?:{_GAP}|[.):]\s+|\s+[—–-]\s*))", re.I)
"""A number, or a series in brackets, before a title."""
_NUMBER_LAST = re.compile(rf"(?:{_GAP}|\s*[\[(]|\s+(?=#)){_NUMBER}[\])]?$", re.I)
_WITH = r"(?:with|w/|feat\.?|ft\.?|featuring|mit|avec|con|com|met|med)"
_GUESTS = re.compile(rf"(?:\s+[—–-]+\s*|\s*[|,:·]\s*|\s*[(\[])\s*{_WITH}\s*\S.*$", re.I)
"""Whom a title announces behind its matter: "— with Ines Falk", "(ft. Ines Falk et al.)"."""
_GUEST_AT_END = re.compile(
    rf"\s+(?:w/|feat\.|ft\.|(?:{_WITH})\s+(?=(\w+(?:\s+\w+)*?)(?:,|\s+(?:of|from|and|&)\s|$)))\s*\S.*$",
    re.I,
)
"""The same without a mark before it; it may be no guest: "Dealing with Big Data"."""
_PUT_BEHIND = re.compile(rf"(?:\s+(?:podcast|show))?(?:\s+{_NUMBER})?", re.I)
"""What may follow the name of a show that stands by itself."""
_BEFORE = re.compile(rf"^(.+?){_GAP}(?=\S)")
_BEHIND = re.compile(rf"^(.+)(?:{_GAP}|\s*[(\[])(.+?)[\])]?$")
_BREAKS = (" — ", " – ", " - ", " | ", " (", ": ", "：", "（", "、", "。", "・")
"""Behind these a title says more of the same."""
_JOINTS = re.compile(r"(?: [^\W\d_A-ZÀ-Þ]{1,4}){1,2}$")
"""Small words that a title which is cut off would end with."""
_LOOSE = " ,;:–—-、，&+"


@lru_cache(maxsize=4096)
def short_title(title: str, show: str = "", people: tuple[str, ...] = ()) -> str:
    """The title of an episode of `show` in which `people` speak, in at most `LONGEST` characters.

    It is cut between words. One in a script without spaces is left as long as it is where no mark
    divides it.
    """
    names = tuple(name.casefold() for name in people if name)
    kept = title
    for _ in range(_MOST_PARTS):
        less = (each.strip().rstrip(_LOOSE) for each in _without(kept, show.casefold(), names))
        bare = next((each for each in less if each != kept and _says_enough(each)), None)
        if bare is None:
            break
        kept = bare
    for mark in _BREAKS:
        head, found, _ = kept.partition(mark)
        if len(kept) > LONGEST and found and _says_enough(head.strip()):
            kept = head.strip()
    if len(kept) <= LONGEST or " " not in kept:
        return kept
    words, _, _ = kept[: LONGEST + 1].rpartition(" ")
    words = _JOINTS.sub("", words) or words or kept.partition(" ")[0]
    return f"{words.rstrip(_LOOSE)}…"


def _without(title: str, show: str, people: tuple[str, ...]) -> Iterator[str]:
    """The title with one thing less that is not its matter, as far as it has any."""
    for pattern in (_NUMBERED, _NUMBER_LAST, _GUESTS):
        yield pattern.sub("", title, count=1)
    guest = _GUEST_AT_END.search(title)
    if guest and (not guest[1] or guest[1].casefold() in people or _may_be_name(guest[1], title)):
        yield title[: guest.start()]
    before = _BEFORE.match(title)
    if before and (_is_show(before[1], show) or before[1].casefold() in people):
        yield title[before.end() :]
    behind = _BEHIND.match(title)
    if behind and (_is_show(behind[2], show) or behind[2].casefold().startswith(people)):
        yield behind[1]


def _may_be_name(text: str, title: str) -> bool:
    """Whether these words may be somebody's name, in a title that is too long anyway.

    Capitals tell it where the words before have none: "You Can Push with One Finger".
    """
    words = text.split()
    matter, _, _ = title.rpartition(text)
    is_headed = sum(word[0].isupper() for word in matter.split()[1:]) > 1
    is_name = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    return len(title) > LONGEST and is_name and not is_headed


def _is_show(text: str, show: str) -> bool:
    """Whether these are a show's name, with a number perhaps."""
    folded = text.casefold()
    known = bool(show) and folded.startswith(show)
    return known and bool(_PUT_BEHIND.fullmatch(folded[len(show) :]))


def _says_enough(text: str) -> bool:
    return len(text) >= SHORTEST and any(character.isalpha() for character in text)
