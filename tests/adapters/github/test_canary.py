"""A token is seen by nobody but the host that it opens."""

import json
import logging
import sys
import traceback

import pytest

from adapters.github import rest
from adapters.github.client import Client
from adapters.github.found import Found
from adapters.github.repositories import repositories
from adapters.github.whoami import whoami
from core.errors import OutsideError, PermanentError
from core.model import Secret
from core.unlinked import Unlinked
from tests.adapters.github.house import WEEK, KeptMemory, asker, at
from tests.servers.faults import leads_to, says
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


@pytest.mark.fault("F131")
async def test_a_token_does_not_follow_a_list_that_goes_on_elsewhere(world: World, server: GitHubServer) -> None:
    ana, nothing = asker(server, world.users["ana"]).account, Unlinked()
    async with Client(ana, server.url, "", nothing, nothing, lambda: at(3)) as client:
        going_on = f'<{server.url.replace("127.", "pages.127.")}/search/issues?page=2>; rel="next"'  # the SDK takes that for the same host
        server.plan("/search/issues", says({"total_count": 200, "items": []}, Link=going_on))
        with pytest.raises(PermanentError, match="redirects to another host"):
            await rest.threads(client, Found(), "author:ana", has_commits=False)
