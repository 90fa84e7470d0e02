from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.tagging import classify
from generator.language.words import tokens_of, word_count
from generator.model import Cue, Sound, Transcript, WordClass


def heard(*cues: str, language: str = "en", speaker: str | None = None) -> list[str]:
    """The utterances of cues of one speaker."""
    spoken = tuple(
        Cue(text=text, start=float(n), end=n + 1.0, speaker=speaker) for n, text in enumerate(cues)
    )
    return [utterance.text for utterance in hear(Transcript(cues=spoken), language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He asked Dr. Ines Falk about bees, e.g. Apis mellifera in the U.S. Senate."),
        ("en", "J. R. Oster keeps forty hives near the old mill at St. Agnes."),
        ("de", "Das war z. B. Honig am 3. Oktober bei Dr. Falk im 19. Jahrhundert."),
        ("fr", "Il a vu M. Dupont et Mme. Leroy au marché de la ville."),
    ],
)
def test_an_abbreviation_ends_no_sentence(language: str, text: str) -> None:
    """A full stop that belongs to a word does not cut the sentence."""
    assert heard(text, language=language) == [text]


def test_what_may_end_a_sentence_does_before_another() -> None:
    """After "U.S." a new sentence begins where its first word shows it."""
    assert heard("We keep bees in the U.S. The hives are large.") == [
        "We keep bees in the U.S.",
        "The hives are large.",
    ]


def test_a_quotation_closes_its_sentence() -> None:
    """A closing quotation mark belongs to the sentence before it."""
    assert heard("He said “Stop it.” Then he left.") == ["He said “Stop it.”", "Then he left."]


def test_two_voices_in_one_cue_are_two_utterances() -> None:
    """What captions mark as another person is parted from what came before, without the mark."""
    assert heard("It would be great business. >> The most exciting thing is honey.") == [
        "It would be great business.",
        "The most exciting thing is honey.",
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (">> We keep bees on the roof.", ["Bo"]),
        ("We keep bees. >> How many do you keep?", ["Bo", None]),
        (">> We keep bees. >> How many do you keep? >> Forty of them.", ["Bo", None, None]),
    ],
)
def test_a_mark_that_opens_a_turn_is_its_speakers(text: str, speakers: list[str | None]) -> None:
    """Whose turn it is speaks until another mark; who speaks then nobody says."""
    spoken = (Cue(text=text, start=0.0, end=9.0, speaker="Bo"),)
    assert [each.speaker for each in hear(Transcript(cues=spoken), "en")] == speakers


def test_a_label_inside_a_turn_is_a_speaker() -> None:
    """A known speaker's name before a colon says who speaks, and is not what is said."""
    cues = (
        Cue(text="We keep bees. Ada: How many hives? Audience #1: Forty, I think.", speaker="Bo"),
        Cue(text="Many.", speaker="Ada"),
    )
    said = [(each.speaker, each.text) for each in hear(Transcript(cues=cues))]
    assert said[:3] == [
        ("Bo", "We keep bees."),
        ("Ada", "How many hives?"),
        ("Audience #1", "Forty, I think."),
    ]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("hi", "यह मधुमक्खी है। वह फूल है।", 2),
        ("zh", "这是蜜蜂。那是花。", 2),
        ("ar", "هل هذا نحل؟ نعم هذا نحل.", 2),
    ],
)
def test_sentences_end_at_the_marks_of_any_script(language: str, text: str, count: int) -> None:
    """A danda and an ideographic full stop end sentences as a full stop does."""
    assert len(heard(text, language=language)) == count


def test_japanese_without_punctuation_has_sentences() -> None:
    """Endings of the language cut what nobody punctuated, at a length that can be read."""
    talk = "今日は蜜蜂の話をしたいと思います巣箱は四十個あります冬の間は砂糖を与えています" * 6
    found = heard(talk, language="ja")
    assert len(found) > 6
    assert all(word_count(text) <= 45 for text in found)


def test_unpunctuated_speech_is_cut_at_pauses() -> None:
    """In a language without rules of its own, sentences end where people pause."""
    words = "les abeilles quittent la ruche au printemps avec la reine"
    cues = tuple(Cue(text=words, start=n * 6.0, end=n * 6.0 + 4.0, speaker=None) for n in range(8))
    found = hear(Transcript(cues=cues), "fr")
    assert [utterance.text for utterance in found] == [words] * 8


@pytest.mark.parametrize("least", [0.25, 0.6, 1.2])
@pytest.mark.parametrize("first", [True, False])
def test_the_longer_pause_ends_the_sentence(least: float, first: bool) -> None:
    """A quarter of a second tells more than nothing, six tenths than that, and 1.2 than those."""
    longer, shorter = least + 0.01, least - 0.01
    pauses = (longer, shorter) if first else (shorter, longer)
    words = ("miel " * 17, "miel " * 2, "miel " * 17)
    cues, time = [], 0.0
    for text, pause in zip(words, (*pauses, 0.0), strict=True):
        cues.append(Cue(text=text, start=time, end=time + 4.0))
        time += 4.0 + pause
    found = [word_count(each.text) for each in hear(Transcript(cues=tuple(cues)), "fr")]
    assert found == ([17, 19] if first else [19, 17])


