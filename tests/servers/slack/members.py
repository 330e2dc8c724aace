"""users.* and usergroups.*: who is in a workspace."""

from tests.servers.slack import payloads
from tests.servers.slack.conversations import paged
from tests.servers.slack.endpoint import Call, RefusedError, method
from tests.servers.slack.limits import TIER_2, TIER_4
from tests.servers.slack.nouns import Group, Json
from tests.servers.slack.people import Person


@method("users.info", TIER_4, "users:read")
def users_info(call: Call) -> Json:
    user = call.workspace.users.get(call.required("user", "user_not_found"))
    if user is None:
        raise RefusedError("user_not_found")
    return {"user": _shown(call, user)}


@method("users.list", TIER_2, "users:read")
def users_list(call: Call) -> Json:
    page, more = paged(call, list(call.workspace.users.values()), 200, lambda user: _shown(call, user))
    return {"members": page, "cache_ts": int(call.at), **more}


@method("usergroups.list", TIER_2, "usergroups:read")
def groups(call: Call) -> Json:
    known = [one for one in call.workspace.groups.values() if call.flag("include_disabled") or not one.is_disabled]
    return {"usergroups": [_group(call, one) for one in known]}


@method("usergroups.users.list", TIER_2, "usergroups:read")
def group_users(call: Call) -> Json:
    group = call.workspace.groups.get(call.required("usergroup", "no_such_subteam"))
    if group is None or (group.is_disabled and not call.flag("include_disabled")):
        raise RefusedError("no_such_subteam")
    return {"users": group.members}


def _shown(call: Call, user: Person) -> Json:
    scopes = call.token.scopes if call.token else ()
    told = payloads.user(user, with_email="users:read.email" in scopes)
    return told if call.flag("include_locale") else {name: value for name, value in told.items() if name != "locale"}


def _group(call: Call, group: Group) -> Json:
    told = {"id": group.id, "team_id": call.workspace.id, "is_usergroup": True, "name": group.handle, "handle": group.handle}
    told |= {"user_count": len(group.members), "date_delete": int(group.is_disabled)}
    return told | ({"users": group.members} if call.flag("include_users") else {})
