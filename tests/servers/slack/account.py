"""auth.*, apps.*, bots.*: whose token it is, where to connect, and the end of an installation."""

from tests.servers.slack import events
from tests.servers.slack.endpoint import Call, RefusedError, method
from tests.servers.slack.limits import AMPLE, TIER_1, TIER_3
from tests.servers.slack.nouns import Json


@method("auth.test", AMPLE)
def test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"{call.slack.url}/",
        "team": workspace.id,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke", TIER_3)
def revoke(call: Call) -> Json:
    assert call.token is not None
    if call.flag("test"):
        return {"revoked": False}
    call.token.is_revoked = True
    events.revoked(call.workspace)
    return {"revoked": True}


@method("apps.connections.open", TIER_1, "connections:write", takes="xapp")
def open_connection(call: Call) -> Json:
    return {"url": call.slack.sockets.invite()}


@method("apps.uninstall", TIER_1)
def uninstall(call: Call) -> Json:
    if (call.text("client_id"), call.text("client_secret")) != (call.slack.client_id, call.slack.client_secret):
        raise RefusedError("bad_client_secret" if call.text("client_id") == call.slack.client_id else "invalid_client_id")
    call.workspace.slack.uninstall(call.workspace)
    return {}


@method("bots.info", TIER_3, "users:read")
def bots_info(call: Call) -> Json:
    workspace = call.workspace
    if call.required("bot", "bot_not_found") != workspace.bot_id:
        raise RefusedError("bot_not_found")
    told = {"id": workspace.bot_id, "deleted": False, "name": workspace.bot.name, "app_id": call.slack.app_id, "user_id": workspace.bot.id}
    return {"bot": told}
