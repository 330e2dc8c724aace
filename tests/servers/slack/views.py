"""views.*: modals and App Homes; a modal needs a trigger that is at most three seconds old and was not used."""

import json
import secrets

from tests.servers.slack.checks import checked_view
from tests.servers.slack.endpoint import Call, RefusedError, method
from tests.servers.slack.limits import TIER_4
from tests.servers.slack.nouns import Json, Trigger, View
from tests.servers.slack.workspace import Workspace

STACK = 3
LARGEST = 250_000


@method("views.open", TIER_4)
def open_view(call: Call) -> Json:
    body = _body(call)
    trigger = _trigger(call)
    return {"view": shape(add(call.workspace, trigger.user, body))}


@method("views.push", TIER_4)
def push(call: Call) -> Json:
    body = _body(call)
    trigger = _trigger(call)
    below = call.workspace.views.get(trigger.view)
    if below is None or not below.is_open:
        raise RefusedError("not_found")
    if depth(below) >= STACK:
        raise RefusedError("push_limit_reached")
    return {"view": shape(add(call.workspace, trigger.user, body, below))}


@method("views.update", TIER_4)
def update(call: Call) -> Json:
    body = _body(call)
    view = _found(call)
    if view is None or not view.is_open:
        raise RefusedError("not_found")
    if call.text("hash") and call.text("hash") != view.hash:
        raise RefusedError("hash_conflict")
    change(view, body)
    return {"view": shape(view)}


@method("views.publish", TIER_4)
def publish(call: Call) -> Json:
    body = _body(call)
    user = call.required("user_id")
    if user not in call.workspace.users:
        raise RefusedError("user_not_found")
    home = next((one for one in call.workspace.views.values() if one.user == user and one.body["type"] == "home"), None)
    if home is not None and call.text("hash") and call.text("hash") != home.hash:
        raise RefusedError("hash_conflict")
    if home is not None:
        change(home, body)
    return {"view": shape(home or add(call.workspace, user, body))}


def add(workspace: Workspace, user: str, body: Json, below: View | None = None) -> View:
    """Show a view to somebody, above another one."""
    view = View(workspace.slack.id("V"), workspace, user, body, _hash(workspace))
    view.root, view.previous = (below.root, below.id) if below else (view.id, "")
    workspace.views[view.id] = view
    return view


def change(view: View, body: Json) -> None:
    """Let a view show something else."""
    view.body, view.hash = body, _hash(view.workspace)


def depth(view: View) -> int:
    """Return how many views lie on each other, with this one."""
    return 1 + (depth(view.workspace.views[view.previous]) if view.previous else 0)


def shape(view: View, values: Json | None = None) -> Json:
    """Return a view as payloads and answers show it, with what was filled in."""
    workspace = view.workspace
    kept = {"private_metadata": "", "callback_id": "", "external_id": "", "close": None, "submit": None, "clear_on_close": False}
    return {
        **kept,
        "notify_on_close": False,
        **view.body,
        "id": view.id,
        "team_id": workspace.id,
        "state": {"values": values or {}},
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "app_id": workspace.slack.app_id,
        "app_installed_team_id": workspace.id,
        "bot_id": workspace.bot_id,
    }


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.slack.clock.now())}.{secrets.token_hex(4)}"


def _body(call: Call) -> Json:
    body = call.structure("view")
    if not isinstance(body, dict):
        raise RefusedError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    if len(json.dumps(body)) > LARGEST:
        raise RefusedError("view_too_large")
    checked_view(call, body)
    return body


def _trigger(call: Call) -> Trigger:
    trigger = call.slack.triggers.get(call.required("trigger_id"))
    if trigger is None or trigger.workspace is not call.workspace:
        raise RefusedError("invalid_trigger_id")
    if call.at > trigger.until:
        raise RefusedError("expired_trigger_id")
    if trigger.is_used:
        raise RefusedError("exchanged_trigger_id")
    trigger.is_used = True
    return trigger


def _found(call: Call) -> View | None:
    views = call.workspace.views
    if external := call.text("external_id"):
        return next((one for one in views.values() if one.body.get("external_id") == external), None)
    return views.get(call.required("view_id"))
