"""The gateway as the bot lives through it: what it asks for, what it hears once, and how seldom it begins anew."""

import asyncio

import discord as library
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.gateway import Client, intents, listen
from core.errors import AuthError, PermanentError
from core.model import Secret
from core.model.chat import Choice, Page, Reach, Typed
from tests.adapters.discord.conftest import House
from tests.servers.discord import DiscordServer

COMMANDS = "PUT /applications/{application_id}/commands"


def synced(house: House) -> int:
    return len([call for call in house.server.calls if call.method == "PUT" and "commands" in call.path])


async def test_commands_are_told_where_they_differ_and_only_then(house: House) -> None:
    async with house.connected():
        await house.server.until(lambda: house.server.gateway.live)
    async with house.connected():
        await house.server.until(lambda: house.server.gateway.live)
    assert synced(house) == 1
    next(iter(house.server.world.commands[None].values()))["description"] = "Old"
    async with house.connected():
        await house.server.until(lambda: house.server.gateway.live)
    assert synced(house) == 2


async def test_commands_may_be_told_to_one_server_and_a_refusal_ends_nothing(house: House) -> None:
    async with house.connected(guild=str(house.guild.id)):
        assert {one["name"] for one in house.server.world.commands[house.guild.id].values()} == {"recap", "standup"}
        assert not house.server.world.commands[None]
    async with house.connected(guild=str(house.guild.id)):
        await house.server.until(lambda: house.server.gateway.live)
    assert synced(house) == 1
    house.server.faults.add("GET /applications/{application_id}/commands", "refused", code=50001)
    async with house.connected():
        await house.ana.says("<@bot> last week", house.general)
        await house.turn()


@pytest.mark.parametrize("is_first_everywhere", [True, False])
async def test_no_command_stands_twice_once_they_are_told_elsewhere(house: House, *, is_first_everywhere: bool) -> None:
    told = house.server.world.commands
    for guild in ["", str(house.guild.id)][:: 1 if is_first_everywhere else -1]:
        async with house.connected(guild=guild):
            await house.server.until(lambda: house.server.gateway.live)
        assert [place for place, known in told.items() if known] == [int(guild) if guild else None]


async def test_a_date_is_completed_with_the_days_that_it_means(house: House) -> None:
    house.choices = [Choice("last week", "last week · Mon 9 – Sun 15 Nov")] * 30
    async with house.connected():
        found = await house.ana.types("/recap ask", "when", "last w", house.general, others={"question": "x"})
        assert found[0] == {"name": "last week · Mon 9 – Sun 15 Nov", "value": "last week"}
        assert len(found) == 25
        assert house.typed == [f"{house.ana.id} last w"]
        house.server.faults.add("POST /interactions/{interaction_id}/{interaction_token}/callback", "refused", code=10062)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await house.ana.types("/recap ask", "when", "", house.general)
        assert not house.turns


@pytest.mark.fault("F011")
async def test_what_was_missed_is_heard_once_and_answered_once(house: House) -> None:
    async with house.connected() as one:
        for number in range(20):
            if number % 5 == 0:
                house.server.gateway.drop()
            await house.ana.uses("/recap ask", {"question": f"past {number + 1} hours"}, house.general)
        await house.turn(20)
        for turn in house.turns:
            await one.platform.chat(turn).say(Page(lines=(turn.deed.words,)) if isinstance(turn.deed, Typed) else Page(), Reach.ASKER)
    assert len(house.server.gateway.identifies) == 1
    assert sorted({turn.id for turn in house.turns}) == sorted(turn.id for turn in house.turns)
    assert [len(did.replies) for did in house.server.world.interactions.values()] == [1] * 20
    assert [did.refusals for did in house.server.world.interactions.values()] == [[]] * 20


