"""A workspace that took Recap out: nothing of it stays, nothing of it is written again, and its neighbours keep theirs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.answers import RedisAnswers
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory
from adapters.redis.octets import all_octets, octets
from adapters.redis.outbox import RedisOutbox
from adapters.redis.pending import RedisWaiting
from adapters.redis.people import RedisPeople
from adapters.redis.rooms import RedisAllowances, RedisRooms
from adapters.redis.sealing import Sealer
from adapters.redis.standups import RedisStandups
from adapters.redis.tenants import RedisTenants
from core.calendar import Rhythm
from core.errors import PermanentError
from core.model import Account, Member, Provider, Secret
from core.model.chat import Audience, Place
from core.model.kept import Allowance
from core.model.standup import Chain, Progress, Seat, Standup
from core.ports.tenants import Tenant
from tests.adapters.redis.test_talking import SEALER, answer, told
from tests.store import astray

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ACME, OTHER = Tenant("slack", "T0SISKIN"), Tenant("slack", "T0OTHER")


class Kept:
    """Everything that one person of a workspace may leave behind, under a name of their own."""

    def __init__(self, store: Store, tenant: Tenant) -> None:
        link = store.patient
        self.member = Member(tenant.platform, tenant.name, f"U0{tenant.name}")
        self.room = Place(tenant.platform, tenant.name, f"C0{tenant.name}")
        self.accounts, self.memory = RedisAccounts(link, SEALER), RedisMemory(Lenient(link))
        self.answers, self.people, self.waiting = RedisAnswers(link, SEALER), RedisPeople(link, SEALER), RedisWaiting(link, SEALER)
        self.rooms, self.allowances = RedisRooms(link), RedisAllowances(link)
        self.standups, self.outbox = RedisStandups(link), RedisOutbox(link)
        token = Secret(f"siskin-{tenant.name}")
        self.account = Account(owner=self.member, provider=Provider.GITHUB, host="github.com", id="7", login="ana", token=token)

    def standup(self, *, is_personal: bool = False) -> Standup:
        rhythm = Rhythm(at=time(9, 30), zone="UTC", first=date(2026, 1, 1))
        place = Place(self.room.platform, "@me", f"D0{self.room.tenant}") if is_personal else self.room
        return Standup(
            id="mine" if is_personal else "one",
            place=place,
            creator=self.member,
            rhythm=rhythm,
            created=NOW,
            seats=(Seat(self.member, has_joined=True),),
            is_personal=is_personal,
        )

    def writes(self) -> dict[str, Callable[[], Awaitable[object]]]:
        """Return each way in which something comes to be kept."""
        by = Allowance(place=self.room, host="github.com", pattern="siskin/*", by=self.member, audience=Audience.WORKSPACE)

        async def keep_answer() -> None:
            await self.answers.keep(answer(await told("Add the siskin"), owner=self.member, place=self.room))

        return {
            "account": lambda: self.accounts.save(self.account),
            "answer": keep_answer,
            "settings": lambda: self.people.keep_settings(self.member, {"name": "Siskin"}),
            "last recap": lambda: self.people.keep_last_recap(self.member, NOW),
            "hidden": lambda: self.people.hide(self.member, is_hidden=True),
            "switch": lambda: self.rooms.turn(self.room, "here", is_on=True),
            "allowance": lambda: self.allowances.add(by),
            "question": lambda: self.waiting.ask_later(self.member, "last week"),
            "standup": lambda: self.standups.add(self.standup()),
            "own recap": lambda: self.standups.add(self.standup(is_personal=True)),
        }

    async def all(self) -> None:
        for write in self.writes().values():
            await write()
        await self.memory.keep(self.account, "siskin", b"siskin", seconds=60)

    async def report(self) -> None:
        """Post what is due, so that it is known what was told."""
        for claim in await self.outbox.claim(10):
            chains = {self.member.user: Chain(NOW, NOW)}
            assert await self.outbox.keep(claim, Progress(last=NOW.date(), chains=chains), told={self.member.user: ["siskin"]})


async def kinds(store: Store) -> list[str]:
    async with store.patient() as redis:
        return sorted(name.decode().split(":")[1] for name in all_octets(await redis.keys("*")))


async def dump(store: Store) -> bytes:
    """Return everything that is in a store, names and values."""
    found = []
    async with store.patient() as redis:
        for name in all_octets(await redis.keys("*")):
            kind = await redis.type(name)
            reads = {b"string": redis.get, b"hash": redis.hgetall, b"set": redis.smembers}
            read = reads.get(octets(kind) or b"", lambda name: redis.zrange(name, 0, -1))
            found.append(repr((name, await read(name))).encode())
    return b"\n".join(found)


@pytest.mark.fault("F014")
async def test_all_of_a_workspace_goes_and_its_neighbour_stays(store: Store) -> None:
    theirs, others = Kept(store, ACME), Kept(store, OTHER)
    await others.all()
    await others.report()
    before = await kinds(store)
    await theirs.all()
    await theirs.report()
    tenants = RedisTenants(store.patient, SEALER)
    assert "siskin-T0SISKIN" in [one.token.reveal() for one in await tenants.accounts(ACME)]

    await tenants.close(ACME)
    assert await tenants.closed() == [ACME]
    await tenants.erase(ACME)

    assert await tenants.closed() == []
    assert await kinds(store) == sorted([*before, "tenant"])  # that it is gone, for a day
    assert b"T0SISKIN" not in await dump(store)
    assert await others.accounts.of(others.member) == [others.account]
    assert await others.standups.at(others.room) == [others.standup()]
    assert await astray(store) == []


@pytest.mark.fault("F014")
async def test_what_was_under_way_keeps_nothing_any_more(store: Store) -> None:
    theirs, tenants = Kept(store, ACME), RedisTenants(store.patient, SEALER)
    await tenants.close(ACME)
    for _ in range(2):  # before it is erased, and after
        for write in theirs.writes().values():
            with pytest.raises(PermanentError):
                await write()
        await tenants.erase(ACME)
    assert await kinds(store) == ["tenant"]


async def test_a_token_that_is_renewed_meanwhile_is_not_kept(store: Store) -> None:
    theirs, tenants = Kept(store, ACME), RedisTenants(store.patient, SEALER)
    await theirs.all()
    old = replace(theirs.account, refresh=Secret("old"))
    await theirs.accounts.save(old)
    await tenants.close(ACME)
    assert not await theirs.accounts.save(replace(old, refresh=Secret("new")), unless_changed_from=old.refresh)
    await theirs.memory.keep(theirs.account, "siskin", b"siskin", seconds=60)
    await tenants.erase(ACME)
    await theirs.memory.keep(theirs.account, "siskin", b"siskin", seconds=60)
    assert await kinds(store) == ["tenant"]


async def test_a_workspace_that_lets_recap_in_again_keeps_things_again(store: Store) -> None:
    theirs, tenants = Kept(store, ACME), RedisTenants(store.patient, SEALER)
    await tenants.close(ACME)
    await tenants.erase(ACME)
    await tenants.open(ACME)
    await theirs.all()
    assert await theirs.accounts.of(theirs.member) == [theirs.account]
    async with store.patient() as redis:
        assert await redis.ttl(keys.tenant(ACME.platform, ACME.name)) == -1


async def test_what_does_not_open_goes_too(store: Store) -> None:
    await Kept(store, ACME).all()
    tenants = RedisTenants(store.patient, Sealer(lambda: [b"o" * 32]))
    await tenants.close(ACME)
    assert await tenants.accounts(ACME) == []
    await tenants.erase(ACME)
    assert await kinds(store) == ["tenant"]


async def test_many_keys_go_and_what_ended_is_on_no_list(store: Store) -> None:
    theirs, tenants = Kept(store, ACME), RedisTenants(store.patient, SEALER)
    name = keys.tenant(ACME.platform, ACME.name)
    async with store.patient() as redis:
        await redis.zadd(name, {f"recap:answer:{number:032}": 1.0 for number in range(2_000)})
    await theirs.people.keep_settings(theirs.member, {"zone": "UTC"})
    async with store.patient() as redis:
        assert await redis.zcard(name) == 1
        await redis.zadd(name, {f"recap:habits:{number:032}": float("inf") for number in range(2_000)})
    await asyncio.gather(tenants.close(ACME), tenants.close(ACME))
    await asyncio.gather(tenants.erase(ACME), tenants.erase(ACME))
    assert await kinds(store) == ["tenant"]
