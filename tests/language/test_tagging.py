from __future__ import annotations

import subprocess
import sys
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.tagging import Tagger, WordTag
from generator.language.words import spelled

LANGUAGES = ("de", "en", "es", "fr", "it", "pt")
MOST_BYTES = 160_000
N, V = WordTag.NOUN, WordTag.VERB

SAMPLE = {
    "de": """
    Meine/DET Großmutter/NOUN hat/AUX jeden/DET Morgen/NOUN Brot/NOUN gebacken/VERB
    Wir/PRON bauen/VERB die/DET alte/ADJ Brücke/NOUN wieder/ADV auf/ADP
    Ich/PRON glaube/VERB dass/SCONJ die/DET Bienen/NOUN im/ADP Winter/NOUN nicht/PART schlafen/VERB
    Und/CCONJ dann/ADV haben/AUX sie/PRON den/DET Hafen/NOUN verkauft/VERB
    Der/DET Lehrer/NOUN erklärt/VERB den/DET Kindern/NOUN eine/DET neue/ADJ Methode/NOUN
    """,
    "en": """
    My/PRON grandmother/NOUN baked/VERB bread/NOUN every/DET morning/NOUN
    We/PRON are/AUX rebuilding/VERB the/DET old/ADJ bridge/NOUN
    I/PRON think/VERB that/SCONJ the/DET bees/NOUN don't/AUX sleep/VERB in/ADP winter/NOUN
    And/CCONJ then/ADV they/PRON sold/VERB the/DET harbour/NOUN to/ADP a/DET big/ADJ company/NOUN
    The/DET teacher/NOUN explains/VERB a/DET new/ADJ method/NOUN to/ADP the/DET children/NOUN
    """,
    "es": """
    Mi/DET abuela/NOUN hacía/VERB pan/NOUN todas/DET las/DET mañanas/NOUN
    Nosotros/PRON reconstruimos/VERB el/DET puente/NOUN viejo/ADJ
    Creo/VERB que/SCONJ las/DET abejas/NOUN no/ADV duermen/VERB en/ADP invierno/NOUN
    Y/CCONJ después/ADV vendieron/VERB el/DET puerto/NOUN a/ADP una/DET empresa/NOUN grande/ADJ
    La/DET maestra/NOUN explica/VERB un/DET método/NOUN nuevo/ADJ a/ADP los/DET niños/NOUN
    """,
    "fr": """
    Ma/DET grand-mère/NOUN faisait/VERB du/ADP pain/NOUN tous/ADJ les/DET matins/NOUN
    Nous/PRON réparons/VERB le/DET vieux/ADJ pont/NOUN
    Je/PRON crois/VERB que/SCONJ les/DET abeilles/NOUN ne/ADV dorment/VERB pas/ADV la/DET nuit/NOUN
    Et/CCONJ puis/ADV ils/PRON ont/AUX vendu/VERB le/DET port/NOUN à/ADP une/DET usine/NOUN
    Le/DET maître/NOUN explique/VERB une/DET nouvelle/ADJ méthode/NOUN aux/ADP enfants/NOUN
    """,
    "it": """
    Mia/DET nonna/NOUN faceva/VERB il/DET pane/NOUN ogni/DET mattina/NOUN
    Noi/PRON ricostruiamo/VERB il/DET vecchio/ADJ ponte/NOUN
    Credo/VERB che/SCONJ le/DET api/NOUN non/ADV dormano/VERB in/ADP inverno/NOUN
    E/CCONJ poi/ADV hanno/AUX venduto/VERB il/DET porto/NOUN a/ADP una/DET grande/ADJ ditta/NOUN
    La/DET maestra/NOUN spiega/VERB un/DET nuovo/ADJ metodo/NOUN ai/ADP bambini/NOUN
    """,
    "pt": """
    Minha/DET avó/NOUN fazia/VERB pão/NOUN todas/DET as/DET manhãs/NOUN
    Nós/PRON reconstruímos/VERB a/DET ponte/NOUN velha/ADJ
    Acho/VERB que/SCONJ as/DET abelhas/NOUN não/ADV dormem/VERB no/ADP inverno/NOUN
    E/CCONJ depois/ADV eles/PRON venderam/VERB o/DET porto/NOUN para/ADP uma/DET empresa/NOUN
    A/DET professora/NOUN explica/VERB um/DET novo/ADJ método/NOUN às/ADP crianças/NOUN
    """,
}
"""Sentences that no treebank holds, with their classes."""

