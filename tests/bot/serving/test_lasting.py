"""Parts that last as long as a block, and end it when one of them ends."""

import asyncio

import pytest

from bot.serving.lasting import lasting
from core.errors import PermanentError, TransientError


async def forever() -> None:
    await asyncio.Event().wait()


async def test_parts_run_for_the_length_of_the_block() -> None:
    seen: list[str] = []
    runs = asyncio.Event()

    async def part() -> None:
        runs.set()
        try:
            await forever()
        finally:
            await asyncio.sleep(0)
            seen.append("ended")

    async with lasting({"one": part}):
        await runs.wait()
        assert not seen
    assert seen == ["ended"]


async def fails() -> None:
    raise TransientError("It is gone.")


async def returns() -> None:
    return


@pytest.mark.fault("F189")
@pytest.mark.parametrize(("part", "why"), [(fails, "It is gone."), (returns, "it should not have.")])
async def test_a_part_that_ends_by_itself_ends_all_of_them(part: object, why: str) -> None:
    with pytest.RaisesGroup(PermanentError) as raised:  # and not a TimeoutError
        async with asyncio.timeout(5), lasting({"first": forever, "second": part}):  # type: ignore[dict-item]  # one of the two above
            await forever()
    assert str(raised.value.exceptions[0]) == f"Recap stops, since “second” ended: {why}"


async def test_a_mistake_of_ours_in_a_part_stays_what_it_is() -> None:
    async def breaks() -> None:
        raise KeyError("ours")

    with pytest.RaisesGroup(KeyError):
        async with lasting({"one": breaks}):
            await forever()
