"""What may be done in a channel: roles first, then what the channel says of everybody, of roles and of one person.

https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

ADMINISTRATOR, MANAGE_SERVER, VIEW_CHANNEL, SEND, READ_HISTORY = 1 << 3, 1 << 5, 1 << 10, 1 << 11, 1 << 16

EVERYTHING = ~0  # an administrator's and the owner's


def in_server(guild: Mapping[str, Any], roles: Collection[str], user: str = "") -> int:
    """Return what somebody may do in a server who has these roles beside everybody's; without a user, everybody."""
    if user and user == guild.get("owner_id"):
        return EVERYTHING
    held = {*roles, guild["id"]}
    granted = 0
    for role in guild.get("roles") or ():
        granted |= int(role["permissions"]) if role["id"] in held else 0
    return EVERYTHING if granted & ADMINISTRATOR else granted


def in_channel(guild: Mapping[str, Any], channel: Mapping[str, Any], roles: Collection[str], user: str = "") -> int:
    """Return what somebody may do in a channel, nothing where they do not see it; of a thread, pass its channel."""
    granted = in_server(guild, roles, user)
    if granted == EVERYTHING:
        return granted
    overwrites = channel.get("permission_overwrites") or []
    for ids in ({guild["id"]}, {*roles} - {guild["id"]}, {user}):
        granted = _overwritten(granted, [one for one in overwrites if one["id"] in ids])
    return granted if granted & VIEW_CHANNEL else 0


def _overwritten(granted: int, found: Iterable[Mapping[str, Any]]) -> int:
    denied = allowed = 0
    for one in found:
        denied |= int(one["deny"])
        allowed |= int(one["allow"])
    return granted & ~denied | allowed
