"""Which pieces of work share a bullet, and which are too small for one."""

from collections.abc import Callable, Sequence

from core.model import State, WorkItem, WorkKind
from core.reading.subject import read

Bundle = tuple[WorkItem, ...]

_MINOR = frozenset([WorkKind.DOCUMENTATION, WorkKind.TEST, WorkKind.CHORE, WorkKind.REFACTORING])
_UNSEEN = frozenset([WorkKind.TEST, WorkKind.CHORE])  # by those who use the work; the first to go
_TOGETHER = 3  # pieces of work in one bullet
_LIGHT = 2  # commits that a piece may have to share a bullet


def bundled(items: Sequence[WorkItem], limit: int) -> tuple[list[Bundle], list[WorkItem]]:
    """Return the bundles, one a bullet, and what is too small for a bullet; items come and go in order of weight.

    Small documentation, tests and chores of one repository share a bullet at any time; larger work does only where there are more
    pieces than bullets, and then the heavier half keeps bullets of its own. What merely finishes other work (a lint fix, a typo) gets
    a bullet only where there is nothing else.
    """
    telling = [item for item in items if not is_slight(item)] or list(items)
    bundles = _together(telling, _is_minor)
    if len(bundles) > limit:
        alone = {item.id for bundle in bundles[: (limit + 1) // 2] for item in bundle}
        bundles = _together(telling, lambda item: item.id not in alone or _is_minor(item))
        bundles.sort(key=lambda bundle: bundle[0].kind in _UNSEEN)
    told = {item.id for bundle in bundles[:limit] for item in bundle}
    return bundles[:limit], [item for item in items if item.id not in told]


def is_slight(item: WorkItem) -> bool:
    """Say whether all of an item only finishes other work."""
    return item.kind is not WorkKind.RELEASE and all(read(event.title).is_follow_up for event in item.events)


def _is_minor(item: WorkItem) -> bool:
    is_nameless = item.kind is WorkKind.CHANGE and not any(event.mentions for event in item.events)
    return len(item.events) <= _LIGHT and (item.kind in _MINOR or is_nameless)


def _together(items: Sequence[WorkItem], may_share: Callable[[WorkItem], bool]) -> list[Bundle]:
    """Put the items that may share into bundles with their like, each where its heaviest item stands."""
    bundles: list[list[WorkItem]] = []
    latest: dict[object, list[WorkItem]] = {}
    for item in items:
        like = (item.repository, item.kind, item.state, _branch(item), _verb(item))
        bundle = latest.get(like) if may_share(item) else None
        if bundle is None or len(bundle) == _TOGETHER:
            bundle = []
            bundles.append(bundle)
            if may_share(item):
                latest[like] = bundle
        bundle.append(item)
    return [tuple(bundle) for bundle in bundles]


def _branch(item: WorkItem) -> str:
    change = item.events[0].change
    return change.branch if change and item.state is State.OPEN else ""


def _verb(item: WorkItem) -> str:
    """Return the act that changes must share to share a bullet."""
    return read(item.events[0].title).verb if item.kind is WorkKind.CHANGE else ""
