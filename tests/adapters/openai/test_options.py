"""What a model does not take is left out, and its facts are told all the same."""

import pytest

from core.messages import telling as messages
from tests.adapters.openai.heard import PROMPT, heard, writer
from tests.servers.openai import OpenAIServer, Turn, answers, refuses, refuses_with, says


@pytest.mark.parametrize("rejects", [{"temperature"}, {"max_completion_tokens", "max_tokens"}, {"temperature", "max_completion_tokens"}])
async def test_an_option_that_the_model_does_not_take_is_left_out_from_then_on(rejects: set[str]) -> None:
    async with OpenAIServer(says("[W1] Fixed")) as server:
        server.rejects = rejects
        writing = writer(server)
        assert await heard(writing) == ("[W1] Fixed", "")
        assert await heard(writing) == ("[W1] Fixed", "")
    assert all(not rejects & asked.options.keys() for asked in server.asked)
    assert len(server.asked) == 2


async def test_a_model_that_knows_the_limit_by_its_older_name_is_given_it() -> None:
    async with OpenAIServer(says("[W1] Fixed")) as server:
        server.rejects = {"max_completion_tokens"}
        assert await heard(writer(server)) == ("[W1] Fixed", "")
    assert server.asked[0].options["max_tokens"] == 500


@pytest.mark.parametrize("said", ["System role not supported", "Developer instruction is not enabled for models/gemma-3-27b-it"])
async def test_a_model_without_a_message_of_the_system_is_given_the_task_before_the_facts(said: str) -> None:
    async with OpenAIServer(refuses(400, said), says("[W1] Fixed")) as server:
        server.rejects = {"system"}
        assert await heard(writer(server)) == ("[W1] Fixed", "")
    assert server.asked[-1].user == f"{PROMPT.system}\n{PROMPT.user}"


async def test_an_option_that_is_refused_as_mistral_refuses_it_is_left_out() -> None:
    detail = {"type": "extra_forbidden", "loc": ["body", "max_completion_tokens"], "msg": "Extra inputs are not permitted"}
    async with OpenAIServer(refuses_with(422, {"object": "error", "message": {"detail": [detail]}}), says("[W1] Fixed")) as server:
        assert await heard(writer(server)) == ("[W1] Fixed", "")
    assert server.asked[-1].options["max_tokens"] == 500


TOO_LONG = [
    refuses(400, "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens (500 in the completion)"),
    refuses(400, "the request exceeds the available context size, try increasing it"),
    refuses(413, "Request too large on tokens per minute (TPM): Limit 6000, Requested 6400", code="rate_limit_exceeded"),
]


@pytest.mark.fault("F085")
@pytest.mark.parametrize("refusal", TOO_LONG)
async def test_the_room_for_an_answer_is_given_up_before_the_facts_are_too_long(refusal: Turn) -> None:
    async with OpenAIServer(refusal, says("[W1] Fixed")) as server:
        assert await heard(writer(server)) == ("[W1] Fixed", "")
        assert [set(asked.options) - {"model", "stream", "temperature"} for asked in server.asked] == [{"max_completion_tokens"}, set()]
    async with OpenAIServer(refusal) as server:
        assert await heard(writer(server)) == ("", messages.TOO_MUCH)


@pytest.mark.parametrize(("text", "reason", "sentence"), [("[W1] Fixed", "stop", ""), ("", "stop", messages.EMPTY), ("", "", messages.CUT)])
async def test_a_model_that_does_not_stream_for_who_asks_answers_in_one_piece(text: str, reason: str, sentence: str) -> None:
    refusal = refuses(400, "Your organization must be verified to stream this model.", param="stream", code="unsupported_value")
    async with OpenAIServer(refusal, answers(text, reason=reason)) as server:
        assert await heard(writer(server)) == (text, sentence)
