"""What is put together of stored, checked and judged sentences: on the limits, and beside them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli import TEMPLATES
from generator.config import ModelSettings
from generator.model import Note, Question, Sentence, ShowNotes, Source, Summary
from generator.summarizing.openai import requester, second_reading
from generator.summarizing.openai.answers import Judgements, Recap
from generator.summarizing.openai.client import Reply, TooLongError
from generator.summarizing.openai.ground import Ground
from generator.summarizing.openai.hierarchy import (
    Condenser,
    Noted,
    Written,
    notes_of,
    stand_in,
    written_of,
)
from generator.summarizing.openai.ledger import Call
from generator.summarizing.openai.passages import CitableLine
from generator.summarizing.openai.prompts import About, Kind, Prompt, load_prompts
from generator.summarizing.openai.requester import Request, Requester, Verdict
from generator.summarizing.openai.second_reading import Cited, check_verdicts, without_what_fails
from generator.summarizing.openai.spoken import Spoken
from generator.summarizing.openai.store import DECLINED, FAILED, TOO_LONG, Answer, Statement
from tests.summarizing.openai.test_hierarchy import reading_of

TOLD = [
    "The orchard kept forty hives for pollination.",
    "The brood nest runs out of room before the honey flow begins.",
    "Mites breed in the capped brood.",
    "We inspect every hive once a week.",
    "Beekeepers split the colony in April.",
    "The old queen leaves with half of the workers.",
]


def line(cue: int, text: str = "Bees fly.", speaker: str | None = None) -> CitableLine:
    """A line of one cue."""
    source = Source(first_cue=cue, last_cue=cue, start=float(cue), end=cue + 1.0)
    return CitableLine(text=text, speaker=speaker, sources=(source,))


LINES = tuple(line(n, text, "Ada" if n < 3 else "Bram") for n, text in enumerate(TOLD))


def said(text: str, cue: int, *, backend: str = "", checks: tuple[str, ...] = ()) -> Sentence:
    """A sentence that rests on a cue."""
    source = Source(first_cue=cue, last_cue=cue, start=None, end=None)
    return Sentence(text=text, sources=(source,), backend=backend, checks=checks)


@pytest.mark.parametrize(
    ("offered", "lost", "needed", "taken"),
    [
        ([[1], [2, 3]], [2], False, 1),
        ([[1, 2], [2, 3]], [2], False, 0),
        ([[1], [2, 3], [2, 3, 4]], [2, 3, 4], False, 2),
        ([[1], [2]], [3], False, None),
        ([[1], [2]], [3], True, 0),
        ([[1], [2]], [], True, 0),
        ([], [1], True, None),
        ([], [], False, None),
    ],
)
def test_the_sentence_that_shares_most_stands_in(
    offered: list[list[int]], lost: list[int], needed: bool, taken: int | None
) -> None:
    """The first of equals; where nothing is shared, the first of all, if one is needed."""
    assert stand_in(offered, lost, needed=needed) == taken


def noted(
    part: str, name: str, cue: int, text: str = "It is.", backend: str = "", *, whole: bool = True
) -> Noted:
    """A note that rests on a cue."""
    written = Written(sentence=said(text, cue, backend=backend), lines=(line(cue),))
    return Noted(part=part, name=name, whole=whole, written=written)


def test_notes_stand_in_the_order_of_the_recording_and_once() -> None:
    """A name once, however it is written, in each list; the lead is the whole's, as written."""
    notes = notes_of(
        [
            noted("terms", "Brood", 9, "Later."),
            noted("terms", "brood", 5, "Earlier."),
            noted("figures", "BROOD", 7, "40 cells."),
            noted("terms", "Comb", 2),
            noted("lead", "", 8, "First."),
            noted("lead", "", 3, "Of a stretch.", whole=False),
            noted("lead", "", 1, "Second."),
            noted("quotations", "", 6, "Six."),
            noted("quotations", "", 4, "Four.", backend="edited"),
            noted("quotations", "", 7, "Six."),
        ]
    )
    assert [(each.name, each.sentence.text) for each in notes.terms] == [
        ("Comb", "It is."), ("brood", "Earlier.")
    ]  # fmt: skip
    assert [each.sentence.text for each in notes.figures] == ["40 cells."]
    assert [each.text for each in notes.lead] == ["First.", "Second."]
    assert [(each.text, each.backend) for each in notes.quotations] == [
        ("Four.", "edited"), ("Six.", "extractive")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by_key", "edited", "cues", "speaker"),
    [(True, False, [1, 2], "Ada"), (False, False, [2, 3], None), (True, True, [1, 2], "Ada")],
)
def test_a_stored_sentence_has_the_lines_and_the_speaker_it_rests_on(
    by_key: bool, edited: bool, cues: list[int], speaker: str | None
) -> None:
    """By the numbers of its prompt or of the speech; a person's version passed no check."""
    statement = Statement(text="It is.", lines=(2, 3), spoken=(3, 4), edited=edited)
    written = written_of(statement, LINES, by_key)
    assert [each.sources[0].first_cue for each in written.lines] == cues
    assert written.sentence.speaker == speaker
    assert written.sentence.backend == ("edited" if edited else "")
    assert written.sentence.checks == (() if edited else ("words",))


