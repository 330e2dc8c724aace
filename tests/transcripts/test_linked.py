"""Somebody links an account and asks about themselves: what the host knows, and what lies on the disk beside it."""

import asyncio
import base64
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.store import Server

KEY = base64.b64encode(os.urandom(32)).decode()
NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)  # a Monday
ASKED = ("ask", "@me last week", "--now", NOW.isoformat(), "--zone", "UTC", "--no-ai")


def day(number: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, 9 + number, hour, tzinfo=UTC)


class Desk:
    """A person at a terminal, with the store and the host that the environment names."""

    def __init__(self, folder: Path, host: GitHubServer, store: Server) -> None:
        self.folder = folder
        self.variables = {
            **os.environ,
            "GITHUB_API_URL": host.url,
            "GITHUB_GRAPHQL_URL": host.graphql_url,
            "REDIS_URL": store.url,
            "RECAP_SECRET_KEYS": KEY,
        }

    async def recap(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot", *words), cwd=self.folder, env=self.variables, stdin=pipe, stdout=pipe, stderr=pipe
        )
        out, err = await child.communicate(typed.encode())
        assert child.returncode is not None
        return child.returncode, out.decode(), err.decode()


async def test_a_linked_person_reads_their_week_from_the_host(tmp_path: Path, server: Server) -> None:
    schema.needed()
    world = World(NOW)
    ana, bob = world.user("ana", "Ana Lima"), world.user("bob", "Bob Berg")
    web = world.repository("acme/web", readers=[ana, bob])
    feature = world.commit(web, ana, "Add the login form", day(1), branch="login")
    world.push(web, ana, day(1, 11), branch="login")
    pull = world.pull(web, ana, "Add single sign-on", day(1, 12), branch="login", commits=[feature])
    world.merge(pull, bob, day(2))
    theirs = world.pull(web, bob, "Cache invoices", day(2, 11), branch="cache")
    world.review(theirs, ana, day(3), state="CHANGES_REQUESTED", body="See below")
    async with GitHubServer(world) as host:
        desk = Desk(tmp_path, host, server)

        code, out, err = await desk.recap("connect", "github", "--token-stdin", typed=host.token(ana).text + "\n")
        assert (code, err) == (0, ""), out
        code, out, err = await desk.recap(*ASKED)

        assert (code, err) == (0, "")
        assert out.splitlines() == [
            "Ana Lima · Mon 9 – Sun 15 Nov (UTC) · acme/web",
            f"• Added the login form and single sign-on (#{pull.number})",
            f"• Asked for changes in “Cache invoices” (#{theirs.number})",
            "4 of 4 events told",
        ]


async def test_a_token_that_is_no_longer_good_is_named_and_never_no_activity(tmp_path: Path, server: Server) -> None:
    schema.needed()
    world = World(NOW)
    ana = world.user("ana", "Ana Lima")
    async with GitHubServer(world) as host:
        desk = Desk(tmp_path, host, server)
        token = host.token(ana)
        await desk.recap("connect", "github", "--token-stdin", typed=token.text + "\n")
        del host.tokens[token.text]

        code, out, err = await desk.recap(*ASKED)

    assert (code, out) == (3, "")
    assert "refused the token" in err
    assert "recap connect github" in err
