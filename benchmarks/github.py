"""How Recap reads GitHub, beside git-recap and did from PyPI; run `python -m benchmarks.github`.

All ask the same server, a process of its own, about the same week of the same person. Calls, bytes as they were sent and depth (how many
requests waited for one another) are the server's own record; what was found is compared with the state of its world.
"""

import argparse
import asyncio
import resource
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TypeVar

from adapters.github.client import Bounds
from adapters.github.source import GitHubSource
from benchmarks import github_peers as peers
from benchmarks.github_server import WEEK, Served, served
from benchmarks.lag import queued
from benchmarks.table import table
from bot.loop import runner
from core.errors import OutsideError
from core.model import Account, EventKind, Identity, Query
from core.reading.logins import written
from tests.adapters.github.house import FreeBudget, KeptMemory
from tests.servers.github.generated import NOW
from tests.servers.github.truth import Fact

SIZES = (60, 600)
TIMES = 15
CROWD = 200
T = TypeVar("T")


def main() -> None:
    """Print every table."""
    options = _options()
    for size in options.sizes:
        with served(size, options.latency) as server:
            title = f"{size} repositories, one week of one person, {options.latency * 1000:.0f} ms a request"
            print(table(title, list(_ways(server, has_peers=not options.no_peers))))
            print(table("CPU of one recap beside the imports: the hot query's two ways", list(_cpu(server))))
            print(table("A team of ten in one go", list(_team(server))))
            print(table(f"{CROWD} recaps at once, of as many accounts, in one process", list(_crowd(server))))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.github", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="repositories of each world")
    parser.add_argument("--latency", type=float, default=0.08, help="seconds that each request takes")
    parser.add_argument("--no-peers", action="store_true", help="leave git-recap and did out; git-recap pauses between its calls")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Recapped:
    """What one recap found, and what was said beside it."""

    facts: set[Fact] = field(repr=False)  # asyncio's runner writes down what it returns, for nobody
    said: str
    seconds: float


async def _recap(server: Served, account: Account, memory: KeptMemory, *people: Identity, now: datetime = NOW) -> Recapped:
    """Let an account look for people, where none are given for its owner."""
    source = GitHubSource(
        account,
        budget=FreeBudget(),
        memory=memory,
        api=server.url,
        graphql=server.graphql,
        clock=lambda: NOW,
        bounds=Bounds(request=60, whole=120),
    )
    found, said, began = set(), "", perf_counter()
    own = Identity(account.name, login=written(account.provider, account.host, account.login))
    try:
        async for event in source.events(Query(window=WEEK, now=now, people=people or (own,))):
            kind = EventKind.COMMIT if event.kind is EventKind.MERGE else event.kind
            found.add(Fact(kind, event.repository, event.ref, event.at))
    except OutsideError as error:
        said = str(error)
    return Recapped(found, said, perf_counter() - began)


def _run(work: Coroutine[object, object, T]) -> T:
    """Run it on a loop as the bot's process has it."""
    with runner() as loop:
        return loop.run(work)


def _ways(server: Served, *, has_peers: bool) -> Iterator[Sequence[object]]:
    yield ("", "calls", "depth", "KB sent", "found", "of", "wrongly", "seconds")
    account, memory = server.account("ana"), KeptMemory()
    truth = server.facts("ana", viewer="ana")
    _run(_recap(server, account, KeptMemory()))  # the server works its answers out
    server.traffic()
    for name, now in (("recap", NOW), ("recap, again", NOW), ("recap, to now", WEEK.end), ("recap, to now again", WEEK.end)):
        done = _run(_recap(server, account, memory, now=now))
        seen = server.traffic()
        yield (name, seen.calls, seen.depth, seen.kilobytes, len(done.facts & truth), len(truth), len(done.facts - truth), done.seconds)
        if done.said:
            print(f"{name} says: {done.said}\n")
    for name, ask in (("git-recap", peers.git_recap), ("did", peers.did)) if has_peers else ():
        programs = peers.installed(name)
        if isinstance(programs, str):
            print(f"{programs}\n")
            continue
        told, seconds = ask(programs, server, "ana")
        seen = server.traffic()
        yield (peers.PEERS[name], seen.calls, seen.depth, seen.kilobytes, len(told), len(truth), "", seconds)


