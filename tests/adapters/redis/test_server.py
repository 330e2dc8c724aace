"""The embedded server: one for all processes of a person, private, durable, and gone with the last of them."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis import binary, launch, locks, server
from adapters.redis.address import address
from adapters.redis.client import connected
from adapters.redis.home import LONGEST, Home, has_data
from adapters.redis.server import embedded
from core.errors import PermanentError, TransientError

USER = """
import asyncio, sys
from pathlib import Path
from adapters.redis.server import embedded

async def main():
    async with embedded(Path(sys.argv[1])) as one:
        print("started" if one.is_ours else "attached", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@asynccontextmanager
async def using(url: str) -> AsyncGenerator[Redis, None]:
    async with connected(address(url)) as store, store.patient() as redis:
        yield redis


def number(folder: Path) -> int:
    """Return the server's process."""
    return int((folder / "pid").read_text())


def is_running(folder: Path) -> bool:
    with locks.Lock(folder / "running") as running:
        return not running.take()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def link(path: Path, target: Path) -> None:
    path.symlink_to(target)


def handed(process: int) -> bytes:
    """Return the environment that a process was started with, where the system tells."""
    file = Path(f"/proc/{process}/environ")
    return file.read_bytes() if file.exists() else b""


def user(folder: Path) -> "subprocess.Popen[str]":
    """Start another process that uses the store until its input ends."""
    return subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def heard(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ended(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=20)


async def test_the_server_is_real_private_and_without_a_port(folder: Path) -> None:
    async with embedded(folder) as one:
        async with using(one.url) as redis:
            info = await redis.info("server")
            settings = await redis.config_get()
        assert int(info["redis_version"].split(".")[0]) >= 7
        assert (settings["port"], settings["appendonly"], settings["maxmemory-policy"]) == ("0", "yes", "noeviction")
        assert one.is_ours
        assert mode(folder) == 0o700
        assert mode(Home.of(folder).socket.parent) == 0o700
        assert mode(Home.of(folder).socket) == 0o700


async def test_what_was_kept_is_there_after_the_last_one_left(folder: Path) -> None:
    async with embedded(folder) as one, using(one.url) as redis:
        await redis.set("kept", "yes")
    assert not is_running(folder)
    async with embedded(folder) as one, using(one.url) as redis:
        assert await redis.get("kept") == b"yes"


async def test_later_ones_attach_and_the_last_one_stops_it(folder: Path) -> None:
    async with embedded(folder) as first:
        process = number(folder)
        async with embedded(folder) as second:
            assert (first.is_ours, second.is_ours, first.url) == (True, False, second.url)
            assert number(folder) == process
        assert is_running(folder)
    assert not is_running(folder)


async def test_the_one_who_started_it_may_leave_first(folder: Path) -> None:
    starter = user(folder)
    assert heard(starter) == "started"
    async with embedded(folder) as second:
        assert not second.is_ours
        ended(starter)
        async with using(second.url) as redis:
            assert await redis.ping()
    assert not is_running(folder)


async def test_many_at_once_have_one_server(folder: Path) -> None:
    users = [user(folder) for _ in range(5)]
    assert sorted(heard(one) for one in users) == ["attached"] * 4 + ["started"]
    for one in users:
        ended(one)
    assert not is_running(folder)


async def test_a_killed_user_takes_nothing_down_and_leaves_nothing_behind(folder: Path) -> None:
    killed = user(folder)
    assert heard(killed) == "started"
    process = number(folder)
    killed.kill()
    ended(killed)
    assert is_running(folder)
    async with embedded(folder) as one:
        assert not one.is_ours
        assert number(folder) == process
    assert not is_running(folder)  # the next one to leave is the last one


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


async def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    async with embedded(tmp_path / "a b'\"é%20#?") as one, using(one.url) as redis:
        assert await redis.ping()


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


async def test_data_is_known_of_without_a_start(folder: Path) -> None:
    assert not has_data(folder)
    async with embedded(folder) as one, using(one.url) as redis:
        assert not has_data(folder)
        await redis.set("a", "b")
    assert has_data(folder)


async def test_the_server_inherits_no_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    async with embedded(folder):
        assert b"canary" not in handed(number(folder))


def program(folder: Path, name: str, version: str) -> None:
    folder.mkdir(exist_ok=True)
    write(folder / name, f"echo '{version}'")


def write(script: Path, line: str) -> None:
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)


def test_a_server_on_the_path_comes_before_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program(tmp_path, "redis-server", "Redis server v=6.2.14 sha=0 malloc=libc bits=64")
    program(tmp_path, "valkey-server", "Valkey server v=8.0.1 sha=0 malloc=libc bits=64")
    assert binary.found() == tmp_path / "valkey-server"
    program(tmp_path, "redis-server", "Redis server v=7.2.4 sha=0 malloc=libc bits=64")
    assert binary.found() == tmp_path / "redis-server"


def test_servers_that_are_old_strange_or_broken_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    program(tmp_path, "redis-server", "hello")
    program(tmp_path, "valkey-server", "Valkey server v=6.0.0")
    assert binary.found() in list(binary.bundled())
    (tmp_path / "redis-server").write_text("#!/bin/sh\nexit 1\n")
    assert binary.found() in list(binary.bundled())


def test_without_any_server_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(binary, "find_spec", lambda _: None)
    with pytest.raises(PermanentError, match=r"install redis-server or valkey-server 7 or later, or name a running one in REDIS_URL"):
        binary.found()


def test_a_log_that_is_gone_says_nothing(folder: Path) -> None:
    assert str(launch.failure(Home.of(folder))).endswith(f"it said: nothing (its log is {folder}/log)")


async def test_nobody_there_says_nothing(tmp_path: Path) -> None:
    began = time.monotonic()
    assert await server.said(tmp_path / "socket", b"PING", patience=5) == b""
    assert time.monotonic() - began < 1
