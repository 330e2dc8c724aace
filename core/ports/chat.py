"""What a conversation needs from a chat platform: a way back from a turn, who is there, and posts that nobody just asked for."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.model import Member
from core.model.chat import (
    Admission,
    Audience,
    Crowd,
    Form,
    Page,
    Participant,
    Place,
    Quota,
    Reach,
    Turn,
)


class LiveMessage(Protocol):
    """A message on a platform that is replaced as a whole."""

    @property
    def place(self) -> Place:
        """Where it stands."""

    @property
    def id(self) -> str:
        """The platform's own id of it; empty until something was shown, and where nobody can name it again."""

    @property
    def quota(self) -> Quota:
        """How often it may change, and with whom it shares that."""

    async def show(self, page: Page) -> None:
        """Replace what is shown; the first call posts it.

        Where the first call may have posted it (AmbiguousError), or where a process that stopped may have (`Turn.is_again`), the
        next one looks for it by its mark, so that one turn never leads to two messages.

        Raises:
            RateLimitedError: not now; nothing was shown.
            PermanentError: the message is gone, or may not be changed: showing again does not help.
            AmbiguousError: it may have been shown.
            OutsideError: it could not be shown.
        """


class Chat(Protocol):
    """The way back from one turn."""

    @property
    def edits_private(self) -> bool:
        """Whether what only the asker sees can be replaced; where not, it is shown once, when it is whole."""

    @property
    def whispers(self) -> bool:
        """Whether the asker alone can be shown something in the place of this turn; where not, it goes into their direct messages."""

    @property
    def has_forms(self) -> bool:
        """Whether this turn may open a form; a mention has nothing to open one with."""

    def live(self, reach: Reach, *, on: str = "") -> LiveMessage:
        """Return a message that is still to be shown; `on` is one of the bot's that it takes the place of, where others see it too."""

    async def say(self, page: Page, reach: Reach) -> None:
        """Show something once.

        Raises:
            OutsideError: it could not be shown.
        """

    async def open(self, form: Form) -> None:
        """Open a form in front of who took the turn.

        Raises:
            OutsideError: it could not be opened, or came too late.
        """

    async def erase(self) -> bool:
        """Take away what who took the turn wrote, where this platform lets a bot do that; return whether it is gone.

        Raises:
            OutsideError: it may still be there.
        """


class Directory(Protocol):
    """Who is who and where, as a platform knows it; answers may be some minutes old, except who reads a place."""

    async def participant(self, member: Member) -> Participant:
        """Describe a member.

        Raises:
            PermanentError: the platform does not know them.
            OutsideError: it could not be asked.
        """

    async def audience(self, place: Place) -> Audience:
        """Say who reads a place now; asked again before each post there.

        Raises:
            OutsideError: the platform could not be asked; nothing but public facts may go there.
        """

    async def is_alone(self, place: Place) -> bool:
        """Say whether one person alone reads a place, beside the bot: that may be told sooner than who reads it.

        Raises:
            OutsideError: the platform could not be asked.
        """
        return await self.audience(place) is Audience.PRIVATE

    async def members(self, place: Place) -> Sequence[Member]:
        """Return who is in a place, without bots, in a stable order, 200 at most.

        Raises:
            OutsideError: the platform could not be asked.
        """

    async def group(self, tenant: str, group: str) -> Sequence[Member]:
        """Return who is in a user group or has a role, without bots, 200 at most.

        Raises:
            PermanentError: there is none.
            OutsideError: the platform could not be asked, or may not tell.
        """

    async def direct(self, member: Member) -> Place:
        """Return where a member is spoken to alone.

        Raises:
            OutsideError: the platform could not be asked, or they let nobody.
        """


class Posts(Protocol):
    """Messages that nobody just asked for. `mark` is opaque, and lets one be found again without a second store."""

    async def find(self, place: Place, mark: str, *, since: datetime) -> Sequence[str]:
        """Return the ids of the bot's own messages that carry a mark, of those since then, in the order in which they were posted.

        Raises:
            OutsideError: the platform could not be asked: nothing is known.
        """

    async def post(self, place: Place, mark: str, page: Page) -> str:
        """Post a small message that carries a mark, once, and return its id; this is the one call that must not be repeated blindly.

        Raises:
            RateLimitedError: not now; nothing was posted.
            AmbiguousError: it may have been posted: look for it before trying again.
            PermanentError: nothing can be posted there.
            OutsideError: nothing was posted.
        """

    async def edit(self, place: Place, message: str, page: Page) -> None:
        """Replace what a message shows; doing it twice does no harm.

        Raises:
            PermanentError: the message is gone, or may not be changed.
            OutsideError: it may not have been changed.
        """

    async def delete(self, place: Place, message: str) -> None:
        """Take a message away; one that is gone is no error.

        Raises:
            OutsideError: it may still be there.
        """


async def _alone(turn: Turn) -> Sequence[Member]:
    """Return who took a turn, and nobody else."""
    return [turn.member]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One chat platform, as the rest of the bot sees it."""

    name: str  # "slack", "discord": as in `Member.platform`
    directory: Directory
    posts: Posts
    chat: Callable[[Turn], Chat]  # the way back from a turn, also from one that another process let in
    homes: Callable[[Turn], Awaitable[Sequence[Member]]] = _alone  # who somebody is who took a turn: one member of each server
    asks_for_team: bool = False  # somebody who manages a server says whether all who are in it work together


class Inbox(Protocol):
    """Turns that were let in and are not done, in all processes together: what a crash interrupts is taken up by another."""

    async def put(self, turn: Turn) -> Admission:
        """Keep a turn in this process's hand where it is new; one that is not is left alone.

        Raises:
            OutsideError: the store could not be asked within half a second.
        """

    async def hold(self, turn: Turn) -> bool:
        """Keep it in this process's hand for another while; return False where it is in another's now.

        Raises:
            OutsideError: the store could not be asked.
        """

    async def leave(self, turn: Turn) -> None:
        """Let another process take it up at once.

        Raises:
            OutsideError: the store could not be written.
        """

    async def done(self, turn: Turn) -> None:
        """Forget a turn, but that it was there.

        Raises:
            OutsideError: the store could not be written.
        """

    async def left_behind(self) -> Sequence[Turn]:
        """Take into this process's hand some of what no process holds any more, with `is_again` set; none when there is no more.

        What ended too many processes comes once more, with `is_given_up` set.

        Raises:
            OutsideError: the store could not be asked.
        """


class Traffic(Protocol):
    """Changes of live messages, counted by lane in all processes together."""

    async def change(self, quota: Quota, answer: str, *, is_first: bool, is_last: bool) -> Crowd:
        """Count a change where it may be made now.

        A first one is a new message, which uses up nothing here; a last one may use what is reserved, and ends the answer.

        Raises:
            OutsideError: the store could not be asked.
        """
