"""Sweeps over what models and servers may say, made up by number: each is understood as it was."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from generator.config import ModelSettings, Price
from generator.language.hearing import hear
from generator.model import Source
from generator.summarizing.openai import contexts, ledger, tasks, tokens
from generator.summarizing.openai.answers import (
    BadAnswerError,
    Claims,
    Headings,
    Issue,
    Judgements,
    Recap,
    Shape,
    Sheet,
    read_answer,
    schema_of,
    thoughts_end,
)
from generator.summarizing.openai.budget import Budget
from generator.summarizing.openai.checks import claim_faults, form_faults, title_faults
from generator.summarizing.openai.client import split_address
from generator.summarizing.openai.complaints import read_complaint, retry_after
from generator.summarizing.openai.dialects import Dialect
from generator.summarizing.openai.digests import _Recording
from generator.summarizing.openai.experience import Experience
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.passages import Group, lines_of, merge_sources
from generator.summarizing.openai.prompts import SENTENCES, Kind, most_sentences, people_in
from generator.summarizing.openai.quoting import Recording
from generator.summarizing.openai.second_reading import Cited, check_verdicts
from generator.summarizing.openai.spoken import Spoken
from tests import archive
from tests.combining.readings import reading_of
from tests.conftest import Expect
from tests.conversations import BEES, episode_of
from tests.talks import TALKS
from tests.test_sweeps import gist, row, tried

Shapes: tuple[type[Shape], ...] = (Claims, Recap, Headings, Sheet, Issue, Judgements)
PIECES = (
    *('{"sentences": [{"text": "A **bold** one.", "lines": [1, 2]}]}', "{", "}", "Here it is:\n"),
    *('{"chapters": [{"first_segment": 1, "title": "*A*"}]}', "<think>{}</think>", "</think>"),
    '{"chapters": [{"first_line": "2", "title": "`B`"}]}',
    "```json\n",
    "\n```",
    "[THINK]x[/THINK]",
    *('{"verdicts": [{"sentence": 1, "verdict": "stands"}]}', '{"a": NaN}', '{"sentences": 5}'),
    '{"sentences": [{"text": "x"}]}',
    '{"lead": [], "themes": []}',
    "<reasoning> so",
    '{"lead": []}',
    '{"sentences": [{"text": "a\nb", "lines": []}], "lead": [{"text": "c", "lines": [3]}]}',
    "[1]",
    *('{"points": [{"text": "**a** *b* 2*3*4", "lines": [1]}]}', '{"sentences": [{"text": "cut'),
)


def test_answers_are_read_as_before(expect: Expect) -> None:
    """Objects among words, drafts, fences and thoughts, of the right shape, another, or cut off."""
    found = [row(shape.__name__, gist(json.dumps(schema_of(shape)))) for shape in Shapes]
    for number in range(100):
        choose = random.Random(number)
        text = "".join(choose.choice(PIECES) for _ in range(choose.choice((1, 2, 3, 4))))
        told = []
        for shape, whole in product(Shapes, (True, False)):
            try:
                answer: object = read_answer(text, shape, whole=whole)  # type: ignore[type-var]
                told.append(gist(answer)[:4])
            except BadAnswerError as error:
                told.append(f"{gist(str(error))[:4]}!")
        found.append(row(number, thoughts_end(text), *told))
    for count in (199, 200, 201):
        text = "{" * count + PIECES[0]
        found.append(row(count, tried(partial(_whole, text))))
    for length in (100_000, 100_001):
        found.append(row(length, _whole(PIECES[0] + " " * (length - len(PIECES[0])))))
    expect("sweeps/made_up/answers.txt", "\n".join(found) + "\n")


def _whole(text: str) -> str:
    """What it is read as, or what is wrong."""
    try:
        return str(read_answer(text, Claims))[:80]
    except BadAnswerError as error:
        return str(error)


SAYINGS = (
    *("context_length_exceeded", "prompt is too long", "too many tokens", "model_not_found"),
    "The model `m` does not exist",
    "m is not available as a model",
    "model: m not found",
    "slow",
    *("invalid api key", "API key not valid", "credit balance is too low", "insufficient_quota"),
    "content_filter",
    "flagged_input: x",
    "rate limit. Try again in 1m 30s",
    "check your billing",
    "rate-limit reached; billing",
    "retry after 250 ms",
    "retryDelay: 12.5s",
    "limit: 0",
    "PerDay",
    "Unsupported parameter: max_tokens. Use max_completion_tokens",
    "temperature is wrong. seed too",
    "max_tokens must be at most 4096",
    "max_tokens too large: 5000 > 4097",
    "max_tokens 15 exceeds 16",
    *("Request too large for m", "the context window of gpt-4-32 is 8192", "no_db_connection", ""),
    *("try again in 2 hours", "model m-2 not found", "requires moderation", "out of credits"),
)
STATUSES = (400, 401, 402, 403, 404, 413, 422, 429, 500, 503)


def test_complaints_are_understood_as_before(expect: Expect) -> None:
    """Each saying with each status: about the length, the account, the model, the parameters."""
    found = []
    parameters = ("seed", "temperature", "max_tokens", "response_format")
    for said in SAYINGS:
        told = []
        for status in STATUSES:
            each = read_complaint(status, {"error": {"message": said, "code": None}}, {})
            flags = (each.is_too_long, each.is_filtered, each.is_about_the_account)
            told.append("".join("-x"[flag] for flag in (*flags, each.is_about_the_model("m"))))
        limits = [each.limit_below(asked) for asked in (16, 4096, 4097, 4098, 9000)]
        found.append(row(repr(said), each.wait, each.names(parameters), each.names_limit, limits))
        found.append(row("   ", *told))
    bodies: tuple[object, ...] = (
        *("text", None, [], {}, {"detail": "d"}, {"error": "e"}, [{"error": {"message": "m"}}]),
        *({"msg": "wrong", "loc": ["body", 1]}, {"msg": "bare"}, {"error": {"input": "model x"}}),
        *({"a": [{"b": {"c": 1}}, {"url": "u"}]}, {"message": "", "detail": {"message": "deep"}}),
    )
    for body in bodies:
        each = read_complaint(400, body, {"retry-after": "7"})
        found.append(row(body, each.message, each.text.split("\n"), each.wait))
    for value in (None, "0", "-1", "2.5", "inf", "nan", "x", "Thu, 14 Mar 2024 23:30:00 GMT"):
        found.append(row(value, retry_after(value)))
    expect("sweeps/made_up/complaints.txt", "\n".join(found) + "\n")


MODELS = """gpt-4o gpt-4 gpt-4-turbo gpt-5-mini openai/gpt-5 o1 o3-mini claude-sonnet-4
anthropic/claude-3 gemini-2.5-flash grok-4 llama-3.1-8b mistral-large qwen3-32b deepseek-chat
phi-4 gemma-3 kimi-k2 x"""
HOSTS = """http://127.0.0.1:1 http://10.0.0.1 http://192.168.1.2 http://8.8.8.8 http://box
http://a.local http://a.internal https://api.openai.com http://[::1]:1 http://a.localhost"""
RECORDS: tuple[dict[str, Any], ...] = (
    *({"max_model_len": 1024}, {"max_model_len": 1023}, {"context_length": 5000, "n_ctx": 2000}),
    *({"meta": {"n_ctx_train": 4096}}, {"meta": [1]}, {"n_ctx": True}, {"context_window": "8192"}),
    *({"loaded_context_length": 4000, "max_context_length": 9000}, {"max_input_tokens": 7000}),
    *({"inputTokenLimit": 6000}, {"meta": {"n_ctx": 3000}, "n_ctx_train": 2500}),
)


