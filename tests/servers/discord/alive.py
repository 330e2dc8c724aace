"""What of a message does something: whom it rings, what it names, where it leads, and what would unfurl."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.servers.discord.markdown import Piece, pieces
from tests.servers.discord.markup import components, pinged, spoken, texts
from tests.servers.discord.nouns import Flag, Message, Object


@dataclass(frozen=True, slots=True)
class Alive:
    """A message at one time; `mentions` ring ("@everyone", "@ana", "@&ops"), `pills` only look so, `masked` are links under other words."""

    mentions: tuple[str, ...]
    pills: tuple[str, ...]
    links: tuple[str, ...]
    masked: tuple[tuple[str, str], ...]
    unfurls: tuple[str, ...]


def alive(message: Message) -> Alive:
    """Read the last state of a message."""
    state = message.now
    every = [piece for text in written(message) for piece in pieces(text)]
    links = [one for one in every if one.sort == "link"]
    hidden = [(one.text, one.url) for one in links if one.url not in (one.text, f"https://{one.text}")]
    elsewhere = [*_of_embeds(state.embeds), *(str(one["url"]) for one in components(state.components) if one.get("style") == 5)]
    return Alive(
        mentions=tuple(_rung(message)),
        pills=tuple(one.text for one in every if one.sort == "pill"),
        links=tuple(dict.fromkeys([*(one.url for one in links), *elsewhere])),
        masked=tuple(hidden),
        unfurls=tuple(dict.fromkeys(one.url for one in _unfurling(message))),
    )


def written(message: Message) -> Iterator[str]:
    """Return every text of a message that is shown with markdown."""
    state = message.now
    yield state.content
    for embed in state.embeds:
        yield from (str(embed[name]) for name in ("title", "description") if embed.get(name))
        yield from (str(field[name]) for field in embed.get("fields") or () for name in ("name", "value"))
    yield from texts(state.components)


def _rung(message: Message) -> Iterator[str]:
    everyone, users, roles = pinged(message)
    if everyone:
        yield "@everyone"
    yield from (f"@{one.name}" for one in users)
    yield from (f"@&{one.name}" for one in roles)


def _unfurling(message: Message) -> Iterator[Piece]:
    """Return the links that get a preview of their own: those of the content, unless embeds are suppressed or not allowed here."""
    state = message.now
    if not state.flags & (Flag.SUPPRESS_EMBEDS | Flag.COMPONENTS_V2) and state.may_embed:
        yield from (one for one in pieces(spoken(state)) if one.sort == "link" and one.unfurls)


def _of_embeds(embeds: object) -> Iterator[str]:
    shown: list[Object] = list(embeds) if isinstance(embeds, list | tuple) else []
    for embed in shown:
        yield from (str(part["url"]) for part in (embed, embed.get("author") or {}) if part.get("url"))
