"""English word classes, as far as finding noun phrases in speech needs them.

No tagger and no model: closed classes are listed, the commonest verbs and adjectives too, endings
tell the rest, and whatever is left is a noun, which in the talk of specialists it nearly always is.
"""

from __future__ import annotations

from enum import IntEnum, auto
from functools import lru_cache

from generator.language.words import FILLERS, FUNCTION_WORDS, word_set


class WordClass(IntEnum):
    """What a word may do in a noun phrase."""

    NOUN = auto()
    ADJECTIVE = auto()
    PARTICIPLE = auto()
    """An -ed form: an adjective before a noun, else a verb."""
    GERUND = auto()
    """An -ing form: may open a phrase or stand inside one."""
    VERB = auto()
    DETERMINER = auto()
    JOINT = auto()
    """A preposition that may hold two noun phrases together."""
    OTHER = auto()


_VERBS = word_set(
    """
    accept achieve acquire add adopt affect agree allow announce appear apply appreciate argue
    arrive assume avoid become begin behave believe belong break bring build buy care carry catch
    choose combine come communicate compare compete complain confirm consider contain continue
    contribute convince create deal decide define deliver depend deploy describe deserve destroy
    detect determine develop die differ disagree disappear discover discuss distinguish do draw earn
    eat emerge enable encourage end enforce enjoy ensure enter establish evaluate evolve examine
    exist expand expect explain explore expose express fail fall feel fight figure find finish fit
    follow forget gain generate get give go grow guarantee guess handle hang happen hate hear hide
    hire hit hold hope hurt identify ignore imagine implement imply improve include indicate
    initiate install integrate interact introduce invent invest investigate invite involve join
    jump keep kill know lack lead lean learn leave let leverage lie like listen live look lose love
    maintain make manage matter mean measure meet mention merge miss move need notice obtain occur
    operate optimize own participate pass pay perform pick prefer prepare prevent proceed produce
    protect prove provide pull push put quit raise reach react read realize receive recognize
    recommend reduce refer reflect refuse reject relate relay rely remain remember remove rent
    repeat replace represent require resolve respond restrict retain retrieve reveal rewrite rise
    say see seek seem select sell send serve settle show shut sit sleep solve sort sound speak
    specify spend stand start stay steal stick stop strike struggle submit suck suffer suggest
    summarize suppose survive swap take talk teach tell tend thank think throw translate treat try
    turn understand utilize validate verify wait walk want win wish wonder worry write
    """
)
_PLAIN_VERBS = word_set(
    """
    accumulate adjust admit advertise aim analyze articulate attract automate calculate
    clarify classify coordinate collaborate collect commit compile compose compress connect consist
    constrain construct consume converge convert count declare decrypt defer derive discourage
    disclose disconnect distribute educate elaborate emphasize encode encrypt engage envision
    exclude execute extend extract facilitate fulfill impose infer inject insert inspect interpret
    iterate maximize minimize mitigate modify motivate negotiate observe preserve pretend prioritize
    pronounce propose pursue quantify reconstruct recover redeem reiterate reproduce restart rotate
    satisfy simplify simulate suspect sweep tackle tokenize traverse vary visualize withdraw
    """
)
"""Verbs whose past stands before nouns too often to be taken for a verb: "encrypted backups"."""
_IRREGULAR = word_set(
    """
    became began begun broke broken brought built bought caught came chose chosen dealt did done
    drew drawn ate fell felt fought found forgot forgotten gave given went gone grew grown had held
    heard hid hidden kept knew known led left lost made meant met paid proved ran read rose said saw
    seen sold sent shown slept spent spoke spoken stood stole stolen stuck struck taught told took
    taken thought threw thrown understood won wrote written put let set quit hurt lay lain sat drove
    driven flew wore woke happened got gotten
    """
)
_ADJECTIVES = word_set(
    """
    able actual aware bad basic beautiful best better big brand brief bright broad busy careful
    cheap clean clear clever close cold common complete complex confident consistent cool correct
    crazy curious current dangerous dead deep dense different difficult direct dumb easier easiest
    easy effective efficient eager early empty enormous entire equal essential evil exact excellent
    exciting expensive explicit extra fair fake familiar fancy fantastic fascinating fast faster few
    final fine first flexible foreign free frequent fresh full fun funny further general generic
    genius gigantic glad global good great greater greatest handy happy hard harder heavy helpful
    high higher highest honest horrible hot huge human ideal important impossible impressive
    independent individual inexpensive initial innocent intelligent intense interesting internal
    key large larger largest last late later latest lazy least left less likely limited little live
    local lonely long longer longest loose loud low lower lowest lucky mad main major massive
    meaningful mere mild minor missing modern more most multiple naive narrow nasty native natural
    near neat necessary negative new newer newest next nice noisy normal obvious odd ok old older
    open opposite optimal original other overall own perfect personal poor popular positive possible
    powerful practical precise present pretty previous prime primary prior private productive proper
    proud public pure quick quiet rare raw ready real recent regular relevant reliable rich rough
    round sad safe same scary secret senior separate serious several severe shared sharp short
    shorter significant silly similar simple simpler simplest single slow slower small smaller
    smallest smart smarter soft solid sorry special specific stable standard static strange strict
    strong stronger stupid subtle successful sudden sufficient super sure surprising tall technical
    terrible thin tight tiny top total tough traditional tricky true typical ugly unfair unique
    unlikely unusual upset urgent useful usual valid valuable various vast weak weird whole wide
    wild wise wonderful worse worst worth wrong young younger
    """
)
_ADVERBS = word_set(
    """
    ahead alone apart aside aside forever forward forwards halfway hence indeed literally meanwhile
    moreover nearby nevertheless nonetheless okay otherwise overnight sideways someday someplace
    sometime straight supposedly thereby thus today together twice upfront whatsoever yet
    """
)
_NOT_GERUNDS = word_set(
    """
    thing things string strings king ring spring wing bring swing sing during nothing something
    anything everything ceiling morning evening
    """
)
_NOT_PARTICIPLES = word_set(
    "need needs seed speed feed embed bed red hundred shed breed id used feed"
)
_NOUNS_IN_LY = word_set("family supply reply assembly anomaly monopoly")
_DETERMINERS = word_set("a an the your our their my his her its")
_JOINTS = word_set(
    "of for in to with on vs versus between from at into as and over behind through around"
)
_ADJECTIVE_ENDINGS = ("able", "ible", "ful", "less", "ous", "ical", "ish", "iest")


