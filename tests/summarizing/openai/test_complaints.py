"""What is made of the words of many servers' errors, as they were seen."""

from __future__ import annotations

import json

import pytest

from generator.summarizing.openai.complaints import Complaint, read_complaint

QUOTA = "You exceeded your current quota, please check your plan and billing details."


def complaint(status: int, message: str, /, **more: object) -> Complaint:
    """An error as OpenAI shapes it."""
    return read_complaint(status, {"error": {"message": message, **more}}, {})


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("Please retry in 17.30897372s.", 17.30897372),  # Gemini
        ("Please try again in 20s.", 20.0),  # OpenAI
        ("Please try again in 250ms.", 0.25),
        ("Please try again in 6m0s.", 360.0),
        ("Please try again in 1h2m3.5s.", 3723.5),  # Groq
        ("Please retry after 43 seconds.", 43.0),  # Azure
        ("Rate limit exceeded, come back soon", None),
        ("Limit 10, used 12 in 60s", None),
    ],
)
def test_a_message_says_how_long_to_wait(told: str, seconds: float | None) -> None:
    """In any unit, after "retry" or "try again" alone."""
    wait = complaint(429, told).wait
    assert wait == (None if seconds is None else pytest.approx(seconds))


def test_a_header_and_googles_retry_info_say_it_too() -> None:
    """The header first; `RetryInfo` also where a proxy passes the body on as text."""
    info = {"details": [{"@type": "google.rpc.RetryInfo", "retryDelay": "17s"}]}
    assert read_complaint(429, [{"error": info}], {}).wait == 17.0
    assert complaint(429, f"VertexException - {json.dumps(info)}").wait == 17.0
    assert read_complaint(429, [{"error": info}], {"retry-after": "3"}).wait == 3.0


@pytest.mark.parametrize(
    ("status", "message", "more", "final"),
    [
        (429, QUOTA, {"code": "insufficient_quota"}, True),  # OpenAI
        (429, f"litellm.RateLimitError: OpenAIException - {QUOTA}", {}, True),
        (429, f"{QUOTA}\nPlease retry in 17s.", {"status": "RESOURCE_EXHAUSTED"}, False),  # Gemini
        (429, QUOTA, {"status": "RESOURCE_EXHAUSTED"}, False),
        (429, f"{QUOTA}\n* Quota exceeded, limit: 0, model: gemini-3-pro", {}, True),
        (429, f"{QUOTA}\n* limit: 1000000\nPlease retry in 1s", {}, False),
        (429, "Requests rate limit exceeded", {}, False),  # Mistral
        (400, "API key not valid. Please pass a valid API key.", {}, True),  # Gemini
        (400, "Your credit balance is too low to access the Anthropic API.", {}, True),
        (400, "No connected db.", {"type": "no_db_connection"}, True),  # LiteLLM, of a wrong key
        (400, "temperature is too low", {}, False),
        (402, "Insufficient credits", {}, True),  # OpenRouter
    ],
)
def test_what_the_account_does_not_let_through(
    status: int, message: str, more: dict[str, object], final: bool
) -> None:
    """An empty account or a wrong key is final; a rate limit is not, whatever else it mentions."""
    assert complaint(status, message, **more).is_about_the_account == final


@pytest.mark.parametrize(
    ("status", "message", "unknown"),
    [
        (404, "The model `m-1` does not exist or you do not have access to it.", True),
        (404, 'model "m-1" not found, try pulling it first', True),  # Ollama
        (400, "m-1 is not a valid model ID", True),  # OpenRouter
        (400, "Invalid model: m-1", True),  # Mistral
        (404, "No endpoints found for m-1.", True),  # OpenRouter
        (400, "Model Not Exist", True),  # DeepSeek
        (400, "No models loaded. Please load a model in the developer page", True),  # LM Studio
        (404, "litellm.NotFoundError: The model `gpt-x` does not exist", True),  # behind a proxy
        (404, "No endpoints found that support tool use.", False),
        (404, "Resource not found", False),
        (400, "response_format json_schema is not available for model m-2", False),
        (429, "The model `m-1` does not exist", False),
        (400, "The field m-1-extra was not found in this model", False),
    ],
)
def test_a_model_that_is_not_there(status: int, message: str, unknown: bool) -> None:
    """In each server's words; a wrong address and a wrong parameter are something else."""
    assert complaint(status, message).is_about_the_model("m-1") == unknown


