"""Other summarizers on one recording, each as its manual has it; run by their own Python.

Reads JSON from standard input: `sentences`, a list of texts, and how many to choose. Writes the
seconds of a processor that each took, and versions.
"""

from __future__ import annotations

import json
import re
import sys
import time
from importlib import metadata
from typing import Any

PARAGRAPH = 5
"""Sentences of a paragraph for TextTiling, which cuts between them alone."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class _Tokenizer:
    """Words without the data that NLTK would fetch."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence))


def _sumy(name: str, sentences: list[str], count: int) -> float:
    from importlib import import_module

    dom = import_module("sumy.models.dom")
    kind, module = {
        "Luhn": ("LuhnSummarizer", "luhn"),
        "LSA": ("LsaSummarizer", "lsa"),
        "TextRank": ("TextRankSummarizer", "text_rank"),
        "LexRank": ("LexRankSummarizer", "lex_rank"),
    }[name]
    summarize: Any = getattr(import_module(f"sumy.summarizers.{module}"), kind)()
    began = time.process_time()
    words = _Tokenizer()
    paragraph = dom.Paragraph([dom.Sentence(each, words) for each in sentences])
    summarize(dom.ObjectDocumentModel([paragraph]), count)
    return time.process_time() - began


def _text_tiling(sentences: list[str]) -> float:
    from importlib import import_module

    tiling = import_module("nltk.tokenize.texttiling").TextTilingTokenizer(stopwords=["the", "a"])
    began = time.process_time()
    starts = range(0, len(sentences), PARAGRAPH)
    tiling.tokenize("\n\n".join(" ".join(sentences[at : at + PARAGRAPH]) for at in starts))
    return time.process_time() - began


def main() -> None:
    """Time each."""
    asked = json.load(sys.stdin)
    sentences, count = asked["sentences"], asked["count"]
    seconds = {
        name: _sumy(name, sentences, count) for name in ("Luhn", "LSA", "TextRank", "LexRank")
    }
    seconds["TextTiling"] = _text_tiling(sentences)
    versions = {name: metadata.version(name) for name in ("sumy", "nltk", "numpy")}
    json.dump({"seconds": seconds, "versions": versions}, sys.stdout)


if __name__ == "__main__":
    main()
