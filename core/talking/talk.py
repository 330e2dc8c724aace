"""One person's turn in a chat: words, a button or a form, and everything that it leads to.

    words    a secret is refused, a command is done, all else is a question or a follow-up
    button   does what it is called, with what it stands for looked up on our side
    form     does what it was opened for

The same for every platform. What goes wrong is told to who took the turn, alone.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import assert_never

from core.connect import Linked
from core.errors import AskError, OutsideError, PermanentError, RecapError
from core.limits import Call
from core.messages import talking as messages
from core.model.chat import Deed, Filled, Participant, Pressed, Turn, Typed, Way
from core.ports.chat import Chat
from core.talking import linking, pending
from core.talking.commands import BUTTONS, COMMANDS, FORMS, command, meant
from core.talking.desk import Desk, Handler, Scene
from core.talking.questions import ask, go_on
from core.talking.selves import at_home
from core.talking.tokens import holds_token


class Talk:
    """Takes turns, one after the other or side by side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self, turn: Turn, chat: Chat) -> None:
        """Do what a turn leads to.

        Raises:
            OutsideError: not even what went wrong could be told.
        """
        home = await at_home(self._desk, turn)
        if home != turn:  # what is shown remembers as whose it was asked
            turn, chat = home, self._desk.platform(home.member.platform).chat(home)
        scene = Scene(self._desk, turn, chat, await self._who(turn))
        if scene.who.is_bot or scene.who.is_gone:
            return
        try:
            if waiting := await self._done(scene):
                await self.take(waiting, self._desk.platform(waiting.member.platform).chat(waiting))
        except RecapError as error:
            await self._tell(scene, str(error).split("\n"))

    async def linked(self, done: Linked) -> None:
        """Tell somebody that their account was linked elsewhere, as in a browser, and answer the question that waited for it.

        Raises:
            OutsideError: nothing could be told.
        """
        await linking.tell_elsewhere(self._desk, done)
        if waiting := pending.read(done.question):
            await self.take(waiting, self._desk.platform(waiting.member.platform).chat(waiting))

    async def _done(self, scene: Scene) -> Turn | None:
        """Do it, and return a question that waited for that."""
        deed = scene.turn.deed
        if _is_unsafe(deed):
            await scene.tell([messages.REVOKE, *await _erased(scene)])
            return None
        match deed:
            case Typed(words, command=name) if name in self._desk.more:
                return await self._do(scene, self._desk.more, name, words)
            case Typed(words, Way.OVERHEARD):
                await go_on(scene, words)
                return None
            case Typed(words):
                name, rest = command(words, self._desk.more)
                return await (self._do(scene, COMMANDS, name, rest) if name else self._ask(scene, words))
            case Pressed(name, value):
                return await self._do(scene, BUTTONS, name, value)
            case Filled(form, token, _):
                return await self._do(scene, FORMS, form, token)
            case _:
                assert_never(deed)

    async def _do(self, scene: Scene, ours: Mapping[str, Handler], name: str, text: str) -> Turn | None:
        handler = ours.get(name) or self._desk.more.get(name)
        if handler is None:
            raise PermanentError(messages.OLD)
        await self._desk.admit(scene.member, Call.STATUS)
        return await handler(scene, text)

    async def _ask(self, scene: Scene, words: str) -> None:
        try:
            await ask(scene, words)
        except AskError as error:
            raise meant(words, error, self._desk.more) from error

    async def _tell(self, scene: Scene, lines: Sequence[str]) -> None:
        """Tell what went wrong; where even that way is closed, as after half an hour, answer a question in a direct message."""
        try:
            await scene.tell(lines)
        except OutsideError:
            deed = scene.turn.deed
            is_question = isinstance(deed, Typed) and deed.command not in self._desk.more and not command(deed.words, self._desk.more)[0]
            if not is_question or scene.way is Way.DIRECT:
                raise
            moved = pending.moved(scene.turn, await scene.directory.direct(scene.member))
            await self.take(moved, self._desk.platform(moved.member.platform).chat(moved))

    async def _who(self, turn: Turn) -> Participant:
        """Return who took a turn as they are now; somebody of whom the platform says nothing has the rights of a guest."""
        try:
            return await self._desk.platform(turn.member.platform).directory.participant(turn.member)
        except OutsideError:
            return Participant(member=turn.member, name="", is_guest=True)


async def _erased(scene: Scene) -> Sequence[str]:
    """Take what was written away where that may be done; say what is left to do where others can read it."""
    if scene.way not in {Way.MENTION, Way.REPLY, Way.OVERHEARD, Way.DIRECT}:
        return ()
    with suppress(OutsideError):
        if await scene.chat.erase():
            return (messages.ERASED,)
    return (messages.TO_ERASE,)


def _is_unsafe(deed: Deed) -> bool:
    """Say whether a token was typed where none belongs."""
    match deed:
        case Typed(words):
            return holds_token(words)
        case Filled(_, _, values):
            return any(holds_token(text) for field, text in values.items() if field != linking.TOKEN)
    return False
