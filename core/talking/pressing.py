"""Buttons under an answer: only who asked for it may press them, and only where it stands."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.asking.label import label
from core.asking.options import MOST_BULLETS
from core.errors import PermanentError
from core.messages import talking as messages
from core.model import Recap, Window
from core.model.kept import Answer
from core.talking.answering import answer
from core.talking.desk import Scene
from core.talking.questions import explain

_NOW = timedelta(seconds=5)  # between when a question was asked and the end of its window, where that was now


async def own(scene: Scene, name: str) -> Answer:
    """Return the answer under which a button was pressed.

    Raises:
        PermanentError: it is somebody else's, too old, or stands elsewhere.
        OutsideError: the store could not be read.
    """
    told = await scene.desk.answers.named(scene.member, name)
    if told is None or told.place.room != scene.turn.place.room:
        raise PermanentError(messages.NOT_YOURS)
    return told


async def shorter(scene: Scene, name: str) -> None:
    """Tell it in half the bullets.

    Raises:
        RecapError: it cannot be told.
    """
    told = await own(scene, name)
    await _limited(scene, told, min(told.recap.request.limit, len(told.recap.bullets)) // 2)  # of what was shown


async def longer(scene: Scene, name: str) -> None:
    """Tell it in twice the bullets.

    Raises:
        RecapError: it cannot be told.
    """
    told = await own(scene, name)
    await _limited(scene, told, told.recap.request.limit * 2)


async def why(scene: Scene, name: str) -> None:
    """Say which facts it stands on.

    Raises:
        RecapError: it cannot be said.
    """
    await explain(scene, await own(scene, name))


async def refresh(scene: Scene, name: str) -> None:
    """Look again; a window that ran to the moment of the question runs to this one.

    Raises:
        RecapError: it cannot be told.
    """
    told = await own(scene, name)
    request, now = told.recap.request, scene.desk.now()
    if abs(request.window.end - told.at) < _NOW:
        start, zone = request.window.start, request.window.zone
        request = replace(request, window=Window(start, now, zone, label(start, now, now, ZoneInfo(zone))))
    new = await answer(scene, request, reach=told.reach, on=told.message)
    if new and told.message and _shown(new) == _shown(told.recap):  # it took the place of its like
        await scene.tell([messages.NOTHING_NEW])


def _shown(recap: Recap) -> tuple[object, ...]:
    return recap.header, recap.notes, recap.bullets, recap.rest, recap.coverage


async def _limited(scene: Scene, told: Answer, limit: int) -> None:
    await answer(scene, replace(told.recap.request, limit=min(max(limit, 1), MOST_BULLETS)), reach=told.reach, on=told.message)
