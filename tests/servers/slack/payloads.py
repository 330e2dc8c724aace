"""People, channels, messages and gestures in the JSON that Slack tells them in."""

from typing import TYPE_CHECKING

from tests.servers.slack.nouns import Channel, Json, Message

if TYPE_CHECKING:
    from tests.servers.slack.people import Person


def message(one: Message, *, metadata: bool = True, at: int = -1) -> Json:
    """Return a message as history and events show it, in the last of its states or another one."""
    state = one.edits[at]
    told: Json = {"type": "message", "user": one.user, "text": state.text, "ts": one.ts, "team": one.channel.workspace.id}
    if one.bot:
        told |= {"bot_id": one.bot, "app_id": one.channel.workspace.slack.app_id}
    if one.client_id:
        told["client_msg_id"] = one.client_id
    if state.blocks:
        told["blocks"] = list(state.blocks)
    if state.metadata and metadata:
        told["metadata"] = state.metadata
    if state is not one.edits[0]:
        told["edited"] = {"user": one.user, "ts": f"{state.at:.6f}"}
    return told | _thread(one)


def _thread(one: Message) -> Json:
    if one.thread_ts:
        parent = one.channel.messages.get(one.thread_ts)
        return {"thread_ts": one.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
    replies = [reply for reply in one.replies if not reply.is_deleted and not reply.only_for]
    return {"thread_ts": one.ts, "reply_count": len(replies), "latest_reply": replies[-1].ts} if replies else {}


def channel(one: Channel) -> Json:
    """Return a conversation as conversations.info shows it."""
    workspace = one.workspace
    told: Json = {
        "id": one.id,
        "created": 1_700_000_000,
        "is_archived": one.is_archived,
        "is_im": one.is_im,
        "is_org_shared": one.is_org_shared,
        "context_team_id": workspace.id,
    }
    if one.is_im:
        other = next((user for user in one.members if user != workspace.bot.id), workspace.bot.id)
        return told | {"user": other, "is_user_deleted": workspace.users[other].deleted, "is_open": True}
    return told | {
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": one.kind == "channel",
        "is_group": one.kind == "group",
        "is_mpim": one.is_mpim,
        "is_private": one.is_private,
        "is_member": workspace.bot.id in one.members,
        "is_general": one.name == "general",
        "is_shared": one.is_ext_shared,
        "is_ext_shared": one.is_ext_shared,
        "is_pending_ext_shared": one.is_pending_ext_shared,
        "num_members": len(one.members),
        "creator": next(iter(one.members), ""),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def user(one: "Person", *, with_email: bool) -> Json:
    """Return a person as users.info shows them; their address only to who may read it."""
    profile = {"real_name": one.real_name, "display_name": one.display, "real_name_normalized": one.real_name, "team": one.workspace.id}
    if one.email and with_email:
        profile["email"] = one.email
    told: Json = {"id": one.id, "team_id": one.team or one.workspace.id, "name": one.name, "deleted": one.deleted, "profile": profile}
    if one.deleted:
        return told | {"is_bot": one.is_bot}
    company = {"enterprise_user": {"id": one.id, "enterprise_id": "E0ACME", "teams": list(one.company)}} if one.company else {}
    return (
        told
        | company
        | {
            "real_name": one.real_name,
            "tz": one.tz,
            "tz_label": one.tz,
            "tz_offset": one.offset,
            "locale": one.locale,
            "is_admin": one.is_admin,
            "is_owner": False,
            "is_restricted": one.is_guest,
            "is_ultra_restricted": one.is_single_guest,
            "is_stranger": bool(one.team) and one.workspace.id not in one.company,
            "is_bot": one.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
        }
    )


def event(one: "Person", inner: Json) -> Json:
    """Return an event as it is delivered; its `authorizations` are the bot's."""
    workspace, slack = one.workspace, one.workspace.slack
    return {
        "token": "verification",
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": slack.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": slack.id("Ev"),
        "event_time": int(slack.clock.now()),
        "authorizations": [
            {"enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot.id, "is_bot": True, "is_enterprise_install": False}
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-event",
    }


def gesture(one: "Person", kind: str, **more: object) -> Json:
    """Return what every interaction begins with."""
    return {
        "type": kind,
        "user": {"id": one.id, "username": one.name, "name": one.name, "team_id": one.team or one.workspace.id},
        "api_app_id": one.workspace.slack.app_id,
        "token": "verification",
        "team": {"id": one.workspace.id, "domain": one.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }
