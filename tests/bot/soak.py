"""Many link their accounts and ask at once, in a process of its own, which says how late its loop was; the hosts are in another one."""

import asyncio
import json
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from adapters.files import Files, Folders
from benchmarks.lag import Lag
from bot.accounts.linked import Links, linked
from bot.accounts.sources import LinkedSources
from bot.environment.settings import Remote, Settings
from bot.loop import runner, settled
from bot.serving.beforehand import beforehand
from core.model import Member, Provider, RecapRequest, Secret, Window
from core.recap import Recapper


async def soak(told: Any) -> object:
    """Return how many answers there were, of how many events, and the longest lags in seconds."""
    now = datetime.fromisoformat(told["now"])
    read = Settings(
        store=Secret(told["store"]),
        secret_keys=Secret(told["key"]),
        github=Remote(url=told["github"], graphql=told["graphql"]),
        gitlab=Remote(url=told["gitlab"]),
    )
    beforehand(read)
    members = [Member("slack", f"T{number}", "U1") for number in range(told["people"])]
    lag = Lag()
    async with linked(read, Files(Folders.of({"HOME": told["home"]})), now=lambda: now, tell=lambda _: None) as links:
        settled()
        watching = asyncio.ensure_future(lag.watch())
        await asyncio.gather(*(_link(links, member, told["tokens"]) for member in members))
        events = await asyncio.gather(*(_asked(links, member, told["window"], now) for member in members))
        watching.cancel()
    return {"answers": len(events), "events": sorted(set(events)), "late": max(lag.late), "own": max(lag.own)}


async def _link(links: Links, member: Member, tokens: dict[str, str]) -> None:
    for provider, token in tokens.items():
        site = links.hosts(Provider(provider), links.hosts.usual(Provider(provider)))
        await links.connector.by_token(member, site, Secret(token))


async def _asked(links: Links, member: Member, window: list[str], now: datetime) -> int:
    start, end = map(datetime.fromisoformat, window)
    sources = LinkedSources(links=lambda: nullcontext(links), now=lambda: now, member=member)
    request = RecapRequest(window=Window(start, end, "UTC", "then"))
    recap = [one async for one in Recapper(sources=(), me=(), now=lambda: now, linked=sources).answer(request)][-1]
    assert not recap.failures, recap.failures
    return recap.coverage.events


if __name__ == "__main__":
    with runner() as loop:
        sys.stdout.write(json.dumps(loop.run(soak(json.loads(Path(sys.argv[1]).read_text())))))
