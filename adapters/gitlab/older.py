"""What people did before the host's list of actions begins, as the notes of their merge requests and issues tell it.

https://docs.gitlab.com/api/notes/: an approval and a closing leave a note of the system's own.
"""

import asyncio
from datetime import timedelta

from adapters.gitlab.acts import noted
from adapters.gitlab.api import Api
from adapters.gitlab.people import Wanted
from adapters.gitlab.threads import Place
from adapters.gitlab.traces import Traces, tried
from core.errors import PermanentError
from core.messages import gitlab as messages
from core.model import Query
from core.reading.fields import inner, when

KEPT = timedelta(days=3 * 365)  # https://docs.gitlab.com/user/profile/contributions_calendar/#event-time-period-limit
_MOST = 100  # threads


async def add(api: Api, wanted: Wanted, query: Query, traces: Traces) -> None:
    """Where the window begins before the list, add the notes of the threads that were touched since, and say what may be missing."""
    start = query.window.start
    if start >= query.now - KEPT:
        return
    api.note("", PermanentError(messages.OLD_ACTS))
    places = [at for at, row in traces.threads.items() if (when(row, "updated_at") or start) >= start]
    if len(places) > _MOST:
        api.note("", PermanentError(messages.cut("older merge requests and issues", _MOST)))
    async with asyncio.TaskGroup() as group:
        for at in places[:_MOST]:
            group.create_task(tried(api, f"notes of {at.ref}", _notes(api, at, wanted, traces)))


async def _notes(api: Api, at: Place, wanted: Wanted, traces: Traces) -> None:
    path = f"/projects/{at.project}/{'merge_requests' if at.is_request else 'issues'}/{at.number}/notes"
    seen = {(act.kind, act.place, act.at) for act in traces.acts}
    for row in await api.many(path, {"sort": "asc", "order_by": "created_at"}, f"notes of {at.ref}"):
        act = noted(row, at) if wanted.includes(inner(row, "author")) else None
        if act and (act.kind, act.place, act.at) not in seen:
            traces.acts.append(act)
