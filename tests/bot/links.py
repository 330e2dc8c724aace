"""Links over a store that runs, beside a GitHub with two people."""

import base64
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.files import Files, Folders
from bot.accounts.linked import Links, linked
from bot.accounts.sources import LinkedSources
from bot.environment.settings import Remote, Settings
from core.errors import OutsideError
from core.limits import Limits
from core.model import Event, Member, Provider, Query, Secret, Window
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.store import Server

KEY = base64.b64encode(os.urandom(32)).decode()
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
PAST = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "Mon 9 – Sun 15 Nov")
ANA = Member("slack", "T1", "U1")
BOB = Member("slack", "T1", "U2")


@asynccontextmanager
async def github() -> AsyncGenerator[GitHubServer, None]:
    """Have a GitHub where Ana committed in a repository that Bob reads too."""
    schema.needed()
    world = World(NOW)
    ana, bob = world.user("ana", "Ana Lima"), world.user("bob", "Bob Berg")
    web = world.repository("acme/web", readers=[ana, bob])
    world.commit(web, ana, "Add the login form (ABC-12)", MONDAY + timedelta(days=1))
    world.push(web, ana, MONDAY + timedelta(days=1, hours=1))
    async with GitHubServer(world) as host:
        yield host


@asynccontextmanager
async def opened(
    store: Server, folder: Path, host: GitHubServer | None = None, limits: Limits | None = None
) -> AsyncGenerator[Links, None]:
    """Have links, as a process that stays opens them once."""
    remote = Remote(url=host.url, graphql=host.graphql_url) if host else Remote()
    read = Settings(store=Secret(store.url), secret_keys=Secret(KEY), github=remote, limits=limits or Limits())
    files = Files(Folders.of({"HOME": str(folder)}))
    async with linked(read, files, now=lambda: NOW, tell=lambda _: None) as links:
        yield links


async def link(links: Links, host: GitHubServer, member: Member, login: str) -> None:
    """Link an account of somebody's."""
    site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
    await links.connector.by_token(member, site, Secret(host.token(host.world.users[login]).text))


async def asked(links: Links, member: Member, window: Window = PAST, now: datetime = NOW) -> tuple[Sequence[Event], str]:
    """Ask a member's accounts, and return what they told and what they said beside it."""
    found: list[Event] = []
    said = ""
    async with LinkedSources(links=lambda: nullcontext(links), now=lambda: now, member=member)() as accounts:
        for one in accounts:
            try:
                found += [event async for event in one.source.events(Query(window=window, now=now, people=one.identities))]
            except OutsideError as error:
                said += str(error)
        for one in accounts:
            assert await one.source.measured(found) == found
    return found, said
