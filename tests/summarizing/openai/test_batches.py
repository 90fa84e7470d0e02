"""Summaries by the Batch API: handed in once, collected whenever, and a whole site in between."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import ROOT, main
from generator.summarizing.openai import batching
from tests.batch_servers import Batch, BatchOracle, Ending, Line
from tests.conftest import Run
from tests.model_servers import Fault, Handler, Oracle, serving
from tests.summarizing.openai.conftest import FILES, KEY, Build, site_yaml
from tests.summarizing.openai.test_building import calls, records, sentences, snapshot
from tests.summarizing.openai.test_commands import PRICES
from tests.summarizing.openai.test_faults import reset, status
from tests.warm import Program, Started

BATCHES = "summaries/batches.json"
BuildAll = Callable[..., list[Result]]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again at once."""
    monkeypatch.setattr(batching, "FIRST_PAUSE", 0.02)
    monkeypatch.setattr(batching, "LONGEST_PAUSE", 0.02)


@pytest.fixture
def server() -> Iterator[BatchOracle]:
    """A server that takes batches."""
    with serving(BatchOracle()) as server:
        assert isinstance(server, BatchOracle)
        yield server


@pytest.fixture
def wait(build: Build, run: Run, tmp_path: Path) -> Build:
    """Build, and wait for batches."""

    def invoke(server: Oracle, **settings: object) -> Result:
        content = tmp_path / "content"
        (content / "site.yaml").write_text(site_yaml(server, batch="true", **settings))
        site = tmp_path / "site"
        return run(
            "build", "--content", content, "--output", site, "--no-search", "-j", "1", "--wait"
        )

    def first(server: Oracle, **settings: object) -> Result:
        for name, text in FILES.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return invoke(server, **settings)

    return first


@pytest.fixture
def build_all(build: Build, tmp_path: Path) -> BuildAll:
    """Build again and again until nothing is pending."""

    def invoke(server: BatchOracle, **settings: object) -> list[Result]:
        results: list[Result] = []
        while not results or "Not written yet" in results[-1].output:
            results.append(build(server, batch="true", **settings))
            assert "Traceback" not in results[-1].output
            assert results[-1].exception is None or isinstance(results[-1].exception, SystemExit)
            check_complete(tmp_path / "site")
            assert len(results) < 12, results[-1].output
        return results

    return invoke


def check_complete(site: Path) -> None:
    """Every recording has a page with sentences that are the model's or quoted."""
    found = records(site)
    assert len(found) == len(FILES)
    assert all(sentences(record) for record in found)


