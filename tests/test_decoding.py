"""Bytes into text, and YAML and JSON into values, for anything a file may hold."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import decoding
from generator.decoding import (
    decode,
    decode_with_doubt,
    is_binary,
    load_json,
    load_yaml,
    unescape,
)
from generator.errors import InputError

PROSE = "Les élèves écoutent « la mer », c'est l'été à Sète. Voilà où nous étions naguère.\n" * 5


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@pytest.mark.parametrize("text", [PROSE, "WEBVTT\n\n00:01.000 --> 00:02.000\nПривет, мир.\n"])
def test_unicode_encodings_with_and_without_mark(encoding: str, text: str) -> None:
    """Every Unicode encoding is told apart, with a byte order mark or without."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_encodings(encoding: str) -> None:
    """Old Western files keep their accents."""
    text = PROSE if encoding == "cp1252" else PROSE.replace("«", '"').replace("»", '"')
    assert decode(text.encode(encoding)) == text


def test_other_old_encodings_are_guessed() -> None:
    """Text in another alphabet is not read as Western letters."""
    text = "Сегодня мы говорим о том, как устроен ткацкий станок и зачем он нужен людям. " * 4
    assert decode(text.encode("cp1251")) == text


OLD_TEXTS = {
    "thai": (
        "วันนี้เราจะพูดคุยกันเรื่องการทอผ้าในหมู่บ้านทางภาคเหนือของปร"
        "ะเทศไทย ช่างทอผ้าเริ่มงานตั้งแต่เช้ามืด และใช้เวลาหลายวันกว่"
        "าจะเสร็จหนึ่งผืน คุณยายสอนให้ลูกหลานรู้จักสีจากธรรมชาติ\nขอบค"
        "ุณมากที่มาฟังเราในวันนี้ พบกันใหม่สัปดาห์หน้า\n"
    ),
    "russian": (
        "Сегодня мы говорим о том, как устроен ткацкий станок. Мастер"
        " объясняет, зачем нужны нити основы и почему они должны быть"
        " натянуты. Потом мы спросим, сколько времени занимает одна т"
        "кань.\nСпасибо, что слушали нас.\n"
    ),
    "japanese": (
        "今日は港の潮の満ち引きについて話します。昔の人は真鍮の歯車を使って、潮の高さを計算してい"
        "ました。その機械は今でも博物館で見ることができます。\nご清聴ありがとうございました。また"
        "来週お会いしましょう。\n"
    ),
    "chinese": (
        "今天我们来谈谈港口的潮汐。过去的人用黄铜齿轮来计算每天的潮水高度。这台机器现在还放在博物"
        "馆里，大家可以去看看。\n谢谢大家的收听，我们下周再见。\n"
    ),
    "taiwanese": (
        "今天我們來談談港口的潮汐。過去的人用黃銅齒輪來計算每天的潮水高度。這台機器現在還放在博物"
        "館裡，大家可以去看看。\n謝謝大家的收聽，我們下週再見。\n"
    ),
    "korean": (
        "오늘은 항구의 밀물과 썰물에 대해 이야기하겠습니다. 옛날 사람들은 놋쇠 톱니바퀴"
        "로 바닷물의 높이를 계산했습니다. 그 기계는 지금도 박물관에서 볼 수 있습니다."
        "\n들어 주셔서 감사합니다. 다음 주에 만나요.\n"
    ),
    "french": (
        "Aujourd'hui, nous parlons des marées du port. À l'époque, on"
        " calculait la hauteur de l'eau avec des engrenages en laiton"
        ", et cela durait toute la journée. C'était très précis.\nMerc"
        "i d'avoir écouté, à bientôt.\n"
    ),
    "greek": (
        "Σήμερα μιλάμε για τις παλίρροιες του λιμανιού. Οι παλιοί τεχ"
        "νίτες υπολόγιζαν το ύψος του νερού με ορειχάλκινα γρανάζια. "
        "Η μηχανή υπάρχει ακόμα στο μουσείο.\nΕυχαριστούμε που μας ακο"
        "ύσατε.\n"
    ),
    "hebrew": (
        "היום נדבר על הגאות והשפל בנמל. פעם חישבו האנשים את גובה המים"
        " בעזרת גלגלי שיניים מפליז. המכונה עדיין נמצאת במוזיאון ואפשר"
        " לראות אותה.\nתודה שהאזנתם, נתראה בשבוע הבא.\n"
    ),
    "arabic": (
        "اليوم نتحدث عن المد والجزر في الميناء. كان الناس في الماضي ي"
        "حسبون ارتفاع الماء بواسطة تروس من النحاس. ما زالت الآلة موجو"
        "دة في المتحف ويمكنكم رؤيتها.\nشكرا لكم على الاستماع، نلتقي في"
        " الأسبوع القادم.\n"
    ),
    "polish": (
        "Dziś mówimy o pływach w porcie. Dawniej ludzie obliczali wys"
        "okość wody za pomocą mosiężnych kół zębatych, co zajmowało c"
        "ały dzień. Maszyna wciąż stoi w muzeum i można ją zobaczyć.\n"
        "Dziękujemy za wysłuchanie, do usłyszenia za tydzień.\n"
    ),
    "polish questions": (
        "Dziś porozmawiamy o przyszłości. Nasz gość pracuje nad językami.\n"
        "Jaki jest największy problem? Myślę, że jakość jest ważniejsza niż ilość.\n"
    ),
    "hungarian": (
        "Ma az árapályról beszélgetünk a kikötőben. Régen az emberek sárgaréz fogaskerekekkel "
        "számolták ki a víz magasságát, és ez egész nap tartott. A gép ma is a múzeumban áll.\n"
        "Köszönjük, hogy velünk tartottak, jövő héten újra jövünk.\n"
    ),
    "turkish": (
        "Bugün limandaki gelgitleri konuşuyoruz. Eskiden insanlar suy"
        "un yüksekliğini pirinç dişlilerle hesaplıyordu. Makine hâlâ "
        "müzede duruyor ve görülebiliyor.\nDinlediğiniz için teşekkürl"
        "er, görüşmek üzere.\n"
    ),
    "icelandic": (
        "Í dag tölum við um sjávarföllin í höfninni. Áður fyrr reiknuðu menn hæð vatnsins með "
        "tannhjólum úr látúni, og það tók allan daginn. Vélin er enn á safninu.\n"
        "Þakka ykkur fyrir að hlusta, við heyrumst í næstu viku.\n"
    ),
    "czech": (
        "Dnes mluvíme o přílivu a odlivu v přístavu. Dříve lidé počítali výšku vody pomocí "
        "mosazných ozubených kol, což trvalo celý den. Stroj stále stojí v muzeu.\n"
        "Děkujeme, že jste poslouchali, na slyšenou příští týden.\n"
    ),
    "german": (
        "Heute sprechen wir über die Gezeiten im Hafen. Früher berechnete man die Höhe des "
        "Wassers mit Zahnrädern aus Messing, und das dauerte den ganzen Tag.\n"
        "Danke fürs Zuhören, bis nächste Woche.\n"
    ),
}
"""What people say, in the languages of old encodings: about the tides, a loom, and thanks."""
OLD_ENCODINGS = [
    ("thai", "tis-620"),
    ("thai", "cp874"),
    ("russian", "cp1251"),
    ("russian", "koi8-r"),
    ("russian", "iso8859-5"),
    ("russian", "cp866"),
    ("japanese", "shift_jis"),
    ("japanese", "euc-jp"),
    ("chinese", "gbk"),
    ("taiwanese", "big5"),
    ("korean", "euc-kr"),
    ("french", "cp1252"),
    ("greek", "cp1253"),
    ("hebrew", "cp1255"),
    ("arabic", "cp1256"),
    ("polish", "cp1250"),
    ("polish", "iso8859-2"),
    ("polish questions", "cp1250"),
    ("hungarian", "cp1250"),
    ("hungarian", "iso8859-2"),
    ("turkish", "cp1254"),
    ("icelandic", "cp1252"),
    ("german", "latin-1"),
    ("czech", "cp1250"),
    ("czech", "iso8859-2"),
]


