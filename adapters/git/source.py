"""A git repository as a source of activity."""

import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from pathlib import Path

from typing_extensions import override

from adapters.git import sizes
from adapters.git.command import Git
from adapters.git.dates import DAY, Calendar
from adapters.git.reading import Reading
from adapters.git.repository import Repository
from core.model import Event, Query
from core.ports import ActivitySource


class GitSource(ActivitySource):
    """One repository on disk: a folder in its work tree, or the repository itself."""

    def __init__(self, folder: Path, *, name: str = "", git: Git | None = None, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._name = name or str(folder)
        self._git = git or Git()
        self._clock = clock
        self._repository = ""

    @property
    @override
    def name(self) -> str:
        return self._name

    @property
    @override
    def repository(self) -> str:
        return self._repository

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        repository = await Repository.opened(self._git, self._folder)
        self._repository = repository.name
        now = query.now.timestamp()
        calendar = Calendar(query.window.start.timestamp(), query.window.end.timestamp(), now, max(now, self._clock()) + DAY)
        reading = Reading(self._git, repository, calendar, branches=query.where.branches)
        async with aclosing(reading.events()) as events:
            async for event in events:
                yield event
        if reading.problem is not None:
            raise reading.problem

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return await sizes.measured(self._git, self._folder, events)
