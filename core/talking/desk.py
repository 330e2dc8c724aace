"""Everything that talking needs, and the scene of one turn."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from core.clearances import Clearances
from core.connect import Connector, Site, Sites
from core.limits import Call
from core.messages import talking as messages
from core.model import Member, Provider, Recap, is_weekend
from core.model.chat import Button, Form, Page, Participant, Place, Reach, Turn, Typed, Way
from core.ports import Accounts, ForeignDates, Waiting
from core.ports.chat import Chat, Directory, Platform
from core.ports.talking import Allowances, Answers, Belongings, People, Rooms, Teams, Visibilities
from core.recap import Recapper
from core.talking.showing import Showing
from core.talking.wording import in_chat

Deliver = Callable[[AsyncIterator[Recap], Showing], Awaitable[Recap]]
"""Show snapshots at the pace of the message's workspace; return the last, which was shown."""


def _opaque() -> str:
    return secrets.token_urlsafe(18)  # 144 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """How accounts are linked here."""

    connector: Connector
    sites: Sites
    named: Callable[[Provider, str], str]  # the host that a person means; PermanentError where there is none
    page: Callable[[Member, Site], Awaitable[str]] | None = None  # where a browser begins; None where no browser can come back


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every turn is taken with."""

    platform: Callable[[str], Platform]  # by its name
    recapper_of: Callable[[Sequence[Member]], Recapper]  # for one person, as each member that they are; it counts for the first
    accounts: Accounts
    waiting: Waiting
    answers: Answers
    people: People
    rooms: Rooms
    allowances: Allowances
    visibilities: Visibilities
    clearances: Clearances
    linking: Linking
    deliver: Deliver
    admit: Callable[[Member, Call], Awaitable[object]]  # counts a call; RateLimitedError where it is one too many
    now: Callable[[], datetime]
    team: Teams
    last_standup: Callable[[Member, Place], Awaitable[datetime | None]]  # up to when somebody's work was told
    belongings: Sequence[Belongings] = ()  # what other parts keep of people
    zone: str = "UTC"  # of who says nothing
    days_off: Callable[[str], Callable[[date], bool]] = lambda _country: is_weekend
    foreign: ForeignDates | None = None
    opaque: Callable[[], str] = _opaque
    more: "Mapping[str, Handler]" = field(default_factory=dict)  # by a command's first word or name, a button's name or a form's


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn, who took it, and the way back."""

    desk: Desk
    turn: Turn
    chat: Chat
    who: Participant

    @property
    def member(self) -> Member:
        """Who took the turn."""
        return self.turn.member

    @property
    def directory(self) -> Directory:
        """Who is who on this platform."""
        return self.platform.directory

    @property
    def platform(self) -> Platform:
        """Where the turn was taken."""
        return self.desk.platform(self.member.platform)

    @property
    def workspace(self) -> Place:
        """All of the workspace or server to which who took the turn belongs, also where they speak to the bot alone."""
        return Place(self.member.platform, self.member.tenant, "")

    @property
    def way(self) -> Way | None:
        """How words reached the bot; none for what is no words."""
        return self.turn.deed.way if isinstance(self.turn.deed, Typed) else None

    async def tell(self, lines: Sequence[str], *buttons: Button) -> None:
        """Tell who took the turn something that is for nobody else; where that goes elsewhere, say there that it does.

        Raises:
            OutsideError: it could not be told.
        """
        told = tuple(in_chat(line) for line in lines)
        await self.chat.say(Page(lines=told, buttons=buttons), Reach.PLACE if self.way is Way.DIRECT else Reach.ASKER)
        if self.way is not Way.DIRECT and not self.chat.whispers:
            await self.chat.say(Page(lines=(messages.WRITTEN,)), Reach.PLACE)

    async def open(self, form: Form, *, label: str) -> None:
        """Open a form, or show the button that does, where a turn has nothing to open one with; it is named as the form.

        Raises:
            OutsideError: neither could be done.
        """
        if self.chat.has_forms:
            await self.chat.open(form)
        else:
            await self.tell(form.lines, Button(name=form.name, label=label, value=form.token))


Handler: TypeAlias = Callable[[Scene, str], Awaitable[Turn | None]]
"""Do what a turn leads to; the text is the rest of the words, a button's value or a form's token. Return what waited for that."""