def check_paid_once(server: BatchOracle) -> None:
    """Nothing was answered twice, whether in a batch or alone."""
    alone = [server.prompts[number] for number in server.answered]
    assert max(Counter([*server.paid, *alone]).values()) == 1


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that single calls give."""
    folder = tmp_path_factory.mktemp("expected")
    with serving(Oracle()) as oracle, pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.cli.CACHE", folder / "cache")
        patch.setenv("OPENAI_API_KEY", KEY)
        for name, text in {**FILES, "site.yaml": site_yaml(oracle)}.items():
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        command = ["build", "--content", str(folder / "content"), "--output", str(folder / "site")]
        assert CliRunner().invoke(main, [*command, "--no-search", "-j", "1"]).exit_code == 0
    return snapshot(folder / "site")


def test_waiting_gives_what_single_calls_give(
    wait: Build, server: BatchOracle, tmp_path: Path, run: Run, expected: dict[str, bytes]
) -> None:
    """One batch a level, one single call before the first, the same site, at half the price."""
    result = wait(server, prices=PRICES)
    assert result.exit_code == 0, result.output
    assert "Waiting: batch batch-0: " not in result.output  # over at the first look
    assert snapshot(tmp_path / "site") == expected
    assert len(server.bodies) == 1
    assert [len(batch.requests) > 0 for batch in server.batches.values()] == [True] * 7
    check_paid_once(server)
    assert not (tmp_path / "content" / BATCHES).exists()
    ledger = calls(tmp_path / "content")
    assert [call["batch"] for call in ledger].count("") == 1
    each = (10 * 100 + 40 * 20) / 1_000_000
    assert sum(call["cost"] for call in ledger) == pytest.approx(each * (len(ledger) + 1) / 2)
    assert {call["result"] for call in ledger} == {"verified"}
    assert "by batch-0" in run("trace", "--content", tmp_path / "content").output


def test_a_build_that_does_not_wait_is_complete_and_the_next_one_goes_on(
    build_all: BuildAll,
    server: BatchOracle,
    tmp_path: Path,
    expected: dict[str, bytes],
) -> None:
    """Quoted and said so until a level is answered; nothing is asked twice on the way."""
    results = build_all(server)
    assert len(results) == 8
    assert all(result.exit_code == 0 for result in results)
    assert "requests in 1 batch (batch-0)" in results[0].output
    assert snapshot(tmp_path / "site") == expected
    check_paid_once(server)
    assert not (tmp_path / "content" / BATCHES).exists()


def test_a_batch_under_way_is_left_alone(
    build: Build, server: BatchOracle, tmp_path: Path, run: Run
) -> None:
    """Builds in between ask for nothing, and `plan` knows what is handed in, at half the price."""
    server.looks_needed = 4
    build(server, batch="true", prices=PRICES)
    record = json.loads((tmp_path / "content" / BATCHES).read_text())
    assert [each["batch"] for each in record] == ["batch-0"]
    assert all(where.startswith("slow/") for where in record[0]["requests"].values())
    for _ in range(2):
        result = build(server, batch="true", prices=PRICES)
        assert result.exit_code == 0
        assert "Not written yet" in result.output
    assert {record["backend"] for record in records(tmp_path / "site")} == {"extractive"}
    assert (len(server.batches), len(server.bodies)) == (1, 1)
    told = run("plan", "--content", tmp_path / "content").output.splitlines()
    total = told[-3].split()
    assert int(total[2]) == len(record[0]["requests"])
    assert "half" in told[-1]
    build(server, prices=PRICES, files=None)  # a build by single calls respects it, too
    assert (len(server.batches), len(server.bodies)) == (1, 1)


def test_plan_shows_half_the_price(
    build: Build, server: BatchOracle, tmp_path: Path, run: Run
) -> None:
    """The same calls cost half by batch."""
    build(server, max_cost=0.0, prices=PRICES)
    full = run("plan", "--content", tmp_path / "content").output.splitlines()[-2].split()
    build(server, max_cost=0.0, prices=PRICES, batch="true")
    half = run("plan", "--content", tmp_path / "content").output.splitlines()[-3].split()
    assert half[0] == full[0]
    assert float(half[5]) == pytest.approx(float(full[5]) / 2, abs=0.0001)


ERROR_500: Line = {"response": {"status_code": 500, "body": {"error": {"message": "oops"}}}}
ERROR_400: Line = {"response": {"status_code": 400, "body": {"error": {"message": "bad"}}}}
EXPIRED: Line = {"response": None, "error": {"code": "batch_expired", "message": "too late"}}
TOO_LONG: Line = {
    "response": {"status_code": 400, "body": {"error": {"code": "context_length_exceeded"}}}
}
WEIRD: Line = {"response": {"status_code": "no", "body": []}, "error": [None]}


def ends(first: Ending) -> Callable[[Batch], Ending]:
    """The first batch ends badly, those after it well."""
    return lambda batch: first if batch.id == "batch-0" else Ending()


MENDED = {
    "expired": Ending(status="expired", failing=lambda number: EXPIRED if number % 2 else None),
    "all expired": Ending(status="expired", failing=lambda number: EXPIRED),
    "server errors": Ending(failing=lambda number: ERROR_500 if number < 3 else None),
    "weird errors": Ending(failing=lambda number: WEIRD if number < 3 else None),
    "missing": Ending(spoil=lambda lines: lines[2:]),
    "nothing": Ending(spoil=lambda lines: []),
    "cut": Ending(spoil=lambda lines: [*lines[:-1], lines[-1][:80]]),
    "malformed": Ending(
        spoil=lambda lines: [b"{", b"", b"[" * 50_000, b"\xff\xfe", b'{"custom_id": 3}', *lines]
    ),
    "another's": Ending(spoil=lambda lines: [b'{"custom_id": "x", "response": {}}', *lines]),
    "duplicates": Ending(
        spoil=lambda lines: [
            *lines,
            *(line.replace(b"content", b"discontent") for line in lines),
        ]
    ),
    "bodies": Ending(
        spoil=lambda lines: [lines[0].replace(b'"choices"', b'"chances"'), *lines[1:]]
    ),
    "null": Ending(
        spoil=lambda lines: (
            [json.dumps({**json.loads(lines[0]), "response": None}).encode(), *lines[1:]]
        )
    ),
}


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in {"expired", "missing"} else pytest.mark.torture)
        for name in MENDED
    ],
)
def test_what_a_batch_does_not_bring_goes_into_another(
    name: str,
    waits: bool,
    build_all: BuildAll,
    wait: Build,
    server: BatchOracle,
    tmp_path: Path,
    expected: dict[str, bytes],
) -> None:
    """Lines with errors, without sense or not there at all cost a batch and nothing else."""
    server.ending = ends(MENDED[name])
    result = wait(server) if waits else build_all(server)[-1]
    assert result.exit_code == 0, result.output
    assert snapshot(tmp_path / "site") == expected
    assert len(server.bodies) == 1
    assert all(call["posts"] <= 3 for call in calls(tmp_path / "content"))
    if name in {"expired", "server errors", "all expired"}:
        check_paid_once(server)


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize(
    ("ending", "reason"),
    [
        (Ending(status="failed", reason="Enqueued token limit reached"), "token limit reached"),
        (Ending(status="cancelled", spoil=lambda lines: lines[:2]), "was cancelled"),
        (Ending(failing=lambda number: ERROR_400), "HTTP 400: bad"),
    ],
    ids=["failed", "cancelled", "refused lines"],
)
def test_what_is_refused_is_told_and_not_repeated_in_this_build(
    ending: Ending,
    reason: str,
    waits: bool,
    build: Build,
    build_all: BuildAll,
    wait: Build,
    server: BatchOracle,
    tmp_path: Path,
    expected: dict[str, bytes],
) -> None:
    """The site is complete and the reason named; the next build hands it in again."""
    server.ending = ends(ending)
    if waits:
        result = wait(server)
    else:
        build(server, batch="true")
        result = build(server, batch="true")
    assert result.exit_code == 1, result.output
    assert reason in result.output
    assert "Traceback" not in result.output
    check_complete(tmp_path / "site")
    assert build_all(server)[-1].exit_code == 0
    assert snapshot(tmp_path / "site") == expected


def test_an_answer_that_fails_the_checks_is_asked_again_at_once(
    build_all: BuildAll, server: BatchOracle, tmp_path: Path
) -> None:
    """By a single call with the reason, at the full price; the ledger shows both."""
    text = b'\\"text\\": \\"'
    spoil = Ending(spoil=lambda lines: [lines[0].replace(text, text + b"97 "), *lines[1:]])
    server.ending = ends(spoil)
    build_all(server, prices=PRICES)
    assert len(server.bodies) == 2
    assert "cannot be published" in server.bodies[1]["messages"][-1]["content"]
    repaired = [call for call in calls(tmp_path / "content") if call["result"] == "repaired"]
    each = (10 * 100 + 40 * 20) / 1_000_000
    assert [(call["batch"], call["posts"]) for call in repaired] == [("batch-0", 2)]
    assert repaired[0]["cost"] == pytest.approx(each * 1.5)


def test_what_is_too_long_is_cut(build_all: BuildAll, server: BatchOracle, tmp_path: Path) -> None:
    """A line that says so lets the parts go into the next batch."""
    server.ending = ends(Ending(failing=lambda number: TOO_LONG if number == 0 else None))
    assert build_all(server)[-1].exit_code == 0
    assert "split" in {call["result"] for call in calls(tmp_path / "content")}
    assert any(call["place"].endswith("part 2") for call in calls(tmp_path / "content"))
    check_paid_once(server)


@pytest.mark.parametrize("path", ["POST /files", "POST /batches"])
@pytest.mark.parametrize("code", [404, 405, 501])
def test_a_server_without_batches_is_told_with_the_remedy(
    path: str, code: int, build: Build, server: BatchOracle, tmp_path: Path
) -> None:
    """The site is complete, and nothing is asked at another price than was chosen."""
    server.faults[path] = [status(code)] * 9
    result = build(server, batch="true")
    assert result.exit_code == 1
    assert "has no Batch API: take `batch` out of site.yaml" in result.output
    check_complete(tmp_path / "site")
    assert len(server.bodies) == 1
    assert not (tmp_path / "content" / BATCHES).exists()


PASSING: Mapping[str, Fault] = {
    "503": status(503),
    "429": status(429, Retry_After="3600"),
    "reset": reset,
    "no object": status(200, [1]),
    "no id": status(200, {}),
    "no JSON": lambda handler: handler.reply(200, b"<html>"),
}
REQUESTS = (
    "POST /files",
    "POST /batches",
    "GET /batches",
    "GET /batches/ID",
    "GET /files/ID/content",
)


@pytest.mark.torture
@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("path", REQUESTS)
@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_costs_nothing(
    fault: str,
    path: str,
    waits: bool,
    build_all: BuildAll,
    wait: Build,
    server: BatchOracle,
    tmp_path: Path,
    expected: dict[str, bytes],
) -> None:
    """Once or many times at any request about batches: the same site, and no answer paid twice."""
    server.faults[path] = [PASSING[fault]] * (1 if waits else 2)
    if path == "GET /batches":
        server.faults["POST /batches"] = [status(503)]  # the list is asked only after a failure
    if path == "GET /files/ID/content" and fault.startswith("no "):
        server.faults[path] = []  # then it is a file without answers, see above
    result = wait(server) if waits else build_all(server)[-1]
    assert result.exit_code == 0, result.output
    assert snapshot(tmp_path / "site") == expected
    check_paid_once(server)


@pytest.mark.parametrize("path", ["GET /batches/ID", "GET /files/ID/content"])
def test_a_batch_that_cannot_be_had_is_not_paid_for_again_unasked(
    path: str, build: Build, build_all: BuildAll, server: BatchOracle, tmp_path: Path
) -> None:
    """An id that the server does not know is told with the remedy, and following it helps."""
    build(server, batch="true")
    for _ in range(2):
        server.faults[path] = [status(404)]
        result = build(server, batch="true")
        assert result.exit_code == 1
        assert "take it out of summaries/batches.json" in result.output
        check_complete(tmp_path / "site")
    assert len(server.batches) == 1
    (tmp_path / "content" / BATCHES).unlink()
    assert build_all(server)[-1].exit_code == 0


def test_a_server_that_fails_for_ever(
    wait: Build, server: BatchOracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that waits gives up some time, with a complete site, and leaves all to the next."""
    server.faults["GET /batches/ID"] = [status(503)] * 10_000
    result = wait(server)
    assert "Not written yet" in result.output
    assert "HTTP 503" in result.output
    check_complete(tmp_path / "site")
    server.faults.clear()
    assert wait(server).exit_code == 0
    check_paid_once(server)