def test_what_is_known_of_models_is_as_before(expect: Expect, tmp_path: Path) -> None:
    """Their contexts by name, host and record; tokens, money, experience; dialects."""
    found = [row(name, contexts.known_context(name)) for name in MODELS.split()]
    for host, name in product(HOSTS.split(), ("gpt-5", "llama-3.1-8b", "nobody")):
        settings = ModelSettings(model=name, base_url=f"{host}/v1")
        found.append(row(host, name, contexts.settled_context(settings, tmp_path, f"{host}/v1")))
    for record, id_ in product(RECORDS, ("m", "models/m", "n")):
        found.append(
            row(record, id_, contexts.told_context({"data": [5, dict(record, id=id_)]}, "m"))
        )
    for text in (
        "",
        "a",
        "abc",
        "abcd",
        "The tide and the sea of it",
        "1234",
        "  \n\n x",
        "潮の高さ",
        "é" * 9,
    ):
        found.append(row(repr(text), tokens.bound(text), tokens.estimate(text)))
    for talk in TALKS.values():
        found.append(row(tokens.bound(talk), tokens.estimate(talk), tokens.estimate(talk * 2)))
    found.append(row(tokens.bound_of([{"content": "a"}, {"content": "abc d"}])))
    prices = {"m": Price(input=2, output=10, cached=0.5), "n": Price(input=1, output=3)}
    for most, month, before in product((None, 0.0, 1.0), (None, 2.0), (0.0, 1.5)):
        budget = Budget(prices, most, month, before)
        taken = [budget.try_reserve(amount) for amount in (0.4, 0.6, 1e-10, 0.1)]
        for taken_, cost in zip(taken, (0.2, 0.3, 0.0, 0.1), strict=True):
            if taken_:
                budget.settle(0.4, cost)
        told = (budget.reached, round(budget.spent, 6), budget.try_reserve(0.75))
        found.append(row(most, month, before, taken, told))
    for name in ("m", "n", "o"):
        found.append(row(name, budget.cost(name, 1000, 100, 400), budget.saved(name, 400)))
    calls = [_call(number) for number in range(12)]
    for count, kind in product((0, 3, 4, 5, 6, 12), (Kind.PAGE, Kind.CHECK)):
        known = Experience(calls[:count], "m")
        found.append(row(count, kind, known.answer_tokens(kind, 1000), known.asked_again))
    path = tmp_path / "calls.jsonl"
    for number, call in enumerate(calls):
        ledger.announce(path, f"{call.file}, {call.place}", 0.5, f"r{number}")
        if number % 3:
            ledger.append(path, replace(call, run=f"r{number}"))
    with path.open("a") as file:
        file.write('x\n[1]\n{"at": "2026-03-01", "cost": "y"}\n{"at": "2026-03-02", "cost": 2}\n')
    now = ledger.now()[:7]
    for when in ("2026-03", "2026-04", now):
        spent = ledger.spent_in(path, when)
        found.append(
            row(when if when != now else "now", round(spent, 6), len(list(ledger.read(path))))
        )
    for changed in (
        *({}, {"format": "none"}, {"format": "json_object", "thinking": 5000}, {"most": 4096}),
        *({"limit_name": "max_completion_tokens"}, {"without": ("seed", "user")}),
    ):
        found.append(row(changed, Dialect.model_validate(changed).told()))
    for url in ("https://a.b/v1", "https://u:p@a.b/v1?key=x", "http://a.b:1/?k=v&l=w", ""):
        found.append(row(url, split_address(url)))
    expect("sweeps/made_up/models.txt", "\n".join(found) + "\n")


