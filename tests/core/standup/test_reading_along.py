"""Who may read what a report tells: the audience of the moment, no host's own words, and no model where none is wanted."""

import asyncio
from dataclasses import replace

import pytest

from adapters.redis.client import Store
from core.errors import AuthError
from core.model import Member, Visibility
from core.model.chat import Audience, Place
from core.model.kept import Allowance
from core.model.standup import Progress, Report, Seat, Standup
from core.recap import Recapper
from core.standup.content import Content
from core.standup.digest import Digester
from core.talking.rooms import PLAIN
from tests.core.standup.facts import done
from tests.fakes import FakeWriter
from tests.standups import House

TUESDAY = "2026-11-17 09:30"
SAYS = AuthError("github.com: ana may not see acme/secret-plan\ngithub.com does not take the token of ana-lima")


@pytest.mark.fault("F140")
async def test_a_channel_that_is_shared_while_its_report_is_composed_is_told_what_it_may_read_then(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.work[ana] = [
        done("Rotate the canary", "2026-11-16 11:00", visibility=Visibility.PRIVATE),
        done("Add login", "2026-11-16 12:00"),
    ]
    everybody = Audience.WORKSPACE
    house.allowances.kept.append(Allowance(place=house.team, host="gitlab.com", pattern="acme/web", by=ana, audience=everybody))
    await house.agreed(ana)
    compose, composed = house.tools.compose, []

    async def slow(standup: Standup, report: Report, progress: Progress) -> Content:
        composed.append(await compose(standup, report, progress))
        house.chat.open_to(house.team, Audience.OUTSIDE)
        return composed[-1]

    house.tools = replace(house.tools, compose=slow)
    await house.goes_to(TUESDAY)
    assert "Gathering" in house.posted[0]
    await house.waits(seconds=2)

    assert [one.audience for one in composed] == [Audience.WORKSPACE, Audience.OUTSIDE]
    assert "login" in house.posted[0]
    assert "canary" not in house.posted[0]


async def test_what_a_channel_is_allowed_is_told_there_also_where_it_surfaces_late(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    everybody = Audience.WORKSPACE
    house.allowances.kept.append(Allowance(place=house.team, host="gitlab.com", pattern="acme/web", by=ana, audience=everybody))
    house.work[ana] = [done("Add login", "2026-11-16 11:00", visibility=Visibility.PRIVATE)]
    await house.agreed(ana)

    await house.reports(17)
    house.work[ana] += [done("Add export", "2026-11-16 12:00", visibility=Visibility.PRIVATE)]
    await house.goes_to("2026-11-18 09:30")

    assert "Added login" in house.posted[0]
    assert "Added export" in house.posted[1]


async def test_what_a_host_says_of_accounts_and_repositories_is_not_for_all_who_read_along(store: Store) -> None:
    house = House(store)
    ana, ben = house.person("Ana Lima"), house.person("Ben Okafor")
    house.breaks |= {ana: SAYS, ben: AuthError("github.com: ben may not see acme/other-plan")}
    await house.agreed(ana, seats=(Seat(ben, has_joined=True),))

    await house.goes_to(TUESDAY)

    assert house.posted[0].splitlines()[-1] == "Could not look at Ben Okafor, Ana Lima: gitlab.com could not be read."
    assert "plan" not in house.posted[0]


async def test_who_is_told_alone_is_told_what_a_host_says(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    house.breaks[ana] = SAYS
    await house.agreed(ana, place=house.chat.direct_of(ana), is_personal=True, is_whole_channel=False)

    await house.goes_to(TUESDAY)

    assert "ana may not see acme/secret-plan" in house.told(ana)[0]


@pytest.mark.fault("F151")
@pytest.mark.parametrize("tenant", ["", "T1", "T2", "T3"])
async def test_no_model_reads_the_facts_of_a_workspace_that_wants_none(store: Store, tenant: str) -> None:
    """A channel of T1 is told of Ana, whose workspace is T2."""
    house = House(store)
    ana = house.person("Ana Lima", tenant="T2")
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    writer, recapper = FakeWriter("Done\n- Added login [W1]\n"), house.recapper

    def written(viewer: Member) -> Recapper:
        return replace(recapper(viewer), writer=writer)

    house.parts = replace(house.parts, recapper_of=written)
    house.tools = replace(house.tools, compose=Digester(house.parts))
    await house.rooms.turn(Place("slack", tenant, ""), PLAIN, is_on=bool(tenant))
    await house.agreed(ana)

    await house.goes_to(TUESDAY)

    assert "login" in house.posted[0]
    assert bool(writer.prompts) == (tenant in {"", "T3"})


async def test_who_could_not_be_looked_at_in_the_time_of_a_report_is_named(store: Store) -> None:
    house = House(store)
    ana = house.person("Ana Lima")
    slow = [house.person(f"{name} Berg") for name in "ABCDEFGHIJ"]
    house.work[ana] = [done("Add login", "2026-11-16 11:00")]
    await house.agreed(ana, seats=(Seat(ana, has_joined=True), *(Seat(one, has_joined=True) for one in slow)), is_whole_channel=False)
    recapper = house.recapper

    async def hangs() -> object:
        return await asyncio.Event().wait()

    class Hanging(Recapper):
        async def answer(self, *_: object, **__: object) -> object:  # type: ignore[override]  # never comes to an end
            yield await hangs()

    def of(viewer: Member) -> Recapper:
        return recapper(viewer) if viewer == ana else Hanging(sources=[], me=[], now=house.clock)

    house.parts = replace(house.parts, recapper_of=of)
    house.tools = replace(house.tools, compose=Digester(house.parts, seconds=0.1))

    async with asyncio.timeout(5):
        await house.goes_to(TUESDAY)

    assert "Added login" in house.posted[0]
    assert "A Berg, B Berg, C Berg" in house.posted[0]
    assert "J Berg: the hosts took too long." in house.posted[0]
