"""Forms as modals of Discord, and what was filled in.

https://docs.discord.com/developers/components/reference#label: five parts at most, of which a text may be one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.discord.blocks import Component
from adapters.discord.markup import clipped, escaped
from core.messages import discord as messages
from core.model.chat import Choice, Field, FieldKind, Form
from core.reading.inert import inert

_SELECT, _INPUT, _TEXT, _LABEL = 3, 4, 10, 18
_PARTS, _CHOICES, _TYPED, _SAID = 5, 25, 4_000, 3_000
_TITLE, _NAME, _HINT, _OPTION, _IDENT = 45, 45, 100, 100, 100
_SHORT, _PARAGRAPH = 1, 2


def modal(form: Form, home: str = "") -> Component:
    """Return a form as a modal; its name, its token and a `home` server come back with what is filled in."""
    ident = f"{form.name}:{form.token}" + f":{home}" * bool(home)
    fields = [_labelled(field) for field in form.fields[:_PARTS]]
    said = _said(form)
    shown = [{"type": _TEXT, "content": said}] if said and len(fields) < _PARTS else []
    return {"custom_id": ident[:_IDENT], "title": clipped(form.title, _TITLE), "components": [*shown, *fields]}


def values(parts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return what was filled in, by field; several choices are joined by line breaks, what was left empty is an empty text."""
    inner = [one.get("component") or {} for one in parts]
    return {str(one["custom_id"]): _value(one) for one in inner if "custom_id" in one}


def _said(form: Form) -> str:
    """Return what stands above the fields; a modal has no buttons, so that where they lead is told, once."""
    said = "\n".join(escaped(inert(line, limit=_SAID, lines=True)) for line in form.lines)
    for one in form.buttons:
        if one.url.startswith(("https://", "http://")):
            plain, live = escaped(one.url), f"<{one.url}>"
            said = said.replace(plain, live, 1) if plain in said else f"{said}\n{escaped(one.label)}: {live}"
    return said.lstrip("\n")[:_TYPED]


def _labelled(field: Field) -> Component:
    is_clipped = len(field.choices) > _CHOICES
    hint = clipped(f"{field.hint} {messages.CLIPPED}" if is_clipped else field.hint, _HINT)
    made: Component = {"type": _LABEL, "label": clipped(field.label, _NAME), "component": _component(field)}
    return made | ({"description": hint} if hint else {})


def _component(field: Field) -> Component:
    asked: Component = {"custom_id": field.name, "required": not field.is_optional}
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG | FieldKind.SECRET:
            limit = max(1, min(field.limit, _TYPED))
            style = _PARAGRAPH if field.kind is FieldKind.LONG else _SHORT
            value = inert(field.value, limit=_TYPED, lines=True)[:limit]
            return asked | {"type": _INPUT, "style": style, "max_length": limit} | ({"value": value} if value else {})
        case FieldKind.CHOICE:
            return asked | {"type": _SELECT, "options": _options(field.choices, [field.value])}
        case FieldKind.CHOICES:
            options = _options(field.choices, field.value.split("\n"))
            least = 0 if field.is_optional else 1
            return asked | {"type": _SELECT, "options": options, "min_values": least, "max_values": len(options)}


def _options(choices: Sequence[Choice], chosen: Sequence[str]) -> list[Component]:
    return [
        {"label": clipped(one.label, _OPTION), "value": one.value[:_OPTION], "default": one.value in chosen} for one in choices[:_CHOICES]
    ]


def _value(component: Mapping[str, Any]) -> str:
    chosen = component.get("values")
    return "\n".join(map(str, chosen)) if chosen is not None else str(component.get("value") or "")