@pytest.mark.parametrize(("words", "count"), [(34, 1), (36, 2)])
def test_what_can_be_read_at_once_is_not_cut(words: int, count: int) -> None:
    """Up to 34 words nobody has to guess where a sentence ends."""
    half = "miel " * (words // 2)
    assert len(heard(half, half, language="fr")) == count


def test_a_cue_without_words_is_not_heard() -> None:
    """The sentence that goes on behind it has its words alone, and the cues that hold them."""
    cues = tuple(Cue(text=text) for text in (" ", "We saw", "", "the bees.", "\n"))
    (heard_alone,) = hear(Transcript(cues=cues))
    assert heard_alone.text == "We saw the bees."
    assert (heard_alone.first_cue, heard_alone.last_cue) == (1, 3)
    assert hear(Transcript(cues=cues[:1])) == ()


@pytest.mark.parametrize(("times", "speaks"), [(2, False), (3, True)])
def test_a_full_name_that_opens_three_sentences_is_a_speaker(times: int, speaks: bool) -> None:
    """One that does so twice may be a title; a single word never is a name by this alone."""
    for label, parted in (("Ada Moss", speaks), ("Remember", False)):
        cues = tuple(Cue(text=f"{label}: We keep bees.") for _ in range(times))
        assert [each.text for each in hear(Transcript(cues=cues))] == [
            "We keep bees." if parted else f"{label}: We keep bees."
        ] * times


def test_a_first_name_that_two_share_says_not_who_speaks() -> None:
    """Where one person has it, it is theirs."""
    for other, speaker in (("Bo Ek", "Ada Moss"), ("Ada Ek", "Bo")):
        cues = (
            Cue(text="We keep bees. Ada: How many?", speaker="Bo"),
            *(Cue(text="Many.", speaker=name) for name in ("Ada Moss", other)),
        )
        assert hear(Transcript(cues=cues))[1].speaker == speaker


def test_times_are_interpolated_by_letters() -> None:
    """Inside a cue; where it has no end, its start is all that is known."""
    cues = (Cue(text="Bees hum. Bees hum.", start=10.0, end=29.0), Cue(text="Yes. No.", start=30.0))
    first, second, *rest = hear(Transcript(cues=cues))
    assert (first.start, first.end) == (10.0, 19.0)
    assert (second.start, second.end) == (20.0, 29.0)
    assert [(each.start, each.end) for each in rest] == [(30.0, 30.0)] * 2


def test_tokens_are_those_of_the_text() -> None:
    """Every utterance comes with its words, at their places in its text."""
    for utterance in hear(Transcript(cues=(Cue(text="The bees swarm, don't they? Yes."),))):
        assert utterance.tokens == tokens_of(utterance.text, Language.of("en"))
        for token in utterance.tokens:
            assert utterance.text[token.start : token.end] == token.text


def test_classes_are_learned_of_other_languages() -> None:
    """Nouns and verbs of German are told apart where they stand."""
    german = Language.of("de")
    (row,) = classify([tokens_of("Wir machen heute guten Honig.", german)], german)
    assert {token.text: token.kind for token in row}["Honig"] is WordClass.NOUN
    assert {token.text: token.kind for token in row}["machen"] is WordClass.VERB


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [("The queen lays eggs.", "en", 4), ("蜜蜂がハチミツを作る。", "ja", 6)],
)
def test_an_utterance_tells_how_many_words_it_has(text: str, language: str, words: int) -> None:
    """By its spaces; where there are none, half of its characters."""
    (utterance,) = hear(Transcript(cues=(Cue(text=text),)), language)
    assert utterance.words == words


@pytest.mark.parametrize(
    ("before", "after", "torn"),
    [
        ("We change what was built, which was the", "Now, it is unclear.", [True, False]),
        ("We change what was built.", "and it is unclear.", [False, True]),
        ("We change what was built.", "Now, it is unclear.", [False, False]),
    ],
)
def test_what_was_not_understood_ends_a_sentence(before: str, after: str, torn: list[bool]) -> None:
    """Words around a gap are not read as one sentence, and what is cut there is told."""
    cues = [Cue(text=text, start=None, end=None, speaker="Ines") for text in (before, after)]
    gap = Sound(before_cue=1, label="unintelligible 00:43:18.01")
    said = hear(Transcript(cues=tuple(cues), sounds=(gap,)))
    assert [(each.text, each.torn) for each in said] == [(before, torn[0]), (after, torn[1])]


def test_applause_tears_no_sentence() -> None:
    """Only words that nobody understood are missing in a sentence."""
    cues = [Cue(text=text, start=None, end=None, speaker=None) for text in ("We built", "it all.")]
    clapping = Sound(before_cue=1, label="applause")
    [said] = hear(Transcript(cues=tuple(cues), sounds=(clapping,)))
    assert (said.text, said.torn) == ("We built it all.", False)


def test_a_turn_that_breaks_off_is_torn() -> None:
    """What is missing at the end of a turn, or as it begins, is missing in its sentence."""
    cues = [
        Cue(text=text, start=None, end=None, speaker=speaker)
        for text, speaker in (("It was all in", "Ines"), ("and then we left. It rained.", "Jon"))
    ]
    gap = Sound(before_cue=1, label="inaudible")
    said = hear(Transcript(cues=tuple(cues), sounds=(gap,)))
    assert [each.torn for each in said] == [True, True, False]
