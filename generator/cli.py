"""The commands. The only place that prints, and the only one that sets exit codes.

Exit codes: 0 all well; 1 some inputs failed, each named, and everything else was published;
2 wrong usage or configuration, nothing written.
"""

from __future__ import annotations

import atexit
import datetime as dt
import gc
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from . import __version__, manifest
from .errors import ChapterwiseError, ConfigError, InputError
from .files import printable, relative_name
from .job import BackendName, Job, Outcome
from .places import COMMAND, cache_folder
from .places import ROOT as ROOT
from .places import TEMPLATES as TEMPLATES
from .timestamps import format_length

if TYPE_CHECKING:
    from .previewing import Preview

# The stages are imported by the command that needs them: a build with nothing to do needs none.

CACHE = cache_folder()
_OBJECTS = 100_000
"""New objects after which Python looks for circles among them. What is made here is held to the end
and has next to none: at the usual 700 a rebuild spends a sixth of its time on finding that out."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chapterwise")
def main() -> None:
    """Turn a folder of transcripts into a site of summaries, chapters and digests."""
    gc.set_threshold(_OBJECTS)
    atexit.register(gc.freeze)  # nor among all that is held in the end: a tenth of a rebuild
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # no name is too odd to be printed


_PLACE = click.Path(readable=False, path_type=Path)  # `check_output` says more than click would
_jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one a core",
    help="How many processes may work at once.",
)


class ContentFolder(click.Path):
    """A folder that is there; who has none is told how to make one."""

    def convert(  # type: ignore[override]  # of its parts only paths are asked for
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The folder as a path."""
        try:
            return Path(super().convert(value, param, ctx))  # type: ignore[arg-type]
        except click.BadParameter as error:
            if Path(value).exists():
                raise
            hint = f"`{COMMAND} init my-archive` makes one, with a sample in it."
            raise click.BadParameter(f"{error.message} {hint}", ctx, param) from None


_content = click.option(
    "--content",
    type=ContentFolder(exists=True, file_okay=False, path_type=Path),
    default=Path("content"),
    show_default=True,
    help="Folder of transcripts.",
)
_build_options = (
    _content,
    click.option(
        "--output",
        type=_PLACE,
        default=Path("site"),
        show_default=True,
        help="Folder of its own for the site: new, empty, or a site that this program built.",
    ),
    click.option(
        "--backend", type=click.Choice(get_args(BackendName)), help="What writes the summaries."
    ),
    click.option("--base-url", metavar="URL", help="Where the site will be published."),
    click.option("--search/--no-search", default=True, help="Whether to index the site."),
    _jobs,
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but what went wrong."),
    click.option("--profile", is_flag=True, help="Say where the time goes: stages, slow inputs."),
)


