"""One member's part of a report: through whose accounts it is seen, from when to when, and what came of it."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf
from zoneinfo import ZoneInfo

from core.asking.grammar import parse
from core.asking.label import label
from core.calendar import IsHoliday, last_due, local, midnight
from core.clearances import Clearances
from core.errors import NoSourceError, OutsideError, RecapError
from core.messages import standup as messages
from core.model import Identity, Member, Recap, RecapRequest, Shape, Who, WhoKind, Window
from core.model.chat import Audience, Participant, Place
from core.model.standup import Chain, Progress, Report, Standup
from core.ports.chat import Directory
from core.ports.standups import Outbox
from core.ports.talking import Rooms
from core.reading.naming import Naming, parted
from core.recap import Recapper
from core.standup.askers import Askers
from core.standup.waiting import Patience
from core.standup.windows import LONGEST, Untold, chained, fresh, stalled
from core.talking.rooms import PLAIN

SECONDS = 90.0  # that one member's part may take: its hosts, then its model
_TINY = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of one member; without a recap, why."""

    member: Member
    name: str
    is_own: bool = False  # seen through their own accounts
    has_expired: bool = False  # they linked accounts, and no host takes their tokens any more
    recap: Recap | None = None
    why: str = ""
    late: tuple[str, ...] = ()  # references of what surfaced late
    chain: Chain | None = None  # where their next report begins
    told: Collection[str] = ()
    audience: Audience = Audience.OUTSIDE  # the widest that may read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Looks at members, one at a time."""

    directory: Callable[[str], Directory]  # by platform
    recapper_of: Callable[[Member], Recapper]
    clearances: Clearances
    askers: Askers
    outbox: Outbox
    rooms: Rooms
    holidays: Callable[[str], IsHoliday]
    seconds: float = SECONDS

    async def of(
        self, member: Member, standup: Standup, report: Report, progress: Progress, *, patience: Patience, by: float = inf
    ) -> Part:
        """Return a member's part; what goes wrong is a part that says so, also what is not whole by a time of the loop's clock."""
        chain = progress.chains.get(member.user) or self._first(standup, report, progress)
        part = Part(member=member, name=f"<@{member.user}>", chain=stalled(chain, report))
        who: Participant | None = None
        try:
            async with asyncio.timeout_at(min(by, asyncio.get_running_loop().time() + self.seconds)):
                who = await self.directory(member.platform).participant(member)
                part = replace(part, name=await self.named(who) or part.name)
                if who.is_gone:
                    return replace(part, why=messages.LEFT, chain=None)
                return await self._seen(part, who, standup, report, chain, patience=patience)
        except TimeoutError:
            return replace(part, why=messages.TIMED_OUT)
        except RecapError as error:  # what is not the platform's may name what nobody here is to read, as the store's address
            return replace(part, why=messages.NOT_LOOKED_UP if who else str(error))

    async def named(self, who: Participant) -> str:
        """Return what somebody is called in every line: as their recap calls them, by their account, else by their profile.

        Raises:
            OutsideError: the store could not be read.
        """
        return next((one.name for one in await self.clearances.known_as(who.member, who) if one.name), "")

    async def viewer(self, member: Member, standup: Standup) -> Member | None:
        """Return through whose accounts a member is seen: their own where they joined with some, else the creator's; nobody's.

        Raises:
            OutsideError: the store could not be read.
        """
        seats = {seat.member for seat in standup.seats if seat.has_joined} | {standup.creator}
        if member in seats and await self._has_accounts(member):
            return member
        is_here = standup.creator != member and await self._is_here(standup.creator) and await self._has_accounts(standup.creator)
        return standup.creator if is_here else None

    async def _seen(self, part: Part, who: Participant, standup: Standup, report: Report, chain: Chain, *, patience: Patience) -> Part:
        part = replace(part, has_expired=await self._has_expired(part.member))
        viewer = await self.viewer(part.member, standup)
        if viewer is None:
            return replace(part, why=messages.NO_VIEW, chain=None)
        clearance = await self.clearances.at(standup.place, viewer)
        if viewer != part.member and not clearance.is_private and (await self.clearances.people.of(part.member)).is_hidden:
            return replace(part, why=messages.KEEPS_OUT, chain=None, has_expired=False)
        request, is_chained = await self._request(standup, report, chain)
        untold = Untold(chain, await self.outbox.told(standup, part.member.user) if is_chained else (), clearance)
        recapper = patience.reading(self.recapper_of(viewer))
        if is_chained:
            request, recapper = replace(request, window=replace(request.window, start=untold.start)), fresh(recapper, untold)
        request = replace(request, uses_model=request.uses_model and await self._has_model(standup, viewer))
        asked, known = (request, {}) if viewer == part.member else await self._about(part.member, who, request)
        try:
            recap = [one async for one in recapper.answer(asked, clearance=clearance, known=known)][-1]
        except RecapError as error:  # names accounts and repositories
            return replace(part, why=str(error).replace("\n", " ") if clearance.is_private else _in_public(error))
        return replace(
            part,
            is_own=viewer == part.member,
            recap=recap,
            late=_late(recap, untold) if is_chained else (),
            chain=part.chain if recap.failures else chained(chain, report),
            told=untold.keys_of(recap.events),
            audience=clearance.audience,
        )

    async def _about(self, member: Member, who: Participant, request: RecapRequest) -> tuple[RecapRequest, dict[str, tuple[Identity, ...]]]:
        """Return a request about somebody who does not ask it themselves, and the names under which they are looked for."""
        word = f"<@{member.user}>"
        return replace(request, who=(Who(WhoKind.PERSON, word),)), {word: await self.clearances.sought_as(member, who)}

    async def _request(self, standup: Standup, report: Report, chain: Chain) -> tuple[RecapRequest, bool]:
        """Return what is asked, and whether from the last report on, since no other window was named."""
        asker = replace(await self.askers.of(standup.creator), zone=ZoneInfo(standup.rhythm.zone))
        request = parse(standup.words, asker, report.until)
        if request.window != parse("", asker, report.until).window:
            return request, False
        window = Window(chain.since, report.until, standup.rhythm.zone, _named(chain, report, asker.zone))
        return replace(request, who=(Who(WhoKind.ME),), window=window, shape=_shape(standup, request)), True

    def _first(self, standup: Standup, report: Report, progress: Progress) -> Chain:
        """Begin with the date on which one would have been due before the report, or before the first of those that were missed.

        The very first report begins there for the day after it was agreed on, however long it was put off since.
        """
        day = min(report.day, max(progress.untold or report.day, standup.rhythm.first))
        if progress.last is None:
            agreed = local(standup.created, standup.rhythm) + timedelta(days=1)
            day = min(day, max(agreed, local(report.until - LONGEST, standup.rhythm)))
        rhythm = replace(standup.rhythm, first=day - timedelta(days=60))
        before = last_due(rhythm, midnight(day, rhythm) - _TINY, self.holidays(rhythm.country))
        start = midnight(before or day - timedelta(days=1), rhythm)
        return Chain(start, start)

    async def _has_model(self, standup: Standup, viewer: Member) -> bool:
        """Say whether a model may read along: neither the place's workspace nor the viewer's keeps models out."""
        workspaces = {Place(one.platform, one.tenant, "") for one in (standup.place, viewer)}
        return not any([await self.rooms.is_on(one, PLAIN) for one in workspaces])

    async def _has_accounts(self, member: Member) -> bool:
        return any(not account.is_dead for account in await self.clearances.accounts.of(member))

    async def _has_expired(self, member: Member) -> bool:
        accounts = await self.clearances.accounts.of(member)
        return bool(accounts) and all(account.is_dead for account in accounts)

    async def _is_here(self, member: Member) -> bool:
        try:
            return not (await self.directory(member.platform).participant(member)).is_gone
        except OutsideError:
            return False


def _shape(standup: Standup, request: RecapRequest) -> Shape:
    return standup.shape if request.shape is Shape.BULLETS else request.shape


def _named(chain: Chain, report: Report, zone: ZoneInfo) -> str:
    """Name a report's window for those who read it later, when its end is no “now” any more."""
    named = label(chain.since, report.until, report.until, zone)
    return label(chain.since, report.until, report.until + _TINY, zone) if named.endswith("now") else named


def _in_public(error: RecapError) -> str:
    """Say which hosts failed, and nothing of accounts and repositories."""
    failures = error.failures if isinstance(error, NoSourceError) else ()
    return messages.failed(list(dict.fromkeys(source.partition(" (")[0] for source, _ in failures)))


def _late(recap: Recap, untold: Untold) -> tuple[str, ...]:
    """Return what of a recap the last report could not know."""
    names = Naming.told(recap.folded.items)
    events = zip(recap.events, parted(recap.events), strict=True)
    return tuple(dict.fromkeys(names.shown(one, _short(one.ref)) for event, one in events if untold.is_late(event)))


def _short(ref: str) -> str:
    return ref[:7] if len(ref) == 40 and "#" not in ref else ref  # noqa: PLR2004  a full hash
