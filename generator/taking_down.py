"""Lines that shall stand nowhere: taken out of the transcript before anything is made of it.

All that is published is made of the transcript, so what is not in it is on no page and in no
search index, feed or file of data. What was made of it before is kept in two places, finished work
and a model's answers; both forget it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .cache import PHRASES
from .files import write_whole
from .language.sentences import TERMINALS
from .lines import LineFinder, Piece, find_letters, letters_of, span_of
from .loading import Loaded
from .model import Cue, Episode, Rule, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Words that were taken out of a transcript."""

    parts: tuple[str, ...]
    """Cue by cue."""

    def stand_in(self, text: str) -> bool:
        """Whether a text in small letters may hold them, be they in one piece or in several."""
        if not all(word in text for part in self.parts for word in _words(part)):
            return False  # as most: told without a pattern
        whole = _pattern(" ".join(self.parts)).search(text)
        return whole is not None or all(_pattern(part).search(text) for part in self.parts)


def take_down(loaded: Loaded, mark: str) -> tuple[Loaded, tuple[Gone, ...]]:
    """What was loaded without the lines that its rules name, `mark` in their places; and those."""
    rules = [rule for rule in loaded.rules if rule.verb is Verb.TAKE_DOWN]
    used: set[int] = set()
    gone: list[Gone] = []
    episodes = []
    for episode in loaded.episodes:
        mine = {n: rule for n, rule in enumerate(rules) if rule.is_about(episode)}
        for number, taken, words in _without(episode, mine, mark):
            episode = taken
            used.add(number)
            gone += words
        episodes.append(episode)
    notes = [
        f"{rule.place}: take_down names a line that is not there (copy its words or its time from "
        "the transcript, or delete the rule)"
        for number, rule in enumerate(rules)
        if number not in used
    ]
    left = tuple(rule for rule in loaded.rules if rule.verb is not Verb.TAKE_DOWN)
    loaded = replace(loaded, episodes=tuple(episodes), notes=(*loaded.notes, *notes), rules=left)
    return loaded, tuple(gone)


def forget(cache: Path, gone: Sequence[Gone], fresh: Collection[str] = ()) -> None:
    """Delete the finished work that holds any of these words; it is made again without them.

    With it goes what is known of phrases, which hold the words in pieces; unless all that holds
    them is `fresh`, named by keys: just stored, so that no phrase was taken from it yet.
    """
    for path in _files(cache) if gone else ():
        with suppress(OSError):
            if _holds(path.read_bytes(), gone):
                if path.name not in fresh:
                    shutil.rmtree(cache / PHRASES, ignore_errors=True)
                path.unlink()


def forget_answers(summaries: Path, gone: Sequence[Gone]) -> None:
    """Delete a model's stored answers that hold any of these words, and what went wrong with them.

    Of answers that rest on them in other words see `generator.summarizing.openai.forgetting`.
    """
    for path in _files(summaries) if gone else ():
        with suppress(OSError):
            if not _holds(path.read_bytes(), gone):
                continue
            if path.suffix == ".jsonl":
                lines = path.read_text("utf-8", "replace").splitlines()
                kept = (
                    _without_faults(line) if _holds(line.encode(), gone) else line for line in lines
                )
                write_whole(path, "".join(f"{line}\n" for line in kept).encode())
                continue
            from .summarizing.openai.store import Store

            Store(path).forget(
                lambda answer: any(_holds(each.text.encode(), gone) for each in answer.statements)
            )
            if _holds(path.read_bytes(), gone):  # no answers, or none that can be read
                path.unlink()


def _without_faults(line: str) -> str:
    """A line of the ledger without what was wrong: that quotes the answer."""
    with suppress(ValueError, TypeError):
        return json.dumps(json.loads(line) | {"faults": []}, ensure_ascii=False)
    return ""


def _holds(data: bytes, gone: Iterable[Gone]) -> bool:
    text = data.decode("utf-8", "replace").casefold()
    return any(each.stand_in(text) for each in gone)


def _without(
    episode: Episode, rules: dict[int, Rule], mark: str
) -> Iterator[tuple[int, Episode, list[Gone]]]:
    """The episode after each of the rules that names something in it, with the words that went."""
    for number, rule in rules.items():
        transcript = episode.transcript
        found = LineFinder(transcript, episode.language).pieces(rule)
        gone = [
            Gone(parts=tuple(filter(letters_of, span_of(transcript.cues, run)))) for run in found
        ]
        words = [rule.words] if rule.words else [" ".join(each.parts) for each in gone]
        taken = _elsewhere(episode, words, mark)
        if found:
            cues, marked = list(transcript.cues), set(episode.taken_down)
            for run in reversed(found):
                _cut(cues, run, mark)
                marked |= {piece.cue for piece in run}
            taken = replace(
                taken,
                transcript=transcript.with_cues(cues),
                taken_down=tuple(sorted(marked)),
            )
        if taken != episode:
            episode = taken
            yield number, episode, gone or [Gone(parts=tuple(words))]


def _cut(cues: list[Cue], run: Sequence[Piece], mark: str) -> None:
    """Take a run of pieces out of `cues`; a mark stands where each of its speakers began."""
    speakers = [None, *(cues[piece.cue].speaker for piece in run)]
    opens = [n == 0 or speakers[n] != speakers[n + 1] for n in range(len(run))]
    ended = ""
    for piece, marks in reversed([*zip(run, opens, strict=True)]):
        text = cues[piece.cue].text
        before, after = text[: piece.start], text[piece.end :]
        if marks:
            text = f"{before}{mark}{ended}{after}"
            ended = ""
        else:  # what ends the words goes to where the mark stands
            rest = after.lstrip(f" ,;:{TERMINALS}")
            ended = next(
                (sign for sign in after[: len(after) - len(rest)] if sign in TERMINALS), ended
            )
            text = f"{before}{rest}"
        cues[piece.cue] = replace(cues[piece.cue], text=text.strip())


def _elsewhere(episode: Episode, words: Iterable[str], mark: str) -> Episode:
    """The episode without these words in what people wrote about it."""

    def redact(text: str) -> str:
        for each in words:
            for [piece] in reversed(list(find_letters([text], each))):
                text = f"{text[: piece.start]}{mark}{text[piece.end :]}"
        return text

    words = list(words)
    told = episode.introduction
    return replace(
        episode,
        title=redact(episode.title),
        notes=redact(episode.notes),
        introduction=replace(told, text=redact(told.text)) if told else None,
        tags=tuple(map(redact, episode.tags)),
        chapters=tuple(replace(each, title=redact(each.title)) for each in episode.chapters),
    )


def _pattern(words: str) -> re.Pattern[str]:
    """What finds these words in a text in small letters, whatever stands between them."""
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, _words(words))) + r"(?!\w)")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