def as_captions(text: str) -> str:
    """`text` as a caption file: half of it is times."""
    pieces = [text[begin : begin + 24] for begin in range(0, len(text), 24)]
    return "WEBVTT\n" + "".join(
        f"\n00:{number:02}.000 --> 00:{number:02}.900\n{' '.join(piece.split())}\n"
        for number, piece in enumerate(pieces)
    )


@pytest.mark.parametrize(("language", "encoding"), OLD_ENCODINGS)
@pytest.mark.parametrize("shape", [str, as_captions, lambda text: text * 60])
def test_old_encodings_are_told_by_their_letters(
    language: str, encoding: str, shape: Callable[[str], str]
) -> None:
    """A few sentences in an old encoding come out right, and without a doubt."""
    text = shape(OLD_TEXTS[language])
    assert decode_with_doubt(text.encode(encoding)) == (text, "")


@pytest.mark.parametrize(("text", "encoding"), [("Да.\n", "koi8-r"), ("はい\n", "euc-jp")])
def test_little_text_leaves_a_doubt(text: str, encoding: str) -> None:
    """Where a few letters tell nothing, the guess is named, so that somebody looks."""
    assert decode_with_doubt(text.encode(encoding)).guess


@pytest.mark.parametrize(
    ("load", "text"),
    [
        (load_json, r'{"a\u200bb": ["\u202ec", {"d": "\ud800e\u0000\r\n\u2028f"}]}'),
        (load_yaml, r'{"a\u200bb": ["\u202ec", {"d": "\x1be\0\r\n\Lf"}]}'),
    ],
)
def test_what_escapes_spell_is_clean(load: Callable[[str], object], text: str) -> None:
    """Every string is clean however it is written: keys, values, in lists and deep inside."""
    assert load(text) == {"ab": ["c", {"d": "e\n\nf"}]}


