"""Builds one recording with answers that somebody wrote by hand: one JSON file a place.

    python -m tests.summarizing.openai.answering TRANSCRIPT EPISODE ANSWERS [--prompts FOLDER]
        [--site FOLDER]

writes what is asked to `FOLDER/<place>.txt`, takes each answer from `ANSWERS/<place>.json`, and
says what of it was refused and why. A place without an answer stays quoted.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from anyio.from_thread import start_blocking_portal

from generator import manifest, stages
from generator.cli import TEMPLATES
from generator.config import ModelSettings, SiteSettings
from generator.job import SUMMARIES, Job
from generator.loading import content_of, load_one
from generator.model import Reading
from generator.pipeline import running
from generator.summarizing.openai import ledger, tokens
from generator.summarizing.openai.backend import ModelBackend
from generator.summarizing.openai.client import DeclinedError, Reply
from generator.summarizing.openai.prompts import load_prompts
from generator.summarizing.openai.requester import Requester

MODEL = "by hand"
CONTEXT = 128_000

_PARTS = re.compile(r"^Chapter (\d+):", re.MULTILINE)


@dataclass
class Answered:
    """Takes answers from a folder, and writes what was asked to another."""

    answers: Path
    prompts: Path | None = None
    asked: list[tuple[str, Sequence[dict[str, str]]]] = field(default_factory=list)
    """Place and messages, in order."""

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """One after another."""
        yield

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """The room, without any for thinking."""
        return room

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """The answer to a prompt, be it asked again."""
        place = place_of(messages[1]["content"])
        again = "" if len(messages) == 2 else f"-again-{len(messages) // 2 - 1}"
        self.asked.append((place + again, messages))
        if self.prompts:
            self.prompts.mkdir(parents=True, exist_ok=True)
            shown = "\n\n".join(f"=== {each['role']} ===\n{each['content']}" for each in messages)
            (self.prompts / f"{place}{again}.txt").write_text(shown + "\n", encoding="utf-8")
        path = self.answers / f"{place}{again}.json"
        if again and not path.exists():
            path = self.answers / f"{place}.json"
        if not path.exists():
            raise DeclinedError("there is no such file: " + path.name, model=MODEL)
        text = path.read_text(encoding="utf-8")
        return Reply(
            model=MODEL,
            text=text,
            whole=True,
            prompt_tokens=sum(tokens.bound(each["content"]) for each in messages),
            answer_tokens=tokens.bound(text),
        )


def place_of(prompt: str) -> str:
    """What a file of the answer to a prompt is called: "contents", "chapters-1-8", "page"."""
    task = prompt.rpartition("\nTask: ")[2]
    if task.startswith("the table of contents"):
        return "contents"
    if task.startswith("the page"):
        return "page"
    numbers = _PARTS.findall(task)
    return f"chapters-{numbers[0]}-{numbers[-1]}"


@contextmanager
def answered(
    transcript: Path,
    episode: str,
    poster: Answered | None,
    folder: Path,
    cache: Path | None = None,
    **settings: object,
) -> Iterator[tuple[Reading, ModelBackend]]:
    """The reading of one episode of a file by the answers; its site stands in `folder`/site.

    Without a poster nothing is asked, and the backend knows what would be. Others may share what
    is kept in `cache`.
    """
    job = Job(
        content=content_of(transcript),
        output=folder / "site",
        templates=TEMPLATES,
        cache=cache or folder / "cache",
        search=False,
        looks_only=True,
    )
    chosen = {"model": MODEL, "context": CONTEXT, **settings}
    model = ModelSettings.model_validate(chosen)
    site = SiteSettings(backend="openai", openai=model)
    loaded = load_one(transcript, site, stages.read_addresses(job))
    corrected = stages.correct_among(job, site, loaded)
    [chosen_one] = (each for each in corrected.episodes if each.slug == episode)
    one = replace(corrected, episodes=(chosen_one,), shows=(chosen_one.show,))
    summaries = folder / SUMMARIES
    summaries.mkdir(parents=True, exist_ok=True)
    requester = Requester(
        model, load_prompts(TEMPLATES / "prompts"), summaries, poster, context=CONTEXT
    )
    with start_blocking_portal() as loop:
        backend = ModelBackend(requester, loop)
        kept = manifest.take(job, {})
        with running(
            "render", job=job, settings=site, load=one, correct=one, backend=backend, kept=kept
        ) as made:
            [reading] = made["write"]
            yield reading, backend


def report(folder: Path) -> Iterator[str]:
    """What became of each answer, and why sentences were refused."""
    for call in ledger.read(folder / SUMMARIES / ledger.NAME):
        yield (
            f"{call.place}: {call.result}, {call.posts} posts, "
            f"about {call.prompt_tokens} + {call.answer_tokens} tokens"
        )
        yield from (f"  - {fault}" for fault in call.faults)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("transcript", type=Path)
    parser.add_argument("episode")
    parser.add_argument("answers", type=Path)
    parser.add_argument("--prompts", type=Path)
    parser.add_argument("--site", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        poster = Answered(answers=chosen.answers, prompts=chosen.prompts)
        with answered(chosen.transcript, chosen.episode, poster, folder) as (reading, _):
            notes, summary = reading.notes, reading.summary
            kept = {name: len(getattr(notes, name)) for name in notes.__dataclass_fields__}
            print("\n".join(report(folder)))
            print(f"points: {len(summary.sentences)}, chapters: {len(summary.parts)}, {kept}")
        if chosen.site:
            (folder / "site").rename(chosen.site)
            print(f"Look at {chosen.site}/index.html")


if __name__ == "__main__":
    main()
