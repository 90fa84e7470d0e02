"""The lists of a tree that may hold the speech, and which of them does.

What a service answers holds the same speech several times: as words, as sentences, as turns, as
other hypotheses, in translation. One list is chosen that covers all of it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Any

from ...language.words import word_count
from .fields import (
    COMPOSED,
    WHO,
    WRITTEN_BY,
    Path,
    Time,
    folded,
    get,
    is_channel,
    is_side,
    name_rank,
    parts_of,
    paths_in,
    read_time,
    text_rank,
    time_rank,
    unit_of,
)

_CHOICES = frozenset(["alternatives", "nbest", "hypotheses", "instances"])
"""Keys of lists of which the first says it all."""
_ASIDE_WORDS = """
    translation translations translated sentiment sentiments highlight highlights entity entities
    topics topic chapters summary summaries ocr keywords keyword intents categories moments
    questions labels brands faces comments search partial partials ori raw events2 alternatives2
"""
_ASIDE = frozenset(_ASIDE_WORDS.split())
_ASIDE_KEYS = frozenset({"wordconfidence", "wordalternatives", "predictionraw", "chars", "char"})
"""Keys of what is said of the speech, or says it again in another way."""
_OF_WORDS = frozenset(
    ["word", "words", "token", "tokens", "element", "elements", "item", "items", "term", "terms"]
)
_OF_LINES = frozenset(["text", "texts", "lines", "captions"])
"""Keys of whole captions in a list, beside a list of their times."""
_OF_WORDS_KEYS = frozenset({"timestamps", "wordtimings", "wordalignment", "displaywords"})
_OF_SPEAKERS = frozenset(
    [
        "speaker",
        "speakers",
        "diarization",
        "participants",
        "participant",
        "contributors",
        "attendees",
        "people",
    ]
)
_SAMPLE = 400
"""Items of a list that are looked at to tell what their keys mean."""
_WORDS_A_TURN = 25
"""Words of an entry: more is a whole turn, whose times tell little of what is in it."""
_MOST_WORDS_A_WORD = 1.3
_COVERAGE = 0.7
"""Share of the speech that a list must have, beside the list that has most."""


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the tree, and what it stands in."""

    value: Mapping[str, object]
    above: Node | None
    key: str
    """Of the list or object that it stands in."""
    index: int = 0
    """Its place in that list."""

    def up(self) -> Iterator[Node]:
        """The node and those above it, the nearest first."""
        node: Node | None = self
        while node:
            yield node
            node = node.above


@dataclass(frozen=True, slots=True)
class Run:
    """One list, as it stands."""

    items: Sequence[object]
    node: Node | None
    """What holds it."""


@dataclass(slots=True)
class Found:
    """What a tree holds."""

    lists: dict[tuple[str, ...], list[Run]] = field(default_factory=lambda: defaultdict(list))
    """By the keys that lead to them."""
    root: Mapping[str, object] = field(default_factory=dict)
    languages: list[object] = field(default_factory=list)
    """Values of keys that name a language, the outermost first."""
    transcripts: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    """Texts that are called a transcript, by the keys that lead to them."""
    names: dict[str, str] = field(default_factory=dict)
    """Names of speakers, by what stands for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the items of a list are read: where each value stands, the best place first."""

    path: tuple[str, ...]
    runs: Sequence[Run]
    texts: tuple[Path, ...]
    starts: tuple[Path, ...]
    ends: tuple[Path, ...]
    lengths: tuple[Path, ...]
    names: tuple[Path, ...]
    words: int
    """Of all that it says."""
    timed: float
    """Share of its items that have a start."""
    ascending: bool
    inner: bool
    """Whether its items hold lists of words with times."""
    speakers: int
    """How many different ones it names."""
    single: bool
    """Whether its items are words."""
    count: int
    """Of the items that have words."""
    mean: float
    """Words of an item."""

    @property
    def is_aside(self) -> bool:
        """Whether it is said of the speech, or says it again in another way."""
        return is_aside(self.path)


