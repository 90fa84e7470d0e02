"""What tells whether a sentence can be printed alone: numbers for each utterance in its place.

Nothing here knows a subject: what counts is how a sentence is made, what it leans on, whose view it
is, what stands before and after it, and how much of what it is about runs through its chapter. Most
of it is known of any language; what rests on lists of English words is told by `ENGLISH`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np

from ..language.languages import word_set
from ..language.sentences import QUESTION_MARKS
from ..model import Utterance, WordClass
from ..numbers import Floats

_TERMINAL = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_MARKED = 0.1
"""Share of utterances that end in a mark under which nobody set any."""
_BLOCK = 8
"""Utterances over which the rarity of a word is counted."""
_NEAR = 25
"""Utterances on either side that a sentence may be like."""
_AFTER_QUESTION = 12
"""Utterances within which a question is still being answered."""

KINDS: Mapping[str, frozenset[str]] = {
    "i": word_set("i i'm i've i'd i'll me my mine myself"),
    "we": word_set("we we're we've we'd we'll us our ours"),
    "you": word_set("you you're you've you'd you'll your yours"),
    "he": word_set("he she him her his hers he's she's he'd"),
    "they": word_set("they they're they've they'd them their theirs"),
    "it": word_set("it it's its it'd it'll"),
    "this": word_set("this that these those that's this's there's"),
    "elsewhere": word_set("here there then such same other another one ones else"),
    "reasons": word_set("because therefore hence since thus cause"),
    "norms": word_set(
        "should must need needs never always every have ought cannot can't only important key"
    ),
    "extremes": word_set(
        "most best better worse more less biggest largest main real really fundamental"
        " fundamentally basically essentially whole"
    ),
    "contrasts": word_set(
        "but however instead rather whereas although though not isn't don't doesn't can't won't"
        " without than"
    ),
    "anyone": word_set(
        "people everyone everybody anyone nobody someone companies users developers"
    ),
    "reports": word_set(
        "said says say saying tweet tweeted told asked asks quote quoted called wrote"
    ),
    "vague": word_set(
        "thing things stuff something somehow somewhere anything whatever kind sort lot lots bit"
    ),
    "praise": word_set(
        "cool awesome amazing interesting funny crazy great nice love super exciting excited wow"
        " fun curious"
    ),
    "moderation": word_set(
        "podcast episode show listeners welcome thanks thank guest guests question questions"
        " audience talk talked slide demo today folks everyone conversation chat intro"
    ),
    "past": word_set(
        "was were did had went came started got been worked built made thought wanted"
    ),
    "modal": word_set("will would could can may might shall going gonna"),
    "negation": word_set(
        "not no never nothing none don't doesn't didn't isn't aren't wasn't can't cannot won't"
        " wouldn't couldn't nobody"
    ),
    "being": word_set("is are was were be being been it's that's there's they're we're you're"),
    "conditions": word_set("if when whenever unless once"),
    "fillers": word_set(
        "uh um uhm er ah mm hmm like yeah okay ok right well oh actually basically literally"
        " obviously"
    ),
    "opinions": word_set("think believe guess feel suppose imagine hope"),
}
"""Words that tell what a sentence is."""
_KINDS_OF = {
    word: [number for number, members in enumerate(KINDS.values()) if word in members]
    for word in frozenset().union(*KINDS.values())
}
_POINTERS = KINDS["he"] | KINDS["they"] | KINDS["it"] | KINDS["this"]
_LEANING = ("he", "they", "it", "this", "elsewhere")

OPENINGS: Mapping[str, frozenset[str]] = {
    "and": word_set("and"),
    "but": word_set("but"),
    "so": word_set("so"),
    "because": word_set("because cause cuz"),
    "yes": word_set("yeah yes yep right exactly no sure okay ok oh mm-hmm"),
    "i": word_set("i i'm i've i'd my"),
    "you": word_set("you you're you've you'll"),
    "we": word_set("we we're we've our"),
    "they": word_set("they they're he she his her their he's she's"),
    "it": word_set("it it's its"),
    "that": word_set("that that's this these those which"),
    "there": word_set("there there's"),
    "if": word_set("if when once unless"),
    "the": word_set("the a an"),
    "what": word_set("what how why where who which"),
    "well": word_set("like well actually basically"),
    "also": word_set("or then also maybe"),
}
_OPENING_OF = {word: name for name, members in OPENINGS.items() for word in members}
_JOINING = frozenset({"and", "but", "so", "because", "yes", "well", "also"})
"""Openings behind which the real one stands."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "somebody's words": r"\b(?:he|she|they|people|everyone|everybody|somebody|someone|you)"
        r"(?:'s|'re|'ll| are| is| was| were| would)? (?:just |always |all |often )?"
        r"(?:like|said|say|says|tell|told|go|ask|asked)\b",
        "the talk itself": r"\b(?:as (?:i|you|we) (?:said|mentioned)|like i said|i mentioned"
        r"|you mentioned|we talked|talk(?:ing)? about)\b",
        "hedges": r"\b(?:kind of|sort of|kinda|you know|i mean|or something|or whatever|and so on"
        r"|et cetera)\b",
        "my view": r"\b(?:i think|i believe|i feel|in my opinion|i would say|i'd say|i guess)\b",
        "example": r"\b(?:for example|for instance|let's say|imagine|suppose)\b",
        "the point": r"\bthe (?:\w+ ){0,2}(?:reason|problem|key|point|idea|goal|difference"
        r"|challenge|thing|question|way|answer|main|biggest|best|most|only)\b",
        "one of several": r"\b(?:first|second|third|secondly|another|next|last|other|also|too)\b",
        "ends pointing": r"\b(?:that|this|it|them|those|these|him|there|here|so|ones?)[.,?!]*$",
        "pointed noun": r"\b(?:this|that|these|those|such) (?!(?:is|are|was|were|week|month|year"
        r"|you|we|i|the|they|it|a)\b)[a-z]",
        "comparison": r"\b(?:more|less|better|worse|\w+er) (?:\w+ ){0,3}than\b",
        "not but": r"\bnot\b.*\bbut\b|\binstead of\b|\brather than\b",
        "definition": r"\b(?:is|are|means|called) (?:basically |essentially |just |really )*"
        r"(?:an?|the|where|when|that|how)\b",
        "purpose": r"\b(?:in order to|so that|to make sure|allows?|lets?|enables?|helps?)\b",
        "if then": r"\bif\b.*\b(?:then|you|we|can|will)\b",
        "duty": r"\b(?:have to|has to|needs? to|want to|should|must)\b",
        "intention": r"\b(?:let me|let's|i'll|i want to|i wanted|i'm going to|gonna)\b",
        "repeated": r"\b(\w+),? \1\b",
        "amount": r"\d|\b(?:percent|million|billion|thousand|hundred|two|three|four|five|ten"
        r"|twenty|half|zero)\b",
        "teaser": r"\b(?:one|two|three|couple|few) (?:of )?(?:things?|reasons?|ways?|points?"
        r"|questions?)\b",
        "ands": r"\band\b",
    }.items()
}
"""What English says in more than one word."""
_FINITE = word_set(
    "i we you he she they it i'm we're you're he's she's they're it's that's there's i've we've"
    " you've they've i'll we'll you'll i'd we'd you'd is are was were am has have had do does did"
    " can could will would should may might must can't don't doesn't didn't won't isn't aren't"
    " wasn't"
)
"""Words that a clause with a verb of its own nearly always has one of."""
_SUBORDINATING = word_set(
    "that which who whom because if when while where as since what how why than though although"
    " unless whether"
)
_SHORT, _LONG = 10, 35
"""Words from which on a sentence is long enough, and too long."""
_MARKS: Mapping[str, re.Pattern[str]] = {
    "quotation": re.compile(r"[\"“”]"),
    "dashes": re.compile(r"\.\.\.|…|--|—"),
    "colon": re.compile(":"),
    "sounds": re.compile(r"laugh|\[|\]|applause"),
    "seam": re.compile(r"[a-z][.?] [a-z]"),
    "asks inside": re.compile(r"[?？]"),
    "commas": re.compile("[,、，]"),
}

