"""A desk of fakes, and a small vocabulary to talk over it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

from core.clearances import Clearances
from core.model import Event, Identity, Member, Recap
from core.model.chat import Place, Pressed, Turn, Typed, Way
from core.ports import Writer
from core.recap import Recapper
from core.talking.desk import Desk
from core.talking.showing import Showing
from core.talking.talk import Talk
from tests.fake_accounts import FakeAccounts, FakeWaiting
from tests.fake_chat import NOW, FakeAllowances, FakeAnswers, FakeChat, FakePeople, FakePlatform, FakeRooms, FakeVisibilities, Shown
from tests.fakes import FakeSource


async def at_once(snapshots: AsyncIterator[Recap], showing: Showing) -> Recap:
    """Show each snapshot as it comes."""
    last = None
    async for recap in snapshots:
        last = recap
        await showing.show(recap)
    assert last is not None
    return last


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
    models: Mapping[Member, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clearances = Clearances(
            directory=lambda _: self.platform.directory, allowances=self.allowances, people=self.people, accounts=self.accounts
        )

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
            deliver=at_once,
            now=lambda: NOW,
            uses_model=lambda member: self.models.get(member, True),
        )

    def recapper_of(self, member: Member) -> Recapper:
        source = FakeSource(f"github.com ({member.user})", *self.facts.get(member, ()), host="github.com")
        me = [Identity(self.platform.people[member].name)]
        return Recapper(sources=[source], me=me, now=lambda: NOW, writer=self.writer, again=lambda: self.visibilities.seen_by(member))

    async def take(self, turn: Turn) -> FakeChat:
        chat = FakeChat(self.platform, turn)
        await Talk(self.desk()).take(turn, chat)
        return chat

    async def says(self, member: Member, words: str, place: Place, way: Way = Way.COMMAND) -> Shown:
        """Say something, and return the newest message."""
        await self.take(self.platform.turn(member, place, Typed(words, way)))
        return self.platform.messages[-1]

    async def presses(self, member: Member, name: str, shown: Shown) -> Shown:
        """Press a button of a message, and return the newest message."""
        value = next(button.value for button in shown.page.buttons if button.name == name)
        await self.take(self.platform.turn(member, shown.place, Pressed(name, value)))
        return self.platform.messages[-1]
