"""A server of repositories, whichever it is: it counts and remembers its calls, and goes wrong as it is told to."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from aiohttp import web

from tests.servers.tokens import Token

T = TypeVar("T", bound=Token)
Turn: TypeAlias = Callable[[web.Request, Any], Awaitable[web.StreamResponse]]  # of the server that was asked


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that came."""

    login: str
    path: str  # below where the API begins
    query: dict[str, str]
    status: int
    bytes: int  # of the body, compressed


@dataclass(slots=True)
class Plan:
    """What is answered to some calls instead of the truth."""

    path: re.Pattern[str]
    turn: Turn
    times: int


class Host(ABC, Generic[T]):
    """One host. `intruders` are headers with tokens that were not issued here; `root` comes before each path; `delay` is in seconds."""

    def __init__(self, *, root: str, delay: float) -> None:
        self.tokens: dict[str, T] = {}  # by their header
        self.asked: list[Asked] = []
        self.intruders: list[str] = []
        self.seen: list[str] = []  # request lines and headers, for canaries
        self.closing = asyncio.Event()
        self.dropped = asyncio.Event()  # a client had enough of an answer
        self.url = ""
        self._root = root
        self._delay = delay
        self._plans: list[Plan] = []

    @abstractmethod
    def token(self, user: Any, *scopes: str, limit: int = 1_000, is_personal: bool = True) -> T:
        """Issue a token of a user of the world; it may read everything where nothing else is said."""

    @abstractmethod
    async def answered(self, request: web.Request) -> web.Response:
        """Answer with the truth."""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        await self._runner.cleanup()

    def plan(self, path: str, turn: Turn, *, times: int = 1_000_000) -> None:
        """Answer calls to paths that match, from now on, with a turn."""
        self._plans.append(Plan(re.compile(path), turn, times))

    def heal(self) -> None:
        """Forget all plans."""
        self._plans.clear()

    def path(self, request: web.Request) -> str:
        """Return what a request asks for, encoded as it came."""
        return request.rel_url.raw_path.removeprefix(self._root)

    def token_of(self, request: web.Request) -> T | None:
        """Return the token that came, and remember one that is none."""
        header = request.headers.get("Authorization", "")
        self.intruders += [] if header in self.tokens else [header]
        return self.tokens.get(header)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(f"{request.path_qs} {dict(request.headers)}")
        assert "PRIVATE-TOKEN" not in request.headers, "it would follow a redirect to another host"
        assert "token" not in request.query_string.lower().replace("continuationtoken", ""), "no token belongs in an address"
        token = self.tokens.get(request.headers.get("Authorization", ""))
        if token:
            token.in_flight += 1
            token.most_in_flight = max(token.most_in_flight, token.in_flight)
        try:
            if self._delay:
                await asyncio.sleep(self._delay)
            answer = await self._turn(request)
        finally:
            if token:
                token.in_flight -= 1
        size = len(answer.body) if isinstance(answer, web.Response) and isinstance(answer.body, bytes) else 0
        query = {name: ",".join(request.query.getall(name)) for name in request.query}
        self.asked.append(Asked(token.user.login if token else "", self.path(request), query, answer.status, size))
        return answer

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        for plan in self._plans:
            if plan.times and plan.path.fullmatch(self.path(request)):
                plan.times -= 1
                return await plan.turn(request, self)
        return await self.answered(request)
