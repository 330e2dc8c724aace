"""Turns that others left, or have in hand: taken up once, and left again when the door closes."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from core.deliver import LOST
from core.ingress import Ingress, Refusal
from tests.doors import FakeInbox, Work, now, with_door
from tests.simulated import clock, simulated
from tests.turns import turn


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
