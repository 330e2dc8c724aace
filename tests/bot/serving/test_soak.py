"""While many ask at once, the loop goes on: what the hosts' libraries do by blocking, they do elsewhere."""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.desk import ROOT
from tests.bot.links import KEY, MONDAY, NOW, PAST
from tests.servers import gitlab
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.store import Server

COMMITS = 10
LONGEST, SLOW = 0.25, 0.3  # seconds: a call that held the loop up would be seen


@pytest.mark.fault("F113")
async def test_the_loop_is_never_held_up_while_fifty_are_answered(server: Server, tmp_path: Path) -> None:
    schema.needed()
    hub, lab = World(NOW), gitlab.World(NOW)
    ana, there = hub.user("ana", "Ana Lima"), lab.user("ana", "Ana Lima")
    web, api = hub.repository("acme/web", readers=[ana]), lab.project("acme/api", members=[there])
    for number in range(COMMITS):
        hub.commit(web, ana, f"Add field {number}", MONDAY + timedelta(minutes=number))
        lab.commit(api, there, f"Add column {number}", MONDAY + timedelta(minutes=number))
    hub.push(web, ana, MONDAY + timedelta(hours=1))
    lab.push(api, there, MONDAY + timedelta(hours=1))
    async with GitHubServer(hub, latency=SLOW, checks_answers=False) as one, gitlab.GitLabServer(lab, delay=SLOW) as other:
        told = {
            "store": server.url,
            "key": KEY,
            "home": str(tmp_path),
            "github": one.url,
            "graphql": one.graphql_url,
            "gitlab": other.url,
            "tokens": {"github": one.token(ana).text, "gitlab": other.token(there, limit=100_000).text},
            "people": 25,
            "now": NOW.isoformat(),
            "window": [PAST.start.isoformat(), PAST.end.isoformat()],
        }
        (tmp_path / "told").write_text(json.dumps(told))
        command = (sys.executable, "-m", "tests.bot.soak", str(tmp_path / "told"))
        child = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
        out, err = await child.communicate()

    assert child.returncode == 0, err.decode()
    said = json.loads(out)
    assert (said["answers"], said["events"]) == (25, [2 * COMMITS])
    assert said["own"] < LONGEST, said
