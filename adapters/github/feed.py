"""A feed of events, which only points: to pushed branches, to requests and issues, to releases.

Its push events carry no commits, and its pull requests no titles (REST API, Events).
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from adapters.github.answer import Json, flag, moment, number, part, rows, text
from adapters.github.client import Client
from adapters.github.people import Sought
from core.messages import github as messages
from core.model import Window

_PAGE = 100
_NEARLY_A_PAGE = 90  # events: some are left out of pages after these were cut
_PAGES = 3  # the host has no more
_REACHED = 0  # in place of how many pages follow one that tells of earlier days
_REACH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Push:
    """The newest push of somebody to a branch."""

    login: str
    repository: str
    branch: str
    head: str


@dataclass(slots=True)
class Pointers:
    """What a feed points to."""

    pushes: dict[tuple[str, str, str], Push] = field(default_factory=dict)
    threads: dict[tuple[str, int], str] = field(default_factory=dict)  # repository and number, and whose event it was
    releases: list[dict[str, Any]] = field(default_factory=list)


async def first(client: Client, path: str, window: Window) -> list[Json]:
    """Return the newest events of a feed, from the window's start on.

    Raises:
        OutsideError: it could not be read.
    """
    return await _read(client, _page(path, 1), window)


async def more(client: Client, path: str, window: Window, newest: Sequence[Json], *, is_hasty: bool) -> list[Json]:
    """Return the events that stand behind the newest; nothing where the first page reached far enough.

    Who `is_hasty` reads those pages side by side, others no more than there are.

    Raises:
        OutsideError: they could not be read.
    """
    paths = [_page(path, place) for place in range(2, _listed(client, path) + 1)]
    pages = await asyncio.gather(*(_read(client, one, window) for one in paths)) if is_hasty else await _in_turn(client, paths, window)
    seen = {text(event, "id") for event in newest}  # a page may shift while another is read
    events = {text(event, "id"): event for page in pages for event in page}
    return [event for number, event in events.items() if number not in seen]


def gaps(client: Client, path: str, login: str, events: Sequence[Json], span: tuple[datetime, datetime]) -> list[str]:
    """Return what a feed that was read lacks of the time between a window's start and now."""
    host, (start, now) = client.account.host, span
    if start < now - _REACH:
        return [messages.feed_too_young(host, now - _REACH)]
    listed = _listed(client, path)
    reached = any(client.pages.get(_page(path, place)) == _REACHED for place in range(1, listed + 1))
    if reached or listed == 1 or len(events) < listed * _NEARLY_A_PAGE:
        return []
    oldest = min(filter(None, (moment(event, "created_at") for event in events)))
    return [messages.feed_too_short(host, login, len(events), oldest)]


def paths(people: Iterable[Sought], repositories: Sequence[str]) -> list[tuple[str, str]]:
    """Return where feeds are, and whose: those of repositories where some are named, else those of people."""
    if repositories:
        return [(f"/repos/{name}/events", name) for name in repositories]
    return [(f"/users/{quote(one.login, safe='')}/events", one.login) for one in people]


def pointed(pointers: Pointers, events: Iterable[Json], window: Window, is_wanted: Callable[[str], bool]) -> None:
    """Add what the wanted people's events point to, the newest first; a push after the window may bring what was written in it."""
    for event in events:
        login, repository, at = text(event, "actor", "login"), text(event, "repo", "name"), moment(event, "created_at")
        if at is None or not is_wanted(login) or repository.count("/") != 1:
            continue
        if text(event, "type") == "PushEvent":
            _push(pointers, login, repository, part(event, "payload"))
        elif at < window.end:
            _thing(pointers, login, repository, event)


def heads(nodes: Iterable[Json]) -> set[tuple[str, str, str]]:
    """Return the repository, branch and hash of each commit that came with a request: a push whose head is among them is told."""
    return {
        (text(node, "repository", "nameWithOwner"), text(node, "headRefName"), text(one, "commit", "oid"))
        for node in nodes
        for one in rows(node, "commits", "nodes")
    }


def _page(path: str, place: int) -> str:
    return f"{path}?per_page={_PAGE}" + (f"&page={place}" if place > 1 else "")


def _listed(client: Client, path: str) -> int:
    """Return how many pages there are to read, as the first one said."""
    return min(max(client.pages.get(_page(path, 1), 1), 1), _PAGES)


async def _in_turn(client: Client, paths: Sequence[str], window: Window) -> list[list[Json]]:
    pages: list[list[Json]] = []
    for path in paths:
        pages.append(await _read(client, path, window))
        if client.pages[path] == _REACHED:
            break
    return pages


async def _read(client: Client, path: str, window: Window) -> list[Json]:
    """Read a page, and remember where it reached behind the window's start."""
    page = rows({"page": await client.get(path)}, "page")
    times = [moment(event, "created_at") for event in page]
    if any(at and at < window.start for at in times):
        client.pages[path] = _REACHED
    return [event for event, at in zip(page, times, strict=True) if at and at >= window.start]


def _push(pointers: Pointers, login: str, repository: str, payload: Json) -> None:
    ref, head = text(payload, "ref"), text(payload, "head")
    if ref.startswith("refs/heads/") and head.strip("0"):
        branch = ref.removeprefix("refs/heads/")
        pointers.pushes.setdefault((login, repository, branch), Push(login, repository, branch, head))


def _thing(pointers: Pointers, login: str, repository: str, event: Json) -> None:
    payload = part(event, "payload")
    if text(event, "type") == "ReleaseEvent" and text(payload, "action") == "published":
        release = part(payload, "release")
        fields = {name: text(release, name) for name in ("tag_name", "name", "html_url", "published_at")}
        pointers.releases.append({**fields, "login": login, "repository": repository, "is_public": flag(event, "public")})
    for kind in ("pull_request", "issue"):
        if place := number(payload, kind, "number"):
            pointers.threads.setdefault((repository, place), login)
