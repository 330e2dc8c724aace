"""A whole report: everybody's part, who is not told of and why, and as whom the rest is seen."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from core.errors import OutsideError
from core.messages import standup as messages
from core.messages.talking import kept_out
from core.model import Member, Recap
from core.model.chat import Audience, Button, Page
from core.model.standup import Progress, Report, Standup
from core.standup.content import Content
from core.standup.parts import Part, Parts
from core.standup.plan import LATE, unreported
from core.standup.team import LISTED, people_of
from core.standup.waiting import FIRST, Patience
from core.telling.alike import alike

MOST = 40  # people in one report
SECONDS = 120.0  # that one report may take; who was not looked at by then is named
_SIDE_BY_SIDE = 4
_NAMED = 5  # references in a line
JOIN = "standup-join"
ALLOW = "allow"
_UNNAMED = {messages.LEFT, messages.KEEPS_OUT}  # reasons for which nobody is named


@dataclass(frozen=True, slots=True)
class Digester:
    """Composes reports; `Content.page` is what one edit shows."""

    parts: Parts
    seconds: float = SECONDS
    patience: float = FIRST  # seconds for one account

    async def __call__(self, standup: Standup, report: Report, progress: Progress) -> Content:
        """Look at everybody, a few at a time.

        Raises:
            OutsideError: nobody can be looked at, since the store or the platform is away.
        """
        members, unlisted = await people_of(standup, self.parts.directory(standup.place.platform))
        turns, patience, by = asyncio.Semaphore(_SIDE_BY_SIDE), Patience(self.patience), asyncio.get_running_loop().time() + self.seconds

        async def part(member: Member) -> Part:
            async with turns:
                return await self.parts.of(member, standup, report, progress, patience=patience, by=by)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part(member)) for member in members[:MOST]]
        parts = [task.result() for task in tasks]
        creator = await self._creator(standup, parts)
        more = len(members) - MOST
        missing = [messages.too_many(more, is_all=len(members) < LISTED)] if more > 0 else [unlisted] if unlisted else []
        above = [*self._missed(standup, report, progress), *_late(standup, report)]
        return Content(
            page=_page(standup, report, parts, [*above, *_views(parts, creator)], missing),
            chains={one.member.user: one.chain for one in parts if one.chain},
            told={one.member.user: one.told for one in parts if one.told},
            is_empty=all(_is_idle(one) or one.why in _UNNAMED for one in parts),
            audience=min((one.audience for one in parts), key=tuple(Audience).index, default=Audience.OUTSIDE),
        )

    def _missed(self, standup: Standup, report: Report, progress: Progress) -> list[str]:
        """Say which reports were not made before this one, where no notice did."""
        days = unreported(standup, progress.last, report.day, self.parts.holidays(standup.rhythm.country))
        missed = [day for day in days if day < report.day]
        return [messages.missed(missed, standup.rhythm.at, is_told=True)] if missed else []

    async def _creator(self, standup: Standup, parts: Sequence[Part]) -> Part:
        """Return what is known of the creator, for their name, and whether they are gone."""
        here = next((one for one in parts if one.member == standup.creator), None)
        if here:
            return here
        part = Part(member=standup.creator, name=f"<@{standup.creator.user}>")
        try:
            who = await self.parts.directory(standup.place.platform).participant(standup.creator)
            name = await self.parts.named(who)
        except OutsideError:
            return part
        return replace(part, name=name or part.name, why=messages.LEFT if who.is_gone else "")


def _page(standup: Standup, report: Report, parts: Sequence[Part], above: Sequence[str], missing: Sequence[str]) -> Page:
    told = [one for one in parts if one.recap and not _is_idle(one)]
    recaps = alike([_marked(one.recap, one.late) for one in told if one.recap])
    common = _common(recaps)
    idle = [one for one in parts if _is_idle(one)]
    nothing = [] if told else [messages.NOTHING] if len(idle) == len(parts) else [] if idle else [messages.NOBODY]
    return Page(
        title=messages.title(report.day, is_personal=standup.is_personal),
        lines=(*above, *nothing),
        recaps=tuple(_shown(recap, common) for recap in recaps),
        footer=(*_absent(parts, [] if len(idle) == len(parts) else idle), *missing, *common),
        buttons=_buttons(standup, recaps),
    )


def _late(standup: Standup, report: Report) -> list[str]:
    posted = report.since or report.until
    if report.is_called or posted - report.due <= LATE:
        return []
    zone = ZoneInfo(standup.rhythm.zone)
    return [messages.late(report.due.astimezone(zone).time(), posted.astimezone(zone).time())]


def _views(parts: Sequence[Part], creator: Part) -> list[str]:
    if creator.why == messages.LEFT:
        return [messages.creator_left(creator.name)]
    seen = [one.name for one in parts if one.recap and not one.is_own]
    return [messages.view(creator.name, seen)] if seen else []


def _marked(recap: Recap, late: Sequence[str]) -> Recap:
    """Return a recap with what surfaced late marked."""
    marks = (messages.surfaced(late[:_NAMED], max(0, len(late) - _NAMED)),) if late else ()
    return replace(recap, notes=(*recap.notes, *marks))


def _shown(recap: Recap, common: Sequence[str]) -> Recap:
    """Return a recap without what is said once for all."""
    return replace(recap, footer=tuple(one for one in recap.footer if one not in common))


def _common(recaps: Sequence[Recap]) -> tuple[str, ...]:
    """Return what stands below every one of several recaps."""
    if len(recaps) < 2:  # noqa: PLR2004  several
        return ()
    return tuple(line for line in recaps[0].footer if all(line in other.footer for other in recaps))


def _absent(parts: Sequence[Part], idle: Sequence[Part]) -> list[str]:
    reasons = dict.fromkeys(one.why for one in parts if one.why and one.why not in _UNNAMED)
    unseen = [messages.unseen([one.name for one in parts if one.why == why], why) for why in reasons]
    expired = [one.name for one in parts if one.has_expired]
    out = sum(one.why == messages.KEEPS_OUT for one in parts)
    named = [messages.idle([one.name for one in idle])] if idle else []
    return [*named, *unseen, *([messages.expired(expired)] if expired else []), *([kept_out(out)] if out else [])]


def _is_idle(part: Part) -> bool:
    return part.recap is not None and not part.recap.coverage.events and not part.recap.failures


def _buttons(standup: Standup, recaps: Sequence[Recap]) -> tuple[Button, ...]:
    if standup.is_personal:
        return ()
    hidden = any(recap.coverage.hidden for recap in recaps)
    allow = (Button(name=ALLOW, label=messages.ALLOW, value=standup.id),) if hidden else ()
    return (Button(name=JOIN, label=messages.JOIN, value=standup.id), *allow)
