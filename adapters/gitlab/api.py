"""Objects and lists of GitLab's REST API v4, remembered for their viewer: what is over is not asked again, the rest only if it changed."""

import asyncio
import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import datetime

from adapters.gitlab import failures
from adapters.gitlab.calls import Calls, Parameters, Tools
from adapters.gitlab.fields import Json, inner, number, rows, text
from adapters.gitlab.pages import HEADERS, SIZE, Page, page
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import gitlab as messages
from core.model import Account

_WHO = "/user"
_PAGES = 50  # of one list
_KEPT = 86_400  # seconds that an answer with an ETag is worth keeping
_LARGEST = 64 << 20  # bytes that something remembered may unfold to


class Api:
    """One account's view of one host, for as long as one question takes."""

    def __init__(self, account: Account, url: str, tools: Tools) -> None:
        self.account = account
        self.url = url.rstrip("/")
        self.problems: list[tuple[str, OutsideError]] = []  # what could not be looked at, and why
        self.seconds = 0  # how long an answer is good without asking again
        self._tools = tools
        self._calls = Calls(account, self.url, tools)
        self._checking = asyncio.Lock()
        self._is_checked = False

    @property
    def now(self) -> datetime:
        """Return the present moment."""
        return self._tools.clock()

    def close(self) -> None:
        """Let go of all connections."""
        self._calls.close()

    def note(self, what: str, error: OutsideError) -> None:
        """Remember that something could not be looked at."""
        self.problems.append((what, error))

    async def one(self, path: str, parameters: Parameters | None = None, *, seconds: int | None = None) -> Json:
        """Return an object; `seconds` is how long it is good without asking again.

        Raises:
            OutsideError: it could not be read.
        """
        found = await self._page(path, parameters or {}, seconds)
        if not isinstance(found.value, Mapping):
            raise TransientError(messages.broken(self.account.host))
        return found.value

    async def first(self, path: str, parameters: Parameters) -> tuple[list[Json], bool]:
        """Return a list's first page, and whether that is all of it.

        Raises:
            OutsideError: it could not be read.
        """
        found = await self._page(path, {"per_page": str(SIZE), **parameters}, None)
        return rows(found.value), found.following is None

    async def many(self, path: str, parameters: Parameters, what: str, *, key: str = "id", seconds: int | None = None) -> list[Json]:
        """Return a list, each entry once; what is missing of it is noted as a problem with `what`.

        Raises:
            OutsideError: not even its first page could be read.
        """
        first = await self._page(path, {"per_page": str(SIZE), **parameters}, seconds)
        if not isinstance(first.value, list):
            raise TransientError(messages.broken(self.account.host))
        pages = [first]
        try:
            await self._follow(path, pages, what, seconds)
        except OutsideError as error:
            self.note(what, error)
        listed = [row for found in pages for row in rows(found.value)]
        return list({str(row.get(key, -number)): row for number, row in enumerate(listed, 1)}.values())

    async def _follow(self, path: str, pages: list[Page], what: str, seconds: int | None) -> None:
        """Add the pages after the first: beside each other where the host counts them, else one after the other."""
        first = pages[0]
        if first.following and 1 < first.total <= _PAGES and "page" in first.following:
            await self._beside(path, first, pages, seconds)
        asked: list[Parameters] = []
        while (following := pages[-1].following) is not None:
            if len(pages) >= _PAGES:
                raise PermanentError(messages.cut(what, _PAGES * SIZE))
            if following in asked:
                raise PermanentError(messages.broken(self.account.host))
            asked.append(following)
            pages.append(await self._page(path, following, seconds))

    async def _beside(self, path: str, first: Page, pages: list[Page], seconds: int | None) -> None:
        """Add all pages that were counted; where one fails the others stay."""
        failed: list[OutsideError] = []

        async def added(number: int) -> Page | None:
            try:
                return await self._page(path, {**(first.following or {}), "page": str(number)}, seconds)
            except OutsideError as error:
                failed.append(error)
                return None

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(added(number)) for number in range(2, first.total + 1)]
        pages += [found for task in tasks if (found := task.result())]
        if failed:
            raise failed[0]

    async def _page(self, path: str, parameters: Parameters, seconds: int | None) -> Page:
        good = self.seconds if seconds is None else seconds
        key = self._key(path, parameters)
        kept = _unfolded(await self._tools.memory.recall(self.account, key))
        if kept and good and kept.get("is_final") is True:
            return page(kept.get("value"), inner(kept, "headers"), parameters)
        if path != _WHO:
            await self._check()
        try:
            told = await self._calls.ask(path, parameters, text(kept, "etag"))
        except failures.RefusedError as error:
            self._calls.stop(error)
            raise
        value = kept.get("value") if told.is_unchanged else told.value
        headers = inner(kept, "headers") if told.is_unchanged else {name: told.headers[name] for name in HEADERS if name in told.headers}
        etag = text(kept, "etag") if told.is_unchanged else told.headers.get("etag", "")
        if etag or good:
            entry = {"etag": etag, "headers": headers, "value": value, "is_final": good > 0}
            await self._tools.memory.keep(self.account, key, zlib.compress(json.dumps(entry).encode(), 1), seconds=good or _KEPT)
        return page(value, headers, parameters)

    async def _check(self) -> None:
        """Ask once who the token stands for: a proxy or a cache may mix up answers."""
        async with self._checking:
            if self._is_checked:
                return
            try:
                found = (await self._page(_WHO, {}, 0)).value
                if not isinstance(found, Mapping) or str(number(found, "id")) != self.account.id:
                    raise AuthError(messages.not_the_account(self.account.host, self.account.login))
            except OutsideError as error:
                self._calls.stop(error)
                raise
            self._is_checked = True

    def _key(self, path: str, parameters: Parameters) -> str:
        """Name an answer: the memory adds the viewer; what the token may do is part of the name."""
        told = json.dumps([self.url, path, sorted(self.account.scopes), sorted(parameters.items())])
        return f"gitlab:{hashlib.sha256(told.encode()).hexdigest()}"


def _unfolded(kept: bytes | None) -> Json:
    """Return what was remembered; nothing where it is damaged."""
    if not kept:
        return {}
    try:
        value = json.loads(zlib.decompressobj().decompress(kept, _LARGEST))
    except (ValueError, zlib.error):
        return {}
    return value if isinstance(value, Mapping) else {}
