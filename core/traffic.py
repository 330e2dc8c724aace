"""The rhythm of live messages that share what a platform allows, in all processes together."""

from collections.abc import Callable

from core.errors import OutsideError
from core.model.chat import Quota
from core.pacing import Pace, Rhythm
from core.ports.chat import Traffic

_UNCOUNTED = 5  # times the usual gap


class Shared(Rhythm):
    """The rhythm of one answer among all that are live in the same lane, in all processes.

    The more are live, the longer the gap, so that together they stay inside the quota; and a change that is not the last one is
    made only while the quota has room left for the last one of each. Where nobody can count, each answer keeps to a slow gap of its own.
    """

    def __init__(self, traffic: Traffic, quota: Quota, answer: str, *, shed: Callable[[], None] = lambda: None) -> None:
        """Share a quota's lane, as `answer`; `shed` hears of each change that had to wait for want of room."""
        self._traffic = traffic
        self._quota = quota
        self._answer = answer
        self._shed = shed
        self._live = 1

    async def wait(self, since: float | None, *, is_last: bool) -> float:
        """Return what is left of the gap, else ask all others."""
        even = Pace(max(self._quota.gap, self._live * self._quota.seconds / self._quota.changes))
        if not is_last and (left := even.left(since)) > 0:
            return left
        try:
            crowd = await self._traffic.change(self._quota, self._answer, is_first=since is None, is_last=is_last)
        except OutsideError:
            return 0.0 if is_last else Pace(_UNCOUNTED * self._quota.gap).left(since)
        self._live = crowd.live
        if crowd.wait > 0:
            self._shed()
        return crowd.wait
