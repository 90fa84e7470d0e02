"""Pagefind over all that can be found: the index that the reader's browser searches.

Each findable is a page of its own to Pagefind, one that is never published: its text with an
anchor where each place begins, so that a word's position tells the place. What Pagefind cannot
know is written beside its files, and `search.js` reads it there: `choices.json` says what belongs
to which show, person, topic and year, `words.txt` which words there are, for those who misspell,
`initials.json` what acronyms stand for.

Pagefind names its pages by hash, which no packing makes smaller: a third of a first query. Here
each is named by its group, which all of a page of the site share, and its number: "e3f2a91c04/k7"
is the findable of number 727 (in base 36), of an episode. So the browser knows without a further
request what belongs together, and a new episode leaves the names of all others as they are.

`search.js` reads these files itself. Pagefind's reader compares each page that holds a word with
all that hold it, which took 80 seconds for a common word in 32,000 chapters, and its program and
WebAssembly are 100 KB more to load.

Pagefind's own command line writes other bytes each time: it numbers pages in the order in which
the file system lists them, and writes languages in the order of a hash map that is seeded anew in
each run. So it is asked as a service, findable by findable, for one language (its stemmer is that
of the most episodes, since it has one a page). Nor does it tell when the disk is full; here, this
program writes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NamedTuple

import cbor2

from .errors import PublishError
from .findable import Findable, Place
from .initials import Initials
from .unspaced import set_apart
from .vocabulary import Vocabulary

INDEX_FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_MARK = b"pagefind_dcd"
"""What stands before all that Pagefind compresses."""
_CHUNK = 1 << 16
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class _Kept(NamedTuple):
    """What is kept of a findable that is in the index."""

    group: str
    """Its page, behind the letter of its sort."""
    choices: Mapping[str, tuple[str, ...]]


def index(folder: Path, findables: Iterable[Findable], language: str) -> None:
    """Index what can be found into `folder/pagefind/`: the same bytes for the same findables.

    `language` is the one whose endings are taken off words, a BCP 47 tag. Raises `PublishError`
    where Pagefind fails, with its last words, and `OSError` where the index cannot be written.
    """
    vocabulary, initials = Vocabulary(), Initials()
    kept: list[_Kept] = []

    def pages() -> Iterator[tuple[str, str]]:
        for each in findables:
            vocabulary.add(each)
            initials.add(each)
            kept.append(_Kept(f"{each.sort}{each.page}", each.choices))
            yield f"{each.page}#{each.id}" if each.id else each.page, _page(each)

    files = _ask_pagefind(pages(), language.lower().split("-")[0] or "unknown")
    files = _named(files, [each.group for each in kept])
    files["choices.json"] = _choices([each.choices for each in kept])
    files["words.txt"] = vocabulary.text().encode()
    files["initials.json"] = initials.text(vocabulary.common()).encode()
    for name, content in files.items():
        path = folder / INDEX_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _page(found: Findable) -> str:
    """A findable as a page of its own: what is no text stands in attributes.

    Who speaks stands in the id of a place, by number: names beside each paragraph would be words
    of the text. Facts are kept as filters, whose values are no words either.
    """
    said = found.places if any(each.text.strip() for each in found.places) else (_titled(found),)
    speakers = list(dict.fromkeys(place.speaker for place in found.places if place.speaker))
    facts = {**found.facts, "speakers": "|".join(name.replace("|", "/") for name in speakers)}
    meta = {"title": found.title, "whole": found.whole, "who": " ".join(speakers)}
    return "".join(
        [
            "<html><body>",
            *(_attribute("filter", key, value) for key, value in facts.items() if value),
            *(_attribute("meta", key, set_apart(value)) for key, value in meta.items() if value),
            *(
                f'<a id="{escape(place.id)}@{_numbered(place, speakers)}"></a>'
                f"{escape(set_apart(place.text), quote=False)} "
                for place in said
            ),
            "</body></html>",
        ]
    )


def _titled(found: Findable) -> Place:
    """What stands for a findable without text, which Pagefind would leave out."""
    return Place(text=found.title or found.whole or "¶", id=found.id)


def _numbered(place: Place, speakers: Sequence[str]) -> str:
    return str(speakers.index(place.speaker)) if place.speaker else ""


def _attribute(use: str, key: str, value: str) -> str:
    return f'<i data-pagefind-{use}="{key}[title]" title="{escape(value)}"></i>'


def _ask_pagefind(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of the index by name, as Pagefind makes them of pages by address."""
    import pagefind_bin  # imported only when there is something to index

    with TemporaryFile() as errors:
        try:
            service = subprocess.Popen(
                [str(pagefind_bin.get_executable()), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except OSError as error:
            raise PublishError(
                f"Pagefind cannot be run: {error}", remedy="install it, or build with --no-search"
            ) from None
        with service:
            try:
                return dict(_converse(service, pages, language))
            except (EOFError, BrokenPipeError):
                reason = _last_words(service, errors)
            except (ValueError, KeyError):
                reason = "its answer makes no sense"
            finally:
                service.kill()
                with suppress(BrokenPipeError):  # of what it was not there to read
                    service.stdin.close()  # type: ignore[union-attr]  # is a pipe
    raise PublishError(f"Pagefind failed: {reason}", remedy="build again, or with --no-search")


def _converse(
    service: subprocess.Popen[bytes], pages: Iterable[tuple[str, str]], language: str
) -> Iterator[tuple[str, bytes]]:
    number = _ask(service, type="NewIndex", config={"force_language": language})["index_id"]
    for address, html in pages:
        _ask(service, type="AddFile", index_id=number, url=address, file_contents=html)
    for file in _ask(service, type="GetFiles", index_id=number)["files"]:
        yield file["path"], base64.b64decode(file["content"])


def _ask(service: subprocess.Popen[bytes], **request: object) -> dict[str, Any]:
    """The answer to one request: both are JSON in Base64 with a comma after it.

    Raises `EOFError` or `BrokenPipeError` where Pagefind is gone, `PublishError` where it refuses.
    """
    assert service.stdin
    assert service.stdout
    message = json.dumps({"message_id": 0, "payload": request}).encode()
    service.stdin.write(base64.b64encode(message) + b",")
    service.stdin.flush()
    chunks = [b""]
    while not chunks[-1].endswith(b","):
        chunks.append(service.stdout.read1(_CHUNK))  # type: ignore[attr-defined]  # is buffered
        if not chunks[-1]:
            raise EOFError
    answer: dict[str, Any] = json.loads(base64.b64decode(b"".join(chunks)[:-1]))["payload"]
    if answer["type"] == "Error":
        raise PublishError(f"Pagefind failed: {answer['message']}")
    return answer


def _last_words(service: subprocess.Popen[bytes], errors: BinaryIO) -> str:
    """Why Pagefind is gone: the last line it said, or else how it ended."""
    code = service.wait()
    errors.seek(0)
    lines = errors.read().decode("utf-8", "replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    if said:
        return said[-1]
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}, no message"


def _named(files: Mapping[str, bytes], groups: Sequence[str]) -> dict[str, bytes]:
    """What a search loads of the index, each fragment named by its group and its number."""
    entry = json.loads(files[_ENTRY])
    named = {name: body for name, body in files.items() if name.startswith("index/")}
    for language, about in entry["languages"].items():
        contents = _unpack(files[f"pagefind.{about['hash']}.pf_meta"])
        pages = contents[1]  # after the version; each has its name and its number of words
        if len(pages) != len(groups):
            raise PublishError(f"Pagefind indexed {len(pages)} of {len(groups)} pages")
        for page, name in zip(pages, _names([page[0] for page in pages], groups), strict=True):
            named[f"fragment/{name}.pf_fragment"] = files[f"fragment/{page[0]}.pf_fragment"]
            page[0] = name.partition("/")[0]
        # A number is a page's place, and nobody asks how long it is: its group says the rest.
        contents[1] = [[group, len([*run])] for group, run in groupby(page[0] for page in pages)]
        contents[3] = []  # filters
        packed = _pack(contents)
        about["hash"] = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
        named[f"pagefind.{about['hash']}.pf_meta"] = packed
    named[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return named


def _names(hashes: Sequence[str], groups: Sequence[str]) -> Iterator[str]:
    """A name for each findable: its group's, made from the hashes of all in it, and its number."""
    together: defaultdict[str, list[str]] = defaultdict(list)
    for group, hashed in zip(groups, hashes, strict=True):
        together[group].append(hashed)
    for number, group in enumerate(groups):
        content = hashlib.sha256("\n".join([group, *together[group]]).encode()).hexdigest()
        yield f"{group[0]}{content[:10]}/{_base36(number)}"


def _choices(choices: Sequence[Mapping[str, tuple[str, ...]]]) -> bytes:
    """What a search can be narrowed to: of each value the numbers of what has it.

    Numbers that follow each other are a run: "3 5" are 3 and 8, "3+4" those from 3 to 7, each
    counted from the one before, in base 36.
    """
    found: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, each in enumerate(choices):
        for facet, values in each.items():
            for value in dict.fromkeys(values):
                found[facet][value].append(number)
    packed = {
        facet: {value: _runs(numbers) for value, numbers in sorted(values.items())}
        for facet, values in sorted(found.items())
    }
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()


def _runs(numbers: Sequence[int]) -> str:
    runs, end = [], 0
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *others = (number for _, number in run)
        more = f"+{_base36(len(others))}" if others else ""
        runs.append(f"{_base36(first - end)}{more}")
        end = first + len(others)
    return " ".join(runs)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _unpack(packed: bytes) -> Any:  # noqa: ANN401  # as with JSON
    return cbor2.loads(gzip.decompress(packed).removeprefix(_MARK))


def _pack(value: object) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)
