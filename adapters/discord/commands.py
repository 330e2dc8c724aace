"""The slash commands, and how Discord comes to know them: they are sent when they differ from what it knows.

https://docs.discord.com/developers/interactions/application-commands
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from adapters.discord.markup import words
from adapters.discord.web import Json, Web
from core.errors import PermanentError
from core.messages import discord as messages

_SUBCOMMAND, _TEXT, _SWITCH, _MENTIONABLE = 1, 3, 5, 9
_IN_SERVERS, _IN_DIRECT = 0, 1
_CHOICES: Mapping[str, Sequence[str]] = {
    "shape": messages.SHAPES,
    "kind": messages.KINDS,
    "place": ("here", "everywhere"),
    "switch": ("on", "off"),
}
_KINDS = {"who": _MENTIONABLE, "here": _SWITCH}
_SERVERS = 20  # in which commands of their own are looked for
_COMPARED = ("type", "name", "description", "required", "autocomplete", "choices", "options", "contexts")
COMPLETED = "when"
ASK = "ask"


def commands() -> list[Json]:
    """Return all commands."""
    return [
        _command("recap", messages.RECAP, [_IN_SERVERS, _IN_DIRECT]),
        _command("standup", messages.STANDUP, [_IN_SERVERS]),
    ]


async def sync(web: Web, application: str, guild: str) -> bool:
    """Let Discord know the commands, everywhere or in one server, and nowhere else; return whether it did not know them.

    Raises:
        OutsideError: it could not be asked or told.
    """
    everywhere = f"/applications/{application}/commands"
    if guild:
        is_new = await _told(web, _in_server(application, guild), [_without_contexts(one) for one in commands()])
        await _told(web, everywhere, ())  # those would stand in that server a second time
        return is_new
    is_new = await _told(web, everywhere, commands())
    for one in (await web.read("/users/@me/guilds"))[:_SERVERS] if is_new else ():
        with suppress(PermanentError):  # a server may have let in the bot without its commands
            await _told(web, _in_server(application, one["id"]), ())
    return is_new


def said(data: Mapping[str, Any], bot: str) -> str:
    """Return the words that a command stands for, as somebody would write them in a message."""
    sub = data["options"][0]
    given = {one["name"]: _word(one["value"], data.get("resolved") or {}, bot) for one in sub.get("options") or ()}
    given = {name: word for name, word in given.items() if word}
    if sub["name"] != ASK:
        return " ".join([sub["name"], *given.values()])
    before = {"where": "in ", "shape": "as "}
    return " ".join(
        f"{before.get(name, '')}{given[name]}" for name in ("question", "who", "when", "where", "shape", "here") if name in given
    )


def typed(data: Mapping[str, Any]) -> str:
    """Return what stands so far in the option that is being typed, where it is one that is completed; else nothing."""
    options = (data.get("options") or [{}])[0].get("options") or ()
    return next((str(one.get("value") or "") for one in options if one.get("focused") and one["name"] == COMPLETED), "")


def _in_server(application: str, guild: str) -> str:
    return f"/applications/{application}/guilds/{guild}/commands"


def _without_contexts(one: Json) -> Json:
    """Return a command of one server: where else it may be used is nothing that Discord keeps of it."""
    return {name: value for name, value in one.items() if name != "contexts"}


async def _told(web: Web, path: str, ours: Sequence[Json]) -> bool:
    if {one["name"]: _seen(one) for one in await web.read(path)} == {one["name"]: _seen(one) for one in ours}:
        return False
    await web.write("PUT", path, list(ours), is_patient=True)
    return True


def _word(value: object, resolved: Mapping[str, Any], bot: str) -> str:
    if isinstance(value, bool):
        return "here" if value else ""
    text = str(value)
    if text in (resolved.get("roles") or {}):
        return f"<@&{text}>"
    return f"<@{text}>" if text in (resolved.get("users") or {}) else words(text, bot)


def _command(name: str, subcommands: Mapping[str, tuple[str, Sequence[str]]], contexts: Sequence[int]) -> Json:
    options = [_subcommand(sub, about, given) for sub, (about, given) in subcommands.items()]
    return {"type": 1, "name": name, "description": messages.ABOUT[name], "options": options, "contexts": list(contexts)}


def _subcommand(name: str, about: str, given: Sequence[str]) -> Json:
    return {"type": _SUBCOMMAND, "name": name, "description": about, "options": [_option(one) for one in given]}


def _option(given: str) -> Json:
    name = given.rstrip("!")
    made: Json = {"type": _KINDS.get(name, _TEXT), "name": name, "description": messages.OPTIONS[name], "required": given.endswith("!")}
    if name in _CHOICES:
        made["choices"] = [{"name": one, "value": one} for one in _CHOICES[name]]
    return made | ({"autocomplete": True} if name == COMPLETED else {})


def _seen(one: Any) -> Any:
    """Return what two commands are compared by: Discord leaves out what is empty or not so."""
    if isinstance(one, Mapping):
        return {key: _seen(value) for key, value in one.items() if value and (key in _COMPARED or key == "value")}
    return [_seen(each) for each in one] if isinstance(one, Sequence) and not isinstance(one, str) else one
