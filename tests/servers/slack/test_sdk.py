"""The real slack_sdk and slack-bolt run against the server."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import HandClock, SlackServer
from tests.servers.slack.workspace import Workspace


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer(clock=HandClock()) as server:
        yield server


def client_of(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.token.text, base_url=workspace.slack.api, retry_handlers=[])


async def test_sdk_posts_and_updates_and_the_edits_are_kept(slack: SlackServer) -> None:
    team = slack.workspace("T1")
    ana = team.user("ana", tz="Europe/Madrid")
    general = team.channel("general", members=[ana])
    client = client_of(team)
    assert (await client.auth_test())["user_id"] == team.bot.id
    posted = await client.chat_postMessage(
        channel=general.id, text="Looking &amp; counting", metadata={"event_type": "e", "event_payload": {}}
    )
    await client.chat_update(channel=general.id, ts=posted["ts"], text="Three commits")
    assert str(ana.screen(general)) == "recap: Three commits"
    assert [state.text for state in ana.screen(general).last.edits] == ["Looking &amp; counting", "Three commits"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=general.id, ts="1.0", text="Three commits")


async def test_bolt_takes_a_command_and_a_mention_over_a_socket(slack: SlackServer) -> None:
    team = slack.workspace("T1")
    ana = team.user("ana")
    general = team.channel("general", members=[ana])
    app = AsyncApp(client=client_of(team), token=team.token.text)
    mentioned = asyncio.Event()

    @app.command("/recap")
    async def recap(ack: AsyncAck, command: dict[str, str], respond: AsyncRespond) -> None:
        await ack()
        await respond(f"You said {command['text']}")

    @app.event("app_mention")
    async def mention(event: dict[str, str], say: AsyncSay) -> None:
        await say(f"Heard {event['text']}")
        mentioned.set()

    @app.event("message")
    async def message() -> None:
        return

    handler = AsyncSocketModeHandler(app, team.app_token.text, ping_interval=60)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # as bolt is
    try:
        await slack.sockets.connected()
        delivery = await ana.types("/recap @me last week", general)
        assert delivery.is_taken
        await slack.until(lambda: "You said @me last week" in ana.screen(general))
        await ana.says("<@BOT> last week", general)
        await mentioned.wait()
        assert "recap: Heard @recap last week" in ana.screen(general)
        assert team.user("ben").screen(general).messages[0].user == ana.id, "what is ephemeral is Ana's alone"
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as bolt is
