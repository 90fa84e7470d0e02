"""Fakes of the servers that the README has recipes for, each with its own ways.

What each refuses, and in which words, and how its models think, is taken from the documentation or
from reports of its users, named beside it. They answer well once they are asked as they want to be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.model_servers import Handler, Oracle, completion, faithful

THOUGHT = "The user wants sentences. A draft: {} That is too short; I shall write more."
NEEDED_TO_THINK = 3000
"""Tokens that a thinking model spends before it answers."""


@dataclass(frozen=True)
class RefusalError(Exception):
    """An error response."""

    status: int
    body: object
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A post, and how many came before it."""

    number: int
    body: dict[str, Any]
    headers: Mapping[str, str]
    query: dict[str, list[str]]

    @property
    def limit(self) -> int:
        """Most tokens of an answer, thinking included."""
        return int(self.body.get("max_completion_tokens") or self.body.get("max_tokens") or 9**9)

    @property
    def shape(self) -> str:
        """The kind of `response_format` that was asked for."""
        return str(self.body.get("response_format", {}).get("type", "none"))


class Provider:
    """A server, by what is its own."""

    path: ClassVar[str] = "/v1/chat/completions"
    """Where its chat completions are."""
    models: ClassVar[tuple[str, ...]] = ()
    """Those that it has; none: it takes any name."""
    lessons: ClassVar[str] = ""
    """What there is to learn of it, in the build's words."""

    def check(self, asked: Asked) -> None:
        """Raise `RefusalError` where it is not asked as it wants to be."""

    def unknown(self, model: str) -> RefusalError:
        """What it says of a model that it does not have."""
        message = f"The model `{model}` does not exist or you do not have access to it."
        return error(404, message, type="invalid_request_error", code="model_not_found")

    def answer(self, asked: Asked, text: str) -> object:
        """The body of a response with a good answer."""
        return completion(text, model=asked.body["model"])


def error(status: int, message: str, **more: object) -> RefusalError:
    """An error as OpenAI shapes it."""
    return RefusalError(
        status, {"error": {"message": message, "param": None, "code": None, **more}}
    )


def spent(asked: Asked, reasoning: int = 0) -> dict[str, Any]:
    """An answer of which nothing was left, as a model thought until its limit."""
    record = completion("", model=asked.body["model"], finish="length")
    details = {"reasoning_tokens": reasoning} if reasoning else {}
    record["usage"] |= {"completion_tokens": asked.limit, "completion_tokens_details": details}
    return record


class OpenAI(Provider):
    """A model that thinks: https://platform.openai.com/docs/guides/reasoning.

    It takes no `max_tokens` (https://github.com/griptape-ai/ComfyUI-Griptape/issues/312) and no
    temperature but 1 (https://github.com/gabrii/Cursor-Azure-GPT-5/issues/33), and answers with an
    empty text where all went into thinking (https://github.com/covan-ai/covan/pull/112).
    """

    models: ClassVar[tuple[str, ...]] = ("gpt-5-mini",)
    lessons = "max_completion_tokens for max_tokens; no temperature"
    needed = NEEDED_TO_THINK

    def check(self, asked: Asked) -> None:
        """Refuse what models that think refuse."""
        if "max_tokens" in asked.body:
            raise error(
                400,
                "Unsupported parameter: 'max_tokens' is not supported with this model. "
                "Use 'max_completion_tokens' instead.",
                param="max_tokens",
                code="unsupported_parameter",
            )
        if asked.body.get("temperature", 1) != 1:
            raise error(
                400,
                "Unsupported value: 'temperature' does not support 0 with this model. "
                "Only the default (1) value is supported.",
                param="temperature",
                code="unsupported_value",
            )

    def answer(self, asked: Asked, text: str) -> object:
        """Think within the same limit."""
        if asked.limit < self.needed:
            return spent(asked, asked.limit)
        record = completion(text, model=asked.body["model"])
        record["usage"]["completion_tokens_details"] = {"reasoning_tokens": self.needed}
        return record


class Deep(OpenAI):
    """The same model, asked something that it must think about for long."""

    needed = 6000
    lessons = "thinks first, in room for 16,384 more tokens"


