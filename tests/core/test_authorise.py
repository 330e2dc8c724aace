"""Linking in a browser: the four steps, and everybody who wants to take one of them for somebody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from core.authorise import Answer, Authorisation, challenge
from core.connect import Site
from core.errors import AuthError, OutsideError, PermanentError
from core.messages import connect as messages
from core.model import Profile, Provider, Secret
from tests.core.connecting import USER, Desk, desk
from tests.fake_accounts import ANA
from tests.servers.oauth import User

BACK = "http://127.0.0.1:1/oauth/gitlab/callback"
MINE, THEIRS = Secret("cookie-of-one-browser"), Secret("cookie-of-another")


def flow(one: Desk, site: Site | None = None) -> Authorisation:
    return Authorisation(one.connector, waiting=one.waiting, sites=lambda *_: site or one.site)


async def sent(one: Desk, browser: Secret = MINE, ticket: Secret | None = None) -> str:
    """Let a browser begin; return the page that it is sent to."""
    ticket = ticket or await flow(one).invite(ANA, one.site)
    return await flow(one).begin(one.server.provider, ticket, browser, back=BACK)


def answer(back: str, **more: str) -> Answer:
    found = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()} | more
    return Answer(
        provider=Provider(found.get("provider", "gitlab")),
        state=Secret(found.get("state", "")),
        code=Secret(found.get("code", "")),
        error=found.get("error", ""),
        issuer=found.get("iss", ""),
    )


@pytest.mark.fault("F123")
@pytest.mark.origin("S01")
async def test_a_browser_that_takes_the_four_steps_links_an_account() -> None:
    async with desk() as one:
        one.waiting.questions[ANA] = "last week"
        back = one.server.authorised(await sent(one), USER)
        offer = await flow(one).arrive(answer(back, iss=one.server.url), MINE)
        assert (offer.owner, offer.profile.login, offer.profile.id) == (ANA, "ana", "583231")
        assert offer.reach is not None
        assert one.accounts.kept == [], "nothing is linked before somebody says yes"
        done = await flow(one).confirm(offer.name, MINE)
    assert one.accounts.kept == [done.account]
    assert done.account.is_granted
    assert done.account.refresh
    assert done.question == "last week"
    assert set(one.waiting.seconds) == {600}
    assert one.waiting.texts == {}


async def test_a_host_that_tells_no_scopes_and_no_end_links_too() -> None:
    async with desk(lasts=None) as one:

        async def silent(token: Secret, api: str) -> Profile:
            return replace(await one.server.whoami(token, api), scopes=None)

        one.server.scopeless = True
        site = replace(one.site, identify=silent)
        back = one.server.authorised(await sent(one), USER)
        offer = await flow(one, site).arrive(answer(back), MINE)
        assert offer.reach is None
        done = await flow(one, site).confirm(offer.name, MINE)
        assert (done.account.refresh, done.account.expires, done.reach) == (None, None, None)


@pytest.mark.fault("F123")
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda _: {"state": "made-up"}, messages.LINK_OLD),
        (lambda _: {"state": ""}, messages.LINK_OLD),
        (lambda _: {"error": "access_denied"}, messages.DECLINED),
        (lambda _: {"error": "server_error"}, messages.NO_CODE),
        (lambda _: {"code": ""}, messages.NO_CODE),
        (lambda _: {"provider": "github"}, messages.OTHER_SERVER),
        (lambda _: {"iss": "https://evil.example"}, messages.OTHER_SERVER),
    ],
)
async def test_an_answer_that_is_not_the_asked_one_links_nothing(spoil: Callable[[str], dict[str, str]], said: str) -> None:
    async with desk() as one:
        back = one.server.authorised(await sent(one), USER)
        with pytest.raises(PermanentError) as raised:
            await flow(one).arrive(answer(back, **spoil(back)), MINE)
        assert str(raised.value) == said
        assert one.server.tokens == {}


@pytest.mark.fault("F123")
async def test_a_state_works_once_and_a_code_works_once() -> None:
    async with desk() as one:
        page = await sent(one)
        back = one.server.authorised(page, USER)
        await flow(one).arrive(answer(back), MINE)
        with pytest.raises(PermanentError, match="used or more than ten minutes"):
            await flow(one).arrive(answer(back), MINE)
        other = answer(one.server.authorised(await sent(one), USER))
        with pytest.raises(AuthError, match="used, too old, or revoked"):
            await flow(one).arrive(replace(other, code=answer(back).code), MINE)
        one.server.intruders = 0  # the replayed code


@pytest.mark.fault("F123")
async def test_a_code_of_another_flow_fails_at_the_challenge() -> None:
    async with desk() as one:
        mallory = answer(one.server.authorised(await sent(one, THEIRS), User("666", "mallory")))
        mine = answer(one.server.authorised(await sent(one), USER))
        with pytest.raises(AuthError):
            await flow(one).arrive(replace(mine, code=mallory.code), MINE)


@pytest.mark.fault("F125")
@pytest.mark.fault("F135")
@pytest.mark.parametrize("browser", [THEIRS, Secret("")])
async def test_another_browser_cannot_end_what_one_began(browser: Secret) -> None:
    async with desk() as one:
        back = one.server.authorised(await sent(one), USER)
        with pytest.raises(PermanentError, match="another browser"):
            await flow(one).arrive(answer(back), browser)
        assert one.server.tokens == {}
        offer = await flow(one).arrive(answer(one.server.authorised(await sent(one), USER)), MINE)
        with pytest.raises(PermanentError, match="another browser"):
            await flow(one).confirm(offer.name, browser)
        assert one.accounts.kept == []


@pytest.mark.fault("F126")
@pytest.mark.parametrize("became", [User("583231", "ana-renamed"), User("9", "ana")])
async def test_an_account_that_changed_on_the_way_is_refused_and_revoked(became: User) -> None:
    async with desk() as one:
        offer = await flow(one).arrive(answer(one.server.authorised(await sent(one), USER)), MINE)
        (issued,) = one.server.tokens.values()
        issued.user = became
        with pytest.raises(PermanentError, match="another account"):
            await flow(one).confirm(offer.name, MINE)
        assert not issued.is_live
        assert one.accounts.kept == []


@pytest.mark.fault("F124")
async def test_one_link_links_one_account() -> None:
    async with desk() as one:
        ticket = await flow(one).invite(ANA, one.site)
        offers = [
            await flow(one).arrive(answer(one.server.authorised(await sent(one, MINE, ticket), user)), MINE)
            for user in (USER, User("666", "mallory"))
        ]
        await flow(one).confirm(offers[0].name, MINE)
        with pytest.raises(PermanentError, match="used or more"):
            await flow(one).confirm(offers[1].name, MINE)
        assert [kept.login for kept in one.accounts.kept] == ["ana"]
        assert sum(issued.is_live for issued in one.server.tokens.values()) == 1


async def test_who_says_no_links_nothing_and_the_link_is_over() -> None:
    async with desk() as one:
        ticket = await flow(one).invite(ANA, one.site)
        offer = await flow(one).arrive(answer(one.server.authorised(await sent(one, MINE, ticket), USER)), MINE)
        await flow(one).decline(offer.name, MINE)
        assert not any(issued.is_live for issued in one.server.tokens.values())
        with pytest.raises(PermanentError):
            await flow(one).confirm(offer.name, MINE)
        with pytest.raises(PermanentError):
            await sent(one, MINE, ticket)


async def test_a_link_leads_to_its_own_host_alone() -> None:
    async with desk() as one:
        ticket = await flow(one).invite(ANA, one.site)
        with pytest.raises(PermanentError):
            await flow(one).begin(Provider.GITHUB, ticket, MINE, back=BACK)
        with pytest.raises(PermanentError):
            await flow(one).begin(Provider.GITLAB, Secret("made-up"), MINE, back=BACK)
        with pytest.raises(PermanentError, match="not registered"):
            await flow(one).invite(ANA, replace(one.site, oauth=None))


async def test_a_host_that_fails_after_the_code_leaves_no_token_alive() -> None:
    async with desk() as one:

        async def away(_token: Secret, _api: str) -> Profile:
            raise OutsideError("away")

        back = one.server.authorised(await sent(one), USER)
        with pytest.raises(OutsideError, match="away"):
            await flow(one, replace(one.site, identify=away)).arrive(answer(back), MINE)
        assert not any(issued.is_live for issued in one.server.tokens.values())


@pytest.mark.fault("F123")
async def test_the_page_shows_a_challenge_and_never_what_proves_it() -> None:
    async with desk() as one:
        page = await sent(one)
        (kept,) = [json.loads(text) for text in one.waiting.texts.values() if "verifier" in text]
        assert kept["verifier"] not in page
        assert f"code_challenge={challenge(Secret(kept['verifier']))}" in page
        assert one.server.secret not in page
        assert MINE.reveal() not in page + json.dumps(kept)


def test_the_challenge_is_that_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    assert challenge(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
