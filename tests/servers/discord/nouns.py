"""What the world of the Discord server is made of."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from tests.servers.discord.alive import Alive

Object: TypeAlias = dict[str, Any]  # JSON as the interface has it


class Kind(IntEnum):
    """Kinds of channels."""

    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


class Flag(IntFlag):
    """Flags of messages."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


NO_FLAGS = Flag(0)


@dataclass(slots=True, eq=False)
class User:
    """An account."""

    id: int
    name: str
    shown: str
    is_bot: bool = False
    locale: str = "en-US"
    takes_dms: bool = True


@dataclass(slots=True, eq=False)
class Role:
    """A role of a server; the one with the server's id is everybody's."""

    id: int
    name: str
    permissions: int = 0
    is_mentionable: bool = False
    position: int = 1
    bot: int | None = None  # whose own it is, which comes with the bot


@dataclass(slots=True, eq=False)
class Member:
    """Somebody in a server."""

    user: User
    joined: float
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a role (kind 0) or a member (kind 1) may or may not do in one channel."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, eq=False)
class Guild:
    """A server; the bot is in it while it is a member."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, "Channel"] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Channel:
    """A place to write in: a channel, a thread of one, or a conversation of two."""

    id: int
    name: str
    kind: Kind = Kind.TEXT
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipients: list[User] = field(default_factory=list)
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    is_archived: bool = False
    is_locked: bool = False

    @property
    def is_room(self) -> bool:
        """Whether it is a server's own channel, which threads may be in."""
        return self.kind in (Kind.TEXT, Kind.FORUM)


@dataclass(frozen=True, slots=True)
class State:
    """What a message was from some time on; `allowed_mentions` is what came with it, if anything did."""

    at: float
    content: str = ""
    embeds: Sequence[Object] = ()
    components: Sequence[Object] = ()
    allowed_mentions: Mapping[str, Any] | None = None
    flags: Flag = NO_FLAGS
    may_mention_everyone: bool = True
    may_embed: bool = True


@dataclass(slots=True, eq=False)
class Message:
    """A message with all its states; one that is ephemeral is seen by `only_for` alone."""

    id: int
    channel: Channel
    author: User
    edits: list[State]
    nonce: str | None = None
    replies_to: "Message | None" = None
    only_for: User | None = None
    interaction: "Interaction | None" = None
    is_deleted: bool = False
    reference: Object | None = None

    @property
    def now(self) -> State:
        return self.edits[-1]

    @property
    def flags(self) -> Flag:
        return self.now.flags

    @property
    def content(self) -> str:
        return self.now.content

    @property
    def alive(self) -> "Alive":
        from tests.servers.discord.alive import alive

        return alive(self)

    @property
    def mentions(self) -> tuple[str, ...]:
        return self.alive.mentions

    @property
    def links(self) -> tuple[str, ...]:
        return self.alive.links

    @property
    def unfurls(self) -> tuple[str, ...]:
        return self.alive.unfurls


class InteractionKind(IntEnum):
    """Kinds of interactions."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(slots=True, eq=False)
class Interaction:
    """What somebody did with the bot, and what the bot made of it; times in seconds of the server's clock."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    data: Object
    began: float
    message: Message | None = None  # the one with the component
    cause: "Interaction | None" = None  # of a form: what it was the answer to
    acknowledged: float | None = None
    answer: int = 0  # the type of the callback
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Object | None = None
    choices: Sequence[Object] | None = None
    was_sent: bool = False
    refusals: list[int] = field(default_factory=list)  # codes of callbacks that were refused
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def replies(self) -> list[Message]:
        """What was said in answer and not deleted, the first one first."""
        return [one for one in (self.original, *self.followups) if one is not None and not one.is_deleted]
