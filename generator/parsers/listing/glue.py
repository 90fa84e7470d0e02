"""Text whose line breaks were lost: where paragraphs, headings and list items are glued together.

`...with us.Show Notes* One* TwoTimestamps* [00:00] Hello` falls apart at bullets and time stamps,
where a sentence's end meets a capital, where a word that is no word otherwise is made of two that
are (`knowledgePeople`), and at the names that sections of show notes usually have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...language.languages import Language
from ...language.lexicon import class_of
from ...model import WordClass
from ...timestamps import parse_clock

_LONGEST_WORD = 60
"""Characters."""
_LONGEST_FORMULA = 60
"""Characters."""
FEWEST_LOOSE_STAMPS = 3
"""So many time stamps without bullets, in one line or in as many lines, are a list."""
FEWEST_BRACKETED = 2
"""So many bulleted items that end in time stamps in brackets are one."""
LONGEST_ITEM = 22
"""Words of a title in a list whose time stamps have no bullets, or follow the titles."""

CLOCK = r"\d{1,3}(?::[0-5]?\d){1,2}(?:[.,]\d{1,3})?"
"""A time of day on a recording's clock, without named groups."""
_AFTER_STAMP = r"(?:\s?:(?=\s)|\s[-–—|](?=\s))?\s?"
_BULLET = re.compile(
    rf"[*•▪‣●](?:\s|$)\s?(?:(?P<stamp>\[{CLOCK}\]|\({CLOCK}\)|{CLOCK}(?!\w|:\d)){_AFTER_STAMP})?"
)
_LOOSE = re.compile(
    rf"(?P<stamp>\[{CLOCK}\]|\({CLOCK}\)|(?:^|(?<=[a-z!?.)”\"])){CLOCK}(?=[ :])){_AFTER_STAMP}"
)
_ADDRESS = r"(?:\(https?://[^\s()]{1,2000}\))?"
_STAMP = re.compile(
    rf"(?P<stamp>\[{CLOCK}\]|\({CLOCK}\)"
    rf"|(?<![\w:.,/$€£]){CLOCK}(?!\w|:\d|%|[.,]\d)){_ADDRESS}"
)
"""A time stamp wherever it stands; one in brackets may be a link."""
_BETWEEN = " \t-–—|:>*•▪‣●·"
"""What stands between a title and its time stamp, or around both."""
_LINKED = re.compile(r"\[([^\[\]]{1,300})\]\(https?://[^\s()]{1,2000}\)")
_SENTENCE_BEFORE = re.compile(r".*[.!?:…][”\")]?(?=[^\s.!?:])|.*[.!?:…][”\")]?\s+")
_RULE_OF_TABLE = re.compile(r"[\s|:-]*-[\s|:-]*")
_EMPHASIS = re.compile(r"(?<![^\s(])\*(?=[^\s*])[^*\n]{1,80}(?<=[^\s*])\*(?=[\s.,;:!?)]|$)")
_SECTION = re.compile(
    r"(?P<sure>Show ?[Nn]otes|Time ?[Ss]tamps)"
    r"|Chapters|Transcripts?|Links|References|Resources|Further [Rr]eading"
)
_AFTER_SENTENCE = re.compile(
    r"(?<=[a-z\d%`”\")][.!?:])(?=[“\"]?[^\W\d_a-z][a-z]|[“\"]?[IA][ '’])"
    r"|(?<=[.!?:…][”)])(?=“?[^\W\d_a-z])|(?<=…)(?=[^\W\d_a-z])|(?<=\d{6})(?=[A-Z][a-z])"
)
_AFTER_CAPITAL = re.compile(r"(?<=[A-Z][.!?:])(?=([A-Z][a-z]+))")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])|(?<=\))(?=[A-Z][a-z])")
_TOKEN = re.compile(r"[^\W_]+")
_MORE_FOLLOWS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?(?: \S|[:/])")
_OPENS_SENTENCE = "|".join(sorted(Language.of("en").cleaning["begins_sentence"]))
_UNMARKED = re.compile(
    r"(?:^|(?<=[.!?…] ))[A-Z][\w’'-]{0,30}(?: [\w’'-]{1,30}){1,6}? [a-z][\w’'-]{0,30} "
    rf"(?=(?:{_OPENS_SENTENCE}) [a-z\d])"
)
"""Words with no mark behind them, where a sentence begins as none does in the middle of one."""
_TITLE_TO_THE_END = re.compile(r"[A-Z][\w’'/-]{0,30}(?:(?: [A-Z][\w’'/-]{0,30}){1,4}:?|:)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """A list item, or the text before the first one."""

    text: str
    bulleted: bool = False
    stamp: str = ""
    """The time it begins with, as written."""
    time: float | None = None
    """That time in seconds."""

    @property
    def listed(self) -> bool:
        """Whether it is an item at all."""
        return self.bulleted or self.time is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that a page uses."""

    written: Counter[str]
    """How often each occurs, as it is written."""
    known: frozenset[str]
    """All of them, in lower case."""

    def joins(self, left: str, right: str) -> bool:
        """Whether `left` and `right` are words and what they make together is none.

        A rare name may end a paragraph, so `left` need not be known before `The` and the like.
        """
        if self.written[left + right] > 1 or right.lower() not in self.known:
            return False
        opening = right.lower() in Language.of("en").function and len(right) > 2
        return opening or left.lower() in self.known


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """The words of `texts`."""
    written: Counter[str] = Counter()
    for text in texts:
        written.update(_TOKEN.findall(text))
    return Vocabulary(written=written, known=frozenset(map(str.lower, written)))


def cut_lines(text: str) -> Iterator[list[RawItem]]:
    """The items of each line of `text`; lines that are times and titles together are a list."""
    lines = [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
    index = 0
    while index < len(lines):
        run: list[RawItem] = []
        end = index
        for line in lines[index:]:
            item = _timed_line(line)
            if item and (not run or (item.time or 0.0) >= (run[-1].time or 0.0)):
                run.append(item)
            elif not _RULE_OF_TABLE.fullmatch(line) and not (not run and _heads_table(lines, end)):
                break
            end += 1
        if len(run) >= FEWEST_LOOSE_STAMPS:
            yield run
            index = end
        else:
            yield list(cut_items(lines[index]))
            index += 1


def _heads_table(lines: list[str], index: int) -> bool:
    """Whether a line is the heading of a table: a rule follows it."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return lines[index].startswith("|") and bool(_RULE_OF_TABLE.fullmatch(following))


def _timed_line(line: str) -> RawItem | None:
    """A line that is a time and a title, in either order, and nothing else."""
    marks = list(_STAMP.finditer(line))
    if not 1 <= len(marks) <= 2:
        return None
    before = line[: marks[0].start()].strip(_BETWEEN)
    if not any(map(str.isalpha, before)):
        before = ""  # the number of an item
    after = line[marks[-1].end() :]
    between = line[marks[0].end() : marks[-1].start()] if len(marks) > 1 else ""
    after = after.strip(_BETWEEN)
    if bool(before) == bool(after) or between.strip(" -–—>|"):
        return None
    title = before or after
    if title.count(" ") >= LONGEST_ITEM or not any(map(str.isalpha, title)):
        return None
    return _timed(title, marks[0]["stamp"])


def _timed(title: str, stamp: str) -> RawItem | None:
    """An item of a list of chapters; None where the stamp is no time."""
    time = parse_clock(stamp.strip("[]()"))
    if time is None:
        return None
    return RawItem(text=_LINKED.sub(r"\1", title), stamp=stamp, time=time)


def cut_items(line: str) -> Iterator[RawItem]:
    """`line` cut at its bullets, and at time stamps where they make a list of their own."""
    plain = list(_bulleted(line, loosely=False))
    stamped = list(_stamped(plain))
    yield from stamped if stamped != plain else _run_on(line) or _bulleted(line)


def _stamped(items: list[RawItem]) -> Iterator[RawItem]:
    """`items`, those with a time that ends in one among them."""
    index = 0
    while index < len(items):
        run, rest = _stamped_at_end(items[index:])
        yield from run or items[index : index + 1]
        if rest:
            yield RawItem(text=rest)
        index += len(run) or 1


def _stamped_at_end(items: list[RawItem]) -> tuple[list[RawItem], str]:
    """The items that `items` begins with whose times follow their titles, and what is glued on.

    None where they make no list.
    """
    run: list[RawItem] = []
    rest = ""
    bracketed = True
    for item in items:
        marks = list(_STAMP.finditer(item.text)) if item.bulleted and item.time is None else []
        title = item.text[: marks[0].start()].strip(_BETWEEN) if marks else ""
        timed = _timed(title, marks[0]["stamp"]) if title and len(marks) == 1 else None
        if (
            not timed
            or title.count(" ") >= LONGEST_ITEM
            or (run and (timed.time or 0.0) < (run[-1].time or 0.0))
        ):
            break
        run.append(timed)
        bracketed = bracketed and timed.stamp[0] in "[("
        rest = item.text[marks[0].end() :].strip()
        if rest:
            break
    if rest and not rest[0].isupper():
        run, rest = run[:-1], ""
    fewest = FEWEST_BRACKETED if bracketed else FEWEST_LOOSE_STAMPS
    return (run, rest) if len(run) >= fewest else ([], "")


def _run_on(line: str) -> list[RawItem]:
    """The items of a line without bullets whose times ascend, each before or after its title."""
    marks = [] if _BULLET.search(line) else list(_STAMP.finditer(line))
    times = [parse_clock(mark["stamp"].strip("[]()")) or 0.0 for mark in marks]
    if len(marks) < FEWEST_LOOSE_STAMPS or times != sorted(set(times)):
        return []
    bounds = [0, *(edge for mark in marks for edge in mark.span()), len(line)]
    chunks = [line[begin:end].strip(_BETWEEN) for begin, end in pairwise(bounds)][::2]
    if not chunks[-1]:  # the last stamp ends the line: titles come first
        opening = _SENTENCE_BEFORE.match(chunks[0])
        lead = chunks[0][: opening.end()].strip() if opening else ""
        titles = [chunks[0][len(lead) :].strip(), *chunks[1:-1]]
    else:
        lead, titles = line[: marks[0].start()].strip(), chunks[1:]
        if lead and lead[-1] not in '.!?:…”")':
            return []
        if any(mark["stamp"][0] in "[(" for mark in marks):
            return []  # these are cut anyway, whatever follows the last title
    if not all(title and title.count(" ") < LONGEST_ITEM for title in titles):
        return []
    items = [RawItem(text=lead)] if lead else []
    for title, mark, time in zip(titles, marks, times, strict=True):
        items.append(RawItem(text=title, stamp=mark["stamp"], time=time))
    return items


def _bulleted(line: str, *, loosely: bool = True) -> Iterator[RawItem]:
    """`line` cut at its bullets, and `loosely` at time stamps that stand before titles."""
    hidden = _EMPHASIS.sub(lambda match: "\0" * len(match[0]), line) if "*" in line else line
    starts = {
        match.start(): match
        for match in _BULLET.finditer(hidden)
        if not _multiplies(hidden, match.start())
    }
    covered = {end for match in starts.values() for end in range(*match.span())}
    loose = [match for match in _LOOSE.finditer(hidden) if match.start() not in covered]
    if loosely and len(loose) >= FEWEST_LOOSE_STAMPS:
        starts.update((match.start(), match) for match in loose)
    matches = [starts[begin] for begin in sorted(starts)]
    first = matches[0].start() if matches else len(line)
    if line[:first].strip():
        yield RawItem(text=line[:first].strip())
    ends = [*(match.start() for match in matches), len(line)][1:]
    for match, end in zip(matches, ends, strict=True):
        stamp = match["stamp"] or ""
        yield RawItem(
            text=line[match.end() : end].strip(),
            bulleted=match.re is _BULLET,
            stamp=stamp,
            time=parse_clock(stamp.strip("[]()")) if stamp else None,
        )


def respace(text: str) -> str:
    """`text` with a space between sentences that are glued together."""
    return _AFTER_SENTENCE.sub(" ", text)


def unglue(text: str, vocabulary: Vocabulary, *, boldly: bool) -> list[str]:
    """The parts of `text` that were lines of their own.

    `boldly` also parts a word before an abbreviation (`RoundAI`), which product names resemble.
    """
    cuts = {match.start() for match in _AFTER_SENTENCE.finditer(text)}
    cuts.update(
        match.start()
        for match in _AFTER_CAPITAL.finditer(text)
        if match[1].lower() in Language.of("en").function
    )
    cuts.update(_around_sections(text))
    cuts.update(_around_headings(text))
    cuts.update(_inside_words(text, vocabulary, boldly=boldly))
    bounds = [0, *sorted(cuts), len(text)]
    parts = [text[begin:end].strip() for begin, end in pairwise(bounds)]
    return [part for part in parts if part]


def _multiplies(line: str, begin: int) -> bool:
    """Whether the asterisk at `begin` stands in a formula: between spaces in parentheses."""
    before = line[max(0, begin - _LONGEST_FORMULA) : begin]
    return before.endswith(" ") and before.rfind("(") > before.rfind(")")


def _around_sections(text: str) -> Iterator[int]:
    """Where the name of a section is glued to what stands before or after it."""
    for match in _SECTION.finditer(text):
        begin, end = match.span()
        before, after = text[begin - 1 : begin], text[end : end + 1]
        if not match["sure"] and after.islower():
            continue
        last = not text[end:].strip(": ") if end + 3 >= len(text) else False
        if (before and not before.isspace() and before not in "([“\"'‘/-") or (
            last and before == " " and text[begin - 2] in ".:!?"
        ):
            yield begin
        if after.isalnum():
            yield end


def _around_headings(text: str) -> Iterator[int]:
    """Where a few words without a verb, which no mark ends, stand before a sentence: a heading."""
    lists = Language.of("en").cleaning
    carrying = lists["be"] | lists["modals"]
    for match in _UNMARKED.finditer(text):
        spoken = match[0].lower().split()
        if not any(word in carrying or class_of(word) is WordClass.VERB for word in spoken):
            yield from match.span()


def _inside_words(text: str, vocabulary: Vocabulary, *, boldly: bool) -> Iterator[int]:
    """Where two words of `vocabulary` make one that is not in it.

    After a capitalized word (`BigCode`) that is no proof: what follows must open a sentence or
    be a title up to the end.
    """
    tokens = list(_TOKEN.finditer(text))
    begins = [token.start() for token in tokens]
    for hump in _HUMP.finditer(text):
        cut = hump.start()
        token = tokens[bisect_right(begins, cut) - 1]
        if token.end() - token.start() > _LONGEST_WORD:
            continue
        if not boldly and not text[cut + 1 : cut + 2].islower():
            continue
        if not _MORE_FOLLOWS.match(text, cut):
            continue
        left, right = text[token.start() : cut], text[cut : token.end()]
        telling = (
            boldly
            or left.islower()
            or right.lower() in Language.of("en").function
            or _TITLE_TO_THE_END.match(text, cut)
        )
        if text[cut - 1] == ")" or (telling and vocabulary.joins(left, right)):
            yield cut
