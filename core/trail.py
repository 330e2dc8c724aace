"""What is too long for one message goes on in further ones; they are added, changed and taken away together with it."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

_KEPT = 2_000  # messages whose further ones are known

Part = TypeVar("Part")
Sent_contra = TypeVar("Sent_contra", contravariant=True)


class Hand(Protocol[Sent_contra]):
    """What does it on a platform; each may raise OutsideError."""

    async def found(self) -> Sequence[str]:
        """Look for the messages that another process, or this one long ago, let the first one go on with."""

    async def added(self, number: int, part: Sent_contra) -> str:
        """Post one, and return its id; `number` is 0 for the first of the further ones."""

    async def changed(self, message: str, part: Sent_contra) -> None:
        """Replace one."""

    async def removed(self, message: str) -> None:
        """Take one away."""


class Trails(Generic[Part]):
    """Remembers with which messages each goes on, by its channel and id."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], list[str]] = OrderedDict()

    def begin(self, channel: str, message: str) -> None:
        """Remember a message that is new, so that nobody looks for what it goes on with."""
        self._keep(channel, message, [])

    async def go_on(self, channel: str, message: str, parts: Sequence[Part], hand: Hand[Part]) -> None:
        """Let a message go on with so many parts, and take away those that are too many.

        Raises:
            OutsideError: they may not stand all; they are looked for the next time.
        """
        known = self._known.pop((channel, message), None)
        if known is None:
            known = list(await hand.found())
        for number, part in enumerate(parts):
            if number < len(known):
                await hand.changed(known[number], part)
            else:
                known.append(await hand.added(number, part))
        while len(known) > len(parts):
            await hand.removed(known[-1])
            known.pop()
        self._keep(channel, message, known)

    def _keep(self, channel: str, message: str, further: list[str]) -> None:
        self._known[channel, message] = further
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
