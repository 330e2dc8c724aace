"""Reads what one account can see of the asked people's work in a window, in a few rounds of calls beside each other."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote

from adapters.gitlab import commits as commit_lists
from adapters.gitlab import older, told, traces
from adapters.gitlab.acts import Push
from adapters.gitlab.api import Api
from adapters.gitlab.commits import Listed
from adapters.gitlab.looking import chosen, of_everybody, seen_by, wanted_by
from adapters.gitlab.people import Wanted, clean
from adapters.gitlab.projects import Project
from adapters.gitlab.threads import Place, thread
from adapters.gitlab.traces import Traces, tried
from core.errors import PermanentError
from core.model import Event, Query, Thread
from core.reading.fields import Json, inner, sha, text, when

_REQUESTS = 200  # whose commits are asked for


class Reading:
    """One question to one host. Every task adds what it finds; what fails is noted and stops nothing else."""

    def __init__(self, api: Api, query: Query) -> None:
        self._api = api
        self._query = query
        self._wanted = Wanted()
        self._traces = Traces()
        self._projects: dict[int, Project] = {}
        self._listed: dict[int, Listed] = {}
        self._held: dict[Place, tuple[str, ...]] = {}  # commits of requests
        self._more: list[Event] = []  # releases and tags

    async def run(self) -> None:
        """Look at everything; what cannot be looked at is among the API's problems."""
        self._wanted = await wanted_by(self._query, self._api)
        known = await self._look()
        await older.add(self._api, self._wanted, self._query, self._traces)
        self._projects = {project.id: project for project in await chosen(self._api, self._traces, known, self._query)}
        async with asyncio.TaskGroup() as group:
            for project in self._projects.values():
                if project.has_code:
                    group.create_task(tried(self._api, f"commits of {project.path}", self._commits(project)))
                    group.create_task(tried(self._api, f"releases of {project.path}", self._releases(project)))
            for push in self._traces.pushes:
                if push.is_tag and push.is_new and push.project in self._projects:
                    group.create_task(tried(self._api, f"the tag {clean(push.name)}", self._tag(push)))
            group.create_task(traces.complete(self._api, self._telling.places(), self._traces))
        async with asyncio.TaskGroup() as group:
            for at, row in self._own_requests():
                group.create_task(tried(self._api, f"commits of {at.ref}", self._request_commits(at, row)))

    def events(self) -> list[Event]:
        """Return every event that was found, however far the looking came."""
        return [*self._commit_events(), *self._telling.events(), *self._more]

    @property
    def _telling(self) -> told.Telling:
        return told.Telling(self._traces, self._projects, self._held, self._wanted, self._query)

    async def _look(self) -> dict[int, Json]:
        """Find traces, and the projects that the account is a member of, beside each other."""
        if self._wanted.is_anyone:
            projects = await of_everybody(self._api, self._query)
            there = [project for project, _ in projects]
            await traces.of_projects(self._api, self._wanted, self._query, there, self._traces)
            return {project.id: row for project, row in projects}
        async with asyncio.TaskGroup() as group:
            seen = group.create_task(seen_by(self._api, self._query))
            group.create_task(traces.of_people(self._api, self._wanted, self._query, self._traces))
        return seen.result()

    async def _commits(self, project: Project) -> None:
        self._listed[project.id] = await commit_lists.commits(self._api, project, self._wanted, self._query)

    async def _releases(self, project: Project) -> None:
        path, asked = f"/projects/{project.id}/releases", {"order_by": "released_at", "sort": "desc"}
        try:
            found, is_whole = await self._api.first(path, asked)
        except PermanentError:
            return  # where code may be read and releases may not, there are none
        last = when(found[-1], "released_at") if found else None
        if not is_whole and last and last >= self._query.window.start:
            found = await self._api.many(path, asked, f"releases of {project.path}", key="tag_name")
        for row in found:
            event = told.release(row, project, self._query) if self._wanted.includes(inner(row, "author")) else None
            self._more += [event] if event else []

    async def _tag(self, push: Push) -> None:
        row = await self._api.one(f"/projects/{push.project}/repository/tags/{quote(push.name, safe='')}")
        event = told.tag(row, self._projects[push.project], push.at, push.actor)
        if event and self._query.window.start <= event.at < self._query.window.end:
            self._more.append(event)

    def _own_requests(self) -> Iterable[tuple[Place, Json]]:
        """Return the requests that were open in the window and are by those who are looked for, or end with a commit of theirs."""
        start = self._query.window.start
        own = [
            (at, row)
            for at, row in self._traces.threads.items()
            if at.is_request and at.project in self._projects and self._is_own(at, row)
            if (when(row, "merged_at", "closed_at") or start) >= start
        ]
        return own[:_REQUESTS]

    def _is_own(self, at: Place, row: Json) -> bool:
        listed = self._listed.get(at.project)
        return self._wanted.includes(inner(row, "author")) or (listed is not None and sha(row, "sha") in listed.rows)

    async def _request_commits(self, at: Place, row: Json) -> None:
        """A squashed request's commits are on no branch any more."""
        listed = self._listed.get(at.project)
        names = commit_lists.held(row, listed)
        if names is None or listed is None:
            found = await self._api.many(f"/projects/{at.project}/merge_requests/{at.number}/commits", {}, f"commits of {at.ref}")
            names = tuple(filter(None, (sha(commit, "id") for commit in found)))
            listed = self._listed[-len(self._listed) - 1] = Listed(self._projects[at.project])
            listed.add(found, self._wanted)
        self._held[at] = names
        for name in names:
            listed.branches.setdefault(name, text(row, "source_branch"))

    def _commit_events(self) -> Iterator[Event]:
        """Yield each commit once: where it is merged, else where it was found first."""
        found: dict[str, Event] = {}
        for listed in sorted(self._listed.values(), key=lambda one: one.project.id):
            for row in listed.rows.values():
                event = commit_lists.event(row, listed, self._wanted, self._query)
                if event and (event.ref not in found or (_is_merged(event) and not _is_merged(found[event.ref]))):
                    found[event.ref] = event
        threads = self._threads()
        for event in found.values():
            yield replace(event, thread=threads[event.ref]) if event.ref in threads else event

    def _threads(self) -> dict[str, Thread]:
        """Return the requests that hold commits, by the hashes of those."""
        rows = self._traces.threads
        held = {at: thread(rows[at], self._projects[at.project], at, names) for at, names in self._held.items()}
        return {name: held[at] for at, names in self._held.items() for name in names}


def _is_merged(event: Event) -> bool:
    return event.change is not None and event.change.is_merged
