"""What the grammar must know of somebody who is not there: their settings, then their profile."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from core.errors import OutsideError
from core.model import Asker, Member, is_weekend
from core.ports.chat import Directory
from core.ports.talking import People
from core.preferences import preferences, zone_named


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
        return Asker(
            zone=await self._zone(member, kept.zone),
            week_start=kept.week_start,
            quarter_start=kept.quarter_start,
            sprint=kept.sprint,
            is_day_off=self.days_off(kept.country),
            limit=kept.bullets,
            length=kept.length,
            language=kept.language,
            tone=kept.style,
        )

    async def _zone(self, member: Member, set_: str) -> ZoneInfo:
        """Return the first zone that there is."""
        profile = ""
        with suppress(OutsideError):
            profile = (await self.directory(member.platform).participant(member)).zone
        for name in filter(None, (set_, profile, self.zone)):
            with suppress(ValueError):
                return zone_named(name)
        return ZoneInfo("UTC")
