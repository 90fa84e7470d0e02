"""What caption formats share: one form for libraries to read, rolling lines, one-word cues, labels.

Libraries read the blocks: webvtt-py those of WebVTT, pysubs2 those of SubRip. Both pass over in
silence what is malformed, and take speech that looks like a time range for one; so `well_formed`
checks a file first, and writes what they would not understand in a form that they do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..decoding import load_json, unescape
from ..errors import InputError
from ..model import Document, Recording
from ..timestamps import format_vtt
from .names import is_name
from .speech import (
    LATEST,
    MOST_CAPTIONS,
    Passage,
    check_count,
    checked_time,
    fold,
    in_order_of_time,
    take_sounds,
    transcribe,
)
from .turns import each_line

_LABEL = re.compile(
    r"\s*(?:>>+\s*|[-–—]\s*(?=[^\W\d_][^:\n]{0,39}:\s))?(?:"
    r"[\[(](?P<tagged>(?i:speaker)[ _]?\w{1,3})[\])]\s*:?|"  # [SPEAKER_00] of WhisperX, (speaker 1)
    r"[\[(](?P<boxed>[^\W\d_][^:\[\](){}<>|\n]{1,39}?)[\])](?=\s+\S)|"  # [Ann Lee] Hello
    r"\[?(?P<name>[^\W_][^:\[\](){}<>|\n]{0,39}?)\]?\s*:(?=\s|$)"  # Ann Lee: Hello
    r")\s*"
)
_NUMBERED_SPEAKER = re.compile(r"speaker[ _]?\w{1,3}", re.IGNORECASE)
_SPEAKER_CHANGE = re.compile(r"^\s*>>+\s*", re.MULTILINE)
_TIME = re.compile(r"(?:(\d{1,5}):)?(\d{1,5}):(\d{1,5})(?:[.,](\d{1,12}))?")
"""Looser than `timestamps.CLOCK`: programs write 60 seconds, and nanoseconds."""
_TIMING = re.compile(r"\s*(-?\d+:\S{0,40}?)\s*[-–—]{1,3}\s?>\s*(-?\d\S*)")
_ABOVE_TIMING = re.compile(
    r"(?:\n\n[^\n>]+\n"  # an identifier, alone after a blank line
    r"|\n\n\d+\n\n|\n\d+\n"  # a number
    r"|\n+)(?=\d\d:\d\d:[\d.]{6} -->)"
)
"""What parts a well-formed time range from the text before it, blank lines being single."""
_GUARD = "\x02"
"""Stands in speech where a library would take it for something else; no decoded text has any."""
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|ruby|rt|lang|font|span|br)(?:[.\s/][^<>]{0,300})?>"
    r"|<\d[\d:.]{0,20}>|\{\\[^{}]{0,80}\}",
    re.IGNORECASE,
)
"""Styles, languages, karaoke times and positions: `<c.loud>`, `<00:01.500>`, `{\\an8}`."""
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]++([^<>\n]{1,200})>")
_NAMED_CUE = re.compile(
    r'^(?:\d{1,6} )?"([^"\n]{1,80})" \(\d{1,20}\)\n([^\n]*-->[^\n]*)\n', re.MULTILINE
)
"""Webex's: who speaks and their key above the times, and often a number before."""
_OF_MACHINE = re.compile(
    r"\[(?:auto-generated|automatically generated)[^\[\]]{0,120}\]", re.IGNORECASE
)
"""What a service says of its own captions in the first of them."""
_IN_JSON = re.compile(r"\s*\{[^{}]{0,2000}\"spokenText\"")
_LONGEST_SILENCE = 3 * 3600.0
"""Seconds before the first word: more is no position in a recording."""
_INTO_TAPE = 180.0
"""Seconds after a full hour in which a tape begins to speak."""
_FEWEST_WORDS = 5
"""Fewer cues of one word may well be meant so."""
_FEWEST_LABELS = 3
"""How often a name must be a label before it is one that speaks; a whole one need not, and others
less often, where all captions have labels."""
_PHRASE_WORDS = 12
_PHRASE_PAUSE = 1.0
"""Seconds of silence that end a phrase."""
SENTENCE_END = (".", "?", "!", "…", "。", "！", "？")
"""What a sentence ends with."""


def document_of(
    passages: Iterable[Passage], *, language: str | None = None, split: int | None = None
) -> Document:
    """The document that holds one recording with these captions, in order of time.

    With `split`, a caption of more words is cut at sentence ends. Raises `InputError` where there
    are none, or a time is absurd.
    """
    spoken = _in_phrases(_take_labels(_from_beginning(in_order_of_time(passages))))
    transcript, _ = transcribe(spoken, language=language, split=split)
    if not transcript.cues and not transcript.sounds:
        raise InputError("holds no captions", remedy="export the transcript again")
    return Document(recordings=(Recording(transcript=transcript),))


