"""GitHub over aiohttp: each request has bounds of time and bytes, goes to one host only, and is paid for from the token's budget."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from adapters.github import failures
from adapters.github.answer import Json, moment, number, part, rows, text
from adapters.github.bodies import OK, decoded, received
from adapters.github.pages import last_page
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.hosts import Judge, anywhere
from core.messages import github as messages
from core.model import Account
from core.ports import Budget, Memory
from core.proxies import proxy_for

if TYPE_CHECKING:
    from aiohttp import ClientSession

VERSION = "2022-11-28"
AT_ONCE = 6  # requests of one token; GitHub's secondary limits punish crowds
_KEPT = 3_600  # seconds for which an answer is kept to be asked for conditionally
_PAUSE = 0.5


class LateError(TransientError):
    """No answer came in time."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long things may take, in seconds."""

    request: float = 20.0
    whole: float = 60.0


@dataclass(slots=True)
class Client:
    """One account's requests during one look; use it as a context. `changed` tells whether any conditional answer was new."""

    account: Account
    api: str
    graphql_url: str
    budget: Budget
    memory: Memory
    clock: Callable[[], datetime]
    bounds: Bounds = Bounds()
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    judge: Judge = anywhere
    gaps: dict[str, None] = field(default_factory=dict)  # what is to be said, in order, once each
    trouble: dict[str, OutsideError] = field(default_factory=dict)  # what failed, by its sentence
    changed: bool = False
    pages: dict[str, int] = field(default_factory=dict)  # how many a list has, by the path of one of them
    login: str = ""  # the account's, as the last answer says
    turns: asyncio.Semaphore = field(init=False)  # of all that the account asks, in whatever look
    _session: "ClientSession | None" = None

    async def __aenter__(self) -> Self:
        import aiohttp

        from adapters.github.resolver import JudgedResolver

        self.turns = _turns_of(self.account)
        self.login = self.account.login
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=JudgedResolver(self.judge)),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=self.bounds.request),
            headers={"Accept-Encoding": "gzip", "X-GitHub-Api-Version": VERSION, "User-Agent": "recap"},
            proxy=proxy_for(self.api),
        )
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._session is not None:
            await self._session.close()

    def note(self, problem: OutsideError) -> None:
        """Remember a failure that leaves a gap; the rest is told."""
        self.trouble.setdefault(str(problem), problem)

    async def query(self, document: str, variables: Json, *, cost: int = 1) -> Json:
        """Run a GraphQL query and return its data, whole or in part; what is missing from it is among the gaps.

        Raises:
            OutsideError: it gave nothing.
        """
        body = {"query": document, "variables": variables}
        await self.budget.spend(self.account, "graphql", cost=cost)
        status, headers, raw = await self._sent("POST", self.graphql_url, json=body)
        answer = decoded(raw, status, self.account.host)
        if status != OK:
            raise self._refusal(status, headers, answer)
        await self._learn("graphql", headers)
        data, errors = part(answer, "data"), rows(answer, "errors") or failures.whole(answer)
        who = {"host": self.account.host, "login": self.account.login}
        problem = failures.complaint(errors, headers, **who, now=self.clock()) if errors else None
        if problem and (not any(value is not None for value in data.values()) or isinstance(problem, failures.UnknownFieldError)):
            raise problem
        if not data and not errors:
            raise TransientError(messages.not_json(self.account.host))
        if problem:
            self.note(problem)
        self._check(data)
        await self._learn_left(data)
        return data

    async def get(self, path: str, *, kind: str = "core") -> object:
        """Return a REST answer, asked for conditionally where one is kept.

        Raises:
            OutsideError: there is none.
        """
        line, _, kept = (await self.memory.recall(self.account, f"rest:{path}") or b"").partition(b"\n")
        tag, _, pages = line.decode().rpartition(" ")
        await self.budget.spend(self.account, kind)
        status, headers, raw = await self._again(self.api + path, {"If-None-Match": tag} if tag else {})
        self.pages[path] = int(pages) if status == 304 and pages.isdigit() else last_page(headers)  # noqa: PLR2004
        if status == 304:  # noqa: PLR2004
            return decoded(kept, OK, self.account.host)
        answer = decoded(raw, status, self.account.host)
        if status != OK:
            raise self._refusal(status, headers, answer)
        self.changed = True
        await self._learn(kind, headers)
        if told := failures.partial_sso(headers, self.account.host):
            self.gaps[told] = None
        if told := headers.get("etag", ""):
            await self.memory.keep(self.account, f"rest:{path}", f"{told} {self.pages[path]}\n".encode() + raw, seconds=_KEPT)
        return answer

    async def _again(self, url: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Ask, and once more where the host or the way to it failed for a moment."""
        try:
            status, told, answer = await self._sent("GET", url, headers=headers)
        except LateError:
            raise  # a second time would be as long
        except TransientError:
            status, told, answer = 599, {}, b""
        if status < 500:  # noqa: PLR2004
            return status, told, answer
        await self.sleep(_PAUSE)
        return await self._sent("GET", url, headers=headers)

    async def _sent(self, method: str, url: str, **words: Any) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request and read its answer within bounds.

        Raises:
            OutsideError: no answer, or none within them.
        """
        import aiohttp

        host = self.account.host
        assert self._session is not None  # noqa: S101  the context was entered
        words["headers"] = {**words.pop("headers", {}), "Authorization": f"Bearer {self.account.token.reveal()}"}
        try:
            async with self.turns, self._session.request(method, url, allow_redirects=False, **words) as response:
                raw = await received(response, host)
        except TimeoutError:
            raise LateError(messages.no_answer(host)) from None
        except (aiohttp.ClientError, OSError, ValueError):
            raise TransientError(messages.unreachable(host)) from None
        if 300 <= response.status < 400 and response.status != 304:  # noqa: PLR2004
            raise PermanentError(self._moved(url, response.headers.get("Location", "")))
        return response.status, {name.lower(): value for name, value in response.headers.items()}, raw

    def _moved(self, url: str, target: str) -> str:
        same = not urlsplit(target).netloc or urlsplit(target).netloc == urlsplit(url).netloc
        return messages.moved(self.account.host) if same else messages.redirected(self.account.host)

    def _refusal(self, status: int, headers: Mapping[str, str], answer: object) -> OutsideError:
        return failures.refusal(status, headers, answer, host=self.account.host, login=self.account.login, now=self.clock())

    def _check(self, data: Json) -> None:
        """Refuse what was answered for somebody else: a proxy may mix up two people's answers."""
        viewer = number(data, "viewer", "databaseId")
        if "viewer" in data and str(viewer) != self.account.id:
            raise AuthError(messages.someone_else(self.account.host, self.account.login))
        self.login = text(data, "viewer", "login") or self.login

    async def _learn(self, kind: str, headers: Mapping[str, str]) -> None:
        left, resets = headers.get("x-ratelimit-remaining", ""), failures.reset_of(headers, self.clock())
        if left.isascii() and left.isdigit() and resets:
            await self.budget.learn(self.account, kind, left=int(left), resets=resets)

    async def _learn_left(self, data: Json) -> None:
        resets = moment(data, "rateLimit", "resetAt")
        if resets:
            await self.budget.learn(self.account, "graphql", left=number(data, "rateLimit", "remaining"), resets=resets)


_crowds: WeakValueDictionary[tuple[int, str, str], asyncio.Semaphore] = WeakValueDictionary()


def _turns_of(account: Account) -> asyncio.Semaphore:
    """Return what bounds an account's requests in this process, whichever recap makes them."""
    key = (id(asyncio.get_running_loop()), account.host, account.id)
    return _crowds.setdefault(key, asyncio.Semaphore(AT_ONCE))
