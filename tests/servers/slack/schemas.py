"""Slack's published payloads as JSON Schema, where they lie beside this checkout; without them nothing is found wrong."""

import json
from functools import lru_cache
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

from tests.histories import SHARED

FOLDER = SHARED / "specs" / "slack"


def problems(name: str, payload: object) -> list[str]:
    """Say where a payload is not as its schema says; what was asked before is remembered."""
    validator = _validator(name)
    return list(_problems(name, json.dumps(payload, sort_keys=True))) if validator else []


@lru_cache(4096)
def _problems(name: str, payload: str) -> tuple[str, ...]:
    validator = _validator(name)
    error = best_match(validator.iter_errors(json.loads(payload))) if validator else None
    return (f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}",) if error else ()


@lru_cache(16)
def _validator(name: str) -> Any:
    path = FOLDER / f"schema-{name}.json"
    return Draft7Validator(json.loads(path.read_text())) if path.exists() else None
