"""Names in a claim: whether they are named in its recording, and whether who speaks does speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from ...correcting.likeness import bare, digits, likeness, sound
from ...language.quantities import quantities
from ...language.stems import stem
from ...language.words import content_stems, stems_of
from .ground import POSSESSIVE, TOKEN, Ground, Spoken, opens
from .passages import CitableLine

NEAR = 12
"""Lines before and after the cited ones in which a name stands for what is spoken of."""
NAMED_BEFORE = 15
"""The same for the name of somebody whom the cited lines call "he", "she" or "they"."""
OPENING = 30
"""Lines at the beginning of a recording in which who speaks is introduced."""
OFTEN, RATHER = 4, 0.01
"""Mentions in a recording, and in each of its lines, from which on a name is its subject and may
stand anywhere."""
ALIKE, ALIKE_ODD, ALIKE_UNKNOWN = 1.5, 1.2, 1.0
"""Likeness by letters and by sound, added, from which on a name is what a recognizer misheard:
among words of the dictionary, among those that are written as names, and among those that are no
words at all, which a recognizer makes up where it does not know a name."""
ALIKE_BEGUN = 0.9
"""The same for made-up words that begin as the name does."""
ALIKE_KNOWN = 1.25
"""At least so much for a name that the recording spells rightly elsewhere."""
ALIKE_ELSE = 1.35
"""The same for what begins with another sound."""
ALIKE_SPEAKERS = 1.75
"""The same for two names of who speaks, of whom one is a slip of the pen."""
ALIKE_SAID = 1.7
"""The same for a name that is spelled otherwise elsewhere in the recording."""
_TEN = 10
_VIEW = 3
"""Words behind a possessive among which that stands which somebody has."""
_SHORT_WORD = 3
"""Letters of words that Title Case may leave small."""
_LONGEST_ACRONYM = 6
_SHORTEST_HEARD = 3
"""Letters of a name that may be misheard."""
_CAPITALS = re.compile(r"[A-Z][^\W_]*(?:[ -][A-Z][^\W_]*)+")
"""Words with capitals, one behind the other."""
_SHORTEST_NUMBERED = 9
"""Letters of a name from which on its number may be said in words: "text-davinci-003"."""
_NUMBERED = re.compile(r"([^\W\d_]+)[ -]?(\d{3,})")
"""A name that is a number with letters before it."""
_PARTICLES = re.compile(
    r" (?:(?:van|von|vom|zu|de|der|den|du|del|della|di|da|dos|la|le|bin|al|el|ter) )*"
)
"""What stands between the parts of a name."""
_I = frozenset({"I", "I'm", "I'd", "I've", "I'll", "I’m", "I’d", "I’ve", "I’ll"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A word that is written as a name."""

    text: str
    """As written, without the possessive."""
    start: int
    opens: bool
    """Whether it begins a sentence."""
    owns: bool
    """Whether something of theirs is spoken of: "Ines's clock"."""


def names_in(text: str, ground: Ground) -> tuple[Named, ...]:
    """The words of `text` that can only be names. Title Case is no sign of one."""
    tokens = list(TOKEN.finditer(text))
    capitals_tell = not ground.language.capitals and not _is_title_case(text)
    found: list[Named] = []
    for index, match in enumerate(tokens):
        written = match[0]
        token = POSSESSIVE.sub("", written)
        if not token or token in _I or not any(map(str.isalpha, token)):
            continue
        mixed = any(map(str.isupper, token[1:])) or any(map(str.isdigit, token))
        first = opens(text, match.start())
        if not mixed and not token[0].isupper() and "@" not in token and "." not in token:
            continue
        if not mixed and token[0].isupper():
            ordinary = ground.knows(token) and not ground.is_name(token)
            followed = index + 1 < len(tokens) and _begins_upper(text, tokens[index + 1], match)
            if ground.language.is_empty(token.lower()) and (first or not capitals_tell):
                continue
            if not capitals_tell and (ordinary or ground.language.capitals):
                continue
            if first and not followed and (ordinary or not ground.tag.startswith("en")):
                continue
            if first and ordinary and tokens[index + 1][0] in ground.names:
                continue  # "Raw Bitcoin script"
        if re.fullmatch(r"\d[\d.,]*[^\W\d_]{1,3}", token):
            continue  # a number with its unit
        found.append(Named(text=token, start=match.start(), opens=first, owns=token != written))
    return tuple(found)


