"""People whom our own sentences name by id, told by their names in the workspace."""

from collections.abc import Sequence

from adapters.slack.blocks import Part, parts
from adapters.slack.people import People
from core.model.chat import Page, Place
from core.naming import named


class Names:
    """Says who is meant."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def told(self, page: Page) -> Page:
        """Return a page in which people are called by their names."""
        return await named(page, self._name)

    async def parts(self, page: Page, _: Place) -> Sequence[Part]:
        """Return the messages that a page takes."""
        return parts(await self.told(page))

    async def _name(self, user: str) -> str:
        return (await self._people.one(user)).name
