"""One look at what people did: a document that sees most of it, their feeds beside it, then one that follows up what these point to."""

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from adapters.github import documents, feed
from adapters.github.answer import Json, flag
from adapters.github.asking import Asking, Part
from adapters.github.client import Client
from adapters.github.documents import Span
from adapters.github.follow import Following, sizes_for
from adapters.github.found import Found
from adapters.github.people import Sought
from core.errors import OutsideError, TransientError
from core.messages import github as messages
from core.model import Window

_DAY = timedelta(days=1)
_YEAR = timedelta(days=365)
_YEARS = 3
_COST = 4  # points that the first document takes at most
_LATE = timedelta(days=31)  # how long after the window what was written in it may be rebased


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for: people, or, where there are none, everybody in some repositories."""

    client: Client
    window: Window
    now: datetime
    people: Sequence[Sought]
    repositories: tuple[str, ...] = ()  # "acme/web"

    async def found(self) -> Found:
        """Return all of it; what could not be looked at is said among its gaps.

        Raises:
            OutsideError: nothing could be looked at.
        """
        found = Found()
        asking = Asking(self.client, self._values(), has_labels=len(self.people) <= 1)
        following = Following(asking, found, self.people, is_wide=max(len(self.people), len(self.repositories)) > 1)
        crews = [self.people[start : start + documents.MEMBERS] for start in range(0, len(self.people), documents.MEMBERS)]
        mains = [self._main(asking, following, crew) for crew in crews or [()]]
        newest: Sequence[list[Json]] = ()
        try:
            async with asyncio.timeout(self.client.bounds.whole):
                newest, problems = await asyncio.gather(self._newest(), asyncio.gather(*mains))
                if all(problems):
                    raise next(filter(None, problems))
                for problem in filter(None, problems):
                    self.client.note(problem)
                await self._followed(following, newest)
        except TimeoutError:
            self.client.note(TransientError(messages.no_answer(self.client.account.host)))
        if not self.client.trouble and self._is_denied(newest) and found.has_private():
            self.client.gaps[messages.events_denied(self.client.account.host)] = None
        if any(not one.is_viewer for one in self.people) and found.has_private():
            self.client.gaps[messages.others_private(self.client.account.host)] = None
        found.gaps = list({**self.client.trouble, **self.client.gaps})
        return found

    def _is_denied(self, newest: Sequence[list[Json]]) -> bool:
        """Say whether the own feed shows nothing private to a token without scopes, which needs "Events" for it (REST API, Events)."""
        own = [events for one, events in zip(self.people, newest, strict=False) if one.is_viewer]
        return bool(own) and not self.client.account.scopes and all(flag(event, "public") for events in own for event in events)

    async def _followed(self, following: Following, newest: Sequence[list[Json]]) -> None:
        """Follow up what the first answers leave open, while older pages of feeds are read; where that fails, the first answers stay."""
        try:
            following.point(self._owned(newest), self.window)
            older, _ = await asyncio.gather(self._older(newest), following.once())
            following.point(self._owned(older), self.window)
            await following.all()
        except OutsideError as error:
            self.client.note(error)

    async def _main(self, asking: Asking, following: Following, crew: Sequence[Sought]) -> OutsideError | None:
        """Ask for everything that a few people did; a failure is a value, for the others may have been answered."""
        parts = [*self._histories(following, crew), *self._searches(following, crew)]
        try:
            await asking.all(parts, cost=_COST)
        except OutsideError as error:
            return error
        return None

    def _histories(self, following: Following, crew: Sequence[Sought]) -> Iterator[Part]:
        for name in self.repositories:
            yield following.repository(name)
        for one in crew:
            for span in self._spans():
                yield following.contributions(one, span, self._sizes.repositories, self.window)

    def _searches(self, following: Following, crew: Sequence[Sought]) -> Iterator[Part]:
        span = f"updated:>={_stamp(self.window.start)} created:<={_stamp(self.window.end)}"
        for name, (kind, what) in product(self.repositories, documents.IN_A_PLACE.items()):
            yield following.search(kind, "", f"{what} repo:{name} {span}", size=50)
        for one in crew:
            for kind, qualifiers in documents.KINDS.items():
                size = documents.size_of(kind, self._sizes)
                yield following.search(kind, one.login, f"{qualifiers.format(one.login)} {span}", size=size)

    @property
    def _sizes(self) -> documents.Sizes:
        return sizes_for(self.people)

    def _values(self) -> dict[str, str]:
        """Return what the documents' variables stand for; histories go by the date of committing, so they are asked for more widely."""
        start, last = self.window.start, min(self.window.end + _LATE, self.now + _DAY)
        return {"from": _stamp(start), "since": _stamp(start - _DAY), "until": _stamp(last)}

    def _spans(self) -> list[Span]:
        """Cut the window into years, the newest first; a day more at both ends, for the host counts days in other zones."""
        end, start = min(self.window.end + _DAY, self.now), self.window.start - _DAY
        spans: list[Span] = []
        while end > start and len(spans) < _YEARS:
            begin = max(end - _YEAR, start)
            spans.append(Span(_stamp(begin), _stamp(end)))
            end = begin
        if end > start:
            self.client.gaps[messages.too_long(self.client.account.host)] = None
        return spans

    async def _newest(self) -> list[list[Json]]:
        paths = feed.paths(self.people, self.repositories)
        return await asyncio.gather(*(self._events(feed.first(self.client, path, self.window)) for path, _ in paths))

    async def _older(self, newest: Sequence[list[Json]]) -> list[list[Json]]:
        """Read what feeds have behind their first pages, and say what they lack."""
        feeds = list(zip(feed.paths(self.people, self.repositories), newest, strict=True))
        older = await asyncio.gather(
            *(
                self._events(feed.more(self.client, path, self.window, events, is_hasty=len(self.people) <= 1))
                for (path, _), events in feeds
            )
        )
        for ((path, who), events), rest in zip(feeds, older, strict=True):
            for gap in feed.gaps(self.client, path, who, [*events, *rest], (self.window.start, self.now)):
                self.client.gaps[gap] = None
        return older

    def _owned(self, feeds: Sequence[list[Json]]) -> list[Json]:
        """Return all events; a person's feed is theirs, whatever they were called when something happened."""
        if self.repositories:
            return [event for events in feeds for event in events]
        owners = zip(self.people, feeds, strict=True)
        return [{**event, "actor": {"login": one.login}} for one, events in owners for event in events]

    async def _events(self, read: Awaitable[list[Json]]) -> list[Json]:
        """Wait for events; where they cannot be read, the rest is told without them."""
        try:
            return await read
        except OutsideError as error:
            self.client.note(error)
            return []


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
