"""The line of what has no bullet: what was too small for one, of which kinds and by whom, and the noise."""

import re
from collections import Counter
from collections.abc import Sequence

from core.messages import numbers
from core.messages import recap as messages
from core.model import Length, Noise, WorkItem, WorkKind
from core.reading.versions import is_candidate
from core.telling.bundles import is_slight
from core.telling.doers import doers, parts
from core.telling.sentence import is_merge, name
from core.telling.versioned import version

_NAMED = {Length.SHORT: 0, Length.NORMAL: 3, Length.LONG: 12}  # smaller changes that the line names
_NAME = {Length.SHORT: 0, Length.NORMAL: 40, Length.LONG: 80}  # characters of such a name
_LISTING = re.compile(r"[,;]\s")  # in a name, it would read as several
_KINDS = 4  # that the line counts
_COUNTED = (*"security feature fix performance removal release candidate documentation refactoring revert test review merge".split(),)


def rest(small: Sequence[WorkItem], noise: Sequence[Noise], length: Length, *, told: Sequence[WorkItem] | None) -> str:
    """Return the line, empty where nothing is left.

    Args:
        small: pieces of work without a bullet.
        noise: groups that are counted.
        length: how much the line names.
        told: the other pieces of work, where people are named.
    """
    parts = [_smaller(small, length, told)] if small else []
    parts += [group.text for group in noise]
    return messages.rest(parts) if parts else ""


def _smaller(small: Sequence[WorkItem], length: Length, told: Sequence[WorkItem] | None) -> str:
    names = [name(item) for item in small] if len(small) <= _NAMED[length] else []
    is_short = all(len(one) <= _NAME[length] and not _LISTING.search(one) for one in names)
    others = () if told is None else _others(small, told)
    is_theirs = set(doers(small)) == set(others)
    kinds = _kinds(small) if length is not Length.SHORT else ()
    line = messages.smaller(len(small), names if is_short else (), kinds, others, is_theirs=is_theirs)
    return line if told is None else "; ".join([line, *_parts(small)])


def _parts(small: Sequence[WorkItem]) -> list[str]:
    """Say who else had a part in small work, and whether in all of it."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for item in small:
        for acts, names in parts(item).items():
            counts = found.setdefault(acts, {})
            counts.update({name: counts.get(name, 0) + 1 for name in names})
    return [messages.had_part(acts, list(counts), is_all=min(counts.values()) == len(small)) for acts, counts in found.items()]


def _others(small: Sequence[WorkItem], told: Sequence[WorkItem]) -> tuple[str, ...]:
    """Return who did small work only."""
    named = {one for item in told for one in doers([item])}
    return tuple(one for one in doers(small) if one not in named)


def _kinds(small: Sequence[WorkItem]) -> list[str]:
    """Count what readers look for by its kind, and the rest together: "5 fixes", "4 pre-releases", "9 others"."""
    counts = Counter(map(_kind, small))
    largest = sorted((kind for kind in _COUNTED if counts[kind]), key=lambda kind: (kind != "security", -counts[kind]))[:_KINDS]
    kinds = [kind for kind in _COUNTED if kind in largest]
    others = len(small) - sum(counts[kind] for kind in kinds)
    if len(kinds) == 1 and not others:
        return [numbers.all_of(kinds[0])] if len(small) > 1 else []
    said = [numbers.pieces(kind, counts[kind]) for kind in kinds]
    return [*said, numbers.pieces("", others)] if said and others else said


def _kind(item: WorkItem) -> str:
    if is_merge(item):
        return "merge"
    if item.kind is WorkKind.RELEASE and is_candidate(version(item.events[0])):
        return "candidate"
    return "" if is_slight(item) or item.kind in {WorkKind.CHANGE, WorkKind.CHORE} else item.kind.value
