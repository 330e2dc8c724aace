"""The application itself: who the bot is, where its gateway is, and its commands."""

from typing import Any

from tests.servers.discord import limits, wire
from tests.servers.discord.call import Call, route
from tests.servers.discord.errors import RefusedError, require
from tests.servers.discord.nouns import Object

COMMANDS = "/applications/{application_id}/commands"
FLAGS = {1 << 1: 1 << 15, 1 << 8: 1 << 13, 1 << 15: 1 << 19}  # of an application, by the privileged intent that is on for it
OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


@route("GET", "/users/@me")
def me(call: Call) -> Any:
    return {**wire.user(call.world.bot), "email": None, "verified": True, "mfa_enabled": True, "locale": "en-US", "premium_type": 0}


@route("GET", "/users/{user_id}")
def someone(call: Call) -> Any:
    found = call.world.users.get(call.number("user_id"))
    if found is None:
        raise RefusedError(10013)
    return wire.user(found)


@route("GET", "/applications/@me")
@route("GET", "/oauth2/applications/@me")
def application(call: Call) -> Any:
    bot, privileged = call.world.bot, call.gateway.privileged
    flags = sum(flag for intent, flag in FLAGS.items() if privileged & intent)
    return {
        **dict.fromkeys(("icon", "type", "team", "interactions_endpoint_url", "role_connections_verification_url")),
        **dict.fromkeys(("approximate_user_install_count", "approximate_user_authorization_count", "explicit_content_filter"), 0),
        "redirect_uris": [],
        "eligible_oauth2_scopes": [],
        "id": str(bot.id),
        "name": bot.shown,
        "description": "",
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "owner": {**wire.user(bot), "id": "1", "username": "owner", "bot": False},
        "bot": wire.user(bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "approximate_guild_count": len(call.world.bots_guilds()),
    }


@route("GET", "/gateway")
def gateway(call: Call) -> Any:
    return {"url": call.gateway.url}


@route("GET", "/gateway/bot")
def gateway_bot(call: Call) -> Any:
    return {"url": call.gateway.url, "shards": call.gateway.shards, "session_start_limit": call.gateway.starts.shown}


@route("GET", COMMANDS)
@route("GET", OF_GUILD)
def commands(call: Call) -> Any:
    return list(_of(call).values())


@route("PUT", COMMANDS, most=2, seconds=20.0)
@route("PUT", OF_GUILD, most=2, seconds=20.0)
def overwrite(call: Call) -> Any:
    """Replace all commands; one of a known name keeps its id, and its version if nothing of it changed."""
    require(limits.of_commands(call.body or []))
    before = {(one["type"], one["name"]): one for one in _of(call).values()}
    made = [_made(call, body, before.get((body.get("type") or 1, body["name"]))) for body in call.body or ()]
    call.world.commands[_place(call)] = {int(one["id"]): one for one in made}
    return made


@route("POST", COMMANDS, most=5, seconds=20.0)
@route("POST", OF_GUILD, most=5, seconds=20.0)
def create(call: Call) -> Any:
    require(limits.of_command(call.body))
    known = [one for one in _of(call).values() if (one["type"], one["name"]) == (call.body.get("type") or 1, call.body["name"])]
    made = _made(call, call.body, known[0] if known else None)
    _of(call)[int(made["id"])] = made
    return made


@route("GET", COMMANDS + "/{command_id}")
@route("GET", OF_GUILD + "/{command_id}")
def command(call: Call) -> Any:
    return _known(call)


@route("PATCH", COMMANDS + "/{command_id}", most=5, seconds=20.0)
@route("PATCH", OF_GUILD + "/{command_id}", most=5, seconds=20.0)
def edit(call: Call) -> Any:
    known = _known(call)
    require(limits.of_command({**known, **call.body}))
    changed = {**known, **call.body, "version": str(call.world.ids())}
    _of(call)[int(known["id"])] = changed
    return changed


@route("DELETE", COMMANDS + "/{command_id}", most=5, seconds=20.0)
@route("DELETE", OF_GUILD + "/{command_id}", most=5, seconds=20.0)
def delete(call: Call) -> None:
    del _of(call)[int(_known(call)["id"])]


def _place(call: Call) -> int | None:
    """Return the server that commands are of, None for everywhere."""
    if call.number("application_id") != call.world.bot.id:
        raise RefusedError(50001)
    if "guild_id" not in call.params:
        return None
    guild = call.number("guild_id")
    if guild not in {one.id for one in call.world.bots_guilds()}:
        raise RefusedError(50001)
    return guild


def _of(call: Call) -> dict[int, Object]:
    return call.world.commands.setdefault(_place(call), {})


def _known(call: Call) -> Object:
    found = _of(call).get(call.number("command_id"))
    if found is None:
        raise RefusedError(10063)
    return found


def _made(call: Call, body: Object, before: Object | None) -> Object:
    place = _place(call)
    made: Object = {
        "id": before["id"] if before else str(call.world.ids()),
        "application_id": str(call.world.bot.id),
        "type": 1,
        "default_member_permissions": None,
        "name_localizations": None,
        "description_localizations": None,
        "description": "",
        "nsfw": False,
        "dm_permission": True,
        "contexts": None,
        "integration_types": [0],
        "options": [],
        **{name: value for name, value in body.items() if value is not None},
        **({"guild_id": str(place)} if place else {}),
    }
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    is_same = before is not None and {**before, "version": ""} == {**made, "version": ""}
    return {**made, "version": before["version"] if before and is_same else str(call.world.ids())}
