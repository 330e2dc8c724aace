"""Honest fakes of the ports around accounts, in memory. `breaks` is raised by the next calls, one error each."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from core.connect import is_same
from core.errors import OutsideError
from core.model import Account, Member, Provider, Secret
from core.ports import Accounts, Turns, Waiting

ANA = Member("terminal", "local", "ana")
BOB = Member("terminal", "local", "bob")


def account(owner: Member = ANA, host: str = "gitlab.com", number: str = "1", login: str = "ana", **more: object) -> Account:
    """Make an account with a token of its own."""
    values: dict[str, object] = {
        "owner": owner,
        "provider": Provider.GITLAB,
        "host": host,
        "id": number,
        "login": login,
        "token": Secret(f"at-{secrets.token_hex(8)}"),
    }
    return Account(**values | more)  # type: ignore[arg-type]  # a test's own values


@dataclass
class FakeAccounts(Accounts):
    """Accounts in a list."""

    kept: list[Account] = field(default_factory=list)
    breaks: list[OutsideError] = field(default_factory=list)  # of saves

    @override
    async def of(self, member: Member) -> list[Account]:
        return [one for one in self.kept if one.owner == member]

    @override
    async def save(self, account: Account, *, unless_changed_from: Secret | None = None) -> bool:
        if self.breaks:
            raise self.breaks.pop(0)
        places = [place for place, one in enumerate(self.kept) if is_same(one, account)]
        if unless_changed_from is not None and (not places or self.kept[places[0]].refresh != unless_changed_from):
            return bool(places) and self.kept[places[0]] == account
        if account.is_dead and not (places and self.kept[places[0]].token == account.token):
            return False
        if places:
            self.kept[places[0]] = account
        else:
            self.kept.append(account)
        return True

    @override
    async def remove(self, account: Account) -> None:
        self.kept = [one for one in self.kept if not is_same(one, account)]


@dataclass
class FakeWaiting(Waiting):
    """Texts in a dictionary, for good."""

    texts: dict[Secret, str] = field(default_factory=dict)
    questions: dict[Member, str] = field(default_factory=dict)
    seconds: list[int] = field(default_factory=list)

    @override
    async def keep(self, name: Secret, text: str, *, seconds: int) -> None:
        self.texts[name] = text
        self.seconds.append(seconds)

    @override
    async def look(self, name: Secret) -> str | None:
        return self.texts.get(name)

    @override
    async def take(self, name: Secret) -> str | None:
        return self.texts.pop(name, None)

    @override
    async def ask_later(self, member: Member, words: str) -> None:
        self.questions[member] = words

    @override
    async def asked(self, member: Member) -> str | None:
        return self.questions.pop(member, None)


@dataclass
class FakeTurns(Turns):
    """One turn for each account; `breaks` is raised when it is given back."""

    taken: dict[tuple[object, ...], str] = field(default_factory=dict)
    breaks: Sequence[OutsideError] = ()

    @override
    async def take(self, account: Account) -> str | None:
        key = (account.owner, account.provider, account.host, account.id)
        if key in self.taken:
            return None
        self.taken[key] = secrets.token_hex(4)
        return self.taken[key]

    @override
    async def leave(self, account: Account, ticket: str) -> None:
        key = (account.owner, account.provider, account.host, account.id)
        if self.taken.get(key) == ticket:
            del self.taken[key]
        for error in self.breaks:
            raise error
