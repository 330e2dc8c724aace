"""The embedded server: one for all processes of a person, private, durable, and gone with the last of them."""

import os
import signal
from pathlib import Path

import pytest

from adapters.redis.home import Home, has_data
from adapters.redis.server import embedded, erase
from core.errors import PermanentError
from tests.adapters.redis.embedding import ended, heard, is_running, is_there, kept, link, mode, number, user, using, write, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


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


async def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    async with embedded(tmp_path / "a b'\"é%20#?") as one, using(one.url) as redis:
        assert await redis.ping()


async def test_data_is_known_of_without_a_start(folder: Path) -> None:
    assert not has_data(folder)
    async with embedded(folder) as one, using(one.url) as redis:
        assert not has_data(folder)
        await redis.set("a", "b")
    assert has_data(folder)


async def test_the_server_inherits_no_keys(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary")
    write(tmp_path / "tells", f"env > {tmp_path}/environment; exit 1")
    with pytest.raises(PermanentError):
        async with embedded(folder, program=tmp_path / "tells"):
            pass
    told = written(tmp_path / "environment")
    assert "PATH=" in told
    assert "canary" not in told


async def test_all_can_be_erased(tmp_path: Path) -> None:
    for folder in (tmp_path / "store", tmp_path / ("deep/" * 20) / "store"):
        assert await erase(folder)  # nothing was there
        async with embedded(folder) as one, using(one.url) as redis:
            await redis.set("a", "b")
        assert await erase(folder)
        assert not has_data(folder)
        assert not is_there(folder)
        assert not is_there(Home.of(folder).socket.parent)


async def test_what_cannot_be_erased_is_told(tmp_path: Path) -> None:
    folder = tmp_path / ("deep/" * 20) / "store"
    async with embedded(folder):
        pass
    short = Home.of(folder).socket.parent
    short.rmdir()
    link(short, tmp_path)
    with pytest.raises(PermanentError, match=rf"The embedded store's folder {short} could not be removed \(.*\): remove it yourself"):
        await erase(folder)
    short.unlink()


async def test_what_others_use_is_emptied_and_goes_on(folder: Path) -> None:
    async with embedded(folder) as one, using(one.url) as redis:
        await redis.set("canary", "b")
        assert not await erase(folder)
        assert await redis.dbsize() == 0
        process = number(folder)
        while (await redis.info("persistence"))["aof_rewrite_in_progress"]:
            pass
        assert not any(b"canary" in text for text in kept(folder))
        assert number(folder) == process
    assert not is_running(folder)


async def test_what_a_killed_server_left_can_be_erased(folder: Path) -> None:
    async with embedded(folder) as one:
        async with using(one.url) as redis:
            await redis.set("a", "b")
        os.kill(number(folder), signal.SIGKILL)
    assert await erase(folder)
    assert not is_there(folder)
