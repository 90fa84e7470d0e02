from __future__ import annotations

import json
from pathlib import Path

from generator.evaluation.train_endings import (
    as_json,
    compare,
    fit,
    load_texts,
    make_text,
    row,
    score,
)
from generator.language.endings import Endings
from generator.model import Cue, Transcript

SENTENCES = (
    "So the bell rings at noon.", "We hear it, and then we stop.", "Why do we stop?",
    "Because it is time to eat.", "You can hear it from the harbour — if the wind is right.",
)  # fmt: skip
TRANSCRIPT = Transcript(
    cues=tuple(
        Cue(text=SENTENCES[index % 5], speaker="Ada" if index % 3 else "Bram")
        for index in range(400)
    )
)


def test_punctuation_is_taken_away_and_remembered() -> None:
    """A text has bare words, the ends of its sentences, and where any mark stood."""
    text = make_text("bells", Transcript(cues=TRANSCRIPT.cues[:2]))
    assert " ".join(text.said) == "so the bell rings at noon we hear it and then we stop"
    assert text.ends == (6, 13)
    assert text.marked == {6, 9, 13}


def test_what_was_learned_finds_the_sentences_again() -> None:
    """A fit to a language of five sentences separates them, and the file gives it back."""
    text = make_text("bells", TRANSCRIPT)
    endings = fit([text])
    found = score(text, endings)
    assert found.right == found.true == found.found == found.whole == 400
    assert "F1 1.000" in row("bells", found)
    again = Endings(**json.loads(as_json(endings)))
    assert again == endings
    assert score(text, again).right == 400


def test_scores_count_ends_and_whole_sentences() -> None:
    """An end counts where it is true; a piece is whole only where both of its ends are."""
    text = make_text("bells", Transcript(cues=TRANSCRIPT.cues[:3]))
    assert text.ends == (6, 13, 17)
    counts = compare(text, [6, 9, 17])
    assert (counts.right, counts.whole, counts.marked, counts.found) == (2, 1, 3, 3)


def test_only_punctuated_recordings_teach(tmp_path: Path) -> None:
    """A transcript that nobody punctuated is passed over."""
    (tmp_path / "bare.txt").write_text("so the bell rings at noon and we stop " * 40)
    (tmp_path / "good.txt").write_text(" ".join(SENTENCES * 40))
    assert len(list(load_texts([tmp_path]))) == 1
