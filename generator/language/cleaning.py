"""Speech made readable: fillers, false starts and openers go; nothing is put in.

The words of a cleaned text are those of the verbatim one, in order, with some left out. Only
capitals at the start and punctuation at the seams change, so a reader who opens the cited lines
finds every word there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..model import WordClass
from .languages import Language
from .lexicon import class_of
from .sentences import CLOSERS, TERMINALS
from .words import is_unspaced

GAP = "[…]"
"""Stands where several words were left out of a sentence."""
GAP_WORDS = 3
"""From so many words on a gap inside a sentence is marked."""
LONGEST_REPEAT = 5
"""Words of a phrase said twice over that are still taken for a false start."""

_TURN_MARKS = frozenset({">>", ">", ">>>"})
"""What captions write where another person begins to speak."""
_SHORTEST_REASON = 4
"""Words of a clause with "because" that is followed by another."""
_LIKENED = {("the", "and"), ("the", "or"), ("of", "kind"), ("of", "sort"), ("of", "kinds")}
"""Words before "like", last first, after which it means what it says."""
_BEFORE_EXAMPLES = frozenset({"about", "of", "with", "for", "in", "on", "at", "from", "into", "by"})
"""Words between which and a name "like" gives an example."""
_FALSE_START, _FRESH_START = 4, 6
"""Words at the most before, and at the least from, where a sentence was begun again."""
_BEGUN, _SAME = 10, 3
"""Words at the most before, and the same at the beginning, where it was begun again alike."""
_LEFT_OPEN = 6
"""Words after one of these within which a clause may end in a verb or preposition of its own."""
_NAMING = frozenset({WordClass.NOUN, WordClass.ADJECTIVE})
"""Classes of words with which something is named."""
_PUT_IN = 4
"""Words at the most between two commas that enclose something put in."""


class _Token(NamedTuple):
    """A word between spaces, taken apart. A tuple, because thousands are made a second."""

    before: str
    """Punctuation that opens: a quotation mark, a bracket."""
    word: str
    after: str
    """Punctuation that closes."""
    key: str
    """The word in lower case with straight apostrophes."""
    place: int = 0
    """How many words were said before it."""

    @property
    def pauses(self) -> bool:
        """Whether a comma or more follows."""
        return bool(self.after)

    @property
    def ends(self) -> bool:
        """Whether a sentence ends here."""
        return any(mark in TERMINALS for mark in self.after)


def clean(text: str, language: Language | None = None, *, marks_gaps: bool = False) -> str:
    """`text` as a person would quote it: complete, readable, and only in words that were said.

    Empty where nothing but filler was said. English, where no language is given. With `marks_gaps`
    a `GAP` stands wherever `GAP_WORDS` or more went from inside.
    """
    return _cleaner(language or Language.of("en")).clean(text, marks_gaps=marks_gaps)


@cache
def _cleaner(language: Language) -> Cleaner:
    return Cleaner(language)


class Cleaner:
    """Cleans what is said in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._lists = language.cleaning
        self._english = language.tag == "en"
        self._openings = _phrases(language.cleaning["opening_phrases"])
        self._asides = _phrases(language.cleaning["asides"])
        self._hesitations = language.pattern("hesitations", "(?:{})")

    def clean(self, text: str, *, marks_gaps: bool = False) -> str:
        """See the function of this name."""
        if not self._language.listed:
            return _ended(" ".join(text.split()))
        tokens = list(_take_all_apart(self._hesitations.sub("", text)))
        tokens = self._without_fillers(tokens)
        tokens = self._without_repeats(tokens)
        tokens = self._without_restarts(tokens)
        tokens = self._without_openers(tokens)
        tokens = self._without_loose_end(tokens)
        tokens = self._without_pauses(tokens)
        return self._as_sentence(_with_gaps(tokens) if marks_gaps else tokens)

    def _without_fillers(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` less hesitations and set phrases that fill a pause."""
        kept: list[_Token] = []
        index = 0
        while index < len(tokens):
            length = self._filler_at(tokens, index, kept)
            if not length:
                kept.append(tokens[index])
                index += 1
                continue
            self._hand_over(kept, tokens[index + length - 1])
            index += length
        return kept

    def _filler_at(self, tokens: list[_Token], index: int, kept: list[_Token]) -> int:
        """How many tokens from `index` on are a filler: 0 where none is."""
        token = tokens[index]
        previous = kept[-1] if kept else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        opens = previous is None or previous.pauses
        if token.key == "mm" and previous is not None and previous.word.isdigit():
            return 0  # millimetres
        if token.key in self._language.fillers or (
            not token.word and (opens or token.after in _TURN_MARKS)
        ):
            return 1
        if not self._english:
            return self._aside_at(tokens, index)
        if token.key == "like":
            marked = opens and token.after == ","
            loose = (
                following is not None
                and token.after in {"", ","}
                and self._is_loose(kept, following, comma=bool(token.after))
            )
            return 1 if marked or loose else 0
        if token.key in {"right", "okay"} and previous is not None and previous.after == ",":
            lists = previous.key in self._lists["sides"] or (
                following is not None and following.key in {"and", "or"}
            )
            return 1 if token.after[:1] in {",", "?", "."} and not lists else 0
        if token.key == "kinda" and (
            opens or (previous and previous.key in self._lists["before_sort_of"])
        ):
            return 1
        if following is None or token.after:
            return 0
        pair = (token.key, following.key)
        if pair in {("you", "know"), ("i", "mean")}:
            return self._aside_length(tokens, index, previous)
        if pair in {("sort", "of"), ("kind", "of")} and not following.ends:
            hedges = previous is not None and (
                previous.key in self._lists["before_sort_of"]
                or class_of(previous.key) is WordClass.VERB
            )
            # "for kind of your application": the noun phrase begins only after it.
            after = tokens[index + 2].key if index + 2 < len(tokens) else ""
            if after == "like" and (previous is None or previous.key in self._lists["openers"]):
                return 0  # "So sort of like how they swarm, ..." compares
            hedges = hedges or (
                after in self._lists["determiners"]
                and not (previous and previous.key in self._lists["kinds"])
            )
            return 2 if opens or hedges else 0
        return 0

    def _aside_at(self, tokens: list[_Token], index: int) -> int:
        """How many tokens from `index` on are an aside wherever it stands, or a tag at the end."""
        token = tokens[index]
        for phrase in self._asides.get(token.key, ()):
            run = tokens[index : index + len(phrase)]
            if tuple(each.key for each in run) == phrase and not any(t.after for t in run[:-1]):
                return len(phrase)
        set_off = index > 0 and tokens[index - 1].pauses and token.pauses
        return 1 if set_off and token.key in self._lists["tags"] else 0

    def _is_loose(self, kept: list[_Token], following: _Token, *, comma: bool) -> bool:
        """Whether "like" between `kept` and a token compares nothing and is no verb."""
        if not kept:
            return False
        previous = kept[-1]
        if previous.key in self._lists["before_like"]:
            # "hives and the like" means others of the kind, "a kind of like minds" compares.
            earlier = kept[-2].key if len(kept) > 1 else ""
            if previous.key in _BEFORE_EXAMPLES and _is_name(following):
                return False  # "proposals talked about like Zander"
            return (previous.key, earlier) not in _LIKENED and not following.key.startswith(
                "button"
            )
        if previous.key in {"it", "he", "she"}:
            # "and it like hums", but "treat it like a child" and "it was like that".
            opens = len(kept) == 1 or kept[-2].pauses or kept[-2].key in self._lists["opens_clause"]
            return opens and not comma and following.key not in self._lists["determiners"]
        if previous.key in self._lists["modals"]:
            return class_of(following.key) is WordClass.VERB or following.key in {
                "be",
                "have",
                "do",
            }
        return previous.key == "to" and following.key[:1].isdigit()

    def _aside_length(self, tokens: list[_Token], index: int, previous: _Token | None) -> int:
        """2 where "you know" or "I mean" stands as an aside at `index`, else 0."""
        last = tokens[index + 1]
        opens = previous is None or previous.pauses
        if opens and last.pauses:
            return 2
        if last.key == "mean" and any(
            token.key == "by" for token in tokens[max(0, index - 4) : index]
        ):
            return 0  # "by brood I mean larvae"
        if (
            previous is not None
            and not previous.pauses
            and previous.key in self._lists["asks_know"] | {"what"}
        ):
            return 0
        if last.pauses or index + 2 >= len(tokens):
            return 2
        return 0 if tokens[index + 2].key in self._lists["known"] else 2

    def _hand_over(self, kept: list[_Token], dropped: _Token) -> None:
        """Mend the punctuation between the token before a dropped one and what follows it."""
        if not kept:
            return
        last = kept[-1]
        if (
            last.after == ","
            and last.key.partition("'")[0] in self._language.function
            and not dropped.ends
        ):
            kept[-1] = last._replace(after="")
        elif dropped.ends and not last.ends:
            # What stood before a tag such as "right?" was a statement.
            kept[-1] = last._replace(after=last.after.rstrip(",;:-—– ") + ".")

    def _without_repeats(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` less the first of two equal runs in a row: "we, we", "I think I think"."""
        kept = list(tokens)
        keys = [token.key for token in tokens]
        index = 0
        while index < len(kept):
            again = keys[index] in keys[index + 1 : index + 1 + LONGEST_REPEAT]
            length = self._repeat_at(kept, index) if again else 0
            if length:
                del kept[index : index + length], keys[index : index + length]
                index = max(0, index - LONGEST_REPEAT)
            else:
                index += 1
        return kept

    def _repeat_at(self, tokens: list[_Token], index: int) -> int:
        """How many tokens from `index` on are said again at once: 0 where none are."""
        first = tokens[index]
        for length in range(1, min(LONGEST_REPEAT, (len(tokens) - index) // 2) + 1):
            if tokens[index + length].key != first.key:
                continue
            if first.key in self._lists["emphatic"] or not first.word or first.word.isdigit():
                return 0
            run = tokens[index : index + length]
            again = tokens[index + length : index + 2 * length]
            if (
                all(a.key == b.key for a, b in zip(run, again, strict=True))
                and not any(
                    token.ends and "…" not in token.after and "..." not in token.after
                    for token in run
                )
                and not any(token.before for token in again)
                and not self._is_meant(tokens, index, length)
            ):
                return length
        return 0

    def _is_meant(self, tokens: list[_Token], index: int, length: int) -> bool:
        """Whether a run of `length` tokens that is said again at once was meant twice."""
        first, last = tokens[index], tokens[index + length - 1]
        end = tokens[index + 2 * length - 1]
        before = tokens[index - 1] if index else None
        opens = before is None or before.pauses or before.key in self._lists["opens_clause"]
        if last.key in self._lists["be"] and any(
            token.key in self._lists["asks"] for token in tokens[:index]
        ):
            return True  # "all it is, is a jar"
        beyond = tokens[index + 2 * length] if index + 2 * length < len(tokens) else None
        if length > 1:
            # "then this, then this", "comb by comb by comb", "brood and their brood and their eggs"
            enumerates = (
                first.key == "then"
                or (beyond is not None and beyond.key == first.key)
                or (before is not None and before.key == last.key)
                or (
                    first.key not in self._language.function
                    and any(
                        token.key in self._lists["lists"]
                        for token in tokens[index : index + length]
                    )
                )
            )
            # "If it works, it works."
            follows = before is not None and before.key in self._lists["conditions"] and end.pauses
            return enumerates or follows
        if first.key == "not" and not first.pauses:
            return True
        if first.key in self._lists["ends_clause"]:
            if self._is_stammered(tokens, index):
                return False
            return not opens or (first.key == "that" and not first.pauses)
        if len(first.word) == 1:
            return first.key not in {"a", "i"}
        if first.key in self._language.function or "'" in first.key:
            return False
        # "Walla Walla" is a name; "we feed the queen, queen cells grow" is no repeat.
        named = first.word[:1].isupper() and index > 0
        acts = beyond is not None and not end.pauses and class_of(beyond.key) is WordClass.VERB
        return named or (acts and not opens) or end.after[:1] in {"+", "#"}

    def _is_stammered(self, tokens: list[_Token], index: int) -> bool:
        """Whether a word that is said twice could not end a clause where it stands.

        "the difference in, in the hives", "these these hives"; not "what we live in, in May", "turn
        the lamp on, on Friday" or "he likes these, these are warm".
        """
        first, before = tokens[index], tokens[index - 1] if index else None
        beyond = tokens[index + 2].key if index + 2 < len(tokens) else ""
        if first.key in self._lists["plural_pointers"]:
            return not first.pauses and class_of(beyond) in _NAMING
        if first.key not in self._lists["leading"] or before is None or before.pauses:
            return False
        ending = self._lists["relatives"] | self._lists["separable"]
        if any(token.key in ending for token in tokens[max(0, index - _LEFT_OPEN) : index]):
            return False
        return class_of(before.key) in _NAMING or beyond.endswith("ing")

    def _without_restarts(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` less words that were taken back at once: "th- the", "I, we", "the, a"."""
        kept: list[_Token] = []
        for token, following in pairwise(tokens):
            if not self._is_taken_back(kept, token, following):
                kept.append(token)
        return self._without_false_start(kept + tokens[-1:])

    def _without_false_start(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` from where the speaker began again: "And it's, The problem is".

        What goes says nothing: a few function words that lead on. Where more was said before, it
        stays, and the capital goes that a machine wrote where it heard a pause.
        """
        if tokens and tokens[0].key in self._lists["conditions"]:
            tokens = tokens[max(_begun_again(tokens, index) for index in range(_BEGUN + 1)) :]
        kept = list(tokens)
        for index in range(len(tokens) - 1, 0, -1):
            before, token = tokens[index - 1], tokens[index]
            if (
                before.after != ","
                or token.word not in self._lists["begins_sentence"]
                or token.before
            ):
                continue
            if (
                index <= _FALSE_START
                and len(tokens) - index >= _FRESH_START
                and before.key in self._lists["dangling_ends"]
                and all(
                    earlier.key.partition("'")[0] in self._language.function
                    for earlier in tokens[:index]
                )
            ):
                return kept[index:]
            kept[index] = token._replace(word=token.key)
        return kept

    def _is_taken_back(self, kept: list[_Token], token: _Token, following: _Token) -> bool:
        """Whether the speaker stopped after `token` to begin again with `following`.

        Only where `token` cannot end a clause at its place: never "its", "this" or an object.
        """
        if token.after.startswith(("-", "–", "—")) and len(token.key) <= 4 and token.key:
            return following.key.startswith(token.key)
        if token.after not in {",", "...", "…"} or following.before:
            return False
        stump, _, ending = token.key.partition("'")
        fresh = following.key.partition("'")[0]
        if stump in self._lists["articles"]:
            return token.word != "A" and not ending and fresh in self._lists["determiners"]
        if stump not in self._lists["pronouns"] or fresh not in self._lists["pronouns"]:
            return False
        before = kept[-1] if kept else None
        opens = before is None or before.pauses or before.key in self._lists["opens_clause"]
        if ending:  # "it's, it seems"
            return True
        if (
            before is not None
            and before.key in {"and", "or", "as", "than", "but"}
            and len(kept) > 1
        ):
            return kept[-2].pauses  # "Ada and I, we"
        return opens and (stump in self._lists["subjects"] or stump == fresh)

    def _without_openers(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` from the first that says something."""
        start = 0
        while start < len(tokens) - 1:
            length = self._opener_at(tokens, start)
            if not length:
                break
            start += length
        return tokens[start:]

    def _opener_at(self, tokens: list[_Token], index: int) -> int:
        """How many tokens from `index` on merely open the turn: 0 where none does."""
        token, following = tokens[index], tokens[index + 1]
        if token.key == "like" and not token.after and not following.after:
            # "Like we have hives", but "like I said".
            beyond = tokens[index + 2].key if index + 2 < len(tokens) else ""
            begins = following.key.partition("'")[0] in self._lists["subject_words"]
            return 1 if begins and beyond not in self._lists["said"] else 0
        if token.key in self._lists["openers"]:
            return (
                0
                if token.key == "so"
                and following.key in self._lists["keeps_so"]
                and not token.after
                else 1
            )
        if token.key in self._lists["openers_with_comma"] and token.after in {",", "...", "…", "."}:
            return 1
        if token.key in self._lists["counters"] and token.after in {",", "."}:
            # "One, nobody keeps bees", but "two, three hives".
            more = following.key in self._lists["emphatic"] or following.word[:1].isdigit()
            return 0 if more or following.key == "or" else 1
        if token.key in self._lists["bare_openers"] and not token.ends:
            return 0 if following.key in {"again", "and"} else 1
        if token.key in self._lists["hedges"] and not token.after:
            subject = following.key.partition("'")[0]
            return (
                1
                if subject in self._lists["subject_words"] or subject in self._lists["determiners"]
                else 0
            )
        if token.key == "because" and not token.after and following.key != "of":
            reason = tokens[index + 1 : -1]
            pauses = any(each.after == "," for each in reason[_SHORTEST_REASON - 1 :])
            return 1 if following.key in self._lists["because_of"] or not pauses else 0
        if not token.word:
            return 1
        for phrase in self._openings.get(token.key, ()):
            run = tokens[index : index + len(phrase)]
            if tuple(each.key for each in run) != phrase:
                continue
            bare = "_".join(phrase) in self._lists["bare_phrases"]
            end = index + len(phrase)
            meant = end >= len(tokens) or tokens[end].key in self._lists["meant"]
            if run[-1].after == "," or (bare and not meant):
                return len(phrase)
        return 0

    def _without_pauses(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` less commas that stand for a pause alone: "build a, deep understanding, of it".

        Two of them enclose something put in: "and, of course, the queen".
        """
        kept = list(tokens)
        runs_on = self._lists["runs_on"] or self._lists["articles"]
        for index, token in enumerate(tokens[:-1]):
            again = tokens[index + 1].key == token.key
            if token.after != "," or token.key not in runs_on or again:
                continue
            encloses = token.key not in self._lists["articles"] and any(
                each.after == "," and each.key not in runs_on
                for each in tokens[index + 1 : index + 1 + _PUT_IN]
            )
            earlier = tokens[max(0, index - _LEFT_OPEN) : index]
            open_ended = token.key in self._lists["stranded"] and any(
                other.key in self._lists["relatives"] for other in earlier
            )
            if not encloses and not open_ended:
                kept[index] = token._replace(after="")
        return kept

    def _without_loose_end(self, tokens: list[_Token]) -> list[_Token]:
        """`tokens` without words at the end that only lead on to something unsaid."""
        end = len(tokens)
        while end and self._leads_on(tokens, end - 1):
            end -= 1
        return tokens[:end]

    def _leads_on(self, tokens: list[_Token], index: int) -> bool:
        """Whether the last of the tokens up to `index` leads on to something unsaid."""
        token = tokens[index]
        if not token.word:
            return True
        if token.key == "so" and token.after:
            # "I think so." is whole.
            return index == 0 or tokens[index - 1].pauses or token.after != "."
        if token.key in self._lists["connectives"]:
            return True
        if token.key not in self._lists["dangling_ends"] or token.ends:
            return False
        earlier = tokens[max(0, index - _LEFT_OPEN) : index]
        return token.key not in self._lists["stranded"] or not any(
            other.key in self._lists["relatives"] for other in earlier
        )

    def _as_sentence(self, tokens: list[_Token]) -> str:
        """The tokens as text: a capital first, a full stop last, the seams mended."""
        if not tokens:
            return ""
        text = " ".join(f"{token.before}{self._spelled(token)}{token.after}" for token in tokens)
        return _ended(text)

    def _spelled(self, token: _Token) -> str:
        if self._english and token.key.partition("'")[0] == "i":
            return "I" + token.word[1:]
        return token.word


def _is_name(token: _Token) -> bool:
    """Whether a word is written as a name is, wherever it stands."""
    return token.word[:1].isupper() and token.key.partition("'")[0] != "i"


def _begun_again(tokens: list[_Token], index: int) -> int:
    """`index`, where a sentence begins anew behind a comma: "If you go to, if you go to a hive"."""
    if not index or index + _SAME >= len(tokens) or tokens[index - 1].after != ",":
        return 0
    first, again = tokens[:_SAME], tokens[index : index + _SAME]
    same = all(one.key == other.key for one, other in zip(first, again, strict=True))
    return index if same and not any(token.after for token in first[:-1]) else 0


def _ended(text: str) -> str:
    """`text` with a capital first and a full stop of its script last."""
    text = text.lstrip(" ,;:.…!?-–—、，").rstrip(" ,;:-–—、，")
    if text.endswith(("..", "…")):
        text = text.rstrip(".… ")
    text = _balanced(text)
    if text and text[-1] not in TERMINALS and text[-1] not in CLOSERS:
        text += _full_stop(text)
    head = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if head[1:].islower() or len(head) == 1 else text


def _full_stop(text: str) -> str:
    """The mark that ends a statement in the script of `text`."""
    if is_unspaced(text):
        return "。"
    return "।" if "\u0900" <= text[-1] <= "\u0dff" else "."


def _phrases(listed: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Phrases by their first word; the lists write them with underscores: "you_know"."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(listed, key=lambda each: (-each.count("_"), each)):
        words = tuple(phrase.split("_"))
        by_first.setdefault(words[0], []).append(words)
    return by_first


def _is_inside(character: str) -> bool:
    """Whether it is part of a word and no punctuation."""
    return (
        character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")
    )


def _take_all_apart(text: str) -> Iterator[_Token]:
    """The tokens of a text, each with its place."""
    place = 0
    for piece in text.split():
        token = _take_apart(piece, place)
        place += bool(token.word)
        yield token


def _with_gaps(tokens: list[_Token]) -> list[_Token]:
    """The tokens that were kept, with a mark wherever many between two of them were not."""
    marked = tokens[:1]
    for before, token in pairwise(tokens):
        if token.place - before.place - bool(before.word) >= GAP_WORDS:
            marked.append(_Token("", GAP, "", ""))
        marked.append(token)
    return marked


def _take_apart(piece: str, place: int) -> _Token:
    """Make a token of a piece of text without white space."""
    if piece.isalnum():  # most are
        return _Token("", piece, "", piece.lower(), place)
    start, end = 0, len(piece)
    while start < end and not _is_inside(piece[start]):
        start += 1
    while end > start and not _is_inside(piece[end - 1]):
        end -= 1
    if start == end:  # nothing but punctuation
        return _Token("", "", piece, "", place)
    word = piece[start:end]
    return _Token(piece[:start], word, piece[end:], word.lower().replace("’", "'"), place)


def _balanced(text: str) -> str:
    """`text` without quotation marks and brackets that lost their partner."""
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text
