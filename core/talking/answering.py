"""A request becomes an answer: to whom it goes decides what it may hold, and it is kept for what follows."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from core.audience import PRIVATE, Clearance, audience_of, is_wider
from core.errors import GoneError, NoSourceError, OutsideError, RecapError
from core.messages import talking as messages
from core.model import Member, Recap, RecapRequest, WhoKind
from core.model.chat import Audience, Place, Reach, Way
from core.model.kept import Answer
from core.ports.chat import LiveMessage
from core.talking.desk import Scene
from core.talking.pages import paged
from core.talking.rooms import HERE, PLAIN
from core.talking.selves import selves
from core.talking.showing import Showing
from core.talking.who import resolved
from core.talking.wording import in_chat, recap_in_chat


async def answer(scene: Scene, request: RecapRequest, *, reach: Reach | None = None, on: str = "") -> Recap | None:
    """Answer a request where it belongs, unless a reach is given, and return what was told; `on` is a message that it takes the place of.

    Raises:
        RecapError: nothing could be told.
    """
    desk, place, asked_at = scene.desk, scene.turn.place, scene.desk.now()
    reach = reach or await _reach(scene, request)
    name, live = desk.opaque(), scene.chat.live(reach, on=on)
    showing = Showing(live, paged(name, reach, Audience.OUTSIDE), is_once=bool(on))
    try:
        recap = await desk.deliver(_told(scene, request, reach, name, showing), showing)
    except GoneError:  # who took it away while it was written wants no other
        return None
    except RecapError as error:
        if await _is_told(error, showing):
            return None
        raise
    if showing.is_withdrawn:
        return None
    told = Answer(id=name, owner=scene.member, place=place, reach=reach, recap=recap, at=asked_at, audience=showing.clearance.audience)
    await _keep(scene, _standing(told, live))
    return recap


async def _told(scene: Scene, request: RecapRequest, reach: Reach, name: str, showing: Showing) -> AsyncIterator[Recap]:
    """Ask who reads along, then yield what they may be told: a platform may take its time for the one as hosts do for the other."""
    place = scene.turn.place
    clearance = await scene.desk.clearances.at(place, scene.member) if reach is Reach.PLACE else PRIVATE
    around = await _around(scene) if reach is Reach.ASKER else clearance.audience
    showing.clearance, showing.page, showing.may_show = clearance, paged(name, reach, around), _still(scene, clearance)
    is_plain = reach is Reach.ASKER and not scene.chat.edits_private  # shown once, so it must not wait for a model
    async for recap in await _snapshots(scene, request, clearance, is_plain=is_plain):
        yield recap


async def _around(scene: Scene) -> Audience:
    """Return who reads the place in which only the asker is told something: others, or nobody; others where that cannot be told."""
    with suppress(OutsideError):
        return Audience.PRIVATE if await scene.directory.is_alone(scene.turn.place) else Audience.OUTSIDE
    return Audience.OUTSIDE


def _standing(told: Answer, live: LiveMessage) -> Answer:
    """Return an answer as it stands: what only its asker sees has no name, unless that was over and it went into direct messages."""
    is_whisper = told.reach is Reach.ASKER
    if is_whisper and live.place == told.place:
        return told
    return replace(told, reach=Reach.DIRECT if is_whisper else told.reach, place=live.place, message=live.id)


async def _is_told(error: RecapError, showing: Showing) -> bool:
    """Let no sign of life stay for ever, and say whether who asked knows by it why nothing follows; others are not told that."""
    is_private = showing.clearance.is_private
    lines = [in_chat(line) for line in str(error).split("\n")] if is_private else [messages.UNTOLD]
    with suppress(OutsideError):
        return await showing.give_up(lines) and is_private
    return False


async def told_in(scene: Scene, request: RecapRequest, clearance: Clearance, *, is_plain: bool) -> Recap:
    """Return the whole answer as an audience may read it, without showing it.

    Raises:
        RecapError: nothing could be told.
    """
    async for recap in await _snapshots(scene, request, clearance, is_plain=is_plain):
        last = recap
    return last


async def _snapshots(scene: Scene, request: RecapRequest, clearance: Clearance, *, is_plain: bool) -> AsyncIterator[Recap]:
    if not await scene.desk.accounts.of(scene.member):
        raise NoSourceError(messages.NOT_CONNECTED)
    mine = await selves(scene)
    people = await resolved(scene, request.who, clearance)
    recapper = scene.desk.recapper_of(mine)
    why = await _without_model(scene, mine, is_plain=is_plain) if recapper.writer and request.uses_model else ""
    asked = replace(request, who=people.who, uses_model=request.uses_model and not why)
    me = [identity for one in mine for identity in await scene.desk.clearances.known_as(one, scene.who)]
    told = replace(recapper, me=(*recapper.me, *me)).answer(asked, clearance=clearance, known=people.known)
    return _as_asked(told, request, people.notes, why)


async def _without_model(scene: Scene, mine: Sequence[Member], *, is_plain: bool) -> str:
    """Return why no model words an answer; nothing where one may."""
    for one in mine:
        if await scene.desk.rooms.is_on(Place(one.platform, one.tenant, ""), PLAIN):
            return messages.NO_MODEL_HERE
    return messages.NO_MODEL_ALONE if is_plain else ""


async def _as_asked(snapshots: AsyncIterator[Recap], request: RecapRequest, notes: tuple[str, ...], why_plain: str) -> AsyncIterator[Recap]:
    """Put each snapshot under the request as it was said, so that a follow-up means whoever is meant then; name wishes that wait."""
    wishes = [wish for wish in (request.language, request.tone) if wish and why_plain]
    async for recap in snapshots:
        told = recap_in_chat(recap)
        lacking = [messages.needs_model(wish, why_plain) for wish in wishes if recap.bullets]
        yield replace(told, request=request, notes=(*notes, *told.notes), footer=(*told.footer, *lacking))


async def _reach(scene: Scene, request: RecapRequest) -> Reach:
    """A command is answered to who gave it, unless they or the room want it open; what is said openly, openly."""
    alone = Reach.ASKER if scene.chat.whispers else Reach.DIRECT
    if request.is_private:
        return alone
    if request.is_here or scene.way is not Way.COMMAND:
        return Reach.PLACE
    is_open = await scene.desk.rooms.is_on(scene.turn.place.room, HERE)
    return Reach.PLACE if is_open else alone


def _still(scene: Scene, clearance: Clearance) -> Callable[[], Awaitable[bool]] | None:
    """Return what asks, right before others are shown it, whether more read it now than when it was told what they may see."""
    if clearance.is_private:
        return None

    async def may_show() -> bool:
        return not is_wider(await audience_of(scene.turn.place, scene.directory), clearance.audience)

    return may_show


async def remember(scene: Scene, told: Answer) -> bool:
    """Keep an answer, unless its owner had everything erased while it was on its way; return whether it is kept.

    Raises:
        OutsideError: the store failed.
    """
    has_accounts = bool(await scene.desk.accounts.of(told.owner))
    if has_accounts:
        await scene.desk.answers.keep(told)
    return has_accounts


async def _keep(scene: Scene, told: Answer) -> None:
    """Keep an answer for what follows; where that fails, it was told anyway."""
    with suppress(OutsideError):
        if await remember(scene, told) and not told.recap.failures and [who.kind for who in told.recap.request.who] == [WhoKind.ME]:
            await scene.desk.people.keep_last_recap(told.owner, told.at)
