"""Everything that Discord tells passes here: a gesture is acknowledged first, then let in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeAlias

import discord

from adapters.discord.blocks import Part
from adapters.discord.board import DiscordBoard
from adapters.discord.commands import typed
from adapters.discord.events import ALONE, PLATFORM, Hearing, place_of, pressed
from adapters.discord.failures import LateError
from adapters.discord.gateway import Client
from adapters.discord.interaction import acknowledge
from adapters.discord.people import People
from adapters.discord.promises import Promises
from adapters.discord.replies import Reply, reply
from adapters.discord.web import Web
from core.errors import OutsideError
from core.messages import discord as messages
from core.model import Member
from core.model.chat import Choice, Turn

Admit: TypeAlias = Callable[[Turn], Awaitable[None]]
Moved: TypeAlias = Callable[[str], Awaitable[None]]
"""Hears the id of a server in which the bot is, or is not any more."""
Complete: TypeAlias = Callable[[Member, str], Awaitable[Sequence[Choice]]]

_COMPLETION = 2.0  # seconds, of the three that Discord gives
_CHOICES, _TEXT = 25, 100
_COMPLETED = 8
_LOG = logging.getLogger("recap")


class Door:
    """What one bot hears."""

    def __init__(
        self,
        web: Web,
        hearing: Hearing,
        people: People,
        board: DiscordBoard,
        promises: Promises,
        *,
        admit: Admit,
        complete: Complete,
        on_here: Moved,
        on_gone: Moved,
    ) -> None:
        self._web = web
        self._hearing = hearing
        self._people = people
        self._board = board
        self._promises = promises
        self._admit = admit
        self._complete = complete
        self._on_here = on_here
        self._on_gone = on_gone

    def open(self, client: Client) -> None:
        """Let a client tell what happens."""
        client.event(self.on_interaction)
        client.event(self.on_message)
        client.event(self.on_guild_join)
        client.event(self.on_guild_available)
        client.event(self.on_guild_remove)

    async def on_interaction(self, told: discord.Interaction[Any]) -> None:
        """Take a command, a button, a form or a field that is completed."""
        self._people.heard(str(told.user.id), str(told.locale), str(told.guild_id or ""))
        if told.type is discord.InteractionType.autocomplete:
            await self._completed(told)
            return
        try:
            turn = self._hearing.did(told, str(told.guild_id or pressed(told.data)[2] or ALONE))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            _LOG.warning("discord unread", extra={"fields": {"kind": told.type.name}})
            return
        if turn is not None:
            await self._admit(await self._at_home(await self._acknowledged(turn)))

    async def on_message(self, told: discord.Message) -> None:
        """Take what a person wrote to the bot."""
        if self._hearing.is_for_us(told):
            turn = self._hearing.spoke(told, str(told.guild.id) if told.guild else ALONE)
            await self._admit(await self._at_home(turn))
        elif self._hearing.is_for_our_role(told):
            with suppress(OutsideError):
                said = self._board.answering(str(told.id))
                await said.post(place_of(told), Part((messages.OUR_ROLE,)), f"role {told.id}")

    async def on_guild_join(self, told: discord.Guild) -> None:
        """Take that a server let the bot in."""
        await self._on_here(str(told.id))

    async def on_guild_available(self, told: discord.Guild) -> None:
        """Take that the bot is in a server, as it was before; it may have been out of it while nobody listened."""
        await self._on_here(str(told.id))

    async def on_guild_remove(self, told: discord.Guild) -> None:
        """Take that a server has the bot no more; one that is only out of reach is none."""
        _LOG.warning("discord server gone", extra={"fields": {}})
        await self._on_gone(str(told.id))

    async def _acknowledged(self, turn: Turn) -> Turn:
        """Promise an answer at once, or soon where a form may come first; where it is too late, the answer comes another way."""
        ways = reply(turn.reply)
        if ways.is_waiting:
            self._promises.make(ways)
            return turn
        try:
            await acknowledge(self._web, ways)
        except LateError:
            _LOG.warning("discord too late", extra={"fields": {}})
            return replace(turn, reply=Reply(is_own=ways.is_own).packed())
        except OutsideError:
            _LOG.warning("discord unacknowledged", extra={"fields": {}})
        return turn

    async def _at_home(self, turn: Turn) -> Turn:
        """Take somebody who wrote directly for a member of the server in which they and the bot are."""
        if turn.member.tenant != ALONE:
            return turn
        try:
            home = await self._people.home(turn.member.user)
        except OutsideError:
            return turn
        return replace(turn, member=Member(PLATFORM, home, turn.member.user))

    async def _completed(self, told: discord.Interaction[Any]) -> None:
        """Say what may be meant; where that cannot be said in time, nothing is offered."""
        data: Any = told.data or {}
        try:
            found = await asyncio.wait_for(self._meant(told, typed(data)), _COMPLETION)
            choices = [{"name": one.label[:_TEXT], "value": one.value[:_TEXT]} for one in found[:_CHOICES]]
            body = {"type": _COMPLETED, "data": {"choices": choices}}
            await self._web.write("POST", f"/interactions/{told.id}/{told.token}/callback", body)
        except (OutsideError, TimeoutError):
            _LOG.warning("discord uncompleted", extra={"fields": {}})

    async def _meant(self, told: discord.Interaction[Any], typed: str) -> Sequence[Choice]:
        home = str(told.guild_id) if told.guild_id else await self._people.home(str(told.user.id))
        return await self._complete(Member(PLATFORM, home, str(told.user.id)), typed)
