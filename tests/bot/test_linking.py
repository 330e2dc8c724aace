"""The commands about accounts, typed as a person types them, against a server that issued every token it is shown."""

import asyncio
import base64
import json
import os
import pty
import select
import signal
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession, CookieJar

from core.model import Provider, Secret
from tests.servers.azure import world as azure
from tests.servers.azure.server import AzureServer
from tests.servers.oauth import CLIENT, OAuthServer, User
from tests.store import Server

ROOT = Path(__file__).parents[2]
ORGANISATIONS = "your organisations and teams (read:org)"
ANA = User("583231", "ana", ("ana@example.org",))


@dataclass
class Done:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@dataclass
class Desk:
    """A person at a terminal, beside a host."""

    host: OAuthServer
    folder: Path
    store: Server | None
    more: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.host.url.removeprefix("http://")

    def environment(self) -> dict[str, str]:
        url = "GITHUB_API_URL" if self.host.provider is Provider.GITHUB else "GITLAB_URL"
        stored = {"REDIS_URL": self.store.url, "RECAP_SECRET_KEYS": KEY} if self.store else {}
        return {**os.environ, url: self.host.url, **stored, **self.more}

    async def recap(self, *words: str, typed: str = "") -> Done:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "bot", *words),
            cwd=self.folder,
            env=self.environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await child.communicate(typed.encode())
        assert child.returncode is not None
        return Done(out.decode(), err.decode(), child.returncode)

    async def linked(self, *scopes: str, user: User = ANA) -> Secret:
        token = self.host.personal(user, *(scopes or ("repo", "read:org", "user:email")))
        done = await self.recap("connect", self.host.provider, "--token-stdin", typed=token.reveal() + "\n")
        assert (done.code, done.err) == (0, ""), done
        return token


KEY = base64.b64encode(os.urandom(32)).decode()


@pytest_asyncio.fixture
async def github(tmp_path: Path, server: Server) -> AsyncGenerator[Desk, None]:
    async with OAuthServer(Provider.GITHUB) as host:
        yield Desk(host, tmp_path, server, {})
        assert host.intruders == 0


def registered(desk: Desk) -> Desk:
    kind = desk.host.provider.upper()
    return Desk(desk.host, desk.folder, desk.store, {f"{kind}_CLIENT_ID": CLIENT, f"{kind}_CLIENT_SECRET": desk.host.secret})


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


@pytest.mark.fault("F126")
async def test_several_accounts_are_told_apart(github: Desk) -> None:
    await github.linked()
    await github.linked(user=User("9", "bob"))
    done = await github.recap("disconnect", "github")
    assert done.code == 2
    assert "ana at 127.0.0.1" in done.err
    assert "--login" in done.err
    assert (await github.recap("disconnect", "github", "--login", "bob")).out.startswith("Erased the account bob")
    assert (await github.recap("accounts")).out.count("\n") == 1
    assert (await github.recap("disconnect", "github", "--host", "else.example")).code == 2
    assert (await github.recap("disconnect", "gitlab")).code == 2
    assert (await github.recap("disconnect", "nothing")).code == 2
    await github.linked(user=User("9", "bob"))
    assert (await github.recap("disconnect", "github", "--all")).out.count("Erased") == 2


@pytest.mark.fault("F128")
@pytest.mark.origin("S12")
async def test_keys_rotate_and_a_wrong_key_changes_nothing(github: Desk) -> None:
    await github.linked()
    newest = base64.b64encode(os.urandom(32)).decode()
    both = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": f"{newest},{KEY}"})
    alone = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": newest})
    done = await alone.recap("accounts")
    assert done.code == 2
    assert "Nothing was changed" in done.err
    assert KEY not in done.err
    done = await both.recap("keys", "rotate")
    assert done.out.startswith("1 thing is sealed with key")
    assert "Nothing needs" in done.out
    assert (await alone.recap("accounts")).out.startswith("ana at GitHub")
    assert (await github.recap("accounts")).code == 2
    assert (await alone.recap("keys", "rotate")).out.startswith("0 things are")
    assert (await alone.recap("keys")).code == 2


@pytest.mark.fault("F130")
async def test_an_embedded_store_keeps_its_keys_to_itself_and_is_forgotten_whole(github: Desk, nobody: Path) -> None:
    desk = Desk(github.host, github.folder, None, {})
    folder = nobody / ".local" / "share" / "recap" / "store"
    assert (await desk.recap("accounts")).code == 0
    assert not folder.exists()
    token = await desk.linked()
    assert (folder / "keys").stat().st_mode & 0o777 == 0o600
    assert (folder / "linked").exists()
    assert (await desk.recap("keys", "rotate")).out.startswith("1 thing")
    told = json.loads((await desk.recap("export-me")).out)
    assert told["accounts"][0]["login"] == "ana"
    assert token.reveal() not in json.dumps(told)
    done = await desk.recap("forget-me")
    assert "Erased the account ana" in done.out
    assert f"Erased: store and its keys ({folder})" in done.out
    assert not folder.exists()
    assert (await desk.recap("forget-me")).out == "There was nothing to erase.\n"


