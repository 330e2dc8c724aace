"""What a standup's messages say."""

from collections.abc import Sequence
from datetime import date, time

BUSY = "Many people are changing this standup: try again in a moment."
GATHERING = "Gathering what was done ..."
JOIN = "Join"
ALLOW = "Allow repositories"
NOTHING = "Nobody did anything that can be seen here."
NOBODY = "Nobody could be looked at."
NO_VIEW = "no account is linked through which their work can be seen (/recap connect links one)"
LEFT = "is no longer here"
TIMED_OUT = "the hosts took too long"

_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day(one: date) -> str:
    """Name a date."""
    return f"{_DAYS[one.weekday()]} {one.day} {_MONTHS[one.month - 1]}"


def title(one: date, *, is_personal: bool) -> str:
    """Return what stands above a report."""
    return f"{'Your recap' if is_personal else 'Standup'} · {day(one)}"


def missed(one: date, at: time) -> str:
    """Say that a report was not made, and that nothing is lost."""
    return f"The report of {day(one)}, {at:%H:%M}, was missed: Recap was not running. The next one tells what happened since the last."


def late(due: time, now: time) -> str:
    """Say that a report comes late."""
    return f"Due at {due:%H:%M}, posted at {now:%H:%M}: Recap was not running, or could not post."


def stopped(at: time, why: str) -> str:
    """Tell a creator that their standup is no longer posted."""
    return f"Your standup at {at:%H:%M} could not be posted three times in a row and is paused. {why} Then: /standup resume"


def expired(names: Sequence[str]) -> str:
    """Name those whose own accounts show nothing any more."""
    return f"The hosts no longer take the tokens of {', '.join(names)}, who can link their accounts again: /recap connect"


def view(creator: str, names: Sequence[str]) -> str:
    """Say whose part is told as somebody else sees it."""
    return f"As {creator} sees it: {', '.join(names)}. Who joins and connects is told as they see it themselves."


def creator_left(creator: str) -> str:
    """Say that the one through whom others were seen is gone."""
    return f"{creator}, who made this standup, is no longer here: only people who joined and connected are told of."


def idle(names: Sequence[str]) -> str:
    """Name those who did nothing that is seen."""
    return f"Nothing seen of {', '.join(names)}."


def unseen(names: Sequence[str], why: str) -> str:
    """Name those who could not be looked at, and why."""
    return f"Could not look at {', '.join(names)}: {why.removesuffix('.')}."


def too_many(count: int) -> str:
    """Say that not everybody is told of."""
    return f"{count} more people are in this channel than one report tells of: name those it is about with /standup edit with @NAME ..."


def surfaced(refs: Sequence[str], more: int) -> str:
    """Mark what was done before the last report, and could not be seen then."""
    return f"Done before the last report, but seen only now: {', '.join(refs)}{f' +{more}' if more else ''}"