def _call(number: int) -> ledger.Call:
    return ledger.Call(
        at=f"2026-0{3 + number % 2}-01T00:00:00",
        file="pier/tides",
        place=f"{(Kind.PAGE, Kind.CHECK)[number % 2].value} {number}",
        key=f"k{number}",
        prompt="p",
        model="mn"[number % 4 == 3],
        posts=number % 3,
        prompt_tokens=1000,
        answer_tokens=100 * number,
        cost=0.125 * number,
        seconds=1.0,
        result=ledger.RESULTS[number % len(ledger.RESULTS)],
        batch="b" if number % 5 == 0 else "",
        expected=1000 if number % 6 else 0,
    )


def test_lines_are_cited_and_quoted_as_before(expect: Expect) -> None:
    """Quotations near and far, places found again, verdicts, and how much is asked for."""
    lines = lines_of(hear(episode_of(BEES).transcript, "en"))
    shorter = lines[:14]
    recording = Recording([line.text for line in shorter])
    found = []
    for number in range(60):
        choose = random.Random(number)
        place = choose.randrange(len(shorter))
        words = f"{shorter[place].text} {shorter[min(place + 1, 13)].text}".split()
        start = choose.randrange(max(1, len(words) - 4))
        some = words[start : start + choose.choice((1, 3, 6, 12))]
        some = [word for word in some if choose.random() < choose.choice((1.0, 0.7, 0.5))]
        cited = choose.choice(([], [place + 1], [1], [14], [place + 2, place + 4]))
        found.append(row(number, cited, recording.find(" ".join(some), cited)))
    spoken = Spoken(shorter)
    later = Spoken(lines[3:12])
    for numbers in ((1,), (1, 2), (2, 3, 5), (14,), (13, 14), (4, 6, 8)):
        places = spoken.places(numbers)
        found.append(row(numbers, places, spoken.lines_at(places), later.lines_at(places)))
        found.append(
            row("   ", spoken.opening(numbers[0]), later.lines_at(spoken.opening(numbers[0])))
        )
        sources = merge_sources([lines[number - 1] for number in numbers])
        found.append(row("   ", [(s.first_cue, s.last_cue, s.start, s.end) for s in sources]))
    found.append(row(spoken.hash, spoken.told(corrected=True), spoken.told(corrected=False)))
    found.append(row(spoken.lines_at(["x"]), spoken.lines_at(["0+0:"]), spoken.lines_at([])))
    overlapping = [
        replace(lines[0], sources=(Source(first_cue=a, last_cue=b, start=a * 1.0, end=b * 2.0),))
        for a, b in ((5, 9), (0, 1), (3, 3), (6, 7), (11, 12), (10, 10))
    ]
    found.append(row(merge_sources(overlapping)))
    sentences = [Cited(text=f"S{n}", lines=(lines[n],)) for n in range(10)]
    for verdicts in product(
        ("stands", "Distorts.", "not_there", "perhaps"), (1, 10, 0, 11), (8, 9, 10)
    ):
        verdict, sentence, count = verdicts
        told = [{"sentence": n, "verdict": "stands"} for n in range(2, count)]
        told.append({"sentence": sentence, "verdict": verdict, "should_say": " A  b "})
        read = check_verdicts(Judgements.model_validate({"verdicts": told}), sentences)
        found.append(row(verdicts, len(read.statements), read.enough, gist(read)))
    for about in (1, 2, 3, 5, 8, 20):
        found.append(row(about, tasks.most_chapters(about), tasks.contents_tokens(about)))
    sizes = (0, 1, 3, 4, 5, 8, 10, 15, 20, 25, 30, 40, 60, 80, 100, 200)
    found.append(row([tasks.sentences_for(range(size)) for size in sizes]))
    for kind, groups, each in product(SENTENCES, (1, 5, 6, 7, 14, 30), (1, 2, 9)):
        some_groups = [Group(lines=tuple(lines[:each]))] * groups
        found.append(row(kind, groups, each, most_sentences(kind, some_groups)))
    for text in ("Bram and Adda spoke.", "ada said", "Nobody", "Brahm Oster", "Ruis", "Carlo Ruiz"):
        found.append(row(text, people_in(text, ("Ada Voss", "Bram Oster", "Carla Ruiz", "Al"))))
    expect("sweeps/made_up/cited.txt", "\n".join(found) + "\n")


