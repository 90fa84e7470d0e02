"""Who speaks: the `Name:` labels in running speech, found by how often and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...language.languages import Language

OFTEN = 3
"""A word before a colon is a name if it opens so many utterances..."""
OFTEN_AFTER_MARKS = 2
"""...or so many of those that follow a time mark, where names usually stand."""
LONG_TALK = 2000
"""Words; in a shorter talk that begins with a name, two utterances are enough..."""
SHORT_TALK = 500
"""...and in a shorter one than this, one."""
RARE = 2
"""A spelling that occurs no oftener may be a slip for a frequent one."""
SLIP_RATIO = 5
"""How much more frequent that one must be."""
MOST_NAMES = 200
"""No recording has more voices; what seems to be more is something else."""

_WORD = r"[^\W\d_][\w’'-]{0,24}"
_NAME = (
    rf"{_WORD}(?: (?:[A-Z]\.|[^\W\d_a-z][\w’'-]{{0,24}}|\d{{1,2}}|de|van|von|da|di|bin|al)){{0,3}}"
)
_CANDIDATE = re.compile(rf"(?:^|(?P<mark>[\])\x00])|[.!?…\"”’*,;-]) ?(?P<name>{_NAME}) ?:(?![/\d])")
_SENTENCE_END = frozenset('.!?…"”’)]*-–—♪\x00')
_NO_NAME = Language.of("en").function | Language.of("en").fillers


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One `Name:` in the text."""

    begin: int
    end: int
    """Offsets in the text; the colon is inside."""
    name: str
    """As the speaker is called throughout the entry."""


def find_labels(text: str, evidence: str) -> list[Label]:
    """The labels in `text`, in order.

    `evidence` is the same text, or what of it may tell names from other words before a colon. In
    both, NUL stands for marks and for whatever else has been read already.
    """
    names = _names(evidence)
    if not names:
        return []
    called = unify(names)
    spellings = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(f"({'|'.join(map(re.escape, spellings))}) ?:(?![/\\d])")
    return [
        Label(begin=match.start(), end=match.end(), name=called[match[1]])
        for match in pattern.finditer(text)
        if _may_stand(text, match.start(), match[1])
    ]


def unify(counts: Counter[str]) -> dict[str, str]:
    """For each spelling of a name the one to use, by how often each occurs.

    `SWYX` is `Swyx`, `swyx2` (another track of the same person) is `swyx`, `Ann` is `Ann Lee` if
    no other Ann speaks, and a slip such as `Amn` is `Ann`.
    """
    groups: dict[str, Counter[str]] = {}
    known = {name.casefold() for name in counts}
    for name, count in counts.items():
        key = name.casefold()
        bare = key.rstrip("0123456789")
        key = bare if bare != key and not bare.endswith(" ") and bare in known else key
        groups.setdefault(key, Counter())[name] += count
    keys = sorted(groups)
    for key in keys:
        longer = [other for other in keys if other.startswith(key + " ") and other in groups]
        longer = [other for other in longer if not other.rsplit(" ", 1)[-1].isdigit()]
        if len(longer) == 1:
            groups[longer[0]] += groups.pop(key)
    for key in sorted(groups, key=lambda key: (groups[key].total(), key)):
        target = _meant(key, groups)
        if target:
            groups[target] += groups.pop(key)
    called: dict[str, str] = {}
    for key, spellings in groups.items():
        full = [name for name in spellings if name.casefold() == key] or list(spellings)
        best = min(full, key=lambda name: (-spellings[name], name))
        called.update(dict.fromkeys(spellings, best))
    return called


def _names(evidence: str) -> Counter[str]:
    """The names that speak in `evidence`, with how often each opens an utterance."""
    after_mark: Counter[str] = Counter()
    after_sentence: Counter[str] = Counter()
    often = OFTEN
    opening = len(evidence) - len(evidence.lstrip("\0 "))
    for match in _CANDIDATE.finditer(evidence):
        name = match["name"]
        (after_sentence if match["mark"] is None else after_mark)[name] += 1
        if match.start("name") == opening:
            words = evidence.count(" ")
            often -= (words < LONG_TALK) + (words < SHORT_TALK)
            after_sentence[name] += often
    found = after_mark + after_sentence
    sure = {name for name in found if _is_name(name, after_mark[name], found[name], often)}
    found = Counter({name: count for name, count in found.items() if not _ends_in_any(name, sure)})
    sure &= found.keys()
    slips = {
        name
        for name in found.keys() - sure
        if found[name] <= RARE and any(_one_letter_apart(name, other) for other in sure)
    }
    named = Counter({name: count for name, count in found.items() if name in sure | slips})
    return Counter(dict(named.most_common(MOST_NAMES)))


def _ends_in_any(name: str, others: set[str]) -> bool:
    """Whether `name` is another word with one of `others` glued to its end: `Well, IAnn`."""
    return any(
        name[begin:] in others and name[begin - 1].isalnum() for begin in range(1, len(name))
    )


def _is_name(name: str, after_marks: int, times: int, often: int) -> bool:
    """Whether what stands so many times before a colon is a name, if `often` is enough."""
    words = name.split(" ")
    if all(word.lower() in _NO_NAME for word in words):
        return False
    if not name[0].isupper():
        few = len(words) == 1 or (len(words) == 2 and words[1].isdigit())
        return few and (after_marks >= OFTEN_AFTER_MARKS or times > 2 * OFTEN)
    needed = 1 if len(words) > 1 else min(often, OFTEN_AFTER_MARKS)
    return after_marks >= needed or times >= often


def _may_stand(text: str, begin: int, name: str) -> bool:
    """Whether a label may begin here: after a sentence or a mark, or glued to the word before."""
    if begin == 0:
        return True
    before = text[begin - 1]
    if before.isalnum() or before == "_":
        return name[0].isupper() and len(name) > 2
    if before == " ":
        return begin == 1 or text[begin - 2] in _SENTENCE_END
    return True


def _meant(key: str, groups: dict[str, Counter[str]]) -> str | None:
    """The frequent name for which `key` is a rare slip, if there is one."""
    if groups[key].total() > RARE or len(key) < 4:
        return None
    return next(
        (
            other
            for other in sorted(groups)
            if other != key
            and groups[other].total() >= SLIP_RATIO * groups[key].total()
            and _one_letter_apart(key, other)
        ),
        None,
    )


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out turns `one` into `other`."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    if one[-1].isdigit() or other[-1].isdigit():
        return False
    same = next(_differences(one, other), min(len(one), len(other)))
    tails = one[same:], other[same:]
    return tails[0][1:] == tails[1][1:] or tails[0][1:] == tails[1] or tails[0] == tails[1][1:]


def _differences(one: str, other: str) -> Iterator[int]:
    """The indices at which `one` and `other` differ."""
    return (index for index, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