@pytest.mark.parametrize("damage", ["{", "[{}]", '[{"batch": 1}]', "\x80"])
def test_a_damaged_record_stops_the_build(
    damage: str, build: Build, server: BatchOracle, tmp_path: Path
) -> None:
    """To go on could pay twice; the message names the file and the remedy."""
    build(server, batch="true")
    path = tmp_path / "content" / BATCHES
    path.write_text(damage, encoding="latin-1")
    result = build(server, batch="true")
    assert result.exit_code == 2
    assert "batches.json: is damaged" in result.output
    assert "delete it" in result.output
    assert len(server.batches) == 1


def test_no_room_for_the_record(
    build: Build, server: BatchOracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be put on record is not handed in; the message says why."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "batches.json"))

    monkeypatch.setattr("generator.summarizing.openai.submissions.write", full)
    result = build(server, batch="true")
    assert result.exit_code == 1
    assert "answers cannot be stored: No space left on device" in result.output
    assert "Traceback" not in result.output
    assert server.batches == {}


def test_limits_of_a_file(
    build_all: BuildAll, server: BatchOracle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A level that is too large for one file is several batches."""
    monkeypatch.setattr(batching, "MOST_REQUESTS", 3)
    monkeypatch.setattr(batching, "MOST_BYTES", 12_000)
    assert build_all(server)[-1].exit_code == 0
    assert all(len(batch.requests) <= 3 for batch in server.batches.values())
    inputs = [server.files[batch.file] for batch in server.batches.values()]
    assert all(len(each) <= 12_000 for each in inputs)
    assert len(server.batches) > 5
    check_paid_once(server)


@pytest.mark.parametrize("waits", [False, True])
def test_max_cost_holds_for_batches(
    waits: bool, build: Build, wait: Build, server: BatchOracle, tmp_path: Path
) -> None:
    """What a build hands in could not cost more; build by build it gets done all the same."""
    most = 0.1
    for _ in range(20):
        handed_in = len(server.batches)
        paid = len(server.bodies)
        settings = {"max_cost": most, "prices": PRICES}
        result = wait(server, **settings) if waits else build(server, batch="true", **settings)
        fresh = list(server.batches.values())[handed_in:]
        lines = sum(len(batch.requests) for batch in fresh)
        at_most = (40 * 1024 / 2 * lines) / 1_000_000  # answers alone, of the full length
        assert waits or at_most + 0.0018 * (len(server.bodies) - paid) <= most
        if result.exit_code == 0 and "Not written yet" not in result.output:
            break
        if result.exit_code == 1:
            assert "max_cost" in result.output
    assert result.exit_code == 0, result.output
    check_paid_once(server)


def test_recordings_alike_share_a_request(
    build: Build, server: BatchOracle, tmp_path: Path
) -> None:
    """The same text twice is one line of the file, paid for once, and stands on both pages."""
    text = FILES["shows/slow/2026-03-09-bees.vtt"]
    files = {"shows/a/bees.vtt": text, "shows/a/more/bees.vtt": text}
    result = build(server, files, batch="true")
    while "Not written yet" in result.output:
        result = build(server, files, batch="true")
        assert len(server.batches) < 9
    assert result.exit_code == 0, result.output
    assert {record["backend"] for record in records(tmp_path / "site")} == {"openai:oracle"}
    assert max(Counter(server.paid).values()) == 1


def _arguments(tmp_path: Path, server: Oracle, *options: str) -> list[str]:
    content = tmp_path / "content"
    for name, text in {**FILES, "site.yaml": site_yaml(server, batch="true")}.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [
        *("build", "--content", str(content), "--no-search"),
        *("--jobs", "1", "--output", str(tmp_path / "site"), *options),
    ]


@pytest.mark.parametrize("moment", ["made", "answered", "recorded", "fetched"])
def test_killed_at_any_moment_nothing_is_paid_for_twice(
    moment: str,
    program: Program,
    build_all: BuildAll,
    server: BatchOracle,
    tmp_path: Path,
    expected: dict[str, bytes],
) -> None:
    """Kill -9 before the server has said that there is a batch, after, or when its file is sent."""
    process: list[Started] = []

    def kill(handler: Handler) -> None:
        process[0].kill()
        process[0].wait()

    if moment == "made":
        server.after_making = kill
    if moment == "answered":
        server.looks_needed = 10_000
    if moment == "recorded":
        server.faults["GET /batches/ID"] = [kill]
    if moment == "fetched":
        server.faults["GET /files/ID/content"] = [kill]
    process.append(program.start(*_arguments(tmp_path, server, "--wait")))
    if moment == "answered":
        while not any(batch.looks for batch in server.batches.values()):
            time.sleep(0.01)
        process[0].kill()
    process[0].wait()
    assert process[0].returncode == -signal.SIGKILL
    assert len(server.batches) == 1
    record = json.loads((tmp_path / "content" / BATCHES).read_text())
    assert [each["batch"] for each in record] == ["" if moment == "made" else "batch-0"]
    server.after_making = None
    server.looks_needed = 1
    assert build_all(server)[-1].exit_code == 0
    assert len(server.batches) == 7
    check_paid_once(server)
    assert snapshot(tmp_path / "site") == expected


def test_killed_before_there_is_a_batch_it_is_made_of_the_same_file(
    program: Program, build_all: BuildAll, server: BatchOracle, tmp_path: Path
) -> None:
    """What was uploaded and on record is not uploaded again."""
    process: list[Started] = []

    def kill(handler: Handler) -> None:
        process[0].kill()
        process[0].wait()

    server.faults["POST /batches"] = [kill]
    process.append(program.start(*_arguments(tmp_path, server)))
    process[0].wait()
    assert server.batches == {}
    assert len(server.files) == 1
    assert build_all(server)[-1].exit_code == 0
    assert server.batches["batch-0"].file == "file-0"
    check_paid_once(server)


def test_interrupted_while_it_waits(
    server: BatchOracle, tmp_path: Path, build_all: BuildAll
) -> None:
    """Ctrl-C stops at once; the next build goes on."""
    server.looks_needed = 10_000
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *_arguments(tmp_path, server, "--wait")],
        cwd=ROOT,
        env={**os.environ, "OPENAI_API_KEY": KEY},
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any(batch.looks for batch in server.batches.values()):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "Waiting: batch batch-0: in_progress, 0 of" in errors
    assert errors.strip().splitlines()[-1] == "Stopped; the old site still stands."
    server.looks_needed = 1
    build_all(server)
    check_paid_once(server)


def test_a_recording_in_view_takes_two_batches(server: BatchOracle, build_all: BuildAll) -> None:
    """Its chapters are found first; what they come to and the page are handed in together."""
    build_all(server, context=64_000)
    asked = [
        sorted(
            line["body"]["messages"][1]["content"].rpartition("\nTask: ")[2][:15]
            for line in batch.requests
        )
        for batch in server.batches.values()
    ]
    contents, chapters, page = "the table of co", "what each chapt", "the page of the"
    # the chapters of the first recording are asked for by a call, to learn the server's ways
    assert asked[0] == [page, contents, contents, chapters]
    assert asked[1] == [page, page, chapters, chapters]
