from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default as email_policy
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from babel import Locale

from generator.errors import ConfigError
from generator.model import Chapter, Origin, Outline, Period
from generator.rendering import render_site
from generator.rendering.words import DefaultTitles, Words, direction
from tests.conftest import Run, Tree
from tests.rendering.html_reader import read_html
from tests.rendering.samples import SITE, TEMPLATES, library, with_text


def rendered_with(folder: Path, language: str = "en") -> dict[str, str]:
    site = replace(SITE, language=language)
    files = render_site(library(), site, folder / "templates", TEMPLATES)
    return {path: content.decode("utf-8", "replace") for path, content in files}


PAGES = sorted((TEMPLATES / "words/pages").glob("*.yaml"))
LANGUAGES = sorted(path.stem for path in (TEMPLATES / "words").glob("*.yaml"))
ORDINAL = {"day_form", "short_day_form", "quarter_form"}
"""Words whose forms go by places in a row, not by numbers."""


def own_words(language: str) -> dict[str, object]:
    files = [TEMPLATES / f"words/{language}.yaml", *PAGES]
    read = [yaml.safe_load(each.read_text(encoding="utf-8")) for each in files]
    parts = [read[0], *(each.get(language, {}) for each in read[1:])]
    return {key: words for part in parts for key, words in part.items()}


ENGLISH = own_words("en")


