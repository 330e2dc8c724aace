"""Objects and lists of the REST API 7.1, remembered for their viewer: what is over is not asked again, the rest only if it changed."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from adapters.azure import failures
from adapters.azure.calls import Calls, Parameters, Tools
from core.answers import NEVER, Good, Told
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import answers
from core.messages import azure as messages
from core.model import Account
from core.reading.fields import Json, inner, rows, text
from core.remembering import Remembering

T = TypeVar("T")
WHO = "/_apis/connectionData"
_PAGES = 50  # of one list
_FULL = 100  # entries: the host may send fewer than were asked for, and still have more
_CONTINUES = "x-ms-continuationtoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How a list is paged: the host has a name of its own for that almost everywhere. Without `skip`, by continuation tokens alone."""

    top: str = "$top"
    skip: str = "$skip"
    size: int = 100

    @property
    def begin(self) -> Parameters:
        """Return how the first page is asked for; without `top` the host sends what it likes."""
        return {self.top: str(self.size)} if self.top else {}


PLAIN = Paging()


class Api:
    """One account's view of one organisation, for as long as one question takes; use it as a context."""

    def __init__(self, account: Account, url: str, tools: Tools, *, good: Good = NEVER) -> None:
        self.account = account
        self.url = url.rstrip("/")
        self.problems: list[tuple[str, OutsideError]] = []  # what could not be looked at, and why
        self._good = good
        self._tools = tools
        self._calls = Calls(account, self.url, tools)
        self._remembering = Remembering(account, tools.memory, tools.clock, headers=[_CONTINUES])
        self._checking = asyncio.Lock()
        self._is_checked = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._calls.close()

    def note(self, what: str, error: OutsideError) -> None:
        """Remember that something could not be looked at."""
        self.problems.append((what, error))

    async def tried(self, what: str, call: Awaitable[T], otherwise: T) -> T:
        """Return what a call brings; what fails is a problem that is noted, and nothing else is stopped."""
        try:
            return await call
        except OutsideError as error:
            self.note(what, error)
            return otherwise

    async def one(self, path: str, parameters: Parameters | None = None, *, body: object = None, good: Good | None = None) -> Json:
        """Return an object.

        Raises:
            OutsideError: it could not be read.
        """
        value, _ = await self._answer(path, parameters or {}, body, good)
        if not isinstance(value, Mapping):
            raise TransientError(answers.broken(self.account.host))
        return value

    async def first(
        self, path: str, parameters: Parameters, *, paging: Paging = PLAIN, key: str = "value", good: Good | None = None
    ) -> tuple[list[Json], bool]:
        """Return a list's first page, and whether that is all of it.

        Raises:
            OutsideError: it could not be read.
        """
        found, following = await self._page(path, {**paging.begin, **parameters}, paging, key, good)
        return found, following is None

    async def many(
        self,
        path: str,
        parameters: Parameters,
        what: str,
        *,
        paging: Paging = PLAIN,
        key: str = "value",
        most: int = _PAGES,
        good: Good | None = None,
    ) -> list[Json]:
        """Return a list page after page; what is missing of it is noted as a problem with `what`.

        Raises:
            OutsideError: not even its first page could be read.
        """
        found, following = await self._page(path, {**paging.begin, **parameters}, paging, key, good)
        asked: list[Parameters] = []
        while following is not None:
            try:
                if len(asked) + 1 >= most:
                    raise PermanentError(messages.cut(what, most * paging.size))
                if following in asked:
                    raise PermanentError(answers.broken(self.account.host))
                asked.append(following)
                more, following = await self._page(path, following, paging, key, good)
            except OutsideError as error:
                self.note(what, error)
                break
            found += more
        return found

    async def _page(
        self, path: str, asked: Parameters, paging: Paging, key: str, good: Good | None
    ) -> tuple[list[Json], Parameters | None]:
        """Return a page, and how to ask for the next one."""
        value, headers = await self._answer(path, asked, None, good)
        if not isinstance(value, Mapping) or not isinstance(value.get(key), list):
            raise TransientError(answers.broken(self.account.host))
        if continues := text(headers, _CONTINUES) or text(value, "continuationToken"):
            return rows(value[key]), {**asked, "continuationToken": continues}
        if not paging.skip or len(value[key]) < min(paging.size, _FULL):
            return rows(value[key]), None
        return rows(value[key]), {**asked, paging.skip: str(int(asked.get(paging.skip, "0")) + len(value[key]))}

    async def _answer(self, path: str, parameters: Parameters, body: object, good: Good | None) -> tuple[object, Json]:
        async def ask(etag: str) -> Told:
            if path != WHO:
                await self._check()
            return await self._asked(path, parameters, body, etag)

        key = self._key(path, parameters, body)
        return await self._remembering.answer(key, good or self._good, ask, is_tagged=body is None)

    async def _asked(self, path: str, parameters: Parameters, body: object, etag: str) -> Told:
        is_preview = path == WHO or path.endswith("/comments") or "/annotatedtags/" in path
        try:
            return await self._calls.ask(path, parameters, body=body, etag=etag, is_preview=is_preview)
        except failures.RefusedError as error:
            if path != WHO and await self._is_still_known():
                scope = messages.WORK if "/_apis/wit/" in path else messages.PROJECTS if "/_apis/projects" in path else messages.CODE
                raise AuthError(messages.too_few_scopes(self.account.host, self.account.login, scope)) from error
            self._calls.stop(error)
            raise

    async def _check(self) -> None:
        """Ask once whom the token stands for: a proxy or a cache may mix up answers."""
        async with self._checking:
            if self._is_checked:
                return
            try:
                found = await self.one(WHO, {"connectOptions": "none"}, good=NEVER)
                if text(inner(found, "authenticatedUser"), "id").casefold() != self.account.id.casefold():
                    raise AuthError(messages.not_the_account(self.account.host, self.account.login))
            except OutsideError as error:
                self._calls.stop(error)
                raise
            self._is_checked = True

    async def _is_still_known(self) -> bool:
        """Say whether the host takes the token at all: one that lacks a scope is refused with the same page as one that is revoked."""
        async with self._checking:
            try:
                await self._calls.ask(WHO, {"connectOptions": "none"}, is_preview=True)
            except OutsideError:
                return False
            return True

    def _key(self, path: str, parameters: Parameters, body: object) -> str:
        """Name an answer: the memory adds the viewer; what the token may do is part of the name."""
        told = json.dumps([self.url, path, sorted(self.account.scopes), sorted(parameters.items()), body])
        return f"azure:{hashlib.sha256(told.encode()).hexdigest()}"


def unique(listed: Sequence[Json], name: str) -> list[Json]:
    """Return each entry once: pages change while they are read."""
    return list({str(row.get(name, -place)): row for place, row in enumerate(listed, 1)}.values())
