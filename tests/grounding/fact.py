"""Work items made from a title, for tests of the grounding check."""

import re
from datetime import UTC, datetime

from core.model import Change, Event, EventKind, Identity, Link, State, WorkItem, WorkKind

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def commit(
    title: str,
    *,
    body: str = "",
    number: int = 1,
    others: tuple[str, ...] = (),
    change: Change | None = None,
    reverts: tuple[str, ...] = (),
) -> Event:
    """Return a commit by Ana Silva; `number` makes its hash."""
    return Event(
        kind=EventKind.COMMIT,
        at=NOON,
        actor=Identity("Ana Silva"),
        ref=f"{number * 0x1D872B41:08x}".ljust(40, "0"),
        title=title,
        repository="acme/web",
        url=f"https://git.example/acme/web/{number}",
        body=body,
        others=tuple(Identity(name) for name in others),
        mentions=tuple(Link(ref) for ref in re.findall(r"#\d+", title)),
        reverts=reverts,
        change=change or Change(committed=NOON),
    )


def item(*events: Event | str, kind: WorkKind = WorkKind.CHANGE, state: State = State.MERGED) -> WorkItem:
    """Return a work item of commits, the first one the most telling."""
    commits = tuple(commit(each, number=place + 1) if isinstance(each, str) else each for place, each in enumerate(events))
    links = tuple(dict.fromkeys(link for event in commits for link in event.mentions))
    return WorkItem(id="W1", title=commits[0].title, repository="acme/web", kind=kind, state=state, events=commits, links=links)
