from __future__ import annotations

import pytest

from generator.config import SiteSettings
from generator.language.choosing import as_usual, first_stated, known_tag, sounds_like
from generator.loading import load
from generator.model import Cue
from tests.conftest import Run, Tree

GERMAN = "Wir reden heute über Bienen und darüber, wie man sie durch den langen Winter bringt. " * 8
ENGLISH = "We talk about bees today, and about how to bring them through a long winter. " * 8


def vtt(text: str) -> str:
    return f"WEBVTT\n\n00:00.000 --> 01:00.000\n{text}\n"


def languages(tree: Tree, files: dict[str, str], site: str = "en") -> dict[str, str]:
    """The language of each episode of a content folder, by its slug."""
    loaded = load(tree(files), SiteSettings(language=site))
    return {episode.slug: episode.language for episode in loaded.episodes}


def test_a_transcript_that_says_nothing_is_heard(tree: Tree) -> None:
    """Speech in another language than the site's is told by its words."""
    found = languages(tree, {"bienen.vtt": vtt(GERMAN), "bees.vtt": vtt(ENGLISH)})
    assert found == {"bienen": "de", "bees": "en"}


def test_what_people_say_of_a_language_wins(tree: Tree) -> None:
    """A sidecar wins over the name, the name over the show, the show over what is heard."""
    files = {
        "shows/a/one.vtt": vtt(ENGLISH),
        "shows/a/two.fr.vtt": vtt(ENGLISH),
        "shows/a/three.fr.vtt": vtt(ENGLISH),
        "shows/a/three.fr.yaml": "language: Italian\n",
        "shows/a/show.yaml": "language: Deutsch\n",
    }
    assert languages(tree, files) == {"one": "de", "two": "fr", "three": "it"}


def test_a_short_text_is_in_the_language_of_the_site(tree: Tree) -> None:
    """A few words are too little to tell by."""
    assert languages(tree, {"kurz.vtt": vtt("Guten Tag, liebe Bienen.")}, "en") == {"kurz": "en"}


@pytest.mark.parametrize(("words", "language"), [(59, "en"), (60, "de")])
def test_sixty_words_tell_a_language(tree: Tree, words: int, language: str) -> None:
    """Of a shorter recording nobody knows what it is in."""
    text = " ".join(GERMAN.split()[:words])
    assert languages(tree, {"a.vtt": vtt(text)}) == {"a": language}


def test_the_middle_of_a_recording_tells_its_language() -> None:
    """Six thousand letters of it, whatever was said first and last."""
    cues = [Cue(text=ENGLISH)] * 9 + [Cue(text=GERMAN)] * 12 + [Cue(text=ENGLISH)] * 9
    assert first_stated(()) is None
    assert as_usual(sounds_like(cues), "fr") == "de"
    assert first_stated((None, "nonsense", "es")) == "es"
    assert as_usual(sounds_like([Cue(text=GERMAN)] * 3), "de-AT") == "de-AT"


@pytest.mark.parametrize("value", ["german", "Deutsch", "de-AT", "deu"])
def test_a_name_is_understood(value: str) -> None:
    """A language may be named as people name it; a region is kept."""
    assert SiteSettings(language=value).language in {"de", "de-AT"}


@pytest.mark.parametrize(
    ("value", "tag"),
    [("EN", "en"), (" de ", "de"), ("de_AT", "de-AT"), ("pt-BR", "pt-BR"), ("deu", "de")],
)
def test_a_tag_is_written_in_one_way(value: str, tag: str) -> None:
    """Small letters, a hyphen before a region, and no code of three letters."""
    assert known_tag(value) == tag


def test_what_is_no_language_is_an_error(tree: Tree, run: Run) -> None:
    """The message says which tag to write, and nothing is built."""
    content = tree({"site.yaml": "language: klingonish\n", "bees.vtt": vtt(ENGLISH)})
    result = run("build", "--content", content, "--output", content.parent / "site", "--no-search")
    assert result.exit_code == 2
    assert "klingonish" in result.output
    assert "write its tag" in result.output
