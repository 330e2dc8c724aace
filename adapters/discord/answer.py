"""An answer to an interaction: live in place, and after its quarter of an hour a message of the bot's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from typing_extensions import override

from adapters.discord.blocks import Part, numbers
from adapters.discord.board import DiscordBoard
from adapters.discord.failures import LateError
from adapters.discord.interaction import ORIGINAL, Ways
from adapters.discord.tools import Tools, home_of
from core.messages import discord as messages
from core.model.chat import Page, Place, Quota, Reach, Turn
from core.ports.chat import LiveMessage
from core.trail import Hand, Trails

_CHANGES, _SECONDS = 5, 5.0  # of one interaction's messages


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
        return await self._tools.names.parts(page, self._turn.place, home=home_of(self._turn, Reach.PLACE))

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