def _cpu(server: Served) -> Iterator[Sequence[object]]:
    yield ("", "ms of CPU")
    account = server.account("ana")
    yield ("one recap, GraphQL and feeds over aiohttp", _milliseconds(lambda: _run(_recap(server, account, KeptMemory()))))
    yield ("its requests alone, over aiohttp", _milliseconds(lambda: _run(_by_aiohttp(server, account))))
    yield ("the same requests, through PyGithub's requester", _milliseconds(lambda: _by_pygithub(server, account)))


async def _by_aiohttp(server: Served, account: Account) -> None:
    from adapters.github.client import Client

    async with Client(account, server.url, server.graphql, FreeBudget(), KeptMemory(), lambda: NOW) as client:
        for document, variables in _documents(account):
            await client.query(document, variables)
        await client.get("/users/ana/events?per_page=100")


def _by_pygithub(server: Served, account: Account) -> None:
    from adapters.github.bounded import Terms
    from adapters.github.sdk import opened
    from core.hosts import anywhere

    github = opened(account.token, Terms(server.url, anywhere, float("inf")))
    for document, variables in _documents(account):
        github.requester.requestJsonAndCheck("POST", server.graphql, input={"query": document, "variables": variables})
    github.requester.requestJsonAndCheck("GET", "/users/ana/events?per_page=100")
    github.close()


def _documents(account: Account) -> Iterator[tuple[str, dict[str, str]]]:
    """Return a document like the first one of a recap."""
    from adapters.github import documents

    span = documents.Span("2026-11-08T00:00:00Z", "2026-11-16T00:00:00Z")
    asks = [documents.contributions(account.node, span, 100)]
    asks += [
        documents.search(kind, "ana", f"{words.format('ana')} updated:>=2026-11-09", size=30) for kind, words in documents.KINDS.items()
    ]
    values = {"from": "2026-11-09T00:00:00Z", "since": "2026-11-08T00:00:00Z", "until": "2026-11-19T00:00:00Z"}
    document = documents.document(asks)
    yield document, documents.variables_of(document, values)


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    costs = []
    for _ in range(TIMES):
        began = process_time()
        work()
        costs.append((process_time() - began) * 1000)
    return median(costs)


def _team(server: Served) -> Iterator[Sequence[object]]:
    yield ("", "calls", "points", "depth", "KB sent", "found", "of")
    people = [Identity(server.user(login).name, login=f"github:{login}") for login in server.logins]
    truth = set[Fact]().union(*(server.facts(login, viewer="ana") for login in server.logins))
    memory = KeptMemory()
    _run(_recap(server, server.account("ana"), KeptMemory(), *people))
    server.traffic()
    done = _run(_recap(server, server.account("ana"), memory, *people))
    seen = server.traffic()
    yield ("recap", seen.calls, seen.points, seen.depth, seen.kilobytes, len(done.facts & truth), len(truth))
    print(f"recap says: {done.said}\n")


def _crowd(server: Served) -> Iterator[Sequence[object]]:
    yield ("", "median s", "95 % s", "worst s", "ms of CPU each", "threads", "MB more", "s queued", "its server")
    accounts = [server.account(login, number=number) for number in range(CROWD // len(server.logins)) for login in server.logins]
    for account in accounts[: len(server.logins)]:
        _run(_recap(server, account, KeptMemory()))
    began = process_time()
    alone = [_run(_recap(server, accounts[0], KeptMemory())).seconds for _ in range(5)]
    yield ("alone", median(alone), max(alone), max(alone), (process_time() - began) * 1000 / len(alone), "", "", "", "")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    async def together() -> list[Recapped]:
        return await asyncio.gather(*(_recap(server, account, KeptMemory()) for account in accounts))

    began, waited = process_time(), (queued(), server.queued())
    done = sorted(one.seconds for one in _run(together()))
    cost = (process_time() - began) * 1000 / len(accounts)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    others = (queued() - waited[0], server.queued() - waited[1])  # what other programs took of the processors
    yield ("together", median(done), quantiles(done, n=20)[-1], done[-1], cost, threading.active_count(), more, *others)


if __name__ == "__main__":
    main()
