"""A channel as somebody's client shows it, in plain text."""

from tests.servers.discord.nouns import Channel, Flag, Message, User
from tests.servers.discord.permissions import may


def shown(channel: Channel, viewer: User) -> str:
    """Return what somebody sees of a channel, the oldest message first; nothing of one that they may not read."""
    if not may(channel, viewer, "view_channel read_message_history"):
        return ""
    seen = [one for one in channel.messages.values() if not one.is_deleted and one.only_for in (None, viewer)]
    return "\n".join(_message(one) for one in seen)


def _message(one: Message) -> str:
    if one.flags & Flag.LOADING:
        return f"{one.author.shown}: {one.author.shown} is thinking..."
    notes = " (only you can see this)" if one.only_for else ""
    return f"{one.author.shown}{notes}: {one.content}"
