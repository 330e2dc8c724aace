"""As whom somebody acts who speaks to the bot where no server is: as a member of each server that both are in."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from core.errors import AskError, OutsideError
from core.messages import talking as messages
from core.model import Member
from core.model.chat import Turn, Typed
from core.talking.desk import Desk, Scene


async def at_home(desk: Desk, turn: Turn) -> Turn:
    """Return a turn of words as one of the first server in which its author linked an account; a button remembers its server itself."""
    if not isinstance(turn.deed, Typed):
        return turn
    with suppress(OutsideError):
        linked = await _linked(desk, turn)
        return replace(turn, member=linked[0]) if linked else turn
    return turn


async def selves(scene: Scene) -> Sequence[Member]:
    """Return as whom somebody is answered, each with accounts of their own, the one of the turn first: only they read it there.

    Raises:
        OutsideError: the platform or the store could not be asked.
    """
    linked = await _linked(scene.desk, scene.turn)
    return sorted(linked, key=lambda one: one != scene.member) or [scene.member]


async def demand_one_server(scene: Scene) -> None:
    """Refuse what is about a whole server where several may be meant.

    Raises:
        AskError: somebody speaks to the bot alone, and is in several servers with it.
        OutsideError: the platform could not be asked.
    """
    if len(await scene.platform.homes(scene.turn)) > 1:
        raise AskError(messages.WHICH_SERVER)


async def _linked(desk: Desk, turn: Turn) -> list[Member]:
    """Return the members with accounts that somebody is; nobody where there is no choice."""
    homes = await desk.platform(turn.member.platform).homes(turn)
    return [one for one in homes if await desk.accounts.of(one)] if len(homes) > 1 else []
