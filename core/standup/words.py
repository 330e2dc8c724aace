"""The words behind `/standup new`, `/standup edit` and `/recap every`: a time, days, a zone, people, and what is left for the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from zoneinfo import available_timezones

from core.asking.nearest import nearest
from core.asking.vocabulary import TIMES, WEEKDAYS, WEEKEND
from core.calendar import EVERY_DAY, WORKDAYS
from core.errors import AskError
from core.messages import agreeing as messages

LONGEST = 500  # characters
_NEAR = 3  # zones that are named where one is wrong
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(am|pm)?", re.IGNORECASE)
_PERSON = re.compile(r"<@(&?)([A-Za-z0-9_-]{1,64})>")
_DAYS = {"weekdays": WORKDAYS, "workdays": WORKDAYS, "daily": EVERY_DAY, "day": EVERY_DAY, "weekday": WORKDAYS, "workday": WORKDAYS}
_TO = ("to", "until", "through")
_DASHES = str.maketrans("–—", "--")
_FILLER = frozenset(["at", "on", "and", "every", "each", "with", "of", "for", "from", "weekly", "please"])
_LABELS = frozenset(["days", "time", "people", "to"])  # filler before what they name: "days mon-thu", "to 10:00"
_COUNTRY = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?")
_SWITCHES = {"silent": True, "quiet": True, "loud": False}
_EVERYONE = ("everyone", "everybody")


@dataclass(slots=True)
class Wanted:
    """What words ask for; nothing where they do not say."""

    at: time | None = None
    days: tuple[int, ...] = ()
    weeks: int | None = None
    zone: str = ""
    country: str | None = None
    people: list[str] = field(default_factory=list)  # user ids
    groups: list[str] = field(default_factory=list)
    is_everyone: bool = False
    is_silent: bool | None = None
    rest: list[str] = field(default_factory=list)  # what the question's grammar reads


def wanted(text: str, *, is_question: bool = False) -> Wanted:
    """Read the words. Where they end in a `question`, it begins at the first one that is not about when.

    Raises:
        AskError: a time, a zone, a day or a country is none.
    """
    if len(text) > LONGEST:
        raise AskError(messages.too_long(LONGEST))
    words = [word for piece in text.replace(",", " ").split() for word in _parts(piece)]
    found, place = Wanted(), 0
    while place < len(words):
        taken = _take(words, place, found)
        if taken:
            place += taken
        elif is_question:
            found.rest = words[place:]
            break
        else:
            found.rest.append(words[place])
            place += 1
    return found


def check_zone(word: str) -> None:
    """Refuse a word that is meant as a time zone, and is none: a city alone, an abbreviation, a slip.

    Raises:
        AskError: it is one of these; it names zones that may be meant.
    """
    zones, key = _zones(), word.lower()
    cities = [name for known, name in sorted(zones.items()) if known.rpartition("/")[2] == key and "/" in known]
    near = cities[:_NEAR] or ([zones[known] for known in nearest(word, zones)] if "/" in word else [])
    if near or "/" in word or word.upper() in available_timezones():
        raise AskError(messages.no_zone(word, near), word=word, nearest=near)


def _parts(piece: str) -> Sequence[str]:
    """Take `mon-fri` as it stands, and people who are written in one go apart."""
    return _PERSON.sub(r" \g<0> ", piece).split()


def _take(words: Sequence[str], place: int, found: Wanted) -> int:
    """Return how many words from a place on are about when and who."""
    word, key = words[place], words[place].lower()
    after, then, *_ = (*words[place + 1 : place + 3], "", "")
    if after.lower() in _TO and _days(f"{word}-{then}", "", found):
        return 3
    for read in (_other_week, _country, _zone, _switch, _person, _days, _time):
        if taken := read(word, after, found):
            return taken
    if key in _LABELS and after and (taken := _take(words, place + 1, found)):
        return 1 + taken
    return int(key in _FILLER)


def _other_week(word: str, after: str, found: Wanted) -> int:
    if word.lower() in {"other", "second"}:
        found.weeks = 2
        return 1 + (after.lower() == "week")
    if word.lower() in {"fortnightly", "biweekly"}:
        found.weeks = 2
        return 1
    return 2 * (word.lower() in {"every", "each"} and after.lower() == "week")


def _country(word: str, after: str, found: Wanted) -> int:
    if word.lower() == "no" and after.lower() == "holidays":
        found.country = ""
        return 2
    if word.lower() != "holidays":
        return 0
    if not _COUNTRY.fullmatch(after):
        raise AskError(messages.no_country(after) if after else messages.WHOSE_HOLIDAYS, word=after)
    found.country = after.upper()
    return 2


def _zone(word: str, after: str, found: Wanted) -> int:
    if word.lower() in {"in", "zone"}:
        taken = _zone(after, "", found)
        return 1 + taken if taken else 0
    zones = _zones()
    if name := zones.get(word.lower()):
        found.zone = name
        return 1
    area = word.partition("/")[0].lower()
    if "/" in word and any(known.startswith(f"{area}/") for known in zones):
        check_zone(word)
    return 0


def _switch(word: str, after: str, found: Wanted) -> int:
    key = word.lower()
    if key == "not" and after.lower() in _SWITCHES:
        found.is_silent = not _SWITCHES[after.lower()]
        return 2
    if key in _SWITCHES:
        found.is_silent = _SWITCHES[key]
        return 1
    return 0


def _person(word: str, _: str, found: Wanted) -> int:
    if word.lower() in _EVERYONE:
        found.is_everyone = True
        return 1
    person = _PERSON.fullmatch(word)
    if person:
        (found.groups if person[1] else found.people).append(person[2])
    return int(bool(person))


def _days(word: str, _: str, found: Wanted) -> int:
    key = word.lower().translate(_DASHES)
    first, dash, last = key.partition("-")
    if key in _DAYS:
        found.days = _DAYS[key]
    elif key in WEEKEND:
        found.days = tuple(sorted({*found.days, 5, 6}))
    elif key in WEEKDAYS:
        found.days = tuple(sorted({*found.days, WEEKDAYS[key]}))
    elif dash and first in WEEKDAYS and last in WEEKDAYS:
        span = (WEEKDAYS[last] - WEEKDAYS[first]) % 7
        found.days = tuple(sorted((WEEKDAYS[first] + count) % 7 for count in range(span + 1)))
    else:
        return 0
    return 1


def _time(word: str, after: str, found: Wanted) -> int:
    if word.lower() in TIMES:
        found.at = time(*TIMES[word.lower()])
        return 1
    told = _TIME.fullmatch(word)
    half = ((told[3] if told else "") or (after if after.lower() in {"am", "pm"} else "")).lower()
    if not told or not (told[2] or half):
        return 0
    hour, minute = int(told[1]), int(told[2] or 0)
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):  # noqa: PLR2004  a clock's face
        raise AskError(messages.no_time(word), word=word)
    found.at = time(hour % 12 + 12 * (half == "pm") if half else hour, minute)
    return 2 if half and not told[3] else 1


def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name or name == "UTC"}
