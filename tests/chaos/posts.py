"""The Posts port over the chat server's socket: what its answers mean is told in our errors, as a real adapter does."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from typing_extensions import override

from core.errors import AmbiguousError, OutsideError, RateLimitedError, TransientError
from core.model.chat import Page, Place
from core.ports.chat import Posts
from tests.chaos.chat import TIME_OUT

_WAIT = timedelta(seconds=0.2)


@dataclass(frozen=True, slots=True)
class SocketPosts(Posts):
    """Messages on the chat server."""

    path: Path

    @override
    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        return [str(one) for one in await self._call(TransientError, verb="find", channel=place.channel, mark=mark)]

    @override
    async def post(self, place: Place, mark: str, page: Page) -> str:
        return str(await self._call(AmbiguousError, verb="post", channel=place.channel, mark=mark, text=_text(page)))

    @override
    async def edit(self, place: Place, message: str, page: Page) -> None:
        await self._call(TransientError, verb="edit", id=message, text=_text(page))

    @override
    async def delete(self, place: Place, message: str) -> None:
        await self._call(TransientError, verb="delete", id=message)

    async def _call(self, doubt: type[OutsideError], **call: str) -> Any:
        try:
            async with asyncio.timeout(TIME_OUT):
                answer = await asked(self.path, call)
        except (TimeoutError, OSError, ValueError) as error:
            raise doubt("No answer came.") from error
        match answer:
            case {"result": result}:
                return result
            case {"error": "limited"}:
                raise RateLimitedError("Not now.", retry_at=datetime.now(UTC) + _WAIT)
        raise doubt("The server failed.")


async def asked(path: Path, call: object) -> Any:
    """Return the answer to one call."""
    reader, writer = await asyncio.open_unix_connection(path, limit=2**24)
    try:
        writer.write(json.dumps(call).encode() + b"\n")
        return json.loads(await reader.readline())
    finally:
        writer.close()


def _text(page: Page) -> str:
    return "\n".join([page.title, *page.lines])
