from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.hearing import hear
from generator.language.languages import Language
from generator.language.words import tokens_of, words
from generator.model import Cue, Episode, Transcript
from generator.segmentation.titling import title_chapters
from generator.segmentation.titling.candidates import Candidates
from generator.segmentation.titling.keywords import rank_words
from generator.segmentation.titling.taken import Taken
from tests.conversations import BEES, BEES_STARTS, episode_of


def titles_of(episode: Episode, starts: tuple[int, ...]) -> list[str]:
    """Titles of the chapters that begin at the cues `starts`."""
    utterances = hear(episode.transcript, episode.language)
    firsts = [
        next(i for i, utterance in enumerate(utterances) if utterance.first_cue >= start)
        for start in starts
    ]
    ends = [*firsts[1:], len(utterances)]
    return title_chapters(episode, utterances, list(zip(firsts, ends, strict=True)))


def test_an_interview_is_titled() -> None:
    """Each chapter is named by its subject, the first and last by their part in the talk."""
    introduction, swarming, mites, farewell = titles_of(episode_of(BEES), BEES_STARTS)
    assert introduction == "Introduction: Bram Oster"
    assert re.search("swarm", swarming, re.IGNORECASE)
    assert re.search("mites|brood", mites, re.IGNORECASE)
    assert farewell == "Closing thanks"


def test_titles_are_made_of_what_was_said() -> None:
    """Every word of a subject title stands in its chapter, and nothing is joined by "and"."""
    episode = episode_of(BEES)
    for title, (first, end) in zip(
        titles_of(episode, BEES_STARTS)[1:3], ((6, 14), (14, 20)), strict=True
    ):
        said = {w for cue in episode.transcript.cues[first:end] for w in words(cue.text)}
        assert set(words(title)) <= said


def test_a_title_is_told_apart_from_the_two_before_it() -> None:
    """It may share half of its words with them, more with one further off, all with none."""
    taken = Taken(Language.of("en"), (), ())
    for title in ("Brass gears", "Tide tables"):
        taken.add(title)
    assert taken.is_free("Brass lamps")
    assert not taken.is_free("Brass gears of forecasts")
    taken.add("Fog horns")
    assert taken.is_free("Brass gears of forecasts")
    assert not taken.is_free("Gears of brass")


def test_names_keep_their_capitals() -> None:
    """A title spells a name as the episode does, wherever it stands in the title."""
    episode = episode_of(
        """
        Ada: The Oster method needs a second brood box.
        Ada: With the Oster method the colony never notices the split.
        Ada: Everyone in the valley now follows the Oster method.
        """.replace("        ", "")
    )
    (title,) = titles_of(episode, (0,))
    assert "Oster method" in title


def test_lower_case_captions_are_titled() -> None:
    """Captions without punctuation or capitals still give a title with a capital."""
    said = (
        "so the sticky board is how we count varroa mites and um the sticky board lies under the"
        " hive for three days so then we count the varroa mites with a lens and you know the mite"
        " count tells us when to treat"
    )
    episode = episode_of("Ada: x", title="beekeeping talk")
    transcript = Transcript(cues=(Cue(text=said),))
    utterances = hear(transcript)
    (title,) = title_chapters(episode, utterances, [(0, len(utterances))])
    assert re.search("sticky board|varroa mites", title.lower())
    assert title[0].isupper()


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Now we come to the lightning round.", "Lightning round"),
        ("We have a few questions from the audience.", "Audience questions"),
    ],
)
def test_parts_known_by_what_is_said(said: str, title: str) -> None:
    """A lightning round and the audience's questions are called so, late in a talk."""
    filler = "\n".join(f"Ada: Hive number {n} stands in the orchard." for n in range(30))
    episode = episode_of(f"{filler}\nBram: {said}\nAda: Beeswax smells of summer meadows.")
    assert titles_of(episode, (0, 30))[1] == title


def test_no_two_chapters_are_called_alike() -> None:
    """Chapters that say the same get different titles."""
    line = "Ada: The brood nest of the colony fills the lower box."
    episode = episode_of("\n".join([line] * 12))
    titles = titles_of(episode, (0, 4, 8))
    assert len({title.casefold() for title in titles}) == 3


def test_other_languages_are_titled_by_word_classes() -> None:
    """A French title names what is spoken of, and neither begins nor ends with a small word."""
    episode = episode_of(
        "Ada: Les abeilles quittent la ruche quand la colonie devient trop grande.\n"
        "Ada: Les apiculteurs divisent la colonie avant que les abeilles partent.\n",
        title="Une émission",
    )
    (title,) = titles_of(replace(episode, language="fr"), (0,))
    assert re.search("olonie|beilles", title)
    assert not {title.split()[0].lower(), title.split()[-1].lower()} & {"les", "la", "que", "de"}


