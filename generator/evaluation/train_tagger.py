"""Learn word classes from treebanks of Universal Dependencies, and score what is learned.

    python -m generator.evaluation.train_tagger FOLDER [--language TAG]... [--write]

The folder holds the treebanks of `TREEBANKS`, each as it comes from its repository
(github.com/UniversalDependencies): `FOLDER/UD_German-GSD/de_gsd-ud-dev.conllu`. What is missing is
left out. Prints how well the classes of held-out sentences are told, as they are written and as
automatic captions have them; with `--write` learns from all sentences and replaces
`generator/language/taggers/<language>.npz`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..language.languages import word_set
from ..language.tagging import (
    LEARNED,
    WEIGHTS_FOLDER,
    Evidence,
    Knowledge,
    Tagger,
    WordTag,
    arrange,
    keyed,
    main_part,
    names_of,
    sign_of,
    ways_to_write,
)
from ..language.words import spelled

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]

OFTEN_WORD, OFTEN_PART = 2, 5
"""Words and parts of words that occur less often in the treebanks have no weights."""
MOST_NAMES = {"=": 7000, "-": 9000}
"""At most so many words, and parts of words, have weights: the most frequent ones."""
FREQUENT, KEYED_WORDS = 500, 300
"""Words that are evidence for their neighbours; and together with the classes around them."""
SETS = 40
"""Sets of classes that a word can have which are told apart."""
SHARE = 0.08
"""A word can have a class which this share of its occurrences has."""
FORGOTTEN, RARE = 0.25, 12
"""Share of the occurrences of rarer words of which only the parts are seen, as of unknown ones."""
ROUNDS, BATCH, RATE = 6, 2048, 0.3
"""Passes over the sentences, words a step, and the length of the first steps."""
STEP = 1 / 16
"""Weights are stored as multiples of this from -127 to 127."""
SLIGHT = 0.2
"""Weights nearer to 0 are not kept."""
JOINED = 0.5
"""How often two sentences run into one where case and punctuation are taken away."""
SEED = 7

_CONTENT = word_set("NOUN PROPN VERB ADJ NUM INTJ")
_LEANING = word_set("ADV PART PUNCT SYM X")

Said = tuple[str, WordTag]
"""A token and its class."""


@dataclass(frozen=True, slots=True)
class Treebank:
    """A collection of sentences whose word classes people checked."""

    name: str
    licence: str
    without: str = ""
    """Sentences whose comments match this pattern are left out."""
    most: int = 1_000_000
    """As many sentences of each file are used at the most."""


TREEBANKS = {
    "de": (
        Treebank("UD_German-GSD", "CC BY-SA 4.0"),
        Treebank("UD_German-PUD", "CC BY-SA 3.0"),
    ),
    "en": (
        Treebank("UD_English-EWT", "CC BY-SA 4.0"),
        Treebank(
            "UD_English-GUM",
            "texts CC BY, CC BY-SA or public domain, annotation CC BY 4.0; without the others",
            without=r"sent_id = GUM_(?:fiction|whow|essay|letter|podcast|reddit|conversation)",
        ),
        Treebank(
            "UD_English-CHILDES",
            "CC BY-SA 4.0",
            without=r"speaker_role = \w*(?:Child|Brother|Sister)",
            most=8000,
        ),
    ),
    "es": (
        Treebank("UD_Spanish-AnCora", "CC BY 4.0"),
        Treebank("UD_Spanish-GSD", "CC BY-SA 4.0"),
        Treebank("UD_Spanish-PUD", "CC BY-SA 3.0"),
        Treebank("UD_Spanish-COSER", "CC BY-SA 4.0"),
    ),
    "fr": (
        Treebank("UD_French-GSD", "CC BY-SA 4.0"),
        Treebank("UD_French-PUD", "CC BY-SA 3.0"),
        Treebank("UD_French-Rhapsodie", "CC BY-SA 4.0"),
        Treebank("UD_French-ParisStories", "CC BY-SA 4.0"),
    ),
    "it": (
        Treebank("UD_Italian-PUD", "CC BY-SA 3.0"),
        Treebank("UD_Italian-ParlaMint", "CC BY-SA 4.0"),
        Treebank("UD_Italian-MarkIT", "CC BY 4.0"),
        Treebank("UD_Italian-TWITTIRO", "CC BY-SA 4.0"),
    ),
    "pt": (
        Treebank("UD_Portuguese-Bosque", "CC BY-SA 4.0", most=4000),
        Treebank("UD_Portuguese-PUD", "CC BY-SA 3.0"),
        Treebank("UD_Portuguese-Porttinari", "CC BY 4.0"),
    ),
}
"""What each language is learned from. Only licences that let weights be shared with the program."""


def load(folder: Path, language: str) -> tuple[list[list[Said]], list[list[Said]]]:
    """The sentences of a language to learn from, and those held out.

    Held out is what a treebank names "test" where it has something to train on, else every eighth
    run of twenty sentences.
    """
    learned: list[list[Said]] = []
    held_out: list[list[Said]] = []
    for treebank in TREEBANKS[language]:
        files = sorted((folder / treebank.name).glob("*.conllu"))
        split = any("train" in path.name for path in files)
        for path in files:
            sentences = list(read(path.read_text(encoding="utf-8"), treebank.without))
            if split:
                (held_out if "test" in path.name else learned).extend(sentences[: treebank.most])
                continue
            for number, sentence in enumerate(sentences[: treebank.most]):
                (held_out if number // 20 % 8 == 7 else learned).append(sentence)
    return learned, held_out


def read(text: str, without: str = "") -> Iterator[list[Said]]:
    """The sentences of a file in the CoNLL-U format, in the tokens of this program."""
    for block in text.split("\n\n"):
        lines = block.strip().split("\n")
        comments = "\n".join(line for line in lines if line.startswith("#"))
        if without and re.search(without, comments):
            continue
        sentence = _tokens_of(line.split("\t") for line in lines if line[:1].isdigit())
        if sentence:
            yield sentence


def class_of(parts: Sequence[str]) -> WordTag:
    """The class of a token that the treebank writes as several words."""
    content = [part for part in parts if part in _CONTENT]
    if content:
        return WordTag(content[-1])
    return WordTag(next((part for part in parts if part not in _LEANING), parts[0]))


def strip(sentences: Iterable[Sequence[Said]], rng: np.random.Generator) -> list[list[Said]]:
    """The sentences without case and punctuation; some run into the next."""
    stripped: list[list[Said]] = []
    for sentence in sentences:
        said = [(word.lower(), tag) for word, tag in sentence if sign_of(word) is None]
        if stripped and rng.random() < JOINED:
            stripped[-1] = stripped[-1] + said
        else:
            stripped.append(said)
    return stripped


def without_signs(sentences: Iterable[Sequence[Said]]) -> list[list[Said]]:
    """The sentences as `generator.language.words.tokens` has them: case, but no punctuation."""
    return [[(word, tag) for word, tag in said if sign_of(word) is None] for said in sentences]


def survey(language: str, sentences: Sequence[Sequence[Said]], sources: str) -> Knowledge:
    """What words and parts of words there are in `sentences`, and the classes they can have."""
    counts: defaultdict[str, Counter[WordTag]] = defaultdict(Counter)
    words: Counter[str] = Counter()
    for sentence in sentences:
        ways = ways_to_write([word for word, _ in sentence])
        for (word, tag), written in zip(sentence, ways, strict=True):
            key = keyed(word)
            words[key] += 1
            for name in {f"={key}", *names_of(key, main_part(key, language), written)}:
                counts[name][tag] += 1
    names = _chosen({name: tags.total() for name, tags in counts.items()})
    possible, sets = _sets(names, counts)
    frequent = sorted(words, key=lambda word: (-words[word], word))[:FREQUENT]
    return Knowledge(
        language=language,
        names=names,
        possible=possible,
        sets=sets,
        frequent=tuple(frequent),
        keyed=KEYED_WORDS,
        sources=sources,
    )


def fit(sentences: Sequence[Sequence[Said]], knowledge: Knowledge) -> Floats:
    """Weights under which the classes of `sentences` are likeliest: a softmax regression.

    Its steps are shortened by the squares of those before (Adagrad).
    """
    rng = np.random.default_rng(SEED)
    said = [[word for word, _ in sentence] for sentence in sentences]
    rows, known = arrange(said, knowledge, knowledge.describe)
    own = _own_rows(list(known.values()), knowledge)
    right = _numbers(sentences)
    rows, right = rows[right < len(LEARNED)], right[right < len(LEARNED)]
    count, kinds = len(known), len(LEARNED)
    rare = np.bincount(rows[:, 0], minlength=count) < RARE
    weights = np.zeros((knowledge.height, kinds), np.float32)
    squares = np.full_like(weights, 1e-3)
    for _ in range(ROUNDS):
        order = rng.permutation(len(rows))
        forgotten = rare[rows[:, 0]] & (rng.random(len(rows)) < FORGOTTEN)
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            used = np.concatenate(
                [own[rows[batch, 0] + count * forgotten[batch]], rows[batch, 1:]], axis=1
            )
            scores = weights[used[:, 0]]
            for column in used.T[1:]:
                scores += weights[column]
            scores -= scores.max(axis=1, keepdims=True)
            chances = np.exp(scores)
            chances /= chances.sum(axis=1, keepdims=True)
            chances[np.arange(len(batch)), right[batch]] -= 1
            slope = _gathered(used, chances / len(batch), weights.shape)
            slope[0] = 0
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
    return weights


def stored(weights: Floats) -> NDArray[np.int8]:
    """The weights as they are written to the file, in multiples of `STEP`."""
    kept = np.where(np.abs(weights) < SLIGHT, 0, weights)
    return np.clip(np.rint(kept / STEP), -127, 127).astype(np.int8)


def write(knowledge: Knowledge, weights: NDArray[np.int8], folder: Path = WEIGHTS_FOLDER) -> Path:
    """Write what the program reads to tell the word classes of a language."""
    fields = asdict(knowledge)
    fields["names"] = "\n".join(knowledge.names)
    fields["frequent"] = "\n".join(knowledge.frequent)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    folder.mkdir(exist_ok=True)
    path = folder / f"{knowledge.language}.npz"
    np.savez_compressed(
        path,
        knowledge=np.frombuffer(text.encode(), np.uint8),
        weights=weights,
        scale=np.float64(STEP),
    )
    return path


def lighten(knowledge: Knowledge, weights: NDArray[np.int8]) -> tuple[Knowledge, NDArray[np.int8]]:
    """The same without names that tell nothing."""
    count = len(knowledge.names)
    tells = weights[:count].any(axis=1) | (np.array(knowledge.possible) > 0)
    tells[0] = True
    kept = np.flatnonzero(tells)
    lighter = replace(
        knowledge,
        names=tuple(knowledge.names[row] for row in kept),
        possible=tuple(knowledge.possible[row] for row in kept),
    )
    return lighter, np.concatenate([weights[kept], weights[count:]])


def learn(sentences: Sequence[Sequence[Said]], language: str) -> tuple[Knowledge, NDArray[np.int8]]:
    """What `sentences` teach, as they are written and as captions have them."""
    rng = np.random.default_rng(SEED)
    ways = [*sentences, *without_signs(sentences), *strip(sentences, rng)]
    sources = "; ".join(f"{one.name} ({one.licence})" for one in TREEBANKS[language])
    knowledge = survey(language, ways, f"Learned from {sources}. Licence: CC BY-SA 4.0.")
    return lighten(knowledge, stored(fit(ways, knowledge)))


@dataclass(frozen=True, slots=True)
class Score:
    """How well the classes of words (not of signs) are told."""

    right: float
    """Share of the words whose class is right."""
    nouns: float
    """F1 of nouns and names taken together."""
    verbs: float
    """F1 of verbs and auxiliaries taken together."""


def score(sentences: Sequence[Sequence[Said]], told: Sequence[Sequence[WordTag]]) -> Score:
    """Compare classes with those of the treebank."""
    pairs = [
        (tag, guess)
        for said, guesses in zip(sentences, told, strict=True)
        for (word, tag), guess in zip(said, guesses, strict=True)
        if sign_of(word) is None
    ]
    return Score(
        right=sum(tag == guess for tag, guess in pairs) / len(pairs),
        nouns=_f1(pairs, {WordTag.NOUN, WordTag.PROPN}),
        verbs=_f1(pairs, {WordTag.VERB, WordTag.AUX}),
    )


def baseline(
    learned: Sequence[Sequence[Said]], sentences: Sequence[Sequence[Said]]
) -> list[list[WordTag]]:
    """Each word's most frequent class; nouns where it is unknown."""
    counts: defaultdict[str, Counter[WordTag]] = defaultdict(Counter)
    for said in learned:
        for word, tag in said:
            counts[keyed(word)][tag] += 1
    most = {word: tags.most_common(1)[0][0] for word, tags in counts.items()}
    return [[most.get(keyed(word), WordTag.NOUN) for word, _ in said] for said in sentences]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of treebanks")
    parser.add_argument("--language", action="append", choices=sorted(TREEBANKS))
    parser.add_argument("--write", action="store_true", help="replace what the program knows")
    options = parser.parse_args(arguments)
    for language in options.language or sorted(TREEBANKS):
        learned, held_out = load(options.folder, language)
        if not held_out:
            print(f"{language}: no treebank in {options.folder}", file=sys.stderr)
            return 1
        words = sum(len(said) for said in without_signs(learned))
        print(f"{language}: {words:,} words to learn from", flush=True)
        knowledge, weights = learn(learned, language)
        tagger = Tagger(knowledge, weights * np.float32(STEP))
        rng = np.random.default_rng(SEED)
        for form, sentences in (
            ("as written", held_out),
            ("no punctuation", without_signs(held_out)),
            ("nor case", strip(held_out, rng)),
        ):
            print(row("most frequent, " + form, score(sentences, baseline(learned, sentences))))
            said = [[word for word, _ in sentence] for sentence in sentences]
            began = time.process_time()
            told = tagger.tag(said)
            seconds = time.process_time() - began
            count = sum(len(sentence) for sentence in said)
            print(row("learned, " + form, score(sentences, told)), end=" ")
            print(f"s/10,000 words {seconds / count * 10_000:.3f}", flush=True)
        if options.write:
            path = write(*learn([*learned, *held_out], language))
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB", flush=True)
    return 0


