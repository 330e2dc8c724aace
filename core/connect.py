"""Use case: link and unlink accounts. Each way in ends in the same place: the host says whose token it is, then it is kept."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import AuthError, OutsideError, PermanentError, TransientError
from core.messages import connect as messages
from core.model import Account, DeviceCode, Grant, Member, Profile, Provider, Secret
from core.ports import Accounts, Identify, OAuthHost, Waiting
from core.scopes import Reach, reach

LONGEST = 10_000  # characters of a token; Microsoft's have about 2,500


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host, and how it is spoken to."""

    provider: Provider
    host: str
    api: str
    identify: Identify
    oauth: OAuthHost | None = None  # None where Recap is not registered

    def flow(self) -> OAuthHost:
        """Return the authorisation server.

        Raises:
            PermanentError: Recap is not registered there.
        """
        if self.oauth is None:
            raise PermanentError(messages.no_flow(self.provider, self.host))
        return self.oauth


Sites = Callable[[Provider, str], Site]  # raises PermanentError for a host that nobody allowed


@dataclass(frozen=True, slots=True)
class Linked:
    """An account that was linked, what it opens (None where the host does not say), and the question that waited for it."""

    account: Account
    reach: Reach | None
    question: str | None


@dataclass(frozen=True, slots=True)
class Parted:
    """An account that was erased, and what became of its token."""

    account: Account
    is_revoked: bool
    why: str = ""  # the host could not be told


class Connector:
    """Links accounts for their owners, and takes them away again."""

    def __init__(
        self,
        *,
        accounts: Accounts,
        waiting: Waiting,
        sites: Sites,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._accounts = accounts
        self._waiting = waiting
        self._sites = sites
        self._now = now
        self._sleep = sleep

    async def by_token(self, owner: Member, site: Site, token: Secret) -> Linked:
        """Link an account by a token that its person made, after the host took it.

        Raises:
            OutsideError: it is no token, the host refuses it or cannot be asked, or the store fails; nothing was linked.
        """
        text = token.reveal()
        if not text:
            raise PermanentError(messages.NO_TOKEN)
        if not (text.isascii() and text.isprintable()) or " " in text or len(text) > LONGEST:
            raise PermanentError(messages.BAD_TOKEN)
        try:
            profile = await self.identified(site, token)
        except AuthError as error:
            sentence = messages.refused(site.provider, site.host) if error.is_refused else messages.not_linked(str(error))
            raise AuthError(sentence) from error
        return await self.link(owner, site, Grant(token=token), profile, is_granted=False)

    async def by_device(self, owner: Member, site: Site, show: Callable[[DeviceCode], None]) -> Linked:
        """Link an account by a code that its person types at the host; wait for that as long as the code lasts.

        Raises:
            OutsideError: the person refused or was too late, the host cannot be asked, or the store fails; nothing was linked.
        """
        code = await site.flow().device()
        show(code)
        grant = await self._granted(site.flow(), code)
        async with let_go(site, grant):
            return await self.link(owner, site, grant, await self.identified(site, grant.token), is_granted=True)

    async def identified(self, site: Site, token: Secret) -> Profile:
        """Ask the host whose token it is.

        Raises:
            OutsideError: it refuses the token, does not say, or cannot be asked.
        """
        profile = await site.identify(token, site.api)
        if not (isinstance(profile.id, str) and profile.id and isinstance(profile.login, str) and profile.login):
            raise PermanentError(messages.nobody(site.provider, site.host))
        return profile

    async def link(self, owner: Member, site: Site, grant: Grant, profile: Profile, *, is_granted: bool) -> Linked:
        """Keep an account, in the place of the same one.

        Raises:
            OutsideError: the token reads nothing, or more than was asked for, or the store fails; nothing was linked.
        """
        scopes = grant.scopes if grant.scopes is not None else profile.scopes
        opens = None if scopes is None else reach(site.provider, scopes)
        _check(site, opens, is_granted=is_granted)
        account = Account(
            owner=owner,
            provider=site.provider,
            host=site.host,
            id=profile.id,
            login=profile.login,
            name=profile.name,
            emails=profile.emails,
            node=profile.node,
            token=grant.token,
            refresh=grant.refresh,
            expires=grant.expires or profile.expires,
            scopes=scopes or (),
            is_granted=is_granted,
        )
        await self._accounts.save(account)
        return Linked(account, opens, await self._waiting.asked(owner))

    async def disconnect(self, account: Account) -> Parted:
        """Revoke a token that Recap got for itself, then erase the account, whatever the host said.

        Raises:
            OutsideError: the store failed; the account is still there.
        """
        is_revoked, why = False, ""
        if account.is_granted and account.token:
            try:
                is_revoked = await self._sites(account.provider, account.host).flow().revoke(account.token, account.refresh)
            except OutsideError as error:
                why = str(error)
        await self._accounts.remove(account)
        return Parted(account, is_revoked, why)

    async def forget(self, owner: Member) -> list[Parted]:
        """Disconnect every account of somebody, and drop the question that waits.

        Raises:
            OutsideError: the store failed; what was erased is erased.
        """
        await self._waiting.asked(owner)
        return [await self.disconnect(account) for account in await self._accounts.of(owner)]

    async def _granted(self, flow: OAuthHost, code: DeviceCode) -> Grant:
        while self._now() < code.expires:
            await self._sleep(code.interval)
            with suppress(TransientError):  # RFC 8628, 3.5: a lost question is asked again
                answer = await flow.poll(code)
                if isinstance(answer, Grant):
                    return answer
                code = replace(code, interval=max(code.interval, answer))
        raise AuthError(messages.DEVICE_LATE)


@asynccontextmanager
async def let_go(site: Site, grant: Grant) -> AsyncGenerator[None, None]:
    """Revoke a grant where the block does not keep it, as far as the host lets itself be told."""
    try:
        yield
    except BaseException:
        with suppress(OutsideError):
            await site.flow().revoke(grant.token, grant.refresh)
        raise


def exported(accounts: Sequence[Account]) -> list[Mapping[str, object]]:
    """Return what is kept of accounts, without what opens them."""
    return [
        {
            "provider": account.provider,
            "host": account.host,
            "id": account.id,
            "login": account.login,
            "name": account.name,
            "emails": list(account.emails),
            "scopes": list(account.scopes),
            "expires": account.expires.isoformat() if account.expires else None,
            "refused": account.is_dead,
        }
        for account in accounts
    ]


def is_same(one: Account, other: Account) -> bool:
    """Say whether two are the same account, whatever their tokens are."""
    return (one.owner, one.provider, one.host, one.id) == (other.owner, other.provider, other.host, other.id)


def _check(site: Site, opens: Reach | None, *, is_granted: bool) -> None:
    if opens is None:
        return
    if opens.lacks:
        raise AuthError(messages.too_little(site.provider, opens.lacks))
    asked = {scope.rpartition("/")[2] for scope in site.oauth.scopes} if site.oauth else set()
    if is_granted and (beyond := [scope for scope in opens.more if scope not in asked]):
        raise AuthError(messages.too_much(site.provider, beyond))
