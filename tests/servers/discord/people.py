"""What people do in Discord, as tests say it: `await ana.uses("/recap ask", {"question": "@me"}, channel)`."""

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from tests.servers.discord import given
from tests.servers.discord.markup import components
from tests.servers.discord.nouns import (
    Channel,
    Interaction,
    InteractionKind,
    Message,
    Object,
    Role,
    User,
)
from tests.servers.discord.permissions import bits, in_channel, may
from tests.servers.discord.screen import form, shown
from tests.servers.discord.world import World

Values: TypeAlias = Mapping[str, "str | int | bool | Person | User | Role | Channel"]


class Person:
    """Somebody with an account, and what their client lets them do."""

    def __init__(self, world: World, user: User) -> None:
        self.user = user
        self._world = world

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    async def says(self, text: str, channel: Channel, *, replies_to: Message | None = None, pings: bool = True) -> Message:
        """Write a message; `<@ana>`, `<@bot>`, `<@&role>` and `<#channel>` become mentions."""
        assert may(channel, self.user, "view_channel send_messages"), f"{self.user.name} cannot write in {channel.name}"
        reference = {"type": 0, "message_id": str(replies_to.id), "channel_id": str(channel.id)} if replies_to else None
        allowed = {"parse": ["users", "roles", "everyone"], "replied_user": pings}
        said = {"content": self._written(text, channel), "allowed_mentions": allowed}
        made = self._world.post(channel, self.user, said, replies_to=replies_to, reference=reference)
        await asyncio.sleep(0)
        return made

    async def replies(self, message: Message, text: str, *, pings: bool = True) -> Message:
        """Reply to a message, which rings its author unless that was switched off."""
        return await self.says(text, message.channel, replies_to=message, pings=pings)

    async def uses(self, command: str, values: Values | None = None, channel: Channel | None = None) -> Interaction:
        """Use a slash command, such as "/recap ask"; without a channel, in the conversation with the bot."""
        place = channel or self._world.conversation(self.user)
        data = self._command(command, values or {}, place, None)
        return self._begin(InteractionKind.COMMAND, place, data)

    async def types(self, command: str, option: str, text: str, channel: Channel, *, others: Values | None = None) -> Sequence[Object]:
        """Type into an option that is completed; return the choices that come.

        Raises:
            TimeoutError: None came in three seconds.
        """
        data = self._command(command, {**(others or {}), option: text}, channel, option)
        interaction = self._begin(InteractionKind.AUTOCOMPLETE, channel, data)
        await asyncio.wait_for(interaction.answered.wait(), 3)
        return interaction.choices or []

    async def presses(self, message: Message, custom_id: str) -> Interaction:
        """Press a button of a message, by its id or by what it says."""
        found = [
            one for one in components(message.now.components) if custom_id in (one.get("custom_id"), one.get("label")) and one["type"] == 2
        ]
        assert found, f"no button {custom_id!r}"
        assert not found[0].get("disabled"), f"{custom_id!r} cannot be pressed"
        assert message.only_for in (None, self.user), "somebody else's message"
        data = {"custom_id": found[0]["custom_id"], "component_type": 2, "id": found[0].get("id", 1)}
        return self._begin(InteractionKind.COMPONENT, message.channel, data, message=message)

    async def chooses(self, message: Message, custom_id: str, *values: str) -> Interaction:
        """Choose from a menu of texts."""
        found = [one for one in components(message.now.components) if one.get("custom_id") == custom_id and one["type"] == 3]
        assert found, f"no menu {custom_id!r}"
        assert {*values} <= {one["value"] for one in found[0]["options"]}
        data = {"custom_id": custom_id, "component_type": 3, "id": found[0].get("id", 1), "values": list(values)}
        return self._begin(InteractionKind.COMPONENT, message.channel, data, message=message)

    async def submits(self, asked: Interaction, values: Mapping[str, str]) -> Interaction:
        """Fill in the form that an interaction was answered with, and send it; fields by id or label."""
        assert asked.modal is not None, "no form came"
        data = {"custom_id": asked.modal["custom_id"], "components": [given.filled(one, values) for one in asked.modal["components"]]}
        return self._begin(InteractionKind.MODAL, asked.channel, data, message=asked.message, cause=asked)

    async def deletes(self, message: Message) -> None:
        """Delete a message, one's own or, as whoever manages messages here does, another's."""
        self._world.delete(message)
        await asyncio.sleep(0)

    def reloads(self) -> None:
        """Start the client again: messages that only this person could see are gone from it."""
        self._world.reloaded[self.user.id] = self._world.clock()

    def screen(self, channel: Channel) -> str:
        """Return what this person's client shows of a channel."""
        return shown(channel, self.user, since=self._world.reloaded.get(self.user.id, 0.0))

    def form(self, asked: Interaction) -> str:
        """Return the form that an interaction of this person was answered with, as their client shows it."""
        return form(asked)

    def _written(self, text: str, channel: Channel) -> str:
        names = {one.name: one.id for one in self._world.users.values()} | {"bot": self._world.bot.id}
        roles = {one.name: one.id for one in channel.guild.roles.values()} if channel.guild else {}
        channels = {one.name: one.id for one in channel.guild.channels.values()} if channel.guild else {}
        for sign, known in (("@", names), ("@&", roles), ("#", channels)):
            text = re.sub(f"<{sign}([^<>&@#]+)>", lambda found, known=known, sign=sign: f"<{sign}{known.get(found[1], found[1])}>", text)  # type: ignore[misc]
        return text

    def _command(self, line: str, values: Values, channel: Channel, focused: str | None) -> Object:
        name, *path = line.removeprefix("/").split()
        places = [channel.guild.id if channel.guild else 0, None]
        known = [
            one for place in places for one in self._world.commands.get(place, {}).values() if one["name"] == name and one["type"] == 1
        ]
        assert known, f"there is no /{name}"
        assert self._sees(known[0], channel), (
            f"/{name} is not shown to {self.user.name} in {channel.name if channel.guild else 'direct messages'}"
        )
        options: Sequence[Object] = known[0]["options"]
        for step in path:
            found = [one for one in options if one["name"] == step and one["type"] in (1, 2)]
            assert found, f"there is no {line}"
            options = found[0].get("options") or []
        data = {"id": known[0]["id"], "name": name, "type": 1, "resolved": {}}
        plain = {key: value.user if isinstance(value, Person) else value for key, value in values.items()}
        filled = [given.option(one, plain[one["name"]], data["resolved"], focused, channel) for one in options if one["name"] in plain]
        assert len(filled) == len(values), f"{line} does not take all of {sorted(values)}"
        missing = [one["name"] for one in options if one.get("required") and one["name"] not in values]
        assert not missing or focused, f"{line} needs {missing}"
        for depth, step in enumerate(reversed(path)):
            filled = [{"name": step, "type": 1 if depth == 0 else 2, "options": filled}]
        return {**data, "options": filled, **({"guild_id": known[0]["guild_id"]} if "guild_id" in known[0] else {})}

    def _sees(self, command: Object, channel: Channel) -> bool:
        """Say whether a client offers a command: by where it is meant for, and by whom its author lets use it."""
        contexts = command["contexts"]
        if channel.guild is None:
            return 1 in contexts if contexts is not None else bool(command["dm_permission"])
        needed = int(command["default_member_permissions"] or 0) | bits("use_application_commands")
        return (contexts is None or 0 in contexts) and in_channel(channel, self.user) & needed == needed

    def _begin(
        self, kind: InteractionKind, channel: Channel, data: Object, *, message: Message | None = None, cause: Interaction | None = None
    ) -> Interaction:
        world = self._world
        made = Interaction(world.ids(), secrets.token_urlsafe(64), kind, self.user, channel, data, world.clock(), message, cause)
        world.interactions[made.token] = made
        made.was_sent = world.tell("INTERACTION_CREATE", 0, channel.guild, lambda _: given.told(world, made))
        return made
