"""A show of three short recordings, and builds of it by a model on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import certifi
import pytest
from click.testing import Result

from tests.conftest import Run, Tree
from tests.model_servers import Oracle, serving
from tests.warm import Program

TIDES = """
The harbour office in Hollin computed every tide with brass gears until 1964.
Each gear stood for one pull of the moon or of the sun, and there were 42 of them.
A pen drew the sum of all the cosines on a long roll of paper.
The gears turned for a whole afternoon to draw the tides of one year.
A clerk then read the heights off the paper roll and typed them into a table.
The table of tides was printed in March and sold to every boat in the harbour.
The keeper of the machine oiled the gears every Monday before breakfast.
When a gear lost a tooth, the whole forecast was wrong by half a metre.
Nobody noticed the broken tooth for a week, because the fog kept the boats in anyway.
The keeper filed a new tooth from an old key and soldered it in.
Fog is measured by a lamp that shines across the harbour to a mirror.
If the light of the lamp does not come back, the horn on the pier begins to sound.
The horn sounds twice a minute, and people in Hollin sleep through it.
Visitors complain about the horn in the guest book of the harbour hotel.
The hotel gives them earplugs and a drawing of the lamp and the mirror.
"""
BEES = """
We inspect every hive once a week between April and August.
Swarming begins when the queen has no room left to lay her eggs.
A second box under the first gives the colony room for a month.
Varroa mites breed in the capped brood and carry a virus.
Oxalic acid works only in winter, when there is no brood at all.
One treatment in December kills more than ninety percent of the mites.
"""
CLOCKS = """
The seed bank keeps its vault at minus eighteen degrees.
A clock on the wall loses four seconds a day in that cold.
So we count the days by the deliveries and not by the clock.
Every drawer has a number that was written by hand in 1987.
We open each drawer once in ten years to test the seeds.
Barley keeps for a century, and onions hardly for a decade.
"""


def captions(text: str, seconds: int = 30) -> str:
    """A transcript in which each line takes so many seconds."""
    cues = [
        f"{_clock(number * seconds)} --> {_clock((number + 1) * seconds)}\n<v Ines>{line}"
        for number, line in enumerate(text.strip().splitlines())
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _clock(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}.000"


FILES = {
    "shows/slow/2026-03-02-tides.vtt": captions(TIDES),
    "shows/slow/2026-03-09-bees.vtt": captions(BEES),
    "shows/slow/2026-04-13-clocks.vtt": captions(CLOCKS),
}
KEY = "sk-test-0123456789abcdef"

Build = Callable[..., Result]


def site_yaml(server: Oracle, **settings: object) -> str:
    """Settings for a build by `server`; nothing is read a second time unless that is asked for."""
    chosen = {"model": "oracle", "base_url": server.url, "check": "false", **settings}
    lines = "".join(f"  {name}: {value}\n" for name, value in chosen.items())
    return f"backend: openai\nchapter_minutes: 3.5\nopenai:\n{lines}"


@pytest.fixture(autouse=True, scope="session")
def _one_certificate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Servers on loopback need none, and each client reads all that there are: 40 ms of work."""
    end = "-----END CERTIFICATE-----\n"
    first = Path(certifi.where()).read_text(encoding="utf-8").partition(end)[0]
    path = tmp_path_factory.mktemp("certificates") / "one.pem"
    path.write_text(first[first.index("-----BEGIN") :] + end, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(path))
        yield


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """The program as processes of its own, with a key."""
    with Program(("env", f"OPENAI_API_KEY={KEY}")) as program:
        yield program


@pytest.fixture
def oracle() -> Iterator[Oracle]:
    """A server that answers well."""
    with serving(Oracle()) as server:
        yield server


@pytest.fixture
def build(tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build the three recordings by a server; more files and settings may be given."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)

    def invoke(server: Oracle, files: dict[str, str] | None = None, **settings: object) -> Result:
        content = tree({"site.yaml": site_yaml(server, **settings), **(files or FILES)})
        return run(
            "build", "--content", content, "--output", tmp_path / "site", "--no-search", "-j", "1"
        )

    return invoke
