"""Linking by token, on a real authorisation server, and what is said of it."""

from dataclasses import replace

import pytest

from core.errors import AuthError, OutsideError, PermanentError
from core.messages import connect as messages
from core.model import Profile, Provider, Secret
from tests.core.connecting import NOON, USER, desk
from tests.fake_accounts import ANA
from tests.servers.oauth import User


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


def test_sentences_name_the_place_and_the_command() -> None:
    assert messages.dead("github", "github.com", "ana") == "github.com refused the token of ana (expired or revoked): recap connect github"
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
