"""What caption formats share, beyond the samples: labels, phrases, odd time ranges."""

from __future__ import annotations

import time

import pytest

from generator.errors import InputError
from generator.parsers import Parser, parse, subrip, webvtt, whisper_text
from generator.parsers.captions import clock_seconds, is_timing
from generator.timestamps import format_vtt


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:04.320", 4.32),
        ("00:04,3", 4.3),
        ("1:02:03", 3723.0),
        ("00:00:60.000", 60.0),
        ("00:00:01.123456789", 1.123),
        ("-00:00:01.000", 0.0),
    ],
)
def test_times_as_programs_write_them(text: str, seconds: float) -> None:
    """Sixty seconds, nanoseconds, commas and negative times are understood."""
    assert clock_seconds(text, 1) == seconds


@pytest.mark.parametrize("text", ["", "4", "00:0x.000", "1:2:3:4", "9" * 5000 + ":00"])
def test_other_times_are_refused(text: str) -> None:
    """What is no time is not guessed at."""
    with pytest.raises(InputError, match="is not a time"):
        clock_seconds(text, 1)


def test_arrows_in_speech_are_no_time_ranges() -> None:
    """Only what begins with a clock time opens a cue."""
    assert is_timing("00:01.000-->00:02.000 line:0")
    assert is_timing("  00:00:01,000 -> 00:00:02,000")
    assert not is_timing("a --> b")
    assert not is_timing("1 --> 2")


def test_label_holds_until_the_next() -> None:
    """A speaker named where they begin speaks on; `>>` without a name ends that."""
    lines = ["Ann: One.", "Two.", "Ben: Three.", "Four.", ">> Five.", "Ann: Six.", "Ben: Seven."]
    document = subrip.parse(
        "".join(
            f"{number}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{text}\n\n"
            for number, text in enumerate([*lines, "Ann: Eight.", "Ben: Nine."], 1)
        )
    )
    speakers = [cue.speaker for cue in document.recordings[0].transcript.cues]
    assert speakers == ["Ann", "Ann", "Ben", "Ben", None, "Ann", "Ben", "Ann", "Ben"]


def test_repeated_names_before_a_colon_are_speakers() -> None:
    """`Ann:` is a label where it comes again, and part of the sentence where it does not."""
    document = subrip.parse(
        "".join(
            f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{text}\n\n"
            for number, text in enumerate(
                ["Ann: One here.", "Ben: Two there.", "Ann: Three.", "Note: four.", "Ann: Five."], 1
            )
        )
    )
    cues = document.recordings[0].transcript.cues
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Ann", "One here."),
        (None, "Ben: Two there."),
        ("Ann", "Three."),
        (None, "Note: four."),
        ("Ann", "Five."),
    ]


def test_a_voice_wins_over_a_label_in_its_text() -> None:
    """What stands in brackets there is part of what the file has that voice say."""
    document = webvtt.parse(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>[Speaker 1]: Good morning.\n"
    )
    [cue] = document.recordings[0].transcript.cues
    assert (cue.speaker, cue.text) == ("Ann", "[Speaker 1]: Good morning.")


def test_saying_the_same_twice_is_not_rolling() -> None:
    """Cues that repeat one another word for word are all kept, unless the file rolls."""
    text = "WEBVTT\n\n" + "".join(
        f"00:0{second}.000 --> 00:0{second}.900\nThank you all.\n\n" for second in range(6)
    )
    assert len(webvtt.parse(text).recordings[0].transcript.cues) == 6


CAPTION_PARSERS = pytest.mark.parametrize("parser", [webvtt, subrip], ids=["vtt", "srt"])


