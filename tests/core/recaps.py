"""Small recaps to show."""

from dataclasses import replace
from datetime import UTC, datetime

from core.model import Bullet, Recap, RecapRequest, Window

WINDOW = Window(datetime(2021, 7, 12, tzinfo=UTC), datetime(2021, 7, 19, tzinfo=UTC), "UTC", "Mon 12 – Sun 18 Jul 2021")


def recap(*texts: str, finished: bool = True) -> Recap:
    """Return a recap with a bullet for each text."""
    bullets = tuple(Bullet(text, (f"W{number}",)) for number, text in enumerate(texts, 1))
    return Recap(request=RecapRequest(window=WINDOW), header="Ana · Mon 12 – Sun 18 Jul 2021 (UTC)", bullets=bullets, finished=finished)


def snapshots(count: int) -> list[Recap]:
    """Return so many snapshots of one answer, of which the last is finished."""
    return [replace(recap(f"version {number}"), finished=number == count - 1) for number in range(count)]
