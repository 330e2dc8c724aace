"""The doctor beside real servers: everything well, and everything wrong, each with what mends it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.files import Files, Folders
from bot.accounts.linked import linked, terminal_member
from bot.doctor.doctor import examine
from bot.environment.settings import Remote, Settings
from bot.terminal.outside import Outside
from core.messages import doctor as messages
from core.messages import store as store_messages
from core.messages.connect import place
from core.messages.slack import SCOPES
from core.model import Provider, Secret
from tests.bot.desk import KEY, Desk, Done
from tests.servers import azure
from tests.servers.discord import DiscordServer
from tests.servers.openai import MODEL, OpenAIServer, says
from tests.servers.slack import SlackServer
from tests.store import Server, free_port

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


def found(out: str) -> Mapping[str, list[str]]:
    """Return what was found, by its thing: "[ok] ..." and so on."""
    things: dict[str, list[str]] = {}
    for line in out.splitlines():
        if line.startswith("["):
            state, _, rest = line.partition(" ")
            what, _, sentence = rest.partition(": ")
            things.setdefault(what, []).append(f"{state} {sentence}")
    return things


Doctor = Callable[[Mapping[str, str]], Awaitable[Done]]


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Examine in this process, which is faster."""

    async def examined(more: Mapping[str, str]) -> Done:
        with monkeypatch.context() as now:
            for name, value in more.items():
                now.setenv(name, value)
            code = await examine(Outside())
        out, err = capsys.readouterr()
        return Done(out, err, code)

    return examined


