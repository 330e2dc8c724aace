"""A message that answers a turn is posted once, also where this process stood still while another took the turn up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from typing_extensions import override

from core.model.chat import Page, Place, Quota, Reach
from core.posted import STALE, Board, PostedMessage, aging
from tests.fake_chat import FakePlatform
from tests.turns import turn


class Wall(Board[str]):
    """Messages of two processes."""

    def __init__(self) -> None:
        self.stands: list[tuple[str, str]] = []  # mark, text
        self.calls: list[str] = []

    @override
    async def post(self, place: Place, part: str, mark: str) -> tuple[Place, str]:
        self.calls.append("post")
        self.stands.append((mark, part))
        return place, str(len(self.stands) - 1)

    @override
    async def change(self, place: Place, message: str, parts: Sequence[str]) -> None:
        self.calls.append("change")
        self.stands[int(message)] = (self.stands[int(message)][0], parts[0])

    @override
    async def go_on(self, place: Place, message: str, parts: Sequence[str]) -> None:
        assert not parts

    @override
    async def find(self, place: Place, mark: str, since: datetime) -> Sequence[str]:
        self.calls.append("find")
        return [str(number) for number, (its, _) in enumerate(self.stands) if its == mark]

    @override
    async def delete(self, place: Place, message: str) -> None:
        raise AssertionError("nothing is taken away")


def message(wall: Wall, is_stale: Callable[[], bool] = lambda: False, *, is_again: bool = False) -> PostedMessage[str]:
    async def parts(page: Page, _: Place) -> Sequence[str]:
        return page.lines

    directory = FakePlatform().directory
    quota = Quota(lane="slack:T1", changes=45, seconds=60.0)
    taken = replace(turn(), is_again=is_again)
    return PostedMessage(taken, Reach.PLACE, "mark", board=wall, directory=directory, parts=parts, quota=lambda _: quota, is_stale=is_stale)


@pytest.mark.fault("F022")
async def test_a_process_that_stood_still_before_its_first_post_goes_on_with_what_another_posted() -> None:
    wall, seconds = Wall(), [0.0]
    slept = message(wall, aging(lambda: seconds[0]))

    seconds[0] = STALE + 1
    await message(wall, aging(lambda: seconds[0])).show(Page(lines=("The other's",)))
    await slept.show(Page(lines=("Mine",)))
    await slept.show(Page(lines=("Mine, and more",)))

    assert wall.stands == [("mark", "Mine, and more")]
    assert wall.calls == ["post", "find", "change", "change"]


async def test_what_is_posted_within_the_lease_is_not_looked_for() -> None:
    wall, seconds = Wall(), [0.0]
    one = message(wall, aging(lambda: seconds[0]))

    seconds[0] = STALE
    await one.show(Page(lines=("Mine",)))

    assert wall.calls == ["post"]


@pytest.mark.fault("F101")
async def test_who_takes_a_turn_up_goes_on_with_what_the_process_before_posted() -> None:
    wall = Wall()

    await message(wall).show(Page(lines=("Half",)))
    await message(wall, is_again=True).show(Page(lines=("Whole",)))

    assert wall.stands == [("mark", "Whole")]
