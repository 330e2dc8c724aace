"""Standups in a real store: what is erased leaves nothing behind, neither with its people nor in its workspace's list."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from typing_extensions import override

from adapters.redis import keys
from adapters.redis.client import Store
from adapters.redis.standups import RedisStandups
from core.errors import TransientError
from core.model import Member
from core.model.standup import Progress, Seat, Standup
from tests.adapters.redis.test_tenants import dump
from tests.core.standup.facts import BEN, done
from tests.standups import House


async def named(store: Store, *members: Member) -> tuple[list[int], int]:
    """Return in how many standups each is named, and how many keys a workspace's list has."""
    async with store.patient() as redis:
        counts = [int(await redis.scard(keys.standups_of(member))) for member in members]
        return counts, int(await redis.zcard(keys.tenant("slack", "T1")))


async def test_standups_that_are_erased_leave_no_names(store: Store) -> None:
    house = House(store)
    ana, ben, cleo = (house.person(name) for name in ("Ana Lima", "Ben Okafor", "Cleo Park"))
    for number in range(5):
        standup = await house.agreed(ana, id=f"s{number}", seats=(Seat(ben),))
        await house.standups.change(standup, lambda one: replace(one, seats=(*one.seats, Seat(cleo))))
        await house.standups.delete(standup)  # as it was agreed, not as it is

    assert await named(store, ana, ben, cleo) == ([0, 0, 0], 0)


async def test_who_left_a_standup_is_not_named_any_more_and_who_has_another_one_is(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    one = await house.agreed(ana, id="one", seats=(Seat(ben),))
    await house.agreed(ana, id="two")

    await house.standups.change(one, lambda now: replace(now, seats=()))
    counts, listed = await named(store, ana, ben)
    assert counts == [2, 0]
    await house.standups.delete(one)

    assert await named(store, ana, ben) == ([1, 0], listed - 2)  # its own, and that of its reports
    assert [two.id for two in await house.standups.knowing(ana)] == ["two"]


class Joined(RedisStandups):
    """Standups that somebody joins while they are erased."""

    joining: Sequence[Member] = ()

    @override
    async def progress(self, standup: Standup) -> Progress:
        if self.joining:
            member, *self.joining = self.joining
            await self.change(standup, lambda now: replace(now, seats=(*now.seats, Seat(member))))
        return await super().progress(standup)


async def test_who_joins_a_standup_while_it_is_erased_is_not_named_either(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    standup, joined = await house.agreed(ana), Joined(store.patient)

    joined.joining = [ben]
    await joined.delete(standup)

    assert await named(store, ana, ben) == ([0, 0], 0)


async def test_a_standup_that_is_changed_all_the_time_is_not_erased(store: Store) -> None:
    house = House(store)
    standup, joined = await house.agreed(house.person("Ana Lima")), Joined(store.patient)

    joined.joining = [Member("slack", "T1", f"J{number}") for number in range(30)]
    with pytest.raises(TransientError):
        await joined.delete(standup)

    assert len(await house.standups.at(house.team)) == 1


@pytest.mark.fault("F014")
async def test_who_is_forgotten_stands_in_no_report_either_also_of_channels_in_which_they_joined_nothing(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor", user="USISKIN")
    house.work[ana] = [done("Fix export", "2026-11-16 10:00", BEN)]
    seen = await house.agreed(ana, is_whole_channel=True)
    joined = await house.agreed(ana, is_whole_channel=True, seats=(Seat(ben, has_joined=True),))
    await house.goes_to("2026-11-17 09:30")
    await house.waits(minutes=3)
    assert [ben.user in (await house.standups.progress(one)).chains for one in (seen, joined)] == [True, True]
    async with store.patient() as redis:
        assert await redis.exists(keys.reported(seen.place, seen.id, ben.user)) == 1

    assert await house.standups.forget(ben) == 1

    assert b"USISKIN" not in await dump(store)
    assert [list((await house.standups.progress(one)).chains) for one in (seen, joined)] == [[ana.user], [ana.user]]
    async with store.patient() as redis:
        assert await redis.exists(keys.reported(seen.place, seen.id, ben.user)) == 0
