"""What somebody else's merge says of the commits that it brought in: the title and the number of their request."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.finding.ties import MOST_MERGED
from core.model import Event, EventKind, Landing
from core.reading.pulls import landed


def with_landings(chosen: Sequence[Event], seen: Sequence[Event]) -> list[Event]:
    """Return what was chosen of the events of a source, its commits with the request by which somebody else's merge brought them in.

    A merge that brings in very many commits is a container of work, and names none of them.
    """
    own = {(event.repository, event.ref) for event in chosen}
    brought = Counter(_merge(event) for event in seen)
    wanted = {_merge(event) for event in chosen} - own
    merges = {
        place: landing
        for event in seen
        if event.kind is EventKind.MERGE and (place := (event.repository, event.ref)) in wanted and brought[place] <= MOST_MERGED
        if (landing := _landing(event))
    }
    return [_with(event, merges.get(_merge(event))) for event in chosen]


def _merge(event: Event) -> tuple[str, str]:
    return event.repository, event.change.merge if event.change else ""


def _landing(merge: Event) -> Landing | None:
    found = landed(merge.title, merge.body)
    url = next((link.url for link in merge.mentions if found and link.ref == found.ref), "")
    return Landing(found.ref, found.title, url) if found else None


def _with(event: Event, landing: Landing | None) -> Event:
    return replace(event, change=replace(event.change, landing=landing)) if event.change and landing else event
