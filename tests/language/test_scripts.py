from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language.scripts import words_of
from generator.language.words import spelled

SPEECH = {
    "ja": "今日は新しい工場について話します。機械学習を使って、OpenAIのAPIを試しました。",
    "zh": "大家好，今天我们来聊一聊人工智能。GPT-4改变了我们的生活，但是火车站没有变。",
    "zh-TW": "歡迎收聽，今天我們來聊一聊人工智慧的發展。",
    "th": "วันนี้เราจะคุยกันเรื่องนาฬิกาเก่า กับ Google ครับ",
    "ko": "저는 학교에서 시계를 고칩니다. 시계가 오래되면 학교의 친구들과 이야기합니다.",
    "hi": "भारत में ज़िंदगी तेज़ी से बदल रही है, क्योंकि बुद्धिमत्ता बढ़ी है।",
    "ta": "இன்று நாம் பழைய கடிகாரம் பற்றி பேசுவோம்.",
    "he": "שלום לכולם, הַיּוֹם נדבר על השעון.",
    "ar": "مرحبًا بكم، نتحدّث اليوم عن الساعات.",
    "fa": "می‌خواهم کتاب‌ها را بخوانم.",
    "fr": "Aujourd'hui l’horloger n'est pas là, c'est-à-dire qu'il répare d'autres montres.",
    "de": "Heute geht's um Uhrwerke: Zahnräder, Federn & Pendel.",
    "ru": "Сегодня мы чиним часы в Санкт-Петербурге.",
}
LETTERS = st.sampled_from(
    "aZé9'’-. ,\u0301今日はがモデルー。的人工智能เก่า학교는에서ज़िदगी्한שָׁلّ\u200c_😀\n"
)


@settings(deadline=None)  # the first Chinese word loads a dictionary
@given(st.lists(LETTERS, max_size=60).map("".join), st.sampled_from(sorted(SPEECH)))
def test_words_lie_in_the_text_where_they_say(text: str, language: str) -> None:
    """Words come in order without overlap, at their offsets, and leave no letter or digit out."""
    at = 0
    for token in words_of(text, language):
        assert token.text
        assert text[token.offset : token.offset + len(token.text)] == token.text
        assert not any(char.isalnum() for char in text[at : token.offset])
        at = token.offset + len(token.text)
    assert not any(char.isalnum() for char in text[at:])


@pytest.mark.parametrize("language", SPEECH)
def test_marks_stay_with_their_letters(language: str) -> None:
    """No word of any script is cut before an accent, a vowel sign or a point."""
    text = SPEECH[language]
    for token in words_of(text, language):
        after = text[token.offset + len(token.text) :][:1]
        assert not after or not unicodedata.category(after).startswith("M")
        assert not unicodedata.category(token.text[0]).startswith("M")


def test_every_letter_mark_of_unicode_is_known() -> None:
    """A vowel sign of any script in use does not end the word."""
    signs = [code for code in range(0x10000) if unicodedata.category(chr(code)) == "Mc"]
    assert len(signs) > 100
    assert [sign for sign in signs if len(words_of(f"a{chr(sign)}b", "en")) > 1] == []


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_between_spaces_words_are_as_ever(language: str) -> None:
    """Where scripts have spaces the words are those of `words.tokens`."""
    assert [token.text for token in words_of(SPEECH[language], language)] == spelled(
        SPEECH[language]
    )


def keys(text: str, language: str) -> list[str]:
    return [token.key for token in words_of(text, language) if token.key]


@pytest.mark.parametrize(
    ("language", "one", "other", "shared"),
    [
        ("ja", "工場が大きい。", "新しい工場を見る。", "工場"),
        ("ja", "モデルは速い。", "このモデルについて話す。", "モデル"),
        ("ja", "説明します。", "説明が長い。", "説明"),
        ("ja", "OpenAIの製品です。", "私はOpenAIを使う。", "openai"),
        ("ja", "ＡＰＩを使う。", "APIは便利です。", "api"),
        ("zh", "人工智能正在改变世界。", "我们喜欢人工智能。", "人工智能"),
        ("en", "We visited 火车站 today.", "The 火车站 is new.", "火车站"),
        ("ko", "학교에서 배웠다", "학교는 크다", "학교"),
        ("ko", "서울로 갑니다", "서울에서는 춥다", "서울"),
        ("ko", "데이터를 모읍니다", "데이터가 많다", "데이터"),
        ("ko", "GPT는 빠르다", "GPT로 씁니다", "gpt"),
        ("th", "นาฬิกาเก่า", "นาฬิกาใหม่", "นาฬิกา"),
        ("fr", "L’horloge sonne.", "une horloge", "horlog"),
        ("de", "die Uhrwerke", "mit Uhrwerken", "uhrwerk"),
    ],
)
def test_forms_of_a_word_share_a_key(language: str, one: str, other: str, shared: str) -> None:
    """A word counts as the same with whatever particle, ending or width it is written."""
    assert shared in keys(one, language)
    assert shared in keys(other, language)


def test_particles_are_no_words() -> None:
    """Particles of Japanese and Chinese have no key, and their nouns stand without them."""
    cut = {token.text: token.key for token in words_of("今日は天気がいいので公園に行った。", "ja")}
    assert cut["天気"] == "天気"
    assert cut["が"] == cut["は"] == cut["ので"] == ""
    assert [token.text for token in words_of("我们的生活", "zh")] == ["我们", "的", "生活"]
    assert keys("我们的生活", "zh") == ["我们", "生活"]


def test_korean_keeps_what_only_looks_like_a_particle() -> None:
    """A syllable that cannot be the particle behind that sound stays."""
    assert keys("커피가 나이는", "ko") == ["커피", "나이"]
    assert keys("바가를", "ko") == ["바가"]
    assert keys("가나다", "ko") == ["가나"]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("학교는", "학교"),
        ("학교은", "학교은"),
        ("병원은", "병원"),
        ("병원는", "병원는"),
        ("학교로", "학교"),
        ("병원으로", "병원"),
        ("병원로", "병원로"),
        ("서울로", "서울"),
        ("집으로", "집으로"),  # one syllable would be left, and no other particle ends it
        ("아이랑", "아이"),
        ("서울로부터", "서울"),
        ("병원에서", "병원"),
        ("API는", "api"),
        ("API은", "api"),
        ("시계", "시계"),
    ],
)
def test_a_korean_particle_is_that_of_the_sound_before_it(word: str, key: str) -> None:
    """Behind a consonant another than behind a vowel; two syllables or a foreign word are left."""
    assert [piece.key for piece in words_of(word, "ko")] == [key]
