"""One person's turn in a chat: words, a button or a form, and everything that it leads to.

    words    a secret is refused, a command is done (core/talking/commands.py), all else is a question or a follow-up
    button   does what it says with an answer of who presses it
    form     does what it was opened for

The same for every platform. What goes wrong is told to who took the turn, alone.
"""

from core.errors import OutsideError, RecapError
from core.model.chat import Page, Participant, Reach, Turn, Typed
from core.ports.chat import Chat
from core.talking.desk import Desk, Scene
from core.talking.questions import ask


class Talk:
    """Takes turns, one after the other or side by side."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def take(self, turn: Turn, chat: Chat) -> None:
        """Do what a turn leads to.

        Raises:
            OutsideError: not even what went wrong could be told.
        """
        who = await self._who(turn)
        if who.is_bot or who.is_gone:
            return
        try:
            await _done(Scene(self._desk, turn, chat, who))
        except RecapError as error:
            await chat.say(Page(lines=tuple(str(error).split("\n"))), Reach.ASKER)

    async def _who(self, turn: Turn) -> Participant:
        """Return who took a turn as they are now; somebody of whom the platform says nothing has the rights of a guest."""
        try:
            return await self._desk.platform(turn.member.platform).directory.participant(turn.member)
        except OutsideError:
            return Participant(member=turn.member, name="", is_guest=True)


async def _done(scene: Scene) -> None:
    match scene.turn.deed:
        case Typed(words):
            await ask(scene, words)
