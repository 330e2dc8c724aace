"""What somebody's client shows: messages as text, buttons in brackets, fields and forms by their labels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.servers.slack.markup import shown, unescaped
from tests.servers.slack.nouns import Channel, Message, View

if TYPE_CHECKING:
    from tests.servers.slack.people import Person


@dataclass(frozen=True, slots=True)
class Screen:
    """A channel, or a thread in it, as one person sees it."""

    person: "Person"
    channel: Channel
    thread: Message | None = None

    @property
    def messages(self) -> Sequence[Message]:
        """What they see, oldest first; ephemeral messages only where they are theirs."""
        if self.person.id not in self.channel.members and (self.channel.kind != "channel" or self.person.is_guest):
            return ()
        seen = (one for one in self.channel.messages.values() if not one.is_deleted and one.only_for in {"", self.person.id})
        if self.thread is not None:
            root = self.thread.thread_ts or self.thread.ts
            return tuple(one for one in seen if root in {one.ts, one.thread_ts})
        return tuple(one for one in seen if one.thread_ts in {"", one.ts} or one.flags.get("reply_broadcast"))

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def text(self) -> str:
        """Return all of it, one paragraph a message, each after its author's name."""
        return "\n".join(self.told(message) for message in self.messages)

    def told(self, message: Message) -> str:
        author = self.channel.workspace.users[message.user].display
        only = " (only visible to you)" if message.only_for else ""
        return f"{author}{only}: {words(message)}"

    def __str__(self) -> str:
        return self.text

    def __contains__(self, text: str) -> bool:
        return text in self.text


def words(place: Message | View) -> str:
    """Return the text of a message or view as a person reads it: its blocks where it has any, else its text."""
    names = place.channel.workspace.names if isinstance(place, Message) else place.workspace.names
    if isinstance(place, View):
        title = place.body.get("title") or {}
        return "\n".join([title.get("text", ""), *_lines(place.body["blocks"], names)]).strip()
    if place.blocks:
        return "\n".join(_lines(place.blocks, names))
    return shown(place.text, names)


def _lines(blocks: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "divider":
            yield "---"
        elif block["type"] == "rich_text":
            yield from _rich(block, names)
        elif block["type"] == "markdown":
            yield shown(block["text"], names)
        else:
            yield from _parts(block, names)


def _parts(block: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for name in ("label", "text", "title", "hint"):
        if isinstance(block.get(name), Mapping):
            yield _text(block[name], names)
    yield from (_text(field, names) for field in block.get("fields", ()))
    elements = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    if row := " ".join(_element(one, names) for one in elements if one):
        yield row


def _element(element: Mapping[str, Any], names: Mapping[str, str]) -> str:
    kind = element["type"]
    if kind in {"mrkdwn", "plain_text"}:
        return _text(element, names)
    if kind in {"button", "workflow_button"}:
        return f"[{_text(element['text'], names)}]"
    if kind == "image":
        return f"({element.get('alt_text', '')})"
    options = " | ".join(_text(one["text"], names) for one in element.get("options", ()))
    return f"<{options or _text(element.get('placeholder') or {}, names) or kind}>"


def _text(text: Mapping[str, Any], names: Mapping[str, str]) -> str:
    written = text.get("text", "")
    return shown(written, names) if text.get("type") == "mrkdwn" else unescaped(written)


def _rich(part: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for element in part.get("elements", ()):
        if element["type"] == "rich_text_list":
            yield from ("• " + "".join(_spans(one, names)) for one in element["elements"])
        else:
            yield "".join(_spans(element, names))


def _spans(part: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    for span in part.get("elements", ()):
        match span["type"]:
            case "user":
                yield "@" + names.get(span["user_id"], span["user_id"])
            case "usergroup":
                yield "@" + names.get(span["usergroup_id"], span["usergroup_id"])
            case "broadcast":
                yield "@" + span["range"]
            case "channel":
                yield "#" + names.get(span["channel_id"], span["channel_id"])
            case "emoji":
                yield f":{span['name']}:"
            case _:
                yield span.get("text") or span.get("url", "")
