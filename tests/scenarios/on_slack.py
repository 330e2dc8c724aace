"""The company's people in Slack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from tests.scenarios.company import ROOMS, Company
from tests.scenarios.stage import DIRECT, CannotError, Post, Stage
from tests.servers.slack.nouns import Channel, Json, Message, View
from tests.servers.slack.people import Person
from tests.servers.slack.screen import words as shown


class SlackStage(Stage):
    """What they do in Acme's workspace."""

    name = "slack"

    def __init__(self, company: Company) -> None:
        self._company = company

    @override
    async def says(self, who: str, words: str, room: str) -> None:
        one, channel = self._person(who), self._channel(who, room)
        await self._turns_away(who)
        if words.startswith("/"):
            await one.types(words, channel)
        else:
            await one.says(_mentioned(words), channel)

    @override
    async def replies(self, who: str, words: str) -> None:
        told = next((one for one in reversed(self._seen(who)) if self._is_ours(one) and not one.only_for), None)
        if told is None:
            raise CannotError("There is nothing that could be answered.")
        await self._turns_away(who)
        mention = "" if told.channel.is_im else "<@BOT> "
        await self._person(who).says(mention + _mentioned(words), told.channel, thread=told)

    @override
    async def presses(self, who: str, label: str) -> None:
        for message in reversed(self._seen(who)):
            for element in _buttons(message):
                if label.casefold() in (element["text"]["text"].casefold(), element["action_id"]):
                    await self._turns_away(who)
                    await self._person(who).presses(message, element["action_id"])
                    return
        raise CannotError(f"There is no button “{label}”.")

    @override
    async def fills(self, who: str, values: Mapping[str, str]) -> None:
        view = self._person(who).modal
        if view is None:
            raise CannotError("There is no form.")
        await self._person(who).submits(view, {name: _given(view, name, value) for name, value in values.items()})

    @override
    def posts(self, who: str) -> Sequence[Post]:
        return [self._post(message) for message in self._seen(who)]

    @override
    def form(self, who: str) -> str:
        view = self._person(who).modal
        return "" if view is None else f"{shown(view)}\n[{(view.body.get('submit') or {'text': 'Close'})['text']}]"

    def _person(self, who: str) -> Person:
        found = self._company.acme.named(who)
        if found is None:
            raise CannotError(f"Nobody here is called {who}.")
        return found

    async def _turns_away(self, who: str) -> None:
        """Close the form that somebody left open, since nothing else can be done before it."""
        one = self._person(who)
        if one.modal is not None:
            await one.closes(one.modal)

    def _channel(self, who: str, room: str) -> Channel:
        if room == DIRECT:
            return self._person(who).dm
        return next(one for one in self._company.acme.channels.values() if one.name == room)

    def _seen(self, who: str) -> Sequence[Message]:
        """Return what somebody sees, in threads too."""
        one = self._person(who)
        rooms = [self._channel(who, name) for name in (*ROOMS, DIRECT)]
        seen = [message for room in rooms if one.id in room.members for message in room.messages.values()]
        return sorted((one_ for one_ in seen if not one_.is_deleted and one_.only_for in ("", one.id)), key=lambda found: float(found.ts))

    def _is_ours(self, message: Message) -> bool:
        return message.user == self._company.acme.bot.id

    def _post(self, message: Message) -> Post:
        is_reply = message.thread_ts not in ("", message.ts)
        room = "direct messages" if message.channel.is_im else f"#{message.channel.name}"
        author = self._company.acme.users[message.user].real_name
        notes = " (only visible to you)" if message.only_for else ""
        states = [shown(replace(message, edits=[state])) for state in message.edits]
        return Post(
            message.ts,
            room + ", in a thread" * is_reply,
            f"{author}{notes}",
            states,
            self._is_ours(message),
            [state.at for state in message.edits],
        )


def _mentioned(words: str) -> str:
    return words.replace("@Recap", "<@BOT>")


def _buttons(message: Message) -> Iterator[Json]:
    for block in message.blocks:
        yield from (one for one in block.get("elements", ()) if one.get("type") == "button")


def _given(view: View, name: str, value: str) -> object:
    """Return what is typed or, where there are choices, those that begin with the words between commas."""
    element = next((block["element"] for block in view.body["blocks"] if block.get("block_id") == name), None)
    if element is None:
        raise CannotError(f"The form has no field “{name}”.")
    if "options" not in element:
        return value
    wanted = [part.strip() for part in value.split(",")]
    chosen = [one["value"] for one in element["options"] if any(one["text"]["text"].startswith(part) for part in wanted)]
    return chosen if element["type"] in ("checkboxes", "multi_static_select") else chosen[0]
