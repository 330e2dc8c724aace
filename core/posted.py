"""Messages that a bot posts by itself: found by their mark before they are posted again, and edited from then on."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from core.errors import AmbiguousError, OutsideError
from core.messages import delivering as messages
from core.model.chat import Page, Place, Quota, Reach, Turn
from core.ports.chat import Directory, LiveMessage, Posts

STALE = 20.0  # seconds for which nobody else can have taken a turn up that was begun: its lease is longer, and renewed more often
_BEFORE = timedelta(seconds=30)  # a message that answers a turn is not older than the turn, but clocks differ

Part = TypeVar("Part")
Sent_contra = TypeVar("Sent_contra", contravariant=True)


class Board(Protocol[Sent_contra]):
    """A platform's messages of the bot; each may raise OutsideError."""

    async def post(self, place: Place, part: Sent_contra, mark: str) -> tuple[Place, str]:
        """Post one message once; return where it stands and its id. AmbiguousError: it may have been posted."""

    async def change(self, place: Place, message: str, parts: Sequence[Sent_contra]) -> None:
        """Replace a message, with those that it goes on with."""

    async def go_on(self, place: Place, message: str, parts: Sequence[Sent_contra]) -> None:
        """Let a message go on with so many further ones."""

    async def find(self, place: Place, mark: str, since: datetime) -> Sequence[str]:
        """Return the ids of the messages that carry a mark, oldest first."""

    async def delete(self, place: Place, message: str) -> None:
        """Take a message away with what it goes on with; one that is gone is no error."""


def aging(clock: Callable[[], float] = time.monotonic) -> Callable[[], bool]:
    """Begin with a turn, and return what says whether somebody else may have taken it up by now, since this process stood still."""
    begun = clock()
    return lambda: clock() - begun > STALE


class PostedMessage(LiveMessage, Generic[Part]):
    """A message that everybody in a turn's place reads, or who took the turn in their direct messages."""

    def __init__(
        self,
        turn: Turn,
        reach: Reach,
        mark: str,
        *,
        board: Board[Part],
        directory: Directory,
        parts: Callable[[Page, Place], Awaitable[Sequence[Part]]],
        quota: Callable[[Place], Quota],
        is_stale: Callable[[], bool],
        on: str = "",
    ) -> None:
        self._turn = turn
        self._mark = mark
        self._board = board
        self._directory = directory
        self._parts = parts
        self._quota = quota
        self._place = turn.place
        self._id = on
        self._is_placed = reach is not Reach.DIRECT
        self._may_stand = turn.is_again
        self._is_stale = is_stale

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self._place

    @property
    def id(self) -> str:
        """The platform's id of it."""
        return self._id

    @property
    def quota(self) -> Quota:
        """How often it may change."""
        return self._quota(self._place)

    async def show(self, page: Page) -> None:
        """Replace what is shown; the first call posts it."""
        if not self._is_placed:
            self._place = await self._directory.direct(self._turn.member)
            self._is_placed = True
        shown = await self._parts(page, self._place)
        if not self._id and (self._may_stand or self._is_stale()):
            self._id = await self._found()
        if self._id:
            await self._board.change(self._place, self._id, shown)
            return
        try:
            self._place, self._id = await self._board.post(self._place, shown[0], self._mark)
        except AmbiguousError:
            self._may_stand = True
            raise
        await self._board.go_on(self._place, self._id, shown[1:])

    async def _found(self) -> str:
        """Look for what a call without an answer, or a process that stopped, may have posted."""
        places = (self._place, self._place.room) if self._place.thread else (self._place,)
        for place in places:
            if found := await self._board.find(place, self._mark, self._turn.at - _BEFORE):
                self._place = place
                return found[0]
        return ""


class BoardPosts(Posts, Generic[Part]):
    """Posts on a board."""

    def __init__(self, board: Board[Part], parts: Callable[[Page, Place], Awaitable[Sequence[Part]]]) -> None:
        self._board = board
        self._parts = parts

    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        """Return the ids of the messages that carry a mark."""
        return await self._board.find(place, mark, since)

    async def post(self, place: Place, mark: str, page: Page) -> str:
        """Post one, once."""
        first, *further = await self._parts(page, place)
        where, message = await self._board.post(place, first, mark)
        try:
            await self._board.go_on(where, message, further)
        except OutsideError as error:
            raise AmbiguousError(messages.IN_PART) from error  # it stands, but not as a whole: whoever looks finds it
        return message

    async def edit(self, place: Place, message: str, page: Page) -> None:
        """Replace what one shows."""
        await self._board.change(place, message, await self._parts(page, place))

    async def delete(self, place: Place, message: str) -> None:
        """Take one away."""
        await self._board.delete(place, message)
