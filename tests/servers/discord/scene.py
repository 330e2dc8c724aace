"""A stage: servers, people, channels and roles, and a way to wait for what comes of it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from tests.servers.discord import wire
from tests.servers.discord.nouns import Channel, Guild, Kind, Member, Overwrite, Role, User
from tests.servers.discord.people import Person
from tests.servers.discord.permissions import EVERYONE, bits
from tests.servers.discord.world import World


class Scene:
    """A place to stage something in: servers, people, channels and roles, and a way to wait for what comes of it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._home: Guild | None = None

    @property
    def bot(self) -> User:
        return self._world.bot

    def guild(
        self, name: str, *, owner: Person | None = None, team: Sequence[str] = (), has_bot: bool = True, locale: str = "en-US"
    ) -> Guild:
        """Make a server with the bot and a team in it; the first is where people, channels and roles go unless another is named."""
        made = Guild(self._world.ids(), name, owner.user if owner else self._world.add_user("owner", "Owner"), locale)
        made.roles[made.id] = Role(made.id, "@everyone", bits(EVERYONE) & ~bits("mention_everyone"), position=0)
        self._world.guilds[made.id] = made
        self._home = self._home or made
        for user in [made.owner, *([self.bot] if has_bot else [])]:
            made.members[user.id] = Member(user, self._world.clock())
        for member in team:
            self.user(member, guild=made)
        if has_bot:
            self._world.tell("GUILD_CREATE", 1, made, lambda _: wire.joined(made, self.bot, is_new=True))
        return made

    def user(
        self, name: str, *, guild: Guild | None = None, roles: Sequence[Role] = (), locale: str = "en-US", takes_dms: bool = True
    ) -> Person:
        """Make somebody, a member of the server."""
        made = self._world.add_user(name, name.capitalize(), locale=locale, takes_dms=takes_dms)
        where = guild or self._home
        if where is not None:
            where.members[made.id] = Member(made, self._world.clock(), [one.id for one in roles])
        return Person(self._world, made)

    def who(self, name: str) -> Person:
        """Return somebody by name."""
        return Person(self._world, {one.name: one for one in self._world.users.values()}[name])

    def role(self, name: str, *, guild: Guild | None = None, can: str = "", is_mentionable: bool = False) -> Role:
        """Make a role that may do what is named, with spaces between."""
        where = self._where(guild)
        made = Role(self._world.ids(), name, bits(can), is_mentionable, len(where.roles))
        where.roles[made.id] = made
        self._world.tell("GUILD_ROLE_CREATE", 1, where, lambda _: {"guild_id": str(where.id), "role": wire.role(made)})
        return made

    def channel(
        self,
        name: str,
        *,
        guild: Guild | None = None,
        kind: Kind = Kind.TEXT,
        everyone_may_read: bool = True,
        overwrites: Mapping["Role | Person | User", tuple[str, str]] | None = None,
    ) -> Channel:
        """Make a channel; an overwrite is what is allowed and what is denied to a role or a person.

        In one that not everybody may read, the bot is let in by name, as a manager would.
        """
        where = self._where(guild)
        made = Channel(self._world.ids(), name, kind, where)
        if not everyone_may_read:
            made.overwrites[where.id] = Overwrite(where.id, 0, deny=bits("view_channel"))
            made.overwrites[self.bot.id] = Overwrite(self.bot.id, 1, allow=bits("view_channel"))
        for whom, (allowed, denied) in (overwrites or {}).items():
            made.overwrites[whom.id] = Overwrite(whom.id, 0 if isinstance(whom, Role) else 1, bits(allowed), bits(denied))
        where.channels[made.id] = self._world.channels[made.id] = made
        self._world.tell("CHANNEL_CREATE", 1, where, lambda _: wire.channel(made))
        return made

    def thread(self, name: str, parent: Channel, *, is_private: bool = False) -> Channel:
        """Make a thread of a channel."""
        made = Channel(self._world.ids(), name, Kind.PRIVATE_THREAD if is_private else Kind.PUBLIC_THREAD, parent.guild, parent)
        assert parent.guild is not None
        parent.guild.channels[made.id] = self._world.channels[made.id] = made
        self._world.tell("THREAD_CREATE", 1, parent.guild, lambda _: {**wire.channel(made), "newly_created": True})
        return made

    def conversation(self, person: Person) -> Channel:
        """Return the channel of somebody and the bot alone."""
        return self._world.conversation(person.user)

    def allows(self, channel: Channel, whom: "Role | Person | User", *, allowed: str = "", denied: str = "") -> None:
        """Change what somebody may do in a channel."""
        kind = 0 if isinstance(whom, Role) else 1
        channel.overwrites[whom.id] = Overwrite(whom.id, kind, bits(allowed), bits(denied))
        self._world.tell("CHANNEL_UPDATE", 1, channel.guild, lambda _: wire.channel(channel))

    def gives(self, person: "Person | User", *roles: Role, guild: Guild | None = None) -> None:
        """Let somebody have these roles and no others."""
        where = self._where(guild)
        member = where.members[person.id]
        member.roles = [one.id for one in roles]
        intent = 0 if person.id == self.bot.id else 1 << 1
        self._world.tell("GUILD_MEMBER_UPDATE", intent, where, lambda _: {**wire.member(member), "guild_id": str(where.id)})

    def removes(self, channel: Channel) -> None:
        """Delete a channel or a thread, with all that was said in it."""
        del self._world.channels[channel.id]
        if channel.guild is not None:
            del channel.guild.channels[channel.id]
        self._world.tell("CHANNEL_DELETE" if channel.parent is None else "THREAD_DELETE", 1, channel.guild, lambda _: wire.channel(channel))

    def leaves(self, person: "Person | User", guild: Guild | None = None) -> None:
        """Let somebody leave a server; of the bot, as when it is thrown out."""
        where = self._where(guild)
        gone = where.members.pop(person.id)
        if gone.user is self.bot:
            self._world.tell("GUILD_DELETE", 1, where, lambda _: {"id": str(where.id)})
        else:
            shown = {"guild_id": str(where.id), "user": wire.user(gone.user)}
            self._world.tell("GUILD_MEMBER_REMOVE", 1 << 1, where, lambda _: shown)

    async def until(self, is_so: Callable[[], object], *, seconds: float = 30.0) -> None:
        """Wait until something is so; looked at whenever the world changed.

        Raises:
            TimeoutError: It was not so in time.
        """
        async with asyncio.timeout(seconds):
            while not is_so():
                await self._world.changed.wait()

    def _where(self, guild: Guild | None) -> Guild:
        found = guild or self._home
        assert found is not None, "make a server first"
        return found
