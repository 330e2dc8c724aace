"""What GraphQL answers: the world as objects whose fields are looked up when they are asked for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from graphql import GraphQLError
from typing_extensions import override

from tests.servers.github.items import Items, id_of
from tests.servers.github.nouns import Commit, Repository, User
from tests.servers.github.paging import SITE, Object, connection, stamp
from tests.servers.github.search import MOST, UnknownPersonError, found, is_mixed
from tests.servers.github.world import World

_MOST_IDS = 100  # of one lookup
_YEAR = timedelta(days=366)


class Graph(Items):
    """The root of one viewer's answers."""

    def __init__(self, world: World, viewer: User, budget: Object, *, denial: str = "") -> None:
        self._world = world
        self._denial = denial
        self._viewer = viewer
        self.root: Object = {
            "viewer": self.user(viewer),
            "rateLimit": budget,
            "user": self._user,
            "node": self._node,
            "nodes": self._by_ids,
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

    @override
    def actor(self, user: User | None) -> Object | None:
        if user is None:
            return None
        return {"__typename": user.kind, "login": user.login, "databaseId": user.id, "id": user.node, "name": user.name}

    @override
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
            "defaultBranchRef": {"name": repository.default, "target": self.commit(repository, head)} if head else None,
            "object": lambda _info, oid=None, **_: self.commit(repository, oid),
            "ref": lambda _info, qualifiedName: self._ref(repository, qualifiedName),  # noqa: N803  the field's own name
            "pullRequest": lambda _info, number: self._item(repository, number, is_pull=True),
            "issue": lambda _info, number: self._item(repository, number, is_pull=False),
            "issueOrPullRequest": lambda _info, number: self._either(repository, number),
            "releases": connection(
                sorted(repository.releases, key=lambda one: one.at, reverse=True), lambda one: self._release(repository, one)
            ),
        }

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

    @override
    def commit(self, repository: Repository, oid: str | None) -> Object | None:
        commit = repository.commits.get(oid or "")
        return self.shown(repository, commit) if commit else None

    @override
    def shown(self, repository: Repository, commit: Commit) -> Object:
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
        return connection(kept, lambda one: self.shown(repository, one))(info, **words)

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

    def _by_ids(self, _info: object, *, ids: Sequence[str]) -> list[Object | None]:
        if len(ids) > _MOST_IDS:
            raise GraphQLError(f"You may not provide more than {_MOST_IDS} node ids; you provided {len(ids)}.")
        readable = [one for one in self._world.repositories.values() if self._world.may_read(self._viewer, one)]
        items = {id_of(item): item for one in readable for item in one.items.values()}
        reviews = {f"PRR_{review.number}": (item, review) for item in items.values() for review in item.reviews}
        return [self.item(items[one]) if one in items else self.review(*reviews[one]) if one in reviews else None for one in ids]

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
        if branch not in repository.heads:
            return None
        readable = [one for one in self._world.repositories.values() if self._world.may_read(self._viewer, one)]
        pulls = [item for one in readable for item in one.items.values() if item.head is repository and item.branch == branch]

        def associated(info: object, *, states: Sequence[str], **words: Any) -> Object:
            return connection([pull for pull in pulls if pull.state in states], self.item)(info, **words)

        return {"name": branch, "target": self.commit(repository, repository.heads[branch]), "associatedPullRequests": associated}

    def _search(self, info: object, *, query: str, **words: Any) -> Object:
        pages = {name: value for name, value in words.items() if name != "type"}
        if words["type"] == "USER":
            email = query.removesuffix(" in:email")
            return connection([user for user in self._world.users.values() if user.shown == email], self.user)(info, **pages)
        try:
            items = [] if is_mixed(query) else found(self._world, self._viewer, query)
        except UnknownPersonError:  # GraphQL finds nothing where REST refuses
            items = []
        return connection(items, self.item, most=MOST)(info, **pages)
