"""Discord on loopback: its REST interface and its gateway over one world of people, servers and channels.

The address (`server.url`, as `https://discord.com/api/v10` is) goes to `discord.http.Route.BASE`; the gateway's goes to
`DiscordWebSocket.DEFAULT_GATEWAY` and comes from `GET /gateway/bot`. Nothing else of discord.py is told: see `redirect`.
"""

from tests.servers.discord.clock import Clock
from tests.servers.discord.faults import Fault
from tests.servers.discord.people import Person
from tests.servers.discord.redirect import redirected
from tests.servers.discord.server import DiscordServer

__all__ = ["Clock", "DiscordServer", "Fault", "Person", "redirected"]
