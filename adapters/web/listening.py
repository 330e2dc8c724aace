"""A door of this process: a socket that stays open, and the application that answers behind it, within limits of size and time."""

import os
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web

from core.errors import PermanentError
from core.messages import process as messages

IDLE = 15.0  # seconds in which the head of a request must be here, the first one of a connection included
_LINE = 8_190  # bytes of a request's first line, and of each header
_HEADERS = 64


def opened(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any that is free.

    Raises:
        PermanentError: it cannot listen there; the sentence says why.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise PermanentError(messages.not_listening(host, port, os.strerror(error.errno) if error.errno else str(error))) from error


@asynccontextmanager
async def served(app: web.Application, door: socket.socket, *, idle: float = IDLE) -> AsyncGenerator[None, None]:
    """Answer at a door for the length of the block. The door stays open after it: who knocks meanwhile is answered by the next one."""
    runner = web.AppRunner(
        app,
        access_log=None,  # addresses hold codes
        keepalive_timeout=idle,
        lingering_time=1.0,
        max_line_size=_LINE,
        max_field_size=_LINE,
        max_headers=_HEADERS,
        shutdown_timeout=2.0,
    )
    await runner.setup()
    try:
        await web.SockSite(runner, door.dup()).start()
        yield
    finally:
        await runner.cleanup()  # what is being answered is sent first
