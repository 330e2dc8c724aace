"""Whom a question is about, and in which projects there is something to look at."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote

from adapters.gitlab.api import Api
from adapters.gitlab.failures import AbsentError
from adapters.gitlab.people import User, Wanted, asked, own, user
from adapters.gitlab.projects import Project, project
from adapters.gitlab.traces import Traces, iso
from core.answers import Good
from core.errors import OutsideError, PermanentError
from core.finding.where import matches_repository
from core.messages import gitlab as messages
from core.model import Query, Where
from core.reading.fields import Json, natural, text

MOST = 300  # projects
OF_EVERYBODY = 60  # of which everybody's actions are asked for
_HOUR = Good(seconds=3_600)
_SLACK = timedelta(days=1)  # the host notes a project's activity once an hour
_MEMBER = {"membership": "true", "order_by": "id", "sort": "asc", "pagination": "keyset"}


async def wanted_by(query: Query, api: Api) -> Wanted:
    """Return whose work counts: those asked for, else everybody's."""
    if not query.people:
        return Wanted(is_anyone=True)
    is_me, logins, others = asked(query.people, api.account)
    users = [own(api.account)] if is_me else []
    for login in logins:
        try:
            users += await _found(api, login)
        except OutsideError as error:
            api.note(f"who {login} is", error)
    return Wanted(tuple(users), tuple(others))


async def seen_by(api: Api, query: Query) -> dict[int, Json]:
    """Return the projects that the account is a member of and that were active since the window began, and those that are named."""
    listing = {**_MEMBER, "last_activity_after": iso(query.window.start - _SLACK)}
    listed: list[Json] = []
    try:
        listed = await api.many("/projects", listing, "projects")
    except OutsideError as error:
        api.note("projects", error)
    there = {text(row, "path_with_namespace").casefold() for row in listed}
    listed += await _at(api, [path for path in _whole(query.where) if path.casefold() not in there], query.where)
    return {natural(row, "id"): row for row in listed}


async def member_of(api: Api) -> list[Json]:
    """Return all projects that the account is a member of, as they were within the last hour.

    Raises:
        OutsideError: they could not be listed.
    """
    return await api.many("/projects", _MEMBER, "projects", good=_HOUR)


async def by_path(api: Api, paths: Sequence[str]) -> list[Json]:
    """Return projects by their whole paths; those that the account may not read are left out."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_one(api, f"/projects/{quote(path, safe='')}", path, is_maybe=True)) for path in paths]
    return [row for task in tasks if (row := task.result())]


async def of_everybody(api: Api, query: Query) -> list[tuple[Project, Json]]:
    """Return the projects in which everybody's work is looked at: those that are named, else the account's that were active last.

    Raises:
        OutsideError: the account's could not be listed.
    """
    if query.where.repositories:
        return await _named(api, query)
    rows = sorted((await seen_by(api, query)).values(), key=lambda row: text(row, "last_activity_at"), reverse=True)
    found = [(one, row) for row in rows if (one := project(row, api.url)) and _is_wanted(one.path, query.where)]
    if len(found) > OF_EVERYBODY:
        api.note("", PermanentError(messages.projects_cut(OF_EVERYBODY, len(found))))
    return found[:OF_EVERYBODY]


async def _named(api: Api, query: Query) -> list[tuple[Project, Json]]:
    """Return the projects that a question names: by their whole path, else among those of the account."""
    paths = _whole(query.where)
    listed = await member_of(api) if len(paths) < len(query.where.repositories) else []
    listed += await _at(api, paths, query.where)
    known = {found.id: (found, row) for row in listed if (found := project(row, api.url)) and _is_wanted(found.path, query.where)}
    return list(known.values())


async def chosen(api: Api, traces: Traces, known: Mapping[int, Json], query: Query) -> list[Project]:
    """Return the projects to look at, those with traces first; too many are cut, and named."""
    acted = traces.projects
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_one(api, f"/projects/{one}", f"project {one}")) for one in acted if one not in known]
    others = {natural(row, "id"): row for row in (task.result() for task in tasks) if row}
    latest = sorted(known, key=lambda one: text(known[one], "last_activity_at"), reverse=True)
    found = [project(row, api.url) for one in dict.fromkeys([*acted, *latest]) if (row := known.get(one) or others.get(one))]
    wanted = [one for one in found if one and _is_wanted(one.path, query.where)]
    if len(wanted) > MOST:
        api.note("", PermanentError(messages.projects_cut(MOST, len(wanted))))
    return wanted[:MOST]


def _whole(where: Where) -> list[str]:
    """Return the paths that a question names as a whole."""
    return [pattern for pattern in where.repositories if "/" in pattern and "*" not in pattern]


async def _at(api: Api, paths: Sequence[str], where: Where) -> list[Json]:
    """Return the projects at some paths that the account may read, a member or not; one that is called otherwise now is noted."""
    rows = []
    for path in paths:
        row = await _one(api, f"/projects/{quote(path, safe='')}", path, is_maybe=True)
        found = project(row, api.url)
        if found and not _is_wanted(found.path, where):
            api.note("", PermanentError(messages.renamed(path, found.path)))
        rows += [row] if found else []
    return rows


def _is_wanted(path: str, where: Where) -> bool:
    if any(matches_repository(pattern, path) for pattern in where.excluded):
        return False
    return not where.repositories or any(matches_repository(pattern, path) for pattern in where.repositories)


async def _one(api: Api, path: str, what: str, *, is_maybe: bool = False) -> Json:
    """Return a project; nothing where it is gone or hidden, which is noted where it must be there: a name may be another host's."""
    try:
        return await api.one(path, good=_HOUR)
    except OutsideError as error:
        if not (is_maybe and isinstance(error, AbsentError)):
            api.note(what, error)
        return {}


async def _found(api: Api, login: str) -> list[User]:
    """Return the user of a login; nobody is noted, since commits under the name are all that is looked for then."""
    found, _ = await api.first("/users", {"username": login})
    sole = next((one for row in found if (one := user(row)) and one.login.casefold() == login.casefold()), None)
    if sole is None:
        api.note("", PermanentError(messages.nobody(login)))
    return [sole] if sole else []
