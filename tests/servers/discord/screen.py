"""A channel as somebody's client shows it, in plain text."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from tests.servers.discord.alive import alive
from tests.servers.discord.markdown import Piece, pieces
from tests.servers.discord.nouns import Channel, Flag, Interaction, InteractionKind, Message, Object, User
from tests.servers.discord.permissions import may


def shown(channel: Channel, viewer: User, *, since: float = 0.0) -> str:
    """Return what somebody sees of a channel, the oldest message first; nothing of one that they may not read.

    What is for them alone is kept by their client only, which runs `since` some time.
    """
    if not may(channel, viewer, "view_channel read_message_history"):
        return ""
    kept = [one for one in channel.messages.values() if not one.is_deleted]
    seen = [one for one in kept if one.only_for is None or (one.only_for is viewer and one.edits[0].at > since)]
    return "\n".join(line for one in seen for line in _message(one))


def form(asked: Interaction) -> str:
    """Return the form that an interaction was answered with: its title, and each field with its text."""
    if asked.modal is None:
        return ""
    return "\n".join([f"=== {asked.modal['title']}", *_parts(asked.modal["components"], asked.channel)])


def rendered(text: str, channel: Channel) -> str:
    """Return a text as it is read: names for ids, marks gone, links with where they lead."""
    return "".join(_piece(one, channel) for one in pieces(text))


def _message(one: Message) -> Iterator[str]:
    notes = [" (edited)"] if len(one.edits) > 1 and one.interaction is None else []
    notes += [" (only you can see this)"] if one.only_for else []
    if one.interaction is not None and one.interaction.original is one and one.interaction.kind is InteractionKind.COMMAND:
        yield f"{one.interaction.user.shown} used /{_used(one.interaction.data)}"
    elif one.replies_to is not None:
        yield f"> {one.replies_to.author.shown}: {rendered(one.replies_to.content, one.channel)[:80]}"
    yield f"{one.author.shown}{''.join(notes)}:"
    lines = [f"{one.author.shown} is thinking..."] if one.flags & Flag.LOADING else _lines(one)
    yield from (f"  {line}".rstrip() for line in lines)


def _lines(one: Message) -> Iterator[str]:
    if one.content:
        yield from rendered(one.content, one.channel).split("\n")
    for embed in () if one.flags & Flag.SUPPRESS_EMBEDS else one.now.embeds:
        yield from (f"| {line}" for line in _embed(embed, one.channel))
    yield from _parts(one.now.components, one.channel)
    yield from (f"[preview of {url}]" for url in alive(one).unfurls)


def _embed(embed: Object, channel: Channel) -> Iterator[str]:
    author, footer = (embed.get("author") or {}).get("name"), (embed.get("footer") or {}).get("text")
    for text in (author, embed.get("title"), embed.get("description")):
        if text:
            yield from rendered(text, channel).split("\n")
    for field in embed.get("fields") or ():
        yield f"{rendered(field['name'], channel)}: {rendered(field['value'], channel)}"
    if footer:
        yield footer


def _parts(parts: Sequence[Object], channel: Channel) -> Iterator[str]:
    for one in parts:
        match one["type"]:
            case 1 if all(inner["type"] == 2 for inner in one["components"]):
                yield " ".join(_button(inner) for inner in one["components"])
            case 9:
                yield from _parts(one["components"], channel)
                yield from _parts([one["accessory"]], channel)
            case 1 | 17:
                yield from _parts(one["components"], channel)
            case 10:
                yield from rendered(one["content"], channel).split("\n")
            case 14:
                yield "---"
            case _:
                yield from _input(one)


def _input(one: Object) -> Iterator[str]:
    match one["type"]:
        case 2:
            yield _button(one)
        case 3:
            chosen = [option["label"] for option in one["options"] if option.get("default")]
            yield f"[{', '.join(chosen) or one.get('placeholder') or 'Make a selection'} v]"
        case 4:
            label = f"{one['label']}: " if one.get("label") else ""
            yield f"{label}[{one.get('value') or one.get('placeholder') or ''}]"
        case 18:
            inner = " ".join(_input(one["component"]))
            yield f"{one['label']}: {inner}"
        case _:
            yield f"[a component of type {one['type']}]"


def _button(one: Object) -> str:
    label = one.get("label") or (one.get("emoji") or {}).get("name")
    return f"[{label}{', off' if one.get('disabled') else ''}{' -> ' + one['url'] if one.get('url') else ''}]"


def _used(data: Object) -> str:
    words = [data["name"]]
    options = data.get("options") or []
    while options and options[0]["type"] in (1, 2):
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(words)


def _piece(one: Piece, channel: Channel) -> str:
    match one.sort:
        case "mark":
            return ""
        case "link" if one.text != one.url:
            return f"{one.text} ({one.url})"
        case "pill":
            return _pill(one.text, channel)
        case _:
            return one.text


def _pill(name: str, channel: Channel) -> str:
    kind, number = name.rstrip("0123456789"), int("0" + "".join(one for one in name if one.isdecimal())[-20:])
    guild = channel.guild
    people = {one.user.id: one.user.shown for one in guild.members.values()} if guild else {one.id: one.shown for one in channel.recipients}
    if name.startswith("t:"):
        return f"{datetime.fromtimestamp(int(name.split(':')[1]), UTC):%Y-%m-%d %H:%M}"
    if kind in ("@", "@!"):
        return f"@{people.get(number, 'unknown-user')}"
    if kind == "@&":
        return f"@{guild.roles[number].name if guild and number in guild.roles else 'unknown-role'}"
    if kind == "#":
        return f"#{guild.channels[number].name if guild and number in guild.channels else 'unknown'}"
    return name.rpartition(":")[0] if ":" in name else name
