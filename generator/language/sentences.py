"""Where a sentence ends: the one notion of it, for every language and script.

Where nobody punctuated, English sentences are found by what was learned of them (`endings`), those
of other languages by pauses and by what their sentences end in (`pauses`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from .endings import learned_spans
from .languages import Language, shipped
from .pauses import paused_spans
from .words import is_unspaced, word_count

LONGEST_SENTENCE = 60
"""A sentence of more words is cut at its commas, else at this length."""
TERMINALS = ".!?…。！？｡।॥؟۔։።"
"""Marks that end a sentence."""
QUESTION_MARKS = ("?", "？", "؟", ";")
CLOSERS = "\"'”’»›)]」』）】〉》"
"""Marks that may follow the end of a sentence and belong to it."""

_CLOSING = f"[{re.escape(CLOSERS)}]*"
_END = re.compile(
    rf"(?<=[{TERMINALS}]){_CLOSING}\s+(?=[\"'“‘«‹„¿¡(\[「『（]*[^\W_])|(?<=[。！？｡।॥]){_CLOSING}\s*"
)
"""White space after a sentence's end, before something that may begin another."""
_OPENERS = "\"'“‘«‹„¿¡([「『（"
_TERMINAL = re.compile(rf"[{TERMINALS}]")
_LAST_WORDS = re.compile(r"(?:(\S+)\s)?(\S+)$")
_NEXT_WORD = re.compile(r"[\w'’-]+\.?")
_LOOK_BACK = 24
"""Characters before a full stop that may be an abbreviation with the word before it."""
_LONGEST_STUMP = 4
"""Letters of a word before a full stop that may be an abbreviation nobody listed."""
_UNPUNCTUATED = 1 / 50
"""Fewer sentence ends than this for each word means that nobody punctuated."""


def is_punctuated(texts: Iterable[str], words: int) -> bool:
    """Whether somebody wrote where the sentences of `texts` end, which have so many words."""
    ends = sum(len(_TERMINAL.findall(text)) for text in texts)
    return ends >= words * _UNPUNCTUATED


def split_sentences(text: str) -> list[str]:
    """The sentences of a running text in any language; joined by spaces they give it back."""
    return [text[start:end] for start, end in sentence_spans(text, any_language())]


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Character ranges of the sentences in `text`, none of them too long to be read as one."""
    return _shortened(text, whole_spans(text, language))


def spoken_spans(
    texts: Sequence[str],
    breaks: Sequence[Mapping[int, float]],
    language: Language,
    *,
    punctuated: bool,
) -> Iterator[list[tuple[int, int]]]:
    """Character ranges of the sentences in each piece of speech, by what tells of their ends.

    `texts` have single spaces between their words; `breaks` are the starts of cues in each, with
    the silence before them in seconds.
    """
    for text, own in zip(texts, breaks, strict=True):
        whole = whole_spans(text, language)
        if punctuated and not is_unspaced(text):
            yield _shortened(text, whole)
        elif language.tag == "en":
            yield list(learned_spans(text, whole))
        else:
            yield list(paused_spans(text, whole, own, language))


def cut_at(spans: Iterable[tuple[int, int]], places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Character ranges, each cut where a place lies inside it, before which is a space."""
    inner = sorted(places)
    for begin, end in spans:
        for place in inner:
            if begin < place < end:
                yield begin, place - 1
                begin = place
        yield begin, end


def is_finished(text: str) -> bool:
    """Whether it ends in a mark, and not in one that a machine put behind a comma."""
    bare = text.rstrip(CLOSERS)
    return bare.endswith(tuple(TERMINALS)) and not bare.rstrip(TERMINALS).endswith(tuple(",、，"))