def test_a_title_in_another_language_is_a_noun_phrase() -> None:
    """German titles neither begin nor end with function words, and name what is spoken of."""
    episode = episode_of(
        "Ada: Also eigentlich ist die künstliche Intelligenz immer noch ein Thema.\n"
        "Bo: Genau, und irgendwie haben wir heute künstliche Intelligenz in der Verwaltung.\n"
        "Ada: Die Verwaltung nutzt künstliche Intelligenz halt für ganz einfache Anträge.\n",
        title="Gespräch",
    )
    (title,) = titles_of(replace(episode, language="de"), (0,))
    assert "ünstliche Intelligenz" in title or "Verwaltung" in title
    assert not {title.split()[0].lower(), title.split()[-1].lower()} & Language.of("de").function


def test_nouns_have_their_capitals_where_captions_lost_them() -> None:
    """A German title writes nouns as German does, though the captions have no capitals at all."""
    said = "wir reden über die heilende kraft der steine und über die kraft der steine im garten"
    for transcript in (said, said.replace("kraft", "Kraft").replace("steine", "Steine")):
        episode = replace(episode_of(f"Ada: {transcript}."), language="de")
        (title,) = titles_of(episode, (0,))
        assert title == "Heilende Kraft der Steine"


def test_a_german_noun_of_every_day_heads_no_title() -> None:
    """Where every noun has a capital, that does not make it a name: "Arbeit: ..."."""
    episode = episode_of(
        "Ada: Die Arbeit mit künstlicher Intelligenz ändert sich.\n"
        "Bo: Künstliche Intelligenz nimmt uns die Arbeit ab, und die Arbeit bleibt.\n"
        "Ada: Die Arbeit braucht künstliche Intelligenz im Alltag der Imkerei.\n",
        title="Gespräch",
    )
    (title,) = titles_of(replace(episode, language="de"), (0,))
    assert not title.startswith("Arbeit:")


def test_a_common_german_noun_and_what_binds_it_are_not_both_in_a_title() -> None:
    """What it would lengthen stands alone, if it can: not "Regeln von ...", but "Waben von ..."."""
    said = "Ada: Es gibt {0} von {1}.\nBo: Die {0} von {1} bleiben im Garten.\n"
    for noun, of, expected in (
        ("Regeln", "Königin Tuiri", "Königin Tuiri"),
        ("Waben", "Königin Tuiri", "Waben von Königin Tuiri"),
        ("Regeln", "Imkern", "Regeln von Imkern"),
    ):
        episode = episode_of(said.format(noun, of), title="Gespräch")
        assert titles_of(replace(episode, language="de"), (0,)) == [expected]


def test_what_german_writes_without_a_capital_is_no_noun_of_a_title() -> None:
    """A verb that was taken for a noun is in no title: "Wand rennen"."""
    episode = episode_of(
        "Ada: Das bedeutet für die Imkerei gegen die Wand rennen, sagt die Königin.\n"
        "Bo: Gegen die Wand rennen wollen die Leute von der Imkerei aber nie.\n",
        title="Gespräch",
    )
    (title,) = titles_of(replace(episode, language="de"), (0,))
    assert "rennen" not in title


def test_an_unknown_language_gets_its_rare_words() -> None:
    """Where nothing is known of a language, its commonest words are in no title."""
    line = "Ada: Bees {} kai to {} den einai kai to {} den kai."
    words_ = ("melissia", "kypseli", "vasilissa")
    talk = "\n".join(line.format(*words_) for _ in range(12))
    (title,) = titles_of(replace(episode_of(talk), language="xx"), (0,))
    assert not {"kai", "to", "den"} & set(words(title))


SALAD = """
Yeah, so the Hive mites breed in of and swarming. Why? is it that you know 40 - thing people lot
don't Oster's honey
"""


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.sampled_from(SALAD.split()),
            min_size=1,
            max_size=12,
        ).map(" ".join),
        min_size=4,
        max_size=20,
    )
)
def test_any_speech_gets_proper_titles(lines: list[str]) -> None:
    """Titles are never empty, too long, alike, or cut off after an article or preposition."""
    episode = episode_of("\n".join(f"Ada: {line}" for line in lines))
    utterances = hear(episode.transcript, episode.language)
    middle = len(utterances) // 2
    titles = title_chapters(episode, utterances, [(0, middle), (middle, len(utterances))])
    assert len({title.casefold() for title in titles}) == 2
    for title in titles:
        assert title.strip()
        assert len(title.split()) <= 8
        assert title.split()[-1].lower() not in {"the", "a", "of", "in", "and", "is", "that"}


