"""Which sentences may stand in a summary, as they would be printed, and how well they read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.language.cleaning import clean
from generator.language.phrases import is_clause, tokenize
from generator.language.questions import answered_question
from generator.language.salience import COMMON_STEMS, Speech
from generator.language.words import word_set, words
from generator.model import Utterance

SHORTEST, LONGEST = 5, 45
"""Words of a sentence that is fit to print."""
LONGEST_TOGETHER = 48
"""Words of two sentences that are printed together."""
COMFORTABLE = 14
"""Words below which a sentence is too slight to be the first choice."""
_LONGEST_TEXT = 600
"""Characters beyond which an utterance is no sentence, whatever it is."""
_LEAST_CONTENT = 2
"""Different content words without which a sentence says nothing."""
NEIGHBOUR = 0.9
"""The fitness of two sentences that only stand together, beside one that stands alone."""
_ANSWERED_WITHIN = 3
"""Utterances after a question that may be its answer."""
_BETWEEN = 3
"""Utterances before a sentence, empty ones passed over, that may hold what it leans on."""
_HEAD = 140
"""Characters in which a sentence shows its subject and verb."""
_RECENT = 16
"""Sentences whose judgement is remembered, as the next may lean on them."""
_FRAGMENT = 0.2
"""The fitness of words without a subject and its verb."""
LAST_RESORT = 0.2
"""The fitness of a sentence that leans on one that is not there, beside one that stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something said that may stand in a summary."""

    first: int
    """Index of its first utterance."""
    last: int
    """Index of its last utterance."""
    text: str
    """As it would be printed."""
    length: int
    """Words of `text`."""
    stems: frozenset[str]
    """Its content words."""
    fitness: float
    """How well it reads alone, above 0 and about 1."""

    def overlaps(self, other: Candidate) -> bool:
        """Whether both hold the same utterance."""
        return self.first <= other.last and other.first <= self.last


def find_candidates(utterances: Sequence[Utterance], speech: Speech) -> list[Candidate]:
    """Everything in `utterances` that is fit to print, in order; `speech` holds their words.

    A sentence that leans on the one before it stands together with it, and an answer may stand
    with its question.
    """
    stems = [frozenset(row) for row in speech.stems]
    if speech.english:
        return list(_candidates(utterances, stems, lru_cache(_RECENT)(clean)))
    # Fillers are only known of English: "er" is a pronoun elsewhere.
    found = list(_candidates(utterances, stems, str.strip))
    # What is a clause is only known of English: take the judgement back.
    return [
        replace(candidate, fitness=min(1.0, candidate.fitness / _FRAGMENT)) for candidate in found
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """An utterance as it would be printed."""

    index: int
    text: str
    stems: frozenset[str]


def _candidates(
    utterances: Sequence[Utterance],
    stems: Sequence[frozenset[str]],
    tidy: Callable[[str], str],
) -> Iterator[Candidate]:
    question: _Said | None = None
    for index, utterance in enumerate(utterances):
        asks = utterance.text.endswith("?")
        if len(utterance.text) > _LONGEST_TEXT or (len(stems[index]) < _LEAST_CONTENT and not asks):
            continue  # most of what is said: not worth cleaning
        said = _Said(index, tidy(utterance.text), stems[index])
        if said.text.endswith("?"):
            asked = answered_question(said.text)
            telling = len(stems[index] - COMMON_STEMS) >= _LEAST_CONTENT
            question = _Said(index, asked, stems[index]) if asked and telling else None
            continue
        if len(said.stems) < _LEAST_CONTENT:
            continue
        leaning = leans(said.text)
        found = _lean(said, utterances, stems, tidy) if leaning else _judge(said.text, said)
        if found:
            yield found
        if question and index - question.index > _ANSWERED_WITHIN:
            question = None
        if question and _answers(said, question, utterances, leaning=leaning):
            answer = _judge(f"{question.text} {said.text}", question, said)
            if answer:
                yield replace(answer, fitness=_fitness(said.text))


def _answers(
    said: _Said, question: _Said, utterances: Sequence[Utterance], *, leaning: bool
) -> bool:
    """Whether `said` may be printed after `question` as its answer."""
    if said.stems & question.stems or _DEFINES.match(said.text):
        return True
    asker, speaker = utterances[question.index].speaker, utterances[said.index].speaker
    if asker == speaker:
        return asker is None and said.index == question.index + 1
    return not leaning or said.index == question.index + 1


def find_announcement(
    utterances: Sequence[Utterance], speech: Speech, span: range
) -> Candidate | None:
    """What says near the start of `span` which part of a conversation begins, if anything does.

    It says nothing of any subject, but without it nobody can read the answers of a lightning round.
    """
    for index in span[:_OPENING]:
        text = utterances[index].text
        if len(text) <= _LONGEST_ANNOUNCEMENT and _ANNOUNCES.search(text):
            said = clean(text)
            if not said.endswith("?") and _ANNOUNCES.search(said):
                return Candidate(
                    first=index,
                    last=index,
                    text=said,
                    length=said.count(" ") + 1,
                    stems=frozenset(speech.stems[index]),
                    fitness=1.0,
                )
    return None


def leans(text: str) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    return bool(_LEANS.match(text)) and not _STANDS.match(text)


def _lean(
    said: _Said,
    utterances: Sequence[Utterance],
    stems: Sequence[frozenset[str]],
    tidy: Callable[[str], str],
) -> Candidate | None:
    """Make a candidate of a sentence with the one it leans on, or as a last resort without."""
    before = said.index - 1
    while before > max(0, said.index - _BETWEEN) and not stems[before]:
        before -= 1  # "Yeah."
    if (
        before >= 0
        and utterances[before].speaker == utterances[said.index].speaker
        and len(utterances[before].text) <= _LONGEST_TEXT
    ):
        support = _Said(before, tidy(utterances[before].text), stems[before])
        if _supports(support.text):
            both = _judge(f"{support.text} {said.text}", support, said)
            if both:
                return replace(both, fitness=both.fitness * NEIGHBOUR)
    alone = _judge(said.text, said)
    return replace(alone, fitness=alone.fitness * LAST_RESORT) if alone else None


def _supports(text: str) -> bool:
    """Whether another sentence may lean on this one."""
    return not text.endswith("?") and not leans(text) and _shows_clause(text)


def _judge(text: str, *parts: _Said) -> Candidate | None:
    """Make a candidate of `text`, which was put together of `parts`, unless it must not stand."""
    length = text.count(" ") + 1
    longest = LONGEST if len(parts) == 1 else LONGEST_TOGETHER
    if not SHORTEST <= length <= longest or text.endswith("?"):
        return None
    if _UNFINISHED.search(text, max(0, len(text) - _ENDING)) or _ODD.search(text):
        return None
    if _HOUSEKEEPING.search(text.lower()):
        return None
    return Candidate(
        first=parts[0].index,
        last=parts[-1].index,
        text=text,
        length=length,
        stems=frozenset().union(*(part.stems for part in parts)),
        fitness=_fitness(text),
    )


@lru_cache(_RECENT)
def _shows_clause(text: str) -> bool:
    """Whether a sentence shows its subject and verb."""
    return is_clause(tokenize(text[:_HEAD]))


@lru_cache(_RECENT)
def _fitness(text: str) -> float:
    """How well `text` reads alone: 1 for a plain statement, less for each flaw."""
    length = text.count(" ") + 1
    fitness = min(1.0, 0.4 + 0.6 * length / COMFORTABLE)
    if not _shows_clause(text):
        fitness *= _FRAGMENT
    for word in words(text):
        fitness *= _WEAK_WORDS.get(word, 1.0)
    lower = text.lower()
    for pattern, factor in _FLAWS:
        fitness *= factor ** len(pattern.findall(lower))
    if _DEFINITION.match(text) and not text.startswith(("I ", "You ", "We ", "There ")):
        fitness *= 1.2
    if _SEAM.search(text):
        fitness *= _BROKEN_OFF
    crowding = text.count(",") / length
    return fitness * (0.8 if crowding > _CROWDED else 1.0)


_ANNOUNCES = re.compile(
    r"\b(?:(?:lightning|rapid[- ]fire) round|questions from (?:the|our) (?:audience|room|floor)"
    r"|audience questions|(?:final|closing|parting) (?:thoughts|words|remarks))\b",
    re.IGNORECASE,
)
_OPENING, _LONGEST_ANNOUNCEMENT = 6, 120
"""Utterances of a chapter in which its part is announced, and characters of such a sentence."""
_DEFINES = re.compile(r"(?:It|They|That)(?:['’]s|['’]re| is| are| was| were)\b")
"""An answer that leans on its question alone."""
_DEFINITION = re.compile(
    r"^(?:The )?[A-Z]\w+(?: [\w-]+){0,3} (?:is|are|was|were|means)"
    r" (?:an?|the|basically|essentially)\b"
)
"""A sentence that says what something is: worth more to a newcomer than any other."""
_CROWDED = 0.16
"""Commas a word from which speech was broken off and begun again too often."""

_HOUSEKEEPING = re.compile(
    r"""\b(?:
        live\ from | introduce\ (?:you|people|our|my) | subscrib\w* | sponsor\w* | promo\ code
        | (?:show|episode)\ notes | tune\ in | mute | mic
      | welcome\ (?:back\ )?to | thanks(?!\ to\b) | thank\ you | hello
      | (?:hi|hey)\ (?:everyone|everybody|guys)
      | (?:great|good|interesting|fantastic|excellent)\ (?:question|point)
      | (?:nice|glad|happy|excited|pleasure|thrilled|great|good)\ to\ (?:have|be|meet|see)
      | good\ (?:morning|afternoon|evening) | my\ pleasure | (?:last|next|first|final)\ question
      | lightning\ round | (?:in|previous|last|earlier|next|of)\ episodes? | episode\ \d+
      | this\ (?:conversation|discussion|video) | (?:next|first|last)\ item
      | we(?:'ve)?\ (?:already\ |just\ |also\ )?(?:covered|discussed|talked|mentioned)
      | you\ (?:already\ |just\ |also\ )?(?:mentioned|stated|asked)
      | coming\ on | come\ on\ the | come\ by | our\ booth | listeners? | next\ slide
      | (?:jump|dive|go|get|getting|going)\ (?:right\ )?into\ (?:it|that|the|this|some|a)
      | (?:let's|let\ us|let\ me)\ \w+
      | check(?:\ \w+)?\ out | (?:can|could|would)\ you | do\ you
      | before\ we\ (?:wrap|go|get|start|move|jump|dive|end|close|let)
      | i'll\ let\ you | mov(?:e|ing)\ on | zoom\ out | want\ to\ (?:cover|touch|mention)
      | (?:want|wanted|like|love)\ to\ (?:ask|hear|talk|know|start|add|say) | i'm\ curious
      | tell\ us
      | (?:walk|take|talk)\ us | talk\ to\ us | any\ (?:other|final|last)\ (?:questions|thoughts)
      | one\ (?:more\ thing|question)\ (?:i|we|just)
      | (?:was|am|i'm)\ (?:going\ to|gonna)\ (?:say|ask)
      | i\ (?:just\ )?(?:want|wanted)\ to\ make\ sure
      | i\ (?:don't|do\ not|can't)\ (?:know|remember|recall)(?!\ (?:if|whether|anyone|any|of)\b)
      | as\ i\ (?:said|mentioned) | like\ i\ said | (?:my|your)\ (?:screen|slides?) | you\ guys
    )\b""",
    re.VERBOSE,
)
"""What keeps a conversation going and says nothing of its subject."""

_LEANS = re.compile(
    r"""^(?:[a-z]+ly,?\ |(?:first\ of\ all|in\ (?:this|that|which)\ case|of\ course|regardless|again
        |now |here |today |in\ fact |for\ example |for\ instance |at\ that\ point |right\ now
        |i\ think(?:\ that)?
        |i\ guess|i\ mean|i'd\ say|i\ would\ say),?\ )*
      (?:(?:
        (?:he|she|they|it|them|his|her|their|its)(?:'\w+)?
      | (?:this|that|these|those)(?:'\w+)?\ (?:is|was|are|were|has|had|would|will|can|could
          |might|may|should|means?|makes?|does|did|also|really|just|kind|all|happens|one|why|what
          |how|because|the|a|not|in|for|to|and)
      | that's | this's | which | (?:because|'cause|cause)(?!\ [^,]{12,}, ) | then | than
      | otherwise | to\ that
      | (?:the\ )?same | such | both\ (?:of|are|were) | neither | either
      | another\ (?:one|thing|is|was)
      | others | too | or | except
      | rather | one\ (?:is|was|would|has)
      | (?:one|some|most|all|none|many|part|half)\ of\ (?:them|those|it|these|which|this|that)
      | (?:the\ )?(?:first|second|third|other|latter|former|next|last)\ (?:one|is|was|thing|two)
      | not\ \w+
      | (?:maybe|if|when|once|so|because|after|before|since)\ (?:he|she|they|it|that|this)(?:'\w+)?
      | so\ that | even\ (?:that|though|if) | like | as\ opposed | especially | instead | therefore
      | hence | that\ said | also | whether\ or\ not | even | just | whereas | unless | until
      | with\ (?:that|this|it)
      | in\ (?:that|this)\ (?:case|way|sense) | as\ (?:well|such) | what's | who's | where's
      | (?:do|does|did|is|are|was|were|has|have|can|could|would|will|should|don't)
      | how | what\ (?:about|if|else|a|an) | who | where | why | when\ (?:is|are|do|does|did)
      | (?:exactly|yeah|yes|no|right|okay|sure|true|sorry|please|thanks|wow|cool|guys|everyone)
      )\b|[\W\d_]*$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Openings that lean on the sentence before: nobody can read them alone."""

_STANDS = re.compile(
    r"(?:i think |now,? |then |actually,? |maybe )*it(?:['’]s| is| was| will be| would be| can be)"
    r" (?:\w+ly |very |so |really |pretty |quite |not |also |more |much )*"
    r"(?:hard|easy|important|possible|impossible|difficult|clear|true|good|great|nice|useful|better"
    r"|necessary|likely|common|rare|worth|\w+er|\w+ing|\w+able|\w+ful|up)"
    r" (?:\w+ ){0,3}(?:to|that|for|when|how|if|\w+ing)\b"
    r"|(?:i think )?it (?:turns out|seems|looks|takes|depends on|makes sense (?:to|that|for))\b"
    r"|even (?:though|if) (?!it|they|that|this|he|she)[^,]{12,}, "
    r"|(?:also|then),? (?:i|we|you|there|if you|when you|the|an?|people|[A-Z]\w+)\b(?!['’]s)"
    r"|everyone \w+s\b",
    re.IGNORECASE,
)
"""Openings that only look as if they leaned: "it is hard to", "it turns out"."""

_UNFINISHED = re.compile(
    r"\b(?:a|an|the|of|and|or|but|because|with|for|my|your|our|as|than|if|is|are|was|were|like|very"
    r"|sense that|then|basically|just|really|actually|also|probably|kind|sort|so|i|we|they|you're"
    r"|we're|they're|i'm|it's|(?:\d+|going) to"
    r"|an? (?:interesting|good|great|big|new|different))[.!]$",
    re.IGNORECASE,
)
_ENDING = 24
"""Characters in which a sentence shows that it was never finished."""
_ODD = re.compile(r"\.\.\.|…|--|\[|\]|[Hh]ttps?:|\A[A-Za-z][\w ]{0,20}: ")
"""Signs of what was broken off, or is not speech."""

_SEAM = re.compile(r"[a-z][.?] [a-z]")
"""Where a machine heard the end of a sentence that goes on."""
_BROKEN_OFF = 0.5
"""The fitness that such a place leaves."""

_FLAWS: tuple[tuple[re.Pattern[str], float], ...] = (
    (  # what it points at stands elsewhere
        re.compile(
            r"\b(?:do|did|does|doing|done|about|of|for|with|to|in|on|like|than|from|see|say|said"
            r"|know|think|use|used|call|called|have|make|want|need|is|was|that's|had|get|got|saw"
            r"|mention\w*) (?:that|this|it|them|those|these|him|there)(?=[.,;]|$)"
        ),
        0.75,
    ),
    (
        re.compile(
            r"\b(?:that|this|these|those) (?:repo|one|paper|guy|person|people|question|point|tweet"
            r"|thread|slide|page|stuff|way|kind|piece|case|part|example|first|second|new)\b"
        ),
        0.8,
    ),
    (
        re.compile(
            r"\b(?:talk(?:ed|ing)? about|kind of|sort of|or something|i guess|you know|i mean"
            r"|and so on|et cetera)\b|, (?:so|like|and then|but then|right)\b"
        ),
        0.85,
    ),
    (
        re.compile(r"\b(?:this|these|those|such) (?!is\b|are\b|was\b|were\b|week|month|year)[a-z]"),
        0.88,
    ),
    (re.compile(r"^(?:i|we|you|my|our|your)\b"), 0.85),
    (  # small talk
        re.compile(
            r"^(?:i was (?:just |actually )?(?:\w+ing)|i(?:['’]m| am) (?:just |very |really |so )*"
            r"(?:friends|happy|glad|hoping|jealous|excited|surprised|sure|going|trying|a fan)"
            r"|i (?:have a (?:comment|question)|hope|noticed|love|agree|get it|feel like|guess)"
            r"|my (?:impression|take|question|guess)|we are on the same|i do (?:think|feel) like)\b"
            r"|^(?:now )?there(?:['’]s| is) (?:a bit of|a couple of|an? (?:interesting|funny))\b"
            r"|\b(?:is|was|are|were)(?: like)?, like\b|\b(?:is|was|are) like,"
            r"|\bwe['’]?ll (?:start|talk|get)\b"
        ),
        0.6,
    ),
    (  # the host tells the guest about the guest
        re.compile(
            r"\byou(?:['’]re| are) (?:(?:also|formerly|very|new) |an? (?:\w+ )?(?:founder|member|gp"
            r"|ceo|co|phd|professor|partner)\b)|\byou have an? (?:wikipedia|nice|great)\b"
            r"|\byou(?:['’]ve| have)? (?:also |just |already |recently |then )?(?:did|were|wrote"
            r"|spoke|built|gave|made|began|left|spent|went|came|led|said|been|(?!need|want|get)\w+ed)\b"
            r"|\byour (?:own )?(?:courses?|research|work|career|background|paper|company|startup"
            r"|talk|podcast|blog|book|bio|linkedin|twitter|thesis|phd|constant|team|experience|story)\b"
        ),
        0.45,
    ),
)
"""What makes a sentence read worse, and the factor for each time it occurs."""

_WEAK_WORDS = {
    **dict.fromkeys(word_set("he she they it him her them he's she's they're it's"), 0.93),
    **dict.fromkeys(word_set("i i'm i've i'd my"), 0.93),
    **dict.fromkeys(word_set("like"), 0.92),
    **dict.fromkeys(  # a remark on the talk, not on its subject
        word_set(
            """
            stuff super crazy cool awesome basically literally really actually obviously honestly
            totally thing things funny interesting amazing right okay hopefully quote please
            """
        ),
        0.88,
    ),
    **dict.fromkeys(word_set("episode podcast"), 0.8),
    **dict.fromkeys(word_set("yeah hey blah whatnot baby oh guys dude whatever"), 0.7),
    **dict.fromkeys(word_set("fuck fucking fucked shit bullshit damn ass"), 0.3),
}
"""Words without which a sentence would read better, and the factor for each."""