def requester_of(folder: Path, **settings: object) -> Requester:
    """Nobody is asked."""
    chosen = ModelSettings.model_validate({"model": "m", **settings})
    return Requester(chosen, load_prompts(TEMPLATES / "prompts"), folder, None)


def recap(folder: Path, **lists: object) -> Verdict:
    """What stands of what an episode comes to."""
    about = About(title="Bees", speakers=("Ada", "Bram"), language="en", spoken="en")
    condenser = Condenser(requester_of(folder), "s/e", about, Ground(LINES, "en"))
    prompt = Prompt(system="", user="", lines=LINES[1:])
    return condenser._check(Recap.model_validate({"sentences": [], **lists}), prompt, LINES)


def claims(*numbers: int, **others: str) -> list[dict[str, Any]]:
    """What was said word for word, by the lines of the prompt, which begin with the second."""
    return [{"text": TOLD[number], "lines": [number, number], **others} for number in numbers]


WRONG = {"text": "Zanzibar has 900 kettles.", "lines": [1], "name": "Zanzibar"}


def test_an_episode_has_so_much_beside_its_key_points(tmp_path: Path) -> None:
    """Of each list the first; what stands twice in a list stands once, with its lines."""
    verdict = recap(
        tmp_path,
        sentences=[*claims(1, 2), *claims(1)],
        lead=claims(5, 4, 3, 2, 1),
        quotations=claims(1, 2, 3, 4),
        terms=claims(5, 1, 2, 3, 4, name="Brood."),
        figures=claims(1, 1, 2, name="Brood:"),
    )
    assert not verdict.faults
    assert verdict.enough
    found = [(each.part, each.lines) for each in verdict.statements]
    assert found == [
        ("", (1,)), ("", (2,)),
        ("lead", (5,)), ("lead", (4,)), ("lead", (3,)), ("lead", (2,)),
        ("quotations", (1,)), ("quotations", (2,)), ("quotations", (3,)),
        ("terms", (5,)), ("terms", (1,)), ("terms", (2,)), ("terms", (3,)),
        ("figures", (1,)), ("figures", (2,)),
    ]  # fmt: skip
    assert all(each.spoken == (each.lines[0] + 1,) for each in verdict.statements)
    assert {each.name for each in verdict.statements} == {"", "Brood"}


@pytest.mark.parametrize(
    ("lists", "faults", "enough"),
    [
        ({"sentences": claims(1)}, 0, True),
        ({"sentences": claims(1), "terms": [WRONG]}, 1, True),
        ({"sentences": [*claims(1), WRONG]}, 1, False),
        ({"sentences": []}, 1, False),
        ({"sentences": claims(1), "lead": [WRONG, *claims(2)]}, 1, False),
        ({"sentences": claims(1), "lead": [*claims(2), WRONG]}, 1, True),
        ({"sentences": claims(1), "quotations": [{"text": TOLD[5], "lines": [1]}]}, 0, True),
        ({"sentences": claims(1), "quotations": [{"text": "Bees sleep.", "lines": [1]}]}, 1, True),
        (
            {"sentences": claims(1), "quotations": [
                {"text": "in the capped brood. We inspect every hive", "lines": [2, 3]}
            ]}, 1, True,
        ),
        ({"sentences": claims(1), "figures": claims(2, name="")}, 1, True),
        ({"sentences": claims(1), "figures": claims(2, name="900 kettles")}, 1, True),
    ],
)  # fmt: skip
def test_an_episode_is_enough_with_its_key_points_and_the_first_of_its_lead(
    lists: dict[str, object], faults: int, enough: bool, tmp_path: Path
) -> None:
    """What is wrong beside them is left out, and costs no other call."""
    verdict = recap(tmp_path, **lists)
    assert len(verdict.faults) == faults
    assert verdict.enough is enough


