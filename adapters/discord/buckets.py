"""What Discord's headers say of its limits: how often a thing may be done, and when again.

https://docs.discord.com/developers/topics/rate-limits. A call that a header already refuses is not made: it would count as invalid.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """One limit, as it was told last: `most` in `seconds`, `left` until `resets` on the clock."""

    most: int
    seconds: float
    left: int
    resets: float


class Buckets:
    """The limits that were told, by route and what it is about."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, Bucket] = OrderedDict()
        self._all_until = 0.0

    def wait(self, name: str) -> float:
        """Return the seconds until a call may be made; 0 where none is known to be in its way."""
        now = self._clock()
        bucket = self._known.get(name)
        until = bucket.resets if bucket and bucket.left <= 0 else 0.0
        return max(until - now, self._all_until - now, 0.0)

    def allowance(self, name: str) -> tuple[int, float] | None:
        """Return how many calls in how many seconds; None where nothing was told yet."""
        bucket = self._known.get(name)
        return (bucket.most, bucket.seconds) if bucket and bucket.seconds > 0 else None

    def taken(self, name: str) -> None:
        """Count a call that is on its way."""
        if (bucket := self._known.get(name)) is None:
            return
        is_over = self._clock() >= bucket.resets
        left, resets = (bucket.most, self._clock() + bucket.seconds) if is_over else (bucket.left, bucket.resets)
        self._keep(name, Bucket(bucket.most, bucket.seconds, left - 1, resets))

    def told(self, name: str, headers: Mapping[str, str]) -> None:
        """Read the headers of an answer."""
        most, left, after = (_number(headers.get(f"X-RateLimit-{one}")) for one in ("Limit", "Remaining", "Reset-After"))
        if most is None or left is None or after is None or most < 1:
            return
        before = self._known.get(name)
        seconds = after if left == most - 1 else before.seconds if before else 0.0  # only a window that begins tells how long it is
        fewer = min(int(left), before.left) if before and self._clock() < before.resets else int(left)
        self._keep(name, Bucket(int(most), seconds, fewer, self._clock() + after))

    def refused(self, name: str, seconds: float, *, is_global: bool) -> None:
        """Remember that it was too much, and for how long."""
        if is_global:
            self._all_until = self._clock() + seconds
        else:
            before = self._known.get(name) or Bucket(1, 0.0, 0, 0.0)
            self._keep(name, Bucket(before.most, before.seconds, 0, self._clock() + seconds))

    def _keep(self, name: str, bucket: Bucket) -> None:
        self._known[name] = bucket
        self._known.move_to_end(name)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None and len(text) < 20 else None  # noqa: PLR2004  digits of a number
    except ValueError:
        return None
