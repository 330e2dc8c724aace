"""What ties the commits of one piece of work: a merge, a reference, a backport, a branch, a version.

Each function adds its ties to a forest over the events' numbers. What is mentioned, merged or branched by too many is taken for a
container of work, and ties nothing.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TypeVar

from core.finding.forest import Forest
from core.finding.nature import is_change, is_release, is_revert
from core.finding.people import author_key
from core.finding.threads import reference_key
from core.finding.titles import cleaned, is_backport, ported, pull
from core.finding.topics import parted
from core.model import Event, EventKind
from core.reading.mentions import references

Key = TypeVar("Key", bound=Hashable)

MOST_MERGED = 25  # commits that one merge may bring as one piece of work
_MOST_MENTIONS = 12  # commits that one reference may hold together
_MOST_AUTHORS = 3
_MOST_TOPICS = 2  # references that one change may have beside that of its own request
_AGAIN_WITHIN = timedelta(days=2)
_LONG_LIVED = re.compile(
    r"(?i)(?:[\w.-]+/)?(?:main|master|trunk|mainline|develop\w*|dev|next|staging|stage|prod\w*|release\w*|stable|beta|alpha|canary|nightly"
    r"|future|edge|latest|preview|gh-pages|head|maint\w*|integration|unstable|testing|legacy|lts|hotfix|support|backports?)(?:[-_/.]?v?\d[\w.x-]*)?"
    r"|v?\d+(?:\.(?:\d+|x))*(?:[-._]\w+)?|(?:release|releases|stable|support|maint|maintenance|hotfix|backport)[-_/].*"
)
_BROUGHT_IN = re.compile(r"(?i)merge (?:remote-tracking )?branch(?:es)? ['\"]?(?:origin/|upstream/)?(?P<branch>[^'\"\s]+)")
_IN_PASSING = re.compile(
    r"(?i)\b(?:see(?: also)?|like|since|after|before|unlike|introduced (?:in|by)|caused by|regression (?:in|from|of)|related to)\s+$"
)


def tie_merges(events: Sequence[Event], forest: Forest) -> None:
    """Tie what a merge commit brought in with it, unless it brought in the work of many."""
    for (_, merge), numbers in _grouped((event.repository, _merge(event)) for event in events).items():
        merges = [events[number] for number in numbers if events[number].ref == merge]
        authors = {author_key(events[number].actor) for number in numbers if events[number].ref != merge}
        if merge and len(numbers) <= MOST_MERGED and len(authors) <= _MOST_AUTHORS and not any(map(_is_of_long_lived, merges)):
            forest.tie_all(numbers, ("merge", merge))


def tie_references(events: Sequence[Event], forest: Forest) -> None:
    """Tie what names the same issue, pull request or ticket; beyond a dozen, only the same author's work in the same folder.

    A commit, or a merged branch, that names many in passing ("Add a test for #12", "... for #13") ties none of them.
    """
    mentioned: defaultdict[Hashable, list[int]] = defaultdict(list)
    for numbers in _grouped((event.repository, _merge(event) or event.ref) for event in events).values():
        keys = {number: set(_references(events[number])) for number in numbers}
        own = {key for number in numbers for key in keys[number] if key[-1] in _own(events[number])}
        others = set().union(*keys.values()) - own
        for number in numbers:
            for key in keys[number] if len(others) <= _MOST_TOPICS else keys[number] & own:
                mentioned[key].append(number)
    for reference, numbers in mentioned.items():
        for number in numbers:
            event = events[number]
            forest.tie(number, reference if len(numbers) <= _MOST_MENTIONS else (reference, author_key(event.actor), _area(event)))


def tie_backports(events: Sequence[Event], forest: Forest) -> None:
    """Tie a change and what says of itself that it is its backport: the same author's, under the same title."""
    for key, numbers in _grouped((event.repository, author_key(event.actor), ported(event.title)) for event in events).items():
        if any(is_backport(events[number].title) for number in numbers):
            forest.tie_all(numbers, ("port", key))


def tie_repeats(events: Sequence[Event], forest: Forest) -> None:
    """Tie what one author did under one title again within two days: told twice, it would read as a mistake."""
    last: dict[Hashable, int] = {}
    for number, event in enumerate(events):
        if is_change(event):
            before = last.get(key := (event.repository, author_key(event.actor), cleaned(event.title).casefold()))
            if before is not None and event.at - events[before].at <= _AGAIN_WITHIN:
                forest.join(before, number)
            last[key] = number


def tie_branches(events: Sequence[Event], forest: Forest) -> None:
    """Tie the commits of an unmerged topic branch that are about one thing: it would be one pull request."""
    for (repository, branch), numbers in _grouped((event.repository, _topic(event)) for event in events).items():
        authors = {author_key(events[number].actor) for number in numbers}
        pulls = {pull(events[number].title) for number in numbers} - {""}
        if branch and len(numbers) <= MOST_MERGED and len(authors) <= _MOST_AUTHORS and len(pulls) <= 1:
            for part, positions in enumerate(parted([events[number] for number in numbers])):
                forest.tie_all([numbers[one] for one in positions], ("branch", repository, branch, part))


def tie_releases(events: Sequence[Event], forest: Forest) -> None:
    """Tie the versions of one repository, candidates and tags included."""
    for number, event in enumerate(events):
        if is_release(event):
            forest.tie(number, ("release", event.repository))


def _grouped(keys: Iterable[Key]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key, []).append(number)
    return found


def _merge(event: Event) -> str:
    """Return the merge commit to which an event belongs: itself, or the one that brought it in."""
    if event.kind is EventKind.MERGE:
        return event.ref
    return event.change.merge if event.change and not is_release(event) else ""


def _is_of_long_lived(merge: Event) -> bool:
    """Say whether a merge brings in a branch that holds more than one piece of work, such as the default one."""
    found = _BROUGHT_IN.match(merge.title)
    return found is not None and _LONG_LIVED.fullmatch(found["branch"]) is not None


def _own(event: Event) -> Sequence[str]:
    """Return what names the request that an event is or came with: in a merge's title, behind a squash merge's."""
    landing = event.change.landing if event.change else None
    return references(event.title) if event.kind is EventKind.MERGE else (pull(event.title), *([landing.ref] if landing else ()))


def _references(event: Event) -> Iterator[tuple[str, str]]:
    if is_release(event) or is_revert(event):
        return
    for link in event.mentions:
        before, found, _ = event.title.partition(link.ref)
        if found and _IN_PASSING.search(before):
            continue
        yield reference_key(event.repository, link.ref)
    if event.change and event.change.landing:
        yield reference_key(event.repository, event.change.landing.ref)


def _area(event: Event) -> str:
    """Return the folder in which most of a change's files are."""
    folders = sorted("/".join(path.split("/")[:2]) for path in (event.change.paths if event.change else ()))
    return max(folders, key=folders.count, default="")


def _topic(event: Event) -> str:
    """Return the topic branch on which a commit waits; empty where it is merged, a version, or on a long-lived branch."""
    if event.change is None or event.change.is_merged or event.change.released or is_release(event):
        return ""
    branch = event.change.branch
    return "" if _LONG_LIVED.fullmatch(branch) else branch
