"""By HTTP only what Slack signed is read; of the rest nothing is kept and nothing breaks."""

import asyncio
import gzip
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.signed import LARGEST, parsed
from tests.adapters.slack.conftest import House
from tests.servers.slack import payloads

CANARY = "ghp_canarycanarycanarycanarycanary0000"
FORM = "application/x-www-form-urlencoded"
Headers = list[tuple[str, str]]


def command(house: House, **more: str) -> bytes:
    fields = {
        "command": "/recap",
        "text": CANARY,
        "team_id": "T0ACME",
        "channel_id": house.dev.id,
        "user_id": house.ana.id,
        "trigger_id": "1.2",
    }
    return urlencode(fields | more).encode()


async def post(house: House, body: bytes, headers: Headers, kind: str = FORM) -> tuple[int, str]:
    async with ClientSession() as session:
        url = house.server.deliveries.request_url
        async with session.post(url, data=body, headers=[*headers, ("Content-Type", kind)]) as response:
            return response.status, await response.text()


def signed(house: House, body: bytes, *, at: int | None = None) -> dict[str, str]:
    return dict(house.server.deliveries.signed(body, at=at))


TAMPERED: Mapping[str, Callable[[dict[str, str]], Headers]] = {
    "absent": lambda _: [],
    "no time": lambda sent: [("X-Slack-Signature", sent["X-Slack-Signature"])],
    "no signature": lambda sent: [("X-Slack-Request-Timestamp", sent["X-Slack-Request-Timestamp"])],
    "wrong": lambda sent: [*pair(sent, signature="v0=" + "0" * 64)],
    "upper case": lambda sent: [*pair(sent, signature="v0=" + sent["X-Slack-Signature"][3:].upper())],
    "other version": lambda sent: [*pair(sent, signature="v1=" + sent["X-Slack-Signature"][3:])],
    "no version": lambda sent: [*pair(sent, signature=sent["X-Slack-Signature"][3:])],
    "twice": lambda sent: [*pair(sent), ("X-Slack-Signature", sent["X-Slack-Signature"])],
    "two times": lambda sent: [*pair(sent), ("X-Slack-Request-Timestamp", "1")],
    "time of letters": lambda sent: [*pair(sent, at="abc")],
    "time with a point": lambda sent: [*pair(sent, at=sent["X-Slack-Request-Timestamp"] + ".5")],
    "time of 5,000 digits": lambda sent: [*pair(sent, at="9" * 5_000)],
    "time in other digits": lambda sent: [*pair(sent, at="١٢٣")],
    "negative time": lambda sent: [*pair(sent, at="-1")],
    "not ascii": lambda sent: [*pair(sent, signature="v0=ü")],
    "other time": lambda sent: [*pair(sent, at=str(int(sent["X-Slack-Request-Timestamp"]) - 1))],
}


def pair(sent: dict[str, str], *, at: str = "", signature: str = "") -> Headers:
    return [
        ("X-Slack-Request-Timestamp", at or sent["X-Slack-Request-Timestamp"]),
        ("X-Slack-Signature", signature or sent["X-Slack-Signature"]),
    ]


