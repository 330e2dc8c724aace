"""Messages: sent, read, edited, deleted; with the bot's permissions, and one for each nonce."""

from itertools import islice
from typing import Any

from tests.servers.discord import limits, wire
from tests.servers.discord.call import Call, route
from tests.servers.discord.clock import born
from tests.servers.discord.errors import Problem, RefusedError, require
from tests.servers.discord.nouns import Channel, Flag, Kind, Message, Object
from tests.servers.discord.permissions import may
from tests.servers.discord.world import World

MESSAGES = "/channels/{channel_id}/messages"
NONCES_LAST = 300.0  # seconds; the documentation says "the past few minutes"
OLD_EDITS = (3, 20.0)  # edits of messages that are older than an hour, in so many seconds, in a channel


def visible(world: World, number: int) -> Channel:
    """Return a channel that the bot sees.

    Raises:
        RefusedError: 10003, 50001.
    """
    channel = world.channel(number)
    if channel.guild is not None and not may(channel, world.bot, "view_channel"):
        raise RefusedError(50001)
    return channel


def shown(world: World, message: Message) -> Object:
    """Return a message as the bot may read it over HTTP."""
    return wire.message(message, reader=world.bot, has_content=world.reads_all)


def changed(world: World, message: Message, body: Object) -> Message:
    """Give a message its next state, if that is one.

    Raises:
        RefusedError: 50006, 50035.
    """
    require(limits.of_message(body, is_v2=bool(message.flags & Flag.COMPONENTS_V2)))
    now = message.now
    if limits.is_empty({"content": now.content, "embeds": now.embeds, "components": now.components, **body}):
        raise RefusedError(50006)
    return world.edit(message, body)


@route("POST", MESSAGES, most=5, seconds=5.0)
def send(call: Call) -> Any:
    world, channel, body = call.world, visible(call.world, call.number("channel_id")), call.body
    _may_send(world, channel, body)
    require(limits.of_message(body))
    if limits.is_empty(body):
        raise RefusedError(50006)
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce is not None and body.get("enforce_nonce"):
        for known in world.by_nonce.get(nonce, ()):
            if known.author is world.bot and known.edits[0].at > world.clock() - NONCES_LAST:
                return shown(world, known)
    reference, replied = _replied(world, channel, body)
    made = world.post(channel, world.bot, body, nonce=nonce, replies_to=replied, reference=reference)
    if nonce is not None:
        world.by_nonce.setdefault(nonce, []).append(made)
    return shown(world, made)


@route("GET", MESSAGES)
def history(call: Call) -> Any:
    world, channel, query = call.world, visible(call.world, call.number("channel_id")), call.query
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise RefusedError(50035, problems=[Problem(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")])
    if not may(channel, world.bot, "read_message_history"):
        return []
    newest_first = list(world.history(channel))
    if "around" in query:
        middle = int(query["around"])
        newer = [one for one in newest_first if one.id > middle][-(limit // 2) or len(newest_first) :]
        found = [*newer, *[one for one in newest_first if one.id <= middle][: limit - limit // 2]]
    elif "after" in query:
        found = [one for one in newest_first if one.id > int(query["after"])][-limit:]
    else:
        before = int(query.get("before", 1 << 63))
        found = list(islice((one for one in newest_first if one.id < before), limit))
    return [shown(world, one) for one in found]


@route("GET", MESSAGES + "/{message_id}")
def fetch(call: Call) -> Any:
    channel = visible(call.world, call.number("channel_id"))
    if not may(channel, call.world.bot, "read_message_history"):
        raise RefusedError(50001)
    return shown(call.world, call.world.message(channel, call.number("message_id")))


@route("PATCH", MESSAGES + "/{message_id}", most=5, seconds=5.0)
def edit(call: Call) -> Any:
    world, channel = call.world, visible(call.world, call.number("channel_id"))
    message = world.message(channel, call.number("message_id"))
    if message.author is not world.bot:
        raise RefusedError(50005)
    if channel.is_archived:
        raise RefusedError(50083)
    _limit_old(world, message)
    return shown(world, changed(world, message, call.body))


@route("DELETE", MESSAGES + "/{message_id}", most=5, seconds=1.0)
def delete(call: Call) -> None:
    channel = visible(call.world, call.number("channel_id"))
    message = call.world.message(channel, call.number("message_id"))
    if message.author is not call.world.bot and not may(channel, call.world.bot, "manage_messages"):
        raise RefusedError(50013)
    call.world.delete(message)


@route("POST", "/channels/{channel_id}/typing", most=5, seconds=5.0)
def typing(call: Call) -> None:
    visible(call.world, call.number("channel_id"))


@route("POST", "/users/@me/channels")
def open_conversation(call: Call) -> Any:
    user = call.world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise RefusedError(10013)
    return wire.channel(call.world.conversation(user))


def _may_send(world: World, channel: Channel, body: Object) -> None:
    if channel.guild is None:
        person = next(one for one in channel.recipients if one is not world.bot)
        if not person.takes_dms or not any(person.id in guild.members for guild in world.bots_guilds()):
            raise RefusedError(50007)
        return
    if channel.kind is Kind.FORUM:
        raise RefusedError(50008)
    is_thread = not channel.is_room
    if not may(channel, world.bot, "send_messages_in_threads" if is_thread else "send_messages"):
        raise RefusedError(50013)
    if body.get("embeds") and not may(channel, world.bot, "embed_links"):
        raise RefusedError(50013)
    if channel.is_archived and channel.is_locked and not may(channel, world.bot, "manage_threads"):
        raise RefusedError(50083)
    channel.is_archived = False  # an unlocked thread opens when somebody writes in it


def _replied(world: World, channel: Channel, body: Object) -> tuple[Object | None, Message | None]:
    asked = body.get("message_reference")
    if not asked:
        return None, None
    if not may(channel, world.bot, "read_message_history"):
        raise RefusedError(160002)
    found = channel.messages.get(int(asked["message_id"]))
    if found is None or found.is_deleted or found.only_for is not None:
        if asked.get("fail_if_not_exists", True):
            raise RefusedError(50035, problems=[Problem(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")])
        return None, None
    reference = {"type": 0, "message_id": str(found.id), "channel_id": str(channel.id)}
    return {**reference, **({"guild_id": str(channel.guild.id)} if channel.guild else {})}, found


def _limit_old(world: World, message: Message) -> None:
    now, (most, span) = world.clock(), OLD_EDITS
    if born(message.id) > now - 3600:
        return
    recent = [one for one in world.old_edits.get(message.channel.id, []) if one > now - span]
    if len(recent) >= most:
        raise RefusedError(30046, retry_after=round(recent[0] + span - now, 3))
    world.old_edits[message.channel.id] = [*recent, now]