@CAPTION_PARSERS
def test_too_many_blocks_are_refused(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million cues end as a named limit before they fill the memory."""
    monkeypatch.setattr("generator.parsers.captions.MOST_CAPTIONS", 5)
    with pytest.raises(InputError, match="has 7 cues, and the limit is 5") as caught:
        parser.parse("WEBVTT\n" + "\n00:01.000 --> 00:02.000\n" * 7)
    assert caught.value.line == 13


@CAPTION_PARSERS
@pytest.mark.parametrize(
    "said",
    [
        "Turn left --> then right.",
        "From 00:01:02.500 to 00:01:03.500, silence.",
        r"It lies in C:\New\N of the disk.",
        "Two and two make\n4",
        "Wind from\n \n\nthe west.",
        "Wind from\n\n12\n\nhills.",
    ],
)
def test_speech_that_libraries_misread_is_kept(parser: Parser, said: str) -> None:
    """Arrows, times, backslashes, numbers and blank lines within a cue stay what is said there."""
    cues = "".join(
        f"\n{number}\n00:0{number}.000 --> 00:0{number}.900\n{said}\n" for number in (1, 2)
    )
    document = parser.parse(f"WEBVTT\n{cues}")
    assert document
    read = document.recordings[0].transcript.cues
    assert [(cue.start, cue.text) for cue in read] == [
        (1.0, " ".join(said.split())),
        (2.0, " ".join(said.split())),
    ]


@CAPTION_PARSERS
@pytest.mark.parametrize("above", ["", "\n", "7\n", "\n7\n", "\n7\n\n", "\nintro\n"])
def test_what_stands_above_a_time_range_is_not_said(parser: Parser, above: str) -> None:
    """Numbers and identifiers are neither part of the cue before nor of their own."""
    cues = "".join(f"{above}00:0{start}.000 --> 00:09.000\nWords here.\n" for start in (1, 2, 3))
    document = parser.parse(f"WEBVTT\n\n{cues}")
    assert document
    read = document.recordings[0].transcript.cues
    assert [cue.text for cue in read] == ["Words here."] * 3


HOSTILE = {
    "blank lines": "\n" * 200_000,
    "blank lines with spaces": " \n" * 200_000,
    "arrows": "-->\n" * 100_000,
    "numbers between blank lines": "1\n\n" * 100_000,
    "notes": "NOTE\n\n" * 100_000,
    "one line of digits": "1" * 1_000_000,
    "an endless voice": "<v" + " " * 2_000_000 + "x",
}


@CAPTION_PARSERS
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(parser: Parser, text: str) -> None:
    """What takes a careless expression minutes takes under two seconds."""
    begin = time.process_time()
    parser.parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\nfirst\n{text}\n00:02.000 --> 00:03.000\nlast")
    assert time.process_time() - begin < 2


def test_unknown_tags_and_templates_stay_as_said() -> None:
    """What is not a caption's tag is text, to be escaped where it is shown."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script> {{7*7}} &lt;b&gt; ]]>\n"
    (cue,) = webvtt.parse(text).recordings[0].transcript.cues
    assert cue.text == "<script>alert(1)</script> {{7*7}} <b> ]]>"


@pytest.mark.parametrize("tag", ["de", "pt-BR", "fil", "zh-Hant-TW"])
def test_the_language_stands_in_the_header(tag: str) -> None:
    """YouTube's header names the language; a cue that reads like one does not."""
    cue = "00:01.000 --> 00:02.000\nLanguage: fr\n"
    named = webvtt.parse(f"WEBVTT\nLanguage: {tag}\n\n{cue}")
    assert named.recordings[0].transcript.language == tag
    assert webvtt.parse(f"WEBVTT\n\n{cue}").recordings[0].transcript.language is None


def cues_of(*captions: str, pace: float = 2.0, length: float = 1.5) -> list[tuple[str | None, str]]:
    """Speaker and text of each cue of these captions, `pace` seconds apart."""
    blocks = "".join(
        f"\n{format_vtt(number * pace)} --> {format_vtt(number * pace + length)}\n{text}\n"
        for number, text in enumerate(captions)
    )
    transcript = webvtt.parse(f"WEBVTT\n{blocks}").recordings[0].transcript
    return [(cue.speaker, cue.text) for cue in transcript.cues]


@pytest.mark.parametrize(("times", "labelled"), [(2, False), (3, True)])
def test_a_name_before_a_colon_is_a_label_from_the_third_time_on(
    times: int, labelled: bool
) -> None:
    """Twice may be a turn of phrase, three times are a habit."""
    cues = cues_of(*["Ann Lee: Well, we begin now."] * times, "And so we go on.")
    said = ("Ann Lee", "Well, we begin now.")
    assert (cues[0] == said) == labelled
    assert cues[-1] == ("Ann Lee" if labelled else None, "And so we go on.")


def test_numbered_speakers_need_not_come_again() -> None:
    """No sentence begins with such a label, so once is enough; tagged ones too."""
    assert cues_of("Speaker 1: Hello there, all.", "[SPEAKER_02] Good morning, you.") == [
        ("Speaker 1", "Hello there, all."),
        ("SPEAKER_02", "Good morning, you."),
    ]


@pytest.mark.parametrize(("words", "cues"), [(4, 4), (5, 1)])
def test_one_word_cues_become_phrases_from_five_on(words: int, cues: int) -> None:
    """Fewer may well be meant so."""
    assert len(cues_of(*["word"] * words, pace=0.5, length=0.5)) == cues


def test_phrases_end_at_twelve_words_a_sentence_or_a_silence() -> None:
    """Twelve words are the most; a full stop ends a phrase, and more than a second of silence."""
    assert [len(text.split()) for _, text in cues_of(*["word"] * 25, pace=0.5, length=0.5)] == [
        *(12, 12, 1)
    ]
    stops = ["one", "two.", "three", "four", "five", "six"]
    assert [text for _, text in cues_of(*stops, pace=0.5, length=0.5)] == [
        "one two.",
        "three four five six",
    ]
    assert len(cues_of(*["word"] * 6, pace=1.25, length=0.25)) == 1  # a second, and no more
    assert len(cues_of(*["word"] * 6, pace=1.5, length=0.25)) == 6


def test_marks_stand_beside_their_word() -> None:
    """A comma that is a cue of its own is not set apart."""
    words = ["Well", ",", "we", "begin", "here", "!"]
    assert cues_of(*words, pace=0.5, length=0.5) == [(None, "Well, we begin here!")]


@pytest.mark.parametrize(("length", "cues"), [(1.0, 1), (1.1, 6)])
def test_phrases_are_of_words_of_a_second_at_most(length: float, cues: int) -> None:
    """Slower words were put on the screen one at a time on purpose."""
    assert len(cues_of(*["word"] * 6, pace=length, length=length)) == cues


def test_two_words_a_cue_are_no_words_of_one_each() -> None:
    """Cues that hold more than one and a half words on average stay as they are."""
    assert len(cues_of("a b", "c", "d e", "f", "g h", "i", pace=0.5, length=0.5)) == 1
    assert len(cues_of("a b", "c d", "e f", "g", "h i", "j", pace=0.5, length=0.5)) == 6


@pytest.mark.parametrize(("others", "rolls"), [(4, True), (5, False)])
def test_every_third_caption_at_least_must_add_to_one_before(others: int, rolls: bool) -> None:
    """Two that repeat among six pairs are a habit, two among seven are not."""
    plain = [f"Line number {number}." for number in range(others)]
    cues = cues_of("One here.", "One here.\nTwo here.", "Two here.\nThree here.", *plain)
    assert cues[1][1] == ("Two here." if rolls else "One here. Two here.")


def test_two_captions_are_too_few_to_roll() -> None:
    """One repetition is none by habit; of two, each line is said once."""
    assert cues_of("One here.", "One here.\nTwo here.")[1][1] == "One here. Two here."
    assert [text for _, text in cues_of("One.", "One.\nTwo.", "Two.\nThree.")] == [
        *("One.", "Two.", "Three.")
    ]


def test_a_growing_line_is_said_once() -> None:
    """Live captions show a line again and again with one more word."""
    grown = ["We", "We begin", "We begin now and", "Here it is"]
    assert [text for _, text in cues_of(*grown)] == ["We", "begin", "now and", "Here it is"]


def test_a_block_that_stands_again_is_said_once() -> None:
    """As many of the lines before as stand there again are left out, not the last alone."""
    blocks = ["One.\nTwo.", "Two.\nThree.", "Three.\nFour.", "Three.\nFour.\nFive."]
    assert [text for _, text in cues_of(*blocks)] == ["One. Two.", "Three.", "Four.", "Five."]


@pytest.mark.parametrize(("cues", "refused"), [(5, False), (6, True)])
def test_the_limit_of_blocks_is_still_read(
    cues: int, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as allowed are read; one more is refused."""
    monkeypatch.setattr("generator.parsers.speech.MOST_CUES", 5)
    text = "WEBVTT\n" + "\n00:01.000 --> 00:02.000\nWords are here.\n" * cues
    if refused:
        with pytest.raises(InputError, match="has 6 cues"):
            webvtt.parse(text)
    else:
        assert len(webvtt.parse(text).recordings[0].transcript.cues) == cues


@pytest.mark.parametrize(
    ("module", "timing", "every"),
    [(subrip, "00:01.000 --> 00:02.000", 8), (whisper_text, "[00:01.000 --> 00:02.000] Hi", 3)],
)
def test_so_many_lines_are_times(module: Parser, timing: str, every: int) -> None:
    """One line in eight of SubRip, one in three of Whisper's; with fewer it is something else."""
    others = ["Words."] * (every - 1)
    assert module.recognizes("\n".join([timing, *others]))
    assert not module.recognizes("\n".join([timing, *others, "Words."]))
    assert not module.recognizes("Words.\n" * 3)


@pytest.mark.parametrize(
    ("module", "timing"),
    [(subrip, "00:01.000 --> 00:02.000"), (whisper_text, "[00:01.000 --> 00:02.000] Hi")],
)
def test_a_format_shows_in_two_hundred_lines(module: Parser, timing: str) -> None:
    """What comes later is not looked at, however long the file is."""
    assert module.recognizes("\n" * 199 + timing)
    assert not module.recognizes("\n" * 200 + timing)


@pytest.mark.parametrize(
    ("begins", "start"),
    [
        ("10:00:05", 5.0),
        ("10:02:59", 179.0),
        ("10:03:00", 0.0),
        ("14:23:11", 0.0),
        ("02:59:00", 10740.0),
    ],
)
def test_times_of_a_day_are_positions_from_the_first_word(begins: str, start: float) -> None:
    """A tape's code from its full hour; nobody is silent for hours first."""
    document = subrip.parse(f"1\n{begins},000 --> {begins},900\nHello there.\n")
    cue = document.recordings[0].transcript.cues[0]
    assert (cue.start, cue.end) == (start, start + 0.9)


def test_times_within_a_part_count_from_its_beginning() -> None:
    """TTML's `div` and `body` may begin later, and what stands in them with them."""
    said = '<p begin="{}s" end="{}s">The tide turns at the pier.</p>'
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml"><body begin="100s">'
        f'<div begin="10s">{said.format(1, 3)}{said.format(5, 7)}</div>'
        f"<div>{said.format(20, 23)}</div></body></tt>"
    )
    assert starts_of(text) == [111.0, 115.0, 120.0]


def starts_of(text: str) -> list[float | None]:
    """When each cue of a file begins."""
    document = parse(text)
    assert document
    return [cue.start for cue in document.recordings[0].transcript.cues]


def test_frames_that_nobody_counts_are_twenty_five_a_second() -> None:
    """MicroDVD without a rate of its own, beside the same with one."""
    said = "{25}{100}Welcome back, Tom.\n{125}{200}Who drew the tides?\n"
    assert starts_of(said) == [1.0, 5.0]
    assert starts_of("{1}{1}50\n" + said) == [0.5, 2.5]


@pytest.mark.parametrize(
    ("head", "form", "second"),
    [
        ("", "[00:00:{:02}] ", 7.0),
        ("", "[00:00:{:02}] Tom: ", 7.0),
        ("", "[10:00:{:02}] <tom> ", 7.0),
        ("", "[00:{:02}:60]", 7.6),
        ("", "[00:{:02}.59]", 7.59),
        ("[ti:Tides]\n", "[00:{:02}:59]", 7.59),
    ],
)
def test_hours_in_brackets_are_no_minutes_of_lyrics(head: str, form: str, second: float) -> None:
    """Behind a colon stand hundredths where they are too many for seconds, or a title leads."""
    text = "We set the lamp by the pier that day, and nobody spoke of it for a long time."
    lines = [f"{form.format(7 * number)}{text}" for number in range(8)]
    found = starts_of(f"{head}{chr(10).join(lines)}\n")
    assert found[1] == pytest.approx(second)


@pytest.mark.parametrize(
    ("offset", "starts"),
    [("+500", [0.5, 2.0]), ("-500", [1.5, 3.0]), ("0", [1.0, 2.5]), ("1500", [0.0, 1.0])],
)
def test_an_offset_of_lyrics_brings_them_earlier(offset: str, starts: list[float]) -> None:
    """Milliseconds, forward where it is positive, and never before the recording."""
    said = "[00:01.00]Welcome back, Tom.\n[00:02.50]Who drew the tides?\n"
    assert starts_of(f"[offset:{offset}]\n{said}") == starts


@pytest.mark.parametrize(
    ("attributes", "begin", "seconds"),
    [
        ('ttp:frameRate="25"', "00:00:10:05", 10.2),
        ("", "00:00:10:15", 10.5),  # thirty a second where nobody says it
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', "300f", 10.01),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1 0"', "300f", 10.0),
        ('ttp:frameRate="50" ttp:tickRate="100"', "1050t", 10.5),
        ('ttp:frameRate="50"', "525t", 10.5),
        *(("", "10500ms", 10.5), ("", "0.5m", 30.0), ("", "0.5h", 1800.0), ("", "10.5s", 10.5)),
    ],
)
def test_frames_and_ticks_are_counted_as_the_file_says(
    attributes: str, begin: str, seconds: float
) -> None:
    """TTML's rates, with their multiplier, and its units."""
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
        f'{attributes}><body><div><p begin="{begin}">The tide turns at the pier.</p>'
        '<p begin="3000s" end="3004s">Then the boats leave the harbour.</p></div></body></tt>'
    )
    document = parse(text)
    assert document
    [recording] = document.recordings
    assert recording.transcript.cues[0].start == pytest.approx(seconds, abs=0.0005)


