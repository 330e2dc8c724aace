"""What standups keep of a person, for who asks what is kept of them, or to be forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.messages import agreeing as messages
from core.model import Member
from core.ports.standups import Standups
from core.ports.talking import Belongings
from core.standup.agreed import described


@dataclass(frozen=True, slots=True)
class StandupBelongings(Belongings):
    """A person's own recaps, and their seats."""

    standups: Standups

    async def listed(self, member: Member) -> Sequence[str]:
        """Return a line for each standup that knows them."""
        return [described(one) for one in await self.standups.knowing(member)]

    async def forget(self, member: Member) -> Sequence[str]:
        """Take them out of all standups, and end those that were theirs alone."""
        count = await self.standups.forget(member)
        return [messages.forgotten(count)] if count else []