def build_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a build."""
    for option in reversed(_build_options):
        command = option(command)
    return command


@main.command()
@click.argument("folder", type=click.Path(readable=False, path_type=Path))
@click.option(
    "--action",
    metavar="OWNER/REPOSITORY@COMMIT",
    help="Where this program's repository is, for the workflow that publishes the site.",
)
def init(folder: Path, action: str | None) -> None:
    """Make a new archive in FOLDER: content with a sample, settings, a workflow."""
    with errors_as_messages():
        from .starting import start

        for line in start(folder, action):
            click.echo(printable(line))


@main.command()
@build_options
@click.option("--wait", is_flag=True, help="Wait for batches of a model; see openai.batch.")
@click.option(
    "--no-fewer",
    is_flag=True,
    help="Publish nothing if a recording is missing that was published before.",
)
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append what was built, asked and spent to this file, as Markdown.",
)
@click.option(
    "--refresh",
    multiple=True,
    metavar="EPISODE",
    help="Have what builds on edited passages of an episode written anew.",
)
def build(
    quiet: bool,
    profile: bool,
    wait: bool,
    no_fewer: bool,
    summary: Path | None,
    refresh: tuple[str, ...],
    **options: object,
) -> None:
    """Build the site."""
    with errors_as_messages():
        job = replace(
            _job(**options),  # type: ignore[arg-type]
            wait=wait,
            no_fewer=no_fewer,
            refresh=refresh,
        )
        if refresh:
            _tell_refresh(job)
        with telling(summary) as tell:
            outcome = bring_up_to_date(job, Progress(quiet=quiet, profile=profile))
            tell(outcome)
    sys.exit(1 if outcome.problems or outcome.unanswered or outcome.fruitless else 0)


@contextmanager
def telling(summary: Path | None) -> Iterator[Callable[[Outcome], None]]:
    """Append an outcome to a file, or why there is none."""
    from .report import report, report_failure

    def append(text: str) -> None:
        if summary:
            with summary.open("a", encoding="utf-8") as file:
                file.write(text)

    try:
        yield lambda outcome: append(report(outcome))
    except ChapterwiseError as error:
        append(report_failure(error))
        raise


def _tell_refresh(job: Job) -> None:
    """Say what would be written anew, before it is."""
    from . import pipeline
    from .summarizing.openai.reports import refresh_table

    for line in refresh_table(pipeline.plan(job)):
        click.echo(printable(line))


@main.command()
@build_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(port: int, quiet: bool, profile: bool, **options: object) -> None:
    """Build the site, show it on this machine, and rebuild it when something changes."""
    from .previewing import Preview, Superseded
    from .serving import serve_site

    job = _job(**options)  # type: ignore[arg-type]  # click checked them

    previewed = Preview()

    def rebuild(show: Callable[[], None]) -> manifest.Inputs | None:
        previewed.show, previewed.shown = show, False
        try:
            later = replace(job, index_later=True)
            bring_up_to_date(later, Progress(quiet=quiet, profile=profile), previewed)
        except Superseded:
            return None
        except ChapterwiseError as error:
            click.secho(printable(f"Error: {error}"), err=True, fg="red")
            return None
        return manifest.built_from(job)

    def catch_up() -> manifest.Inputs | None:
        previewed.shown = True
        with suppress(ChapterwiseError, Superseded):  # the former was told
            bring_up_to_date(job, Progress(quiet=True), previewed)
            return manifest.built_from(job)
        return None

    def announce(url: str) -> None:
        click.echo(f"Serving at {url}")
        if previewed.before is None:  # nothing was changed, so that nothing was built
            from .pipeline import recall

            with suppress(ChapterwiseError):  # which the next build will meet
                recall(job, previewed)

    with errors_as_messages():
        bring_up_to_date(job, Progress(quiet=quiet, profile=profile), previewed)
        serve_site(job, port, rebuild, announce, catch_up)


@main.command()
@click.argument("sources", nargs=-1, required=True)
@_content
@click.option("--show", default="", help="The show that they belong to, where they name none.")
def add(sources: tuple[str, ...], content: Path, show: str) -> None:
    """Put transcripts in their place: files, folders, a podcast's feed saved as a file."""
    with errors_as_messages():
        from .adding import add as add_all

        added = add_all(sources, content, show)
        for line in added.lines:
            click.echo("\n".join(map(printable, line.splitlines())))
    sys.exit(1 if added.failed else 0)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_content
@_jobs
def check(files: tuple[Path, ...], content: Path, jobs: int) -> None:
    """Tell what is known of each file, or of FILES, what is doubtful, and how to mend it."""
    with errors_as_messages():
        from .checking import check as check_all
        from .pipeline import look

        root = content.resolve()
        only = frozenset(relative_name(_within(file, content).resolve(), root) for file in files)
        checked = check_all(look(_reading_job(content, jobs)), content, dt.date.today(), only)
        for line in checked.lines:
            click.echo(printable(line))
    sys.exit(1 if checked.broken else 0)


def _within(file: Path, content: Path) -> Path:
    """A file as it was named, from here or from the content. Raises `InputError`."""
    for path in (file, content / file):
        if path.exists():
            return path
    raise InputError("no such file", path=str(file), remedy="name it from here or from content/")


