"""What is shown in return for a turn: answers to an interaction, messages of the bot's own, and forms."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from typing_extensions import override

from adapters.discord.answer import Answer
from adapters.discord.blocks import Part
from adapters.discord.failures import NoDirectError
from adapters.discord.interaction import Ways
from adapters.discord.replies import reply
from adapters.discord.tools import Tools, home_of
from core.errors import OutsideError, PermanentError
from core.messages import discord as messages
from core.model.chat import Form, Page, Reach, Turn
from core.ports.chat import Chat, LiveMessage
from core.posted import PostedMessage, aging


class DiscordChat(Chat):
    """The way back from one turn."""

    def __init__(self, turn: Turn, tools: Tools) -> None:
        self._turn = turn
        self._tools = tools
        self._reply = reply(turn.reply)
        self._ways = Ways(turn, self._reply, tools.web, tools.installed.application, tools.now, answered=tools.answered)
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
        await self._ways.open(replace(form, lines=said.lines), home=home_of(self._turn, Reach.PLACE))

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
            parts=partial(tools.names.parts, home=home_of(turn, reach)),
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
