"""One interaction's ways back: it is acknowledged once within three seconds, then takes answers for a quarter of an hour.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from adapters.discord.blocks import COMPONENTS_V2, Ids, Part, components
from adapters.discord.failures import LateError, TakenError
from adapters.discord.replies import Reply
from adapters.discord.views import modal
from adapters.discord.web import QUIET, Json, Web
from core.errors import OutsideError, PermanentError
from core.messages import discord as messages
from core.model.chat import Form, Turn

LASTS = timedelta(minutes=14, seconds=30)  # of the fifteen that Discord gives
_DEFERRED, _MODAL = 5, 9
_EPHEMERAL = 1 << 6
ORIGINAL = "@original"


class Ways:
    """What can still be done with an interaction; nothing, for a turn that was none."""

    def __init__(
        self, turn: Turn, ways: Reply, web: Web, application: str, now: Callable[[], datetime], *, answered: Callable[[str], None]
    ) -> None:
        self._ways = ways
        self._web = web
        self._hook = f"/webhooks/{application}/{ways.token}"
        self._now = now
        self._answered = answered
        self._ends = turn.at + LASTS
        self._is_waiting = ways.is_waiting
        self._numbers: dict[str, Ids | None] = {}  # of messages that go on with an open one, by which the bot finds them later
        self.is_shown = False  # something stands where Discord shows that the bot is thinking

    @property
    def is_open(self) -> bool:
        """Whether everybody in the place sees that the bot is thinking."""
        return self._ways.is_open

    @property
    def takes_answers(self) -> bool:
        """Whether it is an interaction, and not over yet."""
        return bool(self._ways.token) and self._now() < self._ends

    @property
    def takes_form(self) -> bool:
        """Whether a form can be opened."""
        return self._is_waiting and self.takes_answers

    async def acknowledge(self) -> None:
        """Say that an answer will come, unless that was said.

        Raises:
            LateError: it is too late for that.
            OutsideError: it may not have been said.
        """
        if not self._is_waiting:
            return
        await acknowledge(self._web, self._ways)
        self._is_waiting = False
        self._answered(self._ways.interaction)

    async def open(self, form: Form, *, home: str = "") -> None:
        """Open a form, which remembers a `home` server.

        Raises:
            OutsideError: it could not be opened.
        """
        if not self.takes_form:
            raise PermanentError(messages.NO_FORM)
        self._is_waiting = False
        try:
            await self._web.write("POST", _callback(self._ways), {"type": _MODAL, "data": modal(form, home)})
        except LateError:
            raise LateError(messages.LATE_FORM) from None
        self._answered(self._ways.interaction)

    async def edit(self, message: str, part: Part, *, is_patient: bool = False) -> str:
        """Replace one of its messages, or what shows that the bot is thinking; return its id; who is patient waits a little for a limit.

        Raises:
            OutsideError: it may not have been replaced.
        """
        await self.acknowledge()
        path, body = f"{self._hook}/messages/{message}", _body(part, 0, self._numbers.get(message))
        told: Json = await self._web.write("PATCH", path, body, is_patient=is_patient)
        return str(told["id"])

    async def add(self, part: Part, ids: Ids | None = None) -> str:
        """Add a message: as open as the interaction, or for who took the turn alone; `ids` are what it is found by.

        Raises:
            OutsideError: it may not have been added.
        """
        await self.acknowledge()
        told: Json = await self._web.write("POST", self._hook, _body(part, 0 if self.is_open else _EPHEMERAL, ids), is_patient=True)
        self._numbers[str(told["id"])] = ids
        return str(told["id"])

    async def whisper(self, part: Part) -> str:
        """Add a message for who took the turn alone.

        Raises:
            OutsideError: it may not have been added.
        """
        await self.acknowledge()
        await self.dismiss()  # the first message that is added would be as open as it
        told: Json = await self._web.write("POST", self._hook, _body(part, _EPHEMERAL, None), is_patient=True)
        return str(told["id"])

    async def remove(self, message: str) -> None:
        """Take one of its messages away.

        Raises:
            OutsideError: it may still be there.
        """
        await self._web.write("DELETE", f"{self._hook}/messages/{message}", is_patient=True)

    async def dismiss(self) -> None:
        """Let Discord no longer show that the bot is thinking, where nothing took that place: the answer stands elsewhere."""
        if self.is_shown or not self.takes_answers:
            return
        self.is_shown = True
        with suppress(OutsideError):
            await self.acknowledge()
            await self.remove(ORIGINAL)


async def acknowledge(web: Web, ways: Reply) -> None:
    """Say that an answer will come; that this was said before is no error.

    Raises:
        LateError: it is too late for that.
        OutsideError: it may not have been said.
    """
    body = {"type": _DEFERRED, "data": {"flags": 0 if ways.is_open else _EPHEMERAL}}
    with suppress(TakenError):
        await web.write("POST", _callback(ways), body)


def _callback(ways: Reply) -> str:
    return f"/interactions/{ways.interaction}/{ways.token}/callback"


def _body(part: Part, flags: int, ids: Ids | None) -> Json:
    return {"components": components(part, ids), "flags": COMPONENTS_V2 | flags, **QUIET}
