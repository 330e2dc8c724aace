"""An honest chat platform in memory: people, channels and what each of them sees, with a vocabulary.

chat = FakePlatform("slack")
ana = chat.person("Ana Lima"); team = chat.room("team", ana, bob)
turn = ana.says("last week", team); shown = chat.seen_by(bob, team)
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from typing_extensions import override

from core.errors import OutsideError, PermanentError
from core.model import Member
from core.model.chat import Audience, Deed, Form, Page, Participant, Place, Quota, Reach, Turn, Typed, Way
from core.ports.chat import Chat, LiveMessage, Platform, Posts
from core.telling.pages import text
from tests.fake_directory import FakeDirectory

NOW = datetime(2021, 2, 10, 18, tzinfo=UTC)


@dataclass
class Shown:
    """One message: who may read it, and every page that it showed."""

    place: Place
    reader: Member | None  # None is everybody in the place
    pages: list[Page] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def text(self) -> str:
        return said(self.page)


def said(page: Page) -> str:
    """Return all that a page shows."""
    recaps = [text(recap) for recap in page.recaps]
    return "\n".join([*([page.title] if page.title else []), *page.lines, *recaps, *page.footer])


@dataclass
class FakeLiveMessage(LiveMessage):
    """A message on the fake platform; `breaks` is raised by the next calls, one error each."""

    platform: "FakePlatform"
    where: Place
    reader: Member | None
    shown: Shown | None = None

    @property
    @override
    def place(self) -> Place:
        return self.where

    @property
    @override
    def id(self) -> str:
        return str(self.platform.messages.index(self.shown)) if self.shown and self.reader is None else ""

    @property
    @override
    def quota(self) -> Quota:
        return Quota(lane=f"{self.where.platform}:{self.where.tenant}", changes=50, seconds=60)

    @override
    async def show(self, page: Page) -> None:
        if self.platform.breaks:
            raise self.platform.breaks.pop(0)
        if self.where in self.platform.closed:
            raise PermanentError("Nothing can be shown there.")
        if self.shown is None:
            self.shown = Shown(self.where, self.reader)
            self.platform.messages.append(self.shown)
        self.shown.pages.append(page)


@dataclass
class FakeChat(Chat):
    """The way back from one turn."""

    platform: "FakePlatform"
    turn: Turn
    forms: list[Form] = field(default_factory=list)

    @property
    @override
    def edits_private(self) -> bool:
        return self.platform.edits_private

    @property
    @override
    def whispers(self) -> bool:
        return self.platform.whispers or self.turn.place == self.platform.direct_of(self.turn.member)

    @property
    @override
    def has_forms(self) -> bool:
        return not (isinstance(self.turn.deed, Typed) and self.turn.deed.way is not Way.COMMAND)

    @override
    def live(self, reach: Reach, *, on: str = "") -> LiveMessage:
        place, member = self.turn.place, self.turn.member
        shown = self.platform.messages[int(on)] if on else None
        if reach is Reach.DIRECT or (reach is Reach.ASKER and self.platform.is_late):
            return FakeLiveMessage(self.platform, self.platform.direct_of(member), None, shown)
        return FakeLiveMessage(self.platform, place, member if reach is Reach.ASKER else None, shown)

    @override
    async def say(self, page: Page, reach: Reach) -> None:
        await self.live(reach).show(page)

    @override
    async def open(self, form: Form) -> None:
        if not self.has_forms:
            raise PermanentError("A mention has nothing to open a form with.")
        if self.platform.refuses_form:
            raise self.platform.refuses_form
        self.forms.append(form)
        self.platform.forms.append((self.turn.member, form))

    @override
    async def erase(self) -> bool:
        if self.platform.breaks:
            raise self.platform.breaks.pop(0)
        if self.platform.erases:
            self.platform.erased.append(self.turn.id)
        return self.platform.erases


@dataclass
class FakePosts(Posts):
    """Posts on the fake platform, found again by their marks."""

    platform: "FakePlatform"
    marks: dict[tuple[Place, str], str] = field(default_factory=dict)

    @override
    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        return [message for (where, its), message in self.marks.items() if (where, its) == (place, mark)]

    @override
    async def post(self, place: Place, mark: str, page: Page) -> str:
        live = FakeLiveMessage(self.platform, place, None)
        await live.show(page)
        self.marks[place, mark] = live.id
        return live.id

    @override
    async def edit(self, place: Place, message: str, page: Page) -> None:
        self.platform.messages[int(message)].pages.append(page)

    @override
    async def delete(self, place: Place, message: str) -> None:
        self.platform.messages[int(message)].pages.append(Page())


@dataclass
class FakePlatform:
    """One platform; its workspaces differ by tenant."""

    name: str = "slack"
    edits_private: bool = False
    whispers: bool = True
    is_late: bool = False  # what one person alone would see in a place goes into direct messages instead
    asks_for_team: bool = False
    erases: bool = False  # the bot may take away what others write
    erased: list[str] = field(default_factory=list)  # by the turn
    people: dict[Member, Participant] = field(default_factory=dict)
    rooms: dict[Place, tuple[Audience, list[Member]]] = field(default_factory=dict)
    groups: dict[tuple[str, str], list[Member]] = field(default_factory=dict)
    messages: list[Shown] = field(default_factory=list)
    forms: list[tuple[Member, Form]] = field(default_factory=list)
    homes: dict[tuple[Member, Place], list[Member]] = field(default_factory=dict)  # who somebody is in a place of no server
    lists_members: bool = True  # whether it tells who is in a place
    breaks: list[OutsideError] = field(default_factory=list)
    refuses_form: OutsideError | None = None  # as where it comes too late
    closed: set[Place] = field(default_factory=set)  # where nothing can be shown any more
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.directory = FakeDirectory(self)
        self.posts = FakePosts(self)

    @property
    def port(self) -> Platform:
        chat = lambda turn: FakeChat(self, turn)  # noqa: E731  bound to this platform
        return Platform(
            name=self.name, directory=self.directory, posts=self.posts, chat=chat, homes=self._homes, asks_for_team=self.asks_for_team
        )

    async def _homes(self, turn: Turn) -> Sequence[Member]:
        return self.homes.get((turn.member, turn.place), [turn.member])

    def person(self, name: str, *, tenant: str = "T1", user: str = "", **more: object) -> Member:
        """Let somebody work in a workspace."""
        member = Member(self.name, tenant, user or f"U{len(self.people) + 1}")
        self.people[member] = Participant(member=member, name=name, **more)  # type: ignore[arg-type]  # a test's own values
        self.direct_of(member)
        return member

    def room(self, channel: str, *members: Member, audience: Audience = Audience.WORKSPACE, tenant: str = "T1") -> Place:
        """Open a channel."""
        place = Place(self.name, tenant, channel)
        self.rooms[place] = (audience, list(members))
        return place

    def open_to(self, place: Place, audience: Audience) -> None:
        """Let others read a channel from now on."""
        self.rooms[place.room] = (audience, self.rooms[place.room][1])

    def direct_of(self, member: Member) -> Place:
        """Return where somebody is spoken to alone."""
        place = Place(self.name, member.tenant, f"D-{member.user}")
        self.rooms.setdefault(place, (Audience.PRIVATE, [member]))
        return place

    def turn(self, member: Member, place: Place, deed: Deed, *, at: datetime = NOW) -> Turn:
        """Return what somebody does somewhere."""
        return Turn(id=f"{self.name}:{next(self.numbers)}", member=member, place=place, at=at, deed=deed)

    def seen_by(self, member: Member, place: Place) -> list[Shown]:
        """Return the messages of a place that somebody sees there, the oldest first."""
        return [one for one in self.messages if one.place == place and one.reader in (None, member)]
