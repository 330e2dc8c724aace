"""What is said when a standup is agreed on, changed or ended."""

from collections.abc import Sequence
from datetime import date, time

from core.messages.recap import counted, listed

_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

COMMANDS = {
    "new": "/standup new 09:30: post a digest here every working day; also: days (mon-thu, every other friday), a zone (Europe/Lisbon), "
    "holidays PT, with @people, silent (on days without work), and what a question takes: in acme/web, short, in German",
    "join": "/standup join: have your part told through your own accounts",
    "leave": "/standup leave: take part no longer",
    "list": "/standup list: the standups of this channel; where there are several, put the number first: /standup skip 2 tomorrow",
    "now": "/standup now: post today's report at once",
    "skip": "/standup skip [today, tomorrow, friday, 24 Dec]: leave one out",
    "pause": "/standup pause: post nothing until it is resumed",
    "resume": "/standup resume: go on",
    "edit": "/standup edit 10:00: change the time, the days, the zone, the people, the question",
    "delete": "/standup delete: end it, and erase what is kept of it",
}
HERE = "Answer here openly"
ALLOW = "Allow repositories"
JOIN = "Join"
NO_GUESTS = "Guests cannot make a standup. Ask a member of this workspace."
IN_A_CHANNEL = "A standup needs a channel: type this where it is to be posted. For yourself: /recap every friday 16:00"
NO_TIME = "Say at what time, as in 09:30."
NONE = "There is no standup in this channel. Make one: /standup new 09:30"
NOBODY = "Nobody is in that group: name people, or another group."
NO_OWN = "Nothing comes to you by itself. Have it: /recap every friday 16:00"
PAUSED = "Paused. To go on: /standup resume"
NOT_PAUSED = "It is not paused."
DELETED = "Ended, and what was kept of it is erased."
NO_CHANGE = "Say what to change, as in /standup edit 10:00: a time, days, a zone, holidays, people, silent, or the question."
WHOSE_HOLIDAYS = "Say whose holidays, by the country's two-letter code: holidays PT"
SILENT = "silent on days without work"
DONE_TODAY = "Today's report is posted already. The next one tells what happens from now on."
COMES = "Today's report is being made."
NOTHING_DUE = "Nothing is due that could be skipped."
JOINED = "You joined: from now on your part is told through your own accounts."
TO_CONNECT = "Link one with /recap connect; until then your part is told as the standup's maker sees it."
TO_SEE = "You have linked no account yet, so nothing can be seen through you: /recap connect"
NOT_IN_THREADS = "The reports come in the channel, not in this thread."
LEFT = "You left. A standup of the whole channel still tells what others see of your work."
GONE = "That standup is gone. /standup list shows which there are."
OWN_GONE = "That recap of yours is gone. /recap every shows what comes to you."
BY_HAND = "Somebody paused it."


def forgotten(count: int) -> str:
    """Say how many standups know somebody no more."""
    return f"Erased: your part in {count} {'standup' if count == 1 else 'standups'} or recaps that came by themselves."


def too_long(limit: int) -> str:
    """Refuse too many words."""
    return f"That is longer than {limit} characters: shorten it."


def unknown(word: str, nearest: Sequence[str]) -> str:
    """Refuse a command that there is not."""
    meant = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
    return f"I do not understand “{word}”.{meant} There are: {', '.join(COMMANDS)}."


def no_time(word: str) -> str:
    """Refuse a time that no clock shows."""
    return f"There is no time “{word}”: write 09:30 or 2pm."


def no_zone(word: str, nearest: Sequence[str]) -> str:
    """Refuse a zone that there is not."""
    meant = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
    return f"There is no time zone “{word}”.{meant} Write it like Europe/Lisbon."


def not_there(word: str) -> str:
    """Refuse a name that the chat did not make into somebody."""
    return f"“{word}” is nobody whom this chat knows: choose people and groups from what it offers while you type."


def no_others(word: str) -> str:
    """Refuse to send somebody what others did."""
    return f"/recap every brings your own work, so leave “{word}” out."


def no_country(word: str) -> str:
    """Refuse what is no code of a country."""
    return f"“{word}” is no country: write its two-letter code, as in holidays PT."