@pytest.mark.parametrize(
    ("status", "message", "too_long"),
    [
        (400, "The input token count (1200000) exceeds the maximum number of tokens allowed", True),
        (400, "prompt is too long: 210000 tokens > 200000 maximum", True),  # Anthropic
        (400, "input length and `max_tokens` exceed context limit: 190000 + 20000", True),
        (400, "Prompt contains 40960 tokens, too large for model with 32768 maximum context length",
         True),  # Mistral
        (400, "n_keep: 13055>= n_ctx: 4096: greater than the context length", True),  # LM Studio
        (429, "Request too large for gpt-4o on tokens per min (TPM): Limit 30000", True),
        (400, "max_tokens is too large: 20000. This model supports at most 16384", False),
    ],
)  # fmt: skip
def test_what_is_too_long(status: int, message: str, too_long: bool) -> None:
    """For the context, or for ever for a limit of a minute; an answer's limit is something else."""
    assert complaint(status, message).is_too_long == too_long


@pytest.mark.parametrize(
    ("message", "asked", "limit"),
    [
        ("max_tokens: 50000 > 8192, which is the maximum allowed number of output tokens for "
         "claude-3-5-sonnet-20241022", 50_000, 8191),
        ("max_tokens is too large: 20000. This model supports at most 16384.", 20_000, 16_383),
        ("'max_tokens' is not supported with this model gpt-5-2025-08-07", 5000, None),
        ("temperature must be less than 100", 5000, None),
    ],
)  # fmt: skip
def test_how_long_an_answer_may_be(message: str, asked: int, limit: int | None) -> None:
    """As far as an error says it, and never a number out of a model's name."""
    assert complaint(400, message).limit_below(asked) == limit


@pytest.mark.parametrize(
    "message",
    [
        "The response was filtered due to the prompt triggering Azure OpenAI's content management "
        "policy.",
        "code: content_filter",
    ],
)
def test_a_filter_is_no_fault_of_the_request(message: str) -> None:
    """It is about this one prompt, whatever the status."""
    assert complaint(400, message).is_filtered
    assert not complaint(500, message).is_filtered


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"error": {"message": "no"}}, "no"),
        ([{"error": {"code": 400, "message": "no"}}], "no"),
        ({"error": "no"}, "no"),
        ({"object": "error", "message": "no", "code": 400}, "no"),
        ({"detail": [{"loc": ["body", "seed"], "msg": "not allowed"}]}, "not allowed: body.seed"),
        ("<html>", "<html>"),
        ({"code": 7}, "code: 7"),
        ({}, "no reason given"),
    ],
)
def test_the_sentence_for_people_is_found(body: object, told: str) -> None:
    """Wherever a server puts it; else all that there is."""
    assert read_complaint(400, body, {}).message == told


def test_only_what_is_complained_of_is_named() -> None:
    """Nothing that a later sentence mentions, unless the first names none, and nothing echoed."""
    told = "gpt-5-mini doesn't support temperature=0 unless so. Set reasoning_effort to 'none'"
    both = ("reasoning_effort", "temperature")
    assert complaint(400, told).names(both) == ("temperature",)
    assert complaint(400, "Bad request. The seed is unknown").names(("seed",)) == ("seed",)
    assert read_complaint(422, {"detail": [{"input": {"seed": 1}}]}, {}).names(("seed",)) == ()