def _from_beginning(passages: list[Passage]) -> list[Passage]:
    """Passages by time, with times of a day, or a tape's code that starts at ten, from the start.

    Nobody is silent for hours first. A tape starts with a full hour, a meeting with its first word.
    """
    first = next((passage.start for passage in passages if passage.start is not None), 0.0)
    if first < _LONGEST_SILENCE or first > LATEST:
        return passages
    into_hour = first % 3600
    base = first - into_hour if into_hour < _INTO_TAPE else first
    return [
        replace(
            passage,
            start=None if passage.start is None else round(passage.start - base, 3),
            end=None if passage.end is None else max(0.0, round(passage.end - base, 3)),
        )
        for passage in passages
    ]


def with_voices(text: str) -> str:
    """`text` with the names that stand above times as voices (`<v Name>`) below them."""
    return _NAMED_CUE.sub(r"\2\n<v \1>", text)


def clock_seconds(text: str, line: int) -> float:
    """Seconds for a time in a caption file; negative ones are 0, and 60 seconds are a minute.

    Raises `InputError` where it is none.
    """
    if text.startswith("-"):
        return 0.0
    match = _TIME.fullmatch(text)
    if not match:
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        raise InputError(
            f"{shown!r} is not a time", line=line, remedy="write times as 00:01:02.345"
        )
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    return round(hours * 3600 + minutes * 60 + seconds + float(f"0.{match[4] or 0}"), 3)


def is_timing(line: str) -> bool:
    """Whether `line` is a time range such as `00:01.000 --> 00:02.000 align:start`."""
    return bool(_TIMING.match(line))


def well_formed(text: str, *, misread: tuple[str, ...]) -> str:
    """`text` with each time range in one form, a number above it, and no two blank lines together.

    A time range is `00:00:01.000 --> 00:00:02.000` with a blank line and `0` before it, whatever
    identifier the file has there: a number, or a line alone after a blank one. `misread` is what
    in speech the library would take for something else: it is broken, until `passages_of`.
    Raises `InputError` where a time is malformed or absurd, or there are more than
    `MOST_CAPTIONS`.
    """
    lines = "\n".join(_well_formed_lines(text, misread))
    return _ABOVE_TIMING.sub("\n\n0\n", re.sub(r"\n{3,}", "\n\n", lines))


def passages_of(captions: Iterable[Passage]) -> Iterator[Passage]:
    """What is said in `captions`: without tags, each rolling line once, split at their voices.

    Where a file names voices, the last one speaks on until another does.
    """
    told = (_told(caption) if _IN_JSON.match(caption.text) else caption for caption in captions)
    cleaned = _take_name_lines([(caption, _clean(caption.text)) for caption in told])
    rolling = unroll(cleaned) if rolls(cleaned) else _as_shown(cleaned)
    voice: str | None = None
    for passage in rolling:
        for part in _by_voice(passage, passage.speaker or voice):
            voice = part.speaker if "\x00" in passage.text else voice
            yield part


def _told(caption: Passage) -> Passage:
    """A caption whose text is JSON, as in the transcripts that Teams gives to programs."""
    try:
        told = load_json(caption.text.replace(_GUARD, ""))
    except InputError:
        return caption
    text, name = told.get("spokenText"), told.get("speakerName")
    if not isinstance(text, str):
        return caption
    return replace(caption, text=text, speaker=name if isinstance(name, str) and name else None)


def _take_name_lines(
    captions: list[tuple[Passage, list[str]]],
) -> list[tuple[Passage, list[str]]]:
    """`captions` with the names off that stand on a line of their own, where all are written so."""
    above = [lines[0].rstrip(" :") for _, lines in captions if len(lines) > 1]
    named = [name for name in above if is_name(name, strict=True)]
    spoken = sum(bool(lines) for _, lines in captions)
    few = len(set(named)) * 3 <= len(named) or len(set(named)) < 3 < len(named)
    if not few or len(named) * 10 < spoken * 9 or rolls(captions):
        return captions
    return [
        (replace(passage, speaker=lines[0].rstrip(" :")), lines[1:])
        if len(lines) > 1
        else (passage, lines)
        for passage, lines in captions
    ]


def _well_formed_lines(text: str, misread: tuple[str, ...]) -> Iterator[str]:
    count = 0
    lines = each_line(text)
    for number, line in enumerate(lines, start=1):
        timing = _TIMING.match(line) if ">" in line else None
        if timing:
            count += 1
            check_count(count, number, (each for each in lines if is_timing(each)), MOST_CAPTIONS)
            yield " --> ".join(_well_formed_time(time, number) for time in timing.groups())
            continue
        for words in misread:
            line = line.replace(words, words[0] + _GUARD + words[1:])
        yield line.strip()


