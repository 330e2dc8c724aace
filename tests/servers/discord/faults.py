"""What may go wrong on the way to Discord, planned by route and number, in words that another process can send too."""

from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

Does: TypeAlias = Literal[
    "limited",  # 429, nothing stored
    "refused",  # with `code` of the documented errors; nothing stored
    "fails",  # `status`, after storing
    "reply_lost",  # stored, and the connection dropped
    "request_lost",  # not stored, and the connection dropped
    "slow",  # answered after `seconds`
    "late",  # stored after `seconds`, whether or not the client still waits
]


@dataclass(slots=True)
class Fault:
    """From the `nth` call to a route on, `times` of them go wrong, each with a chance of `share`; `route` may end in `*`."""

    route: str  # "POST /channels/{channel_id}/messages"
    does: Does
    nth: int = 1
    times: int = 1
    share: float = 1.0
    status: int = 500
    code: int = 0
    seconds: float = 0.0  # to wait, or of `retry_after`
    scope: Literal["user", "global", "shared"] = "user"
    seen: int = 0

    def suits(self, route: str) -> bool:
        return route == self.route or (self.route.endswith("*") and route.startswith(self.route[:-1]))


class Faults:
    """The plan; the first fault that suits a call is done."""

    def __init__(self, *, seed: int = 1) -> None:
        self.plan: list[Fault] = []
        self.done: list[tuple[str, Does]] = []
        self._random = Random(seed)  # noqa: S311  the same on every run

    def add(self, route: str, does: Does, **words: float | str) -> Fault:
        """Plan one; words are the fields of `Fault`."""
        made = Fault(route, does, **words)  # type: ignore[arg-type]  # as they come over the wire
        self.plan.append(made)
        return made

    def clear(self) -> None:
        self.plan.clear()

    def next(self, route: str) -> Fault | None:
        """Count a call; return what is to go wrong with it."""
        chosen = None
        for fault in self.plan:
            if not fault.suits(route):
                continue
            fault.seen += 1
            if chosen is None and fault.seen >= fault.nth and fault.times > 0 and self._random.random() < fault.share:
                fault.times -= 1
                chosen = fault
                self.done.append((route, fault.does))
        return chosen
