"""The shape that is asked for, and what is understood of what comes."""

from __future__ import annotations

import pytest

from generator.summarizing.openai.answers import (
    BadAnswerError,
    Claim,
    Claims,
    Heading,
    Headings,
    Sheet,
    read_answer,
    retold,
    schema_of,
    thoughts_end,
)
from generator.summarizing.openai.prompts import Kind
from generator.summarizing.openai.store import Statement

INTEGER, STRING = {"type": "integer"}, {"type": "string"}


def strict(**properties: object) -> dict[str, object]:
    """An object of which nothing may be missing, and to which nothing may be added."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def test_schemas_are_strict() -> None:
    """To the last key, as a server that holds a model to them wants it."""
    claim = strict(text=STRING, lines={"type": "array", "items": INTEGER})
    assert schema_of(Claims) == strict(sentences={"type": "array", "items": claim})
    heading = strict(first_segment=INTEGER, title=STRING)
    assert schema_of(Headings) == strict(chapters={"type": "array", "items": heading})


GOOD = '{"sentences": [{"text": "Gears {turn}.", "lines": [1, 2]}]}'
DRAFT = GOOD.replace("turn", "may turn")
CLAIMS = Claims(sentences=(Claim(text="Gears {turn}.", lines=(1, 2)),))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"Sure:\n```json\n{GOOD}\n```\nAnything else?",
        f"{GOOD}{GOOD}",
        f"A draft: {DRAFT}. Better:\n{GOOD}",
        f"{{not: json}} {DRAFT[:-4]}\n{GOOD}",
        f'{GOOD} {{"note": "I am done"}}',
        GOOD.replace("Gears {turn}", "**Gears** `{turn}`"),
        GOOD.replace("Gears {turn}", "*Gears {turn}*"),
        GOOD.replace('"lines"', '"more": 5, "lines"'),
        GOOD.replace("1, 2", '"1", 2.0'),
    ],
)
def test_an_answer_is_found_among_words(text: str) -> None:
    """The last object of the shape, whatever stands around it or is added to it."""
    assert read_answer(text, Claims) == CLAIMS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I cannot.", "holds no JSON object"),
        ("", "holds no JSON object"),
        ("[1]", "holds no JSON object"),
        (GOOD[:-1], "not one whole JSON object"),
        (GOOD.replace("1,", "NaN,"), "not one whole JSON object"),
        (GOOD.replace("1,", "-Infinity,"), "not one whole JSON object"),
        ("{" * 50_000, "not one whole JSON object"),
        (GOOD.replace("text", "words"), "has another shape: sentences.0.text: Field required"),
        (GOOD.replace("1,", "1.5,"), "has another shape: sentences.0.lines.0"),
        ('{"chapters": []}', "has another shape: it has none of sentences"),
    ],
)
def test_what_is_no_answer_is_told_why(text: str, reason: str) -> None:
    """In words for the model."""
    with pytest.raises(BadAnswerError, match=reason):
        read_answer(text, Claims)


@pytest.mark.parametrize("whole", [True, False])
def test_a_part_of_an_answer_is_none(whole: bool) -> None:
    """Even of a shape of which nothing is needed: not a sentence of it, nor a remark after it."""
    sheet = GOOD.replace("sentences", "points")
    assert len(read_answer(f'{sheet} {{"note": "done"}}', Sheet).points) == 1
    for text in (sheet[:-2], "{}", '{"note": "done"}'):
        with pytest.raises(BadAnswerError):
            read_answer(text, Sheet, whole=whole)


def test_an_outline_is_read() -> None:
    """Chapters by their first segment."""
    text = '{"chapters": [{"first_segment": 1, "title": "Brass"}]}'
    expected = Headings(chapters=(Heading(first_segment=1, title="Brass"),))
    assert read_answer(text, Headings) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<think>so {x}</think> {}", " {}"),
        ("\n<Thinking>so</Thinking>{}", "{}"),
        ("so {x}</think>{}", "{}"),
        ("<think>so and so on", ""),
        ("{}", "{}"),
        ('{"text": "the tag </think> ends it"}', '{"text": "the tag </think> ends it"}'),
    ],
)
def test_thoughts_end_before_an_answer(text: str, rest: str) -> None:
    """Where their tag does, if it stands before an object; without one there are none."""
    assert text[thoughts_end(text) :] == rest


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Brass** gears", "Brass gears"),
        ("*Brass* gears and `cogs`", "Brass gears and cogs"),
        ("2 * 3 * 4 and 2*3*4", "2 * 3 * 4 and 2*3*4"),
        ("a __name__ of a_b_c", "a __name__ of a_b_c"),
        ("5 ** 2", "5 ** 2"),
    ],
)
def test_emphasis_is_taken_out(text: str, plain: str) -> None:
    """Markdown's alone: signs of arithmetic and names in code stay."""
    assert Claim(text=text, lines=()).text == plain


def test_a_stored_digest_is_told_as_it_was_answered() -> None:
    """Each theme once, under its own heading, with its items; what has no heading is no theme."""
    parts = (("lead", ""), ("themes", "Gears"), ("themes", "Gears"), ("themes", "Tides"))
    statements = [
        Statement(text=f"{n}.", lines=(n,), part=part, name=name)
        for n, (part, name) in enumerate((*parts, ("themes", "")), start=1)
    ]
    said = [{"text": f"{n}.", "lines": [n]} for n in range(1, 5)]
    assert retold(Kind.DIGEST, statements) == {
        "lead": said[:1],
        "themes": [{"name": "Gears", "items": said[1:3]}, {"name": "Tides", "items": said[3:]}],
    }
