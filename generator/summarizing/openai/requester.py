"""One request to its end: from the store, or asked, checked, and asked again with the reason."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from ...config import ModelSettings
from .. import Pair, PlannedCall
from . import contexts, ledger, submissions, tokens
from .answers import (
    CUT_OFF,
    BadAnswerError,
    Claims,
    Headings,
    Issue,
    Judgements,
    Recap,
    Sheet,
    read_answer,
    retold,
    schema_of,
)
from .batching import Arrival, Batches, PendingError
from .budget import BATCH_SHARE, Budget
from .client import (
    DeclinedError,
    GaveUpError,
    LearnedError,
    Poster,
    PostError,
    Reply,
    TooLongError,
)
from .experience import RECAP_TOKENS, TYPICAL_ANSWER, Experience
from .ledger import Call
from .prompts import Kind, Prompt
from .spoken import Placing, Spoken
from .store import (
    DECLINED,
    FAILED,
    TOO_LONG,
    VERSION,
    Answer,
    Statement,
    Store,
    hash_of,
)

MOST_POSTS = 3
"""For one request, whatever goes wrong: once, and at most twice more."""
MOST_LESSONS = 8
"""Posts of one request that only teach how its server wants to be asked, beside those."""
MOST_BUILDS = 3
"""So many builds ask for what a model declines, or never answers well enough; then it is left."""
ANSWERED_IN_VAIN = 2
"""After so many builds in which no server answered a request, what builds on it waits no longer."""
PREFACE_TOKENS = 400
"""Kept free for what stands before the material, and for the reason when asking again."""
LONGEST_QUOTED_ANSWER = 1600
"""Characters of a wrong answer that are shown to the model when it is asked again."""
SPARE = 1.6
"""How many times the expected tokens an answer may take."""
_Shape = TypeVar("_Shape", Claims, Recap, Headings, Issue, Judgements, Sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is left of an answer after the checks, and what was wrong with the rest."""

    statements: tuple[Statement, ...]
    faults: tuple[str, ...]
    enough: bool = False
    """Whether so much can be published that it is not asked again for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[_Shape]):
    """A prompt with everything that is needed to judge and keep its answer."""

    kind: Kind
    file: str
    """Whose summaries: "<show>/<episode>" or "digests/<digest>"."""
    place: str
    prompt: Prompt
    speech: str
    """Hash of all that is spoken in the part it is about."""
    shape: type[_Shape]
    check: Callable[[_Shape], Verdict]
    expected: int = 0
    """Tokens that the answer will take, where that depends on what is asked; else 0."""
    part: Placing | None = None
    """What `speech` is of, for finding lines again by their words."""
    basis: str = ""
    """Hash of all that a stored answer must rest on to be used, though its prompt was another:
    what is asked, and of which words. Empty: the prompt must be the same."""
    former_speech: str = ""
    """`speech` as it was told when lines counted, and not words alone."""
    fresh: bool = False
    """Whether it is about an episode that is refreshed, beside those of its own file."""
    held: bool = False
    """Whether what it builds on is not answered yet: what is stored is used, nothing is asked."""
    in_parts: bool = False
    """Whether `check` remembers what stood in earlier answers: those parts are not asked again."""


@dataclass(slots=True)
class Account:
    """What happened so far."""

    by_batch: bool = False
    """Whether it is asked by the Batch API."""
    asked: int = 0
    reused: int = 0
    repaired: int = 0
    replaced: int = 0
    """Answered, but never well enough."""
    unanswered: int = 0
    too_long: int = 0
    """Quoted, as they are too long for the server, and cannot be cut further."""
    too_long_reason: str = ""
    """What it said last of a part that is too long."""
    held: int = 0
    """Not asked, as what they build on is not answered."""
    unpaid: int = 0
    """Not asked, as the money was at its end."""
    left: int = 0
    """Declined or failed in `MOST_BUILDS` builds, and not asked again."""
    incomplete: set[str] = field(default_factory=set)
    """Files of which something was not answered that another build may have answered."""
    pending: set[str] = field(default_factory=set)
    """Files with answers that are to come by a batch."""
    posts: int = 0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    cached_tokens: int = 0
    """Of the prompts', those that the provider had kept from earlier ones."""
    saved: float = 0.0
    """What was spent less for that."""
    spent: float = 0.0
    outdated: int = 0
    """Edited answers whose recording has changed."""
    broken: list[str] = field(default_factory=list)
    """Stored files that an edit left unreadable in part."""
    reasons: list[str] = field(default_factory=list)
    """Why requests went unanswered, each once."""
    rewritten: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    """What was refreshed: of which part, and its sentences before and after."""
    planned: list[PlannedCall] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    """Prompts with their stored answers; kept only while planning."""
    stored: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Stored answers that were used, by file."""
    submitted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Requests in batches on record, by file; only counted while planning."""


