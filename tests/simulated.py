"""Time that passes only where a program waits for it."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import TypeVar

from typing_extensions import override

T = TypeVar("T")


def simulated(main: Coroutine[object, object, T]) -> T:
    """Run to the end, as fast as the machine can, on a clock that jumps to whatever is due next."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main)


def clock() -> float:
    """Return the simulated seconds."""
    return asyncio.get_running_loop().time()


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.passed = 0.0
        super().__init__(_Selector(self))

    @override
    def time(self) -> float:
        return self.passed


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: _Loop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self._loop.passed += timeout
        return ready
