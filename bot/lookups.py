"""Names are looked up in threads of their own: one whose name server hangs holds up no other name, nor the end of the process.

asyncio has a few threads for all look-ups (six on two cores), and at the end waits for each of them.
"""

import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from typing_extensions import override

P = ParamSpec("P")
T = TypeVar("T")


class Lookups(ThreadPoolExecutor):
    """A loop's own executor; who asks for a name that is being looked up shares the answer."""

    def __init__(self) -> None:
        super().__init__()
        self._going: dict[object, Future[Any]] = {}

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._shared(args) if fn is socket.getaddrinfo else super().submit(fn, *args, **kwargs)

    def _shared(self, asked: tuple[Any, ...]) -> Future[Any]:
        """Look something up, or return the look-up that is on its way."""
        if going := self._going.get(asked):
            return going
        begun = Future[Any]()
        begun.set_running_or_notify_cancel()  # who gives up does not end it for others
        Thread(target=_look_up, args=(asked, begun), name="look-up", daemon=True).start()
        self._going[asked] = begun
        begun.add_done_callback(lambda _: self._going.pop(asked))
        return begun


def _look_up(asked: tuple[Any, ...], found: Future[Any]) -> None:
    try:
        found.set_result(socket.getaddrinfo(*asked))
    except Exception as error:  # noqa: BLE001  it is raised where the answer is waited for
        found.set_exception(error)
