"""What passes the door: nothing that cannot be read ends it, and nothing of it is logged."""

import asyncio
import logging
from typing import Any

import pytest

from adapters.discord.app import _no_team, _nothing
from adapters.discord.buckets import Buckets
from adapters.discord.gateway import listen
from adapters.discord.quiet import quiet
from core.model import Member, Secret
from core.model.chat import Page, Reach
from tests.adapters.discord.conftest import House
from tests.servers.discord.nouns import InteractionKind

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


async def test_an_interaction_that_cannot_be_read_ends_nothing(house: House) -> None:
    broken: list[tuple[InteractionKind, dict[str, Any]]] = [
        (InteractionKind.COMMAND, {"id": "1", "name": "recap", "type": 1}),
        (InteractionKind.COMPONENT, {"custom_id": "menu", "component_type": 3, "values": []}),
    ]
    async with house.connected():
        for kind, data in broken:
            house.ana._begin(kind, house.general, data)  # what no client sends
        await house.ana.uses("/recap help", {}, house.general)
        await house.turn()
    assert len(house.turns) == 1


async def test_what_the_library_cannot_read_begins_a_new_session(house: House) -> None:
    async with house.connected():
        house.ana._begin(InteractionKind.MODAL, house.general, {"components": []})  # what no client sends
        await house.server.until(lambda: len(house.server.gateway.identifies) == 2 and len(house.server.gateway.live) == 1)
        await house.ana.uses("/recap help", {}, house.general)
        await house.turn()


@pytest.mark.fault("F012")
async def test_an_acknowledgement_without_an_answer_ends_nothing(house: House) -> None:
    async with house.connected() as one:
        house.server.faults.add(CALLBACK, "reply_lost")
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        await one.platform.chat(await house.turn()).say(Page(lines=("told",)), Reach.ASKER)
    assert "told" in house.ana.screen(house.general)


async def test_a_promise_that_is_not_taken_ends_nothing(house: House) -> None:
    async with house.connected():
        house.server.faults.add(CALLBACK, "refused", code=10062)
        house.promises.set()
        await house.ana.uses("/recap settings", {}, house.general)
        await house.turn()
        await house.ana.uses("/recap help", {}, house.general)
        await house.turn(2)
    assert house.server.faults.done


@pytest.mark.fault("F132")
def test_the_library_s_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    quiet()
    quiet()
    with caplog.at_level(logging.WARNING, logger="recap"):
        logging.getLogger("discord.http").error("https://discord.com/api/webhooks/1/capability", exc_info=ValueError("token"))
        logging.getLogger("discord.gateway").info("nothing")
    passed_on = [record for record in caplog.records if record.name == "recap"]
    assert [(record.getMessage(), record.args, record.exc_info) for record in passed_on] == [("discord library", (), None)]
    assert getattr(passed_on[0], "fields", {})["kind"] == "ValueError"
    assert not logging.getLogger("discord").propagate
    assert len([one for one in logging.getLogger("discord").handlers if one.__module__.startswith("adapters")]) == 1


def test_limits_are_read_from_headers_and_nonsense_is_left_alone() -> None:
    now = [0.0]
    buckets = Buckets(clock=lambda: now[0])
    for nonsense in ({}, {"X-RateLimit-Limit": "x", "X-RateLimit-Remaining": "1", "X-RateLimit-Reset-After": "1"}):
        buckets.told("edit", nonsense)
    assert (buckets.allowance("edit"), buckets.wait("edit")) == (None, 0.0)
    buckets.told("edit", {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "2", "X-RateLimit-Reset-After": "3"})
    assert buckets.allowance("edit") is None  # how long the window is was not seen yet
    now[0] = 4.0
    buckets.told("edit", {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset-After": "6"})
    assert buckets.allowance("edit") == (5, 6.0)
    for _ in range(4):
        buckets.taken("edit")
    assert buckets.wait("edit") == 6.0
    now[0] = 10.0
    buckets.taken("edit")
    assert buckets.wait("edit") == 0.0
    buckets.refused("edit", 2.0, is_global=True)
    assert buckets.wait("anything") == 2.0
    for number in range(2_001):
        buckets.told(str(number), {"X-RateLimit-Limit": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "60"})
    now[0] = 13.0
    assert (buckets.wait("0"), buckets.wait("2000") > 0) == (0.0, True)


@pytest.mark.fault("F106")
async def test_whoever_posts_waits_a_little_for_a_limit_and_no_longer(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("<@bot> last week", house.general)
        chat = one.platform.chat(await house.turn())
        house.server.faults.add("POST /channels/{channel_id}/messages", "limited", seconds=2.5, scope="shared")
        await chat.say(Page(lines=("told",)), Reach.PLACE)
    assert 2.5 in [round(seconds, 1) for seconds in house.slept]
    assert "told" in house.bob.screen(house.general)


async def test_a_connection_that_cannot_be_made_is_tried_again_ever_more_seldom() -> None:
    waits: list[float] = []

    class GoneError(Exception):
        pass

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 7:
            raise GoneError

    class Client:
        async def login(self, _: str) -> None:
            raise OSError

        async def close(self) -> None:
            await asyncio.sleep(0)

    async def begin() -> None:
        raise AssertionError

    with pytest.raises(GoneError):
        await listen(Secret("t"), Client, begin=begin, sleep=sleep)  # type: ignore[arg-type]  # as far as it is used
    assert waits == [1.0, 5.0, 15.0, 30.0, 60.0, 60.0, 60.0]


async def test_without_more_no_server_is_a_team_and_nothing_is_completed() -> None:
    assert not await _no_team("1")
    assert await _nothing(Member("discord", "1", "2"), "last") == ()