@pytest.mark.fault("F191")
async def test_a_store_elsewhere_needs_keys_of_its_own(github: Desk) -> None:
    bare = Desk(github.host, github.folder, github.store, {"RECAP_SECRET_KEYS": ""})
    done = await bare.recap("connect", "github", "--token-stdin", typed="x\n")
    assert done.code == 2
    assert "RECAP_SECRET_KEYS is needed" in done.err


async def test_a_question_that_was_asked_too_early_answers_itself(github: Desk) -> None:
    done = await github.recap("ask", "last", "week", "--zone", "UTC")
    assert done.code == 3
    assert "The question waits" in done.err
    token = github.host.personal(ANA, "repo")
    done = await github.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n")
    assert "You asked before: recap ask last week --zone UTC" in done.out
    done = await github.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n")
    assert "You asked before" not in done.out


@pytest.mark.origin("S01")
async def test_a_browser_on_this_machine_links_an_account(github: Desk) -> None:
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
        done = await browser.post(link.partition("/start")[0] + "/confirm", data={"offer": offer, "answer": "yes"})
        assert "is linked for" in await done.text()
    out, _ = await child.communicate()
    assert f"Linked GitHub ({desk.name}) as ana" in out.decode()
    assert child.returncode == 0


async def test_a_browser_needs_a_registration_and_a_free_port(github: Desk) -> None:
    done = await github.recap("connect", "github", "--browser")
    assert (done.code, "not registered" in done.err) == (3, True)
    desk = registered(github)
    taken = Desk(desk.host, desk.folder, desk.store, {**desk.more, "RECAP_PUBLIC_URL": desk.host.url})
    done = await taken.recap("connect", "github", "--browser")
    assert (done.code, "cannot be served on port" in done.err) == (3, True)


@pytest.mark.origin("S03")
async def test_the_repositories_of_an_account_are_listed(github: Desk) -> None:
    assert (await github.recap("repos")).out.startswith("No account")
    await github.linked("repo", user=User("1", "ana", repositories=("acme/web", "ana/notes")))
    done = await github.recap("repos")
    assert done.out.splitlines() == [f"ana at GitHub ({github.name}), id 1: 2 repositories", "  acme/web", "  ana/notes"]
    assert (await github.recap("repos", "--host", "else.example")).out.startswith("No account")
    asked = len(github.host.asked)
    assert (await github.recap("repos")).out == done.out
    assert len(github.host.asked) == asked, "they are kept for an hour"
    github.host.revoke(await github.linked("repo", user=User("1", "ana")))
    done = await github.recap("repos")
    assert (done.code, "refused the token of ana" in done.out) == (0, True)


@pytest.mark.fault("F127")
@pytest.mark.fault("F132")
async def test_no_token_is_found_anywhere_but_the_one_that_was_planted(github: Desk, nobody: Path) -> None:
    """Look through all that the commands printed, logged at debug and wrote, and through every address that was asked."""
    desk = Desk(github.host, github.folder, None, dict(registered(github).more))
    desk.host.interval = 1
    token = desk.host.personal(ANA, "repo").reveal()
    seen = []

    async def person() -> None:
        await desk.host.began.wait()
        desk.host.approve(next(iter(desk.host.devices)), User("9", "bob"))

    for words, typed in (
        (("connect", "github", "--token-stdin"), token),
        (("accounts",), ""),
        (("keys", "rotate"), ""),
        (("export-me",), ""),
        (("repos",), ""),
        (("connect", "github", "--token-stdin"), "a bad " + token),
        (("ask", "last", "week"), ""),
    ):
        seen.append(await desk.recap(*words, "--verbose", typed=typed))
    done, _ = await asyncio.gather(desk.recap("connect", "github", "--verbose"), person())
    seen += [done, await desk.recap("disconnect", "github", "--login", "bob", "--verbose")]
    assert [done.code for done in seen] == [0, 0, 0, 0, 0, 3, 3, 0, 0], seen
    secrets = [*desk.host.tokens, *desk.host.refreshes, *desk.host.used, desk.host.secret]
    assert len(secrets) >= 4
    haystack = [(done.out + done.err).encode() for done in seen] + [path.encode() for path in desk.host.asked]
    assert _hits(secrets, [*haystack, *_files(nobody)]) == 0
    (nobody / "planted").write_text(f"x{token}y")
    assert _hits(secrets, [*haystack, *_files(nobody)]) == 1
    assert any(b"recap:account:" in text for text in _files(nobody)), "what the store wrote is looked at"


def _files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def _hits(secrets: Sequence[str], haystack: Sequence[bytes]) -> int:
    """Count the texts that hold a secret as it is, or in base64, by whatever octet it begins."""
    needles = [one.encode() for one in secrets]
    needles += [base64.b64encode(b" " * skip + one.encode())[4 * (skip > 0) : -4] for one in secrets for skip in range(3)]
    return sum(any(needle in text for needle in needles) for text in haystack)


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
