"""The gateway: hello, identify, resume, heartbeats and what happens; loses, refuses and closes as it is told to."""

import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.servers.discord import wire
from tests.servers.discord.connection import Connection
from tests.servers.discord.flaps import Flaps
from tests.servers.discord.nouns import Object
from tests.servers.discord.sessions import LASTS, Session
from tests.servers.discord.starts import Starts
from tests.servers.discord.world import Event, World

GUILDS, MEMBERS, PRESENCES, CONTENT = 1 << 0, 1 << 1, 1 << 8, 1 << 15
KNOWN = (1 << 22) - 1 | 1 << 24 | 1 << 25


class Gateway(Flaps):
    """Who is connected; `identifies` and `resumes` are when that was done, in seconds of the clock."""

    def __init__(self, world: World, *, tokens: set[str], starts: Starts, privileged: int, interval: float, shards: int) -> None:
        self.url = ""
        super().__init__(world)
        self.sessions: dict[str, Session] = {}
        self.resumes: list[float] = []
        self.starts = starts
        self.privileged = privileged
        self.interval = interval
        self.shards = shards
        self.refuses_resumes = False
        self.is_away = False
        self.events = 0
        self.script: dict[int, str] = {}  # what happens at an event: "drop", "silence", "reconnect", "resumable", "invalid", a code
        self._tokens = tokens
        world.hear.append(self.hear)

    @property
    def identifies(self) -> list[float]:
        return self.starts.times

    def hear(self, event: Event) -> bool:
        """Tell an event to each session that intends it, whether it is connected now or comes back; say whether there was one."""
        guild = event.guild.id if event.guild else None
        wanting = [one for one in self.sessions.values() if one.is_valid and one.handles(guild) and one.intends(event.intent)]
        payloads = [(one, one.record(event.name, event.show(bool(one.intents & CONTENT)))) for one in wanting]
        self.events += 1
        how = self.script.get(self.events)
        if how == "drop":  # before it is sent, so that it is missed
            self.drop()
        for session, payload in payloads:
            self._send(session, payload)
        if how != "drop":
            self.flap(how)
        return bool(wanting)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if self.is_away:
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request, self._world.clock)
        self.connections.append(connection)
        if connection.version not in ("9", "10"):
            await self.end(connection, 4012)
            return socket
        await connection.send({"op": 10, "d": {"heartbeat_interval": int(self.interval * 1000), "_trace": []}})
        try:
            await self._listen(connection)
        finally:
            self._lost(connection)
        return socket

    async def _listen(self, connection: Connection) -> None:
        while not connection.socket.closed:
            try:
                frame = await connection.socket.receive(timeout=self.interval * 2.5)
            except TimeoutError:
                return await self.end(connection, 4009)
            if frame.type is not WSMsgType.TEXT:
                return None
            if connection.sends_too_much():
                return await self.end(connection, 4008)
            try:
                said = json.loads(frame.data)
            except ValueError:
                return await self.end(connection, 4002)
            await self._take(connection, said["op"], said.get("d"))
        return None

    async def _take(self, connection: Connection, op: int, data: Any) -> None:
        match op:
            case 1:
                await connection.send({"op": 11})
            case 2 if connection.session is None:
                await self._identify(connection, data)
            case 2:
                await self.end(connection, 4005)
            case 6:
                await self._resume(connection, data)
            case 3 | 4 | 8 if connection.session is None:
                await self.end(connection, 4003)
            case 3 | 4:
                pass  # presence and voice are nobody's business here
            case 8:
                await self._members(connection, data)
            case _:
                await self.end(connection, 4001)

    async def _identify(self, connection: Connection, data: Object) -> None:
        if code := self._refusal(data):
            return await self.end(connection, code)
        if not self.starts.take():
            return await connection.send({"op": 9, "d": False})
        number, count = data.get("shard") or (0, 1)
        session = connection.session = Session(data["token"], data["intents"], (number, count))
        self.sessions[session.id] = session
        return await self._ready(connection, session)

    def _refusal(self, data: Object) -> int | None:
        """Return the code to close with, if somebody may not identify so."""
        number, count = data.get("shard") or (0, 1)
        if data["token"] not in self._tokens:
            return 4004
        if not self.starts.remaining:  # the service resets the token of a bot that used up its starts
            self._tokens.discard(data["token"])
            return 4004
        if data["intents"] & ~KNOWN:
            return 4013
        if data["intents"] & (MEMBERS | PRESENCES | CONTENT) & ~self.privileged:
            return 4014
        return None if 0 <= number < count else 4010

    async def _ready(self, connection: Connection, session: Session) -> None:
        bot = self._world.bot
        guilds = [
            one for one in self._world.guilds.values() if bot.id in one.members and session.handles(one.id) and session.intents & GUILDS
        ]
        ready = {
            "v": 10,
            "user": {**wire.user(bot), "verified": True, "mfa_enabled": True, "email": None},
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"{self.url}resume",
            "shard": list(session.shard),
            "application": {"id": str(bot.id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "presences": [],
        }
        await connection.send(session.record("READY", ready))
        for one in guilds:
            await connection.send(session.record("GUILD_CREATE", wire.joined(one, bot)))
        self._world.stir()

    async def _resume(self, connection: Connection, data: Object) -> None:
        self.resumes.append(self._world.clock())
        session = self.sessions.get(data["session_id"])
        if data["token"] not in self._tokens:
            return await self.end(connection, 4004)
        is_old = session is not None and session.lost is not None and self._world.clock() - session.lost > LASTS
        if session is None or not session.is_valid or is_old or self.refuses_resumes:
            self.sessions.pop(data["session_id"], None)
            return await connection.send({"op": 9, "d": False})
        heard = int(data["seq"] or 0)
        if session.missed(heard) is None:
            session.is_valid = False
            return await self.end(connection, 4007)
        for other in self.live:
            if other.session is session:
                other.session = None
        while missed := session.missed(heard):  # more may happen while these are sent
            for payload in missed:
                await connection.send(payload)
                heard = payload["s"]
        connection.session, session.lost = session, None
        await connection.send(session.record("RESUMED", {"_trace": []}))
        return self._world.stir()

    async def _members(self, connection: Connection, data: Object) -> None:
        guild = self._world.in_guild(int(data["guild_id"]))
        ids = {int(one) for one in data.get("user_ids") or ()}
        found = [wire.member(one) for one in guild.members.values() if not ids or one.user.id in ids]
        chunk = {"guild_id": str(guild.id), "members": found, "chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        if connection.session:
            await connection.send(connection.session.record("GUILD_MEMBERS_CHUNK", chunk))

    def _lost(self, connection: Connection) -> None:
        session = connection.session
        if session is not None:
            session.lost = self._world.clock()
            if not connection.was_ended and connection.socket.close_code in (1000, 1001):
                session.is_valid = False
        self.connections.remove(connection)
        self._world.stir()

    def _send(self, session: Session, payload: Object) -> None:
        for one in self.live:
            if one.session is session:
                self.later(one.send(payload))