def unnamed(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Names of `text` that are not named where they should be.

    A name stands in the cited lines, perhaps misheard there, or what people wrote of the recording
    vouches for it, or it is spoken of nearby, or often. One that is only said elsewhere must not
    stand where the cited lines have another name.
    """
    measured = [(each.start, each.end) for each in quantities(text, ground.language)]
    office = ground.language.pattern("office")  # "the CEO" is whoever is
    names = [
        name
        for name in names_in(text, ground)
        if not any(start <= name.start < end for start, end in measured)
        and not office.fullmatch(name.text)
    ]
    if not names:
        return
    said = Spoken([line.shown for line in cited], ground.tag)
    told = Spoken([line.text for line in cited], ground.tag)
    near = Spoken([line.shown for line in ground.around(cited, NEAR)], ground.tag)
    told_of = ground.language.claims["told_of"].intersection(map(str.lower, said.tokens))
    before_them = ground.around(cited, NAMED_BEFORE if told_of else NEAR)
    named_before = Spoken([line.shown for line in before_them], ground.tag)
    run = "".join(bare(name.text) for name in names)
    claimed = Spoken([text], ground.tag)
    for name in names:
        if any(_stands(each, said, ground) for each in _names_of(name.text, ground)):
            continue
        if _stands_for_another(name, text, cited, run, ground) and not _is_heard(
            name, names, text, said, ground
        ):
            yield name.text
            continue
        if _stands(name.text, ground.known, ground):
            continue
        if _stands(name.text, near, ground) or _joined(name, names, ground):
            continue
        if _stands(name.text, named_before, ground) and not ground.knows(name.text):
            continue
        if _is_said_by_number(name.text, near, ground) or _is_shortened(name, names, told, ground):
            continue
        before = re.search(r"([^\W_]+) $", text[: name.start])
        joins = before and not ground.language.is_empty(before[1].lower())
        if before and joins and bare(before[1] + name.text) in ground.said.bare:  # "1080 Ti"
            continue
        if _stands(name.text, ground.said, ground):
            often = is_often_said(name.text, ground)
            of_us = bool(_US & set(said.tokens))  # "Dexory builds" for "we build"
            of_me = _is_who_speaks(name.text, cited, ground)
            others = ground.written_as_names(told if of_us else said)
            if often or of_me or not any(_is_other(each, claimed, run, ground) for each in others):
                continue
            if _is_heard(name, names, text, near, ground):
                continue
        elif _is_respelled(name.text, ground) or _completes(name, names, text, cited, ground):
            continue
        if not _is_heard(name, names, text, said, ground):
            yield name.text


def _names_of(name: str, ground: Ground) -> tuple[str, ...]:
    """A name, and others of the same place: "Britain", "UK"."""
    groups = (group.split("/") for group in ground.language.claims["places"])
    same = next((group for group in groups if name.lower() in group), [])
    return (name, *same)


def _stands_for_another(
    name: Named, text: str, cited: Sequence[CitableLine], run: str, ground: Ground
) -> bool:
    """Whether lines have another name where `text` has this one: "a Ford van", "a Fiat van".

    The words beside both are the same, on one side at least.
    """
    claimed = Spoken([text], ground.tag)
    own = _Row.of(text)
    place = own.place(name.start)
    for line in cited:
        row = _Row.of(line.text)
        names = set(ground.written_as_names(Spoken([line.text], ground.tag)))
        for other, word in enumerate(row.words):
            if word not in names or not _is_other(word, claimed, run, ground):
                continue
            if sum(likeness(name.text, word)) >= ALIKE_UNKNOWN or _is_named_with(
                name.text, word, ground
            ):
                continue
            if any(own.agrees(place, row, other, step, ground) for step in (-1, 1)):
                return True
    return False


def _is_named_with(name: str, other: str, ground: Ground) -> bool:
    """Whether both names are of one who speaks, or one is short for the other."""
    one, two = bare(name), bare(other)
    if any({one, two} <= set(map(bare, each.split())) for each in ground.speakers):
        return True
    short, long = sorted((name, other), key=len)
    capitals = re.sub(r"[^A-Z0-9]", "", long)
    return short.isupper() and (short in capitals or (len(capitals) > 1 and capitals in short))


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of a text in a row."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    joined: tuple[bool, ...]
    """Of each whether nothing but a space stands before it."""

    @classmethod
    def of(cls, text: str) -> _Row:
        """The words of a text."""
        found = list(TOKEN.finditer(text))
        ends = [0, *(match.end() for match in found)]
        return cls(
            tuple(match[0] for match in found),
            tuple(match.start() for match in found),
            tuple(
                text[end : match.start()] == " " for end, match in zip(ends, found, strict=False)
            ),
        )

    def place(self, start: int) -> int:
        """Which word begins there."""
        return self.starts.index(start)

    def agrees(self, place: int, other: _Row, there: int, step: int, ground: Ground) -> bool:
        """Whether the words before one place, or behind it, are those at another, one at least.

        Words that tell nothing do not count.
        """
        while self._goes_on(place, step) and other._goes_on(there, step):
            place, there = place + step, there + step
            one, two = self.words[place].lower(), other.words[there].lower()
            if stem(one, ground.tag) != stem(two, ground.tag) or not any(map(str.isalpha, one)):
                return False
            if not ground.language.is_empty(one):
                return True
        return False

    def _goes_on(self, place: int, step: int) -> bool:
        """Whether another word stands behind a place, or before it."""
        after = place + max(step, 0)
        return 0 < after < len(self.words) and self.joined[after]


def _is_who_speaks(name: str, cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether a name may be of who says "I" in lines of which nobody knows who says them.

    Who speaks in a recording is introduced at its beginning.
    """
    if any(line.speaker for line in cited) or ground.knows(name):
        return False
    says_i = any(bare(match[0]) in _ME for line in cited for match in TOKEN.finditer(line.text))
    opening = Spoken([line.shown for line in ground.lines[:OPENING]], ground.tag)
    return says_i and _stands(name, opening, ground)


def is_often_said(name: str, ground: Ground) -> bool:
    """Whether a name, or each of its parts, is said so often that it is a subject of the talk."""
    counts = ground.said.counts
    parts = [bare(part) for part in re.split(r"[-/]", name)]
    mentions = max(counts[bare(name)], min(counts[part] for part in parts))
    return mentions >= max(OFTEN, RATHER * len(ground.lines))


def _is_said_by_number(name: str, near: Spoken, ground: Ground) -> bool:
    """Whether of "EIP-4844" the number is said near, and the letters are said somewhere."""
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None or not _stands(numbered[1], ground.said, ground):
        return False
    return numbered[2] in near.bare or numbered[2] in near.figures


def _is_heard(name: Named, names: Sequence[Named], text: str, said: Spoken, ground: Ground) -> bool:
    """Whether the cited lines have a name in other letters: misheard, or as an acronym."""
    parts = [part for part in re.split(r"[-/]", name.text) if not ground.knows(part)]
    return (
        all(_is_misheard(part, said, ground) for part in parts or [name.text])
        or (len(parts) < name.text.count("-") + 1 and _is_misheard(name.text, said, ground))
        or _in_run(name, names, said, ground)
        or _spells_out(name, text, said, ground)
    )


def silent(text: str, cited: Sequence[CitableLine], ground: Ground) -> Iterator[str]:
    """Speakers who are said to have said or done something that they do not say here.

    They neither speak in the cited lines nor are named there.
    """
    speaking = {line.speaker for line in cited if line.speaker}
    speaking |= {
        each for each in ground.speakers if any(_is_one_person(each, other) for other in speaking)
    }
    if not speaking or len(ground.speakers) < 2:
        return
    said = Spoken([line.text for line in cited], ground.tag)
    near = {line.speaker for line in ground.around(cited, 2)}
    tokens = [match[0] for match in TOKEN.finditer(text)]
    told = any(_is_of(POSSESSIVE.sub("", each), who) for each in tokens for who in speaking)
    seen: set[str] = set()
    for index, written in enumerate(tokens):
        token = POSSESSIVE.sub("", written)
        meant = [each for each in ground.speakers if _is_of(token, each)]
        if not meant or not token[0].isupper() or seen.intersection(meant):
            continue
        seen.update(meant)
        if speaking.intersection(meant) or bare(token) in said.bare:
            continue
        if any(part in said.bare for each in meant for part in map(bare, each.split())):
            continue
        if stem(token.lower(), ground.tag) in said.stems:  # "from lightclients"
            continue
        leads = index == 0 or (index == 1 and meant[0].split()[0] in tokens[0])
        addressed = near.intersection(meant) and _is_of_you(text, cited, ground)
        owns = token != written and not (leads and _is_view(tokens[index + 1 :], ground))
        if owns or not leads:
            if told or near.intersection(meant):
                continue
        elif addressed and not _says(tokens, index, meant[0], ground):
            continue
        yield token


def _is_view(following: Sequence[str], ground: Ground) -> bool:
    """Whether what is somebody's is what they think: "Ines's view", "Ines's short answer"."""
    views = stems_of(ground.language.claims["views"], ground.tag)
    return any(stem(word.lower(), ground.tag) in views for word in following[:_VIEW])


def _is_one_person(name: str, other: str) -> bool:
    """Whether one name is part of another, or spelled nearly so: "Alex" and "Alex Stokes"."""
    one, two = set(name.casefold().split()), set(other.casefold().split())
    return one <= two or two <= one or sum(likeness(name, other)) >= ALIKE_SPEAKERS


def _is_of(token: str, speaker: str) -> bool:
    """Whether a word is one of a speaker's names."""
    return len(token) > 2 and token.casefold() in speaker.casefold().split()


_YOU = frozenset({"you", "your", "youre", "youve", "youd", "youll"})
_US = frozenset({"we", "We", "our", "Our", "us", "We're", "we're", "we've", "We've"})
_ME = frozenset({"i", "im", "ive", "id", "ill", "my", "we", "weve", "our"})
_BREATH = re.compile(r"[,;:.!?]")


def _is_of_you(text: str, cited: Sequence[CitableLine], ground: Ground) -> bool:
    """Whether the cited lines tell what `text` does of whom they speak to.

    Where they have the same words only of the one who speaks, they do not.
    """
    own = set(content_stems(text, ground.language))
    you = me = said = False
    for line in cited:
        for part in _BREATH.split(line.text):
            row = {bare(match[0]) for match in TOKEN.finditer(part)}
            said = said or bool(row & _YOU)
            if own.intersection(content_stems(part, ground.language)):
                you = you or bool(row & _YOU)
                me = me or bool(row & _ME)
    return you or (said and not me)


def _says(tokens: Sequence[str], index: int, speaker: str, ground: Ground) -> bool:
    """Whether the word behind a speaker's name tells that they say or think something."""
    after = index + 1
    while after < len(tokens) and tokens[after] in speaker.split():
        after += 1
    if after >= len(tokens):
        return False
    verbs = {stem(verb, ground.tag) for verb in ground.language.claims["saying"]}
    return stem(tokens[after].lower(), ground.tag) in verbs


def _begins_upper(text: str, after: re.Match[str], match: re.Match[str]) -> bool:
    """Whether the next word, behind nothing but a space, has a capital."""
    return after[0][0].isupper() and text[match.end() : after.start()] in (" ", " & ")


def _is_title_case(text: str) -> bool:
    """Whether all longer words begin with a capital, so that it tells nothing."""
    longer = [
        match[0]
        for match in TOKEN.finditer(text)
        if len(match[0]) > _SHORT_WORD and not match[0][0].isdigit()
    ]
    return len(longer) > 2 and all(word[0].isupper() for word in longer)


def _stands(name: str, spoken: Spoken, ground: Ground) -> bool:
    """Whether a name is said, in whatever way it is written: "GPT-4", "G P T 4"; "LLMs", "LLM"."""
    letters = bare(name)
    if not letters or letters in spoken.bare:
        return True
    if letters.endswith("s") and letters[:-1] in spoken.bare:
        return True
    if f"{letters}s" in spoken.bare or stem(name.lower(), ground.tag) in spoken.stems:
        return True
    core = re.sub(r"\d", "", letters)
    if len(core) >= _SHORTEST_NUMBERED and core != letters and core in spoken.bare:
        return True
    acronym = re.sub(r"[^A-Z]", "", name.replace("&", "A"))
    if 1 < len(acronym) <= _LONGEST_ACRONYM and len(acronym) >= len(name) - 2:
        return acronym.lower() in spoken.initials
    parts = [part for part in re.split(r"[.&/+@'’-]", name) if part]
    if len(parts) > 1:
        return all(
            bare(part) in spoken.bare
            or _stands(part, spoken, ground)
            or (part.islower() and "." not in name and "@" not in name and ground.knows(part))
            or (part.istitle() and ground.language.capitals)  # "Ökosystem" of "NPM-Ökosystem"
            for part in parts
        )
    halves = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)
    if len(halves) > 1 and all(
        bare(half) in spoken.bare and (len(half) > 1 or half.isdigit()) for half in halves
    ):
        return True
    values = [ground.language.numbers.get(half.lower()) for half in halves]
    if len(halves) > 1 and None not in values:  # "FiveThirtyEight" where "538" is said
        return _in_digits([value for value in values if value is not None]) in spoken.bare
    if len(letters) > 4 and spoken.holds(stem(name.lower(), ground.tag)):
        return ground.knows(name)  # "American" where America is said
    return False


