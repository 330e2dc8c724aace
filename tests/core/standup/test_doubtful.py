"""A platform that never says what came of a post, refuses an edit, or is asked to when nobody wants the report any more."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from adapters.redis.client import Store
from adapters.redis.outbox import RedisOutbox
from core.errors import AmbiguousError, GoneError, PermanentError, TransientError
from core.model.standup import Claim, Progress, Stage
from core.standup.visit import DOUBTS, STRIKES
from tests.core.standup.facts import done
from tests.core.standup.mornings import TUESDAY, begun


class Full(RedisOutbox):
    """A store that takes nothing more once a message stands."""

    has_room = False

    @override
    async def keep(self, claim: Claim, progress: Progress, *, told: Mapping[str, Collection[str]] | None = None) -> bool:
        if not self.has_room and progress.report and progress.report.stage is Stage.POSTED:
            raise PermanentError("The store is full.")
        return await super().keep(claim, progress, told=told)


REFUSED = PermanentError("Slack does not allow that here.")


@pytest.mark.fault("F031")
async def test_posts_that_never_come_to_be_are_fewer_and_fewer_and_end_in_a_pause(store: Store) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.board.before["post"] = [AmbiguousError("No answer came.") for _ in range(DOUBTS * STRIKES)]
    rounds, at = [], datetime(2026, 11, 17, 9, 30, tzinfo=UTC)

    for day in range(STRIKES):
        house.now = at + timedelta(days=day)
        for _ in range(120):
            before = house.board.calls.count("post")
            await house.waits(seconds=31)
            if not day and house.board.calls.count("post") > before:
                rounds.append(house.now)

    [kept] = await house.standups.at(house.team)
    assert len(rounds) == DOUBTS
    assert rounds[1] - rounds[0] < timedelta(minutes=1)
    assert timedelta(minutes=5) <= rounds[-1] - rounds[-2] < timedelta(minutes=6)
    assert house.board.calls.count("post") == DOUBTS * STRIKES + 1  # the last one tells Ana
    assert kept.pause == "The platform never says whether it was posted."
    assert ["is paused" in text for text in house.told(ana)] == [True]


@pytest.mark.fault("F031")
async def test_a_refused_edit_takes_the_message_along_and_is_a_strike(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.board.before["edit"] = [REFUSED] * STRIKES

    with caplog.at_level(logging.INFO, "recap"):
        await house.reports(17, 18, 19)

    assert house.posted == []
    assert "Slack does not allow that here." in house.told(ana)[0]
    assert [getattr(record, "fields", {}).get("outcome") for record in caplog.records if record.msg == "standup"] == ["failed"] * STRIKES


@pytest.mark.fault("F031")
@pytest.mark.parametrize("verb", ["find", "post", "edit"])
async def test_a_channel_that_is_closed_to_the_bot_ends_in_a_pause_whatever_it_refuses(store: Store, verb: str) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.board.before[verb] = [REFUSED] * STRIKES

    for day in (17, 18, 19):
        await house.goes_to(f"2026-11-{day} 09:30")
        for _ in range(20):
            await house.waits(minutes=6)

    [kept] = await house.standups.at(house.team)
    assert kept.pause == "Slack does not allow that here."
    assert house.posted == []
    assert len(house.told(ana)) == 1
    assert house.board.calls.count(verb) <= STRIKES + 3  # which also tells Ana, and takes away


async def test_a_channel_that_is_closed_after_the_report_was_told_is_no_strike(store: Store) -> None:
    house, standup = await begun(store)
    await house.goes_to(TUESDAY)
    house.board.before["find"] = [REFUSED]

    for _ in range(5):
        await house.waits(minutes=3)

    assert (await house.standups.progress(standup)).strikes == 0
    assert house.board.calls.count("find") == 2
    assert len(house.posted) == 1


@pytest.mark.fault("F048")
async def test_a_store_that_is_full_is_no_refusal_of_the_platform(store: Store) -> None:
    house, standup = await begun(store)
    house.tools = replace(house.tools, outbox=Full(store.patient, clock=house.clock))

    await house.goes_to(TUESDAY)
    assert "Gathering" in house.posted[0]
    Full.has_room = True
    for _ in range(3):
        await house.waits(minutes=1)

    assert (await house.standups.progress(standup)).strikes == 0
    assert "Nobody did anything" in house.posted[0]


async def test_what_could_not_be_told_for_an_edit_was_refused_is_told_the_next_time(store: Store) -> None:
    house, _ = await begun(store)
    [ana] = house.chat.people
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    house.board.before["edit"] = [REFUSED]
    house.board.before["delete"] = [REFUSED]

    await house.reports(17)
    await house.goes_to("2026-11-18 09:30")

    assert "Added login" in house.posted[-1]


async def test_a_message_that_is_gone_is_no_strike(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["edit"] = [GoneError("Somebody took it away.")] * STRIKES

    await house.reports(17, 18, 19)

    [kept] = await house.standups.at(house.team)
    assert kept.pause == ""


async def test_a_report_that_is_given_up_takes_its_message_along(store: Store) -> None:
    house, _ = await begun(store)
    house.board.before["edit"] = [TransientError("Away.")] * 400

    await house.goes_to(TUESDAY)
    assert "Gathering" in house.posted[0]
    for _ in range(140):
        await house.waits(minutes=6)

    assert house.posted == []


@pytest.mark.fault("F027")
@pytest.mark.parametrize("plan", ["before", "after"])
@pytest.mark.parametrize("error", [None, AmbiguousError("No answer came.")])
async def test_a_standup_that_is_ended_while_its_message_is_on_its_way_takes_it_along(
    store: Store, plan: str, error: AmbiguousError | None
) -> None:
    house, standup = await begun(store)
    house.board.meanwhile["post"] = lambda: house.standups.delete(standup)
    getattr(house.board, plan)["post"] = [error]

    await house.goes_to(TUESDAY)
    for _ in range(3):
        await house.waits(minutes=3)

    assert house.posted == []


@pytest.mark.fault("F027")
async def test_a_standup_that_is_ended_once_it_is_told_leaves_its_message(store: Store) -> None:
    house, standup = await begun(store)
    await house.goes_to(TUESDAY)
    house.board.meanwhile["find"] = lambda: house.standups.delete(standup)

    await house.waits(minutes=3)

    assert ["Nobody did anything" in text for text in house.posted] == [True]
