"""`python -m generator`: run the command line, in the project's own environment if need be.

Where the package is installed it is `python -m chapterwise`, or `chapterwise` alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

try:
    from .cli import main
except ModuleNotFoundError as missing:
    # Called with a Python that lacks the dependencies: go on with the one `make site` set up.
    root = Path(__file__).parent.parent
    own = root / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    if own.is_file() and Path(sys.prefix) != root / ".venv":
        command = [str(own), "-m", "generator", *sys.argv[1:]]
        if os.name == "nt":  # there a program that replaces itself returns to the shell at once
            sys.exit(subprocess.run(command, check=False).returncode)
        os.execv(own, command)
    sys.exit(f"chapterwise: {missing.name} is not installed (run `make site` once; it sets up all)")

if __name__ == "__main__":
    main(prog_name=f"python -m {__package__}")
