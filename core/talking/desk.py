"""Everything that talking needs, and the scene of one turn."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime

from core.clearances import Clearances
from core.model import Member, Recap, is_weekend
from core.model.chat import Participant, Turn
from core.ports import Accounts, ForeignDates, Waiting
from core.ports.chat import Chat, Directory, Platform
from core.ports.talking import Allowances, Answers, People, Rooms
from core.recap import Recapper
from core.talking.showing import Showing

Deliver = Callable[[AsyncIterator[Recap], Showing], Awaitable[Recap]]
"""Show snapshots at the pace of the message's workspace; return the last, which was shown."""


def _opaque() -> str:
    return secrets.token_urlsafe(18)  # 144 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every turn is taken with."""

    platform: Callable[[str], Platform]  # by its name
    recapper_of: Callable[[Member], Recapper]
    accounts: Accounts
    waiting: Waiting
    answers: Answers
    people: People
    rooms: Rooms
    allowances: Allowances
    clearances: Clearances
    deliver: Deliver
    now: Callable[[], datetime]
    zone: str = "UTC"  # of who says nothing
    days_off: Callable[[str], Callable[[date], bool]] = lambda _country: is_weekend
    foreign: ForeignDates | None = None
    uses_model: Callable[[Member], bool] = lambda _member: True  # whether a workspace lets a model read its facts
    opaque: Callable[[], str] = _opaque


@dataclass(frozen=True, slots=True)
class Scene:
    """One turn, who took it, and the way back."""

    desk: Desk
    turn: Turn
    chat: Chat
    who: Participant

    @property
    def directory(self) -> Directory:
        """Who is who on this platform."""
        return self.desk.platform(self.turn.member.platform).directory
