"""A Discord for each test, with a server, a channel and a person in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.servers.discord.nouns import Channel, Guild
from tests.servers.discord.people import Person
from tests.servers.discord.server import DiscordServer


@dataclass(frozen=True, slots=True)
class Team:
    """Somebody in a channel of a server."""

    guild: Guild
    channel: Channel
    ana: Person


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer(checks_answers=True) as made:
        yield made


@pytest.fixture
def team(server: DiscordServer) -> Team:
    return Team(server.guild("G"), server.channel("general"), server.user("ana"))
