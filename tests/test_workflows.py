"""What CI does, tried without it: each step is a script, and what calls them can do no harm."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from generator import starting
from generator.places import ROOT
from tests.test_addresses import heard

FILES = sorted((ROOT / ".github").rglob("*.yml"))
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n"


def steps(file: Path) -> list[dict[str, object]]:
    """All steps of a workflow or an action."""
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    if "runs" in record:
        return list(record["runs"]["steps"])
    return [step for job in record["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_used_is_pinned(file: Path) -> None:
    """By commit, with its version beside it; what is of this repository needs none."""
    used = [str(step["uses"]) for step in steps(file) if "uses" in step]
    assert all(re.fullmatch(r"\./.+|[\w.-]+/[\w.-]+@[0-9a-f]{40}", each) for each in used)
    text = file.read_text(encoding="utf-8")
    for each in used:
        assert each.startswith("./") or re.search(rf"{re.escape(each)} # v\d+\.\d+\.\d+\n", text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_step_is_a_script(file: Path) -> None:
    """That is here and can be run; nothing that a stranger wrote is put into its line."""
    for step in steps(file):
        if "run" in step:
            line = str(step["run"]).strip()
            assert "${{" not in line
            name = re.fullmatch(
                r'(?:"\$GITHUB_ACTION_PATH/\.\./\.\./\.\./|python )?(\.ci/[\w-]+)"?', line
            )
            assert name, line
            assert os.access(ROOT / name[1], os.X_OK)


@pytest.mark.parametrize("name", ["publish.yml", "test.yml"])
def test_workflows_may_do_no_more_than_they_must(name: str) -> None:
    """Nothing by default, on either name of the main branch; tests wait for no transcript."""
    text = (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
    record = yaml.safe_load(text)
    on = record[True]  # how YAML 1.1 reads `on`
    assert record["permissions"] == {}
    assert on["push"]["branches"] == ["main", "master"]
    assert ("content/**" in on["push"]["paths"]) == (name == "publish.yml")
    assert "pull_request_target" not in on


def test_the_workflow_of_a_new_archive_is_as_careful(tmp_path: Path) -> None:
    """It checks out by the same commit as our own, and may do the same."""
    starting.start(tmp_path / "new", "some/one@0123")
    theirs = yaml.safe_load((tmp_path / "new" / starting.WORKFLOW).read_text())
    ours = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    one, other = theirs["jobs"]["publish"], ours["jobs"]["publish"]
    assert one["steps"][0] == other["steps"][0]
    assert one["permissions"] == other["permissions"]
    assert theirs["permissions"] == {}
    assert one["steps"][1]["with"].keys() == other["steps"][1]["with"].keys()


def test_the_checkers_of_workflows_find_nothing(tmp_path: Path) -> None:
    """Neither in ours nor in that of a new archive, where zizmor is installed."""
    zizmor = shutil.which("zizmor", path=f"{ROOT}/.venv/bin:{os.environ['PATH']}")
    if not zizmor:
        pytest.skip("zizmor is not installed")
    starting.start(tmp_path / "new", f"some/one@{'0' * 40}")
    for folder in (ROOT / ".github", tmp_path / "new"):
        checked = subprocess.run(
            [zizmor, "--offline", "--quiet", folder], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine of CI: the program where the action stands, and a repository beside it."""
    action = tmp_path / "action"
    shutil.copytree(ROOT / ".ci", action / ".ci")
    (action / ".ci/environment").write_text("#!/bin/sh\n")  # it is there already
    shutil.copytree(ROOT / "templates", action / "templates")
    for name in (".venv", "generator"):
        (action / name).symlink_to(ROOT / name)
    (tmp_path / "repository/content").mkdir(parents=True)
    return tmp_path


def ci(machine: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as the action does."""
    given = {
        "GITHUB_STEP_SUMMARY": str(machine / "summary.md"),
        "CHAPTERWISE_CACHE": str(machine / "cache"),
        **environment,
    }
    return subprocess.run(
        [machine / "action/.ci" / script],
        cwd=machine / "repository",
        env={"PATH": os.environ["PATH"], "HOME": str(machine)} | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_ci_never_publishes_less_than_before(machine: Path) -> None:
    """A broken file costs its page; one that is missing stops all, until it is asked for."""
    content = machine / "repository/content"
    (content / "a.txt").write_text(POINTER)
    nothing = ci(machine, "build-site", SITE=str(machine / "none"))
    assert nothing.returncode != 0
    assert not (machine / "none").exists()
    assert "Nothing was published" in (machine / "summary.md").read_text()
    for name in ("a", "b"):
        (content / f"{name}.txt").write_text(heard(name))
    (content / "broken.vtt").write_text("no captions")
    first = ci(machine, "build-site", SITE=str(machine / "first"), BASE_URL="https://a.example/b/")
    assert first.returncode == 0, first.stderr
    assert "https://a.example/b/" in (machine / "first/sitemap.xml").read_text()
    told = (machine / "summary.md").read_text()
    assert "## 2 episodes, 36 s of speech, " in told
    assert "### Left out: 1\n\n- broken.vtt: is not a .vtt transcript" in told
    (content / "b.txt").write_text(POINTER)
    fewer = ci(machine, "build-site", SITE=str(machine / "second"))
    assert fewer.returncode != 0
    assert not (machine / "second").exists()
    assert "b.txt (is a pointer of Git LFS" in (machine / "summary.md").read_text()
    asked = ci(machine, "build-site", SITE=str(machine / "second"), FEWER="true")
    assert asked.returncode == 0, asked.stderr
    assert ci(machine, "build-site", SITE=str(machine / "second")).returncode == 2


def test_a_preview_is_told_of(machine: Path) -> None:
    """Where to find it, and that nothing is published."""
    assert ci(machine, "tell-preview", ARTIFACT="preview").returncode == 0
    assert "Download **preview** below" in (machine / "summary.md").read_text()