def no_date(word: str) -> str:
    """Refuse what is no date."""
    return f"“{word}” is no date: write today, tomorrow, friday, 24 Dec, or one like 2026-12-24."


def is_over(day: date) -> str:
    """Refuse to leave out what is over."""
    return f"{_day(day)} {day.year} is over."


def no_window(word: str) -> str:
    """Refuse to tell always of the same days."""
    return f"“{word}” names a time: a standup tells what was done since the last one. Leave it out."


def which(lines: Sequence[str], *, number: str, command: str) -> str:
    """Ask which one is meant by a command."""
    why = f"There is no number {number} here" if number else "There are several"
    return "\n".join([f"{why}: say which, by its number, as in {command} 1.", *lines])


def there_already(description: str) -> str:
    """Refuse a standup that would post the same twice."""
    return (
        f"There is one already that tells the same at that time: {description}. To change it: /standup edit. "
        "Another one needs another time, other people (/standup new 09:30 @ana) or another question (/standup new 09:30 in acme/web)."
    )


def not_yours(creator: str) -> str:
    """Refuse a change by somebody who may not make it."""
    return f"Only <@{creator}>, who made it, or a manager may do that."


def not_a_member(creator: str) -> str:
    """Refuse what only members do."""
    return f"Only those who joined it, <@{creator}>, who made it, or a manager may do that. Join with /standup join."


def described(
    at: time,
    days: Sequence[int],
    zone: str,
    *,
    weeks: int,
    country: str,
    pause: str,
    number: int = 0,
    people: int | None = None,
    words: str = "",
    is_silent: bool = False,
    skipped: Sequence[date] = (),
) -> str:
    """Return a standup's line."""
    parts = [
        f"{at:%H:%M}",
        _listed(days),
        "every other week" if weeks > 1 else "",
        zone,
        f"not on public holidays ({country})" if country else "",
        f"not on {listed([_day(one) for one in skipped])}" if skipped else "",
        "" if people is None else ("everybody here" if not people else counted(people, "person", "people")),
        f"“{words}”" if words else "",
        SILENT if is_silent else "",
        f"paused: {pause}" if pause else "",
    ]
    return (f"{number}. " if number else "") + " · ".join(part for part in parts if part)


def agreed(description: str, first: date | None, creator: str) -> str:
    """Say what was agreed."""
    begins = _begins("first", first)
    return f"Standup: {description}. {begins} It is told as <@{creator}> sees it; who joins and connects is told as they see it themselves."


def not_listed(why: str) -> str:
    """Say of whom a standup tells where nobody says who is in its channel."""
    return f"For now it tells of who made it and of everybody who joins, not of everybody here. {why}"


def changed(description: str, day: date | None, *, is_paused: bool, is_resumed: bool = False) -> str:
    """Say what was changed, and when the next report comes."""
    return f"{'Resumed' if is_resumed else 'Changed'}: {description.removesuffix('.')}.{'' if is_paused else ' ' + _begins('next', day)}"


def own_already(description: str) -> str:
    """Refuse what would come twice."""
    return f"One that tells the same at that time comes to you already: {description}. To end it: /recap every off"


def comes(description: str, first: date | None) -> str:
    """Say what comes to somebody by itself."""
    begins = f", first on {_day(first)}" if first else ""
    return f"Your recap comes to you in a direct message: {description}{begins}. To end it: /recap every off"


def skipped(day: date) -> str:
    """Say which date is left out."""
    return f"Nothing is posted on {_day(day)}; what is done until then is told by the next report."


def _begins(which: str, day: date | None) -> str:
    return f"The {which} report comes on {_day(day)}." if day else "No day is left on which it would be due."


def _day(one: date) -> str:
    return f"{_DAYS[one.weekday()]} {one.day} {_MONTHS[one.month - 1]}"


def _listed(days: Sequence[int]) -> str:
    if len(days) == len(_DAYS):
        return "every day"
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):  # noqa: PLR2004  a span
        return f"{_DAYS[days[0]]}–{_DAYS[days[-1]]}"
    return ", ".join(_DAYS[day] for day in days)
