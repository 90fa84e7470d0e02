from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.sentences import is_punctuated, sentence_spans, split_sentences
from generator.model import Cue, Transcript

SALAD = "so the bees and um we split it when hives are full because i think queens leave"
WORDS = SALAD.split()
CUES = st.lists(
    st.builds(
        lambda said, speaker: Cue(text=" ".join(said), speaker=speaker),
        st.lists(st.sampled_from([*WORDS, "Hives.", "Why?", "No!"]), min_size=1, max_size=30),
        st.sampled_from([None, "Ada", "Bram"]),
    ),
    max_size=12,
)


def texts(*cues: Cue) -> list[str]:
    return [utterance.text for utterance in hear(Transcript(cues=cues))]


def test_a_sentence_may_run_over_cues() -> None:
    """A sentence is put together from the cues that hold it, and cites all of them."""
    utterances = hear(
        Transcript(
            cues=(
                Cue(text="Bees fly. The queen", start=0.0, end=4.0),
                Cue(text="stays in. Good.", start=4.0, end=8.0),
            )
        )
    )
    assert [u.text for u in utterances] == ["Bees fly.", "The queen stays in.", "Good."]
    assert (utterances[1].first_cue, utterances[1].last_cue) == (0, 1)
    assert utterances[1].start is not None
    assert 0.0 < utterances[1].start < 4.0


def test_a_change_of_speaker_ends_a_sentence() -> None:
    """Nobody finishes another's sentence."""
    assert texts(
        Cue(text="The hive is full. And", speaker="Ada"),
        Cue(text="swarming. Yes.", speaker="Bram"),
    ) == ["The hive is full.", "And", "swarming.", "Yes."]


def test_abbreviations_end_no_sentence() -> None:
    """A full stop after a title or an initial is no sentence end."""
    assert split_sentences("Dr. Oster met J. Hale. They talked.") == [
        "Dr. Oster met J. Hale.",
        "They talked.",
    ]


def test_unpunctuated_speech_is_cut_into_sentences() -> None:
    """Where nobody punctuated, pieces are sentences, across cues; case and commas stay."""
    assert texts(
        Cue(text="so um thanks everyone for coming today I'm going to talk"),
        Cue(text="about how we repair old Clocks the first thing we do, uh, is"),
        Cue(text="take the case off and then we look at the spring"),
    ) == [
        "so um thanks everyone for coming today",
        "I'm going to talk about how we repair old Clocks",
        "the first thing we do, uh, is take the case off and then we look at the spring",
    ]


def test_a_stray_full_stop_ends_a_piece() -> None:
    """The few sentence ends that a transcript without punctuation has are kept."""
    said = (
        "we went to see the old. Mill by the river " + "and it was closed because of the rain " * 9
    )
    assert texts(Cue(text=said))[0] == "we went to see the old."


def test_a_full_stop_ends_a_sentence_whose_successor_lost_its_capital() -> None:
    """Speech that a machine cut has no capitals behind what it cut away."""
    said = "We built a new hive. so it stays warmer. different woods were tried. The bees like it."
    assert split_sentences(said) == [
        "We built a new hive.",
        "so it stays warmer.",
        "different woods were tried.",
        "The bees like it.",
    ]


def test_a_short_form_ends_no_sentence() -> None:
    """Abbreviations, ellipses and words that lead on are followed by the rest of a sentence."""
    for said in (
        "We sell honey, wax etc. and the like.",
        "Some hives, e.g. the old ones, leak.",
        "They went... so nobody stayed.",
        "It is easy to. to leak a little.",
    ):
        assert split_sentences(said) == [said]


@given(CUES)
def test_nothing_is_lost_or_moved(cues: list[Cue]) -> None:
    """The utterances hold every word of the cues once, in order, each in cues that say it."""
    transcript = Transcript(cues=tuple(cues))
    utterances = hear(transcript)
    assert " ".join(u.text for u in utterances).split() == " ".join(c.text for c in cues).split()
    for utterance in utterances:
        covered = " ".join(cue.text for cue in cues[utterance.first_cue : utterance.last_cue + 1])
        assert utterance.text in " ".join(covered.split())


