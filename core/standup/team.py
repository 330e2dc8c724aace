"""Who is told of in a standup, and so whom a question means by "the team", and up to when "since standup" means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.errors import PermanentError
from core.model import Member
from core.model.chat import Place
from core.model.standup import Standup
from core.ports.chat import Directory
from core.ports.standups import Standups

LISTED = 200  # people of a channel that a platform lists at most: there may be more


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """Finds the team of a place, and elsewhere those that somebody belongs to."""

    standups: Standups
    directory: Callable[[str], Directory]  # by platform

    async def __call__(self, member: Member, place: Place, /) -> Sequence[Member]:
        """Return who is told of in the standups of a place, or else in those that a member is told of in; nobody where there are none.

        Raises:
            OutsideError: the store or the platform could not be asked.
        """
        if here := await self.standups.at(place):
            return list(dict.fromkeys([one for standup in here for one in await self._people(standup)]))
        known = [await self._people(one) for one in await self.standups.knowing(member) if not one.is_personal]
        return list(dict.fromkeys([one for people in known if member in people for one in people]))

    async def last(self, member: Member, place: Place) -> datetime | None:
        """Return up to when a member's work was told last, by a standup of a place or by one that knows them; None where none did.

        Raises:
            OutsideError: the store could not be read.
        """
        known = {one.id: one for one in [*await self.standups.at(place), *await self.standups.knowing(member)]}
        told = [
            await self.standups.since(one, member) for one in known.values() if one.place.tenant == member.tenant and not one.is_personal
        ]
        return max((since for since in told if since), default=None)

    async def _people(self, standup: Standup) -> Sequence[Member]:
        people, _ = await people_of(standup, self.directory(standup.place.platform))
        return people


async def people_of(standup: Standup, directory: Directory) -> tuple[Sequence[Member], str]:
    """Return who is told of, those who joined first, and why it is not everybody, where a platform tells nobody who is in a channel.

    Raises:
        OutsideError: the platform could not be asked who is in the channel.
    """
    if standup.is_personal:
        return [standup.creator], ""
    named = [seat.member for seat in sorted(standup.seats, key=lambda seat: not seat.has_joined)]
    why = ""
    if standup.is_whole_channel:
        try:
            named += await directory.members(standup.place)
        except PermanentError as error:
            named, why = [*named, standup.creator], str(error)
    return list(dict.fromkeys(named)), why