class Anthropic(Provider):
    """https://platform.claude.com/docs/en/api/openai-sdk: `response_format` is ignored.

    Newer models take no temperature (https://github.com/altic-dev/FluidVoice/issues/285); for the
    error of an unknown model see https://github.com/anthropics/claude-code/issues/5349.
    """

    models = ("claude-opus-5-5",)
    lessons = "no temperature"

    def check(self, asked: Asked) -> None:
        """Refuse a temperature."""
        if "temperature" in asked.body:
            message = "`temperature` is deprecated for this model."
            raise RefusalError(
                400, {"error": {"code": "invalid_request_error", "message": message, "param": None}}
            )

    def unknown(self, model: str) -> RefusalError:
        """Its own shape of an error."""
        detail = {"type": "not_found_error", "message": f"model: {model}"}
        return RefusalError(404, {"type": "error", "error": detail})

    def answer(self, asked: Asked, text: str) -> object:
        """Between words and in a fence, as nothing holds it to JSON."""
        return super().answer(
            asked, f"Here is the summary:\n\n```json\n{text}\n```\n\nAnything else?"
        )


class Gemini(Provider):
    """https://ai.google.dev/gemini-api/docs/openai; an error is a list.

    A rate limit says "check your plan and billing details" and when to come back, in its message
    and as `RetryInfo` (https://github.com/continuedev/continue/issues/11926, and 10921 for the
    whole of it); `seed` is unknown (https://github.com/Vali-98/ChatterUI/issues/227); a model that
    is not there: https://github.com/continuedev/continue/issues/9939. Where all went into thinking
    the message has no content, and no usage counts it
    (https://github.com/googleapis/python-genai/issues/811).
    """

    path = "/v1beta/openai/chat/completions"
    models = ("gemini-3.5-flash",)
    lessons = "thinks first, in room for 16,384 more tokens"

    def check(self, asked: Asked) -> None:
        """Be over the limit at first."""
        names = [name for name in ("seed", "frequency_penalty") if name in asked.body]
        if names:
            told = "\n".join(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.'
                for name in names
            )
            raise self._error(400, told, "INVALID_ARGUMENT")
        if asked.number == 0:
            raise self._error(
                429,
                "You exceeded your current quota, please check your plan and billing details. For "
                "more information on this error, head to: "
                "https://ai.google.dev/gemini-api/docs/rate-limits. \n* Quota exceeded for metric: "
                "generativelanguage.googleapis.com/generate_content_paid_tier_input_token_count, "
                "limit: 1000000, model: gemini-3.5-flash\nPlease retry in 0.308s.",
                "RESOURCE_EXHAUSTED",
                {
                    "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                    "violations": [
                        {"quotaId": "GenerateContentPaidTierInputTokensPerModelPerMinute"}
                    ],
                },
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.3s"},
            )

    def unknown(self, model: str) -> RefusalError:
        """By the name of its own API."""
        return self._error(
            404,
            f"models/{model} is not found for API version v1beta, or is not supported for "
            "generateContent. Call ListModels to see the list of available models.",
            "NOT_FOUND",
        )

    def answer(self, asked: Asked, text: str) -> object:
        """Think within the same limit, without a word of it."""
        if asked.limit < 2 * NEEDED_TO_THINK:
            record = completion(None, model=asked.body["model"], finish="length")
            del record["choices"][0]["message"]["content"]
            record["usage"] = {"prompt_tokens": 100, "total_tokens": 100 + asked.limit}
            return record
        return super().answer(asked, text)

    @staticmethod
    def _error(status: int, message: str, kind: str, *details: object) -> RefusalError:
        body = {"code": status, "message": message, "status": kind, "details": list(details)}
        return RefusalError(status, [{"error": body}])


