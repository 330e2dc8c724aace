"""The Discord server as a process of its own: tells its addresses and its token, then serves until it is ended."""

import argparse
import asyncio
import json
import signal
import sys

from tests.servers.discord.server import DiscordServer


async def serve(options: argparse.Namespace) -> None:
    """Serve a server with one channel and the named people, until a signal comes."""
    words = {"haste": options.haste, "max_concurrency": options.max_concurrency, "port": options.port}
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    async with DiscordServer(**words, token=options.token) as server:
        server.guild("Recap")
        server.channel("general")
        for name in options.people:
            server.user(name)
        told = {"url": server.url, "gateway": server.gateway_url, "control": server.control_url, "token": server.token}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await ended.wait()
        server.violations.clear()  # whoever started this asked for them


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.discord")
    parser.add_argument("--port", type=int, default=0, help="0 for any that is free")
    parser.add_argument("--token", help="the bot's token; made up without one")
    parser.add_argument("--haste", type=float, default=1.0, help="what the windows of rate limits are divided by")
    parser.add_argument("--max-concurrency", type=int, default=1, help="how many may identify within five seconds")
    parser.add_argument("people", nargs="*", default=["ana", "bob"])
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
