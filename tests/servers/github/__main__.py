"""The GitHub server as a process of its own, for benchmarks: tells its addresses and tokens, then its calls whenever a line comes in."""

import argparse
import asyncio
import json
import sys

from tests.servers.github.generated import world_of
from tests.servers.github.server import GitHubServer

_TOKENS = 20  # for each member


async def serve(size: int, latency: float) -> None:
    """Serve until the input ends; keep answers, so that later the client is measured and not this server."""
    world = world_of(size)
    async with GitHubServer(world, latency=latency, checks_answers=False) as server:
        server.known.is_on = True
        users = [user for user in world.users.values() if user.kind == "User"]
        tokens = {user.login: [server.token(user).text for _ in range(_TOKENS)] for user in users}
        for token in server.tokens.values():
            token.limits = dict.fromkeys(token.limits, 1_000_000)
        shown = {"url": server.url, "graphql": server.graphql_url, "tokens": tokens}
        _say(shown)
        while await asyncio.to_thread(sys.stdin.readline):
            calls, server.calls = server.calls, []
            fields = ("kind", "path", "status", "size", "points", "began", "ended", "token", "is_conditional")
            _say([{name: getattr(call, name) for name in fields} for call in calls])


def _say(shown: object) -> None:
    sys.stdout.write(json.dumps(shown) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.github")
    parser.add_argument("size", type=int)
    parser.add_argument("--latency", type=float, default=0.08)
    options = parser.parse_args()
    asyncio.run(serve(options.size, options.latency))


if __name__ == "__main__":
    main()
