"""Where the program's own files are: in a clone of its repository, or where a package put it.

In a clone the package is called `generator` and templates and the sample lie beside it; a wheel
carries both inside a package of the product's name. Finished work is kept in the clone, and else
where the platform keeps what can be made again.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent
IS_CLONE = (PACKAGE.name, (ROOT / "templates").is_dir()) == ("generator", True)
TEMPLATES = (ROOT if IS_CLONE else PACKAGE) / "templates"
SAMPLE = ROOT / "content/shows/slow-machines" if IS_CLONE else PACKAGE / "sample"
"""A show that `init` begins an archive with."""
COMMAND = "python -m generator" if __name__.startswith("generator.") else "chapterwise"
"""What a person types to run this program."""


def cache_folder() -> Path:
    """Where finished work is kept between builds; `CHAPTERWISE_CACHE` in the environment wins."""
    if named := os.environ.get("CHAPTERWISE_CACHE"):
        return Path(named).expanduser().absolute()
    return ROOT / ".cache" if IS_CLONE else user_cache_path("chapterwise", appauthor=False)
