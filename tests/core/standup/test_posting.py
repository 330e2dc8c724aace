"""A report is posted once, whatever answers come and whatever is changed meanwhile."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from adapters.redis.client import Store
from core.errors import AmbiguousError, OutsideError, RateLimitedError, TransientError
from core.standup.plan import from_now_on
from tests.core.standup.mornings import TUESDAY, begun


@pytest.mark.fault("F111")
@pytest.mark.parametrize("is_stored", [True, False])
async def test_an_answer_that_says_nothing_is_waited_out_and_looked_up(store: Store, *, is_stored: bool) -> None:
    house, _ = await begun(store)
    plan = house.board.after if is_stored else house.board.before
    plan["post"] = [AmbiguousError("No answer came.")]

    await house.goes_to(TUESDAY)
    await house.waits(seconds=10)
    assert len(house.posted) == int(is_stored)
    assert "Gathering" in "".join(house.posted) or not is_stored
    await house.waits(seconds=21)

    assert len(house.posted) == 1
    assert "Nobody did anything" in house.posted[0]


async def test_a_limit_is_waited_for_and_what_could_not_be_posted_is_tried_again(store: Store) -> None:
    house, _ = await begun(store)
    at = datetime(2026, 11, 17, 9, 31, tzinfo=UTC)
    house.board.before["post"] = [RateLimitedError("Not now.", retry_at=at), TransientError("Away."), None]

    await house.goes_to(TUESDAY)
    await house.waits(seconds=30)
    assert house.board.calls.count("post") == 1
    await house.waits(seconds=31)
    assert house.board.calls.count("post") == 2
    await house.waits(seconds=2)

    assert len(house.posted) == 1


async def test_nothing_is_posted_where_it_cannot_be_looked(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["find"] = [OutsideError("Away.")] * 3

    await house.goes_to(TUESDAY)
    await house.waits(seconds=1)
    await house.waits(seconds=2)
    assert house.board.calls == ["find"] * 3
    await house.waits(seconds=4)

    assert len(house.posted) == 1


@pytest.mark.fault("F026")
async def test_an_edit_of_the_time_after_the_post_makes_no_second_one_that_day(store: Store) -> None:
    house, standup = await begun(store, at="09:00")
    await house.goes_to("2026-11-17 09:00")

    house.now = datetime(2026, 11, 17, 9, 10, tzinfo=UTC)
    later = replace(standup.rhythm, at=time(9, 30))
    await house.standups.change(standup, lambda one: from_now_on(replace(one, rhythm=later), house.now))
    await house.goes_to("2026-11-17 09:30")
    assert len(house.posted) == 1
    await house.goes_to("2026-11-18 09:30")

    assert len(house.posted) == 2


@pytest.mark.fault("F027")
@pytest.mark.parametrize("what", ["pause", "skip", "delete"])
async def test_a_change_while_it_is_claimed_is_seen_before_the_post(store: Store, what: str) -> None:
    house, standup = await begun(store)

    def meanwhile() -> object:
        rhythm = replace(standup.rhythm, skipped=(date(2026, 11, 17),))
        match what:
            case "pause":
                return house.standups.change(standup, lambda one: replace(one, pause="By hand."))
            case "skip":
                return house.standups.change(standup, lambda one: replace(one, rhythm=rhythm))
        return house.standups.delete(standup)

    house.board.meanwhile["find"] = meanwhile
    await house.reports(17)

    assert house.posted == []
    assert "post" not in house.board.calls


@pytest.mark.fault("F027")
async def test_a_standup_that_is_ended_while_it_is_told_takes_its_message_along(store: Store) -> None:
    house, standup = await begun(store)
    house.board.meanwhile["post"] = lambda: house.outbox.claim(0)
    compose = house.tools.compose

    async def ended(*given: object) -> object:
        await house.standups.delete(standup)
        return await compose(*given)  # type: ignore[arg-type]  # as it came

    house.tools = replace(house.tools, compose=ended)  # type: ignore[arg-type]  # the same
    await house.goes_to(TUESDAY)

    assert house.posted == []


@pytest.mark.fault("F046")
async def test_a_store_that_is_wiped_or_as_it_was_yesterday_posts_nothing_again(store: Store) -> None:
    house, standup = await begun(store)
    await house.goes_to(TUESDAY)
    async with store.patient() as redis:
        await redis.flushall()

    await house.standups.add(standup)
    await house.waits(minutes=1)
    await house.waits(minutes=3)

    assert len(house.posted) == 1
    assert house.board.calls.count("post") == 1
