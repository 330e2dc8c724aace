"""Whether Slack takes the tokens, and what they open: for the doctor."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import lost, refusal
from core.model import Secret

_PATIENCE = 10  # seconds


@dataclass(frozen=True, slots=True)
class Checkup:
    """In which workspace the bot is, and which of the scopes that it needs it lacks."""

    workspace: str
    lacking: tuple[str, ...]


async def checked_bot(token: Secret, url: str, *, wanted: Collection[str]) -> Checkup:
    """Ask Slack whose token it is.

    Raises:
        OutsideError: Slack does not take it, or cannot be asked.
    """
    async with _asked():
        answer = await _client(token, url).auth_test()
    held = set(str(answer.headers.get("x-oauth-scopes") or answer.headers.get("X-OAuth-Scopes") or "").split(","))
    return Checkup(str(answer.get("team", "")), tuple(sorted(set(wanted) - held)))


async def checked_app(token: Secret, url: str) -> None:
    """See that Socket Mode can be used.

    Raises:
        OutsideError: Slack does not take the token, or cannot be asked.
    """
    async with _asked():
        await _client(Secret(""), url).apps_connections_open(app_token=token.reveal())


def _client(token: Secret, url: str) -> AsyncWebClient:
    base = f"{url.rstrip('/')}/" if url else AsyncWebClient.BASE_URL
    return AsyncWebClient(token=token.reveal() or None, base_url=base, timeout=_PATIENCE, retry_handlers=[])


@asynccontextmanager
async def _asked() -> AsyncGenerator[None, None]:
    try:
        yield
    except SlackApiError as error:
        answer = error.response
        raise refusal(str(answer.get("error", "")), answer.status_code, answer.headers, datetime.now(UTC)) from None
    except (SlackClientError, ClientError, OSError, ValueError):
        raise lost(was_sent=False) from None
