"""Tokens are renewed once by several processes that share a store, whatever happens to one of them."""

import asyncio
import base64
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.sealing import Sealer
from adapters.redis.turns import RedisTurns
from core.errors import AuthError
from core.model import Account
from core.refresh import Refresher
from tests.core.connecting import USER, Desk, desk
from tests.fake_accounts import ANA
from tests.store import Server, astray

ROOT = Path(__file__).parents[3]
KEY = os.urandom(32)
WORKER = """
import asyncio, base64, os, sys
from datetime import UTC, datetime
from adapters.redis import keys
from adapters.redis.accounts import RedisAccounts
from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.redis.sealing import Sealer
from adapters.redis.turns import RedisTurns
from core.model import Secret
from core.refresh import Refresher
from tests.core.connecting import Desk
from tests.fake_accounts import ANA
from tests.servers.oauth import OAuthServer

async def main(store, url, secret, key, late):
    key = base64.b64decode(key)
    host = OAuthServer(url=url, secret=secret)
    async with connected(address(store)) as redis:
        accounts = RedisAccounts(redis.patient, Sealer(lambda: (key,)))
        if late == "dies":
            async def dead(*_, **__):
                print("exchanged", flush=True)
                await asyncio.Event().wait()
            accounts.save = dead
        sites = lambda *_: Desk(host, now=datetime.now(UTC)).site
        refresher = Refresher(accounts=accounts, turns=RedisTurns(redis.patient), sites=sites, now=lambda: datetime.now(UTC))
        (mine,) = await accounts.of(ANA)
        print((await refresher.fresh(mine)).token.reveal(), flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


async def begun(server: Server, one: Desk, *, late: str = "") -> asyncio.subprocess.Process:
    words = (server.url, one.server.url, one.server.secret, base64.b64encode(KEY).decode(), late)
    return await asyncio.create_subprocess_exec(sys.executable, "-c", WORKER, *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE)


async def due(store: Store, one: Desk) -> tuple[RedisAccounts, Account]:
    """Link an account whose token is about to end."""
    one.now = datetime.now(UTC) - timedelta(hours=3)
    accounts = RedisAccounts(store.patient, Sealer(lambda: (KEY,)))
    linked = (await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))).account
    await accounts.save(linked)
    return accounts, linked


@pytest.mark.fault("F070")
async def test_four_processes_renew_a_token_once(store: Store, server: Server) -> None:
    async with desk() as one:
        accounts, old = await due(store, one)
        workers = [await begun(server, one) for _ in range(4)]
        told = {(await worker.communicate())[0].decode().strip() for worker in workers}
        (kept,) = await accounts.of(ANA)
        assert told == {kept.token.reveal()}
        assert kept.token != old.token
        assert one.server.refreshed == 1
        assert one.server.is_live(kept.token)
        assert await astray(store) == []


@pytest.mark.fault("F070")
async def test_a_process_that_is_killed_before_it_kept_the_token_leaves_a_prompt(store: Store, server: Server) -> None:
    async with desk() as one:
        accounts, old = await due(store, one)
        worker = await begun(server, one, late="dies")
        assert worker.stdout is not None
        assert await worker.stdout.readline() == b"exchanged\n"
        worker.send_signal(signal.SIGKILL)
        await worker.wait()
        async with store.patient() as redis:
            assert await redis.ttl(keys.refresh(old)) <= 60
            await redis.delete(keys.refresh(old))  # a minute later
        refresher = Refresher(accounts=accounts, turns=RedisTurns(store.patient), sites=lambda *_: one.site, now=lambda: datetime.now(UTC))
        with pytest.raises(AuthError, match="recap connect gitlab"):
            await refresher.fresh(old)
        assert (await accounts.of(ANA))[0].is_dead
