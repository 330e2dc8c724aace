"""An account at an Azure DevOps organisation as a source of activity."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import datetime
from urllib.parse import quote

from typing_extensions import override

from adapters.azure.api import Api
from adapters.azure.calls import Tools
from adapters.azure.reading import Reading
from adapters.azure.wire import Limits
from core.answers import good_over, joined
from core.errors import TransientError
from core.hosts import Judge, anywhere
from core.messages import answers
from core.model import Account, Event, Provider, Query
from core.ports import ActivitySource, Budget, Memory
from core.reading.logins import placed

_LEAST = 60  # seconds that answers about a window that is over are good


class AzureSource(ActivitySource):
    """What one account sees of an organisation, asked with its own token. `url` is where the organisation is, if not at https://HOST."""

    def __init__(
        self,
        account: Account,
        *,
        budget: Budget,
        memory: Memory,
        clock: Callable[[], datetime],
        url: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limits: Limits = Limits(),  # noqa: B008  it is frozen
        judge: Judge = anywhere,
    ) -> None:
        self._account = account
        self._tools = Tools(budget=budget, memory=memory, clock=clock, sleep=sleep, limits=limits, judge=judge)
        self._url = address_of(account, url)

    @property
    @override
    def name(self) -> str:
        return f"{self._account.host} ({self._account.login})"

    @property
    @override
    def host(self) -> str:
        return self._account.host

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        async with Api(self._account, self._url, self._tools, good=good_over(query.window.end, query.now, least=_LEAST)) as api:
            reading = Reading(api, query)
            try:
                async with asyncio.timeout(self._tools.limits.whole):
                    await reading.run()
            except TimeoutError:
                api.note("", TransientError(answers.late(self._account.host)))
        for event in reading.events():
            yield placed(event, Provider.AZURE, self._account.host)
        if api.problems:
            raise joined(self._account.host, api.problems)

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return list(events)  # the host counts files, and no lines


def address_of(account: Account, url: str) -> str:
    """Return where an account's organisation is."""
    return quote(url or f"https://{account.host}", safe=":/%[]").rstrip("/")
