"""Nobody beside the host sees a token: not who lists processes, reads logs and files, or stands behind the reader."""

import asyncio
import base64
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import canaries
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.openai import MODEL, OpenAIServer, says
from tests.store import Server, until
from tests.transcripts.repositories import repository
from tests.transcripts.test_linked import ASKED, NOW, day

pytestmark = pytest.mark.skipif(not canaries.PROCESSES.exists(), reason="lists no processes")


@dataclass
class Desk:
    """A person at a terminal; `printed` is all that came out, logs at debug among it."""

    folder: Path
    variables: dict[str, str]
    printed: list[str] = field(default_factory=list)

    async def recap(self, *words: str, typed: str = "") -> int:
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot", *words), cwd=self.folder, env=self.variables, stdin=pipe, stdout=pipe, stderr=pipe
        )
        out, err = await child.communicate(typed.encode())
        self.printed += [out.decode(), err.decode()]
        return child.returncode or 0


@pytest.fixture
def own_store() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.mark.fault("F127", "F131", "F132")
async def test_no_secret_is_seen_while_commands_run_or_left_behind(tmp_path: Path, nobody: Path, own_store: Server) -> None:
    schema.needed()
    world = World(NOW)
    ana = world.user("ana", "Ana Lima")
    world.issue(world.repository("acme/web", readers=[ana]), ana, "Login is slow", day(1))
    here = repository(tmp_path / "here", ("Ana Lima <ana@example.org>", day(2).isoformat(), "Add a form for login"))
    (bin_ := tmp_path / "bin").mkdir()
    run = canaries.recorded("git", bin_)
    key = base64.b64encode(os.urandom(32)).decode()
    async with GitHubServer(world) as host, OpenAIServer(says("[W1] Added a form for login\n")) as model:
        hosts = {"GITHUB_API_URL": host.url, "GITHUB_GRAPHQL_URL": host.graphql_url}
        models = {"RECAP_MODEL": MODEL, "OPENAI_API_KEY": model.key, "OPENAI_BASE_URL": model.url}
        stored = {"REDIS_URL": own_store.url, "RECAP_SECRET_KEYS": key, "RECAP_LOG": "debug", "PATH": f"{bin_}:{os.environ['PATH']}"}
        desk, token = Desk(here, {**os.environ, **hosts, **models, **stored}), host.token(ana).text
        with canaries.Watch() as watch:
            assert await desk.recap("connect", "github", "--token-stdin", typed=f"{token}\n") == 0
            assert [await desk.recap(*words) for words in (ASKED[:-1], ("accounts",), ("repos",))] == [0, 0, 0]
            refused = ("ask", "last week", "--source", "git", "--repo", f"https://ana:{token}@github.invalid/acme/web.git")
            assert await desk.recap(*refused) != 0
        asked = [f"{call.path}?{call.query}" for call in host.calls]
    told = [*desk.printed, *asked, run.read_text()]
    own = [line for line in watch.seen if "github.invalid" not in line]  # what its person typed on the command line is there

    assert any("bot ask" in line for line in watch.seen), "the watch saw our commands"
    assert '"log"' in run.read_text(), "git was run"
    for secret in (token, key, model.key):
        assert [text for text in (*told, *own) if secret in text] == []
        assert canaries.holding([own_store.folder, nobody, here], secret) == []


async def test_the_scan_sees_secrets_that_are_planted(tmp_path: Path, own_store: Server) -> None:
    secret = f"ghp_{os.urandom(18).hex()}"
    run = canaries.recorded("git", tmp_path)
    with canaries.Watch() as watch:
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", secret, stdin=asyncio.subprocess.PIPE)
        until(lambda: any(secret in line for line in list(watch.seen)), "a command line that is seen")
        await child.communicate(b"\n")
    await (await asyncio.create_subprocess_exec(tmp_path / "git", "--version", secret, stderr=asyncio.subprocess.DEVNULL)).wait()
    assert own_store.said("SET", "planted", secret) == "+OK"
    own_store.stop()

    assert secret in run.read_text()
    assert canaries.holding([own_store.folder], secret) != []
