"""Discord on loopback: its REST interface and its gateway over one world of people, servers and channels.

    async with DiscordServer() as discord:  # at its end, nothing that we sent may have broken a rule
        discord.guild("G", team=("ana", "bob"))
        channel, ana = discord.channel("general"), discord.who("ana")
        used = await ana.uses("/recap ask", {"question": "@me last week"}, channel)
        await discord.until(lambda: used.replies)
        ana.screen(channel)  # what her client shows there, in plain text
        used.replies[0].edits, used.replies[0].mentions, used.replies[0].unfurls

The address (`discord.url`, as `https://discord.com/api/v10` is) goes to `discord.http.Route.BASE`; the gateway's goes to
`DiscordWebSocket.DEFAULT_GATEWAY` and comes from `GET /gateway/bot`. Nothing else of discord.py is told: see `redirect`, and
`running` for a client at work. `faults` plans what goes wrong, `gateway.script` when the gateway flaps; `control` lets
another process do both.
"""

from tests.servers.discord.clock import Clock
from tests.servers.discord.faults import Fault
from tests.servers.discord.people import Person
from tests.servers.discord.redirect import redirected
from tests.servers.discord.server import DiscordServer

__all__ = ["Clock", "DiscordServer", "Fault", "Person", "redirected"]
