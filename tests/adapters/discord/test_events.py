"""What people do in Discord, told by the real library, as turns."""

import json
from typing import Any

import pytest

from core.errors import PermanentError
from core.model import Member
from core.model.chat import Audience, Button, Field, Filled, Form, Page, Place, Pressed, Reach, Typed, Way
from tests.adapters.discord.conftest import House
from tests.servers.discord.nouns import Kind
from tests.servers.discord.people import Person


def place(house: House, channel: Any = None) -> Place:
    return Place("discord", str(house.guild.id), str((channel or house.general).id))


def member(house: House, who: Person) -> Member:
    return Member("discord", str(house.guild.id), str(who.id))


async def test_a_command_is_words_and_its_options_stand_where_the_grammar_wants_them(house: House) -> None:
    async with house.connected():
        values: dict[str, Any] = {
            "question": "5 bullets",
            "who": house.bob,
            "when": "last week",
            "where": "acme/web",
            "shape": "standup",
            "here": True,
        }
        did = await house.ana.uses("/recap ask", values, house.general)
        turn = await house.turn()
    words = f"5 bullets <@{house.bob.id}> last week in acme/web as standup here"
    assert turn.deed == Typed(words, Way.COMMAND)
    assert (turn.id, turn.member, turn.place) == (f"discord:{did.id}", member(house, house.ana), place(house))
    assert turn.at.timestamp() == pytest.approx(did.began, abs=0.01)


@pytest.mark.parametrize(
    ("command", "values", "words"),
    [
        ("recap connect", {"kind": "gitlab", "host": "git.example.org"}, "connect gitlab git.example.org"),
        ("recap allow", {"repository": "acme/*", "place": "here"}, "allow acme/* here"),
        ("recap team", {"switch": "on"}, "team on"),
        ("recap why", {}, "why"),
        ("recap every", {"what": "friday 16:00 last week"}, "every friday 16:00 last week"),
        ("recap forget-me", {}, "forget-me"),
        ("standup new", {"time": "09:30", "rest": "mon-fri"}, "new 09:30 mon-fri"),
        ("standup list", {}, "list"),
    ],
)
async def test_each_command_is_what_one_would_write(house: House, command: str, values: dict[str, Any], words: str) -> None:
    async with house.connected():
        await house.ana.uses(command, values, house.general)
        turn = await house.turn()
    assert turn.deed == Typed(words, Way.COMMAND, command.split(maxsplit=1)[0])


async def test_a_role_that_is_asked_for_is_a_team(house: House) -> None:
    role = house.server.role("web", guild=house.guild, is_mentionable=True)
    async with house.connected():
        await house.ana.uses("/recap ask", {"who": role}, house.general)
        assert (await house.turn()).deed == Typed(f"<@&{role.id}>", Way.COMMAND)


async def test_a_mention_a_thread_a_reply_and_direct_words_are_turns(house: House) -> None:
    thread = house.server.thread("talk", house.general)
    async with house.connected() as one:
        await house.ana.says("<@bot> last <@bob> week", house.general)
        asked = await house.turn()
        live = one.platform.chat(asked).live(Reach.PLACE)

        await live.show(Page(lines=("told",)))
        await house.bob.replies(house.general.messages[int(live.id)], "shorter")
        await house.ana.says("<@bot> this week", thread)
        own = house.server.conversation(house.bob)
        await house.bob.says("last week", own)
        turns = [await house.turn(number) for number in (1, 2, 3, 4)]
    assert [turn.deed for turn in turns] == [
        Typed(f"last <@{house.bob.id}> week", Way.MENTION),
        Typed("shorter", Way.REPLY),
        Typed("this week", Way.MENTION),
        Typed("last week", Way.DIRECT),
    ]
    assert [turn.message for turn in turns] == ["", live.id, "", ""]
    assert turns[2].place == Place("discord", str(house.guild.id), str(house.general.id), str(thread.id))
    assert turns[3].place == Place("discord", "@me", str(own.id))
    assert turns[3].member == member(house, house.bob)  # who writes directly is a member of the server that both are in


@pytest.mark.fault("F009")
async def test_what_bots_say_and_what_is_said_to_others_are_no_turns(house: House) -> None:
    robot = Person(house.server.world, house.server.world.add_user("robot", "Robot", is_bot=True))
    house.guild.members[robot.id] = type(house.guild.members[house.ana.id])(robot.user, house.server.clock())
    async with house.connected() as one:
        await robot.says("<@bot> last week", house.general)
        await house.ana.says("nobody's business", house.general)
        await house.ana.says("<@bob> hello", house.general)
        await house.ana.says("<@bot> yesterday", house.general)
        turn = await house.turn()

        said = one.platform.chat(turn).live(Reach.PLACE)
        await said.show(Page(lines=(f"<@{house.server.bot.id}> I",)))
        await house.bob.replies(house.general.messages[int(said.id)], "quiet", pings=False)
        await house.ana.says("<@bot> today", house.general)
        await house.turn(2)
    assert [turn.deed.words for turn in house.turns if isinstance(turn.deed, Typed)] == ["yesterday", "today"]


