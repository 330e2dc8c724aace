"""One claimed standup's report, brought as far as it can be now; each stage is written down before the next one begins.

Posting is the only call that must not be repeated blindly. So: look, say that a message may be on its way, post; and whoever finds
that said waits until nothing can be on its way any more, looks, and decides. A process that stood still for too long finds its
ticket replaced; what it posted meanwhile is found by the sweep.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.audience import audience_of, is_wider
from core.errors import AmbiguousError, GoneError, OutsideError, PermanentError, RateLimitedError
from core.messages import standup as messages
from core.model.chat import Audience, Page
from core.model.standup import Claim, Report, Stage, newest
from core.standup.anchor import Anchor
from core.standup.content import Content
from core.standup.hand import Hand, LostError
from core.standup.notices import PAUSE, notify
from core.standup.plan import CATCH_UP, again, chosen, still_wanted, unreported
from core.standup.tools import Tools

DOUBTS = 8  # posts in a row of which nothing is found afterwards, until no further one is made
STRIKES = 3  # reports in a row that cannot be posted, until nobody tries any more
_LOG = logging.getLogger("recap")
_LONGEST = timedelta(minutes=5)  # between two attempts
_GIVEN_UP = timedelta(hours=12)  # after its time, a report that cannot be brought to its end
_FORGOTTEN = timedelta(days=60)  # after which somebody who is not told of any more begins anew
_STALE = 5.0  # seconds after which a process that was about to post looks again


@dataclass(frozen=True, slots=True)
class _Pause:
    """Nothing more can be done until a time; None is until the standup is changed."""

    until: datetime | None


class Visit:
    """Brings one claim's report from stage to stage until one has to wait."""

    def __init__(self, claim: Claim, tools: Tools) -> None:
        self._tools = tools
        self._hand = Hand(claim, tools.outbox, tools.clock)
        self._platform = tools.platform(claim.standup.place.platform)
        self._anchor = Anchor(self._hand, self._platform.posts, tools.key)
        self._content: Content | None = None
        self._is_out = False  # a message may have been posted by this visit

    async def run(self) -> None:
        """Do what can be done.

        Raises:
            OutsideError: the store failed; the lease runs out, and somebody goes on.
        """
        hand = self._hand
        if hand.claim.strays and (report := hand.progress.report) and report.stage is Stage.SWEPT:
            hand.note(report, stage=Stage.TOLD, since=hand.now() - self._tools.sweep + self._tools.settle)
        try:
            pause = None
            while pause is None:
                pause = await self._go_on(hand.progress.report)
            await hand.leave(pause.until)
        except LostError:
            await self._lost()

    async def _go_on(self, report: Report | None) -> _Pause | None:
        if report is None or report.stage is Stage.SWEPT:
            return await self._begin()
        try:
            return await self._bring(report)
        except RateLimitedError as error:
            soon = self._hand.now() + self._tools.retry
            return _Pause(min(max(error.retry_at or soon, soon), soon + _LONGEST))
        except PermanentError as error:
            return await self._refused(self._hand.progress.report or report, str(error))
        except OutsideError:
            return await self._retry(self._hand.progress.report or report)

    async def _bring(self, report: Report) -> _Pause | None:
        match report.stage:
            case Stage.CHOSEN:
                return await self._post(report)
            case Stage.SENDING:
                return self._wait(report)
            case Stage.TOLD:
                return await self._sweep(report)
        return await self._tell(report)

    async def _begin(self) -> _Pause | None:
        hand = self._hand
        is_holiday = self._tools.holidays(hand.standup.rhythm.country)
        report = chosen(replace(hand.claim, standup=hand.standup, progress=hand.progress, now=hand.now()), is_holiday)
        if report is None:
            return _Pause(again(hand.standup, hand.progress, hand.now(), is_holiday))
        last = newest(hand.progress)
        first = next(iter(unreported(hand.standup, last, report.day, is_holiday)), report.day)
        hand.progress = replace(hand.progress, last=last, report=report, untold=hand.progress.untold or first, notified=())
        await hand.keep()
        return None

    async def _post(self, report: Report) -> _Pause | None:
        """Look; where nothing stands, post. Nobody else does meanwhile: the lease is fresh."""
        hand = self._hand
        if not (report.is_called or report.is_missed) and hand.now() - report.due > CATCH_UP:
            report = hand.note(report, is_missed=True)
        if hand.standup.is_silent and not report.is_called and (await self._composed(report)).is_empty:
            await self._told(report, Stage.SWEPT)
            return None
        if found := await self._anchor.found(report):
            hand.note(report, stage=Stage.POSTED, message=found[0])
            await hand.keep()
            return None
        if report.doubts >= DOUBTS:
            await self._strike(report, messages.UNSURE)
            return None
        await hand.renew()
        if not still_wanted(report, hand.standup):
            hand.progress = replace(hand.progress, report=None)
            return None
        begun = self._tools.clock()
        report = hand.note(report, stage=Stage.SENDING, since=hand.now())
        await hand.keep()
        if self._tools.clock() - begun < _STALE:  # else this process stood still: nothing is sent, but others cannot know that
            await self._send(report)
        return None

    async def _send(self, report: Report) -> None:
        hand = self._hand
        self._is_out = True
        title = messages.title(report.day, is_personal=hand.standup.is_personal)
        page = Page(title=title, lines=(messages.GATHERING,))
        try:
            message = await self._platform.posts.post(hand.standup.place, self._anchor.mark(report), page)
        except AmbiguousError:
            pass
        except OutsideError:
            hand.note(report, stage=Stage.CHOSEN)
            raise
        else:
            hand.note(report, stage=Stage.POSTED, message=message)
            await hand.keep()

    def _wait(self, report: Report) -> _Pause | None:
        ready = (report.since or self._hand.now()) + min(_LONGEST, self._tools.settle * 2**report.doubts)
        if self._hand.now() < ready:
            return _Pause(ready)
        self._hand.note(report, stage=Stage.CHOSEN, doubts=report.doubts + 1)
        return None

    async def _tell(self, report: Report) -> _Pause | None:
        content, hand = await self._composed(report), self._hand
        await hand.renew()
        if content.audience is not Audience.OUTSIDE:
            audience = await audience_of(hand.standup.place, self._platform.directory)
            if is_wider(audience, content.audience):  # who came meanwhile may not read it: it is composed anew
                self._content = None
                return await self._retry(report)
        try:
            await self._platform.posts.edit(hand.standup.place, report.message, content.page)
        except GoneError:  # somebody took the message away: the next report tells what stood there
            self._content = Content(page=content.page)
        await self._told(report, Stage.TOLD)
        return None

    async def _told(self, report: Report, stage: Stage) -> None:
        content, hand = await self._composed(report), self._hand
        hand.note(report, stage=stage, since=hand.now(), tries=0)
        chains = {user: chain for user, chain in hand.progress.chains.items() if report.until - chain.since < _FORGOTTEN}
        untold = hand.progress.untold if report.is_missed else None
        hand.progress = replace(hand.progress, chains={**chains, **content.chains}, strikes=0, notified=(), untold=untold)
        await hand.keep(told=content.told)
        outcome = "skipped" if report.is_missed else "posted" if stage is Stage.TOLD else "silent"
        _LOG.info("standup", extra={"fields": {"platform": hand.standup.place.platform, "outcome": outcome}})

    async def _sweep(self, report: Report) -> _Pause | None:
        """Take away what stands beside the message; where that is not found itself, nothing is sure."""
        hand = self._hand
        ready = (report.since or hand.now()) + self._tools.sweep
        if hand.now() < ready:
            return _Pause(ready)
        found = await self._anchor.found(report) if report.message else ()
        for message in found if report.message in found else ():
            if message != report.message:
                await self._platform.posts.delete(hand.standup.place, message)
        hand.note(report, stage=Stage.SWEPT, tries=0)
        await hand.keep()
        return None

    async def _retry(self, report: Report) -> _Pause | None:
        """Try again later, and ever later; a report that is half a day late is left as it is."""
        now = self._hand.now()
        if now - report.due > _GIVEN_UP:
            await self._anchor.take_away()
            self._hand.note(report, stage=Stage.SWEPT, message="")
            return None
        self._hand.note(report, tries=report.tries + 1)
        return _Pause(now + min(_LONGEST, self._tools.retry * 2 ** min(report.tries, 10)))

    async def _refused(self, report: Report, why: str) -> _Pause | None:
        """Give up what the platform will not have; what is told already stays."""
        if report.stage is Stage.TOLD:
            self._hand.note(report, stage=Stage.SWEPT)
            return None
        await self._anchor.take_away()
        await self._strike(report, why)
        return None

    async def _strike(self, report: Report, why: str) -> None:
        """Give this report up; after a few in a row nobody tries any more, and the creator is told, once."""
        hand = self._hand
        hand.note(report, stage=Stage.SWEPT, message="")
        hand.progress = replace(hand.progress, strikes=hand.progress.strikes + 1)
        _LOG.warning("standup", extra={"fields": {"platform": hand.standup.place.platform, "outcome": "failed"}})
        if hand.progress.strikes >= STRIKES:
            told = messages.stopped(hand.standup.rhythm.at, why, is_personal=hand.standup.is_personal)
            if await self._notify(PAUSE, told):
                hand.progress = replace(hand.progress, notified=(PAUSE,), strikes=0)
            hand.standup = await self._tools.standups.change(hand.standup, lambda now: replace(now, pause=why)) or hand.standup
        await hand.keep()

    async def _notify(self, about: str, text: str) -> bool:
        return await notify(self._hand, self._platform, self._tools.key, about, text)

    async def _lost(self) -> None:
        """Have whoever has the standup now look for a message too many; of one that is gone itself, take the message away."""
        if await self._tools.outbox.is_gone(self._hand.claim):
            await self._anchor.take_away()
        elif self._is_out:
            await self._tools.outbox.stray(self._hand.claim)

    async def _composed(self, report: Report) -> Content:
        if report.is_missed:
            standup, last = self._hand.standup, self._hand.progress.last
            days = unreported(standup, last, report.day, self._tools.holidays(standup.rhythm.country)) or [report.day]
            return Content(page=Page(lines=(messages.missed(days, standup.rhythm.at),)))
        if self._content is None:
            self._content = await self._tools.compose(self._hand.standup, report, self._hand.progress)
        return self._content
