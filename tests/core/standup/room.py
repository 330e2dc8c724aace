"""A channel in which people type `/standup`, and what they read."""

from dataclasses import replace

from adapters.holidays import CountryHolidays
from adapters.redis.client import Store
from core.calendar import IsHoliday
from core.model import Member
from core.model.chat import Place, Pressed, Typed, Way
from core.standup.commands import Commands
from core.standup.own import Own
from core.talking.talk import Talk
from tests.core.talking.desk import Office
from tests.fake_chat import FakeChat
from tests.standups import House


class Room:
    """A channel in which people type `/standup`, and what they read."""

    def __init__(self, store: Store) -> None:
        self.house = House(store)
        house = self.house
        self.office = Office(platform=house.chat, accounts=house.accounts, people=house.people, allowances=house.allowances)
        self.office.now = house.now
        given = {"standups": house.standups, "askers": house.askers, "holidays": holidays}
        more = {**Commands(**given).handlers(), **Own(**given).handlers()}  # type: ignore[arg-type]  # each by its name
        self.talk = Talk(replace(self.office.desk(), more=more, now=house.clock))

    async def types(self, who: Member, words: str, *, command: str = "standup", place: Place | None = None, times: int = 1) -> str:
        """Let somebody type a command, which is taken up again where `times` says so, and return what they read."""
        return await self._takes(who, place or self.house.team, Typed(words, Way.COMMAND, command), times)

    async def presses(self, who: Member, name: str, value: str = "") -> str:
        return await self._takes(who, self.house.team, Pressed(name, value))

    async def _takes(self, who: Member, place: Place, deed: Typed | Pressed, times: int = 1) -> str:
        chat, turn = self.house.chat, self.house.chat.turn(who, place, deed)
        before = len(chat.messages)
        for time in range(times):
            again = replace(turn, is_again=time > 0)
            await self.talk.take(again, FakeChat(chat, again))
        return "\n".join(one.text for one in chat.messages[before:])


def holidays(country: str) -> IsHoliday:
    return CountryHolidays(country).is_day_off if country else lambda _: False
