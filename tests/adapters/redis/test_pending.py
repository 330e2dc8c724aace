"""What waits is taken once, and one at a time has the turn: one contract for the fakes and the store."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.client import Store
from adapters.redis.pending import RedisWaiting
from adapters.redis.turns import RedisTurns
from core.model import Secret
from core.ports import Turns, Waiting
from tests.adapters.redis.sealed import NEW, OLD, WHOLE, sealer
from tests.fake_accounts import ANA, BOB, FakeTurns, FakeWaiting


@pytest.fixture(params=["fake", "store"])
def waiting(request: pytest.FixtureRequest) -> Waiting:
    return FakeWaiting() if request.param == "fake" else RedisWaiting(request.getfixturevalue("store").patient, sealer())


@pytest.fixture(params=["fake", "store"])
def turns(request: pytest.FixtureRequest) -> Turns:
    return FakeTurns() if request.param == "fake" else RedisTurns(request.getfixturevalue("store").patient)


async def test_what_waits_is_taken_once(waiting: Waiting) -> None:
    name = Secret("state-1")
    await waiting.keep(name, "begun", seconds=60)
    assert await waiting.look(name) == "begun"
    taken = await asyncio.gather(*(waiting.take(name) for _ in range(10)))
    assert sorted(taken, key=str) == [None] * 9 + ["begun"]
    assert await waiting.look(name) is None


async def test_a_question_waits_for_its_own_member(waiting: Waiting) -> None:
    await waiting.ask_later(ANA, "last month")
    await waiting.ask_later(ANA, "last week")
    assert await waiting.asked(BOB) is None
    assert await waiting.asked(ANA) == "last week"
    assert await waiting.asked(ANA) is None


async def test_one_has_the_turn_until_it_is_given_back(turns: Turns) -> None:
    ticket = await turns.take(WHOLE)
    assert ticket
    assert await turns.take(WHOLE) is None
    assert await turns.take(replace(WHOLE, owner=BOB))
    await turns.leave(WHOLE, "another")
    assert await turns.take(WHOLE) is None
    await turns.leave(WHOLE, ticket)
    assert await turns.take(WHOLE)


async def test_what_waits_and_does_not_open_is_gone(store: Store) -> None:
    await RedisWaiting(store.patient, sealer(OLD)).ask_later(ANA, "last week")
    assert await RedisWaiting(store.patient, sealer(NEW)).asked(ANA) is None
