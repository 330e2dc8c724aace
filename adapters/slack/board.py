"""Messages of the bot in channels: posted, found, changed and taken away; what is too long goes on in the thread."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from typing_extensions import override

from adapters.slack.blocks import Part
from adapters.slack.events import Installed
from adapters.slack.failures import AbsentError, NoThreadError
from adapters.slack.replies import Marks
from adapters.slack.web import Json, Web
from core import posted
from core.model.chat import Place
from core.trail import Hand, Trails

_PAGES = 25  # of a channel's messages that are searched for a mark
EVENT = "recap"  # what metadata is of
QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none"}


class Board(posted.Board[Part]):
    """One workspace's messages of the bot."""

    def __init__(self, web: Web, installed: Installed, marks: Marks) -> None:
        self._web = web
        self._installed = installed
        self._marks = marks
        self._trails = Trails[Part]()

    @override
    async def post(self, place: Place, part: Part, mark: str) -> tuple[Place, str]:
        try:
            told = await self._web.write("chat.postMessage", _message(place, part, mark))
        except NoThreadError:  # the same people read the channel
            place = place.room
            told = await self._web.write("chat.postMessage", _message(place, part, mark))
        ts = str(told.get("ts") or "")
        self._trails.begin(place.channel, ts)
        return place, ts

    @override
    async def change(self, place: Place, message: str, parts: Sequence[Part]) -> None:
        await self.replace(place, message, parts[0])
        await self.go_on(place, message, parts[1:])

    @override
    async def go_on(self, place: Place, message: str, parts: Sequence[Part]) -> None:
        thread = Place(place.platform, place.tenant, place.channel, place.thread or message)
        await self._trails.go_on(place.channel, message, parts, _Further(self, thread, message))

    @override
    async def find(self, place: Place, mark: str, since: datetime) -> list[str]:
        found = [one["ts"] async for one in self._history(place, since) if self._mark(one) == mark]
        return sorted(found, key=float)

    @override
    async def delete(self, place: Place, message: str) -> None:
        with suppress(NoThreadError):  # then it goes on with nothing
            await self.go_on(place, message, ())
        await self.remove(place, message)

    async def replace(self, place: Place, ts: str, part: Part) -> None:
        """Replace one message alone.

        Raises:
            OutsideError: it may not have been changed.
        """
        words = {"channel": place.channel, "ts": ts, "text": part.text, "blocks": list(part.blocks), "parse": "none"}
        await self._web.write("chat.update", words)

    async def remove(self, place: Place, ts: str) -> None:
        """Take one message alone away; one that is gone is no error.

        Raises:
            OutsideError: it may still be there.
        """
        with suppress(AbsentError):
            await self._web.write("chat.delete", {"channel": place.channel, "ts": ts})

    def mark_of(self, ts: str, number: int) -> str:
        """Return the mark of what a message goes on with."""
        return self._marks.of("part", ts, str(number))

    async def marked(self, place: Place) -> dict[str, str]:
        """Return the bot's own messages of a thread by their marks.

        Raises:
            OutsideError: nothing is known.
        """
        found: dict[str, str] = {}
        async for one in self._history(place, None):
            found.setdefault(self._mark(one), one["ts"])
        return found

    async def _history(self, place: Place, since: datetime | None) -> AsyncIterator[Json]:
        words: dict[str, Any] = {"channel": place.channel, "include_all_metadata": True}
        if since is not None:
            words["oldest"] = f"{since.timestamp():.6f}"
        method = "conversations.replies" if place.thread else "conversations.history"
        if place.thread:
            words["ts"] = place.thread
        async for one in self._web.pages(method, "messages", most=_PAGES, is_whole=True, **words):
            yield one

    def _mark(self, message: Json) -> str:
        """Return the mark of one of the bot's own messages, else nothing."""
        metadata: Any = message.get("metadata") or {}
        is_own = self._installed.bot == message.get("bot_id") or self._installed.user == message.get("user")
        return str((metadata.get("event_payload") or {}).get("mark", "")) if is_own and metadata.get("event_type") == EVENT else ""


@dataclass(frozen=True, slots=True)
class _Further(Hand[Part]):
    """What a message goes on with, in its thread."""

    board: Board
    thread: Place
    message: str

    @override
    async def found(self) -> Sequence[str]:
        marked = await self.board.marked(self.thread)
        found: list[str] = []
        while further := marked.get(self.board.mark_of(self.message, len(found))):
            found.append(further)
        return found

    @override
    async def added(self, number: int, part: Part) -> str:
        return (await self.board.post(self.thread, part, self.board.mark_of(self.message, number)))[1]

    @override
    async def changed(self, message: str, part: Part) -> None:
        await self.board.replace(self.thread, message, part)

    @override
    async def removed(self, message: str) -> None:
        await self.board.remove(self.thread, message)


def _message(place: Place, part: Part, mark: str) -> Json:
    words: Json = {"channel": place.channel, "text": part.text, "blocks": list(part.blocks), **QUIET}
    if place.thread:
        words["thread_ts"] = place.thread
    return words | {"metadata": {"event_type": EVENT, "event_payload": {"mark": mark}}}
