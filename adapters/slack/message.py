"""What is shown in return for a turn: live messages, single ones, and forms."""

from collections import Counter
from dataclasses import dataclass, replace

from typing_extensions import override

from adapters.slack.blocks import Part, parts
from adapters.slack.board import QUIET, Board
from adapters.slack.names import Names
from adapters.slack.replies import Marks, Reply, reply
from adapters.slack.views import modal
from adapters.slack.web import Web
from core.errors import PermanentError
from core.messages import slack as messages
from core.model.chat import Form, Page, Place, Quota, Reach, Turn
from core.ports.chat import Chat, Directory, LiveMessage
from core.posted import PostedMessage, aging

_CHANGES, _MINUTE = 45, 60.0  # chat.update: "50+ per minute" for one app in one workspace; the rest is the digests'


@dataclass(frozen=True, slots=True)
class Tools:
    """What one workspace's messages are made with."""

    web: Web
    board: Board
    marks: Marks
    directory: Directory
    names: Names


class SlackChat(Chat):
    """The way back from one turn."""

    def __init__(self, turn: Turn, tools: Tools) -> None:
        self._turn = turn
        self._tools = tools
        self._reply = reply(turn.reply)
        self._made = Counter[Reach]()
        self._is_stale = aging()

    @property
    @override
    def edits_private(self) -> bool:
        return False  # an ephemeral message is out of reach once it was shown

    @property
    @override
    def whispers(self) -> bool:
        return True

    @property
    @override
    def has_forms(self) -> bool:
        return bool(self._reply.trigger)

    @override
    def live(self, reach: Reach, *, on: str = "") -> LiveMessage:
        self._made[reach] += 1
        mark = self._tools.marks.of("live", self._turn.id, reach, str(self._made[reach]))
        if reach is Reach.ASKER and not self._reply.is_own:
            return Whisper(self._turn, self._reply, self._tools)
        return PostedMessage(
            self._turn,
            reach,
            mark,
            board=self._tools.board,
            directory=self._tools.directory,
            parts=self._tools.names.parts,
            quota=lambda _: quota(self._turn),
            is_stale=self._is_stale,
            on=on,
        )

    @override
    async def say(self, page: Page, reach: Reach) -> None:
        await self.live(reach).show(page)

    @override
    async def open(self, form: Form) -> None:
        if not self._reply.trigger:
            raise PermanentError(messages.NO_FORM)
        turn, said = self._turn, await self._tools.names.told(Page(lines=form.lines))
        sealed = self._tools.marks.sealed(form.token, turn.member.user, turn.place.channel, turn.place.thread)
        await self._tools.web.write(
            "views.open", {"trigger_id": self._reply.trigger, "view": modal(replace(form, lines=said.lines), sealed)}
        )

    @override
    async def erase(self) -> bool:
        return False  # chat.delete takes a bot's own messages alone


class Whisper(LiveMessage):
    """What only the asker sees where they asked; each showing is a message of its own, which nobody can name again."""

    def __init__(self, turn: Turn, reply: Reply, tools: Tools) -> None:
        self._turn = turn
        self._reply = reply
        self._tools = tools
        self._heard: set[str] = set()  # of a page that takes several messages

    @property
    @override
    def place(self) -> Place:
        return self._turn.place

    @property
    @override
    def id(self) -> str:
        return ""

    @property
    @override
    def quota(self) -> Quota:
        return quota(self._turn)

    @override
    async def show(self, page: Page) -> None:
        for part in parts(await self._tools.names.told(page)):
            if part.text not in self._heard:
                await self._say(part)
                self._heard.add(part.text)

    async def _say(self, part: Part) -> None:
        """Say it by the response URL, else as the bot, else in direct messages: never where others read it."""
        words = {"text": part.text, "blocks": list(part.blocks), "parse": "none"}
        place, user = self._turn.place, self._turn.member.user
        if self._reply.url and not self._reply.is_in_thread:
            try:
                await self._tools.web.respond(self._reply.url, {**words, **QUIET, "response_type": "ephemeral", "replace_original": False})
            except PermanentError:
                pass  # it was used five times, or is older than half an hour
            else:
                return
        thread = {"thread_ts": place.thread} if self._reply.is_in_thread else {}
        try:
            await self._tools.web.write("chat.postEphemeral", {"channel": place.channel, "user": user, **words, **thread})
        except PermanentError:
            direct = await self._tools.directory.direct(self._turn.member)
            await self._tools.board.post(direct, part, self._tools.marks.of("direct", self._turn.id, part.text))


def quota(turn: Turn) -> Quota:
    """Return what all live messages of a workspace share."""
    return Quota(lane=f"slack:{turn.place.tenant}", changes=_CHANGES, seconds=_MINUTE)
