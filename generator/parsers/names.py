"""Who may be meant by what stands before a colon: people, and what looks like them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .speech import names_sound

_NO_PEOPLE_WORDS = """
    action | action item | action items | actions | ad | ad break | ads | advert | advertisement
    | advertiser | after | agenda | also present | apologies | attendance | attendee | attendees
    | audio | author | before | break | bug | bugs | categories | cc | challenge | challenges |
    chapter | chapters | comment | comments | commercial | concern | concerns | conclusion |
    conclusion/resolution | cons | contents | context | cook time | copyright | credits | cta |
    date | debug | decision | decisions | default | description | discussion | download |
    duration | edit | email | episode | error | example | examples | exception | faq | file |
    files | fix | format | from | fyi | goal | goals | guests | headline | homepage | hook |
    hosts | how | impact | important | info | input | instead | intro | intro music |
    introduction | issue | jingle | key points | key sections | key takeaways | keywords |
    language | length | licence | license | link | links | location | media | meeting | method |
    music | name | names | next meeting | next steps | no | note | notes | notetaker | option |
    options | outcome | output | outro | outro music | param | participants | path | place |
    podcast | prep time | present | presentation | problem | problems | promo | proposal |
    proposals | pros | ps | published | raises | re | recorded | recording | ref | reference |
    references | regrets | related | repo | resolution | resources | result | results | return |
    returns | review | scribe | scribes | section | see | show notes | slide | slides | solution
    | song | song extract | song sample | source | sources | spec | sponsor | sponsored by |
    sponsors | stage | status | subject | summary | syntax | tags | theme music | time |
    timestamp | timestamps | tip | title | to | todo | topic | topics | total time | transcribed
    by | transcriber | transcript | transcript by | transcription | transcripts | twitter | type
    | update | updates | url | usage | value | version | video | videos | voiceover break |
    mon | tue | wed | thu | fri |
    monday | tuesday | wednesday | thursday | friday | saturday | sunday |
    warning | website | when | where | zakim | rrsagent | trackbot | agendabot | why | yes | youtube
"""
_NO_PEOPLE = frozenset(" ".join(each.split()) for each in _NO_PEOPLE_WORDS.split("|"))
"""Labels of documents, mail, logs and minutes, and of what is no speech in a broadcast."""
_NUMBERED_PART = re.compile(
    r"(?:action|decision|issue|item|part|slide|step|section|chapter|topic|agenda|example|figure|table|eip|pr"
    r"|option|alternative)"
    r"s?[ #-]*(?:item )?\d[\d.]*|第\s?\d+\s?\w.*|\d+[.)].*"
    r"|(?:clause|article|order|paper no|schedule|question no|bill no)s?\.? \d.*"
    r"|(?:long|short) title|.*\b(?:speakers|attendees|participants|panell?ists)"
    r"|.*\b(?:eips?|prs?|updates?|meeting notes|next meeting)"
)
_DEGREES = re.compile(
    r"(?:(?:,\s*|\s+)(?:Ph\.?\s?D|Psy\.?\s?D|Ed\.?D|D\.?Phil|M\.?B\.?A|M\.?Sc|B\.?Sc|LCSW|Esq)\b\.?"
    r"|,\s*(?:M\.?D|D\.?O|J\.?D|R\.?N|M\.?A|B\.?A|LL\.?[BM]|CPA|CFA|P\.?E|FRS|MP|MSP|QC|KC|OBE|CBE|HOST|BYLINE|GUEST|ANCHOR|CO-HOST|REPORTER)\b\.?)+$"
)
"""What follows a name and is no part of it."""
_SENTENCE_INSIDE = re.compile(
    r"[!?;]|(?:(?!Prof|PROF|Capt|CAPT)[^\W\d_]{4}|\b[a-z]+)\.(?:\s|$)|[^\W\d_]\.[^\W\d_]{3}"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OFFICE = re.compile(r"(?:HON|MR|MRS|MS|MADAM|THE)\b")
"""How an office begins that is called at length, in capitals: HON. LEADER OF THE OPPOSITION."""
JOINED = re.compile(r"(\s*(?:[,/&+]|\band\b)\s*)")
"""What stands between the names of several who speak at once."""
_PARTICLES = (
    "señor señora senhor senhora sr sra van von de der den da di del la le al bin ibn and &"
)
_OF_OFFICES = frozenset({"of", "for", "the", "and"})
"""Words within the name of an office: "The Minister for Transport"."""
_NAME_PARTICLES = frozenset(_PARTICLES.split())


@lru_cache(maxsize=4096)
def is_role(name: str) -> bool:
    """Whether a label names a part of a document or a broadcast, and nobody who speaks."""
    plain = name.casefold().strip(" :.#")
    return plain in _NO_PEOPLE or bool(_NUMBERED_PART.fullmatch(plain))


def plain_name(name: str) -> str:
    """What a person is called, without degrees and marks: `Mireille B. Reece, Psy.D`."""
    plain = _DEGREES.sub("", " ".join(name.split()).strip(" :*_")).strip(" ,")
    return plain or name


def in_full(label: str, called: Mapping[str, str]) -> str | None:
    """Whole names for what stands for them, one or several: `WH and IS`, `KG, JHD`, `AWB/BN`.

    None where nothing of it stands for a name.
    """
    if whole := called.get(label):
        return whole
    parts = JOINED.split(label)
    if len(parts) < 2 or not any(part in called for part in parts[::2]):
        return None
    return "".join(called.get(part, part) for part in parts)


@lru_cache(maxsize=4096)
def is_name(words: str, *, strict: bool) -> bool:
    """Whether `words` may be what a speaker is called.

    `strict` wants every word to begin like a name, for lines on which speech follows.
    """
    parts = words.split()
    longest = 9 if words.isupper() and _OFFICE.match(words) else 6
    if not 1 <= len(parts) <= longest or _SENTENCE_INSIDE.search(words):
        return False
    if not any(character.isalpha() for character in words) or names_sound(words):
        return False
    if _YEAR.search(words):  # `14 Mar 2026, 10:02`
        return False
    if not strict or len(parts) == 1:
        return True
    particles = _NAME_PARTICLES | _OF_OFFICES if parts[0] == "The" else _NAME_PARTICLES
    named = [part for part in parts if not part[:1].islower()]
    return bool(named) and all(
        not part[:1].islower() or part in particles or part.startswith("member") for part in parts
    )
