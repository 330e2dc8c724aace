"""Who reads a place, who is in it, and where somebody is spoken to alone."""

from collections.abc import Sequence

from typing_extensions import override

from adapters.slack.events import PLATFORM
from adapters.slack.people import People
from adapters.slack.web import Json, Web
from core.model import Member
from core.model.chat import Audience, Participant, Place
from core.ports.chat import Directory

_MOST = 200  # people that are returned
_PAGE, _PAGES = 999, 6  # of a channel's members that are looked at; in a larger one anybody may be
_SHARED = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared", "is_shared", "pending_shared", "pending_connected_team_ids")


class SlackDirectory(Directory):
    """One workspace's people and channels."""

    def __init__(self, web: Web, people: People, team: str) -> None:
        self._web = web
        self._people = people
        self._team = team

    @override
    async def participant(self, member: Member) -> Participant:
        return await self._people.one(member.user)

    @override
    async def audience(self, place: Place) -> Audience:
        told = await self._told(place)
        if told.get("is_im"):  # of the bot and one person; in an Enterprise organisation it counts as shared all the same
            return Audience.PRIVATE
        if any(told.get(name) for name in _SHARED):
            return Audience.OUTSIDE
        members = await self._in(place, pages=_PAGES + 1)
        if len(members) > _PAGE * _PAGES or any(one.is_guest for one in await self._people.all(members)):
            return Audience.OUTSIDE
        is_closed = told.get("is_private") or told.get("is_mpim") or told.get("is_group") or not told.get("is_channel")
        return Audience.MEMBERS if is_closed else Audience.WORKSPACE

    @override
    async def is_alone(self, place: Place) -> bool:
        return bool((await self._told(place)).get("is_im"))

    @override
    async def members(self, place: Place) -> Sequence[Member]:
        return await self._humans(await self._in(place, pages=_PAGES))

    @override
    async def group(self, tenant: str, group: str) -> Sequence[Member]:
        told = await self._web.read("usergroups.users.list", usergroup=group)
        return await self._humans([str(user) for user in told.get("users") or ()])

    @override
    async def direct(self, member: Member) -> Place:
        told = await self._web.write("conversations.open", {"users": member.user})
        return Place(PLATFORM, self._team, str((told.get("channel") or {}).get("id") or ""))

    async def _told(self, place: Place) -> Json:
        told: Json = (await self._web.read("conversations.info", channel=place.channel)).get("channel") or {}
        return told

    async def _in(self, place: Place, *, pages: int) -> list[str]:
        return [
            str(one) async for one in self._web.pages("conversations.members", "members", most=pages, size=_PAGE, channel=place.channel)
        ]

    async def _humans(self, users: Sequence[str]) -> list[Member]:
        found = await self._people.all(sorted(users)[: 2 * _MOST])
        return [one.member for one in found if not (one.is_bot or one.is_gone)][:_MOST]
