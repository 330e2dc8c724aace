"""Tiers, and what several counts of one call come to."""

from datetime import UTC, datetime

import pytest

from core.errors import RateLimitedError
from core.limits import (
    BURST,
    HOURLY,
    SUSTAINED,
    Call,
    Count,
    Limits,
    Rate,
    Standing,
    Tier,
    demand,
    members,
    milliseconds,
    moment,
    standing,
    tier,
)
from core.model import Member

NOW = milliseconds(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))


@pytest.mark.origin("S24")
def test_tiers_follow_from_what_is_linked_and_set() -> None:
    assert tier(is_linked=False) is Tier.GUEST
    assert tier(is_linked=True) is Tier.USER
    assert tier(is_linked=True, is_premium=True) is Tier.PREMIUM
    assert tier(is_linked=False, is_premium=True, is_admin=True) is Tier.ADMIN


@pytest.mark.origin("S24")
def test_people_are_named_by_platform_tenant_and_user() -> None:
    assert members("") == frozenset()
    assert members(" slack:T1:U1,discord:9:7\nterminal:local:a:b ") == {
        Member("slack", "T1", "U1"),
        Member("discord", "9", "7"),
        Member("terminal", "local", "a:b"),
    }
    for wrong in ("ana", "slack:T1", "slack:T1:", "slack:T1:U1, x"):
        with pytest.raises(ValueError, match="platform:tenant:user"):
            members(wrong)


@pytest.mark.origin("S24")
def test_a_setting_makes_a_tier_for_that_member_alone() -> None:
    limits = Limits(premium=frozenset({Member("slack", "T1", "U1")}), admins=frozenset({Member("slack", "T1", "U2")}))
    told = [limits.tier(Member("slack", tenant, user), is_linked=False) for tenant, user in (("T1", "U1"), ("T1", "U2"), ("T2", "U1"))]
    assert told == [Tier.PREMIUM, Tier.ADMIN, Tier.GUEST]


@pytest.mark.origin("S08")
def test_the_rates_are_those_of_the_origin() -> None:
    assert (BURST.calls, BURST.seconds, SUSTAINED.calls, SUSTAINED.seconds) == (30, 3, 100, 60)
    assert {one: rate.calls for one, rate in HOURLY.items()} == {Tier.GUEST: 100, Tier.USER: 1_000, Tier.PREMIUM: 5_000, Tier.ADMIN: 5_000}
    assert all(rate.seconds == 3600 for rate in HOURLY.values())
    assert {one.value for one in Call} == {"status", "ask", "model", "link"}


@pytest.mark.origin("S09")
def test_an_allowed_call_tells_the_rate_that_is_nearest_to_its_end() -> None:
    one = standing([Count(BURST, 3, NOW, NOW + 3_150), Count(SUSTAINED, 90, NOW, NOW + 30_000)], NOW)
    assert one == Standing(is_allowed=True, limit=100, seconds=60, remaining=10, resets=datetime(2026, 11, 20, 9, 0, 30, tzinfo=UTC))
    demand(one)


@pytest.mark.origin("S09")
def test_a_refused_call_tells_the_rate_that_lasts_longest_in_whole_seconds_that_are_long_enough() -> None:
    counts = [Count(BURST, 30, NOW + 900, NOW + 3_150), Count(SUSTAINED, 100, NOW + 12_001, NOW + 60_000, is_shared=True)]
    one = standing(counts, NOW)
    assert (one.is_allowed, one.limit, one.remaining, one.retry_after, one.is_shared) == (False, 100, 0, 13, True)
    assert one.retry_at == moment(NOW + 12_001)


@pytest.mark.parametrize(
    ("rate", "wait", "is_shared", "sentence"),
    [
        (BURST, 1_000, False, "You have asked too often (30 in 3 seconds at most): try again in 1 second."),
        (SUSTAINED, 119_000, False, "You have asked too often (100 a minute at most): try again in 119 seconds."),
        (Rate(1_000, 3600), 121_000, True, "Your workspace has asked too often (1,000 an hour at most): try again in 3 minutes."),
    ],
)
def test_a_refusal_is_a_sentence_with_when_to_come_again(rate: Rate, wait: int, is_shared: bool, sentence: str) -> None:  # noqa: FBT001
    with pytest.raises(RateLimitedError) as refused:
        demand(standing([Count(rate, rate.calls, NOW + wait, NOW + wait, is_shared)], NOW))
    assert str(refused.value) == sentence
    assert refused.value.retry_at == moment(NOW + wait)
