"""`/standup ...` and its buttons: what each does, and who may.

Rights are looked at when something is done, not when it was agreed: the creator's, managers', and for some things those of who joined.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from core.asking.nearest import nearest
from core.asking.vocabulary import MONTHS
from core.calendar import IsHoliday, local
from core.errors import AskError, AuthError, OutsideError, PermanentError
from core.messages import agreeing as messages
from core.model.chat import Audience, Button, Page, Reach
from core.model.standup import Standup, is_known, is_reported
from core.ports.standups import Standups
from core.standup.agreed import begun, changed, check_question, described, first_day, is_like, joined, left, skipping, with_people
from core.standup.askers import Askers
from core.standup.digest import ALLOW, JOIN
from core.standup.named import people_named
from core.standup.own import listed, named_after, one_of
from core.standup.plan import again, from_now_on
from core.standup.skipped import date_of
from core.standup.team import people_of
from core.standup.words import Wanted, wanted
from core.talking import rooms
from core.talking.desk import Handler, Scene

HERE = "standup-here"
_Do = Callable[[Scene, str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """Everything that people say about standups; `handlers` goes into `Desk.more`."""

    standups: Standups
    askers: Askers
    holidays: Callable[[str], IsHoliday]

    def handlers(self) -> Mapping[str, Handler]:
        """Return what does what, by a command's or a button's name."""
        return {"standup": self.standup, JOIN: self.join_by_button, HERE: self.open_here}

    async def standup(self, scene: Scene, words: str) -> None:
        """Do what `/standup` and these words say.

        Raises:
            RecapError: they are not understood, somebody may not do that, or the store failed.
        """
        name, _, rest = words.strip().partition(" ")
        if not name:
            await (self._list(scene, "") if await self.standups.at(scene.turn.place) else self._help(scene, ""))
            return
        doing: Mapping[str, _Do] = {
            "new": self._new,
            "join": self._join,
            "leave": self._leave,
            "list": self._list,
            "now": self._now,
            "skip": self._skip,
            "pause": self._pause,
            "resume": self._resume,
            "edit": self._edit,
            "delete": self._delete,
            "help": self._help,
        }
        do = doing.get(name.lower())
        if do is None:
            near = nearest(name, list(messages.COMMANDS))
            raise AskError(messages.unknown(name, near), word=name, nearest=near)
        await do(scene, rest.strip())

    async def join_by_button(self, scene: Scene, value: str) -> None:
        """Join the standup whose button was pressed, where it stands.

        Raises:
            RecapError: it is gone, or the store failed.
        """
        standup = next((one for one in await self.standups.at(scene.turn.place) if one.id == value), None)
        if standup is None:
            raise PermanentError(messages.GONE)
        await self._joined(scene, standup)

    async def open_here(self, scene: Scene, _: str) -> None:
        """Let commands in this channel be answered openly, as `/recap here on` does.

        Raises:
            RecapError: guests do not decide that, or the store failed.
        """
        await rooms.here(scene, "on")

    async def _new(self, scene: Scene, words: str) -> None:
        if scene.who.is_guest:
            raise AuthError(messages.NO_GUESTS)
        if await scene.directory.audience(scene.turn.place) is Audience.PRIVATE:
            raise AskError(messages.IN_A_CHANNEL)
        now, asked = scene.desk.now(), wanted(words)
        people = await people_named(asked, scene.member, scene.directory)
        asker = await self.askers.of(scene.member)
        standup = begun(asked, id_=named_after(scene.turn), place=scene.turn.place.room, creator=scene.member, asker=asker, now=now)
        if people:
            standup = replace(with_people(standup, people), is_whole_channel=asked.is_everyone)
        first = first_day(standup, now, self.holidays(standup.rhythm.country))
        if like := next((one for one in await self.standups.at(standup.place) if is_like(one, standup)), None):
            raise AskError(messages.there_already(described(like)))
        await self.standups.add(standup)
        await self._announce(scene, standup, first)
        if not await scene.desk.accounts.of(scene.member):
            await scene.tell([messages.TO_SEE])

    async def _announce(self, scene: Scene, standup: Standup, first: date | None) -> None:
        lines = [messages.agreed(described(standup), first, scene.member.user)]
        lines += [messages.NOT_IN_THREADS] if scene.turn.place.thread else []
        with suppress(OutsideError):
            _, why = await people_of(standup, scene.directory)
            lines += [messages.not_listed(why)] if why else []
        try:
            await scene.chat.say(_agreed(standup, lines), Reach.PLACE)
        except PermanentError:  # where this cannot be said, no report can be posted
            await self.standups.delete(standup)
            raise

    async def _edit(self, scene: Scene, words: str) -> None:
        number, rest = _numbered(words)
        standup = await self._managed(scene, number, "edit")
        asked, now = wanted(rest), scene.desk.now()
        if asked == Wanted():
            raise AskError(messages.NO_CHANGE)
        people = await people_named(asked, scene.member, scene.directory)
        check_question(asked, await self.askers.of(standup.creator), now)
        self.holidays(asked.country or "")(now.date())  # refuses what has no table

        def edited(one: Standup) -> Standup:
            return changed(with_people(one, people) if people else one, asked, now)

        await self._tell_changed(scene, await self._change(scene, standup, edited))

    async def _list(self, scene: Scene, _: str) -> None:
        await scene.tell(listed(await self.standups.at(scene.turn.place), scene.desk.now()) or [messages.NONE])

    async def _help(self, scene: Scene, _: str) -> None:
        await scene.tell(list(messages.COMMANDS.values()))

    async def _join(self, scene: Scene, number: str) -> None:
        await self._joined(scene, await self._meant(scene, number, "join"))

    async def _joined(self, scene: Scene, standup: Standup) -> None:
        await self._change(scene, standup, lambda one: joined(one, scene.member))
        has_accounts = bool(await scene.desk.accounts.of(scene.member))
        await scene.tell([messages.JOINED, *([] if has_accounts else [messages.TO_CONNECT])])

    async def _leave(self, scene: Scene, number: str) -> None:
        standup = await self._meant(scene, number, "leave")
        await self._change(scene, standup, lambda one: left(one, scene.member), messages.LEFT)

    async def _now(self, scene: Scene, number: str) -> None:
        standup = await self._shared(scene, number, "now")
        today = local(scene.desk.now(), standup.rhythm)
        if is_reported(await self.standups.progress(standup), today):
            raise AskError(messages.DONE_TODAY)
        await self.standups.call(standup, today)
        await scene.tell([messages.COMES])

    async def _skip(self, scene: Scene, words: str) -> None:
        number, rest = _numbered(words)
        standup, now = await self._shared(scene, number, "skip"), scene.desk.now()
        is_holiday = self.holidays(standup.rhythm.country)
        coming = replace(standup, rhythm=replace(standup.rhythm, skipped=())) if scene.turn.is_again else standup  # the same one again
        day = date_of(rest, local(now, standup.rhythm), lambda: first_day(coming, now, is_holiday))
        if day is None:
            raise AskError(messages.NOTHING_DUE)
        if is_reported(await self.standups.progress(standup), day):
            raise AskError(messages.DONE_TODAY)
        await self._change(scene, standup, lambda one: skipping(one, day, now), messages.skipped(day))

    async def _pause(self, scene: Scene, number: str) -> None:
        standup = await self._managed(scene, number, "pause")
        await self._change(scene, standup, lambda one: replace(one, pause=messages.BY_HAND), messages.PAUSED)

    async def _resume(self, scene: Scene, number: str) -> None:
        standup, now = await self._managed(scene, number, "resume"), scene.desk.now()
        if not standup.pause:
            raise AskError(messages.NOT_PAUSED)
        resumed = await self._change(scene, standup, lambda one: from_now_on(replace(one, pause=""), now))
        await self._tell_changed(scene, resumed, is_resumed=True)

    async def _delete(self, scene: Scene, number: str) -> None:
        await self.standups.delete(await self._managed(scene, number, "delete"))
        await scene.tell([messages.DELETED])

    async def _change(self, scene: Scene, standup: Standup, how: Callable[[Standup], Standup], told: str = "") -> Standup:
        changed = await self.standups.change(standup, how)
        if changed is None:
            raise PermanentError(messages.GONE)
        if told:
            await scene.tell([told])
        return changed

    async def _tell_changed(self, scene: Scene, standup: Standup, *, is_resumed: bool = False) -> None:
        """Say what a standup is now, and when its next report comes."""
        due = again(standup, await self.standups.progress(standup), scene.desk.now(), self.holidays(standup.rhythm.country))
        day = local(due, standup.rhythm) if due else None
        await scene.tell([messages.changed(described(standup), day, is_paused=bool(standup.pause), is_resumed=is_resumed)])

    async def _meant(self, scene: Scene, number: str, command: str) -> Standup:
        return one_of(await self.standups.at(scene.turn.place), number, f"/standup {command}", none=messages.NONE)

    async def _managed(self, scene: Scene, number: str, command: str) -> Standup:
        standup = await self._meant(scene, number, command)
        if scene.member != standup.creator and not scene.who.is_manager:
            raise AuthError(messages.not_yours(standup.creator.user))
        return standup

    async def _shared(self, scene: Scene, number: str, command: str) -> Standup:
        standup = await self._meant(scene, number, command)
        if not is_known(standup, scene.member) and not scene.who.is_manager:
            raise AuthError(messages.not_a_member(standup.creator.user))
        return standup


def _agreed(standup: Standup, lines: Sequence[str]) -> Page:
    buttons = (
        Button(name=JOIN, label=messages.JOIN, value=standup.id),
        Button(name=ALLOW, label=messages.ALLOW),
        Button(name=HERE, label=messages.HERE),
    )
    return Page(lines=tuple(lines), buttons=buttons)


def _numbered(words: str) -> tuple[str, str]:
    """Return the number that a standup has in the list, where one stands in front, and the rest; `24 Dec` is a date."""
    number, _, rest = words.partition(" ")
    return (number, rest.strip()) if number.isdigit() and rest.lower() not in MONTHS else ("", words)
