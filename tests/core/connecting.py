"""Everything that linking needs, around a real authorisation server."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.oauth.client import OAuthClient, Registration
from adapters.oauth.requests import Requests
from adapters.oauth.rows import ROWS
from core.connect import Connector, Site
from core.model import DeviceCode, Secret
from tests.fake_accounts import FakeAccounts, FakeWaiting
from tests.servers.oauth import CLIENT, OAuthServer, User

USER = User("583231", "ana", ("ana@example.org",))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Desk:
    """Everything that linking needs, around one server."""

    server: OAuthServer
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    waiting: FakeWaiting = field(default_factory=FakeWaiting)
    now: datetime = NOON
    slept: list[float] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    shown: list[DeviceCode] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.meanwhile()

    @property
    def site(self) -> Site:
        ours = Registration(web=self.server.url, api=self.server.url, client=CLIENT, secret=Secret(self.server.secret))
        oauth = OAuthClient(ROWS[self.server.provider], ours, Requests(), now=lambda: self.now)
        return Site(provider=self.server.provider, host="git.test", api=self.server.url, identify=self.server.whoami, oauth=oauth)

    @property
    def connector(self) -> Connector:
        return Connector(accounts=self.accounts, waiting=self.waiting, sites=lambda *_: self.site, now=lambda: self.now, sleep=self.sleep)


@asynccontextmanager
async def desk(**options: object) -> AsyncGenerator[Desk, None]:
    async with OAuthServer(**options) as server:  # type: ignore[arg-type]  # a test's own values
        yield Desk(server)
        assert server.intruders == 0
        assert not any(token in path for path in server.asked for token in (*server.tokens, *server.refreshes, *server.used, server.secret))
