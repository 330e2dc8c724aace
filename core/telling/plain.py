"""The plain recap: every piece of work told by code, from the facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.messages import recap as messages
from core.model import Bullet, EventKind, Noise, RecapRequest, Shape, WorkItem
from core.telling import numbers, sections
from core.telling.bundles import bundled
from core.telling.references import links_of, suffix
from core.telling.sentence import name, sentence

_NAMED = 3  # smaller changes that the line names
_NAME = 40  # characters of such a name


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
        names_actors: each sentence says who it was.
    """
    done = {id_ for bullet in taken for id_ in bullet.items}
    left = [item for item in items if item.id not in done]
    if request.shape is Shape.NUMBERS:
        told, small = numbers.bullets(left), list[WorkItem]()
    else:
        bundles, small = bundled(left, max(0, request.limit - len(taken)))
        told = [_bullet(bundle, request, names_actors=names_actors) for bundle in bundles]
    return Body(_in_order([*taken, *told], items, request.shape), tuple(item.id for item in small), _rest(small, noise))


def _in_order(bullets: Sequence[Bullet], items: Sequence[WorkItem], shape: Shape) -> tuple[Bullet, ...]:
    """Sort bullets by section, then by the heaviest of their items."""
    order = {item.id: number for number, item in enumerate(items)}
    first = {id(bullet): min(order[id_] for id_ in bullet.items) for bullet in bullets}
    placed = [(first[id(bullet)], sections.placed(bullet, items[first[id(bullet)]], shape)) for bullet in bullets]
    return tuple(bullet for _, bullet in sorted(placed, key=lambda pair: (sections.rank(pair[1].section), pair[0])))


def _bullet(bundle: Sequence[WorkItem], request: RecapRequest, *, names_actors: bool) -> Bullet:
    text = sentence(bundle, length=request.length, actors=_actors(bundle) if names_actors else ())
    links = links_of(bundle)
    return Bullet(text + suffix(links, text), tuple(item.id for item in bundle), links)


def _actors(bundle: Sequence[WorkItem]) -> tuple[str, ...]:
    """Return who did the work; who merged it only where nothing else is known of it."""
    events = [event for item in bundle for event in item.events]
    done = [event for event in events if event.kind is not EventKind.MERGE] or events
    return tuple(dict.fromkeys(event.actor.name for event in done))


def _rest(small: Sequence[WorkItem], noise: Sequence[Noise]) -> str:
    named = [name(item) for item in small] if len(small) <= _NAMED else []
    parts = [messages.smaller(len(small), named if all(len(one) <= _NAME for one in named) else ())] if small else []
    parts += [group.text for group in noise]
    return messages.rest(parts) if parts else ""
