"""A name that leads inside, or that leads elsewhere the second time, is never connected to."""

import asyncio
import socket
from collections.abc import Sequence

import pytest

from adapters.oauth.pinned import PinnedResolver, addresses, checked
from adapters.oauth.requests import Requests
from core.errors import OutsideError, PermanentError, TransientError
from core.hosts import allowed
from tests.core.test_hosts import INSIDE
from tests.store import free_port

LIST = allowed("git.example.org corp.example.org=127.0.0.0/8")


class Names:
    """A resolver that gives one answer after the other, and the last one again and again."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, _: str) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.mark.fault("F180")
@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(address: str) -> None:
    for answer in ([address], ["8.8.8.8", address]):
        requests = Requests(resolver=PinnedResolver(LIST, lookup=Names(answer)))
        with pytest.raises(PermanentError, match="does not talk to"):
            await requests.send("POST", "https://git.example.org/oauth/token", form={"a": "b"})


@pytest.mark.fault("F181")
async def test_what_was_checked_is_what_is_connected_to() -> None:
    reached: asyncio.Queue[str] = asyncio.Queue()

    async def meet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.put_nowait(writer.get_extra_info("sockname")[0])
        writer.close()

    port = free_port()
    async with await asyncio.start_server(meet, ["127.0.0.1", "127.0.0.2"], port):
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        requests = Requests(resolver=PinnedResolver(LIST, lookup=names))
        with pytest.raises(OutsideError):
            await requests.send("POST", f"http://corp.example.org:{port}/")
        assert await asyncio.wait_for(reached.get(), 5) == "127.0.0.1"
    assert names.asked == 1
    assert reached.empty()


@pytest.mark.fault("F181")
async def test_a_name_that_leads_inside_the_second_time_is_refused_then() -> None:
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    assert await checked("git.example.org", LIST, lookup=names) == ["8.8.8.8"]
    with pytest.raises(PermanentError):
        await checked("git.example.org", LIST, lookup=names)


async def test_a_name_without_an_address_or_an_answer() -> None:
    async def nowhere(_: str) -> Sequence[str]:
        raise socket.gaierror(8, "unknown")

    async def late(_: str) -> Sequence[str]:
        raise TimeoutError

    with pytest.raises(PermanentError, match="spelled right"):
        await checked("git.example.org", LIST, lookup=nowhere)
    with pytest.raises(TransientError, match="in time"):
        await checked("git.example.org", LIST, lookup=late)
    with pytest.raises(PermanentError, match="does not talk to"):
        await checked("git.example.org", LIST, lookup=Names([]))
    with pytest.raises(PermanentError, match="does not talk to"):
        await checked("git.example.org", LIST, lookup=Names(["nonsense"]))


async def test_the_system_knows_this_machine() -> None:
    assert set(await addresses("localhost")) <= {"127.0.0.1", "::1"}
    resolver = PinnedResolver(allowed("corp.example.org=::1/128"), lookup=Names(["::1"]))
    (found,) = await resolver.resolve("corp.example.org", 443)
    assert (found["host"], found["family"]) == ("::1", socket.AF_INET6)
    await resolver.close()
