"""Payloads against the description that Discord publishes, where there is a copy of it; compiled once."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from tests.histories import SHARED
from tests.servers.discord.errors import Problem
from tests.servers.discord.nouns import Object

DESCRIPTION = SHARED / "specs" / "discord-openapi.json"
_PLACE = "#/components/schemas/"
_CODES = {
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "maxItems": "BASE_TYPE_MAX_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "minLength": "BASE_TYPE_MIN_LENGTH",
}


def problems(method: str, path: str, body: Any) -> Iterator[Problem]:
    """Return what is wrong with the body of a request, as deep as it goes; nothing, where there is no description."""
    if DESCRIPTION.exists() and (validator := _asked(method, path)) is not None:
        for error in validator.iter_errors(body):
            deep = _deepest(error)
            message = f"Must be {deep.validator_value} or fewer in length." if str(deep.validator).startswith("max") else deep.message[:300]
            yield Problem(tuple(deep.absolute_path), _CODES.get(str(deep.validator), "BASE_TYPE_INVALID"), message)


def drift(method: str, path: str, status: int, answer: Any) -> list[str]:
    """Return where an answer of ours is not as the description says."""
    if not DESCRIPTION.exists() or (validator := _answered(method, path, status)) is None:
        return []
    found = [_deepest(error) for error in validator.iter_errors(answer)]
    return [f"{method} {path} {'.'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in found]


@cache
def _published() -> Object:
    described: Object = json.loads(DESCRIPTION.read_bytes())
    known = described["components"]["schemas"]
    reference = known["MessageReferenceRequest"]["properties"]
    for name in ("guild_id", "channel_id", "message_id"):  # the service takes numbers too, and discord.py sends them
        reference[name] = {"anyOf": [known["SnowflakeType"], {"type": "integer", "minimum": 0}, {"type": "null"}]}
    overwrite = described["paths"]["/channels/{channel_id}/permissions/{overwrite_id}"]["put"]["requestBody"]
    bits = overwrite["content"]["application/json"]["schema"]["properties"]
    for name in ("allow", "deny"):  # documented as text (Resources, Channel, Edit Channel Permissions)
        bits[name] = {"anyOf": [known["SnowflakeType"], bits[name]]}
    return described


@cache
def _asked(method: str, path: str) -> Any:
    return _validator(_operation(method, path).get("requestBody", {}))


@cache
def _answered(method: str, path: str, status: int) -> Any:
    responses = _operation(method, path).get("responses", {})
    return _validator(responses.get(str(status), {}))


def _operation(method: str, path: str) -> Object:
    paths: Object = _published()["paths"]
    return next((one.get(method.lower()) or {} for place, one in paths.items() if _same(place, path)), {})


def _validator(described: Object) -> Any:
    content: Object = described.get("content", {})
    if "application/json" not in content:
        return None
    return _VALIDATOR(_resolved(content["application/json"]["schema"], _published()["components"]["schemas"]))


def _same(published: str, path: str) -> bool:
    """Say whether two paths differ only in what they call the ids in them."""
    theirs, ours = published.split("/"), path.split("/")
    return len(theirs) == len(ours) and all(a == b or (a.startswith("{") and b.startswith("{")) for a, b in zip(theirs, ours, strict=True))


def _resolved(schema: Any, known: Mapping[str, Any]) -> Any:
    """Write each reference out, since looking one up takes longer than checking what it names; nothing here refers to itself."""
    if isinstance(schema, list):
        return [_resolved(one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _named(schema["$ref"].removeprefix(_PLACE), known)
    return _by_kind({name: _resolved(one, known) for name, one in schema.items()})


def _by_kind(schema: Object) -> Object:
    """Let alternatives that say which kind they are be chosen by it: faster than trying all, and the error is the meant one's."""
    for name in ("oneOf", "anyOf"):
        kinds = [(one, one.get("properties", {}).get("type", {}).get("enum")) for one in schema.get(name, ())]
        if len(kinds) > 1 and all(kind for _, kind in kinds):
            others = {key: value for key, value in schema.items() if key != name}
            return {**others, "x-kinds": {kind: one for one, listed in kinds for kind in listed}}
    return schema


def _of_kind(validator: Any, kinds: Mapping[Any, Any], instance: Any, _: object) -> Iterator[ValidationError]:
    kind = instance.get("type") if isinstance(instance, dict) else None
    if kind in kinds:
        yield from validator.descend(instance, kinds[kind])
    else:
        yield ValidationError(f"Value of field 'type' must be one of {tuple(sorted(kinds))}.")


_VALIDATOR = extend(Draft202012Validator, {"x-kinds": _of_kind})
_NAMED: dict[str, Any] = {}


def _named(name: str, known: Mapping[str, Any]) -> Any:
    if name not in _NAMED:
        _NAMED[name] = _resolved(known[name], known)
    return _NAMED[name]


def _deepest(error: ValidationError) -> ValidationError:
    """Return the error that lies deepest: of alternatives, that of the one that was meant."""
    while error.context:
        error = max(error.context, key=lambda one: len(one.absolute_path))
    return error
