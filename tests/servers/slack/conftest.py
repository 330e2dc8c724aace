"""A Slack with a team in it, on a clock that stands still."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import HandClock, SlackServer
from tests.servers.slack.nouns import Channel
from tests.servers.slack.people import Person
from tests.servers.slack.workspace import Workspace


@dataclass(slots=True)
class Team:
    """Ana and Ben in #general, and a client with the bot's token."""

    slack: SlackServer
    clock: HandClock
    workspace: Workspace
    ana: Person
    ben: Person
    general: Channel
    client: AsyncWebClient


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer(clock=HandClock()) as server:
        yield server


@pytest.fixture
def team(slack: SlackServer) -> Team:
    workspace = slack.workspace("T1")
    ana, ben = workspace.user("ana", tz="Europe/Madrid", email="ana@example.org"), workspace.user("ben", is_guest=True)
    client = AsyncWebClient(workspace.token.text, base_url=slack.api, retry_handlers=[])
    assert isinstance(slack.clock, HandClock)
    return Team(slack, slack.clock, workspace, ana, ben, workspace.channel("general", members=[ana, ben]), client)
