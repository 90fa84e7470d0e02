"""The JSON that is asked for, and what can be understood of the JSON that comes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from .prompts import Kind
from .store import Statement

LONGEST_ANSWER = 100_000
"""Characters; more is noise."""
CUT_OFF = "the answer was cut off"
_MOST_BEGINNINGS = 200
"""Braces that may begin no object, before the rest is taken for noise."""

_THOUGHTS = re.compile(
    r"\s*(?:<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)|\[THINK\].*?(?:\[/THINK\]|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_END_OF_THOUGHTS = re.compile(r"</think(?:ing)?>(?=[^{]*\{)", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"(\*\*|`)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*]+)(?<=\S)\*(?![\w*])"
)


class BadAnswerError(Exception):
    """An answer that cannot be used; the message tells the model why."""


def _plain(text: str) -> str:
    """A text without Markdown's emphasis, which models put where nobody asked for it."""
    return _EMPHASIS.sub(lambda found: found[2] or found[3], text)


Plain = Annotated[str, AfterValidator(_plain)]
"""A text to be published."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Claim(_Shape):
    """One sentence, and the numbers of the lines that it rests on."""

    text: Plain
    lines: tuple[int, ...]


class Claims(_Shape):
    """A summary."""

    sentences: tuple[Claim, ...]


class Heading(_Shape):
    """A chapter."""

    first_segment: int
    title: Plain


class Headings(_Shape):
    """An outline."""

    chapters: tuple[Heading, ...]


class Opening(_Shape):
    """A chapter, by the line that it begins with."""

    first_line: int
    title: Plain


class Told(_Shape):
    """What a chapter or a passage comes to."""

    part: str
    sentences: tuple[Claim, ...]


class Named(_Shape):
    """A sentence under a name or a heading."""

    name: Plain
    text: Plain
    lines: tuple[int, ...]


class Step(Named):
    """One of a series that is told in order."""

    series: Plain = ""
    """What the series is called; those of one stand together."""


class Gathered(_Shape):
    """Sentences under a heading."""

    name: Plain
    items: tuple[Claim, ...]


class Issue(_Shape):
    """A digest."""

    lead: tuple[Claim, ...]
    themes: tuple[Gathered, ...]
    differences: tuple[Gathered, ...]
    terms: tuple[Named, ...]
    numbers: tuple[Named, ...]
    chapters: tuple[Named, ...]


class Recap(Claims):
    """An episode: its key points, and what the page has beside them."""

    lead: tuple[Claim, ...] = ()
    quotations: tuple[Claim, ...] = ()
    terms: tuple[Named, ...] = ()
    figures: tuple[Named, ...] = ()


class Asked(_Shape):
    """A question, and what its answer comes to."""

    question: Plain
    asked: int
    """Number of the line."""
    text: Plain
    lines: tuple[int, ...]


class Misheard(_Shape):
    """A name as it was written down, and as it is written."""

    heard: str
    meant: str
    lines: tuple[int, ...]


class Sheet(_Shape):
    """All that is asked with a whole recording in view; each request fills some of it.

    It is one shape for all, because servers put the shape before the prompt, and two shapes would
    make two beginnings (https://platform.openai.com/docs/guides/prompt-caching).
    """

    chapters: tuple[Opening, ...] = ()
    parts: tuple[Told, ...] = ()
    lead: tuple[Claim, ...] = ()
    points: tuple[Claim, ...] = ()
    argument: tuple[Step, ...] = ()
    figures: tuple[Named, ...] = ()
    quotations: tuple[Claim, ...] = ()
    terms: tuple[Named, ...] = ()
    mentions: tuple[Named, ...] = ()
    exchanges: tuple[Asked, ...] = ()
    decisions: tuple[Claim, ...] = ()
    actions: tuple[Claim, ...] = ()
    misheard: tuple[Misheard, ...] = ()


class Judgement(_Shape):
    """Whether a sentence stands, by its number, and what it should say where it does not."""

    sentence: int
    verdict: str
    should_say: Plain = ""


class Judgements(_Shape):
    """A second reading."""

    verdicts: tuple[Judgement, ...]


Shape = Claims | Recap | Headings | Sheet | Issue | Judgements
_Answer = TypeVar("_Answer", Claims, Recap, Headings, Sheet, Issue, Judgements)


@cache
def schema_of(shape: type[Shape]) -> dict[str, Any]:
    """The JSON schema of a shape, as the strict mode of OpenAI's protocol wants it.

    Nothing is optional, nothing goes beyond what is named, and there are no references.
    """
    schema = shape.model_json_schema()
    definitions = schema.pop("$defs", {})
    return dict(_strict(schema, definitions))


def _strict(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return _strict(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    kind = schema["type"]
    if kind == "array":
        return {"type": kind, "items": _strict(schema["items"], definitions)}
    if kind != "object":
        return {"type": kind}
    properties = {name: _strict(value, definitions) for name, value in schema["properties"].items()}
    return {
        "type": kind,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def thoughts_end(text: str) -> int:
    """Where an answer begins in a text that may think aloud first.

    Thoughts stand between tags before the answer (https://huggingface.co/deepseek-ai/DeepSeek-R1,
    Qwen's and Mistral's models); of some servers the first tag does not come, as it was part of the
    prompt. Thoughts that are not ended are all there is.
    """
    found = _THOUGHTS.match(text)
    if found:
        return found.end()
    ends = [found.end() for found in _END_OF_THOUGHTS.finditer(text)]
    return ends[-1] if ends else 0


def read_answer(text: str, shape: type[_Answer], *, whole: bool = True) -> _Answer:
    """The answer in what a model wrote, between other words, in a code fence, after drafts of it.

    It is the last object that has the shape; of a text that is not `whole`, nothing may have begun
    after it. Raises `BadAnswerError` where there is none.
    """
    if len(text) > LONGEST_ANSWER:
        raise BadAnswerError("the answer is far too long")
    answer: _Answer | None = None
    wrong, end = "", 0
    for value, after in _objects(text):
        if value is None:
            wrong = wrong or "the answer is not one whole JSON object"
            continue
        if not value.keys() & shape.model_fields.keys():  # of a shape that needs none of them, too
            names = ", ".join(shape.model_fields)
            wrong = wrong or f"the JSON object has another shape: it has none of {names}"
            continue
        try:
            answer, end = shape.model_validate(value), after
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(map(str, problem["loc"]))
            wrong = wrong or f"the JSON object has another shape: {place}: {problem['msg']}"
    if answer is None or (not whole and "{" in text[end:]):
        wrong = wrong or "the answer holds no JSON object"
        raise BadAnswerError(wrong if whole else CUT_OFF)
    return answer


def _objects(text: str) -> Iterator[tuple[dict[str, object] | None, int]]:
    """The objects in a text, each with where it ends; None for a brace that begins no whole one."""
    begin, failures = text.find("{"), 0
    while begin >= 0 and failures < _MOST_BEGINNINGS:
        try:
            value, end = _DECODER.raw_decode(text, begin)
        except (ValueError, RecursionError):
            failures += 1
            value, end = None, begin + 1
        yield value, end
        begin = text.find("{", end)


def retold(kind: Kind, statements: Sequence[Statement]) -> dict[str, list[dict[str, object]]]:
    """The answer that holds just these statements, in the shape in which it is asked for."""
    if kind in (Kind.OUTLINE, Kind.CONTENTS):
        first = "first_segment" if kind is Kind.OUTLINE else "first_line"
        return {"chapters": [{first: each.lines[0], "title": each.text} for each in statements]}
    if kind is Kind.CHECK:
        return {"verdicts": [_judgement(each) for each in statements]}
    by_part: dict[str, list[dict[str, object]]] = {}
    for each in statements:
        by_part.setdefault(each.part, []).append(_entry(each))
    if kind is Kind.CHAPTERS:
        parts = by_part.items()
        return {"parts": [{"part": part, "sentences": entries} for part, entries in parts]}
    if kind is Kind.DIGEST:
        for part in _GATHERED & by_part.keys():
            by_part[part] = _gathered([each for each in statements if each.part == part])
    if kind in (Kind.PAGE, Kind.DIGEST):
        return by_part
    return {"sentences": by_part.pop("", []), **by_part}


_GATHERED = {"themes", "differences"}
"""Parts of a digest in which several sentences stand under one heading."""


def _gathered(statements: Sequence[Statement]) -> list[dict[str, object]]:
    groups = groupby(statements, key=lambda each: each.name)
    return [
        {"name": name, "items": [_entry(replace(each, name="")) for each in group]}
        for name, group in groups
        if name
    ]


def _entry(statement: Statement) -> dict[str, object]:
    lines = list(statement.lines)
    if statement.part == "exchanges":
        asked = {"question": statement.name, "asked": lines[0]}
        return {**asked, "text": statement.text, "lines": lines[1:]}
    named = {"name": statement.name} if statement.name else {}
    return {**named, "text": statement.text, "lines": lines}


def _judgement(statement: Statement) -> dict[str, object]:
    verdict, _, said = statement.text.partition(": ")
    return {"sentence": statement.lines[0], "verdict": verdict, "should_say": said}


def _reject(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_reject, strict=False)
"""Not strict: line breaks inside a text do no harm."""
