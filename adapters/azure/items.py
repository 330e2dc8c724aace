"""Work items that the asked people created, closed or commented: one query for their numbers, one batch for what they say.

https://learn.microsoft.com/azure/devops/boards/queries/wiql-syntax,
https://learn.microsoft.com/rest/api/azure/devops/wit/work-items/get-work-items-batch
"""

import asyncio
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from adapters.azure.api import Api, Paging
from adapters.azure.failures import RejectedError
from adapters.azure.people import Wanted, clean, identity
from core.errors import PermanentError
from core.messages import azure as messages
from core.model import EventKind, Identity, Query, Thread, ThreadState
from core.reading.fields import Json, flag, inner, iso, number, rows, text, when

_MOST = 1_000  # work items
_BATCH = 200  # numbers in one call, which is all that the host takes
_COMMENTED = 100  # work items whose comments are read, the latest changed ones
_COMMON = "Microsoft.VSTS.Common."
_FIELDS = tuple(
    f"System.{name}" for name in "Id TeamProject Title State CreatedBy CreatedDate ChangedDate CommentCount Tags WorkItemType".split()
)
_CLOSING = tuple(f"{_COMMON}{name}" for name in "ResolvedBy ResolvedDate ClosedBy ClosedDate".split())
_DONE = frozenset("closed done resolved completed removed".split())
_TITLE = 500
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that somebody did to a work item."""

    kind: EventKind
    at: datetime
    actor: Identity
    body: str = ""
    comment: int = 0


@dataclass(slots=True)
class Item:
    """One work item, with the comments of the asked people."""

    row: Json  # its fields
    comments: list[Act] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Return its number, which is the organisation's."""
        return number(self.row, "System.Id")

    @property
    def project(self) -> str:
        """Return its project's name."""
        return text(self.row, "System.TeamProject")

    def acts(self, wanted: Wanted, query: Query) -> Iterator[Act]:
        """Yield what the asked people did to it in the window; who resolved and then closed it ended it once."""
        done = [
            (EventKind.ISSUE_OPENED, when(self.row, "System.CreatedDate"), inner(self.row, "System.CreatedBy")),
            (EventKind.ISSUE_CLOSED, when(self.row, f"{_COMMON}ResolvedDate"), inner(self.row, f"{_COMMON}ResolvedBy")),
            (EventKind.ISSUE_CLOSED, when(self.row, f"{_COMMON}ClosedDate"), inner(self.row, f"{_COMMON}ClosedBy")),
        ]
        told = {
            (kind, actor): Act(kind=kind, at=at, actor=actor)
            for kind, at, who in reversed(done)
            if at and query.window.start <= at < query.window.end and wanted.includes(who) and (actor := identity(who))
        }
        yield from told.values()
        yield from self.comments

    def thread(self, web: str, known_as: tuple[str, ...] = ()) -> Thread:
        """Return it as a thread; `known_as` is how the repositories of its project refer to it."""
        is_done = text(self.row, "System.State").casefold() in _DONE or when(self.row, f"{_COMMON}ClosedDate") is not None
        return Thread(
            ref=f"#{self.number}",
            title=clean(text(self.row, "System.Title"), _TITLE),
            url=web,
            is_request=False,
            state=ThreadState.CLOSED if is_done else ThreadState.OPEN,
            author=identity(inner(self.row, "System.CreatedBy")),
            labels=tuple(filter(None, (clean(tag.strip()) for tag in text(self.row, "System.Tags").split(";")))),
            closes=known_as,
        )


async def found(api: Api, wanted: Wanted, query: Query) -> list[Item]:
    """Return the work items that changed since the window began and that the asked people ever changed, with their comments.

    Raises:
        OutsideError: they could not be read.
    """
    asked = {"timePrecision": "true", "$top": str(_MOST)}
    answer = await api.one("/_apis/wit/wiql", asked, body={"query": _wiql(wanted, query)})
    numbers = [name for row in rows(answer.get("workItems")) if (name := number(row, "id"))]
    if len(numbers) >= _MOST:
        api.note("", PermanentError(messages.cut("work items", _MOST)))
    async with asyncio.TaskGroup() as group:
        starts = range(0, len(numbers), _BATCH)
        tasks = [group.create_task(api.tried("work items", _batch(api, numbers[at : at + _BATCH]), [])) for at in starts]
    items = [Item(row) for task in tasks for row in task.result() if number(row, "System.Id")]
    await _comments(api, items, wanted, query)
    return items


def _wiql(wanted: Wanted, query: Query) -> str:
    """Write the query: who creates, closes or comments a work item changes it."""
    who = ["@Me"] if wanted.only else ["'" + name.replace("'", "''") + "'" for name in wanted.unique_names()]
    ever = " OR ".join(f"EVER [System.ChangedBy] = {name}" for name in who)
    span = f"[System.ChangedDate] >= '{iso(query.window.start)}' AND [System.CreatedDate] < '{iso(query.window.end)}'"
    by = f" AND ({ever})" if ever else ""
    return f"SELECT [System.Id] FROM WorkItems WHERE {span}{by} ORDER BY [System.ChangedDate] DESC"  # noqa: S608  quoted above


async def _batch(api: Api, numbers: list[int]) -> list[Json]:
    try:
        answer = await _asked(api, numbers, (*_FIELDS, *_CLOSING))
    except RejectedError:  # a server's own process may lack the fields
        answer = await _asked(api, numbers, _FIELDS)
        api.note("", PermanentError(messages.NO_CLOSING))
    return [inner(row, "fields") for row in rows(answer.get("value"))]


async def _asked(api: Api, numbers: list[int], fields: tuple[str, ...]) -> Json:
    return await api.one("/_apis/wit/workitemsbatch", body={"ids": numbers, "fields": fields, "errorPolicy": "omit"})


async def _comments(api: Api, items: list[Item], wanted: Wanted, query: Query) -> None:
    commented = [item for item in items if number(item.row, "System.CommentCount")]
    if len(commented) > _COMMENTED:
        api.note("", PermanentError(messages.cut("work items with comments", _COMMENTED)))

    async def read(item: Item) -> None:
        item.comments = await api.tried(f"comments of #{item.number}", _of_item(api, item, wanted, query), [])

    async with asyncio.TaskGroup() as group:
        for item in commented[:_COMMENTED]:
            group.create_task(read(item))


async def _of_item(api: Api, item: Item, wanted: Wanted, query: Query) -> list[Act]:
    path = f"/{quote(item.project, safe='')}/_apis/wit/workItems/{item.number}/comments"
    listed = await api.many(path, {"order": "desc"}, f"comments of #{item.number}", paging=Paging(skip="", size=200), key="comments")
    acts = (_comment(row) for row in listed if wanted.includes(inner(row, "createdBy")) and not flag(row, "isDeleted"))
    return [act for act in acts if act and query.window.start <= act.at < query.window.end]


def _comment(row: Json) -> Act | None:
    at = when(row, "createdDate")
    body = html.unescape(_TAG.sub(" ", text(row, "text")[:20_000]))
    return Act(kind=EventKind.COMMENT, at=at, actor=identity(inner(row, "createdBy")), body=body, comment=number(row, "id")) if at else None
