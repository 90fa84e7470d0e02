"""What the recordings of a show tell of each other: its name, their titles, who is who.

One file says too little: `transcripts/014-tides.txt` does not name the podcast, a list of those
present gives the abbreviation that another day's minutes use, and `Mireille B. Reece` is the
Mireille Reece of the other episodes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from pydantic import TypeAdapter

from .cache import Cache, key_of
from .file_names import (
    ENOUGH_ALIKE,
    begins_alike,
    is_generic,
    is_spelled,
    read_name,
    series_in_titles,
    series_of,
    without_kind,
)
from .fingerprints import fingerprint
from .model import Cue, Episode, Show
from .parsers.names import in_full

_TITLE = TypeAdapter(str)
_HEARD_FROM = 40
"""Recordings of a show in which it is looked for how its name is spelled."""
_OPENING = 60
"""Cues in which a show is announced."""
_ANNOUNCED = re.compile(
    r"\b(?:[Ww]elcome (?:back )?to|[Ll]istening to|[Ww]atching|[Tt]his is)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’]*|\d+)(?:\s+(?:(?:of|the|to|and|&|for|in|on)\s+)?[A-Z][\w'’]*){0,5})"
)
_INITIAL = re.compile(r"\s+[^\W\d_]\.(?=\s)")
_SERIES_NUMBER = (
    r"(?:\s+(?:podcast|episode|ep\.?|show|no\.?))*\s*[#№]?\s*(?!\d{4}-\d\d-\d\d)\d{1,5}"
    r"\s*[:|–—-]+\s*"
)
"""The number of an episode, as it stands between its show and its title; a day is none."""


def name_series(
    episodes: Sequence[Episode],
    unnamed: Iterable[str] = (),
    called: Mapping[str, Mapping[str, str]] | None = None,
    cache: Cache | None = None,
) -> tuple[Episode, ...]:
    """`episodes`, with what those of a show tell of each other.

    `unnamed` are the slugs of shows that nothing but a folder names, `called` the whole names that
    stand for abbreviations in some episode of a show, by its slug. `cache` may know a show's title
    from another time.
    """
    guessed = set(unnamed)
    groups: dict[str, list[Episode]] = {}
    for episode in episodes:
        groups.setdefault(episode.show.slug, []).append(episode)
    shows: dict[str, Show] = {}
    people: dict[str, dict[str, str]] = {}
    for slug, members in groups.items():
        show = members[0].show
        if slug in guessed:
            show = replace(show, title=_title_once(show, members, cache))
        shows[slug] = show
        people[slug] = _people(members, (called or {}).get(slug, {}))
    return tuple(
        _renamed(
            replace(episode, show=show, title=_without_series(episode.title, show.title)),
            people[episode.show.slug],
        )
        for episode in episodes
        for show in (shows[episode.show.slug],)
    )


def rename(episode: Episode, names: Mapping[str, str]) -> Episode:
    """`episode` with its speakers called as `names` say, whatever the case of their labels.

    A number alone stands for the label that ends in it: `0` for "Speaker 0".
    """
    heard = dict.fromkeys((*episode.speakers, *episode.transcript.voices))
    folded = {label.casefold(): name for label, name in names.items()}
    found: dict[str, str] = {}
    for label in heard:
        number = re.search(r"(?:^|[\s_-])0*(\d+)$", label)
        meant = folded.get(label.casefold()) or (folded.get(number[1]) if number else None)
        if meant:
            found[label] = meant
    return _renamed(episode, found)


def _renamed(episode: Episode, names: Mapping[str, str]) -> Episode:
    if not names or not any(speaker in names for speaker in episode.speakers):
        return episode
    return replace(
        episode,
        transcript=episode.transcript.renamed(names),
        speakers=tuple(dict.fromkeys(names.get(name, name) for name in episode.speakers)),
    )


def _people(members: Sequence[Episode], called: Mapping[str, str]) -> dict[str, str]:
    """By label in these episodes, what that person is called in others of them."""
    known = {name for episode in members for name in episode.speakers}
    found = {label: name for label in known if (name := in_full(label, called))}
    for name in known:
        bare = _INITIAL.sub("", name)
        if bare != name and bare in known:
            found[name] = bare
    return found


def _title_once(show: Show, members: Sequence[Episode], cache: Cache | None) -> str:
    """What a show is called by its recordings, or that from another time."""
    find = partial(_title_of_show, show, members)
    if cache is None:
        return find()
    made_of = show, tuple((each.source, each.title, each.transcript) for each in members)
    return cache.get(_TITLE, key_of("titled", fingerprint(made_of), by="series"), find)


def _title_of_show(show: Show, members: Sequence[Episode]) -> str:
    """A better name for a show than that of its folder, where its recordings give one."""
    folder = PurePosixPath(members[0].source).parent
    stems = [PurePosixPath(episode.source).stem for episode in members]
    each_alone = (series_of([stem] * ENOUGH_ALIKE) for stem in stems)
    series = series_of(stems) or next(
        (words for words in each_alone if words and is_spelled(folder.name, words)), None
    )
    if series:
        return _spelled(series, members)
    own = without_kind(show.title)
    if not is_generic(folder.name):
        return _spelled(own, members)
    titled = [
        each.title
        for each, stem in zip(members, stems, strict=True)
        if each.title.casefold() != read_name(stem).words.casefold()
    ]
    in_titles = series_in_titles(titled)
    if in_titles:
        return in_titles
    announced = _announced(members)
    above = next((name for name in reversed(folder.parts[:-1]) if not is_generic(name)), None)
    if announced and (above is None or begins_alike(without_kind(above), announced)):
        return announced
    return _spelled(without_kind(above), members) if above else show.title


def _announced(members: Sequence[Episode]) -> str | None:
    """What most recordings open by announcing: "Welcome to Slow Engines"."""
    found: Counter[str] = Counter()
    for episode in members[:_HEARD_FROM]:
        opening = " ".join(cue.text for cue in episode.transcript.cues[:_OPENING])
        found.update({match[1] for match in _ANNOUNCED.finditer(opening)})
    for name, count in found.most_common(1):
        if count >= ENOUGH_ALIKE and count * 2 >= len(members[:_HEARD_FROM]):
            return name
    return None


def _spelled(words: str, members: Sequence[Episode]) -> str:
    """The name of a series as its speakers are heard to say it: `go-time` becomes "Go Time"."""
    parts = [part for part in re.split(r"[-_\s]+", words) if part]
    plain = " ".join(parts)
    if plain[1:] != plain[1:].lower():
        return plain
    pattern = re.compile(r"\W{1,3}".join(map(re.escape, parts)), re.IGNORECASE)
    found: Counter[str] = Counter()
    for episode in members[:_HEARD_FROM]:
        for cue in _some(episode.transcript.cues):
            found.update(match[0] for match in pattern.finditer(cue.text))
    for spelling, _ in found.most_common():
        if spelling != spelling.lower() and spelling[0].isupper() and "," not in spelling:
            return spelling
    return plain[:1].upper() + plain[1:]


def _some(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues of an opening and of a closing, where a show is named."""
    return cues if len(cues) < 2 * _OPENING else (*cues[:_OPENING], *cues[-_OPENING:])


def _without_series(title: str, show: str) -> str:
    """A title without the name of its show and a number: `Talk Python 78: Gears` is "Gears".

    Where there is nothing else, the show is spelled as it is called.
    """
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", show)))
    if not words:
        return title
    if number := re.fullmatch(rf"{words}\W+(\d+)", title, re.IGNORECASE):
        return f"{show} {number[1]}"
    match = re.match(rf"(?:the\s+)?{words}{_SERIES_NUMBER}(?=\S)", title, re.IGNORECASE)
    return title[match.end() :] if match else title
