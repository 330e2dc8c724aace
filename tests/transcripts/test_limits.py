"""What a person at a terminal may do how often, what a model may cost, and where tickets lead."""

import asyncio
import base64
import json
import os
import sys
from pathlib import Path

import pytest

from core.model import Provider
from tests.bot.desk import ANA as ANA_THERE
from tests.bot.desk import Desk
from tests.servers.oauth import OAuthServer
from tests.servers.openai import MODEL, OpenAIServer, says
from tests.store import Server
from tests.transcripts.repositories import ANA, NOW, repository

ASKED = ("ask", "last week", "--now", NOW)
TOLD = "• Added the login form (ABC-12)"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    return repository(tmp_path / "web", (ANA, "2026-05-05T09:00:00+00:00", "ABC-12: Add the login form"))


async def recap(folder: Path, *words: str, **variables: str) -> str:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot", *words), cwd=folder, env={**os.environ, **variables}, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    assert child.returncode == 0
    return out.decode()


def model_of(server: OpenAIServer) -> dict[str, str]:
    return {"RECAP_MODEL": MODEL, "OPENAI_API_KEY": server.key, "OPENAI_BASE_URL": server.url}


def stored_in(server: Server) -> dict[str, str]:
    return {"REDIS_URL": server.url, "RECAP_SECRET_KEYS": base64.b64encode(os.urandom(32)).decode()}


def store_was_made() -> bool:
    return Path(os.environ["XDG_DATA_HOME"], "recap", "store").exists()


@pytest.mark.fault("F084")
async def test_a_model_over_its_day_is_not_asked_and_the_plain_recap_says_so(web: Path, server: Server) -> None:
    async with OpenAIServer(says("[W1] Added a form for login (ABC-12)\n")) as model:
        less = {**model_of(model), **stored_in(server), "RECAP_TOKENS_PER_DAY": "4000"}
        lines = (await recap(web, *ASKED, **less)).splitlines()
        assert model.asked == []
        enough = (await recap(web, *ASKED, **less | {"RECAP_TOKENS_PER_DAY": "100000"})).splitlines()

    assert lines[1] == TOLD
    assert lines[-1].endswith(
        "The language model's 4,000 tokens for a person's day are used up; there are new ones at 00:00 UTC; this is the plain recap"
    )
    assert enough[1] == "• Added a form for login (ABC-12)"


async def test_a_model_where_nothing_is_linked_starts_no_store(web: Path) -> None:
    async with OpenAIServer(says("[W1] Added a form for login (ABC-12)\n")) as model:
        told = await recap(web, *ASKED, **model_of(model), RECAP_TOKENS_PER_DAY="0")

    assert "• Added a form for login (ABC-12)" in told
    assert not store_was_made()


@pytest.mark.origin("S08")
@pytest.mark.origin("S33")
async def test_who_links_too_often_is_told_when_to_come_again(tmp_path: Path, server: Server) -> None:
    async with OAuthServer(Provider.GITHUB) as host:
        desk = Desk(host, tmp_path, server, {"RATE_LIMIT": "9", "RATE_LIMIT_WINDOW_SECONDS": "600"})
        tokens = [host.personal(ANA_THERE, "repo", "read:org", "user:email") for _ in range(2)]
        first, second = [await desk.recap("connect", "github", "--token-stdin", typed=token.reveal() + "\n") for token in tokens]
        listed = await desk.recap("accounts")

    assert first.code == 0
    assert first.err == "RATE_LIMIT_WINDOW_SECONDS is understood; write WINDOW_SECONDS.\n"
    assert (second.code, second.out) == (3, "")
    assert "You have asked too often (9 in 600 seconds at most): try again in " in second.err
    assert "ana" in listed.out


async def test_tickets_lead_to_the_tracker_that_is_set(web: Path) -> None:
    plain = json.loads(await recap(web, *ASKED, "--json"))
    led = json.loads(await recap(web, *ASKED, "--json", RECAP_TRACKER_URL="https://jira.example.org/browse/"))

    assert plain["bullets"][0]["links"] == [{"ref": "ABC-12", "url": ""}]
    assert led["bullets"][0]["links"] == [{"ref": "ABC-12", "url": "https://jira.example.org/browse/ABC-12"}]
    assert led["bullets"][0]["text"] == plain["bullets"][0]["text"]
