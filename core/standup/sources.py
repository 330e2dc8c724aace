"""Sources as a report reads them: the same, but for what comes through."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from core.model import Event
from core.ports import ActivitySource
from core.recap import Linked, LinkedAccounts, Recapper


class Around(ActivitySource):
    """A source around another one; what it yields is for those who extend this to say."""

    def __init__(self, source: ActivitySource) -> None:
        self.source = source

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.source.name

    @property
    def repository(self) -> str:
        """What its repository is called, if it is one."""
        return self.source.repository

    @property
    def host(self) -> str:
        """The host of the account that it is."""
        return self.source.host

    @property
    def goes_by_login(self) -> bool:
        """Whether it finds nothing but commits of whom it knows by name alone."""
        return self.source.goes_by_login

    async def measured(self, events: Sequence[Event]) -> list[Event]:
        """Return the same events with their sizes."""
        return await self.source.measured(events)


def through(recapper: Recapper, around: Callable[[ActivitySource], ActivitySource]) -> Recapper:
    """Return a recapper that reads each source through another one."""
    linked = _linked(recapper.linked, around) if recapper.linked else None
    return replace(recapper, sources=[around(one) for one in recapper.sources], linked=linked)


def _linked(linked: LinkedAccounts, around: Callable[[ActivitySource], ActivitySource]) -> LinkedAccounts:
    @asynccontextmanager
    async def wrapped() -> AsyncGenerator[Sequence[Linked], None]:
        async with linked() as found:
            yield [replace(one, source=around(one.source)) for one in found]

    return wrapped
