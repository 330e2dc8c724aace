"""GitHub's two interfaces on one port: lets in only tokens that it issued, counts, limits, pages, and goes wrong as it is told to."""

import asyncio
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.servers.github import resources, schema
from tests.servers.github.endpoint import Endpoint
from tests.servers.github.nouns import User
from tests.servers.github.rest import PATHS, Listing, NotFoundError, Rest
from tests.servers.github.search import UnknownQualifierError
from tests.servers.github.tokens import Token, issue
from tests.servers.github.world import World
from tests.servers.host import Turn

CROWD = 100  # requests of one token at once, beyond which the secondary limit answers


@dataclass(slots=True)
class Call:
    """One request that came, and what it got; times are in seconds of the clock that measures."""

    kind: str  # "core", "search", "graphql"
    path: str
    query: Mapping[str, str]
    token: str
    is_conditional: bool
    began: float
    headers: Mapping[str, str]
    document: str = ""
    status: int = 0
    size: int = 0  # bytes as they were sent, compressed
    ended: float = 0.0
    points: int = 0


@dataclass(slots=True)
class Plan:
    """What is to go wrong: the next `times` requests to paths that hold `part` are answered by `turn`."""

    part: str
    turn: Turn
    times: int = 1_000_000
    skip: int = 0


@dataclass(slots=True)
class Known:
    """Answers that were worked out before; a benchmark keeps them, so that it measures its client and not this server."""

    is_on: bool = False
    bodies: dict[object, Any] = field(default_factory=dict)