class Requester:
    """Makes requests, remembers answers, and keeps the books.

    Without a poster nothing is asked, and what would have been asked is counted.
    """

    def __init__(
        self,
        settings: ModelSettings,
        prompts: Mapping[str, str],
        summaries: Path,
        poster: Poster | None,
        batches: Batches | None = None,
        budget: Budget | None = None,
        context: int = 0,
    ) -> None:
        self._context = context or settings.context or contexts.LOCAL
        self.settings = settings
        self.prompts = prompts
        self.account = Account(by_batch=settings.batch)
        self.shown: str | None = None
        """Part of the names of the files of which a plan keeps what would be sent."""
        self.refresh: frozenset[str] = frozenset()
        """Files in which what was written on other grounds is written anew."""
        self.budget = budget or Budget(settings.prices, settings.max_cost)
        self.run = os.urandom(4).hex() if self.budget.most_month is not None else ""
        """Tells this build's calls from others' in the ledger."""
        self.batches = batches
        self._summaries = summaries
        self._poster = poster
        self._locks: dict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)
        self._planned: set[str] = set()
        """Files and keys of what would be asked."""
        self._failed: set[str] = set()
        """Keys of what was asked in this build and came to no answer."""
        self._count = tokens.bound if poster else tokens.counter()[0]
        self._submitted = frozenset() if poster else submissions.keys(summaries)

    @property
    def context(self) -> int:
        """Tokens of prompt and answer that the smallest of the models takes."""
        return self._context

    @property
    def only_plans(self) -> bool:
        """Whether nothing will be asked."""
        return self._poster is None

    def store(self, file: str) -> Store:
        """The answers kept for a file."""
        return Store(self._summaries / f"{file}.json")

    def room(self, kind: Kind) -> int:
        """Tokens of material that a request of a kind may hold."""
        fixed = tokens.bound(self.prompts[kind]) + PREFACE_TOKENS
        answer = self.settings.answer_tokens
        if kind is Kind.EPISODE:
            answer = max(answer, int(SPARE * self.recap_tokens))
        return max(200, self.context - answer - (self.settings.thinking_tokens or 0) - fixed)

    @property
    def recap_tokens(self) -> int:
        """The most that what an episode comes to takes, with what its page has beside it."""
        return min(RECAP_TOKENS, self.context // 8)

    def key(self, request: Request[_Shape], model: str) -> str:
        """The hash of everything that reaches a model with a request and changes its answer.

        Limits (of tokens, time, tries, calls at once, money) and addresses do not.
        """
        asked = (VERSION, request.prompt.messages, schema_of(request.shape))
        return hash_of(*asked, *self._chosen(model))

    def _former_key(self, request: Request[_Shape], model: str) -> str:
        """The key as it was when the limit of tokens was a part of it."""
        asked = (VERSION, request.prompt.messages, schema_of(request.shape))
        return hash_of(*asked, *self._chosen(model), self.settings.answer_tokens)

    def basis(self, request: Request[_Shape], model: str) -> str:
        """The hash of what a model's stored answer must rest on to be used for a request."""
        return self._basis(request.basis, model)

    def stands(self, file: str, kind: Kind, basis: str, store: Store) -> bool:
        """Whether there is a stored answer on a basis, and it is not to be written anew."""
        models = () if file in self.refresh else self.settings.order
        return any(store.find_standing(self._basis(basis, model), kind) for model in models)

    def _basis(self, basis: str, model: str) -> str:
        return hash_of(VERSION, basis, *self._chosen(model)) if basis else ""

    def _chosen(self, model: str) -> tuple[object, ...]:
        """Who is asked, and what of the settings changes what is answered."""
        return model, self.settings.temperature, *filter(None, [self.settings.deciding])

    async def ask(self, request: Request[_Shape], store: Store) -> Answer | None:
        """The answer to a request; None where there is none now.

        Raises `TooLongError` where it must be cut first, and `PendingError` where a batch is to
        bring it to a later build.
        """
        keys = {model: self.key(request, model) for model in self.settings.order}
        async with self._locks[request.file, next(iter(keys.values()))]:
            found = self._find(request, store, keys)
            if found and not self._may_be_asked_again(found, request):
                self.account.reused += 1
                self.account.stored[request.file] += 1
                self.account.left += found.note in _NO_ANSWER and found.tries >= MOST_BUILDS
                if found.note == TOO_LONG:
                    raise TooLongError(TOO_LONG)
                if self.only_plans and found.key in keys.values() and found.statements:
                    self.account.pairs.append(_pair(request, found))
                return found
            if request.held:
                self.account.held += 1
                return None
            if self._poster is None:
                if any(key in self._submitted for key in keys.values()):
                    self.account.submitted[request.file] += 1
                elif (asked := f"{request.file} {next(iter(keys.values()))}") not in self._planned:
                    self._planned.add(asked)  # what is said twice is asked once
                    self._plan(request, self.standing(request, store))
                return None
            if self.batches is None:
                return await self._exchange(self._poster, request, keys, store, None)
            arrival = await self.batches.reply(
                f"{request.file}, {request.place}",
                keys,
                request.prompt.messages,
                schema_of(request.shape),
                self.answer_room(request),
            )
            with self.batches.calling():
                answer = await self._exchange(self._poster, request, keys, store, arrival)
            if arrival and isinstance(arrival.reply, GaveUpError):
                raise PendingError  # what builds on it would be asked for on other grounds, in vain
            return answer

    def _find(
        self, request: Request[_Shape], store: Store, keys: Mapping[str, str]
    ) -> Answer | None:
        """The stored answer, with its lines where their words are now."""
        kind = request.kind
        for key in keys.values():
            found = store.find(key, request.speech, kind)
            if found:
                return found if found.key == key else _placed(found, request.part)
        for model in keys:
            found = store.find(self._former_key(request, model), request.former_speech, kind)
            if found:
                return found
        return None if self._is_fresh(request) else self.standing(request, store)

    def standing(self, request: Request[_Shape], store: Store) -> Answer | None:
        """The stored answer that rests on the same, though its prompt was another."""
        for model in self.settings.order:
            found = store.find_standing(self.basis(request, model), request.kind)
            placed = found and _placed(found, request.part)
            if placed:
                return placed
        return None

    def edited(self, store: Store, kind: Kind, part: Spoken) -> Answer | None:
        """What a person made of an answer about a part, however it was asked for; else None."""
        found = store.find("", hash_of(kind, part.hash), kind)
        return _placed(found, part) if found and found.edited else None

    def _is_fresh(self, request: Request[_Shape]) -> bool:
        return request.fresh or request.file in self.refresh

    def _may_be_asked_again(self, answer: Answer, request: Request[_Shape]) -> bool:
        """Whether it is no answer, and neither this build nor enough others found out."""
        if answer.note not in _NO_ANSWER or answer.edited or answer.key in self._failed:
            return False
        return answer.tries < MOST_BUILDS or self._is_fresh(request)

    def is_in_vain(self, request: Request[Any]) -> bool:
        """Whether build after build no server answers it, so that nothing else should wait."""
        keys = [self.key(request, model) for model in self.settings.order]
        return any(self._unanswered[key] >= ANSWERED_IN_VAIN for key in keys)

    @cached_property
    def _unanswered(self) -> Counter[str]:
        """How often each request was asked for in vain, up to now."""
        calls = ledger.read(self._summaries / ledger.NAME)
        return Counter(call.key for call in calls if call.result == "unanswered" and call.posts)

    async def _exchange(
        self,
        poster: Poster,
        request: Request[_Shape],
        keys: Mapping[str, str],
        store: Store,
        arrival: Arrival | None,
    ) -> Answer | None:
        async with poster.passing():
            if self.budget.exhausted and arrival is None:
                self.account.unpaid += 1
                return None
            return await _Exchange(self, poster, request, keys, store, arrival).run()

    def announce(self, request: Request[_Shape], most: float) -> None:
        """Put on record that a call may cost so much, where that counts for the month."""
        if self.run:
            name = f"{request.file}, {request.place}"
            ledger.announce(self._summaries / ledger.NAME, name, most, self.run)

    def note(self, answer: Answer, request: Request[_Shape], store: Store) -> None:
        """Remember what came to no answer, which this build asks no more, and what is refreshed."""
        if answer.note in _NO_ANSWER:
            self._failed.add(answer.key)
        before = self.standing(request, store)
        if before and answer.statements:
            was, now = (tuple(s.text for s in each.statements) for each in (before, answer))
            self.account.rewritten.append((f"{request.file}, {request.place}", was, now))

    def record(self, call: Call) -> None:
        """Enter a call in the books."""
        account = self.account
        account.asked += 1
        account.posts += call.posts
        account.prompt_tokens += call.prompt_tokens
        account.answer_tokens += call.answer_tokens
        account.cached_tokens += call.cached_tokens
        account.saved += call.saved
        account.repaired += call.result in {"repaired", "reduced"}
        account.replaced += call.result in {"failed", "declined"}
        account.unanswered += call.result == "unanswered"
        if call.result == "split":
            account.too_long_reason = call.faults[-1]
        if call.result == "unanswered" and call.faults and call.faults[-1] not in account.reasons:
            account.reasons.append(call.faults[-1])
        ledger.append(self._summaries / ledger.NAME, call)

    def answer_room(self, request: Request[_Shape]) -> int:
        """Most tokens of an answer to it."""
        return max(self.settings.answer_tokens, int(SPARE * request.expected))

    def most_cost(self, prompt_tokens: int, answer_tokens: int) -> float:
        """What a call costs at most, whichever model answers."""
        return max(self.budget.cost(m, prompt_tokens, answer_tokens) for m in self.settings.order)

    def _plan(self, request: Request[_Shape], before: Answer | None) -> None:
        length = sum(self._count(message["content"]) + 4 for message in request.prompt.messages)
        answer = self._experience.answer_tokens(request.kind, self.expected(request))
        share = BATCH_SHARE if self.settings.batch else 1.0
        self.account.planned.append(
            PlannedCall(
                file=request.file,
                place=request.place,
                prompt_tokens=length,
                answer_tokens=answer,
                cost=share * self.budget.cost(self.settings.order[0], length, answer),
                instead_of=tuple(each.text for each in before.statements) if before else (),
                messages=tuple(request.prompt.messages)
                if self.shown is not None and self.shown in request.file
                else (),
            )
        )

    def expected(self, request: Request[Any]) -> int:
        """Tokens that an answer is expected to take, before anything is known of the model."""
        return request.expected or TYPICAL_ANSWER[request.kind]

    def asked_again(self) -> PlannedCall | None:
        """What asking again will come to, by what it came to before."""
        planned, share = self.account.planned, self._experience.asked_again
        if not planned:
            return None
        return PlannedCall(
            file="",
            place="asked again",
            prompt_tokens=round(share * sum(each.prompt_tokens for each in planned)),
            answer_tokens=round(share * sum(each.answer_tokens for each in planned)),
            cost=share * sum(each.cost for each in planned),
        )

    @property
    def unpriced(self) -> str:
        """The first model, if its price is not known."""
        first = self.settings.order[0]
        return "" if first in self.settings.prices else first

    @cached_property
    def _experience(self) -> Experience:
        path = self._summaries / ledger.NAME
        return Experience(ledger.read(path), self.settings.order[0])


class _Exchange(Generic[_Shape]):
    """The posts that one request takes, and what came of them."""

    def __init__(
        self,
        requester: Requester,
        poster: Poster,
        request: Request[_Shape],
        keys: Mapping[str, str],
        store: Store,
        arrival: Arrival | None,
    ) -> None:
        self._requester = requester
        self._poster = poster
        self._request: Request[_Shape] = request
        self._keys = keys
        self._store = store
        self._schema = schema_of(request.shape)
        self._arrival = arrival
        self._posts = arrival.posts if arrival else 0
        self._lessons = 0
        self._guesses = 0
        """Of the posts, those that were only put in a way that the server does not take."""
        self._tokens = [0, 0]
        self._cached, self._saved = 0, 0.0
        self._cost = arrival.cost if arrival else 0.0
        self._faults: list[str] = []
        self._best: tuple[Verdict, Reply] | None = None

    async def run(self) -> Answer | None:
        """Post until the answer is good, the posts are used up, or the deadline has passed."""
        began = time.monotonic()
        longer = max(1.0, self._request.expected / self._requester.settings.answer_tokens)
        patience = longer * self._requester.settings.deadline
        deadline = asyncio.get_running_loop().time() + patience
        answer: Answer | None = None
        result = "unanswered"
        try:
            await self._converse(deadline)
            result, answer = self._conclude()
        except TooLongError as error:
            self._faults.append(str(error))
            result, answer = "split", self._answer(next(iter(self._keys)), (), TOO_LONG)
        except DeclinedError as error:
            self._faults.append(str(error))
            if error.model:
                result, answer = "declined", self._answer(error.model, (), DECLINED)
        if answer:
            self._requester.note(answer, self._request, self._store)
            self._store.put(answer)
        if self._posts or self._lessons or self._faults:
            self._record(result, answer, time.monotonic() - began)
        if answer and answer.note == TOO_LONG:
            raise TooLongError(TOO_LONG)
        return answer

    async def _converse(self, deadline: float) -> None:
        reply = self._received()
        if reply is None and self._arrival:
            return
        messages = self._request.prompt.messages
        room = self._requester.answer_room(self._request)
        guesses = 0
        while reply or self._posts - self._guesses < MOST_POSTS:
            try:
                reply = reply or await self._post(messages, deadline, room)
            except GaveUpError as error:
                self._posts -= not error.perhaps_billed  # then nothing was sent
                self._faults.append(str(error))
                return
            except LearnedError as error:
                if self._lessons < MOST_LESSONS:
                    self._posts -= 1
                    self._lessons += 1
                else:
                    self._faults.append(str(error))
                continue
            except (TooLongError, DeclinedError) as error:
                if self._best is None or (
                    isinstance(error, TooLongError) and not self._best[0].statements
                ):
                    raise
                return
            except PostError as error:
                self._faults.append(str(error))
                guesses += error.is_guess
                continue
            if reply is None:
                return
            self._guesses, guesses = self._guesses + guesses, 0  # one of them was right
            verdict = self._judge(reply)
            self._faults.extend(verdict.faults)
            if self._best is None or _rank(verdict) > _rank(self._best[0]):
                self._best = verdict, reply
            if not verdict.faults or verdict.enough:
                return
            if verdict.faults == (CUT_OFF,):
                room *= 2
            else:
                messages = _ask_again(self._request, reply, verdict)
            reply = None

    def _received(self) -> Reply | None:
        """The reply that came by a batch, if one did."""
        if self._arrival is None:
            return None
        reply = self._arrival.reply
        if isinstance(reply, TooLongError | DeclinedError):
            raise reply
        if isinstance(reply, PostError):
            self._faults.append(str(reply))
            return None
        self._tokens = [reply.prompt_tokens, reply.answer_tokens]
        return reply

    async def _post(
        self, messages: Sequence[dict[str, str]], deadline: float, room: int
    ) -> Reply | None:
        """One post, paid for; None where it could cost too much."""
        requester = self._requester
        most = requester.most_cost(tokens.bound_of(messages), self._poster.limit(messages, room))
        if not await requester.budget.reserve(most):
            requester.account.unpaid += self._best is None
            return None
        requester.announce(self._request, most)
        cost = 0.0
        try:
            self._posts += 1
            reply = await self._poster.post(messages, self._schema, deadline, room)
            cost = self._bill(reply)
        except PostError as error:
            if error.reply:
                cost = self._bill(error.reply)
            elif error.perhaps_billed:
                cost = most
            raise
        finally:
            requester.budget.settle(most, cost)
            self._cost += cost
        return reply

    def _bill(self, reply: Reply) -> float:
        """What a reply costs, with its tokens put on record."""
        self._tokens[0] += reply.prompt_tokens
        self._tokens[1] += reply.answer_tokens
        self._cached += reply.cached_tokens
        budget = self._requester.budget
        self._saved += budget.saved(reply.model, reply.cached_tokens)
        return budget.cost(
            reply.model, reply.prompt_tokens, reply.answer_tokens, reply.cached_tokens
        )

    def _judge(self, reply: Reply) -> Verdict:
        try:
            answer = read_answer(reply.text, self._request.shape, whole=reply.whole)
            return self._request.check(answer)
        except BadAnswerError as error:
            return Verdict(statements=(), faults=(str(error),))

    def _conclude(self) -> tuple[str, Answer | None]:
        if self._best is None:
            return "unanswered", None
        verdict, reply = self._best
        if not verdict.statements:
            return "failed", self._answer(reply.model, (), FAILED)
        if verdict.faults:
            return "reduced", self._answer(reply.model, verdict.statements, "")
        result = "repaired" if self._faults else "verified"
        return result, self._answer(reply.model, verdict.statements, "")

    def _answer(self, model: str, statements: tuple[Statement, ...], note: str) -> Answer:
        request, key = self._request, self._keys[model]
        before = self._store.find(key, request.speech, request.kind)
        tries = before.tries + 1 if before and before.note in _NO_ANSWER else 1
        return Answer(
            key=key,
            speech=request.speech,
            kind=request.kind,
            place=request.place,
            model=model,
            statements=_marked(statements, request.part),
            basis=self._requester.basis(request, model) if statements else "",
            parts=tuple(dict.fromkeys(each.part for each in statements if each.part)),
            note=note,
            tries=tries if note in _NO_ANSWER else 0,
        )

    def _record(self, result: str, answer: Answer | None, seconds: float) -> None:
        self._requester.record(
            Call(
                at=ledger.now(),
                file=self._request.file,
                place=self._request.place,
                key=answer.key if answer else next(iter(self._keys.values())),
                prompt=hash_of(self._request.prompt.system)[:12],
                model=answer.model if answer else "",
                posts=self._posts,
                lessons=self._lessons,
                prompt_tokens=self._tokens[0],
                answer_tokens=self._tokens[1],
                cost=round(self._cost, 8),
                cached_tokens=self._cached,
                saved=round(self._saved, 8),
                seconds=round(seconds, 3),
                result=result,
                batch=self._arrival.batch if self._arrival else "",
                faults=tuple(dict.fromkeys(self._faults)),
                expected=self._requester.expected(self._request),
                run=self._requester.run,
            )
        )


_NO_ANSWER = frozenset({DECLINED, FAILED})


def _marked(statements: tuple[Statement, ...], part: Placing | None) -> tuple[Statement, ...]:
    """Statements that remember where the words of their lines stand."""
    if part is None:
        return statements
    return tuple(
        each if each.said or not each.spoken else replace(each, said=part.places(each.spoken))
        for each in statements
    )


def _placed(answer: Answer, part: Placing | None) -> Answer | None:
    """An answer whose statements have their lines where their words stand now.

    A statement whose words are gone goes with them; None where most are.
    """
    if part is None:
        return answer
    statements = [
        replace(each, spoken=part.lines_at(each.said)) if each.said else each
        for each in answer.statements
    ]
    kept = tuple(each for each in statements if each.spoken)
    if 2 * len(kept) < len(statements):
        return None
    return replace(answer, statements=kept)


def _pair(request: Request[_Shape], answer: Answer) -> Pair:
    return Pair(
        file=request.file,
        messages=request.prompt.messages,
        answer=retold(request.kind, answer.statements),
    )


def _rank(verdict: Verdict) -> tuple[int, int]:
    """More that can be published is better; of equals, less that is wrong."""
    return len(verdict.statements), -len(verdict.faults)


_AGAIN = "Answer again, whole, with these faults mended or the sentences left out."
_AGAIN_IN_PARTS = (
    "Answer again in the same shape with only those parts or lists in which something is wrong, "
    "each of them whole, with its faults mended or the sentences left out. The others stand."
)


def _ask_again(request: Request[_Shape], reply: Reply, verdict: Verdict) -> list[dict[str, str]]:
    """The prompt with the answer that was wrong, and why it was."""
    reasons = "\n".join(f"- {fault}" for fault in verdict.faults)
    most = LONGEST_QUOTED_ANSWER + 6 * request.expected
    return [
        *request.prompt.messages,
        {"role": "assistant", "content": reply.text[:most] or "{}"},
        {
            "role": "user",
            "content": f"This cannot be published:\n{reasons}\n"
            f"{_AGAIN_IN_PARTS if request.in_parts else _AGAIN}",
        },
    ]