_CLASSES = {
    "nouns": WordClass.NOUN,
    "adjectives": WordClass.ADJECTIVE,
    "verbs": WordClass.VERB,
}

ENGLISH = frozenset(
    [f"kind: {name}" for name in KINDS]
    + [f"opens: {name}" for name in OPENINGS]
    + [f"says: {name}" for name in PATTERNS]
    + [
        "leaning",
        "leaning, in chapter",
        "leaning, of all",
        "points at",
        "opens pointing",
        "opens with i",
        "personal",
        "generic",
        "points before a noun",
        "clauses",
        "subordinate",
        "only subordinate",
        "no clause",
        "a lone condition",
    ]
    + [f"{side} {what}" for side in ("before", "after") for what in ("but", "yes", "points", "so")]
)
"""The columns that are only known of English."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter or a segment: a range of utterances, and the stems of its title."""

    first: int
    end: int
    """The index after its last utterance."""
    title: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    """How much it is about each stem, 0 to 1; of a segment nothing."""


def measure(
    utterances: Sequence[Utterance],
    stems: Sequence[Sequence[str]],
    headline: frozenset[str],
    chapters: Sequence[Place],
    segments: Sequence[Place],
) -> dict[str, Floats]:
    """A column for each kind of evidence, with a number for each utterance.

    `stems` are the content stems of each utterance, `headline` those of the title. `chapters` and
    `segments` follow each other and hold all utterances between them.
    """
    texts = [utterance.text.lower().replace("’", "'") for utterance in utterances]
    tokens = [[token.key for token in utterance.tokens] for utterance in utterances]
    columns: dict[str, Floats] = {}
    columns |= _build(utterances, tokens, stems)
    columns |= _sayings(texts, tokens)
    columns |= _places(len(utterances), chapters, segments)
    columns |= _turns(utterances, columns["words"])
    columns |= _subjects(stems, headline, chapters, segments)
    columns |= _neighbours(utterances, columns)
    columns["points before a noun"] = _points_before_a_noun(utterances)
    columns |= _clauses(tokens, columns)
    columns |= _chapters(columns, chapters)
    everything = [Place(0, len(utterances))]
    for name in _RANKED_IN_CHAPTER:
        columns[f"{name}, in chapter"] = _ranks(columns[name], chapters)
    for name in _RANKED:
        columns[f"{name}, of all"] = _ranks(columns[name], everything)
    return columns


