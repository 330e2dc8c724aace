"""The window before another one, or after it, in calendar days: weeks stay weeks across clock changes, months stay months."""

from core.asking.dates import window
from core.asking.days import Span, Today, midnight, moment, step
from core.asking.vocabulary import Unit
from core.model import Window


def shifted(previous: Window, today: Today, unit: Unit | None, count: int) -> Window:
    """Return the window that touches the previous one: as many units long, or as long as it; before it where `count` is negative.

    Raises:
        AskError: the unit is a sprint, and none is set.
    """
    edge = previous.start if count < 0 else previous.end
    unit, length = (unit, 1) if unit else _own_length(previous, today)
    if unit is None:
        other = edge + count * (previous.end - previous.start)
    else:
        local = edge.astimezone(today.asker.zone)
        other = moment(step(unit, local.date(), count * length, today.asker), local.time(), today.asker.zone)
    return window(Span(min(edge, other), max(edge, other)), today)


def _own_length(previous: Window, today: Today) -> tuple[Unit | None, int]:
    """Return whole months, whole days with the day that is not over, or nothing for a window that begins within a day."""
    zone = today.asker.zone
    first, last = previous.start.astimezone(zone), previous.end.astimezone(zone)
    if previous.start != midnight(first.date(), zone):
        return None, 0
    is_whole = previous.end == midnight(last.date(), zone)
    if is_whole and first.day == last.day == 1 and first.date() < last.date():
        return Unit.MONTH, (last.year - first.year) * 12 + last.month - first.month
    return Unit.DAY, (last.date() - first.date()).days + (not is_whole)
