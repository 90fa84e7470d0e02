"""Speech made readable: fillers, false starts and openers go; nothing is put in.

The words of a cleaned text are those of the verbatim one, in order, with some left out. Only
capitals at the start and punctuation at the seams change, so a reader who opens the cited lines
finds every word there.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from generator.language.lexicon import WordClass, class_of
from generator.language.words import FILLERS, FUNCTION_WORDS, word_set

LONGEST_REPEAT = 5
"""Words of a phrase said twice over that are still taken for a false start."""

_TURN_MARKS = frozenset({">>", ">", ">>>"})
"""What captions write where another person begins to speak."""
_TERMINALS = ".!?…"

_EMPHATIC = word_set(
    """
    very really many much so long far more again no never way super plus blah bye ha knock had
    zero one two three four five six seven eight nine ten hundred thousand million billion
    """
)
"""Words that people double on purpose, or that count."""
_ENDS_CLAUSE = word_set(
    """
    it you that this these those her his hers him them me us there here some all each both so do did
    does have has in on up out off over down through around
    """
)
"""Words that may end one clause and begin the next: "when we use it, it works"."""
_BE = word_set("is are was were be")
_ASKS = word_set("what whatever all how where who whoever why which as everything anything")
"""Before "is", these make it end a clause: "all it is, is a jar"."""
_CONDITIONS = word_set("if when whenever once what whatever as where because until since")
_OPENERS = word_set(
    "so and but yeah yes yep yup okay ok well oh alright anyway anyways plus wow hey"
)
"""Words that open a turn without adding to it, with a comma or without."""
_OPENERS_WITH_COMMA = word_set(
    """
    right now like look see sure exactly basically actually totally absolutely definitely cool
    great nice or again obviously honestly essentially hm ah then also interesting true correct
    fine good perfect awesome yet listen similarly however therefore
    """
)
"""Words that are openers only where a comma sets them off."""
_OPENING_PHRASES = (
    ("you", "know"), ("i", "mean"), ("all", "right"), ("of", "course"), ("for", "sure"),
    ("to", "be", "honest"), ("in", "fact"), ("as", "i", "said"), ("like", "i", "said"),
    ("as", "you", "said"), ("like", "you", "said"), ("by", "the", "way"), ("i", "would", "say"),
    ("i'd", "say"), ("that", "said"), ("for", "example"), ("for", "instance"), ("once", "again"),
    ("at", "the", "same", "time"), ("on", "top", "of", "that"), ("as", "well"),
)  # fmt: skip
"""Phrases that open a turn without adding to it, where a comma follows."""
_BARE_PHRASES = {("i", "mean"), ("all", "right")}
"""Those of them that need no comma, unless one of these follows: "I mean it"."""
_MEANT = word_set("it that this what angles angle angled")
_BARE_OPENERS = word_set("then also")
"""Words that tie a sentence to the one before it, and add nothing where that is not there."""
_HEDGES = word_set("basically essentially obviously")
"""Openers where the subject follows at once."""
_BECAUSE_OF = word_set("when if once while then")
"""After "because" at the start these open the clause that it was said for."""
_SHORTEST_REASON = 4
"""Words of a clause with "because" that is followed by another."""
_FIRST_WORDS = frozenset(phrase[0] for phrase in _OPENING_PHRASES)
_SUBJECT_WORDS = word_set("i we you they he she it there if when")
"""After "like" at the start these begin a sentence of its own."""
_SAID = word_set("said say mentioned and or")
"""Unless one of these follows: "like I said", "like you and me"."""
_KEEPS_SO = word_set("far much many long that few little called as")
"""After "so", these make it a word of its own: "so far"."""
_SUBJECTS = word_set("i we they he she")
"""Pronouns that nothing but a verb can follow, so that a comma after one breaks off."""
_PRONOUNS = _SUBJECTS | {"you", "it"}
_ARTICLES = word_set("a an the my our your their")
"""Determiners that never stand alone, so that a comma after one breaks off."""
_DETERMINERS = _ARTICLES | word_set("this that these those his her its some")
_OPENS_CLAUSE = word_set(
    """
    and but so because cause if when where while that which as how then think thinks thought guess
    know hope say says said well yeah yes now like or since though although until unless
    whether why what who maybe actually basically just
    """
)
"""After these a pronoun is a subject, which breaks off at a comma; after "use" it is not."""
_ASKS_KNOW = word_set(
    """
    do did does don't didn't if as let when that because to would could can will should how who
    which than much many all everything everybody everyone anything anybody anyone something
    somebody someone things people one only already must might may never
    """
)
"""Before "you know", these make it a real verb."""
_KNOWN = word_set(
    """
    how what why who whom where when which that if whether about the this anything it them exactly
    more most less a an some any many much all each every enough your my our their his her nothing
    something everything someone nobody everyone better best well of him me us and or these those
    """
)
"""After an unmarked "you know", these make it a real verb."""
_BEFORE_SORT_OF = word_set(
    """
    is are was were be been am i'm it's that's he's she's you're we're they're there's i we you they
    he she it to and but so just really also then can could will would should might may must do does
    did have has had i've we've you've they've i'd we'd you'd get gets got getting being not always
    still actually because where when which who very all go going think feel feels
    """
)
"""Before "sort of" and "kind of", these make it a hedge and not "a kind of"."""
_BEFORE_LIKE = word_set(
    "and but so or because the a an of with about in for on at from into by around"
)
"""Before an unmarked "like", these make it a filler."""
_LIKENED = {("the", "and"), ("the", "or"), ("of", "kind"), ("of", "sort"), ("of", "kinds")}
"""Words before "like", last first, after which it means what it says."""
_MODALS = word_set("can could will would should might may must to you'd we'd i'd")
"""Between these and a verb "like" is a filler."""
_KINDS = word_set("a the this that some any what which every same these those other another one")
"""Before "kind of", these make it a kind."""
_FALSE_START, _FRESH_START = 4, 6
"""Words at the most before, and at the least from, where a sentence was begun again."""
_BEGINS_SENTENCE = word_set(
    "The An It This That There If In We They You When What So But And Because Then He She"
)
"""Words that are written with a capital only where a sentence begins."""
_RELATIVES = word_set("what who whom which where how that whatever as whose")
_LEFT_OPEN = 6
"""Words after one of these within which a clause may end in a verb or preposition of its own."""
_STRANDED = word_set("to in on at for from with by of as is are was were be like")
_DANGLING_ENDS = word_set(
    """
    and or but so because if that which the a an of to in on at for from with by as than then when
    while where who is are was were be like also just i we they it's that's i'm we're they're
    you're there's or um uh
    """
)
"""A text cut off after one of these is cut off in the middle."""


class _Token(NamedTuple):
    """A word between spaces, taken apart. A tuple, because thousands are made a second."""

    before: str
    """Punctuation that opens: a quotation mark, a bracket."""
    word: str
    after: str
    """Punctuation that closes."""
    key: str
    """The word in lower case with straight apostrophes."""

    @property
    def pauses(self) -> bool:
        """Whether a comma or more follows."""
        return bool(self.after)

    @property
    def ends(self) -> bool:
        """Whether a sentence ends here."""
        return any(mark in _TERMINALS for mark in self.after)


def clean(text: str) -> str:
    """`text` as a person would quote it: complete, readable, and only in words that were said.

    Empty where nothing but filler was said.
    """
    tokens = [_take_apart(piece) for piece in text.split()]
    tokens = _without_fillers(tokens)
    tokens = _without_repeats(tokens)
    tokens = _without_restarts(tokens)
    tokens = _without_openers(tokens)
    tokens = _without_loose_end(tokens)
    return _as_sentence(tokens)


def _take_apart(piece: str) -> _Token:
    """Make a token of a piece of text without white space."""
    if piece.isalnum():  # most are
        return _Token("", piece, "", piece.lower())
    start, end = 0, len(piece)
    while start < end and not (piece[start].isalnum() or piece[start] == "_"):
        start += 1
    while end > start and not (piece[end - 1].isalnum() or piece[end - 1] == "_"):
        end -= 1
    if start == end:  # nothing but punctuation
        return _Token("", "", piece, "")
    word = piece[start:end]
    return _Token(piece[:start], word, piece[end:], word.lower().replace("’", "'"))


def _without_fillers(tokens: list[_Token]) -> list[_Token]:
    """`tokens` less hesitations and set phrases that fill a pause."""
    kept: list[_Token] = []
    index = 0
    while index < len(tokens):
        length = _filler_at(tokens, index, kept)
        if not length:
            kept.append(tokens[index])
            index += 1
            continue
        _hand_over(kept, tokens[index + length - 1])
        index += length
    return kept


def _filler_at(tokens: list[_Token], index: int, kept: list[_Token]) -> int:
    """How many tokens from `index` on are a filler: 0 where none is."""
    token = tokens[index]
    previous = kept[-1] if kept else None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    opens = previous is None or previous.pauses
    if token.key == "mm" and previous is not None and previous.word.isdigit():
        return 0  # millimetres
    if token.key in FILLERS or (not token.word and (opens or token.after in _TURN_MARKS)):
        return 1
    if token.key == "like":
        marked = opens and token.after == ","
        loose = (
            following is not None
            and token.after in {"", ","}
            and _is_loose(kept, following, comma=bool(token.after))
        )
        return 1 if marked or loose else 0
    if token.key in {"right", "okay"} and previous is not None and previous.after == ",":
        lists = previous.key in _SIDES or (following is not None and following.key in {"and", "or"})
        return 1 if token.after[:1] in {",", "?", "."} and not lists else 0
    if token.key == "kinda" and (opens or (previous and previous.key in _BEFORE_SORT_OF)):
        return 1
    if following is None or token.after:
        return 0
    pair = (token.key, following.key)
    if pair in {("you", "know"), ("i", "mean")}:
        return _aside_length(tokens, index, previous)
    if pair in {("sort", "of"), ("kind", "of")} and not following.ends:
        hedges = previous is not None and (
            previous.key in _BEFORE_SORT_OF or class_of(previous.key) is WordClass.VERB
        )
        # "for kind of your application": the noun phrase begins only after it.
        after = tokens[index + 2].key if index + 2 < len(tokens) else ""
        hedges = hedges or (after in _DETERMINERS and not (previous and previous.key in _KINDS))
        return 2 if opens or hedges else 0
    return 0


def _is_loose(kept: list[_Token], following: _Token, *, comma: bool) -> bool:
    """Whether "like" between `kept` and a token compares nothing and is no verb."""
    if not kept:
        return False
    previous = kept[-1]
    if previous.key in _BEFORE_LIKE:
        # "hives and the like" means others of the kind, "a kind of like minds" compares.
        earlier = kept[-2].key if len(kept) > 1 else ""
        return (previous.key, earlier) not in _LIKENED and not following.key.startswith("button")
    if previous.key in {"it", "he", "she"}:
        # "and it like hums", but "treat it like a child" and "it was like that".
        opens = len(kept) == 1 or kept[-2].pauses or kept[-2].key in _OPENS_CLAUSE
        return opens and not comma and following.key not in _DETERMINERS
    if previous.key in _MODALS:
        return class_of(following.key) is WordClass.VERB or following.key in {"be", "have", "do"}
    return previous.key == "to" and following.key[:1].isdigit()


def _aside_length(tokens: list[_Token], index: int, previous: _Token | None) -> int:
    """2 where "you know" or "I mean" stands as an aside at `index`, else 0."""
    last = tokens[index + 1]
    opens = previous is None or previous.pauses
    if opens and last.pauses:
        return 2
    if last.key == "mean" and any(token.key == "by" for token in tokens[max(0, index - 4) : index]):
        return 0  # "by brood I mean larvae"
    if previous is not None and not previous.pauses and previous.key in _ASKS_KNOW | {"what"}:
        return 0
    if last.pauses or index + 2 >= len(tokens):
        return 2
    return 0 if tokens[index + 2].key in _KNOWN else 2


def _hand_over(kept: list[_Token], dropped: _Token) -> None:
    """Mend the punctuation between the token before a dropped one and what follows it."""
    if not kept:
        return
    last = kept[-1]
    if last.after == "," and last.key.partition("'")[0] in FUNCTION_WORDS and not dropped.ends:
        kept[-1] = _Token(last.before, last.word, "", last.key)
    elif dropped.ends and not last.ends:
        # What stood before a tag such as "right?" was a statement.
        kept[-1] = _Token(last.before, last.word, last.after.rstrip(",;:-—– ") + ".", last.key)


def _without_repeats(tokens: list[_Token]) -> list[_Token]:
    """`tokens` less the first of two equal runs in a row: "we, we", "I think I think"."""
    kept = list(tokens)
    keys = [token.key for token in tokens]
    index = 0
    while index < len(kept):
        again = keys[index] in keys[index + 1 : index + 1 + LONGEST_REPEAT]
        length = _repeat_at(kept, index) if again else 0
        if length:
            del kept[index : index + length], keys[index : index + length]
            index = max(0, index - LONGEST_REPEAT)
        else:
            index += 1
    return kept


def _repeat_at(tokens: list[_Token], index: int) -> int:
    """How many tokens from `index` on are said again at once: 0 where none are."""
    first = tokens[index]
    for length in range(1, min(LONGEST_REPEAT, (len(tokens) - index) // 2) + 1):
        if tokens[index + length].key != first.key:
            continue
        if first.key in _EMPHATIC or not first.word or first.word.isdigit():
            return 0
        run = tokens[index : index + length]
        again = tokens[index + length : index + 2 * length]
        if (
            all(a.key == b.key for a, b in zip(run, again, strict=True))
            and not any(
                token.ends and "…" not in token.after and "..." not in token.after for token in run
            )
            and not any(token.before for token in again)
            and not _is_meant(tokens, index, length)
        ):
            return length
    return 0


def _is_meant(tokens: list[_Token], index: int, length: int) -> bool:
    """Whether a run of `length` tokens that is said again at once was meant twice."""
    first, last = tokens[index], tokens[index + length - 1]
    end = tokens[index + 2 * length - 1]
    before = tokens[index - 1] if index else None
    opens = before is None or before.pauses or before.key in _OPENS_CLAUSE
    if last.key in _BE and any(token.key in _ASKS for token in tokens[:index]):
        return True  # "all it is, is a jar"
    beyond = tokens[index + 2 * length] if index + 2 * length < len(tokens) else None
    if length > 1:
        # "then this, then this", "comb by comb by comb", "brood and their brood and their eggs"
        enumerates = (
            first.key == "then"
            or (beyond is not None and beyond.key == first.key)
            or (before is not None and before.key == last.key)
            or (
                first.key not in FUNCTION_WORDS
                and any(token.key in _LISTS for token in tokens[index : index + length])
            )
        )
        # "If it works, it works."
        follows = before is not None and before.key in _CONDITIONS and end.pauses
        return enumerates or follows
    if first.key == "not" and not first.pauses:
        return True
    if first.key in _ENDS_CLAUSE:
        return not opens or (first.key == "that" and not first.pauses)
    if len(first.word) == 1:
        return first.key not in {"a", "i"}
    if first.key in FUNCTION_WORDS or "'" in first.key:
        return False
    # "Walla Walla" is a name; "we feed the queen, queen cells grow" is no repeat.
    named = first.word[:1].isupper() and index > 0
    acts = beyond is not None and not end.pauses and class_of(beyond.key) is WordClass.VERB
    return named or (acts and not opens) or end.after[:1] in {"+", "#"}


_LISTS = word_set("and or versus vs by to after over times of")
_SIDES = word_set("left wrong up down")
"""Before "right", these make it a word of its own."""


def _without_restarts(tokens: list[_Token]) -> list[_Token]:
    """`tokens` less words that were taken back at once: "th- the", "I, we", "the, a"."""
    kept: list[_Token] = []
    for token, following in pairwise(tokens):
        if not _is_taken_back(kept, token, following):
            kept.append(token)
    return _without_false_start(kept + tokens[-1:])


def _without_false_start(tokens: list[_Token]) -> list[_Token]:
    """`tokens` from where the speaker began again: "And it's, The problem is".

    What goes says nothing: a few function words that lead on. Where more was said before, it stays,
    and the capital goes that a machine wrote where it heard a pause.
    """
    kept = list(tokens)
    for index in range(len(tokens) - 1, 0, -1):
        before, token = tokens[index - 1], tokens[index]
        if before.after != "," or token.word not in _BEGINS_SENTENCE or token.before:
            continue
        if (
            index <= _FALSE_START
            and len(tokens) - index >= _FRESH_START
            and before.key in _DANGLING_ENDS
            and all(earlier.key.partition("'")[0] in FUNCTION_WORDS for earlier in tokens[:index])
        ):
            return kept[index:]
        kept[index] = token._replace(word=token.key)
    return kept


def _is_taken_back(kept: list[_Token], token: _Token, following: _Token) -> bool:
    """Whether the speaker stopped after `token` to begin again with `following`.

    Only where `token` cannot end a clause at its place: never "its", "this" or an object.
    """
    if token.after.startswith(("-", "–", "—")) and len(token.key) <= 4 and token.key:
        return following.key.startswith(token.key)
    if token.after not in {",", "...", "…"} or following.before:
        return False
    stump, _, ending = token.key.partition("'")
    fresh = following.key.partition("'")[0]
    if stump in _ARTICLES:
        return token.word != "A" and not ending and fresh in _DETERMINERS
    if stump not in _PRONOUNS or fresh not in _PRONOUNS:
        return False
    before = kept[-1] if kept else None
    opens = before is None or before.pauses or before.key in _OPENS_CLAUSE
    if ending:  # "it's, it seems"
        return True
    if before is not None and before.key in {"and", "or", "as", "than", "but"} and len(kept) > 1:
        return kept[-2].pauses  # "Ada and I, we"
    return opens and (stump in _SUBJECTS or stump == fresh)


def _without_openers(tokens: list[_Token]) -> list[_Token]:
    """`tokens` from the first that says something."""
    start = 0
    while start < len(tokens) - 1:
        length = _opener_at(tokens, start)
        if not length:
            break
        start += length
    return tokens[start:]


def _opener_at(tokens: list[_Token], index: int) -> int:
    """How many tokens from `index` on merely open the turn: 0 where none does."""
    token, following = tokens[index], tokens[index + 1]
    if token.key == "like" and not token.after and not following.after:
        # "Like we have hives", but "like I said".
        beyond = tokens[index + 2].key if index + 2 < len(tokens) else ""
        begins = following.key.partition("'")[0] in _SUBJECT_WORDS
        return 1 if begins and beyond not in _SAID else 0
    if token.key in _OPENERS:
        return 0 if token.key == "so" and following.key in _KEEPS_SO and not token.after else 1
    if token.key in _OPENERS_WITH_COMMA and token.after in {",", "...", "…", "."}:
        return 1
    if token.key in _BARE_OPENERS and not token.ends:
        return 0 if following.key in {"again", "and"} else 1
    if token.key in _HEDGES and not token.after:
        subject = following.key.partition("'")[0]
        return 1 if subject in _SUBJECT_WORDS or subject in _DETERMINERS else 0
    if token.key == "because" and not token.after:
        reason = tokens[index + 1 : -1]
        pauses = any(each.after == "," for each in reason[_SHORTEST_REASON - 1 :])
        return 1 if following.key in _BECAUSE_OF or not pauses else 0
    if not token.word:
        return 1
    if token.key in _FIRST_WORDS:
        for phrase in _OPENING_PHRASES:
            run = tokens[index : index + len(phrase)]
            if tuple(token.key for token in run) == phrase and (
                run[-1].after == ","
                or (
                    phrase in _BARE_PHRASES
                    and index + len(phrase) < len(tokens)
                    and tokens[index + len(phrase)].key not in _MEANT
                )
            ):
                return len(phrase)
    return 0


def _without_loose_end(tokens: list[_Token]) -> list[_Token]:
    """`tokens` without words at the end that only lead on to something unsaid."""
    end = len(tokens)
    while end and _leads_on(tokens, end - 1):
        end -= 1
    return tokens[:end]


def _leads_on(tokens: list[_Token], index: int) -> bool:
    """Whether the last of the tokens up to `index` leads on to something unsaid."""
    token = tokens[index]
    if not token.word:
        return True
    if token.key == "so" and token.after:
        # "I think so." is whole.
        return index == 0 or tokens[index - 1].pauses or token.after != "."
    if token.key in {"and", "or", "but", "because"}:
        return True
    if token.key not in _DANGLING_ENDS or token.ends:
        return False
    earlier = tokens[max(0, index - _LEFT_OPEN) : index]
    return token.key not in _STRANDED or not any(other.key in _RELATIVES for other in earlier)


def _as_sentence(tokens: list[_Token]) -> str:
    """The tokens as text: a capital first, a full stop last, punctuation mended at the seams."""
    if not tokens:
        return ""
    text = " ".join(
        token.before + ("I" + token.word[1:] if token.key.partition("'")[0] == "i" else token.word)
        + token.after
        for token in tokens
    )  # fmt: skip
    text = text.lstrip(" ,;:.…!?-–—").rstrip(" ,;:-–—")
    if text.endswith(("..", "…")):
        text = text.rstrip(".… ")
    text = _balanced(text)
    if text and text[-1] not in "!?." and text[-1:] not in '"”’)':
        text += "."
    head = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if head[1:].islower() or len(head) == 1 else text


def _balanced(text: str) -> str:
    """`text` without quotation marks and brackets that lost their partner."""
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text
