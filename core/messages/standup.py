"""What a standup's messages say."""

from collections.abc import Sequence
from datetime import date, time

from core.messages.recap import listed

BUSY = "Many people are changing this standup: try again in a moment."
ANOTHER_VERSION = "Another version of Recap takes care of this standup now: try again in a moment."
GATHERING = "Gathering what was done ..."
JOIN = "Join"
ALLOW = "Allow repositories"
NOTHING = "Nobody did anything that can be seen here."
NOBODY = "Nobody could be looked at."
NO_VIEW = "no account is linked through which their work can be seen (/recap connect links one)"
LEFT = "is no longer here"
KEEPS_OUT = "keeps out of what others read"
TIMED_OUT = "the hosts took too long"
NOT_LOOKED_UP = "what is kept of them could not be read just now"
UNSURE = "The platform never says whether it was posted."

_MOST_DAYS = 5  # that are named one by one
_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day(one: date) -> str:
    """Name a date."""
    return f"{_DAYS[one.weekday()]} {one.day} {_MONTHS[one.month - 1]}"


def title(one: date, *, is_personal: bool) -> str:
    """Return what stands above a report."""
    return f"{'Your recap' if is_personal else 'Standup'} · {day(one)}"


def missed(days: Sequence[date], at: time, *, is_told: bool = False) -> str:
    """Say which reports were not made, and that nothing is lost: the next one tells it, or the one below."""
    named = f"{day(days[0])} to {day(days[-1])}" if len(days) > _MOST_DAYS else listed([day(one) for one in days])
    what, were = ("report", "was") if len(days) == 1 else (f"{len(days)} reports" if len(days) > _MOST_DAYS else "reports", "were")
    would = f"{'This' if is_told else 'The next'} one tells what {'it' if len(days) == 1 else 'they'} would have told."
    return f"The {what} of {named}, {at:%H:%M}, {were} missed: Recap was not running. {would}"


def late(due: time, now: time) -> str:
    """Say that a report comes late."""
    return f"Due at {due:%H:%M}, posted at {now:%H:%M}: Recap was not running, or could not post."


def stopped(at: time, why: str, *, is_personal: bool) -> str:
    """Tell a creator that their standup, or their own recap, is no longer posted."""
    what, resume = ("recap", "/recap every resume") if is_personal else ("standup", "/standup resume")
    return f"Your {what} at {at:%H:%M} could not be posted three times in a row and is paused. {why} Then: {resume}"


def expired(names: Sequence[str]) -> str:
    """Name those whose own accounts show nothing any more."""
    return f"The hosts no longer take the tokens of {', '.join(names)}, who can link their accounts again: /recap connect"


def view(creator: str, names: Sequence[str]) -> str:
    """Say whose part is told as somebody else sees it."""
    return f"Told as {creator} sees it: {', '.join(names)} (not joined, or not connected). Who joins and connects is told as they see it."


def creator_left(creator: str) -> str:
    """Say that the one through whom others were seen is gone."""
    return f"{creator}, who made this standup, is no longer here: only people who joined and connected are told of."


def idle(names: Sequence[str]) -> str:
    """Name those who did nothing that is seen."""
    return f"Nothing seen of {', '.join(names)}."


def unseen(names: Sequence[str], why: str) -> str:
    """Name those who could not be looked at, and why."""
    return f"Could not look at {', '.join(names)}: {why.removesuffix('.')}."


def failed(hosts: Sequence[str]) -> str:
    """Say why somebody could not be looked at, where not everybody may know more."""
    return f"{listed(hosts)} could not be read" if hosts else "a host failed"


def too_many(count: int, *, is_all: bool) -> str:
    """Say that not everybody is told of; where not all are counted, there are at least so many."""
    people = f"{count if is_all else f'At least {count}'} more people"
    return f"{people} are in this channel than one report tells of: name those it is about with /standup edit with @NAME ..."


def surfaced(refs: Sequence[str], more: int) -> str:
    """Mark what was done before the last report, and could not be seen then."""
    return f"Done before the last report, but seen only now: {', '.join(refs)}{f' +{more}' if more else ''}"
