"""A request becomes an answer: to whom it goes decides what it may hold, and it is kept for what follows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from core.audience import PRIVATE, Clearance, audience_of, is_wider
from core.errors import OutsideError
from core.model import Recap, RecapRequest, WhoKind
from core.model.chat import Audience, Reach, Typed, Way
from core.model.kept import Answer
from core.talking.desk import Scene
from core.talking.pages import paged
from core.talking.showing import Showing
from core.talking.who import resolved

HERE = "here"  # the switch of a room in which commands are answered openly


async def answer(scene: Scene, request: RecapRequest, *, reach: Reach | None = None) -> None:
    """Answer a request where it belongs, unless a reach is given.

    Raises:
        RecapError: nothing could be told.
    """
    desk, asked_at = scene.desk, scene.desk.now()
    reach = reach or await reach_of(scene, request)
    clearance = await desk.clearances.at(scene.turn.place, scene.turn.member) if reach is Reach.PLACE else PRIVATE
    people = await resolved(scene, request.who, clearance)
    asked = replace(request, who=people.who, uses_model=request.uses_model and desk.uses_model(scene.turn.member))
    if reach is Reach.ASKER and not scene.chat.edits_private:  # shown once, so it must not wait for a model
        asked = replace(asked, uses_model=False)
    name = desk.opaque()
    around = Audience.PRIVATE if reach is Reach.DIRECT else await audience_of(scene.turn.place, scene.directory)
    live = scene.chat.live(reach)
    showing = Showing(live, paged(name, reach, around), _still(scene, clearance))
    snapshots = desk.recapper_of(scene.turn.member).answer(asked, clearance=clearance, known=people.known)
    recap = await desk.deliver(_as_asked(snapshots, request, people.notes), showing)
    if not showing.is_withdrawn:
        place = live.place if reach is not Reach.ASKER else scene.turn.place
        await _kept(scene, Answer(id=name, owner=scene.turn.member, place=place, reach=reach, recap=recap, at=asked_at))


async def reach_of(scene: Scene, request: RecapRequest) -> Reach:
    """A command is answered to who gave it, unless they or the room want it open; what is said openly, openly."""
    if request.is_private:
        return Reach.ASKER
    if request.is_here or not (isinstance(scene.turn.deed, Typed) and scene.turn.deed.way is Way.COMMAND):
        return Reach.PLACE
    is_open = await scene.desk.rooms.is_on(scene.turn.place.room, HERE)
    return Reach.PLACE if is_open else Reach.ASKER


def _still(scene: Scene, clearance: Clearance) -> Callable[[], Awaitable[bool]] | None:
    """Return what asks, right before others are shown it, who they are."""
    if clearance.is_private:
        return None

    async def may_show() -> bool:
        return not is_wider(await audience_of(scene.turn.place, scene.directory), clearance.audience)

    return may_show


async def _as_asked(snapshots: AsyncIterator[Recap], request: RecapRequest, notes: tuple[str, ...]) -> AsyncIterator[Recap]:
    """Put each snapshot under the request as it was said, so that a follow-up says the same of whoever is meant then."""
    async for recap in snapshots:
        yield replace(recap, request=request, notes=(*notes, *recap.notes))


async def _kept(scene: Scene, told: Answer) -> None:
    """Keep an answer for what follows; where that fails, it was told anyway."""
    with suppress(OutsideError):
        await scene.desk.answers.keep(told)
        request = told.recap.request
        if not told.recap.failures and [who.kind for who in request.who] == [WhoKind.ME]:
            await scene.desk.people.keep_last_recap(told.owner, told.at)
