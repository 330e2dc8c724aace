"""What GraphQL answers: the world as objects whose fields are looked up when they are asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from graphql import GraphQLError

from tests.servers.github.nouns import Commit, Item, Remark, Repository, Review, User
from tests.servers.github.search import MOST, found
from tests.servers.github.world import World

Object = Mapping[str, Any]
SITE = "https://github.example"
_YEAR = timedelta(days=366)


def stamp(at: datetime | None) -> str | None:
    """Write a time as the service does."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def connection(things: Sequence[Any], show: Callable[[Any], Any], *, most: int | None = None) -> Callable[..., Object]:
    """Return a field that pages: its cursors are places in the list."""

    def page(_info: object, *, first: int | None = None, last: int | None = None, after: str | None = None, **_: object) -> Object:
        size = first if first is not None else last
        if size is None or not 0 <= size <= 100:
            raise GraphQLError("`first` or `last` from 1 to 100 is needed", extensions={"code": "EXCESSIVE_PAGINATION"})
        seen = list(things)[:most]
        start = int(after or 0) if first is not None else max(len(seen) - size, 0)
        shown = seen[start : start + size]
        info = {"hasNextPage": start + len(shown) < len(seen), "endCursor": str(start + len(shown)), "hasPreviousPage": start > 0}
        return {"nodes": [show(one) for one in shown], "pageInfo": info, "totalCount": len(things), "issueCount": len(things)}

    return page


