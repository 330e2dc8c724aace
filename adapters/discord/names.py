"""People whom our own sentences name by id, told by their names in a server."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.discord.blocks import Part, parts
from adapters.discord.events import PLATFORM
from adapters.discord.people import People
from core.model import Member
from core.model.chat import Page, Place
from core.naming import named


@dataclass(frozen=True, slots=True)
class Names:
    """Says who is meant."""

    people: People

    async def told(self, page: Page, place: Place) -> Page:
        """Return a page in which people are called by their names."""

        async def name(user: str) -> str:
            return (await self.people.one(Member(PLATFORM, place.tenant, user))).name

        return await named(page, name)

    async def parts(self, page: Page, place: Place, *, home: str = "") -> Sequence[Part]:
        """Return the messages that a page takes in a place; buttons remember a `home` server."""
        return parts(await self.told(page, place), home=home or page.home)
