"""An answer that is not whole is an error with its reason; what may pass is asked once more."""

import asyncio
from collections.abc import Sequence

import pytest

from adapters.openai import Limits
from core.messages import telling as messages
from tests.adapters.openai.heard import FIRST, TEXT, Sleeps, heard, writer
from tests.servers.openai import MODEL, OpenAIServer, Turn, body, chunk, refuses, resets, says, sends, shows, stalls

MODES: Sequence[tuple[str, Turn, str, str]] = [
    ("clean end without a reason", says("[W1] Fixed", reason=None), "[W1] Fixed", messages.CUT),
    ("end in the middle of the stream", sends(FIRST), "[W1] Fixed", messages.CUT),
    ("reset", sends(FIRST, then="reset"), "[W1] Fixed", messages.CUT),
    ("stall", sends(FIRST, then="stall"), "[W1] Fixed", messages.STALLED),
    ("bad chunk", sends(FIRST, b'data: {"choices": [{"del\n\n'), "[W1] Fixed", messages.GARBLED),
    ("deeply nested chunk", sends(FIRST, b"data: " + b"[" * 100_000 + b"\n\n"), "[W1] Fixed", messages.GARBLED),
    ("number of 5,000 digits", sends(FIRST, b"data: " + b"9" * 5_000 + b"\n\n"), "[W1] Fixed", messages.GARBLED),
    ("not UTF-8", sends(FIRST, b"data: \xff\xfe\n\n"), "[W1] Fixed", messages.GARBLED),
    ("error event", sends(FIRST, b'data: {"error": {"message": "overloaded"}}\n\n'), "[W1] Fixed", messages.BROKEN),
    ("length", says("[W1] Fixed", reason="length"), "[W1] Fixed", messages.TOO_LONG),
    ("content filter", says("[W1] Fixed", reason="content_filter"), "[W1] Fixed", messages.FILTERED),
    ("a call of a tool", says("", reason="tool_calls"), "", messages.NOT_TEXT),
    ("refusal", sends(chunk({"refusal": "I cannot"})), "", messages.REFUSED),
    ("empty", says(""), "", messages.EMPTY),
    ("white space", says(" \n\n  "), " \n\n  ", messages.EMPTY),
    ("wrong key", refuses(401, "Incorrect API key provided: sk-abc"), "", messages.BAD_KEY),
    ("forbidden", refuses(403), "", messages.BAD_KEY),
    ("unknown model", refuses(404), "", messages.unknown_model(MODEL)),
    ("no credit", refuses(429, code="insufficient_quota"), "", messages.NO_CREDIT),
    ("too much", refuses(400, code="context_length_exceeded"), "", messages.TOO_MUCH),
    ("bad request", refuses(400, "unknown field"), "", messages.rejected(400)),
    ("moved", refuses(308), "", messages.MOVED),
    ("no credit, by its type", sends(b'data: {"error": {"code": 402, "message": "Insufficient credits"}}\n\n'), "", messages.NO_CREDIT),
    ("wrong key inside of the stream", sends(b'data: {"error": {"code": "401", "message": "no"}}\n\n'), "", messages.BAD_KEY),
    ("payment required", refuses(402), "", messages.NO_CREDIT),
    ("stall before the answer", stalls, "", messages.LATE),
    ("stall before the text", sends(chunk({"role": "assistant"}), then="stall"), "", messages.LATE),
    ("length, in Mistral's word", says("[W1] Fixed", reason="model_length"), "[W1] Fixed", messages.TOO_LONG),
    ("teapot", shows(418, "<h1>no</h1>"), "", messages.rejected(418)),
]


@pytest.mark.fault("F081")
@pytest.mark.fault("F082")
@pytest.mark.parametrize(("turn", "text", "sentence"), [mode[1:] for mode in MODES], ids=[mode[0] for mode in MODES])
async def test_an_answer_that_is_not_whole_is_an_error_with_its_reason(turn: Turn, text: str, sentence: str) -> None:
    async with OpenAIServer(turn) as server:
        assert await heard(writer(server)) == (text, sentence)
        assert len(server.asked) == 1  # what cannot get better, or has begun, is not asked again


