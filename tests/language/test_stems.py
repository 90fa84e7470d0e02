from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.stems import ALGORITHMS, english_stem, stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "Haus Häuser Hauses"),
        ("de-AT", "Maschine maschinen Maschinen"),
        ("fr", "horloge horloges l'horloge L’horloge d'horloges"),
        ("it", "orologio orologi l'orologio dell’orologio"),
        ("ca", "rellotge rellotges"),
        ("es", "canción canciones Canciones"),
        ("pt_BR", "relógio relógios"),
        ("nl", "klok klokken"),
        ("sv", "bil bilar bilarna"),
        ("fi", "kello kellot"),
        ("ru", "часы часов"),
        ("tr", "KİTAP kitap kitaplar"),
        ("en", "clock clocks clock's Clock’s"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: str) -> None:
    """Number, case, capitals, articles and possessives change no key."""
    assert len({stem(form, language) for form in forms.split()}) == 1


@given(st.text(min_size=1), st.sampled_from([*ALGORITHMS, "en", "xx", ""]))
def test_a_stem_is_never_empty(word: str, language: str) -> None:
    """Whatever stands for a word has a key, and always the same one."""
    if language != "en":
        assert stem(word, language)
    assert stem(word, language) == stem(word, language)


def test_english_stems_are_the_ones_the_weights_know() -> None:
    """English has its own light stem and no other."""
    for word in ("studies", "running", "caches", "bass", "clock's", "agreed"):
        assert stem(word, "en-GB") == english_stem(word)


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    """Only case goes where no endings are known."""
    assert stem("Kuća", "xx") == "kuća"
    assert stem("d'Artagnan", "xx") == "d'artagnan"


def test_words_with_an_apostrophe_of_their_own_are_whole() -> None:
    """Only what elides is taken off: "aujourd'hui" is one word."""
    assert stem("aujourd'hui", "fr").startswith("aujourd")
    assert stem("entr'acte", "fr").startswith("entr")


def test_accents_are_the_same_however_they_are_stored() -> None:
    """A letter and its accent as one character or as two have the same key."""
    assert stem("e\u0301cole", "fr") == stem("\u00e9cole", "fr")


def test_turkish_has_two_kinds_of_i() -> None:
    """A capital I without a dot is another letter than one with it."""
    assert stem("ILIK", "tr") == stem("ılık", "tr")
    assert stem("İZ", "tr") == stem("iz", "tr")