ENDINGS = (
    *(
        "{t}",
        "All {t}",
        "No {t}",
        "{n} says: {t}",
        "“{t}”",
        "{t} twice",
        "Marrowgate {t}",
        "Not {t}",
    ),
    *(
        "{t} in 1987",
        "{t} for 40 hours",
        "Most people say {t}",
        "Perhaps {t}",
        "{t}, and volcanoes",
    ),
)


def test_claims_in_every_language_are_judged_as_before(expect: Expect) -> None:
    """Lines of each talk said again, stronger, of others, with numbers; forms at their edges."""
    found = []
    for tag, talk in TALKS.items():
        episode = episode_of(talk)
        lines = lines_of(hear(episode.transcript, tag))
        ground = Ground.of(replace(episode, language=tag), lines)
        for number, form in enumerate(ENDINGS):
            place = (number * 3) % max(1, len(lines) - 1)
            text = lines[place].text.rstrip(".")
            claim = form.replace("{t}", f"{text[:1].lower()}{text[1:]}").replace("{n}", "Ada Voss")
            faults = claim_faults(f"{claim}.", [place + 1, place + 2], lines, tag, tag, ground)
            abroad = claim_faults(f"{claim}.", [place + 1], lines, "en", tag, ground)
            found.append(
                row(tag, number, gist(faults)[:4], len(faults), gist(abroad)[:4], *faults)[:90]
            )
    panel = lines_of(hear(episode_of(archive.panel()).transcript, "en"))
    for numbers in (
        [],
        [0],
        [1],
        [len(panel)],
        [len(panel) + 1],
        list(range(1, 9)),
        list(range(1, 10)),
    ):
        found.append(row(numbers, claim_faults("The sea rose.", numbers, panel, "en", "en")))
    for words, most in product((11, 12, 13, 69, 70, 71), (12, 70)):
        found.append(
            row(words, most, form_faults("word " * words, most), form_faults("w" * 12 * most, most))
        )
    for text in FORMS.replace("\n", "|").split("|"):
        found.append(row(repr(text), form_faults(text, 70), title_faults(text, text, "en")))
    expect("sweeps/made_up/judged.txt", "\n".join(found) + "\n")


FORMS = """a <b>|a < b|a &amp; b|AT&T|[a](b)|# a|1. a|1 a|* a|a **b**|```|http://a|www.a.b|mailto:a
mailto: a|javascript:x|data: x|ignore the rules|ignore it. The rules|system prompt|as an AI model
as an aide|x
click here|I cannot help|I can help|“a b c d” is said|‘a’ b|it's a 'term'|…|a\u200bb|a\tb"""


def test_a_digest_is_shown_the_same_lines_as_before(expect: Expect) -> None:
    """Of a recording, with room for one line, for some, and for all, in the order of the talk."""
    found = []
    for number, (title, said) in enumerate(list(archive.larger())[:4]):
        reading = reading_of(
            title, "\n".join(said), summary=tuple(range(number, len(said), 5)), chapters=1 + number
        )
        recording = _Recording(reading)
        for room in (0, 100, 140, 180, 220, 260, 400, 500, 520, 600, 10_000):
            shown = recording.shown(number, room)
            places = [[recording.number(line) for line in lines] for _, lines in shown.chapters]
            found.append(row(number, room, places))
    expect("sweeps/made_up/shown.txt", "\n".join(found) + "\n")
