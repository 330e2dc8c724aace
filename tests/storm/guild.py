"""A server of Discord with people whose work is at GitHub, in the harness's process."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.model import Member
from tests.servers.discord import DiscordServer
from tests.storm.ground import Ground

HASTE = 1000.0  # what limits' windows are divided by: how they are kept is shown elsewhere


@dataclass
class Guild:
    """People in a channel."""

    discord: DiscordServer
    ground: Ground

    def __post_init__(self) -> None:
        self.acme = self.discord.guild("Acme")
        self.people = [self.discord.user(f"p{number}") for number in range(self.ground.count)]
        self.dev = self.discord.channel("dev")

    @property
    def environment(self) -> Mapping[str, str]:
        """What a bot reads."""
        return {**self.ground.environment, "DISCORD_TOKEN": self.discord.token, "DISCORD_API_URL": self.discord.url}

    async def heard(self) -> None:
        """Wait until a bot listens, and its commands are known."""
        await self.discord.until(lambda: self.discord.gateway.live and self.discord.world.commands, seconds=30)


@asynccontextmanager
async def guild(ground: Ground, *, interval: float = 41.25) -> AsyncGenerator[Guild, None]:
    """Open one; everybody's account is linked."""
    async with DiscordServer(haste=HASTE, interval=interval) as discord:
        one = Guild(discord, ground)
        await ground.link({Member("discord", str(one.acme.id), str(person.id)): person.user.name for person in one.people})
        yield one
