"""The pages on loopback, and browsers that go there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

from aiohttp import ClientResponse, ClientSession, CookieJar

from adapters.web.oauth import OAuthPages
from core.authorise import Authorisation
from core.connect import Linked
from core.model import Member, Provider
from tests.core.connecting import USER, Desk
from tests.servers.oauth import User

MALLORY = Member("slack", "T1", "<script>alert(1)</script>")


@dataclass
class Site:
    """The pages, on loopback."""

    desk: Desk
    url: str
    told: list[Linked] = field(default_factory=list)

    def pages(self, public: str = "") -> OAuthPages:
        authorisation = Authorisation(self.desk.connector, waiting=self.desk.waiting, sites=lambda *_: self.desk.site)
        return OAuthPages(authorisation, public=public or self.url, tell=self.tell)

    async def link(self, owner: Member = MALLORY) -> str:
        authorisation = Authorisation(self.desk.connector, waiting=self.desk.waiting, sites=lambda *_: self.desk.site)
        return self.pages().link(Provider.GITLAB, await authorisation.invite(owner, self.desk.site))

    async def tell(self, linked: Linked) -> None:
        self.told.append(linked)


@asynccontextmanager
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def text(response: ClientResponse) -> str:
    """Return a page's text, after a look at its headers."""
    headers = response.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert (headers["Cache-Control"], headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("no-store", "DENY", "nosniff")
    shown = await response.text()
    assert "<script" not in shown
    assert "style" not in shown
    return unescape(shown)


async def sent(session: ClientSession, link: str) -> str:
    """Open a link; return where the browser is sent."""
    response = await session.get(link, allow_redirects=False)
    assert response.status == 303, await response.text()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    return response.headers["Location"]


async def offered(session: ClientSession, site: Site, link: str, user: User = USER) -> tuple[str, str]:
    """Go to the host and come back; return the page, and what its form holds."""
    back = site.desk.server.authorised(await sent(session, link), user)
    response = await session.get(back)
    shown = await text(response)
    assert response.status == 200, shown
    return shown, shown.partition('name="offer" value="')[2].partition('"')[0]


async def said(session: ClientSession, site: Site, offer: str, *, answer: str = "yes", origin: str | None = None) -> ClientResponse:
    headers = {"Origin": origin} if origin else {}
    return await session.post(f"{site.url}/oauth/gitlab/confirm", data={"offer": offer, "answer": answer}, headers=headers)
