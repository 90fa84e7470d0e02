from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.errors import ConfigError
from generator.rendering import render_site
from generator.rendering.words import Words, direction
from tests.rendering.samples import SITE, TEMPLATES, library

ENGLISH = yaml.safe_load((TEMPLATES / "words/en.yaml").read_text(encoding="utf-8"))


def rendered_with(folder: Path, language: str = "en") -> dict[str, str]:
    site = replace(SITE, language=language)
    files = render_site(library(), site, folder / "templates", TEMPLATES)
    return {path: content.decode("utf-8", "replace") for path, content in files}


@pytest.mark.parametrize("path", sorted((TEMPLATES / "words").glob("*.yaml")), ids=lambda p: p.stem)
def test_each_language_has_all_words_with_the_same_gaps(path: Path) -> None:
    """Nothing is missing, nothing is left over, and each word takes what the English one takes."""
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert words.keys() == ENGLISH.keys()
    for key, value in words.items():
        gaps = [set(re.findall(r"{(\w+)}", str(each))) for each in (value, ENGLISH[key])]
        assert gaps[0] == gaps[1], key


def test_templates_say_only_words_that_exist() -> None:
    """Every key that a template names is in the file of words."""
    for path in TEMPLATES.rglob("*.*"):
        if path.suffix in {".html", ".md", ".txt"}:
            for key in re.findall(r'\bsay\("(\w+)"[,)]', path.read_text(encoding="utf-8")):
                assert key in ENGLISH, (path, key)


def test_pages_speak_the_language_of_the_site() -> None:
    """German words, dates and numbers; an unknown language falls back to English."""
    words = Words.read([TEMPLATES], "de-AT")
    assert words.say("episodes", n=1200) == "1.200 Folgen"
    assert words.say("episodes", n=1) == "1 Folge"
    assert Words.read([TEMPLATES], "xx").say("search") == "Search"


def test_a_site_changes_single_words(tmp_path: Path) -> None:
    """Its own file of words need hold only what differs."""
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/en.yaml").write_text("key_points: In short\n")
    page = rendered_with(tmp_path)["slow-ferries/lanterns/index.html"]
    assert "<h2>In short</h2>" in page
    assert "min read" in page


def test_a_site_changes_templates_and_looks(tmp_path: Path) -> None:
    """Its own template and static file win by name, and theme.css comes after the style sheet."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    (tmp_path / "templates/page.html").write_text("<!doctype html><title>ours</title>")
    (tmp_path / "static/theme.css").write_text(":root { --accent: green; }")
    (tmp_path / "static/icon.svg").write_text("<svg/>")
    files = rendered_with(tmp_path)
    assert files["about/index.html"] == "<!doctype html><title>ours</title>"
    assert "<svg/>" in [text for path, text in files.items() if path.startswith("static/icon.")]
    home = files["index.html"]
    assert 0 < home.index("static/style.") < home.index("static/theme.")


def test_broken_words_are_named(tmp_path: Path) -> None:
    """A file of words that is no YAML stops the build with its name."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words/en.yaml").write_text("a: [")
    with pytest.raises(ConfigError, match=r"en\.yaml"):
        Words.read([tmp_path, TEMPLATES], "en")


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("he-IL", "rtl"), ("de", "ltr")])
def test_languages_run_their_way(language: str, way: str) -> None:
    """Those written from right to left are known."""
    assert direction(language) == way
