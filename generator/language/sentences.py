"""Where a sentence ends: the one notion of it, for every language and script.

Where nobody punctuated, English sentences are found by what was learned of them (`endings`), those
of other languages by pauses and by what sentences of the language end in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from generator.language.endings import find_ends
from generator.language.languages import Language, shipped
from generator.language.words import is_unspaced, word_count

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

_SHORT, _USUAL, _LONG = 6, 16, 34
"""Words of a piece of unpunctuated speech: hardly fewer, about as many, hardly more."""
_PAUSES = ((1.2, 3.0), (0.6, 1.8), (0.25, 0.8))
"""Seconds of silence, and what they speak for the end of a sentence."""
_ENDING = 2.2
"""The same for words in which sentences of the language end."""
_CLAUSE = 0.3
"""The same for words in which a clause ends that another may follow."""
_FURTHEST = 60
"""Words beyond which no piece is tried."""


def is_punctuated(texts: Iterator[str] | list[str]) -> bool:
    """Whether somebody wrote where the sentences of `texts` end."""
    count = ends = 0
    for text in texts:
        count += word_count(text)
        ends += len(_TERMINAL.findall(text))
    return ends >= count * _UNPUNCTUATED


def split_sentences(text: str) -> list[str]:
    """The sentences of a running text in any language; joined by spaces they give it back."""
    return [text[start:end] for start, end in sentence_spans(text, any_language())]


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Character ranges of the sentences in `text`, none of them too long to be read as one."""
    return [
        span for begin, end in whole_spans(text, language) for span in _shorten(text, begin, end)
    ]


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
        if punctuated and not is_unspaced(text):
            yield sentence_spans(text, language)
        elif language.tag == "en":
            yield list(_learned_spans(text, language))
        else:
            yield list(_paused_spans(text, own, language))


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


def _shorten(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """One sentence's range, cut where it is too long to be read as one."""
    if word_count(text[begin:end]) <= LONGEST_SENTENCE:
        return [(begin, end)]
    if is_unspaced(text[begin:end]):
        pattern, size, prefer = r"[^、，,\s]{1,40}[、，,\s]*", LONGEST_SENTENCE // 8, ""
    else:
        pattern, size, prefer = r"\S+", LONGEST_SENTENCE, ",;،、，"
    return [
        (begin + start, begin + stop)
        for start, stop in _word_spans(text[begin:end], pattern, size, prefer)
    ]


def _word_spans(text: str, pattern: str, size: int, prefer: str) -> list[tuple[int, int]]:
    """Ranges of at most `size` pieces, ending after a character of `prefer` where one is near."""
    pieces = list(re.finditer(pattern, text))
    spans: list[tuple[int, int]] = []
    begin = 0
    while begin < len(pieces):
        stop = min(begin + size, len(pieces))
        if stop < len(pieces) and prefer:
            for candidate in range(stop, begin + size // 2, -1):
                if pieces[candidate - 1].group()[-1] in prefer:
                    stop = candidate
                    break
        spans.append((pieces[begin].start(), pieces[stop - 1].end()))
        begin = stop
    return spans


def _learned_spans(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated English words that most probably are a sentence each.

    `text` has single spaces between its words.
    """
    for begin, end in whole_spans(text, language):
        said = text[begin:end].split()
        first = 0
        for last in find_ends(said):
            stop = begin + sum(map(len, said[first:last])) + last - first - 1
            yield begin, stop
            begin, first = stop + 1, last


def _paused_spans(
    text: str, breaks: Mapping[int, float], language: Language
) -> Iterator[tuple[int, int]]:
    """Ranges of unpunctuated words that probably are a sentence each, by dynamic programming.

    They end at pauses, where a cue does, and after words in which sentences of the language end;
    `breaks` are the starts of cues in `text`, with the silence before each.
    """
    for first, last in whole_spans(text, language):
        if word_count(text[first:last]) <= _LONG:
            yield first, last
            continue
        worth = _ends_by_place(text, first, last, breaks, language)
        places = [first, *sorted(worth), last]
        lengths = [0]
        for before, after in pairwise(places):
            lengths.append(lengths[-1] + max(1, word_count(text[before:after].strip())))
        best, came_from = [0.0], [0]
        for index in range(1, len(places)):
            choices = [
                (best[origin] + _length_worth(lengths[index] - lengths[origin]), origin)
                for origin in range(index - 1, -1, -1)
                if origin == index - 1 or lengths[index] - lengths[origin] <= _FURTHEST
            ]
            top, origin = max(choices)
            best.append(top + worth.get(places[index], 0.0))
            came_from.append(origin)
        chosen = [len(places) - 1]
        while came_from[chosen[-1]]:
            chosen.append(came_from[chosen[-1]])
        ends = [places[index] for index in reversed(chosen)]
        for begin, end in zip([first, *ends], ends, strict=False):
            said = text[begin:end]
            yield begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())


def _ends_by_place(
    text: str, first: int, last: int, breaks: Mapping[int, float], language: Language
) -> dict[int, float]:
    """Places where a sentence may end, and what speaks for it."""
    worth: dict[int, float] = {}
    for match in re.finditer(r"(?<=[\s、，,]) *(?=\S)", text[first:last]):
        worth[first + match.end()] = -1.5
    for place, silence in breaks.items():
        if first < place < last:
            worth[place] = next((gain for least, gain in _PAUSES if silence >= least), 0.0)
    for name, gain in (("clause_end", _CLAUSE), ("sentence_end", _ENDING)):
        for match in language.pattern(name, "(?:{})").finditer(text, first, last):
            place = match.end()
            while place < last and text[place] in " 、，,":
                place += 1
            if first < place < last:
                worth[place] = max(worth.get(place, 0.0), 0.0) + gain
    return worth


def _length_worth(length: int) -> float:
    """What a piece of so many words is worth."""
    if length < _SHORT:
        return -1.0 * (_SHORT - length)
    if length > _LONG:
        return -0.5 * (length - _LONG) - 1.0
    return -(((length - _USUAL) / 12) ** 2)
