"""What may be told in a place at this moment, and under which names members are known."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from core.audience import PRIVATE, Clearance, allowed_in, audience_of
from core.errors import PermanentError
from core.model import Account, Identity, Member
from core.model.chat import Audience, Participant, Place
from core.naming import theirs
from core.ports import Accounts
from core.ports.chat import Directory
from core.ports.talking import Allowances, People
from core.preferences import preferences
from core.reading.logins import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearances:
    """Asks the platform who reads a place, and the store what it was allowed."""

    directory: Callable[[str], Directory]  # by a platform's name
    allowances: Allowances
    people: People
    accounts: Accounts

    async def at(self, place: Place, asker: Member) -> Clearance:
        """Return what may be told in a place of what an asker sees; who keeps out of shared places is not told of, but by themselves.

        Raises:
            OutsideError: the store could not be read, or the platform did not say who somebody is who keeps out.
        """
        audience = await audience_of(place, self.directory(place.platform))
        if audience is Audience.PRIVATE:
            return PRIVATE
        allowed = allowed_in(place, audience, await self.allowances.of(place.platform, place.tenant))
        tenants = dict.fromkeys([place.tenant, asker.tenant])  # an asker may come from another workspace
        hidden = [one for tenant in tenants for one in await self.people.hidden(place.platform, tenant) if one != asker]
        unseen = [identity for one in hidden for identity in await self.known_as(one, await self._profile(one))]
        return Clearance(audience, allowed, tuple(dict.fromkeys(unseen)))

    async def known_as(self, member: Member, profile: Participant | None = None) -> tuple[Identity, ...]:
        """Return the names under which a member acts: those of their accounts, of their settings and of their profile.

        Raises:
            OutsideError: the store could not be read.
        """
        accounts = [identity for account in await self.accounts.of(member) for identity in identities(account)]
        own = preferences((await self.people.of(member)).settings).identities
        shown = _profiled(profile) if profile else ()
        return tuple(dict.fromkeys([*accounts, *own, *shown]))

    async def sought_as(self, member: Member, profile: Participant | None = None) -> tuple[Identity, ...]:
        """Return the names under which others' accounts look for a member: their addresses are those of the accounts that they linked.

        Whom a host knows by a login, it need not know by each address.

        Raises:
            OutsideError: the store could not be read.
        """
        known = await self.known_as(member, profile)
        logins = list(dict.fromkeys(one.login for one in known if one.login))
        joined = [replace(one, login=login) for one in known if one.email and not one.login for login in logins]
        return (*(one for one in known if one.login or not one.email or not logins), *joined)

    async def _profile(self, member: Member) -> Participant | None:
        """Return a member's profile; nothing of whom the platform does not know any more."""
        with suppress(PermanentError):
            return await self.directory(member.platform).participant(member)
        return None


def identities(account: Account) -> Sequence[Identity]:
    """Return under which names an account's owner acts at its host."""
    if not account.login:  # it does not open
        return ()
    name = theirs(account.name)
    named = Identity(name or account.login, login=written(account.provider, account.host, account.login))
    return (named, *(Identity(name, email, named.login) for email in account.emails))


def _profiled(profile: Participant) -> Sequence[Identity]:
    named = [Identity(theirs(name)) for name in (profile.name, profile.full_name) if name]
    return (*named, *(Identity(theirs(profile.name), email) for email in profile.emails))
