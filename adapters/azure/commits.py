"""Commits of one repository: the pushes of a window say whether there can be any, and on which branches.

https://learn.microsoft.com/rest/api/azure/devops/git/pushes/list, https://learn.microsoft.com/rest/api/azure/devops/git/commits/get-commits
The host looks for an author by any part of a name or address, and answers with the first line of a message alone.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.azure.api import Api, Paging, unique
from adapters.azure.people import Wanted
from adapters.azure.repositories import Repository, branch_of
from core.answers import Good
from core.errors import PermanentError
from core.messages import azure as messages
from core.model import Query
from core.reading.fields import Json, flag, inner, iso, rows, sha, text, texts

FOREVER = Good(seconds=30 * 86_400)  # what its hash names never changes
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_OLD = timedelta(days=90)  # after which a window's commits are hardly rewritten: what was pushed later is not asked for
_PAGING = Paging(top="searchCriteria.$top", skip="searchCriteria.$skip")
_NOTHING = "0" * 40
_TAGS = "refs/tags/"
_BRANCHES = 30  # of one repository


@dataclass(slots=True)
class Listed:
    """A repository's commits by those who are looked for, and where they stand."""

    repository: Repository
    rows: dict[str, Json] = field(default_factory=dict)
    merged: set[str] = field(default_factory=set)  # on the default branch
    branches: dict[str, str] = field(default_factory=dict)  # of the others
    seen: set[str] = field(default_factory=set)  # hashes, whoever wrote them

    def add(self, found: Iterable[Json], wanted: Wanted, *, branch: str | None = None) -> None:
        """Keep what counts, from a branch; without one from the default one."""
        for row in found:
            name = sha(row, "commitId")
            self.seen.add(name)
            if name and wanted.author(text(inner(row, "author"), "name"), text(inner(row, "author"), "email")):
                self.rows.setdefault(name, row)
                if branch is None:
                    self.merged.add(name)
                else:
                    self.branches.setdefault(name, branch)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was pushed to a repository: the newest hashes of the asked people's branches and tags, by name."""

    heads: Mapping[str, str]
    tags: Mapping[str, str]
    is_any: bool  # anybody pushed anything


UNKNOWN = Pushed({}, {}, is_any=True)  # where the host did not say


async def pushed(api: Api, repository: Repository, wanted: Wanted, query: Query) -> Pushed:
    """Return what was pushed since the window began; in a busy repository what the asked people pushed.

    Raises:
        OutsideError: it could not be read.
    """
    path = f"{repository.api}/pushes"
    span = {"searchCriteria.includeRefUpdates": "true", "searchCriteria.fromDate": iso(query.window.start - _HOUR)}
    if query.window.end < query.now - _OLD:
        span["searchCriteria.toDate"] = iso(query.window.end + _OLD)
    found, is_whole = await api.first(path, span)
    if not is_whole:
        own = {"searchCriteria.pusherId": wanted.only} if wanted.only else {}
        found = await api.many(path, {**span, **own}, f"pushes to {repository.path}")
    heads: dict[str, str] = {}
    tags: dict[str, str] = {}
    for push in sorted(unique(found, "pushId"), key=lambda row: text(row, "date"), reverse=True):
        for update in rows(push.get("refUpdates")) if wanted.includes(inner(push, "pushedBy")) else ():
            _keep(update, heads, tags)
    return Pushed(heads, tags, is_any=bool(found) or not is_whole)


async def commits(
    api: Api, repository: Repository, wanted: Wanted, query: Query, *, heads: Mapping[str, str], known: Iterable[str]
) -> Listed:
    """Return the commits that may be in the window: on the default branch, and on each of `heads` that is not `known` already.

    Raises:
        OutsideError: they could not be read.
    """
    listed = Listed(repository)
    skipped = {repository.branch, *known}
    others = {name: head for name, head in heads.items() if name not in skipped and head not in skipped}
    what = f"commits of {repository.path}"
    if len(others) > _BRANCHES:
        api.note("", PermanentError(messages.cut(f"branches pushed in {repository.path}", _BRANCHES)))
    async with asyncio.TaskGroup() as group:
        default = group.create_task(api.tried(what, _of(api, repository, wanted, query, {}), []))
        beside = {
            name: group.create_task(api.tried(what, _of(api, repository, wanted, query, _at(head)), []))
            for name, head in list(others.items())[:_BRANCHES]
        }
    listed.add(default.result(), wanted)
    for name, task in beside.items():
        listed.add(task.result(), wanted, branch=name)
    return listed


async def add_tagged(api: Api, listed: Listed, head: str, wanted: Wanted, query: Query) -> None:
    """Add what a tag alone holds.

    Raises:
        OutsideError: it could not be read.
    """
    if head and head not in listed.seen:
        listed.add(await _of(api, listed.repository, wanted, query, _at(head)), wanted, branch="")


async def whole(api: Api, repository: Repository, row: Json) -> Json:
    """Return a commit with all of its message and its parents, which never change.

    Raises:
        OutsideError: it could not be read.
    """
    return await api.one(f"{repository.api}/commits/{text(row, 'commitId')}", good=FOREVER)


async def tag(api: Api, repository: Repository, head: str) -> Json | None:
    """Return an annotated tag; nothing where it is a lightweight one, which has only the commit's hash.

    Raises:
        OutsideError: it could not be read.
    """
    try:
        return await api.one(f"{repository.api}/annotatedtags/{head}", good=FOREVER)
    except PermanentError:
        return None


def is_cut(row: Json) -> bool:
    """Say whether a list left out something that matters: the rest of a message, or whether it is a merge."""
    return flag(row, "commentTruncated") or (text(row, "comment").startswith("Merge") and not texts(row, "parents"))


def _at(head: str) -> Mapping[str, str]:
    """Select a branch by the hash that was pushed, since the branch itself may be gone."""
    return {"searchCriteria.itemVersion.version": head, "searchCriteria.itemVersion.versionType": "commit"}


async def _of(api: Api, repository: Repository, wanted: Wanted, query: Query, version: Mapping[str, str]) -> list[Json]:
    """Return a branch's commits: all of them where a page holds them, else those of each name and address."""
    path, what = f"{repository.api}/commits", f"commits of {repository.path}"
    asked = {"searchCriteria.fromDate": iso(query.window.start - _DAY), **version}
    if query.window.end < query.now - _OLD:
        asked["searchCriteria.toDate"] = iso(query.window.end + _OLD)
    found, is_whole = await api.first(path, asked, paging=_PAGING)
    if is_whole:
        return found
    if wanted.is_anyone:
        return await api.many(path, asked, what, paging=_PAGING)
    by = [await api.many(path, {**asked, "searchCriteria.author": who}, what, paging=_PAGING) for who in wanted.patterns()]
    return [row for listed in by for row in listed]


def _keep(update: Json, heads: dict[str, str], tags: dict[str, str]) -> None:
    name, head = text(update, "name"), sha(update, "newObjectId")
    if head in {"", _NOTHING}:
        return
    if branch := branch_of(name):
        heads.setdefault(branch, head)
    elif name.startswith(_TAGS):
        tags.setdefault(name.removeprefix(_TAGS), head)
