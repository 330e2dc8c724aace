"""People as Discord describes them, remembered for some minutes, and the server in which somebody is at home who writes directly."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from adapters.discord.channels import Channels
from adapters.discord.events import ALONE
from adapters.discord.markup import clipped
from adapters.discord.permissions import MANAGE_SERVER, in_server
from adapters.discord.web import Json
from core.errors import AuthError, PermanentError
from core.messages import discord as messages
from core.model import Member
from core.model.chat import Participant, Turn

_LASTS = 300.0  # seconds that something is believed
_KEPT = 20_000
_SERVERS = 20  # in which somebody is looked for: those where they were heard, and the oldest
_LONGEST = 80  # characters of a name
_PAGE, _PAGES = 1_000, 25


class People:
    """Whom one bot knows."""

    def __init__(self, channels: Channels, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._channels = channels
        self._clock = clock
        self._known: OrderedDict[Member, tuple[float, Participant]] = OrderedDict()
        self._homes: OrderedDict[str, tuple[float, Sequence[str]]] = OrderedDict()
        self._languages: OrderedDict[str, str] = OrderedDict()
        self._met: OrderedDict[str, dict[str, None]] = OrderedDict()  # by somebody's id, the servers where they were heard

    def heard(self, user: str, language: str, server: str = "") -> None:
        """Remember which language somebody's client is in, and forget where they are at home once they speak in another server."""
        self._languages[user] = language
        _trim(self._languages)
        if server:
            self._met.setdefault(user, {})[server] = None
            _trim(self._met)
        if server and server not in self._homes.get(user, (0.0, (server,)))[1]:
            del self._homes[user]

    async def one(self, member: Member) -> Participant:
        """Describe somebody.

        Raises:
            PermanentError: there is nobody of that id, or not in that server.
            OutsideError: Discord could not be asked.
        """
        until, known = self._known.get(member, (0.0, None))
        if known is None or self._clock() >= until:
            known = await self._asked(member)
            self._known[member] = (self._clock() + _LASTS, known)
            _trim(self._known)
        return known

    async def home(self, user: str) -> str:
        """Return the oldest server in which both somebody and the bot are; ALONE, where there is none.

        Raises:
            OutsideError: Discord could not be asked.
        """
        return next(iter(await self._servers(user)), ALONE)

    async def homes(self, turn: Turn) -> Sequence[Member]:
        """Return who somebody is who took a turn: in direct messages a member of each server in which they and the bot are.

        Raises:
            OutsideError: Discord could not be asked.
        """
        if turn.place.tenant != ALONE:
            return [turn.member]
        servers = await self._servers(turn.member.user)
        return [Member(turn.member.platform, server, turn.member.user) for server in servers] or [turn.member]

    async def all(self, tenant: str) -> AsyncIterator[Json]:
        """Yield everybody in a server who is no bot, in a stable order, 25,000 at most.

        Raises:
            PermanentError: Discord tells this only with a privileged intent.
            OutsideError: Discord could not be asked.
        """
        after = "0"
        for _ in range(_PAGES):
            try:
                page = await self._channels.web.read(f"/guilds/{tenant}/members", limit=_PAGE, after=after)
            except PermanentError:
                raise PermanentError(messages.NO_LIST) from None
            for one in page:
                after = one["user"]["id"]
                if not one["user"].get("bot"):
                    yield one
            if len(page) < _PAGE:
                return

    async def _asked(self, member: Member) -> Participant:
        if member.tenant == ALONE:
            user = await self._channels.web.read(f"/users/{member.user}")
            return self._participant(member, {"user": user}, is_manager=False)
        told = await self._channels.web.read(f"/guilds/{member.tenant}/members/{member.user}")
        rights = in_server(await self._channels.guild(member.tenant), told.get("roles") or (), member.user)
        return self._participant(member, told, is_manager=bool(rights & MANAGE_SERVER))

    def _participant(self, member: Member, told: Json, *, is_manager: bool) -> Participant:
        user: dict[str, Any] = told.get("user") or {}
        shown = clipped(str(user.get("global_name") or user.get("username") or ""), _LONGEST)
        name = clipped(str(told.get("nick") or ""), _LONGEST) or shown
        return Participant(
            member=member,
            name=name,
            full_name=shown if shown.casefold() != name.casefold() else "",
            language=self._languages.get(member.user, ""),
            is_bot=bool(user.get("bot")),
            is_manager=is_manager,
        )

    async def _servers(self, user: str) -> Sequence[str]:
        until, known = self._homes.get(user, (0.0, list[str]()))
        if self._clock() >= until:
            known = [server async for server in self._shared(user)]
            self._homes[user] = (self._clock() + _LASTS, known)
            _trim(self._homes)
        return known

    async def _shared(self, user: str) -> AsyncIterator[str]:
        """Yield the servers in which somebody and the bot are, the oldest first."""
        every = sorted((str(one["id"]) for one in await self._channels.web.read("/users/@me/guilds")), key=int)
        likely = list(dict.fromkeys([*self._met.get(user, ()), *every]))[:_SERVERS]
        for server in sorted(likely, key=int):
            try:
                await self._channels.web.read(f"/guilds/{server}/members/{user}")
            except AuthError:
                raise
            except PermanentError:
                continue
            yield str(server)


def _trim(kept: "OrderedDict[Any, Any]") -> None:
    if len(kept) > _KEPT:
        kept.popitem(last=False)
