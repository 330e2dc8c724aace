"""Time that passes only where a program waits for it."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import TypeVar

from typing_extensions import override

T = TypeVar("T")


def simulated(main: Coroutine[object, object, T], *, is_busy: Callable[[], bool] = lambda: False) -> T:
    """Run to the end, as fast as the machine can, on a clock that jumps to what is due next, but not while something real `is_busy`."""
    with asyncio.Runner(loop_factory=lambda: _Loop(is_busy)) as runner:
        return runner.run(main)


def clock() -> float:
    """Return the simulated seconds."""
    return asyncio.get_running_loop().time()


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, is_busy: Callable[[], bool]) -> None:
        self.passed = 0.0
        super().__init__(_Selector(self, is_busy))

    @override
    def time(self) -> float:
        return self.passed


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: _Loop, is_busy: Callable[[], bool]) -> None:
        super().__init__()
        self._loop = loop
        self._is_busy = is_busy

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(1.0 if timeout != 0 and self._is_busy() else 0)
        if not ready and timeout:
            self._loop.passed += timeout
        return ready
