from __future__ import annotations

import pytest

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.model import Cue, Transcript, Utterance
from generator.summarizing.refusals import broken, idle, is_idle

ENGLISH = Language.of("en")
WHOLE = "The old queen leaves the hive with half of the workers."


def heard(*lines: str) -> tuple[Utterance, ...]:
    """Lines that one person says."""
    return hear(Transcript(cues=tuple(Cue(text=line, speaker="Ada") for line in lines)))


def refused(*lines: str) -> list[str]:
    """Those of the lines, among many whole ones, that are broken."""
    utterances = heard(*[WHOLE] * 20, *lines)
    pairs = zip(utterances, broken(utterances, ENGLISH), strict=True)
    return [utterance.text for utterance, is_broken in pairs if is_broken]


@pytest.mark.parametrize(
    "line",
    [
        "We know that the colony is strong You need to give it room in spring.",
        "Should we feed the colony in the autumn when nothing flowers.",
        "Is to give the colony as much room as it needs in spring.",
        "We built a, new kind of, hive for the, bees of the valley.",
    ],
)
def test_what_is_run_together_asked_or_broken_off_is_refused(line: str) -> None:
    """A capital inside, a question without its mark and pauses behind articles tell it."""
    assert refused(line) == [line]


def test_whole_sentences_are_not_refused() -> None:
    """Pauses between clauses and names with capitals break nothing."""
    assert (
        refused(
            "When the hive is full, the queen leaves, and the workers follow her.",
            "Nobody in Millbrook keeps more hives than The Apiary does.",
        )
        == []
    )


def test_what_was_cut_short_is_refused_with_what_goes_on_from_it() -> None:
    """Where sentences end in full stops, what has none was interrupted."""
    cues = [Cue(text=WHOLE, speaker="Ada")] * 20
    cues += [
        Cue(text="The hive in the orchard is", speaker="Ada"),
        Cue(text="Really?", speaker="Bram"),
        Cue(text="Empty since the last winter that we had.", speaker="Ada"),
    ]
    utterances = hear(Transcript(cues=tuple(cues)))
    assert broken(utterances, ENGLISH)[-3:] == [True, False, True]


def test_where_nobody_punctuates_sentences_end_as_those_of_the_language() -> None:
    """Unmarked Japanese is whole where its verb ends it, and asks where that asks."""
    japanese = Language.of("ja")
    lines = ["蜂は春に巣を作ります", "巣箱が小さくなるので新しい", "いつ巣を出るんですか"]
    cues = tuple(Cue(text=line, speaker=str(number)) for number, line in enumerate(lines))
    assert broken(hear(Transcript(cues=cues), "ja"), japanese) == [False, True, True]


def test_advertising_is_idle() -> None:
    """Two plugs near each other make what stands between them advertising; one alone does not."""
    lines = [WHOLE] * 40
    lines[20] = "Look into the show notes for Larch Hives."
    assert not any(idle(heard(*lines), ENGLISH))
    lines[22] = "Start your free trial today."
    found = idle(heard(*lines), ENGLISH)
    assert found[21]
    assert not found[10]
    assert not found[30]


def test_advertising_at_the_end_is_idle_up_to_the_last_line() -> None:
    """One answer for each line, however near the end two plugs stand."""
    lines = [*[WHOLE] * 20, "Look into the show notes for Larch Hives.", WHOLE]
    lines.append("Start your free trial today.")
    found = idle(heard(*lines), ENGLISH)
    assert len(found) == len(lines)
    assert all(found[20:])


def test_nothing_is_quoted_from_an_advertisement() -> None:
    """From who pays for it to the last time that its name is said."""
    lines = [WHOLE] * 60
    lines[20] = "This show is brought to you by Larchbox."
    lines[24] = "Larchbox hives last for thirty winters."
    assert [n for n, is_idle in enumerate(idle(heard(*lines), ENGLISH)) if is_idle] == [
        *range(20, 25)
    ]


def test_nothing_is_quoted_from_a_farewell_on() -> None:
    """At the end, and only there, thanks for coming end what is worth quoting."""
    lines = [WHOLE] * 60
    lines[5] = lines[50] = "Thank you so much for joining us, Bram."
    found = idle(heard(*lines), ENGLISH)
    assert found.index(True) == 50
    assert all(found[50:])


