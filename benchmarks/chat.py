"""How soon somebody reads an answer in Slack and in Discord; run `python -m benchmarks.chat`.

The whole bot, with a store and a model that takes a second, asks a GitHub in a process of its own, which takes 80 ms a call. Everybody asks
`last week` for the first time, one after the other; times are the platforms' own, from the gesture on, in seconds.
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from adapters.files import Files, Folders
from benchmarks.github_server import Served, served
from benchmarks.table import table
from bot.environment.settings import Discord, Place, Remote, Settings, Slack, Web
from bot.loop import runner
from bot.serving.serving import Bot, serving
from core.model import Member, Provider, Secret
from tests.scenarios.clock import Time
from tests.scenarios.whole import SIGNS_OF_LIFE
from tests.servers.discord import DiscordServer
from tests.servers.discord.nouns import Message as DiscordMessage
from tests.servers.discord.screen import shown
from tests.servers.github.generated import NOW
from tests.servers.openai import MODEL, Asked, Exchange, OpenAIServer, says
from tests.servers.slack import SlackServer
from tests.servers.slack.nouns import Message
from tests.servers.slack.screen import words

GOALS = ("goal", "", 0.5, "", 1.0, "", 2.0, "", "")
NAMES = ("", "ack p50", "p95", "first sign p50", "p95", "whole plain p50", "p95", "final p50", "p95")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds after a gesture."""

    ack: float
    sign: float
    plain: float
    final: float


@dataclass(frozen=True, slots=True)
class Stand:
    """A bot between its platforms and its host."""

    bot: Bot
    time: Time
    host: Served
    slack: SlackServer
    discord: DiscordServer

    async def link(self, member: Member, number: int) -> None:
        """Link somebody to one of the host's people, by a token of their own."""
        links, logins = self.bot.ground.links, self.host.logins
        site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
        token = self.host.tokens[logins[number % len(logins)]][number // len(logins)]
        await links.connector.by_token(member, site, Secret(token))

    async def rested(self) -> None:
        """Wait until nothing is in hand."""
        await asyncio.sleep(0.2)
        while self.bot.ingress.in_hand:  # noqa: ASYNC110  it is looked at from outside
            await asyncio.sleep(0.02)


async def in_slack(stand: Stand, number: int, *, is_command: bool) -> Times:
    """Let somebody new ask in Slack."""
    acme = stand.slack.workspace("T0ACME")
    one = acme.user(f"slack{number}{is_command}")
    await stand.link(Member("slack", acme.id, one.id), number)
    room = next(channel for channel in acme.channels.values() if channel.name == "dev")
    room.members.append(one.id)
    began = stand.time.now()
    if is_command:
        await one.types("/recap last week", room)
    else:
        await one.says("last week", one.dm)
    ack = stand.slack.deliveries.acks[-1]
    await stand.rested()
    message: Message = one.screen(room if is_command else one.dm).messages[-1]
    return _times(began, ack, [(state.at, state.text) for state in message.edits], words(message))


async def in_discord(stand: Stand, number: int, *, is_command: bool) -> Times:
    """Let somebody new ask in Discord."""
    discord = stand.discord
    one = discord.user(f"discord{number}{is_command}")
    guild = next(iter(discord.world.guilds.values()))
    await stand.link(Member("discord", str(guild.id), str(one.id)), number)
    room = next(channel for channel in guild.channels.values()) if is_command else discord.conversation(one)
    began = stand.time.now()
    ack = 0.0
    if is_command:
        used = await one.uses("/recap ask", {"question": "last week"}, room)
        await used.answered.wait()
        ack = stand.time.now() - began
    else:
        await one.says("last week", room)
    await stand.rested()
    message: DiscordMessage = [said for said in room.messages.values() if said.author is discord.bot][-1]
    return _times(began, ack, [(state.at, str(state.components)) for state in message.edits], shown(room, one.user))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chat", description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="who ask in each way")
    parser.add_argument("--latency", type=float, default=0.08, help="seconds that a call of the host takes")
    parser.add_argument("--repositories", type=int, default=60, help="that the host has")
    options = parser.parse_args()
    with served(options.repositories, options.latency) as host, tempfile.TemporaryDirectory() as folder, runner() as loop:
        rows = loop.run(_measured(host, Path(folder), options.people))
    title = (
        f"{options.people} people each, {options.repositories} repositories, {options.latency * 1000:.0f} ms a host call, a model of 1 s"
    )
    print(table(title, [NAMES, *rows, GOALS]))


async def _measured(host: Served, folder: Path, people: int) -> Sequence[Sequence[object]]:
    async with _stand(host, folder) as stand:
        for number in range(len(host.logins)):  # the host works its answers out, once
            await in_slack(stand, number, is_command=True)
        first = len(host.logins)
        rows = []
        for name, ask in (("Slack", in_slack), ("Discord", in_discord)):
            for is_command in (True, False):
                times = [await ask(stand, first + number, is_command=is_command) for number in range(people)]
                rows.append((f"{name}, {'a command' if is_command else 'a direct message'}", *_spread(times)))
        return rows


@asynccontextmanager
async def _stand(host: Served, folder: Path) -> AsyncIterator[Stand]:
    time = Time(NOW)
    async with (
        OpenAIServer(_slowly, needs_key=False) as model,
        SlackServer(clock=time) as slack,
        DiscordServer(clock=time.seconds) as discord,
    ):
        acme = slack.workspace("T0ACME")
        acme.channel("dev")
        discord.guild("Acme")
        discord.channel("dev")
        settings = Settings(
            model=MODEL,
            base_url=model.url,
            github=Remote(url=host.url, graphql=host.graphql),
            web=Web(listen=Place(port=0), metrics=Place(port=0), has_own_metrics=False),
            slack=Slack(bot=Secret(acme.token.text), app=Secret(slack.app_token.text), url=slack.api),
            discord=Discord(token=Secret(discord.token), url=discord.url),
        )
        async with serving(settings, Files(Folders.of({"XDG_DATA_HOME": str(folder)})), now=time, standup_clock=time) as bot:
            await slack.sockets.connected(1)
            await discord.until(lambda: discord.gateway.live and discord.world.commands[None], seconds=10)
            yield Stand(bot, time, host, slack, discord)


async def _slowly(exchange: Exchange) -> None:
    await asyncio.sleep(1.0)
    await says(_first_titles)(exchange)


def _first_titles(asked: Asked) -> str:
    """Tell the first facts by their titles, which the check lets pass."""
    facts = [line.split(" | ") for line in asked.user.splitlines()[:3]]
    return "\n".join(f"[{fact[0]}] Worked on {fact[4][0].lower()}{fact[4][1:]}" for fact in facts)


def _times(began: float, ack: float, states: Sequence[tuple[float, str]], last: str) -> Times:
    assert "told" in last, last  # noqa: S101  else there is nothing to measure
    plain = next(at for at, text in states if "told" in text)
    signs = [at for at, text in states if any(sign in text for sign in SIGNS_OF_LIFE)]
    sign = min([plain, *signs]) - began
    return Times(ack, min(sign, ack) if ack and signs else sign, plain - began, states[-1][0] - began)


def _spread(times: Sequence[Times]) -> Sequence[float]:
    columns = [[one.ack for one in times], [one.sign for one in times], [one.plain for one in times], [one.final for one in times]]
    return [number for column in columns for number in (quantiles(column, n=20)[9], quantiles(column, n=20)[18])]


if __name__ == "__main__":
    main()
