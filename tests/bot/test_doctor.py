"""The doctor beside real servers: everything well, and everything wrong, each with what mends it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from core.messages import doctor as messages
from core.messages import store as store_messages
from tests.bot.desk import Desk
from tests.servers.openai import MODEL, OpenAIServer, says
from tests.store import Server, free_port


def found(out: str) -> Mapping[str, list[str]]:
    """Return what was found, by its thing: "[ok] ..." and so on."""
    things: dict[str, list[str]] = {}
    for line in out.splitlines():
        if line.startswith("["):
            state, _, rest = line.partition(" ")
            what, _, sentence = rest.partition(": ")
            things.setdefault(what, []).append(f"{state} {sentence}")
    return things


async def test_the_doctor_finds_nothing_wrong_where_nothing_is_set(github: Desk) -> None:
    bare = replace(github, store=None, more={"GITHUB_API_URL": ""})
    done = await bare.recap("doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "Nothing is wrong."
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
        "DISCORD_TOKEN": "canary.canary",
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
    for step in (messages.MEND_MODEL, messages.variable("gitlab"), messages.SLACK_BOT, messages.DISCORD_TOKEN, messages.PAGES_STEP):
        assert step in done.out
    assert "canary" not in done.out + done.err


@pytest.mark.fault("F047")
async def test_the_doctor_names_a_store_that_forgets(github: Desk) -> None:
    with Server("--maxmemory-policy", "allkeys-lru", keeps=False) as bad:
        done = await replace(github, store=bad).recap("doctor")
    assert done.code == 3
    assert "[mend] store: " + store_messages.evicts(f"the store at {bad.socket}", "allkeys-lru").splitlines()[0] in done.out


async def test_the_doctor_names_settings_that_are_not_understood(github: Desk) -> None:
    done = await replace(github, more={"RECAP_ZONE": "Mars", "RECAP_LOG": "loud"}).recap("doctor")
    assert done.code == 2
    assert len(found(done.out)["settings"]) == 2
    done = await replace(github, more={"SLACK_APP_TOKEN": "xapp-1"}).recap("doctor")
    assert done.code == 2


async def test_the_doctor_misses_git_and_files(github: Desk, tmp_path: Path) -> None:
    done = await replace(github, more={"PATH": str(tmp_path)}).recap("doctor")
    assert f"[mend] system: {messages.NO_GIT}" in done.out
