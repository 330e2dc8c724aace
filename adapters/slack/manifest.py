"""The Slack app as a manifest, made from what the code listens to and calls: `python -m adapters.slack.manifest [ADDRESS]` prints it.

https://docs.slack.dev/reference/app-manifest
"""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from adapters.slack.app import PATH
from adapters.slack.events import COMMANDS
from core.messages import slack as messages

Node: TypeAlias = "Mapping[str, Any] | list[Any] | str | bool"

EVENTS = ("app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im", "message.mpim", "tokens_revoked")
SCOPES = messages.SCOPES
_ADDRESS = re.compile(r"https://[^\s/?#@]+(/[^\s?#]*)?")


def manifest(address: str = "") -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or for signed requests to a public address of ours, without a slash at its end."""
    url = {"url": address + PATH} if address else {}
    request = {"request_url": address + PATH} if address else {}
    return {
        "display_information": {"name": "Recap", "description": messages.ABOUT, "background_color": "#1f2937"},
        "features": {
            "app_home": {"home_tab_enabled": False, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Recap", "always_online": True},
            "slash_commands": [
                {"command": f"/{name}", **url, "description": about, "usage_hint": hint, "should_escape": True}
                for name, (about, hint) in ((name, messages.COMMANDS[name]) for name in COMMANDS)
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": False,
        },
    }


def yaml(node: Node) -> str:
    """Return a tree of maps, lists, texts and booleans as YAML."""
    return "\n".join(_lines(node)) + "\n"


def _lines(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from (
                [f"{key}:", *(f"  {line}" for line in _lines(value))] if isinstance(value, Mapping | list) else [f"{key}: {_scalar(value)}"]
            )
    elif isinstance(node, list):
        for value in node:
            first, *rest = _lines(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(node)


def _scalar(value: str | bool) -> str:  # noqa: FBT001  a value, not a switch
    return str(value).lower() if isinstance(value, bool) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Print the manifest."""
    address = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else ""
    if address and not _ADDRESS.fullmatch(address):
        sys.exit(messages.ADDRESS)
    sys.stdout.write(yaml(manifest(address)))


if __name__ == "__main__":
    main()
