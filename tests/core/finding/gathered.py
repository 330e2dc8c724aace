"""A week, who may be asked for, and what is gathered of it."""

from datetime import timedelta

from core.finding.gather import gather
from core.model import Activity, Identity, RecapRequest, Where, Who, WhoKind, Window
from tests.core.finding.made import after
from tests.facts import ANA, MONDAY, commit
from tests.fakes import FakeSource

WEEK = Window(MONDAY, MONDAY + timedelta(days=7), "UTC", "Mon 1 – Sun 7 Feb 2021")
EVERYONE = (Who(WhoKind.EVERYONE),)
ME = (Who(WhoKind.ME),)
ANYWHERE = Where()
WHOLE = commit("Add login", paths=("web/login.py",), size=(10, 2))


async def gathered(
    *sources: FakeSource, who: tuple[Who, ...] = EVERYONE, where: Where = ANYWHERE, me: tuple[Identity, ...] = (ANA,), most: int = 99
) -> Activity:
    request = RecapRequest(who=who, window=WEEK, where=where)
    return await gather(sources, request, me=me, now=after(200), most=most)


def told(activity: Activity) -> list[str]:
    return [event.title for event in activity.events]
