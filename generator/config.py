"""`content/site.yaml` and its siblings, read and checked once into frozen values."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from .dates import parse_date
from .decoding import decode, load_yaml, repeated_key, yaml_lines
from .errors import ChapterwiseError, ConfigError, unexpected
from .files import exists, printable, read_regular, relative_name
from .job import BackendName
from .language.choosing import known_tag
from .model import ListedChapter, Period, Rule, Verb
from .parsers.chapter_lists import chapters_from
from .timestamps import parse_clock

SMALLEST_PROMPT = 1024
"""Tokens that a model's context must hold beyond its answer."""


def _is_web_address(value: str) -> str:
    """A link that a page may carry: `http:` or `https:`, a host, and nothing that runs."""
    if not value:
        return value
    if not value.startswith(("https://", "http://")):
        raise ValueError("must start with https:// or http://")
    if any(character.isspace() for character in value):
        raise ValueError("is an address, and must have no spaces; write %20")
    try:
        parts = urlsplit(value)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError as error:  # such as a port that is no number, or above 65535
        raise ValueError(f"is no address: {error}") from None
    if not known:
        raise ValueError("is no address: it needs a host, as in https://example.org/")
    return value


def _language_tag(value: str | None) -> str | None:
    return known_tag(value) if value else value


def _given_names(value: object) -> object:
    """A list of names: one, several with commas, or those that a mapping gives to labels."""
    if isinstance(value, str):
        return tuple(name.strip() for name in re.split(r"[,;]", value) if name.strip())
    if isinstance(value, dict):
        return tuple(dict.fromkeys(name for _, name in _given_labels(value)))
    if isinstance(value, list | tuple) and all(
        isinstance(each, str | int | float) for each in value
    ):
        return tuple(map(str, value))
    raise ValueError("are names, such as [Ann Lee, Bo]")


def _given_text(value: object) -> object:
    """A text; YAML reads `1984` as a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | dt.date):
        raise ValueError("is a text; put quotes around it")
    return str(value)


def _given_day(value: object) -> object:
    """A day in whatever form people write it."""
    if value is None or isinstance(value, dt.datetime):
        return value.date() if value else None
    if isinstance(value, dt.date):
        return value
    day = parse_date(str(value)) if isinstance(value, str | int) else None
    if day is None:
        raise ValueError(f"{_shown(value)} is no day; write it as 2026-03-14")
    return day


def _given_seconds(value: object) -> object:
    """A length in seconds, or as `52:00` or `1:02:03`."""
    if isinstance(value, str):
        seconds = parse_clock(value)
        if seconds is None and re.fullmatch(r"\s*\d{1,6}(?:\.\d+)?\s*", value):
            seconds = float(value)
        value = seconds
    if isinstance(value, bool) or not isinstance(value, int | float | None):
        value = None
    if value is None or not 0 < value <= 99 * 3600:
        raise ValueError('is a length in seconds, such as 3120, or "52:00"')
    return value


def _given_labels(value: object) -> tuple[tuple[str, str], ...]:
    """Names by the labels of a transcript, with both as text."""
    if not isinstance(value, dict) or not all(
        isinstance(name, str | int | float) and str(name).strip() for name in value.values()
    ):
        raise ValueError("are labels with names, such as {SPEAKER_00: Ann Lee}")
    return tuple((str(label), str(name).strip()) for label, name in value.items())


def _shown(value: object) -> str:
    text = str(value)
    return printable(text if len(text) <= 40 else f"{text[:40]}…")


Names = Annotated[tuple[str, ...], BeforeValidator(_given_names)]
"""A list of names, or one text with commas between them."""
Text = Annotated[str, BeforeValidator(_given_text)]
"""A text, or what YAML takes for a number."""
Day = Annotated[dt.date, BeforeValidator(_given_day)]
"""A day; ISO 8601 or as people write it."""
Labels = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_given_labels)]
"""Pairs of a label in a transcript and the name of whom it stands for."""
LanguageTag = Annotated[str, AfterValidator(_language_tag)]
"""A BCP 47 tag; the name of a language is understood."""
WebAddress = Annotated[str, AfterValidator(_is_web_address)]
"""An absolute http(s) URL, or empty."""


def _is_media_place(value: str) -> str:
    """Refuse what is neither an address nor the name of a file."""
    if ":" not in value and not value.isprintable():
        raise ValueError("is no name of a file")
    return _is_web_address(value) if ":" in value else value


MediaPlace = Annotated[str, AfterValidator(_is_media_place)]
"""An absolute http(s) URL, or the name of a file beside the one that names it."""


class _Settings(BaseModel):
    """Settings are immutable, and a misspelled key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