class Mistral(Provider):
    """https://docs.mistral.ai/capabilities/reasoning: thoughts and text are chunks of the content.

    What it does not know it forbids (https://github.com/editor-code-assistant/eca/issues/231); a
    model that is not there: https://github.com/tmc/langchaingo/issues/1233.
    """

    models = ("mistral-medium-latest",)
    _known = frozenset(
        {"model", "messages", "max_tokens", "temperature", "response_format", "random_seed"}
        | {"reasoning_effort"}
    )

    def check(self, asked: Asked) -> None:
        """Forbid what it does not know."""
        wrong = [
            {
                "type": "extra_forbidden",
                "loc": ["body", name],
                "msg": "Extra inputs are not permitted",
                "input": value,
            }
            for name, value in asked.body.items()
            if name not in self._known
        ]
        if wrong:
            raise RefusalError(
                422,
                {"object": "error", "message": {"detail": wrong}, "type": "invalid_request_error"},
            )

    def unknown(self, model: str) -> RefusalError:
        """With a code of its own."""
        return RefusalError(
            400,
            {
                "object": "error",
                "message": f"Invalid model: {model}",
                "type": "invalid_model",
                "param": None,
                "code": "1500",
            },
        )

    def answer(self, asked: Asked, text: str) -> object:
        """In chunks."""
        thoughts = {"type": "thinking", "thinking": [{"type": "text", "text": THOUGHT}]}
        return completion([thoughts, {"type": "text", "text": text}], model=asked.body["model"])


class Azure(OpenAI):
    """https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle.

    A version in the address belongs to each request; a model is a deployment's name
    (https://github.com/chatboxai/chatbox/issues/861).
    """

    path = "/openai/v1/chat/completions"
    models = ("my-gpt-5-mini",)

    def check(self, asked: Asked) -> None:
        """Insist on a version and a key."""
        if asked.query.get("api-version") != ["preview"] or not asked.headers.get("api-key"):
            raise RefusalError(404, {"error": {"code": "404", "message": "Resource not found"}})
        super().check(asked)

    def unknown(self, model: str) -> RefusalError:
        """Without its name."""
        return error(
            404,
            "The API deployment for this resource does not exist. If you created the deployment "
            "within the last 5 minutes, please wait a moment and try again.",
            code="DeploymentNotFound",
        )


class OpenRouter(Provider):
    """https://openrouter.ai/docs/api/reference/errors-and-debugging: an error may come with 200.

    A model that is not there: https://github.com/maxnowack/anthropic-proxy/issues/4.
    """

    path = "/api/v1/chat/completions"
    models = ("openai/gpt-5-mini",)

    def check(self, asked: Asked) -> None:
        """Fail once behind the scenes."""
        if asked.number == 0:
            detail = {"code": 502, "message": "Provider returned error", "metadata": {}}
            raise RefusalError(200, {"id": "gen-1", "error": detail, "user_id": "user_1"})

    def unknown(self, model: str) -> RefusalError:
        """As a bad request."""
        detail = {"message": f"{model} is not a valid model ID", "code": 400}
        return RefusalError(400, {"error": detail, "user_id": "user_1"})

    def answer(self, asked: Asked, text: str) -> object:
        """With its thoughts beside."""
        record = completion(text, model=asked.body["model"])
        record["choices"][0]["message"]["reasoning"] = THOUGHT
        return record


_GROUP = "LiteLLM: model group 'team-model' failed with the error above. No fallback was attempted."


class LiteLLM(OpenAI):
    """A proxy, with a model that thinks behind it.

    What a model does not take is an error: https://docs.litellm.ai/docs/completion/drop_params.
    The words are those of the real one (1.106.2), which test_litellm.py asks where it is installed.
    """

    models = ("team-model",)
    lessons = "no temperature; json_object for a JSON schema; thinks first"

    def check(self, asked: Asked) -> None:
        """Refuse for the model behind it, one thing after another."""
        told = ""
        if "temperature" in asked.body:
            told = (
                "gpt-5-mini doesn't support temperature=0 while reasoning is active. Only "
                "temperature=1 is supported unless reasoning_effort resolves to 'none', either set "
                "explicitly on the request or declared as the model's default_reasoning_effort. To "
                "drop unsupported params set `litellm.drop_params = True`"
            )
        elif asked.shape == "json_schema":
            told = (
                "openai does not support parameters: ['response_format'], for model=gpt-5-mini. To "
                "drop these, set `litellm.drop_params=True` or for proxy:\n\n`litellm_settings:\n "
                "drop_params: true`\n. \n If you want to use these params dynamically send "
                "allowed_openai_params=['response_format'] in your request."
            )
        if told:
            message = f"litellm.UnsupportedParamsError: {told}\n\n{_GROUP}"
            raise error(400, message, type="invalid_request_error", code="400")

    def unknown(self, model: str) -> RefusalError:
        """As a bad request."""
        message = (
            f"/chat/completions: Invalid model name passed in model={model}. Call `/v1/models` to "
            "view available models for your key."
        )
        more = {"provider_specific_fields": {"error": message}}
        return error(400, message, type="invalid_request_error", code="400", **more)


