"""Who did a piece of work, and who else had a part in it: reviewed it, merged it, reported it."""

import re
from collections.abc import Sequence

from core.messages import recap as messages
from core.model import Event, EventKind, Identity, WorkItem
from core.telling.threads import told_in

_WORK = frozenset([EventKind.COMMIT, EventKind.TAG, EventKind.RELEASE])
_PARTS = {
    EventKind.PULL_OPENED: "opened",
    EventKind.PULL_DRAFTED: "opened",
    EventKind.ISSUE_OPENED: "reported",
    EventKind.REVIEW: "reviewed",
    EventKind.REVIEW_COMMENT: "reviewed",
    EventKind.COMMENT: "commented on",
    EventKind.PULL_MERGED: "merged",
    EventKind.PULL_CLOSED: "closed",
    EventKind.ISSUE_CLOSED: "closed",
}
_TOOL = re.compile(r"(?i)^(?:no-?reply|[\w.-]*(?:bot|agent))@|copilot|@(?:cursor|openhands|devin)\.")
_TOGETHER = "co-written"
_ORDER = (_TOGETHER, *dict.fromkeys(_PARTS.values()))


def doers(items: Sequence[WorkItem]) -> tuple[str, ...]:
    """Return who did what is told of some work: who wrote it, and of what nobody wrote who opened, merged or reviewed it."""
    return tuple(dict.fromkeys(event.actor.name for item in items for event in _told(item)))


def parts(item: WorkItem) -> dict[tuple[str, ...], list[str]]:
    """Return who else had a part in a piece of work, by what they did there; who reviewed it is not said to have commented on it too."""
    done = set(doers([item]))
    acts: dict[str, set[str]] = {}
    for event in item.events:
        if event.kind in _PARTS and event.actor.name not in done:
            acts.setdefault(event.actor.name, set()).add(_PARTS[event.kind])
    for author in (one for event in _told(item) for one in event.others if _is_human(one) and one.name not in done):
        acts.setdefault(author.name, set()).add(_TOGETHER)
    found: dict[tuple[str, ...], list[str]] = {}
    for name, did in acts.items():
        said = tuple(act for act in _ORDER if act in did and not (act == "commented on" and "reviewed" in did))
        found.setdefault(said, []).append(name)
    return found


def helped(text: str, items: Sequence[WorkItem], *, is_english: bool = True) -> str:
    """Return a sentence about some work with who else had a part in it, where it does not name them; of several, in which of them."""
    tell = messages.had_part if is_english else messages.part_in_any_language
    told = [(item, parts(item)) for item in items]
    is_alike = all(part == told[0][1] for _, part in told)
    said = []
    for item, part in told[:1] if is_alike else told:
        for acts, names in part.items():
            unnamed = [name for name in names if name not in text]
            where = item.links[0].ref if not is_alike and item.links else ""
            said += [tell(acts, unnamed, where)] if unnamed else []
    return "; ".join([text, *said])


def _is_human(author: Identity) -> bool:
    """Say whether a co-author is no tool that signs what it wrote."""
    is_named = not author.is_bot and not author.name.lower().endswith("[bot]")
    return is_named and _TOOL.search(author.email) is None


def _told(item: WorkItem) -> Sequence[Event]:
    """Return the events of which a sentence about a piece of work tells."""
    work = [event for event in item.events if event.kind in _WORK]
    return work or told_in(item) or item.events
