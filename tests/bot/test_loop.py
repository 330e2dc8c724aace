"""A loop hears of the end of its child processes, leaves other loops as they were, and looks for few cycles."""

import asyncio
import gc
import os
import sys

import pytest

from bot.loop import runner, settled


async def hello() -> str:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('hello')", stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    return output.decode().strip()


@pytest.mark.parametrize("has_kernels_word", [True, False])
def test_runner_hears_of_the_end_of_a_process(monkeypatch: pytest.MonkeyPatch, has_kernels_word: bool) -> None:  # noqa: FBT001
    if not has_kernels_word:
        if sys.version_info >= (3, 12):
            pytest.skip("asyncio looks for it once, when it is imported")
        monkeypatch.delattr(os, "pidfd_open", raising=False)
    with runner() as loop:
        assert loop.run(hello()) == "hello"
    with runner() as loop:
        assert loop.run(hello()) == "hello"


def test_runner_leaves_other_loops_as_they_were() -> None:
    with runner() as loop:
        loop.run(hello())
    assert asyncio.run(hello()) == "hello"


def test_looks_for_cycles_pass_over_what_was_there_before() -> None:
    before = [[] for _ in range(1_000)]  # type: list[list[object]]
    try:
        settled()
        later: list[object] = []
        looked_at = {id(one) for one in gc.get_objects()}
    finally:
        gc.unfreeze()
    assert id(later) in looked_at
    assert not looked_at & {id(one) for one in before}
