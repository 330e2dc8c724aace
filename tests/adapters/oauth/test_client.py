"""Recap as a client, on a server that answers as the standards say, and on one that does not."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from adapters.oauth.client import OAuthClient, Registration
from adapters.oauth.requests import LONGEST, Requests
from adapters.oauth.rows import ROWS
from core.errors import AmbiguousError, AuthError, OutsideError, PermanentError, RateLimitedError, TransientError
from core.model import Grant, Provider, Secret
from tests.adapters.oauth.clients import ANA, NOW, answering, client
from tests.servers.oauth import CLIENT, PATHS, OAuthServer


def test_the_rows_are_the_hosts_own_addresses() -> None:
    github = OAuthClient(
        ROWS[Provider.GITHUB],
        Registration(web="https://github.com", api="https://api.github.com", client="Iv1.a/b"),
        Requests(),
    )
    page = github.page(state=Secret("s"), challenge="c", back="https://recap.example/oauth/github/callback")
    assert page == (
        "https://github.com/login/oauth/authorize?response_type=code&client_id=Iv1.a%2Fb"
        "&redirect_uri=https%3A%2F%2Frecap.example%2Foauth%2Fgithub%2Fcallback&scope=repo+read%3Aorg+user%3Aemail&state=s"
        "&code_challenge=c&code_challenge_method=S256"
    )
    assert github.issuer == "https://github.com/login/oauth"
    azure = Registration(web="https://login.microsoftonline.com/organizations", api="https://dev.azure.com/acme", client="1")
    assert (
        OAuthClient(ROWS[Provider.AZURE], azure, Requests())
        .page(state=Secret("s"), challenge="c", back="b")
        .startswith("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?")
    )


@pytest.mark.fault("F123")
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"access_token": ""},
        {"access_token": 7},
        {"access_token": "two words", "token_type": "bearer"},
        {"access_token": "line\nbreak", "token_type": "bearer"},
        {"access_token": "nön", "token_type": "bearer"},
        {"access_token": "good", "token_type": "mac"},
        {"access_token": "good", "token_type": "bearer", "error": "invalid_scope"},
        {"error": "invalid_client"},
        {"error": ["invalid_grant"]},
    ],
)
async def test_what_is_no_grant_is_none(fields: dict[str, object]) -> None:
    async with answering(web.json_response(fields)) as one:
        with pytest.raises(PermanentError):
            await one.refreshed(Secret("rt"))


@pytest.mark.parametrize(
    ("fields", "expires", "scopes"),
    [
        ({}, None, None),
        ({"expires_in": 60, "scope": "a b"}, NOW + timedelta(minutes=1), ("a", "b")),
        ({"expires_in": "60", "scope": "a,b"}, NOW + timedelta(minutes=1), ("a", "b")),
        ({"expires_in": -1, "scope": ""}, None, ()),
        ({"expires_in": 10**12, "scope": 7}, None, None),
        ({"expires_in": True}, None, None),
        ({"expires_in": "9" * 5000}, None, None),
        ({"expires_in": None}, None, None),
    ],
)
async def test_a_grant_is_read_with_care(fields: dict[str, object], expires: datetime | None, scopes: tuple[str, ...] | None) -> None:
    async with answering(web.json_response({"access_token": "at", "token_type": "BEARER", **fields})) as one:
        assert await one.refreshed(Secret("rt")) == Grant(token=Secret("at"), expires=expires, scopes=scopes)


ANSWERS = [
    ("429", web.Response(status=429), RateLimitedError),
    ("500", web.Response(status=500, text="sorry"), AmbiguousError),
    ("redirect", web.Response(status=307, headers={"Location": "http://169.254.169.254/"}), PermanentError),
    ("page", web.Response(text="<html>login</html>", content_type="text/html"), PermanentError),
    ("list", web.json_response([]), PermanentError),
    ("deep", web.Response(body=b"[" * 60_000), PermanentError),
    ("long", web.Response(body=b" " * (LONGEST + 1)), PermanentError),
    ("digits", web.Response(body=b'{"expires_in": ' + b"9" * 5_000 + b"}"), PermanentError),
    ("used", web.json_response({"error": "invalid_grant"}, status=400), AuthError),
]


@pytest.mark.parametrize(("answer", "error"), [entry[1:] for entry in ANSWERS], ids=[entry[0] for entry in ANSWERS])
async def test_an_answer_that_is_none_says_whether_it_may_have_happened(answer: web.Response, error: type[OutsideError]) -> None:
    async with answering(answer) as one:
        with pytest.raises(error) as raised:
            await one.refreshed(Secret("canary-rt"))
        assert "canary" not in str(raised.value)
        assert "127.0.0.1" in str(raised.value)


@pytest.mark.fault("F131")
async def test_a_token_does_not_follow_a_redirect() -> None:
    async with OAuthServer() as server:
        for status in (301, 302, 303, 307, 308):
            server.says = {"/oauth/token": web.Response(status=status, headers={"Location": f"{server.url}/elsewhere"})}
            with pytest.raises(PermanentError):
                await client(server).refreshed(Secret("rt"))
        assert server.asked == ["/oauth/token"] * 5


async def test_a_server_that_is_away_or_silent() -> None:
    async with OAuthServer() as server:
        import asyncio

        server.hold = asyncio.Event()
        with pytest.raises(AmbiguousError, match="did not answer in time"):
            await client(server, seconds=0.05).refreshed(Secret("rt"))
        server.hold.set()
        server.intruders = 0
    with pytest.raises(TransientError, match="cannot be reached"):
        await client(server).refreshed(Secret("rt"))


async def test_a_connection_that_breaks_may_have_done_it() -> None:
    async def rude(reader: object, writer: object) -> None:
        await reader.read(1)  # type: ignore[attr-defined]  # a stream
        writer.transport.abort()  # type: ignore[attr-defined]

    import asyncio

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        ours = Registration(web=f"http://127.0.0.1:{port}", api="", client=CLIENT)
        with pytest.raises(AmbiguousError):
            await OAuthClient(ROWS[Provider.GITLAB], ours, Requests()).refreshed(Secret("rt"))


async def test_a_server_that_does_not_know_us() -> None:
    for provider in Provider:
        async with OAuthServer(provider) as server:
            with pytest.raises(PermanentError, match="client id or secret"):
                await client(server, secret="wrong").refreshed(Secret("rt"))  # noqa: S106


@pytest.mark.fault("F130")
async def test_tokens_end_in_the_way_that_the_host_has() -> None:
    for provider, secret in ((Provider.GITLAB, None), (Provider.GITHUB, None), (Provider.GITHUB, ""), (Provider.AZURE, None)):
        async with OAuthServer(provider) as server:
            token = server.personal(ANA)
            ended = await client(server, secret=secret).revoke(token, None)
            assert (ended, server.is_live(token)) == ((False, True) if provider is Provider.AZURE else (True, False))
            if secret is None and provider is Provider.GITHUB:
                assert await client(server).revoke(token, None), "it is gone, as it should be"
            assert server.intruders == 0


async def test_a_refusal_to_end_a_token_is_told() -> None:
    async with answering(web.Response(status=403)) as one:
        with pytest.raises(PermanentError, match="403"):
            await one.revoke(Secret("t"), Secret("r"))


def test_every_provider_has_a_row_and_paths() -> None:
    assert ROWS.keys() == PATHS.keys() == set(Provider)


async def test_a_login_in_netrc_is_not_used_in_the_place_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("default login ana password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    with pytest.raises(TransientError):
        await Requests(seconds=5).send("POST", "https://127.0.0.1:1/oauth/token", login=("client", "secret"))
