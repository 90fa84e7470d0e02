"""What speed is measured on."""

from __future__ import annotations

from pathlib import Path

from tests.bench.archives import write_archive


def listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_made_up_archive_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """Of any size, and another one for another seed."""
    for name, episodes, seed in (("a", 3, 1), ("b", 3, 1), ("c", 3, 2), ("d", 4, 1)):
        write_archive(tmp_path / name, episodes, seed=seed)
    one, same, other, larger = (listing(tmp_path / name) for name in "abcd")
    assert one == same != other
    assert one.items() < larger.items()
