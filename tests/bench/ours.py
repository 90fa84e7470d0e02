"""`python -m tests.bench.ours CACHE COMMAND...`: the command line with finished work elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

from generator import cli

cli.CACHE = Path(sys.argv[1])
cli.main(sys.argv[2:], prog_name="chapterwise")