def is_aside(path: Iterable[str]) -> bool:
    """Whether keys lead to what is said of the speech, or to a second version of it."""
    return any(folded(key) in _ASIDE_KEYS or not _ASIDE.isdisjoint(parts_of(key)) for key in path)


def gather(tree: object) -> Found:
    """All lists of objects in `tree`, with what else tells of the speech.

    Lists of choices are cut to their first.
    """
    found = Found(root=tree if isinstance(tree, dict) else {})
    waiting: list[tuple[object, tuple[str, ...], Node | None, int]] = [(tree, (), None, 0)]
    while waiting:
        value, path, above, index = waiting.pop()
        if isinstance(value, dict):
            if _is_interim(value):
                continue
            listed = _numbered(value)
            if listed is not None:
                waiting.append((listed, path, above, index))
                continue
            _choose_first(value)
            node = Node(value, above, path[-1] if path else "", index)
            _note(found, value, path)
            for key, items in _side_by_side(value):
                found.lists[(*path, key)].append(Run(items, node))
            for key, inner in reversed(value.items()):
                if isinstance(inner, (dict, list)):
                    waiting.append((inner, (*path, str(key)), node, 0))
        elif isinstance(value, list) and value:
            items = _as_objects(value)
            if any(isinstance(item, dict) for item in islice(items, _SAMPLE)):
                found.lists[path].append(Run(items, above))
            for place in range(len(items) - 1, -1, -1):
                if isinstance(items[place], (dict, list)):
                    waiting.append((items[place], path, above, place))
    return found


def _is_interim(value: Mapping[str, object]) -> bool:
    """Whether a live service says it again better later on."""
    for key, inner in value.items():
        known = folded(key)
        if (known in ("isfinal", "final") and inner is False) or (
            known in ("ispartial", "partial") and inner is True
        ):
            return any(folded(each) in _SAID_INTERIM for each in value)
    return False


_SAID_INTERIM = frozenset(["alternatives", "channel", "text", "transcript", "display"])


def _numbered(value: Mapping[str, object]) -> list[object] | None:
    """The values of an object whose keys only count them."""
    if len(value) < 2 or not all(str(key).isdecimal() for key in value):
        return None
    return [value[key] for key in sorted(value, key=int)]


def _choose_first(value: dict[str, Any]) -> None:
    for key, inner in value.items():
        if folded(key) in _CHOICES and isinstance(inner, list):
            value[key] = inner[0] if inner and isinstance(inner[0], dict) else inner


def _as_objects(items: list[object]) -> list[object]:
    """`items`, where lists such as `["word", 0.5, 0.9]` stand for objects."""
    sample = items[:_SAMPLE]
    if not all(isinstance(item, list) and 2 <= len(item) <= 4 for item in sample):
        return items
    objects = [_as_object(item) for item in items]
    return list(objects) if all(each is not None for each in objects) else items


def _as_object(item: object) -> dict[str, object] | None:
    if not isinstance(item, list):
        return None
    numbers: list[object] = [
        each for each in item if isinstance(each, (int, float)) and not isinstance(each, bool)
    ]
    strings = [each for each in item if isinstance(each, str)]
    if not numbers:  # ["1500", "word"]
        numbers = [*[each for each in strings if read_time(each)][: len(strings) - 1]]
        strings = [each for each in strings if each not in numbers]
    if len(strings) != 1 or not numbers:
        return None
    values = dict(zip(("start", "end"), numbers, strict=False))
    return {"text": strings[0], **values}


