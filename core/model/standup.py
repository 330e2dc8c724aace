"""A standup as it is kept, and how far its report of a date has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from core.calendar import Rhythm
from core.model.accounts import Member
from core.model.chat import Place
from core.model.question import Shape

VERSION = 1  # of what is kept; another version is left alone


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in a standup."""

    member: Member
    has_joined: bool = False  # by themselves: then their own accounts serve their part


@dataclass(frozen=True, slots=True, kw_only=True)
class Standup:
    """What was agreed: when, where, of whom."""

    id: str  # opaque, ours
    place: Place
    creator: Member
    rhythm: Rhythm
    created: datetime
    seats: tuple[Seat, ...] = ()
    is_whole_channel: bool = True  # tells of everybody in the channel, besides those who have seats
    is_personal: bool = False  # a person's own recap, in their direct messages
    words: str = ""  # what else was asked: where, how long, in which language
    shape: Shape = Shape.STANDUP
    is_silent: bool = False  # where there is nothing to tell
    pause: str = ""  # why nothing is posted; empty where it is


class Stage(StrEnum):
    """How far the report of one date has come; each stage is kept before the next one is begun."""

    CHOSEN = "chosen"  # nothing was sent
    SENDING = "sending"  # a message may be on its way
    POSTED = "posted"  # the message stands, without its content
    TOLD = "told"  # with it
    SWEPT = "swept"  # and a second one, if there was any, is taken away


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of one local date."""

    day: date
    due: datetime  # UTC
    until: datetime  # what happened before is told; it does not move when somebody else goes on with it
    stage: Stage = Stage.CHOSEN
    since: datetime | None = None  # when this stage began, where that matters
    message: str = ""  # the platform's id
    tries: int = 0  # that failed in a row
    doubts: int = 0  # posts of which nobody knows whether they came to be
    is_missed: bool = False  # too late: the message only says so
    is_called: bool = False  # somebody asked for it


@dataclass(frozen=True, slots=True)
class Chain:
    """Up to when a member's work was told: the next report begins there."""

    since: datetime
    floor: datetime  # nothing before is ever told


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a standup has behind it."""

    last: date | None = None  # the newest date that is dealt with
    report: Report | None = None  # the newest one
    chains: Mapping[str, Chain] = field(default_factory=dict)  # by the member's user id
    strikes: int = 0  # reports in a row that could not be posted
    notified: tuple[str, ...] = ()  # what the creator was told, which is said once
    untold: date | None = None  # the first date since the last report that was told: who has no chain begins with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A standup in one process's hand, for a while."""

    standup: Standup
    progress: Progress
    called: date | None = None  # somebody wants this date's report at once
    strays: int = 0  # messages that may have been posted out of turn
    now: datetime  # by the store's clock
    ticket: str  # opaque; what is written with an old one is refused


def newest(progress: Progress) -> date | None:
    """Return the newest local date that is reported, or being reported."""
    days = (progress.last, progress.report.day if progress.report else None)
    return max((day for day in days if day), default=None)


def is_reported(progress: Progress, day: date) -> bool:
    """Say whether a date's report is posted, or being made; what could not be posted, or said nothing, may still be called for."""
    done, report = newest(progress), progress.report
    is_unposted = report is not None and report.day == day and report.stage is Stage.SWEPT and not report.message
    return done is not None and day <= done and not is_unposted


def is_known(standup: Standup, member: Member) -> bool:
    """Say whether a standup knows a person."""
    return member == standup.creator or any(seat.member == member for seat in standup.seats)


def without(standup: Standup, member: Member) -> Standup | None:
    """Return a standup that does not know a person; one that was theirs goes to the first who joined, nothing where nobody did."""
    seats = tuple(seat for seat in standup.seats if seat.member != member)
    if member != standup.creator:
        return replace(standup, seats=seats)
    heir = next((seat.member for seat in seats if seat.has_joined), None)
    return None if standup.is_personal or heir is None else replace(standup, creator=heir, seats=seats)
