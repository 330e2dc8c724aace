"""Pull requests that lived in a window, and what was said and voted in them.

https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests: by creator, by reviewer, by time of closing;
https://learn.microsoft.com/rest/api/azure/devops/git/pull-request-threads/list: comments, and each vote as a thread of the system's own.
"""

import asyncio
import re
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adapters.azure.api import Api, Paging, unique
from adapters.azure.people import Wanted, clean, identity
from adapters.azure.repositories import Repository, branch_of
from core.errors import PermanentError
from core.messages import azure as messages
from core.model import Blocker, Identity, Query, Thread, ThreadState, Verdict
from core.reading import mentions
from core.reading.fields import Json, flag, inner, iso, number, rows, sha, text, when

PATH = "/_apis/git/pullrequests"
OTHERS = 60  # requests of others that are looked at for comments, the latest ones
_PAGING = Paging(size=200)
_MOST = 10  # pages of one list
_VERDICTS = {
    "10": Verdict.APPROVED,
    "5": Verdict.APPROVED,  # with suggestions
    "-5": Verdict.CHANGES_REQUESTED,  # waiting for the author
    "-10": Verdict.CHANGES_REQUESTED,  # rejected
}
_RELATED = re.compile(
    r"(?i)\b(?:related work items?|(?:close|fix|resolve)[sd]?|fixe[sd]):? +(?P<list>#\d{1,9}(?:(?:,| and|,? ) ?#\d{1,9}){0,20})"
)
_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment in a request, or a vote where there is a verdict."""

    at: datetime
    actor: Identity
    thread: int
    body: str = ""
    verdict: Verdict | None = None


@dataclass(slots=True)
class Request:
    """One pull request, with what the asked people said in it and the commits that it holds."""

    row: Json
    repository: Repository
    said: list[Said] = field(default_factory=list)
    commits: list[Json] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return its number, which is the organisation's."""
        return number(self.row, "pullRequestId")

    @property
    def api(self) -> str:
        """Return where the API has it."""
        return f"{self.repository.api}/pullRequests/{self.number}"

    @property
    def head(self) -> str:
        """Return the hash that was asked to be merged."""
        return sha(inner(self.row, "lastMergeSourceCommit"), "commitId")

    @property
    def branch(self) -> str:
        """Return the branch that was asked to be merged."""
        return branch_of(text(self.row, "sourceRefName"))

    @property
    def is_from_a_fork(self) -> bool:
        """Say whether its branch stands in another repository."""
        return bool(inner(self.row, "forkSource"))

    def is_by(self, wanted: Wanted) -> bool:
        """Say whether somebody who is looked for opened it."""
        return wanted.includes(inner(self.row, "createdBy"))


async def listed(api: Api, wanted: Wanted, query: Query) -> list[Json]:
    """Return the requests that were open at some time of the window: those of the one who is looked for first."""
    lists: list[tuple[Mapping[str, str], str]] = []
    if wanted.only:
        lists += [({f"searchCriteria.{role}Id": wanted.only}, f"pull requests by {role}") for role in ("creator", "reviewer")]
    lists.append(({}, "pull requests"))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_open_in(api, who, what, query, is_own=bool(who) or not wanted.only)) for who, what in lists]
    found = unique([row for task in tasks for row in task.result()], "pullRequestId")
    return [row for row in found if _lived_in(row, query)]


async def read(api: Api, request: Request, wanted: Wanted, query: Query) -> None:
    """Add what the asked people said in a request, and where it is theirs its commits."""
    async with asyncio.TaskGroup() as group:
        said = group.create_task(api.tried(f"comments of !{request.number}", _threads(api, request, wanted, query), []))
        if request.is_by(wanted):
            request.commits = await api.tried(f"commits of !{request.number}", _commits(api, request), [])
    request.said = said.result()


def looked_at(found: Sequence[Request], wanted: Wanted) -> tuple[list[Request], int]:
    """Return the requests to read, and how many of others are left out: the host finds no comments by who wrote them."""

    def is_near(one: Request) -> bool:
        return one.is_by(wanted) or any(wanted.includes(row) for row in rows(one.row.get("reviewers")))

    near = [one for one in found if is_near(one)]
    others = sorted((one for one in found if not is_near(one)), key=lambda one: one.number, reverse=True)
    most = OTHERS * (10 if wanted.is_anyone else 1)
    return near + others[:most], max(len(others) - most, 0)


