"""The company's people in Discord."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from tests.scenarios.company import ROOMS, Company
from tests.scenarios.stage import DIRECT, CannotError, Post, Stage
from tests.servers.discord.markup import components
from tests.servers.discord.nouns import Channel, Interaction, Message, Object
from tests.servers.discord.people import Person, Values
from tests.servers.discord.permissions import may
from tests.servers.discord.screen import shown

ASK = "ask"
_SWITCH = 5  # an option that is true or false


class DiscordStage(Stage):
    """What they do on Acme's server."""

    name = "discord"

    def __init__(self, company: Company) -> None:
        self._discord = company.discord
        self._asked: dict[str, Interaction] = {}  # what somebody did last, which may have been answered with a form

    @override
    async def says(self, who: str, words: str, room: str) -> None:
        one, channel = self._person(who), self._channel(who, room)
        self._asked.pop(who, None)  # a form that was open is closed
        if not words.startswith("/"):
            await one.says(_mentioned(words), channel)
            return
        name, _, rest = words.removeprefix("/").partition(" ")
        sub, values = self._options(name, rest)
        self._asked[who] = await one.uses(f"/{name} {sub}", values, channel)

    @override
    async def replies(self, who: str, words: str) -> None:
        told = next((one for one in reversed(self._seen(who)) if one.author is self._discord.bot and one.only_for is None), None)
        if told is None:
            raise CannotError("There is nothing that could be answered.")
        await self._person(who).replies(told, _mentioned(words))

    @override
    async def presses(self, who: str, label: str) -> None:
        for message in reversed(self._seen(who)):
            for one in components(message.now.components):
                names = (one.get("label", "").casefold(), one.get("custom_id", "").partition(":")[0])
                if one["type"] == 2 and label.casefold() in names:
                    self._asked[who] = await self._person(who).presses(message, one.get("custom_id", ""))
                    return
        raise CannotError(f"There is no button “{label}”.")

    @override
    async def fills(self, who: str, values: Mapping[str, str]) -> None:
        asked = self._asked.pop(who, None)
        if asked is None or asked.modal is None:
            raise CannotError("There is no form.")
        await self._person(who).submits(asked, {name: _given(asked.modal, name, value) for name, value in values.items()})

    @override
    def posts(self, who: str) -> Sequence[Post]:
        viewer = self._person(who).user
        return [_post(message, [_drawn(message, number, viewer) for number in range(len(message.edits))]) for message in self._seen(who)]

    @override
    def form(self, who: str) -> str:
        asked = self._asked.get(who)
        return self._person(who).form(asked) if asked else ""

    def _person(self, who: str) -> Person:
        try:
            return self._discord.who(who)
        except StopIteration:
            raise CannotError(f"Nobody here is called {who}.") from None

    def _channel(self, who: str, room: str) -> Channel:
        if room == DIRECT:
            return self._discord.conversation(self._person(who))
        return next(one for one in self._discord.world.channels.values() if one.name == room)

    def _seen(self, who: str) -> Sequence[Message]:
        one = self._person(who)
        rooms = [self._channel(who, name) for name in (*ROOMS, DIRECT)]
        seen = [message for room in rooms if may(room, one.user, "view_channel") for message in room.messages.values()]
        return sorted((each for each in seen if not each.is_deleted and each.only_for in (None, one.user)), key=lambda found: found.id)

    def _options(self, command: str, words: str) -> tuple[str, Values]:
        """Return the subcommand that words begin with, and its options: by their names, else one after the other; or a question."""
        known = next((one for one in self._discord.world.commands[None].values() if one["name"] == command), None)
        if known is None:
            raise CannotError(f"There is no /{command} here.")
        first, _, rest = words.partition(" ")
        subs = {one["name"]: {option["name"]: option["type"] for option in one.get("options") or ()} for one in known["options"]}
        if first not in subs and ASK not in subs:
            raise CannotError(f"Discord offers {', '.join(f'/{command} {name}' for name in subs)}.")
        if first not in subs:
            return ASK, {"question": self._named(words)} if words else {}
        return first, _filled(subs[first], self._named(rest))

    def _named(self, words: str) -> str:
        people = {one.name: one.id for one in self._discord.world.users.values()}
        return re.sub(r"(?<!\S)@(\w+)", lambda found: f"<@{people[found[1]]}>" if found[1] in people else found[0], words)


def _filled(kinds: Mapping[str, int], words: str) -> Values:
    """Return options as a client shows them, `when: last week here: true`, or without names one after the other."""
    if not kinds:
        return {}
    _, *parts = re.split(rf"(?:^|\s+)({'|'.join(kinds)}):\s*", f" {words}")
    given = zip(parts[::2], parts[1::2], strict=True) if parts else zip(kinds, words.split(maxsplit=len(kinds) - 1), strict=False)
    return {name: value.lower() == "true" if kinds[name] == _SWITCH else value for name, value in given}


def _mentioned(words: str) -> str:
    return re.sub(r"(?<!\S)@(\w+)", lambda found: f"<@{found[1].lower() if found[1] != 'Recap' else 'bot'}>", words)


def _drawn(message: Message, number: int, viewer: object) -> str:
    """Return one state of a message as it is shown."""
    room = Channel(message.channel.id, message.channel.name, message.channel.kind, message.channel.guild)
    room.recipients, room.overwrites, room.parent = message.channel.recipients, message.channel.overwrites, message.channel.parent
    alone = replace(message, edits=message.edits[number : number + 1], replies_to=None, interaction=None, channel=room)
    room.messages[message.id] = alone
    return "\n".join(line.removeprefix("  ") for line in shown(room, viewer).splitlines()[1:])  # type: ignore[arg-type]  # a User


def _post(message: Message, states: Sequence[str]) -> Post:
    room = "direct messages" if message.channel.guild is None else f"#{message.channel.name}"
    notes = " (only you can see this)" if message.only_for else ""
    return Post(
        str(message.id), room, f"{message.author.shown}{notes}", states, message.author.is_bot, [state.at for state in message.edits]
    )


def _given(modal: Object, name: str, value: str) -> str:
    """Return what is typed or, where there are choices, the one that begins so."""
    parts = [part.get("component") or part for part in modal["components"]]
    found = next((one for one in parts if one.get("custom_id") == name), None)
    if found is None:
        raise CannotError(f"The form has no field “{name}”.")
    return next((str(one["value"]) for one in found.get("options") or () if one["label"].startswith(value)), value)
