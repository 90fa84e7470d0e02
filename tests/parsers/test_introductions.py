"""What introduces a recording: people's own words, and no announcement."""

from __future__ import annotations

import json

import pytest

from generator.model import Introduction
from generator.parsers.introductions import find_introduction
from tests.conftest import Run, Tree

TELLS = "Tide tables were once reckoned by machines of brass, and two of them still run."
TALK = "WEBVTT\n\n00:00.000 --> 00:04.000\nWelcome to the harbour, where the tide was reckoned.\n"


@pytest.mark.parametrize(
    ("language", "announcement"),
    [
        ("en", "Tickets are out for our summit in May! Sign up here, and tell your friends."),
        ("en", "This episode is sponsored by Brassworks. Use the promo code TIDE for ten percent."),
        ("en", "Subscribe wherever you listen, and please leave us a review on Apple Podcasts."),
        ("en", "Recorded in person at the beautiful studio on the quay in Millbrook."),
        ("en", "This episode was produced and edited by the harbour workshop, with music by Bram."),
        ("de", "Diese Folge wurde produziert von der Hafenwerkstatt, mit Musik von Bram Osterloh."),
        ("en", "Full transcript and notes: <https://example.org/tides>"),
        (
            "de",
            "Abonniert unseren Kanal und meldet euch an, dann verpasst ihr nichts.",
        ),
        ("fr", "Abonnez-vous à la chaîne et suivez-nous partout, même là où vous écoutez."),
        ("es", "Suscríbete al canal y síguenos en todas partes donde nos puedas escuchar."),
        ("ja", "チャンネル登録と高評価をどうぞよろしくお願いいたします。"),
        ("en", "## What is in it"),
        ("en", "* One of the machines, and what it was made of, and where."),
    ],
)
def test_announcements_are_passed_over(language: str, announcement: str) -> None:
    """Sponsors, events, requests and lists do not introduce; what follows them does."""
    found = find_introduction("", "", f"{announcement}\n\n{TELLS}\n\nMore of it.", language)
    assert found == Introduction(text=TELLS, origin="notes")


@pytest.mark.parametrize(
    ("language", "hosts"),
    [
        ("en", "We’re so glad to share the world's first interview with Ines Falk!"),
        ("en", "We recently spent a wonderful week with Ines Falk, who came by ferry."),
        ("en", "There was background noise this time, and we left it in for those who like it."),
        ("de", "Wir freuen uns sehr über unseren Gast, der mit der Fähre zu uns kam."),
        ("fr", "Nous sommes très heureux de recevoir Ines Falk pour notre premier épisode."),
        ("es", "Estamos muy felices de hablar con Ines Falk en nuestro primer episodio."),
        ("ja", "今回は港の測量士のイネスさんをお迎えできて大変光栄です。"),
    ],
)
def test_hosts_who_speak_of_themselves_give_way_to_what_tells_more(
    language: str, hosts: str
) -> None:
    """To the next paragraph, unless it is a cheer, takes up the one before or has a heading."""
    opens = "And so we got into the old machine house at last, with the rain behind us."
    for after, chosen in (
        (TELLS, TELLS),
        (opens, hosts if language == "en" else opens),
        ("It was a day to remember for all of us.", hosts),
        (f"## The house\n\n{TELLS}", hosts),
    ):
        found = find_introduction("", "", f"{hosts}\n\n{after}", language)
        assert found == Introduction(text=chosen, origin="notes")


def test_an_event_that_is_named_is_no_announcement() -> None:
    """One sentence of several may speak of a summit."""
    notes = f"{TELLS} One of the makers spoke at a summit. We ask how gears add up cosines."
    found = find_introduction("", "", notes, "en")
    assert found is not None
    assert found.text == notes


def test_marks_and_addresses_go() -> None:
    """What is shown is plain."""
    notes = "**Tide** tables were [once](https://example.org) reckoned by *machines* of brass."
    found = find_introduction("", "", notes, "en")
    assert found is not None
    assert found.text == "Tide tables were once reckoned by machines of brass."


def test_what_leads_to_a_list_is_left_out_where_more_is_said() -> None:
    """A last sentence with a colon goes; one alone is kept, open."""
    both = find_introduction("", "", f"{TELLS} It has three parts:\n\n* gears\n* wires", "en")
    alone = find_introduction(
        "", "", "We looked at what the machine is made of, such as:\n\n* gears", "en"
    )
    assert both == Introduction(text=TELLS, origin="notes")
    assert alone is not None
    assert alone.text == "We looked at what the machine is made of, such as…"


