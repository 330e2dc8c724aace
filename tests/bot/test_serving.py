"""The whole bot: somebody asks in Slack, and reads an answer; what happened is counted, and it ends in order."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable
from io import StringIO
from pathlib import Path

import pytest
import pytest_asyncio

from bot.logs import configure
from bot.roles import Role
from tests.bot.office import Office, office
from tests.bot.process import text
from tests.store import Server


@pytest_asyncio.fixture
async def acme(server: Server, tmp_path: Path) -> AsyncGenerator[Office, None]:
    async with office(server, tmp_path) as one:
        yield one


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  it is looked at from outside
            await asyncio.sleep(0.01)


async def test_somebody_asks_in_slack_and_reads_their_week(acme: Office) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        await acme.ana.types("/recap last 3 days", acme.dev)
        screen = acme.ana.screen(acme.dev)
        await acme.slack.until(lambda: "single sign-on" in screen.text)
        assert "(only visible to you)" in screen.text
        await until(lambda: not bot.ingress.in_hand)
        counted = await text(f"{bot.doors.metrics}/metrics")
    assert 'recap_recaps_total{outcome="told",platform="slack"} 1.0' in counted
    assert 'recap_turns_seconds_count{outcome="told",platform="slack",way="command"} 1.0' in counted
    assert 'recap_source_seconds_count{outcome="told",provider="github"} 1.0' in counted
    assert 'recap_provider_calls_total{kind="graphql",provider="github"}' in counted
    assert 'recap_edits_total{outcome="sent",platform="slack"} 1.0' in counted
    assert not any(word in counted for word in ("ana", "Ana", "acme", "T0ACME"))


async def test_a_mention_is_answered_live_where_it_stands(acme: Office) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        message = await acme.ana.says("<@BOT> last 3 days", acme.dev)
        thread = acme.ana.screen(acme.dev, thread=message)
        await acme.slack.until(lambda: "hidden" in thread.text)
        assert "slack" in bot.parts


@pytest.mark.origin("S29")
async def test_a_recap_is_one_line_in_the_log_with_its_id_and_no_text(acme: Office) -> None:
    out, root = StringIO(), logging.getLogger().handlers[:]
    configure("info", out)
    try:
        async with acme.bot() as bot:
            await acme.link(bot, acme.ana)
            await acme.ana.says("last 3 days", acme.ana.dm)
            await until(lambda: '"event": "recap"' in out.getvalue())
    finally:
        configure("", StringIO())
        logging.getLogger().handlers[:] = root
    (line,) = [one for one in map(json.loads, out.getvalue().splitlines()) if one["event"] == "recap"]
    assert (line["platform"], line["outcome"], line["failures"]) == ("slack", "told", 0)
    assert len(line["recap_id"]) == len(line["tenant"]) == 8
    assert not any(word in out.getvalue() for word in ("Lima", "T0ACME", "single sign-on", acme.ana.id))


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (Role.RUN, ("web", "slack", "standups", "turns")),
        (Role.WEB, ("web",)),
        (Role.BOT, ("slack", "turns")),
        (Role.SCHEDULER, ("standups",)),
        (Role.WORKER, ("turns",)),
    ],
)
async def test_each_role_has_its_parts(acme: Office, role: Role, parts: tuple[str, ...]) -> None:
    async with acme.bot(role) as bot:
        assert bot.parts == parts
        assert parts[0] in bot.about[0]
