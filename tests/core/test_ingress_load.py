"""What the door does with many turns, and with those that waited long."""

import asyncio
from datetime import timedelta

import pytest

from core.ingress import MOST, Ingress
from tests.doors import FakeInbox, Work, with_door
from tests.simulated import clock
from tests.turns import AT, turn


@pytest.mark.fault("F114")
def test_only_so_many_are_taken_at_once() -> None:
    work = Work(1.0)

    async def visit(door: Ingress) -> None:
        for number in range(100):
            await door.admit(turn(f"Ev{number}"))
        await asyncio.sleep(20)

    with_door(FakeInbox(), work, visit, at_once=10)
    assert len(work.ended) == 100
    assert work.most == 10


@pytest.mark.fault("F063")
def test_those_that_a_host_holds_up_let_others_go_ahead_up_to_a_bound() -> None:
    work, taken = Work(120.0), list[int]()

    async def visit(door: Ingress) -> None:
        for number in range(60):
            await door.admit(turn(f"hangs{number}"))
        for seconds in (1, 15, 30, 60):
            await asyncio.sleep(seconds)
            taken.append(len(work.taken))
        await asyncio.sleep(75)
        assert len(work.taken) == 60

    with_door(FakeInbox(), work, visit, at_once=10)
    assert taken == [10, 20, 40, 50]


@pytest.mark.fault("F114")
def test_ten_thousand_that_wait_are_worked_off_and_more_wait_in_the_inbox() -> None:
    inbox, work, most = FakeInbox(), Work(0.01), 0

    async def visit(door: Ingress) -> None:
        nonlocal most
        for number in range(10 + MOST + 50):
            await door.admit(turn(f"Ev{number}", at=AT + timedelta(seconds=clock())))
            most = max(most, door.in_hand)
        await asyncio.sleep(60)

    with_door(inbox, work, visit, at_once=10)
    assert len(work.ended) == 10 + MOST
    assert most <= 10 + MOST + 1
    assert len(inbox.open) == 50  # another process, or this one, takes them up when their lease ends


@pytest.mark.fault("F114")
def test_what_waited_long_and_is_in_anothers_hand_by_then_is_not_done_twice() -> None:
    inbox, work = FakeInbox(), Work(15.0)

    async def visit(door: Ingress) -> None:
        for name in ("first", "second", "third"):
            await door.admit(turn(name))
        await asyncio.sleep(1)
        inbox.others.add("second")
        work.seconds = 2.0  # sooner than the next look at what is in hand
        await asyncio.sleep(40)

    with_door(inbox, work, visit, at_once=1)
    assert work.ended == ["first", "third"]
    assert list(inbox.open) == ["second"]  # whose it is, is not told that it was done


@pytest.mark.fault("F041")
def test_what_waited_long_is_done_where_nobody_can_say_whose_it_is() -> None:
    inbox, work = FakeInbox(), Work(15.0)

    async def visit(door: Ingress) -> None:
        for name in ("first", "second"):
            await door.admit(turn(name))
        await asyncio.sleep(1)
        inbox.is_away = True
        await asyncio.sleep(40)

    with_door(inbox, work, visit, at_once=1)
    assert work.ended == ["first", "second"]


def test_only_so_many_gestures_are_remembered() -> None:
    inbox, work = FakeInbox(is_away=True), Work()

    async def visit(door: Ingress) -> None:
        for number in range(10_001):
            await door.admit(turn(f"Ev{number}"))
        await door.admit(turn("Ev10000"))
        await door.admit(turn("Ev0"))
        await asyncio.sleep(5)

    with_door(inbox, work, visit)
    assert len(work.ended) == 10_002
