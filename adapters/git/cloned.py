"""A repository by clone URL as a source of activity."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from typing_extensions import override

from adapters.git import sizes, urls
from adapters.git.clone import Clone, Clones
from adapters.git.command import Git
from adapters.git.failures import AbsentError, DamagedError
from adapters.git.source import GitSource
from core.errors import PermanentError, TransientError
from core.messages import git as messages
from core.model import Event, Query
from core.ports import ActivitySource

_BLOBS = 20_000  # file versions that one answer may fetch


class ClonedSource(ActivitySource):
    """One repository at a host that serves it to everybody."""

    def __init__(self, url: str, clones: Clones, *, git: Git | None = None) -> None:
        self._url = url
        self._clones = clones
        self._git = git or Git()
        self._repository = ""

    @property
    @override
    def name(self) -> str:
        return urls.shown(self._url)

    @property
    @override
    def repository(self) -> str:
        return self._repository

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        async with self._clones.opened(self._url) as clone:
            try:
                source = GitSource(clone.folder, name=self.name, git=self._git)
                async with aclosing(source.events(query)) as events:
                    async for event in events:
                        yield event
                self._repository = source.repository
            except (DamagedError, AbsentError) as error:
                self._clones.forget(clone.folder)
                raise TransientError(messages.clone_damaged(self.name)) from error
            if clone.problem is not None:
                raise clone.problem

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        async with self._clones.opened(self._url, refreshes=False) as clone:
            try:
                return await sizes.measured(self._git, clone.folder, events)
            except AbsentError:
                await self._fetch_contents(clone, events)
                return await sizes.measured(self._git, clone.folder, events)

    async def _fetch_contents(self, clone: Clone, events: Sequence[Event]) -> None:
        """Fetch what the commits changed, in one request: without file contents git would ask for each commit's alone."""
        needed = await sizes.needed(self._git, clone.folder, events)
        if len(needed) > _BLOBS:
            raise PermanentError(messages.too_many_files(self.name, len(needed)))
        await self._clones.contents(self._url, clone, needed)
