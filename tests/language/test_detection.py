from __future__ import annotations

import subprocess
import sys

import pytest

from generator.language import detection
from generator.language.detection import detect, tag_of

SPEECH = {
    "ar": (
        "أهلاً بكم في حلقة جديدة من البرنامج، سنتحدث اليوم عن تربية النحل وكيف تعلمت جدتي "
        "هذه الحرفة عندما كانت صغيرة في القرية، ولماذا تركتها بعد ذلك بسنوات طويلة."
    ),
    "bg": (
        "Добре дошли в новия епизод. Днес ще говорим за това как се поправят стари часовници "
        "и защо никой вече не иска да учи този занаят, въпреки че работата е интересна."
    ),
    "ca": (
        "Benvinguts a un nou episodi. Avui parlarem de com es fa el pa a casa meva, que la "
        "meva àvia em va ensenyar quan jo era petit, i després obrirem el forn tots junts."
    ),
    "cs": (
        "Vítejte u dalšího dílu. Dnes si budeme povídat o tom, jak se staví dřevěné lodě, a "
        "proč můj dědeček nikdy nechtěl, abych se to řemeslo naučil i já."
    ),
    "da": (
        "Velkommen til et nyt afsnit. I dag skal vi tale om, hvordan man bygger en båd af "
        "træ, og hvorfor min bedstefar aldrig ville have, at jeg lærte det håndværk."
    ),
    "de": (
        "also herzlich willkommen heute reden wir darüber wie man eine alte uhr wieder zum "
        "laufen bringt und warum das kaum noch jemand lernen will obwohl es so viel spaß "
        "macht"
    ),
    "el": (
        "Καλώς ήρθατε σε ένα νέο επεισόδιο. Σήμερα θα μιλήσουμε για το πώς φτιάχνουμε ψωμί "
        "στο χωριό."
    ),
    "en": (
        "welcome back today we talk about how to repair an old clock and why almost nobody "
        "wants to learn that any more although it is such good work"
    ),
    "es": (
        "bueno hoy vamos a hablar de cómo se arregla un reloj antiguo y de por qué casi "
        "nadie quiere aprender ese oficio aunque es un trabajo muy bonito"
    ),
    "et": (
        "Tere tulemast uude saatesse. Täna räägime sellest, kuidas vana kella parandada ja "
        "miks keegi seda ametit enam õppida ei taha, kuigi töö on huvitav."
    ),
    "fa": (
        "به قسمت جدید برنامه خوش آمدید. امروز درباره‌ی تعمیر ساعت‌های قدیمی حرف می‌زنیم و "
        "این که چرا دیگر کسی نمی‌خواهد این کار را یاد بگیرد."
    ),
    "fi": (
        "Tervetuloa uuteen jaksoon. Tänään puhumme siitä, miten vanha kello korjataan ja "
        "miksi kukaan ei enää halua oppia sitä työtä, vaikka se on hauskaa."
    ),
    "fr": (
        "alors aujourd'hui on va parler de comment on répare une vieille horloge et pourquoi "
        "presque plus personne ne veut apprendre ce métier alors que c'est passionnant"
    ),
    "he": (
        "ברוכים הבאים לפרק חדש. היום נדבר על איך מתקנים שעון ישן ולמה כמעט אף אחד לא רוצה "
        "ללמוד את זה."
    ),
    "hi": (
        "इस नए कार्यक्रम में आपका स्वागत है। आज हम बात करेंगे कि पुरानी घड़ी कैसे ठीक की "
        "जाती है और अब कोई यह काम क्यों नहीं सीखना चाहता।"
    ),
    "hu": (
        "Üdvözlöm önöket az új adásban. Ma arról beszélünk, hogyan kell megjavítani egy régi "
        "órát, és miért nem akarja már senki megtanulni ezt a szakmát."
    ),
    "id": (
        "selamat datang di acara kita hari ini kita akan bicara tentang cara memperbaiki jam "
        "tua dan kenapa hampir tidak ada orang yang mau belajar pekerjaan itu lagi"
    ),
    "it": (
        "allora oggi parliamo di come si ripara un vecchio orologio e del perché quasi "
        "nessuno vuole più imparare questo mestiere anche se è un lavoro bellissimo"
    ),
    "ja": (
        "今日は古い時計の直し方についてお話しします。どうして今は誰もその仕事を習いたがらない"
        "のでしょうか。"
    ),
    "ko": (
        "오늘은 오래된 시계를 어떻게 고치는지, 그리고 왜 이제 아무도 그 일을 배우려고 하지 "
        "않는지 이야기합니다."
    ),
    "lt": (
        "Sveiki atvykę į naują laidą. Šiandien kalbėsime apie tai, kaip taisyti seną "
        "laikrodį ir kodėl niekas nebenori mokytis šio amato, nors darbas įdomus."
    ),
    "nl": (
        "welkom terug vandaag praten we over hoe je een oude klok repareert en waarom bijna "
        "niemand dat vak nog wil leren terwijl het zulk mooi werk is"
    ),
    "pl": (
        "no dobrze dzisiaj porozmawiamy o tym jak naprawia się stary zegar i dlaczego prawie "
        "nikt nie chce się już uczyć tego zawodu chociaż praca jest ciekawa"
    ),
    "pt": (
        "então hoje a gente vai falar de como se conserta um relógio antigo e por que quase "
        "ninguém quer mais aprender esse ofício embora seja um trabalho muito bonito"
    ),
    "ro": (
        "Bine ați venit la un nou episod. Astăzi vorbim despre cum se repară un ceas vechi "
        "și de ce aproape nimeni nu mai vrea să învețe meseria asta."
    ),
    "ru": (
        "ну что сегодня мы поговорим о том как чинят старые часы и почему почти никто больше "
        "не хочет учиться этому ремеслу хотя работа очень интересная"
    ),
    "sv": (
        "välkommen tillbaka i dag pratar vi om hur man lagar en gammal klocka och varför "
        "nästan ingen vill lära sig det längre fast det är så roligt"
    ),
    "th": "ยินดีต้อนรับสู่รายการของเรา วันนี้เราจะคุยกันเรื่องการซ่อมนาฬิกาเก่า",
    "tr": (
        "programımıza hoş geldiniz bugün eski bir saatin nasıl tamir edildiğini ve neden "
        "artık kimsenin bu mesleği öğrenmek istemediğini konuşacağız"
    ),
    "uk": (
        "Вітаємо у новому випуску. Сьогодні ми поговоримо про те, як лагодять старі "
        "годинники і чому майже ніхто вже не хоче вчитися цього ремесла."
    ),
    "vi": (
        "chào mừng các bạn đến với chương trình hôm nay chúng ta sẽ nói về cách sửa một "
        "chiếc đồng hồ cũ và vì sao không còn ai muốn học nghề này nữa"
    ),
    "zh": (
        "大家好，欢迎收听我们的节目，今天我们来聊一聊怎么修理旧钟表，以及为什么现在没有人愿意"
        "学这门手艺。"
    ),
}