def test_introductions_are_idle_only_at_the_beginning() -> None:
    """Who a guest is, is no key point; later the same words may be."""
    lines = [WHOLE] * 60
    lines[2] = lines[30] = "Bram has spent twenty years building hives."
    found = idle(heard(*lines), ENGLISH)
    assert found[2]
    assert not found[30]


@pytest.mark.parametrize("title", ["Sponsor: Larch Hives", "Wrap-up", "End.", "Final thoughts"])
def test_chapters_that_people_call_idle(title: str) -> None:
    """Titles that promise nothing of the subject."""
    assert is_idle(title, ENGLISH)


@pytest.mark.parametrize("title", ["Closing the hive", "Plugging leaks", "The end of winter"])
def test_chapters_with_a_subject(title: str) -> None:
    """The same words inside a title that names a subject."""
    assert not is_idle(title, ENGLISH)


@pytest.mark.parametrize(("apart", "advertised"), [(8, True), (9, False)])
def test_plugs_near_each_other_take_what_is_around_them(apart: int, advertised: bool) -> None:
    """Eight lines at the most between one and the next, and three on either side."""
    lines = [WHOLE] * 60
    lines[20] = "Look into the show notes for Larch Hives."
    lines[20 + apart] = "Start your free trial today."
    wanted = range(17, 20 + apart + 4) if advertised else ()
    assert [n for n, is_idle in enumerate(idle(heard(*lines), ENGLISH)) if is_idle] == [*wanted]


@pytest.mark.parametrize(("place", "found"), [(5, True), (6, False)])
def test_people_are_introduced_in_the_first_tenth(place: int, found: bool) -> None:
    """Of sixty lines, in the first six."""
    lines = [WHOLE] * 60
    lines[place] = "Bram has spent twenty years building hives."
    assert idle(heard(*lines), ENGLISH)[place] == found


@pytest.mark.parametrize(
    ("lines", "place", "found"),
    [(60, 48, True), (60, 47, False), (200, 175, True), (200, 174, False)],
)
def test_people_take_leave_at_the_end(lines: int, place: int, found: bool) -> None:
    """In the last fifth, and of a long recording in its last 25 lines."""
    said = [WHOLE] * lines
    said[place] = "Thank you so much for joining us, Bram."
    assert any(idle(heard(*said), ENGLISH)) == found


@pytest.mark.parametrize(
    ("line", "is_refused"),
    [
        ("We built a, new kind of hive for the bees of the valley.", False),
        ("We built a, new kind of hive for the, bees of the valley.", True),
    ],
)
def test_one_slip_is_forgiven(line: str, is_refused: bool) -> None:
    """One pause behind an article may be; two are no sentence spoken in one go."""
    utterances = hear(Transcript(cues=(*[Cue(text=WHOLE)] * 20, Cue(text=line))))
    assert any(broken(utterances, ENGLISH)) == is_refused


@pytest.mark.parametrize(("finished", "is_refused"), [(18, True), (17, False)])
def test_full_stops_tell_only_where_nine_of_ten_lines_have_them(
    finished: int, is_refused: bool
) -> None:
    """Then what has none was cut short, and so is what its speaker goes on with."""
    said = [WHOLE] * finished + ["The hive in the orchard is"] * (20 - finished)
    cues = tuple(Cue(text=line, speaker=str(number)) for number, line in enumerate(said))
    assert broken(hear(Transcript(cues=cues)), ENGLISH)[-1] == is_refused


@pytest.mark.parametrize(("others", "is_refused"), [(3, True), (4, False)])
def test_what_goes_on_after_four_lines_stands_alone(others: int, is_refused: bool) -> None:
    """Up to there it is the rest of what its speaker was cut short in."""
    cues = [Cue(text=WHOLE, speaker=str(number)) for number in range(40)]
    cues += [Cue(text="The hive in the orchard is", speaker="Ada")]
    cues += [Cue(text=WHOLE, speaker=str(number)) for number in range(others)]
    cues += [Cue(text="Empty since the last winter that we had.", speaker="Ada")]
    assert broken(hear(Transcript(cues=tuple(cues))), ENGLISH)[-1] == is_refused
