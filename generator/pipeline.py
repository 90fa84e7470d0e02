"""The stages of a build, in order, and the commands that run them as far as they need."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, cast

from generator import manifest, stages
from generator.addresses import Addresses
from generator.combining import Scope
from generator.config import SiteSettings, site_settings
from generator.job import ADDRESSES, SILENT, SUMMARIES, Job, Outcome, Progress
from generator.loading import Loaded, load_one
from generator.model import Library, Reading
from generator.publishing import publishing
from generator.record import notes_of_changes
from generator.rendering import RESERVED
from generator.search import INDEX_FOLDER
from generator.summarizing import BACKENDS, Backend, Plan, Report


class Made(TypedDict, total=False):
    """What there is so far: what was given, and what each stage made, under its name."""

    job: Job
    settings: SiteSettings
    scope: Scope
    addresses: Addresses
    backend: Backend
    folder: Path
    """Where the site is written."""
    load: Loaded
    summarize: tuple[Reading, ...]
    write: tuple[Reading, ...]
    combine: Library
    digest: Library
    render: int
    """How many HTML pages there are."""
    index: None


class Stage(NamedTuple):
    """One step of a build."""

    name: str
    """As progress shows it, and where what it makes is found."""
    work: Callable[..., object]
    """Takes what it needs, in that order; then, if items are counted, what to call after each."""
    needs: tuple[str, ...]
    """What was given, and earlier stages."""
    items: Callable[[Any], int] | None = None
    """How many items the last of what it needs has, where they are counted."""
    asks: bool = False
    """Whether a model is asked; a backend that asks none has it done without a word."""


STAGES = (
    Stage("load", stages.load, ("job", "settings", "addresses")),
    Stage("summarize", stages.summarize, ("job", "settings", "load"), items=stages.count_episodes),
    Stage("write", stages.write, ("backend", "summarize"), items=len, asks=True),
    Stage("combine", stages.combine, ("job", "settings", "scope", "addresses", "load", "write")),
    Stage("digest", stages.condense, ("backend", "combine"), asks=True),
    Stage("render", stages.render, ("job", "settings", "folder", "load", "digest")),
    Stage("index", stages.index, ("folder", "render")),
)


def run(upto: str, made: Made, progress: Progress = SILENT) -> Made:
    """Do the stages up to one, without those that are done, and return what there is then."""
    known: dict[str, Any] = {**made}
    for stage in STAGES[: [stage.name for stage in STAGES].index(upto) + 1]:
        if stage.name in known:
            continue
        inputs = [known[name] for name in stage.needs]
        shown = SILENT if stage.asks and not known["backend"].asks else progress
        with shown.stage(stage.name, stage.items(inputs[-1]) if stage.items else 0) as advance:
            known[stage.name] = stage.work(*inputs, *([advance] if stage.items else []))
    return cast(Made, known)


def build(job: Job, inputs: manifest.Inputs, progress: Progress) -> Outcome:
    """Build the site of `job` and say what was done.

    Raises `ConfigError` where nothing can be built and `PublishError` where the site cannot be
    written, and then the old site stands. Broken inputs are among the outcome's problems.
    """
    settings = site_settings(job.content, backend=job.backend, base_url=job.base_url)
    given = _given(job, settings)
    addresses = given["addresses"]
    made = run("load", given, progress)
    addresses.save()
    made, report = _run_by_backend("digest", made, progress)
    addresses.save()  # those of topics and people
    for written in (ADDRESSES, SUMMARIES) if made["backend"].asks else (ADDRESSES,):
        inputs = manifest.retake(inputs, job, written)  # so that our own writing is no change
    rewritten = notes_of_changes(job.output)
    with publishing(job.output) as folder:
        made = run("index" if job.search else "render", {**made, "folder": folder}, progress)
    loaded, readings = made["load"], made["write"]
    outcome = Outcome(
        episodes=len(readings),
        speech=sum(r.episode.duration or 0.0 for r in readings if r.episode.transcript.cues),
        pages=made["render"],
        left_alone=loaded.left_alone,
        problems=tuple(str(problem) for problem in loaded.problems),
        notes=(*loaded.notes, *addresses.notes, *report.notes, *rewritten),
        unanswered=report.problems,
        pending=report.pending,
    )
    manifest.write(job, inputs, outcome)
    return outcome


def plan(job: Job) -> Plan:
    """What a build by a model would ask, what it would cost, and what is stored already.

    Raises `ConfigError` where site.yaml names no model.
    """
    given = _given(job, site_settings(job.content, backend="openai"))
    return _run_by_backend("digest", given, only_plans=True)[1].plan


def write_by(job: Job, name: str) -> tuple[Library, Report]:
    """The library by `extractive`, a model, or a model and a folder of prompts: MODEL@FOLDER."""
    model, _, prompts = name.partition("@")
    backend, chosen = (name, None) if name == "extractive" else ("openai", model)
    given = _given(job, site_settings(job.content, backend=backend, model=chosen))
    made, report = _run_by_backend("combine", given, prompts=Path(prompts) if prompts else None)
    return made["combine"], report


def read_file(job: Job, file: Path) -> tuple[Reading, ...]:
    """The episodes of one transcript, as a build of the folder that it lies in has them.

    Raises `InputError` where it cannot be read or is not a transcript.
    """
    settings = site_settings(job.content, backend=job.backend)
    loaded = Loaded(episodes=load_one(file, settings, _addresses(job.content)))
    made, _ = _run_by_backend("write", {"job": job, "settings": settings, "load": loaded})
    return made["write"]


def _given(job: Job, settings: SiteSettings) -> Made:
    """What stages need that no stage makes, as far as it is known from the start."""
    return {
        "job": job,
        "settings": settings,
        "scope": stages.scope_of(settings, job.content),
        "addresses": _addresses(job.content),
    }


def _addresses(content: Path) -> Addresses:
    """Where things stand already. The site's own pages keep their names from all others."""
    return Addresses.read(content, (*RESERVED, INDEX_FOLDER))


def _run_by_backend(
    upto: str,
    made: Made,
    progress: Progress = SILENT,
    *,
    prompts: Path | None = None,
    only_plans: bool = False,
) -> tuple[Made, Report]:
    """`run`, with the backend that the settings name, and what that reports."""
    job, settings = made["job"], made["settings"]
    made = run("summarize", made, progress)
    with BACKENDS[settings.backend](
        settings,
        job.content,
        prompts or job.templates / "prompts",
        tell=progress.tell if job.wait else None,
        only_plans=only_plans,
    ) as backend:
        return run(upto, {**made, "backend": backend}, progress), backend.report()
