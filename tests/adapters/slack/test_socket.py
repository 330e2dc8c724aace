"""The connection that Recap opens: lost, refreshed, refused."""

import asyncio

import pytest

from adapters.slack import slack
from core.errors import AuthError
from core.model import Secret
from tests.adapters.slack.conftest import House
from tests.servers.slack.faults import Fault


@pytest.mark.fault("F005")
async def test_what_was_on_a_connection_that_is_cut_comes_by_another_and_is_one_gesture(house: House) -> None:
    async with house.connected(), house.connected(2):
        house.server.sockets.open[0].is_leaving = True  # so that the other one is chosen
        chosen = house.server.sockets.open[1]
        cut = asyncio.Event()

        async def cuts(_: object) -> None:
            if not cut.is_set():
                cut.set()
                chosen.cut()

        house.admits = cuts
        delivery = await house.ana.types("/recap last week", house.dev)
    assert delivery.is_taken
    assert [attempt.reason for attempt in delivery.attempts] == ["closed", ""]
    assert len({turn.id for turn in house.turns}) == 1


@pytest.mark.fault("F005")
async def test_a_refresh_is_followed_by_a_new_connection(house: House) -> None:
    async with house.connected():
        first = house.server.sockets.open[0]
        await first.refresh()
        await house.server.sockets.connected(0)
        await house.server.sockets.connected(1)
        delivery = await house.ana.types("/recap", house.dev)
    assert delivery.is_taken
    assert house.server.sockets.invited == 2


async def test_a_connection_that_stays_lost_is_given_up_and_made_anew(house: House) -> None:
    lost = asyncio.Event()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if seconds == 10.0:
            await lost.wait()
        await asyncio.sleep(0)

    house.sleep = sleep  # type: ignore[method-assign]  # looks at the connection only while there is none
    house.server.faults.plan("apps.connections.open", Fault.PAGE)
    house.server.faults.plan("apps.connections.open", Fault.REQUEST_LOST)
    async with house.connected():
        assert slept[:2] == [1.0, 5.0]
        house.server.sockets.open[0].cut()
        await house.server.sockets.connected(0)
        lost.set()
        await house.server.sockets.connected(1)
        lost.clear()
        delivery = await house.ana.types("/recap", house.dev)
    assert delivery.is_taken
    assert slept.count(10.0) >= 3
    assert slept.count(1.0) == 2  # before the second try, and before the second client


@pytest.mark.parametrize(
    "page", [("upstream connect error", "text/plain"), ('{"ok": tr', "application/json"), ("<html>", "application/json")]
)
async def test_an_answer_that_the_library_cannot_read_is_an_outage(house: House, page: tuple[str, str]) -> None:
    house.server.faults.plan("apps.connections.open", Fault.PAGE, page=page)
    async with house.connected():
        delivery = await house.ana.types("/recap", house.dev)
    assert delivery.is_taken
    assert house.slept[0] == 1.0


async def test_an_app_token_that_slack_does_not_take_ends_it(house: House) -> None:
    house.server.app_token.is_revoked = True
    async with house.spoken() as one:
        with pytest.raises(AuthError, match="SLACK_APP_TOKEN"):
            await one.run()


async def test_a_bot_token_that_slack_does_not_take_is_said_at_once(house: House) -> None:
    house.acme.token.is_revoked = True
    with pytest.raises(AuthError):
        async with house.spoken():
            raise AssertionError("it was taken")


async def test_what_goes_wrong_inside_comes_out_as_it_is(house: House) -> None:
    with pytest.raises(LookupError):
        async with house.spoken():
            raise LookupError


async def test_without_an_app_token_it_waits_for_requests(house: House) -> None:
    async with slack(bot_token=Secret(house.acme.token.text), url=house.server.api, admit=house.admit) as one:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(one.run(), timeout=0.05)
        assert not one.routes
    assert not house.server.sockets.invited