async def test_a_button_and_a_form_are_turns_also_of_a_message_from_before_a_restart(house: House) -> None:

    async with house.connected() as one:
        await house.ana.says("<@bot> x", house.general)
        live = one.platform.chat(await house.turn()).live(Reach.PLACE)
        await live.show(Page(lines=("told",), buttons=(Button(name="settings", label="Settings", value="abc"),)))
    async with house.connected() as one:
        message = house.general.messages[int(live.id)]
        did = await house.bob.presses(message, "Settings")
        turn = await house.turn(2)
        assert (turn.deed, turn.message, turn.member) == (Pressed("settings", "abc"), live.id, member(house, house.bob))
        chat = one.platform.chat(turn)
        assert chat.has_forms
        assert chat.whispers
        await chat.open(Form(name="settings", title="Settings", fields=(Field(name="zone", label="Zone"),), submit="Save", token="t0"))  # noqa: S106  opaque
        assert not chat.has_forms
        await house.bob.submits(did, {"Zone": "Europe/Lisbon"})
        assert (await house.turn(3)).deed == Filled("settings", "t0", {"zone": "Europe/Lisbon"})


async def test_a_button_of_a_direct_message_remembers_the_server_it_was_asked_for_in(house: House) -> None:

    other = house.server.guild("Other")
    other.members[house.ana.id] = house.guild.members[house.ana.id]
    channel = house.server.channel("elsewhere", guild=other)
    async with house.connected() as one:
        await house.ana.says("<@bot> x", channel)
        live = one.platform.chat(await house.turn()).live(Reach.DIRECT)
        await live.show(Page(lines=("told",), buttons=(Button(name="why", label="Why", value="abc"),)))
        direct = house.server.conversation(house.ana)
        await house.ana.presses(direct.messages[int(live.id)], "Why")
        turn = await house.turn(2)
    assert (turn.member.tenant, turn.place.tenant, turn.deed) == (str(other.id), "@me", Pressed("why", "abc"))


async def test_a_turn_is_all_that_another_process_needs_to_answer(house: House) -> None:

    async with house.connected():
        did = await house.ana.uses("/recap ask", {"question": "last week"}, house.general)
        turn = await house.turn()
    assert json.loads(turn.reply).keys() == {"interaction", "token"}
    async with house.spoken() as other:
        await other.platform.chat(turn).say(Page(lines=("told",)), Reach.ASKER)
    assert [one.only_for for one in did.replies] == [house.ana.user]
    assert "told" in house.ana.screen(house.general)
    assert "told" not in house.bob.screen(house.general)


async def test_who_calls_the_role_that_came_with_the_bot_is_told_whom_to_call(house: House) -> None:
    own, other = house.server.role("Recap", is_mentionable=True), house.server.role("web", is_mentionable=True)
    own.bot = house.server.bot.id
    async with house.connected():
        await house.ana.says("<@&web> look at that", house.general)
        await house.ana.says("<@&Recap> last week", house.general)
        await house.server.until(lambda: "calls Recap's role" in house.ana.screen(house.general))
        await house.ana.says("<@&Recap> <@bot> last week", house.general)
        await house.turn()

    assert house.ana.screen(house.general).count("calls Recap's role") == 1
    assert other.bot is None


async def test_a_post_in_a_forum_is_a_room_of_its_own_that_is_read_as_its_forum_is(house: House) -> None:
    forum = house.server.channel("ideas", kind=Kind.FORUM, everyone_may_read=False)
    house.server.allows(forum, house.ana, allowed="view_channel send_messages_in_threads")
    post = house.server.thread("a post", forum)
    async with house.connected() as one:
        await house.ana.uses("/standup new", {"time": "09:30"}, post)
        place = (await house.turn()).place.room
        assert await one.platform.directory.audience(place) is Audience.MEMBERS
        ident = await one.platform.posts.post(place, "mark", Page(lines=("Standup",)))
        house.server.allows(forum, house.server.bot, allowed="view_channel", denied="send_messages_in_threads")
        with pytest.raises(PermanentError, match="Send Messages in Threads"):
            await one.platform.posts.post(place, "another", Page(lines=("Standup",)))

    assert place == Place("discord", str(house.guild.id), str(post.id))
    assert int(ident) in post.messages


@pytest.mark.fault("F140")
async def test_a_private_thread_is_a_room_of_its_own_since_more_people_read_its_channel(house: House) -> None:
    secret = house.server.thread("secret", house.general, is_private=True)
    async with house.connected() as one:
        await house.ana.uses("/recap allow", {}, secret)
        await house.ana.says("<@bot> last week", secret)
        pressed, said = (await house.turn()).place, (await house.turn(2)).place
        assert await one.platform.directory.audience(said.room) is Audience.MEMBERS
        posted = await one.platform.posts.post(said.room, "mark", Page(lines=("Standup",)))

    assert pressed == said == Place("discord", str(house.guild.id), str(secret.id), str(secret.id))
    assert int(posted) in secret.messages
    assert not house.general.messages
