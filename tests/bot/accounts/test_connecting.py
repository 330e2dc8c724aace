"""Linking an account, as a person types it."""

import asyncio
import os
import pty
import select
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from core.model import Provider
from tests.bot.desk import ANA, ORGANISATIONS, Desk, registered
from tests.servers.azure import world as azure
from tests.servers.azure.server import AzureServer
from tests.servers.oauth import OAuthServer
from tests.store import Server


@pytest.mark.origin("S02")
async def test_a_token_from_a_pipe_is_linked_and_its_scopes_are_explained(github: Desk) -> None:
    token = github.host.personal(ANA, "public_repo", "gist")
    done = await github.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n")
    assert done.err == ""
    assert done.out.splitlines() == [
        f"Linked GitHub ({github.name}) as ana (id 583231).",
        "The token lets Recap read: public repositories.",
        f"It does not let Recap read: private repositories (repo), {ORGANISATIONS}, your e-mail addresses (user:email).",
        "It can do more than Recap needs (gist): a narrower one is safer.",
    ]
    done = await github.recap("accounts")
    assert done.out == f"ana at GitHub ({github.name}), id 583231\n"


@pytest.mark.origin("S02")
async def test_a_token_that_the_host_refuses_is_not_linked(github: Desk) -> None:
    for typed in ("made-up\n", "\n", ""):
        done = await github.recap("connect", "github", "--token-stdin", typed=typed)
        assert (done.code, done.out) == (3, "")
        assert "Nothing was linked." in done.err
        assert "made-up" not in done.err
    assert (await github.recap("accounts")).out == "No account is linked yet. Link one: recap connect github\n"
    github.host.intruders = 0  # the made-up one


@pytest.mark.fault("F131")
@pytest.mark.parametrize("words", [["github", "{}"], ["{}"], ["github", "--token={}"], ["github", "--token-stdin={}"], []])
async def test_a_token_on_the_command_line_is_refused_and_not_repeated(github: Desk, words: list[str]) -> None:
    token = github.host.personal(ANA, "repo").reveal()
    done = await github.recap("connect", *(word.format(token) for word in words))
    assert done.code == 2
    assert "never goes on the command line" in done.err
    assert token not in done.out + done.err


async def test_a_token_of_gitlab_and_one_whose_scopes_nobody_tells(tmp_path: Path, server: Server) -> None:
    async with OAuthServer(Provider.GITLAB) as host:
        desk = Desk(host, tmp_path, server, {"GITHUB_API_BASE_URL": "https://ghe.example.org/api/v3"})
        done = await desk.recap("connect", "gitlab", "--token-stdin", typed=host.personal(ANA, "read_api").reveal())
        assert "The token lets Recap read: projects, merge requests and issues" in done.out
        assert done.err == "GITHUB_API_BASE_URL is understood; write GITHUB_API_URL.\n"
        done = await desk.recap("connect", "gitlab", "--token-stdin", typed=host.personal(ANA, "hidden").reveal())
        assert "GitLab does not say what this kind of token may read" in done.out
        assert host.intruders == 0


async def test_a_token_of_azure_devops_is_linked_for_its_organisation(tmp_path: Path, server: Server) -> None:
    world = azure.World(datetime(2026, 5, 1, tzinfo=UTC))
    ana = world.user("ana@acme.example", "Ana")
    async with AzureServer(world) as host:
        base = host.url.rpartition("/")[0]
        desk = Desk(OAuthServer(Provider.AZURE, url=base), tmp_path, server, {"AZURE_DEVOPS_URL": base})
        typed = host.token(ana).text
        done = await desk.recap("connect", "azure", "--token-stdin", "--host", world.name, typed=typed)
        assert (done.code, done.err) == (0, "")
        assert f"Linked Azure DevOps ({host.url.removeprefix('http://')}) as ana@acme.example" in done.out
        assert "does not say what this kind of token may read" in done.out
        assert typed not in done.out
        assert (await desk.recap("disconnect", "azure", "--host", world.name)).code == 0


async def test_nobody_to_ask_for_a_token_is_told(github: Desk) -> None:
    done = await github.recap("connect", "github")
    assert done.code == 2
    assert "--token-stdin < FILE" in done.err


