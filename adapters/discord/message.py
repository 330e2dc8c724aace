"""What is shown in return for a turn: answers to an interaction, messages of the bot's own, and forms."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from typing_extensions import override

from adapters.discord.blocks import Part, numbers
from adapters.discord.board import DiscordBoard
from adapters.discord.events import ALONE, Installed
from adapters.discord.failures import LateError, NoDirectError
from adapters.discord.interaction import ORIGINAL, Ways
from adapters.discord.names import Names
from adapters.discord.replies import reply
from adapters.discord.web import Web
from core.errors import OutsideError, PermanentError
from core.marks import Marks
from core.messages import discord as messages
from core.model.chat import Form, Page, Place, Quota, Reach, Turn
from core.ports.chat import Chat, Directory, LiveMessage
from core.posted import PostedMessage, aging
from core.trail import Hand, Trails

_CHANGES, _SECONDS = 5, 5.0  # of one interaction's messages


@dataclass(frozen=True, slots=True)
class Tools:
    """What a bot's messages are made with; `missed` are people who could not be written to, until they are told."""

    web: Web
    board: DiscordBoard
    marks: Marks
    directory: Directory
    installed: Installed
    names: Names
    now: Callable[[], datetime]
    missed: set[str] = field(default_factory=set)


class DiscordChat(Chat):
    """The way back from one turn."""

    def __init__(self, turn: Turn, tools: Tools) -> None:
        self._turn = turn
        self._tools = tools
        self._reply = reply(turn.reply)
        self._ways = Ways(turn, self._reply, tools.web, tools.installed.application, tools.now)
        self._made = Counter[Reach]()
        self._is_stale = aging()

    @property
    @override
    def edits_private(self) -> bool:
        return True

    @property
    @override
    def whispers(self) -> bool:
        return bool(self._reply.token) or self._reply.is_own  # only an interaction has words for one person

    @property
    @override
    def has_forms(self) -> bool:
        return self._ways.takes_form

    @override
    def live(self, reach: Reach, *, on: str = "") -> LiveMessage:
        is_own, is_place = self._reply.is_own, reach is Reach.PLACE
        own = self._own(reach, on)
        if not self._reply.token or reach is Reach.DIRECT or on:
            return own
        if is_place and not (is_own or (self._ways.is_open and not self._ways.is_shown)):
            return own
        is_whisper = not is_place and not is_own
        return Answer(self._turn, self._ways, self._tools, successor=own, is_whisper=is_whisper)

    @override
    async def say(self, page: Page, reach: Reach) -> None:
        try:
            await self.live(reach).show(page)
        except NoDirectError:
            if reach is Reach.ASKER and not self.whispers:  # who mentioned the bot must not wait for nothing
                with suppress(OutsideError):
                    await self.live(Reach.PLACE).show(Page(lines=(messages.UNTOLD,)))
            raise

    @override
    async def open(self, form: Form) -> None:
        said = await self._tools.names.told(Page(lines=form.lines), self._turn.place)
        await self._ways.open(replace(form, lines=said.lines), home=_home(self._turn, Reach.PLACE))

    @override
    async def erase(self) -> bool:
        """Delete it where the bot may manage messages; in direct messages nobody may delete another's."""
        if not self._reply.message or self._reply.is_own:
            return False
        try:
            await self._tools.board.erase(self._turn.place, self._reply.message)
        except PermanentError:
            return False
        return True

    def _own(self, reach: Reach, on: str) -> LiveMessage:
        """Return a message of the bot's own; what is for the asker alone goes into their direct messages."""
        if reach is Reach.ASKER:
            reach = Reach.PLACE if self._reply.is_own else Reach.DIRECT
        self._made[reach] += 1
        mark = self._tools.marks.of("live", self._turn.id, reach, str(self._made[reach]))
        return OwnMessage(self._turn, reach, mark, self._tools, self._ways, answers=self._reply.message, is_stale=self._is_stale, on=on)


