"""How often a method may be called: https://docs.slack.dev/apis/web-api/rate-limits, per method, workspace and app.

A tier is counted over the last minute. Posting is one a second in a channel, with a small burst, and a few hundred a minute in a workspace.
"""

import math
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from tests.servers.slack.clock import Clock
from tests.servers.slack.nouns import Channel

if TYPE_CHECKING:
    from tests.servers.slack.endpoint import Call, Method

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
SPECIAL = 300  # chat.postMessage in a whole workspace
AMPLE = 600  # "hundreds of requests per minute": auth.test
BURST = 3  # posts in one channel at once


class LimitedError(Exception):
    """Too much was asked for; `after` is when it would be allowed again, in whole seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(after)
        self.after = max(1, math.ceil(after))


class Limits:
    """What has been used of the allowances."""

    def __init__(self, clock: Clock) -> None:
        self.is_on = True
        self.per_minute = {"apps.connections.open": 20}  # instead of a method's own; reconnecting is a burst that Slack tolerates
        self.refused = 0
        self._clock = clock
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._free: dict[str, float] = defaultdict(float)  # when a channel has no post on account any more

    def take(self, call: "Call", method: "Method") -> None:
        """Count a call.

        Raises:
            LimitedError: There were too many in the last minute.
        """
        if not self.is_on:
            return
        now, most = self._clock.now(), self.per_minute.get(call.method, method.per_minute)
        workspace = call.token.workspace.id if call.token and call.token.workspace else ""
        calls = self._calls[call.method, workspace]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= most:
            self.refused += 1
            raise LimitedError(calls[len(calls) - most] + 60 - now)
        calls.append(now)

    def post(self, channel: Channel) -> None:
        """Count a post in a channel.

        Raises:
            LimitedError: The channel has had its burst, and a second is not over.
        """
        if not self.is_on:
            return
        now = self._clock.now()
        free = max(self._free[channel.id], now)
        if free - now > BURST - 1:
            self.refused += 1
            raise LimitedError(free - now - (BURST - 1))
        self._free[channel.id] = free + 1
