"""Linking by token and by device, and unlinking, on a real authorisation server."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.oauth.client import OAuthClient, Registration
from adapters.oauth.requests import Requests
from adapters.oauth.rows import ROWS
from core.connect import Connector, Site, exported, let_go
from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import connect as messages
from core.model import DeviceCode, Grant, Profile, Provider, Secret
from tests.fake_accounts import ANA, BOB, FakeAccounts, FakeWaiting, account
from tests.servers.oauth import CLIENT, OAuthServer, User

USER = User("583231", "ana", ("ana@example.org",))
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Desk:
    """Everything that linking needs, around one server."""

    server: OAuthServer
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    waiting: FakeWaiting = field(default_factory=FakeWaiting)
    now: datetime = NOON
    slept: list[float] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    shown: list[DeviceCode] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        self.meanwhile()

    @property
    def site(self) -> Site:
        ours = Registration(web=self.server.url, api=self.server.url, client=CLIENT, secret=Secret(self.server.secret))
        oauth = OAuthClient(ROWS[self.server.provider], ours, Requests(), now=lambda: self.now)
        return Site(provider=self.server.provider, host="git.test", api=self.server.url, identify=self.server.whoami, oauth=oauth)

    @property
    def connector(self) -> Connector:
        return Connector(accounts=self.accounts, waiting=self.waiting, sites=lambda *_: self.site, now=lambda: self.now, sleep=self.sleep)


@asynccontextmanager
async def desk(**options: object) -> AsyncGenerator[Desk, None]:
    async with OAuthServer(**options) as server:  # type: ignore[arg-type]  # a test's own values
        yield Desk(server)
        assert server.intruders == 0
        assert not any(token in path for path in server.asked for token in (*server.tokens, *server.refreshes, *server.used, server.secret))


@pytest.mark.origin("S02")
async def test_a_token_is_linked_after_the_host_took_it() -> None:
    async with desk() as one:
        token = one.server.personal(USER, "read_api")
        one.waiting.questions[ANA] = "last week"
        done = await one.connector.by_token(ANA, one.site, token)
    (kept,) = one.accounts.kept
    assert done.account == kept
    assert (kept.owner, kept.provider, kept.host, kept.id, kept.login) == (ANA, Provider.GITLAB, "git.test", "583231", "ana")
    assert (kept.token, kept.refresh, kept.scopes, kept.emails, kept.is_granted) == (token, None, ("read_api",), USER.emails, False)
    assert done.reach is not None
    assert done.reach.missing == ()
    assert done.question == "last week"
    assert one.waiting.questions == {}


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "nön-ascii", "x" * 10_001, "\x1b[2J"])
async def test_what_is_no_token_is_refused_before_anybody_is_asked(token: str) -> None:
    async with desk() as one:
        with pytest.raises(PermanentError, match="Nothing was linked"):
            await one.connector.by_token(ANA, one.site, Secret(token))
        assert one.server.asked == []


@pytest.mark.origin("S02")
async def test_a_token_that_the_host_refuses_is_not_linked() -> None:
    async with desk() as one:
        token = one.server.personal(USER, "read_api")
        one.server.revoke(token)
        with pytest.raises(AuthError, match="refused the token"):
            await one.connector.by_token(ANA, one.site, token)
        assert one.accounts.kept == []


@pytest.mark.fault("F061")
async def test_a_host_that_does_not_let_a_good_token_in_says_why() -> None:
    async with desk() as one:

        async def closed(_token: Secret, _api: str) -> Profile:
            raise AuthError("git.test does not take calls from this machine's address: ask its administrators")

        with pytest.raises(AuthError, match=r"this machine's address: ask its administrators\. Nothing was linked\.$"):
            await one.connector.by_token(ANA, replace(one.site, identify=closed), one.server.personal(USER, "read_api"))
        assert one.accounts.kept == []


async def test_a_token_that_reads_nothing_is_not_linked() -> None:
    async with desk() as one:
        with pytest.raises(AuthError, match="read_api"):
            await one.connector.by_token(ANA, one.site, one.server.personal(USER, "read_user"))
        assert one.accounts.kept == []


async def test_a_token_whose_scopes_nobody_tells_is_linked() -> None:
    async with desk() as one:

        async def silent(token: Secret, api: str) -> Profile:
            return replace(await one.server.whoami(token, api), scopes=None)

        done = await one.connector.by_token(ANA, replace(one.site, identify=silent), one.server.personal(USER))
        assert done.reach is None
        assert done.account.scopes == ()


@pytest.mark.fault("F126")
@pytest.mark.parametrize(("number", "login"), [("", "ana"), ("1", ""), (None, "ana"), ("1", None), (1, "ana")])
async def test_a_host_that_does_not_say_who_it_is_links_nobody(number: object, login: object) -> None:
    async with desk() as one:

        async def nobody(_token: Secret, _api: str) -> Profile:
            return Profile(id=number, login=login)  # type: ignore[arg-type]  # what an SDK makes of a page

        with pytest.raises(PermanentError, match="did not say"):
            await one.connector.by_token(ANA, replace(one.site, identify=nobody), one.server.personal(USER))
        assert one.accounts.kept == []


@pytest.mark.fault("F126")
async def test_a_renamed_login_is_the_same_account_and_another_number_another() -> None:
    async with desk() as one:
        await one.connector.by_token(ANA, one.site, one.server.personal(USER, "read_api"))
        await one.connector.by_token(ANA, one.site, one.server.personal(User("583231", "ana-new"), "read_api"))
        await one.connector.by_token(ANA, one.site, one.server.personal(User("9", "ana"), "read_api"))
    assert [(kept.id, kept.login) for kept in one.accounts.kept] == [("583231", "ana-new"), ("9", "ana")]


@pytest.mark.parametrize("provider", list(Provider))
async def test_a_code_that_is_typed_at_the_host_links_an_account(provider: Provider) -> None:
    async with desk(provider=provider, slow=1) as one:
        typed: list[str] = []

        def meanwhile() -> None:
            if len(one.slept) == 4:
                one.server.approve(typed[0], USER)

        one.meanwhile = meanwhile
        done = await one.connector.by_device(ANA, one.site, lambda code: typed.append(code.typed))
    (kept,) = one.accounts.kept
    assert one.slept == [5, 10, 10, 10]
    assert kept.is_granted
    assert kept.refresh
    assert kept.expires == one.now + timedelta(hours=2)
    assert done.reach is not None
    assert done.reach.missing == ()
    assert done.reach.more == ()


async def test_a_code_that_is_denied_or_too_old_links_nobody() -> None:
    async with desk() as one:
        with pytest.raises(AuthError, match="said no"):
            await one.connector.by_device(ANA, one.site, lambda code: one.server.deny(code.typed))
        with pytest.raises(AuthError, match="too old"):
            await one.connector.by_device(ANA, one.site, lambda _: None)
        assert one.slept[1:] == [5.0] * 180
        assert one.accounts.kept == []


async def test_a_question_that_is_lost_on_the_way_is_asked_again() -> None:
    async with desk() as one:
        typed: list[str] = []
        from aiohttp import web

        one.server.says["/oauth/token"] = web.Response(status=503)

        def meanwhile() -> None:
            if len(one.slept) == 2:
                one.server.says.clear()
                one.server.approve(typed[0], USER)

        one.meanwhile = meanwhile
        await one.connector.by_device(ANA, one.site, lambda code: typed.append(code.typed))
        assert len(one.slept) == 2


@pytest.mark.fault("F123")
@pytest.mark.parametrize(("grants", "said"), [("read_api sudo", "more than was asked"), ("read_user", "lacks read_api")])
async def test_a_grant_of_more_or_too_little_is_refused_and_revoked(grants: str, said: str) -> None:
    async with desk(grants=grants) as one:
        with pytest.raises(AuthError, match=said):
            await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))
        assert one.accounts.kept == []
        assert not any(issued.is_live for issued in one.server.tokens.values())


async def test_a_host_where_recap_is_not_registered_takes_tokens_alone() -> None:
    async with desk() as one:
        with pytest.raises(PermanentError, match="--token-stdin"):
            await one.connector.by_device(ANA, replace(one.site, oauth=None), lambda _: None)
        await one.connector.by_token(ANA, replace(one.site, oauth=None), one.server.personal(USER, "read_api"))


@pytest.mark.fault("F130")
@pytest.mark.parametrize("provider", [Provider.GITHUB, Provider.GITLAB])
async def test_disconnecting_revokes_what_recap_was_granted_and_erases(provider: Provider) -> None:
    async with desk(provider=provider) as one:
        done = await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))
        parted = await one.connector.disconnect(done.account)
        assert (parted.is_revoked, parted.why) == (True, "")
        assert not one.server.is_live(done.account.token)
        assert one.accounts.kept == []


async def test_disconnecting_leaves_a_token_that_its_person_made() -> None:
    async with desk() as one:
        done = await one.connector.by_token(ANA, one.site, one.server.personal(USER, "read_api"))
        parted = await one.connector.disconnect(done.account)
        assert not parted.is_revoked
        assert one.server.is_live(done.account.token)
        assert one.accounts.kept == []


async def test_disconnecting_erases_even_where_the_host_is_away() -> None:
    async with desk() as one:
        done = await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))
    parted = await one.connector.disconnect(done.account)
    assert "cannot be reached" in parted.why
    assert one.accounts.kept == []


@pytest.mark.fault("F130")
async def test_forgetting_takes_every_account_of_one_and_of_nobody_else() -> None:
    async with desk() as one:
        await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))
        await one.connector.by_token(ANA, one.site, one.server.personal(User("2", "ana2"), "read_api"))
        await one.connector.by_token(BOB, one.site, one.server.personal(User("3", "bob"), "read_api"))
        one.waiting.questions[ANA] = "last week"
        parted = await one.connector.forget(ANA)
        assert [(each.account.login, each.is_revoked) for each in parted] == [("ana", True), ("ana2", False)]
        assert [kept.login for kept in one.accounts.kept] == ["bob"]
        assert one.waiting.questions == {}


def test_an_export_has_everything_but_what_opens_an_account() -> None:
    one = account(token=Secret("canary"), refresh=Secret("canary"), expires=NOON, emails=("ana@example.org",), node="canary-free")
    (told,) = exported([one])
    assert told["expires"] == NOON.isoformat()
    assert told["emails"] == ["ana@example.org"]
    assert "canary" not in str(told)
    assert exported([account()])[0]["expires"] is None


async def test_a_grant_that_nobody_keeps_is_let_go_even_where_the_host_is_away() -> None:
    async with desk() as one:
        site = one.site
    with pytest.raises(TransientError, match="mine"):
        async with let_go(site, Grant(token=Secret("at"))):
            raise TransientError("mine")


def test_sentences_name_the_place_and_the_command() -> None:
    assert messages.dead("github", "github.com", "ana") == "GitHub refused the token of ana (expired or revoked): recap connect github"
    assert "recap connect gitlab --host git.test" in messages.dead("gitlab", "git.test", "ana")
    assert "recap disconnect gitlab --host git.test" in messages.sealed("gitlab", "git.test")
    assert messages.until(NOON) == ", token until 2026-05-01 12:00 UTC"
    assert messages.ask_token("github", "github.com").startswith("A token for GitHub, made at https://github.com/settings/tokens with")
    assert "fine-grained" in messages.unknown_scopes("github")
    assert (messages.repositories(1), messages.repositories(1200)) == ("1 repository", "1,200 repositories")
    assert "port 80 (in use)" in messages.not_served(80, "in use")
    assert "REDIS_URL" not in messages.revoke_failed("github", "github.com", "GitHub was away.")
    assert messages.readers("slack", "T1", "U1") == "Slack user U1 in workspace T1"
    assert "ana" in messages.readers("terminal", "local", "ana")
    assert messages.readers("matrix", "t", "u") == "matrix user u in tenant t"
    assert issubclass(AuthError, OutsideError)
