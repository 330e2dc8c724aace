"""People of a workspace as their profiles say, remembered for some minutes."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from adapters.slack.events import PLATFORM
from adapters.slack.markup import clipped
from adapters.slack.web import Web
from core.errors import OutsideError
from core.model import Member
from core.model.chat import Participant

_LASTS = 300.0  # seconds that a profile is believed
_KEPT = 20_000
_FEW = 20  # people who are asked about one by one
_SIDE_BY_SIDE = 5
_LONGEST = 80  # characters of a name
_PAGE, _PAGES = 999, 20  # of the whole workspace, as many as Slack tells in a minute


class People:
    """Profiles of one workspace."""

    def __init__(self, web: Web, team: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._web = web
        self._team = team
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Participant]] = OrderedDict()
        self._turns = asyncio.Semaphore(_SIDE_BY_SIDE)
        self._listing = asyncio.Lock()

    async def one(self, user: str) -> Participant:
        """Describe somebody.

        Raises:
            PermanentError: there is nobody of that id.
            OutsideError: Slack could not be asked.
        """
        return self._remembered(user) or self._keep(await self._asked(user))

    async def known(self, member: Member) -> Member:
        """Return somebody as a member of this workspace, where they are: a gesture may name another one of their organisation."""
        if member.tenant == self._team:
            return member
        with suppress(OutsideError):
            return (await self.one(member.user)).member
        return member

    async def all(self, users: Iterable[str]) -> list[Participant]:
        """Describe people, in their order; many of them by reading the whole workspace once.

        Raises:
            OutsideError: Slack could not be asked, or does not know one of them.
        """
        users = list(users)
        if self._lacks_many(users):  # who asks for few does not wait for those who read everybody
            async with self._listing:
                await self._list(users)
        return list(await asyncio.gather(*map(self.one, users)))

    async def _list(self, users: Sequence[str]) -> None:
        """Read the whole workspace, unless somebody else just did."""
        if self._lacks_many(users):
            async for profile in self._web.pages("users.list", "members", most=_PAGES, size=_PAGE, include_locale=True):
                self._keep(profile)

    def _lacks_many(self, users: Sequence[str]) -> bool:
        return len([user for user in users if self._remembered(user) is None]) > _FEW

    async def _asked(self, user: str) -> Mapping[str, Any]:
        async with self._turns:
            told = await self._web.read("users.info", user=user, include_locale=True)
        profile: Mapping[str, Any] = told.get("user") or {}
        return {"id": user, **profile}

    def _remembered(self, user: str) -> Participant | None:
        until, known = self._known.get(user, (0.0, None))
        return known if self._clock() < until else None

    def _keep(self, profile: Mapping[str, Any]) -> Participant:
        made = _participant(profile, self._team)
        self._known[made.member.user] = (self._clock() + _LASTS, made)
        self._known.move_to_end(made.member.user)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return made


def _participant(told: Mapping[str, Any], team: str) -> Participant:
    profile, home = told.get("profile") or {}, str(told.get("team_id") or team)
    is_foreign = team not in (home, *((told.get("enterprise_user") or {}).get("teams") or ()))  # what they are at home is nothing here
    full = str(profile.get("real_name") or told.get("real_name") or "")
    name = clipped(str(profile.get("display_name") or full or told.get("name") or ""), _LONGEST)
    return Participant(
        member=Member(PLATFORM, home if is_foreign else team, str(told["id"])),
        name=name,
        full_name=clipped(full, _LONGEST) if full.casefold() != name.casefold() else "",
        zone=str(told.get("tz") or ""),
        language=str(told.get("locale") or ""),
        emails=(str(profile["email"]),) if profile.get("email") else (),
        is_guest=is_foreign or any(told.get(name) for name in ("is_restricted", "is_ultra_restricted", "is_stranger")),
        is_bot=bool(told.get("is_bot")) or told["id"] == "USLACKBOT",
        is_gone=bool(told.get("deleted")),
        is_manager=not is_foreign and any(told.get(name) for name in ("is_admin", "is_owner", "is_primary_owner")),
    )
