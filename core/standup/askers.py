"""What the grammar must know of somebody who is not there: their settings, then their profile."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from core.errors import OutsideError
from core.model import Asker, Member, is_weekend
from core.ports.chat import Directory
from core.ports.talking import People
from core.preferences import first_zone, preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Askers:
    """Knows everybody's habits."""

    people: People
    directory: Callable[[str], Directory]  # by platform
    zone: str = "UTC"  # of who says nothing
    days_off: Callable[[str], Callable[[date], bool]] = lambda _country: is_weekend

    async def of(self, member: Member) -> Asker:
        """Return somebody's habits.

        Raises:
            OutsideError: the store could not be read.
        """
        kept = preferences((await self.people.of(member)).settings)
        profile = ""
        with suppress(OutsideError):
            profile = (await self.directory(member.platform).participant(member)).zone
        return kept.asker(first_zone(kept.zone, profile, self.zone), self.days_off(kept.country))