_RANKED = ("words", "like chapter", "telling", "telling a word", "leaning")
_RANKED_IN_CHAPTER = (*_RANKED, "content", "weight in chapter", "like its neighbours")
"""What is compared with the other sentences: people differ in how they speak."""


def _build(
    utterances: Sequence[Utterance], tokens: Sequence[Sequence[str]], stems: Sequence[Sequence[str]]
) -> dict[str, Floats]:
    """How a sentence is made, whatever its language."""
    words = np.array([len(row) for row in tokens], dtype=float)
    scale = np.maximum(words, 1.0)
    texts = [utterance.text for utterance in utterances]
    content = np.array([len(row) for row in stems], dtype=float)
    columns = {
        "words": words,
        "content": content,
        "share of content": content / scale,
        "letters a word": np.array([sum(map(len, row)) for row in tokens]) / scale,
        "long words": _count(sum(len(word) >= 8 for word in row) for row in tokens),
        "different words": _count(len(set(row)) for row in tokens) / scale,
        "finished": _finished(texts),
        "asks": _count(text.endswith(QUESTION_MARKS) for text in texts),
        "capital": _count(text[:1].isupper() or not _is_cased(text) for text in texts),
        "names": _count(
            sum(
                word[0].isupper() and word[:2] not in ("I", "I'", "I’") for word in text.split()[1:]
            )
            for text in texts
        ),
        "capitals": _count(
            sum(len(word) > 1 and word.isupper() for word in text.split()) for text in texts
        ),
        "digits": _count(sum(map(str.isdigit, text)) for text in texts),
    }
    kinds = [[token.kind for token in utterance.tokens] for utterance in utterances]
    for name, kind in _CLASSES.items():
        columns[name] = _count(row.count(kind) for row in kinds)
    for name, mark in _MARKS.items():
        columns[name] = _count(len(mark.findall(text)) for text in texts)
    columns["commas a word"] = columns["commas"] / scale
    return columns


def _finished(texts: Sequence[str]) -> Floats:
    """Whether each ends in a mark; all do where a script without capitals is written without."""
    found = _count(bool(_TERMINAL.search(text)) for text in texts)
    if found.mean() < _MARKED and 2 * sum(map(_is_cased, texts)) < len(texts):
        found[:] = 1.0
    return found


def _is_cased(text: str) -> bool:
    """Whether its first letter is of a script that has capitals."""
    return text[:1].lower() != text[:1].upper()


