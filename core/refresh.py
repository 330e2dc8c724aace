"""Use case: give out tokens that last. One process renews a token, once, while the others wait for what it gets.

A refresh token may work a single time. Whoever has the turn reads the account again before the exchange, and keeps the answer only in
the place of what it was made from. Where a process dies between the exchange and that, the next one is refused by the host: the account
is marked as dead, and its person is told to link it again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from core.connect import Site, Sites, is_same
from core.errors import AuthError, OutsideError, TransientError
from core.messages import connect as messages
from core.model import Account, Grant
from core.ports import Accounts, Turns

EARLY = timedelta(minutes=5)  # before its end a token is renewed, so that it lasts for an answer
PAUSE, PAUSES = 0.2, 60  # seconds, and how many of them somebody else's turn may take
SAVES = 5  # attempts to keep what was got: it cannot be got again


Died = Callable[[Account], Awaitable[None]]
"""Hears of an account whose token a host refused, each time that somebody would use it."""


async def nobody(_: Account) -> None:
    """Tell nobody: who sits at a terminal reads it in the answer."""


class Refresher:
    """Renews tokens."""

    def __init__(
        self,
        *,
        accounts: Accounts,
        turns: Turns,
        sites: Sites,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        died: Died = nobody,
    ) -> None:
        self._accounts = accounts
        self._turns = turns
        self._sites = sites
        self._now = now
        self._sleep = sleep
        self._died = died

    async def fresh(self, account: Account) -> Account:
        """Return an account whose token lasts for some minutes.

        Raises:
            AuthError: the host refuses it; the sentence says how to link it again.
            OutsideError: the host or the store failed, and the token has run out.
        """
        if account.is_dead:
            await self._died(account)
            raise _dead(account)
        if not self._is_due(account):
            return account
        if account.refresh is None:
            return await self._spent(account)
        try:
            return await self._in_turn(account)
        except AuthError:
            raise
        except OutsideError:
            if self._has_ended(account):
                raise
            return account  # it works for some minutes still

    async def another(self, account: Account) -> Account | None:
        """Return an account whose token a host refused with a newer one, got now or by somebody else; nothing where there is none.

        A host may end a token when it is renewed, though whoever was given it before still reads with it.
        """
        await self._refused(account)
        with suppress(OutsideError):
            newest = await self.fresh(await self._newest(account))
            return newest if newest.token != account.token else None
        return None

    async def _refused(self, account: Account) -> None:
        """Take that a host refused a token: it is renewed before it is used again, or nobody is asked with it any more.

        A token that was linked or renewed since stays; where the store is away, the refusal is found out again.
        """
        with suppress(OutsideError):
            newest = await self._newest(account)
            if newest.token.reveal() == account.token.reveal():
                if newest.refresh:
                    await self._accounts.save(replace(newest, expires=self._now()), unless_changed_from=newest.refresh)
                else:
                    await self._bury(newest)

    async def _in_turn(self, account: Account) -> Account:
        for _ in range(PAUSES):
            if ticket := await self._turns.take(account):
                try:
                    return await self._renewed(account)
                finally:
                    with suppress(OutsideError):  # it runs out by itself
                        await self._turns.leave(account, ticket)
            await self._sleep(PAUSE)
            newest = await self._newest(account)
            if not self._is_due(newest):
                return newest
        raise TransientError(messages.refreshing(account.provider, account.host))

    async def _renewed(self, account: Account) -> Account:
        newest = await self._newest(account)
        if newest.refresh is None or not self._is_due(newest):
            return newest
        site = self._sites(newest.provider, newest.host)
        try:
            grant = await site.flow().refreshed(newest.refresh)
        except AuthError as error:
            await self._bury(newest)
            raise _dead(newest) from error
        renewed = _with(newest, grant)
        if await self._kept(renewed, newest):
            return await self._checked(renewed, site)
        with suppress(OutsideError):  # somebody linked or erased it meanwhile: this token is nobody's
            await site.flow().revoke(grant.token, grant.refresh)
        return await self._newest(account)

    async def _checked(self, account: Account, site: Site) -> Account:
        """See that the tokens are still that person's: a cache or proxy on the way may mix answers up."""
        try:
            profile = await site.identify(account.token, site.api)
        except OutsideError:
            return account  # the answer that needs it will say
        if profile.id == account.id:
            return account
        await self._bury(account)
        raise AuthError(messages.other_account(account.provider, account.host, account.login))

    async def _kept(self, renewed: Account, old: Account) -> bool:
        for pause in range(SAVES):
            try:
                return await self._accounts.save(renewed, unless_changed_from=old.refresh)
            except TransientError:
                await self._sleep(PAUSE * 2**pause)
            except OutsideError:
                break
        return True  # the store is away, or full: what was got serves this answer

    async def _newest(self, account: Account) -> Account:
        for one in await self._accounts.of(account.owner):
            if is_same(one, account) and not one.is_dead:
                return one
        raise _dead(account)

    async def _spent(self, account: Account) -> Account:
        """Give out a token that nothing renews until it ends."""
        if not self._has_ended(account):
            return account
        await self._bury(account)
        raise _dead(account)

    async def _bury(self, account: Account) -> None:
        with suppress(OutsideError):  # it is found out again
            if await self._accounts.save(replace(account, is_dead=True), unless_changed_from=account.refresh):
                await self._died(account)

    def _is_due(self, account: Account) -> bool:
        return account.expires is not None and account.expires - EARLY <= self._now()

    def _has_ended(self, account: Account) -> bool:
        return account.expires is not None and account.expires <= self._now()


def _with(account: Account, grant: Grant) -> Account:
    """Return an account with new tokens; a server may let the old refresh token stand (RFC 6749, 6)."""
    return replace(
        account,
        token=grant.token,
        refresh=grant.refresh or account.refresh,
        expires=grant.expires,
        scopes=account.scopes if grant.scopes is None else grant.scopes,
    )


def _dead(account: Account) -> AuthError:
    told = (
        messages.dead(account.provider, account.host, account.login) if account.login else messages.sealed(account.provider, account.host)
    )
    return AuthError(told)