def _side_by_side(value: Mapping[str, object]) -> Iterator[tuple[str, list[object]]]:
    """Lists of words and of their times that stand side by side, as lists of objects."""
    lists = {
        key: inner
        for key, inner in value.items()
        if isinstance(inner, list) and len(inner) > 1 and isinstance(inner[0], (str, int, float))
    }
    for key, words in lists.items():
        text = folded(key) in _OF_LINES
        if not text and not _OF_WORDS.intersection(parts_of(key)):
            continue
        if not all(isinstance(word, str) for word in words):
            continue
        times = {
            other: numbers
            for other, numbers in lists.items()
            if len(numbers) == len(words) and all(isinstance(n, (int, float)) for n in numbers)
        }
        named = {
            role: next((o for o in times if time_rank((_singular(o),), role) is not None), None)
            for role in ("start", "end", "length")
        }
        if named["start"]:
            roles = {"start": "start", "end": "end", "length": "duration"}
            columns = {roles[role]: times[o] for role, o in named.items() if o}
            said_as = "text" if text else "word"
            yield (
                key,
                [
                    {said_as: word, **{role: column[place] for role, column in columns.items()}}
                    for place, word in enumerate(words)
                ],
            )


def _singular(key: str) -> str:
    return key.removesuffix("s")


def _note(found: Found, value: Mapping[str, object], path: tuple[str, ...]) -> None:
    """Keep what an object says of the language, whom it names, and what it calls a transcript."""
    for key, inner in value.items():
        if isinstance(inner, str) and folded(key) in _WHOLE:
            found.transcripts[(*path, key)].append(inner)
        parts = parts_of(key)
        if not parts:
            continue
        if not _LANGUAGE.isdisjoint(parts) and parts[-1] in _LANGUAGE_ENDS:
            found.languages.extend(inner[:1] if isinstance(inner, list) else [inner])
        if not _OF_SPEAKERS.isdisjoint(parts) and isinstance(inner, (list, dict)):
            if turns := _turns_by_time(inner):
                found.lists[(*path, key)].append(Run(turns, None))
            else:
                found.names.update(_names_in(inner))


def _turns_by_time(listed: object) -> list[object]:
    """Who begins to speak when, where moments are the keys of names: `{"3000": "Ines"}`.

    Numbers that stand for people are other keys of names; of those none has a name twice.
    """
    if not isinstance(listed, dict) or not all(str(key).isdecimal() for key in listed):
        return []
    names = list(listed.values())
    if not all(isinstance(name, str) for name in names) or len(set(names)) == len(names):
        return []
    moments = sorted(map(int, listed))
    unit = "ms" if moments[-1] > _MOST_SECONDS_A_TURN * len(moments) else "s"
    return [{"start": f"{each}{unit}", "speaker": listed[str(each)]} for each in moments]


_MOST_SECONDS_A_TURN = 600


_WHOLE = frozenset(["transcript", "fulltranscript", "fulltext", "transcription"])
_LANGUAGE = frozenset(["language", "languages", "lang", "locale"])
_LANGUAGE_ENDS = _LANGUAGE | {"code", "tag", "name"}


def _names_in(listed: object) -> Iterator[tuple[str, str]]:
    """What stands for each speaker of a list of them, with their name."""
    if isinstance(listed, dict):
        if all(isinstance(name, str) for name in listed.values()):
            yield from ((str(key), name) for key, name in listed.items() if len(name) < 80)
        return
    if not isinstance(listed, list) or len(listed) > 500:
        return
    for place, item in enumerate(listed):
        if not isinstance(item, dict):
            return
        fields = {folded(key): value for key, value in item.items()}
        name = next((fields[key] for key in _NAMES if isinstance(fields.get(key), str)), None)
        if not name or any(time_rank((key,), "start") is not None for key in item):
            continue
        ids = [fields[key] for key in _IDS if isinstance(fields.get(key), (str, int))]
        for each in ids or [place]:
            if str(each) != name:
                yield str(each), name


_NAMES = ("speakername", "displayname", "name", "fullname", "abbreviation", "label")
_IDS = ("id", "spkid", "speakerid", "uuid", "key", "index", "speaker", "speakerlabel", "label")


def readings_of(found: Found) -> list[Reading]:
    """How each list that may hold speech is read."""
    readings = (_reading(path, runs) for path, runs in found.lists.items())
    return [reading for reading in readings if reading]


