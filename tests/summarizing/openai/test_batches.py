"""Summaries by the Batch API: handed in once, collected whenever, and a whole site in between."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from generator.summarizing.openai import batching
from tests.batch_servers import Batch, BatchOracle, Ending, Line
from tests.conftest import Run
from tests.model_servers import Oracle, serving
from tests.summarizing.openai.conftest import FILES, Build, site_yaml
from tests.summarizing.openai.test_building import calls, records, sentences, snapshot
from tests.summarizing.openai.test_commands import PRICES

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


def expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> dict[str, bytes]:
    """The site that single calls give."""
    content = tmp_path / "single"
    with serving(Oracle()) as oracle:
        for name, text in {**FILES, "site.yaml": site_yaml(oracle)}.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        site = tmp_path / "expected"
        arguments = ("--content", content, "--output", site, "--no-search", "-j", "1")
        assert run("build", *arguments).exit_code == 0
    return snapshot(site)


def test_waiting_gives_what_single_calls_give(
    wait: Build, server: BatchOracle, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One batch a level, one single call before the first, the same site, at half the price."""
    result = wait(server, prices=PRICES)
    assert result.exit_code == 0, result.output
    assert "Waiting: batch batch-0: " not in result.output  # over at the first look
    assert snapshot(tmp_path / "site") == expected(tmp_path, monkeypatch, run)
    assert len(server.bodies) == 1
    assert [len(batch.requests) > 0 for batch in server.batches.values()] == [True] * 5
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
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Quoted and said so until a level is answered; nothing is asked twice on the way."""
    results = build_all(server)
    assert len(results) == 6
    assert all(result.exit_code == 0 for result in results)
    assert "requests in 1 batches (batch-0)" in results[0].output
    assert snapshot(tmp_path / "site") == expected(tmp_path, monkeypatch, run)
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
@pytest.mark.parametrize("name", MENDED)
def test_what_a_batch_does_not_bring_goes_into_another(
    name: str,
    waits: bool,
    build_all: BuildAll,
    wait: Build,
    server: BatchOracle,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lines with errors, without sense or not there at all cost a batch and nothing else."""
    server.ending = ends(MENDED[name])
    result = wait(server) if waits else build_all(server)[-1]
    assert result.exit_code == 0, result.output
    assert snapshot(tmp_path / "site") == expected(tmp_path, monkeypatch, run)
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
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
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
    assert snapshot(tmp_path / "site") == expected(tmp_path, monkeypatch, run)