def test_whole_characters_in_escapes_stay() -> None:
    """JSON spells one character beyond the first 65,536 in two halves."""
    assert load_json(r'"\ud83d\ude00 \u200d"') == "\U0001f600 \u200d"


def test_references_are_read_and_clean() -> None:
    """HTML's references become what they stand for, unless nobody should meet that."""
    assert unescape("a &amp; b &#x202e;&#8207;&rlm;c &eacute; &lt;b&gt; &bogus; &") == (
        "a & b c é <b> &bogus; &"
    )


def test_one_broken_byte_does_not_spoil_utf_8() -> None:
    """A file cut inside a character stays UTF-8 and loses that character only."""
    data = PROSE.encode()
    assert decode(data + "é".encode()[:1]) == PROSE


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_line_ends_become_newlines(end: str) -> None:
    """All line ends are one, so that line numbers agree with an editor's."""
    assert decode(f"one{end}two{end}".encode()) == "one\ntwo\n"


def test_invisible_characters_go_and_joiners_stay() -> None:
    """Controls, zero-width and bidirectional marks vanish; joiners that scripts need do not."""
    joined = "می‌خواهم"
    assert decode(f"a\x07b\u200bc\u202ed\u2066e\ufefff\x1b {joined}".encode()) == f"abcdef {joined}"


def test_lone_surrogates_go() -> None:
    """Half a surrogate pair in UTF-16 does not survive to be written as invalid UTF-8."""
    text = decode(b"\xff\xfe" + "ab".encode("utf-16-le") + b"\x00\xd8" + "c".encode("utf-16-le"))
    assert text.encode("utf-8").startswith(b"ab")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"ID3\x04\0\0",
        b"%PDF-1.7\n",
        b"text\0text",
        b"\x01\x02\x03",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    """Pictures, recordings and NUL bytes are no text, and the message says so."""
    assert is_binary(data)
    with pytest.raises(InputError, match="is not text"):
        decode(data)


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too long is refused by its size or its lines, each in words."""
    monkeypatch.setattr(decoding, "LARGEST_FILE", 2 * 2**20)
    with pytest.raises(InputError, match="is 3 MB long, and the limit is 2 MB"):
        decode(b"a" * 3 * 2**20)
    with pytest.raises(InputError, match="lines, and the limit is 1,000,000"):
        decode(b"\n" * 1_000_001)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """No bytes raise anything but `InputError`, and text that comes out can be written."""
    try:
        text = decode(data)
    except InputError:
        return
    text.encode("utf-8")
    assert "\r" not in text
    assert "\0" not in text


@given(st.text(max_size=200))
def test_text_survives(text: str) -> None:
    """Decoding what was decoded changes nothing more."""
    once = decode(b"\xef\xbb\xbf" + text.encode("utf-8", errors="ignore"))
    assert decode(b"\xef\xbb\xbf" + once.encode()) == once


YAML_BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(9)),
    "recursion": "a: &a [*a]",
    "nesting": "a: " + "[" * 100_000,
    "dashes": "- " * 100_000,
    "python tag": "a: !!python/object/apply:os.system ['true']",
    "long number": "a: " + "9" * 5000,
    "impossible date": "a: 2024-13-45",
    "number to the base of 60": "a: 1" + ":59" * 3000,
    "long number in hexadecimals": "a: 0x" + "f" * 5000,
    "bytes": "a: !!binary 4oCu",
    "set": "a: !!set {b, c}",
    "unknown key type": "? [a, b]\n: c",
    "tab": "a:\n\t- b",
}


@pytest.mark.parametrize("bomb", YAML_BOMBS.values(), ids=YAML_BOMBS.keys())
def test_yaml_bombs_are_refused_at_once(bomb: str) -> None:
    """Whatever YAML can do to a program ends as a message, and soon."""
    begin = time.perf_counter()
    with pytest.raises(InputError):
        load_yaml(bomb)
    assert time.perf_counter() - begin < 5  # expanded, they would take for ever


def test_yaml_errors_name_the_line() -> None:
    """A mistake in YAML is found where it stands."""
    with pytest.raises(InputError) as caught:
        load_yaml("title: Looms\ntags: [a, b\nmore: c")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "text",
    ["{", "[" * 100_000, '{"a": NaN}', '{"a": -Infinity}', '{"a": ' + "9" * 5000 + "}", '{"a" 1}'],
)
def test_broken_json_is_refused(text: str) -> None:
    """JSON that is cut short, too deep, or holds what is no number raises `InputError`."""
    with pytest.raises(InputError, match="JSON"):
        load_json(text)


def test_json_of_many_parts_is_refused() -> None:
    """A list of millions of empty objects does not fill the memory."""
    with pytest.raises(InputError, match="more than 500,000 parts"):
        load_json("[" + "{}," * 500_001 + "{}]")


@pytest.mark.parametrize(
    ("limit", "read", "fits"),
    [
        ("LARGEST_FILE", lambda size: decode(b"a" * size), 1000),
        ("MOST_LINES", lambda lines: decode(b"a\n" * lines), 1000),
        ("LARGEST_YAML", lambda size: load_yaml("a" * size), 1000),
        ("LARGEST_JSON", lambda size: load_json('"' + "a" * (size - 2) + '"'), 1000),
        ("MOST_JSON_PARTS", lambda parts: load_json("[" + ",".join(["{}"] * (parts - 1)) + "]"), 9),
        ("DEEPEST_NESTING", lambda depth: load_yaml("[" * depth + "]" * depth), 40),
    ],
)
def test_limits_hold_at_their_edge(
    limit: str, read: Callable[[int], object], fits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is as large as allowed is read, and one more is refused."""
    monkeypatch.setattr(decoding, limit, fits)
    read(fits)
    with pytest.raises(InputError):
        read(fits + 1)


