"""How long a report waits for its hosts: what one does not answer in time is named, and the others are told.

A host that was late for one member is waited for less for the next ones, so that it takes no time from those at other hosts.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from core.errors import TransientError
from core.messages import answers as messages
from core.model import Event, Query
from core.ports import ActivitySource
from core.recap import Recapper
from core.standup.sources import Around, through

FIRST = 65.0  # seconds for one account: sources that bound themselves give what they have before
AGAIN = 5.0  # seconds where its host was late before


@dataclass(frozen=True, slots=True)
class Patience:
    """The seconds that one report has for each account, and the hosts that took them all."""

    first: float = FIRST
    again: float = AGAIN
    late: set[str] = field(default_factory=set)

    def reading(self, recapper: Recapper) -> Recapper:
        """Return a recapper that waits no longer than that for any source."""
        return through(recapper, lambda source: _Awaited(source, self))


class _Awaited(Around):
    """A source that fails once it takes too long; what it yielded before stays."""

    def __init__(self, source: ActivitySource, patience: Patience) -> None:
        super().__init__(source)
        self._patience = patience

    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        patience, found, clock = self._patience, aiter(self.source.events(query)), asyncio.get_running_loop().time
        begun = clock()
        by = begun + (patience.again if self.host in patience.late else patience.first)
        try:
            while True:
                async with asyncio.timeout_at(by):
                    event = await anext(found)
                yield event
        except StopAsyncIteration:
            return
        except (TimeoutError, TransientError) as error:
            if clock() - begun > patience.again:
                patience.late.add(self.host)
            raise error if isinstance(error, TransientError) else TransientError(messages.late(self.host or self.name)) from None
