"""A recap in numbers: one line for each kind of work."""

from collections.abc import Sequence

from core.messages import numbers as messages
from core.model import Bullet, EventKind, WorkItem, WorkKind
from core.telling.references import links_of, suffix
from core.telling.versioned import versions


def bullets(items: Sequence[WorkItem]) -> list[Bullet]:
    """Count the items of each kind, the kind with the heaviest item first."""
    kinds: dict[WorkKind, list[WorkItem]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(item)
    return [_bullet(kind, of_kind) for kind, of_kind in kinds.items()]


def _bullet(kind: WorkKind, items: Sequence[WorkItem]) -> Bullet:
    commits = [event for item in items for event in item.events if event.kind is EventKind.COMMIT]
    changes = [event.change for event in commits if event.change]
    text = messages.kind(
        versions([event for item in items for event in item.events]) if kind is WorkKind.RELEASE else {kind.value: len(items)},
        commits=len(commits),
        files=len({path for change in changes for path in change.paths}),
        added=sum(change.added for change in changes),
        removed=sum(change.removed for change in changes),
    )
    links = links_of(items)
    return Bullet(text + suffix(links, text), tuple(item.id for item in items), links)
