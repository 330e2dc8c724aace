"""A workspace of Slack with people whose work is at GitHub, and a store: everything that a bot needs, in the harness's process."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from adapters.files import Files, Folders
from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.slack.replies import Marks
from bot.linked import over
from bot.settings import Remote, Settings
from core.messages import delivering, taking, talking
from core.model import Member, Provider, Secret
from core.model.chat import Reach
from tests.bot.desk import KEY
from tests.bot.office import YESTERDAY
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.slack import SlackServer
from tests.servers.slack.nouns import Message
from tests.servers.slack.people import Person
from tests.servers.slack.screen import words
from tests.servers.slack.workspace import SCOPES
from tests.store import Server

HALF = (talking.LOOKING, delivering.BROKEN, delivering.CANCELLED, taking.GIVEN_UP)  # what no answer may end with


@dataclass
class Town:
    """People in a channel; each did one thing yesterday."""

    slack: SlackServer
    host: GitHubServer
    store: Server
    folder: Path
    count: int

    def __post_init__(self) -> None:
        self.acme = self.slack.workspace("T0ACME", scopes=(*SCOPES, "users:read.email"))
        self.people = [self.acme.user(f"p{number}") for number in range(self.count)]
        self.dev = self.acme.channel("dev", members=self.people)
        self.marks = Marks(Secret(self.acme.token.text))

    def environment(self, **more: str) -> Mapping[str, str]:
        """Return what a bot reads."""
        tokens = {"SLACK_BOT_TOKEN": self.acme.token.text, "SLACK_APP_TOKEN": self.slack.app_token.text, "SLACK_API_URL": self.slack.api}
        hosts = {"GITHUB_API_URL": self.host.url, "GITHUB_GRAPHQL_URL": self.host.graphql_url}
        places = {"REDIS_URL": self.store.url, "RECAP_SECRET_KEYS": KEY, "RECAP_LISTEN": "127.0.0.1:0", "RECAP_METRICS": "off"}
        return {**tokens, **hosts, **places, **more}

    async def link(self) -> None:
        """Link everybody's account."""
        read = replace(
            Settings(github=Remote(url=self.host.url, graphql=self.host.graphql_url)), secret_keys=Secret(KEY), store=Secret(self.store.url)
        )
        async with connected(address(self.store.url)) as store:
            links, _ = await over(store, read, self.folder, now=lambda: datetime.now(UTC))
            site = links.hosts(Provider.GITHUB, links.hosts.usual(Provider.GITHUB))
            for one in self.people:
                owner = Member("slack", self.acme.id, one.id)
                await links.connector.by_token(owner, site, Secret(self.host.token(self.host.world.users[one.name]).text))

    def mark(self, asked: Message) -> str:
        """Return what the answer to a message carries."""
        return self.marks.of("live", f"slack:{self.acme.id}:{asked.channel.id}:{asked.ts}", Reach.PLACE, "1")

    @property
    def answers(self) -> list[Message]:
        """Everything that the bot said and that stands."""
        said = (message for channel in self.acme.channels.values() for message in channel.messages.values())
        return [one for one in said if one.user == self.acme.bot.id and not one.is_deleted]


def is_whole(answer: Message, asker: Person) -> bool:
    """Say whether an answer tells what its asker did, and will not change any more."""
    text = words(answer)
    return f"part {asker.name[1:]} of it" in text and not any(half in text for half in HALF)


def mark_of(answer: Message) -> str:
    """Return what a message carries."""
    metadata = answer.edits[0].metadata or {}
    return str(metadata.get("event_payload", {}).get("mark", ""))


@asynccontextmanager
async def town(store: Server, folder: Path, *, count: int) -> AsyncGenerator[Town, None]:
    """Open one."""
    world = World(datetime.now(UTC))
    for number in range(count):
        one = world.user(f"p{number}", f"P{number}")
        web = world.repository(f"acme/web{number}", visibility="public", readers=[one])
        world.commit(web, one, f"Add part {number} of it", YESTERDAY)
        world.push(web, one, YESTERDAY)
    async with GitHubServer(world) as host, SlackServer() as slack:
        slack.limits.is_on = False  # what they lead to is shown by benchmarks/pacing.py: here it would only take hours
        one = Town(slack, host, store, folder, count)
        await one.link()
        yield one
