"""A workspace of Slack with people whose work is at GitHub, in the harness's process."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.slack.events import Hearing, Installed
from adapters.slack.replies import Marks
from core.model import Member, Secret
from core.model.chat import Reach
from tests.servers.slack import SlackServer, events
from tests.servers.slack.nouns import Message
from tests.servers.slack.workspace import SCOPES
from tests.storm.ground import Ground


@dataclass
class Town:
    """People in a channel."""

    slack: SlackServer
    ground: Ground

    def __post_init__(self) -> None:
        self.acme = self.slack.workspace("T0ACME", scopes=(*SCOPES, "users:read.email"))
        self.people = [self.acme.user(f"p{number}") for number in range(self.ground.count)]
        self.dev = self.acme.channel("dev", members=self.people)
        self._marks = Marks(Secret(self.acme.token.text))
        installed = Installed(team=self.acme.id, user=self.acme.bot.id, bot=self.acme.bot_id)
        self._hearing = Hearing(installed, self._marks, lambda: datetime.now(UTC))

    @property
    def environment(self) -> Mapping[str, str]:
        """What a bot reads, to be spoken to over Socket Mode."""
        tokens = {"SLACK_BOT_TOKEN": self.acme.token.text, "SLACK_APP_TOKEN": self.slack.app_token.text, "SLACK_API_URL": self.slack.api}
        return {**self.ground.environment, **tokens}

    def mark(self, asked: Message) -> str:
        """Return what the answer to a message carries."""
        (turn, *_) = filter(None, (self._hearing.turn(event.payload) for event in events.of(asked)))
        return self._marks.of("live", turn.id, Reach.PLACE, "1")

    @property
    def answers(self) -> list[Message]:
        """Everything that the bot said and that stands."""
        said = (message for channel in self.acme.channels.values() for message in channel.messages.values())
        return [one for one in said if one.user == self.acme.bot.id and not one.is_deleted]


def mark_of(answer: Message) -> str:
    """Return what a message carries."""
    metadata = answer.edits[0].metadata or {}
    return str(metadata.get("event_payload", {}).get("mark", ""))


@asynccontextmanager
async def town(ground: Ground) -> AsyncGenerator[Town, None]:
    """Open one; everybody's account is linked."""
    async with SlackServer() as slack:
        slack.limits.is_on = False  # what they lead to is shown by benchmarks/pacing.py: here it would only take hours
        one = Town(slack, ground)
        await ground.link({Member("slack", one.acme.id, person.id): person.name for person in one.people})
        yield one
