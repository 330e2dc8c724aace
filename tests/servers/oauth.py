"""An authorisation server on loopback, in the shape of GitHub, GitLab or Microsoft Entra, with an API that says whose token it is.

It keeps what it issued, and counts what it did not issue (`intruders`). Codes, device codes and refresh tokens work once; using a refresh
token again revokes its whole family. PKCE is demanded, by S256 alone. A test is the person: `approve`, `deny`, or a browser at `page`.
"""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from core.errors import AuthError, OutsideError, TransientError
from core.model import Profile, Provider, Secret
from tests.servers import oauth_api, oauth_grants

PATHS: Mapping[Provider, Mapping[str, str]] = {
    Provider.GITHUB: {"page": "/login/oauth/authorize", "token": "/login/oauth/access_token", "device": "/login/device/code"},
    Provider.GITLAB: {"page": "/oauth/authorize", "token": "/oauth/token", "device": "/oauth/authorize_device"},
    Provider.AZURE: {"page": "/oauth2/v2.0/authorize", "token": "/oauth2/v2.0/token", "device": "/oauth2/v2.0/devicecode"},
}
CLIENT = oauth_api.CLIENT


@dataclass(slots=True)
class User:
    """Somebody with an account there."""

    id: str
    login: str
    emails: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()


@dataclass(slots=True)
class Issued:
    """An access token."""

    user: User
    scopes: tuple[str, ...]
    family: str
    is_live: bool = True


@dataclass(slots=True)
class Asked:
    """A code, or a device code, that waits for its person or its client."""

    scopes: tuple[str, ...]
    challenge: str = ""
    back: str = ""
    user: User | None = None
    is_denied: bool = False
    polls: int = 0


@dataclass(slots=True)
class OAuthServer:
    """One server, with one client."""

    provider: Provider = Provider.GITLAB
    secret: str = field(default_factory=lambda: secrets.token_hex(12))
    lasts: int | None = 7200  # seconds of a token; None is for good, without a refresh token
    grants: str | None = None  # scopes that are granted, whatever is asked for
    interval: int = 5
    scopeless: bool = False  # it does not say what it granted
    says: dict[str, web.Response | None] = field(default_factory=dict)  # an answer for a path instead of the right one
    tokens: dict[str, Issued] = field(default_factory=dict)
    refreshes: dict[str, Issued] = field(default_factory=dict)  # unused ones
    used: dict[str, Issued] = field(default_factory=dict)
    codes: dict[str, Asked] = field(default_factory=dict)
    devices: dict[str, Asked] = field(default_factory=dict)
    intruders: int = 0
    refreshed: int = 0
    slow: int = 0  # next polls that are too fast
    asked: list[str] = field(default_factory=list)  # paths with their queries
    hold: asyncio.Event | None = None  # answers of the token endpoint wait for it
    began: asyncio.Event = field(default_factory=asyncio.Event)  # a device flow did
    holding: asyncio.Event = field(default_factory=asyncio.Event)  # one of them does
    url: str = ""
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._scripted])
        paths = PATHS[self.provider]
        app.router.add_get(paths["page"], self._page)
        app.router.add_post(paths["token"], partial(oauth_grants.token, self))
        app.router.add_post(paths["device"], self._device)
        oauth_api.add_to(app, self)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    def personal(self, user: User, *scopes: str) -> Secret:
        """Issue a token as a person makes it in their settings."""
        return self.issued(user, scopes, "personal")

    def approve(self, typed: str, user: User) -> None:
        """Let a person type a device code and say yes."""
        self.devices[typed].user = user

    def deny(self, typed: str) -> None:
        """Let a person type a device code and say no."""
        self.devices[typed].is_denied = True

    def authorised(self, page: str, user: User) -> str:
        """Let a person say yes at the page that a browser was sent to; return where the browser is sent back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        assert page.startswith(self.url + PATHS[self.provider]["page"])
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert len(query["code_challenge"]) == 43, "a SHA-256 in base64url"
        assert len(query["state"]) >= 43
        code = secrets.token_hex(10)
        self.codes[code] = Asked(tuple(query["scope"].split()), query["code_challenge"], query["redirect_uri"], user)
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def revoke(self, token: Secret) -> None:
        """End a token, as its person does in their settings."""
        self.tokens[token.reveal()].is_live = False

    def is_live(self, token: Secret) -> bool:
        """Say whether a token opens anything."""
        return self.tokens[token.reveal()].is_live

    async def whoami(self, token: Secret, api: str) -> Profile:
        """Ask the API at an address whose token it is, as an adapter does."""
        from aiohttp import ClientError, ClientSession

        try:
            async with (
                ClientSession(headers={"Authorization": f"Bearer {token.reveal()}"}) as session,
                session.get(f"{api}/whoami") as response,
            ):
                said = await response.json(content_type=None)
        except ClientError as error:
            raise TransientError("away") from error
        if response.status == 401:
            raise AuthError("The token is no good.", is_refused=True)
        if response.status != 200:
            raise OutsideError("broken")
        scopes = said["scopes"]
        return Profile(id=said["id"], login=said["login"], emails=tuple(said["emails"]), scopes=None if scopes is None else tuple(scopes))

    @web.middleware
    async def _scripted(self, request: web.Request, handler: object) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        if (answer := self.says.get(request.path)) is not None:
            return answer
        return await handler(request)  # type: ignore[operator,no-any-return]  # aiohttp's middlewares are typed loosely

    async def _page(self, _: web.Request) -> web.Response:
        return web.Response(text="Allow Recap?")

    async def _device(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form.get("client_id") != CLIENT:
            return self.no("invalid_client")
        typed = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
        self.began.set()
        self.devices[typed] = Asked(tuple(str(form["scope"]).split()))
        said = {"device_code": f"device-{typed}", "user_code": typed, "verification_uri": f"{self.url}/device"}
        return web.json_response(said | {"expires_in": 900, "interval": self.interval})

    def end_one(self, one: str) -> None:
        issued = self.tokens.get(one) or self.refreshes.get(one)
        self.intruders += issued is None
        if issued is not None:
            issued.is_live = False
            self.refreshes.pop(one, None)

    def issued(self, user: User, scopes: tuple[str, ...], family: str) -> Secret:
        """Issue a token; those of a family end together."""
        token = f"at-{secrets.token_hex(16)}"
        self.tokens[token] = Issued(user, scopes, family)
        return Secret(token)

    def no(self, error: str, *, status: int = 400) -> web.Response:
        """Refuse; GitHub does so with status 200."""
        return web.json_response({"error": error}, status=200 if self.provider is Provider.GITHUB else status)
