"""Whom a look is about: the asked people as accounts of this host."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.github import documents
from adapters.github.answer import part, rows, text
from adapters.github.client import Client
from core.errors import PermanentError
from core.messages import github as messages
from core.model import Account, Identity, Provider
from core.reading.logins import login_at

_KEPT = 86_400  # seconds for which a login's number is remembered


@dataclass(frozen=True, slots=True)
class Sought:
    """One account that is looked for; `emails` are addresses that the host has not linked to it, `linked` those that it has."""

    login: str
    node: str
    name: str = ""
    emails: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    is_viewer: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the question's identities come to, before the host is asked who they are."""

    has_viewer: bool
    logins: tuple[str, ...]
    emails: tuple[str, ...]
    names: tuple[str, ...]  # of people of whom nothing else is known

    @classmethod
    def of(cls, account: Account, people: Sequence[Identity]) -> "Asked":
        """Read identities; where one of them is the account's, addresses of nobody in particular are taken for its owner's."""
        mine = [one for one in people if _is_of(account, one)]
        others = [one for one in people if one not in mine or (one.email and one.email.casefold() not in _linked(account))]
        logins = tuple(dict.fromkeys(login for one in others if (login := _login(account, one))))
        emails = tuple(dict.fromkeys(one.email for one in others if one.email and not _login(account, one)))
        names = tuple(one.name for one in others if one.name and not one.email and not _login(account, one))
        return cls(bool(mine), logins, emails, names)


async def resolved(client: Client, asked: Asked) -> list[Sought]:
    """Return the accounts that are meant; whom the host does not know is named among the gaps.

    Raises:
        OutsideError: the host did not answer, or knows none of them.
    """
    account = client.account
    own = tuple(email for email in asked.emails if email.casefold() not in _linked(account)) if asked.has_viewer else ()
    found = [Sought(account.login, account.node, account.name, own, account.emails, is_viewer=True)] if asked.has_viewer else []
    unknown = (*asked.logins, *(() if asked.has_viewer else asked.emails))
    found += [one for one in [await _remembered(client, who) for who in unknown] if one]
    missing = [
        who for who in unknown if who.casefold() not in {one.login.casefold() for one in found} | {e for one in found for e in one.emails}
    ]
    if missing or (asked.has_viewer and not account.node):
        found = await _looked_up(client, found, missing)
    if not found:
        error = PermanentError(messages.nobody(account.host, [*missing, *asked.names] or ["them"]))
        error.is_partial = True  # there is nobody to look at
        raise error
    return list({one.login.casefold(): one for one in reversed(found)}.values())[::-1]


async def _looked_up(client: Client, found: list[Sought], missing: Sequence[str]) -> list[Sought]:
    logins, emails = [who for who in missing if "@" not in who], [who for who in missing if "@" in who]
    account = client.account
    if found and found[0].is_viewer and not found[0].node:
        logins = [account.login, *logins]
    asks = [*map(documents.user, logins), *map(documents.addressee, emails)]
    data = await client.query(documents.document(asks), {})
    for place, who in enumerate([*logins, *emails]):
        answer = part(data, f"a{place}")
        users = rows(answer, "nodes") if "@" in who else [answer]
        if len(users) != 1 or not text(users[0], "id"):
            continue
        one = Sought(text(users[0], "login"), text(users[0], "id"), text(users[0], "name"), (who,) if "@" in who else ())
        if found and found[0].is_viewer and who == account.login:
            found[0] = replace(found[0], node=one.node, login=one.login)
        else:
            found.append(await _learnt(client, who, one))
    known = {one.login.casefold() for one in found} | {email for one in found for email in one.emails}
    lost = [who for who in missing if who.casefold() not in known and who not in known]
    if lost and found:
        client.gaps[messages.nobody(account.host, lost)] = None
    return found


async def _remembered(client: Client, who: str) -> Sought | None:
    kept = await client.memory.recall(client.account, f"who:{who.casefold()}")
    try:
        login, node, name, emails = json.loads(kept) if kept else ("", "", "", [])
    except (ValueError, TypeError):
        return None
    return Sought(login, node, name, tuple(emails)) if login and node else None


async def _learnt(client: Client, who: str, one: Sought) -> Sought:
    kept = json.dumps([one.login, one.node, one.name, one.emails]).encode()
    await client.memory.keep(client.account, f"who:{who.casefold()}", kept, seconds=_KEPT)
    return one


def _is_of(account: Account, identity: Identity) -> bool:
    login = _login(account, identity)
    if login:
        return login.casefold() == account.login.casefold()
    is_named = " " in account.name and identity.name.casefold() == account.name.casefold()
    return is_named or identity.email.casefold() in _linked(account)


def _linked(account: Account) -> frozenset[str]:
    return frozenset(email.casefold() for email in account.emails)


def _login(account: Account, identity: Identity) -> str:
    return login_at(identity, Provider.GITHUB, account.host)