def introduced(notes: str) -> str:
    found = find_introduction("", "", notes, "en")
    return found.text if found else ""


@pytest.mark.parametrize(("words", "tells"), [(7, False), (8, True)])
def test_an_introduction_has_eight_words(words: int, tells: bool) -> None:
    """And ends as a sentence does."""
    text = f"Tide {'gears ' * (words - 2)}turn."
    assert bool(introduced(text)) == tells
    assert introduced(text.rstrip(".")) == ""


@pytest.mark.parametrize(("before", "found"), [(11, True), (12, False)])
def test_an_introduction_is_among_the_first_twelve_paragraphs(before: int, found: bool) -> None:
    """What comes later introduces nothing."""
    assert bool(introduced("Gears.\n\n" * before + TELLS)) == found


@pytest.mark.parametrize(("announcing", "telling", "tells"), [(1, 1, False), (1, 2, True)])
def test_half_of_the_sentences_make_an_announcement(
    announcing: int, telling: int, tells: bool
) -> None:
    """Fewer do not."""
    told = [f"Tide tables were once reckoned by brass{n} machines." for n in range(telling)]
    text = " ".join([*["Subscribe to our newsletter today."] * announcing, *told])
    assert bool(introduced(text)) == tells


def test_a_list_needs_a_sentence_of_eight_words_before_it() -> None:
    """Where what leads to it is left out; else that is kept."""
    long, short = "Two of these machines run still, said Ada.", "Two of these machines run still."
    assert introduced(f"{long} They have three parts:\n\n* gears") == long
    kept = f"{short} They have three parts…"
    assert introduced(f"{short} They have three parts:\n\n* gears") == kept


def test_nothing_but_announcements_is_no_introduction() -> None:
    """Then the page has none."""
    assert (
        find_introduction("", "", "Subscribe to our newsletter, and tell your friends!", "en")
        is None
    )
    assert find_introduction("", "", "", "en") is None


@pytest.mark.parametrize(
    ("sidecar", "text", "origin"),
    [
        (f"notes: {TELLS}", TELLS, "notes"),
        (f"description: Gears.\nnotes: {TELLS}", "Gears.", "description"),
        ("introduction: Brass.\ndescription: Gears.", "Brass.", "introduction"),
    ],
)
def test_an_introduction_leads_the_page_the_card_and_the_feed(
    tree: Tree, run: Run, sidecar: str, text: str, origin: str
) -> None:
    """Labelled as people's words, and apart from the summary in the data."""
    content = tree({"sea/2026-03-14-tides.vtt": TALK, "sea/2026-03-14-tides.yaml": sidecar})
    site = content.parent / "site"
    assert run("build", "--content", content, "--output", site, "--no-search").exit_code == 0
    page = (site / "sea/tides/index.html").read_text()
    before, _, after = page.partition(f'<p class="lead">{text}</p>')
    assert after.index("In the words of the people who made it.") < 300
    assert "Key points" not in before
    home = (site / "index.html").read_text()
    assert f">{text}</p>" in home or f">{text}</p>" in (site / "sea/index.html").read_text()
    assert text in (site / "sea/tides/index.md").read_text()
    record = json.loads((site / "sea/tides/episode.json").read_text())
    assert record["introduction"] == {"text": text, "origin": origin}
    assert text not in [sentence["text"] for sentence in record["summary"]]


def test_front_matter_introduces_too(tree: Tree, run: Run) -> None:
    """`description:` in the transcript's own front matter."""
    said = "Ines: 00:00:00\n\nWelcome to the sea.\n\nTom: 00:00:09\n\nThank you for the welcome.\n"
    content = tree({"tides.md": f"---\ntitle: Tides\ndescription: {TELLS}\n---\n\n{said}"})
    record = json.loads(run("outline", content / "tides.md").stdout)
    assert record["introduction"] == {"text": TELLS, "origin": "description"}


@pytest.mark.parametrize(
    "above",
    ["## Against the wind", "**Against the wind**", "Against the wind and right"],
    ids=["marked", "bold", "bare"],
)
@pytest.mark.parametrize("given", ["description", "notes"])
def test_a_heading_is_no_part_of_the_paragraph_below_it(above: str, given: str) -> None:
    """With no line between them, what stands below is the introduction, and all of it."""
    text = f"{above}\n{TELLS}"
    found = find_introduction("", *((text, "") if given == "description" else ("", text)), "en")
    assert found is not None
    assert found.text == TELLS
