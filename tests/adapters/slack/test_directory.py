"""Who reads a place, who is there, and who they are."""

import asyncio

import pytest

from core.errors import OutsideError, PermanentError, RateLimitedError
from core.model import Member
from core.model.chat import Audience, Participant, Place
from tests.adapters.slack.conftest import House
from tests.servers.slack.faults import Fault
from tests.servers.slack.nouns import Channel


def place(channel: Channel, thread: str = "") -> Place:
    return Place("slack", "T0ACME", channel.id, thread)


async def test_a_participant_is_as_their_profile_says(house: House) -> None:
    async with house.spoken() as one:
        found = await one.platform.directory.participant(Member("slack", "T0ACME", house.ana.id))
    assert found == Participant(
        member=Member("slack", "T0ACME", house.ana.id),
        name="ana",
        zone="Europe/Lisbon",
        language="pt-PT",
        emails=("ana@acme.example",),
        is_manager=True,
    )


@pytest.mark.fault("F147")
async def test_who_decides_at_home_is_a_guest_in_another_workspace(house: House) -> None:
    boss = house.acme.user("sam", team="T0OTHER", is_admin=True)
    async with house.spoken() as one:
        found = await one.platform.directory.participant(Member("slack", "T0OTHER", boss.id))
    assert (found.member, found.is_guest, found.is_manager) == (Member("slack", "T0OTHER", boss.id), True, False)


async def test_somebody_who_goes_by_another_name_is_known_by_both(house: House) -> None:
    house.ana.real_name = "Ana Lima"
    async with house.spoken() as one:
        found = await one.platform.directory.participant(Member("slack", "T0ACME", house.ana.id))
    assert (found.name, found.full_name) == ("ana", "Ana Lima")


async def test_who_works_in_several_workspaces_of_a_company_is_a_member_of_this_one(house: House) -> None:
    eva = house.acme.user("eva", team="T0HOME", company=("T0HOME", "T0ACME"))
    async with house.spoken() as one:
        found = await one.platform.directory.participant(Member("slack", "T0ACME", eva.id))
    assert (found.member, found.is_guest) == (Member("slack", "T0ACME", eva.id), False)


async def test_a_profile_is_remembered_for_some_minutes_and_nobody_unknown_is_made_up(house: House) -> None:
    async with house.spoken() as one:
        member = Member("slack", "T0ACME", house.bob.id)
        for _ in range(3):
            await one.platform.directory.participant(member)
        with pytest.raises(PermanentError):
            await one.platform.directory.participant(Member("slack", "T0ACME", "U0NOBODY"))
    assert [call.arguments.get("user") for call in house.server.calls[1:]] == [house.bob.id, "U0NOBODY"]


@pytest.mark.fault("F140")
async def test_who_reads_a_place_is_asked_anew_each_time(house: House) -> None:
    single = house.acme.user("gus", is_single_guest=True)
    guest = house.acme.user("gail", is_guest=True)
    stranger = house.acme.user("sam", team="T0OTHER")
    people = [house.ana, house.bob]
    house.bob.dm.is_org_shared = True  # as in an Enterprise organisation
    audiences = {
        house.acme.dm(house.ana, house.acme.bot): Audience.PRIVATE,
        house.acme.dm(house.ana, house.bob, house.acme.bot): Audience.MEMBERS,
        house.acme.dm(house.ana, guest, house.acme.bot): Audience.OUTSIDE,
        house.dev: Audience.WORKSPACE,
        house.bob.dm: Audience.PRIVATE,
        house.acme.channel("core", members=people, is_private=True): Audience.MEMBERS,
        house.acme.channel("partner", members=people, is_shared=True): Audience.OUTSIDE,
        house.acme.channel("soon", members=people, is_pending_ext_shared=True): Audience.OUTSIDE,
        house.acme.channel("guests", members=[*people, guest]): Audience.OUTSIDE,
        house.acme.channel("one", members=[*people, single], is_private=True): Audience.OUTSIDE,
        house.acme.channel("strangers", members=[*people, stranger]): Audience.OUTSIDE,
    }
    async with house.spoken() as one:
        found = {channel: await one.platform.directory.audience(place(channel)) for channel in audiences}
        assert found == audiences
        assert await one.platform.directory.audience(place(house.dev, "1700000000.000001")) is Audience.WORKSPACE
        house.dev.members.append(guest.id)
        assert await one.platform.directory.audience(place(house.dev)) is Audience.OUTSIDE
        house.dev.members.remove(guest.id)
        house.dev.is_ext_shared = True
        assert await one.platform.directory.audience(place(house.dev)) is Audience.OUTSIDE