@pytest.mark.fault("F011")
async def test_a_session_that_is_no_good_any_more_is_begun_five_times_in_ten_minutes_at_most(house: House) -> None:
    stopped = asyncio.Event()
    gone_on = asyncio.Event()

    async def sleep(seconds: float) -> None:
        house.slept.append(seconds)
        if seconds > 500:
            stopped.set()
            await gone_on.wait()
            house.passed += seconds

    house.sleep = sleep  # type: ignore[method-assign]  # the world's, for this test
    async with house.connected():
        for _ in range(4):
            seen = len(house.server.gateway.identifies)
            await house.server.gateway.invalidate(resumable=False)
            await house.server.until(lambda seen=seen: len(house.server.gateway.identifies) > seen and house.server.gateway.live)  # type: ignore[misc]
        await house.server.gateway.invalidate(resumable=False)
        await asyncio.wait_for(stopped.wait(), 5)
        assert len(house.server.gateway.identifies) == 5
        gone_on.set()
        await house.server.until(lambda: len(house.server.gateway.identifies) == 6 and house.server.gateway.live)
        await house.ana.says("<@bot> last week", house.general)
        await house.turn()
    assert house.slept.count(5.0) == 5  # between any two, as Discord wants it


@pytest.mark.fault("F011")
async def test_the_last_starts_of_a_day_are_not_used_up() -> None:
    async with DiscordServer(haste=50.0, starts=9) as server:
        house = House(server)
        waits = asyncio.Event()

        async def sleep(seconds: float) -> None:
            waits.set()
            await asyncio.sleep(0)
            if len(house.slept) == 0:
                house.slept.append(seconds)
                server.gateway.starts.remaining = 1000

        house.sleep = sleep  # type: ignore[method-assign]  # as above
        async with house.connected():
            assert waits.is_set()
            assert house.slept == [300.0]
            assert len(server.gateway.identifies) == 1


async def test_a_token_that_is_not_accepted_ends_it(house: House) -> None:
    async with house.spoken() as one:
        house.server.new_token()
        with pytest.raises(AuthError):
            await asyncio.wait_for(one.run(), 5)
    house.server.token = "bad"  # noqa: S105  nobody's
    with pytest.raises(AuthError):
        async with house.spoken():
            pass


@pytest.mark.parametrize(("code", "kind"), [(4004, AuthError), (4013, PermanentError), (4014, PermanentError)])
async def test_a_close_that_is_final_ends_it(house: House, code: int, kind: type[Exception]) -> None:
    async with house.spoken() as one:
        running = asyncio.ensure_future(one.run())
        await house.server.until(lambda: house.server.gateway.live)
        await house.server.gateway.close(code)
        with pytest.raises(kind):
            await asyncio.wait_for(running, 5)


async def test_an_outage_at_the_start_is_waited_for(house: House) -> None:
    async with house.spoken() as one:
        house.server.faults.add("GET /users/@me", "refused", code=50001)
        running = asyncio.ensure_future(one.run())
        await house.server.until(lambda: house.server.gateway.live)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert 1.0 in house.slept


async def test_few_intents_are_asked_for_none_of_them_privileged_and_nothing_of_the_library_is_changed(house: House) -> None:
    asked = intents()
    assert {name for name, is_on in asked if is_on} == {"guilds", "guild_messages", "dm_messages"}
    async with house.connected():
        assert Route.BASE == "https://discord.com/api/v10"
        assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "wss://gateway.discord.gg/"
        assert [one.intents for one in house.server.gateway.sessions.values()] == [asked.value]
    assert not library.Intents.none().value & asked.value


async def test_what_was_lost_after_a_long_while_is_begun_anew_at_once() -> None:
    passed, slept, lasts = [0.0], list[float](), [0.0, 0.0, 86_400.0, 0.0]

    class Ends(Client):
        def __init__(self) -> None:
            """Need nothing of the library."""

        async def login(self, token: str) -> None:
            """Take any."""

        async def connect(self, *, reconnect: bool = True) -> None:  # noqa: ARG002  as the library's
            passed[0] += lasts.pop(0)
            raise ValueError

        async def close(self) -> None:
            """Hold nothing."""

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if not lasts:
            raise asyncio.CancelledError

    async def begin() -> None:
        """Tell nothing."""

    with pytest.raises(asyncio.CancelledError):
        await listen(Secret("t"), Ends, begin=begin, sleep=sleep, clock=lambda: passed[0])
    assert slept == [1.0, 5.0, 1.0, 5.0]
