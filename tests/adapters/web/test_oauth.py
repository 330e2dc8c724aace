"""Two browsers, one of them somebody else's, and pages that give nothing away."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
from aiohttp import ClientResponse, ClientSession, CookieJar, web

from adapters.web.app import LONGEST, application
from adapters.web.oauth import COOKIE, OAuthPages
from core.authorise import Authorisation
from core.connect import Linked
from core.errors import RateLimitedError, RecapError, TransientError
from core.messages import web as messages
from core.model import Member, Provider
from tests.core.connecting import USER, Desk, desk
from tests.servers.oauth import User
from tests.store import free_port

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
async def served(app: web.Application, port: int) -> AsyncGenerator[str, None]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture
async def site() -> AsyncGenerator[Site, None]:
    async with desk() as one:
        port = free_port()
        made, app = Site(one, f"http://127.0.0.1:{port}"), application()
        made.pages().add_to(app)
        async with served(app, port):
            yield made


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


@pytest.mark.fault("F124")
@pytest.mark.origin("S01")
async def test_a_browser_links_an_account_after_a_page_that_names_both_sides(site: Site) -> None:
    async with browser() as session:
        shown, offer = await offered(session, site, await site.link())
        assert "The account ana (id 583231) at GitLab (git.test)" in shown
        assert "Slack user <script>alert(1)</script> in workspace T1" in shown.replace(
            "<script>alert(1)</script>", "<script>alert(1)</script>"
        )
        assert site.desk.accounts.kept == []
        response = await said(session, site, offer, origin=site.url)
        assert "ana at GitLab (git.test) is linked for Slack user" in await text(response)
    (kept,) = site.desk.accounts.kept
    assert (kept.owner, kept.login) == (MALLORY, "ana")
    assert [linked.account for linked in site.told] == [kept]


@pytest.mark.fault("F125")
async def test_a_browser_cannot_end_what_another_began(site: Site) -> None:
    async with browser() as mallory, browser() as victim:
        back = site.desk.server.authorised(await sent(mallory, await site.link()), User("666", "mallory"))
        response = await victim.get(back)
        assert response.status == 400
        assert "another browser" in await text(response)
        _, offer = await offered(mallory, site, await site.link(), User("666", "mallory"))
        response = await said(victim, site, offer)
        assert "another browser" in await text(response)
    assert site.desk.accounts.kept == []


@pytest.mark.fault("F124")
async def test_who_opens_somebodys_link_is_told_who_would_read_and_may_say_no(site: Site) -> None:
    async with browser() as victim:
        shown, offer = await offered(victim, site, await site.link())
        assert messages.STOP in shown
        response = await said(victim, site, offer, answer="no")
        assert messages.DECLINED in await text(response)
        response = await said(victim, site, offer)
        assert response.status == 400
    assert site.desk.accounts.kept == []
    assert not any(issued.is_live for issued in site.desk.server.tokens.values())


@pytest.mark.fault("F123")
async def test_a_call_back_works_once(site: Site) -> None:
    async with browser() as session:
        back = site.desk.server.authorised(await sent(session, await site.link()), USER)
        assert (await session.get(back)).status == 200
        response = await session.get(back)
        assert response.status == 400
        assert "used or more than ten minutes old" in await text(response)


@pytest.mark.fault("F123")
@pytest.mark.parametrize(
    "path",
    [
        "/oauth/gitlab/start",
        "/oauth/gitlab/start?ticket=made-up",
        "/oauth/gitlab/start?ticket=" + "x" * 5_000,
        "/oauth/gitlab/callback",
        "/oauth/gitlab/callback?state=x&code=y",
        "/oauth/gitlab/callback?state=x&error=%3Cscript%3Ealert(1)%3C/script%3E",
        "/oauth/gitlab/callback?state=%00%ff&code=%0d%0aSet-Cookie:x",
    ],
)
async def test_what_nobody_began_ends_in_a_plain_page(site: Site, path: str) -> None:
    async with browser() as session:
        response = await session.get(site.url + path)
        assert response.status == 400
        assert messages.NOT_LINKED in await text(response)


@pytest.mark.parametrize(
    "path", ["/", "/oauth/evil/start", "/oauth/gitlab/else", "/external-signup?provider=evil", "/oauth/gitlab/confirm"]
)
async def test_there_are_no_other_pages(site: Site, path: str) -> None:
    async with browser() as session:
        response = await session.get(site.url + path)
        assert response.status in (404, 405)
        shown = await text(response)
        assert messages.NOT_HERE in shown
        assert f"<h1>{messages.NOT_FOUND}</h1>" in shown


async def test_a_long_form_and_a_foreign_one_are_refused(site: Site) -> None:
    async with browser() as session:
        response = await said(session, site, "x" * (LONGEST + 1))
        assert response.status == 413
        _, offer = await offered(session, site, await site.link())
        for origin in ("https://evil.example", "null"):
            response = await said(session, site, offer, origin=origin)
            assert messages.FOREIGN in await text(response)
        assert (await said(session, site, offer)).status == 200


@pytest.mark.origin("S01")
async def test_the_alias_leads_to_the_pages(site: Site) -> None:
    async with browser() as session:
        ticket = parse_qs(urlsplit(await site.link()).query)["ticket"][0]
        there = await sent_by_alias(session, f"{site.url}/external-signup?provider=gitlab&ticket={ticket}")
        assert there.startswith("/oauth/gitlab/start?")
        assert await sent_by_alias(session, f"{site.url}/external-signup?code=c&state=s") == "/oauth/github/callback?code=c&state=s"


async def sent_by_alias(session: ClientSession, url: str) -> str:
    response = await session.get(url, allow_redirects=False)
    assert response.status == 302
    return response.headers["Location"]


@pytest.mark.fault("F125")
async def test_the_cookie_is_for_the_browser_alone_and_new_each_time(site: Site) -> None:
    async with browser() as session:
        session.cookie_jar.update_cookies({COOKIE: "a gift"})
        values = []
        for _ in range(2):
            response = await session.get(await site.link(), allow_redirects=False)
            cookie = response.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
            assert "Max-Age=600" in cookie
            assert "Path=/oauth/" in cookie
            assert "Secure" not in cookie
            values.append(response.cookies[COOKIE].value)
        assert "a gift" not in values
        assert values[0] != values[1]


async def test_a_public_address_has_a_cookie_for_https_alone(site: Site) -> None:
    port, app = free_port(), application()
    site.pages("https://recap.example/base").add_to(app)
    async with served(app, port) as url, browser() as session:
        ticket = parse_qs(urlsplit(await site.link()).query)["ticket"][0]
        response = await session.get(f"{url}/oauth/gitlab/start?ticket={ticket}", allow_redirects=False)
    assert "Secure" in response.headers["Set-Cookie"]
    assert "Path=/base/oauth/" in response.headers["Set-Cookie"]
    assert "redirect_uri=https%3A%2F%2Frecap.example%2Fbase%2Foauth%2Fgitlab%2Fcallback" in response.headers["Location"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (TransientError("The store is away."), 503),
        (RateLimitedError("Later."), 429),
        (RecapError("Else."), 500),
        (ZeroDivisionError("canary"), 500),
    ],
)
async def test_a_failure_is_a_plain_page(error: Exception, status: int, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_: web.Request) -> web.Response:
        raise error

    app = application()
    app.router.add_get("/broken", broken)
    async with served(app, free_port()) as url, browser() as session:
        response = await session.get(f"{url}/broken")
        shown = await text(response)
    assert response.status == status
    assert ("canary" in shown, messages.BUG in shown) == (False, status == 500 and not isinstance(error, RecapError))
    assert "canary" not in caplog.text


async def test_who_hears_of_it_may_be_nobody(site: Site) -> None:
    port, app = free_port(), application()
    url = f"http://127.0.0.1:{port}"
    authorisation = Authorisation(site.desk.connector, waiting=site.desk.waiting, sites=lambda *_: site.desk.site)
    OAuthPages(authorisation, public=url).add_to(app)
    silent = Site(site.desk, url)
    async with served(app, port), browser() as session:
        _, offer = await offered(session, silent, await silent.link())
        assert (await said(session, silent, offer)).status == 200
    assert len(site.desk.accounts.kept) == 1
