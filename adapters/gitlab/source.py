"""An account at a GitLab as a source of activity."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import UTC, datetime

from typing_extensions import override

from adapters.gitlab.api import Api
from adapters.gitlab.calls import Tools
from adapters.gitlab.limits import Limits
from adapters.gitlab.reading import Reading
from core.answers import good_over, joined
from core.errors import TransientError
from core.hosts import Judge, anywhere
from core.messages import answers
from core.model import Account, Event, Provider, Query
from core.ports import ActivitySource, Budget, Memory
from core.reading.logins import placed

_LEAST = 600  # seconds that answers about a window that is over are good; no more, for a project may be closed to some


class GitLabSource(ActivitySource):
    """What one account sees of a GitLab, asked with its own token. `url` is where the host is, if not at https://HOST."""

    def __init__(
        self,
        account: Account,
        *,
        budget: Budget,
        memory: Memory,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        url: str = "",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limits: Limits = Limits(),  # noqa: B008  it is frozen
        judge: Judge = anywhere,
    ) -> None:
        self._account = account
        self._tools = Tools(budget=budget, memory=memory, clock=clock, sleep=sleep, limits=limits, judge=judge)
        self._url = url or f"https://{account.host}"

    @property
    @override
    def name(self) -> str:
        return f"{self._account.host} ({self._account.login})"

    @property
    @override
    def host(self) -> str:
        return self._account.host

    @property
    @override
    def goes_by_login(self) -> bool:
        return True

    @override
    async def events(self, query: Query) -> AsyncGenerator[Event, None]:
        api = Api(self._account, self._url, self._tools, good=good_over(query.window.end, query.now, least=_LEAST))
        reading = Reading(api, query)
        try:
            async with asyncio.timeout(self._tools.limits.whole):
                await reading.run()
        except TimeoutError:
            api.note("", TransientError(answers.late(self._account.host)))
        finally:
            api.close()
        for event in reading.events():
            yield placed(event, Provider.GITLAB, self._account.host)
        if api.problems:
            raise joined(self._account.host, api.problems)

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return list(events)  # their sizes came with them
