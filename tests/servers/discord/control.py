"""What another process tells the server: faults, time, flaps, and people who do something; and what it asks of it.

`POST /control` with {"do": "says", "who": "ana", "where": "general", "text": "<@bot> last week"} answers with what came of it.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from aiohttp import web

from tests.servers.discord.clock import Clock
from tests.servers.discord.nouns import Channel, Interaction, Message, Object
from tests.servers.discord.people import Person

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

T = TypeVar("T")
Deed: TypeAlias = Callable[["DiscordServer", Object], Awaitable[Any]]


async def answer(server: "DiscordServer", request: web.Request) -> web.Response:
    """Do what a request says; what is wrong with it comes back as text, with status 400."""
    asked = await request.json()
    try:
        done = await DEEDS[asked.pop("do")](server, asked)
    except (LookupError, AssertionError, TypeError, TimeoutError) as error:
        return web.Response(status=400, text=f"{type(error).__name__}: {error}")
    return web.Response(body=json.dumps(done).encode(), content_type="application/json")


async def _guild(server: "DiscordServer", asked: Object) -> Object:
    return {"id": server.guild(**asked).id}


async def _user(server: "DiscordServer", asked: Object) -> Object:
    return {"id": server.user(**asked).id}


async def _channel(server: "DiscordServer", asked: Object) -> Object:
    return {"id": server.channel(**asked).id}


async def _fault(server: "DiscordServer", asked: Object) -> Object:
    return {"planned": server.faults.add(**asked).route}


async def _mend(server: "DiscordServer", _: Object) -> Object:
    server.faults.clear()
    return {"done": server.faults.done}


async def _advance(server: "DiscordServer", asked: Object) -> Object:
    assert isinstance(server.clock, Clock)
    server.clock.advance(**asked)
    return {"now": server.clock()}


async def _flap(server: "DiscordServer", asked: Object) -> Object:
    server.gateway.flap(str(asked["how"]))
    return _gateway(server)


async def _says(server: "DiscordServer", asked: Object) -> Object:
    return _message(await _person(server, asked).says(asked["text"], _place(server, asked)))


async def _uses(server: "DiscordServer", asked: Object) -> Object:
    """Use a command, and wait for the first answer if it is asked for how long."""
    made = await _person(server, asked).uses(asked["command"], asked.get("values") or {}, _place(server, asked))
    await server.until(lambda: not asked.get("seconds") or made.answered.is_set(), seconds=asked.get("seconds") or 1)
    return _interaction(made)


async def _presses(server: "DiscordServer", asked: Object) -> Object:
    message = _place(server, asked).messages[int(asked["message"])]
    return _interaction(await _person(server, asked).presses(message, asked["button"]))


async def _screen(server: "DiscordServer", asked: Object) -> Object:
    return {"screen": _person(server, asked).screen(_place(server, asked))}


async def _messages(server: "DiscordServer", asked: Object) -> Object:
    """Return the messages of a channel, the deleted ones too."""
    return {"messages": [_message(one) for one in _place(server, asked).messages.values()]}


async def _interactions(server: "DiscordServer", _: Object) -> Object:
    return {"interactions": [_interaction(one) for one in server.world.interactions.values()]}


async def _state(server: "DiscordServer", _: Object) -> Object:
    """Return what was wrong with what was sent, how the gateway fared, and the calls with what they got."""
    calls = [{"route": f"{one.method} {one.path}", "status": one.status, "code": one.code, "at": one.at} for one in server.calls]
    return {"violations": server.violations, "intruders": server.intruders, "gateway": _gateway(server), "calls": calls}


DEEDS: Mapping[str, Deed] = {
    "guild": _guild,
    "user": _user,
    "channel": _channel,
    "fault": _fault,
    "mend": _mend,
    "advance": _advance,
    "flap": _flap,
    "says": _says,
    "uses": _uses,
    "presses": _presses,
    "screen": _screen,
    "messages": _messages,
    "interactions": _interactions,
    "state": _state,
}


def _person(server: "DiscordServer", asked: Object) -> Person:
    return Person(server.world, _first([one for one in server.world.users.values() if one.name == asked["who"]]))


def _place(server: "DiscordServer", asked: Object) -> Channel:
    """Return a channel by its name or id; without one, the conversation of the person with the bot."""
    where = asked.get("where")
    if where is None:
        return server.conversation(_person(server, asked))
    return _first([one for one in server.world.channels.values() if where in (one.name, one.id, str(one.id))])


def _first(found: Sequence[T]) -> T:
    """Return the one that was meant; whoever asks for what there is not gets a LookupError."""
    return found[0]


def _gateway(server: "DiscordServer") -> Object:
    gateway = server.gateway
    return {"live": len(gateway.live), "identifies": gateway.identifies, "resumes": gateway.resumes, "closes": gateway.closes}


def _message(one: Message) -> Object:
    states = [{"at": state.at, "content": state.content, "embeds": state.embeds, "components": state.components} for state in one.edits]
    shown: Object = {name: getattr(one, name) for name in ("nonce", "is_deleted", "mentions", "unfurls")}
    shown |= {"id": str(one.id), "channel": str(one.channel.id), "author": one.author.name, "edits": states}
    return {**shown, "only_for": one.only_for.name if one.only_for else None}


def _interaction(one: Interaction) -> Object:
    shown: Object = {
        "id": str(one.id),
        "began": one.began,
        "acknowledged": one.acknowledged,
        "answer": one.answer,
        "refusals": one.refusals,
    }
    return {**shown, "user": one.user.name, "replies": [_message(reply) for reply in one.replies], "modal": one.modal}
