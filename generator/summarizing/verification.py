"""What every published sentence must stand up to, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.words import spelled, words
from ..model import Outline, Sentence, Source, Summary, Transcript, all_sentences

_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def cited_text(sources: tuple[Source, ...], transcript: Transcript) -> str:
    """The text of the cues that `sources` cite. Raises `IndexError` where one does not exist."""
    cues = transcript.cues
    return " ".join(
        cues[index].text
        for source in sources
        for index in range(source.first_cue, source.last_cue + 1)
    )


def faults(sentence: Sentence, transcript: Transcript) -> list[str]:
    """Why `sentence` must not be published: empty where nothing is wrong.

    Its sources must exist, in order and with the transcript's own times; every number, name and
    quotation in it must stand in the cues it cites.
    """
    if not sentence.sources:
        return ["it cites nothing"]
    missing = [source for source in sentence.sources if not _exists(source, transcript)]
    if missing:
        return [f"cues {source.first_cue} to {source.last_cue} do not exist" for source in missing]
    said = cited_text(sentence.sources, transcript)
    return [f"{claim!r} is not in the cited cues" for claim in _unsaid_claims(sentence.text, said)]


def is_verbatim(text: str, said: str) -> bool:
    """Whether the words of `text` are words of `said`, in order, with some left out."""
    remaining = iter(words(said))
    return all(word in remaining for word in words(text))


def coverage(summary: Summary, outline: Outline) -> float:
    """Share of the outline's segments that at least one sentence of `summary` cites, 0 to 1."""
    segments = [segment for chapter in outline.chapters for segment in chapter.segments]
    if not segments:
        return 0.0
    cited = {
        index
        for sentence in all_sentences(summary)
        for source in sentence.sources
        for index in range(source.first_cue, source.last_cue + 1)
    }
    hit = sum(
        any(index in cited for index in range(segment.first_cue, segment.last_cue + 1))
        for segment in segments
    )
    return round(hit / len(segments), 4)


def _exists(source: Source, transcript: Transcript) -> bool:
    """Whether the cited cues are there, and the cited times lie within them."""
    if not 0 <= source.first_cue <= source.last_cue < len(transcript.cues):
        return False
    earliest = transcript.cues[source.first_cue].start
    if source.start is None or earliest is None:
        return source.start is None and source.end is None
    latest = transcript.cues[source.last_cue].end
    return (
        source.start >= earliest
        and source.end is not None
        and source.end >= source.start
        and (latest is None or source.end <= latest)
    )


def _unsaid_claims(text: str, said: str) -> Iterator[str]:
    """Numbers, names and quotations of `text` that `said` does not hold."""
    said_words = words(said)
    spoken = set(said_words)
    folded = f" {' '.join(said_words)} "
    for quotation in _QUOTATION.findall(text):
        if f" {' '.join(words(quotation))} " not in folded:
            yield quotation
    for position, token in enumerate(spelled(text)):
        is_number = any(character.isdigit() for character in token)
        is_name = position > 0 and any(character.isupper() for character in token)
        if (is_number or is_name) and not set(words(token)) <= spoken:
            yield token
