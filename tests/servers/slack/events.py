"""What the app is told of what happens: the events that it subscribed to, where the bot may see them."""

import asyncio
from typing import TYPE_CHECKING

from tests.servers.slack import payloads
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.nouns import Json, Message

if TYPE_CHECKING:
    from tests.servers.slack.people import Person
    from tests.servers.slack.workspace import Workspace

SUBSCRIBED = frozenset(
    (
        "app_mention",
        "message.im",
        "message.channels",
        "message.groups",
        "message.mpim",
        "app_home_opened",
        "app_uninstalled",
        "tokens_revoked",
    )
)
_NAMES = {"channel": "message.channels", "group": "message.groups", "im": "message.im", "mpim": "message.mpim"}


def tell(one: "Person", inner: Json, name: str = "") -> list["asyncio.Task[Delivery]"]:
    """Begin to deliver an event of somebody, if the app subscribed to it."""
    slack = one.workspace.slack
    if (name or inner["type"]) not in slack.subscribed or not one.workspace.is_installed or not slack.deliveries.is_wanted:
        return []
    return [slack.deliveries.begin(Delivery("events_api", payloads.event(one, inner)))]


def said(message: Message) -> list["asyncio.Task[Delivery]"]:
    """Tell of a new message."""
    deliveries = message.channel.workspace.slack.deliveries
    return [deliveries.begin(one) for one in of(message)] if deliveries.is_wanted else []


def of(message: Message) -> list[Delivery]:
    """Return what the app is told of a message: that, and that it was mentioned, two events with ids of their own."""
    workspace = message.channel.workspace
    bot, author = workspace.bot, workspace.users[message.user]
    if bot.id not in message.channel.members or not workspace.is_installed:
        return []
    inner = payloads.message(message) | _place(message)
    told = [(_NAMES[message.channel.kind], inner)]
    if f"<@{bot.id}>" in message.mentions and author is not bot and not message.channel.is_im:
        mention = {name: value for name, value in inner.items() if name != "channel_type"}
        told.append(("app_mention", mention | {"type": "app_mention"}))
    subscribed = workspace.slack.subscribed
    return [Delivery("events_api", payloads.event(author, one)) for name, one in told if name in subscribed]


def changed(message: Message) -> None:
    """Tell of an edit."""
    before = payloads.message(message, at=-2)
    _about(message, "message_changed", {"message": payloads.message(message), "previous_message": before})


def deleted(message: Message) -> None:
    """Tell of a deletion."""
    _about(message, "message_deleted", {"deleted_ts": message.ts, "previous_message": payloads.message(message)})


def revoked(workspace: "Workspace") -> None:
    """Tell that the bot's token opens nothing any more."""
    tell(workspace.bot, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}})


def _place(message: Message) -> Json:
    return {"channel": message.channel.id, "channel_type": message.channel.kind, "event_ts": message.ts}


def _about(message: Message, subtype: str, more: Json) -> None:
    workspace = message.channel.workspace
    if workspace.bot.id in message.channel.members:
        inner: Json = {"type": "message", "subtype": subtype, "hidden": True, **_place(message), "ts": workspace.slack.ts(), **more}
        tell(workspace.users[message.user], inner, _NAMES[message.channel.kind])
