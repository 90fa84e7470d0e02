"""Pagefind over the rendered pages: the index that the reader's browser searches."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.errors import PublishError
from generator.unspaced import pages_to_index

INDEX_FOLDER = "pagefind"


def index(folder: Path) -> None:
    """Index the HTML under `folder` into `folder/pagefind/`, with Pagefind's own program.

    The command line reads a folder in seconds where the Python interface, which waits for an
    answer on every page, takes minutes. Raises `PublishError` with its last line if it fails.
    """
    import pagefind_bin  # imported only when there is something to index

    program = str(pagefind_bin.get_executable())
    output = ["--output-path", str(folder / INDEX_FOLDER)]
    try:
        with pages_to_index(folder) as pages:
            command = [program, "--site", str(pages), *output]
            subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise PublishError(
            f"Pagefind is not installed: {error}", remedy="install it, or build with --no-search"
        ) from None
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or error.stdout or "no message").strip().splitlines()
        raise PublishError(f"Pagefind failed: {lines[-1]}") from None