def whole_spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Character ranges of the sentences in `text` as its punctuation has them, however long."""
    begin = 0
    for match in _END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if match.end() >= len(text) or _goes_on(text, begin, match, language):
            continue
        yield begin, end
        begin = match.end()
    if text[begin:].strip():
        yield begin, len(text)


@cache
def any_language() -> Language:
    """The abbreviations and function words of all languages together."""
    known = [Language.of(tag) for tag in shipped()]
    names = {name for each in known for name in each.sentences}
    endings = {
        name: frozenset().union(*(each.cleaning[name] for each in known))
        for name in ("dangling_ends", "ends_clause")
    }
    return Language(
        tag="mul",
        function=frozenset().union(*(each.function for each in known)),
        sentences=type(known[0].sentences)(
            {name: frozenset().union(*(each.sentences[name] for each in known)) for name in names}
        ),
        cleaning=type(known[0].cleaning)(endings),
        rows={"roles": tuple(row for each in known for row in each.rows.get("roles", ()))},
    )


def _goes_on(text: str, begin: int, match: re.Match[str], language: Language) -> bool:
    """Whether the sentence from `begin` goes on after what looks like its end."""
    following = text[match.end() : match.end() + _LOOK_BACK].lstrip(_OPENERS)
    uncapped = following[:1].islower() and match.group().strip() != match.group()
    if uncapped and text.startswith("[", match.end()):
        return False  # a remark, in whatever letters
    if text[match.start() - 1] != ".":
        return uncapped
    words = _LAST_WORDS.search(text[max(begin, match.start() - _LOOK_BACK) : match.start()])
    if words is None:
        return uncapped
    before, last = (words[1] or "").lower(), words[2].lstrip(_OPENERS)
    head = _NEXT_WORD.match(following)
    after = head[0] if head else ""
    if uncapped and not _begins_again(last, after, language):
        return True
    lists = language.sentences
    lower = last.lower()
    for joined in (lower, before + lower, lower + after.lower()):
        if joined in lists["abbreviations"]:
            return True
    if len(last) == 2 and last[0].isupper():
        return True  # an initial
    if lower in lists["before_number"]:
        return after[:1].isdigit()
    opens = after.partition("'")[0].partition("’")[0].lower() in language.function
    if lower in lists["may_end"] or re.fullmatch(r"(?:[^\W\d_]\.){2,}", last):
        return uncapped or not opens
    return bool(lists["ordinals"] and re.fullmatch(r"\d{1,2}\.", last)) and not opens


def _begins_again(last: str, after: str, language: Language) -> bool:
    """Whether a sentence without a capital begins after a full stop: speech cut by machines.

    What was cut away took the capital with it: "It is a mesh. [Um, ] so we draw it."
    """
    stump = last.rstrip(".").lower()
    leads_on = language.cleaning["dangling_ends"] - language.cleaning["ends_clause"]
    head = after.partition("'")[0].partition("’")[0].rstrip(".")
    return (
        len(stump) > 1
        and stump.isalpha()
        and last.count(".") == 1
        and stump not in leads_on
        and (len(stump) > _LONGEST_STUMP or stump in language.function or head in language.function)
        and bool(language.function)
    )


def _shortened(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of sentences, each cut where it is too long to be read as one."""
    shortened: list[tuple[int, int]] = []
    for begin, end in spans:
        if word_count(text[begin:end]) <= LONGEST_SENTENCE:
            shortened.append((begin, end))
            continue
        if is_unspaced(text[begin:end]):
            pattern, size, prefer = r"[^、，,\s]{1,40}[、，,\s]*", LONGEST_SENTENCE // 8, ""
        else:
            pattern, size, prefer = r"\S+", LONGEST_SENTENCE, ",;،、，"
        pieces = list(re.finditer(pattern, text[begin:end]))
        first = 0
        while first < len(pieces):
            stop = min(first + size, len(pieces))
            if stop < len(pieces) and prefer:  # after a comma, where one is near
                for candidate in range(stop, first + size // 2, -1):
                    if pieces[candidate - 1].group()[-1] in prefer:
                        stop = candidate
                        break
            shortened.append((begin + pieces[first].start(), begin + pieces[stop - 1].end()))
            first = stop
    return shortened
