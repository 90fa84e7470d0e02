"""Nouns that everybody uses whatever the talk is about: alone they name no subject to follow.

"Night" or "request" come up in any field; "night train" and "pull request" are subjects. The list
holds the nouns of daily life, of any workplace, and of time, measure and number; it says nothing
of words of a field, however common there.
"""

from __future__ import annotations

from generator.language.words import COMMON_WORDS, VAGUE_WORDS, stem, word_set

_LIFE = word_set(
    """
    air animal apple arm baby back bag ball bank bar bathroom bed bedroom bell bike bird boat body
    book bottle bottom bowl box boy bread breakfast brother bus card cat chair child children
    church city class clothes coat coffee cold color colour corner country crowd cup dad daughter
    dinner dog door dress drink ear earth egg eye face family father finger fire fish floor flower
    food foot forest friend game garden girl glass gold grass ground guy hair hat heart heat hill
    hole holiday horse hospital hotel house husband ice island job key kid kitchen lady lake lamp
    land leg letter lunch man meal men middle milk money moon mother mountain mouth movie mum music
    name neck neighbor neighbour news noise nose page paint pair paper park parent party path
    people person picture piece plane plant plate pocket police queen radio rain river road rock
    roof salt sand school sea seat shape ship shirt shoe shop skin sky smell snow son song soup
    south square stair star station stone street sugar sun table tea teacher tooth top town toy
    train tree trip uncle village voice wall war water way weather wife wind window wine winter
    woman women wood yard baker driver window north east west mile mirror skin stranger
    """
)
_WORK = word_set(
    """
    account accuracy app engine math pod podcast
    action activity agreement analysis answer application approach argument
    article aspect audience background balance barrier bit blog board boss break budget business
    call campaign candidate capability case cause center centre challenge channel character
    choice club code colleague color committee communication community company competition
    complexity computer concept conclusion conference connection contact content context
    contract contribution conversation copy cost course culture customer cycle damage day deadline
    demand demo department design desk detail developer development device direction director
    distance distribution document domain draft duty edge education efficiency element email
    employee energy engineer engineering enterprise equipment error evidence example exchange
    exercise expectation expert expression extension fact factor failure fan feature fee feedback
    feeling flow format framework function fund future gap goal government group growth guest
    guide habit health hobby idea image implementation improvement income industry input
    instance institution instruction insight integration intent interaction interface interview
    introduction investment item journey knowledge lab laboratory language law layer leader
    leadership lesson letter level library link list loop magazine magic management manager market
    material maximum mechanism media meeting member memory message method mind minimum minister
    mission mistake mode moment mood motion movement network note object objective occasion
    operation opinion organization output owner package panel part partner pattern payment
    performance period permission perspective phase philosophy phrase plan platform player plus
    policy pool population position power practice preparation presence presentation pressure
    price principle priority product production profession professor profile profit program
    programme progress promise property proposal protection purpose quality quantity question
    range rate ratio reaction reason reasoning record reference region relationship report
    reputation request research resource response responsibility reward risk role rule sale
    scale scene schedule science scientist score screen script section sector security selection
    sentence sequence series server service session setup site skill society software solution
    sort source space speaker speech speed staff stack startup status step story strategy strength
    stress structure student style success suggestion surface survey system talent talk target
    task team technique technology text theme theory thread title tool topic total tradition
    transition travel trend type understanding upload variable variation variety vehicle video
    view vision volume weakness website weight window word work worker world writer year
    """
)
_MEASURES = word_set(
    """
    afternoon age century clock date day decade degree evening gram half hour inch kilo kilogram
    kilometer kilometre liter litre meter metre centimeter centimetre millimeter millimetre
    midnight minute month morning night noon number percent percentage pound quarter second season
    spring summer third time today tomorrow ton tonne week weekend winter year yesterday zero
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion dozen
    """
)
_SIZES = word_set(
    """
    bad base best better big bigger biggest cutting fast faster good great high higher huge large
    larger largest little long longer low lower new newer old older open short shorter slow slower
    small smaller smallest top whole
    """
)

_STEMS = frozenset(
    stem(word) for word in (*_LIFE, *_WORK, *_MEASURES, *_SIZES, *COMMON_WORDS, *VAGUE_WORDS)
)
_SIZE_STEMS = frozenset(map(stem, _SIZES))


def is_everyday(word: str) -> bool:
    """Whether a word, lower or upper case, joined by hyphens or not, is made of everyday words."""
    return all(part in _STEMS or stem(part) in _STEMS for part in word.lower().split("-"))


def is_size(word: str) -> bool:
    """Whether a word only says how much of something there is of what follows: "bigger"."""
    return stem(word.lower()) in _SIZE_STEMS