def _sayings(texts: Sequence[str], tokens: Sequence[Sequence[str]]) -> dict[str, Floats]:
    """What English words tell of each sentence."""
    said = [
        kind * len(tokens) + index
        for index, row in enumerate(tokens)
        for word in row
        for kind in _KINDS_OF.get(word, ())
    ]
    found = np.bincount(np.array(said, dtype=np.int64), minlength=len(KINDS) * len(tokens))
    counts: Floats = found.astype(np.float64).reshape(len(KINDS), len(tokens))
    scale = np.maximum(_count(map(len, tokens)), 1.0)
    columns = {f"kind: {kind}": count for kind, count in zip(KINDS, counts, strict=True)}
    columns["leaning"] = np.sum([columns[f"kind: {kind}"] for kind in _LEANING], axis=0) / scale
    columns["personal"] = (columns["kind: i"] + columns["kind: we"]) / scale
    columns["generic"] = (columns["kind: you"] + columns["kind: anyone"]) / scale
    columns["points at"] = _count(
        next((index for index, word in enumerate(row) if word in _POINTERS), 60) for row in tokens
    )
    opens, then = zip(*(_opening(row) for row in tokens), strict=True)
    for name in OPENINGS:
        columns[f"opens: {name}"] = _count(found == name for found in opens)
    columns["opens pointing"] = _count(found in ("they", "it", "that") for found in then)
    columns["opens with i"] = _count(found == "i" for found in then)
    for name, pattern in PATTERNS.items():
        columns[f"says: {name}"] = _count(len(pattern.findall(text)) for text in texts)
    return columns


def _opening(words: Sequence[str]) -> tuple[str, str]:
    """What a sentence opens with, and what it opens with behind "and" and the like."""
    first = _OPENING_OF.get(words[0], "") if words else ""
    then = first
    for word in words[1:3]:
        if then not in _JOINING:
            break
        then = _OPENING_OF.get(word, "")
    return first, then


def _places(count: int, chapters: Sequence[Place], segments: Sequence[Place]) -> dict[str, Floats]:
    """Where in its chapter, its segment and the whole each utterance stands."""
    indices = np.arange(count, dtype=float)
    columns = {
        "of the whole": indices / count,
        "from the start": indices,
        "to the end": count - indices,
    }
    for name, places in (("chapter", chapters), ("segment", segments)):
        first, end = np.zeros(count), np.full(count, float(count))
        for place in places:
            first[place.first : place.end] = place.first
            end[place.first : place.end] = place.end
        columns[f"from start of {name}"] = indices - first
        columns[f"to end of {name}"] = end - indices
        columns[f"of its {name}"] = (indices - first) / np.maximum(end - first, 1.0)
        columns[f"length of {name}"] = end - first
    return columns


def _turns(utterances: Sequence[Utterance], words: Floats) -> dict[str, Floats]:
    """Who speaks, how much of all, and where in a turn; what was asked before."""
    count = len(utterances)
    asks = [utterance.text.endswith(QUESTION_MARKS) for utterance in utterances]
    said: Counter[str | None] = Counter()
    asked: Counter[str | None] = Counter()
    spoke: Counter[str | None] = Counter()
    for utterance, length, asking in zip(utterances, words.tolist(), asks, strict=True):
        said[utterance.speaker] += length
        asked[utterance.speaker] += asking
        spoke[utterance.speaker] += 1
    most = max(said.values()) or 1.0
    total = sum(said.values()) or 1.0
    starts = [
        0,
        *(i for i in range(1, count) if utterances[i].speaker != utterances[i - 1].speaker),
    ]
    rows = np.zeros((6, count))
    for first, end in pairwise([*starts, count]):
        lengths = words[first:end]
        rows[0, first:end] = np.arange(end - first)
        rows[1, first:end] = end - np.arange(first, end)
        rows[2, first:end] = lengths.sum()
        rows[3, first:end] = np.cumsum(lengths) - lengths
        rows[4, first:end] = end - first
        rows[5, first:end] = float(first > 0 and asks[first - 1])
    last_question = -_AFTER_QUESTION
    since = np.zeros(count)
    for index, asking in enumerate(asks):
        since[index] = min(index - last_question, _AFTER_QUESTION)
        if asking:
            last_question = index
    padded = np.concatenate([np.zeros(6), np.cumsum(asks), np.full(6, float(sum(asks)))])
    middle = np.arange(count) + 6
    return {
        "from start of turn": rows[0],
        "to end of turn": rows[1],
        "words of turn": rows[2],
        "words before in turn": rows[3],
        "length of turn": rows[4],
        "turn answers": rows[5],
        "since a question": since,
        "questions before": padded[middle - 1] - padded[middle - 6],
        "questions after": padded[middle + 5] - padded[middle],
        "share of speaker": _count(said[each.speaker] / total for each in utterances),
        "beside the one who says most": _count(said[each.speaker] / most for each in utterances),
        "how often speaker asks": _count(
            asked[each.speaker] / spoke[each.speaker] for each in utterances
        ),
        "voices": np.full(count, float(len(said))),
    }