def _inflections(verb: str) -> list[str]:
    """`verb` and its regular third person and past; the -ing form is a gerund."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied"]
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return [verb, verb + "es", verb + "ed"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d"]
    return [verb, verb + "s", verb + "ed", verb + verb[-1] + "ed"]


_VERB_FORMS = (
    _IRREGULAR
    | {form for verb in _VERBS for form in _inflections(verb)}
    | {form for verb in _PLAIN_VERBS for form in _inflections(verb)[:2] if not form.endswith("ed")}
)


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> WordClass:
    """The class of a lower-case token, taken alone."""
    if word in _DETERMINERS:
        return WordClass.DETERMINER
    if word in _JOINTS:
        return WordClass.JOINT
    if word in FUNCTION_WORDS or word in FILLERS or word in _ADVERBS:
        return WordClass.OTHER
    if "'" in word and not word.endswith("'s"):
        return WordClass.OTHER
    if word in _VERB_FORMS:
        return WordClass.VERB
    if word in _ADJECTIVES:
        return WordClass.ADJECTIVE
    if word.endswith("ly") and len(word) > 4 and word not in _NOUNS_IN_LY:
        return WordClass.OTHER
    if word.endswith("ing") and len(word) > 4 and word not in _NOT_GERUNDS:
        return WordClass.GERUND
    if word.endswith("ed") and len(word) > 4 and word not in _NOT_PARTICIPLES:
        return WordClass.PARTICIPLE
    if word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5:
        return WordClass.ADJECTIVE
    return WordClass.NOUN
