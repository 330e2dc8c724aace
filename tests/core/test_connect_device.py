"""Linking by a code that is typed at the host, on a real authorisation server."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import AuthError, PermanentError
from core.model import Provider
from tests.core.connecting import USER, desk
from tests.fake_accounts import ANA


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
