"""Content that is hostile in every slot, in a browser: nothing runs, loads or leads elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.conftest import served
from tests.conftest import Run, Tree

pytestmark = pytest.mark.browser

SPY = "https://spy.example"
PAYLOAD = (
    f'"><script src={SPY}/a.js></script><img src={SPY}/b.png onerror="window.hacked=1">'
    f"<svg onload=window.hacked=1><style>@import '{SPY}/c.css'</style></script>"
    f"<script>window.hacked=1</script>]]><!-- --> ![d]({SPY}/d.png) [e](javascript:window.hacked=1)"
    f"<iframe srcdoc='<script>top.hacked=1</script>'></iframe><meta http-equiv=refresh "
    f"content='0;url={SPY}/f'><base href={SPY}/><link rel=stylesheet href={SPY}/g.css>"
    "{{ 7 * 191 }}{% raw %}${window.hacked=1}'\"`"
)
BAD_URLS = ("javascript:window.hacked=1", "data:text/html,<script>1</script>", f"//{SPY[8:]}/u")


def talk() -> str:
    lines = [f"The harbour gauge number {number} read the tide {PAYLOAD}." for number in range(12)]
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{number:02}:00.000 --> 00:{number:02}:50.000\n<v Ann {PAYLOAD}>{line}"
        for number, line in enumerate(lines)
    )


def sidecar(url: str, number: int) -> str:
    """Everything that may be said of an episode, hostile, as YAML (of which JSON is part)."""
    return json.dumps(
        {
            "title": f"Gauge {number} {PAYLOAD}",
            "date": f"2026-0{number + 1}-02",
            "speakers": [f"Ann {PAYLOAD}", "Ben Falk"],
            "tags": [PAYLOAD, "tide gauge"],
            "notes": f"{PAYLOAD}\n\n<img src='{SPY}/n.png'>\n\n[ok]({url}) <{url}>",
            "link": f"{SPY}/link",
            "media": f"{SPY}/sound.mp3",
            "video": f"{SPY}/watch?v=1",
            "chapters": [
                {"start": "0:00", "title": f"Tide gauge {PAYLOAD}"},
                {"start": "5:00", "title": f"Second {PAYLOAD}"},
            ],
        }
    )


def hostile() -> dict[str, str | bytes]:
    """A folder of content, every slot of it hostile."""
    folder = "shows/<img src=x onerror=hacked=1>"
    files: dict[str, str | bytes] = {
        "site.yaml": json.dumps(
            {
                "title": f"Site {PAYLOAD}",
                "description": PAYLOAD,
                "base_url": "https://example.org/",
            }
        ),
        "topics.yaml": json.dumps({f"Tide gauge {PAYLOAD}": ["harbour gauge", PAYLOAD]}),
        "people.yaml": json.dumps({f"Ann {PAYLOAD}": ["Ann"]}),
        f"{folder}/show.yaml": json.dumps(
            {
                "title": f"Show {PAYLOAD}",
                "description": f"{PAYLOAD} [x](javascript:1)",
                "hosts": [PAYLOAD],
                "link": f"{SPY}/show",
                "artwork": f"{SPY}/art.png",
                "licence": PAYLOAD,
            }
        ),
        "pages/<b onclick=hacked=1>.md": f"# {PAYLOAD}\n\n{PAYLOAD}\n\n![far]({SPY}/page.png)\n",
    }
    for number, url in enumerate(BAD_URLS):
        name = f'{folder}/{number} "onload=hacked=1 <script>'
        files[f"{name}.vtt"] = talk()
        files[f"{name}.yaml"] = sidecar(url, number)
    return files


def test_nothing_in_content_runs_loads_or_leads_elsewhere(
    tree: Tree, run: Run, tmp_path: Path, browser: Browser
) -> None:
    """Every page and message, opened: no script of theirs ran, nothing was asked of another host.

    Policies are switched off, so that it is the pages that are safe and not the browser.
    """
    result = run("build", "--content", tree(hostile()), "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    site = tmp_path / "site"
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert len(pages) > 12
    assert any(name.endswith("mail.html") for name in pages)
    asked: list[str] = []
    context = browser.new_context(bypass_csp=True)

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            asked.append(request.url)

    context.on("request", note)
    with served(site) as address:
        page = context.new_page()
        for name in pages:
            page.goto(address + name, wait_until="load")
            assert page.evaluate("window.hacked") is None, name
            assert urlsplit(page.url).hostname == "127.0.0.1", name
            active = page.evaluate(
                """() => [...document.querySelectorAll('*')].flatMap((element) =>
                    [...element.attributes].filter((each) => each.name.startsWith('on')
                        || /^\\s*(javascript|data|vbscript):/i.test(each.value)
                        && ['href', 'src', 'action', 'srcdoc'].includes(each.name)
                    ).map((each) => element.outerHTML.slice(0, 200)))"""
            )
            assert active == [], name
            for link in page.locator("a[href]").evaluate_all(
                "all => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href)"
            ):
                assert urlsplit(link).scheme in {"http", "https", "mailto"}, (name, link)
        page.goto(address + "search/?q=gauge")
        page.locator(".results > li").first.wait_for()
        assert page.evaluate("window.hacked") is None
    assert asked == []
    for path in site.rglob("*"):
        if path.suffix in {".html", ".md", ".xml", ".txt", ".eml"} and "pagefind" not in path.parts:
            assert "1337" not in path.read_text(), path  # no template code was run
    for path in [*site.rglob("feed.xml"), *site.rglob("feed.json")]:
        text = path.read_text()
        assert not re.search(r'(href|src|url)="?:? ?"(javascript|data):', text), path


@pytest.mark.parametrize("suffix", ["llms.txt", "index.md"])
def test_plain_files_hold_no_active_content(
    tree: Tree, run: Run, tmp_path: Path, suffix: str, browser: Browser
) -> None:
    """What assistants and Markdown readers take, shown by one that allows HTML, asks nobody."""
    from markdown_it import MarkdownIt

    build = ("build", "--no-search", "--output", tmp_path / "site")
    assert run(*build, "--content", tree(hostile())).exit_code == 0
    reader = MarkdownIt("commonmark")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (tmp_path / "site").rglob(suffix):
        body = path.read_text()
        if body.startswith("---\n"):
            body = body.split("\n---\n", 1)[1]
        page.set_content(reader.render(body))
        assert page.evaluate("window.hacked") is None, path
        assert page.locator("script, iframe, object, embed, meta, base, [onload]").count() == 0, (
            path
        )
    assert [url for url in asked if not url.startswith(("about:", "http://127.0.0.1"))] == []
