"""Parting with accounts: what is revoked at the host, what is erased here, and what a person takes along."""

import pytest

from core.connect import exported, let_go
from core.errors import TransientError
from core.model import Grant, Provider, Secret
from tests.core.connecting import NOON, USER, desk
from tests.fake_accounts import ANA, BOB, account
from tests.servers.oauth import User


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
