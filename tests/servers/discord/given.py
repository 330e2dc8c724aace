"""What a client puts into an interaction: options with whom they name, a filled form, and where it came from."""

from collections.abc import Mapping
from typing import Any

from tests.servers.discord import wire
from tests.servers.discord.nouns import Channel, Interaction, Object, Role, User
from tests.servers.discord.world import World


def option(asked: Object, value: Any, resolved: Object, focused: str | None, channel: Channel) -> Object:
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = wire.user(value)
        if channel.guild and value.id in channel.guild.members:
            resolved.setdefault("members", {})[str(value.id)] = wire.member(channel.guild.members[value.id], with_user=False) | {
                "permissions": "0"
            }
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = wire.role(value)
    if isinstance(value, Channel):
        resolved.setdefault("channels", {})[str(value.id)] = wire.channel(value) | {"permissions": "0"}
    shown = {"name": asked["name"], "type": asked["type"], "value": str(value.id) if isinstance(value, User | Role | Channel) else value}
    return {**shown, "focused": True} if asked["name"] == focused else shown


def filled(part: Object, values: Mapping[str, str]) -> Object:
    """Return a part of a form with what was typed into it; what was not keeps its text."""
    shown = {name: value for name, value in part.items() if name in ("type", "id")}
    if part["type"] == 4:
        text = next((values[key] for key in (str(part["custom_id"]), str(part.get("label"))) if key in values), part.get("value") or "")
        return {**shown, "custom_id": part["custom_id"], "value": text}
    if "component" in part:
        inner = part["component"]
        label = str(part.get("label"))
        known = {**values, str(inner["custom_id"]): values[label]} if label in values else values
        return {**shown, "component": filled(inner, known)}
    if "components" in part:
        return {**shown, "components": [filled(one, values) for one in part["components"]]}
    if "options" in part:
        given = values.get(part["custom_id"])
        chosen = [given] if given else [one["value"] for one in part["options"] if one.get("default")]
        return {**shown, "custom_id": part["custom_id"], "values": chosen}
    return shown


def told(world: World, made: Interaction) -> Object:
    channel, guild, bot = made.channel, made.channel.guild, world.bot
    shown: Object = {
        "id": str(made.id),
        "application_id": str(bot.id),
        "type": int(made.kind),
        "data": made.data,
        "token": made.token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": wire.channel(channel) | {"permissions": wire.permissions(channel, made.user)},
        "app_permissions": wire.permissions(channel, bot),
        "locale": made.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
        "context": 0 if guild else 1,
        "attachment_size_limit": 10 << 20,
    }
    if made.message is not None:
        shown["message"] = wire.message(made.message, reader=bot, has_content=True)
    if guild is None:
        return {**shown, "user": wire.user(made.user)}
    who = {**wire.member(guild.members[made.user.id]), "permissions": wire.permissions(channel, made.user)}
    about = {"id": str(guild.id), "locale": guild.locale, "features": []}
    return {**shown, "guild_id": str(guild.id), "guild": about, "guild_locale": guild.locale, "member": who}
