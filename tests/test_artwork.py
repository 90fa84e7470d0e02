"""Pictures of shows and episodes: local files, shown in several sizes, nothing fetched."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Run, Tree
from tests.rendering.html_reader import read_html

TALK = "1\n00:00:01,000 --> 00:00:09,000\nInes: The gauge is a float in a pipe, and never sleeps.\n"


def picture(width: int, height: int, kind: str = "PNG", **more: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, **more)
    return file.getvalue()


def images(site: Path, page: str) -> list[dict[str, str]]:
    """The attributes of the pictures of a page."""
    text = (site / page / "index.html").read_text(encoding="utf-8")
    return [dict(attributes) for tag, attributes in read_html(text).tags if tag == "img"]


def test_shows_and_episodes_have_faces(tree: Tree, run: Run, tmp_path: Path) -> None:
    """On the home page and the show's, in true sizes that the build made, with words for them."""
    turned = Image.Exif()
    turned[0x0112] = 6  # on its side
    content = tree(
        {
            "shows/quay/2026-03-01-tides.srt": TALK,
            "shows/quay/2026-03-02-bells.srt": TALK,
            "shows/quay/2026-03-02-bells.yaml": "artwork: bells.jpg",
            "shows/quay/bells.jpg": picture(400, 200, "JPEG", exif=turned),
            "shows/quay/show.yaml": "title: Quay\nartwork: https://quay.example/a/cover.png?1",
            "shows/quay/cover.png": picture(200, 200),
            "shows/pier/2026-01-01-fog.srt": TALK,
        }
    )
    site = tmp_path / "site"
    result = run("build", "--content", content, "--output", site, "--no-search")
    assert result.exit_code == 0, result.output
    assert "artwork" not in result.output
    bells, tides, shelf = images(site, "")
    assert [each["alt"] for each in (bells, tides, shelf)] == [
        *("Artwork of Bells", "Artwork of Tides", "Artwork of Quay"),
    ]
    assert ("loading" in bells, tides["loading"], shelf["loading"]) == (False, "lazy", "lazy")
    assert (bells["width"], bells["height"]) == ("96", "192")
    assert (tides["width"], tides["height"]) == ("96", "96")
    for each in (bells, tides):
        for source in each["srcset"].split(", "):
            path, wide = source.split(" ")
            with Image.open(site / path) as image:
                assert image.format == "WEBP"
                assert f"{image.width}w" == wide
    assert len(tides["srcset"].split(", ")) == 2  # none larger than it is
    assert [each["alt"] for each in images(site, "quay")] == ["Artwork of Quay", "Artwork of Bells"]
    assert "https://quay.example" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("none.png", b"", "none.png"),
        ("../../../x.png", b"", "lies outside of the content"),
        ("cover.png", b"no picture at all", "is no picture"),
        ("cover.jpg", picture(300, 300, "JPEG")[:-30], "cut off"),
        ("cover.png", picture(9000, 9000), "50 million pixels"),
    ],
)
def test_a_picture_that_cannot_be_shown_costs_nothing_else(
    tree: Tree, run: Run, tmp_path: Path, name: str, file: bytes, said: str
) -> None:
    """It is named once, with the reason and what to do; the site stands without it."""
    files: dict[str, str | bytes] = {
        "shows/quay/2026-03-01-tides.srt": TALK,
        "shows/quay/2026-03-02-bells.srt": TALK,
        "shows/quay/show.yaml": f"artwork: {name}",
    }
    content = tree(files | ({f"shows/quay/{name}": file} if file else {}))
    result = run("build", "--content", content, "--output", tmp_path / "site", "--no-search")
    assert result.exit_code == 0, result.output
    assert result.output.count(said) == 1
    assert "show.yaml: its artwork" in result.output
    assert images(tmp_path / "site", "quay") == []
