"""The whole bot: somebody asks in Slack, and reads an answer; what happened is counted, and it ends in order."""

import asyncio
import json
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from aiohttp import ClientSession, CookieJar

from adapters.redis.standups import RedisStandups
from bot.environment.settings import Discord, Remote, Slack
from bot.environment.settings import Place as Listen
from bot.logs import configure
from bot.serving.roles import Role
from core.errors import AuthError
from core.limits import Call, Limits, Rate, Tier
from core.model import Member, Provider, Secret
from core.model.chat import Place
from tests.adapters.web.browsing import sent
from tests.bot.office import Office, until
from tests.bot.process import text
from tests.servers.discord import DiscordServer
from tests.servers.oauth import CLIENT, OAuthServer, User
from tests.servers.openai import MODEL, OpenAIServer, refuses
from tests.servers.slack.faults import Fault
from tests.store import free_port


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


@pytest.mark.origin("S02")
@pytest.mark.fault("F131")
async def test_a_token_goes_into_a_form_and_nowhere_else(acme: Office) -> None:
    token = acme.host.token(acme.host.world.users["ana"]).text
    async with acme.bot():
        await acme.ana.types("/recap connect github", acme.dev)
        screen = acme.ana.screen(acme.dev)
        await acme.slack.until(lambda: acme.ana.modal)
        assert acme.ana.modal is not None
        await acme.ana.submits(acme.ana.modal, {"token": token})
        await acme.slack.until(lambda: "Linked GitHub" in screen.text)
    assert token not in screen.text


async def test_a_model_that_fails_costs_polish_alone(acme: Office) -> None:
    async with OpenAIServer(refuses(500), refuses(500), needs_key=False) as model:
        acme.settings = replace(acme.settings, model=MODEL, base_url=model.url)
        async with acme.bot() as bot:
            await acme.link(bot, acme.ana)
            await acme.ana.says("last 3 days", acme.ana.dm)
            screen = acme.ana.screen(acme.ana.dm)
            await until(lambda: not bot.ingress.in_hand and "single sign-on" in screen.text)
            counted = await text(f"{bot.doors.metrics}/metrics")
    assert 'recap_model_seconds_count{outcome="failed"} 1.0' in counted
    assert 'recap_recaps_total{outcome="told",platform="slack"} 1.0' in counted


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


async def test_slack_comes_by_http_where_there_is_no_app_token(acme: Office) -> None:
    acme.by_http()
    async with acme.bot(Role.WEB) as bot:
        assert bot.parts == ("web", "turns")
        assert f"Slack, which calls Recap, at {bot.doors.pages}/slack/events" in bot.about
        await acme.ana.types("/recap accounts", acme.dev)
        screen = acme.ana.screen(acme.dev)
        await acme.slack.until(lambda: "only visible to you" in screen.text)


async def test_slack_that_is_away_at_the_start_is_waited_for(acme: Office) -> None:
    acme.slack.faults.plan("auth.test", Fault.PAGE, times=2)
    async with acme.bot() as bot:
        assert "slack" in bot.parts
    assert len([line for line in acme.told if line.endswith("Waiting for it.")]) == 1


async def test_a_token_that_slack_does_not_take_ends_the_start(acme: Office) -> None:
    acme.acme.token.is_revoked = True
    with pytest.raises(ExceptionGroup) as ended:
        async with acme.bot():
            pass
    assert ended.group_contains(AuthError)
    acme.slack.intruders = 0


async def test_an_account_that_is_linked_in_a_browser_answers_the_question_that_waited(acme: Office) -> None:
    async with OAuthServer(Provider.GITLAB) as host, ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        port = free_port()
        gitlab = Remote(url=host.url, client=CLIENT, secret=Secret(host.secret))
        web = replace(acme.settings.web, listen=Listen(port=port))
        acme.settings = replace(acme.settings, gitlab=gitlab, web=web, public_url=f"http://127.0.0.1:{port}")
        async with acme.bot() as bot:
            await acme.ana.says("last week", acme.ana.dm)
            screen = acme.ana.screen(acme.ana.dm)
            await acme.slack.until(lambda: "Link an account first" in screen.text)
            owner = Member("slack", acme.acme.id, acme.ana.id)
            page = bot.desk.linking.page
            assert page is not None
            link = await page(owner, bot.ground.links.hosts(Provider.GITLAB, bot.ground.links.hosts.usual(Provider.GITLAB)))
            there = await sent(browser, link)
            offer = await (await browser.get(host.authorised(there, User("42", "ana")))).text()
            name = re.findall(r'name="offer" value="([^"]+)"', offer)[0]
            done = await browser.post(f"{bot.doors.pages}/oauth/gitlab/confirm", data={"offer": name, "answer": "yes"})
            assert done.status == 200
            await acme.slack.until(lambda: "ana" in screen.messages[-1].text or "could not" in screen.text)


async def test_a_standup_that_is_called_for_is_posted_with_what_was_done(acme: Office) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        await acme.ana.types("/standup new 09:30", acme.dev)
        screen = acme.ana.screen(acme.dev)
        await acme.slack.until(lambda: "Standup: 09:30" in screen.text)
        await acme.ana.types("/standup now", acme.dev)
        await acme.slack.until(lambda: "Ana Lima" in screen.last.text)
        posted = [message for message in screen.messages if not message.only_for]
        async with asyncio.timeout(10):  # it is counted once that is written down
            while 'recap_standups_total{outcome="posted",platform="slack"} 1.0' not in await text(f"{bot.doors.metrics}/metrics"):
                pass
    assert len(posted) == 2
    assert posted[-1].text.startswith("Standup")


async def test_a_standup_takes_nothing_of_how_often_its_creator_may_ask(acme: Office) -> None:
    acme.settings = replace(acme.settings, limits=Limits(sustained=Rate(5, 600)))
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        screen = acme.ana.screen(acme.dev)
        await acme.ana.types("/standup new 09:30", acme.dev)
        await acme.slack.until(lambda: "Standup: 09:30" in screen.text)
        ana = Member("slack", acme.acme.id, acme.ana.id)
        while (await bot.ground.links.limiter.admit(ana, Tier.USER, Call.STATUS)).is_allowed:
            pass
        standups = RedisStandups(bot.ground.store.patient)
        (standup,) = await standups.at(Place("slack", acme.acme.id, acme.dev.id))
        await standups.call(standup, datetime.now(UTC).date())
        await acme.slack.until(lambda: "Ana Lima" in screen.last.text)
    assert "2 events hidden here" in screen.last.text
    assert "too often" not in screen.last.text


async def test_somebody_asks_in_discord_and_reads_their_days(acme: Office) -> None:
    async with DiscordServer(haste=50.0) as discord:
        guild = discord.guild("Acme")
        ana, general = discord.user("ana"), discord.channel("general")
        acme.settings = replace(acme.settings, slack=Slack(), discord=Discord(token=Secret(discord.token), url=discord.url))
        async with acme.bot() as bot:
            assert bot.parts == ("web", "discord", "standups", "turns")
            await discord.until(lambda: discord.gateway.live)
            links = bot.ground.links
            site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
            token = Secret(acme.host.token(acme.host.world.users["ana"]).text)
            await links.connector.by_token(Member("discord", str(guild.id), str(ana.id)), site, token)
            await discord.until(lambda: any(discord.world.commands.values()))
            await ana.uses("/recap ask", {"question": "last 3 days"}, general)
            await discord.until(lambda: "single sign-on" in ana.screen(general))
