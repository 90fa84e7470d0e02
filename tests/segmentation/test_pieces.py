from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.tagging import Tagger
from generator.model import Cue, Transcript
from generator.segmentation.titling.pieces import Said, find_pieces


def pieces(text: str) -> set[str]:
    """What a sentence could give a chapter for a title."""
    (utterance,) = hear(Transcript(cues=(Cue(text=text),)))
    tagger = Tagger.of("en")
    assert tagger is not None
    tags = tagger.tag([[token.text for token in utterance.tokens]])[0]
    said = Said(place=0, tokens=utterance.tokens, tags=tuple(tags), asks=text.endswith("?"))
    found = find_pieces(said, Language.of("en"))
    return {" ".join(token.text for token in piece.tokens) for piece in found}


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("The harvest is of course for the keepers of the valley.", "course for the keepers"),
        ("They opened the 10,000th oldest hive of the valley.", "000th oldest hive"),
        ("The jars are consistent with the weight of honey.", "consistent with the weight"),
        ("The bees depend on markets or in the prices of honey.", "markets or in the prices"),
        ("Investment is all ideally, and the keepers have patience.", "investment is all"),
        ("The harvest wanted s, and the keepers have patience.", "harvest wanted s"),
        ("The book tells how core keepers, they like rain.", "how core keepers"),
    ],
)
def test_pieces_are_not_torn_from_what_belongs_to_them(text: str, torn: str) -> None:
    """No half of a phrase or a number, no adjective, adverb or manner without what it goes with."""
    found = {piece.lower() for piece in pieces(text)}
    assert not any(piece.startswith(torn.lower()) for piece in found)


def test_a_name_and_a_claim_are_pieces() -> None:
    """What belongs together stays a piece."""
    found = pieces("The machines of the valley can operate remotely.")
    assert {"machines of the valley", "machines of the valley can operate remotely"} <= found
