"""Makes what happened whole: copies aside, noise aside, and one item for one piece of work."""

from collections.abc import Sequence

from core.finding.copies import without_copies
from core.finding.groups import groups
from core.finding.items import item
from core.finding.nature import landing
from core.finding.noise import is_quiet, noises, without_bots
from core.finding.rank import ranked
from core.finding.reverts import undoing
from core.model import Event, Folded, Person
from core.reading.naming import Naming, parted


def fold(events: Sequence[Event], people: Sequence[Person] = ()) -> Folded:
    """Return each event in exactly one item, copy group or noise line; the order of the events does not matter.

    `people` are those who were asked for: a bot among them is not noise.
    """
    originals, copies = without_copies(sorted(parted(events), key=_order))
    work, bots = without_bots(sorted(originals, key=_order), people)
    undone = undoing(work, copies)
    dead = frozenset(work[number].ref for number in undone.dead)
    pieces = [[work[number] for number in numbers] for numbers in groups(work, undone)]
    quiet = [event for piece in pieces if _is_noise(piece) for event in piece]
    naming = Naming.of(event for piece in pieces if not _is_noise(piece) for event in piece)
    return Folded(
        items=ranked(item(piece, dead, naming) for piece in pieces if not _is_noise(piece)),
        copies=copies,
        noise=noises(bots, quiet),
    )


def _is_noise(piece: Sequence[Event]) -> bool:
    return all(is_quiet(event) and not landing(event) for event in piece)


def _order(event: Event) -> tuple[object, ...]:
    return (event.at, event.repository, event.ref, event.id)
