"""People whom our own sentences name by id, as plain text: nobody is called."""

import asyncio
import re
from dataclasses import replace

from adapters.slack.people import People
from core.errors import OutsideError
from core.messages import slack as messages
from core.model import Recap
from core.model.chat import Page

_PERSON = re.compile(r"<@([A-Z0-9]{2,24})>")
_MOST = 200  # people whom a page may name


class Names:
    """Writes `@name` where a page of ours says `<@ID>`; what others wrote stays as it is."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def told(self, page: Page) -> Page:
        """Return a page in which people are called by their names."""
        ours = (page.title, *page.lines, *page.footer, *(text for one in page.recaps for text in (one.header, *one.notes, *one.footer)))
        ids = list(dict.fromkeys(found for text in ours for found in _PERSON.findall(text)))[:_MOST]
        if not ids:
            return page
        names = dict(zip(ids, await asyncio.gather(*map(self._name, ids)), strict=True))

        def said(text: str) -> str:
            return _PERSON.sub(lambda found: names.get(found[1], messages.SOMEBODY), text)

        def named(one: Recap) -> Recap:
            return replace(one, header=said(one.header), notes=tuple(map(said, one.notes)), footer=tuple(map(said, one.footer)))

        return replace(
            page,
            title=said(page.title),
            lines=tuple(map(said, page.lines)),
            footer=tuple(map(said, page.footer)),
            recaps=tuple(map(named, page.recaps)),
        )

    async def _name(self, user: str) -> str:
        try:
            return "@" + (await self._people.one(user)).name
        except OutsideError:
            return messages.SOMEBODY