TOLD = ("The lamp is out.", "Then wind the clock.", "I have wound it.", "So wind it again.")


@pytest.mark.parametrize("label", ["[{}]", "({})", "- {}:", "– {}:", "{}:"])
def test_a_name_before_speech_is_a_speaker_however_it_is_set_off(label: str) -> None:
    """In brackets, parentheses, after a dash: where two people come again and again."""
    said = [(("Ines", "Tom Arden")[n % 2], TOLD[n % 4]) for n in range(8)]
    assert cues_of(*(f"{label.format(name)} {text}" for name, text in said)) == said


def test_what_is_heard_before_speech_is_nobody() -> None:
    """A sound in brackets that comes again and again is still one, and so is a single name."""
    before = ("[Door Creaks] ", "[Ines] ", "")
    cues = cues_of(*(f"{before[n % 3]}{TOLD[n % 4]}" for n in range(12)))
    assert {speaker for speaker, _ in cues} == {None}


def test_two_who_are_named_in_one_caption_both_speak() -> None:
    """Each on a line of their own; a colon in what is said parts nothing."""
    both = f"INES: {TOLD[0]}\nTOM ARDEN: {TOLD[1]}"
    alone = f"INES: {TOLD[2]}\nI say this: wind it."
    assert cues_of(*[both] * 3, alone) == [
        *[("INES", TOLD[0]), ("TOM ARDEN", TOLD[1])] * 3,
        ("INES", f"{TOLD[2]} I say this: wind it."),
    ]


@pytest.mark.parametrize(
    ("rate", "starts", "end"), [("TIME", [0.5, 3.5], 5.0), ("25", [0.02, 0.14], 0.2)]
)
def test_pauses_and_lengths_are_seconds_or_frames(
    rate: str, starts: list[float], end: float
) -> None:
    """Each counts from where the caption before ended."""
    document = parse(f"TITLE=Tides\nFORMAT={rate}\n\n0.5 2\nWho drew them?\n\n1 1.5\nI did.\n")
    assert document is not None
    cues = document.recordings[0].transcript.cues
    assert ([cue.start for cue in cues], cues[-1].end) == (starts, end)
