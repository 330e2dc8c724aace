"""What several accounts at one host saw is one event: who has two accounts there did nothing twice."""

from collections.abc import Iterable

from core.model import Event, EventKind

_COMMITS = frozenset([EventKind.COMMIT, EventKind.MERGE])  # a hash says whose; only the account of an address knows its login


def seen_once(events: Iterable[Event]) -> list[Event]:
    """Return events without those that another account at the same host told already; of two, the one that knows a login stays."""
    found: dict[object, Event] = {}
    for number, event in enumerate(events):
        key = _key(event) if event.host else number
        if key not in found or (event.actor.login and not found[key].actor.login):
            found[key] = event
    return list(found.values())


def _key(event: Event) -> tuple[object, ...]:
    who = "" if event.kind in _COMMITS else event.actor.login
    return (event.host, event.repository, event.kind, event.ref, event.at, event.url, who)
