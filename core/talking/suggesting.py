"""Dates for a field that is completed while somebody types: each with the days that it means for them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from core.asking.grammar import parse
from core.errors import RecapError
from core.model import Asker, Member
from core.model.chat import Choice
from core.talking.desk import Desk
from core.talking.questions import asker_at

_MOST = 75  # characters
_USUAL = (
    "today",
    "yesterday",
    "last working day",
    "this week",
    "last week",
    "last 7 days",
    "this month",
    "last month",
    "this quarter",
    "last quarter",
    "this year",
)


async def suggested(desk: Desk, member: Member, typed: str) -> Sequence[Choice]:
    """Return what somebody may mean who typed so much: "last week · Mon 9 – Sun 15 Nov".

    Raises:
        OutsideError: their settings could not be read.
    """
    asker = asker_at(desk, await desk.people.of(member))
    said = " ".join(typed.split())[:_MOST]
    names = dict.fromkeys([*([said] if said else []), *(one for one in _USUAL if said.lower() in one)])
    labels = [(name, _label(desk, asker, name)) for name in names]
    return [Choice(name, f"{name} · {label}") for name, label in labels if label]


def _label(desk: Desk, asker: Asker, words: str) -> str:
    """Return which days words mean that are a date, and nothing beside it."""
    with suppress(RecapError):
        now = desk.now()
        request, bare = (parse(text, asker, now, foreign=desk.foreign) for text in (words, "today"))
        if replace(request, window=bare.window) == bare:
            return request.window.label
    return ""