class GitHubServer:
    """A world behind `url` (REST) and `graphql_url`; remembers its calls and every token that came and was not its own."""

    def __init__(self, world: World, *, latency: float = 0.0, checks_answers: bool = True) -> None:
        self.world = world
        self.calls: list[Call] = []
        self.plans: list[Plan] = []
        self.tokens: dict[str, Token] = {}
        self.intruders = 0
        self.problems: list[str] = []  # where our own answers were not as the description says
        self.endpoint = Endpoint(world, self._worked_out)
        self.closing = asyncio.Event()
        self.feed_pages = 3  # that may be read of a feed
        self.strength = 1_000  # fields at the root that one query may have; more take longer than the service waits
        self.known = Known()
        self._latency = latency
        self._checks = checks_answers

    async def __aenter__(self) -> Self:
        schema.graphql_schema()  # before anybody waits for it
        app = web.Application(client_max_size=1 << 20)
        app.router.add_route("*", "/graphql", self.answer)
        for path in PATHS:
            app.router.add_get(path, self.answer)
        app.router.add_get("/{rest:.*}", self.answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.graphql_url = f"{self.url}/graphql"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        await self._runner.cleanup()
        assert not self.problems, self.problems

    def token(self, user: User, **words: Any) -> Token:
        made = issue(user, **words)
        self.tokens[made.text] = made
        return made

    def plan(self, part: str, turn: Turn, *, times: int = 1_000_000, skip: int = 0) -> None:
        self.plans.append(Plan(part, turn, times, skip))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        text = request.headers.get("Authorization", "").partition(" ")[2]
        kind = "graphql" if request.path == "/graphql" else "search" if request.path.startswith("/search") else "core"
        conditional = "If-None-Match" in request.headers
        call = Call(kind, request.path, dict(request.query), text, conditional, perf_counter(), dict(request.headers))
        self.calls.append(call)
        token = self.tokens.get(text)
        if token:
            token.in_flight += 1
            token.most_in_flight = max(token.most_in_flight, token.in_flight)
        try:
            if self._latency:
                await asyncio.sleep(self._latency)
            response = await self._turn(request, token, call)
        except ConnectionError:
            return web.Response(status=500)
        finally:
            if token:
                token.in_flight -= 1
        call.status, call.ended = response.status, perf_counter()
        call.size = len(response.body) if isinstance(response, web.Response) and isinstance(response.body, bytes) else 0
        return response

    async def _turn(self, request: web.Request, token: Token | None, call: Call) -> web.StreamResponse:
        if plan := self._planned(request.path):
            return await plan.turn(request, self)
        if token is None:
            self.intruders += 1
        if token is None or token.is_revoked:
            return self.reply(request, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"}, status=401)
        if token.in_flight > CROWD:
            return self.reply(request, {"message": "You have exceeded a secondary rate limit."}, status=403, headers={"Retry-After": "60"})
        if token.used[call.kind] >= token.limits[call.kind]:
            return self._exhausted(request, token, call.kind)
        if call.kind == "graphql":
            return self._graphql(request, token, call, await request.json())
        return self._rest(request, token, call)

    def _planned(self, path: str) -> Plan | None:
        for plan in self.plans:
            if plan.part in path and plan.skip > 0:
                plan.skip -= 1
            elif plan.part in path and plan.times > 0:
                plan.times -= 1
                return plan
        return None

    def _exhausted(self, request: web.Request, token: Token, kind: str) -> web.Response:
        headers = token.headers(kind, self.world.now)
        if kind == "graphql":
            error = {"type": "RATE_LIMITED", "message": f"API rate limit exceeded for user ID {token.user.id}."}
            return self.reply(request, {"errors": [error]}, headers=headers)
        return self.reply(request, {"message": f"API rate limit exceeded for user ID {token.user.id}."}, status=403, headers=headers)

    def _rest(self, request: web.Request, token: Token, call: Call) -> web.Response:
        path = request.match_info.route.resource.canonical if request.match_info.route.resource else ""
        if path not in PATHS:
            return self.reply(request, {"message": "Not Found"}, status=404, headers=token.headers(call.kind, self.world.now))
        if path == "/user/emails" and not token.is_fine and "user:email" not in token.scopes and "user" not in token.scopes:
            return self.reply(request, {"message": "Not Found"}, status=404, headers=token.headers(call.kind, self.world.now))
        key = (token.user.id, str(request.rel_url))
        try:
            answer, links = self._worked_out(key, lambda: self._rest_answer(path, request, token))
        except (NotFoundError, UnknownQualifierError) as error:
            status = 404 if isinstance(error, NotFoundError) else 422
            message = {"message": "Not Found" if status == 404 else "Validation Failed", "errors": [{"message": str(error)}]}
            return self.reply(request, message, status=status, headers=token.headers(call.kind, self.world.now))
        tag = self._worked_out(("tag", key), lambda: f'W/"{hashlib.sha256(json.dumps([token.user.id, answer]).encode()).hexdigest()}"')
        is_same = request.headers.get("If-None-Match") == tag
        token.used[call.kind] += 0 if is_same else 1
        headers = {**token.headers(call.kind, self.world.now), "ETag": tag, **links}
        return web.Response(status=304, headers=headers) if is_same else self.reply(request, answer, headers=headers)

    def _rest_answer(self, path: str, request: web.Request, token: Token) -> tuple[object, dict[str, str]]:
        answer = PATHS[path](Rest(self.world, token.user, self.url, lacks_events=token.lacks_events), request)
        links: dict[str, str] = {}
        if isinstance(answer, Listing):
            size, number = min(int(request.query.get("per_page", 30)), 100), int(request.query.get("page", 1))
            most = self.feed_pages if path.endswith("/events") else len(answer.things) + 1
            if number > most:
                raise UnknownQualifierError("In order to keep the API fast for everyone, pagination is limited for this resource.")
            last = min(max((len(answer.things) + size - 1) // size, 1), most)
            places = {"next": number + 1, "last": last} if number < last else {"first": 1, "prev": number - 1} if number > 1 else {}
            urls = [f'<{request.url.update_query(page=place)}>; rel="{name}"' for name, place in places.items()]
            links = {"Link": ", ".join(urls)} if urls else {}
            shown = [one for one in resources.page(answer.things, size, number) if not getattr(one, "is_withheld", False)]
            answer = answer.wrap([answer.show(one) for one in shown])
        if self._checks and schema.REST.exists():
            self.problems += schema.problems(_published(path), answer)
        return answer, links

    def _graphql(self, request: web.Request, token: Token, call: Call, body: Mapping[str, Any]) -> web.Response:
        call.document = body["query"]
        if len(re.findall(r"\ba\d+: ", call.document)) > self.strength:
            return self.reply(request, {"message": "We couldn't respond to your request in time."}, status=502)
        answer, cost = self.endpoint.answer(token, body)
        call.points = cost.points if cost.requests else 0
        return self.reply(request, answer, headers=token.headers("graphql", self.world.now))

    def _worked_out(self, key: object, work: Callable[[], Any]) -> Any:
        if not self.known.is_on:
            return work()
        if key not in self.known.bodies:
            self.known.bodies[key] = work()
        return self.known.bodies[key]

    def reply(self, request: web.Request, answer: object, *, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
        """Answer with JSON, compressed where the client takes it."""
        body: bytes = self._worked_out(("body", id(answer)), lambda: json.dumps(answer).encode())
        shown = {"Content-Type": "application/json; charset=utf-8", "X-GitHub-Request-Id": "ABCD:1234", **(headers or {})}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body = self._worked_out(("packed", id(answer)), lambda: gzip.compress(body, 6))
            shown["Content-Encoding"] = "gzip"
        return web.Response(body=body, status=status, headers=shown)


def _published(path: str) -> str:
    """Return the name that the published description has for a path."""
    names = {"{login}": "{username}", "{name}": "{repo}"}
    for ours, theirs in names.items():
        path = path.replace(ours, theirs)
    return path.replace("pulls/{number}", "pulls/{pull_number}").replace("issues/{number}", "issues/{issue_number}")