@pytest.mark.parametrize(
    ("given", "of", "enough"),
    [
        (range(1, 11), 10, True), (range(1, 10), 10, True), (range(1, 9), 10, False),
        (range(2, 10), 9, False), (range(3, 21), 20, True), (range(4, 21), 20, False),
        (range(2), 1, True), ([0, 2], 1, False), ([1, 2], 1, True),
    ],
)  # fmt: skip
def test_verdicts_on_nine_of_ten_sentences_are_enough(
    given: Sequence[int], of: int, enough: bool
) -> None:
    """Of those that there are; others are none."""
    cited = [Cited(text=f"Claim {n}.", lines=()) for n in range(1, of + 1)]
    verdicts = [{"sentence": n, "verdict": "stands"} for n in given]
    verdict = check_verdicts(Judgements.model_validate({"verdicts": verdicts}), cited)
    assert verdict.enough is enough
    asked = [n for n in given if 1 <= n <= of]
    assert [(each.lines, each.spoken, each.name, each.part) for each in verdict.statements] == [
        ((n,), (n,), f"Claim {n}.", "") for n in asked
    ]
    assert len(verdict.faults) == of - len(asked)


def test_the_first_verdict_on_a_sentence_counts() -> None:
    """What it should say is kept where it distorts alone, and each has its own mark."""
    cited = [Cited(text=f"Claim {n}.", lines=()) for n in (1, 2, 3)]
    given = [
        (2, "stands", "So."),
        (2, "not there", ""),
        (3, "distorts", " "),
        (1, "not there", "x"),
    ]
    verdicts = [{"sentence": n, "verdict": v, "should_say": s} for n, v, s in given]
    verdict = check_verdicts(Judgements.model_validate({"verdicts": verdicts}), cited, "abc")
    assert [(each.text, each.part) for each in verdict.statements] == [
        ("not there", "a"), ("stands", "b"), ("distorts", "c")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gone", "best", "left"),
    [("", "C", "ABC"), ("A", "C", "BC"), ("C", "A", "AB"), ("AC", "B", "B"), ("ABC", "", "")],
)
def test_the_best_sentence_stays_the_best(gone: str, best: str, left: str) -> None:
    """Where it goes, the first that is left is it."""
    summary = Summary(sentences=tuple(said(text, 1) for text in "ABC"), best=2)
    judged = without_what_fails(
        summary, lambda sentence, heading="": None if sentence.text in gone else sentence
    )
    assert "".join(each.text for each in judged.sentences) == left
    assert (judged.sentences[judged.best].text if left else "") == best


