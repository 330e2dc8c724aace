"""Two browsers, one of them somebody else's: who links what."""

from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession

from adapters.web.app import LONGEST, application
from adapters.web.oauth import OAuthPages
from core.authorise import Authorisation
from core.messages import web as messages
from tests.adapters.web.browsing import MALLORY, Site, browser, offered, said, sent, text
from tests.core.connecting import USER
from tests.servers.loopback import served
from tests.servers.oauth import User
from tests.store import free_port


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
