"""Interactions: three seconds, one answer, fifteen minutes; ephemeral ones, forms, buttons and completion."""

import asyncio

import discord
import pytest
from discord import app_commands

from tests.servers.discord.api import calling
from tests.servers.discord.clock import Clock
from tests.servers.discord.conftest import Team
from tests.servers.discord.nouns import Flag
from tests.servers.discord.running import client, running
from tests.servers.discord.server import DiscordServer

ASK = [
    {
        "name": "recap",
        "description": "Tell what was done",
        "options": [
            {
                "type": 1,
                "name": "ask",
                "description": "Ask in your own words",
                "options": [
                    {"type": 3, "name": "question", "description": "What", "required": True},
                    {"type": 3, "name": "when", "description": "When", "autocomplete": True},
                    {"type": 6, "name": "who", "description": "Who"},
                ],
            }
        ],
    }
]


@pytest.fixture
def clock() -> Clock:
    return Clock(1_790_000_000, passes=False)


@pytest.fixture
def held(clock: Clock) -> DiscordServer:
    """Return a server, not yet begun, whose time stands still."""
    return DiscordServer(clock=clock)


async def test_a_command_of_discord_py_is_answered_in_place(server: DiscordServer, team: Team) -> None:
    made = client()
    tree = app_commands.CommandTree(made)
    group = app_commands.Group(name="recap", description="Tell what was done")

    @group.command(name="ask", description="Ask in your own words")
    async def ask(interaction: discord.Interaction, question: str, who: discord.Member) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content=f"**{who.display_name}** {question}")
        await interaction.followup.send("and more", ephemeral=True)

    tree.add_command(group)
    async with running(server, made):
        await tree.sync()
        bob = server.user("bob")
        used = await team.ana.uses("/recap ask", {"question": "last week", "who": bob}, team.channel)
        await server.until(lambda: used.followups)
    assert team.ana.screen(team.channel).splitlines() == [
        "Ana used /recap ask",
        "Recap (only you can see this):",
        "  Bob last week",
        "Recap (only you can see this):",
        "  and more",
    ]
    assert bob.screen(team.channel) == ""
    assert [state.content for state in used.replies[0].edits] == ["", "**Bob** last week"]


@pytest.mark.fault("F012")
async def test_an_answer_after_three_seconds_finds_no_interaction(held: DiscordServer, clock: Clock) -> None:
    async with held as server, calling(server) as api:
        server.guild("G")
        ana, channel = server.user("ana"), server.channel("general")
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        late, early = [await ana.uses("/recap ask", {"question": "x"}, channel) for _ in range(2)]
        clock.advance(3.0)
        assert (await api.answers(early, 5)).status == 204
        clock.advance(0.001)
        assert (await api.answers(late, 5)).code == 10062
        assert late.refusals == [10062]
        assert not late.answered.is_set()


@pytest.mark.fault("F012")
async def test_a_second_answer_is_refused_and_the_token_ends_after_fifteen_minutes(held: DiscordServer, clock: Clock) -> None:
    async with held as server, calling(server) as api:
        server.guild("G")
        ana, channel = server.user("ana"), server.channel("general")
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        used = await ana.uses("/recap ask", {"question": "x"}, channel)
        assert (await api.hook("POST", used, body={"content": "too early"})).code == 10015
        assert (await api.answers(used, 5)).status == 204
        assert (await api.answers(used, 5)).code == 40060
        clock.advance(900)
        assert (await api.hook("PATCH", used, "/messages/@original", {"content": "just so"})).status == 200
        clock.advance(0.001)
        refused = await api.hook("PATCH", used, "/messages/@original", {"content": "too late"})
        assert (refused.status, refused.code) == (401, 50027)
        assert ana.screen(channel).endswith("just so")


async def test_the_first_follow_up_ends_the_thinking(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        used = await team.ana.uses("/recap ask", {"question": "x"}, team.channel)
        await api.answers(used, 5, {"flags": int(Flag.EPHEMERAL)})
        assert team.ana.screen(team.channel).endswith("Recap is thinking...")
        first = await api.hook("POST", used, body={"content": "one"})
        second = await api.hook("POST", used, body={"content": "two", "flags": int(Flag.EPHEMERAL)})
        assert first.body["id"] == str(used.original.id if used.original else 0)
        assert [one.content for one in used.replies] == ["one", "two"]
        assert (await api("GET", f"/channels/{team.channel.id}/messages/{second.body['id']}")).code == 10008
        assert (await api("GET", f"/channels/{team.channel.id}/messages")).body == []
        assert (await api.hook("DELETE", used, f"/messages/{second.body['id']}")).status == 204
        assert (await api.hook("GET", used, f"/messages/{second.body['id']}")).code == 10008


async def test_a_button_opens_a_form_and_what_was_typed_comes_back(server: DiscordServer, team: Team) -> None:
    made = client()

    class Form(discord.ui.Modal, title="Connect"):
        token: discord.ui.TextInput["Form"] = discord.ui.TextInput(label="Token", default="paste")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            await interaction.response.send_message(f"got {self.token.value}", ephemeral=True)

    class Buttons(discord.ui.View):
        @discord.ui.button(label="Connect", custom_id="connect")
        async def connect(self, interaction: discord.Interaction, _: discord.ui.Button["Buttons"]) -> None:
            await interaction.response.send_modal(Form())

    async with running(server, made):
        place = made.get_channel(team.channel.id)
        assert isinstance(place, discord.TextChannel)
        sent = await place.send("Who are you?", view=Buttons(timeout=None))
        message = team.channel.messages[sent.id]
        pressed = await team.ana.presses(message, "Connect")
        await asyncio.wait_for(pressed.answered.wait(), 3)
        assert team.ana.form(pressed) == "=== Connect\nToken: [paste]"
        submitted = await team.ana.submits(pressed, {"Token": "secret"})
        await asyncio.wait_for(submitted.answered.wait(), 3)
    assert [one.content for one in submitted.replies] == ["got secret"]
    assert "[Connect]" in team.ana.screen(team.channel)


async def test_an_option_is_completed_as_it_is_typed(server: DiscordServer, team: Team) -> None:
    made = client()
    tree = app_commands.CommandTree(made)

    @tree.command(name="recap", description="Tell")
    async def recap(_: discord.Interaction, when: str) -> None: ...

    @recap.autocomplete("when")
    async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} week (9 to 15 November)", value="last week")]

    async with running(server, made):
        await tree.sync()
        choices = await team.ana.types("/recap", "when", "last", team.channel)
    assert choices == [{"name": "last week (9 to 15 November)", "value": "last week"}]


async def test_without_a_client_nothing_is_heard(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
    used = await team.ana.uses("/recap ask", {"question": "x"}, team.channel)
    assert not used.was_sent


@pytest.mark.fault("F109")
async def test_what_only_one_could_see_is_gone_when_their_client_begins_anew(server: DiscordServer, team: Team) -> None:
    async with calling(server) as api:
        await api("PUT", f"/applications/{server.bot.id}/commands", ASK)
        used = await team.ana.uses("/recap ask", {"question": "x"}, team.channel)
        await api.answers(used, 4, {"content": "for you", "flags": int(Flag.EPHEMERAL)})
        assert team.ana.screen(team.channel).endswith("  for you")
        team.ana.reloads()
        assert team.ana.screen(team.channel) == ""
        await team.ana.deletes(used.replies[0])
        assert (await api.hook("PATCH", used, "/messages/@original", {"content": "y"})).code == 10008
