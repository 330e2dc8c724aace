"""What Discord tells, as turns.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord.commands import said
from adapters.discord.markup import words
from adapters.discord.replies import Reply
from adapters.discord.views import values
from core.model import Member
from core.model.chat import Deed, Filled, Place, Pressed, Turn, Typed, Way
from core.talking.opening import may_open_form

PLATFORM = "discord"
ALONE = "@me"  # the tenant of direct messages
_SAID = (discord.MessageType.default, discord.MessageType.reply)
_BUTTON = 2
_NAMED = ("allow", "disallow")  # where "here" is said of something else
_SWITCHES = (["here", "on"], ["here", "off"])


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot, as an application and as somebody who writes."""

    application: str
    user: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """Makes turns; what is not meant for the bot makes none."""

    installed: Installed

    def did(self, told: discord.Interaction[Any], tenant: str) -> Turn | None:
        """Return the turn of an interaction; `tenant` is the server whose member somebody is who wrote directly."""
        deed = self._deed(told)
        if deed is None:
            return None
        is_own = told.guild_id is None
        ways = Reply(
            interaction=str(told.id),
            token=told.token,
            is_open=is_own or _is_open(deed),
            is_waiting=may_open_form(deed),
            is_own=is_own,
        )
        return Turn(
            id=f"{PLATFORM}:{told.id}",
            member=Member(PLATFORM, tenant, str(told.user.id)),
            place=_place(told.guild_id, told.channel_id, told.channel),
            at=told.created_at,
            deed=deed,
            message=str(told.message.id) if told.message else "",
            reply=ways.packed(),
        )

    def spoke(self, told: discord.Message, tenant: str) -> Turn:
        """Return the turn of somebody who wrote to the bot."""
        is_own = told.guild is None
        answered = told.reference.message_id if told.reference and self._is_to_us(told) else None
        way = Way.DIRECT if is_own else Way.REPLY if answered else Way.MENTION
        return Turn(
            id=f"{PLATFORM}:{told.id}",
            member=Member(PLATFORM, tenant, str(told.author.id)),
            place=place_of(told),
            at=told.created_at,
            deed=Typed(words(told.content, self.installed.user), way),
            message=str(answered or ""),
            reply=Reply(message=str(told.id), is_own=is_own).packed(),
        )

    def is_for_us(self, told: discord.Message) -> bool:
        """Say whether a person wrote to the bot: directly, or so that it rings."""
        if told.author.bot or told.webhook_id is not None or told.type not in _SAID:
            return False
        return told.guild is None or any(str(one.id) == self.installed.user for one in told.mentions)

    def is_for_our_role(self, told: discord.Message) -> bool:
        """Say whether a person named the role that came with the bot instead of the bot: what they said is then not told."""
        if told.author.bot or told.webhook_id is not None or told.guild is None or self.is_for_us(told):
            return False
        return told.guild.self_role is not None and told.guild.self_role in told.role_mentions

    def _is_to_us(self, told: discord.Message) -> bool:
        resolved = told.reference.resolved if told.reference else None
        return isinstance(resolved, discord.Message) and str(resolved.author.id) == self.installed.user

    def _deed(self, told: discord.Interaction[Any]) -> Deed | None:
        data: Any = told.data or {}
        match told.type:
            case discord.InteractionType.application_command:
                return Typed(said(data, self.installed.user), Way.COMMAND, str(data["name"]))
            case discord.InteractionType.component if data.get("component_type") == _BUTTON:
                name, value, _ = pressed(data)
                return Pressed(name, value)
            case discord.InteractionType.modal_submit:
                form, token, _ = pressed(data)
                return Filled(form, token, values(data.get("components") or ()))
            case _:
                return None


def pressed(data: Any) -> tuple[str, str, str]:
    """Return the name and value of a button or form, and the server that it remembers, where it does."""
    name, value, home = (*str(data.get("custom_id", "")).split(":"), "", "", "")[:3]
    return name, value, home


def _is_open(deed: Deed) -> bool:
    """Say whether the words ask for an answer that everybody sees: it must be known before the first answer."""
    spoken = deed.words.lower().split() if isinstance(deed, Typed) and deed.command == "recap" else []
    return "here" in spoken and "private" not in spoken and spoken not in _SWITCHES and spoken[0] not in _NAMED


def place_of(told: discord.Message) -> Place:
    """Return where a message was written."""
    return _place(told.guild.id if told.guild else None, told.channel.id, told.channel)


def _place(guild: int | None, channel: int | None, where: object) -> Place:
    if not isinstance(where, discord.Thread):
        return Place(PLATFORM, str(guild or ALONE), str(channel))
    if isinstance(where.parent, discord.ForumChannel):  # in which nothing can be posted: each post in it is a room of its own
        return Place(PLATFORM, str(guild), str(where.id))
    room = where.id if where.is_private() else where.parent_id  # fewer people are let into it than read its channel
    return Place(PLATFORM, str(guild), str(room), str(where.id))