def test_every_list_of_a_page_is_judged_under_its_heading() -> None:
    """A note by its name, an answer by its question, others by nothing; quotations stay."""
    plain = said("Gone.", 1)
    asked = replace(plain, question=Question(text="Why?", sources=(), speaker=""))
    note = Note(name="Name", sentence=plain)
    notes = ShowNotes(
        lead=(plain,), argument=(note,), figures=(note,), quotations=(plain,), terms=(note,),
        mentions=(note,), decisions=(plain,), actions=(plain,), exchanges=(asked,),
    )  # fmt: skip
    headings: list[str] = []

    def judge(sentence: Sentence, heading: str = "") -> Sentence | None:
        headings.append(heading)
        return None

    assert second_reading._notes(notes, judge) == ShowNotes(quotations=(plain,))
    assert sorted(headings) == ["", "", "", *["Name"] * 4, "Why?"]
    reading = replace(reading_of(), notes=notes, summary=Summary(sentences=(said("Top.", 2),)))
    assert sorted(heading for heading, _ in second_reading._all_of(reading)) == [
        "", "", "", "", *["Name"] * 4, "Why?"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "text", "checks"),
    [
        ("stands", "The orchard kept 90 hives.", ("words", "reading")),
        ("distorts: The orchard kept forty hives.", "The orchard kept forty hives.",
         ("words", "reading")),
        ("distorts: [Hives] The orchard kept forty hives.", "The orchard kept forty hives.",
         ("words", "reading")),
        ("distorts: The orchard kept 41 hives.", None, ()),
        ("distorts", None, ()), ("distorts: [Hives]", None, ()), ("not there", None, ()),
        ("", "The orchard kept 90 hives.", ("words",)),
    ],
)  # fmt: skip
def test_a_sentence_is_left_corrected_or_taken_out_by_its_verdict(
    verdict: str, text: str | None, checks: tuple[str, ...], tmp_path: Path
) -> None:
    """What it should say passes the check by words too; without a verdict it is as it was."""
    sentence = said("The orchard kept 90 hives.", 4, checks=("words",))
    reading = replace(
        reading_of(), notes=ShowNotes(figures=(Note(name="Hives", sentence=sentence),))
    )
    reader = second_reading._Reader(reading, requester_of(tmp_path))
    key = second_reading._key(sentence, "Hives")
    cited = Cited(text=sentence.text, lines=reader._speech.cited_by(sentence), heading="Hives")
    judged = reader._judged({key: cited}, {key: verdict} if verdict else {})
    assert [(each.sentence.text, each.sentence.checks) for each in judged.notes.figures] == (
        [(text, checks)] if text else []
    )
    assert judged.summary == reading.summary


@pytest.mark.parametrize(("gone", "kept"), [(0, 4), (1, 3), (2, 2), (3, None), (4, None)])
def test_an_answer_stands_while_half_of_its_sentences_are_said(gone: int, kept: int | None) -> None:
    """Their lines are where the words stand now; without those, a sentence goes."""
    before, now = Spoken(LINES), Spoken([line(0, "New words here."), *LINES[gone:]])
    statements = tuple(
        Statement(text=TOLD[n], spoken=(n + 1,), said=before.places((n + 1,))) for n in range(4)
    )
    answer = Answer(
        key="k", speech="s", kind=Kind.SEGMENT, place="p", model="m", statements=statements
    )
    placed = requester._placed(answer, now)
    assert (placed and len(placed.statements)) == kept
    if placed:
        assert [each.spoken for each in placed.statements] == [
            (n + 2 - gone,) for n in range(gone, 4)
        ]


def call(result: str, *faults: str) -> Call:
    """A call that came to this."""
    return Call(
        at="2026-03-02T00:00:00+00:00", file="s/e", place="p", key="k", model="m", posts=2,
        prompt_tokens=30, answer_tokens=5, cached_tokens=7, cost=0.5, seconds=1.0, saved=0.25,
        result=result, faults=faults, prompt="x",
    )  # fmt: skip


def test_the_books_tell_what_came_of_calls(tmp_path: Path) -> None:
    """What was asked again or reduced, replaced, not answered and why, each reason once."""
    asked = requester_of(tmp_path)
    results = ["verified", "repaired", "reduced", "failed", "declined", "unanswered", "split"]
    for result in results:
        asked.record(call(result, "first", f"last of {result}"))
    asked.record(call("unanswered", "first", "last of unanswered"))
    asked.record(call("unanswered"))
    account = asked.account
    assert (account.asked, account.posts) == (9, 18)
    assert (account.prompt_tokens, account.answer_tokens, account.cached_tokens) == (270, 45, 63)
    assert account.saved == 2.25
    assert (account.repaired, account.replaced, account.unanswered) == (2, 2, 3)
    assert account.reasons == ["last of unanswered"]
    assert account.too_long_reason == "last of split"


def test_more_that_can_be_published_is_better_and_then_less_that_is_wrong() -> None:
    """So the best of several answers is kept."""

    def verdict(statements: int, faults: int) -> Verdict:
        return Verdict(
            statements=tuple(Statement(text=str(n)) for n in range(statements)),
            faults=tuple(map(str, range(faults))),
        )

    ranks = [requester._rank(verdict(*each)) for each in [(0, 1), (1, 2), (1, 1), (2, 9), (2, 0)]]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 5


