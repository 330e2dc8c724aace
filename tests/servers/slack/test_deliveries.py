"""What the app does not take comes again by Slack's schedule, over HTTP and over sockets."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, web
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.loopback import served
from tests.servers.slack.conftest import Team
from tests.servers.slack.nouns import Json

Answer = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(slots=True)
class Receiver:
    """An app that answers as it is told, and keeps what came."""

    answer: Answer
    came: list[tuple[web.Request, str]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        self.came.append((request, await request.text()))
        self.arrived.set()
        return await self.answer(request)

    def retries(self) -> list[tuple[str | None, str | None]]:
        headers = [request.headers for request, _ in self.came]
        return [(one.get("X-Slack-Retry-Num"), one.get("X-Slack-Retry-Reason")) for one in headers]


async def well(_: web.Request) -> web.Response:
    return web.Response()


@pytest.fixture
async def receiver(team: Team) -> AsyncIterator[Receiver]:
    made = Receiver(well)
    app = web.Application()
    app.router.add_post("/", made.take)
    async with served(app) as url:
        team.slack.deliveries.request_url = f"{url}/"
        yield made


def mention(team: Team) -> Json:
    return {"type": "app_mention", "user": team.ana.id, "text": "x", "channel": team.general.id, "ts": "1.1", "event_ts": "1.1"}


async def test_an_event_that_fails_comes_three_times_more(team: Team, receiver: Receiver) -> None:
    async def fails(_: web.Request) -> web.Response:
        return web.Response(status=500)

    receiver.answer = fails
    delivery = await team.workspace.tells(mention(team))
    await team.slack.until(lambda: len(delivery.attempts) == 2)
    for wait, count in ((60, 3), (300, 4)):
        await team.clock.sleeping()
        await team.clock.passes(wait - 1)
        assert len(delivery.attempts) == count - 1
        await team.clock.passes(1)
        await team.slack.until(lambda expected=count: len(delivery.attempts) == expected)  # type: ignore[misc]
    assert receiver.retries() == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({body for _, body in receiver.came}) == 1, "the event has one id"
    await team.clock.passes(3600)
    assert len(receiver.came) == 4


async def test_who_wants_no_repetition_gets_none(team: Team, receiver: Receiver) -> None:
    async def refuses(_: web.Request) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    receiver.answer = refuses
    delivery = await team.workspace.tells(mention(team))
    await team.clock.passes(3600)
    assert (len(receiver.came), delivery.reason) == (1, "http_error")


async def test_an_event_that_is_not_taken_in_three_seconds_comes_again_at_once(team: Team, receiver: Receiver) -> None:
    slow = asyncio.Event()

    async def waits(_: web.Request) -> web.Response:
        if len(receiver.came) == 1:
            await slow.wait()
        return web.Response()

    receiver.answer = waits
    telling = asyncio.ensure_future(team.workspace.tells(mention(team)))
    await receiver.arrived.wait()
    await team.clock.passes(3)
    delivery = await telling
    await team.slack.until(lambda: delivery.is_taken)
    slow.set()
    assert receiver.retries() == [(None, None), ("1", "http_timeout")]
    assert [attempt.reason for attempt in delivery.attempts] == ["http_timeout", ""]


async def test_a_command_is_signed_and_not_repeated(team: Team, receiver: Receiver) -> None:
    async def fails(_: web.Request) -> web.Response:
        return web.Response(status=502)

    receiver.answer = fails
    await team.ana.types("/recap", team.general)
    await team.clock.passes(3600)
    (request, body) = receiver.came[0]
    assert SignatureVerifier(team.slack.signing_secret).is_valid_request(body, dict(request.headers))
    assert len(receiver.came) == 1
    assert "dispatch_failed" in team.ana.screen(team.general)


async def test_what_comes_with_an_acknowledgement_is_shown(team: Team, receiver: Receiver) -> None:
    async def says(_: web.Request) -> web.Response:
        return web.json_response({"text": "Looking", "response_type": "in_channel"})

    receiver.answer = says
    await team.ana.types("/recap", team.general)
    assert str(team.ben.screen(team.general)) == "recap: Looking"


class App:
    """A connection that acknowledges only when it is told to."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def envelope(self) -> Json:
        told: Json = json.loads((await self.socket.receive()).data)
        return told

    async def ack(self, envelope: Json) -> None:
        await self.socket.send_json({"envelope_id": envelope["envelope_id"]})


