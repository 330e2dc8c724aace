"""The link that brings the bot into a server, with the least that it needs: `python -m adapters.discord.install APPLICATION_ID`."""

import sys
from urllib.parse import urlencode

from core.messages import discord as messages

PERMISSIONS = sum(1 << bit for bit, _ in messages.PERMISSIONS.values())


def install_link(application: str) -> str:
    """Return where somebody who manages a server lets the bot in; https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow."""
    query = {"client_id": application, "scope": "bot applications.commands", "permissions": PERMISSIONS}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


def main() -> None:
    """Print the link."""
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():  # noqa: PLR2004  the program, and an id
        sys.exit("python -m adapters.discord.install APPLICATION_ID")
    sys.stdout.write(messages.install(install_link(sys.argv[1])))


if __name__ == "__main__":
    main()