@pytest.mark.parametrize(
    ("cues", "first"),
    [((1, 4), "Passage 4."), ((2, 9), "Passage 2."), ((1, 5), "Rest."), ((4, 2), "Passage 4.")],
)
def test_a_passage_that_shares_a_cue_stands_in(cues: tuple[int, int], first: str) -> None:
    """Any of those that the lost sentence spans, its first and its last too; else none."""
    span = Source(first_cue=2, last_cue=4, start=None, end=None)
    wrong = replace(said("Wrong.", 2), sources=(span,))
    chapter = Summary(
        sentences=(wrong, said("Rest.", 8)),
        parts=tuple(Summary(sentences=(said(f"Passage {cue}.", cue),)) for cue in cues),
    )
    [left] = without_what_fails(
        Summary(sentences=(), parts=(chapter,)),
        lambda sentence, heading="": None if sentence == wrong else sentence,
    ).parts
    assert left.sentences[0].text == first
    assert left.sentences[-1].text == "Rest."


@dataclass
class Judge:
    """Says of every sentence that it is not there; what has more of them is too long."""

    most: int
    read: list[int] = field(default_factory=list)
    """How many it was asked about at once."""

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Everybody at once."""
        yield

    def limit(self, messages: Sequence[dict[str, str]], room: int) -> int:
        """The room, without any for thinking."""
        return room

    async def post(
        self,
        messages: Sequence[dict[str, str]],
        schema: dict[str, Any],
        deadline: float,
        room: int = 0,
    ) -> Reply:
        """Answer."""
        count = messages[1]["content"].count("\nSentence ")
        if count > self.most:
            raise TooLongError("too long")
        self.read.append(count)
        verdicts = [{"sentence": n + 1, "verdict": "not there"} for n in range(count)]
        text = json.dumps({"verdicts": verdicts})
        return Reply(model="m", text=text, whole=True, prompt_tokens=9, answer_tokens=9)


@pytest.mark.parametrize(
    ("most", "read", "left"),
    [
        (9, [5], ""), (5, [5], ""), (4, [2, 3], ""), (2, [2, 1, 2], ""), (1, [1] * 5, ""),
        (0, [], "ABCDE"),
    ],
)  # fmt: skip
def test_what_is_too_long_to_be_read_again_is_read_in_halves(
    most: int, read: list[int], left: str, tmp_path: Path
) -> None:
    """Down to one sentence; a person's is never read, and what cannot be read stays."""
    own = (replace(said("F", 5), edited=True), said("G", 6, backend="edited"))
    lead = (*(said(text, cue) for cue, text in enumerate("ABCDE")), *own)
    reading = replace(
        reading_of(), backend="openai:m", notes=ShowNotes(lead=lead), summary=Summary(sentences=())
    )
    settings = ModelSettings.model_validate({"model": "m"})
    judge = Judge(most)
    asking = Requester(settings, load_prompts(TEMPLATES / "prompts"), tmp_path, judge)
    judged = asyncio.run(second_reading.read_again(reading, asking))
    assert judge.read == read
    assert "".join(each.text for each in judged.notes.lead) == f"{left}FG"


@pytest.mark.parametrize(("language", "left"), [("de", 1), ("", 0)])
def test_a_correction_is_in_the_language_of_the_summary(
    language: str, left: int, tmp_path: Path
) -> None:
    """Across languages its words are not looked for; in the recording's own they are."""
    sentence = said("Wrong.", 4)
    reading = replace(reading_of(), notes=ShowNotes(lead=(sentence,)))
    reader = second_reading._Reader(reading, requester_of(tmp_path, language=language))
    cited = Cited(text="Wrong.", lines=reader._speech.cited_by(sentence))
    key = second_reading._key(sentence, "")
    verdict = "distorts: Es wurden dort sehr viele davon gehalten und auch verkauft."
    assert len(reader._judged({key: cited}, {key: verdict}).notes.lead) == left


