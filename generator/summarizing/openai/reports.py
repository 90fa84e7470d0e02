"""What calls a build would make, and what calls were made: for the terminal, and for teaching."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from ...job import SUMMARIES
from .. import Pair, Plan, PlannedCall
from . import ledger, tokens
from .ledger import Call

_FAULTY = frozenset({"repaired", "reduced", "failed", "declined", "unanswered"})


def plan_table(plan: Plan) -> Iterator[str]:
    """The calls that a build would make, by episode, and their sum."""
    by_file: dict[str, list[PlannedCall]] = {file: [] for file in (*plan.stored, *plan.submitted)}
    for call in plan.calls:
        by_file.setdefault(call.file, []).append(call)
    yield (
        f"{'calls':>6} {'stored':>7} {'batched':>8} {'prompt':>9} {'answer':>8} {'cost':>9}  "
        "episode or digest"
    )
    for file in sorted(by_file):
        stored, batched = plan.stored.get(file, 0), plan.submitted.get(file, 0)
        yield _row(by_file[file], stored, batched, file)
    again = [plan.again] if plan.again else []
    for each in again:
        yield _row([each], 0, 0, "of answers that cannot be used, asked for again", calls=0)
    stored, batched = sum(plan.stored.values()), sum(plan.submitted.values())
    yield _row([*plan.calls, *again], stored, batched, "in all", calls=len(plan.calls))
    yield (
        f"Tokens are {tokens.counter()[1]}. Chapters and up are estimated from the sentences that "
        "stand in for what is not written yet; a call that fails is made at most twice more."
    )
    if plan.unpriced and plan.calls:
        yield (
            "The cost is not known without prices; add to site.yaml, under openai:  "
            f"prices: {{{json.dumps(plan.unpriced)}: {{input: 0.25, output: 2}}}}  "
            "(what a million tokens cost, in any currency)"
        )
    if plan.by_batch:
        yield "The cost is that of batches, half of what single calls cost."


def refresh_table(plan: Plan) -> Iterator[str]:
    """What a refresh would write anew: what stands there now, and what it costs."""
    calls = [call for call in plan.calls if call.instead_of]
    if not calls:
        yield "Nothing to refresh: all that is stored was written on what stands now."
        return
    used = sum(call.prompt_tokens + call.answer_tokens for call in calls)
    cost = sum(call.cost for call in calls)
    yield f"To be written anew, by {len(calls)} calls, {used:,} tokens, {cost:.4f}:"
    for call in calls:
        yield f"{call.file}, {call.place}"
        yield from (f"  {text}" for text in call.instead_of)


def write_prompts(folder: Path, plan: Plan) -> int:
    """Write what would be sent, a file a request, in a folder for each episode; return how many."""
    count = 0
    for call in plan.calls:
        if not call.messages:
            continue
        path = folder / call.file / f"{call.place.replace(' ', '-')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = (f"=== {each['role']} ===\n{each['content']}\n" for each in call.messages)
        path.write_text("\n".join(said), encoding="utf-8")
        count += 1
    return count


def _row(
    planned: Sequence[PlannedCall], stored: int, batched: int, name: str, calls: int | None = None
) -> str:
    calls = len(planned) if calls is None else calls
    prompt = sum(each.prompt_tokens for each in planned)
    answer = sum(each.answer_tokens for each in planned)
    cost = sum(each.cost for each in planned)
    return f"{calls:>6} {stored:>7} {batched:>8} {prompt:>9,} {answer:>8,} {cost:>9.4f}  {name}"


def trace_tree(content: Path, episode: str = "") -> Iterator[str]:
    """Every call on record whose file holds `episode` in its name: what went wrong comes first."""
    calls = [
        call for call in ledger.read(content / SUMMARIES / ledger.NAME) if episode in call.file
    ]
    if not calls:
        yield "No calls are on record."
        return
    files = [
        (file, list(members)) for file, members in groupby(sorted(calls, key=_file), key=_file)
    ]
    files.sort(key=lambda each: (-sum(call.result in _FAULTY for call in each[1]), each[0]))
    for file, members in files:
        yield f"{file}  ({_totals(members)})"
        for call in sorted(members, key=_place):
            yield f"  {call.place:<20} {call.result:<11}{_figures(call)}"
            for fault in call.faults:
                yield f"    - {fault}"
    yield f"In all: {_totals(calls)}"


def write_pairs(path: Path, plan: Plan, episode: str = "") -> int:
    """Write prompts with verified answers as JSON Lines for chat fine-tuning; return how many.

    https://platform.openai.com/docs/guides/supervised-fine-tuning
    """
    pairs = [pair for pair in plan.pairs if episode in pair.file]
    path.write_text("".join(map(_pair_line, pairs)), encoding="utf-8")
    return len(pairs)


def _pair_line(pair: Pair) -> str:
    answer = json.dumps(pair.answer, ensure_ascii=False)
    messages = [*pair.messages, {"role": "assistant", "content": answer}]
    return json.dumps({"messages": messages}, ensure_ascii=False) + "\n"


def _file(call: Call) -> str:
    return call.file


def _place(call: Call) -> tuple[bool, str, str]:
    return call.result not in _FAULTY, call.at, call.place


def _figures(call: Call) -> str:
    posts = f"{call.posts} posts" if call.posts != 1 else "1 post"
    if call.lessons:
        posts += f" after {call.lessons} to learn the server's ways"
    if call.batch:
        posts += f" by {call.batch}"
    return (
        f"{posts}, {call.prompt_tokens} + {call.answer_tokens} tokens, "
        f"{call.cost:.5f}, {call.seconds:.1f} s  {call.model}"
    )


def _totals(calls: Sequence[Call]) -> str:
    results = Counter(call.result for call in calls)
    told = ", ".join(f"{results[name]} {name}" for name in ledger.RESULTS if results[name])
    used = sum(call.prompt_tokens + call.answer_tokens for call in calls)
    cached = sum(call.cached_tokens for call in calls)
    saved = sum(call.saved for call in calls)
    kept = f" ({cached:,} cached, {saved:.4f} saved)" if cached else ""
    return f"{told}; {used:,} tokens{kept}, {sum(call.cost for call in calls):.4f} spent"
