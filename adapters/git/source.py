"""A git repository as a source of activity."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from typing_extensions import override

from adapters.git import parse, people, sizes, tags, walk
from adapters.git.command import Git
from adapters.git.dates import Calendar
from adapters.git.place import Names
from adapters.git.refs import default_branch
from adapters.git.repository import Repository
from adapters.git.walk import Found, Walk
from core.model import Event, Query
from core.ports import ActivitySource

_BATCH = 500  # commits whose messages are read at once


class GitSource(ActivitySource):
    """One repository on disk."""

    def __init__(self, folder: Path, *, name: str = "", git: Git | None = None) -> None:
        self._folder = folder
        self._name = name or str(folder)
        self._git = git or Git()

    @property
    @override
    def name(self) -> str:
        return self._name

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        repository = await Repository.opened(self._git, self._folder)
        calendar = Calendar(query.window.start.timestamp(), query.window.end.timestamp(), query.now.timestamp())
        reading = _Reading(self._git, repository, calendar)
        for event in await tags.events(self._git, repository, calendar):
            yield event
        async with aclosing(reading.commits()) as commits:
            async for event in commits:
                yield event

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return await sizes.measured(self._git, self._folder, events)


class _Reading:
    """One look at one repository."""

    def __init__(self, git: Git, repository: Repository, calendar: Calendar) -> None:
        self._git = git
        self._repository = repository
        self._calendar = calendar
        default = default_branch(repository.refs, repository.remote_name)
        self._names = Names(default, repository.remote_name)

    async def commits(self) -> AsyncGenerator[Event, None]:
        waiting: list[Found] = []
        async with aclosing(self._found()) as batches:
            async for batch in batches:
                waiting += batch
                while len(waiting) >= _BATCH:
                    for event in await self._events(waiting[:_BATCH]):
                        yield event
                    del waiting[:_BATCH]
        for event in await self._events(waiting):
            yield event

    async def _found(self) -> AsyncGenerator[list[Found], None]:
        """Walk; where an impossible date cut the walk short, walk again to the very beginning."""
        first = Walk(self._repository.refs, self._names, self._calendar)
        seen: set[str] = set()
        if not first.is_cut:
            async for batch in self._pass(first, since=self._calendar.start):
                seen.update(found.hash for found in batch)
                yield batch
        if first.is_cut:
            async for batch in self._pass(Walk(self._repository.refs, self._names, self._calendar), since=None):
                yield [found for found in batch if found.hash not in seen]

    async def _pass(self, path: Walk, *, since: float | None) -> AsyncGenerator[list[Found], None]:
        starts = walk.starts(self._repository.refs, self._repository.head, self._calendar)
        if not starts:
            return
        feed = "\n".join([*starts, ""]).encode()
        async with aclosing(self._git.batches(self._repository.folder, walk.arguments(since), feed=feed)) as batches:
            async for records in batches:
                yield list(path.take(records))
        yield list(path.rest())

    async def _events(self, found: Sequence[Found]) -> list[Event]:
        """Read the messages of commits and make events of them, in the same order."""
        if not found:
            return []
        feed = "\n".join([*(one.hash for one in found), ""]).encode()
        fields: list[bytes] = []
        async with aclosing(self._git.batches(self._repository.folder, parse.ARGUMENTS, end=b"\0", feed=feed)) as batches:
            async for batch in batches:
                fields += batch
        read = list(parse.read(fields))
        mailmap = await people.mapped(self._git, self._repository.folder, (other for message in read for other in message.others))
        return [
            parse.event(one, message, mailmap=mailmap, repository=self._repository.name, remote=self._repository.remote)
            for one, message in zip(found, read, strict=True)
        ]
