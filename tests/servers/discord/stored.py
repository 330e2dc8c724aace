"""What becomes of a payload when it is kept: components get ids, fields of embeds say how they stand."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.servers.discord.markup import components
from tests.servers.discord.nouns import Object


def kept(said: Mapping[str, Any]) -> Object:
    """Return what a message's next state takes from what was said: only what was named."""
    words: Object = {}
    if "content" in said:
        words["content"] = said["content"] or ""
    if "embeds" in said:
        words["embeds"] = [_embed(one) for one in said["embeds"] or ()]
    if "components" in said:
        known = {one["id"] for one in components(said["components"] or ()) if one.get("id")}
        words["components"] = _numbered(said["components"] or (), (one for one in itertools.count(1) if one not in known))
    return words


DEFAULTS: Mapping[int, Object] = {
    3: {"min_values": 1, "max_values": 1},
    14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}


def _embed(one: Object) -> Object:
    fields = {"fields": [{"inline": False, **field} for field in one["fields"]]} if one.get("fields") else {}
    return {"type": "rich", **one, **fields}


def _numbered(parts: Sequence[Object], numbers: Iterator[int]) -> list[Object]:
    """Give each component an id, in the order of the payload, unless it came with one."""
    return [_with_id(one, numbers) for one in parts]


def _with_id(one: Object, numbers: Iterator[int]) -> Object:
    made = {**DEFAULTS.get(one["type"], {}), **one, "id": one.get("id") or next(numbers)}
    if one.get("components"):
        made["components"] = _numbered(one["components"], numbers)
    for name in ("component", "accessory"):
        if one.get(name):
            made[name] = _with_id(one[name], numbers)
    return made
