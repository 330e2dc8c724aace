"""What is said when GitHub refuses, fails, or is not what answers: never that nothing happened."""

import pytest
from aiohttp import web

from adapters.github.client import Bounds
from core.errors import AuthError
from tests.adapters.github.house import asker, at, lines
from tests.servers.faults import bomb, cut, endless, leads_to, page, resets, stalls
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer
from tests.servers.github.world import World
from tests.servers.host import Turn


@pytest.mark.fault("F060")
async def test_a_revoked_token_is_said_and_not_asked_again(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    server.tokens[asking.account.token.reveal()].is_revoked = True

    assert await asking.asks() == []
    assert isinstance(asking.error, AuthError)
    assert asking.error.is_refused
    assert asking.problem == "github.com refused the token of ana (expired or revoked): recap connect github"
    assert len(server.calls) <= 2
    assert asking.pauses == []


@pytest.mark.fault("F061")
@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (
            faults.refuses(
                403,
                "Resource protected by organization SAML enforcement.",
                X_GitHub_SSO="required; url=https://github.com/orgs/acme/sso?authorization_request=A1",
            ),
            "authorize it at https://github.com/orgs/acme/sso?authorization_request=A1, then ask again",
        ),
        (faults.refuses(403, "must enable SAML", X_GitHub_SSO="required; url=javascript:alert(1)"), "at the token's settings at GitHub"),
        (faults.refuses(403, "Your credentials are right, but the `acme` organization has an IP allow list enabled"), "IP allow list"),
        (faults.refuses(403, "Resource not accessible by personal access token"), "lacks a permission that this needs"),
        (faults.refuses(403, "no", X_Accepted_OAuth_Scopes="repo"), "lacks the scope repo"),
        (faults.refuses(403, "You may not"), "forbids this to the token of ana"),
        (faults.refuses(403, "`acme` forbids access via a personal access token (classic)."), "forbids tokens like that of ana"),
        (faults.refuses(403, "the `acme` organization has enabled OAuth App access restrictions"), "has not approved Recap"),
        (faults.refuses(403, "Sorry. Your account was suspended."), "has suspended the account of ana"),
        (faults.refuses(404, "Not Found"), "does not show it to this token"),
        (faults.says({"data": None, "errors": [{"type": "INSUFFICIENT_SCOPES", "message": "Not granted"}]}), "forbids this"),
        (faults.says({"data": None, "errors": [{"message": "the organization has an IP allow list enabled"}]}), "IP allow list"),
        (faults.says({"data": None, "errors": [{"message": "Parse error"}]}), "refused a query"),
    ],
)  # fmt: skip
async def test_what_is_forbidden_says_why_and_what_to_do(world: World, server: GitHubServer, turn: Turn, said: str) -> None:
    asking = asker(server, world.users["ana"])
    server.plan("", turn)

    assert await asking.asks() == []
    assert said in asking.problem
    assert "\n" not in asking.problem
    assert not isinstance(asking.error, AuthError) or not asking.error.is_refused


@pytest.mark.fault("F061")
async def test_single_sign_on_that_a_part_of_a_query_wants_comes_with_its_address(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    error = {"type": "FORBIDDEN", "path": ["a1", "nodes", 3], "message": "Resource protected by organization SAML enforcement."}
    data = {"viewer": {"databaseId": ana.id, "login": "ana"}, "a0": {"login": "ana"}}
    sso = "required; url=https://github.com/orgs/acme/sso?authorization_request=A1"
    asking = asker(server, ana)
    server.plan("/graphql", faults.says({"data": data, "errors": [error]}, X_GitHub_SSO=sso))

    await asking.asks()

    assert "authorize it at https://github.com/orgs/acme/sso?authorization_request=A1, then ask again" in asking.problem


@pytest.mark.fault("F063")
async def test_a_part_that_failed_is_not_taken_for_somebody_whom_the_host_does_not_know(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    data = {"viewer": {"databaseId": ana.id, "login": "ana"}, "a0": None}
    asking = asker(server, ana)
    server.plan("/graphql", faults.says({"data": data, "errors": [{"path": ["a0"], "message": "Something went wrong"}]}))

    await asking.asks()

    assert asking.problem == "github.com failed (status 200): ask again in a moment."


@pytest.mark.fault("F061")
async def test_organisations_behind_single_sign_on_are_named_beside_what_was_found(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "Mine", at(1))
    asking = asker(server, ana)

    async def partial(request: web.Request, server: GitHubServer) -> web.StreamResponse:
        return server.reply(request, [], headers={"X-GitHub-SSO": "partial-results; organizations=21955855,20582480"})

    server.plan("/events", partial)
    assert len(await asking.asks()) == 1
    assert "left out organisations" in asking.problem

    blocked = asker(server, ana, lacks_sso=True)
    server.plans.clear()
    assert await blocked.asks() == []
    assert "single sign-on (SAML)" in blocked.problem


BROKEN = [
    page(),
    page(502),
    cut,
    bomb,
    endless,
    stalls,
    faults.dribbles,
    resets,
    faults.says([]),
    faults.says("nothing"),
    faults.says({}),
    faults.refuses(500, "no"),
    faults.refuses(418, "no"),
    faults.says({}, status=202),
    leads_to("https://elsewhere.example/"),
]


@pytest.mark.fault("F063")
@pytest.mark.fault("F131")
@pytest.mark.parametrize("turn", BROKEN, ids=lambda turn: turn.__qualname__.partition(".")[0])
@pytest.mark.parametrize("part", ["/graphql", "/events", ""])
async def test_a_broken_answer_is_bounded_and_said(world: World, server: GitHubServer, turn: Turn, part: str) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "Mine", at(1))
    asking = asker(server, ana)
    asking.bounds = Bounds(request=2.0, whole=8)
    server.plan(part, turn)

    found = await asking.asks()

    is_empty_feed = part == "/events" and not found[1:] and asking.problem == ""
    assert asking.problem.startswith("github.com ") or is_empty_feed
    assert part != "/events" or lines(found) == ["Tue 10:00 commit acme/web Mine"]
    assert asking.account.token.reveal() not in asking.problem


@pytest.mark.fault("F063")
@pytest.mark.origin("S30")
async def test_a_moment_of_weakness_is_asked_again_once(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "Try", at(1), branch="try")
    world.push(web_, ana, at(1), branch="try")
    asking = asker(server, ana)
    server.plan("/events", faults.refuses(503, "no"), times=1)

    assert len(await asking.asks()) == 1
    assert asking.problem == ""
    assert len(asking.pauses) == 1


@pytest.mark.fault("F073")
async def test_an_answer_for_another_account_is_not_used(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web_, ana, "Mine", at(1))
    asking = asker(server, ana)
    server.tokens[asking.account.token.reveal()].user = bob  # as a proxy would mix them up

    assert await asking.asks() == []
    assert isinstance(asking.error, AuthError)
    assert "answered for another account than ana" in asking.problem
