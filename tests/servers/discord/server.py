"""Discord's two interfaces on one port: lets in only tokens that it issued, counts, limits, checks, and goes wrong as planned."""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.discord import control, rest_application, rest_guilds, rest_interactions, rest_messages, schema
from tests.servers.discord.buckets import Buckets, Verdict
from tests.servers.discord.call import ROUTES, Call, Route
from tests.servers.discord.clock import Clock
from tests.servers.discord.errors import KNOWN, RefusedError, require
from tests.servers.discord.faults import Fault, Faults
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.nouns import Object
from tests.servers.discord.scene import Scene
from tests.servers.discord.starts import Starts
from tests.servers.discord.world import World

PREFIX = "/api/v10"
TABLES = (rest_application, rest_guilds, rest_interactions, rest_messages)  # what they decorate is in the table of routes


class DiscordServer(Scene):
    """A world behind `url` and `gateway_url`, for the bot with `token`.

    Args:
        clock: Seconds since 1970, by which interactions, limits and sessions go.
        haste: What the windows of rate limits are divided by.
        privileged: The privileged intents that are on for the application, as bits.
        interval: Seconds between heartbeats.
        max_concurrency: How many may identify within five seconds.
        starts: How often the bot may identify in a day.
        shards: How many shards `GET /gateway/bot` recommends.
        port: 0 for any that is free.
        token: The bot's; made up without one.
        checks_answers: Whether to compare what is answered with the published description, too; that takes time.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] | None = None,
        haste: float = 1.0,
        privileged: int = 0,
        interval: float = 41.25,
        max_concurrency: int = 1,
        starts: int = 1000,
        shards: int = 1,
        port: int = 0,
        token: str | None = None,
        checks_answers: bool = False,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(self.clock)
        super().__init__(self.world)
        self.token = token or f"{secrets.token_urlsafe(18)}.{secrets.token_urlsafe(5)}.{secrets.token_urlsafe(28)}"
        self.tokens = {self.token}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.drift: list[str] = []  # where our own answers were not as the description says
        self.faults = Faults()
        self.buckets = Buckets(self.clock, haste)
        self.intruders = 0  # requests with a token that was not issued here
        budget = Starts(self.clock, total=starts, max_concurrency=max_concurrency)
        self.gateway = Gateway(self.world, tokens=self.tokens, starts=budget, privileged=privileged, interval=interval, shards=shards)
        self.world.reads_all = bool(privileged & 1 << 15)
        self._port = port
        self._checks = checks_answers
        self._closing = asyncio.Event()
        self._late: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 << 20)
        for route in sorted(ROUTES.values(), key=lambda one: one.path.count("{")):  # "@me" and "@original" before any id
            app.router.add_route(route.method, PREFIX + route.path, self.answer)
        app.router.add_get("/", self.gateway.answer)
        app.router.add_get("/resume", self.gateway.answer)
        app.router.add_post("/control", partial(control.answer, self))
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024).start()
        self.address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.url = f"http://{self.address}{PREFIX}"
        self.control_url = f"http://{self.address}/control"
        self.gateway_url = self.gateway.url = f"ws://{self.address}/"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        for connection in list(self.gateway.connections):
            connection.drop()
        await self._runner.cleanup()
        assert kind is not None or not (self.violations or self.drift), self.violations + self.drift

    def new_token(self) -> str:
        """Reset the bot's token, as its owner does: the old one opens nothing any more."""
        self.tokens.clear()
        self.token = secrets.token_urlsafe(50)
        self.tokens.add(self.token)
        return self.token

    @property
    def unguarded(self) -> list[Call]:
        """Return the calls that said something without saying that nobody is rung: `AllowedMentions.none()` was missing."""
        return [one for one in self.calls if one.said is not None and one.said.get("allowed_mentions", {}).get("parse") != []]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        resource = request.match_info.route.resource
        assert resource is not None
        route = ROUTES[f"{request.method} {resource.canonical.removeprefix(PREFIX)}"]
        call = Call(
            request.method,
            route.path,
            dict(request.match_info),
            dict(request.query),
            await _body(request),
            self.clock(),
            self.world,
            self.gateway,
        )
        call.token = request.headers.get("Authorization", "").removeprefix("Bot ")
        self.calls.append(call)
        if self.buckets.is_banned:  # as the proxy in front does it: no JSON, no Via
            return web.Response(status=429, text="error code: 1015", content_type="text/plain")
        if not route.is_open and call.token not in self.tokens:
            self.intruders += 1
            return self._refuse(call, RefusedError(0))
        verdict = self.buckets.take(route, call.params)
        if verdict.wait is not None:
            return self._limit(call, verdict)
        fault = self.faults.next(route.name)
        return await (self._faulty(request, route, call, verdict, fault) if fault else self._done(route, call, verdict))

    async def _done(self, route: Route, call: Call, verdict: Verdict) -> web.Response:
        """Do what was asked; all at once, since nothing here waits."""
        try:
            require(schema.problems(call.method, call.path, call.body) if call.method in ("POST", "PUT", "PATCH") else ())
            call.answer = route.handler(call)
        except RefusedError as error:
            return self._refuse(call, error, headers=verdict.headers)
        call.status = 204 if call.answer is None else 200
        if self._checks and call.answer is not None:
            self.drift += schema.drift(call.method, call.path, call.status, json.loads(json.dumps(call.answer)))
        return _reply(call.answer, call.status, verdict.headers)

    async def _faulty(self, request: web.Request, route: Route, call: Call, verdict: Verdict, fault: Fault) -> web.StreamResponse:
        match fault.does:
            case "limited":
                return self._limit(call, Verdict({**verdict.headers, "X-RateLimit-Scope": fault.scope}, fault.seconds, fault.scope))
            case "refused":
                retry_after = fault.seconds if KNOWN[fault.code][0] == 429 else None
                return self._refuse(call, RefusedError(fault.code, retry_after=retry_after), headers=verdict.headers)
            case "request_lost":
                return _dropped(request)
            case "slow" | "late":
                await self._wait(fault.seconds)
        response = await self._done(route, call, verdict)
        if fault.does == "fails":
            return self._fail(call, fault.status)
        return _dropped(request) if fault.does == "reply_lost" else response

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def _limit(self, call: Call, verdict: Verdict) -> web.Response:
        call.status = 429
        self.buckets.note(429, verdict.scope)
        return _reply(verdict.body, 429, {**verdict.headers, "Retry-After": f"{verdict.wait:.3f}", "Via": "1.1 google"})

    def _refuse(self, call: Call, error: RefusedError, *, headers: Mapping[str, str] | None = None) -> web.Response:
        call.status, call.code = error.status, error.code
        self.buckets.note(error.status, "user")
        self.violations += [f"{call.method} {call.path} {'.'.join(map(str, one.path))}: {one.message}" for one in error.problems]
        return _reply(error.body, error.status, {**(headers or {}), "Via": "1.1 google"})

    def _fail(self, call: Call, status: int) -> web.Response:
        call.status = status
        return _reply({"message": f"{status}: Internal Server Error", "code": 0}, status, {})

    async def _unknown(self, _: web.Request) -> web.Response:
        return _reply({"message": "404: Not Found", "code": 0}, 404, {})


def _reply(answer: object, status: int, headers: Mapping[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers=headers)
    return web.Response(body=json.dumps(answer).encode(), status=status, headers=headers, content_type="application/json")


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _body(request: web.Request) -> Any:
    """Return what was sent, as JSON; of a form, the part that says so."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    text = await request.text()
    body: Object = json.loads(text) if text else {}
    return body
