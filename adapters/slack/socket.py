"""Socket Mode: what Slack tells comes over a connection that the app opens, so that nothing listens in public.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.failures import TABLE, Kind
from adapters.slack.quiet import quiet
from core.errors import AuthError
from core.messages import slack as messages
from core.model import Secret

_LOOK = 10.0  # seconds between two looks at the connection
_LOST = 3  # looks without one, after which the library's own attempts are given up: it tries an address again that works once
_WAITS = (1.0, 5.0, 15.0, 30.0, 60.0)  # seconds before a new client, the more the oftener one failed
_FINAL = (Kind.DEAD, Kind.ENDED, Kind.LACKING)
_LOG = logging.getLogger("recap")


async def listen(
    web: AsyncWebClient,
    token: Secret,
    answer: Callable[[Mapping[str, Any]], Awaitable[str]],
    *,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Take what Slack tells until this is cancelled.

    Raises:
        AuthError: the app token is not accepted.
    """
    failed = 0
    while True:
        client = SocketModeClient(app_token=token.reveal(), logger=quiet("socket"), web_client=web)
        client.socket_mode_request_listeners.append(_acknowledging(answer))
        try:
            client.wss_uri = await client.issue_new_wss_url()
            await asyncio.wait_for(client.connect(), timeout=_LOOK)  # type: ignore[no-untyped-call]  # the SDK has no types there
            failed = 0
            await _until_lost(client, sleep)
        except SlackApiError as error:
            if TABLE.get(str(error.response.get("error"))) in _FINAL:
                raise AuthError(messages.APP_TOKEN) from None
        except Exception as error:  # noqa: BLE001  the outermost edge: the library ends by whatever answer it cannot read, too
            _LOG.warning("slack unreachable", extra={"fields": {"kind": type(error).__name__}})
        finally:
            await client.close()  # type: ignore[no-untyped-call]  # as above
        await sleep(_WAITS[min(failed, len(_WAITS) - 1)])
        failed += 1


def _acknowledging(answer: Callable[[Mapping[str, Any]], Awaitable[str]]) -> Any:
    async def listener(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await answer(request.payload)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    return listener


async def _until_lost(client: SocketModeClient, sleep: Callable[[float], Awaitable[object]]) -> None:
    lost = 0
    while lost < _LOST:
        await sleep(_LOOK)
        lost = 0 if await client.is_connected() else lost + 1