def row(name: str, result: Score) -> str:
    """One line of the table."""
    return f"  {name:30} right {result.right:.3f} nouns {result.nouns:.3f} verbs {result.verbs:.3f}"


def _tokens_of(lines: Iterable[Sequence[str]]) -> list[Said]:
    """The program's tokens of a sentence in CoNLL-U, with their classes."""
    text = ""
    spans: list[tuple[int, int, list[str]]] = []
    inside = 0
    for number, form, _, tag, *_, note in lines:
        if "." in number:
            continue
        if int(number.partition("-")[0]) <= inside:
            spans[-1][2].append(tag)
            continue
        _, joined, last = number.partition("-")
        inside = int(last) if joined else 0
        spans.append((len(text), len(text) + len(form), [] if joined else [tag]))
        text += form + ("" if "SpaceAfter=No" in note else " ")
    said: list[tuple[int, Said]] = []
    covered: set[int] = set()
    at = 0
    for token in spelled(text):
        begin = text.index(token, at)
        at = begin + len(token)
        parts: list[str] = []
        for place, (first, after, tags) in enumerate(spans):
            if first < at and after > begin:
                parts += tags
                covered.add(place)
        said.append((begin, (token, class_of(parts))))
    for place, (begin, after, _) in enumerate(spans):
        sign = text[begin:after].strip()
        if place not in covered and sign:
            said.append((begin, (sign, sign_of(sign) or WordTag.X)))
    return [one for _, one in sorted(said, key=lambda one: one[0])]


