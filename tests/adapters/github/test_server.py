"""The GitHub server is honest: it knows its tokens, pages, limits, hides and checks as the real one does."""

from typing import Any

import aiohttp
import pytest

from tests.adapters.github.house import at, small
from tests.servers.github import schema
from tests.servers.github.server import GitHubServer
from tests.servers.github.tokens import Token
from tests.servers.github.world import World

_HUGE = """{ search(type: ISSUE, query: "author:ana", first: 100) { nodes { ... on PullRequest {
    commits(first: 100) { nodes { commit { history(first: 100) { nodes { oid } } } } } } } } }"""
_LONG = """{ user(login: "ana") { contributionsCollection(from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z") {
    totalCommitContributions } } }"""


async def get(server: GitHubServer, path: str, token: Token | str, **headers: str) -> tuple[int, object, dict[str, str]]:
    text = token if isinstance(token, str) else token.text
    async with aiohttp.ClientSession() as session, session.get(
        server.url + path, headers={"Authorization": f"Bearer {text}", **headers}, allow_redirects=False
    ) as response:  # fmt: skip
        return (
            response.status,
            await response.json() if response.status == 200 else None,
            {name.lower(): value for name, value in response.headers.items()},
        )


async def query(server: GitHubServer, text: str, token: Token) -> dict[str, Any]:
    async with aiohttp.ClientSession() as session, session.post(
        server.graphql_url, json={"query": text}, headers={"Authorization": f"Bearer {token.text}"}
    ) as response:  # fmt: skip
        answer: dict[str, Any] = await response.json()
        return answer


async def test_a_token_of_somebody_else_is_an_intruder(world: World) -> None:
    schema.needed()
    async with GitHubServer(world) as server:
        assert (await get(server, "/user", "ghp_stolen"))[0] == 401
        assert server.intruders == 1


async def test_pages_carry_links_and_answers_carry_tags_that_differ_between_viewers(world: World, server: GitHubServer) -> None:
    ana, bob = server.token(world.users["ana"]), server.token(world.users["bob"])
    status, body, headers = await get(server, "/user/repos?per_page=1", ana)
    assert status == 200
    assert isinstance(body, list)
    assert 'page=2>; rel="next"' in headers["link"]
    assert (await get(server, "/user/repos?per_page=1", ana, **{"If-None-Match": headers["etag"]}))[0] == 304
    assert (await get(server, "/user/repos?per_page=1", bob, **{"If-None-Match": headers["etag"]}))[0] == 200
    assert ana.used["core"] == 1


async def test_a_private_repository_is_not_there_for_strangers_and_a_renamed_one_moves(world: World, server: GitHubServer) -> None:
    ana, eve = server.token(world.users["ana"]), server.token(world.users["eve"])
    assert [(await get(server, "/repos/acme/web", one))[0] for one in (ana, eve)] == [200, 404]
    web = world.repositories["acme/web"]
    web.former, web.name = {"acme/web"}, "acme/site"
    status, _, headers = await get(server, "/repos/acme/web", ana)
    assert (status, headers["location"]) == (301, f"{server.url}/repos/acme/site")
    assert (await get(server, "/nowhere", ana))[0] == 404
    assert (await get(server, "/search/issues?q=nonsense", ana))[0] == 422


async def test_limits_answer_with_their_headers(world: World, server: GitHubServer) -> None:
    token = server.token(world.users["ana"])
    token.limits["core"] = 1
    assert (await get(server, "/user", token))[0] == 200
    status, _, headers = await get(server, "/user", token)
    assert (status, headers["x-ratelimit-remaining"], headers["x-ratelimit-resource"]) == (403, "0", "core")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ viewer { nonsense } }", "Cannot query field"),
        ('{ search(type: ISSUE, query: "author:ana") { issueCount } }', "`first` or `last`"),
        (_HUGE, "possible nodes"),
        ('{ repository(owner: "acme", name: "nothing") { id } }', "Could not resolve"),
        (_LONG, "must not exceed 1 year"),
    ],
)  # fmt: skip
async def test_queries_are_checked_against_the_published_schema_and_limits(
    world: World, server: GitHubServer, text: str, message: str
) -> None:
    answer = await query(server, text, server.token(world.users["ana"]))
    assert message in str(answer["errors"])


def test_the_small_world_is_the_same_each_time() -> None:
    assert {name: one.heads for name, one in small().repositories.items()} == {
        name: one.heads for name, one in small().repositories.items()
    }


@pytest.mark.parametrize(("is_fine", "who"), [(True, "personal access token"), (False, "integration")])
async def test_checks_alone_are_refused_to_a_token_without_the_right(
    world: World, server: GitHubServer, *, is_fine: bool, who: str
) -> None:
    """https://github.com/facebook/sapling/issues/993 shows such an answer."""
    web = world.repositories["acme/web"]
    head = world.commit(web, world.users["ana"], "Mine", at(1), branch="mine")
    world.pull(web, world.users["ana"], "Drawing", at(1), branch="mine", commits=[head])
    fields = "... on PullRequest { number statusCheckRollup { state } }"
    text = f'{{ search(type: ISSUE, query: "is:pr author:ana", first: 1) {{ nodes {{ {fields} }} }} }}'
    token = server.token(world.users["ana"], is_fine=is_fine, lacks_checks=True)
    assert "errors" not in await query(server, text, token), "there is nothing to be refused"

    world.check(head, "failure", at(1))
    answer = await query(server, text, token)

    assert answer["data"] == {"search": {"nodes": [{"number": 1, "statusCheckRollup": None}]}}
    (error,) = answer["errors"]
    assert (error["type"], error["path"]) == ("FORBIDDEN", ["search", "nodes", 0, "statusCheckRollup"])
    assert (error["message"], error["extensions"]) == (f"Resource not accessible by {who}", {"saml_failure": False})
