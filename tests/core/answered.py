"""A repository of two commits, and what is answered about it."""

from datetime import UTC, datetime

from core.errors import OutsideError
from core.model import Event, Recap, RecapRequest, Window
from core.recap import Recapper
from tests.facts import ANA, commit
from tests.fakes import FakeSource, FakeWriter

NOW = datetime(2021, 2, 8, 12, tzinfo=UTC)
WINDOW = Window(datetime(2021, 2, 1, tzinfo=UTC), datetime(2021, 2, 8, tzinfo=UTC), "UTC", "Mon 1 – Sun 7 Feb 2021")
ASKED = RecapRequest(window=WINDOW)
LOGIN = commit("Add login (#412)", paths=["login.py"], size=(80, 2))
EXPORT = commit("Fix the export (#418)", paths=["export.py"], size=(9, 9))


def recapper(*events: Event, writer: FakeWriter | None = None, breaks: OutsideError | None = None) -> Recapper:
    return Recapper(sources=[FakeSource("acme/web", *events, breaks=breaks)], me=[ANA], now=lambda: NOW, writer=writer)


async def shown(recapper: Recapper, request: RecapRequest = ASKED) -> list[Recap]:
    return [recap async for recap in recapper.answer(request)]
