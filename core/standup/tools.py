"""What every visit to a standup works with, and how long it waits."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.calendar import IsHoliday
from core.model import Secret
from core.ports.chat import Platform
from core.ports.standups import Outbox, Standups
from core.standup.content import Compose

SETTLE = timedelta(seconds=30)  # until what was sent is there, or will not come
SWEEP = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Ports, clocks and a key: the same for all."""

    platform: Callable[[str], Platform]  # by name; KeyError where this process does not speak to it
    standups: Standups
    outbox: Outbox
    compose: Compose
    holidays: Callable[[str], IsHoliday]  # by country
    key: Secret  # of the marks
    clock: Callable[[], float] = time.monotonic
    settle: timedelta = SETTLE
    sweep: timedelta = SWEEP
    retry: timedelta = timedelta(seconds=1)  # after a first failure; then twice as long, and so on
