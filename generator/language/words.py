"""Words: tokens, stop words, and a light stem that folds plurals and verb endings."""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as prose."""
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]+(?:['’.&/+-][^\W_]+)*")

FILLERS = word_set("ah eh er erm hm hmm huh mhm mm mm-hmm mmhmm oh ooh uh uh-huh uhh uhm um umm")
"""Sounds that a transcript writes as words."""

FUNCTION_WORDS = word_set(
    """
    & a an the this that these those such some any each every either neither both all no none
    another other others enough several few i me my mine myself we us our ours ourselves you
    your yours yourself yourselves he him his himself she her hers herself it its itself they
    them their theirs themselves one ones who whom whose which what whatever whoever whichever
    somebody someone something anybody anyone anything everybody everyone everything nobody
    nothing and or but nor so yet because cause since although though while whereas if unless
    until till whether than as when whenever where wherever why how however therefore otherwise
    hence plus et of in on at by for from to into onto with without within about above across
    after against along among around before behind below beneath beside besides between beyond
    down during except inside near off out outside over past per through throughout toward
    towards under up upon via versus despite be am is are was were been being do does did done
    doing have has had having will would shall should can could may might must ought cannot
    gonna gotta wanna not never ever also too very just only even still already again then there
    here now once almost always often sometimes maybe perhaps really quite rather pretty much
    many more most less least well away back else instead soon later today tomorrow yesterday
    anymore anyway somewhere somehow anywhere everywhere yes no yeah yep yup ok okay nope hi hey
    hello bye please thanks wow alright
    """
)
"""Articles, pronouns, prepositions, auxiliaries, connectives and the small talk between them."""

VAGUE_WORDS = word_set(
    """
    actually basically essentially literally obviously definitely certainly totally completely
    absolutely probably exactly honestly clearly generally usually especially specifically
    particularly potentially hopefully apparently simply fully fairly slightly roughly mostly
    nearly kind kinds sort sorts thing things stuff bit bits lot lots bunch couple ton tons way
    ways part parts piece pieces point points case cases example examples question questions
    answer answers fact sense reason reasons idea ideas word words term terms side end place
    places type types level number amount time times day days week weeks month months year years
    minute minutes moment people person guy guys folks man everybody somebody good great nice
    cool bad big huge little small long short high low new old own same different interesting
    amazing awesome crazy super important possible able sure right wrong true real actual whole
    certain particular various similar full main hard easy fine happy curious excited interested
    whatever first second third last next two three four five six seven eight nine ten hundred
    thousand million billion half zero know knows knew known think thinks thought thinking mean
    means meant say says said saying tell tells told telling talk talks talked talking see sees
    saw seen seeing look looks looked looking go goes went gone going come comes came coming get
    gets got gotten getting give gives gave given giving take takes took taken taking make makes
    made making put puts putting let lets letting want wants wanted wanting need needs needed
    try tries tried trying use uses used using work works worked working happen happens happened
    happening feel feels felt feeling like likes liked love loves loved guess guesses hear hears
    heard hearing call calls called calling keep keeps kept keeping start starts started
    starting stop stops stopped find finds found finding ask asks asked asking show shows showed
    shown showing seem seems seemed hope hopes agree agrees remember remembers believe believes
    understand understands understood mention mentioned mentions figure figured guess become
    becomes became end ends ended turn turns turned bring brings brought leave leaves left move
    moves moved help helps helped allow allows allowed live welcome sorry thank ago early far
    fast quick don doesn didn won isn aren wasn weren couldn wouldn shouldn hasn haven ain ll ve
    re
    """
)
"""Words that nearly every conversation holds, whatever it is about."""

COMMON_WORDS = word_set(
    """
    able accept access add additional advance advantage affect ago ahead apply area assume
    aspect attention available aware base basic begin behavior best better bigger build built
    buy care carry change chance cheaper check choose claim clean clear close combine comment
    common compare complete complicated concern condition confirm confuse consider contain
    continue control convince copy correct correctly cover create current currently cut date
    deal decide decision default define depend describe detail develop difference difficult
    directly discover discuss discussion down drop earlier easier easily effect effort enable
    enjoy entire entirely environment establish event eventually exact exist expect experience
    explain extent extra extremely fail fair fall familiar field file finally finish fit focus
    follow force forever forget forth forward frankly free front fun function further general
    get give grow handle hand hang happy hard head helpful higher history hit hold home honest
    hop hour impact impossible improve include increase individual information initial initially
    interest interesting involve issue job join jump keep kill larger latest launch lead learn
    life light likely limit line listen load lock log longer lose loss lower majority manage
    mark match matter meet merge mess mind miss mix move naturally nature necessarily normal
    normally note notice obvious office online open operate opportunity option order outside own
    pass pay perfect personally phone pick plan play plus position post potential prefer present
    pretty previous previously problem process produce project proper prove provide public pull
    push quick quickly rare random reach read ready realize receive recent recently reduce
    regular related relatively release relevant rely remain remove repeat replace require
    requirement respond response rest result return rise roll room round run safe save search
    second select send sense separate serious set shape share side sign significant similar
    simpler single sit situation size skip slow smaller smart solution solve sound spend spent
    split spot stage stand standard state stay step stick store story straight strong stuck
    stuff subject suddenly suggest summary support suppose surprise switch tend term test
    thought together topic touch track treat trick trouble truth type typical understanding
    unfortunately unique update user usage useful usual value vary version view visit wait walk
    wall wash watch wonder world worry worse worst worth write wrote
    """
)
"""Words that carry some meaning but seldom name a subject."""

STOP_WORDS = FUNCTION_WORDS | VAGUE_WORDS | FILLERS


def tokens(text: str) -> list[str]:
    """The words of `text` as they are written; inner apostrophes and hyphens kept."""
    return _WORD.findall(text)


def words(text: str) -> list[str]:
    """Lower-case word tokens of `text`; apostrophes are straightened, inner hyphens kept."""
    return [match.lower().replace("’", "'") for match in _WORD.findall(text)]


def is_stop_word(word: str) -> bool:
    """Whether a lower-case token says nothing of a subject; contractions count by their stems."""
    if word in STOP_WORDS:
        return True
    before, _, ending = word.partition("'")
    return bool(ending) and (before in STOP_WORDS or (ending == "t" and before.endswith("n")))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A key that plural, possessive and verb endings of a lower-case token share.

    Rougher than Porter's stemmer and never shown: "studies", "study's" and "studied" give
    "study"; "running" and "runs" give "run".
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > 4 else word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            return _bare(root)
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=1 << 16)
def content_stem(token: str) -> str:
    """The stem of a token as written, or nothing where it says nothing of a subject."""
    word = token.lower().replace("’", "'")
    if len(word) < 2 or word.isdigit() or is_stop_word(word):
        return ""
    return stem(word)


def content_stems(text: str) -> list[str]:
    """Stems of the words of `text` that say something of its subject, in order, with repeats."""
    return [root for token in tokens(text) if (root := content_stem(token))]


_VOWEL = re.compile(r"[aeiouy]")


def _bare(root: str) -> str:
    """A verb's root without the doubled consonant or silent e that its ending asked for."""
    if root[-1] == root[-2] and root[-1] not in "aeiouls":
        return root[:-1]
    return root.removesuffix("e") if len(root) > 4 else root