PASSING: Sequence[tuple[str, Turn, str]] = [
    ("429", refuses(429), messages.BUSY),
    ("500", refuses(500), messages.failed(500)),
    ("503 with a page", shows(503, "<html>sorry</html>"), messages.failed(503)),
    ("408", refuses(408), messages.failed(408)),
    ("reset before the answer", resets, messages.UNREACHABLE),
    ("cut before the text", sends(chunk({"role": "assistant"})), messages.CUT),
    ("a page instead of a stream", shows(200, "<html>login</html>"), messages.FOREIGN),
    ("an error as the reason", says("", reason="error"), messages.BROKEN),
    ("too many requests inside of the stream", sends(b'data: {"error": {"code": 429, "message": "no"}}\n\n'), messages.BUSY),
    ("bad chunk before the text", sends(b"data: {\n\n"), messages.GARBLED),
    ("error before the text", sends(b'data: {"error": {"message": "overloaded"}}\n\n'), messages.BROKEN),
]


@pytest.mark.fault("F080")
@pytest.mark.parametrize(("turn", "sentence"), [mode[1:] for mode in PASSING], ids=[mode[0] for mode in PASSING])
async def test_what_may_pass_is_asked_twice_and_no_more(turn: Turn, sentence: str) -> None:
    sleep = Sleeps()
    async with OpenAIServer(turn) as server:
        assert await heard(writer(server, sleep=sleep)) == ("", sentence)
        assert len(server.asked) == 2
    assert sleep.seconds == [0.5]


@pytest.mark.fault("F080")
@pytest.mark.parametrize("turn", [mode[1] for mode in PASSING], ids=[mode[0] for mode in PASSING])
async def test_the_second_attempt_brings_the_whole_text(turn: Turn) -> None:
    async with OpenAIServer(turn, says(TEXT)) as server:
        assert await heard(writer(server)) == (TEXT, "")


@pytest.mark.parametrize(
    ("value", "asked", "slept"), [("3", 2, [3.0]), ("60", 1, []), ("Fri, 31 Dec 2027 23:59:59 GMT", 2, [0.5]), ("nan", 2, [0.5])]
)
async def test_retry_after_is_honoured_up_to_a_few_seconds(value: str, asked: int, slept: list[float]) -> None:
    sleep = Sleeps()
    async with OpenAIServer(refuses(429, headers={"Retry-After": value})) as server:
        assert await heard(writer(server, sleep=sleep)) == ("", messages.BUSY)
        assert len(server.asked) == asked
    assert sleep.seconds == slept


async def test_no_second_attempt_begins_after_the_deadline() -> None:
    async with OpenAIServer(refuses(500)) as server:
        assert await heard(writer(server, limits=Limits(first=0.2, idle=0.2, total=0.4))) == ("", messages.failed(500))
        assert len(server.asked) == 1


async def test_a_model_may_think_in_silence_longer_than_it_may_pause() -> None:
    clock = asyncio.get_running_loop().time
    async with OpenAIServer(sends(chunk({"role": "assistant"}), then="stall")) as server:
        begun = clock()
        assert await heard(writer(server, limits=Limits(first=0.3, idle=0.01))) == ("", messages.LATE)
        assert clock() - begun >= 0.3


RAW = b"".join(body(TEXT))


@pytest.mark.fault("F081")
@pytest.mark.parametrize("then", ["end", "reset"])
async def test_a_stream_cut_at_any_byte_is_an_error_and_its_text_a_beginning(then: str) -> None:
    finished = RAW.index(b'"stop"') + 10
    for at in [*range(0, finished, 41), *range(finished - 30, finished)]:
        async with OpenAIServer(sends(RAW[:at], then=then)) as server:
            text, sentence = await heard(writer(server))
        assert TEXT.startswith(text)
        assert sentence in {messages.CUT, messages.GARBLED, messages.UNREACHABLE}
