"""Servers that let the bot in, throw it out, or are only out of reach."""

import asyncio

import pytest

from tests.adapters.discord.conftest import House


@pytest.mark.fault("F014")
async def test_servers_that_come_and_go_are_told_of(house: House) -> None:
    here, gone = asyncio.Queue[str](), asyncio.Queue[str]()
    async with asyncio.timeout(10), house.connected(on_here=here.put, on_gone=gone.put):
        assert await here.get() == str(house.guild.id)
        house.server.leaves(house.server.bot)
        assert await gone.get() == str(house.guild.id)
    assert here.empty()
    assert gone.empty()
