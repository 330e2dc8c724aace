"""A desk of fakes, and a small vocabulary to talk over it."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.clearances import Clearances, identities
from core.connect import Connector
from core.errors import OutsideError, RateLimitedError, SettingsError
from core.limits import Call
from core.model import Event, Member, Provider, Query, Recap, Visibility, is_weekend
from core.model.chat import Place, Pressed, Turn, Typed, Way
from core.model.kept import Seen
from core.ports import Writer
from core.ports.talking import Belongings
from core.recap import Recapper
from core.talking.desk import Desk, Handler, Linking, Scene
from core.talking.showing import Showing
from core.talking.talk import Talk
from tests.core.talking.hosts import FakeHosts
from tests.facts import commit
from tests.fake_accounts import FakeAccounts, FakeWaiting, account
from tests.fake_chat import NOW, FakeChat, FakePlatform, Shown
from tests.fake_kept import FakeAllowances, FakeAnswers, FakePeople, FakeRooms, FakeVisibilities
from tests.fakes import FakeSource

LOGIN = commit("Add login (#412)", visibility=Visibility.PUBLIC)
SECRET = commit("Rotate the canary (#7)", visibility=Visibility.PRIVATE, repository="acme/vault")


async def at_once(snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
    """Show each snapshot as it comes."""
    last = None
    async for recap in snapshots:
        last = recap
        await showing.show(recap)
    assert last is not None
    return last


async def after_a_while(snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
    """Show a sign of life where there is one, then each snapshot."""
    if not showing.is_once:
        await showing.sign_of_life()
    return await at_once(snapshots, showing)


@dataclass
class Office:
    """A workspace in which one talks: everything that the desk holds, and who reads what at the hosts."""

    platform: FakePlatform = field(default_factory=FakePlatform)
    facts: dict[Member, list[Event]] = field(default_factory=dict)  # what each member's own tokens read
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    waiting: FakeWaiting = field(default_factory=FakeWaiting)
    answers: FakeAnswers = field(default_factory=FakeAnswers)
    people: FakePeople = field(default_factory=FakePeople)
    rooms: FakeRooms = field(default_factory=FakeRooms)
    allowances: FakeAllowances = field(default_factory=FakeAllowances)
    visibilities: FakeVisibilities = field(default_factory=FakeVisibilities)
    writer: Writer | None = None
    teams: Mapping[Place, Sequence[Member]] = field(default_factory=dict)
    reported: Mapping[tuple[Member, Place], datetime] = field(default_factory=dict)  # up to when a standup told of somebody
    belongings: Sequence[Belongings] = ()
    hosts: FakeHosts = field(default_factory=FakeHosts)
    more: Mapping[str, Handler] = field(default_factory=dict)
    now: datetime = NOW
    asked: list[list[Query]] = field(default_factory=list)  # of the last recapper's sources
    is_slow: bool = False  # each answer begins with a sign of life
    fails: OutsideError | None = None  # of every host, after what it said
    no_country: SettingsError | None = None  # where the calendar knows no such country
    most: Mapping[Call, int] = field(default_factory=dict)  # calls that are allowed
    calls: list[Call] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None  # happens while an answer is on its way

    def __post_init__(self) -> None:
        self.clearances = Clearances(
            directory=lambda _: self.platform.directory, allowances=self.allowances, people=self.people, accounts=self.accounts
        )
        sites, sleep = self.hosts, self.hosts.sleep
        self.connector = Connector(accounts=self.accounts, waiting=self.waiting, sites=sites, now=lambda: self.now, sleep=sleep)

    def worker(self, name: str, *events: Event, tenant: str = "T1", user: str = "", **more: object) -> Member:
        """Let somebody work here who has linked GitHub, under the name that the facts give them, and reads events there."""
        member = self.platform.person(name, tenant=tenant, user=user, **more)
        login = name.split(maxsplit=1)[0].casefold()
        email = f"{login}@example.org"
        linked = account(member, "github.com", f"{tenant}{member.user}", login, provider=Provider.GITHUB, name=name, emails=(email,))
        self.accounts.kept.append(linked)
        if events:
            self.reads(member, *events)
        return member

    def reads(self, member: Member, *events: Event) -> None:
        """Let a member's token read events, now and when their repositories are looked at again."""
        self.facts[member] = list(events)
        self.visibilities.seen[member] = Seen({("github.com", event.repository): event.visibility for event in events})

    def desk(self) -> Desk:
        return Desk(
            platform=lambda _: self.platform.port,
            recapper_of=self.recapper_of,
            accounts=self.accounts,
            waiting=self.waiting,
            answers=self.answers,
            people=self.people,
            rooms=self.rooms,
            allowances=self.allowances,
            clearances=self.clearances,
            deliver=after_a_while if self.is_slow else at_once,
            now=lambda: self.now,
            visibilities=self.visibilities,
            linking=Linking(connector=self.connector, sites=self.hosts, named=self.hosts.named, page=self.hosts.page),
            days_off=self._days_off,
            admit=self._admit,
            team=self._team,
            last_standup=self._last_standup,
            belongings=self.belongings,
            more=self.more,
        )

    def noting(self, name: str, done: list[tuple[str, str]]) -> Handler:
        """Return what somebody else adds: it notes that it was called."""

        async def note(_: Scene, text: str) -> None:
            done.append((name, text))

        return note

    def recapper_of(self, members: Sequence[Member]) -> Recapper:
        sources = [
            FakeSource(f"github.com ({one.user})", *self.facts.get(one, ()), host="github.com", breaks=self.fails) for one in members
        ]
        self.asked = [source.asked for source in sources]
        me = [identity for one in self.accounts.kept if one.owner in members for identity in identities(one)]
        return Recapper(sources=sources, me=me, now=lambda: self.now, writer=self.writer, again=lambda of: self._again(members[0], of))

    async def _admit(self, _: Member, call: Call) -> None:
        self.calls.append(call)
        if self.calls.count(call) > self.most.get(call, 999):
            raise RateLimitedError("Too often.")

    async def _team(self, _: Member, place: Place) -> Sequence[Member]:
        return self.teams.get(place, ())

    async def _last_standup(self, member: Member, place: Place) -> datetime | None:
        return self.reported.get((member, place))

    def _days_off(self, _: str) -> Callable[[date], bool]:
        if self.no_country:
            raise self.no_country
        return is_weekend

    async def _again(self, member: Member, of: Collection[tuple[str, str]]) -> Seen:
        self.meanwhile()
        return await self.visibilities.seen_by(member, of=of)

    @property
    def talk(self) -> Talk:
        return Talk(self.desk())

    async def take(self, turn: Turn) -> FakeChat:
        chat = FakeChat(self.platform, turn)
        await self.talk.take(turn, chat)
        return chat

    async def says(self, member: Member, words: str, place: Place, way: Way = Way.COMMAND) -> Shown:
        """Say something, and return the newest message; an empty one where there is none."""
        await self.take(self.platform.turn(member, place, Typed(words, way)))
        return self.platform.messages[-1] if self.platform.messages else Shown(place, None)

    async def replies(self, member: Member, words: str, shown: Shown, way: Way = Way.REPLY) -> Shown:
        """Say something in reply to a message, and return the newest one."""
        turn = self.platform.turn(member, shown.place, Typed(words, way))
        await self.take(replace(turn, message=str(self.platform.messages.index(shown))))
        return self.platform.messages[-1]

    async def presses(self, member: Member, name: str, shown: Shown) -> Shown:
        """Press a button of a message, and return the newest message."""
        value = next(button.value for button in shown.page.buttons if button.name == name)
        await self.take(self.platform.turn(member, shown.place, Pressed(name, value)))
        return self.platform.messages[-1]
