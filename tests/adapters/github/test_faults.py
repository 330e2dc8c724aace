"""What is said when GitHub refuses, fails, or is not what answers: never that nothing happened."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from adapters.github.client import AT_ONCE, Bounds
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from tests.adapters.github.house import NOW, WEEK, asker, at, lines
from tests.servers.github import faults
from tests.servers.github.server import GitHubServer, Turn
from tests.servers.github.world import World


@pytest.mark.fault("F060")
async def test_a_revoked_token_is_said_and_not_asked_again(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    server.tokens[asking.account.token.reveal()].is_revoked = True

    assert await asking.asks() == []
    assert isinstance(asking.error, AuthError)
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


@pytest.mark.fault("F062")
@pytest.mark.parametrize(
    ("turn", "wait"),
    [
        (faults.refuses(403, "You have exceeded a secondary rate limit", Retry_After="120"), 120),
        (faults.refuses(403, "You have exceeded a secondary rate limit"), 60),
        (faults.refuses(429, "Too many"), 60),
        (faults.refuses(403, "API rate limit exceeded", X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOW.timestamp()) + 900)), 900),
        (faults.refuses(403, "API rate limit exceeded", X_RateLimit_Remaining="0", X_RateLimit_Reset="soon"), 60),
        (faults.refuses(429, "Too many", Retry_After="999999"), 86_400),
    ],
)
async def test_limits_say_when_to_come_again_and_are_not_run_against(world: World, server: GitHubServer, turn: Turn, wait: int) -> None:
    asking = asker(server, world.users["ana"])
    server.plan("", turn)

    assert await asking.asks() == []
    assert isinstance(asking.error, RateLimitedError)
    assert asking.error.retry_at == NOW + timedelta(seconds=wait)
    assert f"until {NOW + timedelta(seconds=wait):%H:%M} UTC" in asking.problem
    assert len(server.calls) <= 2
    assert asking.pauses == []


@pytest.mark.fault("F062")
async def test_the_limit_of_graphql_comes_with_status_200(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    server.tokens[asking.account.token.reveal()].limits["graphql"] = 0

    assert await asking.asks() == []
    assert isinstance(asking.error, RateLimitedError)
    assert asking.error.retry_at == NOW + timedelta(hours=1)


async def test_the_budget_is_paid_and_taught(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    await asking.asks()

    assert {kind for kind, _ in asking.budget.spent} == {"core", "graphql"}
    assert {kind for kind, *_ in asking.budget.learnt} == {"core", "graphql"}
    assert all(resets > NOW for *_, resets in asking.budget.learnt)


BROKEN = [
    faults.page(),
    faults.page(502),
    faults.cut,
    faults.bomb,
    faults.endless,
    faults.stalls,
    faults.dribbles,
    faults.resets,
    faults.says([]),
    faults.says("nothing"),
    faults.says({}),
    faults.refuses(500, "no"),
    faults.refuses(418, "no"),
    faults.sends_to("https://elsewhere.example/"),
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


@pytest.mark.fault("F064")
async def test_limits_of_lists_are_named_with_what_was_found(world: World, server: GitHubServer) -> None:
    ana = world.users["ana"]
    for number in range(103):
        one = world.repository(f"many/r{number}", readers=[ana])
        world.commit(one, ana, f"Work {number}", at(1))
    web_ = world.repositories["acme/web"]
    for number in range(305):
        world.push(world.repositories["many/r0"], ana, at(2) + timedelta(minutes=number))
    for number in range(1_003):
        world.issue(web_, ana, f"Issue {number}", at(1))
    asking = asker(server, ana)
    asking.bounds = Bounds(request=30, whole=120)

    found = await asking.asks()

    assert sum(event.kind == "commit" for event in found) == 100
    assert sum(event.kind == "issue_opened" for event in found) >= 660
    assert "github.com lists 100 repositories; 3 more had commits" in asking.problem
    assert "gives 1,000 results of a search; 3 more matched" in asking.problem
    assert "lists the last 300 events of ana" in asking.problem


async def test_a_feed_that_begins_too_late_is_named(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    window = type(WEEK)(at(-60), at(-50), "UTC", "long ago")
    await asking.asks(window)
    assert (
        asking.problem
        == "github.com keeps events for 30 days: branches pushed before 19 Oct are seen only where they became pull requests."
    )


async def test_pages_are_followed_to_their_end(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    for number in range(75):
        world.commit(web_, ana, f"Main {number}", at(1) + timedelta(minutes=number))
        world.commit(web_, ana, f"Branch {number}", at(2) + timedelta(minutes=number), branch="long")
    world.push(web_, ana, at(3), branch="long")
    commits = [world.commit(web_, ana, f"Request {number}", at(3) + timedelta(minutes=number), branch="pr") for number in range(75)]
    world.pull(web_, ana, "Long", at(4), branch="pr", commits=commits)
    for number in range(40):
        world.pull(web_, ana, f"Small {number}", at(4), branch=f"s{number}")
    asking = asker(server, ana)

    found = await asking.asks()

    assert sum(event.kind == "commit" for event in found) == 225
    assert sum(event.kind == "pull_opened" for event in found) == 41
    assert asking.problem == ""


@pytest.mark.fault("F071")
async def test_an_older_server_is_asked_without_the_fields_that_it_lacks(world: World, server: GitHubServer) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.pull(web_, ana, "Mine", at(1), branch="mine", is_draft=True)
    server.endpoint.lacking = {"visibility", "closingIssuesReferences", "isDraft"}
    asking = asker(server, ana)

    (event,) = await asking.asks()

    assert event.visibility == "private"
    assert asking.problem == "github.com is of a version without closingIssuesReferences, isDraft: what depends on it is not told."


@pytest.mark.fault("F071")
async def test_any_field_may_be_missing_null_or_of_another_type(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    commit = world.commit(web_, ana, "Mine", at(1), branch="mine")
    pull = world.pull(web_, ana, "Request", at(1), branch="mine", commits=[commit])
    world.push(web_, ana, at(1), branch="mine")
    world.review(world.pull(web_, bob, "Theirs", at(1), branch="theirs"), ana, at(2), lines=1)
    world.release(web_, ana, "v1", at(2))
    world.merge(pull, bob, at(3))
    whole = asker(server, ana)
    assert len(await whole.asks()) == 6
    answers: list[Any] = []
    wrongs: list[object] = [None, 7, "x", [], {}, True, "2026-99-99T00:00:00Z", "9999-12-31T23:59:59-12:00"]
    for wrong in wrongs:
        for place in range(0, 400, 7):
            changed = _Changed(place, wrong)
            asking = asker(server, ana)
            server.plans.clear()
            server.plan("", changed.turn)
            await asking.asks()  # anything but an error of ours
            answers.append(changed.was_changed)
    assert sum(answers) > 150


class _Changed:
    """Replaces the value at one place of every answer."""

    def __init__(self, place: int, wrong: object) -> None:
        self._place = place
        self._wrong = wrong
        self.was_changed = False

    async def turn(self, request: web.Request, server: GitHubServer) -> web.StreamResponse:
        key = (request.path_qs, await request.text())
        if key not in _CLEAN:
            plans, server.plans = server.plans, []
            answer = await server.answer(request)
            server.plans = plans
            assert isinstance(answer, web.Response)
            assert isinstance(answer.body, bytes)
            import gzip

            _CLEAN[key] = gzip.decompress(answer.body)
        body = json.loads(_CLEAN[key])
        places = list(_places(body))
        if self._place < len(places):
            holder, name = places[self._place]
            holder[name] = self._wrong
            self.was_changed = True
        return server.reply(request, body)


_CLEAN: dict[object, bytes] = {}


def _places(body: Any) -> Iterator[tuple[Any, Any]]:
    for name in list(body) if isinstance(body, dict) else range(len(body)) if isinstance(body, list) else ():
        yield body, name
        yield from _places(body[name])


async def test_a_query_that_is_too_much_is_halved_and_then_asked_piece_by_piece(world: World, server: GitHubServer) -> None:
    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web_, ana, "On main", at(1))
    branch = world.commit(web_, ana, "In a request", at(1, 12), branch="mine")
    pull = world.pull(web_, ana, "Request", at(2), branch="mine", commits=[branch])
    world.commit(web_, ana, "On a branch", at(2, 12), branch="try")
    world.push(web_, ana, at(2, 13), branch="try")
    world.issue(web_, ana, "Issue", at(3))
    world.merge(pull, bob, at(4))
    told = [
        "Tue 10:00 commit acme/web On main",
        "Tue 12:00 commit acme/web In a request",
        "Wed 10:00 pull_opened acme/web #1",
        "Wed 12:00 commit acme/web On a branch",
        "Thu 10:00 issue_opened acme/web #2",
        "Fri 10:00 pull_merged acme/web #1",
    ]

    halved = asker(server, ana)
    server.plan("/graphql", faults.refuses(502, "Bad gateway"), times=1)
    assert lines(await halved.asks()) == told
    assert halved.problem == ""
    assert sum(call.path == "/graphql" for call in server.calls) == 4

    by_rest = asker(server, ana)
    server.plan(
        "/graphql",
        faults.says({"data": None, "errors": [{"message": "Something went wrong. This may be the result of a timeout"}]}),
    )
    assert lines(await by_rest.asks()) == told
    assert "asked piece by piece" in by_rest.problem

    server.plan("/search", faults.refuses(500, "no"))
    nothing = asker(server, ana)
    assert lines(await nothing.asks()) == ["Tue 10:00 commit acme/web On main", "Wed 12:00 commit acme/web On a branch"]
    assert "status 500" in nothing.problem


async def test_everybody_is_found_piece_by_piece_too(world: World, server: GitHubServer) -> None:
    from core.model import Where

    ana, bob, web_ = world.users["ana"], world.users["bob"], world.repositories["acme/web"]
    world.commit(web_, bob, "Theirs", at(1))
    world.issue(web_, bob, "Issue", at(2))
    server.plan("/graphql", faults.refuses(504, "Gateway timeout"))
    asking = asker(server, ana)

    assert lines(await asking.asks(WEEK, where=Where(repositories=("acme/web",)))) == [
        "Tue 10:00 commit acme/web Theirs",
        "Wed 10:00 issue_opened acme/web #1",
    ]


async def test_a_token_has_few_requests_in_flight_and_one_that_waits_delays_nobody_else(world: World, server: GitHubServer) -> None:
    ana, bob = world.users["ana"], world.users["bob"]
    token = server.token(ana)
    from tests.adapters.github.house import Asker, account_of

    crowd = [Asker(server, account_of(token)) for _ in range(12)]
    limited = asker(server, bob)
    server.tokens[limited.account.token.reveal()].limits = {"core": 0, "search": 0, "graphql": 0}

    await asyncio.gather(limited.asks(), *(one.asks() for one in crowd))

    assert token.most_in_flight <= AT_ONCE
    assert isinstance(limited.error, RateLimitedError)
    assert all(one.problem == "" for one in crowd)


async def test_a_look_has_an_end(world: World, server: GitHubServer) -> None:
    asking = asker(server, world.users["ana"])
    asking.bounds = Bounds(request=5, whole=0.3)
    server.plan("/graphql", faults.stalls)
    assert await asking.asks() == []
    assert isinstance(asking.error, TransientError)
    assert asking.problem == "github.com did not answer in time: ask again in a moment."


@pytest.mark.fault("F062")
@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        (faults.refuses(403, "secondary rate limit", Retry_After="60"), RateLimitedError),
        (faults.refuses(401, "Bad credentials"), AuthError),
        (faults.refuses(500, "no"), TransientError),
        (faults.refuses(418, "no"), PermanentError),
        (faults.stalls, TransientError),
    ],
)
async def test_what_fails_in_the_middle_leaves_what_was_found(
    world: World, server: GitHubServer, turn: Turn, kind: type[OutsideError]
) -> None:
    ana, web_ = world.users["ana"], world.repositories["acme/web"]
    world.commit(web_, ana, "On main", at(1))
    world.commit(web_, ana, "On a branch", at(2), branch="try")
    world.push(web_, ana, at(2), branch="try")
    asking = asker(server, ana)
    asking.bounds = Bounds(request=5, whole=1.5)
    server.plan("/graphql", turn, skip=1)

    assert lines(await asking.asks()) == ["Tue 10:00 commit acme/web On main"]
    assert type(asking.error) is kind
    server.plans.clear()
    assert len(await asking.asks()) == 2, "and it is not remembered"
