"""Pages that give nothing away, whatever they are asked, and a cookie for one browser alone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web

from adapters.web.app import application
from adapters.web.oauth import COOKIE
from core.errors import RateLimitedError, RecapError, TransientError
from core.messages import web as messages
from tests.adapters.web.browsing import Site, browser, text
from tests.servers.loopback import served
from tests.store import free_port


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
