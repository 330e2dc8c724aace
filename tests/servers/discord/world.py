"""The world that the server shows: people, servers, channels, messages, commands, interactions."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.servers.discord import wire
from tests.servers.discord.clock import Ids
from tests.servers.discord.errors import RefusedError
from tests.servers.discord.nouns import Channel, Flag, Guild, Interaction, Kind, Message, Object, State, User
from tests.servers.discord.permissions import in_channel, may
from tests.servers.discord.stored import kept


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the gateway tells those who intend to hear it; `show` takes whether they may read all messages."""

    name: str
    intent: int  # 0: told to everybody
    guild: Guild | None
    show: Callable[[bool], Object]


class World:
    """Everything there is; tells `hear` what happens."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.ids = Ids(clock)
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}  # by their tokens
        self.commands: dict[int | None, dict[int, Object]] = {None: {}}  # by server; None is everywhere
        self.by_nonce: dict[str, list[Message]] = {}
        self.reloaded: dict[int, float] = {}  # when somebody's client last began anew, and forgot what only it had
        self.old_edits: dict[int, list[float]] = {}  # of messages older than an hour, by channel
        self.first = 3.0  # seconds for the first answer to an interaction
        self.reads_all = False  # the privileged intent for the content of messages is on for the application
        self.hear: list[Callable[[Event], bool]] = []
        self.changed = asyncio.Event()
        self.bot = self.add_user("recap", "Recap", is_bot=True)

    def add_user(self, name: str, shown: str, **words: Any) -> User:
        made = User(self.ids(), name, shown, **words)
        self.users[made.id] = made
        return made

    def tell(self, name: str, intent: int, guild: Guild | None, show: Callable[[bool], Object]) -> bool:
        """Tell the gateway, and whoever waits for a change; say whether a session heard it."""
        heard = [hear(Event(name, intent, guild, show)) for hear in self.hear]
        self.stir()
        return any(heard)

    def stir(self) -> None:
        """Wake those who wait for something to have changed."""
        self.changed.set()
        self.changed = asyncio.Event()

    def channel(self, number: int) -> Channel:
        """Return a channel that there is.

        Raises:
            RefusedError: 10003.
        """
        if number not in self.channels:
            raise RefusedError(10003)
        return self.channels[number]

    def message(self, channel: Channel, number: int) -> Message:
        """Return a message that all who are in its channel may see.

        Raises:
            RefusedError: 10008; an ephemeral one is not there for those who ask by its channel.
        """
        found = channel.messages.get(number)
        if found is None or found.is_deleted or found.only_for is not None:
            raise RefusedError(10008)
        return found

    def conversation(self, one: User) -> Channel:
        """Return the channel in which the bot and somebody are alone."""
        for known in self.channels.values():
            if known.kind is Kind.DM and one in known.recipients:
                return known
        made = Channel(self.ids(), one.name, Kind.DM, recipients=[one, self.bot])
        self.channels[made.id] = made
        return made

    def post(self, channel: Channel, author: User, said: Mapping[str, Any], **words: Any) -> Message:
        """Keep a message and tell of it; one for a single person is told to nobody."""
        made = Message(self.ids(), channel, author, [self._state(channel, author, said, State(self.clock()))], **words)
        channel.messages[made.id] = made
        self._told("MESSAGE_CREATE", made)
        return made

    def edit(self, message: Message, said: Mapping[str, Any]) -> Message:
        """Give a message its next state."""
        last = replace(message.now, at=self.clock(), flags=message.flags & ~Flag.LOADING)
        message.edits.append(self._state(message.channel, message.author, said, last))
        self._told("MESSAGE_UPDATE", message)
        return message

    def delete(self, message: Message) -> None:
        message.is_deleted = True
        guild = message.channel.guild
        shown = {"id": str(message.id), "channel_id": str(message.channel.id), **({"guild_id": str(guild.id)} if guild else {})}
        if message.only_for is None:
            self.tell("MESSAGE_DELETE", 1 << 9 if guild else 1 << 12, guild, lambda _: shown)
        self.stir()

    def history(self, channel: Channel) -> Iterator[Message]:
        """Return the messages that all may see, the newest first."""
        return (one for one in reversed(channel.messages.values()) if not one.is_deleted and one.only_for is None)

    def bots_guilds(self) -> list[Guild]:
        """Return the servers in which the bot is."""
        return [one for one in self.guilds.values() if self.bot.id in one.members]

    def in_guild(self, number: int) -> Guild:
        """Return a server in which the bot is.

        Raises:
            RefusedError: 10004.
        """
        guild = self.guilds.get(number)
        if guild is None or self.bot.id not in guild.members:
            raise RefusedError(10004)
        return guild

    def _state(self, channel: Channel, author: User, said: Mapping[str, Any], before: State) -> State:
        flags = Flag(int(said.get("flags") or 0)) | before.flags & ~Flag.SUPPRESS_EMBEDS if "flags" in said else before.flags
        return replace(
            before,
            **kept(said),
            flags=flags,
            allowed_mentions=said.get("allowed_mentions"),
            may_mention_everyone=may(channel, author, "mention_everyone"),
            may_embed=may(channel, author, "embed_links"),
        )

    def _told(self, name: str, message: Message) -> None:
        if message.only_for is None:
            guild = message.channel.guild
            if guild is None or in_channel(message.channel, self.bot):
                self.tell(name, 1 << 9 if guild else 1 << 12, guild, lambda has_content: self.shown(message, has_content=has_content))
        self.stir()

    def shown(self, message: Message, *, has_content: bool) -> Object:
        """Return a message as the gateway tells it to the bot."""
        shown = wire.message(message, reader=self.bot, has_content=has_content)
        guild = message.channel.guild
        if guild is None:
            return shown
        author = guild.members.get(message.author.id)
        return {**shown, "guild_id": str(guild.id), **({"member": wire.member(author, with_user=False)} if author else {})}
