"""`/recap every ...`: a person's own recap that comes to them again and again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.calendar import IsHoliday, local
from core.errors import AskError, PermanentError
from core.messages import agreeing as messages
from core.model.chat import Turn
from core.model.standup import Standup
from core.ports.standups import Standups
from core.standup.agreed import begun, check_question, described, first_day, is_like
from core.standup.askers import Askers
from core.standup.plan import from_now_on
from core.standup.words import Wanted, wanted
from core.talking.desk import Handler, Scene


def named_after(turn: Turn) -> str:
    """Return the id of what a turn begins: opaque, and the same when the turn is taken again."""
    return hashlib.blake2b(turn.id.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What people say about what comes to them alone; `handlers` goes into `Desk.more`."""

    standups: Standups
    askers: Askers
    holidays: Callable[[str], IsHoliday]

    def handlers(self) -> Mapping[str, Handler]:
        """Return what does what, by a command's name."""
        return {"every": self.every}

    async def every(self, scene: Scene, words: str) -> None:
        """Send somebody their own recap again and again: `every friday 16:00 ...`; `off` ends it, `resume` goes on, nothing lists.

        Raises:
            RecapError: it is not understood, or the store failed.
        """
        own = await self.standups.of(scene.member)
        name, _, number = words.strip().partition(" ")
        if not name:
            await scene.tell(listed(own, scene.desk.now()) or [messages.NO_OWN])
        elif name.lower() in {"off", "stop"}:
            await self.standups.delete(one_of(own, number, f"/recap every {name.lower()}", none=messages.NO_OWN))
            await scene.tell([messages.DELETED])
        elif name.lower() == "resume":
            await self._resume(scene, one_of(own, number, "/recap every resume", none=messages.NO_OWN))
        else:
            await self._begin(scene, wanted(words, is_question=True))

    async def _resume(self, scene: Scene, standup: Standup) -> None:
        """Go on with what was paused, as it is where direct messages were closed."""
        if not standup.pause:
            raise AskError(messages.NOT_PAUSED)
        now = scene.desk.now()
        resumed = await self.standups.change(standup, lambda one: from_now_on(replace(one, pause=""), now))
        if resumed is None:
            raise PermanentError(messages.OWN_GONE)
        await scene.tell([messages.comes(described(resumed), first_day(resumed, now, self.holidays(resumed.rhythm.country)))])

    async def _begin(self, scene: Scene, asked: Wanted) -> None:
        now, asker = scene.desk.now(), await self.askers.of(scene.member)
        check_question(asked, asker, now, is_personal=True)
        rest, asked.rest = asked.rest, []
        place = (await scene.directory.direct(scene.member)).room
        standup = begun(asked, id_=named_after(scene.turn), place=place, creator=scene.member, asker=asker, now=now, is_personal=True)
        standup = replace(standup, words=" ".join(rest))
        first = first_day(standup, now, self.holidays(standup.rhythm.country))
        if like := next((one for one in await self.standups.of(scene.member) if is_like(one, standup)), None):
            raise AskError(messages.own_already(described(like)))
        await self.standups.add(standup)
        blind = [] if await scene.desk.accounts.of(scene.member) else [messages.TO_SEE]
        await scene.tell([messages.comes(described(standup), first), *blind])


def one_of(standups: Sequence[Standup], number: str, command: str, *, none: str) -> Standup:
    """Return the one that is meant by a command: the only one, or that of a number in the list.

    Raises:
        AskError: there is none, or several.
    """
    if not standups:
        raise AskError(none)
    if number.isdigit() and 0 < int(number) <= len(standups):
        return standups[int(number) - 1]
    if number or len(standups) > 1:
        raise AskError(messages.which(listed(standups), number=number, command=command), word=number)
    return standups[0]


def listed(standups: Sequence[Standup], now: datetime | None = None) -> list[str]:
    """Return a line for each, with its number, and with the dates from `now` on that it leaves out."""
    days = [local(now, one.rhythm) if now else None for one in standups]
    return [described(one, number=number, today=day) for number, (one, day) in enumerate(zip(standups, days, strict=True), 1)]
