"""Who is where on the fake platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from core.errors import OutsideError, PermanentError
from core.model import Member
from core.model.chat import Audience, Participant, Place
from core.ports.chat import Directory

if TYPE_CHECKING:
    from tests.fake_chat import FakePlatform


@dataclass
class FakeDirectory(Directory):
    """Who is where; `is_away` lets every call fail."""

    platform: "FakePlatform"
    is_away: bool = False

    @override
    async def participant(self, member: Member) -> Participant:
        self._check()
        try:
            return self.platform.people[member]
        except KeyError:
            raise PermanentError("Nobody knows them.") from None

    @override
    async def audience(self, place: Place) -> Audience:
        self._check()
        return self.platform.rooms[place.room][0]

    @override
    async def members(self, place: Place) -> Sequence[Member]:
        self._check()
        if not self.platform.lists_members:
            raise PermanentError("It tells nobody who is there.")
        return self.platform.rooms[place.room][1]

    @override
    async def group(self, tenant: str, group: str) -> Sequence[Member]:
        self._check()
        try:
            return self.platform.groups[tenant, group]
        except KeyError:
            raise PermanentError("There is no such group.") from None

    @override
    async def direct(self, member: Member) -> Place:
        self._check()
        return self.platform.direct_of(member)

    def _check(self) -> None:
        if self.is_away:
            raise OutsideError("The platform does not answer.")
