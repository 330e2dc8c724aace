"""One small honest fake for each port, with a vocabulary."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

from typing_extensions import override

from core.errors import OutsideError, WriterError
from core.model import Event, Prompt, Query
from core.ports import ActivitySource, Writer


class FakeSource(ActivitySource):
    """A repository that was given its events, and yields them all in that order, whatever the window.

    As the port says, commits come without sizes, paths and patch ids until they are measured. `breaks` ends the reading after the
    last event, `breaks_measuring` the measuring. `asked` holds the queries, `measured_refs` what was measured, `busy` the sources
    that are being read at this moment, and `busiest` how many that were at most. `repository` is what it turns out to be called.
    """

    busy = 0
    busiest = 0

    def __init__(
        self,
        name: str,
        *events: Event,
        breaks: Exception | None = None,
        breaks_measuring: OutsideError | None = None,
        repository: str = "",
        host: str = "",
        goes_by_login: bool = False,
    ) -> None:
        self._host = host
        self._goes_by_login = goes_by_login
        self._repository = repository
        self._name = name
        self._events = events
        self._breaks = breaks
        self._breaks_measuring = breaks_measuring
        self.asked: list[Query] = []
        self.measured_refs: list[str] = []

    @property
    @override
    def name(self) -> str:
        return self._name

    @property
    @override
    def repository(self) -> str:
        return self._repository or super().repository

    @property
    @override
    def host(self) -> str:
        return self._host

    @property
    @override
    def goes_by_login(self) -> bool:
        return self._goes_by_login

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        self.asked.append(query)
        FakeSource.busy += 1
        FakeSource.busiest = max(FakeSource.busiest, FakeSource.busy)
        try:
            for event in self._events:
                await asyncio.sleep(0)  # as a pipe would, let others go on
                yield _unmeasured(event)
            if self._breaks:
                raise self._breaks
        finally:
            FakeSource.busy -= 1

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        if self._breaks_measuring:
            raise self._breaks_measuring
        whole = {event.ref: event.change for event in self._events}
        self.measured_refs += [event.ref for event in events]
        return [replace(event, change=whole[event.ref]) for event in events]


class FakeWriter(Writer):
    """A model that answers every prompt with the same pieces of text; `breaks` ends them. `prompts` holds what it was given."""

    def __init__(self, *pieces: str, breaks: WriterError | None = None) -> None:
        self._pieces = pieces
        self._breaks = breaks
        self.prompts: list[Prompt] = []

    @override
    async def write(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        self.prompts.append(prompt)
        for piece in self._pieces:
            yield piece
        if self._breaks:
            raise self._breaks


def _unmeasured(event: Event) -> Event:
    return replace(event, change=replace(event.change, added=0, removed=0, paths=(), patch="") if event.change else None)
