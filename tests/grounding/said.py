"""Lines that are true by construction: a subject in the past tense, with what it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import State, WorkItem, WorkKind

REFERENCE = re.compile(r"#\d+")
VERSION = re.compile(r"(?<![\d.])\d+(?:\.\d+)+(?:(?:a|b|rc|\.dev)\d+)?\b")
_PREFIX = re.compile(r"^(?:\[v\d\] |(?:feat|fix|docs|chore|build|ci|test|health)(?:\([\w-]+\))?: ?|Docs: )")
_FIXING = re.compile(r"^Fix (#\d+)(?: -)? (?=[A-Z][a-z]+ )")
_SQUASHED = re.compile(r"(?:,? ?\(#\d+\))+$")
_PAST = {
    "accept": "accepted",
    "add": "added",
    "adds": "added",
    "adjust": "adjusted",
    "allow": "allowed",
    "apply": "applied",
    "bump": "bumped",
    "change": "changed",
    "correct": "corrected",
    "disable": "disabled",
    "document": "documented",
    "drop": "dropped",
    "enable": "enabled",
    "enhance": "enhanced",
    "fix": "fixed",
    "handle": "handled",
    "implement": "implemented",
    "improve": "improved",
    "introduce": "introduced",
    "make": "made",
    "migrate": "migrated",
    "move": "moved",
    "organize": "organized",
    "purge": "purged",
    "redact": "redacted",
    "remove": "removed",
    "rename": "renamed",
    "replace": "replaced",
    "resolve": "resolved",
    "revert": "reverted",
    "revise": "revised",
    "set": "set",
    "support": "supported",
    "surface": "surfaced",
    "tweak": "tweaked",
    "update": "updated",
    "upgrade": "upgraded",
    "use": "used",
    "turn": "turned",
    "split": "split",
    "ignore": "ignored",
    "require": "required",
    "install": "installed",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a faithful line says of one item: the words, without what they cite."""

    item: WorkItem
    words: str

    @property
    def verb(self) -> str:
        """The verb that leads the line, in lower case."""
        return self.words.split(" ", 1)[0].lower()

    @property
    def rest(self) -> str:
        """What follows the verb."""
        return self.words.partition(" ")[2]

    @property
    def cited(self) -> str:
        """The item's references that the words lack, else the short hash of its first commit."""
        missing = [link.ref for link in self.item.links if link.ref not in REFERENCE.findall(self.words)]
        return ", ".join(missing or [self.item.events[0].ref[:7]])

    def line(self, addition: str = "") -> str:
        """Return the whole line, with more words before the references."""
        return f"{self.words}{addition} ({self.cited})"


def faithful(items: Sequence[WorkItem]) -> list[Said]:
    """Say each item that a template can say without a loss."""
    return [said for item in items if (said := _said(item))]


def neighbours(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Pair items that one person worked on side by side."""
    for one, other in pairwise(said):
        days = abs((one.item.events[0].at - other.item.events[0].at).days)
        if one.item.events[0].actor == other.item.events[0].actor and days < 7:
            yield one, other


def text(*items: WorkItem) -> str:
    """Return all that the facts say, in lower case."""
    parts = [part for item in items for event in item.events for part in (event.title, event.body, *_paths(item))]
    return " ".join(parts).lower()


def _paths(item: WorkItem) -> list[str]:
    return [path for event in item.events if event.change for path in event.change.paths]


def _said(item: WorkItem) -> Said | None:
    if item.kind is WorkKind.RELEASE:
        return _release(item)
    if item.state is State.REVERTED:
        return None  # its subject tells as done what was taken back
    title = _SQUASHED.sub("", _PREFIX.sub("", item.title)).strip().rstrip(".")
    title = _FIXING.sub("", title) if _PAST.get(_second(title)) else title
    verb, _, rest = title.partition(" ")
    past = verb.lower() if verb.lower() in _PAST.values() else _PAST.get(verb.lower(), "")
    return Said(item, f"{past.capitalize()} {rest}") if past and rest else None


def _second(title: str) -> str:
    found = _FIXING.match(title)
    return title[found.end() :].split(" ", 1)[0].lower() if found else ""


def _release(item: WorkItem) -> Said | None:
    version = VERSION.search(item.title)
    return Said(item, f"Released {version.group()}") if version and item.state is State.RELEASED else None
