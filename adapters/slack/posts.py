"""Messages that nobody just asked for, found again by the mark in their metadata."""

from collections.abc import Sequence
from datetime import datetime

from typing_extensions import override

from adapters.slack.blocks import parts
from adapters.slack.board import Board
from adapters.slack.names import Names
from core.errors import AmbiguousError, OutsideError
from core.messages import slack as messages
from core.model.chat import Page, Place
from core.ports.chat import Posts


class SlackPosts(Posts):
    """Posts of the bot in one workspace."""

    def __init__(self, board: Board, names: Names) -> None:
        self._board = board
        self._names = names

    @override
    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        return await self._board.find(place, mark, since)

    @override
    async def post(self, place: Place, mark: str, page: Page) -> str:
        first, *further = parts(await self._names.told(page))
        where, ts = await self._board.post(place, first, mark)
        try:
            await self._board.go_on(where, ts, further)
        except OutsideError as error:
            raise AmbiguousError(messages.MAYBE) from error  # it stands, but not as a whole: whoever looks finds it
        return ts

    @override
    async def edit(self, place: Place, message: str, page: Page) -> None:
        await self._board.change(place, message, parts(await self._names.told(page)))

    @override
    async def delete(self, place: Place, message: str) -> None:
        await self._board.delete(place, message)
