"""Messages of the bot in channels: posted once, found, changed and taken away.

A message is posted with a nonce, so that Discord itself takes it once within some minutes; later it is found in the history, by the numbers
of its first two components, which every change keeps.
"""

import copy
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from typing_extensions import override

from adapters.discord.blocks import COMPONENTS_V2, Ids, Part, components, numbers, numbers_in
from adapters.discord.channels import Channels
from adapters.discord.failures import AbsentError, ClosedThreadError, LackingError, NoHistoryError
from adapters.discord.web import QUIET, Json, Web
from core.errors import PermanentError, TransientError
from core.marks import Marks
from core.messages import discord as messages
from core.model.chat import Place, Quota
from core.posted import Board
from core.trail import Hand, Trails

_PAGES, _PAGE = 50, 100  # of a channel's messages that are searched for a mark
_KEPT = 2_000  # messages whose numbers are known
_EPOCH = 1_420_070_400_000  # milliseconds; Discord's ids begin with the time, counted from 2015
_CHANGES, _SECONDS = 5, 5.0  # of a channel's messages, until Discord says otherwise
_FIRST = 0


class DiscordBoard(Board[Part]):
    """One bot's messages."""

    def __init__(self, web: Web, channels: Channels, marks: Marks) -> None:
        self._web = web
        self._channels = channels
        self._marks = marks
        self._trails = Trails[Part]()
        self._numbers: OrderedDict[str, Ids | None] = OrderedDict()
        self._answers = ""

    def answering(self, message: str) -> "DiscordBoard":
        """Return the same board, on which what is posted replies to a message."""
        made = copy.copy(self)
        made._answers = message  # noqa: SLF001  its own kind
        return made

    def quota(self, place: Place) -> Quota:
        """Return how often messages in a channel may change."""
        most, seconds = self._web.allowance("PATCH", f"{_path(place)}/{_FIRST}") or (_CHANGES, _SECONDS)
        return Quota(lane=f"discord:{place.thread or place.channel}", changes=max(1, most), seconds=seconds)

    @override
    async def post(self, place: Place, part: Part, mark: str) -> tuple[Place, str]:
        try:
            told = await self._posted(place, part, mark)
        except ClosedThreadError:
            if not place.thread or (await self._channels.channel(place))[1]:
                raise  # more people would read it in the channel
            place = place.room
            told = await self._posted(place, part, mark)
        message = str(told["id"])
        self._trails.begin(_where(place), message)
        self._keep(message, numbers(mark))
        return place, message

    @override
    async def change(self, place: Place, message: str, parts: Sequence[Part]) -> None:
        await self._changed(place, message, parts[0])
        await self.go_on(place, message, parts[1:])

    @override
    async def go_on(self, place: Place, message: str, parts: Sequence[Part]) -> None:
        await self._trails.go_on(_where(place), message, parts, _Further(self, place, message))

    @override
    async def find(self, place: Place, mark: str, since: datetime) -> Sequence[str]:
        wanted = numbers(mark)
        after = max(0, int(since.timestamp() * 1000) - _EPOCH) << 22
        return [one["id"] async for one in self._history(place, after) if self._numbers_of(one) == wanted][::-1]

    @override
    async def delete(self, place: Place, message: str) -> None:
        await self.go_on(place, message, ())
        await self.erase(place, message)

    async def erase(self, place: Place, message: str) -> None:
        """Take a single message away; one that is gone is no error.

        Raises:
            OutsideError: it may still be there, since it is another's and the bot may not manage messages.
        """
        try:
            await self._web.write("DELETE", f"{_path(place)}/{message}", is_patient=True)
        except AbsentError:
            return

    def mark_of(self, message: str, number: int) -> str:
        """Return the mark of a message that goes on with another one."""
        return self._marks.of("part", message, str(number))

    async def further(self, place: Place, message: str) -> list[str]:
        """Look for the messages that one goes on with."""
        known = {self._numbers_of(one): one["id"] async for one in self._history(place, int(message))}
        found: list[str] = []
        while one := known.get(numbers(self.mark_of(message, len(found)))):
            found.append(one)
        return found

    async def _posted(self, place: Place, part: Part, mark: str) -> Json:
        nonce = self._marks.of("nonce", mark)
        body = {**_body(part, numbers(mark)), "nonce": nonce, "enforce_nonce": True}
        reference = {"message_reference": {"message_id": self._answers, "fail_if_not_exists": False}} if self._answers else {}
        try:
            told: Json = await self._web.write("POST", _path(place), body | reference, is_patient=True)
        except NoHistoryError:
            told = await self._web.write("POST", _path(place), body, is_patient=True)
        except LackingError:
            raise PermanentError(messages.lacking(await self._channels.sending(place))) from None
        return told

    async def _changed(self, place: Place, message: str, part: Part) -> None:
        if message not in self._numbers:
            self._keep(message, self._numbers_of(await self._web.read(f"{_path(place)}/{message}")))
        await self._web.write("PATCH", f"{_path(place)}/{message}", _body(part, self._numbers[message]))

    async def _history(self, place: Place, after: int) -> AsyncIterator[Json]:
        """Yield what was said after a message, the newest first; where nothing was, see that the bot would be told.

        Raises:
            OutsideError: it was not told, or it is more than is looked through: what was not found may be there.
        """
        older: dict[str, int] = {}
        for _ in range(_PAGES):
            page = await self._web.read(_path(place), limit=_PAGE, **older)
            if not page and not older:
                await self._channels.check_history(place)
            found = sorted((one for one in page if int(one["id"]) > after), key=lambda one: int(one["id"]), reverse=True)
            for one in found:
                yield one
            if len(found) < _PAGE:
                return
            older = {"before": int(found[-1]["id"])}
        raise TransientError(messages.TOO_MUCH)

    def _numbers_of(self, message: Json) -> Ids | None:
        """Return the numbers of one of the bot's own messages."""
        is_own = (message.get("author") or {}).get("id") == self._channels.installed.user
        return numbers_in(message.get("components") or ()) if is_own else None

    def _keep(self, message: str, ids: Ids | None) -> None:
        self._numbers[message] = ids
        if len(self._numbers) > _KEPT:
            self._numbers.popitem(last=False)


@dataclass(frozen=True, slots=True)
class _Further(Hand[Part]):
    """What one message goes on with."""

    board: DiscordBoard
    place: Place
    message: str

    @override
    async def found(self) -> Sequence[str]:
        try:
            return await self.board.further(self.place, self.message)
        except PermanentError:  # nobody may look, so nothing can be taken up again
            return ()

    @override
    async def added(self, number: int, part: Part) -> str:
        return (await self.board.answering("").post(self.place, part, self.board.mark_of(self.message, number)))[1]

    @override
    async def changed(self, message: str, part: Part) -> None:
        await self.board._changed(self.place, message, part)  # noqa: SLF001  the same thing, by parts

    @override
    async def removed(self, message: str) -> None:
        await self.board.erase(self.place, message)


def _body(part: Part, ids: Ids | None) -> Json:
    return {"components": components(part, ids), "flags": COMPONENTS_V2, **QUIET}


def _where(place: Place) -> str:
    return place.thread or place.channel


def _path(place: Place) -> str:
    return f"/channels/{_where(place)}/messages"