def test_limits_are_what_the_readme_says() -> None:
    """32 MB, a million lines, 16 MB of JSON, 4 MB and 40 levels of YAML."""
    assert (decoding.LARGEST_FILE, decoding.MOST_LINES) == (32 * 2**20, 1_000_000)
    assert (decoding.LARGEST_JSON, decoding.MOST_JSON_PARTS) == (16 * 2**20, 500_000)
    assert (decoding.LARGEST_YAML, decoding.MOST_YAML_PARTS) == (4 * 2**20, 200_000)
    assert decoding.DEEPEST_NESTING == 40


def test_yaml_of_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of nine values has 15 parts with its own, and the stream's and the document's ends."""
    monkeypatch.setattr(decoding, "MOST_YAML_PARTS", 14)
    assert load_yaml("[1, 2, 3, 4, 5, 6, 7, 8, 9]") == [*range(1, 10)]
    with pytest.raises(InputError, match="more than 14 parts"):
        load_yaml("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")


@pytest.mark.parametrize(("letters", "binary"), [(18, True), (19, False), (40, False)])
def test_one_control_byte_in_twenty_is_the_most_that_text_has(letters: int, binary: bool) -> None:
    """Logs hold a stray one; what holds more is no text."""
    assert is_binary(b"\x01" + b"a" * letters) == binary


def test_numbers_beyond_use_are_refused_in_escaped_text_too() -> None:
    """A number of 4,096 bits is read, one of a bit more is not."""
    assert load_yaml(f"a: {2**4096 - 1}") == {"a": 2**4096 - 1}
    with pytest.raises(InputError, match="more than a thousand digits"):
        load_yaml(f"a: {2**4096}")


def test_few_broken_bytes_leave_utf_8_and_many_do_not() -> None:
    """One broken byte beside twenty good characters is what a cut leaves; one beside ten is not."""
    good = "é" * 20
    assert decode_with_doubt(f"{good}a".encode() + b"\xe9 b").text.startswith(good)
    assert not decode_with_doubt(f"{good[:10]}a".encode() + b"\xe9 b").text.startswith(good[:10])


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize(("letters", "read"), [(0, True), (89, True), (90, False)])
def test_utf_16_without_a_mark_is_told_by_its_spaces(letters: int, read: bool, order: str) -> None:
    """More than every tenth letter is plain, and there are two bytes for each."""
    text = "П" * letters + "a" * (100 - letters)
    data = text.encode(f"utf-16-{order}")
    assert is_binary(data) != read
    assert not read or decode(data) == text
    assert is_binary(data + b"a")


def test_accents_side_by_side_are_of_another_alphabet() -> None:
    """As often as not they are French, and more often they are not."""
    for doubled, western in ((10, True), (11, False)):
        text = "éé " * doubled + "é " * 20 + "abcdefgh" * 50
        assert (decode(text.encode("cp1252")) == text) == western


def test_a_quarter_of_a_western_text_has_accents_at_the_most() -> None:
    """What has more is of another alphabet."""
    for accents, western in ((24, True), (25, False)):
        text = "é " * accents + "a" * (100 - 2 * accents)
        assert (decode(text.encode("cp1252")) == text) == western