def _in_digits(values: Sequence[float]) -> str:
    """Numbers one behind the other as figures: 5, 30 and 8 as "538"."""
    written = ""
    for value in values:
        tens = written.endswith("0") and 0 < value < _TEN
        written = f"{written[:-1] if tens else written}{value:g}"
    return written


def _joined(name: Named, names: Sequence[Named], ground: Ground) -> bool:
    """Whether a name is said in one word with its neighbour: "Frame Work", "Framework"."""
    return any(
        bare(first.text + second.text) in ground.said.counts
        for first, second in _side_by_side(names)
        if name in (first, second)
    )


def _is_shortened(name: Named, names: Sequence[Named], told: Spoken, ground: Ground) -> bool:
    """Whether an ordinary word stands before what is said for both: "the States"."""
    return any(
        name is first and ground.knows(first.text) and second.text in told.tokens
        for first, second in _side_by_side(names)
        if ground.knows(second.text)
    )


def _completes(
    name: Named, names: Sequence[Named], text: str, cited: Sequence[CitableLine], ground: Ground
) -> bool:
    """Whether a name makes a whole one of another that is said alone: "Guido van Rossum"."""
    row = Spoken([line.text for line in ground.around(cited, NEAR)], ground.tag).tokens
    for other in names:
        first, second = sorted((name, other), key=lambda each: each.start)
        between = text[first.start + len(first.text) : second.start]
        places = [place for place, token in enumerate(row) if bare(token) == bare(other.text)]
        if other is name or not places or not _PARTICLES.fullmatch(between):
            continue
        if other.text.lower() in row or _is_somebody_else(name.text, other.text, ground):
            continue
        beside = {
            token for at in places for token in (*row[max(0, at - 1) : at], *row[at + 1 : at + 2])
        }
        if not any(token in ground.names and not ground.knows(token) for token in beside):
            return True
    return False


