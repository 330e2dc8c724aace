"""What a gateway does to those who are connected: loses them, falls silent, sends them away."""

import asyncio
from collections.abc import Coroutine

from tests.servers.discord.connection import Connection
from tests.servers.discord.world import World

ENDING = (1000, 1001, 4007, 4009)  # codes after which a session cannot be resumed


class Flaps:
    """The connections, and how each of them may end; `closes` are the codes with which we ended some."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.connections: list[Connection] = []
        self.closes: list[int] = []
        self._working: set[asyncio.Task[None]] = set()

    @property
    def live(self) -> list[Connection]:
        return [one for one in self.connections if one.session is not None and not one.socket.closed]

    def drop(self) -> None:
        """Lose all connections without a word."""
        for one in list(self.connections):
            one.drop()

    def silence(self) -> None:
        """Let those who are connected hear nothing any more, not even that their heart beats."""
        for one in self.connections:
            one.is_silent = True

    async def reconnect(self) -> None:
        """Ask all to come again."""
        for one in self.live:
            await one.send({"op": 7})

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell all that their session is no good: for now, or for ever."""
        for one in self.live:
            if one.session and not resumable:
                one.session.is_valid = False
            await one.send({"op": 9, "d": resumable})

    async def close(self, code: int) -> None:
        """Close all connections with a code."""
        for one in self.live:
            await self.end(one, code)

    async def end(self, connection: Connection, code: int) -> None:
        """Close with a code; some end the session too."""
        self.closes.append(code)
        self._world.stir()
        if connection.session and code in ENDING:
            connection.session.is_valid = False
        await connection.close(code)

    def flap(self, how: str | None) -> None:
        """Do one by its name, or nothing."""
        match how:
            case "drop":
                self.drop()
            case "reconnect":
                self.later(self.reconnect())
            case "invalid":
                self.later(self.invalidate(resumable=False))
            case "resumable":
                self.later(self.invalidate(resumable=True))
            case "silence":
                self.silence()
            case str() if how.isdecimal():
                self.later(self.close(int(how)))
            case _:
                pass

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do something in the order in which it was asked for, from where nothing can be awaited."""
        task = asyncio.ensure_future(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
