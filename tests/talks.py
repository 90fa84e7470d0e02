"""One conversation on bees in each language that has words of its own, and in one that has none."""

from __future__ import annotations

from generator.timestamps import format_vtt

UNKNOWN = "fi"
"""A language that has no file."""
TALKS = {
    "de": """
Ada: Herzlich willkommen zurück bei der Heckenstunde, heute ist Bram Oster bei mir zu Gast.
Bram: Vielen Dank für die Einladung, ich freue mich sehr, hier zu sein.
Ada: Warum schwärmen die Bienenvölker eigentlich im Frühling?
Bram: Ein Volk schwärmt, weil das Brutnest voll ist, bevor die Tracht beginnt.
Bram: Wer das Volk im April teilt, verliert im Mai nur selten einen Schwarm.
Ada: Und was hilft gegen die Varroamilbe?
Bram: Die Milben vermehren sich in der Brut, und Oxalsäure wirkt nur ohne Brut.
Bram: Wir zählen die Milben vor und nach jeder Behandlung auf einem Brett.
Ada: Das war wunderbar, vielen Dank für das Gespräch, Bram.
""",
    "en": """
Ada: Welcome back to Hedgerow Hour, today I'm joined by Bram Oster.
Bram: Thanks for having me, it's a pleasure to be here.
Ada: Why do colonies swarm in spring?
Bram: A colony swarms because the brood nest runs out of room before the honey flow begins.
Bram: Beekeepers who split the colony in April rarely lose a swarm in May.
Ada: And what about varroa mites?
Bram: Varroa mites breed in the capped brood, and oxalic acid works only without brood.
Bram: We count the mites on a sticky board before and after each treatment.
Ada: That was great, thank you so much for coming on the show, Bram.
""",
    "es": """
Ada: Bienvenidos de nuevo a La hora del seto, hoy me acompaña Bram Oster.
Bram: Muchas gracias por la invitación, es un placer estar aquí.
Ada: ¿Por qué enjambran las colonias en primavera?
Bram: Una colonia enjambra porque el nido de cría se queda sin espacio antes de la floración.
Bram: Los apicultores que dividen la colonia en abril rara vez pierden un enjambre en mayo.
Ada: ¿Y qué pasa con el ácaro varroa?
Bram: Los ácaros se reproducen en la cría, y el ácido oxálico solo funciona sin cría.
Bram: Contamos los ácaros en una tabla antes y después de cada tratamiento.
Ada: Ha sido estupendo, muchas gracias por venir al programa, Bram.
""",
    "fi": """
Ada: Tervetuloa takaisin Pensasaitatuntiin, tänään vieraana on Bram Oster.
Bram: Kiitos kutsusta, on hienoa olla täällä.
Ada: Miksi mehiläisyhdyskunnat parveilevat keväällä?
Bram: Yhdyskunta parveilee, koska pesästä loppuu tila ennen satokautta.
Bram: Tarhaajat, jotka jakavat yhdyskunnan huhtikuussa, menettävät harvoin parven toukokuussa.
Ada: Entä varroapunkki?
Bram: Punkit lisääntyvät sikiöissä, ja oksaalihappo tehoaa vain ilman sikiöitä.
Bram: Laskemme punkit alustalta ennen jokaista käsittelyä ja sen jälkeen.
Ada: Tämä oli mainiota, paljon kiitoksia haastattelusta, Bram.
""",
    "fr": """
Ada: Bienvenue dans L'heure de la haie, aujourd'hui je reçois Bram Oster.
Bram: Merci de m'avoir invité, c'est un plaisir d'être ici.
Ada: Pourquoi les colonies essaiment-elles au printemps ?
Bram: Une colonie essaime parce que le nid à couvain manque de place avant la miellée.
Bram: Les apiculteurs qui divisent la colonie en avril perdent rarement un essaim en mai.
Ada: Et qu'en est-il du varroa ?
Bram: Le varroa se reproduit dans le couvain, et l'acide oxalique n'agit que sans couvain.
Bram: Nous comptons les acariens sur une planche avant et après chaque traitement.
Ada: C'était formidable, merci beaucoup d'être venu, Bram.
""",
    "he": """
Ada: ברוכים השבים לשעת הגדר, היום איתי בראם אוסטר.
Bram: תודה רבה על ההזמנה, תענוג להיות כאן.
Ada: למה המושבות מתנחלות באביב?
Bram: המושבה מתנחלת כי בקן הגידול נגמר המקום לפני תחילת הפריחה.
Bram: כוורנים שמחלקים את המושבה באפריל מאבדים לעתים רחוקות נחיל במאי.
Ada: ומה לגבי אקרית הוורואה?
Bram: האקריות מתרבות בתוך הגידול, וחומצה אוקסלית פועלת רק בלי גידול.
Bram: אנחנו סופרים את האקריות על לוח דביק לפני כל טיפול ואחריו.
Ada: היה נהדר, תודה רבה שבאת לתוכנית, בראם.
""",
    "hi": """
Ada: हमारे कार्यक्रम में आपका फिर से स्वागत है, आज मेरे साथ ब्राम ओस्टर हैं।
Bram: बुलाने के लिए बहुत धन्यवाद, यहाँ आकर अच्छा लगा।
Ada: वसंत में मधुमक्खियों का झुंड क्यों निकलता है?
Bram: झुंड इसलिए निकलता है क्योंकि शहद के मौसम से पहले छत्ते में जगह कम पड़ जाती है।
Bram: जो पालक अप्रैल में छत्ता बाँट देते हैं, वे मई में झुंड कम ही खोते हैं।
Ada: और वरोआ घुन के बारे में क्या कहेंगे?
Bram: घुन बंद कोष्ठों में बढ़ते हैं, और ऑक्सालिक अम्ल तभी काम करता है जब कोष्ठ खाली हों।
Bram: हम हर उपचार से पहले और बाद में घुनों को एक तख्ते पर गिनते हैं।
Ada: बहुत अच्छी बातचीत रही, आने के लिए धन्यवाद, ब्राम।
""",
    "it": """
Ada: Bentornati all'Ora della siepe, oggi è con me Bram Oster.
Bram: Grazie mille per l'invito, è un piacere essere qui.
Ada: Perché le colonie sciamano in primavera?
Bram: Una colonia sciama perché il nido di covata finisce lo spazio prima della fioritura.
Bram: Gli apicoltori che dividono la colonia in aprile perdono raramente uno sciame in maggio.
Ada: E che cosa si fa contro la varroa?
Bram: Gli acari si riproducono nella covata, e l'acido ossalico funziona soltanto senza covata.
Bram: Contiamo gli acari su una tavoletta prima e dopo ogni trattamento.
Ada: È stato bellissimo, grazie mille di essere venuto, Bram.
""",
    "ja": """
Ada: 生け垣の時間へようこそ。今日はブラム・オスターさんをお迎えしています。
Bram: お招きいただきありがとうございます。とても嬉しいです。
Ada: ミツバチの群れはなぜ春に分蜂するのですか。
Bram: 蜜の季節が始まる前に育児圏の場所が足りなくなるので、群れは分蜂します。
Bram: 四月に群れを分ける養蜂家は、五月に分蜂群を失うことがほとんどありません。
Ada: ヘギイタダニについてはどうですか。
Bram: ダニは蓋をした巣房で増えるので、シュウ酸は育児がない時にだけ効きます。
Bram: 私たちは治療の前と後に、粘着板の上でダニを数えます。
Ada: とても面白いお話でした。ありがとうございました。
""",
    "ko": """
Ada: 울타리 시간에 다시 오신 것을 환영합니다. 오늘은 브람 오스터 씨를 모셨습니다.
Bram: 초대해 주셔서 감사합니다. 함께하게 되어 기쁩니다.
Ada: 꿀벌 무리는 왜 봄에 분봉을 하나요?
Bram: 꿀이 들어오기 전에 육아권의 자리가 모자라기 때문에 무리가 분봉합니다.
Bram: 사월에 벌통을 나누는 양봉가는 오월에 분봉을 거의 잃지 않습니다.
Ada: 그러면 응애는 어떻게 하나요?
Bram: 응애는 덮인 벌방에서 번식하고, 옥살산은 벌방이 비었을 때만 듣습니다.
Bram: 우리는 치료 전과 후에 끈끈한 판 위에서 응애를 셉니다.
Ada: 정말 좋은 이야기였습니다. 나와 주셔서 감사합니다.
""",
    "nl": """
Ada: Welkom terug bij het Haaguur, vandaag is Bram Oster bij mij te gast.
Bram: Dank je wel voor de uitnodiging, het is een genoegen om hier te zijn.
Ada: Waarom zwermen bijenvolken in het voorjaar?
Bram: Een volk zwermt omdat het broednest vol raakt voordat de dracht begint.
Bram: Imkers die het volk in april splitsen, verliezen in mei zelden een zwerm.
Ada: En hoe zit het met de varroamijt?
Bram: De mijten planten zich voort in het broed, en oxaalzuur werkt alleen zonder broed.
Bram: Wij tellen de mijten op een plankje voor en na elke behandeling.
Ada: Dat was prachtig, heel erg bedankt voor je komst, Bram.
""",
    "pt": """
Ada: Bem-vindos de volta à Hora da Sebe, hoje está comigo Bram Oster.
Bram: Muito obrigado pelo convite, é um prazer estar aqui.
Ada: Por que as colônias enxameiam na primavera?
Bram: Uma colônia enxameia porque o ninho de cria fica sem espaço antes da florada.
Bram: Os apicultores que dividem a colônia em abril raramente perdem um enxame em maio.
Ada: E o que se faz contra o ácaro varroa?
Bram: Os ácaros se reproduzem na cria, e o ácido oxálico só funciona sem cria.
Bram: Contamos os ácaros numa tábua antes e depois de cada tratamento.
Ada: Foi ótimo, muito obrigado por ter vindo ao programa, Bram.
""",
    "zh": """
Ada: 欢迎回到树篱时间，今天和我在一起的是布拉姆·奥斯特。
Bram: 谢谢邀请，很高兴来到这里。
Ada: 蜂群为什么在春天分蜂？
Bram: 因为在流蜜期开始之前，育虫区的空间就不够了，所以蜂群会分蜂。
Bram: 在四月分开蜂群的养蜂人，五月很少会丢失一个分蜂群。
Ada: 那么瓦螨呢？
Bram: 瓦螨在封盖的巢房里繁殖，草酸只有在没有幼虫的时候才有效。
Bram: 我们在每次治疗之前和之后都在粘板上数瓦螨。
Ada: 说得太好了，非常感谢你来参加节目。
""",
}


def captions(talk: str) -> str:
    lines = [line.partition(": ") for line in talk.strip().splitlines()]
    return "WEBVTT\n\n" + "\n".join(
        f"{format_vtt(45 * n)} --> {format_vtt(45 * n + 44)}\n<v {speaker}>{text}\n"
        for n, (speaker, _, text) in enumerate(lines)
    )
