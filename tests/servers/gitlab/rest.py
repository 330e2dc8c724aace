"""The resources of the REST API v4 that Recap reads: each returns what its viewer sees."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from aiohttp import web

from tests.servers.commits import Commit
from tests.servers.gitlab import rows, views
from tests.servers.gitlab.nouns import Happening, Item, Project, User
from tests.servers.gitlab.rows import Row
from tests.servers.gitlab.world import World

RETENTION = timedelta(days=3 * 365)


class Gone(Exception):  # noqa: N818  what a resource answers, and no mistake
    """There is nothing, or nothing to be seen."""

    def __init__(self, status: int = 404, message: str = "404 Not Found", location: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.location = location


class Rest:
    """Reads a world for one viewer."""

    def __init__(self, world: World, viewer: User, url: str) -> None:
        self.world = world
        self.viewer = viewer
        self.url = url

    def projects(self, request: web.Request) -> list[Row]:
        query = request.query
        found = [one for one in self.world.projects.values() if views.sees(self.viewer, one)]
        if query.get("membership") == "true":
            found = [one for one in found if self.viewer.id in one.members]
        if since := query.get("last_activity_after"):
            found = [one for one in found if one.active and one.active > moment(since)]
        return [rows.project(one, self.url) for one in found]

    def project(self, name: str) -> Project:
        """Return a project by number or path; a former path leads to its number."""
        known = next((one for one in self.world.projects.values() if name in {str(one.id), one.path}), None)
        moved = self.world.moved.get(name)
        if known is None and moved and views.sees(self.viewer, moved):
            raise Gone(301, "moved", f"{self.url}/api/v4/projects/{moved.id}")
        if known is None or not views.sees(self.viewer, known):
            raise Gone(404, "404 Project Not Found")
        return known

    def readable(self, name: str, part: str) -> Project:
        project = self.project(name)
        if not views.sees_part(self.viewer, project, part):
            raise Gone(403, "403 Forbidden")
        return project

    def users(self, request: web.Request) -> list[Row]:
        wanted = request.query.get("username", "").casefold()
        return [rows.user(one, self.url) or {} for one in self.world.users.values() if one.login.casefold() == wanted]

    def acts(self, request: web.Request, chosen: Callable[[Happening], bool]) -> list[Row]:
        """List actions, the latest first: days are whole, and bounds exclusive."""
        found = [one for one in self.world.feed if chosen(one) and one.at > self.world.now - RETENTION]
        if after := request.query.get("after"):
            end = datetime.combine(date.fromisoformat(after), time.max, UTC)
            found = [one for one in found if one.at > end]
        if before := request.query.get("before"):
            start = datetime.combine(date.fromisoformat(before), time.min, UTC)
            found = [one for one in found if one.at < start]
        seen = [one for one in found if views.sees_happening(self.viewer, one)]
        return [rows.happening(one, self.url) for one in sorted(seen, key=lambda one: (one.at, one.id), reverse=True)]

    def items(self, request: web.Request, projects: Iterable[Project], *, is_request: bool) -> list[Row]:
        query = request.query
        found = [one for project in projects for one in project.items if one.is_request == is_request]
        numbers = set(query.getall("iids[]", []))
        checks: list[tuple[str, Callable[[Item, str], bool]]] = [
            ("updated_after", lambda one, value: one.updated >= moment(value)),
            ("created_before", lambda one, value: one.created <= moment(value)),
            ("author_id", lambda one, value: one.author is not None and str(one.author.id) == value),
            ("reviewer_id", lambda one, value: any(str(other.id) == value for other in one.reviewers)),
            ("assignee_id", lambda one, value: any(str(other.id) == value for other in one.assignees)),
            ("state", lambda one, value: value in {"all", one.state}),
        ]
        for name, check in checks:
            if name in query:
                found = [one for one in found if check(one, query[name])]
        found = [one for one in found if (not numbers or str(one.number) in numbers) and views.sees_item(self.viewer, one)]
        return [rows.item(one, self.url) for one in sorted(found, key=lambda one: one.updated, reverse=True)]

    def commits(self, request: web.Request, project: Project) -> list[Row]:
        query = request.query
        is_all = query.get("all") == "true"
        heads = [*project.heads.values(), *project.hidden, *(tag.commit for tag in project.tags.values())]
        found = views.walked(project, heads if is_all else [self._head(project, query.get("ref_name", project.default))])
        if "since" in query:
            found = [one for one in found if one.committed >= moment(query["since"])]
        if "until" in query:
            found = [one for one in found if one.committed <= moment(query["until"])]
        if "author" in query:
            wanted = re.compile(_python(query["author"]))
            found = [one for one in found if wanted.search(f"{one.author[0]} <{one.author[1]}>")]
        has_stats = query.get("with_stats") == "true"
        return [rows.commit(one, project, self.url, has_stats=has_stats) for one in found]

    def branches(self, project: Project) -> list[Row]:
        held = {name: project.commits[head] for name, head in sorted(project.heads.items())}
        return [
            {
                "name": name,
                "default": name == project.default,
                "merged": False,
                "commit": rows.commit(one, project, self.url, has_stats=False),
            }
            for name, one in held.items()
        ]

    def request_commits(self, project: Project, number: str) -> list[Row]:
        item = next((one for one in project.items if one.is_request and str(one.number) == number), None)
        if item is None or not views.sees_item(self.viewer, item):
            raise Gone
        held: dict[str, Commit] = {**(item.source or project).commits, **project.commits}
        return [rows.commit(held[name], project, self.url, has_stats=False) for name in reversed(item.commits)]

    def notes(self, project: Project, number: str, *, is_request: bool) -> list[Row]:
        """List a thread's notes, those of the system included."""
        item = next((one for one in project.items if one.is_request == is_request and str(one.number) == number), None)
        if item is None or not views.sees_item(self.viewer, item):
            raise Gone
        told = [rows.note(one, item, self.url) for one in item.notes if views.sees_note(self.viewer, one, item, project)]
        told += [rows.system_note(who, "approved this merge request", at, item, self.url) for who, at in item.approvals]
        told += [rows.system_note(item.closed[0], "closed", item.closed[1], item, self.url)] if item.closed else []
        return sorted(told, key=lambda row: str(row["created_at"]))

    def releases(self, project: Project) -> list[Row]:
        latest = sorted(project.releases, key=lambda one: one.released, reverse=True)
        return [rows.release(one, self.url) for one in latest]

    def tag(self, project: Project, name: str) -> Row:
        if name not in project.tags:
            raise Gone(404, "404 Tag Not Found")
        return rows.tag(project.tags[name], project, self.url)

    def _head(self, project: Project, name: str) -> str:
        if name not in project.heads:
            raise Gone(404, "404 Commit Not Found")
        return project.heads[name]


def moment(text: str) -> datetime:
    """Read a time of a query."""
    return datetime.fromisoformat(text)


def _python(basic: str) -> str:
    """Turn a basic regular expression, as `git log --author` reads it, into Python's."""
    pieces = re.findall(r"\\.|.", basic)
    return "".join(piece[1] if piece in {r"\|", r"\+", r"\?"} else f"\\{piece}" if piece in "+?(){}|" else piece for piece in pieces)
