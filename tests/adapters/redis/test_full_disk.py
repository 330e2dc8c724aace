"""An embedded store whose disk has no more room, or which may open no more files: told, and used again when there is some.

A limit on how large its files may grow, and on how many it may have open, stands for both: its writes fail in the same place.
"""

import asyncio
import resource
from pathlib import Path

import pytest

from adapters.redis import binary
from adapters.redis.accounts import RedisAccounts
from adapters.redis.address import address
from adapters.redis.client import Store, connected
from adapters.redis.keyring import KeyFile
from adapters.redis.pool import Patience
from adapters.redis.sealing import Sealer
from adapters.redis.server import embedded
from core.errors import PermanentError, TransientError
from tests.adapters.redis.embedding import number, write
from tests.fake_accounts import account

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits other processes")
HASTE = Patience(whole=0.5, connect=0.2, answer=0.3, free=0.3, attempts=0, connections=2)
NONE_LEFT = 'trap "" XFSZ\nulimit -S -f {blocks}\nexec "{program}" "$@"'


def bounded(folder: Path, blocks: int) -> Path:
    """Return a program that is the server, and may write so many blocks of 512 bytes to a file."""
    write(folder / "server", NONE_LEFT.format(blocks=blocks, program=binary.found()))
    return folder / "server"


async def written(store: Store, name: str) -> None:
    async with store.patient() as redis:
        await redis.set(name, "x" * 20_000)


async def filled(store: Store) -> None:
    """Write until that is refused: while an earlier write is being synced, the server answers before it writes."""
    async with asyncio.timeout(10):
        while True:
            await written(store, "more")
            await asyncio.sleep(0.01)


def limited(folder: Path, what: int, most: int) -> int:
    """Limit the server of a folder, and return what its limit was."""
    soft, hard = resource.prlimit(number(folder), what)
    resource.prlimit(number(folder), what, (most, hard))
    return soft


@pytest.mark.fault("F190")
async def test_a_disk_without_room_is_told_and_nothing_that_was_kept_is_lost(tmp_path: Path) -> None:
    folder, server = tmp_path / "store", bounded(tmp_path, 100)
    async with embedded(folder, program=server) as one, connected(address(one.url)) as store:
        await written(store, "kept")
        with pytest.raises(PermanentError, match="cannot write to its disk, so it takes no changes: free some space"):
            await filled(store)

        limited(folder, resource.RLIMIT_FSIZE, resource.RLIM_INFINITY)
        async with asyncio.timeout(10):  # it tries again ten times a second
            while not await taken(store):  # noqa: ASYNC110  it is looked at from outside
                await asyncio.sleep(0.05)
    async with embedded(folder) as again, connected(address(again.url)) as store, store.patient() as redis:
        assert [await redis.strlen(name) for name in ("kept", "later")] == [20_000, 20_000]


@pytest.mark.fault("F190")
async def test_an_account_is_not_said_to_be_gone_or_there_where_the_disk_did_not_take_that(tmp_path: Path) -> None:
    folder, server = tmp_path / "store", bounded(tmp_path, 10_000)
    sealer, kept = Sealer(KeyFile(tmp_path / "keys")), account()
    async with embedded(folder, program=server) as one, connected(address(one.url)) as store:
        accounts = RedisAccounts(store.patient, sealer)
        await accounts.save(kept)
        limited(folder, resource.RLIMIT_FSIZE, sum(file.stat().st_size for file in (folder / "data").glob("**/*.incr.aof")))
        for change in (accounts.remove, accounts.save):
            with pytest.raises(PermanentError, match="cannot write to its disk"):
                await change(kept)
    async with embedded(folder) as again, connected(address(again.url)) as store:
        assert await RedisAccounts(store.patient, sealer).of(kept.owner) == [kept]


@pytest.mark.fault("F190")
async def test_a_start_on_a_disk_without_room_says_so(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="could not be started"):
        async with embedded(tmp_path / "store", program=bounded(tmp_path, 0)):
            pass


@pytest.mark.fault("F190")
async def test_a_store_that_may_open_no_more_files_is_told_and_used_again(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    async with embedded(folder) as one, connected(address(one.url), hasty=HASTE, patient=HASTE) as store:
        before = limited(folder, resource.RLIMIT_NOFILE, 3)
        with pytest.raises(TransientError):
            await written(store, "kept")
        limited(folder, resource.RLIMIT_NOFILE, before)
        await written(store, "kept")


async def taken(store: Store) -> bool:
    try:
        await written(store, "later")
    except PermanentError:
        return False
    return True