@main.command()
@click.argument(
    "kind", type=click.Choice(["episode", "chapters", "addresses", "site", "show", "sidecar"])
)
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for programs and editors."""
    from .schemas import schema_of

    click.echo(json.dumps(schema_of(kind), indent=1, ensure_ascii=False))


@main.command()
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("site"),
    show_default=True,
    help="A site that was built.",
)
@click.option("--base-url", default="", metavar="URL", help="Where it is published.")
def mcp(site: Path, base_url: str) -> None:
    """Answer an assistant's questions about a built site (Model Context Protocol, stdio)."""
    with errors_as_messages():
        from .assistants import BuiltSite, run_server

        run_server(BuiltSite(site, base_url))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--backend", type=click.Choice(get_args(BackendName)), help="What writes the summaries."
)
@click.option("--ignore-chapters", is_flag=True, help="Find chapters even where some are listed.")
def outline(file: Path, backend: str | None, ignore_chapters: bool) -> None:
    """Print the outline of a transcript as JSON Lines, one line an episode."""
    with errors_as_messages():
        from .loading import content_of
        from .pipeline import read_file
        from .rendering import encode
        from .rendering.data import episode_json

        job = replace(
            _reading_job(content_of(file), jobs=1), backend=backend, ignore_chapters=ignore_chapters
        )
        for reading in read_file(job, file):
            # bytes, as JSON is UTF-8 whatever the terminal is, and the line has its end
            click.echo(encode(episode_json(reading)), nl=False)


@main.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Keep the run here.")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a report here.")
@click.option("--against", type=click.Path(path_type=Path), help="Compare with a kept run.")
@click.option(
    "--references",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare sentences and chapters with those of careful readers.",
)
@_jobs
def evaluate(
    folders: tuple[Path, ...],
    json_file: Path | None,
    html_file: Path | None,
    against: Path | None,
    references: Path | None,
    jobs: int,
) -> None:
    """Score chapters, titles and summaries where people listed chapters."""
    with errors_as_messages():
        from .evaluation import readers, report, subjects
        from .evaluation.names import compare_names, names_table
        from .evaluation.run import judge_all

        before = report.read_run(against) if against else None
        run = judge_all(folders, jobs)
        if not run:
            raise InputError("no timed transcript here has chapters that people listed")
        for line in (*report.table(run), *(report.comparison(run, before) if before else ())):
            click.echo(line)
        if references:
            click.echo()
            compared = readers.compare_with_readers(references, folders, jobs)
            begun = readers.compare_beginnings(references, folders, jobs)
            for line in (*readers.table(compared), *readers.table_of_beginnings(begun)):
                click.echo(line)
            for line in names_table(compare_names(references, folders)):
                click.echo(line)
            tables = subjects.compare_with_subjects(references / "chapters", folders, jobs)
            for line in subjects.table(tables) if tables else ():
                click.echo(line)
        if json_file:
            report.write_run(json_file, run)
        if html_file:
            html_file.write_text(report.page(run, TEMPLATES), encoding="utf-8")


@main.command()
@click.argument("episode", default="")
@_content
@_jobs
@click.option(
    "--prompts", type=click.Path(path_type=Path), help="Write what would be sent for EPISODE here."
)
@click.option("--refresh", multiple=True, metavar="EPISODE", help="As if built with this option.")
def plan(
    episode: str, content: Path, jobs: int, prompts: Path | None, refresh: tuple[str, ...]
) -> None:
    """List what a build would ask a model: calls, tokens and money. Asks nothing."""
    with errors_as_messages():
        from . import pipeline
        from .summarizing.openai.reports import plan_table, refresh_table, write_prompts

        shown = episode if prompts else None
        job = replace(_reading_job(content, jobs), shown=shown, refresh=refresh)
        planned = pipeline.plan(job)
        for line in plan_table(planned):
            click.echo(line)
        for line in refresh_table(planned) if refresh else ():
            click.echo(printable(line))
        if prompts:
            count = write_prompts(prompts, planned)
            click.echo(f"Wrote {count} prompts, each as it would be sent, under {prompts}")


