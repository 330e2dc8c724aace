"""Which pieces of work share a bullet, and which are too small for one."""

from collections.abc import Callable, Sequence

from core.model import Event, EventKind, State, WorkItem, WorkKind
from core.reading.subject import read
from core.telling.sentence import is_merge
from core.telling.standing import alike
from core.telling.threads import only_reviews
from core.telling.weighing import title

Bundle = tuple[WorkItem, ...]
Doers = Callable[[WorkItem], object]

_MINOR = frozenset([WorkKind.DOCUMENTATION, WorkKind.TEST, WorkKind.CHORE, WorkKind.REFACTORING, WorkKind.DISCUSSION])
_UNSEEN = frozenset([WorkKind.TEST, WorkKind.CHORE])  # by those who use the work; the first to go
_TOGETHER = 3  # pieces of work in one bullet
_READABLE = 160  # characters of their titles
_HEAVY = 5.0  # the weight of a change without a name that is told for its size: some 300 lines in a few files
_LIGHT = 2  # commits that a piece may have to share a bullet


def bundled(items: Sequence[WorkItem], limit: int, *, doers: Doers | None = None) -> tuple[list[Bundle], list[WorkItem]]:
    """Return the bundles, one a bullet, and what is too small for a bullet; items come and go in order of weight.

    Small documentation, tests and chores of one repository, and all reviews, share a bullet at any time; larger work does only where
    there are more pieces than bullets, and then the heavier half keeps bullets of its own, or of far more pieces the heaviest few. What
    merely finishes other work (a lint fix, a typo) gets a bullet only where there is nothing else. Where `doers` tells who did an item,
    no bullet mixes people, and the kinds of work of one of them may share one.
    """
    telling = [item for item in items if not is_slight(item)] or list(items)
    bundles = _together(telling, _is_minor, lambda item: (_alike(item), doers and doers(item)))
    if len(bundles) > limit:
        heavy = (limit + 1) // 2 if len(telling) <= limit * _TOGETHER else max(1, limit // 4)
        alone = {item.id for bundle in bundles[:heavy] for item in bundle}
        like = (lambda item: (_place(item), doers(item))) if doers else _alike
        bundles = _together(telling, lambda item: item.id not in alone or _is_minor(item), like)
        bundles.sort(key=_precedence)
    told = {item.id for bundle in bundles[:limit] for item in bundle}
    return bundles[:limit], [item for item in items if item.id not in told]


def is_slight(item: WorkItem) -> bool:
    """Say whether all of an item only finishes other work."""
    return item.kind is not WorkKind.RELEASE and all(_is_follow_up(event) for event in item.events)


def _precedence(bundle: Bundle) -> tuple[bool, ...]:
    """Order bundles by who must know of them: security before all, small and unseen work last; many reviews are no small work."""
    is_many = len(bundle) > _TOGETHER and only_reviews(bundle[0])
    return (bundle[0].kind is not WorkKind.SECURITY and not is_many, bundle[0].kind in _UNSEEN, _is_minor(bundle[0]) and not is_many)


def _is_follow_up(event: Event) -> bool:
    return event.kind is EventKind.COMMIT and read(title(event)).is_follow_up


def _is_minor(item: WorkItem) -> bool:
    is_nameless = item.kind is WorkKind.CHANGE and item.weight < _HEAVY and not any(event.mentions for event in item.events)
    return is_merge(item) or only_reviews(item) or (len(item.events) <= _LIGHT and (item.kind in _MINOR or is_nameless))


def _together(items: Sequence[WorkItem], may_share: Callable[[WorkItem], bool], like: Callable[[WorkItem], object]) -> list[Bundle]:
    """Put the items that may share into bundles with their like, each where its heaviest item stands."""
    bundles: list[list[WorkItem]] = []
    latest: dict[object, list[WorkItem]] = {}
    for item in items:
        key = like(item)
        bundle = latest.get(key) if may_share(item) else None
        if bundle is None or not _has_room(bundle, item):
            bundle = []
            bundles.append(bundle)
            if may_share(item):
                latest[key] = bundle
        bundle.append(item)
    return [tuple(bundle) for bundle in bundles]


def _has_room(bundle: Sequence[WorkItem], item: WorkItem) -> bool:
    """Say whether a bundle can take one more; merged requests are counted where they are many."""
    return is_merge(item) or only_reviews(item) or (len(bundle) < _TOGETHER and _is_readable([*bundle, item]))


def _is_readable(items: Sequence[WorkItem]) -> bool:
    return sum(len(title(item.events[0])) for item in items) <= _READABLE


def _alike(item: WorkItem) -> object:
    return _place(item), item.kind, _verb(item)


def _place(item: WorkItem) -> object:
    return (
        (item.repository, "merged")
        if is_merge(item)
        else ("", "reviewed")
        if only_reviews(item)
        else (item.repository, item.state, alike(item) or _branch(item))
    )


def _branch(item: WorkItem) -> str:
    change = item.events[0].change
    return change.branch if change and item.state is State.OPEN else ""


def _verb(item: WorkItem) -> str:
    """Return the act that changes must share to share a bullet."""
    return read(title(item.events[0])).verb if item.kind is WorkKind.CHANGE else ""
