"""Which of the phrases of an archive are subjects, by how they are spread alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from generator.combining.recall import Recalled, words_said
from generator.combining.subjects import Archive, find_subjects
from generator.combining.terms import Terms, key_of
from generator.language.languages import Language
from generator.model import Reading, Sentence
from tests.combining.readings import reading_of

Said = Mapping[str, Sequence[int | Sequence[int]]]
"""By form: for each episode how often its first chapter holds it, or in which cues it stands."""
CHAPTER = 10
"""Cues of a chapter."""


def readings(count: int, words: Sequence[int] = ()) -> list[Reading]:
    """Episodes of ten chapters, of a hundred words or as many as are given."""
    return [
        reading_of(
            f"E{number}",
            "\n".join(["Ines: " + "oh " * ((words or [100] * count)[number] // 100)] * 100),
            chapters=10,
        )
        for number in range(count)
    ]


def subjects(
    said: Said,
    *,
    names: Sequence[str] = (),
    titled: Mapping[str, Sequence[int]] | None = None,
    told: Mapping[str, int] | None = None,
    usual: float = 0.0,
    words: Sequence[int] = (),
) -> list[tuple[str, ...]]:
    """The subjects of an archive in which phrases are said so, by their forms.

    `names` are written as such; `titled` are the episodes whose headline holds a phrase.
    """
    count = len(next(iter(said.values())))
    places: list[dict[str, Sequence[int]]] = [{} for _ in range(count)]
    forms: dict[str, Counter[str]] = {}
    shown: dict[str, str] = {}
    holders: dict[str, list[int]] = {}
    proper: Counter[str] = Counter()
    for form, each in said.items():
        key = key_of(form)
        shown.setdefault(key, form)
        for number, held in enumerate(each):
            cues = [0] * held if isinstance(held, int) else list(held)
            headed = number in (titled or {}).get(form, ())
            if cues or headed:
                own = places[number].get(key, ())
                places[number][key] = sorted([*own, *([-1] * headed), *cues])
                if number not in holders.setdefault(key, []):
                    holders[key].append(number)
            forms.setdefault(key, Counter())[form] += len(cues)
            proper[key] += len(cues) * (form in names)
    english = Language.of("en")
    terms = Terms(
        tuple(places),
        {key: sorted(each) for key, each in holders.items()},
        forms,
        {key: len(form.replace("-", " ").split()) for key, form in shown.items()},
        proper,
        dict.fromkeys(forms, english),
    )
    quoted = {
        key_of(form): {0: [Sentence(text="", sources=())] * n} for form, n in (told or {}).items()
    }
    archive = Archive(readings=readings(count, words), terms=terms, told=quoted, usual=usual)
    lengths = [1 + sum(words_said(each, Recalled()).values()) for each in archive.readings]
    found = find_subjects(archive, set(), set(), lengths)
    return [tuple(shown[key] for key in keys) for keys in found]


NONE = [0] * 8
"""Episodes in which nobody says it: from nine episodes on it is known how phrases are spread."""


def thin(dwelt: int, passing: int) -> list[int]:
    """The cues of an episode that dwells on a phrase in its first chapter, and comes back to it."""
    return [0] * dwelt + [CHAPTER * number for number in range(1, passing + 1)]


@pytest.mark.parametrize(("most", "subject"), [(8, False), (9, True)])
def test_a_common_noun_is_said_nine_times_in_one_episode(most: int, subject: bool) -> None:
    """A compound three times: "gauge" may be said of anything."""
    assert bool(subjects({"gauge": [most, 2]})) == subject
    assert subjects({"tide gauge": [3, 2]})


@pytest.mark.parametrize(("episodes", "subject"), [(10, True), (11, False)])
def test_a_common_noun_keeps_to_some_episodes(episodes: int, subject: bool) -> None:
    """What 11 of 16 speak of alike is a word of any talk."""
    assert bool(subjects({"gauge": [9] * episodes + [0] * (16 - episodes)})) == subject


@pytest.mark.parametrize(("words", "subject"), [(400, False), (500, True)])
def test_a_common_noun_is_dense_somewhere(words: int, subject: bool) -> None:
    """Of two episodes that say it as often, the other must be much longer."""
    assert bool(subjects({"gauge": [9, 9]}, words=[words, 100])) == subject


@pytest.mark.parametrize(
    ("dwelt", "titles", "subject"), [(5, 0, True), (4, 0, False), (4, 3, False), (4, 4, True)]
)
def test_a_common_noun_is_dwelt_on(dwelt: int, titles: int, subject: bool) -> None:
    """With five of ten mentions in chapters that do so, or in four titles."""
    said: Said = {"gauge": [thin(dwelt, 9 - dwelt), 1, *NONE]}
    assert bool(subjects(said, titled={"gauge": range(titles)})) == subject


@pytest.mark.parametrize(
    ("kinds", "bare", "subject"),
    [
        (("brass gauge", "rain gauge", "snow gauge"), 8, False),
        (("brass gauge", "rain gauge", "snow gauge"), 9, True),
        (("brass gauge", "brass gauge", "snow gauge"), 8, True),  # of one kind above all
        (("gauge room", "gauge house", "gauge wall"), 14, False),
        (("gauge room", "gauge house", "gauge wall"), 15, True),
    ],
)
def test_a_word_that_is_said_of_many_kinds_is_no_subject(
    kinds: Sequence[str], bare: int, subject: bool
) -> None:
    """At 55 of 100 times that it is said of others, or 80 that others are said to be of it."""
    said = Counter({kind: 4 * kinds.count(kind) for kind in kinds})
    held = sum(said.values())
    ends = held if kinds[0].endswith("gauge") else 0
    found = subjects(
        {"gauge": [ends + bare, 1]} | {kind: [1, times - 1] for kind, times in said.items()}
    )
    assert any("gauge" in keys for keys in found) == subject


@pytest.mark.parametrize(("titles", "subject"), [(0, False), (1, False), (2, True)])
def test_a_compound_is_dwelt_on_or_in_two_titles(titles: int, subject: bool) -> None:
    """However often it comes up in passing."""
    said: Said = {"tide gauge": [[0, 10, 20], 2, *NONE]}
    assert bool(subjects(said, titled={"tide gauge": range(titles)})) == subject
    assert subjects({"tide gauge": [3, 2, *NONE]})


@pytest.mark.parametrize(
    ("episodes", "fewest"), [(9, 1), (15, 1), (16, 2), (31, 3), (32, 4), (40, 4), (48, 4)]
)
def test_a_name_is_dwelt_on_in_some_chapters(episodes: int, fewest: int) -> None:
    """One for every eight episodes, four at the most; in small archives in none."""
    for chapters in (fewest - 1, fewest):
        rest = episodes - chapters - 2
        said: Said = {"Hollin": [*[3] * chapters, [0, 10, 20], [0, 10, 20], *[0] * rest]}
        assert bool(subjects(said, names=["Hollin"])) == (chapters == fewest)
    assert subjects({"Hollin": [[0, 10, 20], [0, 10, 20]]}, names=["Hollin"])


@pytest.mark.parametrize(
    ("usual", "told", "subject"),
    [
        (0.24, 0, True),  # 2.4 sentences expected are too few to tell
        (0.25, 0, False),
        (0.4, 1, True),  # a quarter of four
        (0.44, 1, False),
        (0.8, 2, True),
        (0.81, 2, False),
    ],
)
def test_a_name_of_which_nothing_is_told_is_dropped(usual: float, told: int, subject: bool) -> None:
    """Beside the average phrase, where so often said something could be expected."""
    said = {"Hollin": [5, 5, *NONE]}
    assert bool(subjects(said, names=["Hollin"], usual=usual, told={"Hollin": told})) == subject
    assert subjects({"tide gauge": [5, 5, *NONE]}, usual=usual)


@pytest.mark.parametrize(("capitals", "subject"), [(4, False), (5, True)])
def test_what_is_written_as_a_name_half_of_the_time_is_one(capitals: int, subject: bool) -> None:
    """And need not be said as often as a noun."""
    said = {"hollin": [5, 5 - capitals, *NONE], "Hollin": [0, capitals, *NONE]}
    assert (
        bool(subjects({**said, "hollin": [10 - capitals, 0, *NONE]}, names=["Hollin"])) == subject
    )


@pytest.mark.parametrize(("longer", "alone"), [(11, True), (12, False)])
def test_a_part_gives_way_to_the_whole(longer: int, alone: bool) -> None:
    """With six of ten mentions inside it."""
    found = subjects({"tide gauge": [longer - 2, 2, *NONE], "gauge": [18, 2, *NONE]})
    assert (("gauge",) in found) == alone
    assert ("tide gauge",) in found


def test_subjects_come_before_names() -> None:
    """What is spoken of tells more, as do titles and, of names, acronyms."""
    names = ["Hollin", "Marrow", "HLN"]
    assert subjects({"Hollin": [4, 4], "tide gauge": [3, 2]}, names=names)[0] == ("tide gauge",)
    assert subjects({"Hollin": [3, 2], "Marrow": [3, 2]}, names=names)[0] == ("Hollin",)
    titled = {"Marrow": [0]}
    said = {"Hollin": [3, 2], "Marrow": [3, 2]}
    assert subjects(said, names=names, titled=titled)[0] == ("Marrow",)
    assert subjects({"Hollin": [3, 2], "HLN": [3, 2]}, names=names)[0] == ("HLN",)


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        # Of two phrases the more frequent one is meant, said twice, once where the acronym is.
        ({"tide gauge ledger": [3, 2, 0], "tall green lamp": [2, 2, 0]}, "tide gauge ledger"),
        ({"tide gauge ledger": [2, 2, 0], "tall green lamp": [3, 2, 0]}, "tall green lamp"),
        ({"tide gauge ledger": [1, 1, 0]}, "tide gauge ledger"),
        ({"tide gauge ledger": [1, 0, 0]}, None),
        ({"tide gauge ledger": [0, 0, 2]}, None),
    ],
)
def test_an_acronym_is_short_for_a_phrase_of_its_episodes(said: Said, groups: str | None) -> None:
    """Under whose letters they are one subject."""
    found = subjects({"TGL": [3, 2, 0], **said}, names=["TGL"])
    assert found == [("TGL", groups) if groups else ("TGL",)]


@pytest.mark.parametrize(("times", "joined"), [(1, False), (2, True)])
def test_an_acronym_is_said_twice(times: int, joined: bool) -> None:
    """Once may be a slip."""
    found = subjects({"TGL": [times, 0], "tide gauge ledger": [3, 2]}, names=["TGL"])
    assert found == [("TGL", "tide gauge ledger") if joined else ("tide gauge ledger",)]


@pytest.mark.parametrize(
    ("acronym", "phrase", "other", "joined"),
    [
        ([1, 1, 1, 1, 0], [10, 1, 1, 1, 0], 0, True),  # four times for 13
        ([1, 1, 1, 1, 0], [11, 1, 1, 1, 0], 0, False),
        ([2, 1, 1, 0, 0], [3, 3, 2, 2, 0], 0, False),  # three episodes
        ([2, 1, 1, 1, 0], [4, 2, 2, 2, 0], 2, True),
        ([2, 1, 1, 1, 0], [4, 2, 2, 2, 0], 3, False),  # another phrase, a fifth as often
    ],
)
def test_two_letters_are_short_for_a_phrase_that_is_alone_with_them(
    acronym: list[int], phrase: list[int], other: int, joined: bool
) -> None:
    """They are said three times for ten, with it in four episodes, and no other comes near it."""
    said = {"FH": acronym, "fog horn": phrase}
    if other:
        said["frost hut"] = [other, 0, 0, 0, 0]
    assert (("FH", "fog horn") in subjects(said, names=["FH"])) == joined


@pytest.mark.parametrize(
    ("total", "alone", "short"),
    [(40, 3, True), (41, 3, False), (40, 4, False)],
)
def test_the_end_of_a_phrase_is_short_for_it(total: int, alone: int, short: bool) -> None:
    """Where it is said twice as often at the most, and seven of ten episodes hold the whole."""
    whole = [3, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    end = [total - 6 - alone, *[1] * 6, *[1] * alone, *[0] * (5 - alone)]
    said = {"TGL": whole, "tide gauge ledger": whole, "gauge ledger": end}
    (first,) = subjects(said, names=["TGL"])[:1]
    assert ("gauge ledger" in first and "TGL" in first) == short


@pytest.mark.parametrize(("joined", "subject"), [(1, False), (2, True)])
def test_what_begins_with_an_empty_word_is_a_term_where_it_is_written_as_one(
    joined: int, subject: bool
) -> None:
    """One time of ten: "fine tuning" is, "good model" is not."""
    assert bool(subjects({"fine tuning": [10, 8], "finetuning": [0, joined]})) == subject


@pytest.mark.parametrize(
    ("everywhere", "found"),
    [(9, [("lantern", "AI lantern")]), (8, [("AI lantern",), ("lantern",), ("AI",)])],
)
def test_what_all_speak_of_tells_nothing_before_a_head(
    everywhere: int, found: list[tuple[str, ...]]
) -> None:
    """In an archive about AI, lanterns of AI are lanterns."""
    said = {
        "AI lantern": [3, 3, 3, 3, *[0] * 6],
        "lantern": [9, 9, 9, *[0] * 7],
        "AI": [3] * everywhere + [0] * (10 - everywhere),
    }
    assert subjects(said, names=["AI"]) == found


def test_a_name_with_a_word_of_any_talk_behind_it_is_that_name() -> None:
    """Not with one that is spoken of itself."""
    names = ["Hollin", "Hollin network", "Hollin lantern"]
    assert subjects({"Hollin network": [3, 2], "Hollin": [9, 2]}, names=names) == [
        ("Hollin", "Hollin network")
    ]
    said = {"Hollin lantern": [3, 2], "Hollin": [9, 2], "lantern": [3, 2]}
    assert subjects(said, names=names) == [("Hollin",), ("Hollin lantern",)]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("robot arm", "robotic arm", True),
        ("bot arm", "botic arm", False),  # three letters
        ("robot arm", "robust arm", False),
        ("robot arm", "robotic leg", False),
    ],
)
def test_forms_of_a_first_word_make_one_subject(one: str, other: str, joined: bool) -> None:
    """Where it begins with the same four letters and all of the shorter, in one episode."""
    assert (len(subjects({one: [3, 2], other: [2, 3]})) == 1) == joined
    assert len(subjects({one: [3, 2, 0, 0], other: [0, 0, 3, 2]})) == 2
