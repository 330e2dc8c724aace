"""Who reads a place, who is in it, and where somebody is spoken to alone.

Without the privileged intent for members Discord lists nobody: who is in a channel or has a role is then told as not to be had.
"""

from collections.abc import Awaitable, Callable, Sequence

from typing_extensions import override

from adapters.discord.channels import Channels
from adapters.discord.events import ALONE, PLATFORM
from adapters.discord.people import People
from adapters.discord.permissions import VIEW_CHANNEL, in_channel
from adapters.discord.web import Json
from core.errors import PermanentError
from core.messages import discord as messages
from core.model import Member
from core.model.chat import Audience, Participant, Place
from core.ports.chat import Directory

_MOST = 200  # people that are returned


class DiscordDirectory(Directory):
    """The people and channels of all servers in which the bot is."""

    def __init__(self, channels: Channels, people: People, is_team: Callable[[str], Awaitable[bool]]) -> None:
        self._channels = channels
        self._people = people
        self._is_team = is_team

    @override
    async def participant(self, member: Member) -> Participant:
        return await self._people.one(member)

    @override
    async def audience(self, place: Place) -> Audience:
        if place.tenant == ALONE:
            return Audience.PRIVATE
        return await self._channels.audience(place, is_team=await self._is_team(place.tenant))

    @override
    async def members(self, place: Place) -> Sequence[Member]:
        if place.tenant == ALONE:
            told = await self._channels.web.read(f"/channels/{place.channel}")
            return [Member(PLATFORM, ALONE, one["id"]) for one in told.get("recipients") or () if not one.get("bot")]
        channel, is_closed = await self._channels.channel(place)
        if is_closed:
            raise PermanentError(messages.NO_LIST)
        guild = await self._channels.guild(place.tenant)

        def reads(one: Json) -> bool:
            return bool(in_channel(guild, channel, one.get("roles") or (), one["user"]["id"]) & VIEW_CHANNEL)

        return await self._chosen(place.tenant, reads)

    @override
    async def group(self, tenant: str, group: str) -> Sequence[Member]:
        guild = await self._channels.guild(tenant)
        if group not in [role["id"] for role in guild.get("roles") or ()]:
            raise PermanentError(messages.UNKNOWN)
        return await self._chosen(tenant, lambda one: group == tenant or group in (one.get("roles") or ()))

    @override
    async def direct(self, member: Member) -> Place:
        told = await self._channels.web.write("POST", "/users/@me/channels", {"recipient_id": member.user}, is_patient=True)
        return Place(PLATFORM, ALONE, str(told["id"]))

    async def _chosen(self, tenant: str, is_meant: Callable[[Json], bool]) -> Sequence[Member]:
        found = [Member(PLATFORM, tenant, str(one["user"]["id"])) async for one in self._people.all(tenant) if is_meant(one)]
        return found[:_MOST]
