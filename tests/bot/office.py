"""A whole bot, as `recap run` starts it, in a workspace of Slack, beside a host that issued every token and a real store."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.files import Files, Folders
from bot.environment.settings import Place, Remote, Settings, Slack, Web
from bot.serving.roles import Role
from bot.serving.serving import Bot, serving
from core.model import Member, Provider, Secret
from tests.bot.desk import KEY
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.slack import SlackServer
from tests.servers.slack.people import Person
from tests.servers.slack.workspace import SCOPES
from tests.store import Server

YESTERDAY = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) - timedelta(days=1)


@dataclass
class Office:
    """Ana and a channel at Acme; what Ana did is at GitHub."""

    slack: SlackServer
    host: GitHubServer
    settings: Settings
    folder: Path
    told: list[str] = field(default_factory=list)  # what who started it hears

    def __post_init__(self) -> None:
        self.acme = self.slack.workspace("T0ACME", scopes=(*SCOPES, "users:read.email"))
        self.ana = self.acme.user("ana", real_name="Ana Lima")
        self.dev = self.acme.channel("dev", members=[self.ana])
        tokens = Slack(
            bot=Secret(self.acme.token.text),
            app=Secret(self.slack.app_token.text),
            url=self.slack.api,
        )
        self.settings = replace(self.settings, slack=tokens)

    @property
    def files(self) -> Files:
        return Files(Folders.of({"XDG_DATA_HOME": str(self.folder)}))

    def by_http(self) -> None:
        """Let Slack come by signed requests, to pages that browsers reach too."""
        tokens = replace(self.settings.slack, app=Secret(""), signing=Secret(self.slack.signing_secret))
        self.settings = replace(self.settings, slack=tokens)

    @asynccontextmanager
    async def bot(self, role: Role = Role.RUN) -> AsyncGenerator[Bot, None]:
        """Have the bot run, connected."""
        async with serving(self.settings, self.files, role=role, tell=self.told.append, sleep=_at_once) as bot:
            if "slack" in bot.parts:
                await self.slack.sockets.connected(1)
            if bot.doors.pages:
                self.slack.deliveries.request_url = f"{bot.doors.pages}/slack/events"
            yield bot

    async def link(self, bot: Bot, one: Person) -> None:
        """Link somebody's account at the host."""
        links = bot.ground.links
        site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
        owner = Member("slack", self.acme.id, one.id)
        await links.connector.by_token(owner, site, Secret(self.host.token(self.host.world.users[one.name]).text))


@asynccontextmanager
async def office(store: Server, folder: Path) -> AsyncGenerator[Office, None]:
    """Open one."""
    schema.needed()
    world = World(datetime.now(UTC))
    ana = world.user("ana", "Ana Lima")
    web = world.repository("acme/web", readers=[ana])
    feature = world.commit(web, ana, "Add the login form", YESTERDAY, branch="login")
    world.push(web, ana, YESTERDAY, branch="login")
    world.pull(web, ana, "Add single sign-on", YESTERDAY, branch="login", commits=[feature])
    async with GitHubServer(world) as host, SlackServer() as slack:
        settings = Settings(
            github=Remote(url=host.url, graphql=host.graphql_url),
            store=Secret(store.url),
            secret_keys=Secret(KEY),
            web=Web(listen=Place(port=0), metrics=Place(port=0), has_own_metrics=False),
        )
        yield Office(slack, host, settings, folder)


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that one can only look at."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110  it is looked at from outside
            await asyncio.sleep(0.01)
