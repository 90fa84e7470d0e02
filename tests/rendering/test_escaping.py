from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt

from generator.rendering.data import transcript_vtt
from generator.rendering.site import moment_url, safe_url
from tests.rendering.html_reader import read_html
from tests.rendering.samples import library, render, rendered, with_text

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://spy.example/x.png)",
    "</script><script>alert(1)</script>",
    "<!-- -->",
    "]]>",
    "{{ 7*7 }}{% include 'base.html' %}{# x #}",
    "a\nb: c\n---\n# heading\n\n- list",
    "\x00\x0b\ud800\uffff\x85\u2028",
    "\u202eevil\u202c",
    "--> 00:00:00.000\n\nNOTE x",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text_in_every_slot(payload: str) -> None:
    """Whatever stands in any field, pages keep their own elements, attributes and links."""
    library_, site = with_text(lambda text: f"{text} {payload}")
    files = render(library_, site)
    for path, text in files.items():
        if not path.endswith(".html"):
            continue
        document = read_html(text)
        expected = read_html(rendered()[path]) if path in rendered() else None
        assert expected
        allowed = {tag for page in map(read_html, _pages(rendered())) for tag, _ in page.tags}
        assert {tag for tag, _ in document.tags} <= allowed | {"h3", "h4", "hr"}
        for _, attributes in document.tags:
            assert not any(name.startswith("on") for name in attributes)
        for link in document.links:
            assert not link.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))
        scripts = [attributes for tag, attributes in document.tags if tag == "script"]
        assert all("src" in each or each["type"] == "application/ld+json" for each in scripts)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_format_parses_again(payload: str) -> None:
    """JSON, XML, front matter and linked data are read back whatever the text holds."""
    library_, site = with_text(lambda text: f"{payload} {text}")
    for path, text in render(library_, site).items():
        if path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".xml"):
            ElementTree.fromstring(text)
        elif path.endswith(".md"):
            front = yaml.safe_load(text.split("\n---\n", 1)[0].removeprefix("---\n"))
            assert isinstance(front["title"], str)
        elif "ld+json" in text:
            json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_twins_hold_no_active_content(payload: str) -> None:
    """Even a reader that allows raw HTML finds no element, picture or odd link in a twin."""
    library_, site = with_text(lambda text: f"{payload} {text}")
    reader = MarkdownIt("commonmark")
    for path, text in render(library_, site).items():
        if path.endswith(".md") and not path.startswith("about/"):
            body = text.split("\n---\n", 1)[1]
            html = reader.render(body)
            for bad in ("<script", "<img", "onerror=alert(1)>", 'href="javascript'):
                assert bad not in html, path


def test_template_code_in_text_is_not_run() -> None:
    """Braces stay braces."""
    library_, site = with_text(lambda text: f"{text} {{{{ 7*7 }}}}")
    assert "{{ 7*7 }}" in render(library_, site)["index.html"]


def test_voice_tags_survive_odd_names() -> None:
    """An angle bracket in a name or a text does not end the voice tag or the cue."""
    library_, _ = with_text(lambda text: f"{text} --> <b>&")
    vtt = transcript_vtt(library_.readings[0].episode)
    assert vtt
    cues = vtt.split("\n\n")[1:]
    assert len(cues) == len(library().readings[0].episode.transcript.cues)
    assert all(cue.count("-->") == 1 and "<b>" not in cue for cue in cues)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        " https://a.example",
        "//evil.example/x",
        "https:/\\evil.example",
        'https://a.example/"onclick=',
        "data:text/html,x",
        "ftp://a.example/x",
        "https://",
        "https://[::1",
        "",
        None,
    ],
)
def test_unsafe_addresses_are_dropped(url: str | None) -> None:
    """Only absolute web addresses without odd characters become links."""
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=194s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=194s"),
        ("https://vimeo.com/1", "https://vimeo.com/1#t=194s"),
        ("https://tube.example/w/abc", "https://tube.example/w/abc?start=194s"),
        ("https://audio.example/x.mp3#t=3", "https://audio.example/x.mp3#t=194"),
    ],
)
def test_players_are_told_the_moment(url: str, expected: str) -> None:
    """Each kind of player gets the time in the form it understands."""
    assert moment_url(url, 194.9) == expected


def _pages(files: dict[str, str]) -> list[str]:
    return [text for path, text in files.items() if path.endswith(".html")]
