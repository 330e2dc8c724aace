"""The server: lets in the tokens that it issued, and answers in pages."""

import gzip
import hashlib
import json
from typing import Self
from urllib.parse import unquote

from aiohttp import web
from typing_extensions import override

from tests.servers.azure import rows
from tests.servers.azure.nouns import User
from tests.servers.azure.rest import Gone, Rest
from tests.servers.azure.tokens import Token, issue
from tests.servers.azure.world import World
from tests.servers.host import Host

SCOPES = ("vso.code", "vso.work", "vso.project", "vso.profile")
_SIGN_IN = "<!DOCTYPE html><html><head><title>Azure DevOps Services | Sign In</title></head></html>"


class AzureServer(Host[Token]):
    """One host with one organisation, which stands in `url`."""

    def __init__(self, world: World, *, delay: float = 0.0, version: str = "7.1", has_etags: bool = False) -> None:
        super().__init__(root=f"/{world.name}", delay=delay)
        self.world = world
        self._version = version
        self._has_etags = has_etags

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.url += f"/{self.world.name}"
        return self

    @property
    def host(self) -> str:
        """Return what an account calls it."""
        return self.url.removeprefix("http://")

    @override
    def token(self, user: User, *scopes: str, limit: int = 1_000, is_personal: bool = True) -> Token:
        made = issue(user, scopes=scopes or SCOPES, limit=limit, is_personal=is_personal)
        self.tokens[made.header()] = made
        return made

    @override
    def path(self, request: web.Request) -> str:
        return unquote(super().path(request))

    @override
    async def answered(self, request: web.Request) -> web.Response:
        token = self.token_of(request)
        if token is None or token.is_revoked:
            return web.Response(status=203, text=_SIGN_IN, content_type="text/html")
        if not token.spend(self.world.now):
            said = {"message": "TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource 'Git'."}
            return web.json_response(said, status=429, headers={**token.headers(self.world.now), "Retry-After": "42"})
        path = self.path(request)
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