def forms_of(value: object) -> dict[str, str]:
    return value if isinstance(value, dict) else {"other": str(value)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_words(language: str) -> None:
    """No word of the English file is missing, none is left over, none is empty."""
    words = own_words(language)
    assert sorted(ENGLISH.keys() - words.keys()) == [], "missing"
    assert sorted(words.keys() - ENGLISH.keys()) == [], "not known"
    empty = [k for k, value in words.items() for each in forms_of(value).values() if not each]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_has_the_same_gaps_as_the_english_one(language: str) -> None:
    """What is filled into the English words is filled into every form of any other's."""
    for key, value in own_words(language).items():
        wanted = set(re.findall(r"{(\w+)}", forms_of(ENGLISH[key])["other"]))
        for form, text in forms_of(value).items():
            assert set(re.findall(r"{(\w+)}", text)) == wanted, (key, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_plurals_that_it_needs(language: str) -> None:
    """Words that go by number have just the forms that CLDR's rules ask for."""
    locale = Locale.parse(language)
    plural, ordinal = locale.plural_form.tags | {"other"}, locale.ordinal_form.tags | {"other"}
    for key, value in own_words(language).items():
        if isinstance(value, dict):
            assert value.keys() == (ordinal if key in ORDINAL else plural), key
        elif isinstance(ENGLISH[key], dict):
            pytest.fail(f"{key} has one form")


def test_every_word_is_said_somewhere() -> None:
    """No file of words carries what no page says."""
    sources = [*TEMPLATES.rglob("*.*"), *(TEMPLATES.parent / "generator").rglob("*.py")]
    said = "".join(
        p.read_text("utf-8") for p in sources if p.suffix in {".html", ".md", ".py", ".txt"}
    )
    families = (
        "period_",
        "origin_",
        "file_",
        "label_",
        "plot_by_",
        "length_",
        "stance_",
        "extra_",
        "depth_",
    )
    assert [k for k in ENGLISH if f'"{k}"' not in said and not k.startswith(families)] == []


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


@pytest.mark.parametrize(
    ("language", "first", "third", "month", "number", "length"),
    [
        ("en", "1 March 2026", "3 March", "March 2026", "12,345", "1 h 9 min"),
        ("de", "1. März 2026", "3. März", "März 2026", "12.345", "1 h 9 min"),
        ("fr", "1er mars 2026", "3 mars", "Mars 2026", "12\u202f345", "1\xa0h\xa09\xa0min"),
        ("es", "1 de marzo de 2026", "3 de marzo", "Marzo de 2026", "12.345", "1\xa0h\xa09\xa0min"),
        ("ja", "2026年3月1日", "3月3日", "2026年3月", "12,345", "1時間9分"),
    ],
)
def test_dates_and_numbers_take_the_form_of_the_language(
    language: str, first: str, third: str, month: str, number: str, length: str
) -> None:
    """Days, months, numbers and lengths as an editor of that language writes them."""
    words = Words.read([TEMPLATES], language)
    assert words.day(dt.date(2026, 3, 1)) == first
    assert words.short_day(dt.date(2026, 3, 3)) == third
    assert words.month(dt.date(2026, 3, 1)) == month
    assert words.number(12345) == number
    assert words.length(69 * 60) == length


def test_a_language_with_many_plurals_is_one_file(tmp_path: Path) -> None:
    """A site adds Polish by a file of words, and each number takes its form."""
    (tmp_path / "words").mkdir()
    forms = {"one": "odcinek", "few": "odcinki", "many": "odcinków", "other": "odcinka"}
    text = yaml.safe_dump({"episodes": {form: f"{{n}} {word}" for form, word in forms.items()}})
    (tmp_path / "words/pl.yaml").write_text(text, encoding="utf-8")
    words = Words.read([tmp_path, TEMPLATES], "pl")
    said = [words.say("episodes", n=n) for n in (1, 2, 5, 22)]
    assert said == ["1 odcinek", "2 odcinki", "5 odcinków", "22 odcinki"]
    assert words.say("search") == "Search"


def test_a_site_changes_single_words(tmp_path: Path) -> None:
    """Its own file of words need hold only what differs."""
    (tmp_path / "templates/words").mkdir(parents=True)
    (tmp_path / "templates/words/en.yaml").write_text("key_points: In short\n")
    page = rendered_with(tmp_path)["slow-ferries/lanterns/index.html"]
    assert "<h2>In short</h2>" in page
    assert "min read" in page


def test_a_kind_of_page_has_its_words_in_one_file(tmp_path: Path) -> None:
    """Under the tag of each language; a language's own file wins, and what is no list is named."""
    own = tmp_path / "words/pages/tides.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("en: {ebb: Ebb, flow: Flow}\nde: {ebb: Ebbe}\n")
    (tmp_path / "words/de.yaml").write_text("flow: Flut\n")
    words = Words.read([tmp_path, TEMPLATES], "de-AT")
    assert (words.say("ebb"), words.say("flow")) == ("Ebbe", "Flut")
    assert Words.read([tmp_path, TEMPLATES], "fr").say("ebb") == "Ebb"
    own.write_text("ebb: Ebb\n")
    with pytest.raises(ConfigError, match=r"tides\.yaml"):
        Words.read([tmp_path, TEMPLATES], "en")


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


GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβγδεζηθικλμνξοπρστυφχψωάέΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈ",
)
HEARD = ("aria-label", "title", "alt", "placeholder")
"""Attributes that people are shown or told."""


def in_greek(text: str) -> str:
    """An author's text without a Latin letter, save in addresses and tags of languages."""
    if re.fullmatch("[a-z]{2}", text):
        return text
    return "".join(
        piece if piece.startswith("http") else piece.translate(GREEK)
        for piece in re.split(r"(https?://[^\s)]+)", text)
    )


def bracketed(value: object) -> object:
    """Words of the site in brackets, in each of their forms."""
    if isinstance(value, dict):
        return {form: bracketed(text) for form, text in value.items()}
    return f"⟦{value}⟧"


def foreign(text: str) -> list[str]:
    """Words in Latin letters that stand outside of all brackets."""
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return re.findall("[A-Za-z]+", re.sub(r"\]\([^)]*\)|https?://\S+", "", text))


def pseudo_site(folder: Path) -> dict[str, bytes]:
    """A site whose content is in Greek letters and whose own words all stand in brackets."""
    words = {key: bracketed(value) for key, value in ENGLISH.items()}
    (folder / "words").mkdir()
    (folder / "words/xx.yaml").write_text(yaml.safe_dump(words), encoding="utf-8")
    archive, site = with_text(in_greek)
    first, second, *_ = archive.readings
    for sentence, backend in zip(first.summary.sentences, ("extractive", "edited"), strict=True):
        object.__setattr__(sentence, "backend", backend)
    object.__setattr__(first, "outdated_edits", 1)
    object.__setattr__(second, "backend", "extractive")
    digest = archive.digests[0]
    spans = (
        *(replace(digest, slug=f"all/{period}", period=period, backend="1") for period in Period),
        *(replace(digest, slug=f"own/{period}", period=period, title="Ω: 1") for period in Period),
    )
    archive = replace(archive, digests=(*archive.digests, *spans))
    pages = tuple(replace(page, markdown=in_greek(page.markdown)) for page in site.pages)
    site = replace(site, language="xx", pages=pages)
    files = render_site(archive, site, folder, TEMPLATES)
    return {path: content for path, content in files if not path.startswith("static/")}


def spoken_in(path: str, content: bytes) -> Iterator[str]:
    """All that a file of the site says to people, and to programs that read what people write."""
    if path.endswith(".png"):
        return
    if path.endswith(".epub"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = book.read("digest.xhtml")
        path = f"{path}/digest.html"
    text = content.decode()
    if path.endswith(".html"):
        page = read_html(text)
        yield from page.seen
        for tag, attributes in page.tags:
            wanted = [name for name in attributes if name.startswith("data-") and tag in TOLD]
            for text in (attributes[name] for name in (*HEARD, *wanted) if name in attributes):
                yield "".join(json.loads(text).values()) if text.startswith("{") else text
            if attributes.get("name") == "description":
                yield attributes["content"]
    elif path.endswith(".md"):
        front, _, twin = text.removeprefix("---\n").partition("\n---\n")
        title = yaml.safe_load(front)
        yield from (title["title"], title.get("description", ""), twin)
    elif path.endswith("feed.xml"):
        for each in ElementTree.fromstring(text).iter():
            yield from read_html(each.text or "").seen if each.get("type") == "html" else ()
            yield (each.text or "") if each.get("type") != "html" else ""
    elif path.endswith("feed.json"):
        feed = json.loads(text)
        yield feed["title"]
        yield from (str(each[name]) for each in feed["items"] for name in ("title", "content_text"))
    elif path.endswith(".eml"):
        message = message_from_bytes(content, policy=email_policy)
        body = message.get_body(("plain",))
        assert body is not None
        yield from (str(message["Subject"]), body.get_content())
    elif path == "llms.txt":
        yield text


TOLD = ("template", "button")
"""What carries words for scripts in its attributes."""


def test_every_word_of_a_site_comes_from_its_file_of_words(tmp_path: Path) -> None:
    """With the words in brackets, nothing on any page or in any file stands outside of them."""
    files = pseudo_site(tmp_path)
    said = {path: list(spoken_in(path, content)) for path, content in files.items()}
    outside = {path: {w for text in texts for w in foreign(text)} for path, texts in said.items()}
    times = {"T", "Z"}  # of feeds
    assert {path: words - times for path, words in outside.items() if words - times} == {}
    whole = "".join(text for texts in said.values() for text in texts)
    for key in ("label_quoted", "label_edited", "edits_set_aside", "quoted", "for_programs"):
        assert f"⟦{ENGLISH[key]}⟧" in whole, key


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("static/*.js")))
def test_scripts_say_nothing_of_their_own(name: str) -> None:
    """No script puts a text of its own on the page: all words come with the page."""
    script = (TEMPLATES / "static" / name).read_text(encoding="utf-8")
    put = r"(?:textContent|innerText|title|alt|placeholder|ariaLabel)\s*[:=]\s*[\"'`]([^\"'`$]*\w)"
    assert re.findall(put, script) == []
    assert re.findall(r"setAttribute\(\"(?:aria-label|title)\",\s*[\"'`]", script) == []


