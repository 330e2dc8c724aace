"""Posts that nobody just asked for: once, found by their mark, edited and taken away."""

from datetime import timedelta

import pytest

from core.errors import AmbiguousError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model.chat import Button, Page, Place
from tests.adapters.discord.conftest import House

POST = "POST /channels/{channel_id}/messages"
HISTORY = "GET /channels/{channel_id}/messages"
LONG = Page(lines=tuple("word " * 190 for _ in range(9)))
HOUR = timedelta(hours=1)


def place(house: House) -> Place:
    return Place("discord", str(house.guild.id), str(house.general.id))


def mine(house: House) -> list[int]:
    return [one.id for one in house.general.messages.values() if one.author is house.server.bot and not one.is_deleted]


async def test_a_post_is_found_by_its_mark_also_after_its_edits_and_long_after_its_nonce(house: House) -> None:
    async with house.spoken() as one:
        ident = await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
        await one.platform.posts.post(place(house), "other", Page(lines=("Another",)))
        for _ in range(3):
            await house.ana.says("chatter", house.general)
    house.server.clock.advance(4_000)  # type: ignore[attr-defined]  # it is a Clock
    async with house.spoken() as other:
        posts = other.platform.posts
        await posts.edit(place(house), ident, Page(lines=("whole",), buttons=(Button(name="why", label="Why", value="x"),)))
        assert await posts.find(place(house), "mark", since=house.now() - 2 * HOUR) == [ident]
        assert await posts.find(place(house), "mark", since=house.now()) == []
        assert await posts.find(place(house), "third", since=house.now() - 2 * HOUR) == []
    assert "whole" in house.bob.screen(house.general)


@pytest.mark.parametrize("does", ["reply_lost", "fails"])
async def test_a_post_without_an_answer_is_found_and_stands_once_even_if_it_is_repeated(house: House, does: str) -> None:
    async with house.spoken() as one:
        house.server.faults.add(POST, does)  # type: ignore[arg-type]  # one of them
        with pytest.raises(AmbiguousError):
            await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
        found = await one.platform.posts.find(place(house), "mark", since=house.now() - HOUR)
        again = await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
    assert [int(found[0]), int(again)] == [mine(house)[0]] * 2
    assert len(mine(house)) == 1


async def test_many_messages_are_searched_page_by_page(house: House) -> None:
    for number in range(230):
        await house.ana.says(f"chatter {number}", house.general)
    async with house.spoken() as one:
        ident = await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
        assert await one.platform.posts.find(place(house), "mark", since=house.now() - HOUR) == [ident]


async def test_the_newest_of_very_many_messages_is_found_and_who_cannot_look_through_them_all_knows_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.spoken() as one:
        ident = await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
        for number in range(1_050):
            house.server.world.post(house.general, house.ana.user, {"content": f"chatter {number}"})
        newest = await one.platform.posts.post(place(house), "other", Page(lines=("Standup",)))
        for mark, found in (("mark", ident), ("other", newest)):
            assert await one.platform.posts.find(place(house), mark, since=house.now() - HOUR) == [found]
        monkeypatch.setattr("adapters.discord.board._PAGES", 10)
        with pytest.raises(TransientError, match="look through"):
            await one.platform.posts.find(place(house), "mark", since=house.now() - HOUR)


async def test_an_empty_history_that_may_not_be_read_is_no_answer(house: House) -> None:
    async with house.spoken() as one:
        assert await one.platform.posts.find(place(house), "mark", since=house.now()) == []
        house.deny("read_message_history")
        with pytest.raises(PermanentError, match="Read Message History"):
            await one.platform.posts.find(place(house), "mark", since=house.now() - HOUR)
        direct = Place("discord", "@me", str(house.server.conversation(house.ana).id))
        assert await one.platform.posts.find(direct, "mark", since=house.now() - HOUR) == []


async def test_what_can_only_be_read_is_asked_twice(house: House) -> None:
    async with house.spoken() as one:
        house.server.faults.add(HISTORY, "fails", status=502)
        assert await one.platform.posts.find(place(house), "mark", since=house.now()) == []
        house.server.faults.add(HISTORY, "limited", seconds=2.0)
        assert await one.platform.posts.find(place(house), "mark", since=house.now()) == []
        house.server.faults.add(HISTORY, "limited", seconds=20.0)
        with pytest.raises(RateLimitedError):
            await one.platform.posts.find(place(house), "mark", since=house.now())
        house.passed += 20
        house.server.faults.add(HISTORY, "reply_lost", times=4)  # aiohttp itself asks again over a connection that was closed
        with pytest.raises(TransientError):
            await one.platform.posts.find(place(house), "mark", since=house.now())
    assert 2.0 in [round(one) for one in house.slept]


async def test_a_long_post_that_stops_half_way_may_stand_and_is_made_whole_by_an_edit(house: House) -> None:
    async with house.spoken() as one:
        house.server.faults.add(POST, "request_lost", nth=2)
        with pytest.raises(AmbiguousError):
            await one.platform.posts.post(place(house), "mark", LONG)
        (ident,) = await one.platform.posts.find(place(house), "mark", since=house.now() - HOUR)
        await one.platform.posts.edit(place(house), ident, LONG)
        assert len(mine(house)) == 3
        await one.platform.posts.delete(place(house), ident)
        await one.platform.posts.delete(place(house), ident)
    assert mine(house) == []


@pytest.mark.fault("F106")
async def test_the_edits_of_an_old_message_are_limited_and_another_s_is_not_ours(house: House) -> None:
    async with house.spoken() as one:
        ident = await one.platform.posts.post(place(house), "mark", Page(lines=("Standup",)))
        house.server.clock.advance(4_000)  # type: ignore[attr-defined]  # it is a Clock
        for number in range(3):
            await one.platform.posts.edit(place(house), ident, Page(lines=(str(number),)))
        with pytest.raises(RateLimitedError):
            await one.platform.posts.edit(place(house), ident, Page(lines=("4",)))
        house.passed += 60
        theirs = await house.ana.says("hers", house.general)
        with pytest.raises(PermanentError, match="author"):
            await one.platform.posts.edit(place(house), str(theirs.id), Page(lines=("x",)))


async def test_the_posts_of_one_bot_in_direct_messages(house: House) -> None:
    async with house.spoken() as one:
        direct = Place("discord", "@me", str(house.server.conversation(house.ana).id))
        await one.platform.posts.post(direct, "mark", Page(lines=("yours",)))
    assert "yours" in house.ana.screen(house.server.conversation(house.ana))


async def test_a_server_that_is_not_there_is_an_outage(house: House) -> None:
    async with house.spoken() as one:
        house.server.faults.add(POST, "request_lost")
        with pytest.raises(OutsideError):
            await one.platform.posts.post(place(house), "mark", Page(lines=("x",)))


async def test_what_a_message_goes_on_with_is_left_alone_where_nobody_may_look(house: House) -> None:
    async with house.spoken() as one:
        ident = await one.platform.posts.post(place(house), "mark", LONG)
    house.deny("read_message_history")
    async with house.spoken() as other:
        with pytest.raises(PermanentError):  # not even the message itself can be read, so that its mark would be lost
            await other.platform.posts.edit(place(house), ident, LONG)
    assert len(mine(house)) == 3
