"""One look at one repository: its tags and commits of a window, as a stream of events."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing

from adapters.git import clocks, parse, people, tags, walk
from adapters.git.command import Git
from adapters.git.dates import Calendar, at
from adapters.git.failures import DamagedError
from adapters.git.place import Names
from adapters.git.repository import Repository
from adapters.git.salvage import Salvage
from adapters.git.walk import Found, Walk
from core.errors import PermanentError
from core.messages import git as messages
from core.model import Event

_BATCH = 500  # commits whose messages are read at once


class Reading:
    """What a window holds. Afterwards `problem` says what could not be read."""

    def __init__(self, git: Git, repository: Repository, calendar: Calendar, *, branches: Sequence[str] = ()) -> None:
        self._git = git
        self._repository = repository
        self._calendar = calendar
        self._names = Names.of(repository.refs, repository.remote_name, wanted=branches)
        self._starts, self._old = walk.starts(repository.refs, repository.head, calendar)
        self._seen: set[str] = set()
        self.problem: PermanentError | None = repository.damage

    async def events(self) -> AsyncGenerator[Event, None]:
        """Stream tags, then commits, the newest first.

        Raises:
            OutsideError: git failed.
        """
        for event in await tags.events(self._git, self._repository, self._calendar):
            yield event
        waiting: list[Found] = []
        async with aclosing(self._found()) as batches:
            async for batch in batches:
                waiting += batch
                while len(waiting) >= _BATCH:
                    for event in await self._told(waiting[:_BATCH]):
                        yield event
                    del waiting[:_BATCH]
        for event in await self._told(waiting):
            yield event

    async def _found(self) -> AsyncGenerator[list[Found], None]:
        """Walk as git does; from the beginning where a wrong date cut that short; commit by commit where something is damaged."""
        try:
            async with aclosing(self._undamaged()) as batches:
                async for batch in batches:
                    yield batch
        except DamagedError as error:
            self.problem = error
            async with aclosing(self._salvaged()) as batches:
                async for batch in batches:
                    yield batch

    async def _undamaged(self) -> AsyncGenerator[list[Found], None]:
        first = self._walk()
        async with clocks.looking(self._git, self._repository.folder, self._old, self._calendar) as old_names:
            if not first.is_cut:
                async with aclosing(self._walked(first, self._starts, since=self._calendar.start)) as batches:
                    async for batch in batches:
                        yield batch
            is_cut = first.is_cut or await old_names()
        async with clocks.looking(self._git, self._repository.folder, first.ends, self._calendar) as ends:
            is_cut = is_cut or await ends()
        if is_cut:
            async with aclosing(self._walked(self._walk(), [*self._starts, *self._old], since=None)) as batches:
                async for batch in batches:
                    yield batch

    async def _walked(self, path: Walk, starts: Sequence[str], *, since: float | None) -> AsyncGenerator[list[Found], None]:
        if not starts:
            return
        feed = "\n".join([*starts, ""]).encode()
        async with aclosing(self._git.batches(self._repository.folder, walk.arguments(since), feed=feed)) as batches:
            async for records in batches:
                yield self._new(path.take(records))
        yield self._new([*path.take(()), *path.rest()])
        if path.cut_at is not None:
            self.problem = PermanentError(messages.shallow(str(self._repository.folder), at(path.cut_at).date().isoformat()))

    async def _salvaged(self) -> AsyncGenerator[list[Found], None]:
        path, salvage = self._walk(), Salvage(self._git, self._repository.folder, since=self._calendar.start)
        async with aclosing(salvage.records([*self._starts, *self._old])) as batches:
            async for records in batches:
                yield self._new(path.take(records))
        yield self._new(path.rest())
        lost = ", ".join(name[:12] for name in salvage.lost[:3]) + ", …" * (len(salvage.lost) > 3)  # noqa: PLR2004
        if lost:
            self.problem = DamagedError(messages.damaged(str(self._repository.folder), lost))

    def _walk(self) -> Walk:
        return Walk(self._repository.refs, self._names, self._calendar, grafts=self._repository.grafts)

    def _new(self, found: Iterable[Found]) -> list[Found]:
        """Leave out what an earlier walk has found."""
        new = [one for one in found if one.hash not in self._seen]
        self._seen.update(one.hash for one in new)
        return new

    async def _told(self, found: Sequence[Found]) -> list[Event]:
        """Read the messages of commits and make events of them, in the same order."""
        if not found:
            return []
        folder = self._repository.folder
        feed = "\n".join([*(one.hash for one in found), ""]).encode()
        fields: list[bytes] = []
        async with aclosing(
            self._git.batches(folder, parse.arguments(has_mailmap=self._repository.has_mailmap), end=b"\0", feed=feed)
        ) as batches:
            async for batch in batches:
                fields += batch
        read = list(parse.read(fields))
        mailmap = await people.mapped(self._git, self._repository, (other for message in read for other in message.others))
        return [
            parse.event(one, message, mailmap=mailmap, repository=self._repository.name, remote=self._repository.remote)
            for one, message in zip(found, read, strict=True)
        ]
