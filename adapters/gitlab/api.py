"""Objects and lists of GitLab's REST API v4, remembered for their viewer: what is over is not asked again, the rest only if it changed."""

import asyncio
import hashlib
import json
from collections.abc import Mapping

from adapters.gitlab import failures
from adapters.gitlab.calls import Calls, Parameters, Tools
from adapters.gitlab.pages import HEADERS, SIZE, Page, page
from core.answers import NEVER, Good, Told
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import answers
from core.messages import gitlab as messages
from core.model import Account
from core.reading.fields import Json, natural, rows
from core.remembering import Remembering

_WHO = "/user"
_PAGES = 50  # of one list


class Api:
    """One account's view of one host, for as long as one question takes."""

    def __init__(self, account: Account, url: str, tools: Tools, *, good: Good = NEVER) -> None:
        self.account = account
        self.url = url.rstrip("/").removesuffix("/api/v4")  # which the SDK adds
        self.problems: list[tuple[str, OutsideError]] = []  # what could not be looked at, and why
        self._good = good
        self._tools = tools
        self._calls = Calls(account, self.url, tools)
        self._remembering = Remembering(account, tools.memory, tools.clock, headers=HEADERS)
        self._checking = asyncio.Lock()
        self._is_checked = False

    def close(self) -> None:
        """Let go of all connections."""
        self._calls.close()

    def note(self, what: str, error: OutsideError) -> None:
        """Remember that something could not be looked at."""
        self.problems.append((what, error))

    async def one(self, path: str, parameters: Parameters | None = None, *, good: Good | None = None) -> Json:
        """Return an object.

        Raises:
            OutsideError: it could not be read.
        """
        found = await self._page(path, parameters or {}, good)
        if not isinstance(found.value, Mapping):
            raise TransientError(answers.broken(self.account.host))
        return found.value

    async def first(self, path: str, parameters: Parameters) -> tuple[list[Json], bool]:
        """Return a list's first page, and whether that is all of it.

        Raises:
            OutsideError: it could not be read.
        """
        found = await self._page(path, {"per_page": str(SIZE), **parameters}, None)
        if not isinstance(found.value, list):
            raise TransientError(answers.broken(self.account.host))
        return rows(found.value), found.following is None

    async def many(self, path: str, parameters: Parameters, what: str, *, key: str = "id", good: Good | None = None) -> list[Json]:
        """Return a list, each entry once; what is missing of it is noted as a problem with `what`.

        Raises:
            OutsideError: not even its first page could be read.
        """
        first = await self._page(path, {"per_page": str(SIZE), **parameters}, good)
        if not isinstance(first.value, list):
            raise TransientError(answers.broken(self.account.host))
        pages = [first]
        try:
            await self._follow(path, pages, what, good)
        except OutsideError as error:
            self.note(what, error)
        listed = [row for found in pages for row in rows(found.value)]
        return list({str(row.get(key, -number)): row for number, row in enumerate(listed, 1)}.values())

    async def _follow(self, path: str, pages: list[Page], what: str, good: Good | None) -> None:
        """Add the pages after the first: beside each other where the host counts them, else one after the other."""
        first = pages[0]
        if first.following and 1 < first.total <= _PAGES and "page" in first.following:
            await self._beside(path, first, pages, good)
        asked: list[Parameters] = []
        while (following := pages[-1].following) is not None:
            if len(pages) >= _PAGES:
                raise PermanentError(messages.cut(what, _PAGES * SIZE))
            if following in asked:
                raise PermanentError(answers.broken(self.account.host))
            asked.append(following)
            pages.append(await self._page(path, following, good))

    async def _beside(self, path: str, first: Page, pages: list[Page], good: Good | None) -> None:
        """Add all pages that were counted; where one fails the others stay."""
        failed: list[OutsideError] = []

        async def added(number: int) -> Page | None:
            try:
                return await self._page(path, {**(first.following or {}), "page": str(number)}, good)
            except OutsideError as error:
                failed.append(error)
                return None

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(added(number)) for number in range(2, first.total + 1)]
        pages += [found for task in tasks if (found := task.result())]
        if failed:
            raise failed[0]

    async def _page(self, path: str, parameters: Parameters, good: Good | None) -> Page:
        async def ask(etag: str) -> Told:
            if path != _WHO:
                await self._check()
            return await self._told(path, parameters, etag)

        value, headers = await self._remembering.answer(self._key(path, parameters), good or self._good, ask)
        return page(value, headers, parameters)

    async def _told(self, path: str, parameters: Parameters, etag: str) -> Told:
        try:
            return await self._calls.ask(path, parameters, etag)
        except failures.RefusedError as error:
            self._calls.stop(error)
            raise

    async def _check(self) -> None:
        """Ask once who the token stands for: a proxy or a cache may mix up answers."""
        async with self._checking:
            if self._is_checked:
                return
            try:
                found = (await self._page(_WHO, {}, NEVER)).value
                if not isinstance(found, Mapping) or str(natural(found, "id")) != self.account.id:
                    raise AuthError(messages.not_the_account(self.account.host, self.account.login))
            except OutsideError as error:
                self._calls.stop(error)
                raise
            self._is_checked = True

    def _key(self, path: str, parameters: Parameters) -> str:
        """Name an answer: the memory adds the viewer; what the token may do is part of the name."""
        told = json.dumps([self.url, path, sorted(self.account.scopes), sorted(parameters.items())])
        return f"gitlab:{hashlib.sha256(told.encode()).hexdigest()}"
