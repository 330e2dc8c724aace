"""Who reads a place, who somebody is, and who cannot be listed."""

import pytest

from core.errors import OutsideError, PermanentError
from core.model import Member
from core.model.chat import Audience, Place
from tests.adapters.discord.conftest import House
from tests.servers.discord import DiscordServer
from tests.servers.discord.nouns import Channel, Overwrite
from tests.servers.discord.permissions import bits


def place(house: House, channel: Channel, thread: Channel | None = None) -> Place:
    return Place("discord", str(house.guild.id), str(channel.id), str(thread.id) if thread else "")


@pytest.mark.fault("F140")
async def test_who_reads_a_place_is_read_from_roles_and_overwrites(house: House) -> None:
    web = house.server.role("web")
    limited = house.server.channel(
        "limited", overwrites={house.guild.roles[house.guild.id]: ("", "view_channel"), web: ("view_channel", "")}
    )
    limited.overwrites[house.server.bot.id] = Overwrite(house.server.bot.id, 1, allow=bits("view_channel"))
    public, secret = house.server.thread("open", house.general), house.server.thread("secret", house.general, is_private=True)
    inner = house.server.thread("inner", house.closed)
    async with house.spoken() as one:

        async def read(channel: Channel, thread: Channel | None = None) -> Audience:
            return await one.platform.directory.audience(place(house, channel, thread))

        assert await read(house.general) is Audience.OUTSIDE  # whoever has an invitation
        assert await read(house.general, public) is Audience.OUTSIDE
        house.teams.add(str(house.guild.id))
        assert await read(house.general) is Audience.WORKSPACE
        assert await read(house.general, public) is Audience.WORKSPACE
        assert await read(house.general, secret) is Audience.MEMBERS
        assert await read(house.closed) is Audience.MEMBERS
        assert await read(house.closed, inner) is Audience.MEMBERS
        assert await read(limited) is Audience.MEMBERS
        assert await one.platform.directory.audience(Place("discord", "@me", "1")) is Audience.PRIVATE


@pytest.mark.fault("F140")
async def test_a_channel_that_became_open_is_seen_at_the_next_look(house: House) -> None:
    async with house.spoken() as one:
        assert await one.platform.directory.audience(place(house, house.closed)) is Audience.MEMBERS
        del house.closed.overwrites[house.guild.id]
        assert await one.platform.directory.audience(place(house, house.closed)) is Audience.OUTSIDE


@pytest.mark.fault("F144")
async def test_a_channel_of_another_server_is_no_place_of_this_one(house: House) -> None:
    other = house.server.channel("theirs", guild=house.server.guild("Other"))
    async with house.spoken() as one:
        with pytest.raises(PermanentError):
            await one.platform.directory.audience(place(house, other))


async def test_somebody_is_described_with_their_rights_and_the_language_of_their_client(house: House) -> None:
    house.guild.members[house.bob.id].nick = "Bobby\u202e"
    async with house.connected() as one:
        await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        ana = await one.platform.directory.participant((await house.turn()).member)
        bob = await one.platform.directory.participant(Member("discord", str(house.guild.id), str(house.bob.id)))
        owner = await one.platform.directory.participant(Member("discord", str(house.guild.id), str(house.guild.owner.id)))
        alone = await one.platform.directory.participant(Member("discord", "@me", str(house.bob.id)))
        robot = await one.platform.directory.participant(Member("discord", str(house.guild.id), str(house.server.bot.id)))
        with pytest.raises(PermanentError):
            await one.platform.directory.participant(Member("discord", str(house.guild.id), "1"))
    assert (ana.name, ana.language, ana.is_manager, ana.zone) == ("Ana", "pt-BR", True, "")
    assert (bob.name, bob.language, bob.is_manager, bob.is_bot) == ("Bobby", "", False, False)
    assert (ana.full_name, bob.full_name, alone.full_name) == ("", "Bob", "")  # what they are called elsewhere too
    assert (owner.is_manager, alone.name, alone.is_manager, robot.is_bot) == (True, "Bob", False, True)


async def test_somebody_is_remembered_for_some_minutes(house: House) -> None:
    async with house.spoken() as one:
        member = Member("discord", str(house.guild.id), str(house.bob.id))
        await one.platform.directory.participant(member)
        before = len(house.server.calls)
        await one.platform.directory.participant(member)
        assert len(house.server.calls) == before
        house.passed += 301
        await one.platform.directory.participant(member)
        assert len(house.server.calls) > before


async def test_without_the_privileged_intent_nobody_is_listed_and_that_is_said(house: House) -> None:
    role = house.server.role("web")
    async with house.spoken() as one:
        with pytest.raises(PermanentError, match="Server Members Intent"):
            await one.platform.directory.members(place(house, house.general))
        with pytest.raises(PermanentError, match="Server Members Intent"):
            await one.platform.directory.group(str(house.guild.id), str(role.id))
        with pytest.raises(PermanentError, match="does not know"):
            await one.platform.directory.group(str(house.guild.id), "1")


async def test_with_it_those_who_read_a_channel_and_have_a_role_are_listed_without_bots() -> None:
    async with DiscordServer(haste=50.0, privileged=1 << 1) as server:
        house = House(server)
        web = server.role("web")
        server.user("carl", roles=[web])
        secret = server.thread("secret", house.general, is_private=True)
        async with house.spoken() as one:
            listed = [one.user for one in await one.platform.directory.members(place(house, house.closed))]
            everybody = await one.platform.directory.members(place(house, house.general))
            grouped = await one.platform.directory.group(str(house.guild.id), str(web.id))
            direct = await one.platform.directory.direct(everybody[1])
            alone = await one.platform.directory.members(direct)
            with pytest.raises(PermanentError):
                await one.platform.directory.members(place(house, house.general, secret))
    assert listed == [str(house.guild.owner.id)]
    assert len(everybody) == 4
    assert len(grouped) == 1
    assert [one.user for one in alone] == [everybody[1].user]


async def test_whoever_is_in_no_server_with_the_bot_is_at_home_nowhere(house: House) -> None:
    async with house.connected() as one:
        stranger = house.server.user("eve")
        del house.guild.members[stranger.id]
        await stranger.says("last week", house.server.conversation(stranger))
        turn = await house.turn()
        assert turn.member == Member("discord", "@me", str(stranger.id))
        with pytest.raises(OutsideError):
            await one.platform.directory.audience(Place("discord", "1", "1"))


async def test_where_discord_does_not_say_who_somebody_is_their_words_are_heard_all_the_same(house: House) -> None:
    async with house.connected():
        house.server.faults.add("GET /users/@me/guilds", "refused", code=50001, times=2)
        await house.ana.says("last week", house.server.conversation(house.ana))
        assert (await house.turn()).member.tenant == "@me"