async def test_whether_somebody_is_alone_takes_one_call(house: House) -> None:
    async with house.spoken() as one:
        alone = [await one.platform.directory.is_alone(place(channel)) for channel in (house.bob.dm, house.dev)]
    assert alone == [True, False]
    assert [call.method for call in house.server.calls[1:]] == ["conversations.info"] * 2


@pytest.mark.fault("F140")
async def test_a_place_that_cannot_be_looked_at_has_no_audience(house: House) -> None:
    hidden = house.acme.channel("hidden", members=[house.ana], has_bot=False, is_private=True)
    async with house.spoken() as one:
        with pytest.raises(PermanentError):
            await one.platform.directory.audience(place(hidden))
        house.server.faults.plan("conversations.members", Fault.PAGE, times=2)
        with pytest.raises(OutsideError):
            await one.platform.directory.audience(place(house.dev))
        house.server.faults.plan("users.info", Fault.REFUSED, error="user_not_visible")
        with pytest.raises(OutsideError):
            await one.platform.directory.audience(place(house.dev))


async def test_many_people_are_read_at_once_and_bots_and_who_left_are_not_among_the_members(house: House) -> None:
    crowd = [house.acme.user(f"person{number}") for number in range(230)]
    gone = house.acme.user("gone", deleted=True)
    channel = house.acme.channel("all", members=[*crowd, gone])
    team = house.acme.group("team", *crowd[:3])
    async with house.spoken() as one:
        members = await one.platform.directory.members(place(channel))
        assert await one.platform.directory.members(place(channel)) == members
        assert await one.platform.directory.audience(place(channel)) is Audience.WORKSPACE
        assert {member.user for member in await one.platform.directory.group("T0ACME", team.id)} == {user.id for user in crowd[:3]}
        with pytest.raises(PermanentError):
            await one.platform.directory.group("T0ACME", "S0NONE")
    assert len(members) == 200
    assert {member.user for member in members} <= {user.id for user in crowd}
    assert [call.method for call in house.server.calls].count("users.list") == 1
    assert "users.info" not in [call.method for call in house.server.calls]


@pytest.mark.fault("F063")
async def test_a_large_channel_that_slack_is_slow_to_tell_of_holds_up_no_small_one(house: House) -> None:
    large = house.acme.channel("all", members=[house.acme.user(f"person{number}") for number in range(30)])
    async with house.spoken() as one:
        house.server.faults.plan("users.list", Fault.HANGS)
        waiting = asyncio.create_task(one.platform.directory.members(place(large)))
        await asyncio.wait({waiting}, timeout=0.1)
        assert house.server.calls[-1].method == "users.list"
        async with asyncio.timeout(5):
            assert await one.platform.directory.audience(place(house.dev)) is Audience.WORKSPACE
        assert not waiting.done()
        waiting.cancel()
        await asyncio.wait({waiting})


async def test_somebody_is_spoken_to_alone_in_direct_messages(house: House) -> None:
    async with house.spoken() as one:
        assert await one.platform.directory.direct(Member("slack", "T0ACME", house.bob.id)) == place(house.bob.dm)
        with pytest.raises(PermanentError):
            await one.platform.directory.direct(Member("slack", "T0ACME", "U0NOBODY"))


async def test_a_reader_waits_a_moment_for_a_busy_slack_and_no_longer(house: House) -> None:
    async with house.spoken() as one:
        house.server.faults.plan("conversations.info", Fault.LIMITED, seconds=2)
        assert await one.platform.directory.audience(place(house.dev)) is Audience.WORKSPACE
        assert 0 < house.slept[0] <= 2
        house.server.faults.plan("conversations.info", Fault.LIMITED, seconds=30)
        with pytest.raises(RateLimitedError):
            await one.platform.directory.audience(place(house.dev))
