"""The server: lets in the tokens that it issued, and answers in pages."""

import gzip
import hashlib
import json
import re
from urllib.parse import unquote

from aiohttp import web
from typing_extensions import override

from tests.servers.gitlab import paging, rows
from tests.servers.gitlab.nouns import User
from tests.servers.gitlab.rest import Gone, Rest
from tests.servers.gitlab.tokens import Token, issue
from tests.servers.gitlab.world import World
from tests.servers.host import Host

_USER_PATHS = re.compile(r"/(?:user|user/emails|users|users/\d+/events|events)")


class GitLabServer(Host[Token]):
    """One host."""

    def __init__(self, world: World, *, delay: float = 0.0) -> None:
        super().__init__(root="/api/v4", delay=delay)
        self.world = world

    @override
    def token(self, user: User, *scopes: str, limit: int = 2_000, is_personal: bool = True) -> Token:
        made = issue(user, scopes=scopes or ("read_api",), limit=limit, is_personal=is_personal)
        self.tokens[made.header()] = made
        return made

    @override
    async def answered(self, request: web.Request) -> web.Response:
        assert request.method == "GET"
        token, path = self.token_of(request), self.path(request)
        if token is None:
            return web.json_response({"message": "401 Unauthorized"}, status=401)
        if token.is_revoked:
            told = {"error": "invalid_token", "error_description": "Token was revoked. You have to re-authorize from the user."}
            return web.json_response(told, status=401)
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
