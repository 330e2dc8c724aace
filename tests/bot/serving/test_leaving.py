"""A process that is told to end while somebody waits for an answer."""

import asyncio
import signal

import pytest

from tests.bot.office import Office
from tests.bot.process import process
from tests.store import Server


def variables(acme: Office) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": acme.acme.token.text,
        "SLACK_APP_TOKEN": acme.slack.app_token.text,
        "SLACK_API_URL": acme.slack.api,
        "GITHUB_API_URL": acme.host.url,
        "GITHUB_GRAPHQL_URL": acme.host.graphql_url,
    }


@pytest.mark.fault("F189")
async def test_an_answer_that_was_begun_is_finished_and_then_the_process_ends(acme: Office, server: Server) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
    acme.host._latency = 0.3
    async with process("run", store=server, **variables(acme)) as one:
        await one.until("Recap runs")
        await acme.slack.sockets.connected(1)
        before = len(acme.host.calls)
        await acme.ana.says("last 3 days", acme.ana.dm)
        async with asyncio.timeout(30):
            while len(acme.host.calls) == before:  # noqa: ASYNC110  it is another process that calls
                await asyncio.sleep(0.005)
        screen = acme.ana.screen(acme.ana.dm)
        assert "single sign-on" not in screen.text
        code, seconds = await one.ended(signal.SIGTERM)
        assert (code, seconds < 10) == (0, True)
        assert "single sign-on" in screen.text
        assert "Traceback" not in await one.errors()
