"""Switches: whether a channel answers commands openly, a server is one team, a workspace lets a model read along."""

from core.errors import AskError, AuthError
from core.messages import talking as messages
from core.model.chat import Audience
from core.talking.desk import Scene
from core.talking.selves import demand_one_server

HERE = "here"  # of a room: commands are answered openly
TEAM = "team"  # of a server: all who are in it work together
PLAIN = "plain"  # of a workspace: no model reads its facts


async def here(scene: Scene, words: str) -> None:
    """Let commands in this place be answered openly, or no longer.

    Raises:
        RecapError: guests do not decide that, or the store failed.
    """
    if scene.who.is_guest:
        raise AuthError(messages.NO_GUESTS)
    if await scene.directory.audience(scene.turn.place) is Audience.PRIVATE:
        raise AskError(messages.ONLY_YOU)
    await scene.desk.rooms.turn(scene.turn.place.room, HERE, is_on=_is_on(words))
    await scene.tell([messages.HERE_ON if _is_on(words) else messages.HERE_OFF])


async def team(scene: Scene, words: str) -> None:
    """Declare that everybody here is one team, or take that back.

    Raises:
        RecapError: only who manages it decides that, nobody needs to, or the store failed.
    """
    if not scene.platform.asks_for_team:
        raise AskError(messages.ONE_TEAM)
    await demand_one_server(scene)
    _check_manager(scene)
    await scene.desk.rooms.turn(scene.workspace, TEAM, is_on=_is_on(words))
    await scene.tell([messages.TEAM_ON if _is_on(words) else messages.TEAM_OFF])


async def model(scene: Scene, words: str) -> None:
    """Let a model word the answers of this workspace, or none.

    Raises:
        RecapError: only who manages it decides that, or the store failed.
    """
    await demand_one_server(scene)
    _check_manager(scene)
    await scene.desk.rooms.turn(scene.workspace, PLAIN, is_on=not _is_on(words))
    await scene.tell([messages.AI_ON if _is_on(words) else messages.AI_OFF])


def _check_manager(scene: Scene) -> None:
    if not scene.who.is_manager:
        raise AuthError(messages.NO_MANAGER)


def _is_on(words: str) -> bool:
    return words.lower() == "on"
