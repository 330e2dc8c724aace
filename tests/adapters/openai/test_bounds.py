"""An endpoint that does not stop is stopped: by its size, by the time, and before it fills the memory."""

import resource
from collections.abc import Sequence

import pytest

from adapters.openai import Limits
from core.messages import telling as messages
from tests.adapters.openai.heard import FIRST, heard, writer
from tests.servers.openai import OpenAIServer, Turn, body, bomb, chunk, floods, never_ends, sends


@pytest.mark.fault("F083")
async def test_an_endless_text_is_stopped_at_its_size() -> None:
    async with OpenAIServer(never_ends({"content": "é" * 500})) as server:
        text, sentence = await heard(writer(server, limits=Limits(size=10_000)))
    assert sentence == messages.ENDLESS
    assert len(text.encode()) == 10_000


@pytest.mark.fault("F083")
@pytest.mark.parametrize("delta", [{"reasoning_content": "hm"}, {"content": ""}])
async def test_endless_thinking_is_stopped_by_the_deadline(delta: dict[str, str]) -> None:
    async with OpenAIServer(never_ends(delta)) as server:
        assert await heard(writer(server, limits=Limits(idle=0.2, total=0.3))) == ("", messages.LATE)


async def test_a_steady_text_that_passes_the_deadline_took_too_long() -> None:
    async with OpenAIServer(never_ends({"content": "a"})) as server:
        text, sentence = await heard(writer(server, limits=Limits(idle=5.0, total=0.2, size=1 << 30)))
    assert text
    assert sentence == messages.LATE


FLOODS: Sequence[tuple[str, Turn, str]] = [
    ("a line without end", floods(200, first=b"data: "), messages.ENDLESS),
    ("a line without end after some text", floods(200, first=FIRST + b"data: "), messages.ENDLESS),
    ("an event of many lines", floods(200, piece=b"data: 1\n" * 10_000), messages.ENDLESS),
    ("comments", floods(200, piece=(b": " + b"p" * 10_000 + b"\n\n") * 10), messages.ENDLESS),
    ("thinking", floods(200, piece=chunk({"reasoning_content": "hm" * 5_000}) * 10), messages.ENDLESS),
    ("a refusal without end", floods(400, first=b'{"error": {"message": "'), messages.rejected(400)),
    ("a wrong key's page without end", floods(401), messages.BAD_KEY),
    ("a refusal that unpacks to half a gigabyte", bomb(400), messages.rejected(400)),
    ("an answer that unpacks to half a gigabyte", bomb(200), messages.GARBLED),
    ("a line that unpacks to half a gigabyte", bomb(200, first=b"data: "), messages.GARBLED),
]


@pytest.mark.fault("F083")
@pytest.mark.parametrize(("turn", "sentence"), [mode[1:] for mode in FLOODS], ids=[mode[0] for mode in FLOODS])
async def test_an_endpoint_cannot_fill_the_memory(turn: Turn, sentence: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with OpenAIServer(turn) as server:
        _, told = await heard(writer(server, limits=Limits(idle=20.0, total=20.0)))
    assert told == sentence
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


async def test_events_that_end_with_any_line_break_are_told_apart() -> None:
    for end in (b"\n\n", b"\r\n\r\n", b"\r\r"):
        event = b'data: {"choices": [{"delta": {"content": "' + b"." * 300_000 + b'"}}]}' + end
        async with OpenAIServer(sends(*[event] * 5, *body("", reason="stop"))) as server:
            text, sentence = await heard(writer(server, limits=Limits(size=1 << 30)))
        assert (len(text), sentence) == (1_500_000, "")
