"""What is kept about talks, in memory: answers, people, rooms, allowances, who reads what, notices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from typing_extensions import override

from core.errors import OutsideError
from core.model import Account, Member
from core.model.chat import Place, Reach
from core.model.kept import Allowance, Answer, Habits, Seen
from core.ports.talking import Allowances, Answers, Notices, People, Rooms, Visibilities


@dataclass
class FakeAnswers(Answers):
    """Answers, the newest last."""

    kept: list[Answer] = field(default_factory=list)
    breaks: list[OutsideError] = field(default_factory=list)  # of what is kept

    @override
    async def keep(self, answer: Answer) -> None:
        if self.breaks:
            raise self.breaks.pop(0)
        self.kept = [one for one in self.kept if (one.owner, one.id) != (answer.owner, answer.id)]
        self.kept.append(answer)

    @override
    async def named(self, owner: Member, name: str) -> Answer | None:
        return next((one for one in self.kept if one.id == name and one.owner == owner), None)

    @override
    async def last(self, owner: Member, place: Place) -> Answer | None:
        told = (one for one in reversed(self.kept) if one.owner == owner and one.reach is not Reach.ASKER)
        return next((one for one in told if place in (one.place, replace(one.place, thread=one.message or one.place.thread))), None)

    @override
    async def whispered(self, owner: Member, place: Place) -> Answer | None:
        told = (one for one in reversed(self.kept) if one.owner == owner and one.reach is Reach.ASKER)
        return next((one for one in told if one.place == place), None)

    @override
    async def forget(self, owner: Member) -> int:
        before = len(self.kept)
        self.kept = [one for one in self.kept if one.owner != owner]
        return before - len(self.kept)


@dataclass
class FakePeople(People):
    """Habits by member."""

    kept: dict[Member, Habits] = field(default_factory=dict)

    @override
    async def of(self, member: Member) -> Habits:
        return self.kept.get(member, Habits())

    @override
    async def keep_settings(self, member: Member, settings: "dict[str, object]") -> None:  # type: ignore[override]  # any mapping
        self.kept[member] = replace(await self.of(member), settings=dict(settings))

    @override
    async def keep_last_recap(self, member: Member, at: datetime) -> None:
        self.kept[member] = replace(await self.of(member), last_recap=at)

    @override
    async def hide(self, member: Member, *, is_hidden: bool) -> None:
        self.kept[member] = replace(await self.of(member), is_hidden=is_hidden)

    @override
    async def hidden(self, platform: str, tenant: str) -> Sequence[Member]:
        return [one for one, habits in self.kept.items() if habits.is_hidden and (one.platform, one.tenant) == (platform, tenant)]

    @override
    async def forget(self, member: Member) -> bool:
        return self.kept.pop(member, None) is not None


@dataclass
class FakeRooms(Rooms):
    """Switches that are on."""

    on: set[tuple[Place, str]] = field(default_factory=set)

    @override
    async def is_on(self, place: Place, switch: str) -> bool:
        return (place, switch) in self.on

    @override
    async def turn(self, place: Place, switch: str, *, is_on: bool) -> None:
        (self.on.add if is_on else self.on.discard)((place, switch))


@dataclass
class FakeAllowances(Allowances):
    """Allowances, the oldest first."""

    kept: list[Allowance] = field(default_factory=list)

    @override
    async def of(self, platform: str, tenant: str) -> Sequence[Allowance]:
        return [one for one in self.kept if (one.place.platform, one.place.tenant) == (platform, tenant)]

    @override
    async def add(self, allowance: Allowance) -> None:
        await self.remove(allowance)
        self.kept.append(allowance)

    @override
    async def remove(self, allowance: Allowance) -> None:
        self.kept = [one for one in self.kept if (one.place, one.text) != (allowance.place, allowance.text)]


@dataclass
class FakeVisibilities(Visibilities):
    """What each member's tokens read now."""

    seen: dict[Member, Seen] = field(default_factory=dict)
    breaks: OutsideError | None = None

    @override
    async def seen_by(self, member: Member, *, of: Collection[tuple[str, str]] | None = None) -> Seen:
        if self.breaks:
            raise self.breaks
        seen = self.seen.get(member, Seen({}))
        if of is None:
            return seen
        found = {key: seen.repositories[key] for key in of if key in seen.repositories}
        return Seen(found, gone=tuple(key for key in of if key not in found))


@dataclass
class FakeNotices(Notices):
    """Whom somebody tells, and who was told, by account; `forget` is what linking it anew does."""

    claimed: set[tuple[str, ...]] = field(default_factory=set)
    done: set[tuple[str, ...]] = field(default_factory=set)

    @override
    async def claim(self, account: Account) -> bool:
        if _which(account) in self.claimed | self.done:
            return False
        self.claimed.add(_which(account))
        return True

    @override
    async def told(self, account: Account) -> None:
        if _which(account) in self.claimed:
            self.done.add(_which(account))

    def forget(self, account: Account) -> None:
        """Link it anew."""
        self.claimed.discard(_which(account))
        self.done.discard(_which(account))

    def pass_a_minute(self) -> None:
        """Let whoever tells somebody be too slow."""
        self.claimed &= self.done


def _which(account: Account) -> tuple[str, ...]:
    owner = account.owner
    return owner.platform, owner.tenant, owner.user, account.provider, account.host, account.id
