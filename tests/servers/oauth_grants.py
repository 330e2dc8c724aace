"""How the authorisation server gives tokens out: for a code, a device code or a refresh token, each of which works once."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from core.model import Provider
from tests.servers.oauth_api import CLIENT

if TYPE_CHECKING:
    from tests.servers.oauth import OAuthServer, User


async def token(server: "OAuthServer", request: web.Request) -> web.Response:
    """Answer a question for a token, whenever the test lets it be answered."""
    form = {name: str(value) for name, value in (await request.post()).items()}
    if form.get("client_id") != CLIENT or (form.get("client_secret", "") != server.secret):
        return server.no("invalid_client" if server.provider is not Provider.GITHUB else "incorrect_client_credentials")
    match form.get("grant_type"):
        case "authorization_code":
            answer = _by_code(server, form)
        case "urn:ietf:params:oauth:grant-type:device_code":
            answer = _by_device(server, form)
        case "refresh_token":
            answer = _by_refresh(server, form)
        case _:
            answer = server.no("unsupported_grant_type")
    if server.hold is not None:
        server.holding.set()
        await server.hold.wait()
    return answer


def _by_code(server: "OAuthServer", form: Mapping[str, str]) -> web.Response:
    asked = server.codes.pop(form["code"], None)
    digest = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
    if asked is None:
        server.intruders += 1
        return server.no("invalid_grant")
    if asked.user is None or asked.back != form["redirect_uri"] or asked.challenge != digest:
        return server.no("invalid_grant")
    return _yes(server, asked.user, asked.scopes)


def _by_device(server: "OAuthServer", form: Mapping[str, str]) -> web.Response:
    found = [asked for typed, asked in server.devices.items() if form["device_code"] == f"device-{typed}"]
    if not found:
        return server.no("expired_token")
    asked = found[0]
    asked.polls += 1
    if server.slow:
        server.slow -= 1
        return server.no("slow_down")
    if asked.is_denied:
        return server.no("access_denied")
    if asked.user is None:
        return server.no("authorization_pending")
    server.devices = {typed: one for typed, one in server.devices.items() if one is not asked}
    return _yes(server, asked.user, asked.scopes)


def _by_refresh(server: "OAuthServer", form: Mapping[str, str]) -> web.Response:
    refresh = form["refresh_token"]
    if refresh in server.used:
        _end(server, server.used[refresh].family)
    issued = server.refreshes.pop(refresh, None)
    if issued is None or not issued.is_live:
        server.intruders += refresh not in server.used
        return server.no("invalid_grant" if server.provider is not Provider.GITHUB else "bad_refresh_token")
    server.used[refresh] = issued
    server.refreshed += 1
    issued.is_live = False
    return _yes(server, issued.user, issued.scopes, family=issued.family)


def _yes(server: "OAuthServer", user: "User", scopes: tuple[str, ...], *, family: str = "") -> web.Response:
    family = family or secrets.token_hex(4)
    granted = tuple(server.grants.split()) if server.grants is not None else scopes
    token = server.issued(user, granted, family).reveal()
    comma = "," if server.provider is Provider.GITHUB else " "
    said: dict[str, object] = {"access_token": token, "token_type": "Bearer", "scope": comma.join(granted)}
    if server.scopeless:
        del said["scope"]
    if server.lasts is not None:
        refresh = f"rt-{secrets.token_hex(16)}"
        server.refreshes[refresh] = server.tokens[token]
        said |= {"refresh_token": refresh, "expires_in": server.lasts}
    return web.json_response(said)


def _end(server: "OAuthServer", family: str) -> None:
    for issued in (*server.tokens.values(), *server.refreshes.values()):
        if issued.family == family:
            issued.is_live = False
