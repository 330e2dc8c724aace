"""Processes that stay: each role started for real, beside a real store, and ended by signals."""

import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.serving import run
from bot.serving.roles import Role
from core.messages import process as messages
from tests.bot.process import PYTHON, ROOT, becomes, process, status, text
from tests.store import Server, free_port


@pytest.mark.fault("F189")
@pytest.mark.parametrize("role", list(Role))
async def test_a_role_says_what_it_does_and_ends_in_order(role: Role, server: Server) -> None:
    async with process(role, store=server) as one:
        metrics = await one.until("Metrics at")
        assert await status(f"{metrics}/readyz") == 200
        code, seconds = await one.ended()
        assert (code, seconds < 5) == (0, True)
        assert await one.until(messages.STOPPED) == ""
        assert "Traceback" not in await one.errors()


@pytest.mark.fault("F189")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
async def test_a_process_ends_in_order_by_other_signals_too(number: int, server: Server) -> None:
    async with process("run", store=server) as one:
        await one.addresses()
        ending = asyncio.create_task(one.ended(number))
        while not ending.done():
            await asyncio.sleep(0.001)
            with suppress(ProcessLookupError):
                os.kill(one.child.pid, number)  # again and again, as somebody without patience does
        assert (await ending)[0] == 0


INSIDE = ("unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc")
ORPHAN = "import os, sys; os.fork() and os._exit(0); os.fork() and os._exit(0); os._exit(0)"


@pytest.fixture
def container() -> list[str]:
    """How a process is started as the first one of its own, after one that left an orphan behind."""
    if subprocess.run([*INSIDE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody make a namespace")
    return [*INSIDE, "sh", "-c", f"{sys.executable} -c '{ORPHAN}'; exec {' '.join(PYTHON)} run"]


def children(number: int) -> dict[int, str]:
    """Return the children of a process, and the state of each."""
    numbers = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return {int(one): Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[0] for one in numbers}


@pytest.mark.fault("F189")
async def test_the_first_process_of_a_container_passes_signals_on_and_buries_the_dead(server: Server, container: list[str]) -> None:
    async with process(store=server, before=container) as one:
        await one.addresses()
        (first,) = children(one.child.pid)
        (state,) = children(first).values()  # the orphan is gone
        assert state != "Z"
        os.kill(first, signal.SIGTERM)
        assert await one.child.wait() == 0
        assert await one.until(messages.STOPPED) == ""


@pytest.mark.fault("F189")
async def test_what_hangs_does_not_keep_a_process_from_ending() -> None:
    program = """
import asyncio, time
from bot.serving import run
async def hangs():
    print("ready", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        time.sleep(60)
asyncio.run(run.until_told(hangs(), longest=0.2))
"""
    async with process(store=None, before=[sys.executable, "-c", program]) as one:
        await one.until("ready")
        code, seconds = await one.ended()
        assert (code, seconds < 5) == (0, True)


@pytest.mark.fault("F040")
async def test_a_process_waits_for_its_store_and_goes_on_without_a_restart() -> None:
    with Server(port=free_port()) as store:
        store.stop()
        async with process("run", store=store, RECAP_LISTEN=f"127.0.0.1:{(port := free_port())}") as one:
            assert "cannot be reached" in await one.until("The store at")
            pages = f"http://127.0.0.1:{port}"
            assert await status(f"{pages}/healthz") == 200
            assert await status(f"{pages}/readyz") == 503
            store.start()
            await one.until("Recap runs")
            await becomes(f"{pages}/readyz", 200)
            store.stop()
            await becomes(f"{pages}/readyz", 503)
            assert await status(f"{pages}/healthz") == 200
            store.start()
            await becomes(f"{pages}/readyz", 200)
            assert (await one.ended())[0] == 0


@pytest.mark.fault("F040")
async def test_a_process_that_waits_for_its_store_can_be_ended() -> None:
    with Server(port=free_port()) as store:
        store.stop()
        async with process("bot", store=store) as one:
            await one.until("The store at")
            assert (await one.ended())[0] == 0


async def test_an_embedded_store_that_crashes_comes_back(tmp_path: Path) -> None:
    async with process("run", store=None, XDG_DATA_HOME=str(tmp_path)) as one:
        pages, _ = await one.addresses()
        os.kill(int((tmp_path / "recap" / "store" / "pid").read_text()), signal.SIGKILL)
        await becomes(f"{pages}/readyz", 503)
        await becomes(f"{pages}/readyz", 200)
        assert (await one.ended())[0] == 0


@pytest.mark.fault("F191")
async def test_a_process_that_may_not_start_says_every_reason() -> None:
    wrong = {
        "REDIS_URL": "redis://store.example:6379",
        "SLACK_BOT_TOKEN": "xoxb-1-real-looking",
        "ENVIRONMENT": "production",
        "DEBUG": "true",
        "RECAP_PUBLIC_URL": "http://127.0.0.1:8734",
        "SLACK_APP_TOKN": "xapp-1-real-looking",
    }
    async with process("run", store=None, **wrong) as one:
        assert await one.until("SLACK_APP_TOKN: ") == "Recap knows no such variable, and leaves it out. Was SLACK_APP_TOKEN meant?"
        assert await asyncio.wait_for(one.child.wait(), 15) == 2
        said = (await one.errors()).splitlines()
    assert [line.split(":")[0].split(" ")[0] for line in said] == [
        "SLACK_APP_TOKEN",
        "REDIS_URL",
        "RECAP_SECRET_KEYS",
        "DEBUG",
        "RECAP_PUBLIC_URL",
    ]
    assert "xoxb" not in "".join(said)


@pytest.mark.fault("F190")
async def test_a_process_that_may_open_no_files_says_so(server: Server) -> None:
    limited = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))
