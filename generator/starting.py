"""A new archive: content with a sample, settings, and the workflow that publishes it.

The workflow uses this project's own action, pinned to the commit that the program was installed
from, as far as the installation knows it: Python's packagers note where a package came from (PEP
610), a clone knows its origin, and else a package may name its repository.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from . import __version__
from .errors import ConfigError
from .files import exists
from .places import COMMAND, IS_CLONE, ROOT, SAMPLE

UNKNOWN = "OWNER/REPOSITORY"
"""Stands in the workflow where nobody knows the program's repository."""
ACTION = re.compile(r"[\w.-]+/[\w.-]+@[\w./-]+")
"""What `--action` may be."""
WORKFLOW = ".github/workflows/publish.yml"
_CHECKOUT = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
_SAMPLE = "content/shows/slow-machines"
_REPOSITORY = re.compile(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")
_NAMED = 3
"""How many files a refusal names."""
_SITE = """\
# Everything here is optional; the README lists all keys.
title: {title}
description: What was said, in summaries that show their sources.
language: en      # of the pages, and of transcripts that do not show theirs
# base_url: https://example.org/   # where the site stands, for feeds; GitHub Pages sets it itself
"""
_WORKFLOW = """\
name: Publish
on:
  push: {{branches: [main, master]}}
  pull_request:
  workflow_dispatch: {{inputs: {{fewer: {{type: boolean, description: Publish fewer episodes}}}}}}
permissions: {{}}
concurrency: {{group: "pages-${{{{ github.ref }}}}"}}
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions: {{contents: write, pages: write, id-token: write}}
    environment: "${{{{ github.event_name == 'pull_request' && 'preview' || 'github-pages' }}}}"
    steps:
      - uses: {checkout}
        with: {{lfs: true, persist-credentials: false}}
      - uses: {action}
        with:
          fewer: ${{{{ inputs.fewer }}}}
          openai-api-key: ${{{{ secrets.OPENAI_API_KEY }}}}
"""


def start(folder: Path, action: str | None = None) -> tuple[str, ...]:
    """Make an archive in `folder` and say, line by line, what there is and what to do next.

    `action` is where the program's repository stands, as OWNER/REPOSITORY@COMMIT. Where there is
    content already no sample is added. Raises `ConfigError` where a file would be replaced.
    """
    if action and not ACTION.fullmatch(action):
        raise ConfigError(f"{action!r} is no action", remedy="write it as OWNER/REPOSITORY@COMMIT")
    found = action or _own_action()
    files = _files(folder, found)
    standing = [name for name in files if exists(folder / name)]
    if folder.exists() and not folder.is_dir():
        raise ConfigError("is a file", path=str(folder), remedy="name a new folder")
    if standing:
        more = ", ..." if len(standing) > _NAMED else ""
        raise ConfigError(
            f"there is an archive already: {', '.join(standing[:_NAMED])}{more}",
            path=str(folder),
            remedy="name a new folder; nothing was changed",
        )
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return _next_steps(folder, files, known=bool(found))


def _files(folder: Path, action: str | None) -> dict[str, bytes]:
    """What to write, by its name in the folder."""
    title = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip() or "Recordings"
    files = {"content/site.yaml": _SITE.format(title=json.dumps(title[:1].upper() + title[1:]))}
    if not exists(folder / "content") and SAMPLE.is_dir():
        for path in sorted(SAMPLE.iterdir()):
            files[f"{_SAMPLE}/{path.name}"] = path.read_text(encoding="utf-8")
    if not exists(folder / ".gitignore"):
        files[".gitignore"] = "/site/\n"
    used, _, version = (action or f"{UNKNOWN}@main").partition("@")
    files[WORKFLOW] = _WORKFLOW.format(
        checkout=_CHECKOUT, action=f"{used}/.github/actions/build@{version}"
    )
    return {name: text.encode() for name, text in files.items()}


def _next_steps(folder: Path, files: Mapping[str, bytes], *, known: bool) -> tuple[str, ...]:
    named = shlex.quote(str(folder))
    where = "" if folder.resolve() == Path.cwd() else f"  cd {named}"
    into, output = "", ""
    if IS_CLONE:  # whose command works in the clone alone
        where, into = "", f" --content {named}/content"
        output = f" --output {named}/site"
    lines = [
        f"Made {folder}:",
        *(f"  {name}" for name in files),
        "",
        "Next:",
        *filter(None, [where]),
        f"  {COMMAND} serve{into}{output}",
        "    builds the site and shows it at http://127.0.0.1:8000/",
        f"  {COMMAND} add{into} FILE",
        "    puts a transcript of yours in its place",
        f"  {COMMAND} check{into}",
        "    tells what is known of each file, and what is doubtful",
    ]
    if any(name.startswith(_SAMPLE) for name in files):
        lines.append(f"Delete {_SAMPLE} when you have transcripts of your own.")
    lines += [
        "To publish: push this folder to GitHub; there choose Settings, Pages, Source: GitHub "
        "Actions.",
    ]
    if not known:
        lines.append(
            f"Before that, write in {WORKFLOW} where this program's repository is, instead of "
            f"{UNKNOWN}."
        )
    return tuple(lines)


def _own_action() -> str | None:
    """Where this program's action is, as OWNER/REPOSITORY@COMMIT; None where nobody knows."""
    return _of_clone() if IS_CLONE else _of_package()


def _of_clone() -> str | None:
    address, commit = (_git(*command) for command in (_ORIGIN, _COMMIT))
    return _action(address, commit) if address and commit else None


_ORIGIN = ("remote", "get-url", "origin")
_COMMIT = ("rev-parse", "HEAD")


def _git(*command: str) -> str:
    """What git says of the clone; nothing where there is no git."""
    if not shutil.which("git"):
        return ""
    said = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip()


def _of_package() -> str | None:
    try:
        package = metadata.distribution("chapterwise")
    except metadata.PackageNotFoundError:
        return None
    try:
        origin = json.loads(package.read_text("direct_url.json") or "{}")
        found = _action(origin["url"], origin["vcs_info"]["commit_id"])
    except (ValueError, KeyError, TypeError):
        found = None
    urls = (line.partition(",") for line in package.metadata.get_all("Project-URL", []))
    named = next((url.strip() for label, _, url in urls if label == "Repository"), "")
    return found or _action(named, f"v{__version__}")


def _action(address: str, version: str) -> str | None:
    match = _REPOSITORY.search(address)
    return f"{match[1]}@{version}" if match else None
