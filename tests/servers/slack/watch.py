"""Waiting for something to become true, even if only for a moment."""

import asyncio
from collections.abc import Callable


class Watch:
    """Conditions that somebody waits for; whoever changes what they are about calls `look`, and misses no moment."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[], object], asyncio.Future[None]]] = []

    def look(self) -> None:
        """Wake those whose condition is true now; one that raises, raises where it is waited for."""
        for condition, woken in list(self._waiting):
            try:
                if not woken.done() and condition():
                    woken.set_result(None)
            except Exception as error:  # noqa: BLE001  # it is a test's own, and told there
                woken.set_exception(error)

    async def until(self, condition: Callable[[], object]) -> None:
        if condition():
            return
        waiting = (condition, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting[1]
        finally:
            self._waiting.remove(waiting)
