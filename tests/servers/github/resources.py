"""What REST answers: users, repositories, commits, issues and events as JSON objects with all the fields that the description asks for."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.servers.github.nouns import Commit, Item, Release, Remark, Repository, User
from tests.servers.github.paging import SITE, stamp
from tests.servers.github.world import World

Object = Mapping[str, Any]
_BEGUN = "2015-01-01T00:00:00Z"
_USER = ("followers", "following", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events")
_REPOSITORY = (
    "archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads events forks "
    "git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges milestones notifications pulls "
    "releases stargazers statuses subscribers subscription tags teams trees"
).split()


class Resources:
    """Shows the world as REST does, with addresses that lead back to this server."""

    def __init__(self, world: World, base: str) -> None:
        self._world = world
        self._base = base

    def user(self, user: User | None) -> Object | None:
        if user is None:
            return None
        url = f"{self._base}/users/{user.login}"
        return {
            "login": user.login,
            "id": user.id,
            "node_id": user.node,
            "avatar_url": f"{SITE}/{user.login}.png",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{SITE}/{user.login}",
            "type": user.kind,
            "site_admin": False,
            **{f"{name}_url": f"{url}/{name}" for name in _USER},
        }

    def me(self, user: User) -> Object:
        counts = ("followers", "following", "public_gists", "public_repos", "collaborators", "disk_usage", "owned_private_repos")
        texts = {"bio": None, "blog": "", "company": None, "email": None, "hireable": None, "location": None, "name": user.name}
        return {
            **(self.user(user) or {}),
            **texts,
            **dict.fromkeys((*counts, "private_gists", "total_private_repos"), 0),
            "created_at": "2015-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z",
            "two_factor_authentication": True,
            "user_view_type": "private",
        }

    def repository(self, repository: Repository) -> Object:
        url = f"{self._base}/repos/{repository.name}"
        owner, name = repository.name.split("/")
        return {
            "id": repository.id,
            "node_id": f"R_{repository.id}",
            "name": name,
            "full_name": repository.name,
            "private": repository.visibility != "public",
            "visibility": repository.visibility,
            "owner": self.user(User(1, owner, owner, (), "Organization")),
            "html_url": f"{SITE}/{repository.name}",
            "description": None,
            "fork": repository.is_fork,
            "url": url,
            **{f"{part}_url": f"{url}/{part}" for part in _REPOSITORY},
            **{f"{part}_url": f"{SITE}/{repository.name}.git" for part in ("clone", "git", "ssh", "svn")},
            "default_branch": repository.default,
            "archived": repository.is_archived,
            "disabled": False,
            "homepage": None,
            "language": None,
            "license": None,
            "mirror_url": None,
            **dict.fromkeys(("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count"), 0),
            **dict.fromkeys(("watchers", "watchers_count", "network_count", "subscribers_count"), 0),
            **dict.fromkeys(("has_downloads", "has_issues", "has_projects", "has_wiki"), True),
            **dict.fromkeys(("has_pages", "has_discussions"), False),
            "pushed_at": stamp(repository.pushed) or _BEGUN,
            "created_at": "2015-01-01T00:00:00Z",
            "updated_at": stamp(repository.pushed) or _BEGUN,
            "permissions": {"admin": False, "pull": True, "push": True},
        }

    def commit(self, repository: Repository, commit: Commit) -> Object:
        url = f"{self._base}/repos/{repository.name}/commits/{commit.oid}"
        linked = self.user(self._world.linked(commit))
        person = {"name": commit.name, "email": commit.email}
        return {
            "url": url,
            "sha": commit.oid,
            "node_id": f"C_{commit.oid[:12]}",
            "html_url": f"{SITE}/{repository.name}/commit/{commit.oid}",
            "comments_url": f"{url}/comments",
            "commit": {
                "url": url,
                "author": {**person, "date": stamp(commit.authored)},
                "committer": {**person, "date": stamp(commit.committed)},
                "message": commit.message,
                "comment_count": 0,
                "tree": {"sha": commit.oid[::-1], "url": url},
                "verification": {"verified": False, "reason": "unsigned", "payload": None, "signature": None, "verified_at": None},
            },
            "author": linked,
            "committer": linked,
            "parents": [{"sha": oid, "url": f"{self._base}/repos/{repository.name}/commits/{oid}"} for oid in commit.parents],
        }

    def issue(self, item: Item) -> dict[str, Any]:
        url = f"{self._base}/repos/{item.repository.name}/issues/{item.number}"
        shown = {
            "id": item.repository.id * 1000 + item.number,
            "node_id": f"I_{item.repository.id}_{item.number}",
            "number": item.number,
            "title": item.title,
            "body": item.body,
            "state": item.state.lower() if item.state == "OPEN" else "closed",
            "locked": False,
            "user": self.user(item.author),
            "labels": [
                {"id": 1, "node_id": "L", "url": url, "name": name, "color": "fff", "default": False, "description": None}
                for name in item.labels
            ],
            "assignee": self.user(item.assignees[0]) if item.assignees else None,
            "assignees": [self.user(one) for one in item.assignees],
            "milestone": None,
            "comments": len(item.remarks),
            "created_at": stamp(item.created),
            "updated_at": stamp(item.updated),
            "closed_at": stamp(item.closed),
            "author_association": "MEMBER",
            "url": url,
            "repository_url": f"{self._base}/repos/{item.repository.name}",
            "html_url": f"{SITE}/{item.path}",
            **{f"{part}_url": f"{url}/{part}" for part in ("comments", "events", "labels")},
            "score": 1.0,
        }
        if item.is_pull:
            pull = f"{self._base}/repos/{item.repository.name}/pulls/{item.number}"
            shown["pull_request"] = {
                "url": pull,
                "html_url": shown["html_url"],
                "diff_url": pull,
                "patch_url": pull,
                "merged_at": stamp(item.merged),
            }
            shown["draft"] = item.is_draft
        return shown

    def pull(self, item: Item) -> Object:
        url = f"{self._base}/repos/{item.repository.name}/pulls/{item.number}"
        parts = ("comments", "commits", "diff", "patch", "statuses", "review_comments", "review_comment", "issue")
        links = ("self", "html", "issue", "comments", "review_comments", "review_comment", "commits", "statuses")
        shown = self.issue(item)
        del shown["pull_request"], shown["score"], shown["events_url"], shown["labels_url"]
        return {
            **shown,
            "url": url,
            **{f"{part}_url": f"{url}/{part}" for part in parts},
            "merged_at": stamp(item.merged),
            "merge_commit_sha": item.merge or None,
            "merged": item.merged is not None,
            "merged_by": self.user(item.merger),
            "head": self._end(item.head or item.repository, item.branch, item.commits[-1] if item.commits else ""),
            "base": self._end(item.repository, item.repository.default, ""),
            "_links": {name: {"href": url} for name in links},
            "auto_merge": None,
        }

    def remark(self, item: Item, remark: Remark) -> Object:
        url = f"{self._base}/repos/{item.repository.name}/issues/comments/{remark.number}"
        return {
            "id": remark.number,
            "node_id": f"IC_{remark.number}",
            "url": url,
            "html_url": f"{SITE}/{item.path}#issuecomment-{remark.number}",
            "issue_url": f"{self._base}/repos/{item.repository.name}/issues/{item.number}",
            "body": remark.body,
            "user": self.user(remark.author),
            "created_at": stamp(remark.at),
            "updated_at": stamp(remark.at),
            "author_association": "MEMBER",
        }

    def release(self, repository: Repository, release: Release) -> Object:
        url = f"{self._base}/repos/{repository.name}/releases/{release.id}"
        return {
            "id": release.id,
            "node_id": f"RE_{release.id}",
            "tag_name": release.tag,
            "target_commitish": repository.default,
            "name": release.name,
            "body": "",
            "draft": False,
            "prerelease": False,
            "author": self.user(release.author),
            "assets": [],
            "url": url,
            "html_url": f"{SITE}/{repository.name}/releases/tag/{release.tag}",
            "created_at": stamp(release.at),
            "published_at": stamp(release.at),
            "tarball_url": url,
            "zipball_url": url,
            **{f"{part}_url": f"{url}/{part}" for part in ("assets", "upload")},
        }

    def _end(self, repository: Repository, branch: str, oid: str) -> Object:
        shown = self.repository(repository)
        return {"label": branch, "ref": branch, "sha": oid, "user": shown["owner"], "repo": shown}


def page(things: Sequence[Any], size: int, number: int) -> Sequence[Any]:
    """Return one page, counted from 1."""
    return things[(number - 1) * size : number * size]