class OwnMessage(PostedMessage[Part]):
    """A message of the bot's own; where it answers an interaction, that no longer shows that the bot is thinking."""

    def __init__(
        self, turn: Turn, reach: Reach, mark: str, tools: Tools, ways: Ways, *, answers: str, is_stale: Callable[[], bool], on: str
    ) -> None:
        board = tools.board.answering(answers if reach is Reach.PLACE else "")
        super().__init__(
            turn,
            reach,
            mark,
            board=board,
            directory=tools.directory,
            parts=partial(tools.names.parts, home=_home(turn, reach)),
            quota=tools.board.quota,
            is_stale=is_stale,
            on=on,
        )
        self._ways = ways
        self._missed = tools.missed

    @override
    async def show(self, page: Page) -> None:
        try:
            await super().show(page)
        except NoDirectError:
            if not self._ways.takes_answers:  # else it is told there
                self._missed.add(self._turn.member.user)
            raise NoDirectError(messages.NO_DIRECT_TO_YOU) from None
        await self._ways.dismiss()


class Answer(LiveMessage):
    """An answer to an interaction, and after its quarter of an hour the bot's own message; `is_whisper` for who took the turn alone."""

    def __init__(self, turn: Turn, ways: Ways, tools: Tools, *, successor: LiveMessage, is_whisper: bool) -> None:
        self._turn = turn
        self._ways = ways
        self._tools = tools
        self._successor = successor
        self._is_whisper = is_whisper
        self._message = ""  # what the interaction calls it
        self._id = ""
        self._trails = Trails[Part]()
        self._is_over = False
        self._note = messages.UNDELIVERED if is_whisper and turn.member.user in tools.missed else ""

    @property
    @override
    def place(self) -> Place:
        return self._successor.place if self._is_over and not self._id else self._turn.place

    @property
    @override
    def id(self) -> str:
        return self._id or (self._successor.id if self._is_over else "")

    @property
    @override
    def quota(self) -> Quota:
        if self._is_over:
            return self._successor.quota
        return Quota(lane=self._turn.id, changes=_CHANGES, seconds=_SECONDS)

    @override
    async def show(self, page: Page) -> None:
        is_said = messages.NO_DIRECT_TO_YOU in page.lines
        noted = replace(page, footer=(*page.footer, self._note)) if self._note and not is_said else page
        if self._ways.takes_answers and not self._is_over:
            try:
                await self._shown(await self._parts(noted))
            except LateError:
                self._is_over = True
            else:
                self._tools.missed.discard(self._turn.member.user) if self._note else None
                return
        self._is_over = True
        if self._id:
            await self._tools.board.change(self._turn.place, self._id, await self._parts(page))
        else:
            await self._successor.show(page)

    async def _parts(self, page: Page) -> Sequence[Part]:
        return await self._tools.names.parts(page, self._turn.place, home=_home(self._turn, Reach.PLACE))

    async def _shown(self, shown: Sequence[Part]) -> None:
        if self._message:
            await self._ways.edit(self._message, shown[0])
        elif self._is_whisper and self._ways.is_open:
            self._message = await self._ways.whisper(shown[0])
        elif self._ways.is_shown:
            self._message = await self._ways.add(shown[0])
        else:
            await self._take_place(shown[0])
        await self._trails.go_on("", self._message, shown[1:], _Further(self._ways, self._tools.board, self._id))

    async def _take_place(self, part: Part) -> None:
        """Replace what shows that the bot is thinking: doing that twice does no harm."""
        ident = await self._ways.edit(ORIGINAL, part, is_patient=True)  # nothing else is shown until then
        self._ways.is_shown = True
        self._message, self._id = ORIGINAL, "" if self._is_whisper else ident
        self._trails.begin("", ORIGINAL)


@dataclass(frozen=True, slots=True)
class _Further(Hand[Part]):
    """What an answer goes on with."""

    ways: Ways
    board: DiscordBoard
    open_as: str  # the id of the message, where everybody sees it

    @override
    async def found(self) -> tuple[str, ...]:
        return ()  # nobody but this process can name what only one person sees

    @override
    async def added(self, number: int, part: Part) -> str:
        ids = numbers(self.board.mark_of(self.open_as, number)) if self.open_as else None
        return await self.ways.add(part, ids)

    @override
    async def changed(self, message: str, part: Part) -> None:
        await self.ways.edit(message, part)

    @override
    async def removed(self, message: str) -> None:
        await self.ways.remove(message)


def _home(turn: Turn, reach: Reach) -> str:
    """Return the server that buttons and forms remember: in direct messages nothing else says as whose member somebody does something."""
    is_direct = reach is Reach.DIRECT or turn.place.tenant == ALONE
    return turn.member.tenant if is_direct and turn.member.tenant != ALONE else ""
