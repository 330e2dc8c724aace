"""The documented limits that the published description does not know: sums, counts and what excludes what."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.discord.errors import Problem
from tests.servers.discord.markup import components, texts
from tests.servers.discord.nouns import Flag, Object

CONTENT, EMBEDS, TEXTS, PARTS, ROWS, CHOICES, INPUTS = 2000, 6000, 4000, 40, 5, 25, 5
COMMANDS, COMMAND = 100, 8000  # of one kind in one place; characters of one with all that it holds
INTERACTIVE = (2, 3, 5, 6, 7, 8)


def of_message(body: Mapping[str, Any], *, is_v2: bool = False, at: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """Check a message that is sent or edited (Resources, Message; Components, Overview); `is_v2` if it was sent so before."""
    parts: list[Object] = body.get("components") or []
    if len(body.get("content") or "") > CONTENT:
        yield _longest((*at, "content"), CONTENT)
    characters = sum(_characters(one) for one in body.get("embeds") or ())
    if characters > EMBEDS:
        yield Problem((*at, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBEDS}")
    if is_v2 or int(body.get("flags") or 0) & Flag.COMPONENTS_V2:
        yield from _v2(body, parts, at)
    else:
        yield from _rows(parts, at)
    ids = [one["custom_id"] for one in components(parts) if one.get("custom_id")]
    if len(ids) != len(set(ids)):
        yield Problem((*at, "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    for one in components(parts):
        yield from _button(one, at)


def is_empty(body: Mapping[str, Any]) -> bool:
    """Say whether there is nothing in a message: Discord does not send it (50006)."""
    return not any(body.get(name) for name in ("content", "embeds", "components", "attachments", "sticker_ids", "poll"))


def of_callback(body: Mapping[str, Any], *, is_v2: bool) -> Iterator[Problem]:
    """Check what an interaction is answered with (Interactions, Receiving and Responding)."""
    data = body.get("data") or {}
    match body.get("type"):
        case 4 | 7:
            yield from of_message(data, is_v2=is_v2 and body["type"] == 7, at=("data",))
        case 8 if len(data.get("choices") or ()) > CHOICES:
            yield _most(("data", "choices"), CHOICES)
        case 9:
            yield from _modal(data)
        case _:
            pass


def of_command(body: Mapping[str, Any], *, at: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """Check a command (Interactions, Application Commands): its name, its size, and that what is required comes first."""
    name = str(body.get("name") or "")
    if body.get("type") in (None, 1):
        yield from _names(body, at)
    if sum(_size(one) for one in (body, *_within(body))) > COMMAND:
        yield Problem((*at, "name"), "APPLICATION_COMMAND_TOO_LARGE", f"Command {name} exceeds maximum size of {COMMAND}")


def of_commands(bodies: list[Object]) -> Iterator[Problem]:
    """Check all commands of one place."""
    for number, body in enumerate(bodies):
        yield from of_command(body, at=(number,))
    names = [(body.get("type") or 1, body.get("name")) for body in bodies]
    if len(names) != len(set(names)):
        yield Problem((), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    if sum(kind == 1 for kind, _ in names) > COMMANDS:
        yield _most((), COMMANDS)


def _v2(body: Mapping[str, Any], parts: list[Object], at: tuple[str | int, ...]) -> Iterator[Problem]:
    for name in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(name):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            yield Problem((*at, name), code, f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
    if sum(len(text) for text in texts(parts)) > TEXTS:
        code = "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"
        yield Problem((*at, "components"), code, f"The total displayable text size exceeds the maximum of {TEXTS}")
    if sum(1 for _ in components(parts)) > PARTS:
        yield Problem((*at, "components"), "MESSAGE_COMPONENT_COUNT_EXCEEDED", f"Must be {PARTS} or fewer in total.")


def _rows(parts: list[Object], at: tuple[str | int, ...]) -> Iterator[Problem]:
    if len(parts) > ROWS:
        yield Problem((*at, "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {ROWS} in length.")
    for number, one in enumerate(parts):
        if one.get("type") != 1:
            code = "UNION_TYPE_CHOICES"
            yield Problem((*at, "components", number, "type"), code, "Value of field 'type' must be one of (1,).")


def _button(one: Object, at: tuple[str | int, ...]) -> Iterator[Problem]:
    if one.get("type") in INTERACTIVE[1:] and not one.get("custom_id"):
        yield Problem((*at, "components"), "BASE_TYPE_REQUIRED", "A custom id is required")
    if one.get("type") != 2:
        return
    is_link = one.get("style") == 5
    if is_link is bool(one.get("custom_id")) or is_link is not bool(one.get("url")):
        yield Problem((*at, "components"), "BUTTON_COMPONENT_CUSTOM_ID_URL", "A custom id and url cannot both, nor neither, be specified")
    if not one.get("label") and not one.get("emoji"):
        yield Problem((*at, "components"), "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")


def _modal(data: Mapping[str, Any]) -> Iterator[Problem]:
    parts: list[Object] = data.get("components") or []
    if len(parts) > INPUTS:
        yield Problem(("data", "components"), "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {INPUTS} in length.")
    for number, one in enumerate(parts):
        for inner in one.get("components") or ():
            if one.get("type") == 1 and not inner.get("label"):
                yield Problem(("data", "components", number, "components", 0, "label"), "BASE_TYPE_REQUIRED", "This field is required")


def _names(body: Mapping[str, Any], at: tuple[str | int, ...]) -> Iterator[Problem]:
    name = str(body.get("name") or "")
    if name != name.lower() or not all(one.isalnum() or one in "-_'" for one in name):
        yield Problem((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if not body.get("description"):
        yield Problem((*at, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    options: list[Object] = body.get("options") or []
    needed = [bool(one.get("required")) for one in options]
    if needed != sorted(needed, reverse=True):
        code = "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"
        yield Problem((*at, "options"), code, "Required options must be placed before non-required options")
    for number, one in enumerate(options):
        yield from _names(one, (*at, "options", number))


def _within(body: Mapping[str, Any]) -> Iterator[Object]:
    for one in (*(body.get("options") or ()), *(body.get("choices") or ())):
        yield one
        yield from _within(one)


def _size(body: Mapping[str, Any]) -> int:
    return sum(len(body[name]) for name in ("name", "description", "value") if isinstance(body.get(name), str))


def _characters(embed: Mapping[str, Any]) -> int:
    texts_of = [
        embed.get("title"),
        embed.get("description"),
        (embed.get("footer") or {}).get("text"),
        (embed.get("author") or {}).get("name"),
    ]
    fields = [field.get(name) for field in embed.get("fields") or () for name in ("name", "value")]
    return sum(len(text or "") for text in (*texts_of, *fields))


def _longest(path: tuple[str | int, ...], most: int) -> Problem:
    return Problem(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def _most(path: tuple[str | int, ...], most: int) -> Problem:
    return Problem(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
