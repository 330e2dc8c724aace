"""The accounts of somebody who is a member of several servers."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from bot.accounts.linked import Links
from bot.accounts.sources import LinkedSources, Unreachable
from core.ports import ActivitySource
from tests.bot.links import ANA, NOW, github, link, opened
from tests.store import Server

ELSEWHERE = replace(ANA, tenant="another")


async def test_an_account_that_somebody_linked_in_two_servers_is_read_once_and_the_living_one_of_them(
    server: Server, tmp_path: Path
) -> None:
    async with github() as host, opened(server, tmp_path, host) as links:
        for member in (ANA, ELSEWHERE):
            await link(links, host, member, "ana")
        [first] = await links.accounts_of(ANA)
        both = await sources(links)
        await links.accounts.save(replace(first, is_dead=True))
        living = await sources(links)
        await link(links, host, ELSEWHERE, "bob")
        three = await sources(links)

    assert len(both) == 1
    assert not any(isinstance(one, Unreachable) for one in living)
    assert [one.name for one in living] == [one.name for one in both]
    assert len(three) == 2


async def sources(links: Links) -> list[ActivitySource]:
    made = LinkedSources(links=lambda: nullcontext(links), now=lambda: NOW, member=ANA, others=(ELSEWHERE,))
    async with made() as found:
        return [one.source for one in found]
