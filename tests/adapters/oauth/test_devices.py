"""Device codes: what is shown of one, how long it is asked for, and how that ends."""

from datetime import timedelta

import pytest
from aiohttp import web

from core.errors import AuthError, PermanentError, TransientError
from core.model import DeviceCode, Secret
from tests.adapters.oauth.clients import NOW, answering

CODE = DeviceCode(code=Secret("device-x"), typed="X", address="https://x", interval=5, expires=NOW)


async def test_what_loses_nothing_when_it_is_lost_is_told_as_passing() -> None:
    async with answering(web.Response(status=500)) as one:
        for asked in (one.device(), one.poll(CODE), one.exchange(Secret("c"), verifier=Secret("v"), back="b")):
            with pytest.raises(TransientError):
                await asked
        with pytest.raises(TransientError):
            await one.revoke(Secret("t"), None)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ({"error": "authorization_pending"}, 5.0),
        ({"error": "slow_down"}, 10.0),
        ({"error": "slow_down", "interval": 30}, 30.0),
    ],
)
async def test_polls_wait_as_they_are_told(said: dict[str, object], then: float) -> None:
    async with answering(web.json_response(said)) as one:
        assert await one.poll(CODE) == then


@pytest.mark.parametrize(
    ("error", "said"), [("expired_token", "too old"), ("access_denied", "said no"), ("authorization_declined", "said no")]
)
async def test_polls_end_as_they_are_told(error: str, said: str) -> None:
    async with answering(web.json_response({"error": error})) as one:
        with pytest.raises(AuthError, match=said):
            await one.poll(CODE)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"device_code": "d", "user_code": "A\x1b[2J", "verification_uri": "https://x"},
        {"device_code": "d", "user_code": "A", "verification_uri": "javascript:alert(1)"},
        {"device_code": "d", "user_code": "A", "verification_uri": "http://evil.example/device"},
        {"error": "unauthorized_client"},
    ],
)
async def test_a_device_code_that_is_none_is_not_shown(fields: dict[str, object]) -> None:
    async with answering(web.json_response(fields)) as one:
        with pytest.raises(PermanentError):
            await one.device()


async def test_a_device_code_lasts_a_quarter_of_an_hour_at_most() -> None:
    said = {"device_code": "d", "user_code": "A", "verification_url": "https://x", "expires_in": 99_999}
    async with answering(web.json_response(said)) as one:
        code = await one.device()
        assert (code.interval, code.expires, code.address) == (5.0, NOW + timedelta(minutes=15), "https://x")
