"""Which phrases of an archive are subjects: chosen by their spread, merged by their meaning.

A subject is dwelt on: some chapters come back to it again and again, and readers would print what
is said of it. A name that is dropped in passing (a city, the program that the meeting ran on) is
spread thinly and nothing worth printing is said of it; a word of any talk is said everywhere alike.
Acronyms are joined with the phrase that they shorten (Schwartz and Hearst 2003, "A simple algorithm
for identifying abbreviation definitions", take them where one stands beside the other; here the
archive as a whole is the evidence), and a phrase with its head where what stands before the head
tells nothing in this archive: "AI agents" among talks about AI are agents. A phrase that is nearly
always part of a longer one gives way to it (the C-value of Frantzi, Ananiadou and Mima 2000).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property

from ..language.everyday import is_everyday, is_size
from ..language.languages import Language
from ..model import Reading
from .terms import LONGEST_TERM, Terms, initials, is_acronym, key_of

Held = Mapping[str, Mapping[int, Sized]]
"""By key and reading: the published sentences that hold a phrase."""

FEWEST_MENTIONS = 5
"""In the whole archive, so that a page has something to show."""
DWELT_ON = 3
"""Mentions in one episode, or chapter, that show it to be a subject there, and not a word in
passing."""
_AT_LENGTH = 9
"""Mentions in one episode that show a common noun of one word to be a subject there. In a large
archive two episodes must speak of it so where titles do not name it."""
CONCENTRATED = 0.16
"""How far a common noun must keep to some episodes, 0 to 1, to be their subject."""
EVERYWHERE = 0.85
"""Share of the episodes from which on a phrase tells none from another."""
_SMALL_ARCHIVE = 8
"""Episodes; in fewer, what all speak of is still worth a page, and nothing is known of how phrases
are spread."""
_LARGE_ARCHIVE = 16
"""Episodes beyond which a common noun that one of them dwells on is none of the archive's subjects:
in fewer, others that only name it are enough to lead to."""
_SUBJECT = 0.45
"""Share of its mentions in chapters that dwell on it from which on a common noun is a subject."""
_DWELLINGS = 4
"""Chapters that must dwell on a name, or one for every eight episodes where these are fewer."""
_UNTOLD = 0.25
"""Share of what is told of the average phrase under which a name is only dropped."""
_TOO_FEW = 2.5
"""Sentences expected of a phrase, under which having none says nothing."""
_PART_OF_LONGER = 0.6
"""Share of its mentions from which on a phrase is only part of a longer one."""
_OF_KINDS, _TELLS_KINDS = 0.55, 0.8
"""Shares of the mentions of a word from which on it only ends, or opens, phrases of many kinds."""
NAME_FROM = 0.5
"""Share of its mentions written as a name from which on a topic is one."""
_NAMES_WEIGH = 0.6
"""What a name is worth beside a subject: a digest tells who and what was named apart."""
_TITLED = 2
"""Episodes with a phrase in their titles, or those of their chapters, that make it a subject."""
_TITLES_ENOUGH = 4
"""Such episodes beyond which more of them say no more."""
_WRITTEN_AS_ONE = 0.1
"""Share of its mentions from which on a phrase is a compound."""
_SHORT = 2
"""Letters of an acronym that may stand for many things."""
_SHORT_FROM, _SHORT_TOGETHER, _SHORT_ALONE = 0.3, 4, 5
"""How often such a one is said for each time of its phrase, in how many episodes with it, and how
many times the phrase is said for each time of another of the same letters, to be that phrase."""
_END_FROM = 0.5
"""How often an acronym and its phrase are said for each time of the phrase's end, to be what the
end is short for: "language models" for "large language models"."""
_TOGETHER = 0.7
"""Share of the episodes of such an end that hold the whole or its acronym."""
_SAME_BEGINNING = 4
"""Letters that two forms of a word share at the least: "robot arms" and "robotic arms"."""


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What is counted in an archive."""

    readings: Sequence[Reading]
    terms: Terms
    told: Held
    usual: float
    """Published sentences for each mention of a phrase, over all phrases that any holds."""

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many episodes each show has."""
        return Counter(reading.episode.show.slug for reading in self.readings)

    @classmethod
    def of(cls, readings: Sequence[Reading], terms: Terms, told: Held) -> Archive:
        """What is counted in these readings."""
        held = sum(len(found) for by_reading in told.values() for found in by_reading.values())
        said = sum(terms.forms[key].total() for key in told if key in terms.forms)
        return cls(readings=readings, terms=terms, told=told, usual=held / max(1, said))

    def mentions(self, keys: Sequence[str]) -> dict[int, int]:
        """How often each reading that holds one of `keys` does so, by its number."""
        return mentions(self.terms, keys)


def mentions(terms: Terms, keys: Sequence[str]) -> dict[int, int]:
    """How often each reading that holds one of `keys` does so, by its number."""
    said: Counter[int] = Counter()
    for key in apart(keys):
        for index in terms.holders.get(key, ()):
            said[index] += len(terms.places[index][key])
    return said


def apart(keys: Sequence[str]) -> list[str]:
    """Those of `keys` that end with no other: where a phrase is said, its end is said too."""
    return [key for key in keys if not any(key != other and key.endswith(other) for other in keys)]


def find_subjects(
    archive: Archive, refused: set[str], shows: set[str], lengths: Sequence[int]
) -> list[tuple[str, ...]]:
    """Keys of each subject, the one that names it first; the most telling subject first.

    `refused` are keys that are none, `shows` those of the names of shows, `lengths` the words of
    each reading, and one more.
    """
    terms = archive.terms
    often = {key: forms.total() for key, forms in terms.forms.items()}
    longer = _expansions(terms, often, refused)
    merged = {key for keys in longer.values() for key in keys}
    rated: dict[str, float] = {}
    for key, said in often.items():
        # Most phrases are said once or twice: counting refuses them before words are looked at.
        if said < FEWEST_MENTIONS and key not in longer:
            continue
        keys = (key, *longer.get(key, ()))
        if sum(often[each] for each in keys) < FEWEST_MENTIONS:
            continue
        if key not in refused and key not in merged and len(key) > 1:
            rate = _rate(archive, keys, lengths)
            if rate:
                rated[key] = rate
    # What is no subject itself has parts too: "hanging fruit" is always low.
    several = (key for key in terms.forms if terms.sizes[key] > 1)
    whole = dict.fromkeys((*rated, *shows, *merged, *several))
    totals = {key: often[key] for key in whole if often.get(key, 0) >= FEWEST_MENTIONS}
    rated = {key: rated[key] for key in rated.keys() - _parts_of_longer(totals)}
    rated = {key: rated[key] for key in rated.keys() - _kinds(rated, terms)}
    groups = _merge(rated, longer, archive)
    rates = {keys[0]: max(rated[key] for key in keys if key in rated) for keys in groups}
    groups.sort(key=lambda keys: (-rates[keys[0]], keys[0]))
    return [
        keys
        for keys in groups
        if terms.sizes[keys[0]] < LONGEST_TERM or not _extends(keys[0], rated, terms)
    ]


def is_loose(forms: Counter[str], language: Language) -> bool:
    """Whether a phrase begins with a word that says nothing: "good model".

    Where people write it as one word often enough it is a term all the same: "fine tuning".
    """
    form = forms.most_common(1)[0][0]
    if " " not in form or not language.is_empty(form.split()[0].lower()):
        return False
    joined = sum(count for each, count in forms.items() if " " not in each)
    return joined < _WRITTEN_AS_ONE * forms.total()


def is_any_talk(forms: Counter[str], size: int, language: Language) -> bool:
    """Whether a phrase is one word that any talk uses: "house"."""
    form = forms.most_common(1)[0][0]
    return size == 1 and not is_acronym(form) and is_everyday(form, language)


def _rate(archive: Archive, keys: tuple[str, ...], lengths: Sequence[int]) -> float:
    """How telling a subject is; 0 where it is none."""
    terms, key = archive.terms, keys[0]
    said = archive.mentions(keys)
    if len(said) < 2 or max(said.values()) < DWELT_ON:
        return 0.0
    forms, language = terms.forms[key], terms.languages[key]
    titled = sum(terms.places[index][key][0] < 0 for index in terms.holders[key])
    if is_loose(forms, language) or _is_everyday(forms, terms.sizes[key], titled, language):
        return 0.0
    count = len(archive.readings)
    large = count > _SMALL_ARCHIVE
    if large and len(said) > EVERYWHERE * count:
        return 0.0
    if large and terms.sizes[key] > 1 and _is_rubric(archive, said):
        return 0.0
    acronym = is_acronym(forms.most_common(1)[0][0])
    named = terms.names[key] / forms.total() >= NAME_FROM
    single = terms.sizes[key] == 1 and "-" not in forms.most_common(1)[0][0]
    if single and not named and max(said.values()) < _AT_LENGTH:
        return 0.0
    dwelt, chapters = _dwelling(archive, keys, said) if large else (1.0, _DWELLINGS)
    told = _concentration(said, lengths)
    if named:
        fewest = min(_DWELLINGS, count // _SMALL_ARCHIVE)
        if large and (chapters < fewest or _is_dropped(archive, keys, said)):
            return 0.0
        weight = (1.0 if acronym else _NAMES_WEIGH) * min(1.0, 0.4 + 2 * told)
    elif single:
        if told < CONCENTRATED:
            return 0.0
        if dwelt < _SUBJECT and titled < _TITLES_ENOUGH:
            return 0.0
        at_length = sum(times >= _AT_LENGTH for times in said.values())
        if count > _LARGE_ARCHIVE and titled < _TITLED and at_length < 2:
            return 0.0
        weight = min(1.0, 2 * told)
    else:
        if large and not chapters and titled < _TITLED:
            return 0.0
        weight = 1.6 * min(1.0, 0.4 + 2 * told)
    weight *= 1 + min(titled, _TITLES_ENOUGH) / _TITLES_ENOUGH
    return weight * (0.5 + dwelt) * sum(map(math.sqrt, said.values()))


def _is_rubric(archive: Archive, said: Mapping[int, int]) -> bool:
    """Whether nearly all episodes of one show hold a phrase and no other show does.

    So it names a part of the show, such as its last question, and tells no episode from another.
    """
    first, *others = {archive.readings[index].episode.show.slug for index in said}
    own = archive.sizes[first]
    return not others and own > _SMALL_ARCHIVE and len(said) > EVERYWHERE * own


def _dwelling(archive: Archive, keys: Sequence[str], said: Mapping[int, int]) -> tuple[float, int]:
    """The share of its mentions in chapters that dwell on a phrase, and how many chapters do."""
    inside, chapters = 0, 0
    for index, often in said.items():
        if often < DWELT_ON:
            continue  # as in most, where chapters need not be told
        reading, places = archive.readings[index], archive.terms.places[index]
        cues = (cue for key in apart(keys) for cue in places.get(key, ()) if cue >= 0)
        held = Counter(reading.outline.chapters_at(cues))
        dwelt = [times for times in held.values() if times >= DWELT_ON]
        inside += sum(dwelt)
        chapters += len(dwelt)
    return inside / sum(said.values()), chapters


def _is_dropped(archive: Archive, keys: Sequence[str], said: Mapping[int, int]) -> bool:
    """Whether next to nothing that is worth printing holds a name, however often it is said."""
    expected = archive.usual * sum(said.values())
    told = sum(len(found) for key in keys for found in archive.told.get(key, {}).values())
    return expected >= _TOO_FEW and told < _UNTOLD * expected


def _is_everyday(forms: Counter[str], size: int, titled: int, language: Language) -> bool:
    """Whether a phrase is made of words that any talk uses, so that nobody would follow it.

    As a compound it may be a subject all the same; then titles hold it, or people write it as a
    name: "Open source", "Hugging Face".
    """
    form = forms.most_common(1)[0][0]
    words = form.split()
    if size == 1:
        return is_any_talk(forms, size, language)
    if titled >= _TITLED or (form[0].isupper() and not language.capitals):
        return False
    return is_size(words[0], language) or all(is_everyday(word, language) for word in words)


def _extends(key: str, rated: Mapping[str, float], terms: Terms) -> bool:
    """Whether a phrase only adds a word to another topic: "open source models"."""
    return any(
        terms.sizes[other] == LONGEST_TERM - 1
        for cut in range(1, len(key))
        for other in (key[:cut], key[cut:])
        if other in rated
    )


def _concentration(said: Mapping[int, int], lengths: Sequence[int]) -> float:
    """How far a phrase keeps to some episodes: 0 for none, 1 for a single short one.

    The divergence (Kullback and Leibler 1951) of its mentions from all words, by episode, as a
    share of the most that so many episodes allow.
    """
    total, words = sum(said.values()), sum(lengths)
    gain = sum(
        count / total * math.log(count * words / (total * lengths[index]))
        for index, count in sorted(said.items())
    )
    return gain / math.log(max(2, len(lengths)))


def _parts_of_longer(totals: Mapping[str, int]) -> set[str]:
    """The keys with which another one begins or ends that is nearly as frequent."""
    return {
        part
        for key, total in totals.items()
        for cut in range(1, len(key))
        for part in (key[:cut], key[cut:])
        if total >= _PART_OF_LONGER * totals.get(part, math.inf)
    }


def _kinds(rated: Iterable[str], terms: Terms) -> set[str]:
    """Those common nouns that say little alone: most of their mentions are of one or other kind.

    "Building blocks", "attention block", "AI blocks": no talk is about blocks; or they only say of
    what kind other things are: "human input", "human feedback".
    """
    single = {
        key
        for key in rated
        if terms.sizes[key] == 1
        and terms.names[key] < NAME_FROM * terms.forms[key].total()
        and not is_acronym(terms.forms[key].most_common(1)[0][0])
    }
    written = {form.lower(): key for key in single for form in terms.forms[key]}
    ends: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    most: defaultdict[str, int] = defaultdict(int)
    for key, size in terms.sizes.items():
        if size == 2 and key in terms.forms:  # not only in titles
            for form, times in terms.forms[key].items():
                first, _, last = form.lower().partition(" ")
                if first in written:
                    begins[written[first]] += times
                if last in written:
                    ends[written[last]] += times
                    most[written[last]] = max(most[written[last]], times)
    return {
        key
        for key in single
        if ends[key] >= max(2 * most[key], _OF_KINDS * terms.forms[key].total())
        or begins[key] >= _TELLS_KINDS * terms.forms[key].total()
    }


def _expansions(
    terms: Terms, often: Mapping[str, int], refused: set[str]
) -> dict[str, tuple[str, ...]]:
    """By acronym: the phrase that it shortens, where one episode holds both. They are one topic.

    `often` is how many times each phrase is said. Of several phrases the most frequent is meant.
    Two letters stand for too many things, unless they are nearly as frequent as one phrase and no
    other has them.
    """
    acronyms: dict[str, str] = {}
    recurring = [key for key, count in often.items() if count > 1 and key not in refused]
    for key in recurring:
        form = terms.forms[key].most_common(1)[0][0] if terms.sizes[key] == 1 else ""
        letters = form.removesuffix("s")
        if is_acronym(form) and len(letters) >= _SHORT:
            acronyms[letters.lower()] = key
    holding = {key: frozenset(terms.holders[key]) for key in acronyms.values()}
    phrases: defaultdict[str, list[str]] = defaultdict(list)
    for key in recurring:
        if terms.sizes[key] > 1:
            short = acronyms.get(initials(terms.forms[key].most_common(1)[0][0]))
            if short and not holding[short].isdisjoint(terms.holders[key]):
                phrases[short].append(key)
    found: dict[str, tuple[str, ...]] = {}
    for short, keys in phrases.items():
        ranked = sorted(keys, key=lambda each: (often[each], each), reverse=True)
        if terms.sizes[ranked[0]] > _SHORT or _is_that_phrase(terms, short, ranked):
            found[short] = (ranked[0], *_short_ends(terms, short, ranked[0]))
    return found


def _is_that_phrase(terms: Terms, short: str, ranked: Sequence[str]) -> bool:
    """Whether two letters stand for the first of the phrases that begin with them."""
    said = [terms.forms[key].total() for key in ranked]
    together = set(terms.holders[short]).intersection(terms.holders[ranked[0]])
    return (
        len(together) >= _SHORT_TOGETHER
        and terms.forms[short].total() >= _SHORT_FROM * said[0]
        and said[0] >= _SHORT_ALONE * sum(said[1:2])
    )


def _short_ends(terms: Terms, short: str, phrase: str) -> tuple[str, ...]:
    """The end of a phrase that is often said for the whole."""
    for cut in range(1, len(phrase)):
        end = phrase[cut:]
        if terms.sizes.get(end) != terms.sizes[phrase] - 1 or terms.sizes[end] < _SHORT:
            continue
        whole = {*terms.holders[short], *terms.holders[phrase]}
        held = set(terms.holders[end])
        if terms.forms[phrase].total() + terms.forms[short].total() >= _END_FROM * terms.forms[
            end
        ].total() and len(held & whole) >= _TOGETHER * len(held):
            return (end,)
    return ()


def _merge(
    rated: Mapping[str, float], longer: Mapping[str, tuple[str, ...]], archive: Archive
) -> list[tuple[str, ...]]:
    """Subjects as groups of keys that mean the same; what only repeats the archive is left out."""
    terms = archive.terms
    head: dict[str, str] = {}
    dropped: set[str] = set()
    arms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in sorted(rated, key=lambda each: (-rated[each], each)):
        parts = _halves(key, terms)
        if parts is None:
            continue
        before, end = parts
        if _is_ubiquitous(before, archive):
            if end in rated:
                head[key] = end
            elif _is_ubiquitous(end, archive) or _says_little(end, key, terms):
                dropped.add(key)
        elif before in rated and _is_name(key, terms) and _says_little(end, key, terms):
            head[key] = before
        else:
            arms[before[:_SAME_BEGINNING], end].append(key)
    for first, *others in arms.values():
        for other in others:
            if _same_start(first, other, terms) and not set(terms.holders[first]).isdisjoint(
                terms.holders[other]
            ):
                head[other] = first
    groups: dict[str, list[str]] = {}
    for key in sorted(rated, key=lambda each: (-rated[each], each)):
        if key not in head and key not in dropped:
            groups[key] = [key, *longer.get(key, ())]
    for key, main in sorted(head.items()):
        while main in head:
            main = head[main]
        if main in groups:
            groups[main] += [key, *longer.get(key, ())]
    return [tuple(dict.fromkeys(keys)) for keys in groups.values()]


def _halves(key: str, terms: Terms) -> tuple[str, str] | None:
    """The keys of the first word of a phrase and of the rest."""
    first, _, rest = terms.forms[key].most_common(1)[0][0].partition(" ")
    language = terms.languages[key]
    return (key_of(first, language), key_of(rest, language)) if rest else None


def _is_ubiquitous(key: str, archive: Archive) -> bool:
    """Whether nearly all episodes hold a word."""
    count = len(archive.readings)
    return count > _SMALL_ARCHIVE and len(archive.terms.holders.get(key, ())) > EVERYWHERE * count


def _says_little(end: str, key: str, terms: Terms) -> bool:
    """Whether the last word of a phrase is one of any talk: "Lightning Network"."""
    form = terms.forms[key].most_common(1)[0][0]
    return end not in terms.sizes or is_everyday(form.split()[-1], terms.languages[key])


def _is_name(key: str, terms: Terms) -> bool:
    return terms.names[key] / terms.forms[key].total() >= NAME_FROM


def _same_start(one: str, other: str, terms: Terms) -> bool:
    """Whether the first words of two phrases are forms of one: "robot", "robotic"."""
    first, second = sorted(
        (terms.forms[key].most_common(1)[0][0].split()[0].lower() for key in (one, other)), key=len
    )
    return len(first) >= _SAME_BEGINNING and second.startswith(first)
