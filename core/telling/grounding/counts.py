"""Numbers that code counts: how many commits, items, files, lines, versions there are in what a line cites."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from core.model import Change, WorkItem
from core.telling.grounding.evidence import Evidence
from core.telling.grounding.synonyms import senses
from core.telling.grounding.tokens import Token

_COUNTED = {
    "events": "commit change update fix revision",
    "items": "item change update fix request pr issue bug bump upgrade piece improvement feature dependency correction problem",
    "paths": "file",
    "lines": "line",
    "versions": "version release",
    "candidates": "candidate",
}
_COUNTS = {what: frozenset(sense for word in words.split() for sense in senses(word)) for what, words in _COUNTED.items()}
_REMOVING = frozenset({"removed", "deleted", "fewer"})
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+\w*(?:\.dev[0-9]+)?")


def is_count(number: int, noun: Token, tokens: Sequence[Token], fact: Evidence, cited: Sequence[Evidence]) -> bool:
    """Say whether code counts as many of the noun in what the line cites."""
    meant = senses(noun.key)
    counts = (count for what, count in _COUNTING.items() if _COUNTS[what] & meant)
    if any(number in count(fact, cited) for count in counts):
        return True
    if _COUNTS["lines"] & meant and number in _lines(cited, removing=any(token.key in _REMOVING for token in tokens)):
        return True
    return number > 1 and number == sum(1 for each in cited if meant & each.senses)


def _events(fact: Evidence, cited: Sequence[Evidence]) -> set[int]:
    return {len(fact.item.events), sum(len(each.item.events) for each in cited)}


def _items(_fact: Evidence, cited: Sequence[Evidence]) -> set[int]:
    return {len(cited), *Counter(each.item.kind for each in cited).values()} if len(cited) > 1 else set()


def _paths(_fact: Evidence, cited: Sequence[Evidence]) -> set[int]:
    return {len({path for change in _changes(cited) for path in change.paths})}


def _lines(cited: Sequence[Evidence], *, removing: bool) -> set[int]:
    changes = _changes(cited)
    added, removed = sum(change.added for change in changes), sum(change.removed for change in changes)
    return {removed} if removing else {added, added + removed}


def _releases(fact: Evidence, cited: Sequence[Evidence]) -> set[int]:
    return {len(frozenset().union(*(_versions(each.item) for each in cited))), len(_versions(fact.item))}


def _candidates(fact: Evidence, _cited: Sequence[Evidence]) -> set[int]:
    return {sum(1 for version in _versions(fact.item) if re.search(r"rc|a|b", version))}


_COUNTING: dict[str, Callable[[Evidence, Sequence[Evidence]], set[int]]] = {
    "events": _events,
    "items": _items,
    "paths": _paths,
    "versions": _releases,
    "candidates": _candidates,
}


def _changes(cited: Sequence[Evidence]) -> list[Change]:
    return [event.change for each in cited for event in each.item.events if event.change]


@lru_cache(maxsize=512)
def _versions(item: WorkItem) -> frozenset[str]:
    return frozenset(found for event in item.events for found in _VERSION.findall(event.title))