@pytest.fixture
async def connect(team: Team) -> AsyncIterator[Callable[[], Awaitable[App]]]:
    client = AsyncWebClient(base_url=team.slack.api, retry_handlers=[])
    kept: list[App] = []  # a connection that nobody holds is closed
    async with ClientSession() as session:

        async def connected() -> App:
            url = (await client.apps_connections_open(app_token=team.workspace.app_token.text))["url"]
            app = App(await session.ws_connect(url))
            kept.append(app)
            hello = await app.envelope()
            assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": team.slack.app_id})
            return app

        yield connected


async def test_an_envelope_that_is_not_taken_goes_to_another_connection(team: Team, connect: Callable[[], Awaitable[App]]) -> None:
    apps = [await connect(), await connect()]
    telling = asyncio.ensure_future(team.workspace.tells(mention(team)))
    waits = [asyncio.ensure_future(app.envelope()) for app in apps]
    done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    first = waits.index(next(iter(done)))
    envelope = waits[first].result()
    assert (envelope["type"], envelope["retry_attempt"], envelope["accepts_response_payload"]) == ("events_api", 0, False)
    await team.clock.passes(3)
    again = await waits[1 - first]
    assert (again["retry_attempt"], again["retry_reason"], again["payload"]) == (1, "timeout", envelope["payload"])
    await apps[1 - first].ack(again)
    delivery = await telling
    await team.slack.until(lambda: delivery.is_taken)
    assert len({attempt.by for attempt in delivery.attempts}) == 2


async def test_a_command_on_a_connection_that_is_lost_goes_to_another_one(team: Team, connect: Callable[[], Awaitable[App]]) -> None:
    first = await connect()
    typing = asyncio.ensure_future(team.ana.types("/recap", team.general))
    await first.envelope()
    second = await connect()
    team.slack.sockets.open[0].cut()
    await second.ack(await second.envelope())
    delivery = await typing
    assert [attempt.reason for attempt in delivery.attempts] == ["closed", ""]


async def test_a_command_that_is_not_taken_is_told_to_its_person(team: Team, connect: Callable[[], Awaitable[App]]) -> None:
    app = await connect()
    typing = asyncio.ensure_future(team.ana.types("/recap", team.general))
    await app.envelope()
    await team.clock.passes(3)
    await typing
    assert "operation_timeout" in team.ana.screen(team.general)


async def test_envelopes_are_spread_and_ten_connections_are_the_most(team: Team, connect: Callable[[], Awaitable[App]]) -> None:
    apps = [await connect() for _ in range(10)]
    client = AsyncWebClient(base_url=team.slack.api, retry_handlers=[])
    url = (await client.apps_connections_open(app_token=team.workspace.app_token.text))["url"]
    async with ClientSession() as session, session.ws_connect(url) as socket:
        assert (await socket.receive_json())["reason"] == "too_many_websockets"
    async with ClientSession() as session:
        assert (await session.get(url.replace("ws", "http", 1))).status == 401, "an address is good for one connection"
    takers = [asyncio.ensure_future(take(app)) for app in apps]
    for _ in range(40):
        await team.workspace.tells(mention(team))
    counts = [len(socket.taken) for socket in team.slack.sockets.open]
    assert sum(counts) == 40
    assert sum(count > 0 for count in counts) > 5
    for taker in takers:
        taker.cancel()
    await asyncio.gather(*takers, return_exceptions=True)


async def test_edits_deletions_and_other_bots_are_told_as_such(team: Team, receiver: Receiver) -> None:
    message = await team.ana.says("hello", team.general)
    team.ana.edits(message, "hello!")
    team.ana.deletes(message)
    await team.workspace.user("ci", is_bot=True).says("built", team.general)
    await team.slack.until(lambda: len(receiver.came) == 4)
    told = [json.loads(body)["event"] for _, body in receiver.came]
    assert [one.get("subtype", "") for one in told if "bot_id" not in one] == ["", "message_changed", "message_deleted"]
    changed = next(one for one in told if one.get("subtype") == "message_changed")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("hello!", "hello")
    assert [one["text"] for one in told if "bot_id" in one] == ["built"]


async def take(app: App) -> None:
    while True:
        await app.ack(await app.envelope())


async def test_an_uninstalled_app_is_told_so_and_of_nothing_more(team: Team, receiver: Receiver) -> None:
    team.slack.uninstall(team.workspace)
    await team.slack.until(lambda: len(team.slack.deliveries.sent) == 2 and all(one.is_taken for one in team.slack.deliveries.sent))
    assert sorted(json.loads(body)["event"]["type"] for _, body in receiver.came) == ["app_uninstalled", "tokens_revoked"]
    await team.ana.says("<@BOT> last week", team.general)
    assert len(receiver.came) == 2
    with pytest.raises(SlackApiError, match="account_inactive"):
        await team.client.auth_test()
