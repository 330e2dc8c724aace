"""Lies in words that turn the line round: the opposite act, another state, other order, not for so."""

import re
from collections.abc import Iterator, Sequence

from core.model import State
from tests.grounding.lie import Lie, pick
from tests.grounding.said import Said

_OPPOSITES = {
    "accepted": ("rejected",),
    "added": ("removed", "dropped", "deleted", "deprecated"),
    "allowed": ("forbade",),
    "bumped": ("downgraded", "rolled back"),
    "corrected": ("broke",),
    "disabled": ("enabled",),
    "documented": ("removed the documentation of",),
    "dropped": ("added", "restored"),
    "enabled": ("disabled", "prevented", "blocked"),
    "enhanced": ("reduced",),
    "fixed": ("broke", "introduced", "reverted"),
    "implemented": ("removed",),
    "improved": ("reduced", "removed", "broke"),
    "introduced": ("removed",),
    "migrated": ("stopped migrating",),
    "redacted": ("exposed", "printed"),
    "removed": ("added", "restored", "kept"),
    "renamed": ("removed",),
    "replaced": ("kept",),
    "reverted": ("introduced", "kept"),
    "supported": ("dropped support for",),
    "surfaced": ("hid",),
    "turned": ("stopped turning",),
    "updated": ("removed", "reverted", "deleted"),
    "upgraded": ("downgraded", "unpinned"),
    "ignored": ("enforced",),
    "required": ("forbade",),
}
_TOO_FAR = {
    State.OPEN: ("Released: {}", "Shipped: {}", "Merged: {}", "{}, now released", "{}, and shipped it to users", "{}, merged to main"),
    State.MERGED: ("Released: {}", "{}, now released", "{}, out in the latest release", "Published: {}"),
}
_TOO_NEAR = (
    "Started: {}",
    "Drafted: {}",
    "{}, still in progress",
    "{}, the draft is open",
    "{}, waiting for review",
    "Planned: {}",
    "{}, not merged yet",
)
_RANGE = re.compile(r"\bfrom (\S+) to (\S+)|\b(?<=[Rr]enamed )(\S+) to (\S+)|(?<= use )(\w+) over (\w+)|(?<= use )(.+) rather than (.+)$")
_NOT = re.compile(r"\b(?:not |no |without |never )|(?<=does)n't\b|n't\b", re.IGNORECASE)
_UNDONE = (
    "Did not get to it: {}",
    "Decided against this: {}",
    "{}, but not for the async part",
    "{}, which was undone later",
    "{}, which still fails",
)


def turned(said: Sequence[Said]) -> Iterator[Lie]:
    """Turn each line in every way that it has."""
    for turn, one in enumerate(said):
        opposites = () if " down " in one.rest else _OPPOSITES.get(one.verb, ())
        for opposite in opposites:
            yield Lie("polarity", f"{opposite.capitalize()} {one.rest} ({one.cited})", (one,))
        yield from _state(turn, one)
        yield from _order(one)
        yield from _negation(turn, one)


def _state(turn: int, one: Said) -> Iterator[Lie]:
    """Tell what is open as done, and what is done as open; an open item once in each way, since there are few."""
    ways = _TOO_FAR.get(one.item.state, _TOO_NEAR)
    if one.item.state is State.OPEN:
        yield from (Lie("state", _cited(way, one), (one,)) for way in ways)
        return
    yield Lie("state", _cited(ways[turn % len(ways)], one), (one,))
    yield Lie("state", _cited(_TOO_NEAR[turn % len(_TOO_NEAR)], one), (one,))


def _order(one: Said) -> Iterator[Lie]:
    found = _RANGE.search(one.words)
    if not found:
        return
    before, after = (part for part in found.groups() if part)
    swapped = found.group().replace(before, "\0", 1)
    swapped = before.join(swapped.rsplit(after, 1)).replace("\0", after, 1)
    yield Lie("order", one.line().replace(found.group(), swapped), (one,))
    if " to " in found.group():
        moved = f"Moved {one.rest.replace(found.group().removeprefix(one.verb), '')} back from {after} to {before} ({one.cited})"
        yield Lie("order", " ".join(moved.split()), (one,))


def _negation(turn: int, one: Said) -> Iterator[Lie]:
    is_open = one.item.state is State.OPEN  # then it may be true that it is not finished
    yield Lie("negation", f"{('Did not finish this:', 'Never')[turn % 2 or is_open]} {one.verb} {one.rest} ({one.cited})", (one,))
    way = "" if is_open else pick(_UNDONE, turn, one)
    if way and turn % 2:
        yield Lie("negation", _cited(way, one), (one,))
    without = _NOT.sub("", one.words)
    if without != one.words:
        yield Lie("negation-lost", f"{without} ({one.cited})", (one,))


def _cited(way: str, one: Said) -> str:
    words = one.words if way.startswith("{") else f"{one.verb} {one.rest}"
    return f"{way.format(words)} ({one.cited})"
