"""`check`: a line for each file, with what is doubtful and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run, Tree
from tests.test_adding import TALK
from tests.test_addresses import listing

SPOKEN = "WEBVTT\n\n" + "\n".join(
    f"{n // 60:02}:{n % 60:02}.000 --> {n // 60:02}:{n % 60:02}.900\n<v Ines Falk>"
    f"The harbour office computed tide number {n} with a wheel of brass.\n"
    for n in range(0, 600, 5)
)


def test_every_file_has_one_line(tree: Tree, run: Run) -> None:
    """Format, title, date, speakers and length of what is read; a reason for all that is not."""
    content = tree(
        {
            "shows/sea/2024-03-14-tides.vtt": SPOKEN,
            "picture.png": b"\x89PNG\r\n",
            "broken.vtt": "no captions",
            "lonely.yaml": "title: Nothing\n",
            "large.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n",
            "summaries/sea/old-name.json": "{}",
            "summaries/sea/tides.json": "{}",
        }
    )
    done = run("check", "--content", content)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines == [
        "broken.vtt: left out: is not a .vtt transcript (export it again, or rename it)",
        "large.txt: left out: is a pointer of Git LFS, and not the file that it stands for (run "
        "`git lfs pull`; a workflow checks out with `lfs: true`)",
        "lonely.yaml: left alone: stands beside no transcript (give it the name of the transcript "
        "that it describes, or delete it)",
        "picture.png: left alone: is a picture",
        "shows/sea/2024-03-14-tides.vtt: WebVTT | “Tides” | 2024-03-14 | Ines Falk | 10 min",
        "summaries/sea/old-name.json: belongs to no recording that is here (give it the name of "
        "the page that it was written for, or delete it)",
        "1 file, 1 episode, 2 left alone, 2 left out, 1 summary file of no recording",
    ]
    assert not (content / "addresses.json").exists()
    one = run("check", "--content", content, content / "picture.png")
    assert one.stdout == "picture.png: left alone: is a picture\n"


@pytest.mark.parametrize(
    ("files", "doubt"),
    [
        ({"a.vtt": TALK}, "no date (begin the file's name with it, 2026-03-14-..., or write "),
        ({"2099-01-01-a.vtt": TALK}, "the date 2099-01-01 lies ahead"),
        ({"dQw4w9WgXcQ.vtt": TALK}, "the title is no person's (write `title:` in dQw4w9WgXcQ.yaml"),
        (
            {"a.vtt": TALK.replace("Ines Falk", "IF", 1)},
            "no list of people tells who is IF (write `speakers: {IF: a name}` in a.yaml)",
        ),
        ({"a.vtt": TALK.replace("Ines Falk", "SPEAKER_00")}, "SPEAKER_00 is no name (write `speak"),
        ({"a.vtt": TALK, "b.vtt": TALK}, "says the same, word for word, as a.vtt"),
        ({"a.vtt": SPOKEN.replace("\n09:", "\n59:").replace("> 09:", "> 59:")}, "nothing is said"),
        (
            {"a.vtt": SPOKEN.replace("wheel", "w " * 99)},
            "words a",
        ),
        ({"a.vtt": SPOKEN, "a.chapters.txt": "00:00 One\n50:00 Two\n"}, "“Two” begins at 50:00"),
    ],
)
def test_what_is_doubtful_is_said_with_how_to_mend_it(
    tree: Tree, run: Run, files: dict[str, str], doubt: str
) -> None:
    """In the line of its file, and the exit code stays 0: a doubt is no failure."""
    done = run("check", "--content", tree(files))
    assert done.exit_code == 0, done.output
    assert doubt in done.stdout


def test_a_listing_has_one_line(tree: Tree, run: Run) -> None:
    """What is doubtful in several of its entries is said once, and names them."""
    text = listing("Ropes", "Knots", "Tar")
    done = run("check", "--content", tree({"a.txt": text}))
    [line, total] = done.stdout.splitlines()
    assert line.startswith("a.txt: podcast page saved as text | 3 episodes | ")
    assert line.count("no transcript in “Ropes”, “Knots”, “Tar”") == 1
    assert total == "1 file, 3 episodes, 1 doubtful"


def test_files_are_named_from_here_or_from_the_content(
    tree: Tree, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of them in the order of their paths, without a sum; what is here goes before."""
    content = tree({"a.vtt": TALK, "shows/sea/b.vtt": SPOKEN, "c.vtt": TALK, "linked.vtt": TALK})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.vtt").write_text(TALK)
    (tmp_path / "link.vtt").symlink_to(content / "a.vtt")

    def shown(*files: str) -> list[str]:
        lines = run("check", "--content", content, *files).stdout.splitlines()
        return [line.partition(": ")[0] for line in lines]

    assert shown("a.vtt") == ["a.vtt"]
    assert shown("content/a.vtt") == ["a.vtt"]
    assert shown("shows/sea/b.vtt", "content/a.vtt") == ["a.vtt", "shows/sea/b.vtt"]
    assert shown("link.vtt") == ["a.vtt"]
    assert shown("c.vtt") == []  # that of this folder, which is no content
    assert shown("content/c.vtt") == ["c.vtt"]
    missing = run("check", "--content", content, "a.vtt", "d.vtt")
    assert missing.exit_code == 1
    assert missing.stdout == ""
    assert "d.vtt: no such file" in missing.stderr
