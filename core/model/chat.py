"""A turn that somebody takes in a chat, and what is shown in return; platforms only render it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from core.model.accounts import Member
from core.model.answer import Recap


class Audience(StrEnum):
    """Who reads what is posted in a place."""

    PRIVATE = "private"  # the asker alone: direct messages, what only they see in a channel, a terminal
    MEMBERS = "members"  # those who were let in: a private channel, a channel for some roles
    WORKSPACE = "workspace"  # everybody who works there: a public channel, a server that is declared a team
    OUTSIDE = "outside"  # others too: shared with another company, guests, a channel that anyone can read


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said; no part of it means anything without those before it."""

    platform: str  # "slack", "discord"
    tenant: str  # workspace or server; Discord's direct messages have "@me"
    channel: str
    thread: str = ""  # inside the channel, where there is one

    @property
    def room(self) -> "Place":
        """The channel itself: who reads a thread is who reads its channel."""
        return replace(self, thread="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A member as their platform describes them."""

    member: Member
    name: str
    full_name: str = ""  # where the platform tells another one beside the name that they go by
    zone: str = ""  # IANA; empty where the platform does not say
    language: str = ""  # BCP 47, "pt-PT"; empty where the platform does not say
    emails: tuple[str, ...] = ()  # where the platform may tell
    is_guest: bool = False
    is_bot: bool = False
    is_gone: bool = False  # deactivated, or no longer there
    is_manager: bool = False  # may decide for the workspace: an owner or administrator


class Way(StrEnum):
    """How words reached the bot, which decides where the answer goes."""

    COMMAND = "command"  # a slash command: the asker alone sees the answer unless they say `here`
    MENTION = "mention"  # in a channel or thread: a live message there
    DIRECT = "direct"  # a direct message: a live message there
    REPLY = "reply"  # to something that the bot said: a follow-up
    OVERHEARD = "overheard"  # in a thread in which the bot answered them, without calling it: a follow-up, or not meant for it


@dataclass(frozen=True, slots=True)
class Typed:
    """Words, without the mention of the bot: plain, but for people as `<@ID>`, groups and roles as `<@&ID>`, channels as `<#ID>`."""

    words: str
    way: Way
    command: str = "recap"  # or "standup"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, as it was made: its value is ours, opaque, and proves nothing."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent. `token` is ours, opaque, and proves nothing."""

    form: str
    token: str
    values: Mapping[str, str]  # by field name; several choices are joined by line breaks


Deed: TypeAlias = Typed | Pressed | Filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one person did in one place."""

    id: str  # of the gesture: the same when a platform delivers it again
    member: Member
    place: Place
    at: datetime  # when they did it, in UTC
    deed: Deed
    message: str = ""  # id of the bot's message that it answers, or whose button it is
    is_again: bool = False  # a process stopped while it answered: what it may have left behind is looked for first
    is_given_up: bool = False  # so many processes stopped while they answered that it is not tried again, but said to be so
    reply: str = ""  # what the platform needs to answer this turn, in its own words; a capability, so kept sealed


class Reach(StrEnum):
    """Who sees an answer to a turn."""

    ASKER = "asker"  # the one who took the turn, where they took it
    PLACE = "place"  # everybody in the place
    DIRECT = "direct"  # the one who took the turn, in their direct messages


class Style(StrEnum):
    """How a button looks."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to press: it does what `name` says with `value`, or leads to `url`."""

    name: str  # at most 32 characters of a-z, 0-9 and "-"
    label: str  # at most 30 characters
    value: str = ""  # opaque, at most 60 characters of base64url
    url: str = ""
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that one message shows, from top to bottom."""

    title: str = ""
    lines: tuple[str, ...] = ()  # sentences of ours
    recaps: tuple[Recap, ...] = ()  # an answer has one, a digest one for each member
    footer: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()  # in rows of five
    home: str = ""  # the workspace or server as whose member somebody presses them, where the place alone does not say it


class FieldKind(StrEnum):
    """What a form asks for."""

    TEXT = "text"
    LONG = "long"  # several lines
    SECRET = "secret"  # noqa: S105  shown while it is typed where a platform has no hidden field; never kept by the form
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, and what it is called."""

    value: str  # at most 75 characters
    label: str  # at most 75 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a form asks for."""

    name: str
    label: str  # at most 45 characters
    kind: FieldKind = FieldKind.TEXT
    value: str = ""  # what stands there already
    choices: tuple[Choice, ...] = ()
    hint: str = ""  # at most 100 characters
    is_optional: bool = False
    limit: int = 1000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A few questions at once, five fields at most."""

    name: str
    title: str  # at most 24 characters
    lines: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    submit: str  # at most 24 characters
    token: str = ""  # opaque: what was asked before, kept on our side
    buttons: tuple[Button, ...] = field(default=())  # that lead elsewhere, as to a page for signing in


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How often messages may be changed: so many changes within so many seconds, for all that share a lane."""

    lane: str  # "slack:T1", "discord:C1"
    changes: int
    seconds: float
    gap: float = 1.0  # seconds between two changes of one message, at least


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a lane looks like to one of its answers: how many are live, and in how many seconds to ask again; 0 is a change allowed."""

    live: int
    wait: float


class Admission(StrEnum):
    """What became of a turn at the door."""

    NEW = "new"
    SEEN = "seen"  # the same gesture, delivered again
    RUNNING = "running"  # the same thing, done again a moment later
