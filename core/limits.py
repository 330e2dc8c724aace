"""How often one may call: tiers, what a call costs, and where somebody stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from core.errors import RateLimitedError
from core.messages import limits as messages
from core.model import Member


class Tier(StrEnum):
    """How much somebody is trusted with."""

    GUEST = "guest"  # no account is linked
    USER = "user"
    PREMIUM = "premium"  # by setting, as is the next
    ADMIN = "admin"


class Call(StrEnum):
    """What somebody may do often."""

    STATUS = "status"  # reads what Recap knows: help, accounts, settings
    ASK = "ask"  # reads the hosts
    MODEL = "model"  # has a language model write
    LINK = "link"  # links an account, or tries to


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in any stretch of so many seconds."""

    calls: int
    seconds: int


COSTS: Mapping[Call, int] = {Call.STATUS: 1, Call.ASK: 1, Call.MODEL: 2, Call.LINK: 5}
COUNTED: frozenset[Call] = frozenset({Call.MODEL, Call.LINK})  # refused where they cannot be counted
SECOND = 1_000  # all moments here are whole milliseconds since 1970
BURST = Rate(30, 3)
SUSTAINED = Rate(100, 60)
HOURLY: Mapping[Tier, Rate] = {
    Tier.GUEST: Rate(100, 3600),
    Tier.USER: Rate(1_000, 3600),
    Tier.PREMIUM: Rate(5_000, 3600),
    Tier.ADMIN: Rate(5_000, 3600),
}
WORKSPACE = (Rate(300, 3), Rate(1_000, 60))
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Count:
    """What a rate's window holds, and from when on the call fits into it."""

    rate: Rate
    used: int  # with the call where it was allowed
    fits: int
    empty: int
    is_shared: bool = False  # by a workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a call is allowed, and where that leaves the rate that is the nearest to its end."""

    is_allowed: bool
    limit: int
    seconds: int  # that the limit is for
    remaining: int
    resets: datetime  # in UTC: when all of the limit is there again
    retry_at: datetime | None = None  # in UTC: when the call fits
    retry_after: int = 0  # the same in whole seconds from the call on
    is_shared: bool = False  # the limit is the workspace's


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an administrator sets."""

    sustained: Rate = SUSTAINED
    premium: frozenset[Member] = frozenset()
    admins: frozenset[Member] = frozenset()
    tokens: int = 500_000  # of a language model, a person's in a day
    shared_tokens: int = 5_000_000  # the same of a workspace

    def tier(self, member: Member, *, is_linked: bool) -> Tier:
        """Return the tier that somebody has."""
        return tier(is_linked=is_linked, is_premium=member in self.premium, is_admin=member in self.admins)


def members(text: str) -> frozenset[Member]:
    """Read people, written `platform:tenant:user`, with commas between.

    Raises:
        ValueError: an entry is none.
    """
    found = set()
    for entry in filter(None, re.split(r"[,\s]+", text)):
        parts = entry.split(":", 2)
        if len(parts) != _PARTS or not all(parts):
            raise ValueError(messages.MEMBERS)
        found.add(Member(*parts))
    return frozenset(found)


def tier(*, is_linked: bool, is_premium: bool = False, is_admin: bool = False) -> Tier:
    """Return the highest tier that somebody has."""
    if is_admin:
        return Tier.ADMIN
    if is_premium:
        return Tier.PREMIUM
    return Tier.USER if is_linked else Tier.GUEST


def standing(counts: Sequence[Count], now: int) -> Standing:
    """Return what counts of one call come to: a refusal's is the one that lasts longest."""
    last = max(counts, key=lambda one: one.fits)
    is_allowed = last.fits <= now
    told = min(counts, key=lambda one: 1 - one.used / one.rate.calls) if is_allowed else last
    return Standing(
        is_allowed=is_allowed,
        limit=told.rate.calls,
        seconds=told.rate.seconds,
        remaining=max(0, told.rate.calls - told.used),
        resets=moment(told.empty),
        retry_at=None if is_allowed else moment(told.fits),
        retry_after=0 if is_allowed else -((now - told.fits) // SECOND),
        is_shared=told.is_shared,
    )


def demand(one: Standing) -> None:
    """Refuse a call that is not allowed.

    Raises:
        RateLimitedError: with when it will be.
    """
    if not one.is_allowed:
        sentence = messages.too_many(one.limit, one.seconds, one.retry_after, is_shared=one.is_shared)
        raise RateLimitedError(sentence, retry_at=one.retry_at)


def moment(at: int) -> datetime:
    """Return milliseconds since 1970 as a time."""
    return datetime.fromtimestamp(at / SECOND, UTC)


def milliseconds(at: datetime) -> int:
    """Return a time as milliseconds since 1970."""
    return round(at.timestamp() * SECOND)