_DELIVERY = frozenset(
    {
        *("service_tier", "user", "safety_identifier", "metadata", "store", "timeout"),
        *("prompt_cache_key", "prompt_cache_retention", "cache_prompt", "keep_alive"),
        *("num_retries", "usage", "tags"),
    }
)
"""Parameters of a request that say how and for whom an answer is brought: the answer is the same.

https://platform.openai.com/docs/api-reference/chat/create; `cache_prompt` is llama.cpp's,
`keep_alive` Ollama's, `usage` OpenRouter's, `num_retries` and `tags` LiteLLM's.
"""
_SET_OTHERWISE = {
    "model": "set openai.model",
    "temperature": "set openai.temperature",
    "max_tokens": "set openai.answer_tokens and thinking_tokens",
    "max_completion_tokens": "set openai.answer_tokens and thinking_tokens",
    **dict.fromkeys(
        ("messages", "response_format", "stream", "n", "tools", "tool_choice"),
        "it is the program's to choose",
    ),
}
"""Parameters of a request that are not free, with what to do instead."""


def _free_parameters(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    for name in value:
        if name in _SET_OTHERWISE:
            raise ValueError(f"{name} cannot stand here; {_SET_OTHERWISE[name]}")
    return value


class Price(_Settings):
    """What a model costs, in any one currency for a million tokens."""

    input: Annotated[float, Field(ge=0)]
    output: Annotated[float, Field(ge=0)]
    cached: Annotated[float, Field(ge=0)] | None = None
    """Of a prompt's beginning that the provider has kept from an earlier one; None: as `input`."""


class ModelSettings(_Settings):
    """`openai:` in `content/site.yaml`. The key comes from the environment alone."""

    model: str = ""
    """The model's name, as its server knows it."""
    models: tuple[str, ...] = ()
    """Several, in order: the next one answers where those before are down or over their limit."""
    base_url: WebAddress = ""
    """The server, such as http://127.0.0.1:8080/v1; empty means OpenAI's own."""
    language: LanguageTag = ""
    """BCP 47 tag of the summaries; empty means that of each transcript."""
    concurrency: Annotated[int, Field(ge=1, le=256)] = 4
    """Most calls at once."""
    deadline: Annotated[float, Field(gt=0, le=3600)] = 180.0
    """Seconds for one summary, with everything that is asked again and waited for."""
    context: Annotated[int, Field(ge=2048)] | None = None
    """Tokens of prompt and answer that the smallest of the models takes; None: as is known of
    them, or as their server says."""
    answer_tokens: Annotated[int, Field(ge=128)] = 1024
    """Most tokens of one answer, without what a model thinks before it."""
    thinking_tokens: Annotated[int, Field(ge=0)] | None = None
    """Most tokens for a model to think before it answers; None: as many as it is found to need."""
    temperature: Annotated[float, Field(ge=0, le=2)] | None = 0.0
    """None leaves it to the server."""
    extra: Annotated[dict[str, JsonValue], AfterValidator(_free_parameters)] = {}
    """Sent with each request as it stands: `reasoning_effort`, `seed`, `service_tier` and so on."""
    check: bool | str = True
    """The model that reads all sentences again beside their lines; True for the one that wrote
    them, False for none."""
    batch: bool = False
    """Whether to ask by the provider's Batch API: at half the price, within a day."""
    prices: dict[str, Price] = {}
    """By model."""
    max_cost: Annotated[float, Field(ge=0)] | None = None
    """A build asks no more before it spends more, in the currency of `prices`."""
    max_cost_month: Annotated[float, Field(ge=0)] | None = None
    """The same for all builds of a calendar month together, in UTC, by content/summaries/."""

    @property
    def order(self) -> tuple[str, ...]:
        """The models to try, each once."""
        return tuple(dict.fromkeys(name for name in (self.model, *self.models) if name))

    @property
    def checker(self) -> str:
        """The model that reads sentences again; empty where none does."""
        if isinstance(self.check, str):
            return self.check
        return next(iter(self.order), "") if self.check else ""

    @property
    def deciding(self) -> dict[str, JsonValue]:
        """What of `extra` may change an answer, and not only how and for whom it is brought."""
        return {name: value for name, value in self.extra.items() if name not in _DELIVERY}

    @model_validator(mode="after")
    def _agree(self) -> ModelSettings:
        asked = (*self.order, *filter(None, [self.checker]))
        unpriced = [name for name in asked if name not in self.prices]
        limits = {"max_cost": self.max_cost, "max_cost_month": self.max_cost_month}
        for name, limit in limits.items():
            if limit is not None and unpriced:
                raise ValueError(f"{name} needs the price of {unpriced[0]!r} under prices")
        answer = self.answer_tokens + (self.thinking_tokens or 0)
        if self.context and self.context < answer + SMALLEST_PROMPT:
            names = "answer_tokens and thinking_tokens" if self.thinking_tokens else "answer_tokens"
            raise ValueError(f"context must exceed {names} by {SMALLEST_PROMPT} or more")
        return self


def _named_line(value: object) -> str | float:
    """A line as it is named: words, or seconds where it looks like a time.

    YAML itself reads `12:40` as a number of seconds.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = str(value).strip() if isinstance(value, str) else ""
    seconds = parse_clock(text)
    if seconds is not None:
        return seconds
    if not any(map(str.isalnum, text)):
        raise ValueError("names no line: give some of its words, or its moment, such as 12:40")
    return text


NamedLine = Annotated[str | float, BeforeValidator(_named_line)]
"""Words of a line, or its moment in seconds."""


class EditSettings(_Settings):
    """An item of `edits:` in a sidecar: one of `drop`, `pin` and `reword`."""

    drop: NamedLine | None = None
    pin: NamedLine | None = None
    reword: NamedLine | None = None
    to: str = ""
    """How a line that is reworded, or pinned in other words, is worded."""
    as_: Annotated[Literal["point", "chapter"], Field(alias="as")] = "point"
    """What a pinned line becomes: a key point, or a sentence of its chapter."""
    episode: str = ""
    """Title or slug, beside a file of several episodes."""

    @model_validator(mode="after")
    def _is_one(self) -> EditSettings:
        given = [self.drop, self.pin, self.reword]
        if sum(each is not None for each in given) != 1:
            raise ValueError("has not one of drop, pin and reword")
        if self.reword is not None and not self.to.strip():
            raise ValueError("reword needs `to:`, the new words")
        if self.drop is not None and self.to:
            raise ValueError("drop takes no `to:`")
        return self


class TakeDownSettings(_Settings):
    """An item of `take_down:`; words or a moment stand for `{line: ...}`."""

    line: NamedLine
    episode: str = ""
    """Title or slug, beside a file of several episodes and in site.yaml."""

    @model_validator(mode="before")
    @classmethod
    def _from_line(cls, value: object) -> object:
        return value if isinstance(value, dict | TakeDownSettings) else {"line": value}


class SiteSettings(_Settings):
    """`content/site.yaml`. Every key is optional."""

    title: str = "Chapterwise"
    """The site's name, on every page."""
    description: str = ""
    """One or two sentences for the home page and for search engines."""
    language: LanguageTag = "en"
    """BCP 47 tag of the pages, and of transcripts that neither say nor show theirs."""
    base_url: WebAddress = ""
    """Where the site will be published; only feeds, the sitemap and canonical links need it."""
    backend: BackendName = "extractive"
    """What writes the summaries."""
    openai: ModelSettings = ModelSettings()
    """Which model writes, where, and at what cost; only for the backend of that name."""
    chapter_minutes: Annotated[float, Field(ge=0.5, le=60)] = 3.5
    """The usual length of a found chapter, in minutes."""
    digests: tuple[Period, ...] = (Period.MONTH, Period.YEAR, Period.SHOW)
    """Of what there are digests: weeks, months, quarters, years, shows."""
    digest_scope: Literal["archive", "show"] = "archive"
    """Whether a digest of a time is of the whole archive, or there is one for each show."""
    topics: Annotated[int, Field(ge=0, le=1000)] = 60
    """How many topics to find at the most."""
    take_down: tuple[TakeDownSettings, ...] = ()
    """Lines that shall stand nowhere, whichever episode has them."""
    executor: Literal["processes", "dask"] = "processes"
    """What does the work: processes on this machine, as `--jobs` says, or a Dask cluster."""
    scheduler: str = ""
    """The address of the cluster's scheduler: tcp://192.0.2.7:8786."""

    @model_validator(mode="after")
    def _has_scheduler(self) -> SiteSettings:
        if self.executor == "dask" and "://" not in self.scheduler:
            raise ValueError("executor dask needs `scheduler: tcp://HOST:8786`")
        return self

    @model_validator(mode="after")
    def _has_model(self) -> SiteSettings:
        if self.backend == "openai" and not self.openai.order:
            raise ValueError("backend openai needs a model: add `openai: {model: NAME}`")
        return self


class ShowSettings(_Settings):
    """`content/shows/<show>/show.yaml`. Every key is optional."""

    title: Text = ""
    description: Text = ""
    """Markdown."""
    hosts: Names = ()
    speakers: Labels = ()
    """Whom the labels of its transcripts stand for."""
    link: WebAddress | None = None
    artwork: str | None = None
    licence: str | None = None
    language: LanguageTag | None = None
    """BCP 47 tag of the transcripts that do not say theirs."""


class EpisodeSettings(_Settings):
    """What people know of an episode. Every key is optional and wins over the transcript."""

    title: Text = ""
    date: Day | None = None
    """ISO 8601: 2026-03-14."""
    duration: Annotated[float, BeforeValidator(_given_seconds)] | None = None
    """Seconds."""
    speakers: Names = ()
    """A list, or a mapping of labels in the transcript to names."""
    media: MediaPlace | None = None
    """An audio or video file, by its address or as it lies beside."""
    artwork: Text = ""
    """A picture that lies beside it."""
    video: WebAddress | None = None
    """A page that plays the video."""
    link: WebAddress | None = None
    """The recording's own page."""
    chapters: Annotated[tuple[ListedChapter, ...], BeforeValidator(chapters_from)] = ()
    """A list of `{start, title}`, a mapping of time to title, or a block of `00:00 Title` lines."""
    tags: Names = ()
    notes: Text = ""
    """Markdown."""
    introduction: Text = ""
    """A paragraph that leads the page, Markdown; else that of `description` or `notes`."""
    description: str = ""
    """The same, as other tools call it."""
    language: LanguageTag | None = None
    draft: bool = False
    """A draft is read and checked, and not published."""

    _called: dict[str, str] = PrivateAttr(default_factory=dict)

    @property
    def called(self) -> dict[str, str]:
        """Names by the labels of the transcript, where `speakers` is a mapping."""
        return self._called

    @model_validator(mode="wrap")
    @classmethod
    def _by_label(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        settings = handler(value)
        given = value.get("speakers") if isinstance(value, dict) else None
        if isinstance(given, dict):
            settings._called = dict(_given_labels(given))
        return settings


class Sidecar(EpisodeSettings):
    """`<episode>.yaml` beside a transcript."""

    episodes: dict[Text, EpisodeSettings] = {}
    """Beside a file of several episodes: what is known of one, by its title, date or slug."""
    edits: tuple[EditSettings, ...] = ()
    """What a person drops, pins and rewords of the summaries."""
    take_down: tuple[TakeDownSettings, ...] = ()
    """Lines that shall stand nowhere."""


def site_settings(
    content: Path,
    *,
    backend: str | None = None,
    base_url: str | None = None,
    model: str | None = None,
) -> SiteSettings:
    """`content/site.yaml`, where the command line's choices win.

    `model` takes the place of all that site.yaml names, and is asked at once.

    Raises `ConfigError` where either is wrong.
    """
    settings = read_settings(SiteSettings, content / "site.yaml", content)
    chosen = {"backend": backend, "base_url": base_url}
    update: dict[str, object] = {key: value for key, value in chosen.items() if value is not None}
    if model is not None:
        update["openai"] = settings.openai.model_dump() | {
            "model": model,
            "models": (),
            "batch": False,
        }
    try:
        return SiteSettings.model_validate({**settings.model_dump(), **update})
    except ValidationError as error:
        raise ConfigError(_explain(error, SiteSettings), path="command line") from None


def rules_of(
    settings: SiteSettings | Sidecar, path: Path, content: Path, source: str = ""
) -> tuple[Rule, ...]:
    """What the settings in the file at `path` say of lines, each with its place in that file.

    `source` is the transcript that a sidecar stands beside.
    """
    edits = settings.edits if isinstance(settings, Sidecar) else ()
    if not edits and not settings.take_down:
        return ()
    lines = yaml_lines(decode(read_regular(path, content)), "edits", "take_down")
    name = relative_name(path, content)
    rules = []
    for number, edit in enumerate(edits):
        verb = next(each for each in Verb if getattr(edit, each.value, None) is not None)
        rules.append(
            Rule(
                verb=verb,
                **_line_of(getattr(edit, verb.value)),
                to=" ".join(edit.to.split()),
                chapter=edit.as_ == "chapter",
                episode=edit.episode,
                source=source,
                path=name,
                line=_nth(lines.get("edits", ()), number),
            )
        )
    for number, item in enumerate(settings.take_down):
        rules.append(
            Rule(
                verb=Verb.TAKE_DOWN,
                **_line_of(item.line),
                episode=item.episode,
                source=source,
                path=name,
                line=_nth(lines.get("take_down", ()), number),
            )
        )
    return tuple(rules)


def _line_of(named: str | float) -> dict[str, Any]:
    return {"words": named} if isinstance(named, str) else {"moment": named}


def _nth(lines: Sequence[int], number: int) -> int | None:
    return lines[number] if number < len(lines) else None


def given_episodes(content: Path) -> dict[str, EpisodeSettings]:
    """`content/episodes.yaml`: what is known of episodes, by path, title, date or slug.

    Raises `ConfigError` naming the key and what it may hold.
    """
    name = "episodes.yaml"
    data = _load(content / name, content, name)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigError(
            "is not a list of episodes", path=name, remedy="write `Its title: {date: 2026-03-14}`"
        )
    found: dict[str, EpisodeSettings] = {}
    for key, value in data.items():
        try:
            found[str(key)] = EpisodeSettings.model_validate(value or {})
        except ValidationError as error:
            raise ConfigError(f"{key}: {_explain(error, EpisodeSettings)}", path=name) from None
    return found


def given_names(content: Path, name: str) -> dict[str, tuple[str, ...] | None]:
    """`content/topics.yaml` or `content/people.yaml`: other names by name, in their order.

    A name stands alone or before a list of others; `false` after it (None here) says that it
    shall have no page. `name` is that of the file. Raises `ConfigError`.
    """
    data = _load(content / name, content, name)
    if isinstance(data, list):
        data = dict.fromkeys(map(str, data))
    if not isinstance(data, dict | None):
        raise ConfigError("is not a list of `name: [other names]` lines", path=name)
    names: dict[str, tuple[str, ...] | None] = {}
    for key, value in (data or {}).items():
        if value is False:
            names[str(key)] = None
        elif value is None or value is True:
            names[str(key)] = ()
        elif isinstance(value, str):
            names[str(key)] = (value,)
        elif isinstance(value, list) and all(isinstance(each, str | int) for each in value):
            names[str(key)] = tuple(map(str, value))
        else:
            raise ConfigError(
                f"{str(key)!r} is followed by neither a name nor a list of names", path=name
            )
    return names


_S = TypeVar("_S", bound=_Settings)


def read_settings(kind: type[_S], path: Path, content: Path) -> _S:
    """The settings in the YAML file at `path` within `content`, or their defaults if it is missing.

    Raises `ConfigError` naming the file, the key and what it may hold.
    """
    name = relative_name(path, content)
    data = _load(path, content, name)
    if data is None:
        return kind()
    if not isinstance(data, dict):
        raise ConfigError("is not a list of `key: value` lines", path=name)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise ConfigError(_explain(error, kind), path=name) from None
    except Exception as error:  # whatever a value may do to a validator
        raise ConfigError(unexpected(error), path=name) from None


def _load(path: Path, content: Path, name: str) -> object:
    """What the YAML file at `path` says; None if it says nothing, or there is none."""
    if not exists(path):
        return None
    try:
        text = decode(read_regular(path, content))
        # whoever checks it may change it
        return deepcopy(_read_again(text)) if len(text) <= _SHORT else _read_yaml(text)
    except ChapterwiseError as error:
        raise ConfigError(error.reason, path=name, line=error.line, remedy=error.remedy) from None
    except Exception as error:
        raise ConfigError(unexpected(error), path=name) from None


def _read_yaml(text: str) -> object:
    """What a YAML file says. Raises `InputError` and `ConfigError` where it is wrong."""
    value = load_yaml(text)
    if isinstance(value, dict) and (twice := repeated_key(text)):
        key, line = twice
        raise ConfigError(f"has {key!r} twice", line=line, remedy="keep one of them")
    return value


_SHORT, _HELD = 1024, 4096
"""Characters of a file, such as an episode's, whose values are held, and of how many files."""
_read_again = lru_cache(maxsize=_HELD)(_read_yaml)
"""The same: who builds time and again in one process reads the same thousands of files."""

_PLAIN = {
    **dict.fromkeys(("bool_parsing", "bool_type"), "is true or false"),
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "is a whole number"),
    **dict.fromkeys(("float_parsing", "float_type"), "is a number"),
    **dict.fromkeys(("tuple_type", "list_type"), "is a list, such as [one, another]"),
    **dict.fromkeys(("dict_type", "model_type"), "holds lines of `key: value`"),
    "string_type": "is a text; put quotes around it",
}
"""What a value should be, by the kind of pydantic's complaint."""
_NESTED: dict[str, type[_Settings]] = {
    "openai": ModelSettings,
    "edits": EditSettings,
    "take_down": TakeDownSettings,
    "episodes": EpisodeSettings,
}
"""The settings under a key."""


def _explain(error: ValidationError, kind: type[_Settings]) -> str:
    """The first thing wrong, in words: which key, why, and the nearest known key."""
    problem = error.errors()[0]
    key = printable(".".join(str(part) for part in problem["loc"]))
    reason = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        nested = _NESTED.get(str(problem["loc"][0])) if len(problem["loc"]) > 1 else None
        known = [each.alias or name for name, each in (nested or kind).model_fields.items()]
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        return f"unknown key {key!r}; {hint}"
    reason = _PLAIN.get(problem["type"]) or f"{reason[:1].lower()}{reason[1:]}"
    return f"{key!r}: {reason}" if key else reason
