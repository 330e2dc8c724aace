"""What may go wrong in a call of the Web API, by plan or by chance; several ways leave it unknown whether the call was executed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class Fault(StrEnum):
    """A way in which a call goes wrong. Only those of `STORES` were executed, which the caller cannot know."""

    LIMITED = "limited"  # 429 with Retry-After of `seconds`; not executed
    INTERNAL_BEFORE = "internal_before"  # internal_error; not executed
    INTERNAL_AFTER = "internal_after"  # internal_error; executed
    FATAL_AFTER = "fatal_after"  # fatal_error; executed
    REPLY_LOST = "reply_lost"  # executed, then the connection drops
    REQUEST_LOST = "request_lost"  # the connection drops; not executed
    LATE = "late"  # executed after `seconds`, whoever still waits
    SLOW = "slow"  # executed at once, answered after `seconds`
    PAGE = "page"  # 503 with `page`, as HTML where nothing else is said; not executed
    HANGS = "hangs"  # no answer while the server lives; not executed
    REFUSED = "refused"  # a documented `error`; not executed


STORES = frozenset((Fault.INTERNAL_AFTER, Fault.FATAL_AFTER, Fault.REPLY_LOST, Fault.LATE, Fault.SLOW))
AMBIGUOUS = (Fault.LIMITED, Fault.INTERNAL_AFTER, Fault.FATAL_AFTER, Fault.REPLY_LOST, Fault.REQUEST_LOST, Fault.LATE)


@dataclass(slots=True)
class Plan:
    """A fault for calls of methods that fit `method` (as file names do), after `skip` of them, `times` times."""

    method: str
    fault: Fault
    seconds: float = 1.0
    error: str = ""  # for REFUSED
    page: tuple[str, str] = ("<html><body>Service Unavailable</body></html>", "text/html")  # for PAGE: its text, and what it calls itself
    skip: int = 0
    times: int = 1


@dataclass(slots=True)
class Faults:
    """What is to go wrong; by chance, too, for a share of the calls."""

    plans: list[Plan] = field(default_factory=list)
    share: float = 0.0
    kinds: Sequence[Fault] = AMBIGUOUS
    methods: str = "chat.*"
    seconds: float = 1.0
    dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311  # chance that can be repeated

    def plan(self, method: str, fault: Fault, **more: Any) -> None:
        """Let calls go wrong; `more` is the rest of a Plan."""
        self.plans.append(Plan(method, Fault(fault), **more))

    def at_random(
        self, share: float, *, kinds: Sequence[Fault] = AMBIGUOUS, methods: str = "chat.*", seed: int = 7, seconds: float = 1.0
    ) -> None:
        """Let a share of the calls go wrong."""
        self.share, self.kinds, self.methods, self.seconds = share, [Fault(kind) for kind in kinds], methods, seconds
        self.dice = random.Random(seed)  # noqa: S311  # chance that can be repeated

    def clear(self) -> None:
        """Let everything go well from now on."""
        self.plans.clear()
        self.share = 0.0

    def next(self, method: str) -> Plan | None:
        """Return what goes wrong with this call."""
        for plan in self.plans:
            if fnmatchcase(method, plan.method) and plan.skip > 0:
                plan.skip -= 1
            elif fnmatchcase(method, plan.method) and plan.times > 0:
                plan.times -= 1
                return plan
        if self.share and fnmatchcase(method, self.methods) and self.dice.random() < self.share:
            return Plan(method, self.dice.choice(list(self.kinds)), self.seconds)
        return None