@main.command()
@_content
@click.option("--applied", is_flag=True, help="List what is corrected without being asked for.")
@_jobs
def suggest(content: Path, applied: bool, jobs: int) -> None:
    """List names that may have been misheard, as lines for corrections.yaml."""
    with errors_as_messages():
        from .pipeline import suggestions

        for line in suggestions(_reading_job(content, jobs), applied=applied):
            click.echo(printable(line))


@main.command()
@click.argument("episode", default="")
@_content
@_jobs
@click.option("--export", type=click.Path(path_type=Path), help="Write fine-tuning pairs here.")
def trace(episode: str, content: Path, jobs: int, export: Path | None) -> None:
    """Show every call that was made, by episode, what went wrong first."""
    with errors_as_messages():
        from . import pipeline
        from .summarizing.openai.reports import trace_tree, write_pairs

        for line in trace_tree(content, episode):
            click.echo(line)
        if export:
            count = write_pairs(export, pipeline.plan(_reading_job(content, jobs)), episode)
            click.echo(f"Wrote {count} verified prompts with their answers to {export}")


@main.command()
@click.argument("one")
@click.argument("other")
@_content
@_jobs
@click.option("--html", "html_file", type=click.Path(path_type=Path), default="comparison.html")
def compare(one: str, other: str, content: Path, jobs: int, html_file: Path) -> None:
    """Put two models side by side, as MODEL or MODEL@PROMPTS, or extractive.

    What is not stored yet is asked for, under the limits of site.yaml.
    """
    with errors_as_messages():
        from .evaluation.writers import page, table
        from .pipeline import write_by

        job = _reading_job(content, jobs)
        sides = [(name, write_by(job, name)) for name in (one, other)]
        for line in table(sides, content):
            click.echo(line)
        html_file.write_text(page(sides, content, TEMPLATES), encoding="utf-8")
        click.echo(f"Look at {html_file}")


def _reading_job(content: Path, jobs: int) -> Job:
    """A job that reads and writes no site."""
    return Job(
        content=content, output=Path(os.devnull), templates=TEMPLATES, cache=CACHE, processes=jobs
    )


def bring_up_to_date(job: Job, progress: Progress, previewed: Preview | None = None) -> Outcome:
    """Build if anything changed since the site was built; say what there is now.

    `previewed` shows what was changed before the rest of a build is done.
    """
    from .publishing import check_output

    program = Path(__file__).parent
    check_output(
        job.output,
        (
            ("the content", job.content),
            ("the templates", job.templates),
            ("the program", program),
            ("the cache", job.cache),
        ),
    )
    before = manifest.read(job)
    inputs = manifest.take(job, before.files if before else {})
    settled = before and not (before.outcome.unanswered or before.outcome.pending or job.refresh)
    if before and settled and manifest.stands(job, before, inputs):
        outcome = before.outcome
        progress.close(outcome, job.output, "Nothing changed")
    else:
        from .pipeline import build

        outcome = build(job, inputs, progress, previewed)
        progress.close(outcome, job.output, "Built")
    return outcome


def _processor_seconds() -> float:
    """What this process and those that it waited for have had of the processors."""
    return sum(os.times()[:4])


def _job(
    content: Path,
    output: Path,
    backend: str | None,
    base_url: str | None,
    search: bool,
    jobs: int,
) -> Job:
    return Job(
        content=content,
        output=output,
        templates=TEMPLATES,
        cache=CACHE,
        processes=jobs,
        backend=backend,
        base_url=base_url,
        search=search,
    )


