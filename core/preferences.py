"""A person's own settings: their calendar, their names and how they like to be told."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.errors import SettingsError
from core.messages import settings as messages
from core.model import Asker, Identity, Length, Sprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What is set; empty is not set."""

    zone: str = ""
    week_start: int = 0  # as `date.weekday` counts
    quarter_start: int = 1
    sprint: Sprint | None = None
    name: str = ""
    emails: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    style: str = ""
    bullets: int = 7
    length: Length = Length.NORMAL

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Under which names the person acts."""
        named = (Identity(self.name),) if self.name else ()
        return named + tuple(Identity("", email) for email in self.emails)

    def asker(self, zone: ZoneInfo, is_day_off: Callable[[date], bool], *, last_recap: datetime | None = None) -> Asker:
        """Return what the grammar must know of the person, whose days begin in `zone`."""
        return Asker(
            zone=zone,
            week_start=self.week_start,
            quarter_start=self.quarter_start,
            sprint=self.sprint,
            is_day_off=is_day_off,
            last_recap=last_recap,
            limit=self.bullets,
            length=self.length,
            language=self.language,
            tone=self.style,
        )


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name.

    Raises:
        ValueError: there is none; a folder of the zone database is none either.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


def first_zone(*names: str) -> ZoneInfo:
    """Return the first time zone that there is; UTC where none of the names is one."""
    for name in filter(None, names):
        with suppress(ValueError):
            return zone_named(name)
    return ZoneInfo("UTC")


def preferences(written: Mapping[str, object]) -> Preferences:
    """Read settings as a person writes them; keys that are not known are passed over.

    Raises:
        SettingsError: values are not understood; every one of them is named.
    """
    read: dict[str, object] = {}
    problems = []
    for key, value in written.items():
        if key in _READERS:
            field, reader, wanted = _READERS[key]
            try:
                read[field] = reader(_text(value))
            except (ValueError, KeyError):
                problems.append(messages.bad_value(key, str(value), wanted))
    if problems:
        raise SettingsError(problems)
    return Preferences(**read)  # type: ignore[arg-type]  # each reader returns what its field takes


def changed(written: Mapping[str, object], words: Sequence[str]) -> dict[str, object]:
    """Return settings with `key=value` words applied; `key=` unsets.

    Raises:
        SettingsError: a word is no setting, or a value is not understood.
    """
    result = dict(written)
    problems = []
    for word in words:
        key, equals, value = word.partition("=")
        key = key.strip().lower()
        if not equals:
            problems.append(messages.no_pair(word))
        elif key not in _READERS:
            problems.append(messages.unknown_key(key, KEYS))
        elif value.strip():
            result[key] = value.strip()
        else:
            result.pop(key, None)
    if problems:
        raise SettingsError(problems)
    preferences(result)
    return result


def _text(value: object) -> str:
    """Take numbers too: the file is edited by hand."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(value)  # noqa: TRY004  a value like any other that is not understood
    return str(value).strip()


def _zone(value: str) -> str:
    return zone_named(value).key


def _week_start(value: str) -> int:
    return {"monday": 0, "saturday": 5, "sunday": 6}[value.lower()]


def _between(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,3}", value) or not low <= int(value) <= high:
            raise ValueError
        return int(value)

    return read


def _sprint(value: str) -> Sprint:
    days, _, first = value.partition(" from ")
    return Sprint(_between(1, 366)(days.strip()), date.fromisoformat(first.strip()))


def _emails(value: str) -> tuple[str, ...]:
    emails = tuple(email.strip() for email in value.split(","))
    if not all(re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", email) for email in emails):
        raise ValueError
    return emails


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", value):  # ISO 3166-1 or 3166-2
        raise ValueError
    return value.upper()


def _length(value: str) -> Length:
    return Length(value.lower())


def _words(value: str) -> str:
    if len(value) > 100 or not value.isprintable():  # noqa: PLR2004  the sentence WORD says so
        raise ValueError
    return value


_READERS: dict[str, tuple[str, Callable[[str], object], str]] = {
    "zone": ("zone", _zone, messages.ZONE),
    "week-start": ("week_start", _week_start, messages.WEEK_START),
    "quarter-start": ("quarter_start", _between(1, 12), messages.QUARTER_START),
    "sprint": ("sprint", _sprint, messages.SPRINT),
    "name": ("name", _words, messages.WORD),
    "email": ("emails", _emails, messages.EMAIL),
    "country": ("country", _country, messages.COUNTRY),
    "language": ("language", _words, messages.WORD),
    "style": ("style", _words, messages.WORD),
    "bullets": ("bullets", _between(1, 15), messages.BULLETS),
    "length": ("length", _length, messages.LENGTH),
}
KEYS = tuple(_READERS)
