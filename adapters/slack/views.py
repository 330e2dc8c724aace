"""Forms as modals of Slack, and what was filled in.

https://docs.slack.dev/reference/views/modal-views
"""

from collections.abc import Mapping
from typing import Any

from adapters.slack.blocks import Block, plain, rows_of
from adapters.slack.markup import clipped, elements, harmless
from core.messages import slack as messages
from core.model.chat import Choice, Field, FieldKind, Form

_TITLE, _LABEL, _OPTION, _HINT, _TEXT = 24, 2_000, 75, 150, 2_800
_CHOICES = 100
_TYPED = 3_000  # characters in a field
_BLOCKS = 100
_FEW = 10  # choices that may all be seen


def modal(form: Form, metadata: str) -> Block:
    """Return a form as a modal; `metadata` comes back with what is filled in."""
    blocks = [*_said(form), *(_input(field) for field in form.fields), *rows_of(form.buttons)]
    made: Block = {
        "type": "modal",
        "callback_id": form.name[:255],
        "private_metadata": metadata,
        "title": plain(clipped(form.title, _TITLE)),
        "blocks": blocks[:_BLOCKS],
    }
    return made | ({"submit": plain(clipped(form.submit, _TITLE))} if form.fields else {})


def values(state: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled in, by field; several choices are joined by line breaks, what was left empty is an empty text."""
    return {name: _value(element) for name, elements in state.items() for element in elements.values()}


def _said(form: Form) -> list[Block]:
    sections = [elements(text) for line in form.lines if (text := clipped(harmless(line), _TEXT))]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": one} for one in sections]}] if sections else []


def _input(field: Field) -> Block:
    made: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain(clipped(field.label, _LABEL)),
        "element": _element(field) | {"action_id": field.name},
        "optional": field.is_optional,
    }
    is_clipped = len(field.choices) > _CHOICES
    hint = clipped(f"{field.hint} {messages.CLIPPED}" if is_clipped else field.hint, _HINT)
    return made | ({"hint": plain(hint)} if hint else {})


def _element(field: Field) -> Block:
    match field.kind:
        case FieldKind.TEXT | FieldKind.LONG | FieldKind.SECRET:
            limit = max(1, min(field.limit, _TYPED))
            made: Block = {"type": "plain_text_input", "multiline": field.kind is FieldKind.LONG, "max_length": limit}
            return made | ({"initial_value": value} if (value := harmless(field.value)[:limit]) else {})
        case FieldKind.CHOICE:
            return _one_of(field)
        case FieldKind.CHOICES:
            return _some_of(field)


def _one_of(field: Field) -> Block:
    made: Block = {"type": "static_select", "options": _options(field.choices)}
    chosen = _options([choice for choice in field.choices[:_CHOICES] if choice.value == field.value][:1])
    return made | ({"initial_option": chosen[0]} if chosen else {})


def _some_of(field: Field) -> Block:
    kind = "checkboxes" if len(field.choices) <= _FEW else "multi_static_select"
    made: Block = {"type": kind, "options": _options(field.choices)}
    chosen = _options([choice for choice in field.choices[:_CHOICES] if choice.value in field.value.split("\n")])
    return made | ({"initial_options": chosen} if chosen else {})


def _options(choices: "list[Choice] | tuple[Choice, ...]") -> list[Block]:
    return [{"text": plain(clipped(one.label, _OPTION)), "value": one.value[:_OPTION]} for one in choices[:_CHOICES]]


def _value(element: Mapping[str, Any]) -> str:
    if "selected_options" in element:
        return "\n".join(str(one["value"]) for one in element["selected_options"] or ())
    chosen = element.get("selected_option") if "selected_option" in element else {"value": element.get("value")}
    return str((chosen or {}).get("value") or "")