def _is_somebody_else(name: str, other: str, ground: Ground) -> bool:
    """Whether who speaks, or is named around the recording, has `other` for a name, not `name`."""
    for whole in (*ground.speakers, *ground.known.texts):
        words = [bare(word) for word in whole.split()]
        if len(words) > 1 and bare(other) in words and bare(name) not in words:
            return True
    return False


def _side_by_side(names: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Names with nothing between them but a space."""
    for first, second in pairwise(names):
        if second.start == first.start + len(first.text) + 1:
            yield first, second


def _is_other(word: str, claimed: Spoken, run: str, ground: Ground) -> bool:
    """Whether a name of the cited lines is one that the claim leaves out, or puts another for."""
    letters = bare(POSSESSIVE.sub("", word))
    if letters in claimed.bare or (len(letters) > 3 and letters in run):
        return False
    return letters.isalpha() and len(letters) > 2 and not ground.language.is_empty(word.lower())


def _is_misheard(name: str, said: Spoken, ground: Ground) -> bool:
    """Whether some words of the cited lines are what a recognizer made of a name."""
    letters = bare(name)
    if len(letters) < _SHORTEST_HEARD or not ground.tag.startswith("en"):
        return False
    known = letters in ground.said.bare
    for window, look in _heard(said, ground):
        if abs(len(window) - len(letters)) * 2 > max(len(letters), len(window)) + 1:
            continue
        if digits(window) != digits(letters):
            continue
        alike = sum(likeness(name, window))
        if alike < ALIKE_ELSE and sound(name)[:1] != sound(window)[:1]:
            continue
        begun = look is Look.UNKNOWN and window[:2] == letters[:2]
        least = max(_LEAST[look], ALIKE_KNOWN) if known else _LEAST[look]
        if alike >= (ALIKE_BEGUN if begun else least):
            return True
    return False


def _is_respelled(name: str, ground: Ground) -> bool:
    """Whether a name is one that the recording says elsewhere in another spelling."""
    return any(
        sum(likeness(name, other)) >= ALIKE_SAID
        for other in ground.names
        if abs(len(other) - len(name)) <= 2 and digits(other) == digits(name)
    )


def _spells_out(name: Named, text: str, told: Spoken, ground: Ground) -> bool:
    """Whether a name is part of what an acronym that is said stands for: "Y Combinator", "YC"."""
    for match in _CAPITALS.finditer(text):
        if match.start() <= name.start < match.end():
            initials = "".join(word[0].upper() for word in re.split(r"[ -]", match[0]))
            acronyms = (
                initials[first:last]
                for first in range(len(initials) - 1)
                for last in range(first + 2, len(initials) + 1)
            )
            return any(
                each in ground.said.tokens or (len(each) > 2 and bare(each) in ground.said.bare)
                for each in acronyms
                if each in told.tokens or not ground.language.is_empty(each.lower())
            )
    return False


def _in_run(name: Named, names: Sequence[Named], said: Spoken, ground: Ground) -> bool:
    """Whether a name of several words was misheard as a whole.

    Where one of them was heard rightly, the other must be misheard by itself, if it is long enough.
    """
    return any(
        _is_misheard(first.text + second.text, said, ground)
        for first, second in _side_by_side(names)
        if name in (first, second)
        and not any(
            bare(one.text) in said.bare and len(other.text) >= _SHORTEST_HEARD
            for one, other in ((first, second), (second, first))
        )
    )


class Look(Enum):
    """What words look like."""

    PLAIN = auto()
    NAME = auto()
    """Written as a name."""
    UNKNOWN = auto()
    """No word of the language."""


_LEAST = {Look.PLAIN: ALIKE, Look.NAME: ALIKE_ODD, Look.UNKNOWN: ALIKE_UNKNOWN}


def _heard(said: Spoken, ground: Ground) -> Iterator[tuple[str, Look]]:
    """Runs of up to three words as one, each with its oddest look."""
    tokens = [part for token in said.tokens for part in re.split(r"[./]", token) if part]
    looks = [_look(token, ground) for token in tokens]
    plain = [bare(token) for token in tokens]
    empty = [ground.language.is_empty(token.lower()) for token in tokens]
    for count in (1, 2, 3):
        for first in range(len(plain) - count + 1):
            if all(empty[first : first + count]):
                continue
            oddest = max(looks[first : first + count], key=lambda look: look.value)
            yield "".join(plain[first : first + count]), oddest


def _look(token: str, ground: Ground) -> Look:
    if not ground.knows(POSSESSIVE.sub("", token)):
        return Look.UNKNOWN
    return Look.NAME if any(map(str.isupper, token)) else Look.PLAIN
