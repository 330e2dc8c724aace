"""What is not built trusts nobody: no page takes a web socket, a JSON web token or a host's delivery, however it is dressed up."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncGenerator, Mapping

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web

from adapters.web.app import application
from adapters.web.health import Health
from core.model import Secret
from tests.adapters.web.browsing import Site as Pages
from tests.core.connecting import desk
from tests.servers.loopback import served
from tests.store import free_port

TOKEN = "the administrator's own, long enough"  # noqa: S105  of the test alone
ADDRESSES = (
    *("/", "/healthz", "/readyz", "/health", "/health/ready", "/health/detailed", "/metrics"),
    *("/oauth/gitlab/start", "/oauth/gitlab/callback", "/ws/1", "/webhook", "/webhooks/github", "/api/v1/repositories", "/auth/token"),
)
KNOCK = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
PUSH = {"X-GitHub-Event": "push", "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958"}
DELIVERY = json.dumps({"ref": "refs/heads/main", "repository": {"full_name": "acme/web"}}).encode()


def forged(head: Mapping[str, str], key: bytes = b"") -> str:
    """Return a token that names an administrator, signed as its head says."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, {"sub": "admin", "role": "admin"})]
    mark = hmac.new(key, b".".join(parts), hashlib.sha256).digest() if head["alg"] != "none" else b""
    return b".".join([*parts, base64.urlsafe_b64encode(mark).rstrip(b"=")]).decode()


@pytest_asyncio.fixture
async def url() -> AsyncGenerator[str, None]:
    """Serve all pages that a process has."""
    async with desk() as one:
        port = free_port()
        app: web.Application = application()
        Health(is_ready=True, token=Secret(TOKEN), clock=lambda: 0.0).add_to(app)
        Pages(one, f"http://127.0.0.1:{port}").pages().add_to(app)
        async with served(app, port) as address:
            yield address


async def answers(url: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None) -> list[tuple[int, str]]:
    async with ClientSession() as session:
        asked = [await session.request(method, url + address, data=body, headers=headers, allow_redirects=False) for address in ADDRESSES]
        return [(response.status, await response.text()) for response in asked]


@pytest.mark.fault("F185")
@pytest.mark.parametrize("origin", [{}, {"Origin": "null"}, {"Origin": "https://evil.example"}])
async def test_no_page_becomes_a_web_socket(url: str, origin: dict[str, str]) -> None:
    assert await answers(url, headers=KNOCK | origin | {"Sec-WebSocket-Protocol": TOKEN}) == await answers(url)


@pytest.mark.fault("F134")
@pytest.mark.parametrize(
    "token",
    [
        forged({"alg": "none"}),
        forged({"alg": "HS256"}),
        forged({"alg": "HS256"}, b"secret"),
        forged({"alg": "RS256"}, b"-----BEGIN PUBLIC KEY-----"),
        forged({"alg": "HS256", "kid": "../../dev/null"}),
    ],
)
async def test_no_page_believes_a_json_web_token(url: str, token: str) -> None:
    plain = await answers(url)
    assert await answers(url, headers={"Authorization": f"Bearer {token}"}) == plain
    assert await answers(url, headers={"Cookie": f"token={token}; session={token}"}) == plain
    assert await answers(url, headers={"Authorization": f"Bearer {TOKEN}"}) != plain


@pytest.mark.fault("F122")
@pytest.mark.parametrize(
    "marks",
    [
        {},
        {"X-Hub-Signature": "sha1=" + hmac.new(b"", DELIVERY, hashlib.sha1).hexdigest()},
        {"X-Hub-Signature-256": "sha256=" + hmac.new(b"", DELIVERY, hashlib.sha256).hexdigest()},
    ],
)
async def test_no_page_takes_a_delivery(url: str, marks: dict[str, str]) -> None:
    for _ in range(2):
        assert {status for status, _ in await answers(url, "POST", DELIVERY, PUSH | marks)} <= {404, 405}
