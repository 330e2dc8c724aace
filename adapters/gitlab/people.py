"""Who is looked for: the host's users by number, and the names and addresses under which they commit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.messages import gitlab as messages
from core.model import Account, Identity, Provider
from core.reading import addresses
from core.reading.fields import Json, flag, inner, natural, text
from core.reading.inert import inert
from core.reading.logins import login_at
from core.reading.secrets import masked

_BOT = re.compile(r"(?:project|group)_\d+_bot(?:_\w*)?")  # whom project and group tokens act as
_STAND_IN = re.compile(r"(?P<id>\d+)-(?P<login>[\w.-]+)@users\.noreply\.[\w.-]+")  # GitLab's private commit address
_PREFIX = "gitlab:"


@dataclass(frozen=True, slots=True)
class User:
    """One account at the host."""

    id: int
    login: str
    name: str
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose work counts; `is_anyone` is everybody's."""

    users: tuple[User, ...] = ()
    others: tuple[Identity, ...] = ()  # known by name or address alone
    is_anyone: bool = False

    def includes(self, row: Json) -> bool:
        """Say whether a user of the host is looked for."""
        return self.is_anyone or any(natural(row, "id") == user.id for user in self.users)

    def author(self, name: str, email: str) -> Identity | None:
        """Return who wrote a commit, with a login where one is known for sure; nothing where it is nobody that is looked for."""
        known = self._user(email.strip().casefold())
        shown = Identity(clean(name) or clean(email) or messages.UNKNOWN_PERSON, clean(email), _PREFIX + known.login if known else "")
        return shown if known or self.is_anyone or self._is_known(name, email) else None

    def patterns(self) -> list[str]:
        """Return what git's `--author` has to look for, one after the other: basic regular expressions in "Name <address>"."""
        names = (name for name in (*(user.name for user in self.users), *(other.name for other in self.others)) if " " in name.strip())
        stand_ins = (f"{user.id}-{user.login}@users.noreply." for user in self.users)
        listed = (*self._all_emails(), *stand_ins, *names)
        return [re.sub(r"([.*\[\]^$\\])", r"\\\1", text) for text in dict.fromkeys(listed)]

    def _user(self, email: str) -> User | None:
        stand_in = _STAND_IN.fullmatch(email)
        return next((one for one in self.users if email in one.emails or (stand_in and int(stand_in["id"]) == one.id)), None)

    def _is_known(self, name: str, email: str) -> bool:
        key = _key(name)
        names = {_key(user.name) for user in self.users} | {_key(other.name) for other in self.others}
        is_named = key in names and (" " in key or not (self._all_emails() or " " in "".join(names)))
        return is_named or email.strip().casefold() in self._all_emails()

    def _all_emails(self) -> list[str]:
        own = [email for user in self.users for email in sorted(user.emails)]
        return list(dict.fromkeys([*own, *(other.email.casefold() for other in self.others if addresses.is_personal(other.email))]))


def own(account: Account) -> User:
    """Return an account as a user."""
    emails = frozenset(email.casefold() for email in account.emails if addresses.is_personal(email))
    return User(int(account.id) if account.id.isdigit() else 0, account.login, account.name, emails)


def asked(people: Iterable[Identity], account: Account) -> tuple[bool, list[str], list[Identity]]:
    """Sort those asked for: whether the account is among them, the logins of others, and who is known by name or address alone."""
    mine = own(account)
    is_me, logins, others = False, dict[str, None](), list[Identity]()
    for person in people:
        login = login_at(person, Provider.GITLAB, account.host)
        is_mine = login.casefold() == mine.login.casefold() if login else is_same(person, mine)
        is_me = is_me or is_mine
        if login and not is_mine:
            logins[login] = None
        if person.email or " " in person.name:
            others.append(person)
    return is_me, list(logins), others


def is_same(person: Identity, user: User) -> bool:
    """Say whether a name or an address is a user's."""
    return person.email.casefold() in user.emails or (" " in person.name.strip() and _key(person.name) == _key(user.name))


def identity(row: Json) -> Identity:
    """Read a user of the host; a deleted one is nobody in particular."""
    login = clean(text(row, "username", "login"))
    name = clean(text(row, "name")) or login
    is_bot = flag(row, "bot") or _BOT.fullmatch(login) is not None
    return Identity(name, login=_PREFIX + login, is_bot=is_bot) if login else Identity(name or messages.UNKNOWN_PERSON)


def user(row: Json) -> User | None:
    """Read a user of the host as one to look for."""
    email = text(row, "public_email")
    if not natural(row, "id") or not text(row, "username"):
        return None
    return User(natural(row, "id"), text(row, "username"), text(row, "name"), frozenset([email.casefold()] if email else []))


def by(row: Json, *names: str) -> Json:
    """Return the first of these users of an object."""
    return next((found for name in names if (found := inner(row, name))), {})


def clean(words: str, limit: int = 200) -> str:
    """Make a short foreign text harmless."""
    return masked(inert(words, limit=limit)) if words else ""


def bodied(words: str) -> str:
    """Make a long foreign text harmless, its lines kept."""
    return masked(inert(words, limit=4_000, lines=True)) if words else ""


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