class Ollama(Provider):
    """https://docs.ollama.com/api/openai-compatibility; thoughts stand in `reasoning`.

    A model that is not there: https://github.com/netease-youdao/QAnything/issues/555.
    """

    models = ("qwen3",)

    def unknown(self, model: str) -> RefusalError:
        """With a remedy."""
        return error(404, f'model "{model}" not found, try pulling it first', type="api_error")

    def answer(self, asked: Asked, text: str) -> object:
        """With its thoughts beside."""
        record = completion(text, model=asked.body["model"])
        record["choices"][0]["message"]["reasoning"] = THOUGHT
        return record


class Schemaless(Ollama):
    """A local server that takes no `response_format`, with a model that thinks aloud.

    So llama-cpp-python and older servers do; the tags are Qwen's and DeepSeek's
    (https://docs.vllm.ai/en/v0.8.3/features/reasoning_outputs.html).
    """

    lessons = "no response_format"

    def check(self, asked: Asked) -> None:
        """Know no format."""
        if asked.shape != "none":
            raise RefusalError(400, {"error": f"unknown response_format type: {asked.shape}"})

    def answer(self, asked: Asked, text: str) -> object:
        """Thinking aloud, drafting, and in bold."""
        bold = json.loads(text)
        for claim in bold.get("sentences", ()):
            claim["text"] = f"**{claim['text'].rstrip('.')}**."
        draft = json.dumps({"sentences": [{"text": "A draft.", "lines": [999]}]})
        told = f"<think>\n{THOUGHT.format(draft)}\n</think>\n\nFirst: {draft}\n\nBetter:\n```json\n"
        return completion(f"{told}{json.dumps(bold)}\n```", model=asked.body["model"])


class LlamaCpp(Provider):
    """https://github.com/ggml-org/llama.cpp/tree/master/tools/server: it takes any model's name.

    While it loads it says so; what does not fit it counts
    (https://github.com/ggml-org/llama.cpp/pull/15780, in the words of issues/19774).
    """

    context: ClassVar[int] = 8192

    def check(self, asked: Asked) -> None:
        """Load at first, and count."""
        if asked.number == 0:
            detail = {"code": 503, "message": "Loading model", "type": "unavailable_error"}
            raise RefusalError(503, {"error": detail})
        size = sum(len(each["content"]) for each in asked.body["messages"]) // 4
        if size > self.context:
            detail = {
                "code": 400,
                "message": f"request ({size} tokens) exceeds the available context size "
                f"({self.context} tokens), try increasing it",
                "type": "exceed_context_size_error",
                "n_prompt_tokens": size,
                "n_ctx": self.context,
            }
            raise RefusalError(400, {"error": detail})

    def answer(self, asked: Asked, text: str) -> object:
        """With its thoughts beside."""
        record = completion(text, model=asked.body["model"])
        record["choices"][0]["message"]["reasoning_content"] = THOUGHT
        return record


class Small(LlamaCpp):
    """The same server with room for nothing at all."""

    context = 10