def _chosen(totals: Mapping[str, int]) -> tuple[str, ...]:
    """The names that have weights; the first stands for nothing."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for name, total in totals.items():
        kind = "=" if name[0] == "=" else "-" if "-" in name and name != "--" else ""
        least = OFTEN_WORD if kind == "=" and "'" not in name else OFTEN_PART
        if total >= least:
            kinds[kind].append(name)
    chosen = {""}
    for kind, names in kinds.items():
        names.sort(key=lambda name: (-totals[name], name))
        chosen.update(names[: MOST_NAMES.get(kind)])
    return tuple(sorted(chosen))


def _sets(
    names: Sequence[str], counts: Mapping[str, Counter[WordTag]]
) -> tuple[tuple[int, ...], int]:
    """For each name, the number of the set of classes it can have; and how many numbers."""
    usual: Counter[frozenset[WordTag]] = Counter()
    for name in names:
        if name.startswith("="):
            usual[_can_be(counts[name])] += counts[name].total()
    common = sorted(usual, key=lambda one: (-usual[one], sorted(one)))[: SETS - 2]
    numbers = {one: number for number, one in enumerate(common, 1)}
    possible = []
    for name in names:
        number = 0
        if name.startswith("=") or name[1:2] == "-":
            tags = counts[name]
            alone = frozenset([max(tags, key=lambda tag: (tags[tag], tag))])
            number = numbers.get(_can_be(tags)) or numbers.get(alone) or 0
        possible.append(number)
    return tuple(possible), SETS


def _can_be(tags: Counter[WordTag]) -> frozenset[WordTag]:
    return frozenset(tag for tag in tags if tags[tag] >= SHARE * tags.total())


def _own_rows(described: Sequence[Evidence], knowledge: Knowledge) -> Numbers:
    """The rows of each word, and below those of each as if it were unknown, padded with 0."""
    widest = max(len(one.rows) for one in described)
    own = np.zeros((2 * len(described), widest), np.int32)
    for place, one in enumerate(described):
        own[place, : len(one.rows)] = one.rows
    whole = np.array([name.startswith("=") for name in knowledge.names])
    seen = own[: len(described)]
    own[len(described) :] = np.where(whole[seen], 0, seen)
    return own


def _numbers(sentences: Sequence[Sequence[Said]]) -> Numbers:
    """The number of the class of each word; signs and what is not learned have the highest."""
    numbers = {tag: number for number, tag in enumerate(LEARNED)}
    return np.array(
        [
            numbers.get(tag, len(LEARNED)) if sign_of(word) is None else len(LEARNED)
            for said in sentences
            for word, tag in said
        ],
        np.int32,
    )


def _gathered(used: Numbers, values: Floats, shape: tuple[int, int]) -> Floats:
    """For each row of weights, the sum of the values of the words that use it."""
    cells = (used[:, :, None] * shape[1] + np.arange(shape[1], dtype=np.int32)).ravel()
    spread = np.repeat(values[:, None, :], used.shape[1], axis=1).ravel()
    sums = np.bincount(cells, spread, shape[0] * shape[1])
    return sums.reshape(shape).astype(np.float32)


def _f1(pairs: Sequence[tuple[WordTag, WordTag]], wanted: set[WordTag]) -> float:
    both = sum(tag in wanted and guess in wanted for tag, guess in pairs)
    either = sum((tag in wanted) + (guess in wanted) for tag, guess in pairs)
    return 2 * both / (either or 1)


if __name__ == "__main__":
    sys.exit(main())
