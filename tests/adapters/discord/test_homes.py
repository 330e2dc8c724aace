"""In which servers somebody is at home who speaks to the bot alone, and as whose member they act there."""

from dataclasses import replace

from core.model import Member
from core.model.chat import Button, Field, Filled, Form, Page, Place
from tests.adapters.discord.conftest import House
from tests.servers.discord.nouns import Member as Joined


async def test_what_is_posted_directly_acts_in_the_server_that_it_is_about_and_its_form_does_too(house: House) -> None:
    younger = house.server.guild("Younger")
    younger.members[house.ana.user.id] = Joined(house.ana.user, house.server.clock())
    where = house.server.conversation(house.ana)
    async with house.connected() as one:
        page = Page(lines=("Expired.",), buttons=(Button(name="reconnect", label="Connect", value="abc"),), home=str(younger.id))
        ident = await one.platform.posts.post(Place("discord", "@me", str(where.id)), "mark", page)
        asked = await house.ana.presses(where.messages[int(ident)], "Connect")
        turn = await house.turn()
        await one.platform.chat(turn).open(
            Form(name="token", title="Connect", fields=(Field(name="token", label="Token"),), submit="Go", token="t0")  # noqa: S106  a form's
        )
        await house.ana.submits(asked, {"token": "x"})
        sent = await house.turn(2)
        homes = await one.platform.homes(sent)
        here = await one.platform.homes(replace(sent, place=replace(sent.place, tenant=str(house.guild.id))))

    assert (turn.member.tenant, sent.member.tenant) == (str(younger.id), str(younger.id))
    assert sent.deed == Filled("token", "t0", {"token": "x"})
    assert [one.tenant for one in homes] == [str(house.guild.id), str(younger.id)]
    assert here == [sent.member]


async def test_servers_that_somebody_shares_with_the_bot_are_looked_for_once_until_they_speak_in_another(house: House) -> None:
    async with house.connected() as one:
        await house.ana.says("last week", house.server.conversation(house.ana))
        first = [home.tenant for home in await one.platform.homes(await house.turn())]
        younger = house.server.guild("Younger")
        younger.members[house.ana.user.id] = Joined(house.ana.user, house.server.clock())
        same = [home.tenant for home in await one.platform.homes(await house.turn())]
        await house.ana.uses("/recap help", {}, house.server.channel("there", guild=younger))
        await house.turn(2)
        both = [home.tenant for home in await one.platform.homes(await house.turn())]

    assert first == same == [str(house.guild.id)]
    assert both == [str(house.guild.id), str(younger.id)]


async def test_among_many_servers_somebody_is_looked_for_where_they_were_heard(house: House) -> None:
    for number in range(20):
        house.server.guild(f"Other {number}")
    late = house.server.guild("Late")
    late.members[house.ana.user.id] = Joined(house.ana.user, house.server.clock())
    async with house.connected() as one:
        await house.ana.says("last week", house.server.conversation(house.ana))
        before = [home.tenant for home in await one.platform.homes(await house.turn())]
        await house.ana.uses("/recap help", {}, house.server.channel("there", guild=late))
        await house.turn(2)
        after = [home.tenant for home in await one.platform.homes(house.turns[0])]

    assert before == [str(house.guild.id)]
    assert after == [str(house.guild.id), str(late.id)]


async def test_dates_are_completed_in_direct_messages_as_in_the_server_that_somebody_is_in(house: House) -> None:
    async with house.connected():
        await house.ana.types("/recap ask", "when", "last w", house.server.conversation(house.ana))

    assert house.completed == [Member("discord", str(house.guild.id), str(house.ana.id))]