def test_two_phrases_are_taken_as_somebody_joined_them() -> None:
    """What was said in one go stays in one: no "oxalic treatments and varroa mites"."""
    lines = "\n".join(
        [
            "Ada: Welcome to the podcast, everybody.",
            "Bram: We count oxalic treatments for varroa mites every week.",
            "Bram: Varroa mites hide, and oxalic treatments reach them.",
            "Bram: Oxalic treatments for varroa mites are cheap.",
        ]
    )
    assert titles_of(episode_of(lines), (0, 1))[1].startswith("Oxalic treatments for varroa mites")


def test_nouns_are_joined_only_as_somebody_joined_them() -> None:
    """A title never puts "and" between two names that nobody named together."""
    lines = "\n".join(
        [
            "Ada: Welcome to the podcast, everybody.",
            "Bram: The oxalic treatment reaches the colony in winter.",
            "Bram: We count varroa mites on a sticky board.",
            "Ada: The oxalic treatment is cheap.",
            "Bram: Varroa mites hide under the wax.",
        ]
    )
    assert " and " not in titles_of(episode_of(lines), (0, 1))[1]


def test_a_question_that_opens_a_chapter_is_its_title() -> None:
    """The host's question names the chapter, without what frames it."""
    lines = "\n".join(
        [
            "Ada: Welcome to the podcast, everybody.",
            "Ada: So Bram, why do varroa mites spread?",
            "Bram: Varroa mites spread with drifting drones.",
            "Bram: They spread fastest in August, when varroa mites outnumber the drones.",
        ]
    )
    assert titles_of(episode_of(lines), (0, 1))[1] == "Why do varroa mites spread?"


@pytest.mark.parametrize(
    ("language", "said", "title"),
    [
        ("en", "This episode is brought to you by a maker of hives.", "Sponsor"),
        ("de", "Unser heutiger Sponsor baut Bienenkästen aus Holz.", "Werbung"),
        ("fr", "Notre sponsor du jour fabrique des ruches en bois.", "Partenaire"),
        ("es", "Nuestro patrocinador de hoy hace colmenas de madera.", "Patrocinio"),
    ],
)
def test_a_sponsor_is_called_so(language: str, said: str, title: str) -> None:
    """What is said for a sponsor gets the language's own name for it."""
    filler = "\n".join(f"Ada: Hive number {n} stands in the orchard." for n in range(12))
    episode = replace(episode_of(f"{filler}\nAda: {said}\n{filler}"), language=language)
    assert titles_of(episode, (0, 12, 14))[1] == title


@pytest.mark.parametrize(("selling", "called"), [(6, True), (4, False)])
def test_a_chapter_that_mostly_sells_is_called_so(selling: int, called: bool) -> None:
    """Of ten lines six, not four; otherwise it is called by what else is said in it."""
    filler = [f"Ada: Hive number {n} stands in the orchard." for n in range(12)]
    sold = ["Ada: This episode is brought to you by Larchbox and its many hives."]
    sold += ["Ada: Larchbox makes every hive from good old wood for you."] * (selling - 1)
    rest = ["Ada: Young queens leave for the valley before the old ones do."] * (10 - selling)
    episode = episode_of("\n".join([*filler, *sold, *rest, *filler]))
    title = titles_of(episode, (0, 12, 22))[1]
    assert (title == "Sponsor") == called
    assert "Larchbox" not in title


def test_who_is_thanked_at_the_end_is_no_sponsor_of_it() -> None:
    """The last chapter takes leave, though it names those who paid; the first one introduces."""
    sold = "Ada: This episode has been brought to you by Larchbox and its many hives."
    filler = "\n".join(f"Ada: Hive number {n} stands in the orchard." for n in range(12))
    titles = titles_of(episode_of(f"{sold}\n{filler}\n{sold}"), (0, 1, 13))
    assert titles[0] != "Sponsor"
    assert titles[-1] == "Closing thanks"


def test_japanese_titles_are_said_in_one_go() -> None:
    """Words of a Japanese title stand together in a sentence: no list of key words."""
    said = (
        "ミツバチの巣箱は春に増えます。",
        "新しい巣箱の温度を毎日測ります。",
        "ミツバチの巣箱を開けました。",
    )
    episode = replace(episode_of("\n".join(f"Ada: {line}" for line in said)), language="ja")
    (title,) = titles_of(episode, (0,))
    assert any(title in line for line in said)
    assert len(title) > 2