RIGHT = {
    "de": ("Der Bäcker verkauft sein Brot auf dem Markt", {"Bäcker": N, "verkauft": V, "Markt": N}),
    "en": ("The baker sells his bread at the market", {"baker": N, "sells": V, "market": N}),
    "es": ("El panadero vende su pan en el mercado", {"panadero": N, "vende": V, "mercado": N}),
    "fr": ("L’homme vend son pain sur le marché", {"L’homme": N, "vend": V, "marché": N}),
    "it": ("Il panettiere vende l'acqua al mercato", {"vende": V, "l'acqua": N, "mercato": N}),
    "pt": ("O padeiro vende o pão no mercado", {"padeiro": N, "vende": V, "mercado": N}),
}


def tagger(language: str) -> Tagger:
    found = Tagger.of(language)
    assert found
    return found


def sample(language: str) -> list[list[tuple[str, str]]]:
    lines = SAMPLE[language].strip().split("\n")
    return [[(one.split("/")[0], one.split("/")[1]) for one in line.split()] for line in lines]


@pytest.mark.parametrize("lower", [False, True], ids=["cased", "lower"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nouns_and_verbs_are_told(language: str, lower: bool) -> None:
    """The nouns and verbs of a plain sentence are right, as written and as captions have it."""
    text, classes = RIGHT[language]
    words = spelled(text.lower() if lower else text)
    told = dict(zip(words, tagger(language).tag([words])[0], strict=True))
    for word, tag in classes.items():
        assert told[word.lower() if lower else word] is tag


@pytest.mark.parametrize(("lower", "least"), [(False, 0.9), (True, 0.85)], ids=["cased", "lower"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_most_words_of_unseen_speech_are_right(language: str, lower: bool, least: float) -> None:
    """Of some thirty words that no treebank holds in this order, most have the right class."""
    sentences = sample(language)
    words = [[word.lower() if lower else word for word, _ in said] for said in sentences]
    if lower:
        words = [list(chain(*words))]  # captions say nothing of where sentences end
    told = chain(*tagger(language).tag(words))
    true = [tag for said in sentences for _, tag in said]
    right = sum(guess == tag for guess, tag in zip(told, true, strict=True))
    assert right >= least * len(true)


WORDS = ["the", "Der", "l'eau", "12", ",", ".", "$", "—", "USA", "über", "İ", "人工", "don't", "x"]


@settings(deadline=None)  # the first sentence loads the weights
@given(st.sampled_from(LANGUAGES), st.lists(st.lists(st.sampled_from(WORDS))))
def test_every_word_has_a_class(language: str, sentences: list[list[str]]) -> None:
    """Whatever the words, each has one class of the set, signs are signs, and always the same."""
    told = tagger(language).tag(sentences)
    assert [len(tags) for tags in told] == [len(said) for said in sentences]
    assert told == tagger(language).tag(sentences)
    for word, tag in zip(chain(*sentences), chain(*told), strict=True):
        assert isinstance(tag, WordTag)
        assert (tag in {WordTag.PUNCT, WordTag.SYM}) == (word in {",", ".", "$", "—"})


def test_sentences_do_not_touch_each_other() -> None:
    """A sentence's classes are the same alone and among others."""
    english = tagger("en")
    sentences = [spelled(text) for text in ("They run", "The run was long", "Run")]
    assert english.tag(sentences) == [english.tag([said])[0] for said in sentences]


def test_neighbours_tell_what_a_word_is() -> None:
    """The same word is a verb behind a pronoun and a noun behind an article."""
    told = tagger("en").tag([spelled("they walk home"), spelled("the walk was long")])
    assert (told[0][1], told[1][1]) == (V, N)


@pytest.mark.parametrize("language", ["xx", "", "../en", "tlh", "zh"])
def test_a_language_without_weights_has_no_tagger(language: str) -> None:
    """Where nothing is learned there is none, rather than that of another language."""
    assert Tagger.of(language) is None


def test_regions_share_a_tagger() -> None:
    """A tag with a region means the language."""
    assert Tagger.of("de-AT") is Tagger.of("de") is not None
    assert Tagger.of("pt_BR") is Tagger.of("pt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_weight_for_each_kind_of_evidence(language: str) -> None:
    """What is known tells how many rows of weights there are."""
    learned = tagger(language)
    assert learned._knowledge.height == len(learned._weights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_are_small_and_say_where_they_come_from(language: str) -> None:
    """A language's file is small, and names its treebanks and their licences."""
    from generator.language.tagging import WEIGHTS_FOLDER

    assert (WEIGHTS_FOLDER / f"{language}.npz").stat().st_size < MOST_BYTES
    assert "UD_" in tagger(language).sources
    assert "CC BY-SA" in tagger(language).sources


def test_importing_it_loads_no_numpy() -> None:
    """Numpy comes with the first weights, not with the module."""
    code = "import sys, generator.language.tagging; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
