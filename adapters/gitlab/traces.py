"""What people left at the host in a window: their actions, and the merge requests and issues that these are about."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from adapters.gitlab.acts import Act, Push, Remark, read
from adapters.gitlab.api import Api
from adapters.gitlab.people import Wanted
from adapters.gitlab.projects import Project
from adapters.gitlab.threads import Place, place
from core.errors import OutsideError
from core.model import Query
from core.reading.fields import Json, inner, natural

_RECENT = timedelta(days=31)  # work that surfaces late is looked for that long
_ZONES = timedelta(days=2)  # the host's days begin in a zone of its own, and its bounds are exclusive
_MANY = 50  # numbers in one call


@dataclass(slots=True)
class Traces:
    """What was found, by those who are looked for."""

    acts: list[Act] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    pushes: list[Push] = field(default_factory=list)
    threads: dict[Place, Json] = field(default_factory=dict)

    def add(self, found: Iterable[Json], wanted: Wanted) -> None:
        """Keep the actions that count."""
        for row in found:
            match read(row) if wanted.includes(inner(row, "author")) else None:
                case Act() as act:
                    self.acts.append(act)
                case Remark() as remark:
                    self.remarks.append(remark)
                case Push() as push:
                    self.pushes.append(push)

    def keep(self, found: Iterable[Json], *, is_request: bool) -> None:
        """Keep merge requests or issues."""
        self.threads |= {place(row, is_request=is_request): row for row in found if natural(row, "iid")}

    @property
    def projects(self) -> list[int]:
        """Return the numbers of the projects that have traces, forks that requests come from included."""
        sources = [natural(row, "source_project_id") for row in self.threads.values()]
        acted = [act.place.project for act in self.acts] + [push.project for push in self.pushes]
        acted += [remark.project for remark in self.remarks]
        return [found for found in dict.fromkeys([*acted, *(at.project for at in self.threads), *sources]) if found]


async def of_people(api: Api, wanted: Wanted, query: Query, traces: Traces) -> None:
    """Look at what each user did, and at their merge requests and issues."""
    span = {"scope": "all", **_span(query)}
    async with asyncio.TaskGroup() as group:
        for user in wanted.users:
            who, path = f"of {user.login}", f"/users/{user.id}/events"
            group.create_task(tried(api, f"actions {who}", _acts(api, path, query, wanted, traces)))
            for name, what in (("author_id", f"merge requests {who}"), ("reviewer_id", f"reviews {who}")):
                group.create_task(_threads(api, "/merge_requests", {**span, name: str(user.id)}, what, traces))
            group.create_task(_threads(api, "/issues", {**span, "author_id": str(user.id)}, f"issues {who}", traces))


async def of_projects(api: Api, wanted: Wanted, query: Query, projects: Sequence[Project], traces: Traces) -> None:
    """Look at what everybody did in some projects."""
    span = _span(query)
    async with asyncio.TaskGroup() as group:
        for project in projects:
            root = f"/projects/{project.id}"
            group.create_task(tried(api, f"actions in {project.path}", _acts(api, f"{root}/events", query, wanted, traces)))
            group.create_task(_threads(api, f"{root}/merge_requests", span, f"merge requests of {project.path}", traces))
            group.create_task(_threads(api, f"{root}/issues", span, f"issues of {project.path}", traces))


async def complete(api: Api, places: Iterable[Place], traces: Traces) -> None:
    """Fetch the threads that actions are about and that no list held, one call for each project and kind."""
    missing: dict[tuple[int, bool], list[str]] = {}
    for at in dict.fromkeys(places):
        if at not in traces.threads:
            missing.setdefault((at.project, at.is_request), []).append(str(at.number))
    async with asyncio.TaskGroup() as group:
        for (project, is_request), numbers in missing.items():
            path = f"/projects/{project}/{'merge_requests' if is_request else 'issues'}"
            for start in range(0, len(numbers), _MANY):
                asked: dict[str, str | list[str]] = {"iids[]": numbers[start : start + _MANY], "state": "all", "scope": "all"}
                group.create_task(_threads(api, path, asked, "what some actions are about", traces))


async def tried(api: Api, what: str, call: Awaitable[None]) -> None:
    """Wait for a call; what fails is a problem that is noted, and nothing else is stopped."""
    try:
        await call
    except OutsideError as error:
        api.note(what, error)


def iso(moment: datetime) -> str:
    """Write a time as the API reads it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _span(query: Query) -> dict[str, str]:
    """Select what was there in the window, and changed since it began; "now" is no bound, since it would make each question another one."""
    span = {"state": "all", "updated_after": iso(query.window.start), "order_by": "updated_at"}
    return span | ({"created_before": iso(query.window.end)} if query.window.end < query.now else {})


async def _acts(api: Api, path: str, query: Query, wanted: Wanted, traces: Traces) -> None:
    span = {"after": f"{query.window.start.astimezone(UTC) - _ZONES:%Y-%m-%d}"}
    if query.window.end < query.now - _RECENT:
        span["before"] = f"{query.window.end.astimezone(UTC) + _ZONES:%Y-%m-%d}"
    traces.add(await api.many(path, span, "actions"), wanted)


async def _threads(api: Api, path: str, asked: Mapping[str, str | list[str]], what: str, traces: Traces) -> None:
    async def look() -> None:
        traces.keep(await api.many(path, asked, what), is_request=path.endswith("merge_requests"))

    await tried(api, what, look())
