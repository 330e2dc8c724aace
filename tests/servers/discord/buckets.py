"""Rate limits: a bucket for each route and its major parameter, fifty requests a second in all, and the ban of those who do not listen."""

import hashlib
import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.servers.discord.call import Route
from tests.servers.discord.nouns import Object

GLOBAL = (50, 1.0)
INVALID = (10_000, 600.0)  # answers of 401, 403 and 429 until nothing is answered any more
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


@dataclass(slots=True)
class Bucket:
    """What is left of one limit."""

    most: int
    seconds: float
    resets: float = 0.0
    used: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say of a request; `wait` in seconds, if it came too early."""

    headers: Mapping[str, str]
    wait: float | None = None
    scope: str = "user"

    @property
    def body(self) -> Object:
        return {"message": "You are being rate limited.", "retry_after": self.wait, "global": self.scope == "global"}


@dataclass(slots=True)
class Buckets:
    """The limits of one application; `haste` divides their windows, so that a real client need not wait long."""

    clock: Callable[[], float]
    haste: float = 1.0
    in_all: tuple[int, float] = GLOBAL
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)  # by route, instead of the usual ones
    known: dict[tuple[str, ...], Bucket] = field(default_factory=dict)
    recent: deque[float] = field(default_factory=deque)
    invalid: deque[float] = field(default_factory=deque)

    @property
    def is_banned(self) -> bool:
        _trim(self.invalid, self.clock() - INVALID[1])
        return len(self.invalid) >= INVALID[0]

    def take(self, route: Route, params: Mapping[str, str]) -> Verdict:
        """Count a request; interactions are not bound to the global limit (Topics, Rate Limits)."""
        now = self.clock()
        if not route.is_open:
            most, seconds = self.in_all
            _trim(self.recent, now - seconds / self.haste)
            if len(self.recent) >= most:
                wait = self.recent[0] + seconds / self.haste - now
                return Verdict({"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, _rounded(wait), "global")
            self.recent.append(now)
        most, seconds = self.limits.get(route.name, (route.most, route.seconds))
        key = (route.name, *(params[name] for name in MAJOR if name in params))
        bucket = self.known.setdefault(key, Bucket(most, seconds / self.haste))
        if now >= bucket.resets:
            bucket.used, bucket.resets = 0, now + bucket.seconds
        bucket.used += 1
        headers = _headers(route, bucket, now)
        if bucket.used <= bucket.most:
            return Verdict(headers)
        return Verdict({**headers, "X-RateLimit-Scope": "user"}, _rounded(bucket.resets - now))

    def note(self, status: int, scope: str) -> None:
        """Count what was refused; what the limit of a shared resource refuses is not the client's fault."""
        if status in (401, 403) or (status == 429 and scope != "shared"):
            self.invalid.append(self.clock())


def _headers(route: Route, bucket: Bucket, now: float) -> Mapping[str, str]:
    left = bucket.resets - now
    return {
        "X-RateLimit-Limit": str(bucket.most),
        "X-RateLimit-Remaining": str(max(bucket.most - bucket.used, 0)),
        "X-RateLimit-Reset": f"{bucket.resets:.3f}",
        "X-RateLimit-Reset-After": f"{_rounded(left):.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(route.name.encode()).hexdigest()[:32],
    }


def _rounded(seconds: float) -> float:
    return math.ceil(seconds * 1000) / 1000


def _trim(times: deque[float], since: float) -> None:
    while times and times[0] <= since:
        times.popleft()
