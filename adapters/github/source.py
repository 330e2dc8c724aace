"""An account at GitHub as a source of activity."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from typing_extensions import override

from adapters.github import feed
from adapters.github.answer import text
from adapters.github.client import Bounds, Client
from adapters.github.facts import name_of
from adapters.github.found import Found
from adapters.github.look import Look
from adapters.github.people import Asked, Sought, resolved
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.finding.where import passes
from core.hosts import Judge, anywhere
from core.messages import github as messages
from core.model import Account, Event, Provider, Query, Where
from core.ports import ActivitySource, Budget, Memory
from core.reading.logins import placed

API = "https://api.github.com"
_PLACES = 20  # repositories in which everybody's work is looked for
_FRESH = 300  # seconds for which a window that reaches now is told again, where nothing is seen to have changed
_LEAST, _LONGEST = 600, 86_400  # seconds for which a past window is kept: a tenth of its age, for late pushes belong to it too


def _clock() -> datetime:
    return datetime.now(UTC)


class GitHubSource(ActivitySource):
    """What people did at one host, as one account sees it."""

    def __init__(
        self,
        account: Account,
        *,
        budget: Budget,
        memory: Memory,
        api: str = API,
        graphql: str = "",
        clock: Callable[[], datetime] = _clock,
        bounds: Bounds = Bounds(),  # noqa: B008  it is frozen
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        judge: Judge = anywhere,
    ) -> None:
        self._account = account
        self._budget = budget
        self._memory = memory
        self._api = api.rstrip("/")
        self._graphql = graphql or graphql_of(self._api)
        self._clock = clock
        self._bounds = bounds
        self._sleep = sleep
        self._judge = judge

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
        if query.window.start >= query.now:
            return  # nobody has done anything there yet
        async with self._client() as client:
            repositories = () if query.people else await self._places(client, query.where)
            people = await resolved(client, Asked.of(self._account, query.people)) if query.people else []
            found = await self._found(client, query, people, repositories)
        for event in found.events(query.window, query.now, people or None):
            yield placed(event, Provider.GITHUB, self._account.host)
        if found.gaps:
            raise _joined(found.gaps, client.trouble.values())

    @override
    async def measured(self, events: Sequence[Event]) -> list[Event]:
        return list(events)  # sizes came with the commits; paths would cost a call each

    async def _places(self, client: Client, where: Where) -> tuple[str, ...]:
        """Return where everybody's work is looked for: what is named, or patterns stand for, else all, the newest pushed first."""
        exact = [name for name in where.repositories if _is_exact(name)]
        if where.repositories and len(exact) == len(where.repositories):
            return tuple(exact)
        listed = await client.get("/user/repos?sort=pushed&per_page=100")
        known = [name_of(text(row, "full_name")) for row in (listed if isinstance(listed, list) else ())]
        meant = tuple(dict.fromkeys([*exact, *(name for name in known if passes(name, where))]))
        if len(meant) > _PLACES:
            client.gaps[messages.too_many_named(self._account.host, _PLACES, len(meant))] = None
        return meant[:_PLACES]

    async def _found(self, client: Client, query: Query, people: Sequence[Sought], repositories: tuple[str, ...]) -> Found:
        """Return what was kept where that still holds, else look."""
        is_past = query.window.end < query.now  # one that runs to now ends there
        key = self._key(query, people, repositories, is_past=is_past)
        kept = Found.read(await self._memory.recall(self._account, key))
        if kept and (is_past or await self._is_unchanged(client, query, people, repositories)):
            return kept
        look = Look(client, query.window, query.now, people, repositories)
        if is_past:
            found = await self._looked(look)
        else:
            found, _ = await asyncio.gather(self._looked(look), self._is_probed(client, query, people))
        if client.trouble:
            return found  # what failed now may not fail the next time
        seconds = int(min(max((query.now - query.window.end).total_seconds() / 10, _LEAST), _LONGEST)) if is_past else _FRESH
        await self._memory.keep(self._account, key, found.written(), seconds=seconds)
        return found

    async def _looked(self, look: Look) -> Found:
        """Look, and once more under the account's new login where it was renamed: searches and feeds go by logins."""
        found = await look.found()
        now = look.client.login
        if now.casefold() == self._account.login.casefold() or not any(one.is_viewer for one in look.people):
            return found
        look.client.gaps.clear()
        look.client.trouble.clear()
        people = [replace(one, login=now) if one.is_viewer else one for one in look.people]
        found = await replace(look, people=people).found()
        found.logins = [now]
        return found

    async def _is_unchanged(self, client: Client, query: Query, people: Sequence[Sought], repositories: tuple[str, ...]) -> bool:
        """Ask conditionally whether anything happened since; a host that does not say so has changed."""
        feeds = [feed.first(client, path, query.window) for path, _ in feed.paths(people, repositories)]
        try:
            await asyncio.gather(*feeds, self._probe(client, query, people))
        except OutsideError:
            return False
        return not client.changed

    async def _is_probed(self, client: Client, query: Query, people: Sequence[Sought]) -> bool:
        try:
            await self._probe(client, query, people)
        except OutsideError:
            return False
        return True

    async def _probe(self, client: Client, query: Query, people: Sequence[Sought]) -> None:
        """Look at what changes at once when somebody pushes, or when a thread of the viewer's moves; feeds come up to hours late."""
        if len(people) != 1 or not people[0].is_viewer:
            return
        since = query.window.start.strftime("%Y-%m-%dT%H:%M:%SZ")
        await asyncio.gather(
            client.get("/user/repos?sort=pushed&per_page=1"),
            client.get(f"/issues?filter=all&state=all&sort=updated&per_page=1&since={since}"),
        )

    def _key(self, query: Query, people: Sequence[Sought], repositories: tuple[str, ...], *, is_past: bool) -> str:
        """Return a key that holds everything that an answer depends on beside the account."""
        end = query.window.end.isoformat() if is_past else "now"
        who = sorted(f"{one.login}:{one.node}:{','.join(one.emails)}" for one in people)
        parts = [self._api, query.window.start.isoformat(), end, *who, *repositories, *sorted(self._account.scopes)]
        return "found:" + sha256("\n".join(parts).encode()).hexdigest()

    def _client(self) -> Client:
        of = (self._account, self._api, self._graphql, self._budget, self._memory, self._clock)
        return Client(*of, self._bounds, self._sleep, self._judge)


def graphql_of(api: str) -> str:
    """Return where GraphQL is beside a REST interface: "/graphql" at github.com, "/api/graphql" beside an Enterprise Server's "/api/v3"."""
    return api.rstrip("/").removesuffix("/v3") + "/graphql"


def _joined(gaps: Sequence[str], trouble: Iterable[OutsideError]) -> OutsideError:
    """Return one error for all that is missing, as grave as the gravest; a limit of the host's lists is permanent."""
    sentence = " ".join(gaps)
    by_kind = {type(error): error for error in trouble}
    refusals = [error for error in by_kind.values() if isinstance(error, AuthError)]
    if refusals:
        return AuthError(sentence, is_refused=any(error.is_refused for error in refusals))
    limited = by_kind.get(RateLimitedError)
    if isinstance(limited, RateLimitedError):
        return RateLimitedError(sentence, retry_at=limited.retry_at)
    if any(issubclass(kind, TransientError) for kind in by_kind):
        return TransientError(sentence)
    gap = PermanentError(sentence)
    gap.is_partial = not by_kind  # the host lists no more, and everything else was looked at
    return gap


def _is_exact(name: str) -> bool:
    return name.count("/") == 1 and not set(name) & set("*?[")
