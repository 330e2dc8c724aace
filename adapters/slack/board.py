"""Messages of the bot in channels: posted, found, changed and taken away; what is too long goes on in the thread."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from adapters.slack.blocks import Part
from adapters.slack.events import Installed
from adapters.slack.failures import AbsentError, NoThreadError
from adapters.slack.replies import Marks
from adapters.slack.web import Json, Web
from core.model.chat import Place

_PAGES = 10  # of a channel's messages that are searched for a mark
_KEPT = 2_000  # messages whose further parts are known
EVENT = "recap"  # what metadata is of
QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none"}


class Board:
    """One workspace's messages of the bot."""

    def __init__(self, web: Web, installed: Installed, marks: Marks) -> None:
        self._web = web
        self._installed = installed
        self._marks = marks
        self._further: OrderedDict[tuple[str, str], list[str]] = OrderedDict()

    async def post(self, place: Place, part: Part, mark: str) -> tuple[Place, str]:
        """Post one message once, in its thread or, where that is closed, in the channel, which the same people read.

        Raises:
            OutsideError: it was not posted, or (AmbiguousError) may have been.
        """
        try:
            told = await self._web.write("chat.postMessage", _message(place, part, mark))
        except NoThreadError:
            place = place.room
            told = await self._web.write("chat.postMessage", _message(place, part, mark))
        ts = str(told.get("ts") or "")
        self._keep(place.channel, ts, [])
        return place, ts

    async def change(self, place: Place, ts: str, parts: Sequence[Part]) -> None:
        """Replace a message, with what it goes on with.

        Raises:
            OutsideError: it may not have been changed.
        """
        await self._changed(place, ts, parts[0])
        await self.go_on(place, ts, parts[1:])

    async def go_on(self, place: Place, ts: str, parts: Sequence[Part]) -> None:
        """Let a message go on with so many further parts, in its thread, and take away those that are too many.

        Raises:
            OutsideError: they may not stand all.
        """
        known = self._further.pop((place.channel, ts), None)  # forgotten where this fails, so that they are looked for
        if known is None:
            known = await self._found_further(place, ts)
        thread = Place(place.platform, place.tenant, place.channel, place.thread or ts)
        for number, part in enumerate(parts):
            if number < len(known):
                await self._changed(place, known[number], part)
            else:
                known.append((await self.post(thread, part, self._marks.of("part", ts, str(number))))[1])
        while len(known) > len(parts):
            await self._deleted(place, known.pop())
        self._keep(place.channel, ts, known)

    async def find(self, place: Place, mark: str, since: datetime) -> list[str]:
        """Return the ids of the bot's messages that carry a mark, oldest first.

        Raises:
            OutsideError: nothing is known.
        """
        found = [one["ts"] async for one in self._history(place, since) if self._mark(one) == mark]
        return sorted(found, key=float)

    async def delete(self, place: Place, ts: str) -> None:
        """Take a message away with what it goes on with; one that is gone is no error.

        Raises:
            OutsideError: it may still be there.
        """
        try:
            await self.go_on(place, ts, ())
        except NoThreadError:
            self._further.pop((place.channel, ts), None)
        await self._deleted(place, ts)

    async def _changed(self, place: Place, ts: str, part: Part) -> None:
        words = {"channel": place.channel, "ts": ts, "text": part.text, "blocks": list(part.blocks), "parse": "none"}
        await self._web.write("chat.update", words)

    async def _deleted(self, place: Place, ts: str) -> None:
        try:
            await self._web.write("chat.delete", {"channel": place.channel, "ts": ts})
        except AbsentError:
            return

    async def _found_further(self, place: Place, ts: str) -> list[str]:
        """Look for the parts that another process, or this one long ago, let a message go on with."""
        thread = Place(place.platform, place.tenant, place.channel, place.thread or ts)
        marked: dict[str, str] = {}
        async for one in self._history(thread, None):
            marked.setdefault(self._mark(one), one["ts"])
        found: list[str] = []
        while further := marked.get(self._marks.of("part", ts, str(len(found)))):
            found.append(further)
        return found

    async def _history(self, place: Place, since: datetime | None) -> AsyncIterator[Json]:
        words: dict[str, Any] = {"channel": place.channel, "include_all_metadata": True}
        if since is not None:
            words["oldest"] = f"{since.timestamp():.6f}"
        method = "conversations.replies" if place.thread else "conversations.history"
        if place.thread:
            words["ts"] = place.thread
        async for one in self._web.pages(method, "messages", most=_PAGES, **words):
            yield one

    def _mark(self, message: Json) -> str:
        """Return the mark of one of the bot's own messages, else nothing."""
        metadata: Any = message.get("metadata") or {}
        is_own = self._installed.bot == message.get("bot_id") or self._installed.user == message.get("user")
        return str((metadata.get("event_payload") or {}).get("mark", "")) if is_own and metadata.get("event_type") == EVENT else ""

    def _keep(self, channel: str, ts: str, further: list[str]) -> None:
        self._further[channel, ts] = further
        if len(self._further) > _KEPT:
            self._further.popitem(last=False)


def _message(place: Place, part: Part, mark: str) -> Json:
    words: Json = {"channel": place.channel, "text": part.text, "blocks": list(part.blocks), **QUIET}
    if place.thread:
        words["thread_ts"] = place.thread
    return words | {"metadata": {"event_type": EVENT, "event_payload": {"mark": mark}}}