class VLLM(Provider):
    """https://docs.vllm.ai/en/stable/features/reasoning_outputs/: thoughts stand in `reasoning`.

    A model that is not there: https://github.com/vllm-project/vllm/issues/3485; what is too long:
    https://github.com/vllm-project/vllm/issues/20409.
    """

    models = ("Qwen/Qwen3-8B",)
    context = 8192

    def check(self, asked: Asked) -> None:
        """Count prompt and answer together."""
        size = sum(len(each["content"]) for each in asked.body["messages"]) // 4
        if size + asked.limit > self.context:
            raise RefusalError(
                400,
                {
                    "object": "error",
                    "message": f"This model's maximum context length is {self.context} tokens. "
                    f"However, you requested {size + asked.limit} tokens ({size} in the messages, "
                    f"{asked.limit} in the completion). Please reduce the length of the messages "
                    "or completion.",
                    "type": "BadRequestError",
                    "param": None,
                    "code": 400,
                },
            )

    def unknown(self, model: str) -> RefusalError:
        """Flat, without `error`."""
        return RefusalError(
            404,
            {
                "object": "error",
                "message": f"The model `{model}` does not exist.",
                "type": "NotFoundError",
                "param": None,
                "code": 404,
            },
        )

    def answer(self, asked: Asked, text: str) -> object:
        """With its thoughts beside, and cut off while they last, unless it is not to think."""
        record = completion(text, model=asked.body["model"])
        if asked.body.get("chat_template_kwargs") != {"enable_thinking": False}:
            if asked.limit < NEEDED_TO_THINK:
                record = completion(None, model=asked.body["model"], finish="length")
            record["choices"][0]["message"]["reasoning"] = THOUGHT
        return record


class LMStudio(Provider):
    """https://lmstudio.ai/docs/developer/openai-compat: a schema, or no format at all.

    An error may be a mere string (https://github.com/LoadShine/tada/issues/16); a model that is not
    there: https://github.com/assafelovic/gpt-researcher/issues/1556.
    """

    models = ("qwen/qwen3-8b",)

    def check(self, asked: Asked) -> None:
        """Know two formats."""
        if asked.shape == "json_object":
            raise RefusalError(
                400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}
            )

    def unknown(self, model: str) -> RefusalError:
        """With those that it has."""
        return error(
            400,
            f'Invalid model identifier "{model}". Please specify a valid downloaded model '
            "(e.g., qwen/qwen3-8b).",
            type="invalid_request_error",
            param="model",
            code="model_not_found",
        )


PROVIDERS: dict[str, type[Provider]] = {
    "OpenAI": OpenAI,
    "Anthropic": Anthropic,
    "Gemini": Gemini,
    "Mistral": Mistral,
    "Azure": Azure,
    "OpenRouter": OpenRouter,
    "LiteLLM": LiteLLM,
    "Ollama": Ollama,
    "llama.cpp": LlamaCpp,
    "vLLM": VLLM,
    "LM Studio": LMStudio,
}
"""By the name that the README gives them."""


class _Door(Handler):
    """One request to a provider."""

    server: Counterfeit

    def get(self) -> None:
        """List the models."""
        path = self.server.provider.path.replace("chat/completions", "models")
        if urlsplit(self.path).path != path:
            self.reply(404, {"error": "not found"})
            return
        data = [{"id": name, "object": "model"} for name in self.server.provider.models]
        self.reply(200, {"object": "list", "data": data})

    def post(self) -> None:
        """Answer, or refuse."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        url = urlsplit(self.path)
        number = self.server.note(body)
        asked = Asked(number, body, dict(self.headers.items()), parse_qs(url.query))
        provider = self.server.provider
        try:
            if url.path != provider.path:
                raise RefusalError(404, {"error": "Not Found"})
            if provider.models and body["model"] not in provider.models:
                raise provider.unknown(body["model"])
            provider.check(asked)
        except RefusalError as refusal:
            self.reply(refusal.status, refusal.body, **refusal.headers)
            return
        self.server.note_answered(number)
        self.reply(200, provider.answer(asked, self.server.answer(body)))


class Counterfeit(Oracle):
    """A server in the place of a provider's."""

    handler = _Door

    def __init__(
        self, provider: Provider, answer: Callable[[dict[str, Any]], str] = faithful
    ) -> None:
        super().__init__(answer=answer)
        self.provider = provider

    @property
    def host(self) -> str:
        """Where it is, without the path."""
        return f"127.0.0.1:{self.server_address[1]}"

    def refusals(self) -> Iterator[int]:
        """The numbers of the posts that brought no answer."""
        return (number for number in range(len(self.bodies)) if number not in self.answered)
