"""How much a model reads at once: as the settings say, as its server says, or as is known of it.

What a server says is kept beside the answers, because the choice between the whole in view and the
hierarchy follows from it, and with that which answers are found: a server that is down must not
change it.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import openai

from ...config import ModelSettings
from ...files import write_whole

NAME = "contexts.json"
"""Under content/summaries/."""
SECONDS = 10.0
"""How long a server is asked."""
LOCAL, HOSTED = 8192, 128_000
"""Tokens where nobody says: what servers on one's own machine take as they are started, and what
hosted models take today."""

_KNOWN: Mapping[str, int] = {
    # https://platform.openai.com/docs/models
    "gpt-5": 400_000,
    "gpt-5-chat": 128_000,
    "gpt-4.1": 1_047_576,
    "gpt-4o": 128_000,
    "gpt-4-turbo": 128_000,
    "gpt-4-32k": 32_768,
    "gpt-4": 8192,
    "gpt-3.5-turbo": 16_385,
    "chatgpt-4o": 128_000,
    "o1": 200_000,
    "o1-mini": 128_000,
    "o3": 200_000,
    "o4-mini": 200_000,
    # https://docs.anthropic.com/en/docs/about-claude/models/overview
    "claude": 200_000,
    # https://ai.google.dev/gemini-api/docs/models
    "gemini": 1_048_576,
    # https://docs.mistral.ai/getting-started/models/models_overview/
    "mistral-large": 128_000,
    "mistral-medium": 128_000,
    "mistral-small": 128_000,
    "magistral": 40_000,
    # https://api-docs.deepseek.com/quick_start/pricing
    "deepseek-chat": 128_000,
    "deepseek-reasoner": 128_000,
    # https://docs.x.ai/docs/models
    "grok": 131_072,
}
"""Tokens by how a model's name begins; of several that fit the longest counts."""
_ONLY_HOSTED = ("gpt-3", "gpt-4", "gpt-5", "chatgpt", "o1", "o3", "o4", "claude", "gemini", "grok")
"""What nobody can run on a machine of their own: a server there passes the question on."""
_FIELDS = (
    # LM Studio tells what a model was loaded with, before what it could be
    "loaded_context_length",
    "max_model_len",  # vLLM
    "context_length",  # OpenRouter, Together
    "context_window",  # Groq
    "max_context_length",  # LM Studio, Mistral
    "max_input_tokens",  # LiteLLM
    "inputTokenLimit",  # Gemini
    "n_ctx",  # llama.cpp: what it was started with
    "n_ctx_train",  # llama.cpp: what the model was made for
)
"""Where servers say it, in a model's record of `/models` or in its `meta`, the surest first."""


def known_context(model: str) -> int | None:
    """What is known of a model by its name, be it behind a provider's ("openai/gpt-5-mini")."""
    name = model.lower().rsplit("/", 1)[-1]
    fitting = [prefix for prefix in _KNOWN if name.startswith(prefix)]
    return _KNOWN[max(fitting, key=len)] if fitting else None


def told_context(record: object, model: str) -> int | None:
    """What the body of `/models` says of a model; None where it does not."""
    entries = record.get("data") if isinstance(record, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("id") in (model, f"models/{model}"):
            return next(_figures(entry), None)
    return None


def settled_context(settings: ModelSettings, summaries: Path, address: str) -> int:
    """What the smallest of the models takes, as far as that is known without asking."""
    if settings.context:
        return settings.context
    told = _read(summaries)
    return min(
        (told.get(f"{address} {model}") or _supposed(model, address) for model in settings.order),
        default=LOCAL,
    )


async def ask_contexts(
    settings: ModelSettings, summaries: Path, client: openai.AsyncOpenAI
) -> None:
    """Have the server say what its models take, once; what it says is kept.

    One that does not say is asked again by the next build, unless the model's name tells enough.
    """
    address = str(client.base_url)
    told = _read(summaries)
    unknown = [
        model
        for model in settings.order
        if f"{address} {model}" not in told
        and not (known_context(model) and _is_only_hosted(model))
    ]
    if settings.context or not unknown:
        return
    try:
        raw = await client.models.with_raw_response.list(timeout=SECONDS)
        record = json.loads(raw.content)
    except (openai.OpenAIError, ValueError, RecursionError):
        return
    found = {f"{address} {model}": told_context(record, model) for model in unknown}
    if any(found.values()):
        told |= {name: tokens for name, tokens in found.items() if tokens}
        text = json.dumps(dict(sorted(told.items())), indent=1)
        write_whole(summaries / NAME, f"{text}\n".encode(), durable=True)


def _supposed(model: str, address: str) -> int:
    """What a model takes by its name, or as such servers go."""
    known = known_context(model)
    if _is_local(address):
        return known if known and _is_only_hosted(model) else LOCAL
    return known or HOSTED


def _is_only_hosted(model: str) -> bool:
    return model.lower().rsplit("/", 1)[-1].startswith(_ONLY_HOSTED)


def _is_local(address: str) -> bool:
    """Whether a server is on this machine or beside it."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))


def _figures(entry: Mapping[str, object]) -> Iterator[int]:
    meta = entry.get("meta")
    places = (entry, meta if isinstance(meta, dict) else {})
    for field in _FIELDS:
        for place in places:
            value = place.get(field)
            if isinstance(value, int) and not isinstance(value, bool) and value >= 1024:
                yield value


def _read(summaries: Path) -> dict[str, int]:
    with suppress(OSError, ValueError, RecursionError):
        record = json.loads((summaries / NAME).read_text(encoding="utf-8"))
        if isinstance(record, dict):
            return {name: value for name, value in record.items() if isinstance(value, int)}
    return {}
