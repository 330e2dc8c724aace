"""Hosts that give out accounts, in memory: the token "ghp-of-ana" is ana's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from typing_extensions import override

from core.connect import Site
from core.errors import AuthError, PermanentError
from core.model import DeviceCode, Grant, Member, Profile, Provider, Secret
from core.ports import OAuthHost
from tests.fake_chat import NOW

NAMES = {"ana": "Ana Lima", "bob": "Bob Berg"}
USUAL = {Provider.GITHUB: "github.com", Provider.GITLAB: "gitlab.com", Provider.AZURE: ""}


@dataclass
class FakeFlow(OAuthHost):
    """Grants at the first question, unless somebody says no."""

    refuses: bool = False
    revoked: list[Secret] = field(default_factory=list)

    @property
    @override
    def scopes(self) -> tuple[str, ...]:
        return ("repo", "read:org", "user:email")

    @property
    @override
    def issuer(self) -> str:
        return ""

    @override
    def page(self, *, state: Secret, challenge: str, back: str) -> str:
        return "https://github.com/login"

    @override
    async def exchange(self, code: Secret, *, verifier: Secret, back: str) -> Grant:
        raise AuthError("used")

    @override
    async def device(self) -> DeviceCode:
        return DeviceCode(
            code=Secret("d"), typed="WDJB-MJHT", address="https://github.com/device", interval=1, expires=NOW + timedelta(hours=1)
        )

    @override
    async def poll(self, code: DeviceCode) -> Grant | float:
        if self.refuses:
            raise AuthError("You said no.")
        return Grant(token=Secret("of-ana"), scopes=self.scopes)

    @override
    async def refreshed(self, refresh: Secret) -> Grant:
        raise AuthError("used")

    @override
    async def revoke(self, token: Secret, refresh: Secret | None) -> bool:
        self.revoked.append(token)
        return True


@dataclass
class FakeHosts:
    """The hosts that an administrator allows; `flow` is where Recap is registered, `has_pages` where a browser can come back."""

    flow: FakeFlow | None = None
    has_pages: bool = False
    scopes: tuple[str, ...] | None = ("repo", "read:org", "user:email")

    def named(self, provider: Provider, text: str) -> str:
        host = text or USUAL[provider]
        if "evil" in host or not host:
            raise PermanentError("Nobody allowed that.")
        return host

    def __call__(self, provider: Provider, host: str) -> Site:
        return Site(provider=provider, host=host, api=f"https://{host}", identify=self._identified, oauth=self.flow)

    async def sleep(self, _: float) -> None:
        """Do not wait."""

    @property
    def page(self) -> Callable[[Member, Site], Awaitable[str]] | None:
        return self._page if self.has_pages else None

    async def _page(self, member: Member, site: Site) -> str:
        return f"https://recap.example/oauth/{site.provider}/start?ticket={member.user}"

    async def _identified(self, token: Secret, _: str) -> Profile:
        login = token.reveal().rpartition("of-")[2]
        if login == token.reveal():
            raise AuthError("unknown", is_refused=True)
        return Profile(id=f"id-{login}", login=login, name=NAMES.get(login, login), scopes=self.scopes)