sys.argv = ["recap", "run"]
runpy.run_module("bot", run_name="__main__")
"""
    async with process(store=server, before=[sys.executable, "-c", limited]) as one:
        assert await asyncio.wait_for(one.child.wait(), 15) in (1, 3)
        errors = await one.errors()
    assert "Too many open files" in errors
    assert "Traceback" not in errors
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 12


@pytest.mark.fault("F190")
async def test_a_process_whose_words_find_no_room_works_and_ends_in_order(server: Server) -> None:
    place = f"127.0.0.1:{free_port()}"
    command = f"exec {' '.join(PYTHON)} run > /dev/full 2> /dev/full"
    async with process(store=server, before=["sh", "-c", command], RECAP_METRICS=place) as one:
        await becomes(f"http://{place}/readyz", 200)
        assert (await one.ended())[0] == 0


async def test_a_door_that_is_taken_is_named(server: Server) -> None:
    async with process("web", store=server) as one:
        pages = await one.until("Pages and health at")
        async with process("web", store=server, RECAP_LISTEN=pages.removeprefix("http://")) as other:
            assert await asyncio.wait_for(other.child.wait(), 15) == 3
            assert "RECAP_LISTEN" in await other.errors()


@pytest.mark.fault("F025")
def test_a_machine_without_time_zones_is_told_what_to_install() -> None:
    program = """
import sys, zoneinfo
sys.modules["tzdata"] = None
zoneinfo.reset_tzpath([])
from bot.environment import misfits
from bot.environment.settings import Settings
misfits.check(Settings())
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert messages.NO_ZONES in done.stderr
    alone = program.replace('sys.modules["tzdata"] = None', "")
    assert subprocess.run([sys.executable, "-c", alone], cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.fault("F188")
@pytest.mark.origin("S26")
@pytest.mark.origin("S27")
async def test_a_process_tells_how_it_is_at_the_doors_for_that(server: Server) -> None:
    token = "a-token-of-the-administrators"  # noqa: S105
    async with process("run", store=server, RECAP_HEALTH_TOKEN=token) as one:
        pages, metrics = await one.addresses()
        for path in ("healthz", "health", "readyz", "health/ready"):
            assert await status(f"{pages}/{path}") == 200
        assert await status(f"{pages}/health/detailed") == 401
        assert await status(f"{pages}/health/detailed", token="another") == 401  # noqa: S106
        told = json.loads(await text(f"{pages}/health/detailed", token=token))
        assert (told["status"], told["role"], told["checks"]["store"]["status"]) == ("ok", "run", "ok")
        assert await status(f"{pages}/metrics") == 404
        counted = await text(f"{metrics}/metrics")
        assert 'recap_requests_seconds_count{method="GET",route="/health/detailed",status="401"} 2.0' in counted
        assert "recap_process_resident_memory_bytes" in counted
        assert token not in counted


def test_a_first_word_behind_the_end_of_the_loop_is_no_error() -> None:
    before = {number: signal.getsignal(number) for number in run._WORDS}

    async def ends() -> None:
        await asyncio.sleep(0)

    try:
        asyncio.run(run.until_told(ends()))
        hear = signal.getsignal(signal.SIGTERM)
        assert callable(hear)
        assert hear is not before[signal.SIGTERM]
        hear(signal.SIGTERM, None)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
