"""Answer one request: find what happened, make it whole, tell it, and let a model tell it better."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.errors import NoSourceError, OutsideError
from core.finding.asked import Known
from core.finding.fold import fold
from core.finding.gather import Report, gather
from core.messages import frame as messages
from core.messages import telling
from core.model import Activity, Identity, Recap, RecapRequest
from core.ports import ActivitySource, TokenCounter, Writer
from core.telling.compose import Composer

if TYPE_CHECKING:
    from core.audience import Clearance
    from core.model.kept import Seen

BUDGET = 12_000  # tokens that the facts of one prompt may have


@dataclass(frozen=True, slots=True)
class Linked:
    """An account of the asker's as a source, and under which names they act there."""

    source: ActivitySource
    identities: tuple[Identity, ...] = ()


LinkedAccounts = Callable[[], AbstractAsyncContextManager[Sequence[Linked]]]
"""Have the asker's accounts for the length of one answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recapper:
    """Answers requests from the same sources, each as a stream of whole snapshots."""

    sources: Sequence[ActivitySource]
    me: Sequence[Identity]  # under which names the asker acts; empty is unknown
    now: Callable[[], datetime]
    linked: LinkedAccounts | None = None
    nowhere: str = messages.NO_SOURCE  # what is said where there is nothing to look at
    writer: Writer | None = None
    tokens: TokenCounter | None = None
    tracker: str = ""  # where tickets are, as core/finding/tickets.py writes it
    again: "Callable[[Collection[tuple[str, str]]], Awaitable[Seen]] | None" = None  # who may read these now, before others are told

    async def answer(
        self,
        request: RecapRequest,
        *,
        report: Report = lambda _name, _events, _is_done: None,
        clearance: "Clearance | None" = None,
        known: Known = MappingProxyType({}),
    ) -> AsyncIterator[Recap]:
        """Stream snapshots: the first is the plain recap, each is whole, the last has `finished` set.

        Only what `clearance` lets through reaches the answer, and everything where there is none: then the asker alone reads it.
        `known` says who the `<@ID>` of a request are.

        Raises:
            NoSourceError: nothing could be looked at.
        """
        now = self.now()
        async with self.linked() if self.linked else nullcontext(()) as linked:
            sources = [*self.sources, *(one.source for one in linked)]
            if not sources:
                raise NoSourceError(self.nowhere)
            me = [*self.me, *(identity for one in linked for identity in one.identities)]
            activity = await gather(sources, request, me=me, now=now, report=report, known=known)
        _check(activity)
        activity = await self._looked_for(activity)
        activity, hidden = await self._cleared(activity, clearance)
        if self.tracker:
            from core.finding.tickets import tracked

            activity = replace(activity, events=tracked(activity.events, self.tracker))
        composer = Composer(request, activity, fold(activity.events, activity.people), now, hidden)
        plain = composer.recap()
        if self.writer is None or not request.uses_model or not plain.folded.items:
            wishes = _wishes(request) if self.writer is None and plain.folded.items else ()
            yield replace(plain, footer=(*plain.footer, *wishes), finished=True)
            return
        yield plain
        async for snapshot in self._written(plain, composer, self.writer):
            yield snapshot

    async def _looked_for(self, activity: Activity) -> Activity:
        """Say of the repositories in which accounts saw nothing whether they see them at all."""
        if not activity.unmatched:
            return activity
        from core.finding.where import seen_or_not

        asked = {(host, name) for host in activity.hosts for name in activity.unmatched if "/" in name and "*" not in name}
        seen = await self._seen(asked) if asked and self.again else None
        return replace(activity, notes=(*activity.notes, *(seen_or_not(name, seen) for name in activity.unmatched)))

    async def _seen(self, repositories: Collection[tuple[str, str]]) -> "Seen | None":
        try:
            return await self.again(repositories) if self.again else None
        except OutsideError:
            return None

    async def _cleared(self, activity: Activity, clearance: "Clearance | None") -> tuple[Activity, int]:
        """Return what others may read, after a second look at who may read what, and how many events they may not."""
        if clearance is None or clearance.is_private:
            return activity, 0
        from core.audience import looked_up, visible
        from core.model.kept import Seen

        if self.again and activity.events:
            try:
                seen = await self.again({(event.host, event.repository) for event in activity.events})
            except OutsideError:  # what a host does not say again is not for others
                seen = Seen({})
            activity = replace(activity, events=looked_up(activity.events, seen))
        return visible(activity, clearance)

    async def _written(self, plain: Recap, composer: Composer, writer: Writer) -> AsyncIterator[Recap]:
        """Let the model tell it better; what only that needs is imported here, for a recap without one starts sooner."""
        from core.telling.grounding import carried, grounded, prepare
        from core.telling.prompt import build
        from core.telling.write import written

        count = self.tokens.count if self.tokens else len  # a token is at least a character
        prompt, given = build(plain.folded.items, composer.request, count=count, budget=BUDGET)
        async for snapshot in written(plain, prompt, given, writer, compose=composer.recap, check=grounded, carry=carried, prepare=prepare):
            yield snapshot


def _wishes(request: RecapRequest) -> tuple[str, ...]:
    """Return the footers for wishes that only a model could grant, unless none is wanted."""
    return tuple(telling.needs_model(wish) for wish in (request.language, request.tone) if wish and request.uses_model)


def _check(activity: Activity) -> None:
    if activity.failures and not activity.repositories and not activity.events:
        failures = [(failure.source, failure.why) for failure in activity.failures]
        raise NoSourceError("\n".join(messages.failure(*failure) for failure in failures), failures=failures)
