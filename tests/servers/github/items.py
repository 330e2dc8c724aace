"""Requests and issues as GraphQL objects."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from graphql import GraphQLError

from tests.servers.github.checks import state_of
from tests.servers.github.nouns import Commit, Item, Remark, Repository, Review, User
from tests.servers.github.paging import SITE, Object, connection, stamp
from tests.servers.github.world import World


def id_of(item: Item) -> str:
    """Return the node id of a request or an issue."""
    return f"I_{item.repository.id}_{item.number}"


class Items(ABC):
    """Shows items to one viewer; people, repositories and commits are shown by whoever extends it."""

    _world: World
    _viewer: User
    _denial: str  # what is said where checks may not be read

    @abstractmethod
    def actor(self, user: User | None) -> Object | None: ...

    @abstractmethod
    def repository(self, repository: Repository) -> Object: ...

    @abstractmethod
    def shown(self, repository: Repository, commit: Commit) -> Object: ...

    @abstractmethod
    def commit(self, repository: Repository, oid: str | None) -> Object | None: ...

    def item(self, item: Item) -> Object:
        shared = {
            "id": id_of(item),
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
            "mergeCommit": self.commit(item.repository, item.merge),
            "headRefName": item.branch,
            "headRefOid": item.commits[-1] if item.commits else "0" * 40,
            "headRepository": self.repository(head) if head and self._world.may_read(self._viewer, head) else None,
            "reviewDecision": next((one.state for one in reversed(item.reviews) if one.state in {"APPROVED", "CHANGES_REQUESTED"}), None),
            "mergeable": "UNKNOWN" if item.merged or item.closed else "MERGEABLE",
            "statusCheckRollup": lambda _info: self._checks(known[-1]) if known else None,
            "commits": connection(known, lambda commit: {"commit": self.shown(item.repository, commit)}),
            "reviews": lambda info, author=None, **words: self._reviews(item, author)(info, **words),
            "closingIssuesReferences": connection(item.closes, self.item),
        }

    def _checks(self, head: Commit) -> Object | None:
        """Sum the checks of a head up; where there are some and the token may not see them, the field alone is refused."""
        state = state_of(head)
        if state and self._denial:
            raise GraphQLError(self._denial, extensions={"type": "FORBIDDEN", "saml_failure": False})
        return {"state": state} if state else None

    def _reviews(self, item: Item, author: str | None) -> Callable[..., Object]:
        reviews = [review for review in item.reviews if author is None or (review.author and review.author.login == author)]
        return connection(reviews, lambda review: self.review(item, review))

    def review(self, item: Item, review: Review) -> Object:
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
