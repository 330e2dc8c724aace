"""Somebody links an account and asks about themselves: what the host knows, and what lies on the disk beside it."""

import asyncio
import base64
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.servers import azure, gitlab
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
    """A person at a terminal, with the store and the hosts that the environment names."""

    def __init__(self, folder: Path, store: Server, **hosts: str) -> None:
        self.folder = folder
        self.variables = {**os.environ, **hosts, "REDIS_URL": store.url, "RECAP_SECRET_KEYS": KEY}

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
        desk = Desk(tmp_path, server, GITHUB_API_URL=host.url, GITHUB_GRAPHQL_URL=host.graphql_url)

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
        desk = Desk(tmp_path, server, GITHUB_API_URL=host.url, GITHUB_GRAPHQL_URL=host.graphql_url)
        token = host.token(ana)
        await desk.recap("connect", "github", "--token-stdin", typed=token.text + "\n")
        del host.tokens[token.text]

        code, out, err = await desk.recap(*ASKED)
        calls = len(host.calls)
        again = await desk.recap(*ASKED)
        listed = await desk.recap("accounts")

    assert (code, out) == again[:2] == (3, "")
    assert "refused the token" in err
    assert "recap connect github" in err
    assert "recap connect github" in again[2]
    assert len(host.calls) == calls, "nobody is asked with a token that is known to be refused"
    assert "refused" in listed[1]


async def test_a_week_at_gitlab_and_one_in_azure_devops_are_one_answer(tmp_path: Path, server: Server) -> None:
    lab, plan = gitlab.World(NOW), azure.World(NOW)
    ana, at_work = lab.user("ana", "Ana Lima", emails=["ana@acme.dev"]), plan.user("ana@acme.dev", "Ana Lima", emails=["ana@acme.dev"])
    web, api = lab.project("acme/front/web", members=[ana]), plan.repository(plan.project("Big Plan", members=[at_work]), "api")
    lab.commit(web, ana, "Add the login form", day(1))
    lab.push(web, ana, day(1))
    plan.commit(api, at_work, "Fix the export", day(2))
    plan.push(api, at_work, day(2))
    async with gitlab.GitLabServer(lab) as one, azure.AzureServer(plan) as other:
        base = other.url.removesuffix(f"/{plan.name}")
        desk = Desk(tmp_path, server, GITLAB_URL=one.url, AZURE_DEVOPS_URL=base)
        assert (await desk.recap("connect", "gitlab", "--token-stdin", typed=one.token(ana).text + "\n"))[0] == 0
        typed = other.token(at_work).text + "\n"
        assert (await desk.recap("connect", "azure", "--token-stdin", "--host", plan.name, typed=typed))[0] == 0

        code, out, err = await desk.recap(*ASKED)
        alone = (await desk.recap(*ASKED, "--source", "gitlab"))[1]
        named = await desk.recap("repos")

    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Ana Lima · Mon 9 – Sun 15 Nov (UTC) · acme/front/web, acme/Big Plan/api"
    assert {line.partition(" (")[0] for line in out.splitlines()[1:3]} == {"• Fixed the export", "• Added the login form"}
    assert "export" not in alone
    assert "acme/front/web" in named[1]
    assert "acme/Big Plan/api" in named[1]


async def test_a_store_that_is_gone_is_named_beside_what_lies_on_the_disk(tmp_path: Path) -> None:
    with Server() as server:
        server.stop()

        code, out, err = await Desk(tmp_path, server).recap(*ASKED)

    assert (code, out) == (3, "")
    assert "The store at" in err
    assert "cannot be reached" in err
