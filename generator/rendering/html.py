"""The environment in which templates are rendered: everything is escaped, always.

Whether a value is escaped never depends on a template's name: Jinja's own `select_autoescape` is
off for names that it does not know.
"""

from __future__ import annotations

import base64
import hashlib
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NoReturn

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from markupsafe import Markup

from ..cache import Cache, key_of
from ..decoding import decode
from ..errors import ConfigError, InputError
from ..files import fault_of, locked, read_regular, walk
from ..fingerprints import fingerprint
from ..record import hash_file
from ..timestamps import format_clock
from .prose import begin
from .quotation import enclose
from .words import Words, direction

if TYPE_CHECKING:  # imported only where there is Markdown: it takes 20 ms
    from .markup import Prose


class _Environment(Environment):
    """One whose templates are settings: what is wrong in them is said with file and line."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """What Jinja calls for whatever compiling or rendering a template raises."""
        try:
            super().handle_exception(source)
        except ConfigError:
            raise
        except Exception as error:
            # Jinja has put the template's own lines into the traceback
            places = [
                (frame.filename, frame.lineno)
                for frame in traceback.extract_tb(error.__traceback__)
                if Path(frame.filename).suffix != ".py"
            ]
            if isinstance(error, TemplateSyntaxError) and error.filename:
                places.append((error.filename, error.lineno))
            path, line = places[-1] if places else (None, None)
            raise ConfigError(
                f"template that cannot be used: {error}",
                path=path,
                line=line,
                remedy="mend it, or take it away for the program's own",
            ) from error


class Compiled(BytecodeCache):
    """Templates compiled by earlier builds, kept with other finished work.

    What Jinja works out while it compiles, such as a filter of a constant, depends on the words of
    the site. An entry holds the path of its template, for messages.
    """

    _held: ClassVar[dict[str, bytes]] = {}
    """Those that this process has compiled or read."""

    def __init__(self, cache: Cache | None, *made_of: str) -> None:
        """`made_of` tells apart environments of other words or options."""
        self._cache = cache
        self._made_of = made_of

    def load_bytecode(self, bucket: Bucket) -> None:
        """What Jinja calls before it compiles a template."""
        key = self._key(bucket)
        body = self._held.get(key) or (self._cache.load(key) if self._cache else None)
        if body:
            bucket.bytecode_from_string(self._held.setdefault(key, body))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What Jinja calls when it has compiled one."""
        key = self._key(bucket)
        body = self._held[key] = bucket.bytecode_to_string()
        if self._cache:
            self._cache.store(key, body)

    def _key(self, bucket: Bucket) -> str:
        return key_of("template", *self._made_of, bucket.key, bucket.checksum, by="rendering")


def hash_templates(folders: Sequence[Path]) -> str:
    """A hash of all that lies under folders of templates."""
    held = [
        [(path.relative_to(folder).as_posix(), hash_file(path)) for path in _readable(folder)]
        for folder in folders
    ]
    return fingerprint(held)


def _readable(folder: Path) -> Iterator[Path]:
    for entry in walk(folder, folder.parent):
        if not entry.fault and not locked(entry.path):
            yield entry.path


def environment(
    templates: Sequence[Path],
    words: Words | None = None,
    finalize: Callable[[object], object] | None = None,
    compiled: Compiled | None = None,
) -> Environment:
    """The environment of HTML and XML templates under `templates`, the first of which wins.

    Values pass through `finalize` and are HTML-escaped, an unknown name is an error, and lines of
    template code leave no white space behind. What is `compiled` already need not be again.
    """
    env = _Environment(
        loader=FunctionLoader(lambda name: _find(name, templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        finalize=finalize,
        bytecode_cache=compiled,
    )
    words = words or Words({})
    env.filters.update(clock=format_clock, duration=words.length, language_direction=direction)
    env.filters.update(day=words.day, short_day=words.short_day, thousands=words.number)
    env.filters.update(listed=words.listed, moment=words.moment, quoted=enclose)
    env.globals.update(say=words.say, forms=words.forms, tongue=words.tongue, own=words.own)
    env.filters["opening"] = begin
    env.filters["csp_hash"] = _csp_hash
    env.filters["notes"] = lambda text: Markup(_prose().notes(text))
    env.filters["page"] = lambda text: Markup(_prose().page(text))
    return env


@cache
def _prose() -> Prose:
    from .markup import Prose

    return Prose()


def _csp_hash(script: object) -> str:
    """What a page's policy calls a script that stands in it (https://www.w3.org/TR/CSP3/)."""
    digest = hashlib.sha256(str(script).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _find(name: str, folders: Sequence[Path]) -> tuple[str, str, Callable[[], bool]] | None:
    """A template's source and place, from the first folder that has it as a file to be read.

    A link may not leave the folder that holds `templates/`. Raises `ConfigError` where the file is
    no text.
    """
    for folder in folders:
        path = folder.joinpath(*split_template_path(name))
        if fault_of(path, folder.parent) or locked(path):
            continue  # loading has named it
        try:
            return decode(read_regular(path, folder.parent)), str(path), lambda: True
        except InputError as error:
            raise ConfigError(error.reason, path=str(path), remedy=error.remedy) from None
    return None
