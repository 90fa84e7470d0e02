"""The stages of a build, in order, and the commands that run them as far as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict, Unpack, cast

from . import manifest, stages
from .addresses import Addresses
from .combining import Scope
from .config import SiteSettings, site_settings
from .correcting.given import read_given
from .correcting.suggestions import suggest
from .editing import Edited
from .job import ADDRESSES, SILENT, SUMMARIES, Job, Outcome, Progress
from .keeping import Kept
from .loading import Loaded, load_one
from .model import Library, Reading
from .previewing import Preview, Superseded
from .publishing import Written
from .summarizing import Backend, Plan, Report
from .workers import Workers


class Made(TypedDict, total=False):
    """What there is so far: what was given, and what each stage made, under its name."""

    job: Job
    progress: Progress
    inputs: manifest.Inputs
    """What the build began with."""
    held: ExitStack
    """Closes what stages open: the backend, and the folder that becomes the site."""
    previewed: Preview
    """Shows what was changed before the rest is done; of a build that somebody waits for."""
    settings: SiteSettings
    scope: Scope
    addresses: Addresses
    workers: Workers
    """Do what can be done by several processes at once."""
    load: Loaded
    correct: Loaded
    """The same, with what was misheard."""
    summarize: tuple[Reading, ...]
    backend: Backend
    write: tuple[Reading, ...]
    edit: Edited
    preview: None
    """It stands in the site."""
    combine: Library
    digest: Library
    kept: manifest.Inputs
    """What the build began with, and what it wrote itself under content/."""
    standing: Kept
    """What may stay of the site that stands."""
    changed: tuple[str, ...]
    """What to say of files of the old site that somebody changed."""
    folder: Path
    """Where the site is written."""
    render: Written
    index: Written


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
    shown: Callable[[Made], bool] = lambda _: True
    """Whether progress shows it."""


def _never(_: Made) -> bool:
    return False


def _asks(made: Made) -> bool:
    """Whether a model is asked; a backend that asks none has its work done without a word."""
    return made["backend"].asks


def _edits(made: Made) -> bool:
    """Whether there is anything to edit."""
    return bool(made["load"].rules)


STAGES = (
    Stage("settings", stages.settle, ("job",), shown=_never),
    Stage("scope", stages.scope_of, ("job", "settings"), shown=_never),
    Stage("addresses", stages.read_addresses, ("job",), shown=_never),
    Stage("workers", stages.open_workers, ("job", "settings", "progress", "held"), shown=_never),
    Stage("load", stages.load, ("job", "inputs", "settings", "addresses", "workers", "previewed")),
    Stage("correct", stages.correct, ("job", "load")),
    Stage(
        "summarize",
        stages.summarize,
        ("job", "settings", "progress", "workers", "previewed", "correct"),
        items=stages.count_episodes,
    ),
    Stage(
        "backend",
        stages.open_backend,
        ("job", "settings", "summarize", "progress", "held"),
        shown=_never,
    ),
    Stage("write", stages.write, ("backend", "summarize"), items=len, shown=_asks),
    Stage("edit", stages.edit, ("load", "write"), shown=_edits),
    Stage(
        "preview",
        stages.preview,
        ("job", "settings", "load", "edit", "previewed"),
        shown=_never,
    ),
    Stage("combine", stages.combine, ("job", "settings", "scope", "addresses", "load", "edit")),
    Stage("digest", stages.condense, ("job", "backend", "combine"), shown=_asks),
    Stage("kept", stages.keep, ("job", "inputs", "backend", "addresses", "digest"), shown=_never),
    Stage("standing", stages.look_back, ("job",), shown=_never),
    Stage("changed", stages.find_changes, ("job", "standing"), shown=_never),
    Stage("folder", stages.open_folder, ("job", "standing", "held"), shown=_never),
    Stage(
        "render",
        stages.render,
        ("job", "settings", "standing", "folder", "workers", "load", "digest"),
    ),
    Stage(
        "index",
        stages.index,
        ("job", "settings", "standing", "folder", "workers", "load", "digest", "render"),
    ),
)


@contextmanager
def running(upto: str, **given: Unpack[Made]) -> Iterator[Made]:
    """Do the stages up to one, without those whose result is given; yield what there is then.

    What stages opened is open inside the block: the site stands in its place when it ends well.
    """
    with ExitStack() as held:
        made: dict[str, Any] = {
            "progress": SILENT,
            "inputs": manifest.NOTHING,
            "held": held,
            "previewed": Preview(),
            **given,
        }
        for stage in STAGES:
            if stage.name not in made:
                if made["previewed"].shown and _is_superseded(made["job"], made["inputs"]):
                    raise Superseded
                made[stage.name] = _work(stage, made)
            if stage.name == upto:
                break
        yield cast(Made, made)


def _is_superseded(job: Job, inputs: manifest.Inputs) -> bool:
    """Whether somebody changed something since; what builds write themselves is no change."""
    for own in (ADDRESSES, SUMMARIES):
        inputs = manifest.retake(inputs, job, own)
    return manifest.take(job, inputs.files).hash != inputs.hash


def _work(stage: Stage, made: dict[str, Any]) -> object:
    inputs = [made[name] for name in stage.needs]
    shown = made["progress"] if stage.shown(cast(Made, made)) else SILENT
    with shown.stage(stage.name, stage.items(inputs[-1]) if stage.items else 0) as advance:
        return stage.work(*inputs, *([advance] if stage.items else []))


def build(
    job: Job, inputs: manifest.Inputs, progress: Progress, previewed: Preview | None = None
) -> Outcome:
    """Build the site of `job` and say what was done; `previewed` shows the beginning of it.

    Raises `ConfigError` where nothing can be built and `PublishError` where the site cannot be
    written, and then the old site stands. Broken inputs are among the outcome's problems.
    Raises `Superseded` where nobody waits for the rest and something was changed meanwhile.
    """
    last: Literal["index", "render"] = "index" if job.search else "render"
    previewed = previewed or Preview()
    with running(last, job=job, inputs=inputs, progress=progress, previewed=previewed) as made:
        loaded, edited, report = made["load"], made["edit"], made["backend"].report()
    spoken = [each.episode for each in edited.readings if each.episode.transcript.count]
    outcome = Outcome(
        episodes=len(edited.readings),
        speech=sum(episode.duration or 0.0 for episode in spoken),
        pages=made["render"].pages,
        left_alone=loaded.left_alone,
        problems=tuple(str(problem) for problem in loaded.problems),
        notes=(
            *loaded.notes,
            *edited.notes,
            *made["addresses"].notes,
            *report.notes,
            *made["changed"],
        ),
        unanswered=report.problems,
        pending=report.pending,
    )
    manifest.write(job, made["kept"], outcome, made[last].pieces, made["standing"])
    previewed.before = made["digest"]
    return outcome


def recall(job: Job, previewed: Preview) -> None:
    """Find again what the site that stands was built of, so that a change can be shown first.

    Nothing is written and no model is asked. Raises `ConfigError` as `build` does.
    """
    looking = replace(job, looks_only=True, plans_only=True)
    built = manifest.built_from(job) or manifest.NOTHING
    inputs = manifest.take(job, built.files)
    with running("digest", job=looking, inputs=inputs, previewed=previewed) as made:
        previewed.before = made["digest"]


def plan(job: Job) -> Plan:
    """What a build by a model would ask, what it would cost, and what is stored already.

    Raises `ConfigError` where site.yaml names no model.
    """
    settings = site_settings(job.content, backend="openai")
    looking = replace(job, looks_only=True, plans_only=True)
    with running("digest", job=looking, settings=settings) as made:
        return made["backend"].report().plan


def look(job: Job) -> Loaded:
    """All that the content holds, as a build would have it; nothing is built or kept.

    Raises `ConfigError` where site.yaml is wrong.
    """
    with running("load", job=replace(job, looks_only=True)) as made:
        return made["load"]


def suggestions(job: Job, *, applied: bool = False) -> tuple[str, ...]:
    """Lines for corrections.yaml: what may have been misheard, or what is corrected already.

    What a model proposed in its stored answers is among the first.

    Raises `ConfigError` where that file or site.yaml is wrong.
    """
    from .summarizing.openai.proposals import read_proposals

    given = read_given(job.content)
    with running("load", job=replace(job, looks_only=True)) as made:
        episodes = made["load"].episodes
        proposed = read_proposals(job.content / SUMMARIES, (each.id for each in episodes))
        return tuple(suggest(episodes, given, proposed, applied=applied))


def write_by(job: Job, name: str) -> tuple[Library, Report]:
    """The library by `extractive`, a model, or a model and a folder of prompts: MODEL@FOLDER."""
    model, _, prompts = name.partition("@")
    backend, chosen = (name, None) if name == "extractive" else ("openai", model)
    settings = site_settings(job.content, backend=backend, model=chosen)
    looking = replace(job, looks_only=True, prompts=Path(prompts) if prompts else None)
    with running("combine", job=looking, settings=settings) as made:
        return made["combine"], made["backend"].report()


def read_file(job: Job, file: Path) -> tuple[Reading, ...]:
    """The episodes of one transcript, as a build of the folder that it lies in has them.

    Raises `InputError` where it cannot be read or is not a transcript.
    """
    looking = replace(job, looks_only=True)
    settings = stages.settle(looking)
    loaded = stages.without_taken_down(
        looking, settings, load_one(file, settings, stages.read_addresses(looking))
    )
    corrected = stages.correct_among(looking, settings, loaded)
    with running("edit", job=looking, settings=settings, load=loaded, correct=corrected) as made:
        return made["edit"].readings
