"""The plain recap: every piece of work told by code, from the facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from core.model import Bullet, Length, Noise, RecapRequest, Shape, WorkItem
from core.telling import numbers, sections
from core.telling.bundles import Bundle, bundled
from core.telling.doers import doers, helped
from core.telling.references import links_of
from core.telling.remainder import rest
from core.telling.sentence import sentence
from core.telling.standing import blockers

_SHORT = 0.6  # of the bullets that were asked for
_NEXT = 3  # one of so many of a standup's bullets is for what comes next


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between the header and the coverage line; each item is in one bullet or in `smaller`."""

    bullets: tuple[Bullet, ...]
    smaller: tuple[str, ...]
    rest: str


def plain(
    items: Sequence[WorkItem],
    request: RecapRequest,
    *,
    taken: Sequence[Bullet] = (),
    noise: Sequence[Noise] = (),
    names_actors: bool = False,
) -> Body:
    """Tell the items, which come in order of weight, around bullets that are already written.

    Args:
        items: all of them, those of `taken` included.
        request: the shape, the length and the most bullets.
        taken: bullets that stay as they are; no two tell the same item.
        noise: groups that the last line counts.
        names_actors: each sentence says who it was, where the shape is about people.
    """
    done = {id_ for bullet in taken for id_ in bullet.items}
    left = [item for item in items if item.id not in done]
    names = names_actors and request.shape is not Shape.CHANGELOG  # which is about the work alone
    if request.shape is Shape.NUMBERS:
        told, small = numbers.bullets(left), list[WorkItem]()
    else:
        bundles, small = _bundles(left, request, max(0, _limit(request) - len(taken)), names_actors=names)
        told = [_bullet(bundle, request, names_actors=names) for bundle in bundles]
    shown = _in_order([*(_named(taken, items, is_english=not request.language) if names else taken), *told], items, request.shape)
    line = rest(small, noise, request.length, told=[item for item in items if item not in small] if names else None)
    return Body(shown, tuple(item.id for item in small), line)


def _limit(request: RecapRequest) -> int:
    """Return how many bullets there may be: of a short answer a little over half."""
    return ceil(request.limit * _SHORT) if request.length is Length.SHORT else request.limit


def _bundles(items: Sequence[WorkItem], request: RecapRequest, limit: int, *, names_actors: bool) -> tuple[list[Bundle], list[WorkItem]]:
    """Bundle the items; a standup keeps a third of its bullets for what is blocked and one for what comes next, if there is so much."""
    who = _doers if names_actors else None
    if request.shape is not Shape.STANDUP:
        return bundled(items, limit, doers=who)
    blocked = [item for item in items if blockers(item)]
    waiting = [item for item in items if item.is_waiting and not blockers(item)]
    done = [item for item in items if not item.is_waiting]
    share = ceil(limit / _NEXT)
    stuck, left = bundled(blocked, share if waiting or done else limit, doers=who)
    later, small = bundled(waiting, min(share, limit - len(stuck)) if done else limit - len(stuck), doers=who)
    before, smaller = bundled(done, limit - len(stuck) - len(later), doers=who)
    return [*before, *later, *stuck], [*smaller, *small, *left]


def _doers(item: WorkItem) -> tuple[str, ...]:
    return doers([item])


def _in_order(bullets: Sequence[Bullet], items: Sequence[WorkItem], shape: Shape) -> tuple[Bullet, ...]:
    """Sort bullets by section, then by the heaviest of their items."""
    order = {item.id: number for number, item in enumerate(items)}
    first = {id(bullet): min(order[id_] for id_ in bullet.items) for bullet in bullets}
    placed = [(first[id(bullet)], sections.placed(bullet, items[first[id(bullet)]], shape)) for bullet in bullets]
    return tuple(bullet for _, bullet in sorted(placed, key=lambda pair: (sections.rank(pair[1].section), pair[0])))


def _bullet(bundle: Sequence[WorkItem], request: RecapRequest, *, names_actors: bool) -> Bullet:
    actors = doers(bundle) if names_actors else ()
    is_next = request.shape is Shape.STANDUP and bundle[0].is_waiting
    unsaid = sections.said(bundle[0]) if request.shape is Shape.CHANGELOG else ""
    text = sentence(bundle, length=_length(request), actors=actors, is_next=is_next, unsaid=unsaid)
    told = helped(text, bundle) if names_actors else text
    return Bullet(told, tuple(item.id for item in bundle), links_of(bundle))


def _named(bullets: Sequence[Bullet], items: Sequence[WorkItem], *, is_english: bool) -> list[Bullet]:
    """Return written bullets with who else had a part in what they tell."""
    known = {item.id: item for item in items}
    told = ((bullet, [known[each] for each in bullet.items]) for bullet in bullets)
    return [replace(bullet, text=helped(bullet.text, work, is_english=is_english)) for bullet, work in told]


def _length(request: RecapRequest) -> Length:
    """Return how much each sentence says: a paragraph of several says little of each."""
    return Length.SHORT if request.shape is Shape.BRIEF and request.length is Length.NORMAL else request.length
