"""slack_sdk and slack-bolt run against the server as they are: over a socket, and over signed requests."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.loopback import served
from tests.servers.slack.conftest import Team
from tests.servers.slack.nouns import Json
from tests.servers.slack.sockets import Socket

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "More"}, "action_id": "more", "value": "1"}
MODAL: Json = {
    "type": "modal",
    "callback_id": "connect",
    "title": {"type": "plain_text", "text": "Connect"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "token",
            "label": {"type": "plain_text", "text": "Token"},
            "element": {"type": "plain_text_input", "action_id": "token"},
        }
    ],
}


def app_of(team: Team) -> AsyncApp:
    """Return an app that answers a command with a button, the button with a form, and a mention with what it heard."""
    app = AsyncApp(client=team.client, signing_secret=team.slack.signing_secret, request_verification_enabled=True)

    @app.command("/recap")
    async def recap(ack: AsyncAck, command: Json, respond: AsyncRespond) -> None:
        await ack()
        blocks: list[Json] = [
            {"type": "section", "text": {"type": "mrkdwn", "text": command["text"]}},
            {"type": "actions", "elements": [BUTTON]},
        ]
        await respond(command["text"], blocks=blocks)

    @app.event("app_mention")
    async def mention(event: Json, say: AsyncSay) -> None:
        await say(f"Heard {event['text']}", thread_ts=event["ts"])

    @app.event("message")
    async def message() -> None:
        return

    @app.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("connect")
    async def connect(ack: AsyncAck, view: Json, body: Json, client: AsyncWebClient) -> None:
        typed = view["state"]["values"]["token"]["token"]["value"]
        if typed == "bad":
            await ack(response_action="errors", errors={"token": "No such token"})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Kept {len(typed)} characters")

    return app


@pytest.fixture(params=["socket", "http"])
async def app(request: pytest.FixtureRequest, team: Team) -> AsyncIterator[str]:
    """Run the app in one of its two ways."""
    bolt = app_of(team)
    if request.param == "socket":
        handler = AsyncSocketModeHandler(bolt, team.workspace.app_token.text, ping_interval=60)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # as bolt is
        await team.slack.sockets.connected()
        yield "socket"
        await handler.close_async()  # type: ignore[no-untyped-call]  # as bolt is
        return

    async def events(got: web.Request) -> web.Response:
        said = await bolt.async_dispatch(AsyncBoltRequest(body=await got.text(), headers=dict(got.headers)))
        return web.Response(status=said.status, body=said.body, content_type="application/json")

    site = web.Application()
    site.router.add_post("/slack/events", events)
    async with served(site) as url:
        team.slack.deliveries.request_url = f"{url}/slack/events"
        yield "http"


@pytest.mark.usefixtures("app")
async def test_people_type_press_and_submit(team: Team) -> None:
    delivery = await team.ana.types("/recap @ben in #general a<b", team.general)
    assert delivery.is_taken
    ids = f"<@{team.ben.id}|ben> in <#{team.general.id}|general> a&lt;b"
    assert delivery.payload["text"] == ids
    screen = team.ana.screen(team.general)
    await team.slack.until(lambda: screen.messages)
    assert str(screen) == "recap (only visible to you): @ben in #general a<b\n[More]"
    assert team.ben.screen(team.general).messages == ()
    await team.ana.presses(screen.last, "more")
    await team.slack.until(lambda: team.ana.modal)
    form = team.ana.modal
    assert form is not None
    await team.ana.submits(form, {"token": "bad"})
    assert form.body["errors"] == {"token": "No such token"}
    assert form.is_open
    await team.ana.submits(form, {"token": "glpat-1234"})
    assert team.ana.modal is None
    await team.slack.until(lambda: "Kept 10 characters" in team.ana.screen(team.ana.dm))
    gestures = [one for one in team.slack.deliveries.sent if one.kind != "events_api"]
    assert [len(one.attempts) for one in gestures] == [1, 1, 1, 1]
    assert max(team.slack.deliveries.acks) < 3


@pytest.mark.usefixtures("app")
async def test_a_mention_comes_as_two_events_and_is_answered_in_its_thread(team: Team) -> None:
    asked = await team.ana.says("<@BOT> last week & more", team.general)
    await team.slack.until(lambda: len(team.ana.screen(team.general, thread=asked).messages) == 2)
    assert team.ana.screen(team.general, thread=asked).last.text == f"Heard {team.workspace.bot.mention} last week &amp; more"
    assert [one.text for one in team.ana.screen(team.general).messages] == [asked.text], "a reply stands in its thread alone"
    kinds = sorted(one.payload["event"]["type"] for one in team.slack.deliveries.sent if one.payload["event"].get("user") == team.ana.id)
    assert kinds == ["app_mention", "message"]


async def test_a_request_url_is_verified_with_a_signature_alone(team: Team, app: str) -> None:
    if app == "http":
        assert await team.slack.deliveries.verify_url()
        assert not await team.slack.deliveries.verify_url(is_signed=False)
        assert await team.slack.deliveries.check_ssl() == 200


async def test_bolt_connects_again_when_it_is_told_to(team: Team, app: str) -> None:
    if app == "socket":
        first: Socket = team.slack.sockets.open[0]
        await first.refresh()
        delivery = await team.ana.types("/recap @me", team.general)
        assert delivery.is_taken, "by the one that leaves, or by the one that comes"
        await team.slack.sockets.connected(ever=2)
