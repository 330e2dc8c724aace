"""A token is seen by nobody but the host that it opens."""

import json
import logging
import sys
import traceback

import pytest

from adapters.github.repositories import repositories
from adapters.github.whoami import whoami
from core.errors import OutsideError
from core.model import Secret
from tests.adapters.github.house import WEEK, KeptMemory, asker, at
from tests.servers.faults import leads_to
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World


@pytest.mark.fault("F131")
@pytest.mark.parametrize("fault", ["", "revoked", "broken", "overloaded"])
async def test_a_token_is_in_no_log_address_error_key_or_value(
    world: World, server: GitHubServer, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    ana, web = world.users["ana"], world.repositories["acme/web"]
    world.commit(web, ana, "Mine", at(1), branch="try")
    world.push(web, ana, at(1), branch="try")
    asking = asker(server, ana)
    token = asking.account.token.reveal()
    server.tokens[token].is_revoked = fault == "revoked"
    if fault == "broken":
        server.plan("", faults.refuses(500, f"Oops: {token}"))
    if fault == "overloaded":
        server.plan("/graphql", faults.refuses(502, f"Oops: {token}"))
    told = []
    with caplog.at_level(logging.DEBUG):
        told.append(repr(await asking.asks(WEEK)))
        for work in (whoami(Secret(token), server.url), repositories(asking.account, api=server.url, memory=asking.memory)):
            try:
                told.append(repr(await work))
            except OutsideError as error:
                told.append("".join(traceback.TracebackException.from_exception(error, capture_locals=False).format()))
    assert isinstance(asking.memory, KeptMemory)
    kept = repr(asking.memory.kept)
    told += [caplog.text, kept, asking.problem, repr(asking.account), json.dumps(sys.argv)]
    told += [f"{call.path}?{call.query}" for call in server.calls]

    assert not [one for one in told if token in one]
    assert all(call.headers["Authorization"] == f"Bearer {token}" for call in server.calls)
    assert token in asking.account.token.reveal(), "the scan would see one"


@pytest.mark.fault("F131")
async def test_a_token_does_not_follow_a_redirect(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    async with GitHubServer(world) as elsewhere:
        server.plan("", leads_to(f"{elsewhere.url}/user"))
        asking = asker(server, ana)
        await asking.asks()
        assert "redirects to another host" in asking.problem
        with pytest.raises(OutsideError):
            await whoami(asking.account.token, server.url)
        assert elsewhere.calls == []
