"""Commands, buttons and forms as the app is told of them, and what its acknowledgement does."""

from typing import TYPE_CHECKING, Any

from tests.servers.slack import payloads, views
from tests.servers.slack.deliveries import Delivery
from tests.servers.slack.nouns import Channel, Json, Message, View

if TYPE_CHECKING:
    from tests.servers.slack.people import Person

_NAMES = {"im": "directmessage", "mpim": "mpdm", "group": "privategroup"}


async def command(one: "Person", name: str, text: str, channel: Channel) -> Delivery:
    """Deliver a slash command; what comes with the acknowledgement is shown."""
    workspace, slack = one.workspace, one.workspace.slack
    payload: Json = {
        "token": "verification",
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": _NAMES.get(channel.kind, channel.name),
        "user_id": one.id,
        "user_name": one.name,
        "command": name,
        "text": text,
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": slack.answers.url(one, channel),
        "trigger_id": slack.trigger(one.id, workspace),
    }
    delivery = await slack.deliveries.send(Delivery("slash_commands", payload))
    if not delivery.is_taken:
        reason = "operation_timeout" if delivery.reason.endswith("timeout") else "dispatch_failed"
        _notice(one, channel, f"{name} failed with the error “{reason}”")
    elif delivery.answer:
        body = delivery.answer if isinstance(delivery.answer, dict) else {"text": delivery.answer}
        slack.answers.put(one, channel, None, body)
    slack.happened()
    return delivery


async def press(one: "Person", place: Message | View, action_id: str, value: object) -> Delivery:
    """Deliver a press of what has an action_id."""
    slack = one.workspace.slack
    if isinstance(place, Message):
        assert place in one.screen(place.channel, thread=place).messages, f"{one.name} does not see that"
    blocks = place.blocks if isinstance(place, Message) else place.body["blocks"]
    block, element = element_of(blocks, action_id)
    action = {"action_id": action_id, "block_id": block.get("block_id", "b"), "type": element["type"], "action_ts": slack.ts()}
    action |= chosen(element, value)
    more: Json = {"trigger_id": slack.trigger(one.id, one.workspace, "" if isinstance(place, Message) else place.id), "actions": [action]}
    if isinstance(place, Message):
        more |= _in_message(one, place)
    else:
        more |= {"container": {"type": "view", "view_id": place.id}, "view": views.shape(place)}
    return await slack.deliveries.send(Delivery("interactive", payloads.gesture(one, "block_actions", **more)))


async def submit(one: "Person", view: View, values: Json) -> Delivery:
    """Deliver a submission, and do what the acknowledgement says."""
    slack = one.workspace.slack
    state = _state(view, values)
    more = {"trigger_id": slack.trigger(one.id, one.workspace, view.id), "view": views.shape(view, state), "response_urls": []}
    delivery = await slack.deliveries.send(Delivery("interactive", payloads.gesture(one, "view_submission", **more)))
    if delivery.is_taken:
        _acted(view, delivery.answer if isinstance(delivery.answer, dict) else {})
    return delivery


async def close(one: "Person", view: View) -> Delivery | None:
    """Close a view."""
    view.is_open = False
    if not view.body.get("notify_on_close"):
        return None
    payload = payloads.gesture(one, "view_closed", view=views.shape(view), is_cleared=False)
    return await one.workspace.slack.deliveries.send(Delivery("interactive", payload))


def element_of(blocks: Any, action_id: str) -> tuple[Json, Json]:
    """Find what can be pressed, with its block; it must be on the screen to be pressed."""
    for block in blocks:
        elements = [*block.get("elements", ()), block.get("accessory") or {}, block.get("element") or {}]
        for element in elements:
            if element.get("action_id") == action_id:
                return block, element
    raise AssertionError(f"nothing here has the action_id {action_id!r}")


def chosen(element: Json, value: object) -> Json:
    """Return what a value is called in an element's state."""
    kind = element["type"]
    if kind == "button":
        return {"text": element.get("text"), **({"value": element["value"]} if element.get("value") else {})}
    if kind in {"static_select", "radio_buttons", "overflow"}:
        return {"selected_option": _option(element, value)}
    if kind in {"checkboxes", "multi_static_select"}:
        return {"selected_options": [_option(element, one) for one in (value if isinstance(value, list) else [value])]}
    many = {"multi_users_select": "selected_users", "multi_channels_select": "selected_channels"}
    many["multi_conversations_select"] = "selected_conversations"
    single = {"users_select": "selected_user", "channels_select": "selected_channel", "conversations_select": "selected_conversation"}
    single |= {"datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time"}
    return {(many | single).get(kind, "value"): value}


def _option(element: Json, value: object) -> Json | None:
    options = [*element.get("options", ()), *(one for group in element.get("option_groups", ()) for one in group["options"])]
    found = next((one for one in options if one["value"] == value), None)
    assert found is not None or value is None, f"{value!r} is not among the options"
    return found


def _state(view: View, values: Json) -> Json:
    """Return what was filled in, by block_id and action_id; what was not has its first value."""
    state: Json = {}
    unknown = set(values)
    for number, block in enumerate(view.body["blocks"]):
        elements = [block.get("element"), block.get("accessory"), *(block.get("elements") or ())]
        for element in (one for one in elements if isinstance(one, dict) and one.get("type") not in {"button", "image", None, "mrkdwn"}):
            block_id, action_id = block.get("block_id", f"b{number}"), element.get("action_id", "a")
            name = action_id if action_id in values else block_id
            unknown.discard(name)
            filled = chosen(element, values[name]) if name in values else _initial(element)
            state.setdefault(block_id, {})[action_id] = {"type": element["type"], **filled}
    assert not unknown, f"the form has no {unknown}"
    return state


def _initial(element: Json) -> Json:
    names = {name: value for name, value in element.items() if name.startswith("initial_")}
    told = {("value" if name == "initial_value" else name.replace("initial_", "selected_")): value for name, value in names.items()}
    return told or ({"value": None} if element["type"].endswith("input") else {})


def _acted(view: View, answer: Json) -> None:
    match answer.get("response_action"):
        case "errors":
            view.body = {**view.body, "errors": answer["errors"]}
        case "update":
            views.change(view, answer["view"])
        case "push":
            views.add(view.workspace, view.user, answer["view"], view)
        case "clear":
            for one in view.workspace.views.values():
                one.is_open = one.is_open and one.root != view.root
        case _:
            view.is_open = False


def _in_message(one: "Person", message: Message) -> Json:
    channel = message.channel
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": bool(message.only_for)}
    return {
        "container": container,
        "channel": {"id": channel.id, "name": _NAMES.get(channel.kind, channel.name)},
        **({} if message.only_for else {"message": payloads.message(message)}),
        "state": {"values": {}},
        "response_url": one.workspace.slack.answers.url(one, channel, message),
    }


def _notice(one: "Person", channel: Channel, text: str) -> None:
    """Let Slack itself tell somebody something."""
    one.workspace.posted(channel, one.workspace.slackbot, text, only_for=one.id)
