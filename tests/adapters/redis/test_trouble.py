"""What can go wrong with an embedded server: crashes, strange folders, programs that do not run, others who are at it."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis import binary, launch, locks, server
from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.redis.home import LONGEST, Home
from adapters.redis.server import embedded
from core.errors import PermanentError, TransientError
from tests.adapters.redis.embedding import is_running, link, mode, number, program, using, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.mark.fault("F045")
async def test_a_killed_server_comes_back_with_its_data(folder: Path) -> None:
    async with embedded(folder) as one:
        async with using(one.url) as redis:
            await redis.config_set("appendfsync", "always")
            await redis.set("kept", "yes")
        os.kill(number(folder), signal.SIGKILL)
        assert Home.of(folder).socket.exists()  # stale, as after a crash
        async with embedded(folder) as again, using(again.url) as redis:
            assert again.is_ours
            assert await redis.get("kept") == b"yes"


@pytest.mark.fault("F040")
async def test_a_process_that_stays_starts_a_killed_server_again(folder: Path) -> None:
    async with embedded(folder) as one, connected(address(one.url)) as store:
        watching = asyncio.create_task(server.watch(one, every=0.02))
        try:
            for _ in range(2):
                async with store.patient() as redis:
                    await redis.ping()
                os.kill(number(folder), signal.SIGKILL)
                await store.patient.repeat(Redis.ping, within=10)
        finally:
            watching.cancel()
    assert not is_running(folder)


@pytest.mark.fault("F045")
async def test_a_cut_last_command_is_left_out_and_the_rest_is_there(folder: Path) -> None:
    async with embedded(folder) as one, using(one.url) as redis:
        await redis.set("first", "kept")
        await redis.set("second", "lost")
    written = next(Home.of(folder).data.glob("appendonlydir/*.incr.aof"))
    with written.open("r+b") as file:
        file.truncate(written.stat().st_size - 3)
    async with embedded(folder) as one, using(one.url) as redis:
        assert (await redis.get("first"), await redis.get("second")) == (b"kept", None)


async def test_a_long_folder_has_its_socket_in_a_short_private_one(tmp_path: Path) -> None:
    folder = tmp_path / ("deep/" * 20) / "store"
    home = Home.of(folder)
    assert len(os.fsencode(home.socket)) <= LONGEST
    async with embedded(folder) as one, using(one.url) as redis:
        assert await redis.ping()
        assert mode(home.socket.parent) == 0o700
    home.socket.parent.rmdir()


async def test_a_folder_that_others_can_read_is_closed(folder: Path) -> None:
    program(folder, "left-behind", "")
    assert mode(folder) == 0o755
    async with embedded(folder):
        assert mode(folder) == 0o700


async def test_a_folder_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    link(folder, tmp_path)
    with pytest.raises(PermanentError, match=r"belongs to another user"):
        async with embedded(folder):
            pass


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PermanentError, match=r"The embedded store cannot use .*file/store \(Not a directory\): make it writable"):
        async with embedded(tmp_path / "file" / "store"):
            pass


@pytest.mark.fault("F190")
async def test_a_folder_that_does_not_let_itself_be_locked_is_told(folder: Path) -> None:
    async with embedded(folder):
        pass
    (folder / "users").unlink()
    (folder / "users").mkdir()
    with pytest.raises(PermanentError, match=r"The embedded store cannot use .*store \(Is a directory\): make it writable"):
        async with embedded(folder):
            pass


async def test_a_damaged_file_is_told_in_the_servers_own_words(folder: Path) -> None:
    async with embedded(folder) as one, using(one.url) as redis:
        await redis.set("a", "b" * 100)
    written = next(Home.of(folder).data.glob("appendonlydir/*.incr.aof"))
    written.write_bytes(b"rubbish" + written.read_bytes())
    with pytest.raises(PermanentError, match=r"The embedded store could not be started; it said: Bad file format reading the append only"):
        async with embedded(folder):
            pass


async def test_a_program_that_does_not_take_its_options_is_told(folder: Path) -> None:
    with pytest.raises(PermanentError, match=r"could not be started; false said: nothing"):
        async with embedded(folder, program=Path("/bin/false")):
            pass


async def test_a_program_that_is_none_is_told(folder: Path) -> None:
    with pytest.raises(PermanentError, match=r"could not be started; nothing said: .*No such file"):
        async with embedded(folder, program=Path("/nowhere/nothing")):
            pass


async def test_a_server_that_hangs_is_told_and_no_second_one_started(folder: Path) -> None:
    async with embedded(folder) as one:
        process = number(folder)
        os.kill(process, signal.SIGSTOP)
        try:
            with pytest.raises(TransientError, match=r"runs and does not answer: end its process"):
                async with embedded(folder, patience=0.3):
                    pass
        finally:
            os.kill(process, signal.SIGCONT)
        async with using(one.url) as redis:
            assert await redis.ping()


async def test_a_start_waits_for_a_server_that_is_just_ending(folder: Path) -> None:
    home = Home.of(folder)
    home.make()
    with locks.Lock(folder / "running") as running:
        assert running.take()
        asyncio.get_running_loop().call_later(0.05, running.close)
        async with embedded(folder) as one:
            assert one.is_ours


async def test_a_start_has_patience_with_much_data(folder: Path, tmp_path: Path) -> None:
    async with embedded(folder) as one, using(one.url) as redis:
        await redis.eval("for number = 1, 4000 do redis.call('SET', 'key-' .. number, '') end", 0)
    slow = tmp_path / "slow-server"
    write(slow, f'exec {binary.found()} "$@" --key-load-delay 150')  # microseconds: 0.6 s in all, and an answer each 0.15 s
    async with embedded(folder, program=slow, patience=0.4) as one, using(one.url) as redis:
        assert await redis.dbsize() == 4000


async def test_somebody_who_starts_forever_is_not_waited_for(folder: Path) -> None:
    Home.of(folder).make()
    with locks.Lock(folder / "lock") as lock:
        assert lock.take()
        with pytest.raises(TransientError, match=r"Another Recap is still starting or stopping"):
            async with embedded(folder, patience=0.05):
                pass


async def test_nobody_waits_forever_to_stop_it(folder: Path) -> None:
    async with embedded(folder, patience=0.05):
        lock = locks.Lock(folder / "lock")
        assert lock.take()
    assert is_running(folder)
    lock.close()
    async with embedded(folder):
        pass
    assert not is_running(folder)


async def test_a_server_that_does_not_stop_is_left(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with embedded(folder, patience=0.2):
        process = number(folder)
        os.kill(process, signal.SIGSTOP)
    assert "store not stopped" in caplog.messages
    os.kill(process, signal.SIGKILL)


def test_a_log_that_is_gone_says_nothing(folder: Path) -> None:
    assert str(launch.failure(Home.of(folder))).endswith(f"it said: nothing (its log is {folder}/log)")


async def test_nobody_there_says_nothing(tmp_path: Path) -> None:
    began = time.monotonic()
    assert await server.said(tmp_path / "socket", b"PING", patience=5) == b""
    assert time.monotonic() - began < 1