@pytest.mark.fault("F120")
@pytest.mark.parametrize("name", TAMPERED)
async def test_what_slack_did_not_sign_is_refused_without_a_word(house: House, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = command(house)
    async with house.serving():
        assert await post(house, body, TAMPERED[name](signed(house, body))) == (401, "")
    assert not house.turns
    assert CANARY not in caplog.text


@pytest.mark.fault("F120")
@pytest.mark.parametrize("seconds", [-302, 302])
async def test_a_signature_is_good_for_five_minutes(house: House, seconds: int) -> None:
    body = command(house)
    now = int(time.time())
    async with house.serving():
        assert (await post(house, body, [*signed(house, body, at=now + seconds).items()]))[0] == 401
        assert (await post(house, body, [*signed(house, body, at=now + seconds * 290 // 302).items()]))[0] == 200


@pytest.mark.fault("F120")
async def test_another_body_under_the_same_signature_is_refused_also_packed(house: House) -> None:
    body = command(house)
    packed = gzip.compress(body)
    async with house.serving():
        assert (await post(house, body + b"&x=1", [*signed(house, body).items()]))[0] == 401
        assert (await post(house, packed, [*signed(house, body).items(), ("Content-Encoding", "gzip")]))[0] == 401
        assert (await post(house, body, [*signed(house, body).items()]))[0] == 200


@pytest.mark.fault("F120")
async def test_a_request_that_is_replayed_is_the_same_gesture(house: House) -> None:
    body = command(house)
    headers = [*signed(house, body).items()]
    async with house.serving():
        assert (await post(house, body, headers), await post(house, body, headers)) == ((200, ""), (200, ""))
    assert len({turn.id for turn in house.turns}) == 1


@pytest.mark.fault("F120")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200), at=st.text(max_size=12), signature=st.text(max_size=70))
def test_no_header_or_body_of_a_stranger_breaks_the_check(body: bytes, at: str, signature: str) -> None:
    from adapters.slack.signed import Signed
    from core.model import Secret

    async def answer(_: object) -> str:
        raise AssertionError("nobody signed this")

    async def refused() -> None:
        request = _Request(body, [("X-Slack-Request-Timestamp", at), ("X-Slack-Signature", signature)])
        response = await Signed(Secret("s"), answer, time=lambda: 0.0).handle(request)  # type: ignore[arg-type]  # what a request shows of itself
        assert response.status == 401

    asyncio.run(refused())


@pytest.mark.fault("F015")
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'"x"', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 2_000 + b"1" + b"}" * 2_000, "application/json", 400),
        (b'{"a": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"payload=%7B", FORM, 400),
        (b"payload=%5B%5D", FORM, 400),
        (b"&".join(b"a%d=1" % n for n in range(500)), FORM, 400),
        (b"{}", "text/plain", 400),
        (b"{}", "application/xml", 400),
        (b"", FORM, 200),
        (b'{"type": "event_callback", "event": "no"}', "application/json", 200),
        (b'{"type": "event_callback", "event": {"type": 7}, "authorizations": [[]]}', "application/json", 200),
        (b'{"type": "event_callback", "team_id": "T0ACME", "event": null}', "application/json", 200),
        (b'payload={"type": "block_actions", "team": {"id": "T0ACME"}, "actions": 3}', FORM, 200),
        (b'payload={"type": "view_submission", "view": []}', FORM, 200),
        (b"x" * (LARGEST + 1), "application/json", 413),
    ],
)
async def test_whatever_is_signed_never_breaks_the_door(
    house: House, body: bytes, kind: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    body = body.replace(b"no", CANARY.encode())
    async with house.serving():
        assert (await post(house, body, [*signed(house, body).items()], kind))[0] == status
    assert not house.turns
    assert CANARY not in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.fault("F015")
async def test_a_body_without_an_end_is_given_up(house: House) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65_536 + 2):
            yield b"x" * 65_536

    async with house.serving():
        url = house.server.deliveries.request_url
        async with ClientSession() as session, session.post(url, data=endless()) as response:
            assert response.status == 413


@pytest.mark.fault("F016")
async def test_slack_s_checks_are_answered_only_where_they_are_signed(house: House) -> None:
    challenge = json.dumps({"type": "url_verification", "token": "t", "challenge": "c<b>"}).encode()
    check = b"ssl_check=1&token=t"
    async with house.serving():
        assert (await post(house, challenge, [], "application/json"))[0] == 401
        assert (await post(house, check, []))[0] == 401
        status, said = await post(house, challenge, [*signed(house, challenge).items()], "application/json")
        assert (status, json.loads(said)) == (200, {"challenge": "c<b>"})
        assert await post(house, check, [*signed(house, check).items()]) == (200, "")


async def test_events_and_forms_come_by_http_too(house: House) -> None:
    async with house.serving():
        await house.ana.says("today", house.ana.dm)
        await house.ana.types("/recap", house.dev)
        body = ("payload=" + json.dumps(payloads.gesture(house.ana, "shortcut", callback_id="x", trigger_id="1"))).encode()
        assert (await post(house, body, [*signed(house, body).items()]))[0] == 200
    assert len(house.turns) == 2


async def test_without_a_secret_nothing_is_served(house: House) -> None:
    house.server.signing_secret = ""
    async with house.spoken() as one:
        assert not one.routes


def test_a_form_is_its_fields() -> None:
    assert parsed(b"command=%2Frecap&text=", FORM) == {"command": "/recap", "text": ""}


class _Request:
    """What the door looks at, without a socket."""

    content_length = None
    content_type = FORM

    def __init__(self, body: bytes, headers: Headers) -> None:
        from multidict import CIMultiDict

        self.headers = CIMultiDict(headers)
        self.content = self
        self._body = body

    async def iter_chunked(self, _size: int) -> AsyncIterator[bytes]:
        yield self._body
