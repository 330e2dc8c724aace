"""Servers, their members and roles, and channels with their overwrites."""

from typing import Any

from tests.servers.discord import wire
from tests.servers.discord.call import Call, route
from tests.servers.discord.errors import RefusedError
from tests.servers.discord.nouns import Overwrite
from tests.servers.discord.permissions import bits, in_channel, may, of_member
from tests.servers.discord.rest_messages import visible

GUILD, CHANNEL = "/guilds/{guild_id}", "/channels/{channel_id}"


@route("GET", GUILD)
def guild(call: Call) -> Any:
    return wire.guild(call.world.in_guild(call.number("guild_id")))


@route("GET", "/users/@me/guilds")
def guilds(call: Call) -> Any:
    bot = call.world.bot
    found = call.world.bots_guilds()
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "features": [],
            "permissions": str(of_member(one, one.members[bot.id])),
        }
        for one in found
    ]


@route("GET", GUILD + "/channels")
def channels(call: Call) -> Any:
    known = call.world.in_guild(call.number("guild_id"))
    return [wire.channel(one) for one in known.channels.values() if one.is_room and in_channel(one, call.world.bot)]


@route("GET", GUILD + "/members/{user_id}")
def member(call: Call) -> Any:
    found = call.world.in_guild(call.number("guild_id")).members.get(call.number("user_id"))
    if found is None:
        raise RefusedError(10007 if call.number("user_id") in call.world.users else 10013)
    return wire.member(found)


@route("GET", GUILD + "/members")
def members(call: Call) -> Any:
    """List members, for an application that has the members' intent (else Missing Access)."""
    known = call.world.in_guild(call.number("guild_id"))
    if not call.gateway.privileged & 2:
        raise RefusedError(50001)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 1))
    found = sorted((one for one in known.members.values() if one.user.id > after), key=lambda one: one.user.id)
    return [wire.member(one) for one in found[:limit]]


@route("GET", GUILD + "/roles")
def roles(call: Call) -> Any:
    return [wire.role(one) for one in call.world.in_guild(call.number("guild_id")).roles.values()]


@route("GET", GUILD + "/roles/{role_id}")
def role(call: Call) -> Any:
    found = call.world.in_guild(call.number("guild_id")).roles.get(call.number("role_id"))
    if found is None:
        raise RefusedError(10011)
    return wire.role(found)


@route("GET", GUILD + "/threads/active")
def threads(call: Call) -> Any:
    known = call.world.in_guild(call.number("guild_id"))
    found = [one for one in known.channels.values() if not one.is_room and not one.is_archived]
    return {"threads": [wire.channel(one) for one in found if in_channel(one, call.world.bot)], "members": [], "has_more": False}


@route("GET", CHANNEL)
def channel(call: Call) -> Any:
    return wire.channel(visible(call.world, call.number("channel_id")))


@route("PUT", CHANNEL + "/permissions/{overwrite_id}", most=5, seconds=5.0)
def set_overwrite(call: Call) -> None:
    """Set what a role or a member may do here; nobody can give what they do not have."""
    found = visible(call.world, call.number("channel_id"))
    if not may(found, call.world.bot, "manage_roles"):
        raise RefusedError(50013)
    allow, deny = int(call.body.get("allow") or 0), int(call.body.get("deny") or 0)
    if (allow | deny) & ~in_channel(found, call.world.bot) & bits("manage_roles administrator"):
        raise RefusedError(50013)
    number = call.number("overwrite_id")
    found.overwrites[number] = Overwrite(number, int(call.body["type"]), allow, deny)
    call.world.tell("CHANNEL_UPDATE", 1, found.guild, lambda _: wire.channel(found))


@route("DELETE", CHANNEL + "/permissions/{overwrite_id}", most=5, seconds=5.0)
def remove_overwrite(call: Call) -> None:
    found = visible(call.world, call.number("channel_id"))
    if not may(found, call.world.bot, "manage_roles"):
        raise RefusedError(50013)
    found.overwrites.pop(call.number("overwrite_id"), None)
    call.world.tell("CHANNEL_UPDATE", 1, found.guild, lambda _: wire.channel(found))
