"""`python -m generator`: run the command line, in the project's own environment if need be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

try:
    from .cli import main
except ModuleNotFoundError as missing:
    # Called with a Python that lacks the dependencies: go on with the one `make site` set up.
    own = Path(__file__).parent.parent / ".venv/bin/python"
    if own.is_file() and Path(sys.prefix) != own.parent.parent:
        os.execv(own, [str(own), "-m", "generator", *sys.argv[1:]])
    sys.exit(f"chapterwise: {missing.name} is not installed (run `make site` once; it sets up all)")

if __name__ == "__main__":
    main(prog_name="python -m generator")
