"""The two places at which discord.py is told where Discord is.

Every address that discord.py calls is made of the class attribute `Route.BASE`. The gateway's address is the answer to `GET /gateway/bot`
for an `AutoShardedClient` that begins, the `resume_gateway_url` of READY for one that resumes, and the class attribute
`DiscordWebSocket.DEFAULT_GATEWAY` for a plain `Client` and after a session that is no good any more: so both attributes, and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Place(Protocol):
    """Where a Discord is."""

    url: str
    gateway_url: str


@contextmanager
def redirected(place: Place) -> Iterator[None]:
    """Let discord.py talk to a server for as long as this lasts."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = place.url, yarl.URL(place.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