def test_a_verdict_is_of_who_judges_and_of_what_was_read(tmp_path: Path) -> None:
    """Another model, text, heading or line makes another mark."""
    reader = second_reading._Reader(reading_of(), requester_of(tmp_path))
    other = second_reading._Reader(reading_of(), requester_of(tmp_path, model="n"))
    cited = Cited(text="It is.", lines=LINES[:2], heading="Hives")
    marks = [
        reader._mark(cited),
        other._mark(cited),
        reader._mark(replace(cited, text="It was.")),
        reader._mark(replace(cited, heading="")),
        reader._mark(replace(cited, lines=LINES[:1])),
    ]
    assert len(set(marks)) == 5


def test_as_many_sentences_are_read_at_once_as_fit(tmp_path: Path) -> None:
    """In order, to the last token; one that does not fit is read alone."""
    asking = requester_of(tmp_path)
    reader = second_reading._Reader(reading_of(), asking)
    sentences = {
        second_reading._key(said(text, 4), ""): Cited(text=text, lines=reader._speech.all[4:5])
        for text in "ABCDEF"
    }

    def runs(room: int) -> list[int]:
        asking.room = lambda kind: room  # type: ignore[method-assign]
        return [len(run) for run in reader._runs(sentences)]

    assert runs(1) == [1] * 6
    least = next(room for room in range(2000) if runs(room) == [6])
    assert runs(least // 2) == [3, 3]
    assert runs(least // 2 - 1) == [2, 2, 2]
    assert runs(least - 1) == [5, 1]


@pytest.mark.parametrize(
    ("note", "tries", "edited", "fresh", "again"),
    [
        ("", 0, False, False, False), (FAILED, 1, False, False, True),
        (FAILED, 2, False, False, True), (FAILED, 3, False, False, False),
        (FAILED, 3, False, True, True), (DECLINED, 2, False, False, True),
        (DECLINED, 3, False, False, False), (FAILED, 1, True, False, False),
        (TOO_LONG, 0, False, False, False),
    ],
)  # fmt: skip
def test_what_came_to_nothing_is_asked_for_in_three_builds(
    note: str, tries: int, edited: bool, fresh: bool, again: bool, tmp_path: Path
) -> None:
    """Or where it is refreshed; never what a person wrote, what stands, or again in this build."""
    answer = Answer(
        key="k", speech="s", kind=Kind.SEGMENT, place="p", model="m", statements=(),
        note=note, tries=tries, edited=edited,
    )  # fmt: skip
    request: Request[Recap] = Request(
        kind=Kind.SEGMENT, file="s/e", place="p", prompt=Prompt(system="", user="", lines=()),
        speech="s", shape=Recap, check=lambda claims: Verdict(statements=(), faults=()),
        fresh=fresh,
    )  # fmt: skip
    asking = requester_of(tmp_path)
    assert asking._may_be_asked_again(answer, request) is again
    asking._failed.add("k")
    assert not asking._may_be_asked_again(answer, request)


@pytest.mark.parametrize(
    ("calls", "in_vain"),
    [([], False), ([1], False), ([1, 1], True), ([1, 0], False), ([0, 0, 1, 1], True)],
)
def test_nothing_waits_for_what_two_builds_asked_in_vain(
    calls: list[int], in_vain: bool, tmp_path: Path
) -> None:
    """Only builds that sent something count, and only those that brought nothing."""
    asking = requester_of(tmp_path)
    request: Request[Recap] = Request(
        kind=Kind.SEGMENT, file="s/e", place="p", prompt=Prompt(system="", user="", lines=()),
        speech="s", shape=Recap, check=lambda claims: Verdict(statements=(), faults=()),
    )  # fmt: skip
    key = asking.key(request, "m")
    for posts in calls:
        asking.record(replace(call("unanswered"), key=key, posts=posts))
    asking.record(replace(call("failed"), key=key))
    assert asking.is_in_vain(request) is in_vain


@pytest.mark.parametrize(
    ("context", "most"), [(4096, 512), (7992, 999), (8192, 1000), (10**6, 1000)]
)
def test_an_episode_takes_an_eighth_of_the_context_at_most(
    context: int, most: int, tmp_path: Path
) -> None:
    """And a thousand tokens, however much there is."""
    asking = requester_of(tmp_path, context=context)
    assert asking.recap_tokens == most