class Progress:
    """Shows a build on the terminal: a bar for each stage, or a line where there is no terminal."""

    def __init__(self, *, quiet: bool, profile: bool = False) -> None:
        self._quiet = quiet
        self._profile = profile
        self._began = time.monotonic()
        self._slow: dict[str, float] = {}
        """Seconds of a processor that each input took."""
        self._helped = 0.0
        """Those that other processes worked, which may still be at it."""

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[], None]]:
        """Show a stage while the block runs; what it yields counts one of `total` items."""
        began, worked = time.monotonic(), self._worked()
        if not self._quiet and total and sys.stderr.isatty():
            with click.progressbar(length=total, label=f"{name:<10}", file=sys.stderr) as bar:
                yield lambda: bar.update(1)
        else:
            yield lambda: None
        if not self._quiet:
            count = f"{total:>6}" if total else " " * 6
            line = f"{name:<10}{count}  {time.monotonic() - began:6.2f} s"
            if self._profile:
                line += f"  {self._worked() - worked:6.2f} s of a processor"
            click.echo(line, err=True)

    def _worked(self) -> float:
        return _processor_seconds() + self._helped

    def tell(self, message: str) -> None:
        """Say how far something is that takes long."""
        if not self._quiet:
            click.echo(f"Waiting: {message}", err=True)

    def took(self, source: str, seconds: float) -> None:
        """Remember how long an input took; one file may hold several recordings."""
        self._slow[source] = self._slow.get(source, 0.0) + seconds

    def helped(self, seconds: float) -> None:
        """Remember how long another process worked."""
        self._helped += seconds

    def close(self, outcome: Outcome, output: Path, verb: str) -> None:
        """Name what failed, then say what there is and where to look."""
        for problem in outcome.problems:
            _warn(f"Left out: {problem}")
        for problem in outcome.unanswered:
            _warn(f"Not written: {problem}")
        for pending in outcome.pending:
            _warn(f"Not written yet: {pending}")
        if outcome.fruitless:
            _warn(
                "No episode was found. Put a transcript into the folder: WebVTT, SubRip, or what "
                "Whisper writes; the README lists all that is read"
            )
        if self._quiet:
            return
        slowest = sorted(self._slow.items(), key=lambda each: -each[1]) if self._profile else ()
        for source, seconds in slowest[:_SHOWN]:
            click.echo(f"{seconds:8.3f} s of a processor  {printable(source)}", err=True)
        count = len(outcome.left_alone)
        shown = _SHOWN if _is_terminal() else count
        for path, reason in outcome.left_alone[:shown]:
            click.echo(printable(f"Left alone: {path} {reason}"), err=True)
        if count > shown:
            click.echo(f"... and {count - shown} more", err=True)
        alone = f", {count} other file{'s' if count > 1 else ''} left alone" if count else ""
        click.echo(
            f"{verb}: {outcome.episodes} episodes, {format_length(outcome.speech)} of speech, "
            f"{outcome.pages} pages in {time.monotonic() - self._began:.1f} s{alone}. "
            f"Look at {printable(str(output / 'index.html'))}"
        )
        for note in outcome.notes if verb == "Built" else ():
            click.echo(printable(note))


_SHOWN = 10
"""How many files that are left alone are named on a terminal, and how many that are slow."""


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _warn(message: str) -> None:
    click.secho(printable(message), err=True, fg="yellow")


@contextmanager
def errors_as_messages() -> Iterator[None]:
    """Turn what the program raises on purpose into one line and an exit code."""
    try:
        yield
    except InputError as error:
        click.secho(printable(f"Error: {error}"), err=True, fg="red")
        sys.exit(1)
    except ChapterwiseError as error:
        click.secho(printable(f"Error: {error}"), err=True, fg="red")
        sys.exit(2 if isinstance(error, ConfigError) else 1)
    except BrokenPipeError:  # whoever read, as in `| head -1`, has enough
        _drop_output()
        sys.exit(0)
    except OSError as error:
        _drop_output()
        place = f"{error.filename}: " if error.filename else ""
        click.secho(f"Error: {place}{error.strerror or error}", err=True, fg="red")
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("Stopped; the old site still stands.", err=True)
        sys.exit(130)


def _drop_output() -> None:
    """Let nothing be left to be written to standard output, which would fail again at the end."""
    with suppress(OSError, ValueError):  # a test's output is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
