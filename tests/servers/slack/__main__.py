"""The server as a process of its own: tells its state (addresses, tokens) in a line of JSON, and serves until its input ends."""

import argparse
import asyncio
import json
import sys
from contextlib import suppress

import aiohttp

from tests.servers.slack.server import SlackServer


async def serve(port: int) -> None:
    """Serve until the input ends; what the app sent wrong is for who controls it to judge."""
    async with SlackServer(port=port) as slack, aiohttp.ClientSession() as session:
        slack.workspace("T1")
        async with session.get(f"{slack.url}/control/state") as response:
            sys.stdout.write(json.dumps({"url": slack.url, **await response.json()}) + "\n")
        sys.stdout.flush()
        while await asyncio.to_thread(sys.stdin.readline):
            pass
        slack.violations.clear()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.slack")
    parser.add_argument("--port", type=int, default=0)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