def turns_of(
    found: Found, readings: Iterable[Reading]
) -> list[tuple[tuple[str, ...], Sequence[Mapping[str, object]]]]:
    """Lists that say who speaks when, and not what as those do that can be read."""
    spoken = {reading.path for reading in readings}
    turns: list[tuple[tuple[str, ...], Sequence[Mapping[str, object]]]] = []
    for path, runs in found.lists.items():
        if path in spoken:
            continue
        items = [item for run in runs for item in run.items if isinstance(item, dict)]
        paths = _paths(items)
        names = [each for each in paths if name_rank(each) is not None]
        if not path or not paths or not names or not _ranked(paths, items, "start"):
            continue
        texts = [each for each in paths if text_rank(each) is not None]
        if not texts:
            turns.append((path, items))
    return turns


def choose(readings: Iterable[Reading], *, with_turns: bool) -> Reading | None:
    """The list that says everything once, in the finest sensible pieces, with speakers."""
    ranked = list(readings)
    if any(each.words and not each.is_aside for each in ranked):
        ranked = [each for each in ranked if not each.is_aside]
    most = max((each.words for each in ranked), default=0)
    ranked = [each for each in ranked if each.words >= _COVERAGE * most]
    named = any(each.speakers for each in ranked)
    return min(
        ranked,
        key=lambda each: (
            not each.ascending,
            each.timed < 0.3,
            not each.speakers,
            not each.single if with_turns and not named else False,
            _coarseness(each),
            -each.count,
            len(each.path),
        ),
        default=None,
    )


def _coarseness(reading: Reading) -> int:
    if reading.single:
        return 1
    return 2 if reading.mean > _WORDS_A_TURN else 0


