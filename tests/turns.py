"""Turns that somebody took in a chat, for tests."""

from datetime import UTC, datetime

from core.model import Member
from core.model.chat import Deed, Place, Turn, Typed, Way

ANA = Member("slack", "T1", "U1")
GENERAL = Place("slack", "T1", "C1")
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def turn(
    id: str = "slack:T1:Ev1",  # noqa: A002  it is called so
    *,
    deed: Deed | None = None,
    member: Member = ANA,
    place: Place = GENERAL,
    at: datetime = AT,
) -> Turn:
    """Return a turn: a slash command, where nothing else is said."""
    return Turn(id=id, member=member, place=place, at=at, deed=deed or Typed("@me last week", Way.COMMAND), reply='{"url": "x"}')
