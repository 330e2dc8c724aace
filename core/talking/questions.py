"""Words become a question, or a follow-up on what their asker was told last in the same place."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from core.asking.follow_up import WhyQuestion
from core.asking.grammar import parse
from core.conversation import changed_by
from core.errors import AskError
from core.messages import talking as messages
from core.messages.why import NOTHING_YET
from core.model import Asker, RecapRequest
from core.model.chat import Page, Place, Reach, Typed, Way
from core.model.kept import Answer, Habits
from core.naming import theirs
from core.preferences import first_zone, preferences
from core.talking.answering import answer
from core.talking.desk import Desk, Scene
from core.talking.linking import first
from core.talking.who import is_of_another, zone_of
from core.telling.why import why

MOST = 80  # lines of an explanation
SOON = timedelta(hours=1)


async def ask(scene: Scene, words: str) -> None:
    """Answer a question, or explain or change the answer before.

    Raises:
        RecapError: it is not understood, or cannot be answered.
    """
    desk, owner = scene.desk, scene.turn.member
    is_why = words.lower().rstrip("?").split()[:1] == ["why"]
    last = await _last(scene) or (await _newest(scene, scene.turn.place.room) if is_why else None)  # which is told to who asks alone
    asker = await _asker(scene, words)
    if last is None and is_why:
        await scene.tell([NOTHING_YET])
        return
    asked: RecapRequest | None = None
    if last is not None and words.strip():
        changed = changed_by(
            words,
            last.recap,
            _asker_after(asker, last),
            desk.now(),
            foreign=desk.foreign,
            leans=_leans(scene, last),
            is_beside=_is_beside(scene, last),
        )
        if isinstance(changed, WhyQuestion):
            await explain(scene, last, changed.about)
            return
        asked = changed
    asked = asked or await _read(scene, words, asker)
    if isinstance(scene.turn.deed, Typed) and not await desk.accounts.of(owner):
        await first(scene, scene.turn.deed)
    elif await answer(scene, asked) and asked.is_private and scene.way is not Way.COMMAND and not scene.chat.whispers:
        await scene.chat.say(Page(lines=(messages.WRITTEN,)), Reach.PLACE)


async def go_on(scene: Scene, words: str) -> None:
    """Answer words that were said without calling the bot, where they change or explain what their asker was told; else keep silent.

    Raises:
        RecapError: it cannot be answered.
    """
    desk, last = scene.desk, await _last(scene)
    if last is None:
        return
    asker = await _asker(scene, words)
    try:
        changed = changed_by(words, last.recap, _asker_after(asker, last), desk.now(), foreign=desk.foreign)
    except AskError:
        return  # people talk to each other there
    if isinstance(changed, WhyQuestion):
        await explain(scene, last, changed.about)
    elif changed is not None:
        await answer(scene, changed)


async def _last(scene: Scene) -> Answer | None:
    """Return the answer that words may go on from: the one that they reply to, else the last of their thread or direct messages.

    A command, and a mention that begins a thread or stands in none, begins anew; and what was whispered is no ground for what others read.
    """
    turn, place = scene.turn, scene.turn.place
    if scene.way is Way.COMMAND:
        return None
    if turn.message and (told := await scene.desk.answers.last(scene.member, replace(place, thread=turn.message))):
        return told
    if scene.way is Way.DIRECT:
        return await _newest(scene, place) or await _newest(scene, place.room)
    told = await scene.desk.answers.last(scene.member, place) if place.thread else None
    return None if told is None or told.reach is Reach.ASKER else told


async def _newest(scene: Scene, place: Place) -> Answer | None:
    """Return what its asker was told last in a place, in whichever way: for their eyes alone."""
    answers = scene.desk.answers
    told = [await answers.last(scene.member, place), await answers.whispered(scene.member, place)]
    return max(filter(None, told), key=lambda one: one.at, default=None)


async def explain(scene: Scene, told: Answer, about: str = "") -> None:
    """Say which facts an answer stands on, to who asks.

    Raises:
        OutsideError: it could not be said.
    """
    lines = [theirs(line) for line in why(told.recap, about)]
    await scene.tell([*lines[:MOST], *([messages.more(len(lines) - MOST)] if len(lines) > MOST else [])])


async def _read(scene: Scene, words: str, asker: Asker) -> RecapRequest:
    """Read a question of its own; one about somebody else means their days."""
    desk, has_default = scene.desk, not words.strip() or scene.way is Way.COMMAND
    asked = parse(words, asker, desk.now(), foreign=desk.foreign, has_default=has_default)
    zone = first_zone(await zone_of(scene, asked.who), str(asker.zone))
    if zone == asker.zone:
        return asked
    return parse(words, replace(asker, zone=zone), desk.now(), foreign=desk.foreign, has_default=has_default)


def _asker_after(asker: Asker, last: Answer) -> Asker:
    """Return for whom words are read that change an answer: one about somebody else goes on in their days."""
    asked = last.recap.request
    return replace(asker, zone=ZoneInfo(asked.window.zone)) if is_of_another(asked.who) else asker


def asker_at(desk: Desk, habits: Habits, *, zone: str = "") -> Asker:
    """Return what the grammar must know of somebody; `zone` is their profile's, where it has one."""
    set_ = preferences(habits.settings)
    return set_.asker(first_zone(set_.zone, zone, desk.zone), desk.days_off(set_.country), last_recap=habits.last_recap)


async def _asker(scene: Scene, words: str) -> Asker:
    """Return what the grammar must know of who asks: their own settings, then their profile; their last standup, where words name one."""
    desk, member = scene.desk, scene.member
    asker = asker_at(desk, await desk.people.of(member), zone=scene.who.zone)
    if "standup" not in words.lower():
        return asker
    return replace(asker, last_standup=await desk.last_standup(member, scene.turn.place))


def _leans(scene: Scene, last: Answer) -> bool:
    """Say whether bare words are said of the answer before: in its thread, as a reply to it, or soon after it."""
    return _is_beside(scene, last) or scene.turn.at - last.at < SOON


def _is_beside(scene: Scene, last: Answer) -> bool:
    """Say whether words are in an answer's thread or reply to it; a thread that they begin themselves is not."""
    thread = scene.turn.place.thread
    return scene.way is Way.REPLY or (bool(thread) and (thread == last.place.thread or bool(scene.turn.message)))