def _subjects(
    stems: Sequence[Sequence[str]],
    headline: frozenset[str],
    chapters: Sequence[Place],
    segments: Sequence[Place],
) -> dict[str, Floats]:
    """How much of what is said runs through the chapter, the whole, and what stands near."""
    vectors, rarity = _vectors(stems)
    count = len(stems)
    columns = {name: np.zeros(count) for name in _SUBJECTS}
    first_at: dict[str, int] = {}
    last_at: dict[str, int] = {}
    for index, row in enumerate(stems):
        for stem in row:
            first_at.setdefault(stem, index)
            last_at[stem] = index
    whole = _centre(stems, rarity)
    holding = Counter(
        stem
        for place in chapters
        for stem in sorted({stem for row in stems[place.first : place.end] for stem in row})
    )
    for places, name in ((chapters, "chapter"), (segments, "segment")):
        for place in places:
            centre = _centre(stems[place.first : place.end], rarity)
            for index in range(place.first, place.end):
                columns[f"like {name}"][index] = _dot(vectors[index], centre)
                if name == "chapter":
                    own = set(stems[index])
                    columns["weight in chapter"][index] = sum(centre[stem] for stem in sorted(own))
                    telling = [place.weights.get(stem, 0.0) for stem in sorted(own)]
                    columns["telling"][index] = sum(telling)
                    columns["most telling"][index] = max(telling, default=0.0)
                    columns["telling a word"][index] = sum(telling) / max(1, len(stems[index]))
                    columns["in title"][index] = len(own & place.title)
                    columns["new in chapter"][index] = sum(
                        first_at[stem] >= place.first for stem in own
                    )
    for index, row in enumerate(stems):
        own = set(row)
        columns["like the whole"][index] = _dot(vectors[index], whole)
        columns["weight in the whole"][index] = sum(whole[stem] for stem in sorted(own))
        columns["in headline"][index] = len(own & headline)
        columns["spread"][index] = sum(map(holding.__getitem__, own)) / max(1, len(chapters))
        columns["new"][index] = sum(first_at[stem] == index for stem in own)
        columns["said again"][index] = sum(last_at[stem] > index for stem in own)
        before, after = stems[max(0, index - 3) : index], stems[index + 1 : index + 4]
        columns["said just before"][index] = len(own.intersection(chain(*before)))
        columns["said just after"][index] = len(own.intersection(chain(*after)))
        if index:
            columns["like the one before"][index] = _dot(vectors[index], vectors[index - 1])
        if index + 1 < count:
            columns["like the one after"][index] = _dot(vectors[index], vectors[index + 1])
    columns["like its neighbours"] = _likeness(vectors, chapters)
    return columns


_SUBJECTS = (
    "like chapter", "like segment", "like the whole", "weight in chapter", "weight in the whole",
    "telling", "most telling", "telling a word", "in title", "in headline", "spread", "new",
    "new in chapter", "said again", "said just before", "said just after",
    "like the one before", "like the one after",
)  # fmt: skip


def _vectors(
    stems: Sequence[Sequence[str]],
) -> tuple[list[dict[str, float]], dict[str, float]]:
    """Each utterance's stems by weight, of length 1, and how rare each stem is."""
    spread: Counter[str] = Counter()
    blocks = 0
    for first in range(0, len(stems), _BLOCK):
        blocks += 1
        # Sorted, so that nothing depends on the order of a set.
        spread.update(sorted({stem for row in stems[first : first + _BLOCK] for stem in row}))
    rarity = {stem: math.log((blocks + 1) / (times + 0.5)) for stem, times in spread.items()}
    return [_weighted(Counter(row), rarity) for row in stems], rarity


def _weighted(counts: Mapping[str, int], rarity: Mapping[str, float]) -> dict[str, float]:
    weights = {stem: (1.0 + math.log(times)) * rarity[stem] for stem, times in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / length for stem, weight in weights.items()}


