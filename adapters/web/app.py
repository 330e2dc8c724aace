"""The web application: every answer with the same strict headers, every failure a plain page, nothing of a request in a log."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from adapters.web.pages import HEADERS, page
from core.errors import AuthError, OutsideError, PermanentError, RateLimitedError, RecapError
from core.messages import web as messages

LONGEST = 16_384  # bytes of a request's body
SLOWEST = 15.0  # seconds for a request, its body included
_LOG = logging.getLogger("recap")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(*, longest: int = LONGEST) -> web.Application:
    """Return an application without pages; run it without an access log, since addresses hold codes."""
    return web.Application(middlewares=[_strict, _counted, _told], client_max_size=longest)


@web.middleware
async def _strict(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPRedirection as redirection:
        redirection.headers.update(HEADERS)
        raise
    response.headers.update(HEADERS)
    return response


@web.middleware
async def _counted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log how long an answer took, under the pattern of its address."""
    began, status = time.monotonic(), 302
    try:
        response = await handler(request)
        status = response.status
    finally:
        resource = request.match_info.route.resource
        fields = {"route": resource.canonical if resource else "other", "method": request.method, "status": str(status)}
        _LOG.debug("request", extra={"fields": {**fields, "seconds": round(time.monotonic() - began, 4)}})
    return response


@web.middleware
async def _told(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn failures into pages; the outermost edge."""
    try:
        async with asyncio.timeout(SLOWEST):
            return await handler(request)
    except TimeoutError:
        return page(messages.NOT_LINKED, [messages.TOO_SLOW], status=408)
    except web.HTTPRedirection:
        raise
    except web.HTTPException as error:
        return page(messages.NOT_FOUND, [messages.NOT_HERE], status=error.status)
    except RecapError as error:
        return page(messages.NOT_LINKED, [str(error)], status=_status(error))
    except Exception as error:  # noqa: BLE001  the outermost edge
        _LOG.error("bug", extra={"fields": {"kind": type(error).__name__}})
        return page(messages.NOT_LINKED, [messages.BUG], status=500)


def _status(error: RecapError) -> int:
    match error:
        case PermanentError() | AuthError():
            return 400
        case RateLimitedError():
            return 429
        case OutsideError():
            return 503
        case _:
            return 500
