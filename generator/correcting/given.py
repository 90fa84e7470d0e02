"""`content/corrections.yaml`: what people say was misheard, and what was not.

Linkchain: LangChain      # wherever it is said, as a whole word
Lama: false               # is right, and not suggested again
harbour:                  # the folder of a show: in its episodes alone
  Merch: Murch
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..decoding import clean, decode, load_yaml
from ..errors import ChapterwiseError, ConfigError, unexpected
from ..files import exists, printable, read_regular
from ..model import Show

FILE = "corrections.yaml"
_REMEDY = "write `wrong: right`, or `wrong: false` where it is right as it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What people say was misheard."""

    everywhere: Mapping[str, str | None] = field(default_factory=dict)
    """What was meant, by what was heard; None where that is right."""
    by_show: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """The same by the slug of a show; it wins."""

    def of(self, show: Show) -> Mapping[str, str | None]:
        """What holds for the episodes of a show."""
        return {**self.everywhere, **self.by_show.get(show.slug, {})}


def read_given(content: Path) -> Given:
    """`content/corrections.yaml`; nothing where there is none.

    Raises `ConfigError` naming the line and what it may hold.
    """
    path = content / FILE
    if not exists(path):
        return Given()
    try:
        text = decode(read_regular(path, content))
        load_yaml(text)  # says what is wrong with the file as a whole
    except ChapterwiseError as error:
        raise ConfigError(error.reason, path=FILE, line=error.line, remedy=error.remedy) from None
    except Exception as error:
        raise ConfigError(unexpected(error), path=FILE) from None
    return _given(text)


def check_shows(given: Given, shows: Iterable[Show]) -> None:
    """Raise `ConfigError` where corrections are for a show that is not there."""
    known = [show.slug for show in shows]
    for slug in given.by_show:
        if slug not in known:
            raise ConfigError(
                f"{slug!r} is no show here",
                path=FILE,
                remedy=f"name the folder of a show ({', '.join(known) or 'there is none'}), or "
                "write `wrong: right`",
            )


def _given(text: str) -> Given:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)  # values as they are written, with their lines
    everywhere: dict[str, str | None] = {}
    by_show: dict[str, dict[str, str | None]] = {}
    for key, value in _pairs(root):
        if isinstance(value, yaml.MappingNode):
            own = by_show.setdefault(_written(key), {})
            own |= {_written(heard): _meant(heard, right) for heard, right in _pairs(value)}
        else:
            everywhere[_written(key)] = _meant(key, value)
    return Given(everywhere=everywhere, by_show=by_show)


def _pairs(node: object) -> Iterator[tuple[object, object]]:
    import yaml

    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return
    if not isinstance(node, yaml.MappingNode):
        raise _wrong("is not a list of `wrong: right` lines", node)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not any(map(str.isalnum, key.value)):
            raise _wrong("has a line without a word before the colon", key)
        yield key, value


def _meant(key: object, value: object) -> str | None:
    import yaml

    heard = _written(key)
    if isinstance(value, yaml.ScalarNode):
        if value.tag == "tag:yaml.org,2002:bool" and value.value.lower() in ("false", "no", "off"):
            return None
        right = clean(" ".join(value.value.split()))
        if right and value.tag not in (
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:bool",
        ):
            if right == heard:
                raise _wrong(f"{printable(heard)!r} is to become itself", key)
            return right
    raise _wrong(f"{printable(heard)!r} is followed by neither a name nor `false`", value)


def _written(node: object) -> str:
    return clean(" ".join(str(getattr(node, "value", "")).split()))


def _wrong(reason: str, node: object) -> ConfigError:
    mark = getattr(node, "start_mark", None)
    return ConfigError(reason, path=FILE, line=mark.line + 1 if mark else None, remedy=_REMEDY)
