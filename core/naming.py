"""People whom our own sentences name by id, as plain text: nobody is called."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from core.errors import OutsideError
from core.messages import delivering as messages
from core.model import Recap
from core.model.chat import Page

_PERSON = re.compile(r"<@([A-Za-z0-9]{2,24})>")
_MOST = 200  # people whom a page may name


async def named(page: Page, name: Callable[[str], Awaitable[str]]) -> Page:
    """Return a page that says `@name` where a sentence of ours says `<@ID>`; what others wrote stays as it is.

    `name` may raise OutsideError: then it is somebody.
    """
    ours = (page.title, *page.lines, *page.footer, *(text for one in page.recaps for text in (one.header, *one.notes, *one.footer)))
    ids = list(dict.fromkeys(found for text in ours for found in _PERSON.findall(text)))[:_MOST]
    if not ids:
        return page
    names = dict(zip(ids, await asyncio.gather(*(_name(one, name) for one in ids)), strict=True))

    def said(text: str) -> str:
        return _PERSON.sub(lambda found: names.get(found[1], messages.SOMEBODY), text)

    def told(one: Recap) -> Recap:
        return replace(one, header=said(one.header), notes=tuple(map(said, one.notes)), footer=tuple(map(said, one.footer)))

    return replace(
        page,
        title=said(page.title),
        lines=tuple(map(said, page.lines)),
        footer=tuple(map(said, page.footer)),
        recaps=tuple(map(told, page.recaps)),
    )


def theirs(text: str) -> str:
    """Return words of others among lines of ours so that nothing in them names somebody."""
    return text.replace("<@", "<\u2060@")  # a joiner, which shows nothing


async def _name(user: str, name: Callable[[str], Awaitable[str]]) -> str:
    try:
        return "@" + await name(user)
    except OutsideError:
        return messages.SOMEBODY