@pytest.mark.parametrize("language", SPEECH)
def test_the_language_of_speech_is_found(language: str) -> None:
    """Two sentences of speech are enough, cased or not; twice the same text, the same answer."""
    assert detect(SPEECH[language]) == language
    assert detect(SPEECH[language]) == language


@pytest.mark.parametrize("language", sorted(SPEECH))
def test_names_and_links_in_another_language_do_not_hide_it(language: str) -> None:
    """A few English product names in speech leave its language as it is."""
    assert (
        detect(f"{SPEECH[language]} Google Cloud, Visual Studio Code. {SPEECH[language]}")
        == language
    )


@pytest.mark.parametrize("text", ["", "  \n", "12:30 — 14 %", "ok", "Hm. Mhm.", "😀😀😀"])
def test_too_little_is_no_language(text: str) -> None:
    """Where there are hardly any letters, no language is guessed."""
    assert detect(text) is None


def test_mere_sounds_are_no_language() -> None:
    """Letters without words of any language are left open, or at least not English."""
    assert detect("xq zvwk qqqj wxzz kjhg pqrt bnmx zxcv " * 3) != "en"


def test_english_needs_no_model() -> None:
    """Plain English, and Japanese by its script, are told without loading the model or numpy."""
    code = (
        "import sys; from generator.language.detection import detect;"
        f"assert detect({SPEECH['en']!r}) == 'en'; assert detect({SPEECH['ja']!r}) == 'ja';"
        "assert not {'py3langid', 'babel', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("german", "de"), ("Deutsch", "de"), ("deu", "de"), ("ger", "de"), ("de", "de"),
        ("de-DE", "de"), ("de_AT", "de"), ("DE", "de"), ("allemand", "de"), ("alemán", "de"),
        ("pt_BR", "pt"), ("Português (Brasil)", "pt"), ("Brazilian Portuguese", "pt"),
        ("english", "en"), ("English (auto-generated)", "en"), ("en_US.UTF-8", "en"),
        ("Inglés", "en"),
        ("日本語", "ja"), ("中文", "zh"), ("zh-Hans", "zh"), ("Mandarin", "zh"), ("cmn", "zh"),
        ("한국어", "ko"), ("русский", "ru"), ("العربية", "ar"), ("हिन्दी", "hi"),
        ("ελληνικά", "el"),
        ("  French  ", "fr"), ("Français", "fr"), ("svenska", "sv"), ("norsk bokmål", "nb"),
        ("iw", "he"), ("Bahasa Indonesia", "id"), ("Farsi", "fa"), ("castellano", "es"),
    ],
)  # fmt: skip
def test_names_of_languages_are_understood(name: str, tag: str) -> None:
    """Tags, three-letter codes and names in several languages give the primary tag."""
    assert tag_of(name) == tag


