"""Pairs each revert with what it undoes, and says what is undone in the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.finding.nature import is_revert, is_unmerged
from core.finding.titles import bare, pull
from core.model import Copies, Event

_NAMED = re.compile(
    r"(?:\w+(?:\([^)]*\))?!?:\s+)?(?P<verb>revert(?:s|ed)?|roll ?back|undo|re-?apply|reland):?\s+"
    r"(?:[\"“'](?P<title>.+)[\"”']|(?:pr |pull request )?(?P<reference>[#!]\d+))"
    r"|revert(?:\([^)]*\))?!?:\s+(?P<plain>.+)"
)
_SHORTEST = 7  # characters of an abbreviated hash


@dataclass(frozen=True, slots=True)
class Undoing:
    """What was undone: numbers of events."""

    pairs: tuple[tuple[int, int], ...]  # a revert and what it undoes
    dead: frozenset[int]  # undone, and not done again


def undoing(events: Sequence[Event], copies: Sequence[Copies] = ()) -> Undoing:
    """Pair the reverts among events, which are in order of time, with their targets; a revert of a revert does it again."""
    index = _Index(events, copies)
    pairs: list[tuple[int, int]] = []
    for number, event in enumerate(events):
        if is_revert(event):
            pairs += [(number, other) for other in index.targets(event) if other != number and _reaches(event, events[other])]
        index.add(number, event)
    dead: set[int] = set()
    for revert, target in reversed(pairs):  # the latest first: one that was itself undone undoes nothing
        if revert not in dead:
            dead.add(target)
    return Undoing(tuple(pairs), frozenset(dead))


def _reaches(revert: Event, target: Event) -> bool:
    """Say whether a revert undoes its target already: one that waits on a branch leaves what is merged as it is."""
    return is_unmerged(target) or not is_unmerged(revert)


class _Index:
    """Finds the targets of reverts: by hash at any time, by title or reference among those added before."""

    def __init__(self, events: Sequence[Event], copies: Sequence[Copies]) -> None:
        self._hashes = {event.ref: number for number, event in enumerate(events)}
        for copied in copies:
            if copied.of.ref in self._hashes:
                self._hashes.update((event.ref, self._hashes[copied.of.ref]) for event in copied.events)
        self._abbreviated = {hash_[:_SHORTEST]: hash_ for hash_ in self._hashes}
        self._brought: dict[str, list[int]] = {}
        for number, event in enumerate(events):
            if event.change and event.change.merge:
                self._brought.setdefault(event.change.merge, []).append(number)
        self._told: dict[tuple[str, str], int] = {}

    def add(self, number: int, event: Event) -> None:
        """Make an event known by its title and its pull request."""
        self._told[event.repository, bare(event.title)] = number
        if pull(event.title):
            self._told[event.repository, pull(event.title)] = number

    def targets(self, revert: Event) -> list[int]:
        """Return what a revert undoes; nothing where that is not among the events."""
        found = [number for hash_ in revert.reverts for number in self._by_hash(hash_)]
        if found or revert.reverts:
            return list(dict.fromkeys(found))
        subject = _subject(revert)
        told = self._told.get((revert.repository, subject))
        return [told] if subject and told is not None else []

    def _by_hash(self, hash_: str) -> list[int]:
        full = self._abbreviated.get(hash_[:_SHORTEST], hash_)
        full = full if full.startswith(hash_) else hash_
        return [self._hashes[full], *self._brought.get(full, ())] if full in self._hashes else self._brought.get(full, [])


def _subject(revert: Event) -> str:
    """Return what a revert names: a title, a pull request, or for one that does it again, the title of the revert."""
    found = _NAMED.fullmatch(bare(revert.title))
    if found is None:
        return ""
    if found["reference"] or found["plain"]:
        return found["reference"] or bare(found["plain"])
    return bare(found["title"]) if not found["verb"].startswith(("re-", "rea", "rel")) else f'revert "{found["title"]}"'
