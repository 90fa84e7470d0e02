from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.language.sentences import split_sentences, split_utterances
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
    return [utterance.text for utterance in split_utterances(Transcript(cues=cues))]


def test_a_sentence_may_run_over_cues() -> None:
    """A sentence is put together from the cues that hold it, and cites all of them."""
    utterances = split_utterances(
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


def test_unpunctuated_speech_is_cut_between_clauses() -> None:
    """Where nobody punctuated, pieces begin where a clause does and do not end in mid-phrase."""
    said = (
        "a colony swarms in spring when the brood nest is full and the old queen leaves with half"
        " of the workers so we give her an empty comb in april because there is more room then and"
        " we inspect every hive once a week until the honey flow is over in the middle of june"
    )
    pieces = texts(Cue(text=said))
    assert " ".join(pieces) == said
    assert [piece.split()[0] for piece in pieces[1:]] == ["and", "so", "because", "and"]
    assert all(6 <= len(piece.split()) <= 22 for piece in pieces)


@given(CUES)
def test_nothing_is_lost_or_moved(cues: list[Cue]) -> None:
    """The utterances hold every word of the cues once, in order, each in cues that say it."""
    transcript = Transcript(cues=tuple(cues))
    utterances = split_utterances(transcript)
    assert " ".join(u.text for u in utterances).split() == " ".join(c.text for c in cues).split()
    for utterance in utterances:
        covered = " ".join(cue.text for cue in cues[utterance.first_cue : utterance.last_cue + 1])
        assert utterance.text in " ".join(covered.split())


@given(CUES)
def test_every_cue_is_covered(cues: list[Cue]) -> None:
    """Every cue lies in at least one utterance."""
    utterances = split_utterances(Transcript(cues=tuple(cues)))
    covered = {i for u in utterances for i in range(u.first_cue, u.last_cue + 1)}
    assert covered == set(range(len(cues)))
