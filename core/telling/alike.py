"""Recaps that are read one below the other: a reference means the same in all of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.model import Bullet, Link, Recap
from core.reading.naming import Naming, is_tag, whole


def alike(recaps: Sequence[Recap]) -> list[Recap]:
    """Return recaps whose references are those of one main repository, and name the others."""
    naming = Naming.told(item for recap in recaps for item in recap.folded.items)
    return [_renamed(recap, _names(recap, naming)) for recap in recaps]


def _names(recap: Recap, naming: Naming) -> Mapping[str, Link]:
    """Return the links of a recap that are called otherwise among the others, by what they are called alone."""
    own = Naming.told(recap.folded.items)
    events = [event for item in recap.folded.items for event in item.events]
    home = next((event.repository for event in events if not own.is_far(event)), "")
    tags = {event.ref for event in events if is_tag(event)}
    renamed = {}
    for link in (link for item in recap.folded.items for link in item.links):
        near = replace(link, ref=link.near or link.ref, near="")
        repository = link.ref.removesuffix(link.near).removesuffix("@") if link.near else home
        renamed[link.ref] = naming.written(repository, near, is_tag=near.ref in tags)
    return {ref: link for ref, link in renamed.items() if link.ref != ref}


def _renamed(recap: Recap, names: Mapping[str, Link]) -> Recap:
    if not names:
        return recap
    known = re.compile(whole([*names, *(link.ref for link in names.values())]))

    def said(text: str) -> str:
        return known.sub(lambda found: names[found[0]].ref if found[0] in names else found[0], text)

    def told(bullet: Bullet) -> Bullet:
        return replace(bullet, text=said(bullet.text), links=tuple(names.get(link.ref, link) for link in bullet.links))

    return replace(
        recap,
        notes=tuple(map(said, recap.notes)),
        bullets=tuple(map(told, recap.bullets)),
        rest=said(recap.rest),
        footer=tuple(map(said, recap.footer)),
    )