def _centre(rows: Sequence[Sequence[str]], rarity: Mapping[str, float]) -> dict[str, float]:
    return _weighted(Counter(stem for row in rows for stem in row), rarity)


def _dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[stem] for stem, weight in one.items() if stem in other)


def _likeness(vectors: Sequence[Mapping[str, float]], chapters: Sequence[Place]) -> Floats:
    """How like each utterance is, in sum, to those near it in its chapter (a small LexRank)."""
    found = np.zeros(len(vectors))
    for place in chapters:
        sums: dict[str, float] = {}
        first, end = place.first, place.first
        for index in range(place.first, place.end):
            while end < min(place.end, index + _NEAR + 1):
                for stem, weight in vectors[end].items():
                    sums[stem] = sums.get(stem, 0.0) + weight
                end += 1
            while first < index - _NEAR:
                for stem, weight in vectors[first].items():
                    sums[stem] -= weight
                first += 1
            own = vectors[index]
            found[index] = _dot(own, sums) - _dot(own, own)
    return found


def _neighbours(
    utterances: Sequence[Utterance], columns: Mapping[str, Floats]
) -> dict[str, Floats]:
    """What stands before and after each utterance, by whom; -1 where there is nothing."""
    found: dict[str, Floats] = {}
    speakers = [utterance.speaker for utterance in utterances]
    for side, step in (("before", -1), ("after", 1)):
        for name, source in _BESIDE:
            found[f"{side} {name}"] = _shift(columns[source], step)
        found[f"{side} points"] = _shift(
            columns["opens: that"] + columns["opens: it"] + columns["opens: they"], step
        )
        same = [
            float(0 <= index + step < len(speakers) and speakers[index + step] == speakers[index])
            for index in range(len(speakers))
        ]
        found[f"{side} same voice"] = np.array(same)
    return found


def _points_before_a_noun(utterances: Sequence[Utterance]) -> Floats:
    """How often each sentence points before it names anything: "it", "this", "they"."""
    found = np.zeros(len(utterances))
    for index, utterance in enumerate(utterances):
        for token in utterance.tokens:
            found[index] += token.key in _POINTERS
            if token.root and token.kind is WordClass.NOUN:
                break
    return found


def _clauses(tokens: Sequence[Sequence[str]], columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """Whether a sentence has a clause that stands by itself."""
    clauses = _count(sum(word in _FINITE for word in row) for row in tokens)
    subordinate = _count(sum(word in _SUBORDINATING for word in row) for row in tokens)
    return {
        "clauses": clauses,
        "subordinate": subordinate,
        "only subordinate": _count(clauses <= subordinate),
        "no clause": _count(clauses == 0),
        "a lone condition": columns["opens: if"] * (columns["verbs"] <= 1),
        "too long": np.maximum(columns["words"] - _LONG, 0.0),
        "too short": np.maximum(_SHORT - columns["words"], 0.0),
    }


def _chapters(columns: Mapping[str, Floats], chapters: Sequence[Place]) -> dict[str, Floats]:
    """What kind of chapter a sentence stands in: where people ask much, or chat."""
    names = ("asks", "share of content", "words")
    found = {f"chapter: {name}": np.zeros(len(columns[name])) for name in names}
    for place in chapters:
        for name in names:
            inside = columns[name][place.first : place.end]
            if len(inside):
                found[f"chapter: {name}"][place.first : place.end] = inside.mean()
    last = np.zeros(len(columns["words"]))
    if chapters:
        last[chapters[-1].first :] = 1.0
    return found | {"chapter: the last": last}


_BESIDE = (
    ("words", "words"), ("asks", "asks"), ("finished", "finished"), ("but", "opens: but"),
    ("yes", "opens: yes"), ("so", "opens: so"),
)  # fmt: skip


def _shift(column: Floats, step: int) -> Floats:
    shifted = np.full(len(column), -1.0)
    if step < 0:
        shifted[1:] = column[:-1]
    else:
        shifted[:-1] = column[1:]
    return shifted


def _ranks(column: Floats, places: Sequence[Place]) -> Floats:
    """The rank of each number among those of its place, above 0 and up to 1."""
    ranks = np.zeros(len(column))
    for place in places:
        inside = column[place.first : place.end]
        if len(inside):
            order = np.argsort(np.argsort(inside, kind="stable"), kind="stable")
            ranks[place.first : place.end] = (order + 1) / len(inside)
    return ranks


def _count(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=float)