async def test_a_host_that_nobody_allowed_is_refused(github: Desk) -> None:
    for host in ("evil.example", "169.254.169.254", "①②⑦.⓪.⓪.①", "gitlab.com"):
        done = await github.recap("connect", "github", "--token-stdin", "--host", host, typed="x\n")
        assert done.code == 3
        assert host in done.err
    done = await github.recap("connect", "azure", "--token-stdin", typed="x\n")
    assert "dev.azure.com/ORGANISATION" in done.err


async def test_a_code_that_is_typed_at_the_host_links_and_is_revoked_with_the_account(github: Desk) -> None:
    desk = registered(github)
    desk.host.interval = 1

    async def person() -> None:
        await desk.host.began.wait()
        desk.host.approve(next(iter(desk.host.devices)), ANA)

    done, _ = await asyncio.gather(desk.recap("connect", "github"), person())
    assert "type the code" in done.err
    assert f"Linked GitHub ({desk.name}) as ana" in done.out
    assert "renewed by itself" in (await desk.recap("accounts")).out
    done = await desk.recap("disconnect", "github")
    assert done.out.endswith("Its token was revoked there.\n")
    assert not any(issued.is_live for issued in desk.host.tokens.values())


@pytest.mark.origin("S01")
@pytest.mark.parametrize(
    ("answer", "page", "told", "code"), [("yes", "is linked for", "Linked GitHub", 0), ("no", "Nothing was", "You said no", 3)]
)
async def test_a_browser_on_this_machine_links_an_account(github: Desk, answer: str, page: str, told: str, code: int) -> None:
    desk = registered(github)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot", "connect", "github", "--browser"),
        cwd=desk.folder,
        env=desk.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert child.stderr is not None
    link = (await child.stderr.readline()).decode().removeprefix("Open ").strip()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        there = (await browser.get(link, allow_redirects=False)).headers["Location"]
        shown = await (await browser.get(desk.host.authorised(there, ANA))).text()
        assert "in the terminal of this machine" in shown
        offer = shown.partition('name="offer" value="')[2].partition('"')[0]
        done = await browser.post(link.partition("/start")[0] + "/confirm", data={"offer": offer, "answer": answer})
        assert page in await done.text()
    out, err = await child.communicate()
    assert told in (out + err).decode()
    assert child.returncode == code


async def test_a_browser_needs_a_registration_and_a_free_port(github: Desk) -> None:
    done = await github.recap("connect", "github", "--browser")
    assert (done.code, "not registered" in done.err) == (3, True)
    desk = registered(github)
    taken = Desk(desk.host, desk.folder, desk.store, {**desk.more, "RECAP_PUBLIC_URL": desk.host.url})
    done = await taken.recap("connect", "github", "--browser")
    assert (done.code, "cannot be served on port" in done.err) == (3, True)


async def test_ctrl_c_while_waiting_for_a_person_is_safe(github: Desk) -> None:
    desk = registered(github)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot", "connect", "github"),
        cwd=desk.folder,
        env=desk.environment(),
        stderr=asyncio.subprocess.PIPE,
    )
    assert child.stderr is not None
    assert b"type the code" in await child.stderr.readline()
    child.send_signal(signal.SIGINT)
    assert b"Stopped." in await child.stderr.read()
    assert await child.wait() == 130


async def test_a_token_that_is_typed_is_not_shown(github: Desk) -> None:
    token = github.host.personal(ANA, "repo").reveal()
    child, screen = pty.fork()
    if child == 0:
        os.chdir(github.folder)
        os.execve(sys.executable, [sys.executable, "-I", "-m", "bot", "connect", "github"], github.environment())  # noqa: S606
    try:
        seen = await asyncio.to_thread(_typed, screen, token)
    finally:
        os.kill(child, signal.SIGKILL)
        await asyncio.to_thread(os.waitpid, child, 0)
        os.close(screen)
    assert "Linked GitHub" in seen
    assert token not in seen


def _typed(screen: int, token: str) -> str:
    """Type a token when it is asked for; return all that the screen showed."""
    seen = b""
    is_asked = False
    while b"Linked" not in seen and select.select([screen], [], [], 10)[0]:
        try:
            seen += os.read(screen, 4_096)
        except OSError:
            break  # who wrote has left
        if b"not shown" in seen and not is_asked:
            is_asked = True
            os.write(screen, token.encode() + b"\n")
    return seen.decode()