def thread(request: Request) -> Thread:
    """Return a request as a thread."""
    row = request.row
    state = {"completed": ThreadState.MERGED, "abandoned": ThreadState.CLOSED}.get(text(row, "status"), ThreadState.OPEN)
    merge = sha(inner(row, "lastMergeCommit"), "commitId") if state is ThreadState.MERGED else ""  # before that it is a trial
    known = [sha(commit, "commitId") for commit in request.commits]
    return Thread(
        ref=f"!{request.number}",
        title=title(row),
        url=request.repository.request(request.number),
        is_request=True,
        state=ThreadState.DRAFT if state is ThreadState.OPEN and flag(row, "isDraft") else state,
        author=identity(inner(row, "createdBy")),
        labels=tuple(clean(text(label, "name")) for label in rows(row.get("labels"))),
        commits=tuple(dict.fromkeys(filter(None, (*known, request.head, merge)))),
        closes=related(f"{text(row, 'title')}\n{text(row, 'description')}"),
        blockers=_blockers(row) if state is ThreadState.OPEN else None,
    )


def _blockers(row: Json) -> tuple[Blocker, ...] | None:
    """Read what keeps an open request from being completed: its trial merge, and its reviewers' votes.

    https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests: -10 is rejected, -5 waits for the author, 0 is no vote yet.
    """
    votes = [(number(one, "vote"), flag(one, "isRequired")) for one in rows(row.get("reviewers"))]
    found = {Blocker.CONFLICTS} if text(row, "mergeStatus") == "conflicts" else set()
    if any(vote < 0 for vote, _ in votes):
        found.add(Blocker.CHANGES)
    elif any(is_required and not vote for vote, is_required in votes):
        found.add(Blocker.REVIEW)
    return tuple(sorted(found))


def title(row: Json) -> str:
    """Return a title, harmless."""
    return clean(text(row, "title"), _TITLE)


def related(said: str) -> tuple[str, ...]:
    """Return the work items that a description says it is for."""
    named = (ref for found in _RELATED.finditer(said[:20_000]) for ref in re.findall(r"#\d+", found["list"]))
    return tuple(dict.fromkeys([*(ref for ref in mentions.references("", said[:20_000]) if ref[0] == "#"), *named]))


async def _open_in(api: Api, who: Mapping[str, str], what: str, query: Query, *, is_own: bool) -> list[Json]:
    """Return what is open now, and what was closed since the window began; of others' requests the first page."""
    closed = {"searchCriteria.status": "all", "searchCriteria.queryTimeRangeType": "closed"}
    closed["searchCriteria.minTime"] = iso(query.window.start)

    def call(asked: Mapping[str, str]) -> Awaitable[list[Json]]:
        return api.many(PATH, {**who, **asked}, what, paging=_PAGING, most=_MOST) if is_own else _first(api, {**who, **asked})

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(api.tried(what, call(asked), [])) for asked in ({"searchCriteria.status": "active"}, closed)]
    return [row for task in tasks for row in task.result()]


async def _first(api: Api, asked: Mapping[str, str]) -> list[Json]:
    found, is_whole = await api.first(PATH, asked, paging=_PAGING)
    if not is_whole:
        api.note("", PermanentError(messages.cut("pull requests of others", _PAGING.size)))
    return found


def _lived_in(row: Json, query: Query) -> bool:
    created, closed = when(row, "creationDate"), when(row, "closedDate")
    return created is not None and created < query.window.end and (closed is None or closed >= query.window.start)


async def _threads(api: Api, request: Request, wanted: Wanted, query: Query) -> list[Said]:
    found = await api.one(f"{request.api}/threads")
    told = (one for row in rows(found.get("value")) if not flag(row, "isDeleted") for one in _of_thread(row, wanted))
    return [one for one in told if query.window.start <= one.at < query.window.end]


def _of_thread(row: Json, wanted: Wanted) -> Iterator[Said]:
    kind = text(inner(row, "properties", "CodeReviewThreadType"), "$value")
    if kind == "VoteUpdate":
        yield from _vote(row, wanted)
    for comment in rows(row.get("comments")) if not kind else ():
        at, who = when(comment, "publishedDate"), inner(comment, "author")
        is_said = text(comment, "commentType") != "system" and not flag(comment, "isDeleted") and text(comment, "content")
        if at and is_said and wanted.includes(who):
            yield Said(at=at, actor=identity(who), thread=number(row, "id"), body=text(comment, "content"))


def _vote(row: Json, wanted: Wanted) -> Iterator[Said]:
    told = inner(row, "properties")
    key = text(inner(told, "CodeReviewVotedByIdentity"), "$value")
    who = inner(row, "identities", key) or next((inner(one, "author") for one in rows(row.get("comments"))), {})
    verdict = _VERDICTS.get(text(inner(told, "CodeReviewVoteResult"), "$value"))
    at = when(row, "publishedDate")
    if at and verdict and wanted.includes(who):
        yield Said(at=at, actor=identity(who), thread=number(row, "id"), verdict=verdict)


async def _commits(api: Api, request: Request) -> list[Json]:
    path, what = f"{request.api}/commits", f"commits of !{request.number}"
    return unique(await api.many(path, {}, what, paging=Paging(skip="")), "commitId")
