"""The resources of the REST API that Recap reads: each returns what its viewer sees."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from tests.servers.azure import rows, views, wiql
from tests.servers.azure.nouns import Item, Repository, Request, User
from tests.servers.azure.rows import Row
from tests.servers.azure.world import World
from tests.servers.commits import Commit

Query = Mapping[str, str]
T = TypeVar("T")
_MOST_NUMBERS = 200
_VERSION = "searchCriteria.itemVersion."


class Gone(Exception):  # noqa: N818  what a resource answers, and no mistake
    """There is nothing, or nothing to be seen, or it was asked for wrongly."""

    def __init__(
        self, status: int = 404, message: str = "TF401019: it does not exist or you do not have permissions", kind: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"$id": "1", "message": message, "typeKey": kind, "errorCode": 0, "eventId": 3000}


class Rest:
    """Reads a world for one viewer."""

    def __init__(self, world: World, viewer: User, url: str) -> None:
        self.world = world
        self.viewer = viewer
        self.url = url

    def repositories(self) -> list[Row]:
        seen = [one for one in self.world.repositories.values() if views.sees(self.viewer, one.project)]
        return [rows.repository(one, self.url) for one in seen]

    def projects(self) -> list[Row]:
        return [rows.project(one) for one in self.world.projects.values() if views.sees(self.viewer, one)]

    def repository(self, name: str) -> Repository:
        known = self.world.repositories.get(name)
        if known is None or known.is_disabled or not views.sees(self.viewer, known.project):
            raise Gone
        return known

    def request(self, repository: Repository, number: str) -> Request:
        known = self.world.requests.get(int(number))
        if known is None or known.repository is not repository:
            raise Gone
        return known

    def requests(self, query: Query) -> list[Row]:
        """List requests of all projects, the latest first; without a word of their state, those that are open."""
        found = [one for one in self.world.requests.values() if views.sees(self.viewer, one.repository.project)]
        status = query.get("searchCriteria.status", "active")
        found = [one for one in found if status in {"all", one.status}]
        if who := query.get("searchCriteria.creatorId"):
            found = [one for one in found if one.author.id == who]
        if who := query.get("searchCriteria.reviewerId"):
            found = [one for one in found if who in one.reviewers]
        if since := query.get("searchCriteria.minTime"):
            is_closed = query.get("searchCriteria.queryTimeRangeType") == "closed"
            found = [one for one in found if (at := _time(one, is_closed=is_closed)) and at >= datetime.fromisoformat(since)]
        found.sort(key=lambda one: one.number, reverse=True)
        return [rows.request(one) for one in _cut(found, query, "$top", "$skip", 100)]

    def pushes(self, repository: Repository, query: Query) -> list[Row]:
        found = sorted(repository.pushes, key=lambda one: one.id, reverse=True)
        if since := query.get("searchCriteria.fromDate"):
            found = [one for one in found if one.at >= datetime.fromisoformat(since)]
        if until := query.get("searchCriteria.toDate"):
            found = [one for one in found if one.at <= datetime.fromisoformat(until)]
        if who := query.get("searchCriteria.pusherId"):
            found = [one for one in found if one.by.id == who]
        has_updates = query.get("searchCriteria.includeRefUpdates") == "true"
        return [rows.push(one, has_updates=has_updates) for one in _cut(found, query, "$top", "$skip", 100)]

    def commits(self, repository: Repository, query: Query) -> list[Row]:
        found = views.walked(repository, self._head(repository, query))
        if since := query.get("searchCriteria.fromDate"):
            found = [one for one in found if one.committed >= datetime.fromisoformat(since)]
        if until := query.get("searchCriteria.toDate"):
            found = [one for one in found if one.committed <= datetime.fromisoformat(until)]
        if who := query.get("searchCriteria.author", "").casefold():
            found = [one for one in found if who in one.author[0].casefold() or who in one.author[1].casefold()]
        cut = _cut(found, query, "searchCriteria.$top", "searchCriteria.$skip", 100)
        return [rows.commit(one, is_whole=False) for one in cut]

    def commit(self, repository: Repository, name: str) -> Row:
        if name not in repository.commits:
            raise Gone
        return rows.commit(repository.commits[name], is_whole=True)

    def tag(self, repository: Repository, name: str) -> Row:
        if name not in repository.tags:
            raise Gone(404, "TF401177: The tag could not be resolved")
        return rows.tag(repository.tags[name])

    def request_commits(self, request: Request) -> list[Row]:
        held: Sequence[Commit] = [request.repository.commits[name] for name in reversed(request.commits)]
        return [rows.commit(one, is_whole=False) for one in held]

    def wiql(self, body: Mapping[str, object], query: Query) -> Row:
        if query.get("timePrecision") != "true":
            raise Gone(400, "You cannot supply a time with the date when running a query using date precision.")
        seen = [one for one in self.world.items.values() if views.sees(self.viewer, one.project)]
        found = wiql.run(str(body["query"]), seen, self.viewer)
        if found is None:
            raise Gone(400, "VS403437: Query contains errors", "WorkItemTrackingQueryException")
        top = int(query.get("$top", "20000"))
        return {
            "queryType": "flat",
            "workItems": [{"id": one.number, "url": f"{self.url}/_apis/wit/workItems/{one.number}"} for one in found[:top]],
        }

    def batch(self, body: Mapping[str, object]) -> Row:
        numbers, fields = body["ids"], body["fields"]
        assert isinstance(numbers, list)
        assert isinstance(fields, list)
        if len(numbers) > _MOST_NUMBERS:
            raise Gone(400, "VS402337: The number of work items requested exceeds the size limit")
        if not self.world.has_closing_fields and any(name.startswith("Microsoft.") for name in fields):
            raise Gone(400, "TF51535: Cannot find field Microsoft.VSTS.Common.ClosedBy.", "FieldDefinitionNotFoundException")
        assert body["errorPolicy"] == "omit"
        seen = [one for name in numbers if (one := self.world.items.get(name)) and views.sees(self.viewer, one.project)]
        return {"count": len(seen), "value": [rows.item(one, fields) for one in seen]}

    def item(self, project: str, number: str) -> Item:
        known = self.world.items.get(int(number))
        if known is None or project not in {known.project.name, known.project.id} or not views.sees(self.viewer, known.project):
            raise Gone
        return known

    def comments(self, item: Item, query: Query) -> Row:
        assert query["order"] == "desc"
        latest = sorted(item.comments, key=lambda one: one.id, reverse=True)
        start, size = int(query.get("continuationToken", "0")), int(query.get("$top", "200"))
        page = [rows.comment(one, item) for one in latest[start : start + size]]
        row: Row = {"totalCount": len(latest), "count": len(page), "comments": page}
        return row | ({"continuationToken": str(start + size)} if start + size < len(latest) else {})

    def _head(self, repository: Repository, query: Query) -> str:
        kind, name = query.get(f"{_VERSION}versionType", "branch"), query.get(f"{_VERSION}version", repository.default)
        head = name if kind == "commit" else repository.heads.get(name, "")
        if head not in repository.commits:
            raise Gone(404, "TF401175: The version descriptor could not be resolved to a version in the repository")
        return head


def _time(one: Request, *, is_closed: bool) -> datetime | None:
    if is_closed:
        return one.closed[1] if one.closed else None
    return one.created


def _cut(found: list[T], query: Query, top: str, skip: str, usual: int) -> list[T]:
    start = int(query.get(skip, "0"))
    return found[start : start + min(int(query.get(top, str(usual))), 1_000)]
