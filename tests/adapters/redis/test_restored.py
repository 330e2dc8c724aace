"""A store that was emptied, or is again as it was yesterday: accounts are linked again, and nothing falls over."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.redis.accounts import RedisAccounts
from adapters.redis.client import Store
from adapters.redis.lenient import Lenient
from adapters.redis.memory import RedisMemory
from adapters.redis.resealing import accept
from adapters.redis.sealing import Sealer
from adapters.redis.turns import RedisTurns
from core.errors import AuthError
from core.model import Account
from core.refresh import Refresher
from tests.core.connecting import USER, Desk, desk
from tests.fake_accounts import ANA
from tests.store import Server, clients_of

KEY = os.urandom(32)
SEALER = Sealer(lambda: (KEY,))


async def linked(one: Desk, accounts: RedisAccounts) -> Account:
    made = (await one.connector.by_device(ANA, one.site, lambda code: one.server.approve(code.typed, USER))).account
    await accounts.save(made)
    return made


def refresher(store: Store, one: Desk) -> Refresher:
    return Refresher(
        accounts=RedisAccounts(store.patient, SEALER),
        turns=RedisTurns(store.patient),
        sites=lambda *_: one.site,
        now=lambda: datetime.now(UTC) + timedelta(hours=3),
    )


@pytest.mark.fault("F046")
async def test_an_emptied_store_asks_everybody_to_link_again(server: Server, store: Store) -> None:
    accounts, memory = RedisAccounts(store.patient, SEALER), RedisMemory(Lenient(store.patient))
    async with desk() as one:
        await accept(store.patient, SEALER)
        kept = await linked(one, accounts)
        await memory.keep(kept, "week", b"found", seconds=60)

        assert server.said("FLUSHALL") == "+OK"

        assert await accounts.of(ANA) == []
        assert await memory.recall(kept, "week") is None
        with pytest.raises(AuthError, match="recap connect gitlab"):
            await refresher(store, one).fresh(kept)
        assert await accounts.of(ANA) == [], "what was erased does not come back by itself"
        await memory.keep(kept, "week", b"found", seconds=60)
        assert await memory.recall(kept, "week") is None
        await accept(store.patient, SEALER)  # as a start does
        again = await linked(one, accounts)
        assert await accounts.of(ANA) == [again]


@pytest.mark.fault("F046")
async def test_yesterdays_store_asks_those_to_link_again_whose_tokens_were_renewed_since(own: Server, tmp_path: Path) -> None:
    async with desk() as one:
        async with clients_of(own) as store:
            await accept(store.patient, SEALER)
            kept = await linked(one, RedisAccounts(store.patient, SEALER))
        own.stop()
        shutil.copytree(own.folder / "appendonlydir", tmp_path / "yesterday")
        own.start()
        async with clients_of(own) as store:
            fresh = await refresher(store, one).fresh(kept)
            assert fresh.token != kept.token

        own.stop()
        shutil.rmtree(own.folder / "appendonlydir")
        shutil.copytree(tmp_path / "yesterday", own.folder / "appendonlydir")
        own.start()
        async with clients_of(own) as store:
            accounts = RedisAccounts(store.patient, SEALER)
            await accept(store.patient, SEALER)
            assert await accounts.of(ANA) == [kept]
            with pytest.raises(AuthError, match="recap connect gitlab"):
                await refresher(store, one).fresh(kept)
            assert [account.is_dead for account in await accounts.of(ANA)] == [True]
            again = await linked(one, accounts)
            assert await accounts.of(ANA) == [again]
