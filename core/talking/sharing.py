"""A private answer goes elsewhere: into the place, after a look at what others will see there, or into direct messages."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace

from core.audience import audience_of, is_wider, looked_up, may_see, names_unseen
from core.errors import AmbiguousError, OutsideError, PermanentError
from core.messages import talking as messages
from core.model import Event, Recap
from core.model.chat import Button, Page, Reach, Style
from core.model.kept import Answer, Seen
from core.talking.answering import answer, remember, told_in
from core.talking.desk import Scene
from core.talking.pages import paged
from core.talking.pressing import own
from core.talking.showing import Showing


async def preview(scene: Scene, name: str) -> None:
    """Show who asked what others will see, before anything is posted.

    Raises:
        RecapError: it cannot be told.
    """
    told = await own(scene, name)
    clearance = await scene.desk.clearances.at(scene.turn.place, scene.member)
    recap = await told_in(scene, told.recap.request, clearance, is_plain=not scene.chat.edits_private)
    shown = Answer(
        id=scene.desk.opaque(),
        owner=scene.member,
        place=scene.turn.place,
        reach=Reach.ASKER,
        recap=recap,
        at=told.at,
        goal=scene.turn.place,
        grounds=_grounds(recap.events),
        audience=clearance.audience,
    )
    await remember(scene, shown)
    confirm = Button(name="post-now", label=messages.POST_NOW, value=shown.id, style=Style.PRIMARY)
    hidden = [Button(name="allow", label=messages.allow(recap.coverage.hidden))] if recap.coverage.hidden else []
    await scene.chat.say(Page(lines=(messages.PREVIEW,), recaps=(recap,), buttons=(confirm, *hidden)), Reach.ASKER)


async def post(scene: Scene, name: str) -> None:
    """Post what was shown, where nothing changed since: who reads the place, what it is allowed, who may read each repository.

    Raises:
        RecapError: something changed, or it cannot be posted.
    """
    shown = await own(scene, name)
    if shown.goal is None:
        raise PermanentError(messages.POSTED if shown.reach is Reach.PLACE else messages.NOT_YOURS)
    posted = replace(shown, reach=Reach.PLACE, goal=None)
    await scene.desk.answers.keep(posted)  # first, and under the same id: whoever presses twice posts once
    try:
        if not await _holds(scene, shown):
            raise PermanentError(messages.CHANGED)
        page = paged(posted.id, posted.reach, shown.audience)
        showing = Showing(scene.chat.live(Reach.PLACE), page, is_once=True, may_show=lambda: _holds(scene, shown))
        await scene.desk.deliver(_whole(shown.recap), showing)  # which goes on where the platform wants it to wait
    except AmbiguousError:
        raise
    except OutsideError:
        await scene.desk.answers.keep(shown)
        raise
    if not showing.is_withdrawn:
        await scene.desk.answers.keep(replace(posted, message=showing.live.id))


async def _whole(recap: Recap) -> AsyncIterator[Recap]:
    yield replace(recap, finished=True)


async def direct(scene: Scene, name: str) -> None:
    """Tell it in direct messages, where it can be seen to improve.

    Raises:
        RecapError: it cannot be told.
    """
    told = await own(scene, name)
    await answer(scene, replace(told.recap.request, is_here=False), reach=Reach.DIRECT)


async def _holds(scene: Scene, shown: Answer) -> bool:
    place = shown.goal or shown.place
    clearance = await scene.desk.clearances.at(place, scene.member)
    if shown.recap.bullets and not shown.grounds:  # nobody knows any more what it stands on
        return False
    grounds = looked_up(shown.grounds, await _seen(scene, shown))
    is_same = all(may_see(event, clearance) and not names_unseen(event, clearance) for event in grounds)
    return is_same and not is_wider(await audience_of(place, scene.directory), shown.audience)


def _grounds(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return one event, without its words, of each kind that a second look tells apart: they are kept, however many events there are."""
    kinds = {(one.host, one.repository, one.visibility, one.actor, one.others): one for one in events}
    return tuple(replace(one, title="", body="") for one in kinds.values())


async def _seen(scene: Scene, shown: Answer) -> Seen:
    try:
        return await scene.desk.visibilities.seen_by(scene.member, of={(event.host, event.repository) for event in shown.grounds})
    except OutsideError:
        return Seen({})
