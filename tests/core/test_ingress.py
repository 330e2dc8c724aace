"""What the door lets in: each gesture once, whatever the store does."""

import asyncio
from datetime import timedelta

import pytest

from core.ingress import HASTE, Ingress, Refusal
from tests.doors import FakeInbox, Work, with_door
from tests.simulated import clock
from tests.turns import AT, turn


@pytest.mark.fault("F001")
def test_each_gesture_is_taken_once() -> None:
    inbox, work = FakeInbox(), Work(1.0)

    async def visit(door: Ingress) -> None:
        for _ in range(4):
            for number in range(50):
                await door.admit(turn(f"Ev{number}"))
        await asyncio.sleep(2)

    with_door(inbox, work, visit)
    assert sorted(work.ended) == sorted(f"Ev{number}" for number in range(50))
    assert inbox.open == {}


def test_an_acknowledgement_goes_before_the_work() -> None:
    work = Work()

    async def visit(door: Ingress) -> None:
        await door.admit(turn())
        for _ in range(100):  # what it takes to answer a request or an envelope
            await asyncio.sleep(0)
        assert work.taken == []
        await asyncio.sleep(1)

    with_door(FakeInbox(), work, visit)
    assert work.ended == [turn().id]


@pytest.mark.fault("F008")
@pytest.mark.parametrize("trouble", [{"is_away": True}, {"slowness": 10.0}])
def test_a_store_that_fails_or_hangs_delays_nobody_and_loses_nothing(trouble: dict[str, float]) -> None:
    inbox, work, waited = FakeInbox(**trouble), Work(), list[float]()  # type: ignore[arg-type]  # by name

    async def visit(door: Ingress) -> None:
        for _ in range(3):
            began = clock()
            await door.admit(turn())
            waited.append(clock() - began)
        await asyncio.sleep(30)

    with_door(inbox, work, visit)
    assert work.ended == [turn().id]  # delivered three times
    assert max(waited) <= HASTE


@pytest.mark.fault("F010")
def test_a_command_that_comes_too_late_is_refused() -> None:
    work = Work()

    async def visit(door: Ingress) -> None:
        await door.admit(turn("old", at=AT - timedelta(minutes=6)))
        await door.admit(turn("new", at=AT - timedelta(minutes=4)))
        await asyncio.sleep(1)

    with_door(FakeInbox(), work, visit)
    assert work.refused == [("old", Refusal.STALE)]
    assert work.ended == ["new"]


@pytest.mark.fault("F007")
def test_the_same_thing_again_is_told_so() -> None:
    work = Work()

    async def visit(door: Ingress) -> None:
        await door.admit(turn())
        await asyncio.sleep(1)

    with_door(FakeInbox(running=True), work, visit)
    assert work.refused == [(turn().id, Refusal.RUNNING)]
    assert work.taken == []


@pytest.mark.fault("F040")
def test_a_store_that_comes_back_is_used_again() -> None:
    inbox, work = FakeInbox(is_away=True, left=[turn("lost")]), Work()

    async def visit(door: Ingress) -> None:
        await door.admit(turn())
        await asyncio.sleep(25)
        inbox.is_away = False
        await asyncio.sleep(25)

    with_door(inbox, work, visit)
    assert sorted(work.ended) == sorted(["lost", turn().id])
