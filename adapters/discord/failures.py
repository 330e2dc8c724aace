"""What Discord's errors mean: one table of codes, as errors with a sentence for the user.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json. Nothing of what Discord says is passed on: it may quote what
was sent. What it forbids (401, 403) is never tried again: ten thousand such answers within ten minutes shut the bot's address out.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import AmbiguousError, AuthError, GoneError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.messages import discord as messages

_PAUSE = timedelta(seconds=5)  # where Discord does not say for how long
_LONGEST = timedelta(hours=1)
_REFUSED, _FORBIDDEN, _ABSENT, _TOO_MANY, _FAULT = 401, 403, 404, 429, 500


class AbsentError(GoneError):
    """The message is gone."""


class ClosedThreadError(PermanentError):
    """Nothing can be said in that thread; its channel may still be open."""


class LackingError(PermanentError):
    """The bot may not write there."""


class NoHistoryError(PermanentError):
    """A message cannot be replied to; it can be posted without that."""


class LateError(PermanentError):
    """The interaction takes no answers any more, or was never known."""


class TakenError(PermanentError):
    """The interaction was acknowledged before."""


class NoDirectError(PermanentError):
    """Somebody takes no direct messages."""


class Kind(StrEnum):
    """What may be done about an error."""

    LIMITED = "limited"  # not done; trying again helps later
    DEAD = "dead"  # the token is of no use any more
    UNSEEN = "unseen"  # the channel is closed to the bot
    LACKING = "lacking"  # a permission that the bot needs there
    NO_CHANNEL = "no channel"
    ABSENT = "absent"  # the message is gone
    FOREIGN = "foreign"  # another's message
    CLOSED_THREAD = "closed thread"
    NO_HISTORY = "no history"
    NO_DIRECT = "no direct message"
    UNKNOWN = "unknown"  # no such person, role or server
    LATE = "late"
    TAKEN = "taken"
    OURS = "ours"  # what was sent is wrong
    AMBIGUOUS = "ambiguous"  # it may have been done


_CODES: Mapping[Kind, tuple[int, ...]] = {
    Kind.LIMITED: (20016, 20022, 20028, 20029, 30046, 31001, 31002, 40062, 40333),
    Kind.DEAD: (40001, 40002, 50014),
    Kind.UNSEEN: (50001,),
    Kind.LACKING: (50013,),
    Kind.NO_CHANNEL: (10003, 50024),
    Kind.ABSENT: (10008, 50021),
    Kind.FOREIGN: (50005,),
    Kind.CLOSED_THREAD: (50083, 160005, 160006),
    Kind.NO_HISTORY: (160002,),
    Kind.NO_DIRECT: (50007, 50278, 40003),
    Kind.UNKNOWN: (10002, 10004, 10007, 10009, 10011, 10013, 10063, 50025, 50028),
    Kind.LATE: (10062, 10015, 50027),
    Kind.TAKEN: (40060,),
    Kind.OURS: (20001, 20009, 30039, 40005, 50006, 50008, 50035, 50041, 50045, 50068, 50080, 50109, 50132, 240000),
    Kind.AMBIGUOUS: (0, 130000),
}
TABLE: Mapping[int, Kind] = {code: kind for kind, codes in _CODES.items() for code in codes}

_SAYS: Mapping[Kind, tuple[type[OutsideError], str]] = {
    Kind.DEAD: (AuthError, messages.DEAD),
    Kind.UNSEEN: (PermanentError, messages.lacking(messages.VIEW)),
    Kind.LACKING: (LackingError, messages.lacking(messages.SEND)),
    Kind.NO_CHANNEL: (PermanentError, messages.NO_CHANNEL),
    Kind.ABSENT: (AbsentError, messages.GONE),
    Kind.FOREIGN: (PermanentError, messages.NOT_OURS),
    Kind.CLOSED_THREAD: (ClosedThreadError, messages.CLOSED_THREAD),
    Kind.NO_HISTORY: (NoHistoryError, messages.lacking(messages.HISTORY)),
    Kind.NO_DIRECT: (NoDirectError, messages.NO_DIRECT),
    Kind.UNKNOWN: (PermanentError, messages.UNKNOWN),
    Kind.LATE: (LateError, messages.LATE),
    Kind.TAKEN: (TakenError, messages.LATE_FORM),
    Kind.OURS: (PermanentError, messages.REFUSED),
    Kind.AMBIGUOUS: (AmbiguousError, messages.MAYBE),
}


def kind_of(code: int, status: int) -> Kind:
    """Return what an answer means; a refusal whose code is not in the table is final, a fault may have done it."""
    if status == _TOO_MANY:
        return Kind.LIMITED
    known = TABLE.get(code, Kind.AMBIGUOUS)
    if known is not Kind.AMBIGUOUS or status >= _FAULT:
        return known
    by_status = {_REFUSED: Kind.DEAD, _FORBIDDEN: Kind.UNSEEN, _ABSENT: Kind.UNKNOWN}
    return by_status.get(status, Kind.OURS)


def refusal(code: int, status: int, pause: float | None, now: datetime) -> OutsideError:
    """Return the error for an answer that is not a success; `pause` in seconds, where Discord names one."""
    kind = kind_of(code, status)
    if kind is Kind.LIMITED:
        return limited(pause, now)
    error, sentence = _SAYS[kind]
    return error(sentence)


def limited(pause: float | None, now: datetime) -> RateLimitedError:
    """Return the error for what would be, or was, too much."""
    wait = _PAUSE if pause is None or not 0 <= pause < _LONGEST.total_seconds() else timedelta(seconds=pause)
    return RateLimitedError(messages.BUSY, retry_at=now + wait)


def lost(*, was_sent: bool) -> OutsideError:
    """Return the error for an answer that did not come."""
    return AmbiguousError(messages.MAYBE) if was_sent else TransientError(messages.DOWN)
