"""What Slack refuses of a message or a view: https://docs.slack.dev/reference/block-kit. Each refusal is also kept as a violation."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tests.servers.slack import schemas
from tests.servers.slack.nouns import Json

if TYPE_CHECKING:
    from tests.servers.slack.endpoint import Call

TEXT = 40_000
METADATA = 8_000
SCHEMAS = {"chat.postMessage": "PostMessage", "chat.update": "Update", "chat.postEphemeral": "Ephemeral"}
MARKDOWN = 12_000
BLOCKS = {"message": 50, "view": 100}
MOST = {
    "header": 150,
    "button": 75,
    "option": 75,
    "value": 2000,
    "action_id": 255,
    "block_id": 255,
    "section": 3000,
    "field": 2000,
    "url": 3000,
}
MODAL = {"title": 24, "submit": 24, "close": 24, "private_metadata": 3000, "callback_id": 255}
COUNTS = {"options": 100, "fields": 10, "elements": 25, "option_groups": 100}
LISTS = {"context": 10, "actions": 25}


def checked_text(call: "Call", text: str, markdown: str = "") -> None:
    """Refuse what is too long.

    Raises:
        RefusedError: It is.
    """
    if len(text) > TEXT or len(markdown) > MARKDOWN:
        raise refusal(call, "msg_too_long", [f"text of {max(len(text), len(markdown))} characters"])


def checked_blocks(call: "Call", blocks: Sequence[Json], place: str = "message") -> None:
    """Refuse blocks that Slack would refuse.

    Raises:
        RefusedError: It would.
    """
    if problems := problems_of(blocks, place):
        raise refusal(call, "invalid_blocks" if place == "message" else "invalid_arguments", problems)


def checked_arguments(call: "Call") -> None:
    """Refuse a message that is not as its schema says; what came in a form has no types to check.

    Raises:
        RefusedError: It is not.
    """
    named = {name: value for name, value in call.arguments.items() if name != "team_id"}  # bolt sends that with everything
    sent = named | ({"blocks": [{"type": "divider"}]} if call.arguments.get("blocks") else {})
    if call.is_json and (problems := schemas.problems(SCHEMAS[call.method], sent)):
        raise refusal(call, "invalid_arguments", problems)


def checked_view(call: "Call", view: Json) -> None:
    """Refuse a view that Slack would refuse.

    Raises:
        RefusedError: It would.
    """
    problems = [f"view/{name} has more than {most} characters" for name, most in MODAL.items() if len(_words(view.get(name))) > most]
    if view.get("type") == "modal":
        problems += [] if view.get("title") else ["view/title is missing"]
        has_input = any(block.get("type") == "input" for block in view.get("blocks", ()))
        problems += ["view/submit is missing beside an input"] if has_input and not view.get("submit") else []
    problems += schemas.problems("TheView", {**view, "blocks": [{"type": "divider"}]}) + problems_of(view.get("blocks", ()), "view")
    if problems:
        raise refusal(call, "invalid_arguments", problems)


def refusal(call: "Call", code: str, problems: list[str]) -> Exception:
    """Note what is wrong with what the app sent; return what tells it so."""
    from tests.servers.slack.endpoint import RefusedError

    call.slack.violations += [f"{call.method}: {code}: {problem}" for problem in problems]
    return RefusedError(code, errors=problems, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]})


def problems_of(blocks: Sequence[Json], place: str) -> list[str]:
    """Say what is wrong with blocks; nothing when they are right."""
    if not isinstance(blocks, Sequence) or not all(isinstance(block, Mapping) for block in blocks):
        return ["blocks are no array of objects"]
    problems = [f"{len(blocks)} blocks"] if len(blocks) > BLOCKS[place] else []
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    problems += ["block_id is not unique"] if len(set(ids)) < len(ids) else []
    for number, block in enumerate(blocks):
        found = (*_in_block(block), *_ids(block), *schemas.problems("Blocks", [block]))
        problems += [f"blocks/{number}: {problem}" for problem in found]
    return problems


def _in_block(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind == "header":
        yield from _longer("header", block.get("text"))
    if kind == "section":
        yield from _longer("section", block.get("text"))
        for field in block.get("fields", ()):
            yield from _longer("field", field)
        yield from () if block.get("text") or block.get("fields") else ["section has neither text nor fields"]
    if kind in LISTS and not 0 < len(block.get("elements", ())) <= LISTS[kind]:
        yield f"{kind} has {len(block.get('elements', ()))} elements"
    yield from _in_elements(block)


def _in_elements(part: object) -> Iterator[str]:
    """Look at everything that can be pressed or chosen, however deep it is."""
    if isinstance(part, Mapping):
        yield from _in_element(part)
        for inner in part.values():
            yield from _in_elements(inner)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for inner in part:
            yield from _in_elements(inner)


def _in_element(part: Mapping[str, Any]) -> Iterator[str]:
    if part.get("type") in {"button", "workflow_button"}:
        yield from _longer("button", part.get("text"))
    for name in ("value", "action_id", "block_id", "url"):
        yield from _longer(name, part.get(name) if isinstance(part.get(name), str) else "")
    for option in part.get("options") or ():
        yield from _longer("option", option.get("text"))
        yield from _longer("option", option.get("value"))
    for name, most in COUNTS.items():
        if isinstance(part.get(name), Sequence) and len(part[name]) > most and part.get("type") != "rich_text_section":
            yield f"{name} has {len(part[name])} entries"
    if part.get("type") in {"plain_text", "mrkdwn"} and not part.get("text"):
        yield "an empty text object"


def _longer(name: str, text: object) -> Iterator[str]:
    if len(_words(text)) > MOST[name]:
        yield f"{name} has {len(_words(text))} characters, more than {MOST[name]}"


def _ids(block: Json) -> Iterator[str]:
    elements = [*block.get("elements", ())] if block.get("type") == "actions" else []
    ids = [element.get("action_id") for element in elements if element.get("action_id")]
    if len(set(ids)) < len(ids):
        yield "action_id is not unique in its block"


def _words(text: object) -> str:
    return str(text.get("text", "")) if isinstance(text, Mapping) else text if isinstance(text, str) else ""
