"""Equal questions at the same time, in one process and in several, on a real store."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from adapters.redis import keys
from adapters.redis.client import Store
from adapters.redis.coalescing import PAUSE, PAUSES, Coalescing
from adapters.redis.lenient import Lenient
from core.errors import TransientError
from core.model import Account, Member, Provider
from tests.adapters.redis.limits import Time, linked
from tests.fake_accounts import ANA, BOB, account
from tests.store import Server, astray, clients_of


@dataclass
class Host:
    """A host that answers when it is told to, each time with another text."""

    answers: asyncio.Event = field(default_factory=asyncio.Event)
    asked: int = 0
    calls: "asyncio.Queue[int]" = field(default_factory=asyncio.Queue)
    breaks: Sequence[Exception] = ()

    async def __call__(self) -> str:
        self.asked += 1
        number = self.asked
        self.calls.put_nowait(number)
        await self.answers.wait()
        for error in self.breaks:
            raise error
        return f"answer {number}"


def coalescing(store: Store, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> Coalescing[str]:
    return Coalescing(Lenient(store.patient), sleep=sleep)


async def test_fifty_equal_questions_fetch_once(store: Store) -> None:
    ana, host, one = await linked(store), Host(), coalescing(store)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one.get(ana, "week", host)) for _ in range(50)]
        await host.calls.get()
        host.answers.set()
    assert {task.result() for task in tasks} == {"answer 1"}
    assert host.asked == 1
    assert await one.get(ana, "week", host) == "answer 2"  # nothing is kept: an answer may be old by now
    assert await astray(store) == []


@pytest.mark.fault("F143")
async def test_questions_of_different_viewers_hosts_and_rights_each_fetch(store: Store) -> None:
    ana = account(ANA, host="github.com", number="1", scopes=("repo",))
    viewers: list[Account] = [
        ana,
        replace(ana, owner=BOB),
        replace(ana, owner=Member(ANA.platform, "T2", ANA.user)),
        replace(ana, owner=Member("slack", ANA.tenant, ANA.user)),
        replace(ana, host="ghe.example.org"),
        replace(ana, id="2"),
        replace(ana, provider=Provider.AZURE),
        replace(ana, scopes=()),
    ]
    hosts, one = [Host() for _ in viewers], coalescing(store)
    for viewer in viewers:
        await linked(store, viewer)

    async def answer(place: int) -> str:
        await hosts[place]()
        return f"of viewer {place}"

    def fetch(place: int) -> "asyncio.Task[str]":
        return group.create_task(one.get(viewers[place], "week", lambda: answer(place)))

    async with asyncio.TaskGroup() as group:
        tasks = [fetch(place) for place in range(len(viewers)) for _ in range(3)]
        for host in hosts:
            await host.calls.get()
            host.answers.set()
    assert [task.result() for task in tasks] == [f"of viewer {place}" for place in range(len(viewers)) for _ in range(3)]
    assert [host.asked for host in hosts] == [1] * len(viewers)


async def test_different_questions_each_fetch(store: Store) -> None:
    ana, host, one = await linked(store), Host(), coalescing(store)
    host.answers.set()
    assert await one.get(ana, "week", host) != await one.get(ana, "month", host)


async def test_whoever_gives_up_lets_the_next_one_fetch(store: Store) -> None:
    ana, host, one = await linked(store), Host(), coalescing(store)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(one.get(ana, "week", host))
        await host.calls.get()
        others = [group.create_task(one.get(ana, "week", host)) for _ in range(3)]
        await asyncio.sleep(0)
        first.cancel()
        await host.calls.get()
        host.answers.set()
    assert first.cancelled()
    assert {task.result() for task in others} == {"answer 2"}
    assert host.asked == 2


async def test_one_who_waits_and_gives_up_leaves_the_others_their_answer(store: Store) -> None:
    ana, host, one = await linked(store), Host(), coalescing(store)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(one.get(ana, "week", host))
        await host.calls.get()
        second, third = (group.create_task(one.get(ana, "week", host)) for _ in range(2))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.sleep(0)
        host.answers.set()
    assert second.cancelled()
    assert first.result() == third.result() == "answer 1"


async def test_a_failure_is_told_to_all_who_wait_and_not_remembered(store: Store) -> None:
    ana, one = await linked(store), coalescing(store)
    host = Host(breaks=[TransientError("github.com does not answer")])
    host.answers.set()
    told = await asyncio.gather(*(one.get(ana, "week", host) for _ in range(5)), return_exceptions=True)
    assert [str(error) for error in told] == ["github.com does not answer"] * 5
    assert host.asked == 1
    host.breaks = ()
    assert await one.get(ana, "week", host) == "answer 2"


async def test_a_mistake_of_ours_is_not_shared(store: Store) -> None:
    ana, one = await linked(store), coalescing(store)
    host = Host(breaks=[ZeroDivisionError()])
    host.answers.set()
    told = await asyncio.gather(*(one.get(ana, "week", host) for _ in range(3)), return_exceptions=True)
    assert [type(error) for error in told] == [ZeroDivisionError] * 3
    assert host.asked == 3


async def test_a_second_process_fetches_when_the_first_has_ended(store: Store, server: Server) -> None:
    ana, host, order = await linked(store), Host(), list[str]()

    async def until_the_first_has_ended(_: float) -> None:
        host.answers.set()
        await asyncio.wait([first])
        order.append("waited")

    async def fetch() -> str:
        order.append("fetched")
        return "remembered"

    async with clients_of(server) as other, asyncio.TaskGroup() as group:
        first = group.create_task(coalescing(store).get(ana, "week", host))
        await host.calls.get()
        assert await coalescing(other, sleep=until_the_first_has_ended).get(ana, "week", fetch) == "remembered"
    assert (first.result(), order) == ("answer 1", ["waited", "fetched"])


async def test_another_process_that_never_ends_is_waited_for_a_few_seconds(store: Store, server: Server) -> None:
    ana, host, time = await linked(store), Host(), Time()
    host.answers.set()
    async with clients_of(server) as other:
        async with other.patient() as redis:
            await redis.set(keys.fetch(ana, '[[], "week"]'), "another's", ex=60)
        assert await coalescing(store, sleep=time.sleep).get(ana, "week", host) == "answer 1"
        assert sum(time.slept) == pytest.approx(PAUSE * PAUSES)
        async with other.patient() as redis:
            assert await redis.get(keys.fetch(ana, '[[], "week"]')) == b"another's"  # only its holder lets go of a lock


async def test_the_lock_goes_with_the_answer_the_failure_and_whoever_gave_up(store: Store) -> None:
    ana, one, host = await linked(store), coalescing(store), Host()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(one.get(ana, "week", host))
        await host.calls.get()
        async with store.patient() as redis:
            assert 0 < await redis.ttl(keys.fetch(ana, '[[], "week"]')) <= 60
        task.cancel()
    host.answers.set()
    host.breaks = [TransientError("down")]
    with pytest.raises(TransientError):
        await one.get(ana, "month", host)
    async with store.patient() as redis:
        assert [name async for name in redis.scan_iter("recap:fetch:*")] == []


@pytest.mark.fault("F040")
async def test_without_a_store_each_process_fetches_once(own: Server) -> None:
    ana, host = account(), Host()
    async with clients_of(own) as clients:
        one = coalescing(clients)
        own.kill()
        host.answers.set()
        assert await asyncio.gather(*(one.get(ana, "week", host) for _ in range(5))) == ["answer 1"] * 5
    assert host.asked == 1