@pytest.mark.parametrize("name", ["", " ", "und", "mul", "xx", "qqq", "gibberish", "the", "(auto)"])
def test_what_is_no_language_is_none(name: str) -> None:
    """Unknown codes and words mean no language."""
    assert tag_of(name) is None


class Model:
    """What is so sure of each language, whatever it reads."""

    def __init__(self, ranked: list[tuple[str, float]]) -> None:
        self.ranked = ranked

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Each language with how sure it is of it."""
        return self.ranked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("αβγδ" * 4 + "αβγ", None),  # 19 letters
        ("αβγδ" * 5, "el"),
        ("αβγδ" * 5 + "xyzq" * 5, "el"),  # half of them
        ("蜂" * 90 + "のはが" * 3 + "の", "ja"),  # a tenth is kana
        ("蜂" * 92 + "のは" * 5, "fi"),
    ],
)
def test_a_script_of_its_own_tells_a_language(
    monkeypatch: pytest.MonkeyPatch, text: str, found: str | None
) -> None:
    """By half of twenty letters, kana by a tenth; with fewer nothing tells."""
    monkeypatch.setattr(detection, "_identifier", lambda: Model([("fi", 1.0)]))
    assert detect(text) == found


@pytest.mark.parametrize(
    ("plain", "words", "english"), [(6, 20, True), (5, 20, False), (6, 19, False)]
)
def test_plain_english_is_known_by_its_small_words(
    monkeypatch: pytest.MonkeyPatch, plain: int, words: int, english: bool
) -> None:
    """Three of ten, of twenty words; else the model is asked."""
    monkeypatch.setattr(detection, "_identifier", lambda: Model([("fi", 1.0)]))
    said = " ".join([*["the"] * plain, *["tuuli"] * (words - plain)])
    assert detect(said) == ("en" if english else "fi")


@pytest.mark.parametrize(
    ("ranked", "found"),
    [
        ([("fi", 0.9)], "fi"),
        ([("fi", 0.89), ("et", 0.11)], None),
        ([("id", 0.5), ("ms", 0.4)], "id"),  # so alike that the likelier will do
        ([("hr", 0.4), ("sr", 0.3), ("bs", 0.25)], "hr"),
        ([("nb", 0.4), ("no", 0.3), ("nn", 0.25)], "nb"),
        ([("pt", 0.5), ("gl", 0.45)], "pt"),
        ([("id", 0.5), ("fi", 0.4)], None),
    ],
)
def test_what_the_model_is_not_sure_of_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, ranked: list[tuple[str, float]], found: str | None
) -> None:
    """Nine of ten, of languages that are alike together."""
    monkeypatch.setattr(detection, "_identifier", lambda: Model(ranked))
    assert detect("tuuli puhaltaa merelle " * 5) == found


def test_the_middle_of_a_long_text_tells() -> None:
    """Openings and credits may be in another language."""
    greek, english = "αβγδ εζηθ " * 400, "We said that it was the one that they had there. " * 200
    assert detect(f"{english[:3000]}{greek}{english[:3000]}") == "el"
