"""Posts that nobody just asked for are found again by a mark that says nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import AmbiguousError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import Who, WhoKind
from core.model.chat import Page, Place
from tests.adapters.slack.conftest import House
from tests.adapters.slack.test_message import LONG, PLAIN, WHOLE
from tests.core.recaps import recap
from tests.servers.slack.faults import Fault

ANCHOR = Page(lines=("Standup",))


@pytest.mark.fault("F150")
async def test_a_post_is_found_by_its_mark_changed_and_taken_away(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    since = datetime.now(UTC) - timedelta(minutes=5)
    async with house.spoken() as one:
        posts = one.platform.posts
        ts = await posts.post(place, "opaque", ANCHOR)
        other = await posts.post(place, "opaque", ANCHOR)
        await posts.post(place, "another", ANCHOR)
        house.acme.posted(house.dev, house.bob, "hm", metadata={"event_type": "recap", "event_payload": {"mark": "opaque"}})
        assert await posts.find(place, "opaque", since=since) == [ts, other]
        assert await posts.find(place, "opaque", since=datetime.now(UTC) + timedelta(hours=1)) == []
        await posts.edit(place, ts, WHOLE)
        await posts.edit(place, ts, WHOLE)
        await posts.delete(place, other)
        await posts.delete(place, other)
        assert await posts.find(place, "opaque", since=since) == [ts]
    assert house.dev.messages[ts].text == "Ana’s whole week"
    assert house.dev.messages[ts].metadata == {"event_type": "recap", "event_payload": {"mark": "opaque"}}


async def test_another_process_takes_away_what_is_gone_already(house: House) -> None:
    async with house.spoken() as one:
        await one.platform.posts.delete(Place("slack", "T0ACME", house.dev.id), "1700000000.000001")
    assert not house.dev.messages


async def test_a_mark_is_found_behind_much_else(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    async with house.spoken() as one:
        ts = await one.platform.posts.post(place, "opaque", ANCHOR)
        for number in range(450):
            house.acme.posted(house.dev, house.bob, f"talk {number}")
        assert await one.platform.posts.find(place, "opaque", since=datetime.now(UTC) - timedelta(hours=1)) == [ts]


async def test_a_mark_in_more_than_can_be_looked_through_is_not_known_to_be_missing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.slack.board._PAGES", 2)
    place = Place("slack", "T0ACME", house.dev.id)
    async with house.spoken() as one:
        for number in range(401):
            house.acme.posted(house.dev, house.bob, f"talk {number}")
        with pytest.raises(TransientError, match="look through"):
            await one.platform.posts.find(place, "opaque", since=datetime.now(UTC) - timedelta(hours=1))


@pytest.mark.fault("F111")
@pytest.mark.parametrize("fault", [Fault.INTERNAL_AFTER, Fault.REPLY_LOST, Fault.FATAL_AFTER])
async def test_a_post_that_may_stand_is_said_to_and_found(house: House, fault: Fault) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    house.server.faults.plan("chat.postMessage", fault)
    async with house.spoken() as one:
        with pytest.raises(AmbiguousError):
            await one.platform.posts.post(place, "opaque", ANCHOR)
        found = await one.platform.posts.find(place, "opaque", since=datetime.now(UTC) - timedelta(minutes=1))
    assert len(found) == len(house.dev.visible) == 1


async def test_a_long_post_of_which_only_the_beginning_stands_may_have_been_posted(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    house.server.faults.plan("chat.postMessage", Fault.LIMITED, skip=1)
    async with house.spoken() as one:
        with pytest.raises(AmbiguousError):
            await one.platform.posts.post(place, "opaque", LONG)
        (ts,) = await one.platform.posts.find(place, "opaque", since=datetime.now(UTC) - timedelta(minutes=1))
        await one.platform.posts.edit(place, ts, LONG)
    lines = [line[:3] for message in house.dev.visible for line in message.text.split("\n")]
    assert lines == ["Sta", *(f"{number:03}" for number in range(60))]


async def test_a_limit_before_anything_was_posted_is_a_limit(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    house.server.faults.plan("chat.postMessage", Fault.LIMITED)
    async with house.spoken() as one:
        with pytest.raises(RateLimitedError):
            await one.platform.posts.post(place, "opaque", ANCHOR)
    assert not house.dev.visible


async def test_a_message_that_is_gone_or_somebody_else_s_is_not_changed(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    theirs = house.acme.posted(house.dev, house.bob, "mine")
    async with house.spoken() as one:
        for ts in ("1700000000.000001", theirs.ts):
            with pytest.raises(PermanentError):
                await one.platform.posts.edit(place, ts, PLAIN)
    assert theirs.text == "mine"


async def test_people_whom_our_sentences_name_are_named_and_not_called(house: House) -> None:
    place = Place("slack", "T0ACME", house.dev.id)
    said = replace(recap(f"Asked {house.bob.mention}"), header=f"{house.ana.mention} · today", notes=(f"{house.ana.mention} is away",))
    said = replace(said, request=replace(said.request, who=(Who(WhoKind.PERSON, house.ana.mention),)))
    page = Page(title=f"{house.bob.mention}", lines=(f"Made by {house.ana.mention}.", "<@U0NOBODY> left."), recaps=(said,))
    async with house.spoken() as one:
        ts = await one.platform.posts.post(place, "opaque", page)
        await one.platform.posts.edit(place, ts, page)
    message = house.dev.messages[ts]
    assert [state.text for state in message.edits] == [
        f"@bob\nMade by @ana.\nsomebody left.\n@ana · today\n@ana is away\n• Asked &lt;@{house.bob.id}&gt;"
    ] * 2
    assert not message.mentions
    assert [call.method for call in house.server.calls].count("users.info") == 4  # whom nobody knows is asked about each time


async def test_posts_in_a_thread_are_found_there(house: House) -> None:
    parent = house.acme.posted(house.dev, house.bob, "Standup?")
    place = Place("slack", "T0ACME", house.dev.id, parent.ts)
    async with house.spoken() as one:
        ts = await one.platform.posts.post(place, "opaque", ANCHOR)
        assert await one.platform.posts.find(place, "opaque", since=datetime.now(UTC) - timedelta(minutes=1)) == [ts]


async def test_where_history_cannot_be_read_nothing_is_known(house: House) -> None:
    house.server.faults.plan("conversations.history", Fault.INTERNAL_BEFORE, times=2)
    async with house.spoken() as one:
        with pytest.raises(OutsideError):
            await one.platform.posts.find(Place("slack", "T0ACME", house.dev.id), "opaque", since=datetime.now(UTC))
    assert house.slept == [0.3]
