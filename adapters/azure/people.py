"""Who is looked for: the account by its number, others by the name or address under which the host and git know them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import PermanentError
from core.messages import azure as messages
from core.model import Account, Identity, Provider
from core.reading import addresses
from core.reading.fields import Json, text
from core.reading.inert import inert
from core.reading.logins import login_at
from core.reading.secrets import masked

_PREFIX = "azure:"
_MACHINES = re.compile(r"(?i)(?:Build\\|Microsoft\.VisualStudio\.Services|vstfs:|.*\bBuild Service\b|.*\[bot\]$|.*-bot$)")


@dataclass(frozen=True, slots=True)
class User:
    """One person as the host or git may write them."""

    id: str  # empty where the host's number is not known
    login: str  # the unique name: an address, or DOMAIN\\name on a server of one's own
    name: str
    emails: frozenset[str] = frozenset()

    def is_in(self, row: Json) -> bool:
        """Say whether a user of the host is this one: by number where that is known, else by unique name, else by full name."""
        if self.id:
            return text(row, "id").casefold() == self.id.casefold()
        unique = text(row, "uniqueName").casefold()
        if self.login or self.emails:
            return unique in {*self.emails, self.login.casefold()} - {""}
        return _key(text(row, "displayName")) == _key(self.name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose work counts; `is_anyone` is everybody's."""

    users: tuple[User, ...] = ()
    is_anyone: bool = False

    @property
    def only(self) -> str:
        """Return the number of the one who is looked for, where it is one and the host's number is known."""
        return self.users[0].id if len(self.users) == 1 else ""

    def includes(self, row: Json) -> bool:
        """Say whether a user of the host is looked for; a group is nobody."""
        return bool(row) and (self.is_anyone or any(user.is_in(row) for user in self.users))

    def author(self, name: str, email: str) -> Identity | None:
        """Return who wrote a commit, with a login where one is known for sure; nothing where it is nobody that is looked for."""
        known = next((user for user in self.users if email.strip().casefold() in user.emails), None)
        is_named = any(_key(user.name) == _key(name) and " " in user.name.strip() for user in self.users)
        if not (known or is_named or self.is_anyone):
            return None
        login = _PREFIX + known.login if known and known.login else ""
        return Identity(clean(name) or clean(email) or messages.UNKNOWN_PERSON, clean(email), login, is_bot=_is_machine(name))

    def patterns(self) -> list[str]:
        """Return what the host has to look for in authors, one after the other: it matches any part of a name or address."""
        emails = [email for user in self.users for email in sorted(user.emails)]
        names = [user.name for user in self.users if " " in user.name.strip()]
        return list(dict.fromkeys([*emails, *names]))

    def unique_names(self) -> list[str]:
        """Return how a query on work items names them."""
        return [user.login or next(iter(sorted(user.emails)), " ".join(user.name.split())) for user in self.users]


def own(account: Account) -> User:
    """Return an account as a user; its login is an address at the cloud's host."""
    known = (account.login, *account.emails)
    emails = frozenset(email.casefold() for email in known if addresses.is_personal(email))
    return User(account.id, account.login, account.name, emails)


def wanted_by(people: Sequence[Identity], account: Account) -> tuple[Wanted, list[PermanentError]]:
    """Return whose work counts, and who is nobody: those asked for, else everybody in what the account may read."""
    me = own(account)
    if not people:
        return Wanted(is_anyone=True), []
    mine = [person for person in people if _is_me(person, me, account.host)]
    more = (person.email.casefold() for person in mine if addresses.is_personal(person.email))
    found = [replace(me, emails=me.emails | frozenset(more))] if mine else []
    found += dict.fromkeys(_other(person, account.host) for person in people if person not in mine and _is_known(person, account.host))
    unknown = [] if found else [PermanentError(messages.nobody(person.name)) for person in people]
    return Wanted(tuple(found)), unknown


def identity(row: Json) -> Identity:
    """Read a user of the host; a deleted one is nobody in particular."""
    login, name = clean(text(row, "uniqueName")), clean(text(row, "displayName", "providerDisplayName"))
    is_bot = _is_machine(login) or _is_machine(name)
    email = login if addresses.is_personal(login) else ""
    return Identity(name or login or messages.UNKNOWN_PERSON, email, _PREFIX + login if login else "", is_bot=is_bot)


def clean(words: str, limit: int = 200) -> str:
    """Make a short foreign text harmless."""
    return masked(inert(words, limit=limit)) if words else ""


def bodied(words: str) -> str:
    """Make a long foreign text harmless, its lines kept."""
    return masked(inert(words, limit=4_000, lines=True)) if words else ""


def _is_me(person: Identity, me: User, host: str) -> bool:
    if login := _login(person, host):
        return login.casefold() == me.login.casefold()
    return person.email.casefold() in me.emails or (" " in person.name.strip() and _key(person.name) == _key(me.name))


def _is_known(person: Identity, host: str) -> bool:
    return bool(_login(person, host)) or addresses.is_personal(person.email) or " " in person.name.strip()


def _other(person: Identity, host: str) -> User:
    login = _login(person, host)
    emails = frozenset(one.casefold() for one in (login, person.email) if addresses.is_personal(one))
    return User("", login, person.name, emails)


def _login(person: Identity, host: str) -> str:
    return login_at(person, Provider.AZURE, host)


def _is_machine(name: str) -> bool:
    return _MACHINES.match(name) is not None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
