"""A model's tokens, reserved before and settled after, on a real store."""

import asyncio
from contextlib import aclosing, nullcontext
from pathlib import Path

import pytest
from typing_extensions import override

from bot.accounts.allowed import AllowedWriter
from bot.accounts.linked import Links
from core.errors import WriterError
from core.limits import Limits, Rate
from core.model import Prompt
from core.ports import TokenCounter
from tests.bot.links import ANA, BOB, opened
from tests.fakes import FakeWriter
from tests.store import Server

PROMPT = Prompt("s" * 10, "u" * 74, 400)  # 100 tokens with the frame, and 400 for the answer
WIDE = Rate(1_000_000, 60)


class Letters(TokenCounter):
    """A token is a letter."""

    @override
    def count(self, text: str) -> int:
        return len(text)


def allowed(links: Links, writer: FakeWriter, member: object = ANA) -> AllowedWriter:
    return AllowedWriter(writer, Letters(), lambda: nullcontext(links), member)  # type: ignore[arg-type]  # a Member


async def text(writer: AllowedWriter) -> str:
    return "".join([piece async for piece in writer.write(PROMPT)])


async def left(links: Links, most: int) -> int:
    """Return how much is left of a day, by what may still be reserved."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        try:
            held = await links.allowance.reserve(ANA, middle)
        except Exception:  # noqa: BLE001  a test's own search
            high = middle - 1
        else:
            await links.allowance.settle(held, 0)
            low = middle
    return low


@pytest.mark.fault("F084")
async def test_what_a_model_was_given_and_said_is_counted_and_nothing_else(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(tokens=1_000, sustained=WIDE)) as links:
        assert await text(allowed(links, FakeWriter("[W1] ", "Added login"))) == "[W1] Added login"
        assert await left(links, 1_000) == 1_000 - 100 - 16


@pytest.mark.fault("F084")
async def test_over_the_day_the_model_is_not_called_and_the_reason_has_no_full_stop(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(tokens=499, sustained=WIDE)) as links:
        model = FakeWriter("text")
        with pytest.raises(WriterError) as refused:
            await text(allowed(links, model))
        assert str(refused.value) == "The language model's 499 tokens for a person's day are used up; there are new ones at 00:00 UTC"
        assert model.prompts == []


@pytest.mark.fault("F084")
async def test_many_at_once_never_pass_the_day_of_a_workspace_together(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(shared_tokens=1_600, sustained=WIDE)) as links:
        models = [FakeWriter("x" * 400) for _ in range(8)]
        calls = (text(allowed(links, model, member)) for model, member in zip(models, [ANA, BOB] * 4, strict=True))
        told = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(one, str) for one in told) == sum(bool(model.prompts) for model in models) == 3


async def test_a_model_that_refuses_at_once_costs_nothing_and_one_that_breaks_costs_what_it_said(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(tokens=1_000, sustained=WIDE)) as links:
        with pytest.raises(WriterError, match="no credit"):
            await text(allowed(links, FakeWriter(breaks=WriterError("no credit"))))
        assert await left(links, 1_000) == 1_000
        with pytest.raises(WriterError, match="cut"):
            await text(allowed(links, FakeWriter("1234", breaks=WriterError("cut"))))
        assert await left(links, 1_000) == 1_000 - 104


async def test_who_has_read_enough_pays_for_what_came(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(tokens=1_000, sustained=WIDE)) as links:
        async with aclosing(allowed(links, FakeWriter("12", "3456")).write(PROMPT)) as pieces:
            assert await anext(pieces) == "12"
        assert await left(links, 1_000) == 1_000 - 102


@pytest.mark.fault("F184")
async def test_a_call_that_cannot_be_counted_is_not_made(tmp_path: Path) -> None:
    with Server() as own:
        async with opened(own, tmp_path) as links:
            own.kill()
            model = FakeWriter("text")
            with pytest.raises(WriterError, match="must be counted, and cannot be now"):
                await text(allowed(links, model))
    assert model.prompts == []


@pytest.mark.origin("S08")
async def test_models_called_too_often_are_refused_with_when_to_come_again(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path) as links:
        told = [await text(allowed(links, FakeWriter("x"))) for _ in range(15)]  # two calls' worth each
        with pytest.raises(WriterError, match=r"^You have asked too often \(30 in 3 seconds at most\): try again in \d seconds?$"):
            await text(allowed(links, FakeWriter("x")))
    assert told == ["x"] * 15


async def test_what_the_clock_has_written_is_no_call_of_a_persons_and_counts_its_tokens(server: Server, tmp_path: Path) -> None:
    async with opened(server, tmp_path, limits=Limits(tokens=1_500, sustained=Rate(5, 600))) as links:
        model = AllowedWriter(FakeWriter("x" * 400), Letters(), lambda: nullcontext(links), ANA, is_counted=False)
        told = [await text(model) for _ in range(3)]
        with pytest.raises(WriterError, match="1,500 tokens for a person's day are used up"):
            await text(model)
    assert told == ["x" * 400] * 3
