"""Which events a report tells: windows chain, what surfaces late is told, and nothing is told twice."""

import hashlib
import json
from collections.abc import AsyncGenerator, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.audience import Clearance, may_see
from core.model import Event, Query
from core.model.standup import Chain, Report
from core.ports import ActivitySource
from core.recap import Recapper
from core.standup.sources import Around, through

LOOK_BACK = timedelta(days=7)  # work that surfaces later than that is not told any more
LONGEST = timedelta(days=14)  # since what could not be looked at for longer is not waited for; with LOOK_BACK below 30 days


@dataclass(frozen=True, slots=True)
class Untold:
    """What one member's part of a report may tell."""

    chain: Chain
    told: Collection[str]
    clearance: Clearance
    keys: dict[tuple[object, ...], str] = field(default_factory=dict)  # of the events that passed

    @property
    def start(self) -> datetime:
        """From when on events are looked at: some days before the last report, for what it could not see."""
        return max(self.chain.floor, self.chain.since - LOOK_BACK)

    def passes(self, event: Event, host: str) -> bool:
        """Say whether an event of a source's host is to be told: never before, and of those that come late only what may be told here."""
        key = key_of(event)
        if key in self.told or (self.is_late(event) and not may_see(replace(event, host=host), self.clearance)):
            return False
        self.keys[_name(event)] = key
        return True

    def is_late(self, event: Event) -> bool:
        """Say whether the last report would have told an event, if it could have seen it."""
        return event.at < self.chain.since

    def keys_of(self, events: Iterable[Event]) -> frozenset[str]:
        """Return the keys of events that passed, whatever was masked in them since."""
        return frozenset(self.keys[_name(event)] for event in events if _name(event) in self.keys)


def key_of(event: Event) -> str:
    """Return what an event is recognised by in later reports; a commit's stays when it is rebased or amended."""
    what = event.title if event.change else event.ref
    parts = [event.kind, event.repository, what, event.at.isoformat(), event.actor.email or event.actor.login or event.actor.name]
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=9).hexdigest()


def fresh(recapper: Recapper, untold: Untold) -> Recapper:
    """Return a recapper that finds only what is to be told."""
    return through(recapper, lambda source: _Fresh(source, untold))


def chained(chain: Chain, report: Report) -> Chain:
    """Return where the next report begins: where this one ended."""
    return replace(chain, since=max(chain.since, report.until))


def stalled(chain: Chain, report: Report) -> Chain:
    """Return where the next report begins if a part of this one could not be looked at: where this one did, if that is not too long ago."""
    return replace(chain, since=max(chain.since, report.until - LONGEST))


class _Fresh(Around):
    """A source without what was told."""

    def __init__(self, source: ActivitySource, untold: Untold) -> None:
        super().__init__(source)
        self._untold = untold

    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        async for event in self.source.events(query):
            if self._untold.passes(event, self.host):
                yield event


def _name(event: Event) -> tuple[object, ...]:
    return (event.kind, event.repository, event.ref, event.at)
