"""The REST paths: which part of the world each shows, to whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from tests.servers.github import search
from tests.servers.github.happenings import Happenings
from tests.servers.github.nouns import Commit, Item, Repository, User
from tests.servers.github.paging import stamp
from tests.servers.github.resources import Resources
from tests.servers.github.world import World

KEPT = timedelta(days=30)  # how far back a feed goes
MOST = 300  # events in a feed


class NotFoundError(Exception):
    """There is no such thing, or the viewer may not see it."""


class Listing:
    """Things to be paged through, and how one of them is shown; `wrap` makes the answer of a page."""

    def __init__(
        self, things: Sequence[Any], show: Callable[[Any], Any], *, wrap: Callable[[list[Any]], object] = lambda shown: shown
    ) -> None:
        self.things = things
        self.show = show
        self.wrap = wrap


class Rest:
    """Answers for one viewer."""

    def __init__(self, world: World, viewer: User, base: str, *, lacks_events: bool = False) -> None:
        self._lacks_events = lacks_events
        self._world = world
        self._viewer = viewer
        self._shows = Resources(world, base)
        self._happenings = Happenings(self._shows, base)

    def me(self, _: web.Request) -> object:
        return self._shows.me(self._viewer)

    def emails(self, _: web.Request) -> Listing:
        rows = [
            {"email": email, "primary": not place, "verified": True, "visibility": None} for place, email in enumerate(self._viewer.emails)
        ]
        return Listing(rows, lambda row: row)

    def user(self, request: web.Request) -> object:
        login = request.match_info["login"]
        if login not in self._world.users:
            raise NotFoundError
        return {**self._shows.me(self._world.users[login]), "user_view_type": "public"}

    def repositories(self, request: web.Request) -> Listing:
        readable = [one for one in self._world.repositories.values() if self._viewer.id in one.readers]
        if request.query.get("sort") == "pushed":
            readable.sort(key=lambda one: stamp(one.pushed) or "", reverse=True)
        return Listing(readable, self._shows.repository)

    def repository(self, request: web.Request) -> object:
        return self._shows.repository(self._repository(request))

    def events(self, request: web.Request) -> Listing:
        login = request.match_info["login"]
        if login not in self._world.users:
            raise NotFoundError
        is_own = login == self._viewer.login and not self._lacks_events
        since = self._world.now - KEPT
        feed = [one for one in self._world.feed if one.actor.login == login and since <= one.at <= self._world.now]
        feed = [
            one for one in feed if one.repository.visibility == "public" or (is_own and self._world.may_read(self._viewer, one.repository))
        ]
        feed.sort(key=lambda one: (one.at, one.id), reverse=True)
        return Listing(feed[:MOST], self._happenings.shown)

    def repository_events(self, request: web.Request) -> Listing:
        repository = self._repository(request)
        feed = [one for one in self._world.feed if one.repository is repository and one.at >= self._world.now - KEPT]
        feed.sort(key=lambda one: (one.at, one.id), reverse=True)
        return Listing(feed[:MOST], self._happenings.shown)

    def commits(self, request: web.Request) -> Listing:
        repository = self._repository(request)
        sha = request.query.get("sha", repository.default)
        oid = repository.heads.get(sha, sha)
        if oid not in repository.commits:
            raise NotFoundError
        author, since, until = (request.query.get(name, "") for name in ("author", "since", "until"))
        kept = repository.history(oid)
        kept = [one for one in kept if not since or one.committed >= datetime.fromisoformat(since)]
        kept = [one for one in kept if not until or one.committed <= datetime.fromisoformat(until)]
        commits = [one for one in kept if author in {"", one.email, getattr(self._world.linked(one), "login", None)}]
        return Listing(commits, lambda one: self._shows.commit(repository, one))

    def pulls(self, request: web.Request) -> Listing:
        items = [item for item in self._repository(request).items.values() if item.is_pull]
        wanted = request.query.get("state", "open")
        items = [item for item in items if wanted == "all" or (item.state == "OPEN") == (wanted == "open")]
        return Listing(sorted(items, key=lambda item: item.created, reverse=True), self._shows.pull)

    def pull(self, request: web.Request) -> object:
        item = self._item(request)
        counts = dict.fromkeys(("comments", "review_comments", "additions", "deletions", "changed_files"), 0)
        return {**self._shows.pull(item), **counts, "commits": len(item.commits), "mergeable": None, "mergeable_state": "unknown",
                "maintainer_can_modify": False}  # fmt: skip

    def pull_commits(self, request: web.Request) -> Listing:
        item = self._item(request)
        known = item.repository.commits | (item.head.commits if item.head else {})
        return Listing([known[oid] for oid in item.commits if oid in known], lambda one: self._shows.commit(item.repository, one))

    def reviews(self, request: web.Request) -> Listing:
        item = self._item(request)
        return Listing(item.reviews, lambda one: self._review(item, one))

    def remarks(self, request: web.Request) -> Listing:
        item, since = self._item(request), request.query.get("since", "")
        remarks = [one for one in item.remarks if not since or one.at >= _day(since)]
        return Listing(remarks, lambda one: self._shows.remark(item, one))

    def branches(self, request: web.Request) -> Listing:
        heads = self._repository(request).heads

        def shown(name: str) -> object:
            return {"name": name, "commit": {"sha": heads[name], "url": f"https://github.example/{name}"}, "protected": False}

        return Listing(sorted(heads), shown)

    def releases(self, request: web.Request) -> Listing:
        repository = self._repository(request)
        releases = sorted(repository.releases, key=lambda one: one.at, reverse=True)
        return Listing(releases, lambda one: self._shows.release(repository, one))

    def issues(self, request: web.Request) -> Listing:
        """List what concerns the viewer in all repositories, pull requests among it, as /issues does."""
        since = request.query.get("since", "")
        items = search.found(self._world, self._viewer, f"involves:{self._viewer.login}")
        items += [item for item in search.found(self._world, self._viewer, "reviewed-by:@me") if item not in items]
        items = [item for item in items if not since or (item.updated and item.updated >= datetime.fromisoformat(since))]
        items.sort(key=lambda item: stamp(item.updated) or "", reverse=True)
        return Listing(items, lambda item: {**self._shows.issue(item), "repository": self._shows.repository(item.repository)})

    def search_issues(self, request: web.Request) -> Listing:
        if search.is_mixed(request.query["q"]):
            raise search.UnknownQualifierError("Query must include 'is:issue' or 'is:pull-request'")
        items = search.found(self._world, self._viewer, request.query["q"])
        total = len(items)
        wrap = {"total_count": total, "incomplete_results": False, "search_type": "lexical"}
        return Listing(items[: search.MOST], self._shows.issue, wrap=lambda shown: {**wrap, "items": shown})

    def search_commits(self, request: web.Request) -> Listing:
        """Search default branches by `author:` and `author-date:a..b`."""
        words = dict(word.split(":", 1) for word in request.query["q"].split())
        since, until = (_day(text) for text in words["author-date"].split(".."))
        found = [
            (repository, commit)
            for repository in self._world.repositories.values()
            if self._world.may_read(self._viewer, repository) and not repository.is_fork and repository.default in repository.heads
            for commit in repository.history(repository.heads[repository.default])
            if since <= commit.authored < until + timedelta(days=1)
            and getattr(self._world.linked(commit), "login", None) == words["author"]
        ]

        def shown(one: tuple[Repository, Commit]) -> object:
            return {**self._shows.commit(*one), "repository": self._shows.repository(one[0]), "score": 1.0}

        wrap = {"total_count": len(found), "incomplete_results": False}
        return Listing(found[: search.MOST], shown, wrap=lambda listed: {**wrap, "items": listed})

    def _review(self, item: Item, review: Any) -> Mapping[str, Any]:
        url = f"{self._shows.pull(item)['html_url']}#pullrequestreview-{review.number}"
        return {
            "id": review.number,
            "node_id": f"PRR_{review.number}",
            "user": self._shows.user(review.author),
            "body": review.body,
            "state": review.state,
            "html_url": url,
            "pull_request_url": url,
            "submitted_at": stamp(review.at),
            "commit_id": item.commits[-1] if item.commits else None,
            "author_association": "MEMBER",
            "_links": {"html": {"href": url}, "pull_request": {"href": url}},
        }

    def _repository(self, request: web.Request) -> Repository:
        name = f"{request.match_info['owner']}/{request.match_info['name']}"
        known = self._world.named(name)
        if known is None or not self._world.may_read(self._viewer, known):
            raise NotFoundError
        if known.name.lower() != name.lower():
            raise web.HTTPMovedPermanently(str(request.url).replace(name, known.name))
        return known

    def _item(self, request: web.Request) -> Item:
        item = self._repository(request).items.get(int(request.match_info["number"]))
        if item is None:
            raise NotFoundError
        return item


def _day(text: str) -> datetime:
    """Read a day, or a time, as UTC; did sends days."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


PATHS: Mapping[str, Callable[[Rest, web.Request], object]] = {
    "/user": Rest.me,
    "/user/emails": Rest.emails,
    "/user/repos": Rest.repositories,
    "/issues": Rest.issues,
    "/users/{login}": Rest.user,
    "/users/{login}/events": Rest.events,
    "/repos/{owner}/{name}": Rest.repository,
    "/repos/{owner}/{name}/commits": Rest.commits,
    "/repos/{owner}/{name}/events": Rest.repository_events,
    "/repos/{owner}/{name}/branches": Rest.branches,
    "/repos/{owner}/{name}/releases": Rest.releases,
    "/repos/{owner}/{name}/pulls": Rest.pulls,
    "/repos/{owner}/{name}/pulls/{number}": Rest.pull,
    "/repos/{owner}/{name}/pulls/{number}/commits": Rest.pull_commits,
    "/repos/{owner}/{name}/pulls/{number}/reviews": Rest.reviews,
    "/repos/{owner}/{name}/issues/{number}/comments": Rest.remarks,
    "/search/issues": Rest.search_issues,
    "/search/commits": Rest.search_commits,
}
