"""Whether a name server that hangs is felt by others."""

import asyncio
import socket
from collections.abc import Iterator
from threading import Event

import pytest

from bot.loop import runner

_REAL = socket.getaddrinfo
_MANY = 50


class Hanging:
    """A system that knows no answer for one name until it is let go."""

    def __init__(self) -> None:
        self.asked = 0
        self.go = Event()

    def getaddrinfo(self, host: str, *words: int) -> object:
        if host != "hangs.example":
            return _REAL(host, *words)
        self.asked += 1
        self.go.wait(20)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hanging]:
    hanging = Hanging()
    monkeypatch.setattr(socket, "getaddrinfo", hanging.getaddrinfo)
    yield hanging
    hanging.go.set()


@pytest.mark.fault("F063")
def test_a_name_that_hangs_holds_up_no_other_nor_the_end(system: Hanging) -> None:
    async def asks() -> int:
        loop = asyncio.get_running_loop()
        waiting = [asyncio.create_task(loop.getaddrinfo("hangs.example", 443)) for _ in range(_MANY)]
        async with asyncio.timeout(5):
            return len(await loop.getaddrinfo("127.0.0.1", 443)) + sum(one.done() for one in waiting)

    with runner() as loop:
        assert loop.run(asks()) > 0
    assert not system.go.is_set()
    assert system.asked == 1


def test_whoever_asks_for_a_name_has_its_answer_whoever_gives_up(system: Hanging) -> None:
    async def asks() -> list[object]:
        loop = asyncio.get_running_loop()
        first, *others = (asyncio.create_task(loop.getaddrinfo("hangs.example", 443)) for _ in range(3))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait({first})
        system.go.set()
        answers: list[object] = list(await asyncio.gather(*others, return_exceptions=True))
        again = await asyncio.gather(loop.getaddrinfo("hangs.example", 443), return_exceptions=True)
        return [*answers, *again]

    with runner() as loop:
        assert [type(one) for one in loop.run(asks())] == [socket.gaierror] * 3
    assert system.asked == 2


def test_other_work_has_threads_as_before() -> None:
    async def works() -> list[int]:
        return await asyncio.gather(*(asyncio.to_thread(abs, -number) for number in range(3)))

    with runner() as loop:
        assert loop.run(works()) == [0, 1, 2]
