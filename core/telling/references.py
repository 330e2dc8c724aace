"""What a bullet points at: references where its work has any, else short hashes."""

import re
from collections.abc import Mapping, Sequence

from core.model import EventKind, Link, WorkItem
from core.reading.naming import whole

SHORT = 7  # characters of a hash
_HASHES = 3  # at most, in one bullet
_REFERENCES = 6


def links_of(items: Sequence[WorkItem]) -> tuple[Link, ...]:
    """Return the links that back the items, each reference once."""
    found: dict[str, Link] = {}
    for item in items:
        for link in item.links or hashes_of(item):
            found.setdefault(link.ref, link)
    return tuple(found.values())


def hashes_of(item: WorkItem) -> tuple[Link, ...]:
    """Return a link for each commit of an item, by its short hash."""
    commits = [event for event in item.events if event.kind is not EventKind.TAG]
    return tuple(Link(commit.ref[:SHORT], commit.url) for commit in commits)


def suffix(links: Sequence[Link], text: str, *, most: int = _REFERENCES) -> str:
    """Return " (#412, #418)" for what a text does not name already, " (593d928, +4)", or both; empty where nothing is left.

    Args:
        links: those of a piece of work that has references, and the hashes of one that has none.
        text: what stands before.
        most: references that are named.
    """
    left = [link.ref for link in links if not _is_named(link.ref, text)]
    named = [ref for ref in left if not _is_hash(ref)]
    hashes = [ref for ref in left if _is_hash(ref)]
    parts = [*_clipped(named, most), *_clipped(hashes, _HASHES if len(hashes) <= _HASHES else 1)]
    return f" ({', '.join(parts)})" if parts else ""


def spelled(text: str, items: Sequence[WorkItem]) -> str:
    """Return a text about the items with what their repositories call "!77" as the answer calls it, "acme/api!77"."""
    if not any(link.near for item in items for link in item.links):
        return text
    meant = {near: min(refs) for near, refs in claims(items).items() if len(refs) == 1 and near not in refs}
    return re.sub(whole([*meant, *meant.values()]), lambda found: meant.get(found[0], found[0]), text) if meant else text


def claims(items: Sequence[WorkItem]) -> Mapping[str, frozenset[str]]:
    """Return what each bare reference may stand for in a text about the items."""
    links = [link for item in items for link in item.links]
    return {
        bare: frozenset(link.ref for link in links if bare in {link.ref, link.near}) for bare in {link.near or link.ref for link in links}
    }


def is_hash(link: Link) -> bool:
    """Say whether a link is to a commit, and no reference."""
    return _is_hash(link.ref)


def _clipped(refs: Sequence[str], most: int) -> list[str]:
    more = len(refs) - most
    return [*refs[:most], f"+{more}"] if more > 0 else list(refs)


def _is_named(ref: str, text: str) -> bool:
    return any(word.strip("().,;:") == ref for word in text.split()) or (" " in ref and re.search(whole([ref]), text) is not None)


def _is_hash(ref: str) -> bool:
    return len(ref) == SHORT and all(letter in "0123456789abcdef" for letter in ref)
