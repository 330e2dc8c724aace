"""Interactions: one answer within three seconds, then fifteen minutes of follow-ups and edits."""

from typing import Any

from tests.servers.discord import limits, wire
from tests.servers.discord.call import Call, route
from tests.servers.discord.errors import Problem, RefusedError, require
from tests.servers.discord.nouns import Flag, Interaction, InteractionKind, Message, Object
from tests.servers.discord.rest_messages import changed
from tests.servers.discord.world import World

LASTS = 900.0  # seconds of the token
HOOK = "/webhooks/{webhook_id}/{webhook_token}"
ALLOWED = {
    InteractionKind.COMMAND: (4, 5, 9),
    InteractionKind.COMPONENT: (4, 5, 6, 7, 9),
    InteractionKind.AUTOCOMPLETE: (8,),
    InteractionKind.MODAL: (4, 5, 6, 7),
}


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", is_open=True)
def callback(call: Call) -> Any:
    world, kind = call.world, call.body["type"]
    interaction = world.interactions.get(call.params["interaction_token"])
    if interaction is None or interaction.id != call.number("interaction_id"):
        raise RefusedError(10062)
    if interaction.acknowledged is not None:
        raise _refused(interaction, 40060)
    if world.clock() - interaction.began > world.first:
        raise _refused(interaction, 10062)
    if kind not in ALLOWED[interaction.kind] or (kind in (6, 7) and interaction.message is None):
        raise RefusedError(50035, problems=[Problem(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {ALLOWED[interaction.kind]}.")])
    require(limits.of_callback(call.body, is_v2=bool(interaction.message and interaction.message.flags & Flag.COMPONENTS_V2)))
    if kind == 4 and limits.is_empty(call.body.get("data") or {}):
        raise RefusedError(50006)
    interaction.acknowledged, interaction.answer = world.clock(), kind
    _answer(world, interaction, kind, call.body.get("data") or {})
    interaction.answered.set()
    world.stir()
    return _callback(world, interaction) if call.query.get("with_response") in ("1", "true") else None


@route("POST", HOOK, most=5, seconds=2.0, is_open=True)
def follow_up(call: Call) -> Any:
    world, interaction = call.world, _known(call)
    original = interaction.original
    if original is not None and original.flags & Flag.LOADING and not original.is_deleted:  # the first one ends the thinking
        return _shown(world, changed(world, original, call.body))
    require(limits.of_message(call.body))
    if limits.is_empty(call.body):
        raise RefusedError(50006)
    flags = Flag(int(call.body.get("flags") or 0))
    only_for = interaction.user if flags & Flag.EPHEMERAL else None
    replied = original or interaction.message
    made = world.post(interaction.channel, world.bot, call.body, only_for=only_for, interaction=interaction, replies_to=None)
    made.reference = {"type": 0, "message_id": str(replied.id), "channel_id": str(replied.channel.id)} if replied else None
    interaction.followups.append(made)
    return _shown(world, made)


@route("GET", HOOK + "/messages/@original", is_open=True)
@route("GET", HOOK + "/messages/{message_id}", is_open=True)
def fetch(call: Call) -> Any:
    return _shown(call.world, _message(call))


@route("PATCH", HOOK + "/messages/@original", most=5, seconds=2.0, is_open=True)
@route("PATCH", HOOK + "/messages/{message_id}", most=5, seconds=2.0, is_open=True)
def edit(call: Call) -> Any:
    return _shown(call.world, changed(call.world, _message(call), call.body))


@route("DELETE", HOOK + "/messages/@original", most=5, seconds=2.0, is_open=True)
@route("DELETE", HOOK + "/messages/{message_id}", most=5, seconds=2.0, is_open=True)
def delete(call: Call) -> None:
    call.world.delete(_message(call))


def _refused(interaction: Interaction, code: int) -> RefusedError:
    interaction.refusals.append(code)
    return RefusedError(code)


def _answer(world: World, interaction: Interaction, kind: int, data: Object) -> None:
    flags = Flag(int(data.get("flags") or 0))
    only_for = interaction.user if flags & Flag.EPHEMERAL else None
    match kind:
        case 4:
            interaction.original = world.post(interaction.channel, world.bot, data, only_for=only_for, interaction=interaction)
        case 5:
            waiting = {"flags": int(flags & Flag.EPHEMERAL | Flag.LOADING)}
            interaction.original = world.post(interaction.channel, world.bot, waiting, only_for=only_for, interaction=interaction)
        case 6:
            interaction.original = interaction.message
        case 7:
            assert interaction.message is not None
            interaction.original = world.edit(interaction.message, data)
        case 8:
            interaction.choices = data.get("choices") or []
        case _:
            interaction.modal = data


def _callback(world: World, interaction: Interaction) -> Object:
    told: Object = {"id": str(interaction.id), "type": int(interaction.kind)}
    resource: Object = {}
    if interaction.original is not None:
        flags = interaction.original.flags
        told |= {"response_message_id": str(interaction.original.id), "response_message_loading": bool(flags & Flag.LOADING)}
        told["response_message_ephemeral"] = bool(flags & Flag.EPHEMERAL)
        if interaction.answer in (4, 7):
            resource = {"resource": {"type": interaction.answer, "message": _shown(world, interaction.original)}}
    return {"interaction": told, **resource}


def _known(call: Call) -> Interaction:
    """Return the interaction whose token this is, if it was answered and the token still opens anything.

    Raises:
        RefusedError: 10015, 50027.
    """
    interaction = call.world.interactions.get(call.params["webhook_token"])
    if interaction is None:
        raise RefusedError(50027)
    if interaction.acknowledged is None or call.number("webhook_id") != call.world.bot.id:
        raise RefusedError(10015)
    if call.world.clock() - interaction.began > LASTS:
        raise RefusedError(50027)
    return interaction


def _message(call: Call) -> Message:
    interaction = _known(call)
    if "message_id" in call.params:
        known = [one for one in (interaction.original, *interaction.followups) if one and one.id == call.number("message_id")]
    else:
        known = [interaction.original] if interaction.original else []
    if not known or known[0].is_deleted:
        raise RefusedError(10008)
    return known[0]


def _shown(world: World, message: Message) -> Object:
    return wire.message(message, reader=world.bot, has_content=True)
