"""What was asked, understood. Windows are in UTC; a zone matters only where text is read or made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.model.people import Identity


class Shape(StrEnum):
    """The form of an answer."""

    BULLETS = "bullets"
    STANDUP = "standup"
    CHANGELOG = "changelog"
    BRIEF = "brief"
    NUMBERS = "numbers"


class Length(StrEnum):
    """How much an answer says of each piece of work."""

    SHORT = "short"
    NORMAL = "normal"
    LONG = "long"


class WhoKind(StrEnum):
    """What a word in the question's `who` stands for."""

    ME = "me"
    PERSON = "person"
    EVERYONE = "everyone"
    TEAM = "team"
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time, as the question put it."""

    start: datetime
    end: datetime
    zone: str  # IANA name, in which the label is true
    label: str  # "Mon 9 – Sun 15 Nov"


@dataclass(frozen=True, slots=True)
class Who:
    """One asked-for person, team or repository, as it was written."""

    kind: WhoKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Filters on where something happened; an empty tuple lets everything pass."""

    repositories: tuple[str, ...] = ()  # "acme/web", "acme/*", "web"
    branches: tuple[str, ...] = ()  # globs
    paths: tuple[str, ...] = ()  # globs
    topics: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()  # repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapRequest:
    """A question, understood."""

    who: tuple[Who, ...] = (Who(WhoKind.ME),)
    window: Window
    where: Where = Where()
    shape: Shape = Shape.BULLETS
    limit: int = 7  # bullets at most, 1 to 15
    length: Length = Length.NORMAL
    language: str = ""  # an English language name; empty is English
    tone: str = ""  # "playful"
    is_here: bool = False  # answer in the channel
    is_private: bool = False
    uses_model: bool = True


@dataclass(frozen=True, slots=True)
class Sprint:
    """A team's rhythm: every sprint has as many days, and one of them began on `first`."""

    days: int
    first: date


def is_weekend(day: date) -> bool:
    """Say whether a day is a Saturday or Sunday: the days off where no country is set."""
    return day.weekday() >= 5  # noqa: PLR2004  Saturday


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What the grammar must know of who asks: their calendar and their habits."""

    zone: ZoneInfo
    week_start: int = 0  # Monday, as `date.weekday` counts
    quarter_start: int = 1  # the month in which the year's first quarter begins
    sprint: Sprint | None = None
    is_day_off: Callable[[date], bool] = is_weekend
    last_recap: datetime | None = None
    last_standup: datetime | None = None
    limit: int = 7
    length: Length = Length.NORMAL
    language: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a source is asked for: the request's window, and whom it is about where that is known."""

    window: Window
    now: datetime  # what is later is impossible
    people: tuple[Identity, ...] = ()  # empty is everyone; a hint that a source may ignore
    where: Where = Where()  # the same
