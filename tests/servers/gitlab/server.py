"""The server: lets in the tokens that it issued, counts, pages and remembers."""

import asyncio
import gzip
import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeAlias
from urllib.parse import unquote

from aiohttp import web

from tests.servers.gitlab import paging, rows
from tests.servers.gitlab.nouns import User
from tests.servers.gitlab.rest import Gone, Rest
from tests.servers.gitlab.tokens import Token, issue
from tests.servers.gitlab.world import World

Turn: TypeAlias = Callable[[web.Request, "GitLabServer"], Awaitable[web.StreamResponse]]
_USER_PATHS = re.compile(r"/(?:user|user/emails|users|users/\d+/events|events)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that was let in."""

    login: str
    path: str  # without /api/v4
    query: dict[str, str]
    status: int
    bytes: int  # of the body, compressed


@dataclass(slots=True)
class Plan:
    """What is answered to some calls instead of the truth."""

    path: re.Pattern[str]
    turn: Turn
    times: int


class GitLabServer:
    """One host. `intruders` are tokens that were not issued here; `delay` is the seconds that each call takes."""

    def __init__(self, world: World, *, delay: float = 0.0) -> None:
        self.world = world
        self.tokens: dict[str, Token] = {}
        self.asked: list[Asked] = []
        self.intruders: list[str] = []
        self.seen: list[str] = []  # request lines and headers, for canaries
        self.closing = asyncio.Event()
        self.dropped = asyncio.Event()  # a client had enough of an answer
        self.url = ""
        self._delay = delay
        self._plans: list[Plan] = []

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        await self._runner.cleanup()

    def token(self, user: User, *scopes: str, limit: int = 2_000, is_personal: bool = True) -> Token:
        """Issue a token; it may read the API where nothing else is said."""
        made = issue(user, scopes=scopes or ("read_api",), limit=limit, is_personal=is_personal)
        self.tokens[made.text] = made
        return made

    def plan(self, path: str, turn: Turn, *, times: int = 1_000_000) -> None:
        """Answer calls to paths that match, from now on, with a turn."""
        self._plans.append(Plan(re.compile(path), turn, times))

    def heal(self) -> None:
        """Forget all plans."""
        self._plans.clear()

    async def answered(self, request: web.Request) -> web.Response:
        """Answer with the truth."""
        token = self._token(request)
        if isinstance(token, web.Response):
            return token
        path = _path(request)
        if not token.spend(self.world.now):
            after = {**token.headers(self.world.now), "Retry-After": "42"}
            return web.Response(status=429, text="Retry later\n", headers=after)
        if problem := _unscoped(token, path):
            return problem
        try:
            value, headers = self._value(request, token, path)
        except Gone as gone:
            extra = {"Location": gone.location} if gone.location else {}
            return web.json_response({"message": gone.message}, status=gone.status, headers={**token.headers(self.world.now), **extra})
        return self._sent(request, value, {**headers, **token.headers(self.world.now)})

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(f"{request.path_qs} {dict(request.headers)}")
        assert "PRIVATE-TOKEN" not in request.headers, "it would follow a redirect to another host"
        assert "token" not in request.query_string.lower(), "no token belongs in an address"
        path = _path(request)
        token = self.tokens.get(_bearer(request))
        if token:
            token.in_flight += 1
            token.most_in_flight = max(token.most_in_flight, token.in_flight)
        try:
            if self._delay:
                await asyncio.sleep(self._delay)
            answer = await self._turn(path)(request, self)
        finally:
            if token:
                token.in_flight -= 1
        size = len(answer.body) if isinstance(answer, web.Response) and isinstance(answer.body, bytes) else 0
        query = {name: ",".join(request.query.getall(name)) for name in request.query}
        self.asked.append(Asked(token.user.login if token else "", path, query, answer.status, size))
        return answer

    def _turn(self, path: str) -> Turn:
        for plan in self._plans:
            if plan.times and plan.path.fullmatch(path):
                plan.times -= 1
                return plan.turn
        return _truth

    def _token(self, request: web.Request) -> Token | web.Response:
        text = _bearer(request)
        token = self.tokens.get(text)
        if token is None:
            self.intruders.append(text)
            return web.json_response({"message": "401 Unauthorized"}, status=401)
        if token.is_revoked:
            told = {"error": "invalid_token", "error_description": "Token was revoked. You have to re-authorize from the user."}
            return web.json_response(told, status=401)
        return token

    def _value(self, request: web.Request, token: Token, path: str) -> tuple[object, dict[str, str]]:
        rest = Rest(self.world, token.user, self.url)
        if path == "/oauth/token/info":
            return {"resource_owner_id": token.user.id, "scope": list(token.scopes), "expires_in": 7200}, {}
        if path == "/personal_access_tokens/self":
            return {"id": 1, "user_id": token.user.id, "scopes": list(token.scopes), "active": True, "revoked": False}, {}
        if path == "/user":
            return rows.me(token.user, self.url), {}
        if found := re.fullmatch(r"/projects/([^/]+)", path):
            return rows.project(rest.project(unquote(found[1])), self.url), {}
        if found := re.fullmatch(r"/projects/([^/]+)/repository/tags/([^/]+)", path):
            return rest.tag(rest.readable(unquote(found[1]), "repository"), unquote(found[2])), {}
        listed = _listed(rest, request, token.user, path)
        page = paging.cut(request, self.url, listed, has_totals=not path.endswith("/commits"))
        return page.rows, page.headers

    def _sent(self, request: web.Request, value: object, headers: dict[str, str]) -> web.Response:
        body = json.dumps(value).encode()
        etag = f'W/"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={**headers, "ETag": etag})
        assert "gzip" in request.headers.get("Accept-Encoding", "")
        told = {**headers, "ETag": etag, "Content-Type": "application/json", "Content-Encoding": "gzip", "Vary": "Origin"}
        return web.Response(body=gzip.compress(body, 6, mtime=0), headers=told)


async def _truth(request: web.Request, server: GitLabServer) -> web.StreamResponse:
    return await server.answered(request)


def _listed(rest: Rest, request: web.Request, viewer: User, path: str) -> list[rows.Row]:
    everywhere = rest.world.projects.values()
    match path.strip("/").split("/"):
        case ["user", "emails"]:
            return [{"id": n, "email": email, "confirmed_at": "2020-01-01T00:00:00Z"} for n, email in enumerate(viewer.emails[1:], 1)]
        case ["projects"]:
            return rest.projects(request)
        case ["users"]:
            return rest.users(request)
        case ["users", number, "events"]:
            return rest.acts(request, lambda one: str(one.author.id) == number)
        case ["merge_requests" | "issues" as kind]:
            assert request.query["scope"] == "all", "only one's own, else"
            return rest.items(request, everywhere, is_request=kind == "merge_requests")
        case ["projects", name, *rest_of_path]:
            return _of_project(rest, request, unquote(name), rest_of_path)
    raise Gone


def _of_project(rest: Rest, request: web.Request, name: str, path: list[str]) -> list[rows.Row]:  # noqa: PLR0911  one for each resource
    match path:
        case ["events"]:
            project = rest.project(name)
            return rest.acts(request, lambda one: one.project is project)
        case ["merge_requests" | "issues" as kind]:
            return rest.items(request, [rest.readable(name, kind)], is_request=kind == "merge_requests")
        case ["merge_requests", number, "commits"]:
            return rest.request_commits(rest.readable(name, "merge_requests"), number)
        case ["merge_requests" | "issues" as kind, number, "notes"]:
            return rest.notes(rest.readable(name, kind), number, is_request=kind == "merge_requests")
        case ["repository", "commits"]:
            return rest.commits(request, rest.readable(name, "repository"))
        case ["repository", "branches"]:
            return rest.branches(rest.readable(name, "repository"))
        case ["releases"]:
            return rest.releases(rest.readable(name, "releases"))
    raise Gone


def _unscoped(token: Token, path: str) -> web.Response | None:
    """Refuse what a token's scopes do not cover: https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes."""
    if path in {"/personal_access_tokens/self", "/oauth/token/info"}:
        is_there = token.is_personal == path.startswith("/personal")
        return None if is_there else web.json_response({"message": "401 Unauthorized"}, status=401)
    if {"api", "read_api"} & set(token.scopes) or ("read_user" in token.scopes and _USER_PATHS.fullmatch(path)):
        return None
    told = {
        "error": "insufficient_scope",
        "error_description": "The request requires higher privileges than provided by the access token.",
        "scope": "api read_api",
    }
    return web.json_response(told, status=403)


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def _path(request: web.Request) -> str:
    return request.rel_url.raw_path.removeprefix("/api/v4")
