"""Search over issues and pull requests, as far as its qualifiers are understood here: an unknown one is an error, not a guess."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from tests.servers.github.nouns import Item, User
from tests.servers.github.world import World

MOST = 1_000  # results that a search gives, however many there are
_WORD = re.compile(r'(-?[\w-]+):("[^"]*"|\S+)')
Test = Callable[[Item], bool]


class UnknownQualifierError(Exception):
    """The query holds something that this server cannot judge."""


class UnknownPersonError(UnknownQualifierError):
    """The query names somebody whom nobody knows."""


def is_mixed(query: str) -> bool:
    """Say whether a query is for issues and requests at once, which REST refuses, and to which GraphQL shows applications nothing."""
    return not {name for name, _ in _WORD.findall(query)} & {"is", "type"}


def found(world: World, viewer: User | None, query: str) -> list[Item]:
    """Return what a viewer may see of what matches, the newest first; the same qualifier twice means either."""
    tests: dict[str, list[Test]] = {}
    rest = _WORD.sub("", query).strip()
    if rest:
        raise UnknownQualifierError(rest)
    for name, value in _WORD.findall(query):
        tests.setdefault(name, []).append(_test(world, viewer, name, value.strip('"')))
    cheapest = [tests[name] for name in sorted(tests, key=lambda name: name not in _DATES)]  # most things are old
    items = (item for repository in world.repositories.values() if world.may_read(viewer, repository) for item in repository.items.values())
    matching = [item for item in items if all(any(test(item) for test in either) for either in cheapest)]
    return sorted(matching, key=lambda item: (item.created, item.repository.name, item.number), reverse=True)


def _test(world: World, viewer: User | None, name: str, value: str) -> Test:
    if name.startswith("-"):
        meant = _test(world, viewer, name[1:], value)
        return lambda item: not meant(item)
    if name in _PEOPLE:
        who = viewer if value == "@me" else world.users.get(value)
        if who is None:
            raise UnknownPersonError(f"{name}:{value}")
        return lambda item: who in _PEOPLE[name](item)
    if name in _DATES:
        since, until = _span(value)
        return lambda item: since <= (_DATES[name](item) or datetime.min.replace(tzinfo=UTC)) <= until
    if name in {"is", "type"}:
        return {"pr": lambda item: item.is_pull, "issue": lambda item: not item.is_pull}[value]
    if name == "repo":
        return lambda item: item.repository.name == value
    if name in {"org", "user"}:
        return lambda item: item.repository.name.startswith(f"{value}/")
    raise UnknownQualifierError(name)


def _span(value: str) -> tuple[datetime, datetime]:
    """Read "a..b", ">=a" or "<=b"; a day alone is the whole of it."""
    if ".." in value:
        since, until = value.split("..")
        return _moment(since, end=False), _moment(until, end=True)
    if value.startswith(">="):
        return _moment(value[2:], end=False), _moment("*", end=True)
    if value.startswith("<="):
        return _moment("*", end=False), _moment(value[2:], end=True)
    raise UnknownQualifierError(value)


def _moment(text: str, *, end: bool) -> datetime:
    if text == "*":
        return datetime(9999 if end else 1970, 1, 2, tzinfo=UTC)
    read = datetime.fromisoformat(text)
    if len(text) == len("2026-01-01"):
        return read.replace(tzinfo=UTC) + (timedelta(days=1, seconds=-1) if end else timedelta())
    return read


def _authors(things: Iterable[object]) -> list[User | None]:
    return [getattr(thing, "author", None) for thing in things]


_PEOPLE: dict[str, Callable[[Item], list[User | None]]] = {
    "author": lambda item: [item.author],
    "assignee": lambda item: list(item.assignees),
    "commenter": lambda item: _authors([*item.remarks, *(remark for review in item.reviews for remark in review.remarks)]),
    "reviewed-by": lambda item: _authors(item.reviews),
    "involves": lambda item: [item.author, *item.assignees, *_authors(item.remarks)],
}
_DATES: dict[str, Callable[[Item], datetime | None]] = {
    "created": lambda item: item.created,
    "updated": lambda item: item.updated,
    "closed": lambda item: item.closed,
    "merged": lambda item: item.merged,
}