def _well_formed_time(time: str, line: int) -> str:
    return format_vtt(checked_time(clock_seconds(time, line), line) or 0.0)


def _as_shown(captions: Iterable[tuple[Passage, list[str]]]) -> Iterator[Passage]:
    for passage, lines in captions:
        yield replace(passage, text="\n".join(lines))


def _clean(text: str) -> list[str]:
    """Lines without tags other than voices, their entities read; blank ones left out."""
    cleaned: list[str] = []
    for line in text.replace(_GUARD, "").split("\n"):
        if "<" in line or "{" in line:
            line = _VOICE.sub("\x00\\1\x01", line)
            line = _TAG.sub("", line)
        if "&" in line:
            line = unescape(line)
        if line.strip() and not _OF_MACHINE.fullmatch(line.strip()):
            cleaned.append(" ".join(line.split()))
    return cleaned


def _by_voice(passage: Passage, speaker: str | None) -> Iterator[Passage]:
    """`passage` split at its voices, which `_clean` left between control characters."""
    if "\x00" not in passage.text:
        yield passage if speaker is None else replace(passage, speaker=speaker)
        return
    before, *voices = passage.text.split("\x00")
    parts = [(speaker, before)] if before.strip() else []
    for voice in voices:
        voice_name, _, said = voice.partition("\x01")
        parts.append((fold(voice_name) or None, said))
    for index, (name, text) in enumerate(parts):
        yield replace(
            passage,
            text=text,
            speaker=name,
            start=passage.start if index == 0 else None,
            end=passage.end if index == len(parts) - 1 else None,
        )


def unroll(captions: Sequence[tuple[Passage, list[str]]]) -> Iterator[Passage]:
    """Passages from (passage, lines) of rolling captions, each line said once.

    Such captions show the line before again above the new one, as YouTube's do; and live ones
    show a growing line again and again.
    """
    shown: list[str] = []
    for passage, lines in captions:
        fresh = lines[_overlap(shown, lines) :]
        if len(fresh) == 1 and shown and fresh[0].startswith(f"{shown[-1]} "):
            fresh = [fresh[0][len(shown[-1]) + 1 :]]
        if lines:
            shown = lines
        if fresh:
            yield replace(passage, text="\n".join(fresh))


def rolls(captions: Sequence[tuple[Passage, list[str]]]) -> bool:
    """Whether captions by habit repeat the line before and add to it.

    Saying the same thing twice is no such habit: every third caption at least must add.
    """
    pairs = [(before, after) for (_, before), (_, after) in pairwise(captions) if before and after]
    repeats = sum(
        (before[-1] == after[0] and len(after) > 1) or after[0].startswith(f"{before[-1]} ")
        for before, after in pairs
    )
    return len(pairs) >= 2 and repeats * 3 >= len(pairs)


def _overlap(shown: list[str], lines: list[str]) -> int:
    """How many of the first `lines` are the last ones of `shown`."""
    for size in range(min(len(shown), len(lines)), 0, -1):
        if shown[-size:] == lines[:size]:
            return size
    return 0


def _take_labels(passages: list[Passage]) -> list[Passage]:
    """Passages with the speaker's label taken off the text, where labels are the file's habit.

    Captions name a speaker where the speaker changes: the one named speaks on until the next
    label, or until `>>` says that somebody else does.
    """
    passages = _parted(passages)
    matches = [_LABEL.match(passage.text) for passage in passages]
    boxed = _boxed(matches)
    matches = [
        match if match and (not match["boxed"] or fold(match["boxed"]) in boxed) else None
        for match in matches
    ]
    counts = Counter(match["name"].strip().lower() for match in matches if match and match["name"])
    named = sum(
        1 for match in matches if match and (match["tagged"] or match["boxed"] or _may_name(match))
    )
    everywhere = len(matches) > 1 and named * 10 >= 9 * len(matches)
    wholes = _wholes(matches, counts)
    labelled: list[Passage] = []
    speaker: str | None = None
    for passage, match in zip(passages, matches, strict=True):
        name = _speaker(match, counts, everywhere) if match and not passage.speaker else None
        if match and match["name"] and not passage.speaker:
            name = wholes.get(fold(match["name"]), name)
        text = passage.text[match.end() :] if match and name else passage.text
        if name or _SPEAKER_CHANGE.match(text) or (match and _may_name(match)):
            speaker = name  # none where somebody else may be named, but too rarely to be sure
        text = _SPEAKER_CHANGE.sub("", text) if ">>" in text else text
        labelled.append(replace(passage, text=text, speaker=passage.speaker or speaker))
    return labelled


