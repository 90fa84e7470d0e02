from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.language.hearing import hear
from generator.language.sentences import split_sentences
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