@given(CUES)
def test_every_cue_is_covered(cues: list[Cue]) -> None:
    """Every cue lies in at least one utterance."""
    utterances = hear(Transcript(cues=tuple(cues)))
    covered = {i for u in utterances for i in range(u.first_cue, u.last_cue + 1)}
    assert covered == set(range(len(cues)))


def lengths(words: list[str]) -> list[int]:
    """How many words each of the pieces has into which a sentence is cut."""
    text = f"{' '.join(words)}."
    return [len(text[a:b].split()) for a, b in sentence_spans(text, Language.of("en"))]


@pytest.mark.parametrize(
    ("count", "pieces"), [(60, [60]), (61, [60, 1]), (120, [60, 60]), (121, [60, 60, 1])]
)
def test_a_sentence_of_more_than_sixty_words_is_cut(count: int, pieces: list[int]) -> None:
    """Nobody reads it as one."""
    assert lengths([f"w{n}" for n in range(count)]) == pieces


@pytest.mark.parametrize(
    ("comma", "pieces"),
    [(30, [60, 40]), (31, [31, 60, 9]), (45, [45, 55]), (60, [60, 40]), (61, [60, 40])],
)
def test_it_is_rather_cut_at_a_comma(comma: int, pieces: list[int]) -> None:
    """At the last one, if it is in the second half of what can be read."""
    words = [f"w{n}" for n in range(100)]
    words[comma - 1] += ","
    assert lengths(words) == pieces


@pytest.mark.parametrize(("words", "punctuated"), [(50, True), (51, False)])
def test_one_sentence_of_fifty_words_is_punctuated(words: int, punctuated: bool) -> None:
    """Fewer ends than that are strays."""
    assert is_punctuated([f"{'bees ' * (words - 1)}hum."], words) == punctuated


@pytest.mark.parametrize(
    ("tag", "text", "sentences"),
    [
        ("en", "See No. 5 here. No. It is.", ["See No. 5 here.", "No.", "It is."]),
        ("en", "It was Fig. 3 there. It was.", ["It was Fig. 3 there.", "It was."]),
        ("en", "We had wax etc. They left.", ["We had wax etc.", "They left."]),
        ("en", "We had wax etc. Bees left.", ["We had wax etc. Bees left."]),
        ("en", "It is B. They left.", ["It is B. They left."]),  # an initial
        ("en", "It ended at 5 p.m. They left.", ["It ended at 5 p.m.", "They left."]),
        ("en", "It ended at 5 p.m. in May here.", ["It ended at 5 p.m. in May here."]),
        ("en", "It was hive. bees left.", ["It was hive. bees left."]),  # four letters
        ("en", "It was hives. bees left.", ["It was hives.", "bees left."]),
        ("en", "It was hive. then they left.", ["It was hive.", "then they left."]),
        ("en", "It rang. [laughs] They left.", ["It rang.", "[laughs] They left."]),
        ("en", "It rang? yes it did.", ["It rang? yes it did."]),
        ("en", "It rang… and they left.", ["It rang… and they left."]),
        ("en", "It rang… They left.", ["It rang…", "They left."]),
        ("de", "Das war am 3. Oktober.", ["Das war am 3. Oktober."]),
        ("de", "Das war am 3. Er ging.", ["Das war am 3.", "Er ging."]),
        ("de", "Das war 133. Oktober.", ["Das war 133.", "Oktober."]),
        ("en", "That was on the 3. October.", ["That was on the 3.", "October."]),
    ],
)
def test_what_follows_tells_whether_a_full_stop_ends_a_sentence(
    tag: str, text: str, sentences: list[str]
) -> None:
    """After abbreviations, numbers, short words and marks."""
    spans = sentence_spans(text, Language.of(tag))
    assert [text[start:end] for start, end in spans] == sentences
