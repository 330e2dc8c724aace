"""A workspace takes Recap out of two running processes: nothing of its people stays in the store, nothing comes back."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.redis import keys
from adapters.redis.client import Store
from adapters.redis.tenants import RedisTenants
from bot.environment.settings import Discord, Slack
from bot.serving.leaving import tell_limited
from bot.serving.roles import Role
from core.errors import PermanentError
from core.limits import Limits
from core.messages import process as messages
from core.model import Member, Provider, Secret
from core.ports.tenants import Tenant
from tests.adapters.redis.test_tenants import dump, kinds
from tests.bot.office import Office, until
from tests.fake_chat import FakePlatform
from tests.servers.discord import DiscordServer
from tests.servers.slack import events
from tests.servers.slack.deliveries import Delivery

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ENDS = {"seal", "tenant", "bucket", "budget", "turn", "turns", "changes", "live", "probe", "operation", "twin", "refresh", "fetch", "due"}


async def erased(store: Store) -> None:
    """Wait until a workspace is gone, and all of it too."""
    async with asyncio.timeout(30), store.patient() as redis:
        while "tenant" not in await kinds(store) or await redis.exists(keys.leaving()) or "account" in await kinds(store):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.fault("F014")
async def test_nothing_of_a_workspace_stays_when_it_takes_recap_out(acme: Office) -> None:
    async with acme.bot() as bot, acme.bot(Role.WORKER) as other:
        link = other.ground.store
        await acme.link(bot, acme.ana)
        screen = acme.ana.screen(acme.dev)
        await acme.ana.types("/recap settings name=Ana-Lima", acme.dev)
        await acme.ana.types("/standup new 09:30", acme.dev)
        await acme.ana.types("/recap every friday 16:00", acme.dev)
        await acme.ana.types("/recap last 3 days", acme.dev)
        await acme.slack.until(lambda: "single sign-on" in screen.text)
        await until(lambda: not bot.ingress.in_hand)
        assert {"account", "habits", "standup", "answer"} <= set(await kinds(link))
        tokens = [one.token.reveal() for one in await bot.ground.links.accounts.of(Member("slack", acme.acme.id, acme.ana.id))]

        acme.host._latency = 0.05
        await acme.ana.says("last 4 days", acme.ana.dm)  # it is being told meanwhile
        late = [delivery for words in ("settings zone=UTC", "last week") for delivery in events.of(acme.ana.wrote(words, acme.ana.dm))]
        acme.slack.uninstall(acme.acme)
        await erased(link)
        for delivery in late:
            await acme.slack.deliveries.send(delivery)
        await until(lambda: not bot.ingress.in_hand and not other.ingress.in_hand)

        assert set(await kinds(link)) <= ENDS
        found = await dump(link)
        assert not any(one.encode() in found for one in (*tokens, acme.ana.id, "Ana", "acme/web", acme.dev.id))
        with pytest.raises(PermanentError):
            await acme.link(bot, acme.ana)


@pytest.mark.fault("F014")
async def test_a_workspace_that_installs_recap_again_begins_anew(acme: Office) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        tenants = RedisTenants(bot.ground.store.patient, bot.ground.sealer)
        await tenants.close(Tenant("slack", acme.acme.id))  # the process ends before it erased anything
    async with acme.bot() as bot:
        assert not await bot.ground.links.accounts.of(Member("slack", acme.acme.id, acme.ana.id))
        await acme.link(bot, acme.ana)


async def test_somebody_goes_on_in_the_thread_of_an_answer_without_calling_the_bot(acme: Office) -> None:
    async with acme.bot() as bot:
        await acme.link(bot, acme.ana)
        asked = await acme.ana.says("<@BOT> last 3 days", acme.dev)
        screen = acme.ana.screen(acme.dev, thread=asked)
        await acme.slack.until(lambda: "hidden" in screen.text)
        await until(lambda: not bot.ingress.in_hand)
        before = len(screen.messages)
        await acme.ana.says("thanks!", acme.dev, thread=asked)
        await acme.ana.says("and the week before?", acme.dev, thread=asked)
        await acme.slack.until(lambda: len(screen.messages) == before + 3)
        await until(lambda: not bot.ingress.in_hand)
        assert len(screen.messages) == before + 3  # what was said twice, and one answer


@pytest.mark.fault("F013")
async def test_administrators_are_told_once_that_events_are_held_back(acme: Office) -> None:
    ana = Member("slack", acme.acme.id, acme.ana.id)
    limits = Limits(admins=frozenset({ana, Member("slack", "T0OTHER", "U1"), Member("discord", acme.acme.id, "U1")}))
    acme.settings = replace(acme.settings, limits=limits)
    body = {"type": "app_rate_limited", "team_id": acme.acme.id, "minute_rate_limited": 1_700_000_000, "api_app_id": acme.slack.app_id}
    screen = acme.ana.screen(acme.ana.dm)
    async with acme.bot():
        await acme.slack.deliveries.send(Delivery("events_api", body))
        await acme.slack.until(lambda: messages.EVENTS_LIMITED in screen.text)
        await acme.slack.deliveries.send(Delivery("events_api", {**body, "minute_rate_limited": 1_700_000_060}))
    assert screen.text.count(messages.EVENTS_LIMITED) == 1


async def test_an_administrator_who_cannot_be_told_holds_nothing_up(caplog: pytest.LogCaptureFixture) -> None:
    platform = FakePlatform()
    ana = platform.person("Ana Lima")
    platform.breaks.append(PermanentError("Closed."))
    await tell_limited(platform.port, {ana}, ana.tenant, lambda: NOW)
    assert caplog.messages == ["limit not told"]


@pytest.mark.fault("F014")
async def test_nothing_of_a_server_stays_when_it_throws_recap_out(acme: Office) -> None:
    async with DiscordServer(haste=50.0) as discord:
        guild, ana = discord.guild("Acme"), discord.user("ana")
        acme.settings = replace(acme.settings, slack=Slack(), discord=Discord(token=Secret(discord.token), url=discord.url))
        async with acme.bot() as bot:
            await discord.until(lambda: discord.gateway.live)
            links, tenant = bot.ground.links, Tenant("discord", str(guild.id))
            owner, site = Member("discord", tenant.name, str(ana.id)), links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
            token = Secret(acme.host.token(acme.host.world.users["ana"]).text)
            await links.connector.by_token(owner, site, token)
            discord.leaves(discord.bot)
            await erased(bot.ground.store)
            found = await dump(bot.ground.store)
            assert not any(one.encode() in found for one in (token.reveal(), str(ana.id), str(guild.id), "Ana Lima"))
            with pytest.raises(PermanentError):
                await links.connector.by_token(owner, site, token)
