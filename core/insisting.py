"""A way back from a turn that does not give up at once: what a platform refuses for now is said when it lets."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from core.errors import OutsideError, RateLimitedError, TransientError
from core.model.chat import Form, Page, Reach
from core.ports.chat import Chat, LiveMessage

PERSISTENCE = 60.0  # seconds in which something is worth saying
_PAUSE = 1.0  # seconds between two attempts; more where the platform says so


class Insisting(Chat):
    """Says what it is given as often as it takes: nothing was shown when it was refused. All else it hands on."""

    def __init__(self, chat: Chat, *, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[object]]) -> None:
        self._chat = chat
        self._now = now
        self._sleep = sleep

    @property
    def edits_private(self) -> bool:
        """Whether what only the asker sees can be replaced."""
        return self._chat.edits_private

    @property
    def whispers(self) -> bool:
        """Whether the asker alone can be shown something there."""
        return self._chat.whispers

    @property
    def has_forms(self) -> bool:
        """Whether this turn may open a form."""
        return self._chat.has_forms

    def live(self, reach: Reach, *, on: str = "") -> LiveMessage:
        """Return a message that is still to be shown; whoever shows it insists by themselves."""
        return self._chat.live(reach, on=on)

    async def say(self, page: Page, reach: Reach) -> None:
        """Show something once, within a minute."""
        message, waited = self._chat.live(reach), 0.0
        while True:
            try:
                await message.show(page)
            except (RateLimitedError, TransientError) as error:
                wait = max(_PAUSE, self._seconds_until(error))
                if (waited := waited + wait) > PERSISTENCE:
                    raise
                await self._sleep(wait)
            else:
                return

    async def open(self, form: Form) -> None:
        """Open a form; it comes at once or not at all."""
        await self._chat.open(form)

    async def erase(self) -> bool:
        """Take away what who took the turn wrote."""
        return await self._chat.erase()

    def _seconds_until(self, error: OutsideError) -> float:
        at = error.retry_at if isinstance(error, RateLimitedError) else None
        return (at - self._now()).total_seconds() if at else 0.0
