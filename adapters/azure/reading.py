"""Reads what one account can see of the asked people's work in a window, in a few rounds of calls beside each other."""

import asyncio
from collections.abc import Iterator, Sequence

from adapters.azure import commits as commit_lists
from adapters.azure import items as work_items
from adapters.azure import requests, told, written
from adapters.azure.api import Api
from adapters.azure.commits import UNKNOWN, Listed
from adapters.azure.items import Item
from adapters.azure.people import wanted_by
from adapters.azure.repositories import Project, Repository, projects_of, seen_by, unknown
from adapters.azure.requests import Request
from core.errors import PermanentError
from core.finding.where import matches_repository
from core.messages import azure as messages
from core.model import Event, Query
from core.reading.fields import Json, inner, sha, text

MOST = 600  # repositories


class Reading:
    """One question to one organisation. Every task adds what it finds; what fails is noted and stops nothing else."""

    def __init__(self, api: Api, query: Query) -> None:
        self._api = api
        self._query = query
        self._wanted, strangers = wanted_by(query.people, api.account)
        for error in strangers:
            api.note("", error)
        self._repositories: dict[str, Repository] = {}
        self._projects: dict[str, Project] = {}  # by name
        self._requests: list[Request] = []
        self._items: list[Item] = []
        self._listed: list[Listed] = []
        self._tags: list[Event] = []

    async def run(self) -> None:
        """Look at everything; what could not be looked at is among the API's problems."""
        if not (self._wanted.users or self._wanted.is_anyone):
            return
        async with asyncio.TaskGroup() as group:
            known = group.create_task(self._know())
            found = group.create_task(self._api.tried("pull requests", requests.listed(self._api, self._wanted, self._query), []))
            group.create_task(self._read_items(known))
            await known
            self._take(await found)
            for request in self._requests:
                group.create_task(self._read_request(request))
            for repository in self._chosen():
                group.create_task(self._read_commits(repository))
        await written.completed(self._api, self._listed, self._query)

    def events(self) -> Iterator[Event]:
        """Yield what was found so far."""
        commits = written.events(self._listed, self._wanted, self._query)
        found = [*told.held(commits, self._requests), *self._tags]
        found += [event for request in self._requests for event in told.request(request, self._wanted, self._query)]
        yield from found
        names = told.mentioned(found)
        for item in self._items:
            project = self._projects.get(item.project.casefold()) or unknown(item.project, self._api.url)
            if self._is_wanted(project.path):
                yield from told.item(item, project, names.get(f"#{item.number}", ()), self._wanted, self._query)

    async def _know(self) -> None:
        """Learn which repositories and projects there are."""
        for one in await self._api.tried("repositories", seen_by(self._api), []):
            self._repositories[one.id] = one
            self._projects[one.project.name.casefold()] = one.project

    def _take(self, rows: Sequence[Json]) -> None:
        """Keep the requests that are to be read; what is left out is named."""
        there = ((row, self._repositories.get(text(inner(row, "repository"), "id"))) for row in rows)
        found = [Request(row, one) for row, one in there if one and self._is_wanted(one.path)]
        self._requests, left = requests.looked_at(found, self._wanted)
        if left:
            self._api.note("", PermanentError(messages.others_unread(left)))

    def _chosen(self) -> list[Repository]:
        """Return the repositories to look at, those with requests first; too many are cut, and named."""
        listed = dict.fromkeys([*(request.repository for request in self._requests), *self._repositories.values()])
        wanted = [one for one in listed if one.is_open and self._is_wanted(one.path)]
        if len(wanted) > MOST:
            self._api.note("", PermanentError(messages.repositories_cut(MOST, len(wanted))))
        return wanted[:MOST]

    async def _read_request(self, request: Request) -> None:
        """Read a request and its own commits: once it is squashed they are on no branch any more."""
        await requests.read(self._api, request, self._wanted, self._query)
        listed = Listed(request.repository)
        listed.add(request.commits, self._wanted, branch=request.branch or request.head)
        self._listed.append(listed)

    async def _read_commits(self, repository: Repository) -> None:
        look = commit_lists.pushed(self._api, repository, self._wanted, self._query)
        pushed = await self._api.tried(f"pushes to {repository.path}", look, UNKNOWN)
        if not pushed.is_any:
            return
        known = [request.head for request in self._requests if request.repository is repository and request.is_by(self._wanted)]
        async with asyncio.TaskGroup() as group:
            tags = [group.create_task(self._read_tag(repository, name, head)) for name, head in pushed.tags.items()]
            listed = await commit_lists.commits(self._api, repository, self._wanted, self._query, heads=pushed.heads, known=known)
        self._listed.append(listed)
        for target in (task.result() for task in tags):
            tagged = commit_lists.add_tagged(self._api, listed, target, self._wanted, self._query)
            await self._api.tried(f"commits of {repository.path}", tagged, None)

    async def _read_tag(self, repository: Repository, name: str, head: str) -> str:
        """Read a tag, and return which commit it is on: a lightweight one is nothing but that."""
        row = await self._api.tried(f"the tag {name}", commit_lists.tag(self._api, repository, head), None)
        event = told.tag(name, row, repository, self._query, self._wanted) if row else None
        self._tags += [event] if event else []
        return sha(inner(row, "taggedObject"), "objectId") if row else head

    async def _read_items(self, known: asyncio.Task[None]) -> None:
        """Read the work items, and look up the projects of those that have no repository; nothing where no project is asked for."""
        if self._query.where.repositories:
            await known
            if not any(self._is_wanted(project.path) for project in self._projects.values()):
                return
        self._items = await self._api.tried("work items", work_items.found(self._api, self._wanted, self._query), [])
        await known
        if any(item.project.casefold() not in self._projects for item in self._items):
            for one in await self._api.tried("projects", projects_of(self._api), []):
                self._projects.setdefault(one.name.casefold(), one)

    def _is_wanted(self, path: str) -> bool:
        where = self._query.where
        if any(matches_repository(pattern, path) for pattern in where.excluded):
            return False
        return not where.repositories or any(matches_repository(pattern, path) for pattern in where.repositories)