def _parted(passages: list[Passage]) -> list[Passage]:
    """Passages parted where a line of a caption begins with the label of somebody else."""
    if not any("\n" in passage.text and ":" in passage.text for passage in passages):
        return passages
    lines = [passage.text.split("\n") for passage in passages]
    counts = Counter(name for those in lines for line in those if (name := _labelled(line)))
    often = {name for name, count in counts.items() if count >= _FEWEST_LABELS}
    parted: list[Passage] = []
    for passage, those in zip(passages, lines, strict=True):
        begins = [n for n, line in enumerate(those) if n and _labelled(line) in often]
        edges = [0, *begins, len(those)]
        for first, last in pairwise(edges):
            parted.append(
                replace(
                    passage,
                    text="\n".join(those[first:last]),
                    start=None if first else passage.start,
                    end=None if last < len(those) else passage.end,
                )
            )
    return parted


def _labelled(line: str) -> str | None:
    """The name that a line begins with, in small letters."""
    match = _LABEL.match(line) if ":" in line[:60] else None
    return fold(match["name"]).lower() if match and _may_name(match) else None


def _boxed(matches: Sequence[re.Match[str] | None]) -> frozenset[str]:
    """Names in brackets before speech: two people at least, who come again and again."""
    counts = Counter(
        name
        for match in matches
        if match
        and match["boxed"]
        and is_name(name := fold(match["boxed"]), strict=True)
        and not take_sounds(f"[{name}] and so on")[1]
    )
    again = frozenset(name for name, count in counts.items() if count >= _FEWEST_LABELS)
    labelled = sum(counts[name] for name in again)
    return again if len(again) > 1 and labelled * 5 >= len(matches) else frozenset()


def _wholes(matches: Sequence[re.Match[str] | None], counts: Counter[str]) -> dict[str, str]:
    """Whole names by labels: "Ines Falk" says something once, and "Ines" goes on."""
    names = [fold(match["name"]) for match in matches if match and match["name"]]
    often = {name for name in names if " " not in name and counts[name.lower()] >= _FEWEST_LABELS}
    found: dict[str, set[str]] = {}
    for name in names:
        first = name.split(" ", 1)[0]
        if first != name and first in often and is_name(name, strict=True):
            found.setdefault(first, set()).add(name)
    wholes: dict[str, str] = {}
    for first, those in found.items():
        if len(those) == 1:
            whole = next(iter(those))
            wholes |= {first: whole, whole: whole}
    return wholes


def _may_name(match: re.Match[str]) -> bool:
    """Whether a label reads like a person's name, however often it comes."""
    return bool(match["name"]) and is_name(fold(match["name"]), strict=True)


def _speaker(match: re.Match[str], counts: Counter[str], everywhere: bool) -> str | None:
    """The name in a label, if it is one that speaks here."""
    if match["tagged"] or match["boxed"]:
        return match["tagged"] or fold(match["boxed"])
    name = fold(match["name"])
    if _NUMBERED_SPEAKER.fullmatch(name):
        return name
    whole = everywhere and " " in name
    fewest = 1 if whole else 2 if everywhere else _FEWEST_LABELS
    return name if _may_name(match) and counts[name.lower()] >= fewest else None


def _in_phrases(passages: list[Passage]) -> list[Passage]:
    """Passages of one word and under a second each joined into phrases; others as they are."""
    words = sum(len(passage.text.split()) for passage in passages)
    length = sum((passage.end or 0.0) - (passage.start or 0.0) for passage in passages)
    if len(passages) < _FEWEST_WORDS or max(words / 1.5, length) > len(passages):
        return passages
    spaced = sum(passage.text[:1].isspace() for passage in passages) * 2 > len(passages)
    phrases: list[Passage] = []
    held: list[Passage] = []
    count = 0
    for passage in passages:
        if held and (count >= _PHRASE_WORDS or _breaks(held[-1], passage)):
            phrases.append(_joined(held, spaced))
            held, count = [], 0
        held.append(passage)
        count += len(passage.text.split())
    if held:
        phrases.append(_joined(held, spaced))
    return phrases


def _breaks(before: Passage, after: Passage) -> bool:
    """Whether a new phrase begins between two words."""
    pause = (after.start or 0.0) - (before.end if before.end is not None else after.start or 0.0)
    ended = before.text.rstrip().endswith(SENTENCE_END)
    return ended or pause > _PHRASE_PAUSE or before.speaker != after.speaker


def _joined(words: list[Passage], spaced: bool) -> Passage:
    """Words as one passage; `spaced` says that they bring their own spaces."""
    text = "".join(
        word.text if spaced or word.text[:1] in ",.;:!?" else f" {word.text}" for word in words
    )
    return replace(words[0], text=text.strip(), end=words[-1].end)
