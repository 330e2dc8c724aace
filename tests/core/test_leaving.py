"""A workspace takes Recap out: it is closed at once, its tokens end, all of it is erased; what goes wrong is done again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from core.errors import OutsideError, TransientError
from core.leaving import Leaving
from core.model import Account, Member
from core.ports.tenants import Tenant, Tenants
from tests.fake_accounts import account

ACME = Tenant("slack", "T1")
ANA = Member("slack", "T1", "U1")


@dataclass
class FakeTenants(Tenants):
    """Workspaces in memory; `done` has what happened, in order. `breaks` is raised by the next calls, one error each."""

    kept: list[Account] = field(default_factory=list)
    gone: set[Tenant] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    breaks: list[OutsideError] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @override
    async def close(self, one: Tenant) -> None:
        self._note("close")
        self.gone.add(one)

    @override
    async def open(self, one: Tenant) -> None:
        self._note("open")

    @override
    async def closed(self) -> Sequence[Tenant]:
        return list(self.gone)

    @override
    async def accounts(self, one: Tenant) -> Sequence[Account]:
        return [account for account in self.kept if account.owner.tenant == one.name]

    @override
    async def erase(self, one: Tenant) -> None:
        self._note("erase")
        self.gone.discard(one)
        self.changed.set()

    def _note(self, what: str) -> None:
        if self.breaks:
            raise self.breaks.pop(0)
        self.done.append(what)

    async def disconnect(self, one: Account) -> None:
        self._note(f"revoke {one.id}")
        self.kept.remove(one)


def leaving(tenants: FakeTenants) -> Leaving:
    return Leaving(tenants, tenants.disconnect, again=0.001)


async def run_until_erased(one: Leaving, tenants: FakeTenants) -> None:
    running = asyncio.ensure_future(one.run())
    await tenants.changed.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.fault("F014")
async def test_a_workspace_that_leaves_is_closed_then_revoked_then_erased() -> None:
    tenants = FakeTenants([account(ANA, number=str(number)) for number in range(10)])
    one = leaving(tenants)
    running = asyncio.ensure_future(one.run())
    await asyncio.sleep(0)  # it has looked, and waits
    await one.left(ACME)
    assert tenants.done == ["close"]
    await tenants.changed.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert tenants.done == ["close", *(f"revoke {number}" for number in range(10)), "erase"]


@pytest.mark.fault("F014")
@pytest.mark.parametrize("calls", [1, 2, 3])
async def test_what_a_store_that_is_away_interrupts_is_done_later(calls: int) -> None:
    tenants = FakeTenants([account(ANA)])
    tenants.breaks = [TransientError("Away.") for _ in range(calls)]
    one = leaving(tenants)
    await one.left(ACME)
    await run_until_erased(one, tenants)
    assert tenants.done == ["close", "revoke 1", "erase"]
    assert not tenants.kept


@pytest.mark.fault("F014")
async def test_what_another_process_left_behind_is_finished() -> None:
    tenants = FakeTenants([account(ANA)], {ACME})
    await leaving(tenants).finish()
    assert tenants.done == ["revoke 1", "erase"]
    for kept in ([], [account(ANA)]):  # while it is erased, and while a token is revoked
        tenants.kept, tenants.gone, tenants.breaks = list(kept), {ACME}, [TransientError("Away.")]
        await leaving(tenants).finish()
        assert (tenants.gone, tenants.kept) == ({ACME}, kept)


@pytest.mark.fault("F014")
async def test_who_comes_back_begins_anew() -> None:
    tenants = FakeTenants([account(ANA)])
    one = leaving(tenants)
    await one.came(ACME)
    assert tenants.done == ["open"]
    await one.left(ACME)
    await one.came(ACME)
    assert tenants.done == ["open", "close", "revoke 1", "erase", "open"]
