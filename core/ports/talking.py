"""What a conversation keeps, and what it asks again before anything is shared."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.model import Account, Member
from core.model.chat import Place
from core.model.kept import Allowance, Answer, Habits, Seen


class Answers(Protocol):
    """Answers of the last day, sealed under who asked."""

    async def keep(self, answer: Answer) -> None:
        """Keep an answer for a day, as the last of its owner in its place; what others see too, below its message as well.

        Raises:
            OutsideError: the store could not be written.
        """

    async def named(self, owner: Member, name: str) -> Answer | None:
        """Return one of somebody's own answers by its id; somebody else's is not found.

        Raises:
            OutsideError: the store could not be read.
        """

    async def last(self, owner: Member, place: Place) -> Answer | None:
        """Return what somebody was told last in a place or thread, by no whisper; a message of the bot's counts as a thread too.

        Raises:
            OutsideError: the store could not be read.
        """

    async def whispered(self, owner: Member, place: Place) -> Answer | None:
        """Return what somebody alone was told last in a place or thread.

        Raises:
            OutsideError: the store could not be read.
        """

    async def forget(self, owner: Member) -> int:
        """Erase somebody's answers, and return how many they were.

        Raises:
            OutsideError: the store could not be written.
        """


class People(Protocol):
    """What people set for themselves, sealed."""

    async def of(self, member: Member) -> Habits:
        """Return what somebody set.

        Raises:
            OutsideError: the store could not be read.
        """

    async def keep_settings(self, member: Member, settings: Mapping[str, object]) -> None:
        """Keep settings in the place of all earlier ones.

        Raises:
            OutsideError: the store could not be written.
        """

    async def keep_last_recap(self, member: Member, at: datetime) -> None:
        """Keep when somebody was last told of their own work.

        Raises:
            OutsideError: the store could not be written.
        """

    async def hide(self, member: Member, *, is_hidden: bool) -> None:
        """Keep whether others may recap somebody in shared places.

        Raises:
            OutsideError: the store could not be written.
        """

    async def hidden(self, platform: str, tenant: str) -> Sequence[Member]:
        """Return who in a workspace may not be recapped in shared places.

        Raises:
            OutsideError: the store could not be read.
        """

    async def forget(self, member: Member) -> bool:
        """Erase what somebody set, and return whether there was anything.

        Raises:
            OutsideError: the store could not be written.
        """


class Rooms(Protocol):
    """Switches of whole channels and workspaces."""

    async def is_on(self, place: Place, switch: str) -> bool:
        """Say whether a switch of a place is on.

        Raises:
            OutsideError: the store could not be read.
        """

    async def turn(self, place: Place, switch: str, *, is_on: bool) -> None:
        """Turn a switch of a place.

        Raises:
            OutsideError: the store could not be written.
        """


class Allowances(Protocol):
    """What places were allowed to be told."""

    async def of(self, platform: str, tenant: str) -> Sequence[Allowance]:
        """Return every allowance of a workspace, the oldest first.

        Raises:
            OutsideError: the store could not be read.
        """

    async def add(self, allowance: Allowance) -> None:
        """Keep an allowance; the same one again changes nothing.

        Raises:
            OutsideError: the store could not be written.
        """

    async def remove(self, allowance: Allowance) -> None:
        """Take an allowance back, whoever gave it.

        Raises:
            OutsideError: the store could not be written.
        """


class Visibilities(Protocol):
    """Who may read which repository, asked of the hosts anew."""

    async def seen_by(self, member: Member, *, of: Collection[tuple[str, str]] | None = None) -> Seen:
        """Return what a member's own tokens read at this moment, or who may read these repositories alone, by host and name.

        Raises:
            OutsideError: their accounts could not be had.
        """


class Teams(Protocol):
    """Who works together, as they agreed."""

    async def __call__(self, member: Member, place: Place, /) -> Sequence[Member]:
        """Return the people of a place's team, or else of a member's own ones; nobody where there is none.

        Raises:
            OutsideError: the store or the platform could not be asked.
        """


class Belongings(Protocol):
    """What another part keeps of people."""

    async def listed(self, member: Member) -> Sequence[str]:
        """Say what is kept of a member, a line each.

        Raises:
            OutsideError: the store could not be read.
        """

    async def forget(self, member: Member) -> Sequence[str]:
        """Erase it, and say what it was.

        Raises:
            OutsideError: the store could not be written.
        """


class Notices(Protocol):
    """Whether the owner of a dead token was told of it; linking the account anew, or taking it away, forgets that."""

    async def claim(self, account: Account) -> bool:
        """Take it on for a minute to tell the owner; return False where they were told, or somebody else tells them.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def told(self, account: Account) -> None:
        """Keep that the owner was told.

        Raises:
            OutsideError: the store could not be written.
        """
