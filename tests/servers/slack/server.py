"""Slack on one port: `url` for its Web API (`url` + "/api/"), sockets and response URLs; goes wrong as told."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Sequence
from itertools import count
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.servers.slack import account, chat, conversations, members, views
from tests.servers.slack.answers import Answers
from tests.servers.slack.clock import Clock
from tests.servers.slack.control import Control
from tests.servers.slack.deliveries import Deliveries
from tests.servers.slack.endpoint import Call
from tests.servers.slack.events import SUBSCRIBED, revoked, tell
from tests.servers.slack.faults import Faults
from tests.servers.slack.limits import Limits
from tests.servers.slack.nouns import Token, Trigger
from tests.servers.slack.replies import reply
from tests.servers.slack.sockets import Sockets
from tests.servers.slack.watch import Watch
from tests.servers.slack.workspace import SCOPES, Workspace

T = TypeVar("T")
TOPICS = (account, chat, conversations, members, views)  # they register their methods
PATIENCE = 3.0  # seconds that a trigger id is good for


class SlackServer:
    """Workspaces behind `url`, with one app.

    Payloads that Slack would refuse are in `violations`, which must be empty (or have been cleared) at the end; foreign tokens are
    counted in `intruders`.
    """

    def __init__(self, *, clock: Clock | None = None, port: int = 0) -> None:
        self.clock = clock or Clock()
        self.app_id, self.client_id = "A0RECAP", "1.1"
        self.signing_secret, self.client_secret = secrets.token_hex(16), secrets.token_hex(16)
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.intruders = 0
        self.tokens: dict[str, Token] = {}
        self.triggers: dict[str, Trigger] = {}
        self.workspaces: dict[str, Workspace] = {}
        self.subscribed: frozenset[str] = SUBSCRIBED
        self.closing = asyncio.Event()
        self.faults, self.limits = Faults(), Limits(self.clock)
        self.sockets, self.deliveries, self.answers = Sockets(self), Deliveries(self), Answers(self)
        self._port = port
        self._ids, self._last = count(1), 0.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._watch = Watch()
        self.app_token = self.issue(f"xapp-1-{self.app_id}-{secrets.token_hex(12)}", None, ("connections:write",))

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=1 << 22)
        app.router.add_route("*", "/api/{method}", self._answer)
        app.router.add_get("/link/", self.sockets.meet)
        app.router.add_post("/respond/{ticket}", self.answers.take)
        Control(self).add_to(app)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        await self.sockets.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.deliveries.close()
        await self._runner.cleanup()
        assert kind is not None or not self.violations, self.violations

    @property
    def api(self) -> str:
        """Return the base of the Web API, as SDKs want it."""
        return f"{self.url}/api/"

    def workspace(self, name: str, *, scopes: Sequence[str] = SCOPES) -> Workspace:
        """Install the app in a workspace, once."""
        if name not in self.workspaces:
            self.workspaces[name] = Workspace(self, name, scopes)
        return self.workspaces[name]

    def uninstall(self, workspace: Workspace) -> None:
        """Take the app out of a workspace: its tokens end, and it is told so."""
        for token in self.tokens.values():
            if token.workspace is workspace:
                token.is_revoked = True
        tell(workspace.bot, {"type": "app_uninstalled"})
        revoked(workspace)
        workspace.is_installed = False

    def issue(self, text: str, workspace: Workspace | None, scopes: tuple[str, ...]) -> Token:
        self.tokens[text] = Token(text, workspace, scopes)
        return self.tokens[text]

    def id(self, letter: str) -> str:
        return f"{letter}0{next(self._ids):08d}"

    def ts(self) -> str:
        """Return the time as a message's name; never the same twice."""
        self._last = max(round(self.clock.now(), 6), round(self._last + 0.000001, 6))
        return f"{self._last:.6f}"

    def trigger(self, user: str, workspace: Workspace, view: str = "") -> str:
        """Return what one modal may be opened with."""
        name = f"{next(self._ids)}.{next(self._ids)}.{secrets.token_hex(16)}"
        self.triggers[name] = Trigger(user, workspace, self.clock.now() + PATIENCE, view)
        return name

    def spawn(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Do something in the background, as long as the server lives."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def until(self, condition: Callable[[], object], *, seconds: float = 30.0) -> None:
        """Wait until something is true of what was called and stored, and ask again after each call and answer; up to so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._watch.until(condition)
        except TimeoutError:
            raise AssertionError(f"it did not come to be in {seconds} s") from None

    def happened(self) -> None:
        """Wake those who wait with `until`."""
        self._watch.look()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        try:
            return await reply(self, request)
        finally:
            self.happened()
