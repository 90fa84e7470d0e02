from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.tagging import Tagger
from generator.model import Cue, Transcript
from generator.segmentation.titling.declension import class_of
from generator.segmentation.titling.pieces import Said, find_pieces


def pieces(text: str, language: str = "en") -> set[str]:
    """What a sentence could give a chapter for a title."""
    (utterance,) = hear(Transcript(cues=(Cue(text=text),)), language)
    tagger = Tagger.of(language)
    assert tagger is not None
    known = Language.of(language)
    tagged = tagger.tag([[token.text for token in utterance.tokens]])[0]
    tags = tuple(
        class_of(token.text, tag, known)
        for token, tag in zip(utterance.tokens, tagged, strict=True)
    )
    said = Said(place=0, tokens=utterance.tokens, tags=tags, asks=text.endswith("?"))
    nouns = {"Symbole", "Symbol", "Bücher", "Wespe", "Kunde"}
    return {
        " ".join(piece.spelled(known, nouns.__contains__)) for piece in find_pieces(said, known)
    }


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
        ("What do the keepers think are the biggest harvests?", "are the biggest"),
        ("On this list, is the harvest?", "is the harvest"),
        ("They told of the choice between honey.", "choice between honey"),
    ],
)
def test_pieces_are_not_torn_from_what_belongs_to_them(text: str, torn: str) -> None:
    """No half of a phrase or a number, no adjective, adverb or manner without what it goes with."""
    found = {piece.lower() for piece in pieces(text)}
    assert not any(piece.startswith(torn.lower()) for piece in found)


@pytest.mark.parametrize(
    ("language", "text", "name", "torn"),
    [
        ("fr", "On remercie Loïc Hénaff d'abord et puis les autres.", "Loïc Hénaff", "abord"),
        ("es", "En esta legislatura cuantos cambios legales hagamos serán buenos.", "", "cuantos"),
        ("de", "Das ist ein Vorteil aber Gott sei Dank selten.", "Vorteil", "Vorteil aber"),
        ("es", "Queremos impedir que los grupos terroristas cometan delitos.", "", "cometan"),
    ],
)
def test_names_and_claims_end_where_those_of_their_language_do(
    language: str, text: str, name: str, torn: str
) -> None:
    """No "d'abord" in a name, no "but", no relative, no claim of what is to be prevented."""
    found = pieces(text, language)
    assert not name or name in found
    assert not any(torn in piece for piece in found)


def test_a_name_and_a_claim_are_pieces() -> None:
    """What belongs together stays a piece."""
    found = pieces("The machines of the valley can operate remotely.")
    assert {"machines of the valley", "machines of the valley can operate remotely"} <= found


@pytest.mark.parametrize(
    ("text", "name", "torn"),
    [
        ("Wir haben das laufende Projekt beendet.", "laufendes Projekt", "laufende Projekt"),
        ("Der laufende Prozess ist teuer.", "laufender Prozess", "laufende Prozess"),
        ("Der technische und rechtliche Rahmen steht.", "", "rechtliche Rahmen"),
        ("Hier sind die Folgen der strengen Regeln.", "strenge Regeln", "strengen Regeln"),
        ("In strenger Arbeit zählt das.", "strenge Arbeit", "strenger Arbeit"),
        ("Sie spricht mit dem laufenden Projekt.", "", "laufenden Projekt"),
        ("Er spricht mit synthetischen Stimmen.", "", "synthetischen Stimmen"),
        ("Sie sucht den Mann, der strenge Regeln hat.", "", "strenger"),
        ("Das ist ein laufendes Projekt.", "laufendes Projekt", "laufende Projekt"),
        ("Sie kennen eine strenge Stimme.", "strenge Stimme", "strenges Stimme"),
        ("Sie spricht von Symbolen und Büchern.", "Symbole und Bücher", "Symbolen"),
        ("Sie spricht über Bienen und autonomen Bären.", "Bienen", "Bienen und autonomen"),
        ("Sie spricht mit Wespen und mit Kunden.", "Wespen", "Wespe "),
        ("Sie sind in politisch strengen Kreisen.", "", "politisch strengen"),
        ("Wir kennen die Kosten des Untersuchungsausschusses.", "", "Untersuchungsausschusses"),
        ("Sie können innerhalb des Stocks Konflikte lösen.", "", "Stocks Konflikte"),
        ("Wenn man mathematisch Lust hat, geht es.", "", "mathematisch Lust"),
        ("Wir fragen, welches wahre Bedürfnis bleibt.", "", "wahre Bedürfnis"),
        ("Das ist dauerhaft negative Kritik.", "dauerhaft negative Kritik", "dauerhaft Kritik"),
        ("Sie spricht über KI-generierten Gesang.", "", "KI-generierten"),
        ("Es macht Freude, Metriken anzuschauen bei Regen.", "", "Metriken anzuschauen"),
    ],
)
def test_an_adjective_without_its_article_ends_as_it_must(text: str, name: str, torn: str) -> None:
    """A German name that loses its article tells the gender itself, or does not begin there."""
    found = pieces(text, "de")
    assert not name or name in found
    assert not any(piece.split(" ist ")[0].startswith(torn) for piece in found)
