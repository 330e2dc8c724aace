"""The accounts that somebody linked: listed, and taken away again."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from core.clearances import identities
from core.connect import Parted
from core.errors import PermanentError
from core.messages import connect as messages
from core.messages import talking
from core.model import Account
from core.model.chat import Button, Style
from core.talking.desk import Scene
from core.talking.linking import connect, kinds
from core.talking.selves import selves


async def accounts(scene: Scene, _: str) -> None:
    """List who somebody is at the hosts, with a button to part with each account.

    Raises:
        RecapError: they could not be read or told.
    """
    found = _once(await _linked(scene))
    if not found:
        await scene.tell([talking.NO_ACCOUNT], *kinds())
        return
    names = sorted({identity.email or identity.name for account in found for identity in identities(account)})
    lines = [messages.described(one.provider, one.host, one.login, one.id) + _state(one) for one in found]
    await scene.tell([*lines, talking.known_as(names)], *_part_buttons(found))


async def disconnect(scene: Scene, words: str) -> None:
    """Part with the account that words name, or ask which.

    Raises:
        RecapError: there is none, or the store failed.
    """
    found = await _linked(scene)
    meant = [one for one in found if words.lower() in {one.provider, one.host.lower(), one.login.lower()}]
    if len(_once(meant)) == 1:
        await _part(scene, meant)
    elif meant or (found and not words):
        await scene.tell([talking.PART_WITH], *_part_buttons(_once(meant or found)))
    else:
        raise PermanentError(talking.NO_SUCH_ACCOUNT)


async def part(scene: Scene, mark: str) -> None:
    """Part with the account of a button.

    Raises:
        RecapError: it is not theirs, or no longer, or the store failed.
    """
    found = [one for one in await _linked(scene) if mark_of(one) == mark]
    if not found:
        raise PermanentError(talking.NO_SUCH_ACCOUNT)
    await _part(scene, found)


async def again(scene: Scene, mark: str) -> None:
    """Offer to link the account of a button anew, or any where it is gone.

    Raises:
        RecapError: it cannot be offered.
    """
    found = [one for one in await scene.desk.accounts.of(scene.member) if mark_of(one) == mark]
    await connect(scene, f"{found[0].provider} {found[0].host}" if found else "")


async def repositories(scene: Scene, _: str) -> None:
    """List what somebody's accounts read.

    Raises:
        RecapError: it could not be asked or told.
    """
    seen = [await scene.desk.visibilities.seen_by(one) for one in await selves(scene)]
    read = {key: visibility for one in seen for key, visibility in one.repositories.items()}
    rows = [talking.repository(host, name, visibility) for (host, name), visibility in sorted(read.items())]
    failures = dict.fromkeys(failure for one in seen for failure in one.failures)
    await scene.tell([*talking.listed_repositories(rows), *failures])


def parted(one: Parted) -> str:
    """Say what became of an account and its token."""
    where = (one.account.provider, one.account.host)
    fate = messages.not_revoked(*where)
    if one.is_revoked or one.why:
        fate = messages.REVOKED if one.is_revoked else messages.revoke_failed(*where, one.why)
    return messages.parted(*where, one.account.login, fate=fate)


def mark_of(account: Account) -> str:
    """Return what stands for one account of its owner's in a button."""
    text = json.dumps([account.provider, account.host, account.id])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


async def _linked(scene: Scene) -> list[Account]:
    """Return the accounts of who took the turn, in every server of theirs where the place is in none."""
    return [account for member in await scene.platform.homes(scene.turn) for account in await scene.desk.accounts.of(member)]


def _once(found: Sequence[Account]) -> Sequence[Account]:
    """Return each account once, though it was linked in several servers."""
    return list({mark_of(one): one for one in found}.values())


async def _part(scene: Scene, accounts: Sequence[Account]) -> None:
    told = [parted(await scene.desk.linking.connector.disconnect(one)) for one in accounts]
    await scene.tell(list(dict.fromkeys(told)))


def _state(account: Account) -> str:
    if account.is_dead:
        return messages.IS_DEAD
    if account.expires is None:
        return ""
    return messages.renewed(account.expires) if account.refresh else messages.until(account.expires)


def _part_buttons(found: Sequence[Account]) -> Iterator[Button]:
    kinds_of = Counter(one.provider for one in found)
    for one in found:
        which = f"{one.login} ({one.host})" if kinds_of[one.provider] > 1 else ""
        label = talking.part(messages.NAMES[one.provider], which)
        yield Button(name="disconnect", label=label, value=mark_of(one), style=Style.DANGER)
