"""The chat platforms that a process speaks to, and which of them are connected by now: one that is away holds no other up."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from core.errors import TransientError
from core.messages import process as messages
from core.model import Member
from core.ports.chat import Platform

if TYPE_CHECKING:
    from aiohttp import web


@dataclass(slots=True, kw_only=True)
class Chats:
    """The platforms that have a token, by name."""

    names: tuple[str, ...]
    platforms: dict[str, Platform] = field(default_factory=dict)  # those that are connected
    listeners: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)  # the same; none for what comes by HTTP
    routes: "list[web.RouteDef]" = field(default_factory=list)
    _away: dict[str, str] = field(default_factory=dict)  # why
    _tried: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    _here: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @property
    def checks(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """Return what looks whether each is connected, and raises a TransientError where it is not."""
        return {name: partial(self._look, name) for name in self.names}

    def came(self, platform: Platform) -> None:
        """Note that a platform is connected."""
        self.platforms[platform.name] = platform
        self._tried[platform.name].set()
        self._here[platform.name].set()

    def failed(self, name: str, why: str) -> bool:
        """Note that a platform cannot be connected yet, and say whether that is new."""
        is_new = name not in self._away
        self._away[name] = why
        self._tried[name].set()
        return is_new

    async def tried(self) -> None:
        """Wait until each was tried once."""
        for name in self.names:
            await self._tried[name].wait()

    @property
    def untried(self) -> tuple[str, ...]:
        """Return which have neither come nor failed yet."""
        return tuple(name for name in self.names if not self._tried[name].is_set())

    async def here(self, name: str) -> None:
        """Wait until a platform is connected."""
        await self._here[name].wait()

    async def there(self, member: Member) -> None:
        """Wait until a member's platform is connected, if it is one of these."""
        if member.platform in self.names:
            await self.here(member.platform)

    async def listen(self, name: str) -> None:
        """Hear what happens on a platform, from when it is connected."""
        await self.here(name)
        await self.listeners[name]()

    async def _look(self, name: str) -> None:
        if name not in self.platforms:
            raise TransientError(self._away.get(name, messages.NO_ANSWER))