class Graph:
    """The root of one viewer's answers."""

    def __init__(self, world: World, viewer: User, budget: Object) -> None:
        self._world = world
        self._viewer = viewer
        self.root: Object = {
            "viewer": self.user(viewer),
            "rateLimit": budget,
            "user": self._user,
            "node": self._node,
            "nodes": self._reviews_by_id,
            "repository": self._repository,
            "search": self._search,
        }

    def user(self, user: User) -> Object:
        if user.kind != "User":
            return self.actor(user) or {}
        return {
            "__typename": "User",
            "id": user.node,
            "databaseId": user.id,
            "login": user.login,
            "name": user.name,
            "email": "",
            "url": f"{SITE}/{user.login}",
            "contributionsCollection": lambda _info, **span: self._contributions(user, **span),
        }

    def actor(self, user: User | None) -> Object | None:
        if user is None:
            return None
        return {"__typename": user.kind, "login": user.login, "databaseId": user.id, "id": user.node, "name": user.name}

    def repository(self, repository: Repository) -> Object:
        head = repository.heads.get(repository.default)
        owner, name = repository.name.split("/")
        return {
            "id": f"R_{repository.id}",
            "databaseId": repository.id,
            "name": name,
            "nameWithOwner": repository.name,
            "visibility": repository.visibility.upper(),
            "isPrivate": repository.visibility != "public",
            "isFork": repository.is_fork,
            "isArchived": repository.is_archived,
            "url": f"{SITE}/{repository.name}",
            "owner": {"__typename": "Organization", "login": owner},
            "defaultBranchRef": {"name": repository.default, "target": self._commit(repository, head)} if head else None,
            "object": lambda _info, oid=None, **_: self._commit(repository, oid),
            "ref": lambda _info, qualifiedName: self._ref(repository, qualifiedName),  # noqa: N803  the field's own name
            "pullRequest": lambda _info, number: self._item(repository, number, is_pull=True),
            "issue": lambda _info, number: self._item(repository, number, is_pull=False),
            "issueOrPullRequest": lambda _info, number: self._either(repository, number),
            "releases": connection(
                sorted(repository.releases, key=lambda one: one.at, reverse=True), lambda one: self._release(repository, one)
            ),
        }

    def item(self, item: Item) -> Object:
        shared = {
            "id": f"I_{item.repository.id}_{item.number}",
            "number": item.number,
            "title": item.title,
            "body": item.body,
            "url": f"{SITE}/{item.path}",
            "author": self.actor(item.author),
            "createdAt": stamp(item.created),
            "updatedAt": stamp(item.updated),
            "closedAt": stamp(item.closed),
            "state": item.state,
            "repository": self.repository(item.repository),
            "labels": connection(item.labels, lambda label: {"name": label}),
            "timelineItems": lambda info, **words: self._timeline(item, info, **words),
            "comments": connection(item.remarks, lambda one: self._remark(item, one, "IssueComment")),
        }
        if not item.is_pull:
            return {"__typename": "Issue", **shared}
        return {"__typename": "PullRequest", **shared, **self._request(item)}

    def _request(self, item: Item) -> Object:
        commits = item.repository.commits | (item.head.commits if item.head else {})
        known = [commits[oid] for oid in item.commits if oid in commits]
        head = item.head
        return {
            "isDraft": item.is_draft,
            "mergedAt": stamp(item.merged),
            "mergedBy": self.actor(item.merger),
            "merged": item.merged is not None,
            "mergeCommit": self._commit(item.repository, item.merge),
            "headRefName": item.branch,
            "headRefOid": item.commits[-1] if item.commits else "0" * 40,
            "headRepository": self.repository(head) if head and self._world.may_read(self._viewer, head) else None,
            "commits": connection(known, lambda commit: {"commit": self._shown(item.repository, commit)}),
            "reviews": lambda info, author=None, **words: self._reviews(item, author)(info, **words),
            "closingIssuesReferences": connection(item.closes, self.item),
        }

    def _reviews(self, item: Item, author: str | None) -> Callable[..., Object]:
        reviews = [review for review in item.reviews if author is None or (review.author and review.author.login == author)]
        return connection(reviews, lambda review: self._review(item, review))

    def _review(self, item: Item, review: Review) -> Object:
        return {
            "__typename": "PullRequestReview",
            "id": f"PRR_{review.number}",
            "author": self.actor(review.author),
            "state": review.state,
            "body": review.body,
            "submittedAt": stamp(review.at),
            "createdAt": stamp(review.at),
            "url": f"{SITE}/{item.path}#pullrequestreview-{review.number}",
            "comments": connection(review.remarks, lambda one: self._remark(item, one, "PullRequestReviewComment")),
        }

    def _remark(self, item: Item, remark: Remark, kind: str) -> Object:
        place = "discussion_r" if kind == "PullRequestReviewComment" else "issuecomment-"
        url = f"{SITE}/{item.path}#{place}{remark.number}"
        return {"__typename": kind, "author": self.actor(remark.author), "createdAt": stamp(remark.at), "url": url, "body": remark.body}

    def _timeline(self, item: Item, info: object, *, itemTypes: Sequence[str], since: str | None = None, **words: Any) -> Object:  # noqa: N803
        names = {"closed": "CLOSED_EVENT", "ready": "READY_FOR_REVIEW_EVENT", "drafted": "CONVERT_TO_DRAFT_EVENT"}
        kinds = {"closed": "ClosedEvent", "ready": "ReadyForReviewEvent", "drafted": "ConvertToDraftEvent"}
        entries: list[tuple[datetime, str, Object]] = [
            (one.at, "ISSUE_COMMENT", self._remark(item, one, "IssueComment")) for one in item.remarks
        ]
        for moment in item.moments:
            closer = self.item(moment.by_pull) if moment.by_pull else None
            shown = {"__typename": kinds[moment.what], "actor": self.actor(moment.actor), "createdAt": stamp(moment.at), "closer": closer}
            entries.append((moment.at, names[moment.what], shown))
        start = datetime.fromisoformat(since) if since else None
        kept = [entry for entry in entries if entry[1] in itemTypes and (start is None or entry[0] >= start)]
        return connection([shown for *_, shown in sorted(kept, key=lambda entry: entry[0])], lambda shown: shown)(info, **words)

    def _release(self, repository: Repository, release: Any) -> Object:
        url = f"{SITE}/{repository.name}/releases/tag/{release.tag}"
        return {
            "name": release.name,
            "tagName": release.tag,
            "author": self.actor(release.author),
            "publishedAt": stamp(release.at),
            "url": url,
            "isDraft": False,
        }

    def _commit(self, repository: Repository, oid: str | None) -> Object | None:
        commit = repository.commits.get(oid or "")
        return self._shown(repository, commit) if commit else None

    def _shown(self, repository: Repository, commit: Commit) -> Object:
        linked = self._world.linked(commit)
        headline, _, rest = commit.message.partition("\n")
        return {
            "__typename": "Commit",
            "oid": commit.oid,
            "url": f"{SITE}/{repository.name}/commit/{commit.oid}",
            "message": commit.message,
            "messageHeadline": headline,
            "messageBody": rest.strip(),
            "authoredDate": stamp(commit.authored),
            "committedDate": stamp(commit.committed),
            "additions": commit.added,
            "deletions": commit.removed,
            "author": {"name": commit.name, "email": commit.email, "user": self.user(linked) if linked else None},
            "parents": connection(commit.parents, lambda oid: {"oid": oid}),
            "history": lambda info, **words: self._history(repository, commit, info, **words),
        }

    def _history(
        self, repository: Repository, commit: Commit, info: object, *, since: str | None = None, until: str | None = None,
        author: Object | None = None, **words: Any,
    ) -> Object:  # fmt: skip
        """Page through a commit's ancestors; `since` and `until` go by the date of committing, as the service's do."""
        start, end = (datetime.fromisoformat(text) if text else None for text in (since, until))
        kept = [
            one
            for one in repository.history(commit.oid)
            if (start is None or one.committed >= start) and (end is None or one.committed <= end) and self._is_by(one, author)
        ]
        return connection(kept, lambda one: self._shown(repository, one))(info, **words)

    def _is_by(self, commit: Commit, author: Object | None) -> bool:
        if not author:
            return True
        if author.get("id"):
            linked = self._world.linked(commit)
            return linked is not None and linked.node == author["id"]
        return commit.email in (author.get("emails") or ())

    def _contributions(self, user: User, *, from_: str | None = None, to: str | None = None, **words: Any) -> Object:
        start, end = (datetime.fromisoformat(str(text)) for text in (words.get("from") or from_, to))
        if end - start > _YEAR:
            raise GraphQLError("The total time spanned by 'from' and 'to' must not exceed 1 year", extensions={"code": "INVALID"})
        counts: dict[str, int] = {}
        for repository in self._world.repositories.values():
            if not repository.is_fork and self._world.may_read(self._viewer, repository) and repository.default in repository.heads:
                history = repository.history(repository.heads[repository.default])
                counts[repository.name] = sum(start <= one.authored <= end and self._is_by(one, {"id": user.node}) for one in history)
        ranked = sorted((name for name, number in counts.items() if number), key=lambda name: (-counts[name], name))
        return {
            "totalCommitContributions": sum(counts.values()),
            "totalRepositoriesWithContributedCommits": len(ranked),
            "restrictedContributionsCount": 0,
            "commitContributionsByRepository": lambda _info, maxRepositories=25: [  # noqa: N803  the field's own name
                {
                    "repository": self.repository(self._world.repositories[name]),
                    "contributions": connection([0] * counts[name], lambda _: {}),
                }
                for name in ranked[: min(maxRepositories, 100)]
            ],
        }

    def _user(self, _info: object, *, login: str) -> Object | None:
        if login not in self._world.users:
            raise GraphQLError(f"Could not resolve to a User with the login of '{login}'.", extensions={"type": "NOT_FOUND"})
        return self.user(self._world.users[login])

    def _node(self, _info: object, *, id: str) -> Object | None:  # noqa: A002  the field's own name
        known = next((user for user in self._world.users.values() if user.node == id), None)
        if known is None:
            raise GraphQLError(f"Could not resolve to a node with the global id of '{id}'", extensions={"type": "NOT_FOUND"})
        return self.user(known)

    def _reviews_by_id(self, _info: object, *, ids: Sequence[str]) -> list[Object | None]:
        readable = (one for one in self._world.repositories.values() if self._world.may_read(self._viewer, one))
        known = {f"PRR_{review.number}": (item, review) for one in readable for item in one.items.values() for review in item.reviews}
        return [self._review(*known[one]) if one in known else None for one in ids]

    def _repository(self, _info: object, *, owner: str, name: str, **_: object) -> Object | None:
        known = self._world.named(f"{owner}/{name}")
        if known is None or not self._world.may_read(self._viewer, known):
            raise GraphQLError(f"Could not resolve to a Repository with the name '{owner}/{name}'.", extensions={"type": "NOT_FOUND"})
        return self.repository(known)

    def _either(self, repository: Repository, number: int) -> Object | None:
        item = repository.items.get(number)
        return self.item(item) if item else None

    def _item(self, repository: Repository, number: int, *, is_pull: bool) -> Object | None:
        item = repository.items.get(number)
        if item is None or item.is_pull is not is_pull:
            raise GraphQLError(f"Could not resolve to an item with the number of {number}.", extensions={"type": "NOT_FOUND"})
        return self.item(item)

    def _ref(self, repository: Repository, name: str) -> Object | None:
        branch = name.removeprefix("refs/heads/")
        return {"name": branch, "target": self._commit(repository, repository.heads[branch])} if branch in repository.heads else None

    def _search(self, info: object, *, query: str, **words: Any) -> Object:
        return connection(found(self._world, self._viewer, query), self.item, most=MOST)(
            info, **{k: v for k, v in words.items() if k != "type"}
        )
