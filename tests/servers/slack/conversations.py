"""conversations.*: where people write, who is there, and what they wrote."""

import base64
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.servers.slack import payloads
from tests.servers.slack.endpoint import Call, RefusedError, method
from tests.servers.slack.limits import TIER_2, TIER_3, TIER_4
from tests.servers.slack.nouns import Channel, Json, Message

T = TypeVar("T")
READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
KINDS = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}
_SCOPES = {"channel": "channels", "group": "groups", "mpim": "mpim", "im": "im"}


@method("conversations.info", TIER_3, *READ)
def info(call: Call) -> Json:
    channel = _scoped(call, "read")
    told = payloads.channel(channel)
    return {"channel": told | ({"locale": "en-US"} if call.flag("include_locale") else {})}


@method("conversations.open", TIER_3, "im:write", "mpim:write")
def open_conversation(call: Call) -> Json:
    if asked := call.text("channel"):
        channel = call.workspace.channels.get(asked)
        if channel is None or not (channel.is_im or channel.is_mpim):
            raise RefusedError("channel_not_found")
        return {"channel": payloads.channel(channel)}
    ids = call.required("users", "users_list_not_supplied").split(",")
    people = [call.workspace.users.get(one.strip()) for one in ids]
    found = [one for one in people if one is not None and one is not call.workspace.bot]
    if len(found) < len(ids):
        raise RefusedError("user_not_found")
    if any(one.deleted for one in found):
        raise RefusedError("user_disabled")
    if any(one.is_bot for one in found):
        raise RefusedError("cannot_dm_bot")
    channel = call.workspace.dm(call.workspace.bot, *found)
    return {"channel": payloads.channel(channel) if call.flag("return_im") else {"id": channel.id}}


@method("conversations.history", TIER_3, *HISTORY)
def history(call: Call) -> Json:
    channel = _scoped(call, "history", joined=True)
    messages = [one for one in channel.visible if not one.thread_ts or one.thread_ts == one.ts or one.flags.get("reply_broadcast")]
    found = _within(call, list(reversed(messages)))
    return _messages(call, found)


@method("conversations.replies", TIER_3, *HISTORY)
def replies(call: Call) -> Json:
    channel = _scoped(call, "history", joined=True)
    ts = call.required("ts", "thread_not_found")
    asked = channel.messages.get(ts)
    if asked is None or asked.only_for:
        raise RefusedError("thread_not_found")
    root = asked.thread_ts or ts
    thread = [one for one in channel.visible if root in {one.ts, one.thread_ts}]
    return _messages(call, [*thread[:1], *_within(call, thread[1:])])


@method("conversations.members", TIER_4, *READ)
def members(call: Call) -> Json:
    channel = _scoped(call, "read")
    page, more = paged(call, channel.members, 100, str)
    return {"members": page, **more}


@method("conversations.list", TIER_2, *READ)
def list_conversations(call: Call) -> Json:
    known = [one for one in _listed(call) if not (one.is_private or one.is_im or one.is_mpim) or call.workspace.bot.id in one.members]
    page, more = paged(call, known, 100, payloads.channel)
    return {"channels": page, **more}


@method("users.conversations", TIER_3, *READ)
def users_conversations(call: Call) -> Json:
    user = call.text("user", call.workspace.bot.id)
    if user not in call.workspace.users:
        raise RefusedError("user_not_found")
    seen = [one for one in _listed(call) if user in one.members and (one.kind == "channel" or call.workspace.bot.id in one.members)]
    page, more = paged(call, seen, 100, payloads.channel)
    return {"channels": page, **more}


def paged(call: Call, things: Sequence[T], size: int, show: Callable[[T], object]) -> tuple[list[object], Json]:
    """Return a page of things, and what leads to the next one."""
    cursor = call.text("cursor")
    try:
        start = int(base64.b64decode(cursor, validate=True)) if cursor else 0
    except ValueError:
        raise RefusedError("invalid_cursor") from None
    end = start + call.number("limit", size, most=999)
    following = base64.b64encode(str(end).encode()).decode() if end < len(things) else ""
    return [show(one) for one in things[start:end]], {"response_metadata": {"next_cursor": following}}


def _listed(call: Call) -> list[Channel]:
    kinds = {KINDS.get(kind.strip()) for kind in call.text("types", "public_channel").split(",")}
    if None in kinds:
        raise RefusedError("invalid_types")
    archived = not call.flag("exclude_archived")
    return [one for one in call.workspace.channels.values() if one.kind in kinds and (archived or not one.is_archived)]


def _scoped(call: Call, what: str, *, joined: bool = False) -> Channel:
    """Return the conversation, if the token has the scope for its kind."""
    channel = call.channel(joined=joined)
    scope, provided = f"{_SCOPES[channel.kind]}:{what}", call.token.scopes if call.token else ()
    if scope not in provided:
        raise RefusedError("missing_scope", needed=scope, provided=",".join(provided))
    return channel


def _within(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Keep what is between `oldest` and `latest`, these themselves only where `inclusive`."""
    try:
        oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    except ValueError:
        raise RefusedError("invalid_ts_oldest") from None
    inclusive = call.flag("inclusive")
    return [one for one in messages if oldest < float(one.ts) < latest or (inclusive and float(one.ts) in {oldest, latest})]


def _messages(call: Call, found: Sequence[Message]) -> Json:
    with_metadata = call.flag("include_all_metadata")
    page, more = paged(call, found, 100, lambda one: payloads.message(one, metadata=with_metadata))
    return {"messages": page, "has_more": bool(more["response_metadata"]["next_cursor"]), **more}
