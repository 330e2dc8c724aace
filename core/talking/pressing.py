"""Buttons under an answer: only who asked for it may press them, and only where it stands."""

from dataclasses import replace
from datetime import timedelta

from core.conversation import changed_by
from core.errors import PermanentError
from core.messages import talking as messages
from core.model import RecapRequest
from core.model.kept import Answer
from core.talking.answering import answer
from core.talking.desk import Scene
from core.talking.questions import asker_of, explain

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
    await _changed(scene, await own(scene, name), "shorter")


async def longer(scene: Scene, name: str) -> None:
    """Tell it in twice the bullets.

    Raises:
        RecapError: it cannot be told.
    """
    await _changed(scene, await own(scene, name), "longer")


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
    request = told.recap.request
    if abs(request.window.end - told.at) < _NOW:
        request = replace(request, window=replace(request.window, end=scene.desk.now()))
    await answer(scene, request, reach=told.reach)


async def _changed(scene: Scene, told: Answer, words: str) -> None:
    asker = asker_of(scene, await scene.desk.people.of(scene.member))
    changed = changed_by(words, told.recap, asker, scene.desk.now())
    if isinstance(changed, RecapRequest):
        await answer(scene, changed, reach=told.reach)
