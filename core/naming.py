"""People whom our own sentences name by id, as plain text: nobody is called."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from core.errors import OutsideError
from core.messages import delivering as messages
from core.model import Recap, WhoKind
from core.model.chat import Page

_PERSON = re.compile(r"<@([A-Za-z0-9]{2,24})>")
_MOST = 200  # people whom a page may name


async def named(page: Page, name: Callable[[str], Awaitable[str]]) -> Page:
    """Return a page that says `@name` where a sentence of ours says `<@ID>`; what others wrote stays as it is.

    In a recap it is ours to name whom it was asked for: somebody else may call themselves so. `name` may raise OutsideError: then it is
    somebody.
    """
    ours = (page.title, *page.lines, *page.footer)
    ids = list(dict.fromkeys([*_ids(*ours), *(found for one in page.recaps for found in _asked(one))]))[:_MOST]
    if not ids:
        return page
    names = dict(zip(ids, await asyncio.gather(*(_name(one, name) for one in ids)), strict=True))

    def said(text: str, of: Collection[str] = ids) -> str:
        return _PERSON.sub(lambda found: names.get(found[1], messages.SOMEBODY) if found[1] in of else found[0], text)

    def told(one: Recap) -> Recap:
        of = _asked(one)
        return replace(
            one,
            header=said(one.header, of),
            notes=tuple(said(note, of) for note in one.notes),
            footer=tuple(said(line, of) for line in one.footer),
        )

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


def _asked(recap: Recap) -> list[str]:
    """Return the ids that a recap may name: those of its question, and where that is about a group, those of its members."""
    who = recap.request.who
    if any(one.kind in {WhoKind.EVERYONE, WhoKind.TEAM} for one in who):
        return _ids(recap.header, *recap.notes, *recap.footer)
    return _ids(*(one.text for one in who))


def _ids(*texts: str) -> list[str]:
    return [found for text in texts for found in _PERSON.findall(text)]


async def _name(user: str, name: Callable[[str], Awaitable[str]]) -> str:
    try:
        return "@" + await name(user)
    except OutsideError:
        return messages.SOMEBODY
