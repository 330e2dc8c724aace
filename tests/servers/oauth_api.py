"""What the authorisation server does with tokens that it issued: says whose they are, in each host's own shape, and ends them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import encode_basic_auth, web

if TYPE_CHECKING:
    from tests.servers.oauth import Issued, OAuthServer

CLIENT = "recap-client"


def add_to(app: web.Application, server: "OAuthServer") -> None:
    """Add the pages of the API."""
    add = app.router
    for path, handler in {
        "/whoami": _plain,
        "/user": _github,
        "/user/emails": _github_emails,
        "/user/repos": _github_repositories,
        "/api/v4/user": _gitlab,
        "/api/v4/user/emails": _none,
        "/api/v4/personal_access_tokens/self": _gitlab_token,
    }.items():
        add.add_get(path, partial(_shown, server, handler))
    add.add_post("/oauth/revoke", partial(_revoke, server))
    add.add_delete(f"/applications/{CLIENT}/token", partial(_revoke_by_owner, server))
    add.add_post("/credentials/revoke", partial(_revoke_by_holder, server))


async def _shown(server: "OAuthServer", handler: "Callable[[Issued], object]", request: web.Request) -> web.Response:
    issued = server.tokens.get(request.headers.get("Authorization", "").partition(" ")[2])
    if issued is None:
        server.intruders += 1
    if issued is None or not issued.is_live:
        return web.json_response({"message": "Bad credentials"}, status=401)
    scopes = {"X-OAuth-Scopes": ", ".join(issued.scopes)} if request.path.startswith("/user") else {}
    return web.json_response(handler(issued), headers=scopes)


def _plain(issued: "Issued") -> object:
    user = issued.user
    return {"id": user.id, "login": user.login, "emails": user.emails, "scopes": issued.scopes}


def _github(issued: "Issued") -> object:
    return {"id": int(issued.user.id), "login": issued.user.login, "name": "Ana", "node_id": "U_1"}


def _github_emails(issued: "Issued") -> object:
    return [{"email": email, "verified": True, "primary": True} for email in issued.user.emails]


def _github_repositories(issued: "Issued") -> object:
    return [{"id": number, "full_name": name} for number, name in enumerate(issued.user.repositories)]


def _gitlab(issued: "Issued") -> object:
    return {"id": int(issued.user.id), "username": issued.user.login, "name": "Ana", "email": next(iter(issued.user.emails), "")}


def _gitlab_token(issued: "Issued") -> object:
    return {"id": 1, "scopes": issued.scopes if issued.scopes != ("hidden",) else ()}


def _none(_: "Issued") -> object:
    return []


async def _revoke(server: "OAuthServer", request: web.Request) -> web.Response:
    form = await request.post()
    if (form.get("client_id"), form.get("client_secret")) != (CLIENT, server.secret):
        return server.no("invalid_client", status=403)
    server.end_one(str(form["token"]))
    return web.json_response({})


async def _revoke_by_owner(server: "OAuthServer", request: web.Request) -> web.Response:
    if request.headers.get("Authorization") != encode_basic_auth(CLIENT, server.secret):
        return web.json_response({}, status=401)
    token = (await request.json())["access_token"]
    if token not in server.tokens or not server.tokens[token].is_live:
        return web.json_response({}, status=404)
    server.end_one(token)
    return web.Response(status=204)


async def _revoke_by_holder(server: "OAuthServer", request: web.Request) -> web.Response:
    for one in (await request.json())["credentials"]:
        server.end_one(one)
    return web.json_response({}, status=202)