def test_words_of_an_episode_carry_its_language(tmp_path: Path) -> None:
    """Everywhere on a site in another language; around them, the site's words keep its own."""
    files = rendered_with(tmp_path, "de")
    said = "The ferry leaves the island at six, long before anybody wants coffee."
    for path, around in (
        ("index.html", f'<blockquote class="gist"><p lang="en" dir="auto">“{said}”'),
        ("index.html", 'lang="en" dir="auto">Lanterns &amp; fog</a>'),
        ("digests/2024-03/index.html", f'<span class="words" lang="en" dir="auto">“{said}”'),
        ("digests/2024-03/mail.html", f'<span lang="en" dir="auto">“{said}”'),
        ("topics/fog-bells/index.html", '<p lang="en" dir="auto">“When fog came'),
        ("people/ines/index.html", '<blockquote lang="en"><p dir="auto">“When fog came'),
        ("feed.xml", '<entry xml:lang="en">'),
        ("feed.json", '"language": "en"'),
        ("slow-ferries/lanterns/index.html", '<h2 lang="de">Das Wichtigste</h2>'),
        ("slow-ferries/lanterns/index.html", '<summary lang="de">Transkript'),
        ("slow-ferries/lanterns/index.html", '<article lang="en"'),
    ):
        assert around in files[path], (path, around)
    assert 'lang="en"' not in rendered_with(tmp_path)["index.html"].replace('<html lang="en"', "")


