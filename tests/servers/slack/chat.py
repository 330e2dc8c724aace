"""chat.*: posting, changing and deleting messages."""

import json
from dataclasses import replace

from tests.servers.slack import events, payloads
from tests.servers.slack.checks import METADATA, checked_arguments, checked_blocks, checked_text, refusal
from tests.servers.slack.endpoint import Call, RefusedError, method
from tests.servers.slack.limits import SPECIAL, TIER_3, TIER_4
from tests.servers.slack.nouns import Channel, Json, Message, State

FLAGS = ("link_names", "mrkdwn", "parse", "reply_broadcast", "unfurl_links", "unfurl_media")


@method("chat.postMessage", SPECIAL, "chat:write")
def post(call: Call) -> Json:
    channel = call.channel(joined="chat:write.public" not in (call.token.scopes if call.token else ()))
    _open(channel)
    thread = call.text("thread_ts")
    if thread and not _has_thread(channel, thread):
        raise RefusedError("thread_not_found")
    state = _state(call)
    call.slack.limits.post(channel)
    flags = {name: _flag(call, name) for name in FLAGS if call.arguments.get(name) is not None}
    workspace = call.workspace
    made = workspace.posted(channel, workspace.bot, state.text, blocks=state.blocks, metadata=state.metadata, thread_ts=thread, flags=flags)
    call.stored = made
    events.said(made)
    return {"channel": channel.id, "ts": made.ts, "message": payloads.message(made)}


@method("chat.update", TIER_3, "chat:write")
def update(call: Call) -> Json:
    message = _own(call, "cant_update_message")
    if message.channel.is_archived:
        raise RefusedError("is_inactive")
    state = _state(call)
    kept = message.blocks if call.structure("blocks") is None else state.blocks
    metadata = state.metadata or message.metadata
    message.edits.append(replace(state, blocks=kept, metadata=metadata))
    call.stored = message
    events.changed(message)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": payloads.message(message)}


@method("chat.delete", TIER_3, "chat:write")
def delete(call: Call) -> Json:
    message = _own(call, "cant_delete_message")
    message.is_deleted = True
    call.stored = message
    events.deleted(message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.postEphemeral", TIER_4, "chat:write")
def whisper(call: Call) -> Json:
    channel = call.channel(joined=True)
    _open(channel)
    user = call.required("user", "user_not_found")
    if user not in channel.members:
        raise RefusedError("user_not_in_channel" if user in call.workspace.users else "user_not_found")
    state = _state(call)
    workspace = call.workspace
    call.stored = workspace.posted(channel, workspace.bot, state.text, blocks=state.blocks, only_for=user, thread_ts=call.text("thread_ts"))
    return {"message_ts": call.stored.ts}


def _open(channel: Channel) -> None:
    if channel.is_archived:
        raise RefusedError("is_archived")
    if channel.is_im and any(channel.workspace.users[one].refuses_dms for one in channel.members):
        raise RefusedError("messages_tab_disabled")


def _flag(call: Call, name: str) -> object:
    return call.text(name) if name == "parse" else call.flag(name)


def _has_thread(channel: Channel, ts: str) -> bool:
    """Say whether one may reply there: of a deleted message with replies a gravestone is left."""
    parent = channel.messages.get(ts)
    if parent is None or parent.only_for:
        return False
    return not parent.is_deleted or any(not one.is_deleted for one in parent.replies)


def _own(call: Call, code: str) -> Message:
    """Return the bot's own message that is meant; ephemeral ones are not to be found."""
    channel = call.channel()
    message = channel.messages.get(call.required("ts", "message_not_found"))
    if message is None or message.is_deleted or message.only_for:
        raise RefusedError("message_not_found")
    if message.bot != call.workspace.bot_id:
        raise RefusedError(code)
    return message


def _state(call: Call) -> State:
    text, blocks = call.text("text"), call.structure("blocks") or ()
    markdown = call.text("markdown_text")
    if call.structure("attachments"):
        raise refusal(call, "invalid_attachments", ["attachments are legacy, and not shown here"])
    if not (text or blocks or markdown):
        raise RefusedError("no_text")
    if markdown and (text or blocks):
        raise RefusedError("markdown_text_conflict")
    checked_text(call, text, markdown)
    checked_blocks(call, blocks)
    checked_arguments(call)
    shown = [*blocks, *([{"type": "markdown", "text": markdown}] if markdown else [])]
    return State(call.at, text, shown, _metadata(call))


def _metadata(call: Call) -> Json | None:
    metadata: Json | None = call.structure("metadata")
    if metadata is None:
        return None
    is_whole = (
        isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str) and isinstance(metadata.get("event_payload"), dict)
    )
    if not is_whole:
        raise RefusedError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA:
        raise RefusedError("metadata_too_large")
    return metadata
