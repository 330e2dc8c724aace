"""A creator is told once of what became of their standup, and is not waited for."""

from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.errors import AmbiguousError, OutsideError, PermanentError, TransientError
from core.model.standup import Progress
from core.standup.hand import Hand
from core.standup.notices import PAUSE, notify
from tests.core.standup.mornings import DUE
from tests.standups import House


@pytest.mark.fault("F031")
@pytest.mark.parametrize(("error", "calls"), [(AmbiguousError("No answer."), 1), (TransientError("Away."), 2)])
async def test_a_creator_is_told_again_only_where_they_surely_were_not(store: Store, error: OutsideError, calls: int) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    standup = await house.agreed(ana)
    archived = PermanentError("The channel is archived.")
    house.board.before["post"] = [archived, archived, archived, error]
    for day in (17, 18, 19):
        await house.goes_to(f"2026-11-{day} 09:30")
    house.board.before["post"] = [archived, None]

    await house.standups.change(standup, lambda now: replace(now, pause=""))
    await house.goes_to("2026-11-20 09:30")

    assert house.board.calls.count("post") == 4 + calls
    assert len(house.told(ana)) == calls - 1


async def test_a_creator_is_told_once_though_the_store_forgot_that_they_were(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.now = DUE
    [claim] = await house.outbox.claim(1)
    for notified in ((), (), (PAUSE,)):
        hand = Hand(replace(claim, progress=Progress(notified=notified)), house.outbox, lambda: 0.0)
        assert await notify(hand, house.platform("slack"), house.tools.key, PAUSE, "It is paused.")

    assert house.told(ana) == ["It is paused."]


@pytest.mark.fault("F031")
async def test_a_creator_who_cannot_be_told_is_not_waited_for(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    await house.agreed(ana)
    house.board.before["post"] = [PermanentError("The channel is archived."), PermanentError("Closed.")] * 3

    for day in (17, 18, 19):
        await house.goes_to(f"2026-11-{day} 09:30")

    [kept] = await house.standups.at(house.team)
    assert kept.pause in {"The channel is archived.", "Closed."}
    assert house.told(ana) == []