def test_what_is_announced_twice_names_the_last() -> None:
    """A lightning round announced early belongs to the chapter in which it comes."""
    filler = "\n".join(f"Ada: Hive number {n} stands in the orchard." for n in range(30))
    episode = episode_of(
        f"{filler}\nBram: Before the lightning round, who do you hire?\n"
        "Ada: We hire beekeepers for our meadow hives every spring.\n"
        * 2
        + "Bram: Lightning round.\nAda: Beeswax smells of summer meadows."
    )
    titles = titles_of(episode, (0, 56, 64))
    assert titles.count("Lightning round") == 1
    assert titles[-1] == "Lightning round"


def test_the_same_words_in_another_order_are_no_other_title() -> None:
    """A reader could not tell "mites and acid" from "acid and mites"."""
    one = "Ada: Varroa mites fear oxalic acid.\nAda: We drip oxalic acid on varroa mites.\n"
    other = "Ada: Oxalic acid kills varroa mites.\nAda: Varroa mites hate oxalic acid.\n"
    titles = titles_of(episode_of(one * 2 + other * 2), (0, 4))
    assert len({frozenset(title.lower().split()) for title in titles}) == 2


def test_what_always_stands_together_is_not_cut() -> None:
    """A "last mile delivery" is no "mile delivery", though "last" says nothing by itself."""
    episode = episode_of(
        """
        Ada: Most of the cost is in last mile delivery.
        Ada: Last mile delivery of honey is slow.
        Ada: Nobody likes last mile delivery.
        Ada: A van does the last mile delivery.
        """.replace("        ", "")
    )
    (title,) = titles_of(episode, (0,))
    assert "mile" not in title.lower() or "last mile" in title.lower(), title


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ("kumo tide kumo", ["kumo tide", "tide kumo", "kumo", "tide"]),
        ("kumo, tide", ["kumo", "tide"]),
        ("kumo kumo tide", ["kumo tide", "kumo", "tide"]),
        ("kumo tide mast rope lamp", ["kumo tide mast rope", "tide mast rope lamp"]),
        (f"{'k' * 20} tide", [f"{'k' * 20} tide"]),
        (f"{'k' * 21} tide", ["tide"]),
        ("ab", []),
    ],
)
def test_key_words_are_runs_without_repeats(said: str, best: list[str]) -> None:
    """Of four words at the most, which no mark cuts; a word of more than twenty letters is none."""
    language = Language.of("fi")
    row = tokens_of(said, language)
    weights = {token.root: 1.0 for token in row}
    assert rank_words([row], weights, (), language)[: len(best) or 1] == best


@pytest.mark.parametrize(
    ("kumo", "tide", "best"), [(4, 5, "tide"), (5, 7, "kumo"), (5, 5, "kumo"), (1, 1, "kumo")]
)
def test_what_is_said_together_again_counts_up_to_five_times(
    kumo: int, tide: int, best: str
) -> None:
    """Then a word that tells a little more comes first, however often another is said."""
    language = Language.of("fi")
    rows = [tokens_of("kumo", language)] * kumo + [tokens_of("tide", language)] * tide
    (one,), (other,) = rows[0], rows[-1]
    assert rank_words(rows, {one.root: 1.0, other.root: 0.9}, (), language)[0] == best


def test_a_possessive_heads_no_title() -> None:
    """Nothing is "Apple's: brood box", as often as that is told of; "Apple: ..." may be."""
    said = """
        Ada: We sold the brood box to {0}, and {0} is where the smoker is.
        Ada: They think {0} is where the brood box was. The smoker at {0} is a good one.
        Ada: Nobody but {0} had a brood box, and {0} has it now.
        """.replace("        ", "")
    found = {}
    for name in ("Apple", "Apple's"):
        episode = episode_of(said.format(name))
        utterances = hear(episode.transcript, "en")
        candidates = Candidates.of(episode, utterances, [(0, len(utterances))])
        assert candidates
        pieces = candidates.pieces(0, {"appl": 1.0, "brood": 1.0, "box": 1.0})
        headed = candidates.headed(pieces, [1.0] * len(pieces))
        found[name] = {candidates.written(each).partition(":")[0] for each in headed}
    assert "Apple" in found["Apple"]
    assert "Apple's" not in found["Apple's"]
