"""A team, its channel and its standups over a real store, with a clock that tests move.

house = House(store); ana = house.person("Ana"); standup = await house.agreed(ana); await house.goes_to("2026-11-17 09:30")
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from typing_extensions import override

from adapters.redis.client import Store
from adapters.redis.outbox import RedisOutbox
from adapters.redis.standups import RedisStandups
from core.calendar import Rhythm
from core.clearances import Clearances
from core.errors import GoneError, OutsideError
from core.model import Event, Member, Secret
from core.model.chat import Page, Place
from core.model.standup import Standup
from core.ports.chat import Platform
from core.recap import Linked, Recapper
from core.standup.askers import Askers
from core.standup.digest import Digester
from core.standup.parts import Parts
from core.standup.run import Standups
from core.standup.tools import Tools
from tests.fake_accounts import FakeAccounts, account
from tests.fake_chat import FakePlatform, FakePosts, said
from tests.fake_kept import FakeAllowances, FakePeople, FakeRooms
from tests.fakes import FakeSource

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
KEY = Secret("a key of ours")


class Board(FakePosts):
    """Posts that can go wrong: `plan` is asked what the next calls of a verb do, before or after they are done."""

    def __init__(self, platform: FakePlatform) -> None:
        super().__init__(platform)
        self.stands: list[tuple[str, Place, str, Page]] = []  # id, where, mark, what it shows
        self.before: dict[str, list[BaseException | None]] = {}
        self.after: dict[str, list[BaseException | None]] = {}
        self.calls: list[str] = []
        self.meanwhile: dict[str, Callable[[], object]] = {}
        self._count = 0

    @override
    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        await self._call("find", self.before)
        return [id_ for id_, where, its, _ in self.stands if (where, its) == (place, mark)]

    @override
    async def post(self, place: Place, mark: str, page: Page) -> str:
        await self._call("post", self.before)
        self._count += 1
        self.stands.append((str(self._count), place, mark, page))
        await self._call("post", self.after)
        return str(self._count)

    @override
    async def edit(self, place: Place, message: str, page: Page) -> None:
        await self._call("edit", self.before)
        if not any(id_ == message for id_, *_ in self.stands):
            raise GoneError("The message is gone.")
        self.stands = [(id_, where, mark, page if id_ == message else old) for id_, where, mark, old in self.stands]

    @override
    async def delete(self, place: Place, message: str) -> None:
        await self._call("delete", self.before)
        self.stands = [one for one in self.stands if one[0] != message]

    async def _call(self, verb: str, plan: dict[str, list[BaseException | None]]) -> None:
        if plan is self.before:
            self.calls.append(verb)
            if (happens := self.meanwhile.pop(verb, None)) and (waits := happens()) is not None:
                await waits  # type: ignore[misc]  # a coroutine of a test
        if plan.get(verb) and (error := plan[verb].pop(0)):
            raise error


@dataclass
class House:
    """One workspace with one channel, and a process that works at its standups."""

    store: Store
    now: datetime = MONDAY
    work: dict[Member, list[Event]] = field(default_factory=dict)  # what each member's accounts show
    breaks: dict[Member, OutsideError] = field(default_factory=dict)  # and how they fail

    def __post_init__(self) -> None:
        self.chat = FakePlatform()
        self.board = Board(self.chat)
        self.team = self.chat.room("C1")
        self.accounts, self.people, self.allowances = FakeAccounts(), FakePeople(), FakeAllowances()
        self.rooms = FakeRooms()
        self.standups = RedisStandups(self.store.patient, clock=self.clock)
        self.outbox = RedisOutbox(self.store.patient, clock=self.clock)
        self.clearances = Clearances(
            directory=lambda _: self.chat.directory, allowances=self.allowances, people=self.people, accounts=self.accounts
        )
        self.askers = Askers(people=self.people, directory=lambda _: self.chat.directory)
        self.parts = Parts(
            directory=lambda _: self.chat.directory,
            recapper_of=self.recapper,
            clearances=self.clearances,
            askers=self.askers,
            outbox=self.outbox,
            rooms=self.rooms,
            holidays=lambda _: lambda day: day in HOLIDAYS,
        )
        self.tools = Tools(
            platform=self.platform,
            standups=self.standups,
            outbox=self.outbox,
            compose=Digester(self.parts),
            holidays=lambda _: lambda day: day in HOLIDAYS,
            key=KEY,
            clock=lambda: self.now.timestamp(),  # noqa: PLW0108  of whatever `now` is then
        )

    def clock(self) -> datetime:
        return self.now

    def platform(self, _: str) -> Platform:
        return replace(self.chat.port, posts=self.board)

    def recapper(self, viewer: Member) -> Recapper:
        """Recap from what somebody's own accounts show; those who have none show nothing."""

        @asynccontextmanager
        async def linked() -> AsyncGenerator[Sequence[Linked], None]:
            seen, breaks = self.work.get(viewer, []), self.breaks.get(viewer)
            own = await self.clearances.known_as(viewer)
            yield [Linked(FakeSource("gitlab.com", *[one for one in seen if one.at <= self.now], breaks=breaks, host="gitlab.com"), own)]

        return Recapper(sources=[], me=[], now=self.clock, linked=linked)

    def person(self, name: str, *, is_connected: bool = True, **more: object) -> Member:
        """Let somebody work here; their accounts show what is in `work`."""
        member = self.chat.person(name, emails=(address(name),), **more)  # type: ignore[arg-type]  # a test's own values
        self.chat.rooms[self.team][1].append(member)
        if is_connected:
            login = name.split(maxsplit=1)[0].lower()
            self.accounts.kept.append(account(member, login=login, number=login, name=name, emails=(address(name),)))
        self.work.setdefault(member, [])
        return member

    async def agreed(self, creator: Member, *, at: str = "09:30", zone: str = "UTC", first: date | None = None, **more: object) -> Standup:
        """Agree on a standup that is due from the next working day on."""
        rhythm = Rhythm(at=time.fromisoformat(at), zone=zone, first=first or self.now.date() + timedelta(days=1))
        values: dict[str, object] = {
            "id": f"s{len(await self.standups.at(self.team))}",
            "place": self.team,
            "creator": creator,
            "rhythm": rhythm,
            "created": self.now,
        }
        standup = Standup(**values | more)  # type: ignore[arg-type]  # a test's own values
        await self.standups.add(standup)
        return standup

    async def tick(self) -> None:
        """Do what is due."""
        async with asyncio.TaskGroup() as group:
            await Standups(self.tools).work(group)

    async def goes_to(self, moment: str) -> None:
        """Move the clock, and do what is due then."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        await self.tick()

    async def waits(self, **span: float) -> None:
        """Let some time pass, and do what is due then."""
        self.now += timedelta(**span)
        await self.tick()

    async def reports(self, *days: int) -> None:
        """Let the reports of 09:30 on days of November 2026 come, and be looked at once more."""
        for day in days:
            await self.goes_to(f"2026-11-{day} 09:30")
            await self.waits(minutes=3)

    @property
    def posted(self) -> list[str]:
        """What stands in the channel."""
        return [said(page) for _, where, _, page in self.board.stands if where == self.team]

    def told(self, member: Member) -> list[str]:
        """What stands in somebody's direct messages."""
        return [said(page) for _, where, _, page in self.board.stands if where == self.chat.direct_of(member)]


HOLIDAYS = [date(2026, 12, 25)]


def address(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"
