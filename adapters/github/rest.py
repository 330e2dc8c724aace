"""The way without GraphQL, through PyGithub: more calls and less to see, for hosts whose GraphQL cannot answer."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.github.client import Client
from adapters.github.found import Found
from adapters.github.people import Sought
from adapters.github.sdk import asked
from core.model import Window

if TYPE_CHECKING:
    from github import Github
    from github.Commit import Commit
    from github.Issue import Issue
    from github.Repository import Repository

_DAY = timedelta(days=1)
_EMPTY = 409
_COMMITS = 300  # of one search or branch
_THREADS = 100  # of one search
_WITH_COMMITS = 20  # requests whose commits are listed, one call each
T = TypeVar("T")


async def commits(client: Client, found: Found, one: Sought, window: Window) -> None:
    """Search for somebody's commits on default branches.

    Raises:
        OutsideError: the search failed.
    """
    days = f"{window.start - _DAY:%Y-%m-%d}..{window.end + _DAY:%Y-%m-%d}"

    def work(github: "Github") -> list[tuple[dict[str, Any], dict[str, Any]]]:
        listed = github.search_commits(f"author:{one.login} author-date:{days}")
        return [(_commit(commit), _repository(_raw(commit).get("repository"))) for commit in _first(listed, _COMMITS)]

    for commit, repository in await _run(client, work, kind="search"):
        found.add_commit(commit, repository, branch="", is_merged=True)


async def branch(client: Client, found: Found, name: str, *, head: str, one: Sought | None, values: Mapping[str, str]) -> None:
    """List a branch's commits, somebody's or everybody's.

    Raises:
        OutsideError: it could not be listed.
    """
    words: dict[str, Any] = {"since": datetime.fromisoformat(values["since"]), "until": datetime.fromisoformat(values["until"])}
    words |= {"author": one.login} if one else {}
    words |= {"sha": head} if head else {}

    def work(github: "Github") -> tuple[list[dict[str, Any]], dict[str, Any]]:
        known = github.get_repo(name).raw_data
        repository = github.get_repo(known["full_name"])  # on the way from an older name the SDK would lose what is asked for
        return _listed(repository, words), _repository(known)

    listed, repository = await _run(client, work)
    for commit in listed:
        found.add_commit(commit, repository, branch="" if head else "main", is_merged=not head)


async def threads(client: Client, found: Found, query: str, *, has_commits: bool) -> None:
    """Search for requests and issues, and list the commits of the newest requests.

    Raises:
        OutsideError: the search failed.
    """

    def work(github: "Github") -> list[dict[str, Any]]:
        issues = list(_first(github.search_issues(query), _THREADS))
        return [_thread(github, issue, has_commits=has_commits and place < _WITH_COMMITS) for place, issue in enumerate(issues)]

    for node in await _run(client, work, kind="search"):
        found.add_thread(node)
        for commit in node["commits"]["nodes"]:
            found.add_commit(commit["commit"], node["repository"], branch="", is_merged=False)


async def _run(client: Client, work: Callable[["Github"], T], *, kind: str = "core") -> T:
    """Run some work with a PyGithub of its own, within the budget."""
    account = client.account
    await client.budget.spend(account, kind)
    who = {"host": account.host, "login": account.login}
    async with client.turns:
        return await asked(work, account.token, client.api, **who, judge=client.judge, seconds=client.bounds.whole)


def _listed(repository: "Repository", words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a branch's commits; a repository without any refuses to list them (REST API, Commits: 409)."""
    from github import GithubException

    try:
        return [_commit(commit) for commit in _first(repository.get_commits(**words), _COMMITS)]
    except GithubException as error:
        if error.status == _EMPTY:
            return []
        raise


def _first(listed: Any, most: int) -> "list[Any]":
    return [one for one, _ in zip(listed, range(most), strict=False)]


def _raw(listed: Any) -> dict[str, Any]:
    """Return what a list carries of one thing; the public attribute would ask for the rest of it (TRAPS.md M13)."""
    raw: dict[str, Any] = listed._rawData  # noqa: SLF001  see above
    return raw


def _commit(commit: "Commit") -> dict[str, Any]:
    """Write a commit as GraphQL would; sizes are not in lists."""
    raw = _raw(commit)
    told, author = raw["commit"], raw.get("author")
    return {
        "oid": raw["sha"],
        "url": raw["html_url"],
        "message": told["message"],
        "authoredDate": told["author"]["date"],
        "committedDate": told["committer"]["date"],
        "author": {**told["author"], "user": {"login": author["login"]} if author else None},
    }


def _repository(raw: Any) -> dict[str, Any]:
    """Write a repository as GraphQL would."""
    raw = raw or {}
    return {
        "nameWithOwner": raw.get("full_name"),
        "url": raw.get("html_url"),
        "visibility": raw.get("visibility"),
        "isPrivate": raw.get("private"),
    }


def _thread(github: "Github", issue: "Issue", *, has_commits: bool) -> dict[str, Any]:
    """Write a request or issue as GraphQL would."""
    raw = _raw(issue)
    name = raw["repository_url"].partition("/repos/")[2]
    is_request = bool(raw.get("pull_request"))
    pull = github.get_repo(name).get_pull(raw["number"]) if is_request and has_commits else None
    known = pull.raw_data if pull else {}
    listed = [{"commit": _commit(commit)} for commit in _first(pull.get_commits(), _COMMITS)] if pull else []
    merger = known.get("merged_by")
    return {
        "__typename": "PullRequest" if is_request else "Issue",
        "number": raw["number"],
        "title": raw["title"],
        "url": raw["html_url"],
        "createdAt": raw["created_at"],
        "closedAt": raw["closed_at"],
        "mergedAt": (raw.get("pull_request") or {}).get("merged_at"),
        "mergedBy": {"login": merger["login"], "__typename": merger["type"]} if merger else None,
        "mergeCommit": {"oid": known.get("merge_commit_sha")} if known.get("merged_at") else None,
        "isDraft": raw.get("draft"),
        "author": {"login": raw["user"]["login"], "__typename": raw["user"]["type"]} if raw.get("user") else None,
        "labels": {"nodes": raw["labels"]},
        "repository": {**_repository((known.get("base") or {}).get("repo")), "nameWithOwner": name},
        "commits": {"nodes": listed},
    }
