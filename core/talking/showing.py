"""An answer on its way into a message: each snapshot becomes a page, and before others read it they are counted again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from core.audience import Clearance
from core.messages import talking as messages
from core.model import Recap, Visibility
from core.model.chat import Audience, Page
from core.ports import Message
from core.ports.chat import LiveMessage

_UNKNOWN = Clearance(Audience.OUTSIDE)  # until it is known who reads it


@dataclass(slots=True)
class Showing(Message):
    """One live message and how a snapshot looks in it."""

    live: LiveMessage
    page: Callable[[Recap], Page]
    is_once: bool = False  # no sign of life: a whole answer stands there already
    may_show: Callable[[], Awaitable[bool]] | None = None  # whether nobody reads along who did not when it was asked
    is_withdrawn: bool = False
    clearance: Clearance = _UNKNOWN  # what its readers may be told
    _is_checked: bool = field(default=False, init=False)
    _is_waiting: bool = field(default=False, init=False)  # a sign of life stands there, and nothing else

    async def show(self, recap: Recap) -> None:
        """Replace what is shown; the first and the last time, only where that still may be.

        Raises:
            OutsideError: it could not be shown.
        """
        if self.may_show and (recap.finished or not self._is_checked) and _is_delicate(recap):
            self._is_checked = True
            self.is_withdrawn = self.is_withdrawn or not await self.may_show()
        await self.live.show(Page(lines=(messages.WITHDRAWN,)) if self.is_withdrawn else self.page(recap))
        self._is_waiting = False

    async def sign_of_life(self) -> None:
        """Say that an answer is on its way.

        Raises:
            OutsideError: it could not be shown.
        """
        self._is_waiting = True
        await self.live.show(Page(lines=(messages.LOOKING,)))

    async def give_up(self, lines: Sequence[str]) -> bool:
        """Say in the place of a sign of life why nothing follows; return whether one stood there.

        Raises:
            OutsideError: it could not be shown.
        """
        if self._is_waiting:
            await self.live.show(Page(lines=tuple(lines)))
        return self._is_waiting


def _is_delicate(recap: Recap) -> bool:
    return any(event.visibility is not Visibility.PUBLIC for event in recap.events)
