"""Channels, threads and servers as Discord knows them now: who reads a place is asked again before each post there."""

from dataclasses import dataclass

from adapters.discord.events import ALONE, Installed
from adapters.discord.permissions import READ_HISTORY, VIEW_CHANNEL, in_channel
from adapters.discord.web import Json, Web
from core.errors import PermanentError
from core.messages import discord as messages
from core.model.chat import Audience, Place

_PRIVATE_THREAD = 12
_THREADS = (10, 11, _PRIVATE_THREAD)


@dataclass(frozen=True, slots=True)
class Channels:
    """One bot's look at channels."""

    web: Web
    installed: Installed

    async def guild(self, tenant: str) -> Json:
        """Return a server with its roles.

        Raises:
            OutsideError: Discord could not be asked, or the bot is not there.
        """
        found: Json = await self.web.read(f"/guilds/{tenant}")
        return found

    async def channel(self, place: Place) -> tuple[Json, bool]:
        """Return the channel of a place, and whether the place is a thread in it that people are let into one by one.

        Raises:
            PermanentError: it is gone, closed to the bot, or of another server.
            OutsideError: Discord could not be asked.
        """
        found = await self.web.read(f"/channels/{place.thread or place.channel}")
        is_closed = found.get("type") == _PRIVATE_THREAD
        if found.get("type") in _THREADS:
            found = await self.web.read(f"/channels/{found['parent_id']}")
        if found.get("guild_id") != place.tenant:
            raise PermanentError(messages.NO_CHANNEL)
        return found, is_closed

    async def sending(self, place: Place) -> str:
        """Return the name of the permission to speak in a place.

        Raises:
            OutsideError: Discord could not be asked.
        """
        found = await self.web.read(f"/channels/{place.thread or place.channel}")
        return messages.SEND_IN_THREADS if found.get("type") in _THREADS else messages.SEND

    async def audience(self, place: Place, *, is_team: bool) -> Audience:
        """Say who reads a place of a server: those who are let in, its team, or whoever comes.

        Raises:
            OutsideError: Discord could not be asked.
        """
        channel, is_closed = await self.channel(place)
        everybody = in_channel(await self.guild(place.tenant), channel, ())
        if is_closed or not everybody & VIEW_CHANNEL:
            return Audience.MEMBERS
        return Audience.WORKSPACE if is_team else Audience.OUTSIDE

    async def check_history(self, place: Place) -> None:
        """See that the bot may read what was said: where not, Discord shows an empty history without a word.

        Raises:
            PermanentError: it may not.
            OutsideError: Discord could not be asked.
        """
        if place.tenant == ALONE:
            return
        channel, _ = await self.channel(place)
        own = await self.web.read(f"/guilds/{place.tenant}/members/{self.installed.user}")
        allowed = in_channel(await self.guild(place.tenant), channel, own.get("roles") or (), self.installed.user)
        if not allowed & READ_HISTORY:
            raise PermanentError(messages.lacking(messages.HISTORY))
