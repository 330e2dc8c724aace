"""Workspaces that take Recap out are told of, once, and those that do not are not."""

from collections.abc import Mapping
from typing import Any

import pytest

from core.errors import AuthError
from core.model import Member
from core.model.chat import Page
from tests.adapters.slack.conftest import House
from tests.servers.slack import payloads
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.faults import Fault


async def test_a_workspace_that_takes_recap_out_is_told_of(house: House) -> None:
    async with house.connected():
        house.server.uninstall(house.acme)
        async with house.arrived:
            await house.arrived.wait_for(lambda: house.gone)
    assert house.gone == ["T0ACME"]  # once, of two events


@pytest.mark.fault("F014")
async def test_an_end_that_is_told_while_the_token_works_is_none(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async with house.connected():
        await house.server.deliveries.send(Delivery("events_api", payloads.event(house.ana, {"type": "app_uninstalled"})))
    assert not house.gone  # as after it was installed again meanwhile
    assert "slack workspace still there" in caplog.messages


@pytest.mark.fault("F014")
async def test_an_end_that_nobody_can_confirm_is_believed(house: House) -> None:
    async with house.connected():
        house.server.faults.plan("auth.test", Fault.PAGE, times=2)
        await house.server.deliveries.send(Delivery("events_api", payloads.event(house.ana, {"type": "app_uninstalled"})))
    assert house.gone == ["T0ACME"]


@pytest.mark.fault("F014")
async def test_a_write_that_a_dead_token_ends_tells_of_the_end_once(house: House) -> None:
    async with house.spoken() as one:
        place = await one.platform.directory.direct(Member("slack", "T0ACME", house.ana.id))
        house.acme.token.is_revoked = True
        for _ in range(2):
            with pytest.raises(AuthError):
                await one.platform.posts.post(place, "mark", Page(lines=("Hello.",)))
    assert house.gone == ["T0ACME"]


@pytest.mark.fault("F014")
@pytest.mark.parametrize("code", ["account_inactive", "invalid_auth"])
async def test_a_write_that_is_refused_while_the_token_works_ends_nothing(house: House, code: str) -> None:
    async with house.spoken() as one:
        place = await one.platform.directory.direct(Member("slack", "T0ACME", house.ana.id))
        house.server.faults.plan("chat.postMessage", Fault.REFUSED, error=code)
        with pytest.raises(AuthError):
            await one.platform.posts.post(place, "mark", Page(lines=("Hello.",)))
    assert not house.gone


@pytest.mark.parametrize("inner", [{"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}}, {"type": "tokens_revoked"}])
async def test_a_person_s_token_that_ends_is_nothing_to_us(house: House, inner: Mapping[str, Any]) -> None:
    async with house.connected():
        await house.server.deliveries.send(Delivery("events_api", payloads.event(house.ana, dict(inner))))
    assert not house.gone


async def test_who_fails_to_forget_a_workspace_breaks_nothing(house: House, caplog: pytest.LogCaptureFixture) -> None:
    async def breaks(_: str) -> None:
        raise RuntimeError

    house.on_gone = breaks  # type: ignore[method-assign, assignment]  # a workspace that cannot be forgotten
    async with house.connected():
        house.acme.token.is_revoked = True
        await house.server.deliveries.send(Delivery("events_api", payloads.event(house.ana, {"type": "app_uninstalled"})))
    assert "bug" in caplog.messages
