"""What anybody puts into an address or a name is text on a page, and nothing that runs or loads."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from typing_extensions import override

from core.model import Member
from tests.adapters.web.browsing import Site, browser, sent
from tests.servers.oauth import User

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><iframe src=javascript:alert(1)>",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "javascript:alert(1)//",
    "<!--<a href='",
    "\u202e<b>",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\x00<scr\x00ipt>",
]
PLACES = ["start?ticket={}", "callback?state={}&code={}", "callback?state=x&error={}&error_description={}", "callback?{}={}", "{}"]
OURS = {"html", "head", "meta", "title", "body", "h1", "p", "form", "input", "button"}


class Seen(HTMLParser):
    """What a browser makes of a page."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(shown)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def check(shown: str, policy: str) -> None:
    seen = Seen(shown)
    assert set(seen.tags) <= OURS
    assert not [name for name in seen.attributes if re.match("on|src|href|style", name)]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


@pytest.mark.fault("F166")
@pytest.mark.parametrize("place", PLACES)
async def test_nothing_in_an_address_comes_alive(site: Site, place: str) -> None:
    async with browser() as session:
        for payload in PAYLOADS:
            response = await session.get(f"{site.url}/oauth/gitlab/{place.replace('{}', quote(payload, safe=''))}")
            assert response.status in {400, 404}
            check(await response.text(), response.headers["Content-Security-Policy"])


@pytest.mark.fault("F166")
@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "\x00" not in one])
async def test_no_name_comes_alive(site: Site, payload: str) -> None:
    async with browser() as session:
        link = await site.link(Member("slack", "T1", payload))
        response = await session.get(site.desk.server.authorised(await sent(session, link), User("7", payload)))
        assert response.status == 200
        shown = await response.text()
    check(shown, response.headers["Content-Security-Policy"])
    assert shown.count("<form") == 1
