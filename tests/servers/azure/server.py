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

from aiohttp import web

from tests.servers.azure import rows
from tests.servers.azure.nouns import User
from tests.servers.azure.rest import Gone, Rest
from tests.servers.azure.tokens import Token, issue
from tests.servers.azure.world import World

Turn: TypeAlias = Callable[[web.Request, "AzureServer"], Awaitable[web.StreamResponse]]
SCOPES = ("vso.code", "vso.work", "vso.project", "vso.profile")
_SIGN_IN = "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that was let in."""

    login: str
    path: str  # without the organisation
    query: dict[str, str]
    status: int
    bytes: int  # of the body, compressed


@dataclass(slots=True)
class Plan:
    """What is answered to some calls instead of the truth."""

    path: re.Pattern[str]
    turn: Turn
    times: int


class AzureServer:
    """One host with one organisation. `intruders` are tokens that were not issued here; `delay` is the seconds that each call takes."""

    def __init__(self, world: World, *, delay: float = 0.0, version: str = "7.1", has_etags: bool = False) -> None:
        self.world = world
        self.tokens: dict[str, Token] = {}  # by their header
        self.asked: list[Asked] = []
        self.intruders: list[str] = []
        self.seen: list[str] = []  # request lines and headers, for canaries
        self.closing = asyncio.Event()
        self.url = ""  # with the organisation
        self._delay = delay
        self._version = version
        self._has_etags = has_etags
        self._plans: list[Plan] = []

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/{self.world.name}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.closing.set()
        await self._runner.cleanup()

    @property
    def host(self) -> str:
        """Return what an account calls it."""
        return self.url.removeprefix("http://")

    def token(self, user: User, *scopes: str, limit: int = 1_000, is_personal: bool = True) -> Token:
        """Issue a token; it may read everything where nothing else is said."""
        made = issue(user, scopes=scopes or SCOPES, limit=limit, is_personal=is_personal)
        self.tokens[made.header()] = made
        return made

    def plan(self, path: str, turn: Turn, *, times: int = 1_000_000) -> None:
        """Answer calls to paths that match, from now on, with a turn."""
        self._plans.append(Plan(re.compile(path), turn, times))

    def heal(self) -> None:
        """Forget all plans."""
        self._plans.clear()

    async def answered(self, request: web.Request) -> web.Response:
        """Answer with the truth."""
        token = self.tokens.get(request.headers.get("Authorization", ""))
        if token is None or token.is_revoked:
            self.intruders += [] if token else [request.headers.get("Authorization", "")]
            return web.Response(status=203, text=_SIGN_IN, content_type="text/html")
        if not token.spend(self.world.now):
            said = {"message": "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Git'."}
            return web.json_response(said, status=429, headers={**token.headers(self.world.now), "Retry-After": "42"})
        path = self._path(request)
        if not _is_scoped(token, path):
            return web.Response(
                status=401, text="", headers={"WWW-Authenticate": "Bearer authorization_uri=https://login.microsoftonline.com/"}
            )
        try:
            self._check_version(request, path)
            body = json.loads(await request.read()) if request.method == "POST" else {}
            value, headers = _value(Rest(self.world, token.user, self.url), request, path, body)
        except Gone as gone:
            return web.json_response(gone.body, status=gone.status, headers=token.headers(self.world.now))
        return self._sent(request, value, {**headers, **token.headers(self.world.now)})

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(f"{request.path_qs} {dict(request.headers)}")
        assert "token" not in request.query_string.lower().replace("continuationtoken", ""), "no token belongs in an address"
        token = self.tokens.get(request.headers.get("Authorization", ""))
        if token:
            token.in_flight += 1
            token.most_in_flight = max(token.most_in_flight, token.in_flight)
        try:
            if self._delay:
                await asyncio.sleep(self._delay)
            answer = await self._turn(self._path(request))(request, self)
        finally:
            if token:
                token.in_flight -= 1
        size = len(answer.body) if isinstance(answer, web.Response) and isinstance(answer.body, bytes) else 0
        self.asked.append(Asked(token.user.login if token else "", self._path(request), dict(request.query), answer.status, size))
        return answer

    def _turn(self, path: str) -> Turn:
        for plan in self._plans:
            if plan.times and plan.path.fullmatch(path):
                plan.times -= 1
                return plan.turn
        return _truth

    def _path(self, request: web.Request) -> str:
        return request.path.removeprefix(f"/{self.world.name}")

    def _check_version(self, request: web.Request, path: str) -> None:
        """Refuse what is asked for in no version or too new a one, and a preview that is not called so."""
        version, _, preview = request.query.get("api-version", "").partition("-")
        if not version:
            raise Gone(400, "No api-version was supplied for the request.", "VssVersionNotSpecifiedException")
        if float(version) > float(self._version):
            told = f"The requested REST API version of {version} is out of range for this server."
            raise Gone(400, f"{told} The latest REST API version this server supports is {self._version}.", "VssVersionOutOfRangeException")
        if not preview and (path.endswith(("/connectionData", "/comments")) or "/annotatedtags/" in path):
            raise Gone(
                400, "The requested version is under preview. The -preview flag must be supplied.", "VssInvalidPreviewVersionException"
            )

    def _sent(self, request: web.Request, value: object, headers: dict[str, str]) -> web.Response:
        body = json.dumps(value).encode()
        etag = {"ETag": f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'} if self._has_etags else {}
        if etag and request.headers.get("If-None-Match") == etag["ETag"]:
            return web.Response(status=304, headers={**headers, **etag})
        assert "gzip" in request.headers.get("Accept-Encoding", "")
        told = {**headers, **etag, "Content-Type": "application/json; charset=utf-8; api-version=7.1", "Content-Encoding": "gzip"}
        return web.Response(body=gzip.compress(body, 6, mtime=0), headers=told)


async def _truth(request: web.Request, server: AzureServer) -> web.StreamResponse:
    return await server.answered(request)


def _value(rest: Rest, request: web.Request, path: str, body: dict[str, object]) -> tuple[object, dict[str, str]]:
    assert (request.method == "POST") == path.startswith(("/_apis/wit/wiql", "/_apis/wit/workitemsbatch"))
    match path.strip("/").split("/"):
        case ["_apis", "connectionData"]:
            return rows.me(rest.viewer), {}
        case ["_apis", "git", kind]:
            return _listed(rest.repositories() if kind == "repositories" else rest.requests(request.query)), {}
        case ["_apis", "projects"]:
            return _continued(request, rest.projects())
        case ["_apis", "wit", kind]:
            return (rest.wiql(body, request.query) if kind == "wiql" else rest.batch(body)), {}
        case [project, "_apis", "wit", "workItems", number, "comments"]:
            return rest.comments(rest.item(project, number), request.query), {}
        case [_, "_apis", "git", "repositories", name, *below]:
            return _in_repository(rest, request, name, below)
    raise Gone


def _in_repository(rest: Rest, request: web.Request, name: str, below: list[str]) -> tuple[object, dict[str, str]]:
    repository = rest.repository(name)
    match below:
        case ["pushes"]:
            return _listed(rest.pushes(repository, request.query)), {}
        case ["commits"]:
            return _listed(rest.commits(repository, request.query)), {}
        case ["commits", commit]:
            return rest.commit(repository, commit), {}
        case ["annotatedtags", tag]:
            return rest.tag(repository, tag), {}
        case ["pullRequests", number, "threads"]:
            return _listed([rows.talk(one) for one in rest.request(repository, number).talks]), {}
        case ["pullRequests", number, "commits"]:
            return _continued(request, rest.request_commits(rest.request(repository, number)))
    raise Gone


def _listed(found: list[rows.Row]) -> rows.Row:
    return {"count": len(found), "value": found}


def _continued(request: web.Request, found: list[rows.Row]) -> tuple[object, dict[str, str]]:
    """Cut a page, and tell how to go on."""
    start, size = int(request.query.get("continuationToken", "0")), int(request.query.get("$top", "100"))
    following = {"x-ms-continuationtoken": str(start + size)} if start + size < len(found) else {}
    return _listed(found[start : start + size]), following


def _is_scoped(token: Token, path: str) -> bool:
    """Say whether a token's scopes cover a path; whose it is may always be asked."""
    needed = "vso.work" if "/_apis/wit/" in path else "vso.code" if "/_apis/git/" in path else "vso.project"
    return path == "/_apis/connectionData" or needed in token.scopes
