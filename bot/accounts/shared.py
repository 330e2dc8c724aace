"""A source that equal questions at the same time read once."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import override

from bot.logs import DEBUG, log
from core.errors import AuthError, OutsideError
from core.model import Account, Event, Query
from core.ports import ActivitySource

if TYPE_CHECKING:
    from adapters.redis.coalescing import Coalescing

Again: TypeAlias = Callable[[Account], Awaitable[ActivitySource | None]]
"""Returns the source of an account whose token its host refused, with another token; nothing where there is none."""
Read: TypeAlias = tuple[Sequence[Event], OutsideError | None]
"""What a source told, and why there is no more."""


class SharedSource(ActivitySource):
    """An account's source; who asks what is being read already waits for that."""

    def __init__(self, source: ActivitySource, account: Account, coalescing: "Coalescing[Read]", again: Again) -> None:
        self._source = source
        self._account = account
        self._coalescing = coalescing
        self._again = again

    @property
    @override
    def name(self) -> str:
        return self._source.name

    @property
    @override
    def host(self) -> str:
        return self._source.host

    @property
    @override
    def goes_by_login(self) -> bool:
        return self._source.goes_by_login

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        events, error = await self._coalescing.get(self._account, _key(query), lambda: self._read(query))
        for event in events:
            yield event
        if error is not None:
            raise error

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return await self._source.measured(events)

    async def _read(self, query: Query) -> Read:
        began = time.perf_counter()
        events, error = await _events(self._source, query)
        if isinstance(error, AuthError) and error.is_refused and (source := await self._again(self._account)):
            events, error = await _events(source, query)
        fields = {"provider": self._account.provider, "outcome": "failed" if error else "told", "events": len(events)}
        log(DEBUG, "source read", seconds=round(time.perf_counter() - began, 3), **fields)
        return events, error


async def _events(source: ActivitySource, query: Query) -> Read:
    events: list[Event] = []
    try:
        async for event in source.events(query):
            events.append(event)  # noqa: PERF401  what came before a failure counts
    except OutsideError as error:
        return events, error
    return events, None


def _key(query: Query) -> str:
    """Return a text that is the same for equal questions, though "now" is another moment for each."""
    is_past = query.window.end < query.now
    end = query.window.end.isoformat() if is_past else "now"
    return repr((query.window.start.isoformat(), end, query.people, query.where))