async def test_the_doctor_finds_nothing_wrong_where_nothing_is_set(github: Desk) -> None:
    bare = replace(github, store=None, more={"GITHUB_API_URL": ""})
    done = await bare.recap("doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "Nothing is wrong."
    assert "To link one: recap connect azure --host ORGANISATION\n" in done.out
    seen = found(done.out)
    assert seen["settings"] == [f"[ok] {messages.UNDERSTOOD}"]
    assert {name: lines[0].split()[0] for name, lines in seen.items()} == {
        **dict.fromkeys(("settings", "system"), "[ok]"),
        **dict.fromkeys(("store", "model", "github", "gitlab", "azure", "slack", "discord"), "[off]"),
    }


async def test_the_doctor_finds_what_is_linked_and_what_answers(github: Desk) -> None:
    await github.linked()
    async with OpenAIServer(says("Yes."), needs_key=False) as model:
        asking = replace(github, more={"RECAP_MODEL": MODEL, "OPENAI_BASE_URL": model.url})
        done = await asking.recap("doctor")
    assert (done.code, done.err) == (0, ""), done
    seen = found(done.out)
    assert seen["model"] == [f"[ok] {messages.MODEL_ANSWERS}"]
    assert seen["github"] == [f"[ok] {messages.answers(github.name)}", f"[ok] {messages.reads(f'GitHub ({github.name})', 'ana')}"]
    assert [line.split()[0] for line in seen["store"]] == ["[ok]"]


@pytest.mark.fault("F191")
async def test_the_doctor_names_what_is_wrong_and_what_mends_it(github: Desk) -> None:
    await github.linked("repo")
    nobody = f"http://127.0.0.1:{free_port()}"
    wrong = {
        "RECAP_MODEL": "m",
        "OPENAI_BASE_URL": nobody,
        "GITLAB_URL": nobody,
        "SLACK_BOT_TOKEN": "xoxb-1-canary",
        "SLACK_APP_TOKEN": "xapp-1-canary",
        "SLACK_API_URL": nobody,
        "DISCORD_TOKEN": "canary.canary.canary",
        "DISCORD_API_URL": nobody,
        "RECAP_PUBLIC_URL": nobody,
    }
    done = await replace(github, more=wrong).recap("doctor")
    assert done.code == 3
    seen = found(done.out)
    for broken in ("model", "gitlab", "slack", "discord"):
        assert seen[broken][0].startswith("[mend]")
    assert [line.split()[0] for line in seen["github"]] == ["[ok]", "[look]"]
    assert seen["pages"][0].startswith("[look]")
    for step in (messages.MEND_MODEL, messages.variable("gitlab"), messages.PAGES_STEP):
        assert step in done.out
    for way in (messages.way("Slack", "SLACK_API_URL"), messages.way("Discord", "DISCORD_API_URL")):
        assert way in done.out
    assert messages.SLACK_BOT not in done.out, "a good token must not be thrown away since the network is"
    assert messages.DISCORD_TOKEN not in done.out
    assert "canary" not in done.out + done.err


@pytest.mark.fault("F047")
async def test_the_doctor_names_a_store_that_forgets(github: Desk) -> None:
    with Server("--maxmemory-policy", "allkeys-lru", keeps=False) as bad:
        done = await replace(github, store=bad).recap("doctor")
    assert done.code == 3
    assert "[mend] store: " + store_messages.evicts(f"the store at {bad.socket}", "allkeys-lru").splitlines()[0] in done.out


async def test_the_doctor_names_settings_that_are_not_understood(doctor: Doctor) -> None:
    done = await doctor({"RECAP_ZONE": "Mars", "RECAP_LOG": "loud"})
    assert done.code == 2
    assert len(found(done.out)["settings"]) == 2
    done = await doctor({"SLACK_APP_TOKEN": "xapp-1"})
    assert done.code == 2


async def test_the_doctor_misses_git_and_files(doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.machine._most_files", lambda: 256)
    done = await doctor({"PATH": str(tmp_path)})
    assert f"[look] system: {messages.few_files(256)}" in done.out
    assert f"[mend] system: {messages.NO_GIT}" in done.out


async def test_the_doctor_promises_no_more_of_a_token_than_its_host_says(doctor: Doctor, server: Server, tmp_path: Path) -> None:
    world = azure.World(NOW)
    async with azure.AzureServer(world) as host:
        mine = {"REDIS_URL": server.url, "RECAP_SECRET_KEYS": KEY, "AZURE_DEVOPS_URL": host.url}
        site = Settings(store=Secret(server.url), secret_keys=Secret(KEY), azure=Remote(url=host.url))
        async with linked(site, Files(Folders.of({"HOME": str(tmp_path)})), now=lambda: NOW, tell=lambda _: None) as links:
            there = links.hosts(Provider.AZURE, links.hosts.usual(Provider.AZURE))
            token = Secret(host.token(world.user("ana@acme.dev", "Ana Lima")).text)
            account = (await links.connector.by_token(terminal_member(), there, token)).account

            untold = found((await doctor(mine)).out)["azure"]
            await links.accounts.save(replace(account, scopes=("vso.code", "vso.profile")))
            shown = await doctor(mine)
            told = found(shown.out)["azure"]

    name = place(Provider.AZURE, account.host)
    assert untold[1:] == [f"[ok] {messages.knows(name, 'ana@acme.dev')}"]
    assert told[1].startswith("[look]")
    assert f"Link it again: recap connect azure --host {account.host}" in shown.out
    assert "work items" in told[1]


async def test_the_doctor_asks_slack_whose_tokens_these_are_and_what_they_lack(doctor: Doctor) -> None:
    async with SlackServer() as slack:
        acme = slack.workspace("T0ACME", scopes=("chat:write",))
        tokens = {"SLACK_BOT_TOKEN": acme.token.text, "SLACK_APP_TOKEN": slack.app_token.text, "SLACK_API_URL": slack.api}
        done = await doctor(tokens)
        seen = found(done.out)["slack"]
        assert [line.split()[0] for line in seen] == ["[ok]", "[mend]", "[ok]"]
        assert "commands" in seen[1]
        assert messages.SLACK_SCOPES in done.out
        by_http = {"SLACK_BOT_TOKEN": acme.token.text, "SLACK_SIGNING_SECRET": slack.signing_secret, "SLACK_API_URL": slack.api}
        done = await doctor(by_http)
        assert found(done.out)["slack"][-1] == f"[ok] {messages.SLACK_HTTP}"
        acme.token.is_revoked = True
        done = await doctor(tokens)
        assert done.code == 3
        assert messages.SLACK_BOT in done.out
        slack.intruders = 0


async def test_the_doctor_asks_slack_for_a_socket(doctor: Doctor) -> None:
    async with SlackServer() as slack:
        acme = slack.workspace("T0ACME", scopes=tuple(SCOPES))
        tokens = {"SLACK_BOT_TOKEN": acme.token.text, "SLACK_APP_TOKEN": "xapp-1-nobody", "SLACK_API_URL": slack.api}
        done = await doctor(tokens)
        assert [line.split()[0] for line in found(done.out)["slack"]] == ["[ok]", "[mend]"]
        assert messages.SLACK_APP in done.out
        slack.intruders = 0


async def test_the_doctor_asks_discord_whose_token_this_is_and_how_to_bring_it_in(doctor: Doctor) -> None:
    async with DiscordServer(starts=5) as discord:
        more = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.url}
        done = await doctor(more)
        assert [line.split()[0] for line in found(done.out)["discord"]] == ["[ok]", "[look]"]
        assert "https://discord.com/oauth2/authorize?client_id=" in done.out
        assert "may connect only 5 more times" in done.out
        done = await doctor(more | {"DISCORD_GUILD_ID": "123456789012345678"})
        assert (done.code, messages.DISCORD_NO_SERVER in done.out) == (3, True)
        done = await doctor(more | {"DISCORD_GUILD_ID": str(discord.guild("Acme").id)})
        assert messages.DISCORD_NO_SERVER not in done.out
        done = await doctor(more | {"DISCORD_TOKEN": "abc.def.nobody"})
        assert (done.code, messages.DISCORD_TOKEN in done.out) == (3, True)
        discord.intruders = 0


async def test_the_doctor_tells_a_fault_of_discord_from_a_bad_token(doctor: Doctor) -> None:
    async with DiscordServer() as discord:
        discord.faults.add("GET /applications/@me", "fails", status=503, times=9)
        done = await doctor({"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.url})
    assert messages.at_fault("Discord", 503) in done.out
    assert messages.DISCORD_TOKEN not in done.out


async def test_the_doctor_knocks_where_browsers_are_sent(doctor: Doctor) -> None:
    alive = web.Application()
    alive.add_routes([web.get("/healthz", _fine)])
    async with TestServer(alive) as pages:
        there = str(pages.make_url("")).rstrip("/")
        done = await doctor({"RECAP_PUBLIC_URL": there})
    assert found(done.out)["pages"] == [f"[ok] {messages.pages(there)}"]


async def _fine(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})