def test_what_nobody_named_is_named_in_its_language(tree: Tree, run: Run) -> None:
    """A numbered chapter, and the show of files without one, on a German site."""
    captions = "WEBVTT\n\n00:00.000 --> 00:09.000\nJa ja, und so ist das nun einmal am Hafen.\n"
    content = tree({"site.yaml": "language: de", "hafen.vtt": captions})
    output = content.parent / "site"
    assert run("build", "--content", content, "--output", output, "--no-search").exit_code == 0
    record = json.loads(next(output.glob("*/*/episode.json")).read_text(encoding="utf-8"))
    assert record["show"] == "Aufnahmen"
    titles = DefaultTitles([TEMPLATES], "de")
    part = Chapter(title="Part 2", origin=Origin.GENERATED, start=None, end=None, segments=())
    first = replace(part, title="Anfang")
    reading = replace(library().readings[0], outline=Outline(chapters=(first, part)))
    for language, title in (("de", "Teil 2"), ("fr", "Partie 2"), ("tlh", "Teil 2")):
        spoken = replace(reading, episode=replace(reading.episode, language=language))
        assert [c.title for c in titles.reading(spoken).outline.chapters] == ["Anfang", title]
    listed = replace(
        reading, outline=Outline(chapters=(first, replace(part, origin=Origin.SOURCE)))
    )
    assert titles.reading(listed) is listed


@pytest.mark.parametrize(
    ("seconds", "length"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (60, "1 min"),
        (3569, "59 min"),
        (3570, "1 h"),
        (3600, "1 h"),
        (3660, "1 h 1 min"),
        (7199, "2 h"),
        (3600 * 1234, "1,234 h"),
    ],
)
def test_lengths_are_told_in_seconds_minutes_and_hours(seconds: float, length: str) -> None:
    """Rounded to what is told; a whole hour has no minutes."""
    words = Words.read([TEMPLATES], "en")
    said = words.length(seconds).replace("\N{NO-BREAK SPACE}", " ")
    assert said.replace(",", "") == length.replace(",", "")


@pytest.mark.parametrize(
    ("language", "runs"), [("he", "rtl"), ("AR-eg", "rtl"), ("en", "ltr"), ("arn", "ltr")]
)
def test_directions(language: str, runs: str) -> None:
    """By the first part of the tag, whatever its capitals."""
    assert direction(language) == runs