def _paths(items: Sequence[Mapping[str, object]]) -> list[Path]:
    sample = chain(items[: _SAMPLE // 2], items[_SAMPLE // 2 :: max(1, len(items) // _SAMPLE)])
    return list(dict.fromkeys(path for item in islice(sample, _SAMPLE) for path in paths_in(item)))


def _reading(path: tuple[str, ...], runs: Sequence[Run]) -> Reading | None:
    """How to read a list, if its items have words and times, or words and speakers."""
    runs = _said_once(runs)
    items = [item for run in runs for item in run.items if isinstance(item, dict)]
    paths = _paths(items)
    texts = _texts(path, paths, items)
    starts, ends = _ranked(paths, items, "start"), _ranked(paths, items, "end")
    names = [each for each in paths if name_rank(each) is not None and each not in texts]
    names.sort(key=lambda each: name_rank(each) or 0)
    if not any(map(name_rank, names)) and names and (name_rank(names[0]) or 0) >= 7:
        names = names[:1]
    names = _without_writers(names, items)
    spoken = [name for name in names if (name_rank(name) or 0) < 7]
    inner = any(map(_holds_times, items[:_SAMPLE]))
    if not texts or not (starts or ends or spoken or inner):
        return None
    sizes = [word_count(text.strip()) for item in items if (text := said(item, texts)).strip()]
    words = sum(sizes)
    named = {
        str(name)
        for item in items
        if (name := next((n for p in names if (n := get(item, p)) not in (None, "")), None))
        is not None
    }
    if not named:
        named = {str(name) for run in runs if (name := name_above(run.node)) is not None}
    mean = words / (len(sizes) or 1)
    last = parts_of(path[-1]) if path else ()
    return Reading(
        path=path,
        runs=runs,
        texts=texts,
        starts=starts,
        ends=ends,
        lengths=_ranked(paths, items, "length"),
        names=tuple(names),
        words=words,
        timed=_share_timed(items[:_SAMPLE], starts),
        ascending=_ascends(runs, starts or ends),
        inner=inner,
        speakers=len(named),
        single=_is_of_words(path, last, mean, len(sizes)),
        count=len(sizes),
        mean=mean,
    )


def _without_writers(names: list[Path], items: Sequence[Mapping[str, object]]) -> list[Path]:
    """`names` without those of who wrote an item, where others say by habit who speaks it.

    A key of a writer that says times, as `from` may, names nobody.
    """
    values = {
        path: [value for item in items[:_SAMPLE] if (value := get(item, path)) is not None]
        for path in names
    }
    writers = {path for path in names if (name_rank(path) or 0) >= WRITTEN_BY}
    usual = max((len(values[path]) for path in names if path not in writers), default=0)
    if usual * 2 > len(items[:_SAMPLE]):
        return [path for path in names if path not in writers]
    return [
        path
        for path in names
        if path not in writers
        or sum(read_time(value) is not None for value in values[path]) * 2 <= len(values[path])
    ]


def _is_of_words(path: tuple[str, ...], last: Sequence[str], mean: float, count: int) -> bool:
    named = bool(path) and (
        (bool(last) and last[-1] in _OF_WORDS) or folded(path[-1]) in _OF_WORDS_KEYS
    )
    return mean <= _MOST_WORDS_A_WORD and (named or count >= 5)


def _texts(path: tuple[str, ...], paths: list[Path], items: Sequence[object]) -> tuple[Path, ...]:
    """Where the words stand, the best place first."""
    ranked = [(rank, each) for each in paths if (rank := text_rank(each)) is not None]
    if not ranked and path and parts_of(path[-1])[-1:] and parts_of(path[-1])[-1] in _OF_WORDS:
        ranked = [(0, each) for each in paths if each == ("name",)]
    kept = []
    for rank, each in ranked:
        values = [value for item in items[:_SAMPLE] if (value := get(item, each)) is not None]
        strings = sum(isinstance(value, str) for value in values)
        composed = folded(str(each[-1])) in COMPOSED
        if folded(str(each[-1])) == "words" and not strings:
            continue
        times = sum(isinstance(value, str) and read_time(value) is not None for value in values)
        if times * 2 > len(values) and ":" in str(values[0]):
            continue
        # a wrong type or nothing at all is a mistake, where no other key has words
        empty = sum(value == "" for value in values) * 2 >= len(values)
        kept.append((empty, not strings and not composed, rank, each))
    return tuple(each for *_, each in sorted(kept, key=lambda found: found[:3]))


def _ranked(
    paths: Iterable[Path], items: Sequence[Mapping[str, object]], role: str
) -> tuple[Path, ...]:
    """Where times stand: of the recording before those of the day, of a known unit first."""
    kept = []
    for path in paths:
        rank = time_rank(path, role)
        if rank is None:
            continue
        values = [value for item in items[:_SAMPLE] if (value := get(item, path)) is not None]
        times = [time for value in values if (time := read_time(value, unit_of(path)))]
        if any(isinstance(value, (list, dict)) for value in values) and not times:
            continue
        if role != "length" and values and not times and (rank >= 2 or path[-1] == "from"):
            continue
        if role == "length" and not times:
            continue
        absolute = sum(time.absolute for time in times) * 2 > len(times)
        known = sum(time.known for time in times) * 2 > len(times)
        kept.append((not times, absolute, rank, not known, path))
    kept.sort(key=lambda each: each[:4])
    if kept and not kept[0][0]:
        *_, unsure, first = kept[0]
        usual = sum(get(item, first) is not None for item in items[:_SAMPLE]) * 2
        alone = usual > min(len(items), _SAMPLE)  # else others may count something else
        kept = [
            each
            for each in kept
            if not each[0]
            and each[1] == kept[0][1]
            and (each[-1] == first or not alone or each[3] == unsure is False)
        ]
    return tuple(path for *_, path in kept)


def _holds_times(item: Mapping[str, object]) -> bool:
    return any(
        isinstance(word, dict) and any(time_rank((key,), "start") is not None for key in word)
        for value in item.values()
        if isinstance(value, list)
        for word in value[:5]
    )


def _share_timed(items: Sequence[Mapping[str, object]], starts: Sequence[Path]) -> float:
    timed = sum(time_at(item, starts) is not None for item in items)
    return timed / (len(items) or 1)


def _ascends(runs: Sequence[Run], starts: Sequence[Path]) -> bool:
    """Whether nearly all times in each list are after those before."""
    right = wrong = 0
    different: set[float] = set()
    for run in runs[:_SAMPLE]:
        times = (time_at(item, starts) for item in run.items[:_SAMPLE])
        numbers = [time.number for time in times if time]
        different.update(numbers)
        for before, after in pairwise(numbers):
            right += before <= after
            wrong += before > after
    return wrong * 4 <= right and len(different) * 2 >= right + wrong


def time_at(item: object, paths: Sequence[Path]) -> Time | None:
    """The first time among `paths`."""
    return next(
        (time for path in paths if (time := read_time(get(item, path), unit_of(path)))), None
    )


def said(item: object, texts: Sequence[Path]) -> str:
    """The words of an item; none where it has something else for them."""
    for path in texts:
        value = get(item, path)
        if isinstance(value, str) and value:
            return value
        between = COMPOSED.get(folded(str(path[-1])))
        if between is None and isinstance(value, list) and _all_have_text(value):
            between = " "
        if isinstance(value, list) and between is not None:
            return compose(value, between)
    return ""


def _all_have_text(pieces: Sequence[object]) -> bool:
    """Whether all pieces are objects with a text, as elements of XML are."""
    return all(isinstance(each, dict) and isinstance(each.get("text"), str) for each in pieces)


def compose(pieces: Sequence[object], between: str) -> str:
    """Text in pieces: strings, or objects that hold one each."""
    texts = []
    for piece in pieces:
        if isinstance(piece, dict):
            ranked = [
                (rank, value)
                for key, value in piece.items()
                if isinstance(value, str) and (rank := text_rank((key,))) is not None
            ]
            piece = min(ranked, key=lambda each: each[0])[1] if ranked else ""
        if isinstance(piece, str):
            texts.append(piece)
    return between.join(texts)


def name_above(node: Node | None) -> object:
    """Who speaks in a list, by what it stands in: the nearest that says so."""
    for each in node.up() if node else ():
        paths = [
            path
            for path in paths_in(each.value, 2)
            if name_rank(path) is not None and (len(path) == 1 or parts_of(str(path[0]))[-1] in WHO)
        ]
        among = parts_of(each.key)[:1]
        bare = not among or among[0] not in _OF_SPEAKERS
        for path in sorted(paths, key=lambda path: name_rank(path) or 0):
            if (name_rank(path) or 0) >= 7 and bare:
                continue
            value = get(each.value, path)
            if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
                return value
    return None


def channel_of(node: Node | None, item: object) -> object:
    """The channel of sound that an item is from, by itself or by what it stands in."""
    above = node.up() if node else iter(())
    for value in chain([item], (each.value for each in above)):
        if isinstance(value, dict):
            for key, inner in value.items():
                if is_channel((key,)) and isinstance(inner, (str, int)):
                    return inner
                if is_side(key, inner):
                    return inner
    for each in node.up() if node else ():
        if folded(each.key) in ("channels", "tracks"):
            return each.index
    return None


def _said_once(runs: Sequence[Run]) -> Sequence[Run]:
    """Runs without those that a last one says all over again, as Google's does with speakers."""
    if len(runs) < 2:
        return runs
    *earlier, last = runs
    count = sum(len(run.items) for run in earlier)
    if not count or abs(len(last.items) - count) > count * 0.05:
        return runs
    before = [item for run in earlier for item in run.items]
    paths = _paths([item for item in before if isinstance(item, dict)])
    texts = _texts((), paths, before)
    starts = _ranked(paths, [item for item in before if isinstance(item, dict)], "start")
    if not texts or not starts:
        return runs
    first, again = time_at(before[0], starts), time_at(last.items[0], starts)
    same = sum(
        said(one, texts).strip() == said(other, texts).strip()
        for one, other in zip(before, last.items, strict=False)
    )
    repeats = first and again and again.number <= first.number and same >= 0.9 * count
    return [last] if repeats else runs
