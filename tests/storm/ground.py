"""What a bot stands on, whatever it speaks to: a GitHub on which some people did things, and a store with their accounts."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapters.redis.address import address
from adapters.redis.client import connected
from bot.accounts.linked import over
from bot.environment.settings import Remote, Settings
from core.messages import delivering, taking, talking
from core.model import Member, Provider, Secret
from tests.bot.desk import KEY
from tests.bot.office import YESTERDAY
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.store import Server

HALF = (talking.LOOKING, delivering.BROKEN, delivering.CANCELLED, taking.GIVEN_UP)  # what no answer may end with


@dataclass(frozen=True, slots=True)
class Ground:
    """The people are p0, p1 and so on."""

    host: GitHubServer
    store: Server
    folder: Path
    count: int

    @property
    def environment(self) -> Mapping[str, str]:
        """What a bot reads of it."""
        hosts = {"GITHUB_API_URL": self.host.url, "GITHUB_GRAPHQL_URL": self.host.graphql_url}
        places = {"REDIS_URL": self.store.url, "RECAP_SECRET_KEYS": KEY, "RECAP_LISTEN": "127.0.0.1:0", "RECAP_METRICS": "off"}
        return {**hosts, **places}

    async def link(self, owners: Mapping[Member, str]) -> None:
        """Link the accounts of some, who are called so at the host."""
        read = Settings(
            github=Remote(url=self.host.url, graphql=self.host.graphql_url), secret_keys=Secret(KEY), store=Secret(self.store.url)
        )
        async with connected(address(self.store.url)) as store:
            links, _ = await over(store, read, self.folder, now=lambda: datetime.now(UTC))
            site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
            for owner, name in owners.items():
                await links.connector.by_token(owner, site, Secret(self.host.token(self.host.world.users[name]).text))


@asynccontextmanager
async def ground(store: Server, folder: Path, *, count: int, parts: int = 1) -> AsyncGenerator[Ground, None]:
    """Have one for the length of the block; everybody did so many parts of something yesterday."""
    world = World(datetime.now(UTC))
    for number in range(count):
        one = world.user(f"p{number}", f"P{number}")
        web = world.repository(f"acme/web{number}", visibility="public", readers=[one])
        for part in range(parts):
            world.commit(web, one, f"Add part {number}.{part} of it", YESTERDAY)
        world.push(web, one, YESTERDAY)
    async with GitHubServer(world) as host:
        yield Ground(host, store, folder, count)


def is_whole(text: str, name: str, *, parts: int = 1) -> bool:
    """Say whether a message tells all that somebody did, and will not change any more: then it has buttons."""
    told = all(f"part {name[1:]}.{part} of it" in text for part in range(parts))
    return told and talking.REFRESH in text and not any(half in text for half in HALF)
