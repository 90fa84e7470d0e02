"""JSON Schema of what is read and written: what is built fits it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from generator.cli import schema
from generator.schemas import SCHEMAS
from tests.conftest import Run, Tree
from tests.test_checking import SPOKEN

GOLDEN = Path(__file__).parent / "golden/site"


@pytest.mark.parametrize("name", ["episode", "chapters"])
def test_what_is_published_fits_its_schema(name: str) -> None:
    """Every record of the golden site, with nothing that the schema does not know."""
    files = list(GOLDEN.glob(f"*/*/{name}.json"))
    assert files
    for file in files:
        SCHEMAS[name].validate_json(file.read_bytes())


def test_addresses_fit_theirs(tree: Tree, run: Run, tmp_path: Path) -> None:
    """What a build keeps beside the content, and nothing else."""
    content = tree({"shows/sea/tides.vtt": SPOKEN})
    run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    kept = (content / "addresses.json").read_bytes()
    SCHEMAS["addresses"].validate_json(kept)
    with pytest.raises(ValidationError):
        SCHEMAS["addresses"].validate_json(b'{"epsiodes": {}}')


def test_every_schema_is_printed(run: Run) -> None:
    """Each kind that there is, as JSON with its dialect."""
    [kinds] = [parameter.type for parameter in schema.params if parameter.name == "kind"]
    assert set(getattr(kinds, "choices")) == SCHEMAS.keys()  # noqa: B009
    for kind in SCHEMAS:
        printed = json.loads(run("schema", kind).stdout)
        assert printed["$schema"].endswith("2020-12/schema")
        assert printed["type"] == "object"
        assert printed["additionalProperties"] is False
