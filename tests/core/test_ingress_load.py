"""What the door does with many turns, with those that others left, and when it closes."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from core.deliver import LOST
from core.ingress import MOST, Ingress, Refusal
from tests.doors import FakeInbox, Work, now, with_door
from tests.simulated import clock, simulated
from tests.turns import AT, turn


@pytest.mark.fault("F189")
def test_what_cannot_end_in_time_is_left_to_others() -> None:
    inbox, work = FakeInbox(), Work()

    async def visit(door: Ingress) -> None:
        work.seconds = 5.0
        await door.admit(turn("quick"))
        await asyncio.sleep(0.1)
        work.seconds = 60.0
        await door.admit(turn("slow"))
        await asyncio.sleep(1)
        await door.admit(turn("waits"))
        await asyncio.sleep(1)
        assert door.in_hand == 3

    with_door(inbox, work, visit, at_once=2)
    assert work.ended == ["quick"]
    assert {one.id for one in inbox.left} == {"slow", "waits"}


@pytest.mark.fault("F189")
def test_who_stops_leaves_what_waits_while_what_is_in_hand_ends() -> None:
    inbox, work, ended = FakeInbox(), Work(5.0), list[float]()

    async def main() -> None:
        door = Ingress(inbox, work.take, work.refuse, now=now, at_once=2, clock=clock)
        running = asyncio.create_task(door.run())
        for number in range(1_000):
            await door.admit(turn(f"Ev{number}"))
        await asyncio.sleep(1)
        inbox.slowness = 0.05
        running.cancel()
        began = clock()
        with suppress(asyncio.CancelledError):
            await running
        ended.append(clock() - began)

    simulated(main())
    assert sorted(work.ended) == ["Ev0", "Ev1"]
    assert len(inbox.left) == 998
    assert ended[0] < 6


@pytest.mark.fault("F002")
def test_what_another_left_is_taken_up() -> None:
    inbox, work = FakeInbox(left=[turn("lost")]), Work(1.0)

    async def visit(_: Ingress) -> None:
        await asyncio.sleep(15)

    with_door(inbox, work, visit)
    assert [(one.id, one.is_again) for one in work.taken] == [("lost", True)]


def test_what_is_in_hand_already_is_not_taken_up_again() -> None:
    inbox, work = FakeInbox(), Work(60.0)

    async def visit(door: Ingress) -> None:
        await door.admit(turn())
        inbox.left.append(turn())
        await asyncio.sleep(30)

    with_door(inbox, work, visit)
    assert len(work.taken) == 1


@pytest.mark.fault("F102")
def test_what_another_has_in_hand_is_let_go() -> None:
    inbox, work = FakeInbox(), Work(60.0)

    async def visit(door: Ingress) -> None:
        await door.admit(turn())
        inbox.others.add(turn().id)
        await asyncio.sleep(30)
        assert door.in_hand == 0

    with_door(inbox, work, visit)
    assert work.taken
    assert work.ended == []
    assert work.reasons == [(LOST,)]  # so that it leaves the message alone that another writes now


@pytest.mark.fault("F041")
def test_a_store_that_answers_late_outlasts_no_lease() -> None:
    inbox, work = FakeInbox(), Work(60.0)

    async def visit(door: Ingress) -> None:
        for number in range(100):
            await door.admit(turn(f"Ev{number}"))
        inbox.slowness = 0.4
        await asyncio.sleep(20)
        assert len(inbox.held) == 100

    with_door(inbox, work, visit)


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


@pytest.mark.fault("F114")
def test_everything_that_was_left_is_taken_up_at_once_where_there_is_room() -> None:
    inbox, work = FakeInbox(left=[turn(f"Ev{number}") for number in range(150)]), Work(1.0)

    async def visit(_: Ingress) -> None:
        await asyncio.sleep(11.5)
        assert len(work.ended) == 100
        await asyncio.sleep(10)

    with_door(inbox, work, visit, at_once=100)
    assert len(work.ended) == 150


@pytest.mark.fault("F101")
def test_what_ended_too_many_processes_is_not_tried_again_but_told() -> None:
    work = Work()

    async def visit(_: Ingress) -> None:
        await asyncio.sleep(11)

    with_door(FakeInbox(left=[replace(turn(), is_given_up=True)]), work, visit)
    assert work.refused == [(turn().id, Refusal.GIVEN_UP)]
    assert work.taken == []


@pytest.mark.fault("F189")
def test_a_store_that_hangs_holds_nobody_up_who_leaves() -> None:
    inbox, work, ended = FakeInbox(), Work(60.0), list[float]()

    async def visit(door: Ingress) -> None:
        for number in range(100):
            await door.admit(turn(f"Ev{number}"))
        inbox.slowness, inbox.is_away = 0.4, True
        ended.append(clock())

    async def main() -> None:
        door = Ingress(inbox, work.take, work.refuse, now=now, at_once=1, clock=clock)
        running = asyncio.create_task(door.run())
        await visit(door)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        ended.append(clock())

    simulated(main())
    assert ended[1] - ended[0] < 10


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
