"""The whole bot in Slack and in Discord, beside a host in which strangers wrote, and a model that does whatever it asks."""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.discord.markup import JOINER
from bot.environment.settings import Discord
from bot.serving.serving import Bot
from core.model import Member, Provider, Secret
from tests.bot.office import Office, office
from tests.injection.judge import in_discord, in_form, in_parts, in_slack
from tests.servers.discord import DiscordServer
from tests.servers.github.nouns import User
from tests.servers.github.world import World
from tests.servers.openai import MODEL, Asked, OpenAIServer, says
from tests.servers.slack.screen import words
from tests.store import Server

_NOT_IN_BRANCHES = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|\.lock\b|\ud800")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_FACT = re.compile(r"^(W\d+) \|", re.MULTILINE)
_TITLE = re.compile(r"^(W\d+) \|[^|\n]*\|[^|\n]*\|[^|\n]*\| ([^|\n]*)", re.MULTILINE)


@dataclass
class Town:
    """Ana's places on both platforms, and everything that is posted in them."""

    office: Office
    discord: DiscordServer
    bot: Bot

    def __post_init__(self) -> None:
        self.ana = self.discord.who("ana")
        self.general = next(one for one in self.discord.world.channels.values() if one.name == "general")

    async def settled(self) -> None:
        """Wait until nothing that was begun goes on; what has not begun within half a second will not."""
        before, quiet = self._calls, 0
        for tick in range(2_000):
            await asyncio.sleep(0.01)
            is_busy = bool(self.bot.ingress.in_hand) or (self._calls == before and tick < 50)
            quiet = 0 if is_busy else quiet + 1
            if quiet == 3:
                return
        raise AssertionError("it did not come to an end")

    @property
    def _calls(self) -> int:
        return len(self.office.slack.calls) + len(self.office.slack.answers.calls) + len(self.discord.calls)

    def alive(self) -> list[str]:
        """Return all that is alive in anything that the bot posted or opened, or was."""
        found: list[str] = []
        for channel in self.office.acme.channels.values():
            found += [each for message in channel.messages.values() if message.bot for each in in_slack(message)]
        for room in self.discord.world.channels.values():
            found += [each for message in room.messages.values() if message.author is self.discord.bot for each in in_discord(message)]
        return found + [each for form in self.forms() for each in (in_form(form) if "custom_id" in form else in_parts("", [form]))]

    def forms(self) -> Sequence[Mapping[str, Any]]:
        """Return all forms that were opened."""
        views = [view.body for view in self.office.acme.views.values()]
        return [*views, *(asked.modal for asked in self.discord.world.interactions.values() if asked.modal)]

    def told(self, platform: str) -> str:
        """Return all that people read of what the bot said."""
        rooms = self.discord.world.channels.values()
        if platform == "slack":
            return "\n".join(words(one) for room in self.office.acme.channels.values() for one in room.messages.values() if one.bot)
        return "\n".join(self.ana.screen(room) for room in rooms).replace(JOINER, "")


@asynccontextmanager
async def town(store: Server, folder: Path, attacks: Sequence[str]) -> AsyncGenerator[Town, None]:
    """Open one: each attack stands wherever the host lets a stranger write, in a repository for each dozen."""
    async with office(store, folder) as one, DiscordServer(haste=50.0) as discord, _obeying(attacks) as model:
        world = one.host.world
        for number in range(0, len(attacks), 12):
            _written(world, f"acme/r{number // 12}", attacks[number : number + 12])
        guild = discord.guild("Acme", team=("ana", "bob"))
        discord.channel("general")
        one.slack.limits.is_on = False
        chat = Discord(token=Secret(discord.token), url=discord.url)
        one.settings = replace(one.settings, discord=chat, model=MODEL, base_url=model.url)
        async with one.bot() as bot:
            await discord.until(lambda: discord.gateway.live and discord.world.commands.get(None), seconds=10)
            await one.link(bot, one.ana)
            links = bot.ground.links
            token = Secret(one.host.token(world.users["ana"]).text)
            site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
            await links.connector.by_token(Member("discord", str(guild.id), str(discord.who("ana").id)), site, token)
            yield Town(one, discord, bot)


def _obeying(attacks: Sequence[str]) -> OpenAIServer:
    """Return a model that writes every attack down for every fact, then what the fact says, a few characters at a time."""

    def told(asked: Asked) -> str:
        ids = _FACT.findall(asked.user)
        tried = [f"[{each}] {attack}" for number, each in enumerate(ids) for attack in attacks[number % 7 :: 7]]
        true = [f"[{each}] {title.replace('Add the', 'Added the')}" for each, title in _TITLE.findall(asked.user)]
        return "\n".join([*attacks, *tried, *true])

    return OpenAIServer(says(told, size=5), needs_key=False)


def _written(world: World, name: str, attacks: Sequence[str]) -> None:
    """Put attacks where strangers can: titles, messages, branches, labels, reviews, releases, names of people and of repositories."""
    ana = world.users["ana"]
    home = world.repository(name, visibility="public")
    at = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=1)
    world.commit(home, ana, "Add the login page", at)
    for number, attack in enumerate(attacks):
        then = at + timedelta(minutes=5 * number)
        branch = f"{number}-{_NOT_IN_BRANCHES.sub('-', attack).strip('./-')}"
        world.commit(home, ana, f"{attack}\n\n{attack} {attack}", then)
        world.push(home, ana, then)
        aside = world.commit(home, ana, f"Start {attack}", then, branch=branch)
        world.push(home, ana, then, branch=branch)
        asked = world.pull(home, ana, attack, then, branch=branch, commits=[aside], body=attack, labels=[attack, "bug"])
        if number % 2:
            world.merge(asked, ana, then + timedelta(minutes=1))
        world.review(asked, _stranger(world, name, number, attack), then, body=attack)
        world.issue(home, ana, f"Broken: {attack}", then)
        _elsewhere(world, ana, attack, then)


def _stranger(world: World, home: str, number: int, attack: str) -> User:
    return world.user(f"stranger{home[-1]}{number}", attack)


def _elsewhere(world: World, ana: User, attack: str, at: datetime) -> None:
    """Name a repository as far as the host permits, and release there."""
    name = f"acme/{_NOT_IN_NAMES.sub('-', attack).strip('-.') or 'x'}"
    if name in world.repositories:
        return
    home = world.repository(name, readers=[ana])
    world.commit(home, ana, f"Add {attack}", at)
    world.push(home, ana, at)
    world.release(home, ana, f"v1-{_NOT_IN_NAMES.sub('-', attack)}", at)
