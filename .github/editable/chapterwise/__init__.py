"""What `pip install -e .` puts on Python's path: the package, whose folder here is `generator`."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parents[3] / "generator"
__path__ = [str(_HERE)]
exec(compile((_HERE / "__init__.py").read_text(encoding="utf-8"), str(_HERE / "__init__.py"), "exec"))
